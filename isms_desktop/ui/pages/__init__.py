"""The tabs of the window, from left to right, one module each. A new page is one more line in ``PAGES``.

A page's module is imported when its tab is first shown: nobody waits at the start for what they may not use today.
"""

from collections.abc import Callable
from dataclasses import dataclass

from isms_desktop.ui.shell import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One tab: what it is called and where its class comes from."""

    page_id: str
    title: str
    load: Callable[[], type[Page]]


def _overview() -> type[Page]:
    from isms_desktop.ui.pages.overview import OverviewPage

    return OverviewPage


def _assets() -> type[Page]:
    from isms_desktop.ui.pages.assets import AssetsPage

    return AssetsPage


def _risks() -> type[Page]:
    from isms_desktop.ui.pages.risks import RisksPage

    return RisksPage


def _forms() -> type[Page]:
    from isms_desktop.ui.pages.forms import FormsPage

    return FormsPage


PAGES = (
    PageEntry("overview", "總覽", _overview),
    PageEntry("assets", "資產清冊", _assets),
    PageEntry("risks", "風險評估", _risks),
    PageEntry("forms", "表單列印", _forms),
)
