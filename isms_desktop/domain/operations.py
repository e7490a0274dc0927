"""日常維運: the machine room, backups, and what leaves the office (seed 002; seeds 000, 003 and 004)."""

from collections.abc import Iterator

from isms_desktop.domain.fields import Choice, Record, Rules, choice, date, decimal, lines, record, ref, text
from isms_desktop.domain.findings import Finding, warning

CONDITIONS = (
    Choice("normal", "正常", ("良好", "○", "OK")),
    Choice("abnormal", "異常", ("故障", "╳")),
    Choice("none", "無此設備", ("無",)),
)
_WATCHED = ("power", "cooling", "fire", "door")


def _abnormal_is_explained(log: "RoomLog", _rules: Rules) -> Iterator[Finding]:
    if any(getattr(log, key) == "abnormal" for key in _WATCHED) and not log.remarks:
        yield warning("remarks", "有異常的項目，但沒有說明。", "請寫下異常狀況與處理情形。")


@record("room_log", "機房工作日誌", identity=("logged_on",), title=("logged_on",), checks=(_abnormal_is_explained,))
class RoomLog(Record):
    """One look at the machine room."""

    logged_on: str = date("日期", required=True)
    temperature: float | None = decimal("溫度", minimum=-20, maximum=80, unit="°C", synonyms=("機房溫度",))
    humidity: float | None = decimal("濕度", minimum=0, maximum=100, unit="%", synonyms=("溼度", "機房濕度"))
    power: str = choice("電力／UPS", CONDITIONS, default="normal", width=8, synonyms=("電力", "UPS", "不斷電系統"))
    cooling: str = choice("空調", CONDITIONS, default="normal", width=8, synonyms=("空調設備",))
    fire: str = choice("消防", CONDITIONS, default="normal", width=8, synonyms=("消防設備",))
    door: str = choice("門禁", CONDITIONS, default="normal", width=8, synonyms=("門禁設備",))
    remarks: str = lines("異常狀況及處理", synonyms=("異常", "異常狀況", "處理情形"))
    keeper: str = text("值勤人員", suggest="person", width=12, synonyms=("檢查人員", "值班人員"))


TEST_RESULTS = (Choice("passed", "成功", ("正常", "完成")), Choice("failed", "失敗", ("異常", "未成功")))


def _failure_is_explained(test: "BackupTest", _rules: Rules) -> Iterator[Finding]:
    if test.result == "failed" and not test.remarks:
        yield warning("remarks", "測試失敗，但沒有說明。", "請寫下原因與後續處理。")


@record(
    "backup_test",
    "備份與還原測試",
    identity=("target", "tested_on"),
    title=("target", "tested_on"),
    unit="次",
    checks=(_failure_is_explained,),
)
class BackupTest(Record):
    """One test that a backup can be read back."""

    target: str = text("標的", required=True, suggest="system", width=22, synonyms=("測試標的", "系統名稱", "備份標的"))
    tested_on: str = date("測試日期", synonyms=("日期",))
    method: str = text("方式", width=18, synonyms=("備份方式", "測試方式"))
    result: str = choice("測試結果", TEST_RESULTS, width=8, synonyms=("結果",))
    restore_time: str = text("還原時間", width=12, help="例如「35 分鐘」。", synonyms=("還原所需時間",))
    remarks: str = lines("說明", synonyms=("處理情形",))
    tester: str = text("測試人員", suggest="person", width=12, synonyms=("執行人員",))


DISPOSAL_KINDS = (
    Choice("scrap", "報廢"),
    Choice("move_out", "移出", ("移撥", "移轉")),
    Choice("media", "媒體銷毀", ("儲存媒體銷毀",)),
    Choice("repair", "送修", ("送廠維修",)),
)
ERASURES = (
    Choice("overwrite", "覆寫", ("抹除", "軟體覆寫")),
    Choice("degauss", "消磁"),
    Choice("destroy", "實體銷毀", ("破壞", "銷毀")),
    Choice("none", "不含資料", ("無資料",)),
)


def _data_goes_first(disposal: "Disposal", _rules: Rules) -> Iterator[Finding]:
    if not disposal.erasure:
        yield warning("erasure", "沒有填資料清除方式。", "設備離開機關前應先移除資料；不含資料者請選「不含資料」。")
    elif disposal.erasure != "none" and not disposal.witness:
        yield warning("witness", "沒有填監督人。", "請填寫監督資料清除的人員。")


@record(
    "disposal",
    "資產報廢及移出",
    identity=("asset", "kind", "done_on"),
    title=("asset", "kind"),
    checks=(_data_goes_first,),
)
class Disposal(Record):
    """One asset that leaves, or one medium that is destroyed."""

    asset: int | None = ref("資產", "asset", required=True, width=22, synonyms=("資產編號", "資產名稱"))
    kind: str = choice("種類", DISPOSAL_KINDS, required=True, default="scrap", width=10, synonyms=("類別",))
    applicant: str = text("申請人", suggest="person", width=12)
    approver: str = text("核定人", suggest="person", width=12)
    done_on: str = date(
        "日期",
        help="填了日期，報廢的資產狀態改為「報廢」、移出的改為「移出」，一起復原。",
        synonyms=("報廢日期", "移出日期", "銷毀日期"),
    )
    erasure: str = choice("資料清除方式", ERASURES, width=10, synonyms=("清除方式",))
    witness: str = text("監督人", suggest="person", width=12, synonyms=("監毀人", "會同人員"))
    evidence: str = text("佐證", width=20, synonyms=("佐證資料", "相關文件"))
