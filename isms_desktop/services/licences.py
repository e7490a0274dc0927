"""The licences of everything that the program carries: its libraries, their parts, and its font.

The packages speak for themselves (``importlib.metadata``); what no package speaks of stands in
``resources/licences/parts.toml``. A frozen program has the page ready: the build wrote it, for there the packages'
own papers are gone.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from isms_desktop import __version__
from isms_desktop.domain.findings import UserError
from isms_desktop.paths import shipped

DISTRIBUTION = "isms-desktop"
READY = ("resources", "licences.txt")
"""Where a frozen program has its page."""
_PAPER = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_RULE = "=" * 100


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the program, and on what terms it may be used and passed on."""

    name: str
    version: str
    """"" where nobody says."""
    licence: str
    """Its short name: an SPDX expression, or what the package says instead."""
    home: str
    note: str
    texts: tuple[str, ...]
    """The terms in full. Empty only where there are none to give (public domain)."""


def page() -> str:
    """All licences as plain text. UserError when the program is incomplete."""
    ready = shipped(*READY)
    return ready.read_text(encoding="utf-8") if ready.is_file() else written(components())


def components(packages: Iterable[str] | None = None) -> tuple[Component, ...]:
    """Every part of the program, itself and its font first, then by name.

    ``packages``: the distributions that are bundled; by default all that the installed program requires. UserError
    when a package is not there.
    """
    names = sorted({_plain(name) for name in (required() if packages is None else packages)} - {_plain(DISTRIBUTION)})
    known = tomllib.loads(shipped("resources", "licences", "parts.toml").read_text(encoding="utf-8"))
    lent = {_plain(table["name"]): table for table in known["package"]}
    found = [_of_package(name, lent.get(name, {})) for name in names]
    for part in known["part"]:
        brought = "of" not in part or _plain(part["of"]) in names
        if brought and sys.platform.startswith(part.get("system", "")):
            found.append(_of_part(part))
    return (*_own(), *sorted(found, key=lambda each: each.name.lower()))


def required() -> frozenset[str]:
    """The distributions that the installed program requires, and those that they require. UserError when not there."""
    found: set[str] = set()
    open_ends = [DISTRIBUTION]
    while open_ends:
        name = _plain(open_ends.pop())
        if name in found:
            continue
        found.add(name)
        try:
            lines = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            if name != DISTRIBUTION:
                found.discard(name)  # wanted on other systems only
                continue
            raise UserError("找不到程式庫的授權資料。", "請重新安裝本程式。") from None
        open_ends += [_NAME.match(line)[0] for line in lines if "extra ==" not in line]  # type: ignore[index]
    return frozenset(found - {DISTRIBUTION})


def written(parts: Sequence[Component]) -> str:
    """The page: a list of all parts, then the terms of each. Terms that several share stand once."""
    lines = [
        f"資安維護管家 {__version__}：授權聲明",
        "",
        "本程式由下列各部分組成。先是清單，後面是每一部分的授權條款全文；依各該條款，您可以使用、複製與散布它們。",
        "",
        *(f"　{each.name} {each.version}".rstrip() + f"：{each.licence}" for each in parts),
    ]
    told: dict[str, str] = {}
    for each in parts:
        lines += ["", _RULE, f"{each.name} {each.version}".rstrip(), each.licence, each.home, each.note.strip()]
        for text in each.texts:
            first = told.setdefault(_squeezed(text), each.name)
            lines += ["", text.strip() if first == each.name else f"（條款全文同「{first}」所列。）"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page."""

    title: str
    """Name and version."""
    licence: str
    text: str
    """Where it comes from, what is to be said of it, and the terms in full."""


def sections(text: str) -> tuple[Section, ...]:
    """The parts of a page, for who shows one at a time; a frozen program has nothing but the page."""
    found = []
    for part in text.split(f"\n{_RULE}\n")[1:]:
        title, licence, rest = part.split("\n", 2)
        found.append(Section(title, licence, rest.strip()))
    return tuple(found)


def _own() -> Iterator[Component]:
    home = "https://www.apache.org/licenses/LICENSE-2.0"
    apache = _text("Apache-2.0.txt")
    yield Component("資安維護管家 ISMS Desktop", __version__, "Apache-2.0", home, "本程式。", (apache,))
    terms = shipped("resources", "fonts", "LICENSE-TW-Kai.txt").read_text(encoding="utf-8")
    name = "全字庫正楷體 TW-Kai"
    yield Component(name, "", "政府資料開放授權條款－第1版", "https://www.cns11643.gov.tw/", "列印用的字型。", (terms,))


def _of_package(name: str, lent: dict[str, Any]) -> Component:
    try:
        package = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        raise UserError(f"找不到程式庫 {name} 的授權資料。", "請重新安裝本程式。") from None
    texts = tuple(_papers(package))
    facts = package.metadata
    return Component(
        facts["Name"],
        package.version,
        lent.get("licence") or _licence(facts),
        lent.get("home") or _home(facts),
        lent.get("note", ""),
        (*texts, *map(_text, lent.get("texts", ()))),
    )


def _of_part(part: dict[str, Any]) -> Component:
    version = sys.version.split()[0] if part["name"] == "Python" else part.get("version", "")
    texts = tuple(map(_text, part.get("texts", ())))
    return Component(part["name"], version, part["licence"], part["home"], part.get("note", ""), texts)


def _papers(package: metadata.Distribution) -> Iterator[str]:
    """The licence files among a package's own papers."""
    for file in sorted(package.files or (), key=str):
        among_papers = any(folder.endswith(".dist-info") for folder in file.parts[:-1])
        if among_papers and _PAPER.search(file.name):
            yield Path(file.locate()).read_text(encoding="utf-8", errors="replace")


def _licence(facts: Any) -> str:
    classified = [line.rpartition(" :: ")[2] for line in facts.get_all("Classifier", ()) if line.startswith("License")]
    said = facts.get("License-Expression") or (facts.get("License") or "").partition("\n")[0]
    return said or "、".join(classified) or "見條款全文"


def _home(facts: Any) -> str:
    links = dict(line.split(", ", 1) for line in facts.get_all("Project-URL", ()))
    named = (links[name] for name in ("Homepage", "homepage", "Source", "source", "Repository") if name in links)
    return facts.get("Home-page") or next(named, "") or next(iter(links.values()), "")


def _text(name: str) -> str:
    return shipped("resources", "licences", name).read_text(encoding="utf-8")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _squeezed(text: str) -> str:
    return "".join(text.split())
