"""The list of what belongs to this installation, by which a missing or cut-off file is noticed.

A build writes it as the last thing that it puts into the bundle:

    write_manifest(root)          # resources/manifest.txt: size, SHA-256 and path of each file below root

An installed wheel has a list of its own, which the installer of packages keeps. A checkout has none: there it is the
version control that knows.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from isms_desktop import paths

MANIFEST = ("resources", "manifest.txt")
_HASHED = ("forms", "resources")
"""Below these the content is compared, elsewhere the size: signing and prelinking are free to touch a library's bytes,
and reading all of 200 MB takes a slow disk half a minute."""
_PASSED_OVER = ("__pycache__",)


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the list."""

    path: str
    """From the root on, with forward strokes."""
    size: int | None
    """Bytes; None where any size is right."""
    sha256: str
    """Hexadecimal; "" where any content is right."""


def write_manifest(root: Path) -> Path:
    """Write the list of every file below ``root`` into it; the list itself is not in it. OSError as it comes."""
    target = root.joinpath(*MANIFEST)
    target.unlink(missing_ok=True)
    lines = [
        f"{path.stat().st_size} {_sha256(path) if _hashed(name) else '-'} {name}"
        for path in sorted(root.rglob("*"))
        if path.is_file() and not set(_PASSED_OVER) & set(path.parts)
        for name in (path.relative_to(root).as_posix(),)
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return target


def listed(root: Path | None = None) -> tuple[Listed, ...] | None:
    """What should be there: the list of a build, else that of an installed package; None for a checkout."""
    file = (root or paths.shipped()).joinpath(*MANIFEST)
    if file.is_file():
        return tuple(map(_line, file.read_text(encoding="utf-8").splitlines()))
    return tuple(_of_package()) if paths.shipped().name == "_data" else None


def problems(files: tuple[Listed, ...], root: Path | None = None) -> list[str]:
    """What is wrong with them, each as 「path（不見了）」; empty when all is well."""
    root = root or paths.shipped()
    return [f"{each.path}（{wrong}）" for each in files if (wrong := _wrong(each, root / each.path))]


def _wrong(each: Listed, path: Path) -> str:
    try:
        size = path.stat().st_size
        if each.size is not None and size != each.size:
            return f"大小不符，應為 {each.size} 位元組，現為 {size}"
        return "內容不符" if each.sha256 and _sha256(path) != each.sha256 else ""
    except FileNotFoundError:
        return "不見了"
    except OSError:
        return "讀不到"


def _line(text: str) -> Listed:
    size, sha256, path = text.split(" ", 2)
    return Listed(path, int(size), "" if sha256 == "-" else sha256)


def _of_package() -> Iterator[Listed]:
    from importlib import metadata

    root = paths.shipped()
    files = metadata.files("isms-desktop") or ()
    for each in files:
        path = Path(str(each.locate()))
        if path.is_relative_to(root):
            yield Listed(path.relative_to(root).as_posix(), each.size, "")


def _hashed(name: str) -> bool:
    return PurePosixPath(name).parts[0] in _HASHED


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
