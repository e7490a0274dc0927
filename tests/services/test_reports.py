"""The report of a year: proposed from the records, kept in the office's own words, read out in order."""

import datetime
from typing import Any

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.implementation import OTHER, PREFACE
from isms_desktop.services import library, records, reports
from isms_desktop.services.offices import Office
from isms_desktop.services.report_figures import figures

TODAY = datetime.date(2026, 11, 20)
SEED = {
    "1": 1, "2": 4, "3": 2, "4": 2, "5": 2, "6": 2, "7": 5, "8": 2, "9": 2, "10": 2, "11": 2, "12": 1, "13": 3,
}  # fmt: skip
"""Item of form 9 of seed 001 → how many parts it has there (7.1 to 7.5 for offices without CNS 27001)."""


def numbers(found: list[reports.Line]) -> list[str]:
    return [each.part.number for each in found]


def test_the_report_has_the_items_and_parts_of_the_seed(empty_office: Office) -> None:
    found = numbers(reports.lines(empty_office, 115, TODAY))
    expected = [f"{item}.{part}" for item, count in SEED.items() for part in range(1, count + 1)]
    assert found == [PREFACE, *expected, OTHER]


def test_every_item_of_the_law_is_reported_on() -> None:
    items = reports.outline().items
    assert {number for item in items for number in item.law} == set(range(1, 14))


@pytest.mark.parametrize("profile", library.profiles())
def test_every_sentence_names_figures_that_there_are(profile: str, empty_office: Office) -> None:
    known = dict.fromkeys(figures(empty_office, 115, TODAY), 1)
    for part in reports.outline().parts(profile):
        assert part.proposal(known)
    for subject in reports.outline().summary:
        for sentence in (*subject.done, *subject.open):
            assert sentence.fill(known)


def test_an_office_without_records_says_so_and_names_no_papers(empty_office: Office) -> None:
    found = {each.part.number: each for each in reports.lines(empty_office, 115, TODAY)}
    assert found["5.1"].text == "本年度尚未盤點本機關之資訊、資通系統。"
    assert found["8.2"].text == "本機關今年無資通安全事件之紀錄。本年度尚未參加或辦理資通安全演練。"
    assert found["13.3"].text == "本年度尚未召開管理審查會議。"
    assert [found[number].evidence for number in ("5.1", "7.5", "12.1", "13.3")] == [""] * 4


def test_what_is_proposed_follows_the_records(empty_office: Office) -> None:
    records.add(empty_office, "meeting", [{"held_on": "2026-10-28"}, {"held_on": "2026-12-20"}], "新增會議")
    line = reports.line(empty_office, 115, "13.3", TODAY)
    assert "已依規定於 115.10.28 召開管理審查會議" in line.text  # the one in December has not been held yet
    assert line.evidence.startswith("資通安全管理審查會議紀錄")


def test_the_practice_office_reports_what_it_has_done(office: Office) -> None:
    found = {each.part.number: each.proposal for each in reports.lines(office, 115, TODAY)}
    assert "風險 41 項(高風險 3 項、中風險 11 項、低風險 27 項)" in found["6.1"]
    assert "應用伺服器硬碟故障，規費收據系統停擺(第二級，知悉後 30 分通報、6 小時 30 分完成控制或復原)" in found["8.2"]
    assert "115.5.13 開啟率 9.5%、點閱率 4.8%" in found["8.2"]
    assert "資安專職人員 0／1 人" in found["11.1"]
    assert "責任等級 C 級" in found["5.2"]


def test_own_words_stand_on_the_paper_with_the_proposal_beside_them(office: Office) -> None:
    line = reports.line(office, 115, "4.2", TODAY)
    assert line.text == line.own != line.proposal
    assert line.differs
    reports.adopt(office, 115, "4.2", TODAY)
    line = reports.line(office, 115, "4.2", TODAY)
    assert line.own == line.proposal
    assert not line.differs
    assert reports.adopt(office, 115, "4.2", TODAY) is None


def test_words_that_were_adopted_show_when_the_records_have_gone_on(empty_office: Office) -> None:
    reports.adopt(empty_office, 115, "13.3", TODAY)
    assert not reports.line(empty_office, 115, "13.3", TODAY).differs
    records.add(empty_office, "meeting", [{"held_on": "2026-10-28"}], "新增會議")
    line = reports.line(empty_office, 115, "13.3", TODAY)
    assert line.differs
    assert line.text == "本年度尚未召開管理審查會議。"


def test_everything_that_is_missing_is_filled_in_one_step_and_taken_back(office: Office) -> None:
    before = {each.part.number: each.own for each in reports.lines(office, 115, TODAY)}
    changed = reports.propose(office, 115, TODAY)
    assert changed is not None
    after = {each.part.number: each.own for each in reports.lines(office, 115, TODAY)}
    assert all(after[number] == text for number, text in before.items() if text)
    assert [number for number, text in after.items() if not text] == [OTHER]
    assert reports.propose(office, 115, TODAY) is None
    records.undo(office)
    assert {each.part.number: each.own for each in reports.lines(office, 115, TODAY)} == before


def test_words_that_are_cleared_leave_the_proposal(empty_office: Office) -> None:
    reports.write(empty_office, 115, "1.1", "自己寫的。", TODAY)
    assert reports.line(empty_office, 115, "1.1", TODAY).text == "自己寫的。"
    assert reports.write(empty_office, 115, "1.1", " 自己寫的。\n", TODAY) is None
    reports.write(empty_office, 115, "1.1", "", TODAY)
    line = reports.line(empty_office, 115, "1.1", TODAY)
    assert line.text == line.proposal == "本機關尚未完成核心業務及重要性之盤點。"


def test_evidence_of_a_proposal_makes_it_the_office_s_own(empty_office: Office) -> None:
    reports.write_evidence(empty_office, 115, "13.3", "會議通知", TODAY)
    line = reports.line(empty_office, 115, "13.3", TODAY)
    assert (line.own, line.evidence) == ("本年度尚未召開管理審查會議。", "會議通知")
    reports.write_evidence(empty_office, 115, "13.3", "簽到表", TODAY)
    assert [each.evidence for each in empty_office.all("report_item")] == ["簽到表"]


def test_what_stood_under_another_number_is_not_lost(empty_office: Office) -> None:
    old: list[dict[str, Any]] = [{"year": 115, "item": "9", "heading": "通報應變", "explanation": "舊文字。"}]
    records.add(empty_office, "report_item", old, "新增實施情形")
    found = reports.lines(empty_office, 115, TODAY)
    assert numbers(found)[-2:] == ["9", OTHER]
    assert reports.paper_rows(empty_office, 115)[-1] == {"item": "9", "heading": "通報應變", "explanation": "舊文字。"}


def test_a_number_that_there_is_not_is_said(empty_office: Office) -> None:
    with pytest.raises(UserError, match=r"沒有「14\.1」"):
        reports.write(empty_office, 115, "14.1", "。", TODAY)


def test_the_text_for_the_platform_has_all_parts_in_order(office: Office) -> None:
    text = reports.as_text(office, 115, TODAY).splitlines()
    starts = [line.split(" ")[0] for line in text if line and line[0].isdigit()]
    expected = [
        each for item, count in SEED.items() for each in (f"{item}.", *(f"{item}.{n + 1}" for n in range(count)))
    ]
    assert starts == expected
    assert text[0].startswith("前言：")


def test_another_year_has_its_own_words(office: Office) -> None:
    assert "114 年檢視核心業務 3 項" in reports.line(office, 114, "1.1", TODAY).text
    assert reports.years(office)[-1] == 114


def test_the_law_s_item_is_named_in_the_words_of_its_edition(office: Office) -> None:
    part = reports.line(office, 115, "4.1", TODAY).part
    assert "專職人力及經費之配置" in reports.law_words(office, 115, part)
    assert "專責人力及經費之配置" in reports.law_words(office, 113, part)
    assert reports.law_words(office, 115, reports.line(office, 115, PREFACE, TODAY).part) == ""


def test_the_blank_report_has_the_parts_of_the_office_and_no_text(office: Office) -> None:
    rows = reports.paper_rows(office, 115, blank=True)
    assert len(rows) == sum(SEED.values())
    assert {row["explanation"] for row in rows} == {""}
