"""Packages made to do harm are turned away before they unpack."""

import struct
import zipfile

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.package import Package


def test_a_part_that_would_unpack_to_gigabytes(make):
    path = make.package({"xl/sharedStrings.xml": bytes(120_000_000)}, "炸彈.xlsx")
    assert path.stat().st_size < 200_000
    with pytest.raises(UserError, match="大得不合理"):
        Package(path)


def test_a_part_that_lies_about_its_size(make):
    path = make.package({"xl/sharedStrings.xml": bytes(5_000_000)}, "謊報.xlsx")
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = raw.find(mark) + at
        raw[place : place + 4] = struct.pack("<I", 1000)
    path.write_bytes(raw)
    with Package(path) as package, pytest.raises(UserError, match="大得不合理"):
        package.read("xl/sharedStrings.xml")


def test_too_many_parts(make):
    with pytest.raises(UserError, match="大得不合理"):
        Package(make.package({f"{number}.xml": "" for number in range(5_001)}, "多.xlsx"))


def test_an_encrypted_zip_is_damaged_for_us(make):
    path = make.package({"xl/workbook.xml": "<a/>"}, "鎖.xlsx")
    raw = bytearray(path.read_bytes())
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    with Package(path) as package, pytest.raises(UserError, match="已損壞"):
        package.read("xl/workbook.xml")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_come_back_whole(make, method):
    path = make.folder / "好.zip"
    content = bytes(range(256)) * 5000
    with zipfile.ZipFile(path, "w", method) as written:
        written.writestr("a.bin", content)
    with Package(path) as package:
        assert package.read("a.bin") == content
        assert "b.bin" not in package
        with pytest.raises(UserError, match="已損壞"):
            package.read("b.bin")


def test_xml_that_is_none(make):
    with Package(make.package({"a.xml": "<a><b></a>"}, "壞.xlsx")) as package, pytest.raises(UserError, match="已損壞"):
        package.xml("a.xml")
