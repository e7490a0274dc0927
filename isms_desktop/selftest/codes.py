"""The QR codes: what is drawn is read again, from the modules and from a page as the printer gets it."""

from isms_desktop.printing.measures import LANDSCAPE_SIDE, PAGE_SIDE, STAMP_CODE, STAMP_CODE_BESIDE, STAMP_CODE_BOTTOM
from isms_desktop.printing.qr import QUIET, QrCode, qr_code
from isms_desktop.selftest.ground import TELL, Ground, expect
from isms_desktop.selftest.qr_reader import Grid, read_code
from isms_desktop.services import prints
from isms_desktop.services.printing import PrintOrder

_PAPER = "asset_register"
_WORDS = ("11500042123456789012", "HW-001", "資產 HW-001")
"""Digits as at the foot of a paper, letters and Chinese as on labels."""
_DPI = 300
_SIDE = 21
"""Modules of version 1, which is what the foot of a paper has."""


def codes(ground: Ground) -> str:
    """Codes say what they should; the one at the foot of a printed page, too."""
    for words in _WORDS:
        expect(read_code(_grid(qr_code(words))) == words, f"QR 碼「{words}」讀回的內容不同。", TELL)
    path = ground.out / "條碼 檢查.pdf"
    with ground.office("條碼機關") as office:
        made = prints.print_form(office, PrintOrder(_PAPER), path)
        said = read_code(_printed(path.read_bytes()))
        found = prints.find(office, said)
    expect(found.number == made.number, "印出的 QR 碼查不到它的列印登記。", TELL)
    return f"{len(_WORDS)} 種內容讀回相同；由印出的一頁讀到 {said}，查到列印編號 {found.number}"


def _grid(code: QrCode) -> Grid:
    side = code.size - 2 * QUIET
    grid = [[False] * side for _ in range(side)]
    for column, row, width, height in code.squares:
        for down in range(row, row + height):
            for along in range(column, column + width):
                grid[down - QUIET][along - QUIET] = True
    return grid


def _printed(pdf: bytes) -> Grid:
    """The code at the foot of the first page, taken from where the printer would put it."""
    from isms_desktop.ui.proofs import first_page

    page = first_page(pdf, _DPI)
    side = LANDSCAPE_SIDE if page.width > page.height else PAGE_SIDE
    left = page.width_points - side - STAMP_CODE + STAMP_CODE_BESIDE
    bottom = page.height_points - STAMP_CODE_BOTTOM
    module = STAMP_CODE / (_SIDE + 2 * QUIET)

    def dark(row: int, column: int) -> bool:
        x = left + (QUIET + column + 0.5) * module
        y = bottom - STAMP_CODE + (QUIET + row + 0.5) * module
        return page.dark(x, y)

    return [[dark(row, column) for column in range(_SIDE)] for row in range(_SIDE)]
