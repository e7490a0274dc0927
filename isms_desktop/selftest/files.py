"""An office's file: made, changed, encrypted, copied, restored, with something attached."""

import secrets
from pathlib import Path

from isms_desktop.domain.findings import UserError
from isms_desktop.selftest.ground import PROFILE, TELL, Ground, expect
from isms_desktop.services import attachments as attaching
from isms_desktop.services import backups, library, records
from isms_desktop.services.offices import create_office, open_office

_KEY, _OTHER_KEY = "自我檢測 123", "自我檢測 124"


def office(ground: Ground) -> str:
    """A new office; a change and its undo; the check of the file."""
    with ground.office("新機關") as made:
        asset = made.all("asset")[0]
        records.change(made, "asset", {asset.id: {"name": "改過的名稱"}}, "自我檢測")
        expect(made.find("asset", asset.id).name == "改過的名稱", "修改沒有存進檔案。", TELL)
        records.undo(made)
        expect(made.find("asset", asset.id).name == asset.name, "復原沒有作用。", TELL)
        report = backups.verify(made)
        expect(report.ok, "；".join(part.text for part in report.parts if not part.ok), TELL)
        wanted = len(library.sample(PROFILE)["asset"])
        expect(len(made.all("asset")) == wanted, "練習資料沒有全部寫進檔案。", TELL)
        return f"建立（{wanted} 筆資產）、修改、復原、檢查；檔名與資料夾有中文與空格"


def encryption(ground: Ground) -> str:
    """A file with a password: nothing of it can be read without, and a wrong one is refused with words."""
    path = ground.work / "加密 機關.isms"
    made = create_office(path, profile=PROFILE, name="自我檢測機關", key=_KEY)
    made.close()
    content = path.read_bytes()
    expect(b"SQLite" not in content[:16] and "自我檢測機關".encode() not in content, "檔案沒有加密。", TELL)
    for wrong in (_OTHER_KEY, None):
        try:
            open_office(path, key=wrong).close()
        except UserError as refusal:
            expect(bool(refusal.text), "密碼錯誤時沒有說明。", TELL)
        else:
            raise UserError("密碼錯誤也打得開加密的檔案。", TELL)
    again = open_office(path, key=_KEY)
    try:
        expect(again.agency.name == "自我檢測機關", "加密檔案讀回的內容不符。", TELL)
    finally:
        again.close()
    return "加密、關閉、以正確密碼再開啟；錯的密碼打不開"


def copies(ground: Ground) -> str:
    """The day's copy is made, and what was changed afterwards is gone when it is put back."""
    with ground.office("備份機關") as made:
        path, asset = made.path, made.all("asset")[0]
        copy = backups.daily_copy(made)
        expect(copy is not None and copy.is_file(), "每日備份沒有留下檔案。", TELL)
        records.change(made, "asset", {asset.id: {"name": "備份之後"}}, "自我檢測")
    assert copy is not None
    backups.restore(copy, path)
    again = open_office(path)
    try:
        expect(again.find("asset", asset.id).name == asset.name, "還原的內容不符。", TELL)
    finally:
        again.close()
    return "每日備份、還原，內容相符"


def attachments(ground: Ground) -> str:
    """A file goes in and comes out byte for byte; a copy to look at as well."""
    source = ground.work / "核章 掃描檔.pdf"
    source.write_bytes(b"%PDF-1.7\n" + secrets.token_bytes(200_000))
    with ground.office("附件機關") as made:
        asset = made.all("asset")[0]
        attaching.attach(made, "asset", asset.id, [source])
        (kept,) = attaching.attachments_of(made, "asset", asset.id)
        out = attaching.save_as(made, kept, ground.work / "取出 的附件.pdf")
        _same(source, out)
        _same(source, attaching.open_copy(made, kept))
        attaching.remove(made, [kept])
        expect(not attaching.attachments_of(made, "asset", asset.id), "附件移除不掉。", TELL)
    return "放入、取出、檢視、移除，內容相同"


def _same(first: Path, second: Path) -> None:
    expect(first.read_bytes() == second.read_bytes(), "附件取出後的內容不同。", TELL)
