"""Make the files of a release from a bundle (see bundle.py): installer and portable zip for Windows, tar.gz for Linux.

    python packaging/release.py "dist/ISMS Desktop"          # into dist/release, with SHA256SUMS
    python packaging/release.py --sign FILE                  # only sign one file

On Windows and under Linux alike; the bundle tells for which system it was built. The installer needs ``makensis``.
Signing needs ``signtool`` and one of these in the environment, else it is left out with a notice:

    ISMS_SIGN_THUMBPRINT                       a certificate of the user's store (a card, a token, a key service)
    ISMS_SIGN_PFX, ISMS_SIGN_PASSWORD          a certificate in a file
    ISMS_SIGN_TIMESTAMP                        the time stamp service (``http://timestamp.digicert.com``)
"""

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import contents

sys.path.insert(0, str(contents.ROOT))

from isms_desktop import __version__, paths

NAME = "ISMS-Desktop"
MB = 1024 * 1024
"""As Windows counts when it shows the size of a file."""
INSTALLED_LIMIT = 260 * MB
INSTALLER_LIMIT, INSTALLER_LIMIT_ONE_FONT = 75 * MB, 60 * MB
RESERVED = ("uninstall.exe", "installed-files.txt", paths.PORTABLE_MARKER)
PORTABLE_NOTE = f"""; 有這個檔案就是可攜式版本：
; 設定、練習用機關與錯誤報告放在旁邊的「{paths.PORTABLE_FOLDER}」資料夾。
; 刪除這個檔案，就改放在使用者自己的資料夾。
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what the bundle can be released as; 1 when something is larger than it may be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path, nargs="?", help="the folder with the built program")
    parser.add_argument("--out", type=Path, default=contents.ROOT / "dist" / "release", help="where the files go")
    parser.add_argument(
        "--work", type=Path, default=contents.ROOT / "build" / "release", help="what is made on the way"
    )
    parser.add_argument("--quick", action="store_true", help="only an installer that is packed in seconds, to try it")
    parser.add_argument("--sign", type=Path, metavar="FILE", help="only sign this file")
    chosen = parser.parse_args(arguments)
    if chosen.sign:
        sign(chosen.sign)
        return 0
    if not chosen.bundle:
        parser.error("which bundle?")
    check(chosen.bundle)
    for folder in (chosen.out, chosen.work):
        folder.mkdir(parents=True, exist_ok=True)
    if chosen.quick:
        installer(chosen.bundle, chosen.out, chosen.work, quick=True)
        return 0
    for old in chosen.out.glob(f"{NAME}-*"):
        old.unlink()
    if for_windows(chosen.bundle):
        sign(*programs(chosen.bundle))
        made = [installer(chosen.bundle, chosen.out, chosen.work), portable(chosen.bundle, chosen.out)]
    else:
        made = [archive(chosen.bundle, chosen.out)]
    made.append(checksums(chosen.out))
    return report(chosen.bundle, made)


# What is in the bundle


def for_windows(bundle: Path) -> bool:
    """Whether it was built for Windows."""
    return (bundle / f"{contents.WINDOWED}.exe").is_file()


def programs(bundle: Path) -> list[Path]:
    """The two programs of a Windows bundle."""
    return [bundle / f"{name}.exe" for name in (contents.WINDOWED, contents.CONSOLE)]


def files(bundle: Path) -> list[Path]:
    """Every file, as a path within the bundle."""
    return sorted(path.relative_to(bundle) for path in bundle.rglob("*") if not path.is_dir())


def size(bundle: Path) -> int:
    """What the bundle takes, in bytes."""
    return sum((bundle / path).stat().st_size for path in files(bundle) if not (bundle / path).is_symlink())


def check(bundle: Path) -> None:
    """SystemExit for a bundle that may not be released: no program in it, or names that the installer needs."""
    missing = [path.name for path in programs(bundle) if not path.with_suffix("").is_file() and not path.is_file()]
    if missing:
        raise SystemExit(f"no bundle: {bundle} has no {', '.join(missing)}")
    inside = files(bundle)
    wrong = [str(path) for path in inside if path.suffix == ".isms" or str(path) in RESERVED]
    if wrong:
        # Removing the program deletes what came with it, and never an office file.
        raise SystemExit(f"must not be in a bundle: {', '.join(wrong)}")


def file_list(bundle: Path) -> str:
    r"""What removing the program deletes, one a line: files, then folders from the inside out (with ``\``)."""
    inside = files(bundle)
    folders = {parent for path in inside for parent in path.parents if parent.name}
    lines = [path.as_posix() for path in inside]
    lines += [f"{path.as_posix()}/" for path in sorted(folders, key=lambda path: (-len(path.parts), path))]
    return "".join(line.replace("/", "\\") + "\r\n" for line in lines)


# The files of a release


def installer(bundle: Path, out: Path, work: Path, *, quick: bool = False) -> Path:
    """The installer, signed when there is a certificate."""
    import make_icons

    makensis = find_makensis()
    icon = make_icons.write_icons(work / "icons")[0]
    listed, header, target = work / "installed-files.txt", work / "header.bmp", out / f"{NAME}-{__version__}-setup.exe"
    listed.write_bytes(b"\xff\xfe" + file_list(bundle).encode("utf-16-le"))
    draw_header(header)
    given = {
        "VERSION": __version__,
        "VERSION4": f"{__version__}.0",
        "BUNDLE": bundle.resolve(),
        "LIST": listed.resolve(),
        "SIZE_KB": -(-size(bundle) // 1024),
        "OUT": target.resolve(),
        "ICON": icon.resolve(),
        "HEADER": header.resolve(),
    }
    if quick:
        given["QUICK"] = 1
    if stub := amd64_stub(makensis):
        given["TARGET"] = stub
    if signtool_arguments():
        given["SIGN"] = f'"{sys.executable}" "{Path(__file__).resolve()}" --sign'
    command = [makensis, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{key}={value}" for key, value in given.items())]
    subprocess.run([*command, str(contents.ROOT / "packaging" / "installer.nsi")], check=True)
    sign(target)
    return target


def find_makensis() -> str:
    """The compiler of the installer; SystemExit when it is not there."""
    usual = [Path(os.environ.get("PROGRAMFILES(X86)", "C:/")) / "NSIS" / "makensis.exe"]
    found = shutil.which("makensis") or next((str(path) for path in usual if path.is_file()), None)
    if not found:
        raise SystemExit("makensis is not there: install NSIS 3.08 or later")
    return found


def amd64_stub(makensis: str) -> str:
    """The name of the 64-bit stub where it is there (Debian has it, the usual Windows package has not), else ""."""
    told = subprocess.run([makensis, "-HDRINFO"], check=True, capture_output=True, text=True).stdout
    place = re.search(r"NSISDIR=([^,\r\n]+)", told)
    folder = Path(place[1]) / "Stubs" if place else Path()
    return "amd64-unicode" if (folder / "lzma_solid-amd64-unicode").is_file() else ""


def draw_header(target: Path) -> None:
    """The picture at the head of the installer's pages: our icon on white, at twice the size of the place."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(300, 114, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    QSvgRenderer(str(contents.ROOT / "resources" / "icons" / "app.svg")).render(painter, QRectF(165, 16, 82, 82))
    painter.end()
    if not image.save(str(target), "BMP"):
        raise SystemExit(f"cannot write {target}")


def portable(bundle: Path, out: Path) -> Path:
    """The same program with the marker that keeps settings beside it, in one folder of a zip."""
    target = out / f"{NAME}-{__version__}-portable.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in files(bundle):
            packed.write(bundle / path, f"{contents.WINDOWED}/{path.as_posix()}")
        packed.writestr(f"{contents.WINDOWED}/{paths.PORTABLE_MARKER}", PORTABLE_NOTE.replace("\n", "\r\n"))
    return target


def archive(bundle: Path, out: Path) -> Path:
    """The bundle of this system in one folder of a tar.gz."""
    target = out / f"{NAME}-{__version__}-{sys.platform}-{platform.machine()}.tar.gz"
    with tarfile.open(target, "w:gz") as packed:
        packed.add(bundle, contents.WINDOWED, filter=_of_nobody)
    return target


def _of_nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def checksums(out: Path) -> Path:
    """``SHA256SUMS`` of everything in the folder, as ``sha256sum -c`` reads it."""
    target = out / "SHA256SUMS"
    lines = [f"{_digest(path)}  {path.name}\n" for path in sorted(out.glob(f"{NAME}-*"))]
    target.write_text("".join(lines), encoding="ascii", newline="\n")
    return target


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# Signing


def signtool_arguments() -> list[str]:
    """What ``signtool sign`` is told about the certificate; empty when there is none."""
    given = os.environ.get
    if thumbprint := given("ISMS_SIGN_THUMBPRINT"):
        which = ["/sha1", thumbprint]
    elif file := given("ISMS_SIGN_PFX"):
        which = ["/f", file, *(["/p", secret] if (secret := given("ISMS_SIGN_PASSWORD")) else [])]
    else:
        return []
    stamp = given("ISMS_SIGN_TIMESTAMP") or "http://timestamp.digicert.com"
    return [*which, "/fd", "SHA256", "/tr", stamp, "/td", "SHA256"]


def sign(*targets: Path) -> None:
    """Sign programs; without a certificate a notice. CalledProcessError when it fails: nothing unsigned goes out."""
    told = signtool_arguments()
    if not told:
        _say(f"not signed, there is no certificate: {', '.join(path.name for path in targets)}")
        return
    subprocess.run(["signtool", "sign", "/q", *told, *map(str, targets)], check=True)


# What came of it


def report(bundle: Path, made: Sequence[Path]) -> int:
    """Say the sizes as JSON; 1 when one is over its limit."""
    whole = size(bundle)
    limits = [f"installed: {whole} > {INSTALLED_LIMIT}"] if whole > INSTALLED_LIMIT else []
    limits += [
        f"{path.name}: {path.stat().st_size} > {limit}"
        for path in made
        if path.name.endswith("-setup.exe") and path.stat().st_size > (limit := installer_limit(bundle))
    ]
    told = {
        "version": __version__,
        "installed": whole,
        "parts": dict(parts(bundle)),
        "files": {path.name: path.stat().st_size for path in made},
        "over_limit": limits,
    }
    _say(json.dumps(told, ensure_ascii=False, indent=2))
    return 1 if limits else 0


def installer_limit(bundle: Path) -> int:
    """Bytes that the installer may have: fonts of rare characters are a third of it."""
    fonts = bundle / "_internal" / "resources" / "fonts"
    every = all((fonts / f"{name}.ttf").is_file() for name in contents.EXTRA_FONTS)
    return INSTALLER_LIMIT if every else INSTALLER_LIMIT_ONE_FONT


def parts(bundle: Path) -> Iterator[tuple[str, int]]:
    """What the bundle is made of: the folders and files right in it and in ``_internal``, largest first, in bytes."""
    sums: dict[str, int] = {}
    for path in files(bundle):
        inner = path.parts[1:] if path.parts[0] == "_internal" and len(path.parts) > 1 else path.parts
        depth = 2 if inner[0] == "resources" else 1
        key = "/".join(inner[: min(depth, len(inner))])
        sums[key] = sums.get(key, 0) + (bundle / path).lstat().st_size
    yield from sorted(sums.items(), key=lambda part: -part[1])[:20]


def _say(text: str) -> None:
    sys.stdout.buffer.write((text + "\n").encode("utf-8"))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
