"""The command line: the same services as the window, for tests, power users and a supervising authority.

Every command takes ``--json``. Exit code 0: done; 1: the user's world (a Chinese sentence on stderr); 2: usage.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Container, Sequence
from typing import TypeAlias

from isms_desktop import __version__, commands, commands_password, commands_records
from isms_desktop.console import print_json
from isms_desktop.domain.findings import UserError

Command: TypeAlias = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser, names = _parser()
    # Double-clicking a file starts the program with nothing but its path.
    if not given or (len(given) == 1 and not given[0].startswith("-") and given[0] not in names):
        given = ["open", *given]
    parsed = parser.parse_args(given)
    command: Command = parsed.command
    _print_any_name()
    try:
        return command(parsed)
    except BrokenPipeError:  # the reader has seen enough (… | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UserError as problem:
        if parsed.json:
            print_json({"error": problem.text, "advice": problem.advice})
        print(problem, file=sys.stderr)
        return 1


def _heading_and_field(given: str) -> tuple[str, str]:
    """``--map 品名=name``; argparse turns the error into a word on usage."""
    heading, equals, key = given.rpartition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"「{given}」不是「標題=欄位」")
    return heading, key


def _print_any_name() -> None:
    """A console of the old code page shows a rare character as ``?`` instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser() -> tuple[argparse.ArgumentParser, Container[str]]:
    """The parser, and the names of its commands."""
    parser = argparse.ArgumentParser(prog="isms-desktop", description="資安維護管家")
    parser.add_argument("--version", action="version", version=f"資安維護管家 {__version__}")
    named = parser.add_subparsers(required=True, metavar="命令")

    def command(name: str, run: Command, text: str, *positional: str) -> argparse.ArgumentParser:
        made = named.add_parser(name, help=text, description=text)
        made.set_defaults(command=run)
        made.add_argument("--json", action="store_true", help="以 JSON 輸出")
        made.add_argument("--password-file", metavar="檔案", help="內含密碼的檔案")
        made.add_argument("--ask-password", action="store_true", help="詢問密碼")
        for each in positional:
            made.add_argument(each)
        return made

    command("open", commands.run_open, "開啟視窗（預設）").add_argument("file", nargs="?")
    command("practice", commands.run_practice, "開啟練習用機關").add_argument(
        "--profile", default="elementary-school-d"
    )
    command("profiles", commands.run_profiles, "列出機關類型")
    command("forms", commands.run_forms, "列出表單")
    command("kinds", commands.run_kinds, "列出紀錄種類與欄位")
    new = command("new", commands.run_new, "建立新的機關檔案", "file")
    new.add_argument("--profile", required=True, metavar="類型")
    new.add_argument("--name", metavar="機關全銜")
    new.add_argument("--sample", action="store_true", help="填入練習資料")
    _add_records(command)
    printing = command("print", commands.run_print, "列印表單", "file")
    printing.add_argument("form", nargs="?")
    printing.add_argument("out", nargs="?")
    printing.add_argument("--all", metavar="資料夾", help="列印全部表單")
    printing.add_argument("--blank", action="store_true", help="空白表單")
    printing.add_argument("--year", type=int, metavar="民國年", help="年度表單的年度（預設為本年度）")
    printing.add_argument("--show-sensitive", action="store_true", help="身分證字號、地址、電話不遮蔽")
    printing.add_argument("--id", type=int, action="append", default=[], help="只列印這些紀錄")
    printing.add_argument("--sheet", default="", metavar="標籤紙", help="標籤的規格：3x8、2x7、3x10、5x13")
    printing.add_argument("--skip", type=int, default=0, metavar="格數", help="標籤紙前面已經用掉的格數")
    printing.add_argument("--rulers", action="store_true", help="標籤的試印頁：框線與刻度")
    listing = command("prints", commands.run_prints, "列印登記：列出，或依編號查印出後資料有沒有變更", "file")
    listing.add_argument("number", nargs="?", metavar="編號", help="列印編號，或掃描條碼得到的文字")
    command("undo", commands.run_undo, "復原最近一次變更", "file")
    command("redo", commands.run_redo, "重做最近一次復原", "file")
    command("verify", commands.run_verify, "檢查檔案、異動紀錄與附件", "file")
    command("backup", commands.run_backup, "備份到指定位置", "file", "target")
    command("copies", commands.run_copies, "列出自動留下的備份，最新的在前", "file")
    command("restore", commands.run_restore, "由備份還原", "backup", "file").add_argument(
        "--backup-password-file", metavar="檔案", help="備份的密碼和檔案現在的不同時：內含備份密碼的檔案"
    )
    _add_password(command)
    command("screenshots", commands.run_screenshots, "輸出每一頁畫面", "file", "folder")
    command("self-test", commands.run_self_test, "檢測這個安裝是否正常").add_argument("--out", metavar="資料夾")
    return parser, named.choices


def _add_password(command: Callable[..., argparse.ArgumentParser]) -> None:
    changing = command("password", commands_password.run_password, "設定、變更或移除檔案的密碼", "file")
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
    command("records", commands_records.run_records, "列出紀錄", "file", "kind").add_argument(
        "--show-sensitive", action="store_true"
    )
    importing = command("import", commands_records.run_import, "由試算表匯入", "file", "kind", "sheet_file")
    importing.add_argument("--dry-run", action="store_true", help="只預覽，不寫入")
    importing.add_argument("--sheet", metavar="工作表")
    importing.add_argument(
        "--map", type=_heading_and_field, action="append", default=[], metavar="標題=欄位", help="指定標題對應的欄位"
    )
    exporting = command(
        "export", commands_records.run_export, "匯出成試算表（.xlsx、.ods、.csv）", "file", "kind", "out"
    )
    exporting.add_argument("--blank", action="store_true", help="只輸出空白表格")
    exporting.add_argument("--show-sensitive", action="store_true")
    command("check", commands_records.run_check, "檢查所有紀錄", "file")
    command("reminders", commands_records.run_reminders, "列出逾期、快到期與缺漏的事", "file")
    finding = command("find", commands_records.run_find, "在所有登記簿中尋找", "file")
    finding.add_argument("words", nargs="+")
    finding.add_argument("--most", type=int, default=8, metavar="筆數", help="每種登記簿最多列出幾筆")
    attaching = command("attach", commands_records.run_attach, "把檔案附在一筆紀錄上", "file", "kind")
    attaching.add_argument("id", type=int)
    attaching.add_argument("files", nargs="+")
    attached = command("attachments", commands_records.run_attachments, "列出一筆紀錄的附件", "file", "kind")
    attached.add_argument("id", type=int)
    attached.add_argument("--out", metavar="資料夾", help="另存到這個資料夾")
    checklist = command("checklist", commands_records.run_checklist, "匯入檢核表（ODT 或試算表）", "file", "sheet_file")
    checklist.add_argument("--name", metavar="名稱")
    checklist.add_argument("--edition", metavar="版本")
    checklist.add_argument("--source", metavar="來源", help="機關、文號或網址（預設為檔名）")
    checklist.add_argument("--audit-kind", default="internal", choices=("internal", "self", "peer", "vendor"))
    checklist.add_argument("--dry-run", action="store_true", help="只列出項目，不寫入")


if __name__ == "__main__":
    sys.exit(main())
