"""快速上手: what the two printed pages say, with pictures that the window has just made of itself.

    guide.write(office, {"create": shot, …}, keys, Path("快速上手.pdf"))

The words name buttons and menus exactly as the window does; a test holds them against it.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from isms_desktop import __version__
from isms_desktop import printing as papers
from isms_desktop.domain.duties import occurrences
from isms_desktop.paths import shipped
from isms_desktop.printing.pdf.guide import Mark as Mark
from isms_desktop.printing.pdf.guide import Panel, QuickGuide, Step, write_guide
from isms_desktop.printing.pdf.guide import Shot as Shot
from isms_desktop.services.offices import Office
from isms_desktop.services.yearly import duties_of
from isms_desktop.services.years import current_year

TITLE = "資安維護管家　快速上手"
STEPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "create": (
        "建立機關檔案",
        (
            "選機關類型、填全銜、選檔案位置。",
            "按「建立機關檔案」：紀錄與掃描檔都在這一個檔案裡。",
            "到「檔案 → 機關資料…」補上首長與資通安全長。",
        ),
    ),
    "assets": (
        "貼上或匯入資產",
        (
            "在試算表連同標題列複製，到「資產清冊」按 Ctrl+V 貼上。",
            "現成的檔案按「匯入資產清冊」，看過預覽再匯入。",
            "貼錯、打錯都不要緊：按 Ctrl+Z 復原。",
        ),
    ),
    "risks": (
        "四次點選，評估一項風險",
        (
            "在「風險評估」按「評估風險」，依序點：資產、可能發生的事件、可能性、衝擊性。第四次點選就存好了，風險值與等級自動算出。",
            "接著按「下一項未評估的資產」；等級高的按「填寫改善計畫」。點錯了，再點一次別的等級就改過來。",
        ),
    ),
    "forms": (
        "列印與核章",
        (
            "在「表單列印」點一張表單，先看印出來的樣子。",
            "按「列印…」或「存檔…」。印出的左下角有列印編號。",
            "核章後掃描，附在「年度作業 → 列印登記」的那一筆。",
        ),
    ),
    "backup": (
        "備份",
        (
            "每天第一次開啟，程式自動留一份備份，保留最近十四份。",
            "每週按「備份到其他地方…」，存到隨身碟或另一台電腦。",
            "要回到從前，按「由備份還原…」選一份。",
        ),
    ),
}
"""Picture → title and sentences of the step that it shows, in order."""
TABS = (
    ("總覽", "接下來該做什麼、什麼快到期"),
    ("資產清冊", "電腦、系統、資料與服務的清單"),
    ("風險評估", "風險、分布圖與改善計畫"),
    ("委外查核", "廠商、契約、駐點人員與查核"),
    ("內部稽核", "稽核、自評、缺失與改善"),
    ("教育訓練", "課程、簽到與每個人的時數"),
    ("組織人員", "同仁、推動小組、證照、保密同意書"),
    ("事件情資", "資安事件、情資與演練"),
    ("年度作業", "年度工作、維護計畫、實施情形、列印登記、交接"),
    ("表單列印", "全部表單：預覽、列印、存檔"),
)
"""Each tab of the window and what is found there."""
TROUBLES = (
    ("只能看，不能改", "別人正開著同一個檔案，最上面會寫是誰。請對方關閉，再按「再開啟一次」。"),
    ("印出來有〓", "那個字沒有字型可以印。印之前程式會說是哪一筆的哪一欄：改用別的寫法，或安裝含那個字的字型。"),
    (
        "檔案不見或打不開",
        "檔案旁邊的「〇〇.備份」資料夾有最近十四份。打不開時按「由備份還原」；檔案不見了，把最新的一份複製出來，改回原來的檔名再開啟。",
    ),
    ("改錯了、刪錯了", "按 Ctrl+Z，一次退一步；關掉程式、隔天再開也可以。"),
    ("發生資安事件", "先到「事件情資」按「通報新事件」，開始計時：知悉後 1 小時內要通報，畫面會提醒每一個時限。"),
    ("印好以後資料又改", "在「年度作業 → 列印登記」輸入左下角的編號，看哪些資料變更了，要不要重印。"),
    ("換人承辦", "在「年度作業 → 交接」印出移交清冊；密碼當面告知，不寫在紙上。"),
)
"""What may happen, and what to do then."""
CONTACTS = ("上級或主管機關資安窗口", "電話", "前一位承辦人", "資訊設備維護廠商")
_WIDE = ("risks",)
_MOST = 3
"""Duties of a month that its cell has room for."""
_YEARLY = frozenset({"yearly", "half_yearly", "two_yearly", "three_yearly", "once"})
"""Cycles of what has a day in the year; what comes every month or quarter is not listed month by month."""


def write(
    office: Office,
    shots: Mapping[str, Shot],
    keys: Sequence[tuple[str, str]],
    target: Path | BinaryIO,
    today: datetime.date | None = None,
) -> int:
    """Write the guide as PDF; the number of pages. ``office`` says whose year it is, ``keys`` what each key does.

    A file appears whole or not at all. UserError when it cannot be written.
    """
    guide = QuickGuide(
        title=TITLE,
        first="第一頁：第一個小時",
        second="第二頁：一整年",
        steps=tuple(Step(title, lines, shots[name], name in _WIDE) for name, (title, lines) in STEPS.items()),
        months=tuple(months_of(office, today or datetime.date.today())),
        months_title="一年裡什麼時候做什麼",
        months_note=_note(office, today or datetime.date.today()),
        panels=(Panel("常用按鍵", tuple(keys), 104), Panel("東西在哪裡", TABS, 62)),
        troubles=Panel("遇到這些情形", TROUBLES, 104),
        contacts=CONTACTS,
        foot=f"資安維護管家 {__version__}　畫面由程式在列印時產生，機關、人名與資料均為虛構。按 F1 看完整的使用說明。",
    )
    return write_guide(guide, target, papers.find_fonts(shipped("resources", "fonts")))


def months_of(office: Office, today: datetime.date) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The twelve months of the office's year, each with what falls due in it."""
    starts = office.agency.year_starts or 1
    found: dict[int, list[str]] = {(starts + place - 1) % 12 + 1: [] for place in range(12)}
    for duty in duties_of(office):
        if duty.cycle in _YEARLY:
            for when in occurrences(duty, current_year(office, today), starts):
                found[int(when.due_on[5:7])].append(when.name)
    for month, names in found.items():
        more = (f"另 {len(names) - _MOST + 1} 項",) if len(names) > _MOST else ()
        yield f"{month} 月", (*names[: _MOST - len(more)], *more)


def _note(office: Office, today: datetime.date) -> str:
    year = current_year(office, today)
    return (
        f"{office.agency.grade} 級機關的建議月份，實際期限以計畫與來文為準。"
        f"到「年度作業 → 年度工作」按「產生 {year} 年度工作」，就依本機關的等級列出來。"
    )
