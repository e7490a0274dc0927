"""說明 → 授權: every part of the program with its terms."""

from PySide6.QtCore import Qt

from isms_desktop.ui.licences import Licences


def test_the_menu_shows_every_part_and_the_terms_of_the_chosen_one(window):
    window.menus.show_licences()
    [shown] = window.findChildren(Licences)
    titles = [shown.parts.item(row).text() for row in range(shown.parts.count())]
    assert titles[0].startswith("資安維護管家") and "Apache-2.0" in titles[0]
    assert "Apache License" in shown.text.toPlainText()
    [row] = [row for row, title in enumerate(titles) if title.startswith("reportlab ")]
    shown.parts.setCurrentRow(row)
    assert "Redistribution" in shown.text.toPlainText()
    assert shown.parts.findItems("PySide6", Qt.MatchFlag.MatchContains)
    shown.close()
