"""What a plan says of its office, from the office's own data."""

import pytest

from isms_desktop.domain.agency import Agency, bare_name
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.printing.office_names import OFFICE_NAMES
from isms_desktop.services import library


def said(what: str, profile: str = "household-office-c", **agency: str) -> str:
    kind = library.profiles()[profile]
    rules = OfficeRules(kind, library.methods()[kind.method], library.lists())
    return OFFICE_NAMES[what](Agency(id=1, profile=profile, **agency), rules)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("晴嵐市松澗國民小學（練習用）", "本校"),
        ("湖山縣青埕戶政事務所", "本所"),
        ("晴嵐市政府文化推廣局", "本局"),
        ("島嶼觀測署", "本署"),
        ("湖山縣政府", "本府"),
        ("某某辦事處", "本處"),
        ("聯絡站", "本機關"),
    ],
)
def test_an_office_calls_itself_by_the_end_of_its_name(name: str, word: str) -> None:
    assert said("we", name=name) == word


def test_the_place_and_its_government_come_from_the_superior() -> None:
    assert said("place", superior="雨港市政府教育處") == "雨港市"
    assert said("government", superior="雨港市政府教育處") == "雨港市政府"
    assert (said("place", name="島嶼觀測署", superior="行政院"), said("government", superior="行政院")) == (
        "",
        "行政院",
    )
    assert said("government") == "上級機關"
    assert said("plan_receiver", superior="湖山縣政府") == "湖山縣政府"
    assert said("plan_receiver", superior="湖山縣政府", report_to="教育網路中心") == "教育網路中心"


def test_numbering_labels_and_columns_are_those_of_the_profile() -> None:
    assert said("number_digits") == "三"
    assert said("number_example") == "HW-001"
    assert said("label_sum") == "資產編號＋資產名稱"
    assert said("labelled_categories") == "實體資產以及支援服務資產"
    assert said("register_columns").startswith("資產編號、資產類別、資產名稱")
    assert said("label_words", "city-bureau-c") == "財產編號、保管人、廠牌、型號"
    assert said("register_title", "elementary-school-keelung-d") == "資訊及資通資產清冊"
    assert (said("method_is_sum"), said("method_is_sum", "city-bureau-c")) == ("1", "")


def test_what_stands_in_brackets_behind_a_name_is_no_part_of_it() -> None:
    assert bare_name("青埕戶政事務所（練習用）") == "青埕戶政事務所"
    assert bare_name("（甲）乙") == "（甲）乙"
