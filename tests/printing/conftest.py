"""A small invented office and the means to print for it and read the print back."""

import dataclasses
import datetime
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader

from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.risks import Risk, Treatment
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scales import Scale
from isms_desktop.domain.threats import Threat
from isms_desktop.paths import shipped
from isms_desktop.printing import Document, FontChain, Form, Inputs, build, find_fonts, load_forms, write_pdf
from isms_desktop.services import audit_papers, library

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(scope="session")
def fonts() -> FontChain:
    """The fonts of this machine."""
    return find_fonts(shipped("resources", "fonts"))


@pytest.fixture(scope="session")
def forms() -> Mapping[str, Form]:
    """The papers that come with the program."""
    return load_forms((shipped("forms"),))


@pytest.fixture(scope="session")
def rules() -> OfficeRules:
    """The rules of a household registration office (seed 000)."""
    profile = library.profiles()["household-office-c"]
    return OfficeRules(profile, library.methods()[profile.method], library.lists(), library.incident_edition)


@pytest.fixture
def records(rules: OfficeRules) -> dict[str, Sequence[Any]]:
    """Three assets, three risks of all bands, one treatment."""
    assets = [
        Asset(id=1, number="HW-010", category="HW", name="櫃檯電腦", quantity=15, department="登記股",
              confidentiality=4, integrity=4, availability=3, counted_on="2026-10-05"),
        Asset(id=2, number="HW-9", category="HW", name="檔案伺服器", quantity="一批", location="機櫃間",
              confidentiality=3, integrity=3, availability=3, counted_on="2026-10-01"),
        Asset(id=3, number="ID-001", category="ID", name="除戶簿冊影像", quantity=1,
              confidentiality=1, integrity=1, availability=1),
        Asset(id=4, number="HW-011", category="HW", name="舊印表機", status="scrapped"),
    ]  # fmt: skip
    levels = {"confidentiality": 4, "integrity": 4, "availability": 3}
    risks = [
        Risk(id=1, year=115, asset=1, event="輪流使用同一組帳號。", likelihood=3, impact=3, response="modify",
             **levels),
        Risk(id=2, year=115, asset=1, event="作業系統停止更新。", likelihood=2, impact=2, **levels),
        Risk(id=3, year=115, asset=3, event="影像檔誤刪。", likelihood=1, impact=1,
             confidentiality=1, integrity=1, availability=1),
        Risk(id=4, year=114, asset=2, event="去年的風險。", likelihood=1, impact=1),
    ]  # fmt: skip
    treatments = [
        Treatment(id=1, risk=1, measure="每人一帳號，離座即鎖定。", responsible="邱志堃", budget=12000,
                  due_on="2026-12-31", residual_likelihood=1, residual_impact=3),
        Treatment(id=2, risk=4, measure="去年的措施。"),
    ]  # fmt: skip
    return {
        "asset": assets,
        "risk": risks,
        "treatment": treatments,
        "scale": [Scale(id=number, **each) for number, each in enumerate(library.level_texts(rules.method), 1)],
        "threat": [Threat(id=number, **each) for number, each in enumerate(library.threat_catalogue(), 1)],
    }


@pytest.fixture
def inputs(rules: OfficeRules, records: dict[str, Sequence[Any]]) -> Inputs:
    """What a print of that office is made from."""
    agency = Agency(id=1, name="青埕縣青埕戶政事務所", short_name="青埕戶政事務所", grade="C", profile=rules.profile.id)
    baseline = library.regulation("baseline")
    guide = {**library.response_guide(), "control": baseline["control"], "baseline": [baseline],
             "platform": library.incident_platforms()}  # fmt: skip
    hours = {"department": "登記股", "name": "邱志堃", "job_title": "股長", "who": "主管", "general": 1.5,
             "professional": 0.0, "competency": 2.0, "asked": "通識 3", "result": "尚缺 通識 1.5 小時"}  # fmt: skip
    guide["training_hours"] = [hours]
    guide["previous_audit"] = [{"audit": 1, "previous": 3, "held_on": "2025-09-10"}]
    guide["shipped_checklist"] = audit_papers.shipped_checklists()
    return Inputs(agency, rules, records, TODAY, number="115-003", guide=guide)


@pytest.fixture
def made_form(tmp_path: Path) -> Callable[[str], Form]:
    """A form from the text of its blocks."""

    def make(blocks: str, page: str = "portrait") -> Form:
        head = f'id = "paper"\ntitle = "測試用表"\nsubject = "測試"\npage = "{page}"\nrecords = ["asset"]\n'
        (tmp_path / "paper.toml").write_text(head + blocks, encoding="utf-8")
        return load_forms((tmp_path,))["paper"]

    return make


class Print:
    """A PDF that was read back."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = PdfReader(io.BytesIO(content))

    def page(self, number: int) -> str:
        """The text of a page (from 1) in the order in which it was set, without the layout's blanks."""
        return squeeze(self.reader.pages[number - 1].extract_text())

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "".join(self.page(number) for number in range(1, len(self.reader.pages) + 1))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the pages in millimetres."""
        sizes = {(float(page.mediabox.width), float(page.mediabox.height)) for page in self.reader.pages}
        (width, height) = sizes.pop()
        assert not sizes
        return round(width / 72 * 25.4), round(height / 72 * 25.4)

    def fonts(self) -> list[Any]:
        """Every font that a page or a form of the file names."""
        found = []
        for item in self.reader.xref_objects() if hasattr(self.reader, "xref_objects") else self._objects():
            if isinstance(item, Mapping) and item.get("/Type") == "/Font":
                found.append(item)
        return found

    def _objects(self) -> Iterator[Any]:
        for number in self.reader.xref[0]:
            yield self.reader.get_object(number)


def squeeze(text: str) -> str:
    """Text without blanks and line breaks, which are the layout's."""
    return "".join(text.split())


@pytest.fixture
def printed(fonts: FontChain) -> Callable[[Document], Print]:
    """A document as a PDF that was read back."""

    def make(document: Document) -> Print:
        stream = io.BytesIO()
        write_pdf(document, stream, fonts)
        return Print(stream.getvalue())

    return make


@pytest.fixture
def paper(inputs: Inputs, made_form: Callable[..., Form], printed: Callable[[Document], Print]) -> Callable[..., Print]:
    """Blocks of a form file → the paper that they make."""

    def make(blocks: str, page: str = "portrait", **changes: Any) -> Print:
        return printed(build(made_form(blocks, page), dataclasses.replace(inputs, **changes)))

    return make


@pytest.fixture
def small_font() -> Callable[..., Path]:
    """Makes a font of our own: a triangle for each character, and é made of two others."""
    return _small_font


def _small_font(path: Path, characters: str = "Aé", permission: int = 0, units: int = 2048) -> Path:
    builder = FontBuilder(units, isTTF=True)
    names = [".notdef", *(f"g{ord(character)}" for character in characters)]
    triangle = TTGlyphPen(None)
    triangle.moveTo((0, 0))
    triangle.lineTo((0, 500))
    triangle.lineTo((500, 500))
    triangle.closePath()
    plain = triangle.glyph()
    glyphs = dict.fromkeys(names, plain)
    if "é" in characters:
        composed = TTGlyphPen(dict.fromkeys(names, plain))
        composed.addComponent(".notdef", (1, 0, 0, 1, 0, 0))
        composed.addComponent("g65", (0.5, 0, 0, 0.5, 200, 300))
        glyphs["g233"] = composed.glyph()
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): f"g{ord(character)}" for character in characters})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (units, 0)))
    builder.setupHorizontalHeader(ascent=units * 8 // 10, descent=-units * 2 // 10)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular", "psName": "Small-Regular"})
    builder.setupOS2(fsType=permission)
    builder.setupPost()
    builder.save(path)
    return path
