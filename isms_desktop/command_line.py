"""What the command line understands: every command, its words and its options, without what carries it out.

The command line itself, the handbook and its tests read this one declaration. ``--id`` becomes ``args.id``, and the
command ``self-test`` is carried out by ``run_self_test`` (see ``cli``).
"""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from isms_desktop import PROGRAM, __version__

_PLACES: Mapping[str, tuple[str, str]] = {
    "file": ("機關檔案", "機關檔案（.isms）"),
    "kind": ("種類", "紀錄種類，例如 asset；kinds 命令列出全部"),
    "id": ("編號", "紀錄編號，見 records 命令加上 --json 的 id"),
    "out": ("輸出檔", "要寫成的檔案；副檔名決定格式"),
    "sheet_file": ("試算表", "要讀入的檔案"),
    "form": ("表單", "表單代號，例如 asset_register；forms 命令列出全部"),
    "target": ("備份檔", "備份要放的位置"),
    "backup": ("備份檔", "要還原的那一份備份"),
    "folder": ("資料夾", "輸出的資料夾"),
    "files": ("檔案", "一個或多個要附上的檔案"),
    "topic": ("主題", "頁面或段落，例如 yearly-prints；空白時列出全部主題"),
    "book": ("輸出檔", ".pdf、.html 或 .md"),
    "words": ("詞", "要找的詞；一個以上時，每一個都要有"),
}
"""What stands in a certain place of a command: how it is called, and what it is."""
_UNMASKED = "身分證字號等遮蔽的欄位也完整列出"


def parser_with_commands() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """The parser, and that of each command by its name."""
    parser = argparse.ArgumentParser(prog="isms-desktop", description=PROGRAM)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    named = parser.add_subparsers(required=True, metavar="命令")

    def command(name: str, text: str, *positional: str) -> argparse.ArgumentParser:
        made = named.add_parser(name, help=text, description=text)
        made.set_defaults(command=name)
        made.add_argument("--json", action="store_true", help="以 JSON 輸出")
        made.add_argument("--password-file", metavar="檔案", help="內含密碼的檔案")
        made.add_argument("--ask-password", action="store_true", help="詢問密碼")
        for each in positional:
            _place(made, each)
        return made

    _place(command("open", "開啟視窗（預設）"), "file", nargs="?")
    command("practice", "開啟練習用機關").add_argument(
        "--profile", default="elementary-school-d", metavar="類型", help="哪一種機關；profiles 命令列出全部"
    )
    _place(command("help", "使用說明的一頁或一段"), "topic", nargs="?")
    _place(command("handbook", "整本使用說明存成一個檔案"), "book")
    command("profiles", "列出機關類型")
    command("forms", "列出表單")
    command("kinds", "列出紀錄種類與欄位")
    new = command("new", "建立新的機關檔案", "file")
    new.add_argument("--profile", required=True, metavar="類型", help="機關類型；profiles 命令列出全部")
    new.add_argument("--name", metavar="機關全銜", help="印在每一張表單上的名稱（預設為檔名）")
    new.add_argument("--sample", action="store_true", help="填入練習資料")
    _add_records(command)
    _add_papers(command)
    command("undo", "復原最近一次變更", "file")
    command("redo", "重做最近一次復原", "file")
    command("verify", "檢查檔案、異動紀錄與附件", "file")
    command("backup", "備份到指定位置", "file", "target")
    command("copies", "列出自動留下的備份，最新的在前", "file")
    command("restore", "由備份還原", "backup", "file").add_argument(
        "--backup-password-file", metavar="檔案", help="備份的密碼和檔案現在的不同時：內含備份密碼的檔案"
    )
    _add_password(command)
    _add_program(command)
    return parser, named.choices


def _add_program(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands about the program itself."""
    command("screenshots", "輸出每一頁畫面", "file", "folder")
    command("guide", "把兩頁的快速上手存成 PDF", "out").add_argument(
        "--office", metavar="機關檔案", help="第二頁列出這個機關的年度工作（預設為練習用機關）"
    )
    command("self-test", "檢測這個安裝是否正常").add_argument(
        "--out", metavar="資料夾", help="把檢測中做出的檔案留在這裡"
    )


def _add_papers(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Printing, and what was printed."""
    printing = command("print", "列印表單", "file")
    _place(printing, "form", nargs="?")
    _place(printing, "out", nargs="?")
    printing.add_argument("--all", metavar="資料夾", help="列印全部表單")
    printing.add_argument("--blank", action="store_true", help="空白表單")
    printing.add_argument("--year", type=int, metavar="民國年", help="年度表單的年度（預設為本年度）")
    printing.add_argument(
        "--id", type=int, action="append", default=[], metavar="編號", help="只列印這一筆紀錄；可以寫好幾次"
    )
    printing.add_argument("--show-sensitive", action="store_true", help="身分證字號、地址、電話不遮蔽")
    printing.add_argument("--sheet", default="", metavar="標籤紙", help="標籤的規格：3x8、2x7、3x10、5x13")
    printing.add_argument("--skip", type=int, default=0, metavar="格數", help="標籤紙前面已經用掉的格數")
    printing.add_argument("--rulers", action="store_true", help="標籤的試印頁：框線與刻度")
    listing = command("prints", "列印登記：列出，或依編號查印出後資料有沒有變更", "file")
    listing.add_argument("number", nargs="?", metavar="編號", help="列印編號，或掃描條碼得到的文字")


def _add_password(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command that gives a file another password. The password itself is never an argument."""
    changing = command("password", "設定、變更或移除檔案的密碼", "file")
    wanted = changing.add_mutually_exclusive_group()
    wanted.add_argument("--new-password-file", metavar="檔案", help="內含新密碼的檔案（不指定時在終端機詢問）")
    wanted.add_argument("--remove", action="store_true", help="移除密碼")
    changing.add_argument("--keep-copy", action="store_true", help="更改前的檔案另留一份備份")
    changing.add_argument(
        "--copies",
        choices=("keep", "follow", "delete"),
        default="keep",
        help="密碼不同的舊備份：keep 留著（預設）、follow 改成新的密碼、delete 刪除",
    )


def _add_records(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands about records."""
    command("records", "列出紀錄", "file", "kind").add_argument("--show-sensitive", action="store_true", help=_UNMASKED)
    importing = command("import", "由試算表匯入", "file", "kind", "sheet_file")
    importing.add_argument("--dry-run", action="store_true", help="只預覽，不寫入")
    importing.add_argument("--sheet", metavar="工作表", help="檔案裡有好幾張時，指定一張")
    importing.add_argument(
        "--map", type=_heading_and_field, action="append", default=[], metavar="標題=欄位", help="指定標題對應的欄位"
    )
    exporting = command("export", "匯出成試算表（.xlsx、.ods、.csv）", "file", "kind", "out")
    exporting.add_argument("--blank", action="store_true", help="只輸出空白表格")
    exporting.add_argument("--show-sensitive", action="store_true", help=_UNMASKED)
    command("check", "檢查所有紀錄", "file")
    command("reminders", "列出逾期、快到期與缺漏的事", "file")
    command("handover", "列出交接給下一位承辦人的事", "file")
    finding = command("find", "在所有登記簿中尋找", "file")
    _place(finding, "words", nargs="+")
    finding.add_argument("--most", type=int, default=8, metavar="筆數", help="每種登記簿最多列出幾筆")
    attaching = command("attach", "把檔案附在一筆紀錄上", "file", "kind")
    _place(attaching, "id", type=int)
    _place(attaching, "files", nargs="+")
    attached = command("attachments", "列出一筆紀錄的附件", "file", "kind")
    _place(attached, "id", type=int)
    attached.add_argument("--out", metavar="資料夾", help="另存到這個資料夾")
    checklist = command("checklist", "匯入檢核表（ODT 或試算表）", "file", "sheet_file")
    checklist.add_argument("--name", metavar="名稱", help="檢核表名稱（預設由檔案讀出）")
    checklist.add_argument("--edition", metavar="版本", help="例如 115 年（預設由檔案讀出）")
    checklist.add_argument("--source", metavar="來源", help="機關、文號或網址（預設為檔名）")
    checklist.add_argument(
        "--audit-kind",
        default="internal",
        choices=("internal", "self", "peer", "vendor"),
        help="用途：內部稽核（預設）、自評、交互稽核、委外查核",
    )
    checklist.add_argument("--dry-run", action="store_true", help="只列出項目，不寫入")


def _heading_and_field(given: str) -> tuple[str, str]:
    """``--map 品名=name``; argparse turns the error into a word on usage."""
    heading, equals, key = given.rpartition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"「{given}」不是「標題=欄位」")
    return heading, key


def _place(command: argparse.ArgumentParser, name: str, **details: Any) -> None:
    words, meaning = _PLACES[name]
    command.add_argument(name, metavar=words, help=meaning, **details)
