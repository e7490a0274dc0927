"""What the handbook takes from the program's own declarations, so that nothing is written down twice.

One function for each directive; each answers with lines of Markdown.
"""

import argparse
import functools
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from isms_desktop.domain.agency import DEFAULT_CHAIN
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field, Kind
from isms_desktop.domain.sources import UNVERIFIED, cited
from isms_desktop.paths import shipped
from isms_desktop.services import library

_KINDS: Mapping[Kind, str] = {
    Kind.TEXT: "文字",
    Kind.LINES: "文字，可以分行",
    Kind.INTEGER: "整數",
    Kind.DECIMAL: "數字",
    Kind.YES_NO: "是、否（寫 V、○、╳、有、無也可以）",
    Kind.DATE: "日期，例如 115.3.1",
    Kind.TIME: "時間，例如 09:30",
    Kind.MOMENT: "日期與時間，例如 115.3.1 09:30",
}
_SHARED_OPTIONS = ("-h", "--json", "--password-file", "--ask-password")
_MONTHS = range(1, 13)


def facts(name: str, of: str) -> Iterator[str]:
    """The lines of a directive ``{{name:of}}``. KeyError for an unknown one: a mistake in the page."""
    yield from _DIRECTIVES[name](of)


# ---- papers


def form_heads() -> Mapping[str, Mapping[str, Any]]:
    """What every paper that comes with the program says of itself, by id, with ``officers``: who seals it."""
    return {path.stem: _head(path.stem) for path in sorted(shipped("forms").glob("*.toml"))}


@functools.cache
def _head(form_id: str) -> Mapping[str, Any]:
    """Only what stands above the blocks, and the officers: reading all of every paper takes a quarter of a second."""
    head, *blocks = shipped("forms", f"{form_id}.toml").read_text(encoding="utf-8").split("[[block]]\n")
    signed = [tomllib.loads(each) for each in blocks if 'type = "signoff"' in each]
    return {**tomllib.loads(head), "officers": _officers(signed)}


def _officers(signed: Iterable[Mapping[str, Any]]) -> str:
    for block in signed:
        if block.get("titles"):
            return f"{'、'.join(block['titles'])}（表單固定）"
        if block.get("proposed"):
            return f"{'、'.join(block['proposed'])}；可以在「陳核層級」改"
        if block.get("when") == "own_chain":
            return "照表單上的核章格；在「陳核層級」另外指定時，改用指定的職稱"
        return f"{'、'.join(DEFAULT_CHAIN)}或本機關的預設；可以在「陳核層級」改"
    return "沒有核章欄"


def _form(form_id: str) -> Iterator[str]:
    head = _head(form_id)
    outputs = ["PDF"] if form_id == "asset_labels" else ["PDF", "ODT", *(("ODS", "XLSX") if head.get("sheets") else ())]
    yield f"## {head['title']} {{#form-{form_id}}}"
    yield ""
    yield from _table(
        ("項目", "內容"),
        (
            ("主題", f"{head['subject']}（「表單列印」清單中的這一組）"),
            ("資料來自", "、".join(record_type(kind).label for kind in head["records"])),
            ("一份印什麼", _extent(head)),
            ("可以存成", "、".join(outputs)),
            ("核章", head["officers"]),
            ("附件編號", _attachments(form_id)),
            ("依據", head["source"].replace("seed ", "範例 ")),
            ("命令列代號", f"`{form_id}`"),
        ),
    )


def _extent(head: Mapping[str, Any]) -> str:
    words = "分開印成好幾份，可以只選其中幾份" if head.get("each") else "全部紀錄印成一份"
    if head.get("yearly"):
        words += "；分年度，可以選以前的年度"
    if none := head.get("none"):
        words += f"。沒有紀錄時印一頁，寫明「{none.replace('{year}', '〇〇〇')}」"
    return words


def _attachments(form_id: str) -> str:
    found = [
        f"{profile.title}：附件 {variant.attachment}"
        for profile in library.profiles().values()
        if (variant := profile.form(form_id)).attachment
    ]
    return "；".join(found) or "沒有（不在各類機關的附件清單裡）"


# ---- importing


def _import(kind: str) -> Iterator[str]:
    register = record_type(kind)
    known_by = "、".join(register.field(key).label for key in register.identity)
    yield f"## {register.label} {{#import-{kind}}}"
    yield ""
    yield f"「{known_by}」相同的，就是同一筆。命令列的種類代號是 `{kind}`。"
    yield ""
    yield from _table(
        ("欄位", "必填", "怎麼填", "也認得的標題"),
        (
            (field.label, "必填" if field.required else "", _how(field), "、".join(field.synonyms))
            for field in register.stored
        ),
    )


def _how(field: Field) -> str:
    parts = [_value(field)]
    if field.words:
        parts.append("也可以寫文字")
    if field.unique:
        parts.append("不能重複")
    if field.sensitive:
        parts.append("平時遮蔽")
    if field.unit and field.kind in (Kind.INTEGER, Kind.DECIMAL):
        parts.append(f"單位：{field.unit}")
    return "；".join(parts) + (f"。{field.help.rstrip('。')}。" if field.help else "")


def _value(field: Field) -> str:
    if field.kind in (Kind.REF, Kind.REFS):
        return f"「{record_type(field.target).label}」裡的名稱；沒有這一筆時，那一列不能匯入"
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        listed = "、".join(each.label for each in field.options) or "依機關類型而定"
        return f"可以好幾個，用「、」隔開：{listed}" if field.kind is Kind.CHOICES else f"其中一個：{listed}"
    return _KINDS[field.kind] + ("，依本機關的量表" if field.scale else "")


# ---- the command line


def _command(name: str) -> Iterator[str]:
    command = _commands()[name]
    actions = [each for each in command._actions if not set(each.option_strings) & set(_SHARED_OPTIONS)]
    yield f"## {name}　{command.description} {{#command-{name}}}"
    yield ""
    yield "`" + " ".join(["isms-desktop", name, *map(_usage, actions)]) + "`"
    yield ""
    if actions:
        yield from _table(("寫法", "意思"), ((f"`{_spelling(each)}`", each.help or "") for each in actions))


@functools.cache
def _commands() -> Mapping[str, argparse.ArgumentParser]:
    from isms_desktop.command_line import parser_with_commands

    return parser_with_commands()[1]


def _usage(action: argparse.Action) -> str:
    words = _spelling(action) + ("…" if action.nargs == "+" else "")
    return words if action.required else f"[{words}]"


def _spelling(action: argparse.Action) -> str:
    taken = action.metavar or "｜".join(map(str, action.choices or ()))
    return " ".join(filter(None, (*action.option_strings[:1], str(taken))))


# ---- the year


def _calendar(_of: str) -> Iterator[str]:
    """Every duty by the month in which it falls due, in the order of the calendar year."""
    from isms_desktop.domain.duties import duty_from_table
    from isms_desktop.domain.tasks import CYCLES

    duties = [duty_from_table(each) for each in library.regulation("duties")["duty"]]
    cycles = {each.value: each.label for each in CYCLES}
    for month in _MONTHS:
        rows = [
            (f"{int(day[3:])} 日", duty.name, cycles[duty.cycle], _owed_by(duty), duty.why, _basis(duty))
            for duty in duties
            for day in duty.due
            if int(day[:2]) == month
        ]
        yield f"## {month} 月"
        yield ""
        if rows:
            yield from _table(("期限", "工作", "週期", "誰要做", "說明", "依據"), rows)
        else:
            yield "這個月沒有固定的工作。"
        yield ""


def _owed_by(duty: Any) -> str:
    titles = [found.title for each in duty.profiles if (found := library.profile(each))]
    return "、".join(titles) if titles else "、".join(duty.grades) + " 級"


def _basis(duty: Any) -> str:
    return cited(duty.basis, duty.verified) + ("" if duty.due_fixed else "；日期為建議")


def _registers(_of: str) -> Iterator[str]:
    """The registers that not every office is asked to keep."""
    from isms_desktop.domain.duties import asked_from_table

    yield from _table(
        ("登記簿", "要記的機關", "為什麼別的機關可以不用", "依據"),
        (
            (record_type(each.kind).label, _kept_by(each), each.why, cited(each.basis, each.verified))
            for each in map(asked_from_table, library.regulation("registers")["register"])
        ),
    )


def _kept_by(asked: Any) -> str:
    grades = ["、".join(asked.grades) + " 級"] if asked.grades else []
    return "；".join([*grades, *(found.title for each in asked.profiles if (found := library.profile(each)))])


# ---- kinds of office, words


def _profiles(_of: str) -> Iterator[str]:
    yield from _table(
        ("機關類型", "等級", "特色", "命令列代號"),
        ((each.title, f"{each.grade} 級", each.summary, f"`{each.id}`") for each in library.profiles().values()),
    )


def _unverified(_of: str) -> Iterator[str]:
    yield f"寫著「{UNVERIFIED.strip('（）')}」的條文與數字，還沒有對照官方公布的文字。引用到公文或計畫之前，請先查證。"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = tuple(heads)
    yield _row(columns)
    yield _row("---" for _ in columns)
    for row in rows:
        yield _row(row)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(each.replace("|", "｜").replace("\n", " ") for each in cells) + " |"


_DIRECTIVES: Mapping[str, Callable[[str], Iterator[str]]] = {
    "form": _form,
    "import": _import,
    "command": _command,
    "calendar": _calendar,
    "registers": _registers,
    "profiles": _profiles,
    "unverified": _unverified,
}
