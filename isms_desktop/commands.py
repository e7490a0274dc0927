"""What the commands about files, papers and this installation do: they call services and say what came of it.

Every command answers with the exit code, and prints lines or, with ``--json``, the shapes that others rely on.
"""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from isms_desktop.console import emit, emit_report, open_file, password, password_in, print_utf8
from isms_desktop.domain.findings import UserError
from isms_desktop.start import has_screen, show_window

# Looking around


def run_profiles(args: argparse.Namespace) -> int:
    """The kinds of office."""
    from isms_desktop.services.offices import profiles

    rows = [{"id": each.id, "title": each.title, "grade": each.grade, "seed": each.seed} for each in profiles()]
    return emit(args, rows, (f"{row['id']:<32}{row['title']}" for row in rows))


def run_forms(args: argparse.Namespace) -> int:
    """The papers of the program."""
    from isms_desktop.services.printing import form_list

    rows = form_list()
    return emit(args, rows, (f"{row['id']:<26}{row['title']}" for row in rows))


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
    return emit(args, rows, (f"{row['kind']:<14}{row['label']}" for row in rows))


def run_help(args: argparse.Namespace) -> int:
    """A page or a section of the handbook; without a topic what there is."""
    from isms_desktop.services import handbook

    if args.topic:
        words = handbook.as_text(args.topic)
        return emit(args, {"topic": args.topic, "markdown": words}, [words.rstrip()])
    listed = [(topic, handbook.place_of(topic)) for topic in handbook.topics()]
    rows = [
        {"topic": topic, "page": place.page, "title": handbook.page(place.page).sections[place.section].title}
        for topic, place in listed
    ]
    return emit(args, rows, (f"{row['topic']:<28}{row['title']}" for row in rows))


def run_handbook(args: argparse.Namespace) -> int:
    """The whole handbook as one file."""
    from isms_desktop.services import handbook

    target = Path(args.book)
    kind = target.suffix.lower()
    if kind not in (".pdf", ".html", ".md"):
        raise UserError(f"不能存成「{kind or target.name}」。", "可以存成 .pdf、.html 或 .md。")
    if kind == ".md":
        from isms_desktop.safe_write import write_safely

        words = handbook.whole().encode("utf-8")
        write_safely(target, lambda stream: stream.write(words))
    else:
        if not has_screen():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from isms_desktop.ui.handbook.book import write_book

        write_book(target)
    return emit(args, {"file": args.book}, [f"已存成「{args.book}」。"])


# One office


def run_open(args: argparse.Namespace) -> int:
    """The window, with a file or as it was left."""
    return show_window(Path(args.file) if args.file else None)


def run_practice(args: argparse.Namespace) -> int:
    """The window with a practice office."""
    from isms_desktop.services.offices import practice_office

    return show_window(practice_office(args.profile))


def run_new(args: argparse.Namespace) -> int:
    """A new office file."""
    from isms_desktop.services.offices import create_office, practice_name

    name = args.name or (practice_name(args.profile) if args.sample else Path(args.file).stem)
    office = create_office(Path(args.file), profile=args.profile, name=name, sample=args.sample, key=password(args))
    office.close()
    made = {"file": args.file, "name": name, "profile": args.profile}
    return emit(args, made, [f"已建立「{args.file}」（{name}）。"])


def run_print(args: argparse.Namespace) -> int:
    """One paper, or all of them into a folder; each gets a number where the file can be written."""
    from isms_desktop.domain.prints import PrintOrder
    from isms_desktop.services import printing, prints

    if not args.all and not (args.form and args.out):
        print("請指定表單與輸出檔，或用 --all 指定資料夾。", file=sys.stderr)
        return 2
    with open_file(args, read_only=False, or_read_only=True) as office:
        if office.read_only:
            print(f"檔案目前是唯讀的，印出的表單沒有編號，也沒有登記。{_holder(office)}", file=sys.stderr)
        if args.all:
            every = printing.all_orders(office, blank=args.blank, year=args.year, labels=True)
            orders = {name: replace(order, unmasked=args.show_sensitive) for name, order in every.items()}
            made = prints.print_all(office, Path(args.all), orders)
        else:
            labels = {"label_sheet": args.sheet, "label_skip": args.skip, "rulers": args.rulers}
            labels["unmasked"] = args.show_sensitive
            order = PrintOrder(args.form, blank=args.blank, year=args.year, ids=tuple(args.id), **labels)
            made = [prints.print_form(office, order, Path(args.out))]
    rows = []
    lines = []
    for each in made:
        missing = [str(glyph) for glyph in each.missing]
        number = {"number": each.number, "pages": each.pages, "missing": missing}
        rows.append({"form": each.form, "file": str(each.path), **number})
        facts = [f"{each.pages} 頁"] if each.pages else []
        facts += [f"列印編號 {each.number}"] if each.number else []
        lines += [f"{each.path}（{'，'.join(facts)}）" if facts else str(each.path), *missing]
    return emit(args, rows, lines)


def _holder(office: Any) -> str:
    return str(office.holder.sentence()) if office.holder else ""


def run_prints(args: argparse.Namespace) -> int:
    """The print register, newest first; with a number (or what a scanner read) that print and its state."""
    from isms_desktop.services import prints

    with open_file(args, read_only=True) as office:
        found = [prints.find(office, args.number)] if args.number else list(reversed(office.all(prints.KIND)))
        rows = [_print_row(office, each) for each in found]
        if args.number:
            state = prints.state(office, found[0])
            scans = [each.name for each in prints.scans_of(office, found[0].id)]
            rows[0] |= {"state": state.kind, "sentence": state.text, "changed": state.records, "scans": scans}
            lines = [_print_line(rows[0]), state.text, *(f"核章掃描檔：{name}" for name in scans)]
            return emit(args, rows[0], lines)
    return emit(args, rows, map(_print_line, rows) if rows else ["還沒有列印登記。"])


def _print_row(office: Any, printed: Any) -> dict[str, Any]:
    from isms_desktop.services import records

    keys = ("number", "form", "title", "extent", "printed_at", "output", "pages", "printed_by", "sha256")
    fields = printed.record_type.by_key
    return {"id": printed.id} | {key: records.value_of(office, printed, fields[key]) for key in keys}


def _print_line(row: dict[str, Any]) -> str:
    from isms_desktop.domain.rocdate import write_moment

    title = f"{row['title']}（{row['extent']}）" if row["extent"] else row["title"]
    return f"{row['number']}\t{write_moment(row['printed_at'])}\t{title}\t{row['pages'] or '－'} 頁"


def run_undo(args: argparse.Namespace) -> int:
    """Take back the last action."""
    return _step(args, "undo", "已復原")


def run_redo(args: argparse.Namespace) -> int:
    """Bring back what was undone last."""
    return _step(args, "redo", "已重做")


def _step(args: argparse.Namespace, name: str, done: str) -> int:
    from isms_desktop.services import records

    with open_file(args, read_only=False) as office:
        changed = records.undo(office) if name == "undo" else records.redo(office)
    touched = {kind: sorted(ids) for kind, ids in changed.touched.items()} if changed else {}
    line = f"{done}：{changed.label}" if changed else "沒有可以復原或重做的變更。"
    return emit(args, {"label": changed.label if changed else "", "touched": touched}, [line])


def run_verify(args: argparse.Namespace) -> int:
    """Check the file, its history and its attachments."""
    from isms_desktop.services.backups import verify

    with open_file(args, read_only=True) as office:
        report = verify(office)
    return emit_report(args, report)


def run_backup(args: argparse.Namespace) -> int:
    """A verified copy at a place of one's choice."""
    from isms_desktop.services.backups import backup

    with open_file(args, read_only=True) as office:
        backup(office, Path(args.target))
    return emit(args, {"file": args.target}, [f"已備份到「{args.target}」，並檢查無誤。"])


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
    return emit(args, rows, lines or ["還沒有備份。"])


def run_restore(args: argparse.Namespace) -> int:
    """Put a copy in the place of the file."""
    from isms_desktop.services.backups import restore

    its_key = password_in(Path(args.backup_password_file)) if args.backup_password_file else None
    restore(Path(args.backup), Path(args.file), key=password(args), chosen_key=its_key)
    return emit(args, {"file": args.file}, [f"已還原「{args.file}」；原來的檔案留在備份資料夾。"])


def run_screenshots(args: argparse.Namespace) -> int:
    """Every page of the window as a picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from isms_desktop.ui.screenshots import take

    made = take(Path(args.file), Path(args.folder), password(args))
    return emit(args, [str(path) for path in made], [str(path) for path in made])


def run_guide(args: argparse.Namespace) -> int:
    """The two printed pages for beginners, with pictures of this very program."""
    target = Path(args.out)
    if target.suffix.lower() != ".pdf":
        raise UserError(f"快速上手不能存成「{target.name}」。", "請把檔名改成 .pdf 結尾。")
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from isms_desktop.ui.guide import make

    pages = make(target, Path(args.office) if args.office else None)
    return emit(args, {"file": args.out, "pages": pages}, [f"已把快速上手存成「{args.out}」（{pages} 頁）。"])


def run_self_test(args: argparse.Namespace) -> int:
    """Prove this installation."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from isms_desktop.selftest import run_self_test

    report = run_self_test(Path(args.out) if args.out else None, on_screen=not args.off_screen)
    if args.json:
        print_utf8(report.as_json())
    else:
        print(*report.lines, sep="\n")
    return 0 if report.ok else 1
