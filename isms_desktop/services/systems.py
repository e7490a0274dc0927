"""資通系統 and 附表十: the controls that a system owes at its level, answered one by one, and when that was done."""

import datetime
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.systems import RESULTS, Control, control_from_table, controls_at, protection_level
from isms_desktop.services import library, records
from isms_desktop.services.audits import Line, Sheet
from isms_desktop.services.offices import Office
from isms_desktop.store.history import Changed


@dataclass(frozen=True, slots=True)
class Baseline:
    """附表十 as it comes with the program."""

    edition: str
    source: str
    verified: bool
    """Whether it was held against the official annex; if not, it must not be called official."""
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class ControlItem:
    """One control as a line of a checklist."""

    id: int
    """Its number."""
    number: str
    section: str
    question: str


@dataclass(frozen=True, slots=True)
class ControlLine(Line):
    """One control of one system. It is not made into a finding: what is lacking stands in its 說明."""

    @property
    def wanting(self) -> bool:
        """Never offered as a finding."""
        return False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the check of one system has come."""

    total: int
    """Controls at the system's level; 0 while it has none."""
    answered: int
    lacking: int
    """Answered 不符合 or 部分符合."""

    @property
    def done(self) -> bool:
        """Whether every control is answered."""
        return 0 < self.total == self.answered


@functools.cache
def baseline() -> Baseline:
    """附表十 of the edition in force."""
    table = library.regulation("baseline")
    controls = tuple(control_from_table(each) for each in table["control"])
    return Baseline(table["edition"], table["source"], table["verified"], controls)


def owed(system: Any) -> list[Control]:
    """The controls that a system owes at its 防護需求等級 (普 ⊂ 中 ⊂ 高)."""
    return controls_at(baseline().controls, protection_level(system))


def sheet(office: Office, system_id: int) -> Sheet | None:
    """The controls of a system as lines to be filled in; None when the system is gone."""
    system = office.find("system", system_id)
    if system is None:
        return None
    there = {each.control: each for each in office.pointing("control_check", "system", system_id)}
    return Sheet(system, None, RESULTS, tuple(_line(each, there.get(each.key)) for each in owed(system)), None)


def progress(office: Office, system: Any) -> Progress:
    """How many controls a system owes, how many are answered, how many of those are lacking."""
    keys = {each.key for each in owed(system)}
    results = [
        each.result
        for each in office.pointing("control_check", "system", system.id)
        if each.result and each.control in keys
    ]
    return Progress(len(keys), len(results), sum(each in ("no", "partly") for each in results))


def answer(office: Office, system_id: int, number: int, result: str, today: datetime.date) -> Changed:
    """Answer one control, or take the answer back with ""; what was explained stays."""
    words = record_type("control_check").field("result").label_of(result) if result else "清除"
    values: dict[str, Value] = {"result": result, "checked_on": today.isoformat() if result else ""}
    return _write(office, system_id, {number: values}, f"檢核 {number}：{words}")


def explain(office: Office, system_id: int, number: int, text: str) -> Changed:
    """Write the 說明 of one control. UserError when it is too long."""
    value = records.parsed(office, "control_check", "explanation", text)
    label = record_type("control_check").field("explanation").label
    return _write(office, system_id, {number: {"explanation": value}}, f"檢核 {number}：{label}")


def conform(
    office: Office, system_id: int, today: datetime.date, numbers: Iterable[int] | None = None
) -> Changed | None:
    """Answer 符合 to every control still open (or to those of ``numbers``); None when there is none."""
    wanted = None if numbers is None else frozenset(numbers)
    found = sheet(office, system_id)
    values: dict[int, dict[str, Value]] = {
        line.item.id: {"result": "yes", "checked_on": today.isoformat()}
        for line in (found.lines if found else ())
        if not line.result and (wanted is None or line.item.id in wanted)
    }
    return _write(office, system_id, values, f"檢核：其餘 {len(values)} 項符合") if values else None


def finish(office: Office, system_id: int, today: datetime.date) -> Changed:
    """Say that a system's controls were looked through today. UserError while some have no answer."""
    system = office.find("system", system_id)
    if system is None:
        raise UserError("這個系統已經被刪除了。", "請返回清單。")
    state = progress(office, system)
    if not state.total:
        raise UserError(f"「{system.name}」還沒有防護需求等級。", "請先在「資通系統」填四個構面。")
    if not state.done:
        raise UserError(f"還有 {state.total - state.answered} 項沒有回答。", "請答完後再完成檢核。")
    day = {"baseline_checked_on": today.isoformat()}
    return records.change(office, "system", {system_id: day}, f"完成防護基準檢核：{system.name}")


def _line(control: Control, check: Any) -> ControlLine:
    words = f"{control.category}：{control.name}"
    if control.change:
        words += f"（115 年修正：{control.change}）"
    item = ControlItem(control.number, control.key, control.dimension, words)
    if check is None:
        return ControlLine(item)
    return ControlLine(item, check.result, check.explanation, check.id)


def _write(office: Office, system_id: int, values: Mapping[int, Mapping[str, Value]], label: str) -> Changed:
    """Write answers in one undoable step."""
    if office.find("system", system_id) is None:
        raise UserError("這個系統已經被刪除了。", "請返回清單。")
    there = {each.control: each.id for each in office.pointing("control_check", "system", system_id)}
    with office.action(label) as action:
        fresh = []
        for number, new in values.items():
            if (known := there.get(str(number))) is not None:
                action.update("control_check", known, new)
            else:
                fresh.append({"system": system_id, "control": str(number), **new})
        action.insert_many("control_check", fresh)
    return action.result()
