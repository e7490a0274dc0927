"""How the program looks: two sets of colours, one text size, fonts that can draw every name. Nothing here is a picture.

Widgets ask ``colours_of(self)`` while they paint, so that light and dark change at once and nobody keeps a copy.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from isms_desktop import paths

GRID = 8
"""All distances are multiples of it, in pixels."""
BASE_POINTS = 11.0
BAND_COLOURS = {"low": "#3C8D5A", "medium": "#C98212", "high": "#B8372B"}
THEMES = {"system": "跟隨系統", "light": "淺色", "dark": "深色"}

_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_FAMILIES = (
    ("Microsoft JhengHei UI", "Microsoft JhengHei", "Noto Sans CJK TC")
    if sys.platform == "win32"
    else ("Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei", "PingFang TC", "WenQuanYi Micro Hei")
)


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours, as ``#rrggbb``."""

    window: str
    base: str
    """Lists, editors, cards."""
    text: str
    muted: str
    """Help lines and other quiet words."""
    line: str
    scroll: str
    hover: str
    selected: str
    """Behind selected rows, with ``text`` on it."""
    accent: str
    on_accent: str
    link: str
    """The accent as text."""
    error: str
    """Words of an error."""
    info_back: str
    warning_back: str
    error_back: str

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every (text, background) that occurs; each must reach 4.5 : 1."""
        grounds = (self.window, self.base)
        words = (self.text, self.muted, self.link, self.error)
        bars = (self.info_back, self.warning_back, self.error_back, self.hover, self.selected)
        on_bands = tuple((self.on(band), band) for band in BAND_COLOURS.values())
        plain = tuple((word, ground) for word in words for ground in grounds)
        return (*plain, *((self.text, bar) for bar in bars), (self.on_accent, self.accent), *on_bands)

    def on(self, background: str) -> str:
        """Black or white, whichever reads better on that background."""
        return max("#FFFFFF", "#101418", key=lambda word: contrast(word, background))


LIGHT = Colours(
    window="#F4F6F8", base="#FFFFFF", text="#1E2730", muted="#55626E", line="#D5DCE3", scroll="#B4BEC8",
    hover="#E6EDF4", selected="#D3E3F1", accent="#2B5F8A", on_accent="#FFFFFF", link="#2B5F8A", error="#A62B20",
    info_back="#E3EEF7", warning_back="#FBEFD5", error_back="#FBE3E0",
)  # fmt: skip
DARK = Colours(
    window="#1D2125", base="#252A2F", text="#E7EAED", muted="#A7B2BC", line="#3D454D", scroll="#59636D",
    hover="#313941", selected="#2C4A63", accent="#2F6A9A", on_accent="#FFFFFF", link="#86B9E2", error="#F09A90",
    info_back="#22384A", warning_back="#453815", error_back="#4B2723",
)  # fmt: skip


def contrast(first: str, second: str) -> float:
    """Contrast of two colours after WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colours_of(widget: QWidget) -> Colours:
    """The set of colours in which this widget is shown."""
    return _colours_in(widget.palette())


def _colours_in(shown: QPalette) -> Colours:
    return DARK if shown.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def points(widget: QWidget, scale: float = 1.0) -> float:
    """The text size in points, times ``scale``, as the widget shows it."""
    return widget.font().pointSizeF() * scale


def apply(app: QApplication, theme: str, text_size: int) -> None:
    """Show everything in this theme (``THEMES``) and text size (percent), at once."""
    # The frame of the window and the system's own dialogs follow the choice, too.
    app.styleHints().setColorScheme(_SCHEMES.get(theme, Qt.ColorScheme.Unknown))
    dark = theme == "dark" or (theme == "system" and _system_is_dark(app))
    colours = DARK if dark else LIGHT
    size = BASE_POINTS * text_size / 100
    font = QFont(app.font())
    font.setFamilies(list(_families()))
    font.setPointSizeF(size)
    app.setPalette(palette(colours))
    app.setFont(font)
    for window in app.topLevelWidgets():
        if isinstance(window, QMainWindow):
            dress(window)


def dress(window: QMainWindow) -> None:
    """Put on a window what colours and fonts alone cannot say.

    On the window and not on the application: there every part of a page would be dressed anew each time it is put
    into a larger part, which makes the asset page four times as slow to open.
    """
    # The application's palette: a window with a style sheet takes it over only while it is dressed.
    window.setStyleSheet(style_sheet(_colours_in(QApplication.palette()), QApplication.font().pointSizeF()))


def palette(colours: Colours) -> QPalette:
    """The colours as Qt wants them."""
    role = QPalette.ColorRole
    made = QPalette(QColor(colours.window))
    plain: Mapping[QPalette.ColorRole, str] = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.Button: colours.base,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.link,
        role.LinkVisited: colours.link,
        role.Mid: colours.line,
        role.Dark: colours.scroll,
        role.Midlight: colours.hover,
    }
    for each, colour in plain.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.muted))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.line))
    return made


def style_sheet(colours: Colours, size: float) -> str:
    """The few things that a palette cannot say. ``role`` is a dynamic property of the widget (``set_role``)."""
    return (
        _words_and_bars(colours, size)
        + _buttons_and_tabs(colours)
        + _lists_and_editors(colours)
        + _boxes(colours, size)
    )


def _words_and_bars(c: Colours, size: float) -> str:
    return f"""
    QLabel[role="title"] {{ font-size: {size * 1.55:.1f}pt; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: {size * 1.15:.1f}pt; font-weight: 600; }}
    QLabel[role="number"] {{ font-size: {size * 2:.1f}pt; font-weight: 600; color: {c.link}; }}
    QLabel[role="muted"] {{ color: {c.muted}; }}
    QLabel[role="small"] {{ color: {c.muted}; font-size: {size * 0.92:.1f}pt; }}
    QLabel[role="error"] {{ color: {c.error}; }}
    QFrame[role="card"] {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; }}
    QFrame[role="line"] {{ background: {c.line}; border: none; }}
    QFrame[role="info"] {{ background: {c.info_back}; border: none; border-left: 4px solid {c.accent}; }}
    QFrame[role="warning"] {{ background: {c.warning_back}; border: none; border-left: 4px solid #C98212; }}
    QFrame[role="error"] {{ background: {c.error_back}; border: none; border-left: 4px solid #B8372B; }}
    QLabel[role="error"] {{ background: transparent; border: none; }}
    QLabel[role="drop"] {{ background: {c.info_back}; border: 2px dashed {c.link}; border-radius: 6px;
        font-size: {size * 1.15:.1f}pt; font-weight: 600; }}
    """


def _buttons_and_tabs(c: Colours) -> str:
    return f"""
    QPushButton {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 4px; padding: 5px 14px; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:pressed, QPushButton:checked {{ background: {c.selected}; }}
    QPushButton:focus, QPushButton:checked {{ border: 2px solid {c.link}; padding: 4px 13px; }}
    QPushButton:disabled {{ color: {c.muted}; background: {c.window}; }}
    QPushButton[role="main"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QPushButton[role="main"]:hover {{ background: {c.accent}; border-color: {c.text}; }}
    QPushButton[role="main"]:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="main"]:disabled {{ background: {c.line}; color: {c.muted}; border-color: {c.line}; }}
    QPushButton[role="link"] {{ background: transparent; border-color: transparent; color: {c.link}; padding: 3px 6px;
        text-align: left; }}
    QPushButton[role="link"]:hover {{ background: {c.hover}; }}
    QPushButton[role="link"]:disabled {{ color: {c.muted}; }}
    QPushButton[role="link"]:focus {{ border: 1px solid {c.link}; }}
    QTabBar#pages::tab {{ padding: 8px 18px 6px 18px; border: none; border-bottom: 3px solid transparent;
        background: transparent; color: {c.muted}; }}
    QTabBar#pages::tab:hover {{ color: {c.text}; background: {c.hover}; }}
    QTabBar#pages::tab:selected {{ color: {c.link}; border-bottom-color: {c.link}; }}
    QTabBar#pages::tab:focus {{ color: {c.text}; }}
    """


def _lists_and_editors(c: Colours) -> str:
    return f"""
    QStatusBar {{ border-top: 1px solid {c.line}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ padding: 0 8px; }}
    QLineEdit, QPlainTextEdit {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 4px; padding: 4px 6px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {c.link}; padding: 3px 5px; }}
    QAbstractItemView QLineEdit, QAbstractItemView QPlainTextEdit {{ border-radius: 0; padding: 0 2px; }}
    QTreeView, QListView, QTableView {{ border: 1px solid {c.line}; background: {c.base}; }}
    QListView[role="side"] {{ border: none; border-right: 1px solid {c.line}; background: {c.window}; }}
    QTableCornerButton::section {{ background: {c.window}; border: none; }}
    FrozenColumn {{ border: none; border-right: 2px solid {c.line}; }}
    QHeaderView::section {{ background: {c.window}; color: {c.text}; border: none; padding: 4px 6px;
        border-bottom: 1px solid {c.line}; border-right: 1px solid {c.line}; }}
    QScrollBar:vertical {{ width: 12px; background: transparent; }}
    QScrollBar:horizontal {{ height: 12px; background: transparent; }}
    QScrollBar::handle {{ background: {c.scroll}; border-radius: 4px; margin: 2px; min-width: 32px; min-height: 32px; }}
    QScrollBar::handle:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page, QAbstractScrollArea::corner {{ background: transparent; }}
    QMenuBar, QStatusBar {{ background: {c.window}; }}
    QToolTip {{ background: {c.base}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    QScrollArea, QScrollArea > QWidget > QWidget[role="body"] {{ background: transparent; border: none; }}
    """


def _boxes(c: Colours, size: float) -> str:
    """What is ticked, as large as the letters beside it."""
    check = paths.shipped("resources", "icons", "check.svg").as_posix()
    side = max(round(14 * size / BASE_POINTS), 12)
    edge = max(round(side * 5 / 14), 4)
    return f"""
    QRadioButton::indicator, QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{
        width: {side}px; height: {side}px;
        border: 1px solid {c.muted}; border-radius: {side // 2 + 1}px; background: {c.base}; }}
    QRadioButton::indicator:checked {{ width: {side + 2 - 2 * edge}px; height: {side + 2 - 2 * edge}px;
        border: {edge}px solid {c.link}; background: {c.base}; }}
    QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{ border-radius: 3px; }}
    QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked {{
        background: {c.accent}; border-color: {c.accent};
        image: url("{check}"); }}
    QRadioButton::indicator:focus, QCheckBox::indicator:focus {{ border-color: {c.link}; }}
    """


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its place in the look (``title``, ``muted``, ``main`` …; see ``style_sheet``), also later on."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _families() -> tuple[str, ...]:
    present = tuple(family for family in _FAMILIES if QFontDatabase.hasFamily(family))
    if present or QFontDatabase.families(QFontDatabase.WritingSystem.TraditionalChinese):
        return present or tuple(QFontDatabase.families(QFontDatabase.WritingSystem.TraditionalChinese)[:1])
    # 36 MB: only where a name would otherwise be a row of boxes.
    loaded = QFontDatabase.addApplicationFont(str(paths.shipped("resources", "fonts", "TW-Kai.ttf")))
    return tuple(QFontDatabase.applicationFontFamilies(loaded)) if loaded >= 0 else ()
