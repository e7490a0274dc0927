"""Every paper of an office, printed, written as what can be edited, and read again by other libraries than made it."""

import re
import zipfile
from html import unescape
from pathlib import Path

from isms_desktop.selftest.ground import TELL, Ground, expect
from isms_desktop.services import printing, prints
from isms_desktop.services.printing import PrintOrder

_LABELS = "asset_labels"
_TAG = re.compile(r"<[^>]+>")


def pdf(ground: Ground) -> str:
    """All papers and the labels, registered and stamped; the first page of each says its title."""
    from pypdf import PdfReader

    with ground.office("列印機關") as office:
        numbers = [each.number for each in office.all("asset")]
        wanted = printing.all_orders(office, labels=True)
        made = prints.print_all(office, ground.out / "表單", wanted)
    expect(len(made) == len(printing.form_list()), "有表單沒有印出來。", TELL)
    pages = 0
    for paper in made:
        reader = PdfReader(paper.path)
        # Sheets of labels have nothing on them but labels of assets.
        words = numbers if paper.form == _LABELS else [squeezed(paper.title)]
        said = squeezed(reader.pages[0].extract_text())
        expect(any(each in said for each in words), f"「{paper.title}」印出後讀不回標題。", TELL)
        expect(len(reader.pages) == paper.pages, f"「{paper.title}」印出的頁數不符。", TELL)
        pages += paper.pages
    return f"{len(made)} 張表單（含標籤）、{pages} 頁，印出並讀回"


def editable(ground: Ground) -> str:
    """All papers that can be edited as ODT, and those that are tables as ODS and XLSX; each says its title."""
    folder = ground.out / "可編輯的表單"
    folder.mkdir(exist_ok=True)
    made = {"odt": 0, "ods": 0, "xlsx": 0}
    with ground.office("編輯機關") as office:
        for form in printing.forms(office):
            for ending in made.keys() & set(form.outputs):
                path = folder / f"{form.title}.{ending}"
                paper = printing.print_form(office, printing.settled(office, PrintOrder(form.id)), path)
                words = squeezed(paper.title)
                expect(words in squeezed(_words(path)), f"「{form.title}」存成 {ending} 後讀不回標題。", TELL)
                made[ending] += 1
    expect(all(made.values()), "可編輯的表單沒有全部寫出。", TELL)
    return "、".join(f"{count} 份 {ending}" for ending, count in made.items()) + "，寫出並讀回"


def plan(ground: Ground) -> str:
    """The 資通安全維護計畫 as PDF, with every chapter's heading in it."""
    from pypdf import PdfReader

    from isms_desktop.services.plan import FORM, sections

    with ground.office("計畫機關") as office:
        path = ground.out / "資通安全維護計畫.pdf"
        prints.print_form(office, PrintOrder(FORM), path)
        chapters = list(dict.fromkeys(squeezed(each.chapter) for each in sections(office) if each.chapter))
    pages = PdfReader(path).pages
    text = squeezed("".join(page.extract_text() for page in pages))
    lacking = [each for each in chapters if each not in text]
    expect(bool(chapters) and not lacking, f"維護計畫少了章節：{'、'.join(lacking)}。", TELL)
    return f"{len(chapters)} 章、{len(pages)} 頁"


def squeezed(text: str) -> str:
    """The words without what only spaces them."""
    return "".join(text.split())


def _words(path: Path) -> str:
    """Everything that is said in an OpenDocument or Office Open XML file."""
    with zipfile.ZipFile(path) as package:
        inside = [
            name for name in package.namelist() if name.startswith("xl/") or name in ("content.xml", "styles.xml")
        ]
        return unescape(_TAG.sub("", "".join(package.read(each).decode("utf-8") for each in inside if _is_xml(each))))


def _is_xml(name: str) -> bool:
    return name.endswith(".xml")
