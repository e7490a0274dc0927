"""快速上手 as a paper: two pages for every kind of office, and words that name things as the window does."""

import ast
import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.lib.utils import ImageReader

import isms_desktop
from isms_desktop.domain.findings import UserError
from isms_desktop.services import guide, offices
from isms_desktop.services.offices import Office
from isms_desktop.ui.guide import keys
from isms_desktop.ui.pages import PAGES

TODAY = datetime.date(2026, 11, 20)
PICTURES = Path(__file__).parents[1] / "printing" / "pictures"
PROFILES = [each.id for each in offices.profiles()]
_QUOTED = re.compile(r"「([^」]+)」")
_KEY = re.compile(r"[(（]?&\w?[)）]?")


def shot() -> guide.Shot:
    """A picture of something, twice as sharp as the window."""
    png = next(PICTURES.glob("*.png")).read_bytes()
    width, height = ImageReader(io.BytesIO(png)).getSize()
    return guide.Shot(png, width / 2, height / 2, (guide.Mark("1", 5, 5, 40, 20),))


def written(office: Office) -> PdfReader:
    pdf = io.BytesIO()
    assert guide.write(office, dict.fromkeys(guide.STEPS, shot()), keys(), pdf, TODAY) == 2
    return PdfReader(pdf)


@pytest.mark.parametrize("profile", PROFILES)
def test_it_is_two_pages_for_every_kind_of_office_and_nothing_runs_into_the_foot(profile: str, tmp_path: Path) -> None:
    office = offices.create_office(tmp_path / "本機關.isms", profile=profile, name="本機關")
    try:
        reader = written(office)
    finally:
        office.close()
    places: dict[str, float] = {}

    def note(text: str, _now: object, place: list[float], _font: object, _size: float) -> None:
        for line in filter(None, map(str.strip, text.splitlines())):
            places[line] = place[5]

    reader.pages[1].extract_text(visitor_text=note)
    foot = next(y for text, y in places.items() if text.startswith("資安維護管家 "))
    assert len(reader.pages) == 2
    assert min(y for text, y in places.items() if text.startswith(guide.CONTACTS[-2])) > foot + 12


def test_the_months_begin_with_that_of_the_office_s_year_and_say_what_the_law_asks(empty_office: Office) -> None:
    from isms_desktop.services import records

    assert next(name for name, _due in guide.months_of(empty_office, TODAY)) == "1 月"
    records.change(empty_office, "agency", {empty_office.agency.id: {"year_starts": 8}}, "學年度")
    months = dict(guide.months_of(empty_office, TODAY))
    assert list(months) == [f"{each} 月" for each in (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)]
    assert any("風險評估" in each for due in months.values() for each in due)
    assert all(len(due) <= 3 for due in months.values())


def test_a_place_that_cannot_be_written_is_said(empty_office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        guide.write(empty_office, dict.fromkeys(guide.STEPS, shot()), keys(), tmp_path / "沒有" / "上手.pdf", TODAY)


def test_each_tab_is_explained_in_the_order_of_the_window() -> None:
    assert [title for title, _about in guide.TABS] == [entry.title for entry in PAGES]


def _words_of_the_window() -> Iterator[str]:
    """Every word that stands in the code of the window, without its documentation."""
    for path in (Path(isms_desktop.__file__).parent / "ui").rglob("*.py"):
        if path.name == "guide.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield _KEY.sub("", node.value).strip()


def test_every_button_menu_and_view_is_called_as_in_the_window() -> None:
    known = set(_words_of_the_window())
    sentences = [line for _title, lines in guide.STEPS.values() for line in lines]
    sentences += [text for _what, text in guide.TROUBLES]
    named = {part for each in sentences for quoted in _QUOTED.findall(each) for part in quoted.split(" → ")}
    assert len(named) > 15
    unknown = {each for each in named if each not in known and each.rstrip("…") not in known}
    assert unknown <= {"〇〇.備份", "檔案"}
