"""A record's card: what it shows, and that it saves when the clerk leaves a field."""

import dataclasses
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from isms_desktop.services import records
from isms_desktop.services.settings import Settings
from isms_desktop.ui.formkit import FieldRow, RecordCard
from isms_desktop.ui.grid.register import Register

K = Qt.Key


@dataclass
class QuietShell:
    """Keeps what it is told."""

    settings: Settings = field(default_factory=Settings)
    changes: list = field(default_factory=list)
    said: list = field(default_factory=list)

    def remember(self, **values: object) -> None:
        self.settings = dataclasses.replace(self.settings, **values)

    def changed(self, changed) -> None:
        self.changes.append(changed)

    def say(self, text: str, kind: str = "info", action=None) -> None:
        self.said.append(text)


@pytest.fixture
def make_card(qtbot, office):
    """The card of the first record of a kind, in a window."""

    def make(kind: str = "asset", width: int = 420) -> RecordCard:
        card = RecordCard(Register(office, kind), QuietShell())
        window = QMainWindow()
        window.setCentralWidget(card)
        card.window_kept = window
        qtbot.addWidget(window)
        window.resize(width, 700)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        card.show_record(records.all_records(office, kind)[0].id)
        QApplication.processEvents()
        return card

    return make


def first(office, kind="asset"):
    return records.all_records(office, kind)[0]


def retype(row: FieldRow, text: str) -> None:
    row.editor.setFocus()
    QTest.keySequence(row.editor, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keyClicks(row.editor, text)


def test_a_field_is_saved_when_the_clerk_leaves_it(make_card, office):
    card = make_card()
    retype(card.rows["location"], "Room 9")
    assert first(office).location != "Room 9"
    QTest.keyClick(card.rows["location"].editor, K.Key_Tab)
    assert first(office).location == "Room 9"
    assert records.undo_label(office) == "修改存放位置"
    assert len(card._shell.changes) == 1


def test_going_through_the_fields_saves_nothing(make_card, office):
    card = make_card()
    card.rows["number"].editor.setFocus()
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget(), K.Key_Tab)
    assert not card._shell.changes


def test_a_refused_value_stays_with_the_reason_below_it(make_card, office):
    card = make_card()
    row = card.rows["quantity"]
    retype(row, "-5")
    QTest.keyClick(row.editor, K.Key_Return)
    assert row.error.isVisible()
    assert "小於 0" in row.error.text()
    assert "尚未儲存" in row.error.text()
    assert row.editor.raw() == "-5"
    assert first(office).quantity != -5
    QTest.keyClick(row.editor, K.Key_Escape)
    assert row.editor.raw() == str(first(office).quantity)


def test_a_level_is_chosen_with_its_word_and_the_value_follows(make_card, office):
    card = make_card()
    for key in ("confidentiality", "integrity", "availability"):
        box = card.rows[key].editor
        box.setCurrentIndex(1)
        box.activated.emit(1)
    assert box.currentText().startswith("1　")
    assert card.rows["value"].editor.text() == "3"


def test_the_help_line_belongs_to_the_field_with_the_cursor(make_card):
    card = make_card()
    row = card.rows["property_number"]
    assert not row.help.isVisible()
    row.editor.setFocus()
    assert row.help.isVisible()
    card.rows["serial"].editor.setFocus()
    assert not row.help.isVisible()


def test_findings_stand_under_their_field(make_card, office):
    card = make_card()
    asset = first(office)
    records.change(office, "asset", {asset.id: {"special_data": True, "personal_data": False}}, "x")
    card.refresh(None)
    assert "勾選了特種個資" in card.rows["special_data"].error.text()
    assert card.rows["special_data"].error.isVisible()


def test_every_editor_has_a_name_for_the_screen_reader(make_card):
    card = make_card()
    assert all(row.editor.accessibleName() == row.field.label for row in card.rows.values() if row.field.stored)


def test_levels_that_the_office_does_not_use_are_left_out(make_card):
    assert "compliance" not in make_card().rows, "the method of this office counts C, I and A alone"


def test_two_columns_when_there_is_room(make_card):
    narrow, wide = make_card(width=400), make_card(width=1100)
    assert narrow.rows["name"].x() == narrow.rows["number"].x()
    assert wide.rows["category"].x() > wide.rows["number"].x()


def test_history_is_folded_until_asked_for_and_reads_in_words(make_card, office):
    card = make_card()
    asset = first(office)
    records.change(office, "asset", {asset.id: {"location": "地下室"}}, "修改存放位置")
    card.refresh(None)
    assert not card.folds.history.lines.isVisible()
    card.folds.history.button.click()
    assert f"存放位置：{asset.location} → 地下室" in card.folds.history.lines.text()
    card.show_record(records.all_records(office, "asset")[1].id)
    assert not card.folds.history.lines.isVisible()


def test_a_card_without_a_record_says_what_to_do(make_card, office):
    card = make_card()
    card.show_record(0)
    assert card.title.text().startswith("請在清單中選一筆")
    card.show_record(999_999)
    assert card.title.text().startswith("請在清單中選一筆")


def test_a_sensitive_field_is_masked_until_the_clerk_goes_into_it(make_card, office):
    person = first(office, "person")
    records.change(office, "person", {person.id: {"national_id": "A123456789"}}, "x")
    card = make_card("person")
    row = card.rows["national_id"]
    assert row.editor.text() == "A12345****"
    row.editor.setFocus()
    assert row.editor.text() == "A123456789"
    card.rows["name"].editor.setFocus()
    assert row.editor.text() == "A12345****"
    assert not card._shell.changes, "looking is not changing"


def test_several_choices_are_ticked(make_card, office):
    card = make_card("person")
    row = card.rows["roles"]
    before = row.editor.raw()
    box = row.editor.boxes["稽核人員"]
    box.click()
    assert ("auditor" in first(office, "person").roles) == box.isChecked()
    assert row.editor.raw() != before


def test_ctrl_z_with_nothing_to_take_back_in_the_field_is_the_windows(make_card):
    card = make_card()
    window = card.window()
    pressed = []
    action = window.addAction("復原")
    action.setShortcut(QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda: pressed.append(1))
    card.rows["location"].editor.setFocus()

    def override() -> bool:
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, K.Key_Z, Qt.KeyboardModifier.ControlModifier, "z")
        event.ignore()
        QApplication.sendEvent(QApplication.focusWidget(), event)
        return event.isAccepted()

    assert not override()
    QTest.keyClicks(card.rows["location"].editor, "x")
    assert override(), "letters just typed are taken back in the field itself"


def test_a_read_only_file_is_for_looking_only(office, qtbot):
    from isms_desktop.services.offices import open_office

    second = open_office(office.path, read_only=True)
    card = RecordCard(Register(second, "asset"), QuietShell())
    qtbot.addWidget(card)
    card.show_record(first(second).id)
    assert card.rows["name"].editor.isReadOnly()
    assert not card.rows["category"].editor.isEnabled()
    second.close()
