"""F1: the handbook opens where the clerk is, and no page is without its words."""

from PySide6.QtCore import Qt

from isms_desktop import paths
from isms_desktop.ui.handbook import TOPICS, Handbook, title_of, words_of
from isms_desktop.ui.pages import PAGES


def test_every_page_has_its_topic_and_every_file_is_listed():
    assert {entry.page_id for entry in PAGES} <= set(TOPICS)
    assert {path.stem for path in paths.shipped("resources", "help").glob("*.md")} == set(TOPICS)


def test_a_topic_begins_with_its_title_and_says_something():
    for topic in TOPICS:
        assert words_of(topic).startswith("# ")
        assert len(words_of(topic)) > 150, topic


def test_f1_opens_the_topic_of_the_page_on_top(window, qtbot):
    window.open_page("risks")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    book = window.findChild(Handbook)
    assert book.topics.currentItem().text() == "風險評估"
    assert "四次點選" in book.text.toPlainText()
    book.topics.setCurrentRow(TOPICS.index("files"))
    assert title_of("files") in book.text.toPlainText()
    book.close()
