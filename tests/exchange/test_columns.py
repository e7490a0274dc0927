"""Finding the headings, in whatever words and wherever they stand."""

import pytest

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.columns import find_layout
from isms_desktop.exchange.sheet import Area, Book, Sheet

ASSET = Asset.record_type


def layout(book, **details):
    return find_layout(book, ASSET, **details)


def taken(found):
    return {match.heading: match.field.key for match in found.taken}


def left_out(found):
    return {match.heading: match.remark for match in found.left_out}


def refusal(book, **details):
    with pytest.raises(UserError) as caught:
        layout(book, **details)
    assert caught.value.advice
    return str(caught.value)


def test_headings_under_title_rows(sheet_of):
    found = layout(
        sheet_of(["青埕戶政事務所 資產清冊"], ["製表日期", "113/5/1"], [], ["編號", "類別", "品名"], ["HW-001"])
    )
    assert found.heading_row == 3
    assert taken(found) == {"編號": "number", "類別": "category", "品名": "name"}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("資產編號", "number"),
        ("資產編號＊", "number"),
        ("* 資 產\n編 號 ：", "number"),
        ("1.資產編號", "number"),
        ("（一）資產編號", "number"),
        ("資產編號（必填）", "number"),
        ("Asset  ID", "number"),
        ("機密性（Ｃ）", "confidentiality"),
        ("C", "confidentiality"),
        ("機密性(1-4)", "confidentiality"),
        ("購置日期（民國）", "purchased_on"),
        ("ip_address", "ip_address"),
        ("ＩＰ位址", "ip_address"),
        ("財產編號", "property_number"),
    ],
)
def test_one_heading_in_many_hands(sheet_of, heading, key):
    assert taken(layout(sheet_of(["資產名稱", heading, "資產類別"])))[heading.strip()] == key


def test_two_rows_of_headings_with_groups(sheet_of):
    found = layout(
        sheet_of(
            ["資產清冊"],
            ["資產編號", "資產名稱", "資產價值", None, None, "權責", None, "備註"],
            [None, None, "機密性", "完整性", "可用性", "單位", "保管人"],
            ["HW-001", "電腦", 3, 3, 2, "登記股", "王", "無"],
            merged=(Area(1, 2, 1, 4),),
        )
    )
    assert found.heading_row == 2
    assert list(taken(found).values()) == [
        "number", "name", "confidentiality", "integrity", "availability", "department", "custodian", "note",
    ]  # fmt: skip


def test_a_first_record_is_not_taken_for_a_second_heading_row(sheet_of):
    found = layout(sheet_of(["資產編號", "資產名稱", None], ["HW-001", "作業系統", "位置"]))
    assert found.heading_row == 0


def test_a_group_tells_two_equal_headings_apart(sheet_of):
    from isms_desktop.domain.risks import Treatment

    book = sheet_of(["風險", "改善措施", "殘餘", None, "有效"], [None, None, "可能性", "衝擊性", "至"])
    keys = [match.field.key for match in find_layout(book, Treatment.record_type).taken]
    assert keys == ["risk", "measure", "residual_likelihood", "residual_impact", "accepted_until"]


def test_the_sheet_that_fits_best_is_chosen_unless_told(sheet_of):
    other = Sheet("說明", (("資產編號", "填寫說明"), ("HW-001", "甲")))
    lists = Sheet("選項", (("資產編號", "資產類別", "資產名稱", "數量"),), hidden=True)
    (good,) = sheet_of(["資產編號", "資產類別", "資產名稱", "數量"]).sheets
    book = Book("三張.xlsx", "xlsx", (other, lists, good))
    assert layout(book).sheet.name == "清冊"
    assert refusal(book, sheet_name="工作表9").startswith(
        "「三張.xlsx」沒有名為「工作表9」的工作表。可選的工作表：「說明」"
    )
    assert "找不到資產清冊的標題列" in refusal(book, sheet_name="說明")


def test_computed_columns_and_strangers_are_reported(sheet_of):
    found = layout(sheet_of(["資產編號", "資產名稱", "資產價值", "鄰居", "識別碼"]))
    assert left_out(found) == {"資產價值": "計算欄位，不匯入。", "鄰居": "沒有對應的欄位，不匯入。"}
    assert found.code_column == 4


def test_the_same_heading_twice_is_refused_with_both_places(sheet_of):
    said = refusal(sheet_of(["資產編號", "資產名稱", "廠牌", "資產名稱＊"]))
    assert said.startswith("工作表「清冊」第 1 列的標題「資產名稱」重複：B 欄與 D 欄都是「資產名稱」。")


def test_two_words_for_one_field_take_the_surer_one(sheet_of):
    found = layout(sheet_of(["資產編號", "品名", "資產名稱", "財產名稱"]))
    assert taken(found) == {"資產編號": "number", "資產名稱": "name"}
    assert "已採用 C 欄「資產名稱」" in left_out(found)["品名"]


def test_a_running_number_is_no_serial_number(sheet_of):
    running = sheet_of(["序號", "資產編號", "資產名稱"], [1, "HW-001", "甲"], [2, "HW-002", "乙"])
    assert left_out(layout(running)) == {"序號": "內容是 1、2、3…的流水號，不匯入。"}
    serial = sheet_of(["序號", "資產編號", "資產名稱"], ["SN1", "HW-001", "甲"], ["SN2", "HW-002", "乙"])
    assert taken(layout(serial))["序號"] == "serial"
    assert taken(layout(running, mapping={"序號": "serial"}))["序號"] == "serial"


def test_a_person_s_own_mapping_wins(sheet_of):
    book = sheet_of(["資產編號", "資產名稱", "鄰居", "負責人"])
    found = layout(book, mapping={"鄰居": "使用者", "D": "-", "資產名稱": "system_name"})
    assert taken(found) == {"資產編號": "number", "資產名稱": "system_name", "鄰居": "user"}
    assert left_out(found) == {"負責人": "依指定不匯入。"}


def test_a_mapping_settles_headings_that_stand_twice(sheet_of):
    book = sheet_of(["資產編號", "資產名稱", "資產名稱"])
    assert [match.field and match.field.key for match in layout(book, mapping={"C": "-"}).columns] == [
        "number",
        "name",
        None,
    ]
    assert "也對應「資產名稱」" in layout(book, mapping={"C": "name"}).left_out[0].remark


def test_a_mapping_to_nowhere_is_refused(sheet_of):
    book = sheet_of(["資產編號", "資產名稱"])
    assert "沒有標題「保管」" in refusal(book, mapping={"保管": "custodian"})
    assert "資產清冊沒有「顏色」這個欄位" in refusal(book, mapping={"資產名稱": "顏色"})


def test_no_headings_at_all(sheet_of):
    said = refusal(sheet_of(["HW-001", "電腦"], ["HW-002", "伺服器"]))
    assert said.startswith("找不到資產清冊的標題列：工作表「清冊」第 1 列是「HW-001、電腦」")
    assert "資產編號、資產類別、資產名稱" in said
