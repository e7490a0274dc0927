"""年度作業: the registers that an office keeps over the year, each under its own heading."""

from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, register

_ENTRIES = (
    ("tasks", "年度工作", "task", "今年要做的事、期限與完成情形。", ("name", "due_on", "cycle", "responsible", "done_on")),
    ("business", "業務", "business", "核心與非核心業務，以及可以容忍中斷多久。", ("name", "core", "system", "importance", "tolerable_outage", "outage_unit")),
    ("systems", "資通系統", "system", "資通系統與防護需求等級。", ("name", "business", "development", "core", "level", "vendor", "graded_on")),
    ("controls", "防護基準檢核", "control_check", "各系統依附表十的檢核結果。", ("system", "control", "result", "explanation", "checked_on")),
    ("objectives", "目標", "objective", "資通安全目標與量測方法。", ("number", "kind", "indicator", "statement", "operator", "target", "unit")),
    ("measurements", "目標量測", "measurement", "每一期的量測結果。", ("objective", "year", "period", "value", "met", "explanation")),
    ("requests", "需求申請", "request", "軟硬體需求的申請與審查。", ("requested_on", "department", "applicant", "item", "item_name", "quantity", "decision")),
    ("access", "管制區域進出", "access_entry", "進出機房等管制區域的紀錄。", ("entered_on", "name", "department", "escort", "entered_at", "left_at", "reason")),
    ("remote", "遠距連線", "remote_access", "遠距連線的申請、期間與關閉。", ("applicant", "purpose", "source", "target", "ports", "starts_on", "ends_on", "closed_on")),
    ("accounts", "帳號清查", "account_review", "定期清查帳號與權限。", ("system", "kind", "period", "reviewed_on", "accounts", "closed", "reviewer")),
    ("rooms", "機房日誌", "room_log", "機房的溫濕度與設備狀況。", ("logged_on", "temperature", "humidity", "power", "cooling", "fire", "door", "keeper")),
    ("backups", "備份測試", "backup_test", "備份能不能還原，要測過才知道。", ("target", "tested_on", "method", "result", "restore_time", "tester")),
    ("disposals", "報廢與移出", "disposal", "設備報廢、移出及媒體銷毀。", ("asset", "kind", "done_on", "erasure", "applicant", "witness")),
    ("meetings", "管理審查", "meeting", "管理審查會議的議題與決議。", ("held_on", "chair", "attendees", "topics", "decisions")),
    ("context", "組織全景", "context_issue", "內外部環境與利害關係人。", ("kind", "aspect", "explanation", "strategy")),
    ("communication", "溝通規劃", "communication", "什麼事、什麼時候、告訴誰。", ("subject", "occasion", "audience", "responsible", "means")),
    ("documents", "文件", "document", "管制文件與紀錄的版次與保存。", ("number", "name", "version", "department", "approved_on", "review_on", "retention")),
    ("report", "實施情形", "report_item", "維護計畫實施情形各項的說明。", ("year", "item", "heading", "explanation")),
    ("plan", "計畫文字", "plan_text", "維護計畫中本機關自己的文字。", ("section", "heading", "wording")),
    ("prints", "列印登記", "print", "印過的表單。", ("number", "title", "printed_at", "pages", "printed_by")),
)  # fmt: skip


class YearlyPage(RegistersPage):
    """The year's registers."""

    page_id = "yearly"
    title = "年度作業"
    entries = tuple(
        register(name, label, RegisterSpec(kind=kind, purpose=purpose, columns=columns))
        for name, label, kind, purpose, columns in _ENTRIES
    )
