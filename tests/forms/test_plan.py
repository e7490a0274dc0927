"""資通安全維護計畫 on paper: cover, contents that tell the truth, chapters in order, the law of its day, own words."""

import dataclasses
import datetime
import functools
import io
import re
from collections.abc import Sequence
from typing import Any

import pytest
from pypdf import PdfReader

from isms_desktop.domain.reporting import PlanText
from isms_desktop.paths import shipped
from isms_desktop.printing import Document, build, find_fonts, write_pdf
from isms_desktop.printing.document import Heading, Note, RowKind, Table, Text
from isms_desktop.printing.phrase import UNDERLINED
from tests.forms.invented import FORMS, LONG, PROFILES, office

FONTS = find_fonts(shipped("resources", "fonts"))
IN_108, IN_115 = datetime.date(2019, 8, 1), datetime.date(2026, 11, 20)


def plan(profile: str, texts: Sequence[PlanText] = (), **changes: Any) -> Document:
    """The plan of an invented office with these own words."""
    inputs = office(profile, 3)
    records = {**inputs.records, "plan_text": texts}
    return build(FORMS["plan"], dataclasses.replace(inputs, records=records, **changes))


@functools.cache
def printed(profile: str, blank: bool = False, day: datetime.date = IN_115) -> tuple[Document, PdfReader]:
    document = plan(profile, blank=blank, today=day)
    stream = io.BytesIO()
    write_pdf(document, stream, FONTS)
    return document, PdfReader(stream)


def words(document: Document) -> str:
    """All paragraphs and headings, one line each."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append(block.text)
        elif isinstance(block, Text):
            lines += [each.marker + each.text for each in block.paragraphs]
        elif isinstance(block, Note):
            lines.append(block.text)
    return "\n".join(lines)


def headings(document: Document) -> list[Heading]:
    return [block for block in document.blocks if isinstance(block, Heading)]


def squeeze(text: str) -> str:
    return "".join(text.split())


every_plan = pytest.mark.parametrize("profile", PROFILES)
both = pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])


@every_plan
@both
def test_the_contents_name_the_page_on_which_each_heading_stands(profile: str, blank: bool) -> None:
    document, pdf = printed(profile, blank)
    pages = [squeeze(page.extract_text()) for page in pdf.pages]
    first = next(number for number, page in enumerate(pages) if number > 1 and "本計畫" in page)
    listed = "".join(pages[1:first])
    place = 0
    for heading in headings(document):
        text = re.escape(squeeze(heading.text))
        found = re.compile(rf"{text}\.+(\d+)").search(listed, place)
        assert found, heading.text
        place = found.end() - len(found[1])
        # The digits of one line's page run into the next line: its mark is no digit.
        assert squeeze(heading.text) in pages[int(found[1]) - 1], heading.text
        place = found.end()


@every_plan
@both
def test_outline_and_links_lead_to_the_headings(profile: str, blank: bool) -> None:
    document, pdf = printed(profile, blank)

    def flat(entries: Any, depth: int = 0) -> list[tuple[int, str, int]]:
        found = []
        for each in entries:
            if isinstance(each, list):
                found += flat(each, depth + 1)
            else:
                found.append((depth, each.title, pdf.get_destination_page_number(each)))
        return found

    outline = flat(pdf.outline)
    assert [(depth, title) for depth, title, _ in outline] == [
        (each.level - 2, each.text) for each in headings(document)
    ]
    pages = [squeeze(page.extract_text()) for page in pdf.pages]
    assert all(squeeze(title) in pages[page] for _, title, page in outline)
    links = [link for page in pdf.pages for link in page.get("/Annots", ())]
    assert len(links) == len(outline)


@every_plan
def test_the_cover_stands_alone_without_head_and_foot(profile: str) -> None:
    document, pdf = printed(profile)
    cover = squeeze(pdf.pages[0].extract_text())
    assert cover == squeeze(
        f"{document.office}{document.title}115年11月資通安全責任等級：{office(profile, 3).agency.grade}級"
    )
    assert "第2頁／共" in squeeze(pdf.pages[1].extract_text())
    assert "目錄" in squeeze(pdf.pages[1].extract_text())


@every_plan
@both
def test_no_heading_stands_alone_at_the_foot_of_a_page(profile: str, blank: bool) -> None:
    document, pdf = printed(profile, blank)
    titles = {squeeze(each.text) for each in headings(document)}
    for page in pdf.pages[1:]:
        lines = [squeeze(line) for line in page.extract_text().splitlines() if line.strip()]
        body = [line for line in lines if not re.fullmatch(r"第\d+頁／共\d+頁", line)]
        assert body[-1] not in titles


@every_plan
def test_a_plan_of_108_cites_the_law_of_108_and_one_of_115_that_of_115(profile: str) -> None:
    old, new = words(plan(profile, today=IN_108)), words(plan(profile, today=IN_115))
    assert re.search(r"資通安全管理法第 10 條及其?施行細則第 6 條", old)
    assert re.search(r"資通安全管理法第 13 條及其?施行細則第 9 條", new)
    for citation, text in (("第 11 條之規定，本機關", old), ("第 12 條之規定，本機關", new)):
        assert citation in text
    assert "資通安全事件通報及應變辦法" in old
    assert "資通安全事件通報應變及演練辦法" in new
    assert "公務機關所屬人員資通安全事項獎懲辦法" in old
    assert "公務機關所屬人員辦理資通安全事項作業辦法" in new
    assert "危害國家資通安全產品" in new
    assert "危害國家資通安全產品" not in old
    assert "捌、資通安全風險評估" in old
    assert "捌、資通安全風險管理" in new
    assert "未經官方核對" not in new, "that is for the screen"


def test_between_the_act_and_the_rules_each_is_cited_by_its_own_edition() -> None:
    between = words(plan("household-office-c", today=datetime.date(2025, 12, 20)))
    assert "資通安全管理法第 13 條及施行細則第 6 條" in between
    assert "捌、資通安全風險評估" in between


def test_the_day_that_the_office_says_is_the_day_of_the_law_and_of_the_cover() -> None:
    said = plan(
        "household-office-c",
        [PlanText(section="日期", wording="108.8.15"), PlanText(section="版次", wording="第 2 版")],
    )
    assert "第 10 條及施行細則第 6 條" in words(said)
    assert said.blocks[0].notes == ("第 2 版", "108年8月", "資通安全責任等級：C 級")


def test_the_office_s_own_words_stand_in_the_place_of_the_profile_s() -> None:
    own = PlanText(section="肆.一.2", wording="本所另訂資料分級規定。\n3. 依規定標示。")
    text = words(plan("household-office-c", [own]))
    assert "2.本所另訂資料分級規定。\n3.依規定標示。\n4.定期進行內部稽核" in text
    assert "避免未經授權的存取與竄改" not in text


@every_plan
def test_very_long_own_words_flow_over_pages(profile: str) -> None:
    document = plan(profile, [PlanText(section="貳.文", wording=LONG)])
    stream = io.BytesIO()
    write_pdf(document, stream, FONTS)
    assert squeeze(LONG) in "".join(
        re.sub(r"^.*?資通安全\w*計畫(製表日期：[\d.]+)?|第\d+頁／共\d+頁", "", squeeze(page.extract_text()))
        for page in PdfReader(stream).pages
    )


@every_plan
def test_the_blank_plan_has_lines_and_empty_rows(profile: str) -> None:
    document, _ = printed(profile, blank=True)
    assert words(document).count(UNDERLINED) >= 2
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert sum(row.kind is RowKind.EMPTY for table in tables for row in table.rows) >= 15
    assert document.blocks[0].notes[1] == "中華民國　　　年　　　月"


def test_remarks_are_counted_through_and_stand_below_their_section() -> None:
    document = plan("elementary-school-keelung-d", today=IN_108)
    notes = [block.text for block in document.blocks if isinstance(block, Note)]
    assert [text.split("：")[0] for text in notes] == [f"註{number}" for number in range(1, 22)]
    text = words(document)
    assert all(f"（註{number}）" in text for number in range(1, 22))
    assert text.index("成立資通安全推動小組（註1）") < text.index("註1：資通安全推動小組成員") < text.index("陸、")


@every_plan
def test_the_list_of_attachments_is_the_profile_s(profile: str) -> None:
    text = words(plan(profile))
    attachments = [title for _, title, _ in office(profile, 3).rules.profile.attachments]
    after = text[text.index("二、附件表單") :]
    assert [f"{number}.{title}" for number, title in enumerate(attachments, 1)] == [
        line for line in after.splitlines()[1:] if re.match(r"\d+\.", line)
    ]


def test_the_registers_fill_the_tables_and_the_goals() -> None:
    document, _ = printed("household-office-c")
    text = words(document)
    inputs = office("household-office-c", 3)
    goals = [each.statement for each in inputs.records["objective"] if each.kind == "quantitative"]
    assert all(f"{number}.{goal}" in text for number, goal in enumerate(goals, 1))
    tables = {table.columns[0].heading: table for table in document.blocks if isinstance(table, Table)}
    core = {each.name for each in inputs.records["business"] if each.core}
    assert {row.cells[0] for row in tables["核心業務"].rows if row.kind is RowKind.ITEM} == core
    assert [row.cells for row in tables["風險等級"].rows] == [
        ("低風險", "3~37"),
        ("中風險", "38~73"),
        ("高風險", "74~108"),
    ]


@pytest.mark.parametrize("lines", range(5, 9))
def test_words_that_announce_a_table_stand_on_the_page_where_it_begins(lines: int) -> None:
    """However much stands above: 「如下表：」 is not left at the foot of a page, nor is a heading above a table."""
    above = PlanText(section="貳.文", wording="\n".join(["本計畫適用於全機關。"] * (10 + 2 * lines)))
    for profile in ("household-office-c", "ministry-office-iso27001"):
        stream = io.BytesIO()
        write_pdf(plan(profile, [above]), stream, FONTS)
        pages = [squeeze(page.extract_text()) for page in PdfReader(stream).pages]
        announced = [page for page in pages[3:] if "核心業務及重要性：" in page or "說明如下表：" in page]
        assert announced
        assert [page for page in announced if "最大可容忍中斷時間" not in page] == []
