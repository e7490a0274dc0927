"""The papers and places of 交接: what was printed and signed, and where the file, its copies and the forms lie."""

import datetime
from collections.abc import Iterator
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.rocdate import office_year_of
from isms_desktop.services import backups, own_forms, prints
from isms_desktop.services.handover_lines import FORM, Item, years
from isms_desktop.services.offices import Office

_SIGNED = ("paper", "pdf")
"""What a paper is signed on; an ODT or a spreadsheet is for working on."""
PASSWORD = "有密碼。請當面告知接收人，不要寫在這份清冊或任何紙上；接收後可以另設新的密碼。"
NO_PASSWORD = "沒有密碼。"
ELSEWHERE = "程式不知道備份到其他地方的檔案：請在交接備註寫明放在哪裡、哪一天備份的。"
PAPERS = "程式不知道紙本放在哪裡：請在交接備註寫明檔案櫃與卷宗。"


def printed(office: Office, today: datetime.date) -> Iterator[Item]:
    """How many were printed in each of two years, then each paper by its newest print: is it signed, is it still true?

    This paper itself is left out: its own entry would change it.
    """
    scanned = {each.owner_id for each in office.all("attachment") if each.owner_kind == prints.KIND}
    this_year, last_year = years(office, today)
    every = [each for each in office.all(prints.KIND) if each.form != FORM]
    of_year = {
        year: [each for each in every if office_year_of(each.printed_at[:10], office.agency.year_starts) == year]
        for year in (this_year, last_year)
    }
    for year, found in of_year.items():
        if found:
            yield _counted(year, found, scanned)
    newest: dict[tuple[str, str], Any] = {}
    for each in (*of_year[last_year], *of_year[this_year]):
        order = prints.order_of(each)
        if each.output in _SIGNED and order is not None and not (order.blank or order.rulers):
            newest[each.form, each.ordered] = each
    lines = [_paper(office, each, each.id in scanned) for each in newest.values()]
    yield from sorted(lines, key=lambda line: not line.urgent)


def _counted(year: int, found: list[Any], scanned: set[int]) -> Item:
    numbers = [each.number for each in found]
    signed = sum(each.id in scanned for each in found)
    span = numbers[0] if len(numbers) == 1 else f"{numbers[0]} 至 {numbers[-1]}"
    text = f"列印編號 {span}，共 {len(found)} 份；附有核章掃描檔 {signed} 份。"
    return Item(f"{year} 年度列印登記", text, page="yearly", view="prints")


def _paper(office: Office, print_: Any, signed: bool) -> Item:
    state = prints.state(office, print_)
    text = "已附核章掃描檔。" if signed else "沒有核章掃描檔。"
    text += f"印出後{state.text}" if state.kind == "changed" else ""
    title = f"{print_.number}　{print_.title}"
    printed_on = print_.printed_at[:10]
    bad = not signed or state.kind == "changed"
    text = f"{rocdate.write(printed_on)} 列印。{text}"
    return Item(title, text, urgent=bad, kind=prints.KIND, ids=(print_.id,))


def places(office: Office) -> Iterator[Item]:
    """Where the office's file is, its copies, its papers and its own forms, and whether a password is wanted."""
    yield Item("機關檔案", str(office.path))
    yield Item("檔案密碼", PASSWORD if office.encrypted else NO_PASSWORD)
    yield Item("自動備份", _copies(office))
    yield Item("其他地方的備份", ELSEWHERE)
    yield Item("紙本表單", PAPERS, page="yearly", view="prints")
    yield Item("文件與紀錄", _documents(office), page="yearly", view="documents")
    folder, own = own_forms.folder_of(office), own_forms.forms_of(office).own
    words = f"{folder}（{len(own)} 張）" if own else f"沒有自訂的表單；需要時放在「{folder}」。"
    yield Item("本機關表單", words, page="forms")


def _copies(office: Office) -> str:
    kept = backups.copies(office.path)
    folder = backups.folder(office.path)
    if not kept:
        return f"「{folder}」裡還沒有備份。"
    newest = kept[0]
    when = rocdate.write_moment(newest.made.isoformat())
    return f"{folder}（{len(kept)} 份，最新的是 {when} 的 {newest.path.name}）"


def _documents(office: Office) -> str:
    """Where the documents of the register are said to lie."""
    every = office.all("document")
    found: dict[str, int] = {}
    for each in every:
        found[each.location] = found.get(each.location, 0) + 1
    said = "、".join(f"{place} {number} 份" for place, number in found.items() if place)
    unsaid = found.get("", 0)
    if not every:
        return "文件登記簿還沒有文件。"
    return "；".join(filter(None, (said, f"沒有寫存放位置的 {unsaid} 份" if unsaid else ""))) + "。"
