"""Every paper as LibreOffice lays it out: the words of the PDF, on no more pages, with a head on each."""

import collections
import dataclasses
import functools
import io
import re
import shutil
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from isms_desktop.paths import shipped
from isms_desktop.printing import Document, build, find_fonts, write_odt, write_pdf
from isms_desktop.printing.document import Contents, Heading, PageBreak, Picture, Table, Text
from isms_desktop.printing.phrase import without_marks
from tests.forms.invented import FORMS, office
from tests.printing.odt.reading import Odt, converted, pages_of, squeeze

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed"),
]
FONTS = find_fonts(shipped("resources", "fonts"))
PROFILE = "household-office-c"
VERSIONS = {"filled": (12, False), "blank": (3, True)}
"""How many records of each kind the office has, and whether the paper is left open."""
EACH = [f"{form.id}-{version}" for form in FORMS.values() if "odt" in form.outputs for version in VERSIONS]


class Both(NamedTuple):
    """One document in both formats."""

    document: Document
    odt: Odt
    pdf: list[str]
    """The words of its pages."""
    laid: list[str]
    """Those of the ODT, laid out by LibreOffice."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Both]:
    """All papers, filled and blank, by form and version; LibreOffice is started once."""
    folder = tmp_path_factory.mktemp("odt")
    files, documents = [], {}
    for name in EACH:
        documents[name] = _document(name)
        files.append(folder / f"{name}.odt")
        write_odt(documents[name], files[-1], FONTS)
    laid = converted(files, folder)
    return {
        path.stem: Both(documents[path.stem], Odt(path.read_bytes()), _pdf(path.stem), laid.get(path.stem, []))
        for path in files
    }


def _document(name: str) -> Document:
    form, _, version = name.rpartition("-")
    count, blank = VERSIONS[version]
    return build(FORMS[form], dataclasses.replace(office(PROFILE, count), blank=blank))


@functools.cache
def _pdf(name: str) -> list[str]:
    stream = io.BytesIO()
    write_pdf(_document(name), stream, FONTS)
    return pages_of(stream.getvalue())


@pytest.mark.parametrize("name", EACH)
def test_it_has_the_words_of_the_pdf(papers: Mapping[str, Both], name: str) -> None:
    """The order is that of the next test; a PDF is read in the order in which its pieces were drawn."""
    paper = papers[name]
    if any(isinstance(block, Contents) for block in paper.document.blocks):
        _stand_in_order(paper)  # its contents have other dots and pages, and its pages other heads
        return
    # Where several copies stand in one file, a word processor cannot say how many pages each has.
    pdf = [re.sub(r"／共\d+頁", "", page) for page in paper.pdf] if _copies(paper.document) > 1 else paper.pdf
    ours, theirs = (_letters(pages, paper.document) for pages in (pdf, paper.laid))
    assert theirs - ours == ours - theirs == collections.Counter()


def _copies(document: Document) -> int:
    return 1 + sum(isinstance(block, PageBreak) and block.anew for block in document.blocks)


def _stand_in_order(paper: Both) -> None:
    """Every paragraph and heading of a document, one after the other; a page may end in the middle of one."""
    text, place = squeeze(paper.odt.text), 0
    for block in paper.document.blocks:
        words = [block.text] if isinstance(block, Heading) else []
        words += [each.marker + each.text for each in block.paragraphs] if isinstance(block, Text) else []
        for each in map(squeeze, map(without_marks, words)):
            place = text.index(each, place) + len(each)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_contents_of_the_plan_name_the_pages_on_which_its_chapters_stand(
    papers: Mapping[str, Both], version: str
) -> None:
    paper = papers[f"plan-{version}"]
    titles = [block.text for block in paper.document.blocks if isinstance(block, Heading) and block.level == 2]
    contents = next(page for page in paper.laid if "目錄" in page)
    for title in map(squeeze, titles[:10]):
        (place,) = {number for number, page in enumerate(paper.laid, 1) if title in page and page is not contents}
        assert re.search(re.escape(title) + rf"\D*{place}\D", contents), title


@pytest.mark.parametrize("name", EACH)
def test_the_words_of_its_tables_stand_in_the_order_of_the_paper(papers: Mapping[str, Both], name: str) -> None:
    paper = papers[name]
    place = 0
    for table in (block for block in paper.document.blocks if isinstance(block, Table)):
        under = {(merge.first + down, merge.column) for merge in table.merges for down in range(1, merge.count)}
        words = [column.heading for column in table.columns if not any(each.group for each in table.columns)]
        words += [
            cell
            for number, row in enumerate(table.rows)
            if row.source or not paper.document.blank
            for column, cell in enumerate(row.cells)
            if (number, column) not in under
        ]
        for each in map(squeeze, words):
            place = paper.odt.text.index(each, place) + len(each)


@pytest.mark.parametrize("name", EACH)
def test_it_takes_no_more_pages_than_the_pdf(papers: Mapping[str, Both], name: str) -> None:
    assert 1 <= len(papers[name].laid) <= len(papers[name].pdf)


@pytest.mark.parametrize("name", EACH)
def test_its_pages_are_numbered_and_repeat_the_heads_of_their_tables(papers: Mapping[str, Both], name: str) -> None:
    paper = papers[name]
    if not any(squeeze("第 1 頁") in page for page in paper.pdf):
        pytest.skip("a paper without numbered pages")
    count = len(paper.laid)
    if _copies(paper.document) == 1:
        assert all(f"第{number}頁／共{count}頁" in page for number, page in enumerate(paper.laid, 1))
    else:
        numbers = [int(re.search(r"第(\d+)頁(?!／)", page)[1]) for page in paper.laid]  # type: ignore[index]
        assert [
            number for number, before in zip(numbers, [0, *numbers], strict=False) if number not in (1, before + 1)
        ] == []
        assert numbers.count(1) == _copies(paper.document)
    tables = [block for block in paper.document.blocks if isinstance(block, Table)]
    if len(tables) == 1 and not any(isinstance(block, Picture) for block in paper.document.blocks):
        headings = [squeeze(column.heading) for column in tables[0].columns]
        with_rows = [page for page in paper.laid if headings[-1] in page]
        assert len(with_rows) >= len([page for page in paper.pdf if headings[-1] in page])
        assert [(heading, page) for page in with_rows for heading in headings if heading not in page] == []


def _letters(pages: list[str], document: Document) -> collections.Counter[str]:
    """How often each character stands there, without merged cells: their words are said again on the next page."""
    text = "".join(pages)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for table in tables:
        for words in sorted({squeeze(table.rows[each.first].cells[each.column]) for each in table.merges}, key=len):
            text = text.replace(words, "") if len(words) > 1 else text
    return collections.Counter(text)
