"""Every file that comes with the program is there, can be read, and fits the others."""

import tomllib
from collections.abc import Iterator, Sequence

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.selftest.ground import REINSTALL, Ground, expect
from isms_desktop.services import library, manifest

_NAMED = 5
"""How many files a sentence names."""
_LEAST = {
    "forms": ("toml", 49),
    "resources/checklists": ("toml", 2),
    "resources/help": ("md", 12),
    "resources/icons": ("svg", 2),
    "resources/plans": ("toml", 1),
    "resources/profiles": ("toml", 5),
    "resources/regulations": ("toml", 7),
    "resources/samples": ("toml", 46),
    "resources/scales": ("toml", 2),
    "resources/threats": ("toml", 2),
}
"""Folder → ending and least number of files, for where no list says what belongs there."""
_OTHERS = ("python", "pyside6", "sqlcipher3", "python-calamine", "openpyxl", "reportlab", "odfdo", "pypdf", "tw-kai")
_RARE = "𠮷𡘙龘"
"""Characters of names; the first two stand only in the fall-back fonts."""


def shipped_files(_ground: Ground) -> str:
    """What the list of the installation names is there; without a list, as many files as there have to be."""
    known = manifest.listed()
    wrong = list(_too_few()) if known is None else manifest.problems(known)
    _refuse(wrong, "程式檔案不完整")
    return "原始碼沒有檔案清單，各資料夾的檔案數都足夠" if known is None else f"與安裝清單相符，{len(known)} 個檔案"


def _too_few() -> Iterator[str]:
    for folder, (ending, least) in _LEAST.items():
        found = sum(1 for _ in paths.shipped(*folder.split("/")).rglob(f"*.{ending}"))
        if found < least:
            yield f"{folder}（只有 {found} 個檔案，至少應有 {least} 個）"


def _refuse(wrong: Sequence[str], what: str) -> None:
    more = f"等 {len(wrong)} 個" if len(wrong) > _NAMED else ""
    expect(not wrong, f"{what}：{'、'.join(wrong[:_NAMED])}{more}。")


def contents(_ground: Ground) -> str:
    """Every form loads; every profile has its sample, its method and its forms; every data file can be read."""
    from isms_desktop.services.own_forms import built_in

    _refuse([*_damaged("forms"), *_damaged("resources")], "程式的資料檔損壞")
    forms, profiles, checklists = built_in(), library.profiles(), library.checklists()
    _refuse([each.title for each in profiles.values() if not library.sample(each.id).get("asset")], "缺少練習資料")
    wanted = {form for each in profiles.values() for _, _, form in each.attachments if form}
    _refuse(sorted(wanted - forms.keys()), "缺少表單")
    library.law()
    library.plan()
    threats = len(library.threat_catalogue())
    expect(threats >= 60 and bool(library.methods()), "風險評估的資料不完整。")
    items = sum(len(each.items) for each in checklists.values())
    return (
        f"{len(forms)} 張表單、{len(profiles)} 種機關類型與練習資料、{len(checklists)} 份檢核表共 {items} 項、"
        f"{threats} 項威脅弱點"
    )


def fonts(_ground: Ground) -> str:
    """The bundled font is whole, and which others this machine has."""
    from isms_desktop.printing.fonts import BUNDLED, find_fonts
    from isms_desktop.printing.truetype import FontError, FontFile

    path = paths.shipped("resources", "fonts", BUNDLED)
    expect(path.is_file(), f"列印字型 {BUNDLED} 不見了。")
    try:
        font = FontFile(path)
        # The end of the file is read only for this: a font that was cut off opens as if it were whole.
        whole = len(font.subset(sorted({font.glyphs[ord(each)] for each in "資安維護計畫"}))) > 1000
        whole = whole and path.stat().st_size >= font.length
    except (FontError, KeyError, OSError) as problem:
        raise UserError(f"列印字型 {BUNDLED} 損壞（{problem}）。", REINSTALL) from problem
    expect(whole, f"列印字型 {BUNDLED} 不完整。")
    chain = find_fonts(paths.shipped("resources", "fonts"))
    lacking = chain.missing(_RARE)
    names = "、".join(chain.files)
    rare = f"；罕用字 {''.join(lacking)} 沒有字型，會印成 〓（安裝全字庫字型可補）" if lacking else "；罕用字也印得出來"
    return f"{names}{rare}"


def licences(_ground: Ground) -> str:
    """The licence of each part that belongs to others comes with the program."""
    from isms_desktop.services.licences import page, sections

    every = sections(page())
    lacking = [name for name in _OTHERS if not any(name in each.title.casefold() for each in every)]
    expect(not lacking, f"授權頁少了這些元件：{'、'.join(lacking)}。")
    return f"{len(every)} 個元件的授權條文"


def _damaged(folder: str) -> Iterator[str]:
    """Each data file that is no UTF-8 or no TOML, with the reason."""
    for path in sorted(paths.shipped(folder).rglob("*.toml")):
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except ValueError as problem:
            yield f"{path.relative_to(paths.shipped()).as_posix()}（{problem}）"
