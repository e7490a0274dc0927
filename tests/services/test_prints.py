"""The print register: numbers that hold, papers that are found again, and what has become of their records since."""

import datetime
import io
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import Cancelled
from isms_desktop.services import printing, prints, records
from isms_desktop.services.offices import Office, open_office
from isms_desktop.services.printing import PrintOrder
from isms_desktop.store.history import Changed
from tests.printing.pdf.test_code import read_codes, reader

REGISTER, TEAM = PrintOrder("asset_register"), PrintOrder("team")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def text_of(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def kept(office: Office) -> list[Any]:
    return office.all("print")


@pytest.fixture
def save(weighed: Office, tmp_path: Path) -> Callable[[PrintOrder], Any]:
    """Prints a paper of the small office to a file; the entry in the register."""

    def made(order: PrintOrder) -> Any:
        number = prints.print_form(weighed, order, tmp_path / f"{order.form}.pdf").number
        return prints.find(weighed, number)

    return made


# Numbers


def test_each_print_gets_the_next_number_of_the_year_and_stands_in_the_register(
    weighed: Office, tmp_path: Path
) -> None:
    year = datetime.date.today().year - 1911
    told: list[Changed] = []
    first = prints.print_form(weighed, REGISTER, tmp_path / "清冊.pdf", told=told.append)
    second = prints.print_form(weighed, PrintOrder("team", blank=True), tmp_path / "小組.pdf")
    assert [first.number, second.number] == [f"{year}-0001", f"{year}-0002"]
    entry, blank = kept(weighed)
    assert (entry.number, entry.form, entry.title, entry.output) == (first.number, "asset_register", first.title, "pdf")
    assert entry.pages == len(PdfReader(first.path).pages) and entry.printed_by == weighed.store.who
    assert len(entry.sha256) == 64 and entry.position > 0
    assert entry.printed_at == datetime.datetime.now().isoformat(timespec="minutes") or entry.printed_at
    assert prints.order_of(blank) == PrintOrder("team", blank=True)
    assert all(each.touches("print") for each in told) and len(told) == 2


def test_the_paper_says_its_number_its_moment_and_the_beginning_of_its_hash(weighed: Office, tmp_path: Path) -> None:
    made = prints.print_form(weighed, REGISTER, tmp_path / "清冊.pdf")
    (entry,) = kept(weighed)
    text = text_of(made.path)
    assert f"編號：{made.number}" in text
    assert f"列印編號{made.number}" in text and f"內容{entry.sha256[:12]}" in text
    blank = prints.print_form(weighed, PrintOrder("asset_register", blank=True), tmp_path / "空白.pdf")
    assert f"編號：{blank.number}" in text_of(blank.path)


def test_a_preview_has_no_number_and_the_pages_of_the_print(office: Office, tmp_path: Path) -> None:
    for order in (REGISTER, PrintOrder("risk_treatment"), PrintOrder("team", blank=True)):
        preview = io.BytesIO()
        printing.print_form(office, order, preview)
        made = prints.print_form(office, order, tmp_path / f"{order.form}.pdf")
        shown, printed = ([page.extract_text() for page in PdfReader(each).pages] for each in (preview, made.path))
        assert not any("列印編號" in page for page in shown) and all("列印編號" in page for page in printed)
        assert [_without_stamp(page, made.number) for page in printed] == [_without_stamp(page, "") for page in shown]


def _without_stamp(page: str, number: str) -> str:
    """The words of a page without what a print has more than its preview."""
    words = "".join(page.split())
    words = re.sub(r"列印編號[\d-]+\.\d+\.\d+[\d:]+內容[0-9a-f]{12}", "", words)
    return words.replace(f"編號：{number}", "").replace("　", "")


@reader
def test_the_code_on_every_page_is_read_from_a_picture_of_150_dpi_and_finds_the_print(
    office: Office, tmp_path: Path
) -> None:
    made = prints.print_form(office, REGISTER, tmp_path / "清冊.pdf")
    assert made.pages > 1
    for page in range(1, made.pages + 1):
        (code,) = read_codes(made.path.read_bytes(), tmp_path, 150, page)
        assert prints.find(office, code).number == made.number


def test_two_prints_at_once_get_two_numbers_in_order(weighed: Office, tmp_path: Path) -> None:
    numbers: list[str] = []
    start = threading.Barrier(4)

    def run(place: int) -> None:
        with weighed.worker() as own:
            start.wait()
            numbers.append(prints.print_form(own, TEAM, tmp_path / f"{place}.pdf").number)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    year = datetime.date.today().year - 1911
    assert sorted(numbers) == [f"{year}-000{place}" for place in (1, 2, 3, 4)]
    assert [each.number for each in weighed.store.all("print")] == sorted(numbers)


def test_a_print_that_fails_leaves_no_entry_and_its_number_is_not_given_again(weighed: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        prints.print_form(weighed, TEAM, tmp_path / "沒有這個資料夾" / "x.pdf")
    assert kept(weighed) == []
    assert prints.print_form(weighed, TEAM, tmp_path / "x.pdf").number.endswith("-0002")


@pytest.mark.parametrize("order", [PrintOrder("no_such"), PrintOrder("team", year=115)])
def test_another_kind_of_file_or_an_unknown_form_takes_no_number(
    order: PrintOrder, weighed: Office, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        prints.print_form(weighed, order, tmp_path / ("x.docx" if order.form == "team" else "x.pdf"))
    assert prints.print_form(weighed, TEAM, tmp_path / "x.pdf").number.endswith("-0001")


def test_an_office_year_that_begins_in_august_counts_from_there(weighed: Office) -> None:
    agency = weighed.agency
    records.change(weighed, "agency", {agency.id: {"year_starts": 8}}, "學年")
    for day, number in (
        (datetime.datetime.fromisoformat("2026-07-31T09:00"), "114-0001"),
        (datetime.datetime.fromisoformat("2026-08-01T09:00"), "115-0001"),
    ):
        assert prints.register(weighed, [TEAM], "paper", now=day).stamps[0].number == number


def test_what_goes_to_the_printer_stays_registered_even_when_it_jams(weighed: Office) -> None:
    sent: list[bytes] = []
    made = prints.print_on_paper(weighed, TEAM, sent.append)
    assert made.number in text_of(io.BytesIO(sent[0]))  # type: ignore[arg-type]
    assert [each.output for each in kept(weighed)] == ["paper"]

    def jam(_pdf: bytes) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        prints.print_on_paper(weighed, TEAM, jam)
    assert [each.pages for each in kept(weighed)] == [1, 1]
    with pytest.raises(Cancelled):
        prints.print_on_paper(weighed, TEAM, sent.append, cancelled=lambda: True)
    assert len(kept(weighed)) == 2 and len(sent) == 1


def test_a_file_that_is_only_read_prints_without_a_number(weighed: Office, tmp_path: Path) -> None:
    path = Path(shutil.copy(weighed.path, tmp_path / "複本.isms"))
    office = open_office(path, read_only=True)
    made = prints.print_form(office, TEAM, tmp_path / "x.pdf")
    assert made.number == "" and "列印編號" not in text_of(made.path) and kept(office) == []
    assert {each.number for each in prints.print_all(office, tmp_path / "全部", printing.all_orders(office))} == {""}
    office.close()


def test_all_papers_are_registered_in_one_step(office: Office, tmp_path: Path) -> None:
    before = records.newest_action(office)
    made = prints.print_all(office, tmp_path / "全部", printing.all_orders(office))
    assert records.newest_action(office) == before + 2, "one for the numbers, one for the pages"
    assert [each.number for each in made] == [each.number for each in kept(office)]
    assert len({each.number for each in made}) == len(printing.forms(office)) - 1 == len(made), "all but the labels"
    assert [each.pages for each in made] == [each.pages for each in kept(office)]
    assert all(each.number in text_of(each.path) for each in made)


def test_cancelling_all_papers_keeps_the_entries_of_those_that_lie_in_the_folder(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "全部"
    with pytest.raises(Cancelled):
        prints.print_all(
            office, folder, printing.all_orders(office), cancelled=lambda: len(list(folder.glob("*.pdf"))) >= 3
        )
    assert len(kept(office)) == len(list(folder.glob("*.pdf"))) == 3
    (tmp_path / "擋路").write_text("a file where the folder should be")
    with pytest.raises(UserError, match="無法建立資料夾"):
        prints.print_all(office, tmp_path / "擋路", printing.all_orders(office))
    assert len(kept(office)) == 3


# Undo


def test_undo_takes_back_what_was_done_before_the_print_and_never_the_print(
    weighed: Office, save: Callable[[PrintOrder], Any]
) -> None:
    records.change(weighed, "asset", {1: {"name": "筆電"}}, "改名")
    save(REGISTER)
    assert records.undo_label(weighed) == "改名"
    records.undo(weighed)
    assert weighed.find("asset", 1).name == "櫃檯電腦" and len(kept(weighed)) == 1
    records.redo(weighed)
    assert weighed.find("asset", 1).name == "筆電" and len(kept(weighed)) == 1


# Finding


@pytest.mark.parametrize("typed", ["{year}-1", "{year}-0001", "1", "列印編號 {year}－１"])
def test_a_print_is_found_by_its_number_typed_loosely(
    typed: str, weighed: Office, save: Callable[[PrintOrder], Any]
) -> None:
    entry = save(REGISTER)
    assert prints.find(weighed, typed.format(year=datetime.date.today().year - 1911)).id == entry.id


@pytest.mark.parametrize(
    ("typed", "says"), [("盤點", "不是列印編號"), ("99-7", "列印登記中沒有 99-0007"), ("", "不是列印編號")]
)
def test_what_is_not_found_is_said_with_what_to_do(typed: str, says: str, weighed: Office) -> None:
    with pytest.raises(UserError, match=says) as problem:
        prints.find(weighed, typed)
    assert problem.value.advice


def test_a_code_of_another_office_or_of_other_content_is_told_apart(
    weighed: Office, save: Callable[[PrintOrder], Any]
) -> None:
    entry = save(REGISTER)
    ours = prints.words.print_code(weighed.origin, entry.number, entry.sha256)
    assert prints.find(weighed, str(ours)).id == entry.id
    theirs = prints.words.print_code("0" * 64, entry.number, entry.sha256)
    with pytest.raises(UserError, match="另一個機關檔案"):
        prints.find(weighed, str(theirs))
    older = prints.words.print_code(weighed.origin, entry.number, "0" * 64)
    with pytest.raises(UserError, match="不是同一份"):
        prints.find(weighed, str(older))


# What has become of it


def test_changing_an_asset_changes_the_state_of_its_register_alone_and_undo_flips_it_back(
    weighed: Office, save: Callable[[PrintOrder], Any]
) -> None:
    register, team = save(REGISTER), save(TEAM)
    today = prints.rocdate.write(datetime.date.today().isoformat())

    def states() -> tuple[str, str]:
        return prints.state(weighed, register).text, prints.state(weighed, team).text

    assert states() == ("印出後資料未變更。",) * 2
    records.change(weighed, "asset", {1: {"name": "新電腦"}}, "改名")
    assert states() == (f"已於 {today} 變更 1 筆：資產清冊 1 筆。", "印出後資料未變更。")
    records.change(weighed, "asset", {2: {"location": "二樓"}, 3: {"location": "二樓"}}, "搬家")
    assert "變更 3 筆" in states()[0]
    records.undo(weighed)
    records.undo(weighed)
    assert states() == ("印出後資料未變更。",) * 2


def test_records_that_come_and_go_are_counted_by_what_is_left_of_it(
    weighed: Office, save: Callable[[PrintOrder], Any]
) -> None:
    entry = save(REGISTER)
    records.add(weighed, "asset", [{"number": "HW-009", "category": "HW", "name": "新的"}], "新增")
    (new,) = [each.id for each in weighed.all("asset") if each.number == "HW-009"]
    assert prints.state(weighed, entry).records == 1
    records.delete(weighed, "asset", [new], "刪除")
    assert prints.state(weighed, entry).kind == "unchanged"
    records.delete(weighed, "asset", [3], "刪除")
    assert prints.state(weighed, entry).records == 1
    records.undo(weighed)
    assert prints.state(weighed, entry).kind == "unchanged"
    records.change(weighed, "agency", {weighed.agency.id: {"name": "改名後的戶政事務所"}}, "改名")
    assert "機關資料 1" in prints.state(weighed, entry).text


def test_only_the_records_that_were_printed_count(weighed: Office, save: Callable[[PrintOrder], Any]) -> None:
    entry = save(PrintOrder("asset_register", ids=(2,)))
    records.change(weighed, "asset", {1: {"name": "別的"}}, "改名")
    assert prints.state(weighed, entry).kind == "unchanged"
    records.change(weighed, "asset", {2: {"name": "這一項"}}, "改名")
    assert prints.state(weighed, entry).records == 1


def test_a_print_is_compared_as_on_its_day(weighed: Office) -> None:
    long_ago = datetime.datetime.fromisoformat("2024-03-05T08:30")
    (record_id,) = prints.register(weighed, [printing.settled(weighed, REGISTER)], "paper", now=long_ago).ids
    entry = weighed.find("print", record_id)
    assert entry.printed_at == "2024-03-05T08:30" and entry.number == "113-0001"
    assert prints.state(weighed, entry).kind == "unchanged"


def test_a_yearly_paper_is_compared_for_the_year_that_was_printed(
    weighed: Office, save: Callable[[PrintOrder], Any]
) -> None:
    year = printing.years(weighed, "risk_assessment")[0]
    entry = save(PrintOrder("risk_assessment"))
    assert prints.order_of(entry) == PrintOrder("risk_assessment", year=year)
    assert records.value_of(weighed, entry, entry.record_type.field("extent")) == f"{year} 年度"


def test_what_a_paper_works_out_from_other_registers_counts_as_well(
    weighed: Office, save: Callable[[PrintOrder], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = save(REGISTER)
    records.add(weighed, "vendor", [{"name": "晴嵐資訊"}], "新增廠商")
    assert prints.state(weighed, entry).kind == "unchanged"
    monkeypatch.setattr(printing, "content_hash", lambda *_: "0" * 64)
    assert "廠商" in prints.state(weighed, entry).text and prints.state(weighed, entry).records == 1


def test_what_cannot_be_made_any_more_is_said(weighed: Office, save: Callable[[PrintOrder], Any]) -> None:
    entry = save(TEAM)
    assert "沒有這張表單" in prints.state(weighed, entry.replace(form="no_such")).text
    assert "無法比對" in prints.state(weighed, entry.replace(ordered="")).text
    other = prints.state(weighed, entry.replace(sha256="0" * 64))
    assert (other.kind, other.records) == ("changed", 0) and "表單的文字已經不同" in other.text


# The signed scan


@pytest.mark.parametrize("content", [PNG, b"%PDF-1.7 ...", b"\xff\xd8\xff\xe0JFIF", b"II*\x00tiff", b"MM\x00*tiff"])
def test_a_scan_is_kept_with_its_print(
    content: bytes, weighed: Office, save: Callable[[PrintOrder], Any], tmp_path: Path
) -> None:
    entry = save(REGISTER)
    scan = tmp_path / "核章"
    scan.write_bytes(content)
    assert prints.attach_scan(weighed, entry.id, [scan]).kept == ("核章",)
    assert [each.name for each in prints.scans_of(weighed, entry.id)] == ["核章"]
    assert records.value_of(weighed, entry, entry.record_type.field("scans")) == "1 個"
    assert records.undo_label(weighed) == "附上檔案「核章」"


def test_anything_else_is_refused_and_nothing_is_attached(
    weighed: Office, save: Callable[[PrintOrder], Any], tmp_path: Path
) -> None:
    entry = save(REGISTER)
    scan, other = tmp_path / "核章.png", tmp_path / "核章.docx.pdf"
    scan.write_bytes(PNG)
    other.write_bytes(b"PK\x03\x04")
    with pytest.raises(UserError, match=r"「核章\.docx\.pdf」不是掃描檔"):
        prints.attach_scan(weighed, entry.id, [scan, other])
    with pytest.raises(UserError, match="找不到"):
        prints.attach_scan(weighed, entry.id, [tmp_path / "沒有.pdf"])
    assert prints.scans_of(weighed, entry.id) == []
