"""委外廠商查核項目表 as it comes with the program: nine sections, 64 questions, numbered as on the paper."""

import re

from isms_desktop.domain.audits import AUDIT_KINDS, GRADINGS, ChecklistItem
from isms_desktop.services import library

PER_SECTION = (5, 3, 4, 4, 34, 3, 4, 4, 3)


def test_the_list_has_nine_sections_with_sixty_four_questions() -> None:
    items = library.checklists()["vendor-001"].items
    sections = list(dict.fromkeys(item["section"] for item in items))
    assert len(items) == 64
    assert tuple(sum(item["section"] == section for item in items) for section in sections) == PER_SECTION


def test_every_number_names_one_question_in_its_own_section() -> None:
    items = library.checklists()["vendor-001"].items
    expected = [f"{section}.{n}" for section, count in enumerate(PER_SECTION, 1) for n in range(1, count + 1)]
    assert [item["number"] for item in items] == expected
    assert [item["position"] for item in items] == list(range(1, 65))
    for item in items:
        assert item["section"].split(".")[0] == item["number"].split(".")[0]


def test_the_words_are_those_of_the_paper() -> None:
    words = {item["number"]: item["question"] for item in library.checklists()["vendor-001"].items}
    assert words["1.1"] == "是否定義符合組織需要之資通安全政策及目標？"
    assert words["5.5"] == "各項安全設備是否定期檢查？同仁有否施予適當的安全設備使用訓練？"
    assert words["5.13"] == "可攜式的電腦設備是否訂有嚴謹的保護措施(如設通行碼、檔案加密、專人看管)？"
    assert words["5.27"] == "通行碼長度是否超過 6 個字元(建議以 8 位或以上為宜)？"
    assert words["6.3"] == "是否留有資通安全事件處理之記錄文件，記錄中並有改善措施？"
    assert words["9.3"] == "是否定期召開持續改善之管理審查會議？"
    assert all(re.search("？$", question) and "?" not in question for question in words.values())


def test_a_heading_that_was_broken_over_two_pages_is_one_line() -> None:
    sections = {item["section"] for item in library.checklists()["vendor-001"].items}
    assert "8.資通安全維護計畫實施情形之精進改善機制" in sections


def test_the_list_can_become_records() -> None:
    known = library.checklists()["vendor-001"]
    assert known.kind in {each.value for each in AUDIT_KINDS} and known.grading in {each.value for each in GRADINGS}
    for item in known.items:
        assert set(item) <= set(ChecklistItem.record_type.by_key)
    assert library.checklist("vendor-001") is known
    assert library.checklist("no-such-list") is None
