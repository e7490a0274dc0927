"""Texts and packages of spreadsheets: what all writers have in common."""

import io
import zipfile
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.odf_text import inline, paragraphs, settings, write_package
from isms_desktop.sheet_text import clean, escape_excel, is_risky, sheet_name

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read(xml: str) -> str:
    """What an ODF program reads: spaces that are not said are one."""
    root = ElementTree.fromstring(f'<r xmlns:text="{TEXT[1:-1]}">{xml}</r>')
    return "\n".join("".join(_pieces(each)) for each in root)


def _pieces(element):
    yield element.text or ""
    for child in element:
        assert child.tag == f"{TEXT}s"
        yield " " * int(child.get(f"{TEXT}c"))
        yield child.tail or ""


@given(st.text(st.one_of(st.sampled_from(" \n\t<&\"'"), st.characters(exclude_categories=["Cs"]))))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    xml = paragraphs(text)
    assert "  " not in xml and "\t" not in xml
    assert read(xml) == clean(text).replace("\r", "")
    line = clean(text).replace("\n", "").replace("\r", "")
    assert read(f"<text:p>{inline(line)}</text:p>") == line


def test_the_type_of_a_package_comes_first_and_no_part_bears_a_day() -> None:
    stream = io.BytesIO()
    write_package(stream, {"content.xml": ("<a>", "</a>"), "settings.xml": (settings([("表 & 1", 3), ("二", 0)]),)})
    package = zipfile.ZipFile(stream)
    assert package.namelist() == ["mimetype", "META-INF/manifest.xml", "content.xml", "settings.xml"]
    assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert package.read("content.xml") == b"<a></a>"
    manifest = package.read("META-INF/manifest.xml").decode()
    assert all(f'full-path="{part}"' in manifest for part in ("/", "content.xml", "settings.xml"))
    ElementTree.fromstring(package.read("settings.xml"))


def test_what_excel_takes_for_something_else() -> None:
    assert escape_excel("_x0041_ _xyz_ __x000D_") == "_x005F_x0041_ _xyz_ __x005F_x000D_"
    assert [is_risky(text) for text in ("=1", "+1", "-", "@a", "'=", "a=", "")] == [True] * 4 + [False] * 3
    assert sheet_name("a/b:c", "x") == "abc" and sheet_name("[]'", "x") == "x"
    assert sheet_name("𠮷" * 20, "x") == "𠮷" * 15
