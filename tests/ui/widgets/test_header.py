"""The top of a page on a small screen with large text."""

from isms_desktop.ui.widgets.header import PageHeader


def test_the_purpose_gives_way_to_the_buttons(qtbot):
    header = PageHeader("風險評估", "每年就每項資產想想會出什麼事、多可能、多嚴重。")
    qtbot.addWidget(header)
    for word in ("清單與分布圖", "逐項評估", "改善計畫"):
        header.add_button(word)
    header.resize(1200, 80)
    header.show()
    assert header.purpose.isVisible()
    header.resize(380, 80)
    assert not header.purpose.isVisible() and header.title.isVisible()
    header.resize(1200, 80)
    assert header.purpose.isVisible()
