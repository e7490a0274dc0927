"""The first-run page: three questions make an office; beside them the practice office and the files there are."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from isms_desktop import PROGRAM
from isms_desktop.services import offices
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import PageHeader, button_with
from isms_desktop.ui.widgets.labels import wrapped
from isms_desktop.ui.widgets.message_bar import MessageBar

_WIDTH = 1280
"""Pixels beyond which lines would be too long to read."""


class WelcomePage(QWidget):
    """What a clerk sees who has no file yet, or wants another one."""

    help_id = "welcome"
    practise_asked = Signal()
    choose_asked = Signal()
    """The clerk wants to point at a file."""
    open_asked = Signal(object)
    """The clerk wants this file (``Path``)."""
    create_asked = Signal(object, str, str)
    """(``Path``, profile id, name of the office): the three questions are answered."""
    left = Signal()
    """Back to the open office."""

    def __init__(self, recent: Sequence[str] = (), open_office: str = "") -> None:
        """``recent``: the files opened last; ``open_office``: the name of the office to which one can go back."""
        super().__init__()
        self._recent = [Path(name) for name in recent]
        self._open_office = open_office
        self._path_is_own = False
        self.messages = MessageBar()
        sheet = QWidget()
        set_role(sheet, "body")
        sheet.setMaximumWidth(_WIDTH)
        columns = QHBoxLayout()
        columns.setSpacing(GRID * 3)
        columns.addWidget(self._questions(), 7)
        columns.addLayout(self._other_ways(), 3)
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        inside.setSpacing(GRID * 2)
        inside.addWidget(self._header())
        inside.addLayout(columns)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        middle = QWidget()
        set_role(middle, "body")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(sheet, 100)
        row.addStretch(1)
        scroll.setWidget(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(scroll, 1)
        self._propose_path()

    def _header(self) -> PageHeader:
        header = PageHeader(PROGRAM, "一個機關一個檔案，不需要網路，也不需要管理主機。回答三個問題，就可以開始。")
        if self._open_office:
            header.add_button(f"回到「{self._open_office}」").clicked.connect(self.left)
        return header

    def _questions(self) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 3 // 4)
        column.addWidget(_heading("1　您的機關最像哪一種？"))
        self.profiles = QButtonGroup(self)
        self._ids: list[str] = []
        column.addLayout(self._profile_choices())
        self.profiles.button(0).setChecked(True)
        column.addSpacing(GRID)
        column.addWidget(_heading("2　機關全銜"))
        self.name = QLineEdit()
        self.name.setPlaceholderText("例如：〇〇縣〇〇國民小學")
        self.name.setAccessibleName("機關全銜")
        self.name.setMaxLength(80)
        self.name.textChanged.connect(self._propose_path)
        column.addWidget(self.name)
        self.name_problem = _problem()
        column.addWidget(self.name_problem)
        column.addWidget(_heading("3　檔案放在哪裡？"))
        self.path = QLineEdit()
        self.path.setAccessibleName("檔案位置")
        self.path.textEdited.connect(self._on_path_edited)
        choose = button_with("選擇位置…")
        choose.clicked.connect(self._choose_path)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        column.addLayout(row)
        self.path_problem = _problem()
        column.addWidget(self.path_problem)
        column.addWidget(wrapped("muted", "所有紀錄、掃描檔和歷程都在這一個檔案裡。複製這個檔案，就是搬家或備份。"))
        column.addSpacing(GRID)
        self.make = button_with("建立機關檔案", main=True)
        self.make.clicked.connect(self._create)
        self.name.returnPressed.connect(self._create)
        column.addWidget(self.make)
        return card

    def _profile_choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for place, profile in enumerate(offices.profiles()):
            radio = QRadioButton(profile.title)
            radio.setAccessibleDescription(profile.summary)
            words = wrapped("muted", profile.summary)
            set_role(words, "small")
            words.setBuddy(radio)
            self.profiles.addButton(radio, place)
            self._ids.append(profile.id)
            grid.addWidget(radio, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, place, 1)
        return grid

    def _other_ways(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID * 2)
        practise = button_with("開啟練習用機關")
        practise.clicked.connect(self.practise_asked)
        column.addWidget(_way("先練習看看", "一個虛構的學校，資產、風險和人員都填好了，可以放心試、隨意改。", practise))
        choose = button_with("開啟檔案…")
        choose.clicked.connect(self.choose_asked)
        column.addWidget(_way("已經有機關檔案", "前一位承辦人交接的檔案，直接開啟就可以接著做。", choose))
        if self._recent:
            links = []
            for path in self._recent:
                words = f"{path.stem}（找不到）" if offices.is_gone(path) else path.stem
                link = button_with(words, link=True, tip=str(path))
                link.setEnabled(not offices.is_gone(path))
                link.clicked.connect(lambda _checked=False, path=path: self.open_asked.emit(path))
                links.append(link)
            column.addWidget(_way("最近使用的檔案", "", *links))
        column.addStretch(1)
        return column

    def _propose_path(self) -> None:
        if not self._path_is_own:
            self.path.setText(str(offices.proposed_path(self.name.text())))

    def _on_path_edited(self, text: str) -> None:
        self._path_is_own = bool(text.strip())
        if not self._path_is_own:
            self._propose_path()

    def _choose_path(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self, "機關檔案放在", self.path.text(), f"機關檔案 (*{offices.SUFFIX})"
        )
        if name:
            self._path_is_own = True
            self.path.setText(name if name.endswith(offices.SUFFIX) else name + offices.SUFFIX)

    def _create(self) -> None:
        name, path = self.name.text().strip(), offices.full_path(self.path.text())
        self.name_problem.setVisible(not name)
        self.name_problem.setText("請填寫機關全銜，它會印在每一張表單上。")
        taken = offices.is_taken(path)
        self.path_problem.setVisible(taken)
        self.path_problem.setText("這個位置已經有同名的檔案。請換一個檔名，或改用「開啟檔案」。")
        if not name:
            self.name.setFocus()
        elif taken:
            self.path.setFocus()
        else:
            self.create_asked.emit(path, self._ids[self.profiles.checkedId()], name)


def _way(title: str, text: str, *buttons: QWidget) -> QFrame:
    card = QFrame()
    set_role(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
    column.setSpacing(GRID)
    column.addWidget(_heading(title))
    if text:
        column.addWidget(wrapped("muted", text))
    for button in buttons:
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    set_role(label, "heading")
    return label


def _problem() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    set_role(label, "error")
    label.hide()
    return label
