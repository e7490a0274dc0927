"""Looking at an import before it happens: every row says what would become of it, and why."""

import datetime

import pytest

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.checks import check
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.people import Person
from isms_desktop.domain.progress import Cancelled
from isms_desktop.domain.risks import Risk
from isms_desktop.exchange.sheet import Area

HEAD = ["資產編號", "資產類別", "資產名稱"]


def outcomes(plan):
    return [str(row.outcome) for row in plan.rows]


def said(plan):
    return [str(finding) for row in plan.rows for finding in row.findings]


def test_new_changed_unchanged_and_wrong_rows_in_one_look(sheet_of, plan, rules):
    existing = [
        Asset(id=7, number="HW-001", category="HW", name="電腦", quantity=2, core=True),
        Asset(id=8, number="HW-002", category="HW", name="伺服器"),
    ]
    made = plan(
        sheet_of(
            [*HEAD, "數量"],
            ["hw-001 ", "實體資產", "電腦", 3],
            ["HW-002", "HW", "伺服器"],
            ["HW-003", "硬體", "交換器", "無"],
            ["HW-004", "資產", "防火牆", 1],
        ),
        existing,
    )
    assert outcomes(made) == ["changed", "unchanged", "new", "error"]
    assert made.counts == {
        "new": 1, "changed": 1, "unchanged": 1, "duplicates": 0, "warnings": 0, "errors": 1, "skipped": 0,
    }  # fmt: skip
    ((before, after),) = made.updates
    assert (before.id, after.id, after.quantity, after.core, after.number) == (7, 7, 3, True, "hw-001")
    assert [(c.field.key, c.old_text, c.new_text) for c in made.rows[0].changes] == [
        ("number", "HW-001", "hw-001"),
        ("quantity", "2", "3"),
    ]
    (new,) = made.creates
    assert (new.id, new.number, new.category, new.quantity, new.status) == (0, "HW-003", "HW", "無", "in_use")
    assert check(new, rules) == []
    assert said(made) == [
        "工作表「清冊」第 5 列 B 欄：資產類別：沒有「資產」這個選項。"
        "可用的選項：資訊資產、軟體資產、實體資產、支援服務資產、人員資產。"
    ]
    assert not made.clean


@pytest.mark.parametrize(
    ("heading", "raw", "column", "words"),
    [
        ("資產名稱", None, "C", "資產名稱是空白的"),
        ("資產類別", "太空資產", "B", "沒有「太空資產」這個選項"),
        ("機密性", 9, "D", "超出 1～4 的範圍"),
        ("機密性", 2.5, "D", "不是整數"),
        ("購置日期", "113/2/30", "D", "沒有這一天"),
        ("購置日期", "民國0年1月1日", "D", "沒有民國 0 年"),
        ("購置日期", "去年", "D", "不是日期"),
        ("核心", "也許", "D", "不是「是」或「否」"),
        ("次類別", "長" * 100_000, "D", "有 100000 個字，超過 200 個字"),
        ("次類別", "甲\x07乙", "D", "控制字元"),
        ("狀態", "飛了", "D", "沒有「飛了」這個選項"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place_and_keeps_its_row_out(sheet_of, plan, heading, raw, column, words):
    row = dict(zip(HEAD, ["HW-001", "HW", "電腦"], strict=True)) | {heading: raw}
    made = plan(sheet_of(list(row), list(row.values())))
    assert outcomes(made) == ["error"]
    (finding,) = made.rows[0].findings
    assert str(finding).startswith(f"工作表「清冊」第 2 列 {column} 欄：")
    assert words in finding.text
    assert finding.advice
    assert made.creates == ()
    assert made.rows[0].title.startswith("HW-001")


def test_all_that_is_wrong_with_a_row_is_said_at_once(sheet_of, plan):
    made = plan(sheet_of([*HEAD, "機密性"], ["HW-001", "X", None, 9]))
    assert len(said(made)) == 3


def test_names_beyond_the_basic_plane_and_dates_of_every_kind(sheet_of, plan):
    dates = [
        "113/5/1",
        datetime.date(2024, 5, 1),
        1130501,
        45413,
        "中華民國一百一十三年五月一日",
        datetime.date(113, 5, 1),
    ]
    rows = [[f"HW-{number}", "HW", "電腦", "𠮷野", day] for number, day in enumerate(dates)]
    made = plan(sheet_of([*HEAD, "保管人", "購置日期"], *rows))
    assert {record.purchased_on for record in made.creates} == {"2024-05-01"}
    assert {record.custodian for record in made.creates} == {"𠮷野"}


def test_blank_cells_of_a_stranger_s_sheet_erase_nothing(sheet_of, plan):
    existing = [Asset(id=1, number="HW-001", category="HW", name="電腦", location="一樓", quantity=None)]
    made = plan(sheet_of([*HEAD, "存放位置", "數量"], ["HW-001", None, "電腦", "　"]), existing)
    assert outcomes(made) == ["unchanged"]


def test_a_sheet_that_only_updates_needs_only_the_number(sheet_of, plan):
    existing = [Asset(id=1, number="HW-001", category="HW", name="電腦")]
    book = sheet_of(["資產編號", "狀態"], ["HW-001", "報廢"], ["HW-009", "報廢"])
    made = plan(book, existing)
    assert outcomes(made) == ["changed", "error"]
    assert "資產類別是空白的（這張工作表沒有這一欄）。" in said(made)[0]
    with pytest.raises(UserError, match="標題缺少必要的「資產類別」「資產名稱」；這一列的標題有：資產編號、狀態"):
        plan(book)


def test_a_sheet_without_the_identifying_heading(sheet_of, plan):
    with pytest.raises(UserError, match=r"第 1 列的標題缺少必要的「資產編號」；這一列的標題有：資產名稱、資產類別"):
        plan(sheet_of(["資產名稱", "資產類別"], ["電腦", "HW"]))


def test_headings_without_a_single_record(sheet_of, plan):
    with pytest.raises(UserError, match="下面沒有任何資料"):
        plan(sheet_of(HEAD, [None, None]))


def test_a_row_that_stands_there_twice(sheet_of, plan):
    made = plan(sheet_of(HEAD, ["HW-001", "HW", "電腦"], ["HW-002", "HW", "甲"], ["ＨＷ-001", "HW", "筆電"]))
    assert outcomes(made) == ["duplicate", "new", "duplicate"]
    assert said(made)[0].startswith("工作表「清冊」第 2 列：與第 4 列的資產編號相同，內容卻不同。")
    copy = plan(sheet_of(HEAD, ["HW-001", "HW", "電腦"], ["HW-001", "HW", "電腦"]))
    assert outcomes(copy) == ["new", "duplicate"]
    assert said(copy) == ["工作表「清冊」第 3 列：與第 2 列完全相同。只匯入第一次出現的那一列。"]
    assert not copy.clean


def test_totals_footnotes_and_repeated_headings_are_passed_over(sheet_of, plan):
    made = plan(
        sheet_of(
            [*HEAD, "數量", "鄰欄"],
            ["HW-001", "HW", "電腦", 1],
            HEAD,
            ["HW-002", "HW", "說明會主機", 1],
            [None, None, None, None, "只有鄰欄有字"],
            ["合計", None, None, 2],
            ["註：本清冊每年盤點一次"],
            ["製表人：王小明", None, "單位主管：李大同"],
            ["以上資產均已盤點無誤"],
            merged=(Area(8, 0, 8, 3),),
        )
    )
    assert outcomes(made) == ["new", "skipped", "new", "skipped", "skipped", "skipped", "skipped", "skipped"]
    assert [row.remark for row in made.rows if row.remark] == [
        "重複的標題列。", "對應的欄位都是空白。", *["合計、註記或簽章，不是資料。"] * 3, "跨欄的說明文字。",
    ]  # fmt: skip
    assert made.clean


def test_a_merged_category_counts_for_all_its_rows(sheet_of, plan):
    made = plan(
        sheet_of(
            ["資產類別", "資產編號", "資產名稱"],
            ["實體資產", "HW-001", "甲"],
            [None, "HW-002", "乙"],
            ["軟體資產", "SW-001", "丙"],
            merged=(Area(1, 0, 2, 0),),
        )
    )
    assert [record.category for record in made.creates] == ["HW", "HW", "SW"]


def test_warnings_are_counted_and_do_not_stop(sheet_of, plan):
    made = plan(sheet_of([*HEAD, "含個資", "特種個資"], ["HW-001", "HW", "電腦", "否", "是"]))
    assert outcomes(made) == ["new"]
    assert made.counts["warnings"] == 1
    assert said(made)[0].startswith("工作表「清冊」第 2 列 E 欄：勾選了特種個資")
    lost = plan(sheet_of([*HEAD, "財產編號"], ["HW-001", "HW", "電腦", 314010103000001230]))
    assert "超過 15 位的數字" in said(lost)[0]


def test_an_error_between_two_fields_keeps_the_row_out(sheet_of, plan):
    made = plan(sheet_of(["姓名", "到職日", "離職日"], ["王小明", "113/5/1", "112/5/1"]), (), Person.record_type)
    assert outcomes(made) == ["error"]
    assert said(made)[0] == "工作表「清冊」第 2 列 C 欄：離職日早於到職日。請更正其中一個日期。"


def test_people_are_told_apart_by_name_and_by_unit_where_the_sheet_has_it(sheet_of, plan):
    existing = [
        Person(id=1, name="王小明", department="登記股"),
        Person(id=2, name="王小明", department="資料庶務股"),
        Person(id=3, name="李大同", department="登記股"),
    ]
    both = plan(sheet_of(["姓名", "單位", "分機"], ["王小明", "資料庶務股", "12"]), existing, Person.record_type)
    assert both.updates[0][1].id == 2
    alone = plan(sheet_of(["姓名", "分機"], ["王小明", "12"], ["李大同", "13"]), existing, Person.record_type)
    assert outcomes(alone) == ["error", "changed"]
    assert "有 2 人的姓名都相同，無法判斷是哪一筆" in said(alone)[0]


def test_links_are_found_by_title(sheet_of, plan):
    titles = {"HW-001 電腦": 5, "HW-002 伺服器": 6}
    head = ["年度", "資產", "事件說明", "可能性", "衝擊性"]
    existing = [Risk(id=1, year=115, asset=5, event="中毒", likelihood=1, impact=1)]
    made = plan(
        sheet_of(
            head, [115, "HW-001 電腦", "中毒", 2, 1], [115, "HW-002 伺服器", "中毒", 2, 1], [115, "沒有", "中毒", 1, 1]
        ),
        existing,
        Risk.record_type,
        resolve=lambda kind, text: titles.get(text),
    )
    assert outcomes(made) == ["changed", "new", "error"]
    assert made.creates[0].asset == 6
    assert "資產：找不到「沒有」，或不只一筆。" in said(made)[0]


def test_a_masked_value_never_replaces_a_real_one(sheet_of, plan):
    known = [Person(id=1, name="王小明", national_id="A123456789")]
    book = sheet_of(["姓名", "身分證字號"], ["王小明", "A12345****"])
    assert outcomes(plan(book, known, Person.record_type)) == ["unchanged"]
    changed = [known[0].replace(national_id="B223456781")]
    made = plan(book, changed, Person.record_type)
    assert said(made) == [
        "工作表「清冊」第 2 列 B 欄：身分證字號：是遮罩過的值，無法匯入。請填完整的內容，或清空這一格。"
    ]
    assert (outcomes(made), made.rows[0].changes) == (["error"], ())


def test_how_far_it_is_and_stopping_halfway(sheet_of, plan):
    book = sheet_of(HEAD, *[[f"HW-{number}", "HW", "電腦"] for number in range(1000)])
    seen = []
    plan(book, progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 1001)
    assert seen[-1] == (1001, 1001)
    assert seen == sorted(seen)
    with pytest.raises(Cancelled):
        plan(book, cancelled=lambda: len(seen) > 0)


def test_what_stands_only_in_the_file_is_counted_and_kept(sheet_of, plan):
    existing = [
        Asset(id=1, number="HW-001", category="HW", name="電腦"),
        Asset(id=2, number="HW-002", category="HW", name="乙"),
    ]
    made = plan(sheet_of(HEAD, ["HW-001", "HW", "電腦"]), existing)
    assert made.absent == 1
    assert made.notes == ("資產清冊裡有 1 筆不在這張工作表；匯入不會刪除任何資料。",)


def test_the_shape_for_the_command_line(sheet_of, plan):
    shape = plan(sheet_of([*HEAD, "資產價值"], ["HW-001", "HW", "電腦"], ["HW-002", "X", "電腦"])).as_dict()
    assert {"new", "changed", "unchanged", "duplicates", "warnings", "errors", "rows"} <= set(shape)
    assert (shape["new"], shape["errors"], shape["sheet"], shape["heading_row"]) == (1, 1, "清冊", 1)
    assert [(row["row"], row["outcome"], row["findings"][0]["field"]) for row in shape["rows"]] == [
        (3, "error", "category")
    ]
    assert shape["columns"][3] == {"column": "D", "heading": "資產價值", "field": "", "remark": "計算欄位，不匯入。"}
