"""What each command of the command line does: it calls services and says what came of it.

Every command answers with the exit code, and prints lines or, with ``--json``, the shapes that others rely on.
"""

import argparse
import dataclasses
import gc
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.reports import Report

KEY_VARIABLE = "ISMS_DESKTOP_PASSWORD"


# Looking around


def run_profiles(args: argparse.Namespace) -> int:
    """The kinds of office."""
    from isms_desktop.services.offices import profiles

    rows = [{"id": each.id, "title": each.title, "grade": each.grade, "seed": each.seed} for each in profiles()]
    return _emit(args, rows, (f"{row['id']:<32}{row['title']}" for row in rows))


def run_forms(args: argparse.Namespace) -> int:
    """The papers of the program."""
    from isms_desktop.services.printing import form_list

    rows = form_list()
    return _emit(args, rows, (f"{row['id']:<26}{row['title']}" for row in rows))


def run_kinds(args: argparse.Namespace) -> int:
    """The record types and their fields."""
    from isms_desktop.domain.catalog import record_types

    rows = [
        {
            "kind": each.kind,
            "label": each.label,
            "fields": [{"key": field.key, "label": field.label, "kind": field.kind.value} for field in each.fields],
        }
        for each in record_types()
    ]
    return _emit(args, rows, (f"{row['kind']:<14}{row['label']}" for row in rows))


# One office


def run_open(args: argparse.Namespace) -> int:
    """The window, with a file or as it was left."""
    return _show(Path(args.file) if args.file else None)


def run_practice(args: argparse.Namespace) -> int:
    """The window with a practice office."""
    from isms_desktop.services.offices import practice_office

    return _show(practice_office(args.profile))


def _show(file: Path | None) -> int:
    if not _has_screen():
        raise UserError("這台電腦沒有螢幕，開不了視窗。", "請改用命令列：isms-desktop --help 列出全部命令。")
    # Nothing that start-up makes is garbage: looking for some costs a tenth of it. The window turns it on again.
    gc.disable()
    from isms_desktop.ui.app import run

    return run(file)


def run_new(args: argparse.Namespace) -> int:
    """A new office file."""
    from isms_desktop.services.offices import create_office, practice_name

    name = args.name or (practice_name(args.profile) if args.sample else Path(args.file).stem)
    office = create_office(Path(args.file), profile=args.profile, name=name, sample=args.sample, key=_key(args))
    office.close()
    made = {"file": args.file, "name": name, "profile": args.profile}
    return _emit(args, made, [f"已建立「{args.file}」（{name}）。"])


def run_records(args: argparse.Namespace) -> int:
    """The records of a type, as a table or by field key."""
    from isms_desktop.services import records

    record_type = _record_type(args.kind)
    with _office(args, read_only=True) as office:
        found = office.all(args.kind)
        if args.json:
            return _emit(args, [_plain(office, record, args.show_sensitive) for record in found], ())
        masked = not args.show_sensitive
        lines = ["\t".join(field.label for field in record_type.fields)]
        for record in found:
            shown = (records.show(office, record, field, masked=masked) for field in record_type.fields)
            lines.append("\t".join(text.replace("\n", " ") for text in shown))
        return _emit(args, None, lines)


def _plain(office: Any, record: Any, show_sensitive: bool) -> dict[str, Any]:
    """A record by field key, for JSON; sensitive values masked unless asked for."""
    from isms_desktop.domain.identifiers import mask
    from isms_desktop.services import records

    values = {field.key: records.value_of(office, record, field) for field in record.record_type.fields}
    hidden = () if show_sensitive else (field.key for field in record.record_type.fields if field.sensitive)
    return {"id": record.id} | values | {key: mask(str(values[key])) for key in hidden if values[key]}


def run_import(args: argparse.Namespace) -> int:
    """A spreadsheet into a register: all of it or nothing, or only a look."""
    from isms_desktop.services import imports

    _record_type(args.kind)
    with _office(args, read_only=args.dry_run) as office:
        plan = imports.prepare(office, args.kind, Path(args.sheet_file), sheet=args.sheet, mapping=dict(args.map))
        summary = plan.as_dict()
        refused = not plan.clean
        if not args.dry_run and not refused:
            imports.commit(office, plan)
        _emit(args, summary, imports.as_lines(plan))
        if refused:
            print("試算表中有錯誤或重複的列，沒有匯入任何資料。請更正試算表後再試一次。", file=sys.stderr)
        return 1 if refused else 0


def run_export(args: argparse.Namespace) -> int:
    """A register as a spreadsheet."""
    from isms_desktop.services.exports import export

    _record_type(args.kind)
    with _office(args, read_only=True) as office:
        rows = export(office, args.kind, Path(args.out), blank=args.blank, masked=not args.show_sensitive)
    return _emit(args, {"file": args.out, "rows": rows}, [f"已匯出 {rows} 列到「{args.out}」。"])


def run_print(args: argparse.Namespace) -> int:
    """One paper, or all of them into a folder."""
    from isms_desktop.services import printing

    with _office(args, read_only=True) as office:
        if args.all:
            made = printing.print_all(office, Path(args.all), blank=args.blank, year=args.year)
        elif args.form and args.out:
            target = Path(args.out)
            made = [printing.print_form(office, args.form, target, blank=args.blank, year=args.year, ids=args.id)]
        else:
            print("請指定表單與輸出檔，或用 --all 指定資料夾。", file=sys.stderr)
            return 2
    rows = []
    lines = []
    for each in made:
        missing = [str(glyph) for glyph in each.missing]
        rows.append({"form": each.form, "file": str(each.path), "pages": each.pages, "missing": missing})
        lines += [f"{each.path}（{each.pages} 頁）", *missing]
    return _emit(args, rows, lines)


def run_check(args: argparse.Namespace) -> int:
    """What the checks have to say about every record."""
    from isms_desktop.domain.catalog import record_types
    from isms_desktop.services import records
    from isms_desktop.services.uniqueness import TakenValues

    found = []
    with _office(args, read_only=True) as office:
        titled = records.title_of(office)
        for record_type in record_types():
            taken = TakenValues(office, record_type.kind)
            for record in office.all(record_type.kind):
                for finding in records.findings(office, record, taken):
                    where = {"kind": record_type.kind, "id": record.id, "title": titled(record_type.kind, record.id)}
                    found.append(where | dataclasses.asdict(finding))
    lines = [f"{each['title']}：{each['text']}{each['advice']}" for each in found] or ["沒有發現問題。"]
    return _emit(args, found, lines)


def run_undo(args: argparse.Namespace) -> int:
    """Take back the last action."""
    return _step(args, "undo", "已復原")


def run_redo(args: argparse.Namespace) -> int:
    """Bring back what was undone last."""
    return _step(args, "redo", "已重做")


def _step(args: argparse.Namespace, name: str, done: str) -> int:
    from isms_desktop.services import records

    with _office(args, read_only=False) as office:
        changed = records.undo(office) if name == "undo" else records.redo(office)
    touched = {kind: sorted(ids) for kind, ids in changed.touched.items()} if changed else {}
    line = f"{done}：{changed.label}" if changed else "沒有可以復原或重做的變更。"
    return _emit(args, {"label": changed.label if changed else "", "touched": touched}, [line])


def run_verify(args: argparse.Namespace) -> int:
    """Check the file, its history and its attachments."""
    from isms_desktop.services.backups import verify

    with _office(args, read_only=True) as office:
        report = verify(office)
    return _emit_report(args, report)


def run_backup(args: argparse.Namespace) -> int:
    """A verified copy at a place of one's choice."""
    from isms_desktop.services.backups import backup

    with _office(args, read_only=True) as office:
        backup(office, Path(args.target))
    return _emit(args, {"file": args.target}, [f"已備份到「{args.target}」，並檢查無誤。"])


def run_copies(args: argparse.Namespace) -> int:
    """The kept copies of a file, newest first."""
    from isms_desktop.domain.rocdate import write_moment
    from isms_desktop.services.backups import copies

    found = copies(Path(args.file))
    rows = [
        {"file": str(each.path), "made": each.made.isoformat(), "reason": each.reason, "size": each.size}
        for each in found
    ]
    lines = [f"{write_moment(each.made.isoformat())}　{each.reason}　{each.path}" for each in found]
    return _emit(args, rows, lines or ["還沒有備份。"])


def run_restore(args: argparse.Namespace) -> int:
    """Put a copy in the place of the file."""
    from isms_desktop.services.backups import restore

    restore(Path(args.backup), Path(args.file), key=_key(args))
    return _emit(args, {"file": args.file}, [f"已還原「{args.file}」；原來的檔案留在備份資料夾。"])


def run_screenshots(args: argparse.Namespace) -> int:
    """Every page of the window as a picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from isms_desktop.ui.screenshots import take

    made = take(Path(args.file), Path(args.folder))
    return _emit(args, [str(path) for path in made], [str(path) for path in made])


def run_self_test(args: argparse.Namespace) -> int:
    """Prove this installation."""
    if not _has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from isms_desktop.selftest import run_self_test

    report = run_self_test(Path(args.out) if args.out else None)
    return _emit_report(args, report, report.verdict)


# What they share


def _office(args: argparse.Namespace, *, read_only: bool) -> Any:
    import contextlib

    from isms_desktop.services.backups import daily_copy
    from isms_desktop.services.offices import open_office

    office = open_office(Path(args.file), key=_key(args), read_only=read_only)
    if not read_only:
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


def _key(args: argparse.Namespace) -> str | None:
    if args.password_file:
        return _password_in(Path(args.password_file))
    if KEY_VARIABLE in os.environ:
        return os.environ[KEY_VARIABLE]
    if args.ask_password:
        import getpass

        return getpass.getpass("密碼：")
    return None


def _password_in(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError(f"讀不到密碼檔「{file.name}」。", "請確認檔案存在、有讀取權限，並以 UTF-8 儲存。") from problem


def _record_type(kind: str) -> Any:
    from isms_desktop.domain.catalog import KINDS, record_type

    if kind not in KINDS:
        raise UserError(f"沒有「{kind}」這種紀錄。", f"可用的種類：{'、'.join(KINDS)}。")
    return record_type(kind)


def _emit(args: argparse.Namespace, data: Any, lines: Iterable[str]) -> int:
    if args.json:
        print_json(data)
    else:
        for line in lines:
            print(line)
    return 0


def _emit_report(args: argparse.Namespace, report: Report, *closing: str) -> int:
    lines = [f"{'○' if part.ok else '×'} {part.name}：{part.text}" for part in report.parts]
    _emit(args, {"ok": report.ok, **dataclasses.asdict(report)}, [*lines, *closing])
    return 0 if report.ok else 1


def _has_screen() -> bool:
    """Whether a window can be shown: elsewhere than on Windows and macOS the display server says so."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in names)


def print_json(data: Any) -> None:
    """Write data as JSON to standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=2))
