"""What goes into the frozen program and what does not: the lists that the spec and the checks share.

Names of libraries and plugins are those of files, without ``lib`` in front and without what follows the name: they
hold on Windows (``Qt6Qml.dll``) and on Linux (``libQt6Qml.so.6``) alike.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
WINDOWED, CONSOLE = "ISMS Desktop", "isms-desktop"
"""The two programs of one bundle: the window without a console, and the command line."""
FOLDERS = ("forms", "resources")

EXCLUDED_MODULES = (
    # What only developers use.
    "tkinter", "unittest", "pydoc", "pydoc_data", "doctest", "pdb", "idlelib", "test", "lib2to3", "distutils",
    "setuptools", "pkg_resources", "_distutils_hack", "pip", "ensurepip", "venv", "pytest", "_pytest", "hypothesis",
    "fontTools", "numpy", "IPython", "pygments", "curses", "readline", "turtle", "turtledemo",
    # No network, no second process, no event loop but Qt's.
    "ssl", "_ssl", "asyncio", "multiprocessing", "xmlrpc", "wsgiref", "ftplib", "imaplib", "smtplib", "poplib",
    "bz2", "_bz2", "lzma", "_lzma",
    # All times are local times, and the system knows where it is.
    "tzdata",
    # The command lines of libraries.
    "sqlite_utils.cli", "tabulate", "click_default_group", "odfdo.scripts",
    # Of lxml only etree.
    "lxml.html", "lxml.objectify", "lxml.isoschematron", "lxml.cssselect", "lxml.doctestcompare", "lxml.sax",
    "lxml.builder",
    # ReportLab asks for PIL.Image; formats but PNG, fonts and colour profiles stay away.
    "charset_normalizer", "PIL.ImageTk", "PIL.ImageQt", "PIL._avif", "PIL._webp", "PIL._imagingft",
    "PIL._imagingcms", "PIL._imagingmath", "PIL._imagingmorph", "PIL._imagingtk", "PIL.ImageShow", "PIL.ImageGrab",
    "reportlab.graphics.renderPM", "reportlab.graphics.renderSVG", "reportlab.graphics.renderPS",
    "reportlab.graphics.samples", "reportlab.graphics.testdrawings", "reportlab.graphics.testshapes",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtDBus", "PySide6.QtOpenGL", "PySide6.scripts",
)  # fmt: skip

PICTURES = "PIL.PngImagePlugin"
"""The one format of pictures on paper: the quick guide shows the program's own windows."""

LIBRARIES = frozenset(
    # Qt PDF is linked against Qt Network; no code of ours opens a connection.
    ("Qt6Core", "Qt6Gui", "Qt6Widgets", "Qt6Svg", "Qt6Pdf", "Qt6PdfWidgets", "Qt6PrintSupport", "Qt6Network")
)
"""The libraries of Qt that are needed everywhere."""
LINUX_LIBRARIES = frozenset(("Qt6DBus", "Qt6XcbQpa", "Qt6OpenGL", "Qt6EglFSDeviceIntegration"))
"""What the platform plugin for X11 and the input methods of Linux are linked against."""
PLUGINS: Mapping[str, frozenset[str]] = {
    "platforms": frozenset(("qwindows", "qoffscreen", "qxcb")),
    "platforminputcontexts": frozenset(("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin")),
    "iconengines": frozenset(("qsvgicon",)),
    "imageformats": frozenset(("qsvg",)),
    "printsupport": frozenset(("cupsprintersupport",)),
    "xcbglintegrations": frozenset(),
}
TRANSLATIONS = frozenset(("qt_zh_TW.qm", "qtbase_zh_TW.qm"))
GPL_ONLY = (
    "qt6charts", "qtcharts", "qt6virtualkeyboard", "qtvirtualkeyboard", "qt6datavisualization", "qt6graphs",
    "qt6httpserver", "qt6lottie", "qt6networkauth", "qt6quick3d", "qt6quicktimeline", "qt6shadertools",
    "qt6waylandcompositor", "qt6statemachine", "qt6quick3dphysics", "darkgarden",
)  # fmt: skip
"""Parts of Qt that may be had under the GPL or for money only, and the one font of ReportLab that is under the GPL."""

EXTRA_FONTS = ("TW-Kai-Ext-B", "TW-Kai-Plus")
FONT_VARIABLE = "ISMS_DESKTOP_FONTS"
_FONT_PLACES = ("/usr/share/fonts/truetype/cns11643", "/usr/local/share/fonts", "C:/Windows/Fonts")

_VERSIONED = re.compile(r"(\.abi3|\.cpython-[^.]+|\.cp\d+-[^.]+)?\.(so|dll|pyd|dylib)[.\d]*$")


def plain(name: str) -> str:
    """The name of a library without ``lib`` in front and its ending: ``libQt6Core.so.6`` is ``Qt6Core``."""
    return _VERSIONED.sub("", PurePosixPath(name).name).removeprefix("lib")


def wanted(destination: str) -> bool:
    """Whether a file that the analysis proposes belongs into the bundle; ``destination`` is its place in there."""
    parts = PurePosixPath(destination.replace("\\", "/")).parts
    name = plain(parts[-1])
    if "translations" in parts:
        return parts[-1] in TRANSLATIONS
    if "plugins" in parts[:-1]:
        kind = parts[parts.index("plugins") + 1]
        return name in PLUGINS.get(kind, frozenset())
    if name.startswith("Qt6"):
        return name in LIBRARIES or (name in LINUX_LIBRARIES and ".so" in parts[-1])
    if "PySide6" in parts and name.startswith("Qt") and ("qml" in parts or "resources" in parts):
        return False
    return not _unused(parts, name.lower())


def _unused(parts: tuple[str, ...], name: str) -> bool:
    if name in ("opengl32sw", "d3dcompiler_47"):
        return True
    if parts[0] == "reportlab" and "fonts" in parts:
        return True  # the papers use our own font
    if parts[0] == "lxml" and parts[-1].endswith((".rng", ".xsl", ".xslt", ".txt", ".h", ".pxd", ".pxi")):
        return True
    return parts[0] == "PySide6" and ("qml" in parts or parts[-1].endswith((".pyi", ".json")))


def under_gpl(names: Iterable[str]) -> list[str]:
    """Those of the files in a bundle that may not be passed on with it."""
    return [name for name in names if any(part in name.lower() for part in GPL_ONLY)]


def extra_fonts(environment: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """The fonts of rare characters that this machine has: one file for each of ``EXTRA_FONTS`` that is found.

    ``ISMS_DESKTOP_FONTS`` names the folder; without it the usual folders of the system are asked.
    """
    named = environment.get(FONT_VARIABLE)
    for font in EXTRA_FONTS:
        for place in [named] if named else _FONT_PLACES:
            found = sorted(Path(place).glob(f"{font}*.ttf")) if Path(place).is_dir() else []
            if found:
                yield found[0]
                break


def font_name(source: Path) -> str:
    """Which of ``EXTRA_FONTS`` a file is: editions stand in the names of the published files."""
    return next(font for font in EXTRA_FONTS if source.name.startswith(font))


def data_files(root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Every file of the program that is no code: (file, folder in the bundle)."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                yield path, path.relative_to(root).parent.as_posix()


def faults(bundle: Path) -> list[str]:
    """What is missing in a bundle, and what must not be in it: a sentence each, nothing when it is whole."""
    inside = bundle / "_internal"
    missing = [f"missing: {path}" for path in _needed() if not (inside / path).is_file()]
    names = [path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()]
    found = missing + [f"under the GPL: {name}" for name in under_gpl(names)]
    found += [f"not wanted: {name}" for name in names if _is_qt(name) and not wanted(name.removeprefix("_internal/"))]
    return found


def _needed() -> Iterator[str]:
    yield "resources/licences.txt"
    for path, folder in data_files():
        yield f"{folder}/{path.name}"


def _is_qt(name: str) -> bool:
    return plain(name).startswith("Qt6") or "/plugins/" in name
