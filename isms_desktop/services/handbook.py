"""The handbook: chapters, pages and sections, where a topic stands, and what is found in them. No window is needed.

A page is a Markdown file in ``resources/help``; ``contents.toml`` there says in which order they are read. A heading
may bear the name of the place where the clerk is, ``## 列印登記 {#yearly-prints}``, and a line such as
``{{form:plan}}`` stands for what the program's own declarations know already (see ``handbook_facts``).
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isms_desktop.domain.findings import UserError
from isms_desktop.paths import shipped

HELP = ("resources", "help")
_HEADING = re.compile(r"(#{1,4}) (.+?)(?: \{#([\w-]+)\})?")
_DIRECTIVE = re.compile(r"\{\{(\w+)(?::([\w-]+))?\}\}")
_NAMED = re.compile(r"^#{1,4} .+ \{#([\w-]+)\}$|^\{\{(form|import|command):([\w-]+)\}\}$", re.MULTILINE)
_OWN_LINE = re.compile(r"#|\||```|\{\{|[-*] |\d+\. |> ")
_MARKS = re.compile(r"(\*\*|`)|\[([^\]]*)\]\([^)]*\)|^[#>|\s-]+|\s*\|\s*", re.MULTILINE)
_AROUND = 24
"""Characters shown before and after what was found."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; the first section of a page is its title."""

    topic: str
    """The name by which it is opened; "" for one without."""
    level: int
    """1 for the title of the page."""
    title: str
    words: str
    """Its text without marks, for searching."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page, ready to be shown."""

    id: str
    title: str
    chapter: str
    markdown: str
    """Its text; what the declarations know is filled in, the names of headings are taken out."""
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a topic stands: the page, and which of its sections from 0."""

    page: str
    section: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which all of the words occur."""

    place: Place
    title: str
    words: str
    """A piece of its text around the first word that was found."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its title and its pages in reading order."""

    title: str
    pages: tuple[str, ...]


@functools.cache
def chapters() -> tuple[Chapter, ...]:
    """The contents."""
    listed = tomllib.loads(shipped(*HELP, "contents.toml").read_text(encoding="utf-8"))["chapter"]
    return tuple(Chapter(each["title"], tuple(each["pages"])) for each in listed)


def page_ids() -> tuple[str, ...]:
    """Every page in reading order."""
    return tuple(each for chapter in chapters() for each in chapter.pages)


def title_of(page_id: str) -> str:
    """The title of a page: its first line."""
    return _without_name(_source(page_id).partition("\n")[0]).removeprefix("# ")


@functools.cache
def page(page_id: str) -> HelpPage:
    """One page. KeyError for an unknown one."""
    chapter = next((each.title for each in chapters() if page_id in each.pages), None)
    if chapter is None:
        raise KeyError(page_id)
    lines = list(_unwrapped(_filled_in(_source(page_id))))
    sections = tuple(_sections(page_id, lines))
    plain = [_without_name(line) for line in lines]
    return HelpPage(page_id, sections[0].title, chapter, "\n".join(plain) + "\n", sections)


def place_of(topic: str) -> Place:
    """Where a topic stands; a topic that has no section of its own is found with what it is a part of.

    ``yearly-prints`` is a part of ``yearly``; what nobody has written about opens the first page.
    """
    known = _topics()
    while topic and topic not in known:
        topic = topic.rpartition("-")[0]
    page_id = known.get(topic, page_ids()[0])
    sections = page(page_id).sections if topic else ()
    return Place(page_id, next((number for number, each in enumerate(sections) if each.topic == topic), 0))


def topics() -> Mapping[str, str]:
    """Every topic that has a page or a section of its own → the page."""
    return _topics()


def beside(page_id: str, step: int) -> str:
    """The page that many steps before or after, "" where there is none."""
    ids = page_ids()
    place = ids.index(page_id) + step
    return ids[place] if 0 <= place < len(ids) else ""


def find(query: str) -> list[Hit]:
    """The sections in which every word of the query occurs: those first that bear one in their title.

    Width and case of letters make no difference.
    """
    wanted = search_words(query)
    if not wanted:
        return []
    found = []
    for page_id in page_ids():
        for number, section in enumerate(page(page_id).sections):
            title, text = folded(section.title), folded(section.words)
            if all(word in title or word in text for word in wanted):
                rank = sum(word not in title for word in wanted)
                found.append((rank, Hit(Place(page_id, number), section.title, _around(section.words, text, wanted))))
    return [hit for _rank, hit in sorted(found, key=lambda each: each[0])]


def search_words(query: str) -> list[str]:
    """The words of a query, as they are compared."""
    return folded(query).split()


@functools.lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """A text as it is compared: small letters of half width. It keeps its length, so that places can be marked."""
    return (
        "".join(chr(ord(each) - 0xFEE0) if "！" <= each <= "～" else each for each in text).replace("　", " ").lower()
    )


def as_text(topic: str) -> str:
    """A page or a section for a terminal. UserError for an unknown topic."""
    if topic not in _topics():
        raise UserError(f"使用說明裡沒有「{topic}」。", "請用 isms-desktop help 列出全部主題。")
    place = place_of(topic)
    found = page(place.page)
    if place.section == 0:
        return found.markdown
    starts = [number for number, line in enumerate(_lines_outside_code(found.markdown)) if _HEADING.fullmatch(line)]
    level = found.sections[place.section].level
    later = found.sections[place.section + 1 :]
    count = next((number for number, each in enumerate(later, start=1) if each.level <= level), len(later) + 1)
    ends = [*starts, None][place.section + count]
    return "\n".join(found.markdown.split("\n")[starts[place.section] : ends]).rstrip() + "\n"


def whole() -> str:
    """The whole handbook as one Markdown text: its contents, then every page below its chapter."""
    return "\n\n".join([contents(), *parts()])


def parts() -> list[str]:
    """Every page as Markdown, its title one level down; the first of a chapter bears the chapter's title."""
    found = []
    for chapter in chapters():
        for page_id in chapter.pages:
            head = f"# {chapter.title}\n\n" if page_id == chapter.pages[0] else ""
            found.append(head + re.sub(r"^(#{1,3} )", r"#\1", page(page_id).markdown, flags=re.MULTILINE))
    return found


def contents(numbers: Sequence[int] = ()) -> str:
    """The title of the book and its contents as Markdown; with the number of the sheet on which each page begins."""
    head = "# 資安維護管家　使用說明\n\n"
    if not numbers:
        return head + "\n".join(f"- {each.title}：{'、'.join(map(title_of, each.pages))}" for each in chapters())
    titles = [(chapter.title, title_of(each)) for chapter in chapters() for each in chapter.pages]
    rows = [f"| {chapter} | {title} | {number} |" for (chapter, title), number in zip(titles, numbers, strict=True)]
    return head + "\n".join(["| 章 | 內容 | 頁 |", "|---|---|---|", *rows])


def _source(page_id: str) -> str:
    return shipped(*HELP, f"{page_id}.md").read_text(encoding="utf-8")


@functools.cache
def _topics() -> Mapping[str, str]:
    """Topic → page, from the files as they stand: to know where to look, nothing has to be filled in."""
    found = {}
    for page_id in page_ids():
        found[page_id] = page_id
        for name, directive, of in _NAMED.findall(_source(page_id)):
            found[name or f"{directive}-{of}"] = page_id
    return found


def _filled_in(text: str) -> Iterator[str]:
    """The lines, with what the declarations know in the place of each directive."""
    for line in text.splitlines():
        directive = _DIRECTIVE.fullmatch(line)
        if directive:
            from isms_desktop.services.handbook_facts import facts  # a page without them is shown without it

            yield from facts(directive[1], directive[2] or "")
        else:
            yield line


def _unwrapped(lines: Iterator[str]) -> Iterator[str]:
    """Paragraphs as one line each: a line break in Chinese is no space."""
    kept: str | None = None
    code = False
    for line in lines:
        fence = line.startswith("```")
        if kept and not (code or fence) and _goes_on(kept, line):
            kept += ("" if max(kept[-1], line.lstrip()[0]) > "\u2e80" else " ") + line.strip()
            continue
        if kept is not None:
            yield kept
        code = code != fence
        kept = line.rstrip()
    if kept is not None:
        yield kept


def _goes_on(before: str, line: str) -> bool:
    own_line = not line.strip() or _OWN_LINE.match(line.lstrip())
    return not own_line and not before.startswith(("#", "|", "```"))


def _sections(page_id: str, lines: Sequence[str]) -> Iterator[Section]:
    head, words = None, []
    for line, plain in zip(lines, _lines_outside_code("\n".join(lines)), strict=True):
        heading = _HEADING.fullmatch(plain)
        if heading is None:
            words.append(line)
            continue
        if head is not None:
            yield _section(page_id, head, words)
        head, words = heading, []
    if head is not None:
        yield _section(page_id, head, words)


def _section(page_id: str, heading: re.Match[str], words: Sequence[str]) -> Section:
    level = len(heading[1])
    topic = heading[3] or (page_id if level == 1 else "")
    return Section(topic, level, _plain(heading[2]), _plain("\n".join(words)))


def _lines_outside_code(text: str) -> list[str]:
    """The lines, those of code emptied: a # there is no heading."""
    found, code = [], False
    for line in text.split("\n"):
        if line.startswith("```"):
            code = not code
        found.append("" if code else line)
    return found


def _without_name(line: str) -> str:
    heading = _HEADING.fullmatch(line)
    return f"{heading[1]} {heading[2]}" if heading else line


def _plain(text: str) -> str:
    bare = _MARKS.sub(lambda mark: "" if mark[1] else mark[2] or " ", text)
    return re.sub(r"\s+", " ", bare).strip()


def _around(words: str, text: str, wanted: Sequence[str]) -> str:
    place = min((at for word in wanted if (at := text.find(word)) >= 0), default=0)
    start, end = max(place - _AROUND, 0), place + 2 * _AROUND
    return ("…" if start else "") + words[start:end].strip() + ("…" if end < len(words) else "")
