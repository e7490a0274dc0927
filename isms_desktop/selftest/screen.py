"""The window: each of its pages is shown and has something on it, the handbook can be read, signals arrive."""

from isms_desktop.domain.findings import UserError
from isms_desktop.selftest.ground import REINSTALL, TELL, Ground, expect

SIGNALS = 20_000
"""PySide6 6.12 aborts on Python 3.11 before this many: see the note in pyproject.toml."""
_WORDS = 100
"""Characters that a page of the handbook has at least."""
_COLOURS = 24
"""Colours that the least page has; an empty window has three or four."""


def handbook(_ground: Ground) -> str:
    """Each page of the handbook can be read and has words, and each page of the window is found in it."""
    from isms_desktop.services import handbook as book
    from isms_desktop.ui.pages import PAGES

    try:
        pages = book.page_ids()
    except (OSError, ValueError, KeyError) as problem:
        raise UserError("使用說明的目錄讀不到。", REINSTALL) from problem
    for each in pages:
        try:
            full = len(book.page(each).markdown) > _WORDS
        except (OSError, ValueError, KeyError, IndexError) as problem:
            raise UserError(f"使用說明的「{each}」讀不到。", REINSTALL) from problem
        expect(full, f"使用說明的「{each}」是空白的。")
    lacking = [entry.title for entry in PAGES if entry.page_id not in book.topics()]
    expect(not lacking, f"使用說明少了這些頁：{'、'.join(lacking)}。", TELL)
    return f"{len(book.chapters())} 章、{len(pages)} 頁"


def window(ground: Ground) -> str:
    """The first-run page and every tab, light and dark, each with something on it."""
    from isms_desktop.ui.proofs import colours, icon_is_drawn
    from isms_desktop.ui.screenshots import take

    pictures = take(ground.office_file("視窗機關"), ground.out / "畫面", every_view=False, on_screen=ground.on_screen)
    blank = [picture.stem for picture in pictures if colours(picture) < _COLOURS]
    expect(bool(pictures) and not blank, f"視窗畫面是空白的：{'、'.join(blank)}。", TELL)
    undrawn = [name for name in ("app", "check") if not icon_is_drawn(name)]
    expect(not undrawn, f"圖示畫不出來：{'、'.join(undrawn)}。")
    return f"{len(pictures)} 頁畫面都有內容"


def signals(_ground: Ground) -> str:
    """Signals arrive, and the interpreter survives them."""
    from isms_desktop.ui.application import emit_signals

    expect(emit_signals(SIGNALS) == SIGNALS, "視窗訊號有遺漏。", TELL)
    return f"{SIGNALS} 個訊號"
