"""The form-file language, and what it says about a wrong file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.printing import Form, load_forms
from isms_desktop.printing.form import TableBlock

HEAD = 'id = "paper"\ntitle = "測試用表"\nsubject = "測試"\nrecords = ["asset"]\n'
TABLE = '[[block]]\ntype = "table"\nlist = "assets"\n'


def load(folder: Path, text: str) -> Form:
    (folder / "paper.toml").write_text(text, encoding="utf-8")
    return load_forms((folder,))["paper"]


def test_a_column_takes_its_heading_and_width_from_the_record_kit(made_form: Callable[[str], Form]) -> None:
    block = made_form(TABLE + 'columns = [{ key = "custodian" }, { key = "likelihood_", text = "{name}" }]'.replace(
        'key = "likelihood_", text', 'heading = "資產", width = 20, text'
    )).blocks[0].block  # fmt: skip
    assert isinstance(block, TableBlock)
    assert [(column.heading.parts[0], column.width) for column in block.columns] == [("保管人", 12), ("資產", 20)]


def test_the_offices_own_form_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    built_in, own = tmp_path / "a", tmp_path / "b"
    for folder, title in ((built_in, "內建"), (own, "本所")):
        folder.mkdir()
        (folder / "paper.toml").write_text(
            HEAD.replace("測試用表", title) + '[[block]]\ntype = "page_break"\n', "utf-8"
        )
    assert load_forms((built_in, own))["paper"].title == "本所"


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    content = (HEAD + '[[block]]\ntype = "heading"\ntext = "{title}"\n').replace("\n", "\r\n")
    (tmp_path / "paper.toml").write_bytes(content.encode("utf-8-sig"))
    assert load_forms((tmp_path,))["paper"].title == "測試用表"


WRONG = {
    "no toml": ('title = "少一個引號', ["paper.toml", "TOML"]),
    "no title": ('id = "paper"\n', ["paper.toml", "「title」", "不能省略"]),
    "other id": (HEAD.replace('"paper"', '"team"') + "block = []", ["paper.toml", "「id」", "檔名"]),
    "unknown record type": (
        HEAD.replace('"asset"', '"asets"') + "block = []",
        ["「records」", "「asets」", "「asset」"],
    ),
    "unknown list for copies": (
        HEAD + 'each = "room_month"\nblock = []',
        ["「each」", "「room_month」", "「room_months」"],
    ),
    "name of copies that there are none of": (
        HEAD + '[[block]]\ntype = "note"\ntext = "{month}"\n',
        ["「text」", "「month」"],
    ),
    "neither field nor words": (
        HEAD + TABLE + 'columns = [{ heading = "資產", width = 9 }]\n',
        ["「columns」第 1 項", "「key」", "「text」"],
    ),
    "unknown page": (HEAD + 'page = "A3"\nblock = []', ["「page」", "「A3」", "portrait"]),
    "unknown key of the form": (HEAD + 'titel = "誤"\nblock = []', ["「titel」", "「title」"]),
    "unknown block": (HEAD + '[[block]]\ntype = "tabel"\n', ["第 1 個區塊", "「type」", "「table」"]),
    "no type": (HEAD + '[[block]]\ntext = "字"\n', ["第 1 個區塊", "「type」", "不能省略"]),
    "unknown key of a block": (
        HEAD + '[[block]]\ntype = "note"\ntext = "字"\nsise = 3\n',
        ["第 1 個區塊（note）", "「sise」"],
    ),
    "unknown name": (HEAD + '[[block]]\ntype = "note"\ntext = "{offise}"\n', ["「text」", "「offise」", "「office」"]),
    "no name at all": (
        HEAD + '[[block]]\ntype = "note"\ntext = "{1 + 1}"\n',
        ["第 1 個區塊（note）", "看不懂「{1 + 1}」"],
    ),
    "unknown format": (HEAD + '[[block]]\ntype = "note"\ntext = "{today:ce}"\n', ["「text」", "「ce」", "roc_long"]),
    "unknown condition": (HEAD + '[[block]]\ntype = "page_break"\nwhen = "moon"\n', ["「when」", "「moon」"]),
    "second block": (
        HEAD + '[[block]]\ntype = "page_break"\n[[block]]\ntype = "heading"\ntext = 3\n',
        ["第 2 個區塊（heading）", "「text」", "文字"],
    ),
    "heading level": (HEAD + '[[block]]\ntype = "heading"\ntext = "字"\nlevel = 4\n', ["「level」", "1 到 3"]),
    "fields": (HEAD + '[[block]]\ntype = "fields"\nitems = [["編號"]]\n', ["「items」", "第 1 項"]),
    "unknown list": (HEAD + '[[block]]\ntype = "table"\nlist = "asset"\ncolumns = []\n', ["「list」", "「assets」"]),
    "list and rows": (HEAD + TABLE + "rows = []\ncolumns = []\n", ["「list」", "「rows」"]),
    "no columns": (HEAD + TABLE + "columns = []\n", ["「columns」", "至少"]),
    "unknown field": (
        HEAD + TABLE + 'columns = [{ key = "number" }, { key = "custodain" }]\n',
        ["第 1 個區塊（table）", "「columns」第 2 項", "「key」", "「custodain」", "「custodian」"],
    ),
    "unknown key of a column": (
        HEAD + TABLE + 'columns = [{ key = "number", widht = 3 }]\n',
        ["「columns」第 1 項", "「widht」", "「width」"],
    ),
    "name of another list": (
        HEAD + TABLE + 'columns = [{ text = "{risk_event}", heading = "事件", width = 9 }]\n',
        ["「text」", "「risk_event」"],
    ),
    "unknown alignment": (HEAD + TABLE + 'columns = [{ key = "number", align = "middle" }]\n', ["「align」", "center"]),
    "unknown group": (HEAD + TABLE + 'columns = [{ key = "name" }]\ngroup_by = "kind"\n', ["「group_by」", "「kind」"]),
    "yes for true": (HEAD + TABLE + 'columns = [{ key = "name", merge = "yes" }]\n', ["「merge」", "true"]),
    "fixed rows": (
        HEAD + '[[block]]\ntype = "table"\nrows = [["一"]]\n'
        'columns = [{ heading = "甲", width = 1 }, { heading = "乙", width = 1 }]\n',
        ["「rows」", "第 1 列", "2 格"],
    ),
    "grid too wide": (
        HEAD + '[[block]]\ntype = "grid"\nwidths = [1, 1]\nrows = [["甲", "乙"], ["丙", { columns = 2 }]]\n',
        ["「rows」", "第 2 列", "應為 2 欄"],
    ),
    "unknown name of a column": (
        HEAD + '[[block]]\ntype = "table"\nlist = "assets"\ncolumns = [{ key = "name", when = "nobody" }]\n',
        ["「when」", "nobody"],
    ),
    "grid hanging over": (
        HEAD + '[[block]]\ntype = "grid"\nwidths = [1, 1]\nrows = [[{ text = "甲", rows = 2 }, "乙"]]\n',
        ["「rows」", "跨列"],
    ),
    "unknown picture": (HEAD + '[[block]]\ntype = "picture"\nname = "cat"\nheight = 90\n', ["「name」", "risk_matrix"]),
    "tiny picture": (
        HEAD + '[[block]]\ntype = "picture"\nname = "risk_matrix"\nheight = 2\n',
        ["「height」", "20 到 250"],
    ),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_names_file_block_and_key(tmp_path: Path, text: str, said: list[str]) -> None:
    with pytest.raises(UserError) as problem:
        load(tmp_path, text)
    message = str(problem.value)
    assert "表單檔「paper.toml」" in message
    assert [words for words in said if words not in message] == []
    assert problem.value.advice


def test_a_file_in_an_old_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_bytes(HEAD.encode("big5"))
    with pytest.raises(UserError, match=r"paper\.toml.*UTF-8"):
        load_forms((tmp_path,))


def test_grids_count_cells_that_hang_down(tmp_path: Path) -> None:
    rows = '[[{ text = "甲", rows = 2, label = true }, "乙", "{office}"], ["丙", "{title}"], ["丁", { columns = 2 }]]'
    form = load(tmp_path, HEAD + f'[[block]]\ntype = "grid"\nwidths = [1, 2, 3]\nrows = {rows}\n')
    cells = [[(cell.label, cell.columns, cell.rows) for cell in row] for row in form.blocks[0].block.rows]
    assert cells == [
        [(True, 1, 2), (True, 1, 1), (False, 1, 1)],
        [(True, 1, 1), (False, 1, 1)],
        [(True, 1, 1), (False, 2, 1)],
    ]
