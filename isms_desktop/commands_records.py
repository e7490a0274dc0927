"""What the commands about records do: listing, importing, exporting, checking, attaching, what wants attention."""

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

from isms_desktop.console import emit, known_type, open_file
from isms_desktop.domain import rocdate
from isms_desktop.domain.findings import UserError


def run_records(args: argparse.Namespace) -> int:
    """The records of a type, as a table or by field key."""
    from isms_desktop.services import records

    record_type = known_type(args.kind)
    with open_file(args, read_only=True) as office:
        found = office.all(args.kind)
        if args.json:
            return emit(args, [_plain(office, record, args.show_sensitive) for record in found], ())
        masked = not args.show_sensitive
        lines = ["\t".join(field.label for field in record_type.fields)]
        for record in found:
            shown = (records.show(office, record, field, masked=masked) for field in record_type.fields)
            lines.append("\t".join(text.replace("\n", " ") for text in shown))
        return emit(args, None, lines)


def run_import(args: argparse.Namespace) -> int:
    """A spreadsheet into a register: all of it or nothing, or only a look."""
    from isms_desktop.services import imports

    known_type(args.kind)
    with open_file(args, read_only=args.dry_run) as office:
        plan = imports.prepare(office, args.kind, Path(args.sheet_file), sheet=args.sheet, mapping=dict(args.map))
        summary = plan.as_dict()
        refused = not plan.clean
        if not args.dry_run and not refused:
            imports.commit(office, plan)
        emit(args, summary, imports.as_lines(plan))
        if refused:
            print("試算表中有錯誤或重複的列，沒有匯入任何資料。請更正試算表後再試一次。", file=sys.stderr)
        return 1 if refused else 0


def run_export(args: argparse.Namespace) -> int:
    """A register as a spreadsheet."""
    from isms_desktop.services.exports import export

    known_type(args.kind)
    with open_file(args, read_only=True) as office:
        rows = export(office, args.kind, Path(args.out), blank=args.blank, masked=not args.show_sensitive)
    return emit(args, {"file": args.out, "rows": rows}, [f"已匯出 {rows} 列到「{args.out}」。"])


def run_check(args: argparse.Namespace) -> int:
    """What the checks have to say about every record."""
    from isms_desktop.domain.catalog import record_types
    from isms_desktop.services import records
    from isms_desktop.services.uniqueness import TakenValues

    found = []
    with open_file(args, read_only=True) as office:
        titled = records.title_of(office)
        for record_type in record_types():
            taken = TakenValues(office, record_type.kind)
            for record in office.all(record_type.kind):
                for finding in records.findings(office, record, taken):
                    where = {"kind": record_type.kind, "id": record.id, "title": titled(record_type.kind, record.id)}
                    found.append(where | finding._asdict())
    lines = [f"{each['title']}：{each['text']}{each['advice']}" for each in found] or ["沒有發現問題。"]
    return emit(args, found, lines)


def run_reminders(args: argparse.Namespace) -> int:
    """What is overdue, what will run out, what is missing."""
    from isms_desktop.services.reminders import reminders

    with open_file(args, read_only=True) as office:
        found = reminders(office)
    data = [{**dataclasses.asdict(each), "ids": sorted(each.ids)} for each in found]
    lines = ["\t".join((rocdate.write(each.due) or "－", each.text, each.why)) for each in found]
    return emit(args, data, lines or ["沒有逾期或快到期的事。"])


def run_handover(args: argparse.Namespace) -> int:
    """What the next clerk has to know, part by part."""
    from isms_desktop.services import handover

    with open_file(args, read_only=True) as office:
        found, remarks, name = handover.sections(office), handover.remarks(office), office.agency.name
    data = {"office": name, "remarks": remarks, "sections": [dataclasses.asdict(each) for each in found]}
    lines = [f"交接：{name}", *(line for section in found for line in _handed_over(section)), "", "交接備註", remarks]
    return emit(args, data, lines)


def _handed_over(section: Any) -> list[str]:
    facts = ((each.what, each.text, each.before, each.who, rocdate.write(each.due_on)) for each in section.items)
    lines = ["\t".join(each) for each in facts]
    return ["", section.title, *(lines or [section.nothing])]


def run_find(args: argparse.Namespace) -> int:
    """The records of all registers in which all of the words occur."""
    from isms_desktop.domain.catalog import KINDS, record_type
    from isms_desktop.services.finder import Finder

    query = " ".join(args.words)
    with open_file(args, read_only=True) as office:
        finder = Finder(office, KINDS)
        while not finder.step(1.0):
            pass
        groups = finder.find(query, most=args.most)
    found = [dataclasses.asdict(hit) for group in groups for hit in group.hits]
    lines = [f"{record_type(each['kind']).label}\t{each['id']}\t{each['title']}" for each in found]
    more = [
        f"{record_type(group.kind).label}還有 {left} 筆…" for group in groups if (left := group.count - len(group.hits))
    ]
    return emit(args, found, [*lines, *more] or ["找不到符合的紀錄。"])


def run_attach(args: argparse.Namespace) -> int:
    """Keep files with a record."""
    from isms_desktop.services import attachments

    known_type(args.kind)
    with open_file(args, read_only=False) as office:
        if office.find(args.kind, args.id) is None:
            raise UserError(f"「{args.kind}」沒有編號 {args.id} 的紀錄。", "請先以 records 命令查看編號。")
        done = attachments.attach(office, args.kind, args.id, [Path(each) for each in args.files])
        now = attachments.listed(office, args.kind, args.id)
    said = done.sentence()
    return emit(args, {"said": said, "attachments": [each.name for each in now]}, [said])


def run_attachments(args: argparse.Namespace) -> int:
    """The attachments of a record; with a folder they are written there."""
    from isms_desktop.services import attachments

    known_type(args.kind)
    with open_file(args, read_only=True) as office:
        found = attachments.listed(office, args.kind, args.id)
        if args.out:
            for each in attachments.attachments_of(office, args.kind, args.id):
                target = Path(args.out) / each.name
                if target.exists():
                    raise UserError(f"「{target}」已經存在，沒有覆蓋。", "請指定另一個資料夾。")
                attachments.save_as(office, each, target)
    rows = [{"id": each.id, "name": each.name, "size": each.size, "attached": each.moment} for each in found]
    return emit(args, rows, [f"{each.name}\t{each.size}\t{each.moment}" for each in found] or ["沒有附件。"])


def run_checklist(args: argparse.Namespace) -> int:
    """A checklist of an ODT or a sheet, looked at or taken over."""
    from isms_desktop.services import checklists

    draft = checklists.read(Path(args.sheet_file))
    name, version = args.name or draft.name, args.edition or draft.version
    with open_file(args, read_only=args.dry_run) as office:
        if not args.dry_run:
            checklists.commit(office, draft, name, version, args.audit_kind, args.source or Path(args.sheet_file).name)
    rows = [{"section": each.section, "number": each.number, "question": each.question} for each in draft.items]
    lines = [f"{each['number']}\t{each['question']}" for each in rows] if args.dry_run else []
    return emit(args, {"name": name, "version": version, "items": rows}, [*lines, f"{name} {version}：{len(rows)} 項"])


def _plain(office: Any, record: Any, show_sensitive: bool) -> dict[str, Any]:
    """A record by field key, for JSON; sensitive values masked unless asked for."""
    from isms_desktop.domain.identifiers import mask
    from isms_desktop.services import records

    values = {field.key: records.value_of(office, record, field) for field in record.record_type.fields}
    hidden = () if show_sensitive else (field.key for field in record.record_type.fields if field.sensitive)
    return {"id": record.id} | values | {key: mask(str(values[key])) for key in hidden if values[key]}
