"""Finding a word in every register: what is found, in which order, and that it stays true after changes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.catalog import KINDS
from isms_desktop.domain.values import same_key
from isms_desktop.services import records
from isms_desktop.services.finder import Finder, spans, words_of
from isms_desktop.services.offices import Office


def ready(office: Office, *kinds: str) -> Finder:
    finder = Finder(office, kinds or KINDS)
    while not finder.step(1):
        pass
    return finder


def found(finder: Finder, query: str) -> list[tuple[str, str]]:
    while not finder.step(1):
        pass
    return [(hit.kind, hit.title) for group in finder.find(query) for hit in group.hits]


def test_every_word_must_occur_and_width_and_case_do_not_count(desk: Office) -> None:
    finder = ready(desk, "asset")
    assert found(finder, "ＨＷ 櫃檯") == [("asset", "HW-001 櫃檯電腦")]
    assert found(finder, "hw-00") == [("asset", "HW-002 印表機"), ("asset", "HW-001 櫃檯電腦")], "the newest first"
    assert found(finder, "櫃檯 印表機") == []
    assert found(finder, "  ") == []


def test_titles_come_before_other_fields_and_say_where_it_was_found(desk: Office) -> None:
    records.change(desk, "asset", {3: {"location": "印表機旁的機櫃，二樓走廊盡頭靠近茶水間"}}, "x")
    finder = ready(desk, "asset")
    (group,) = finder.find("印表機")
    assert [(hit.title, hit.label) for hit in group.hits] == [("HW-002 印表機", ""), ("SW-001 公文系統", "存放位置")]
    assert group.hits[1].text.startswith("印表機旁")
    assert "茶水間" in finder.find("茶水")[0].hits[0].text


def test_people_read_dates_and_labels_and_names_of_what_is_linked(desk: Office) -> None:
    vendor = records.add(desk, "vendor", [{"name": "遠山資訊有限公司"}], "x").added[0]
    row = {"vendor": vendor, "name": "系統維護案", "starts_on": "2026-03-01", "note": "每季開會一次"}
    records.add(desk, "contract", [row], "x")
    finder = ready(desk)
    assert ("contract", "系統維護案") in found(finder, "115.3.1")
    assert ("contract", "系統維護案") in found(finder, "遠山 維護")
    assert ("contract", "系統維護案") in found(finder, "每季開會"), "notes as well"


def test_what_is_sensitive_is_never_found(desk: Office) -> None:
    records.add(desk, "person", [{"name": "林測試", "national_id": "A123456789"}], "x")
    finder = ready(desk)
    assert found(finder, "林測試")
    assert found(finder, "A123456789") == found(finder, "A12345") == []


def test_more_than_a_few_are_counted_and_can_be_listed(desk: Office) -> None:
    rows = [{"number": f"PE-{place:03}", "category": "HW", "name": f"投影機 {place}"} for place in range(30)]
    added = records.add(desk, "asset", rows, "x").added
    finder = ready(desk, "asset")
    (group,) = finder.find("投影機")
    assert (len(group.hits), group.count) == (8, 30)
    assert finder.ids("asset", "投影機") == tuple(reversed(added))


def test_what_changes_is_found_anew_and_what_is_gone_is_not(desk: Office) -> None:
    finder = ready(desk, "asset")
    finder.changed(records.change(desk, "asset", {1: {"name": "服務臺終端機"}}, "x"))
    assert found(finder, "服務臺") == [("asset", "HW-001 服務臺終端機")]
    assert found(finder, "櫃檯電腦") == []
    finder.changed(records.add(desk, "asset", [{"number": "HW-009", "category": "HW", "name": "掃描器"}], "x"))
    assert found(finder, "掃描器")
    finder.changed(records.delete(desk, "asset", [2], "x", with_dependents=True))
    assert found(finder, "印表機") == []
    undone = records.undo(desk)
    assert undone is not None
    finder.changed(undone)
    assert found(finder, "印表機") == [("asset", "HW-002 印表機")]


def test_a_new_name_is_found_in_everything_that_points_at_it(desk: Office) -> None:
    vendor = records.add(desk, "vendor", [{"name": "遠山資訊"}], "x").added[0]
    records.add(desk, "contract", [{"vendor": vendor, "name": "維護案"}], "x")
    finder = ready(desk)
    finder.changed(records.change(desk, "vendor", {vendor: {"name": "近水資訊"}}, "x"))
    assert ("contract", "維護案") in found(finder, "近水")
    assert found(finder, "遠山") == []


def test_reading_goes_in_slices_and_what_is_there_is_found_meanwhile(office: Office) -> None:
    finder = Finder(office, ("asset", "person", "risk"))
    assert not finder.ready and finder.find("資") == []
    turns = 1
    while not finder.step(1e-9):
        turns += 1
    assert turns > 3, "each time only a little"
    assert finder.find("資")


def test_answers_and_questions_are_found_and_stand_last(office: Office) -> None:
    finder = ready(office)
    audit = office.all("audit")[0]
    kinds = [group.kind for group in finder.find(audit.subject)]
    assert kinds[0] != "answer" and "answer" in kinds
    assert kinds.index("answer") > kinds.index("audit")
    question = office.all("checklist_item")[0].question
    assert any(group.kind == "checklist_item" for group in finder.find(question[:12]))


def test_other_rules_are_read_anew(desk: Office) -> None:
    finder = ready(desk, "asset")
    finder.changed(records.change(desk, "agency", {desk.agency.id: {"name": "改了名的機關"}}, "x"))
    assert not finder.ready
    assert found(finder, "櫃檯")


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("ＨＷ－001 電腦", "hw-001", ["ＨＷ－001"]),
        ("㈱測試", "株", ["㈱"]),
        ("資訊資安", "資", ["資", "資"]),
        ("備份伺服器", "備份 份伺", ["備份伺"]),
        ("Straße", "strasse", ["Straße"]),
        ("沒有", "x", []),
    ],
)
def test_the_words_are_marked_where_people_see_them(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, words_of(query))] == marked


@given(st.text(max_size=40), st.text(max_size=6))
def test_marks_lie_inside_the_text_and_never_overlap(text: str, query: str) -> None:
    places = spans(text, words_of(query))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] < two[0] for one, two in pairwise(places))


@given(st.text(min_size=1, max_size=5))
def test_any_query_is_answered(query: str) -> None:
    assert all(word == same_key(word) for word in words_of(query))
