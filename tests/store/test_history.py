"""Every change is kept and nothing kept is altered; undo and redo hold whatever happens in between, across sessions."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.store.history import (
    UNDO_DEPTH,
    entries_of_action,
    entries_of_record,
    entries_since,
    every_row,
    link_hash,
    newest_change,
    values_ever,
)
from isms_desktop.store.office_file import Store, create_store, open_store


def _names(store: Store) -> list[str]:
    return [asset.name for asset in store.all("asset")]


def _rename(store: Store, name: str, asset: int = 1) -> None:
    with store.action(f"改名 {name}") as action:
        action.update("asset", asset, {"name": name})


@pytest.mark.parametrize("statement", ["UPDATE changes SET who = 'x'", "DELETE FROM changes WHERE number = 1"])
def test_the_file_itself_refuses_to_alter_what_was_kept(statement: str, store: Store) -> None:
    with pytest.raises(sqlite.DatabaseError, match="never"):
        store.connection.execute(statement)
    assert store.verify().ok


def test_each_change_is_tied_to_the_one_before(store: Store) -> None:
    _rename(store, "筆電")
    rows = list(every_row(store.connection))
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0][-2] == "0" * 64
    assert [row[-2] for row in rows[1:]] == [row[-1] for row in rows[:-1]]
    assert all(link_hash(row[:-1]) == row[-1] for row in rows)


def test_a_change_keeps_what_was_there_before_and_only_what_differs(store: Store) -> None:
    with store.action("改資產") as action:
        action.update("asset", 1, {"name": "筆電", "number": "HW-001", "core": True})
    (entry,) = entries_of_action(store.connection, action.number)
    assert entry.before == {"name": "電腦", "core": None}
    assert entry.after == {"name": "筆電", "core": True}
    assert (entry.who, entry.label, entry.mode, entry.reverses) == (store.who, "改資產", "do", None)


def test_a_change_that_changes_nothing_leaves_no_trace_and_keeps_redo(store: Store) -> None:
    _rename(store, "筆電")
    store.undo()
    _rename(store, "電腦")
    assert store.labels() == ("新增資產", "改名 筆電")


def test_a_step_that_touches_a_record_more_than_once_is_taken_back_whole(store: Store) -> None:
    with store.action("一連串") as action:
        action.update("asset", 1, {"name": "甲"})
        action.update("asset", 1, {"name": "乙"})
        added = action.insert("asset", {"number": "HW-003"})
        action.update("asset", added, {"name": "丙"})
        action.delete("asset", 2)
    assert _names(store) == ["乙", "丙"]
    store.undo()
    assert _names(store) == ["電腦", ""]
    store.redo()
    assert _names(store) == ["乙", "丙"]
    assert store.verify().ok


def test_the_life_of_a_record_newest_first(store: Store) -> None:
    _rename(store, "甲")
    _rename(store, "乙", asset=2)
    store.undo()
    lives = [entries_of_record(store.connection, "asset", asset) for asset in (1, 2)]
    assert [[entry.mode for entry in life] for life in lives] == [["do", "do"], ["undo", "do", "do"]]


def test_an_id_is_never_given_twice(store: Store) -> None:
    with store.action("刪除") as action:
        action.delete("asset", 2)
    with store.action("新增") as action:
        assert action.insert("asset", {"number": "HW-003"}) == 3
    store.undo()
    store.undo()
    assert [asset.id for asset in store.all("asset")] == [1, 2]


def test_a_deleted_record_comes_back_whole(store: Store) -> None:
    before = store.get("asset", 2)
    with store.action("刪除") as action:
        action.delete("asset", 2)
    store.undo()
    after = store.get("asset", 2)
    assert after.changed >= before.changed
    assert after.replace(changed=before.changed) == before


def test_the_ground_cannot_be_undone(path: Path) -> None:
    store = create_store(path)
    with store.action("建立", "base") as action:
        action.insert("asset", {"number": "HW-001"})
    assert store.undo() is None and store.redo() is None
    assert store.labels() == ("", "")
    store.close()


def test_what_is_gone_cannot_be_changed(store: Store) -> None:
    with pytest.raises(LookupError), store.action("改資產") as action:
        action.update("asset", 99, {"name": "鬼"})
    with pytest.raises(LookupError), store.action("刪除") as action:
        action.delete("asset", 99)


def test_a_long_day_can_be_undone_as_far_as_promised(store: Store) -> None:
    for number in range(UNDO_DEPTH // 2):
        _rename(store, f"第 {number} 次")
    for number in reversed(range(UNDO_DEPTH // 2)):
        assert _names(store)[0] == f"第 {number} 次"
        assert store.undo() is not None
    assert _names(store)[0] == "電腦"
    assert store.verify().ok


class AnyDay(RuleBasedStateMachine):
    """Whatever is added, changed, deleted, undone and redone, in however many sessions, agrees with plain memory."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "某所.isms"
        self.store = create_store(self.path)
        self.now: dict[str, dict[int, Any]] = {"asset": {}, "risk": {}}
        self.past: list[Any] = []
        self.future: list[Any] = []

    def _did(self, before: Any) -> None:
        self.past.append(before)
        self.future.clear()

    def _copy(self) -> dict[str, dict[int, Any]]:
        return {kind: dict(records) for kind, records in self.now.items()}

    @rule(names=st.lists(st.sampled_from(["電腦", "印表機", ""]), min_size=1, max_size=3))
    def add(self, names: list[str]) -> None:
        before = self._copy()
        with self.store.action("新增") as action:
            ids = action.insert_many("asset", [{"number": "N", "name": name} for name in names])
        self.now["asset"] |= dict(zip(ids, names, strict=True))
        self._did(before)

    @precondition(lambda self: self.now["asset"])
    @rule(data=st.data(), event=st.sampled_from(["停電", "失竊"]))
    def add_risk(self, data: st.DataObject, event: str) -> None:
        before = self._copy()
        asset = data.draw(st.sampled_from(sorted(self.now["asset"])))
        with self.store.action("評估") as action:
            self.now["risk"][action.insert("risk", {"asset": asset, "event": event})] = (asset, event)
        self._did(before)

    @precondition(lambda self: self.now["asset"])
    @rule(data=st.data(), name=st.sampled_from(["電腦", "筆電"]))
    def change(self, data: st.DataObject, name: str) -> None:
        before = self._copy()
        asset = data.draw(st.sampled_from(sorted(self.now["asset"])))
        with self.store.action("改名") as action:
            action.update("asset", asset, {"name": name})
        self.now["asset"][asset] = name
        if self.now != before:
            self._did(before)

    @precondition(lambda self: self.now["asset"])
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        before = self._copy()
        asset = data.draw(st.sampled_from(sorted(self.now["asset"])))
        with self.store.action("刪除") as action:
            action.delete("asset", asset)
            for risk, (of_asset, _event) in before["risk"].items():
                if of_asset == asset:
                    action.delete("risk", risk)
                    del self.now["risk"][risk]
        del self.now["asset"][asset]
        self._did(before)

    @rule()
    def fail_half_way(self) -> None:
        with pytest.raises(ZeroDivisionError), self.store.action("失敗") as action:
            action.insert("asset", {"number": "X"})
            _ = 1 / 0

    @rule()
    def undo(self) -> None:
        assert (self.store.undo() is not None) == bool(self.past)
        if self.past:
            self.future.append(self._copy())
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        assert (self.store.redo() is not None) == bool(self.future)
        if self.future:
            self.past.append(self._copy())
            self.now = self.future.pop()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.path)

    @invariant()
    def the_file_holds_what_memory_holds(self) -> None:
        assert {asset.id: asset.name for asset in self.store.all("asset")} == self.now["asset"]
        assert {risk.id: (risk.asset, risk.event) for risk in self.store.all("risk")} == self.now["risk"]

    def teardown(self) -> None:
        try:
            assert self.store.verify().ok
        finally:
            self.store.close()
            shutil.rmtree(self.folder)


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(max_examples=25, stateful_step_count=25)


def test_undo_passes_over_what_has_happened_outside_the_file(store: Store) -> None:
    _rename(store, "筆電")
    with store.action("列印", "keep") as action:
        printed = action.insert("print", {"number": "115-0001", "title": "清冊"})
    assert store.labels() == ("改名 筆電", "")
    undone = store.undo()
    assert undone is not None and undone.label == "改名 筆電"
    assert _names(store)[0] == "電腦" and store.get("print", printed) is not None
    with store.action("列印", "keep") as action:
        action.update("print", printed, {"pages": 3})
    assert store.labels() == ("新增資產", "改名 筆電"), "what was undone can still be brought back"
    store.redo()
    assert _names(store)[0] == "筆電" and store.get("print", printed).pages == 3
    assert store.verify().ok


def test_a_value_that_a_record_once_had_is_known_when_it_is_gone(store: Store) -> None:
    with store.action("列印", "keep") as action:
        ids = action.insert_many("print", [{"number": f"115-000{place}", "title": "清冊"} for place in (1, 2)])
    with store.action("取消", "keep") as action:
        action.delete("print", ids[1])
    assert values_ever(store.connection, "print", "number") == ["115-0001", "115-0002"]


def test_the_changes_since_one_are_those_that_follow_it(store: Store) -> None:
    number = newest_change(store.connection)
    assert list(entries_since(store.connection, number)) == []
    _rename(store, "筆電")
    (entry,) = entries_since(store.connection, number)
    assert (entry.number, entry.kind, entry.after) == (number + 1, "asset", {"name": "筆電"})
