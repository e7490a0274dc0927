"""Build the frozen program, see that it is whole, and let it test itself: what every platform does alike.

    python packaging/bundle.py                      # dist/ISMS Desktop, and what came of it as JSON
    python packaging/bundle.py --fonts build/fonts  # only the fonts of rare characters, without their hinting

Needs what ``requirements.lock`` names. The fonts of rare characters (TW-Kai-Ext-B, TW-Kai-Plus) come from the folder
that ``ISMS_DESKTOP_FONTS`` names or from the system's font folders; without them the program is as good, only smaller.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import contents

LARGEST = 15
TEST_SECONDS = 300


def main(arguments: Sequence[str] | None = None) -> int:
    """Do all steps; 0 only when the bundle is whole and its self-test has found nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dist", type=Path, default=contents.ROOT / "dist", help="where the bundle's folder is made")
    parser.add_argument("--work", type=Path, default=contents.ROOT / "build", help="what is made on the way")
    parser.add_argument("--out", type=Path, help="a folder for the papers and pictures of the self-test")
    parser.add_argument("--report", type=Path, help="a file for what came of it, besides the standard output")
    parser.add_argument("--fonts", type=Path, metavar="FOLDER", help="only make the fonts of rare characters there")
    chosen = parser.parse_args(arguments)
    chosen.dist, chosen.work = chosen.dist.absolute(), chosen.work.absolute()
    if chosen.fonts:
        make_fonts(chosen.fonts)
        return 0
    make_fonts(chosen.work / "fonts")
    freeze(chosen.dist, chosen.work)
    bundle = chosen.dist / contents.WINDOWED
    faults = contents.faults(bundle)
    tested = self_test(bundle, chosen.out)
    well = not faults and bool(tested.get("ok"))
    result = {"ok": well, **sizes(bundle), "faults": faults, "self_test": tested}
    text = (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    sys.stdout.buffer.write(text)
    if chosen.report:
        chosen.report.write_bytes(text)
    return 0 if well else 1


def make_fonts(folder: Path) -> list[Path]:
    """The fonts of rare characters that this machine has, without hinting, in ``folder``; made once."""
    made = []
    for source in contents.extra_fonts():
        target = folder / f"{contents.font_name(source)}.ttf"
        if not target.is_file():
            import make_font

            folder.mkdir(parents=True, exist_ok=True)
            code = make_font.main(["--source", str(source), "--target", str(target)])
            if code:
                raise SystemExit(code)
        made.append(target)
    for left in set(folder.glob("*.ttf")) - set(made):  # of an earlier build with other fonts
        left.unlink()
    return made


def freeze(dist: Path, work: Path) -> None:
    """Let PyInstaller make the bundle in ``dist``."""
    spec = contents.ROOT / "packaging" / "isms-desktop.spec"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(dist), "--workpath", str(work), str(spec)]
    # Modules are stored as they are: they start sooner, and the installer packs them smaller than one by one.
    settings = {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0", contents.FONT_VARIABLE: str(work / "fonts")}
    subprocess.run(command, check=True, env={**os.environ, **settings})


def sizes(bundle: Path) -> dict[str, Any]:
    """What the bundle takes on the disk, in bytes, and its largest files."""
    files = {
        path.relative_to(bundle).as_posix(): path.stat().st_size
        for path in bundle.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    largest = sorted(files.items(), key=lambda item: -item[1])[:LARGEST]
    return {"bundle": str(bundle), "files": len(files), "bytes": sum(files.values()), "largest": dict(largest)}


def self_test(bundle: Path, out: Path | None) -> Mapping[str, Any]:
    """What the console program of the bundle says about itself."""
    program = bundle / (contents.CONSOLE + (".exe" if sys.platform == "win32" else ""))
    command = [str(program), "self-test", "--json", *(["--out", str(out)] if out else [])]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if sys.platform != "win32":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(command, capture_output=True, env=environment, timeout=TEST_SECONDS, check=False)
    try:
        report: Mapping[str, Any] = json.loads(done.stdout.decode("utf-8"))
    except ValueError:
        return {"ok": False, "exit": done.returncode, "said": (done.stdout + done.stderr).decode("utf-8", "replace")}
    return report


if __name__ == "__main__":
    sys.exit(main())
