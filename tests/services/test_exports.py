"""Writing a register as a spreadsheet: by the name of the file, sensitive fields hidden, the old file safe."""

from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import exports, imports, records
from isms_desktop.services.offices import Office

SUFFIXES = [".xlsx", ".ods", ".csv"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_kind_of_file_comes_back_unchanged(suffix: str, office: Office, tmp_path: Path) -> None:
    path = tmp_path / f"清冊{suffix}"
    number = exports.export(office, "asset", path)
    counts = imports.prepare(office, "asset", path).counts
    assert (counts["unchanged"], counts["changed"], counts["errors"]) == (number, 0, 0)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_national_ids_are_hidden_unless_asked_for_and_a_hidden_one_is_no_edit(
    suffix: str, empty_office: Office, tmp_path: Path
) -> None:
    records.add(empty_office, "person", [{"name": "測試員", "national_id": "A123456789"}], "新增")
    shown: dict[bool, str] = {}
    for masked in (True, False):
        path = tmp_path / f"人員{masked}{suffix}"
        exports.export(empty_office, "person", path, masked=masked)
        (row,) = imports.prepare(empty_office, "person", path).rows
        assert row.outcome is imports.Outcome.UNCHANGED
        as_text = tmp_path / f"{masked}.csv"
        exports.export(empty_office, "person", as_text, masked=masked)
        shown[masked] = as_text.read_text("utf-8-sig")
    assert "A12345****" in shown[True] and "A123456789" not in shown[True]
    assert "A123456789" in shown[False]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_table_to_fill_in_has_headings_and_no_records(suffix: str, office: Office, tmp_path: Path) -> None:
    path = tmp_path / f"空白{suffix}"
    exports.export(office, "asset", path, blank=True)
    with pytest.raises(UserError, match="第 2 列是標題，但下面沒有任何資料"):
        imports.prepare(office, "asset", path)


def test_an_unknown_kind_of_file_is_refused_and_the_old_one_stays(office: Office, tmp_path: Path) -> None:
    letter = tmp_path / "清冊.docx"
    letter.write_bytes(b"old")
    with pytest.raises(UserError):
        exports.export(office, "asset", letter)
    assert letter.read_bytes() == b"old"
    with pytest.raises(UserError):
        exports.export(office, "asset", tmp_path / "沒有" / "清冊.xlsx")
