"""The handbook says something about everything there is: the lists come from the program itself, never from here."""

import re
import tomllib

import pytest

from isms_desktop import paths
from isms_desktop.command_line import parser_with_commands
from isms_desktop.domain.catalog import KINDS, record_type
from isms_desktop.domain.findings import UserError
from isms_desktop.services import handbook, own_forms
from isms_desktop.services.handbook_facts import form_heads
from isms_desktop.services.library import profiles, regulation

HELP = paths.shipped("resources", "help")
NOT_IMPORTED = {"agency", "attachment", "print"}
"""What an office has once, or what the program itself writes; 匯入 says so."""
every_page = pytest.mark.parametrize("page_id", handbook.page_ids())


def section(topic: str) -> str:
    """What is written below the heading of a topic, which must have one of its own."""
    assert topic in handbook.topics(), f"nothing is written about {topic}"
    return handbook.as_text(topic)


def own_words(topic: str) -> str:
    """The hand-written part of a section that begins with a table of facts."""
    lines = section(topic).splitlines()
    return "".join(line for line in lines[1:] if not line.startswith("|")).strip()


# ---- contents


def test_every_file_of_the_folder_is_in_the_contents_once_and_the_other_way_round():
    ids = handbook.page_ids()
    assert sorted(ids) == sorted(path.stem for path in HELP.glob("*.md"))
    assert len(set(ids)) == len(ids)


@every_page
def test_a_page_begins_with_its_title_and_says_something(page_id):
    page = handbook.page(page_id)
    assert page.sections[0].level == 1
    assert page.markdown.startswith(f"# {page.title}\n")
    assert sum(len(each.words) for each in page.sections) > 150
    assert all(each.title and "{" not in each.title for each in page.sections)
    assert "{{" not in page.markdown


@every_page
def test_every_link_leads_somewhere(page_id):
    links = re.findall(r"\]\(([^)]*)\)", handbook.page(page_id).markdown)
    assert [each for each in links if each not in handbook.topics()] == []


def test_no_two_headings_bear_the_same_topic():
    named = [each.topic for page_id in handbook.page_ids() for each in handbook.page(page_id).sections if each.topic]
    assert len(named) == len(set(named))
    assert set(named) >= set(handbook.topics()) - set(handbook.page_ids())


# ---- everything is in it


@pytest.mark.parametrize("form_id", own_forms.built_in())
def test_every_paper_has_its_entry_with_facts_and_own_words(form_id):
    form = own_forms.built_in()[form_id]
    words = section(f"form-{form_id}")
    assert words.startswith(f"## {form.title}\n")
    assert form.subject in words
    assert all(record_type(kind).label in words for kind in form.records)
    assert "**做什麼**" in words
    assert len(own_words(f"form-{form_id}")) > 30
    for output in form.outputs:
        assert output.upper() in words


def test_the_heads_of_the_papers_are_read_as_the_printing_reads_them():
    heads = form_heads()
    assert heads.keys() == own_forms.built_in().keys()
    for form_id, form in own_forms.built_in().items():
        head = heads[form_id]
        assert (head["title"], head["subject"], tuple(head["records"])) == (form.title, form.subject, form.records)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NOT_IMPORTED])
def test_every_record_type_that_can_be_imported_has_its_columns_and_own_words(kind):
    words = section(f"import-{kind}")
    for field in record_type(kind).stored:
        assert f"| {field.label} |" in words
        assert all(each.label in words for each in field.options)
        assert all(each.replace("|", "｜") in words for each in field.synonyms)
    assert len(own_words(f"import-{kind}")) > 10


def test_every_command_has_its_entry_with_each_place_and_option_explained():
    for name, command in parser_with_commands()[1].items():
        words = section(f"command-{name}")
        assert command.description in words
        for action in command._actions:
            spelled = action.option_strings[-1] if action.option_strings else str(action.metavar)
            shared = handbook.as_text("command-options")
            assert f"`{spelled}" in words or f"`{spelled}" in shared or spelled == "--help", (name, spelled)
            assert action.help, (name, spelled)
        assert len(own_words(f"command-{name}")) > 10, name


def test_every_kind_of_office_and_every_duty_is_in_it():
    types = section("office-types")
    assert all(each.title in types and each.id in types for each in profiles().values())
    year = section("calendar")
    for duty in regulation("duties")["duty"]:
        assert duty["name"] in year
    assert all(f"## {month} 月" in year for month in range(1, 13))


def test_what_nobody_compared_with_the_official_text_says_so():
    rows = [line for line in section("calendar").splitlines() if line.startswith("| ")]
    for duty in regulation("duties")["duty"]:
        row = next(each for each in rows if f" | {duty['name']} | " in each and f" | {duty['basis']}" in each)
        assert ("未經官方核對" in row) == (not duty["verified"])


# ---- reading it


def test_a_topic_without_a_section_is_found_with_what_it_is_a_part_of():
    place = handbook.place_of("yearly-prints")
    assert handbook.page(place.page).sections[place.section].title == "列印登記"
    assert handbook.place_of("yearly-nothing") == handbook.place_of("yearly")
    assert handbook.place_of("form-own_paper") == handbook.place_of("form")
    assert handbook.place_of("").page == handbook.page_ids()[0]


def test_search_finds_sections_with_every_word_and_those_with_it_in_the_title_first():
    hits = handbook.find("列印登記")
    assert hits[0].title == "列印登記"
    assert "…" in "".join(each.words for each in hits)
    both = handbook.find("切結書　ＯＤＴ")
    assert {handbook.page(each.place.page).sections[each.place.section].topic for each in both} >= {
        "form-vendor_pledge"
    }
    assert handbook.find("查無此字之說明") == []
    assert handbook.find("  ") == []


def test_a_section_is_given_alone_and_an_unknown_topic_with_a_way_on():
    words = handbook.as_text("yearly-rooms")
    assert words.startswith("## 機房日誌\n")
    assert "備份測試" not in words
    with pytest.raises(UserError, match="使用說明裡沒有「nichts」"):
        handbook.as_text("nichts")


def test_a_line_break_in_a_paragraph_is_no_space_and_lists_keep_their_lines():
    for page_id in handbook.page_ids():
        assert not re.search(
            r"[，。、；]\s+[一-鿿]", re.sub(r"\|.*", "", handbook.page(page_id).markdown).replace("\n", "")
        )
    assert "\n- **年度**" in handbook.page("forms").markdown


def test_the_whole_handbook_holds_every_page_below_its_chapter():
    whole = handbook.whole()
    for chapter in handbook.chapters():
        assert f"\n# {chapter.title}\n" in whole
    for page_id in handbook.page_ids():
        assert f"\n## {handbook.title_of(page_id)}\n" in whole


def test_the_order_file_names_nothing_but_chapters():
    listed = tomllib.loads((HELP / "contents.toml").read_text(encoding="utf-8"))
    assert list(listed) == ["chapter"]
