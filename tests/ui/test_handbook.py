"""F1 opens the handbook for what is on top; its window searches, follows links, prints, and stays out of the way."""

import ast
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontDatabase
from PySide6.QtWidgets import QFileDialog, QMenu

import isms_desktop
from isms_desktop.cli import main
from isms_desktop.domain.catalog import record_types
from isms_desktop.services import handbook, own_forms
from isms_desktop.services.handbook import Place
from isms_desktop.ui import theme
from isms_desktop.ui.handbook.dress import headings
from isms_desktop.ui.handbook.lists import place_at
from isms_desktop.ui.handbook.text import PageText
from isms_desktop.ui.handbook.window import HandbookWindow
from isms_desktop.ui.help import topic_of
from isms_desktop.ui.pages import PAGES
from isms_desktop.ui.pages.register_view import RegisterView
from isms_desktop.ui.pages.registers_page import RegistersPage
from isms_desktop.ui.widgets.about import KEYS
from tests.ui.conftest import settle

_WHERE = "右上角的|清單右下角的|右邊的|訊息旁的|卡片上的|紀錄卡上的"
"""What may stand between 按 and the name of a button."""
every_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.page_id)


@pytest.fixture
def book(window, qtbot) -> HandbookWindow:
    """The handbook, open beside the window."""
    window.show_help()
    qtbot.waitExposed(window.help.window)
    return window.help.window


def title_at(topic: str) -> str:
    place = handbook.place_of(topic)
    return handbook.page(place.page).sections[place.section].title


# ---- F1


@every_page
def test_f1_on_every_view_of_a_page_opens_a_section_that_bears_its_name(window, qtbot, entry):
    window.open_page(entry.page_id)
    page = window.workspace.current()
    labels = {each.name: each.label for each in page.entries} if isinstance(page, RegistersPage) else dict(page.views)
    for name, label in labels.items():
        window.open_page(entry.page_id, view=name)
        topic = topic_of(window.room())
        if entry.page_id == "forms" and name == "papers":
            assert topic == f"form-{page.top().printable_form()}"
            topic = "forms-papers"
        assert topic in handbook.topics(), topic
        if label != page.title:
            # 事件與量表 are two lists, each with a section of its own.
            assert label in handbook.as_text(topic), (topic, label)
    settle(qtbot, window)


@every_page
def test_f1_while_a_sheet_is_imported_opens_the_columns_of_that_register(window, qtbot, tmp_path, entry):
    window.open_page(entry.page_id)
    page = window.workspace.current()
    sheet = tmp_path / "清冊.csv"
    sheet.write_text("甲,乙\n1,2\n", encoding="utf-8")
    for each in getattr(page, "entries", ()):
        window.open_page(entry.page_id, view=each.name)
        view = page.top()
        if not isinstance(view, RegisterView) or not view.spec.importable:
            continue
        view.import_file(sheet)
        settle(qtbot, window)
        topic = topic_of(window.room())
        assert topic in handbook.topics()
        assert topic in (f"import-{view.spec.kind}", "checklist-import")
        view.show_list()


def test_f1_on_a_paper_opens_the_entry_of_that_very_paper(window, qtbot):
    for form_id, form in own_forms.built_in().items():
        window.open_page("forms", form=form_id)
        assert title_at(topic_of(window.room())) == form.title
    settle(qtbot, window)


def test_f1_on_what_lies_over_the_tabs_and_on_the_first_page(window, qtbot):
    window.files.show_agency()
    assert topic_of(window.room()) == "agency"
    window.files.show_copies()
    assert title_at(topic_of(window.room())) == "由備份還原"
    window.files.new_office()
    assert title_at(topic_of(window.room())) == "第一次使用"
    window.show_workspace()
    window.workspace.find_anywhere()
    assert title_at(topic_of(window.room())) == "在所有登記簿尋找"


def test_f1_inside_a_view_opens_what_is_done_there(window, qtbot):
    window.open_page("training", face="sign_in")
    assert topic_of(window.room()) == "training-sign_in"
    person = window.office.all("person")[0]
    window.open_page("people", view="people", record_id=person.id, leaving=True)
    assert topic_of(window.room()) == "people-leaving"
    window.open_page("incidents", view="incidents", focus="new")
    assert topic_of(window.room()) == "incident-new"
    window.open_page("audits", view="audits", fill=window.office.all("audit")[0].id)
    assert topic_of(window.room()) == "checklist-fill"
    settle(qtbot, window)


def test_every_topic_that_the_program_asks_for_by_name_is_there():
    asked = set()
    for path in Path(isms_desktop.__file__).parent.joinpath("ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "help_id":
                asked.add(ast.literal_eval(node.value))
    assert asked - {""} <= set(handbook.topics())
    assert asked > {""} or asked


# ---- what it says is so


def test_every_path_through_the_menus_leads_to_a_real_entry(window):
    real = set()

    def walk(menu: QMenu, above: str) -> None:
        for action in menu.actions():
            words = f"{above} → {plain(action)}"
            real.add(words)
            if isinstance(below := action.menu(), QMenu):
                walk(below, words)

    for action in window.menuBar().actions():
        walk(action.menu(), plain(action))
    menus = "|".join(plain(action) for action in window.menuBar().actions())
    words = "\n".join(_words_of_the_program())
    # An entry may bear another word at another time (變更密碼), and a button of the page may follow.
    at_other_times = _words_of("ui/menus.py")
    for page_id in handbook.page_ids():
        for said in re.findall(rf"(?:{menus}) → [^」|\n]+", handbook.page(page_id).markdown):
            menu, entry, *buttons = (each.strip().rstrip("…") for each in said.split(" → "))
            assert f"{menu} → {entry}" in real or entry in at_other_times, (page_id, said)
            assert " → ".join((menu, entry, *buttons)) in real or all(each in words for each in buttons), said


def plain(action: QAction) -> str:
    return without_key(action.text()).split("：")[0]


def without_key(words: str) -> str:
    return re.sub(r"\(&.\)|…", "", words)


def _words_of(path: str) -> set[str]:
    tree = ast.parse(Path(isms_desktop.__file__).parent.joinpath(path).read_text("utf-8"))
    every = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant))
    return {without_key(each) for each in every if isinstance(each, str)}


def test_every_button_that_is_to_be_pressed_exists():
    words = "\n".join(_words_of_the_program())
    wrong = [
        (page_id, said)
        for page_id in handbook.page_ids()
        for said in re.findall(rf"按(?:{_WHERE})?「([^」]+)」", handbook.page(page_id).markdown)
        if not all(each.strip(" …") in words for each in re.split(r"〇+|\d+", said))
    ]
    assert wrong == []


def _words_of_the_program() -> list[str]:
    """Every piece of text in the window's and the record types' code, and what buttons are made of."""
    package = Path(isms_desktop.__file__).parent
    found = {each.label for each in record_types()}
    for part in ("ui", "services", "domain"):
        for path in package.joinpath(part).rglob("*.py"):
            found |= _words_of(str(path.relative_to(package)))
    short = [each for each in found if 0 < len(each) < 8]
    return [*found, *(f"新增{each}" for each in short), *(f"匯入{each}" for each in short)]


def test_every_key_of_the_list_of_keys_is_in_the_handbook():
    words = handbook.page("keys").markdown
    for keys, _meaning in KEYS:
        for key in keys.split("、"):
            assert key in words, key


@pytest.mark.parametrize("page_id", handbook.page_ids())
def test_a_page_is_drawn_without_a_mark_of_its_making(qtbot, page_id):
    page = PageText()
    qtbot.addWidget(page)
    page.show_place(Place(page_id, 0))
    text = page.toPlainText()
    assert not re.search(r"\*\*|`|\{#|\{\{|\]\(|\| --", text)
    titles = [block.text().strip() for block in headings(page.document())]
    assert [re.sub(r"\s+", " ", each) for each in titles] == [each.title for each in handbook.page(page_id).sections]


# ---- its window


def test_the_handbook_is_a_window_of_its_own_that_a_second_f1_uses_again(window, book, qtbot):
    assert book.isWindow()
    assert not book.isModal()
    assert book.parent() is None
    window.open_page("risks")
    next(
        each for each in window.menuBar().actions()[-1].menu().actions() if each.shortcut().toString() == "F1"
    ).trigger()
    assert window.help.window is book
    assert book.where.text() == "每一頁 › 風險評估"
    assert book.windowTitle() == "風險評估 — 使用說明"


def test_typing_lists_where_the_words_are_and_marks_them(book, qtbot):
    book.search.setText("列印登記")  # as an input method enters it
    qtbot.waitUntil(lambda: bool(book.hits.places()))
    assert book.hits.places()[0] == handbook.place_of("yearly-prints")
    assert book.text.place == book.hits.places()[0]
    assert [each.selectedText() for each in book.text.hits()][:1] == ["列印登記"]
    assert len(book.text.extraSelections()) == len(book.text.hits())
    before = book.text.textCursor().position()
    qtbot.keyClick(book, Qt.Key.Key_F3)
    assert book.text.textCursor().position() != before
    qtbot.keyClick(book, Qt.Key.Key_Escape)
    assert book.search.text() == ""
    assert not book.text.extraSelections()
    assert book.contents.isVisible()


def test_nothing_found_says_so(book):
    book.search.setText("查無此字之說明")
    book.search_all()
    assert "找不到" in book.found.text()


def test_links_lead_on_and_back_returns(book, qtbot):
    book.open_topic("year")
    book.text.followed.emit("form-plan")
    assert book.text.place == handbook.place_of("form-plan")
    assert place_at(book.contents.currentItem()) == handbook.place_of("form-plan")
    book.back.click()
    assert book.text.place.page == "year"
    qtbot.keyClick(book, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert book.text.place.page == "calendar"
    book.before.click()
    assert book.text.place.page == "year"
    book.go_to(Place(handbook.page_ids()[0], 0))
    assert not book.before.isEnabled()


def test_a_section_stands_at_the_top_when_it_is_opened(book, qtbot):
    book.resize(900, 500)
    qtbot.waitExposed(book)
    book.open_topic("yearly-rooms")
    block = book.text.textCursor().block()
    assert block.text() == "機房日誌"
    assert 0 <= book.text.cursorRect().top() < book.text.viewport().height() / 2


def test_the_page_follows_text_size_and_theme(window, book, qapp):
    book.open_topic("terms")
    small = book.text.document().begin().charFormat().fontPointSize()
    theme.apply(qapp, "dark", 150)
    large = next(headings(book.text.document()))
    pieces = large.begin().fragment().charFormat()
    assert pieces.fontPointSize() == pytest.approx(theme.BASE_POINTS * 1.5 * 1.6, abs=0.5)
    assert pieces.foreground().color().name().upper() == theme.DARK.text.upper()
    assert small != pieces.fontPointSize()
    theme.apply(qapp, "light", 100)


def test_its_place_is_kept_and_it_goes_with_the_program(window, book):
    book.resize(900, 600)
    book.close()
    assert window.settings.help_window
    window.show_help()
    assert window.help.window.isVisible()
    window.close()
    assert window.help.window is None


def test_every_part_has_a_name_for_screen_readers(book):
    for part in (book.search, book.contents, book.hits, book.text):
        assert part.accessibleName()


def test_a_page_is_saved_as_a_pdf_in_the_letters_of_the_papers(window, book, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "第一次使用"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    book.open_topic("welcome")
    book.save_page()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "共" in book.found.text())
    pdf = PdfReader(target.with_suffix(".pdf"))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "建立機關檔案" in text
    assert f"共{len(pdf.pages)}頁" in re.sub(r"\s", "", text)
    assert pdf.outline[0].title == "第一次使用"
    fonts = {font for page in pdf.pages for font in page["/Resources"]["/Font"].values()}
    assert all(
        "/FontFile2" in str(font.get_object()["/DescendantFonts"][0]["/FontDescriptor"].keys()) for font in fonts
    )
    assert QFontDatabase.families()


def test_a_place_that_cannot_be_written_is_said_in_both_windows(window, book, qtbot, tmp_path):
    book.save(["# 一\n\n文字"], "一", tmp_path / "沒有" / "一.pdf")
    settle(qtbot, window)
    assert "找不到資料夾" in book.found.text()


def test_the_command_line_prints_a_section_and_writes_the_book(capsys, tmp_path):
    assert main(["help", "yearly-prints"]) == 0
    assert capsys.readouterr().out.startswith("## 列印登記\n")
    assert main(["help"]) == 0
    assert "form-plan" in capsys.readouterr().out
    assert main(["help", "nichts"]) == 1
    assert main(["handbook", str(tmp_path / "說明.md")]) == 0
    assert (tmp_path / "說明.md").read_text(encoding="utf-8") == handbook.whole()
    assert main(["handbook", str(tmp_path / "說明.doc")]) == 1
    assert "可以存成 .pdf、.html 或 .md" in capsys.readouterr().err
