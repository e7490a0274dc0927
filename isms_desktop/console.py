"""What the commands share: opening an office's file, and printing lines or JSON."""

import argparse
import dataclasses
import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.reports import Report

KEY_VARIABLE = "ISMS_DESKTOP_PASSWORD"


def open_file(args: argparse.Namespace, *, read_only: bool, or_read_only: bool = False) -> Any:
    """The office that a command names, closed at the end of ``with``; the day's copy is made first. UserError.

    ``or_read_only``: a file that cannot be written is no error.
    """
    import contextlib

    from isms_desktop.services.backups import daily_copy
    from isms_desktop.services.offices import open_office

    office = open_office(Path(args.file), key=password(args), read_only=read_only)
    if not read_only and not (or_read_only and office.read_only):
        if office.read_only:
            sentence = office.holder.sentence() if office.holder else "資料夾不能寫入。"
            office.close()
            raise UserError(f"檔案不能更改：{sentence}", "請稍後再試。")
        try:
            daily_copy(office)
        except BaseException:
            office.close()
            raise
    return contextlib.closing(office)


def password(args: argparse.Namespace) -> str | None:
    """The password that was given by file, environment or prompt; None for none. UserError."""
    if args.password_file:
        return password_in(Path(args.password_file))
    if KEY_VARIABLE in os.environ:
        return os.environ[KEY_VARIABLE]
    if args.ask_password:
        import getpass

        return getpass.getpass("密碼：")
    return None


def password_in(file: Path) -> str:
    """The password in a file, without the end of its line. UserError."""
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError(f"讀不到密碼檔「{file.name}」。", "請確認檔案存在、有讀取權限，並以 UTF-8 儲存。") from problem


def asked_password(prompt: str) -> str:
    """A password typed at the terminal. UserError where there is none."""
    import getpass

    if not sys.stdin.isatty():
        raise UserError("這裡不是終端機，無法詢問密碼。", "請用檔案指定密碼：--password-file、--new-password-file。")
    return getpass.getpass(prompt)


def known_type(kind: str) -> Any:
    """The record type of that name. UserError with the names that there are."""
    from isms_desktop.domain.catalog import KINDS, record_type

    if kind not in KINDS:
        raise UserError(f"沒有「{kind}」這種紀錄。", f"可用的種類：{'、'.join(KINDS)}。")
    return record_type(kind)


def emit(args: argparse.Namespace, data: Any, lines: Iterable[str]) -> int:
    """Print the lines, or the data as JSON when that was asked for; the exit code 0."""
    if args.json:
        print_json(data)
    else:
        for line in lines:
            print(line)
    return 0


def emit_report(args: argparse.Namespace, report: Report, *closing: str) -> int:
    """Print a report; the exit code says whether all was well."""
    lines = [f"{'○' if part.ok else '×'} {part.name}：{part.text}" for part in report.parts]
    emit(args, {"ok": report.ok, **dataclasses.asdict(report)}, [*lines, *closing])
    return 0 if report.ok else 1


def print_json(data: Any) -> None:
    """Write data as JSON to standard output."""
    print_utf8(json.dumps(data, ensure_ascii=False, indent=2))


def print_utf8(text: str) -> None:
    """Write what another program reads to standard output: in UTF-8, whatever the code page of the console."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print(text)
