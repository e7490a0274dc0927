"""The five kinds of office: every profile can be read, and everything it names exists."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.agency import GRADES
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.business import Business
from isms_desktop.domain.fields import Record
from isms_desktop.domain.profile import Profile, profile_from_table
from isms_desktop.domain.scoring import method_from_table
from isms_desktop.domain.threats import THREAT_KINDS

RESOURCES = Path(__file__).parents[2] / "resources"
FILES = sorted((RESOURCES / "profiles").glob("*.toml"))
COLUMNS_OF: dict[str, type[Record]] = {"asset_register": Asset, "core_business": Business}
RESPONSES = ["modify", "avoid", "share", "retain"]


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


METHODS = {table["id"]: method_from_table(table) for table in _load(RESOURCES / "scales" / "methods.toml")["method"]}
PROFILES = {path.stem: profile_from_table(_load(path)) for path in FILES}
every_profile = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)


def test_there_is_one_profile_for_each_seed() -> None:
    assert {profile.seed: profile.id for profile in PROFILES.values()} == {
        "000": "household-office-c",
        "001": "elementary-school-d",
        "002": "ministry-office-iso27001",
        "003": "city-bureau-c",
        "004": "elementary-school-keelung-d",
    }


@every_profile
def test_a_profile_is_named_like_its_file_and_says_what_it_is(profile: Profile) -> None:
    assert profile.id in PROFILES
    assert PROFILES[profile.id] is profile
    assert profile.title and profile.summary and profile.head_title and profile.ciso_title and profile.signoff
    assert profile.grade in {grade.value for grade in GRADES}


@every_profile
def test_categories_are_whole(profile: Profile) -> None:
    kinds = {kind.value for kind in THREAT_KINDS}
    assert len(profile.categories) >= 4
    for category in profile.categories:
        assert re.fullmatch(r"[A-Z]{2}", category.code)
        assert category.label and category.examples
        assert category.threat_kind in kinds
    assert any(category.labelled for category in profile.categories)


@every_profile
def test_no_spelling_points_at_two_categories(profile: Profile) -> None:
    spellings = list(chain.from_iterable((each.code, each.label, *each.synonyms) for each in profile.categories))
    assert len(set(spellings)) == len(spellings)
    assert all(spelling.strip() == spelling != "" for spelling in spellings)


@every_profile
def test_common_spellings_of_hardware_and_software_are_understood(profile: Profile) -> None:
    understood = set(chain.from_iterable((each.label, *each.synonyms) for each in profile.categories))
    assert {"資訊", "資料", "軟體", "硬體", "硬體資產", "實體", "設備", "人員", "服務"} - understood <= (
        {"人員"} if profile.id == "city-bureau-c" else set()
    )


@every_profile
def test_the_risk_method_exists_and_so_does_its_band(profile: Profile) -> None:
    assert profile.improve_from in {band.id for band in METHODS[profile.method].bands}


def test_every_method_is_used_by_some_office() -> None:
    assert {profile.method for profile in PROFILES.values()} == set(METHODS)


@every_profile
def test_responses_are_the_four_and_old_words_and_new_words_are_taken(profile: Profile) -> None:
    assert [choice.value for choice in profile.responses] == RESPONSES
    spellings = list(chain.from_iterable((choice.label, *choice.synonyms) for choice in profile.responses))
    assert len(set(spellings)) == len(spellings)
    assert {"修改", "降低", "避免", "分擔", "轉移", "保留", "接受"} <= set(spellings)


@every_profile
def test_columns_name_fields_of_their_register(profile: Profile) -> None:
    assert profile.form("asset_register").columns
    for form_id, variant in profile.forms.items():
        if variant.columns:
            known = COLUMNS_OF[form_id].record_type.by_key
            keys = [key for key, _heading in variant.columns]
            assert set(keys) <= set(known) and len(set(keys)) == len(keys), form_id
            assert all(heading.strip() for _key, heading in variant.columns)


@every_profile
def test_the_asset_page_begins_with_number_category_and_name(profile: Profile) -> None:
    assert profile.asset_columns[:3] == ("number", "category", "name")
    assert 8 <= len(profile.asset_columns) <= 12
    assert len(set(profile.asset_columns)) == len(profile.asset_columns)
    assert set(profile.asset_columns) <= set(Asset.record_type.by_key)
    assert profile.label_contents and set(profile.label_contents) <= set(Asset.record_type.by_key)


@every_profile
def test_an_office_asks_only_for_levels_that_its_method_uses(profile: Profile) -> None:
    shown = {*profile.asset_columns, *(key for variant in profile.forms.values() for key, _heading in variant.columns)}
    ranges = METHODS[profile.method].ranges
    for scale in ("confidentiality", "integrity", "availability", "compliance"):
        assert scale not in shown or scale in ranges, scale
    assert "protection_level" not in shown or METHODS[profile.method].protection
    assert "value" not in shown or METHODS[profile.method].value_parts


@every_profile
def test_attachments_are_numbered_in_order_and_each_has_its_form(profile: Profile) -> None:
    assert [number for number, _title, _form in profile.attachments] == [
        str(place) for place in range(1, len(profile.attachments) + 1)
    ]
    for number, title, form_id in profile.attachments:
        assert title and re.fullmatch(r"[a-z_]+", form_id)
        assert profile.form(form_id).attachment in (number, ""), form_id


def test_the_attachment_lists_are_as_long_as_the_seeds() -> None:
    lengths = {profile.seed: len(profile.attachments) for profile in PROFILES.values()}
    assert lengths == {"000": 18, "001": 11, "002": 2, "003": 19, "004": 18}


def test_the_household_office_is_the_seeds() -> None:
    office = PROFILES["household-office-c"]
    assert [(each.code, each.label, each.labelled) for each in office.categories] == [
        ("ID", "資訊資產", False),
        ("SW", "軟體資產", False),
        ("HW", "實體資產", True),
        ("ES", "支援服務資產", True),
        ("PE", "人員資產", False),
    ]
    assert (office.numbering.digits, office.numbering.separator) == (3, "-")
    assert [heading for _key, heading in office.form("asset_register").columns] == (
        ["資產編號", "資產類別", "資產名稱", "權責單位", "存放位置", "數量", "資訊及資通系統名稱"]
    )
    assert office.label_contents == ("number", "name")


def test_the_bureau_register_has_the_eight_columns_of_its_plan() -> None:
    bureau = PROFILES["city-bureau-c"]
    assert [heading for _key, heading in bureau.form("asset_register").columns] == (
        ["資訊及資通系統名稱", "資產名稱", "資產類別", "擁有者", "管理者", "使用者", "存放位置", "防護需求等級"]
    )
    assert [group.label for group in bureau.committee_groups] == ["策略規劃組", "資安防護組", "績效管理組"]


def test_the_keelung_school_calls_its_register_by_its_own_name() -> None:
    school = PROFILES["elementary-school-keelung-d"]
    assert school.form("asset_register").title == "資訊及資通資產清冊"
    assert [each.label for each in school.categories] == [
        "資訊資產",
        "軟體資產",
        "硬體資產",
        "服務資產",
        "人員資產",
        "個資資產",
    ]


@every_profile
def test_every_office_is_told_what_the_law_has_changed(profile: Profile) -> None:
    assert len({note.topic for note in profile.notes}) == len(profile.notes)
    assert all(note.text and note.source for note in profile.notes)
    told = "".join(note.text + note.source for note in profile.notes)
    assert "114 年 12 月 1 日" in told
    assert "資安法 §13" in told


@every_profile
def test_committee_groups_have_distinct_names(profile: Profile) -> None:
    assert profile.committee_groups
    spellings = list(chain.from_iterable((each.label, *each.synonyms) for each in profile.committee_groups))
    assert len(set(spellings)) == len(spellings)
