r"""Install, use, update and remove the Windows program as a county would, silently, and see that no file is lost.

    python packaging/try_installer.py dist\release\ISMS-Desktop-0.4.0-setup.exe --report try.json

Runs with Python's own library on Windows and under wine. It installs for the user who runs it and removes everything
again; a program that is installed already is left alone (then it refuses). Exit code 0 only when all went as it must.
"""

import argparse
import contextlib
import ctypes
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import winreg
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

APP, TITLE, PROGID = "ISMS Desktop", "資安維護管家", "ISMSDesktop.Office"
UNINSTALL = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{APP}"
CLASSES = r"Software\Classes"
WINDOW_EXE, CONSOLE_EXE = f"{APP}.exe", "isms-desktop.exe"
LISTED = "installed-files.txt"
OFFICE = "某 機關的檔案.isms"
RUNNING, SPACE, FOLDER, PORTABLE, UNFINISHED = 11, 12, 13, 15, 16
SETTINGS = Path(os.environ["LOCALAPPDATA"]) / APP


class Trial:
    """One run: the setup that is tried, the folder that it is tried in, and what came of it."""

    def __init__(self, setup: Path, base: Path) -> None:
        self.setup = setup
        self.base = base
        self.folder = base / "資安 程式" / APP
        self.log = base / "setup.log"
        self.home = base / "使用者的 設定"
        self.results: list[dict[str, Any]] = []

    def expect(self, what: str, ok: object, told: object = "") -> None:
        """Note one thing that must be so."""
        self.results.append({"what": what, "ok": bool(ok), "told": str(told)})
        say(f"{'ok  ' if ok else 'FAIL'} {what} {told if told != '' else ''}".rstrip())

    def install(self, *options: str, to: Path | None = None) -> tuple[int, float]:
        """Exit code and seconds of a silent installation."""
        # The folder must stand last and without quotation marks, whatever is in it.
        line = f'"{self.setup}" /S /LOG={self.log} {" ".join(options)}' + (f" /D={to}" if to else "")
        return run(line)

    def uninstall(self, *options: str) -> int:
        """Exit code of a silent removal, waited for: a copy does it, as the uninstaller cannot delete itself."""
        copy = self.base / "uninstall-copy.exe"
        shutil.copyfile(self.folder / "uninstall.exe", copy)
        return run(f'"{copy}" /S /LOG={self.log} {" ".join(options)} _?={self.folder}')[0]

    def said(self) -> str:
        """What the log has got since the last time."""
        if not self.log.is_file():
            return ""
        text = self.log.read_text(encoding="utf-16")
        self.log.unlink()
        return text

    def console(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """The installed command line."""
        environment = {**os.environ, "PYTHONUTF8": "1"}
        command = [str(self.folder / CONSOLE_EXE), *arguments]
        return subprocess.run(command, capture_output=True, env=environment, timeout=300, check=False)

    def present(self) -> set[str]:
        """Every file in the program's folder."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do all steps; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("setup", type=Path, help="the installer")
    parser.add_argument("--report", type=Path, help="what came of it, as JSON")
    parser.add_argument("--full-drive", metavar="X:", help="a drive with too little room, to see it refused")
    chosen = parser.parse_args(arguments)
    if registry(UNINSTALL, "InstallLocation"):
        raise SystemExit("the program is installed for this user: remove it first")
    # Not on the drive's root, and by its long name: the log's path must have no space, the program's has.
    with tempfile.TemporaryDirectory(prefix="isms-try-", ignore_cleanup_errors=True) as base:
        trial = Trial(chosen.setup.resolve(), Path(base).resolve())
        steps: list[Callable[[Trial], None]] = [refusals, installation, association, update, running, removal, everyone]
        if chosen.full_drive:
            steps.insert(1, functools.partial(no_space, drive=chosen.full_drive))
        try:
            for step in steps:
                step(trial)
        finally:
            well = all(result["ok"] for result in trial.results)
            if chosen.report:
                told = json.dumps({"ok": well, "results": trial.results}, ensure_ascii=False, indent=1)
                chosen.report.write_text(told, encoding="utf-8")
    say("all as it must be" if well else "NOT as it must be")
    return 0 if well else 1


# The steps, in their order


def refusals(trial: Trial) -> None:
    """Where it may not be installed it is not, with a code of its own and a sentence."""
    file = trial.base / "a file"
    file.write_text("in the way")
    code, _ = trial.install(to=file / "x")
    trial.expect("a folder that cannot be made is refused", code == FOLDER, f"{code} {trial.said()}")
    code, _ = trial.install(to=Path("C:\\"))
    trial.expect("the root of a drive is refused", code == FOLDER, f"{code} {trial.said()}")
    portable = trial.base / "portable"
    portable.mkdir()
    (portable / "portable.ini").touch()
    code, _ = trial.install(to=portable)
    trial.expect("over a portable program is refused", code == PORTABLE, f"{code} {trial.said()}")
    blocked = trial.base / "blocked"
    blocked.mkdir()
    (blocked / "_internal").touch()
    code, _ = trial.install(to=blocked)
    trial.expect("what breaks off says so", code == UNFINISHED, f"{code} {trial.said()}")
    trial.expect("a file that was in the way is still there", (blocked / "_internal").is_file())
    trial.expect("nothing is registered after a refusal", not registry(UNINSTALL, "InstallLocation"))


def no_space(trial: Trial, drive: str) -> None:
    """A full drive is refused before anything is written."""
    code, _ = trial.install(to=Path(f"{drive}\\{APP}"))
    trial.expect("a drive without room is refused", code == SPACE, f"{code} {trial.said()}")
    trial.expect("and nothing is left there", not list(Path(f"{drive}\\").iterdir()))


def installation(trial: Trial) -> None:
    """The first installation, into a folder with Chinese and spaces in its name."""
    code, seconds = trial.install("/Desktop", to=trial.folder)
    trial.expect("installed silently", code == 0, f"{code}, {seconds:.1f} s, {trial.said()}")
    listed = listed_files(trial.folder)
    missing = [name for name in listed if not (trial.folder / name).is_file()]
    trial.expect("every file of the list is there", listed and not missing, f"{len(listed)} files {missing[:5]}")
    trial.expect("and no other", trial.present() == {*listed, LISTED, "uninstall.exe"})
    trial.expect("where it is", registry(UNINSTALL, "InstallLocation") == str(trial.folder))
    for name in ("DisplayName", "DisplayVersion", "Publisher", "DisplayIcon", "EstimatedSize", "QuietUninstallString"):
        trial.expect(f"Add/Remove Programs: {name}", registry(UNINSTALL, name), registry(UNINSTALL, name))
    trial.expect("start menu", shortcut("APPDATA", r"Microsoft\Windows\Start Menu\Programs").is_file())
    started = time.perf_counter()
    tested = trial.console("self-test", "--json")
    report = as_json(tested.stdout)
    told = f"{time.perf_counter() - started:.1f} s " + ("" if report.get("ok") else str(tested)[-2000:])
    trial.expect("self-test of the installed program", tested.returncode == 0 and report.get("ok"), told)


def association(trial: Trial) -> None:
    """A double click on an office file opens it, with Chinese and spaces in its path."""
    progid = registry(rf"{CLASSES}\.isms", "")
    command = str(registry(rf"{CLASSES}\{PROGID}\shell\open\command", ""))
    trial.expect(".isms belongs to the program", progid == PROGID, progid)
    trial.expect("and is opened by it", command == f'"{trial.folder / WINDOW_EXE}" "%1"', command)
    trial.expect("with an icon", registry(rf"{CLASSES}\{PROGID}\DefaultIcon", ""))
    office = trial.folder / OFFICE  # in the program's own folder: what may happen to it there
    made = trial.console("new", str(office), "--profile", "household-office-c", "--name", "某戶政事務所")
    trial.expect("an office file is made", made.returncode == 0 and office.is_file(), made.stderr.decode("utf-8"))
    with opened(trial, office) as seen:
        trial.expect("a double click opens it", seen, seen)


def update(trial: Trial) -> None:
    """A newer version over it: settings and office files stay, what the old version had is gone."""
    office = trial.folder / OFFICE
    before = office.read_bytes()
    kept = some_settings(office)
    foreign = trial.folder / "_internal" / "我的 筆記.txt"
    foreign.write_text("foreign", encoding="utf-8")
    old = trial.folder / "_internal" / "old" / "gone.pyd"
    old.parent.mkdir()
    old.touch()
    with (trial.folder / LISTED).open("ab") as stream:
        lines = f"_internal\\old\\gone.pyd\r\n_internal\\old\\\r\n{OFFICE}\r\n..\\..\\a file\r\n"
        stream.write(lines.encode("utf-16-le"))
    code, seconds = trial.install()
    trial.expect("updated where it is", code == 0, f"{code}, {seconds:.1f} s, {trial.said()}")
    trial.expect("what the new version has not is gone", not old.exists() and not old.parent.exists())
    trial.expect("the office file is the same", office.read_bytes() == before)
    trial.expect("even what a wrong list names is not deleted", (trial.base / "a file").is_file())
    trial.expect("a foreign file is still there", foreign.is_file())
    trial.expect("the settings are the same", (SETTINGS / "settings.json").read_text("utf-8") == kept)
    whole = trial.present() == {
        *listed_files(trial.folder),
        LISTED,
        "uninstall.exe",
        OFFICE,
        r"_internal\我的 筆記.txt",
    }
    trial.expect("nothing else has changed", whole)
    tested = trial.console("self-test", "--json")
    trial.expect("self-test after the update", as_json(tested.stdout).get("ok"))
    same = (SETTINGS / "settings.json").read_text("utf-8") == kept
    trial.expect("the self-test leaves the settings alone", same)


def running(trial: Trial) -> None:
    """While the program runs nothing is installed over it and nothing is removed."""
    before = trial.present()
    with opened(trial, trial.folder / OFFICE):
        code, seconds = trial.install()
        trial.expect("over a running program is refused", code == RUNNING, f"{code}, {seconds:.1f} s, {trial.said()}")
        code = trial.uninstall()
        trial.expect("removing a running program is refused", code == RUNNING, f"{code} {trial.said()}")
        now = {name for name in trial.present() if not name.startswith(OFFICE) and "備份" not in name}
        trial.expect("and nothing was touched", now >= {name for name in before if not name.startswith(OFFICE)})


def removal(trial: Trial) -> None:
    """Nothing of ours is left; every file that is not ours is."""
    office = trial.folder / OFFICE
    theirs = trial.present() - set(listed_files(trial.folder)) - {LISTED, "uninstall.exe"}
    before = office.read_bytes()
    some_settings(office)
    quiet = str(registry(UNINSTALL, "QuietUninstallString"))
    run(f"{quiet} /LOG={trial.log}")
    for _ in range(120):  # it goes on in a copy of itself
        if trial.log.is_file() and not registry(UNINSTALL, "InstallLocation"):
            break
        time.sleep(0.5)
    time.sleep(2)
    said = trial.said()
    trial.expect("removed silently, and where the office files are is said", str(office) in said, said)
    trial.expect("only what is not ours is left", trial.present() == theirs, sorted(trial.present()))
    trial.expect("the office file is the same", office.read_bytes() == before)
    trial.expect("the settings are left", (SETTINGS / "settings.json").is_file())
    gone = [registry(rf"{CLASSES}\.isms", ""), registry(rf"{CLASSES}\{PROGID}", ""), registry(UNINSTALL, "DisplayName")]
    trial.expect("nothing is registered any more", not any(gone), gone)
    links = [shortcut("APPDATA", r"Microsoft\Windows\Start Menu\Programs"), shortcut("USERPROFILE", "Desktop")]
    trial.expect("no shortcut is left", not any(link.exists() for link in links))


def everyone(trial: Trial) -> None:
    """For all users (only tried with an administrator's rights), with the settings removed at the end."""
    if not ctypes.windll.shell32.IsUserAnAdmin():
        say("not tried: no administrator")
        return
    office = SETTINGS / "練習用機關-試.isms"
    office.write_bytes(b"an office file")
    trial.folder = Path(os.environ["PROGRAMW6432"]) / APP
    code, _ = trial.install("/AllUsers")
    trial.expect("installed for all users", code == 0 and (trial.folder / WINDOW_EXE).is_file(), trial.said())
    trial.expect("registered for all users", registry(UNINSTALL, "InstallLocation", winreg.HKEY_LOCAL_MACHINE))
    trial.expect("and not for one", not registry(UNINSTALL, "InstallLocation"))
    own = trial.base / OFFICE
    made = trial.console("new", str(own), "--profile", "household-office-c", "--name", "某戶政事務所")
    trial.expect("an office file is made again", made.returncode == 0)
    with opened(trial, own) as seen:
        trial.expect("a double click opens it for all users", seen, seen)
    code = trial.uninstall("/RemoveSettings")
    trial.expect("removed for all users", code == 0 and not trial.folder.exists(), trial.said())
    left = registry(UNINSTALL, "InstallLocation", winreg.HKEY_LOCAL_MACHINE)
    trial.expect("and not registered any more", not left)
    trial.expect("the settings are gone when asked", not (SETTINGS / "settings.json").exists())
    trial.expect("a practice office is not", office.is_file())
    office.unlink()


# What the steps need


def run(line: str) -> tuple[int, float]:
    """A command line as it stands (no quoting is added): exit code and seconds."""
    started = time.perf_counter()
    code = subprocess.run(line, timeout=600, check=False).returncode
    return code, time.perf_counter() - started


def registry(key: str, name: str, root: int = winreg.HKEY_CURRENT_USER) -> Any:
    """A value of the registry, None when it is not there."""
    try:
        with winreg.OpenKey(root, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened_key:
            return winreg.QueryValueEx(opened_key, name)[0]
    except FileNotFoundError:
        return None


def listed_files(folder: Path) -> list[str]:
    """The files that the installed list names (without the folders)."""
    lines = (folder / LISTED).read_text(encoding="utf-16").splitlines()
    return [line for line in lines if line and not line.endswith("\\")]


def shortcut(variable: str, within: str) -> Path:
    """Where a shortcut of this user lies."""
    return Path(os.environ[variable]) / within / f"{TITLE}.lnk"


def some_settings(office: Path) -> str:
    """The settings of a user who has had this file open, written as the program does; what is in them."""
    SETTINGS.mkdir(parents=True, exist_ok=True)
    kept = json.dumps({"recent": [str(office)], "theme": "dark"}, indent=1)
    (SETTINGS / "settings.json").write_text(kept, encoding="utf-8")
    return kept


def as_json(text: bytes) -> dict[str, Any]:
    """What a command has said, in UTF-8 or in the code page of this Windows; {} when it is not JSON."""
    for encoding in ("utf-8", "mbcs"):
        with contextlib.suppress(ValueError):
            told: dict[str, Any] = json.loads(text.decode(encoding))
            return told
    return {}


@contextlib.contextmanager
def opened(trial: Trial, office: Path) -> Iterator[str]:
    """The office file opened as by a double click: how that was done, "" when no window came. Closed at the end."""
    os.environ["ISMS_DESKTOP_HOME"] = str(trial.home)
    try:
        how = double_click(office)
    finally:
        del os.environ["ISMS_DESKTOP_HOME"]
    program = str(trial.folder / WINDOW_EXE)
    settings = trial.home / "config" / "settings.json"
    for _ in range(180):
        if our_windows(program) and settings.is_file() and office.name in settings_of(settings):
            break
        time.sleep(0.5)
    else:
        how = ""
    time.sleep(1)
    yield how
    close(program)
    shutil.rmtree(trial.home, ignore_errors=True)


def double_click(office: Path) -> str:
    """Open a file as the shell does, and say how."""
    try:
        os.startfile(office)  # type: ignore[attr-defined,unused-ignore]
    except OSError as problem:  # wine's shell asks only for what is registered for all users
        command = registry(rf"{CLASSES}\{PROGID}\shell\open\command", "")
        if not command:
            raise
        subprocess.Popen(command.replace("%1", str(office)))
        return f"the registered command ({problem})"
    return "the shell"


def settings_of(path: Path) -> str:
    """The recent files of a settings file, as text."""
    return str(as_json(path.read_bytes()).get("recent"))


def our_windows(program: str) -> list[int]:
    """The visible windows of a program."""
    user = ctypes.windll.user32
    found: list[int] = []

    @ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    def look(window: int, _: int) -> int:
        if user.IsWindowVisible(ctypes.c_void_p(window)) and program_of(window).lower() == program.lower():
            found.append(window)
        return 1

    user.EnumWindows(look, None)
    return found


def program_of(window: int) -> str:
    """The path of the program that a window belongs to, "" when it does not tell."""
    kernel = ctypes.windll.kernel32
    kernel.OpenProcess.restype = ctypes.c_void_p
    number = ctypes.c_ulong()
    ctypes.windll.user32.GetWindowThreadProcessId(ctypes.c_void_p(window), ctypes.byref(number))
    process = kernel.OpenProcess(0x1000, 0, number)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not process:
        return ""
    path, length = ctypes.create_unicode_buffer(1024), ctypes.c_ulong(1024)
    kernel.QueryFullProcessImageNameW(ctypes.c_void_p(process), 0, path, ctypes.byref(length))
    kernel.CloseHandle(ctypes.c_void_p(process))
    return path.value


def close(program: str) -> None:
    """Close a program's windows as a user does, and wait until it has gone."""
    for _ in range(60):
        windows = our_windows(program)
        for window in windows:
            ctypes.windll.user32.PostMessageW(ctypes.c_void_p(window), 0x0010, None, None)  # WM_CLOSE
        if not windows:
            break
        time.sleep(0.5)
    time.sleep(3)  # it writes what it remembers and leaves


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.buffer.write((text + "\n").encode("utf-8"))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
