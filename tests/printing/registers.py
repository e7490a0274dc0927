"""Invented records of the registers of the year, for the tests of what prints them."""

from collections.abc import Sequence
from typing import Any

from isms_desktop.domain.access import AccessEntry, AccountReview
from isms_desktop.domain.audits import Answer, Audit, Checklist, ChecklistItem
from isms_desktop.domain.business import Business
from isms_desktop.domain.drills import Intelligence
from isms_desktop.domain.harmful import HarmfulProduct
from isms_desktop.domain.improvements import AuditFinding, ImprovementAction
from isms_desktop.domain.incidents import Incident
from isms_desktop.domain.management import Communication, ContextIssue, Document
from isms_desktop.domain.objectives import Measurement, Objective
from isms_desktop.domain.operations import RoomLog
from isms_desktop.domain.people import Person
from isms_desktop.domain.systems import ControlCheck, System
from isms_desktop.domain.vendors import Contract, Vendor


def small_office() -> dict[str, Sequence[Any]]:
    """A few records of each register, with what has to be sorted, left out or joined."""
    return {
        "person": [
            Person(id=1, name="施宥廷", department="資料股", job_title="股長", committee_group="team",
                   duties="年度工作計畫之擬定\n資產之盤點", deputy="邱志堃"),
            Person(id=2, name="羅秋菊", department="主任室", job_title="主任", roles=("ciso",), duties="1. 政策之核定"),
            Person(id=3, name="邱志堃", department="登記股", job_title="股長", committee_group="team",
                   duties="年度工作計畫之擬定\n資產之盤點"),
            Person(id=4, name="已離職者", committee_group="team", left_on="2026-10-31"),
            Person(id=5, name="櫃檯同仁", department="登記股"),
            Person(id=6, name="內稽同仁", committee_group="audit"),
        ],
        "access_entry": [
            AccessEntry(id=1, name="郝子謙", entered_on="2026-03-02", entered_at="10:00"),
            AccessEntry(id=2, name="尚廷佑", entered_on="2026-03-02", entered_at="09:00"),
            AccessEntry(id=3, name="去年來的", entered_on="2025-12-31"),
        ],
        "vendor": [Vendor(id=1, name="暉立系統整合")],
        "contract": [Contract(id=1, vendor=1, name="網站維護")],
        "system": [
            System(id=1, name="差勤系統", development="outsourced", vendor=1, confidentiality="普", integrity="中"),
            System(id=2, name="戶政資訊系統", development="superior", core=True, mtpd="由主管機關訂之"),
            System(id=3, name="舊叫號系統", development="package", status="stopped"),
        ],
        "control_check": [
            ControlCheck(id=1, system=1, control="1", result="yes", evidence="帳號申請單"),
            ControlCheck(id=2, system=1, control="3", result="no", explanation="尚未停用閒置帳號。"),
        ],
        "business": [
            Business(id=1, name="戶籍登記", core=True, importance=("statute", "operation"), tolerable_outage=8,
                     outage_unit="working_hours"),
            Business(id=2, name="公文收發", core=False, tolerable_outage="由縣府訂之", outage_unit="hours"),
            Business(id=3, name="國籍案件", core=True, importance=("statute",), importance_note="依國籍法辦理。"),
        ],
        "harmful_product": [HarmfulProduct(id=1, brand="某牌", model="A-1", listed_on="2026-03-03")],
        "account_review": [
            AccountReview(id=1, system="差勤系統", reviewed_on="2026-06-22", accounts=25, closed=1),
            AccountReview(id=2, system="規費系統", reviewed_on="2025-06-22"),
            AccountReview(id=3, system="還沒有清查的"),
        ],
        "room_log": [
            RoomLog(id=1, logged_on="2026-11-03", temperature=22.5),
            RoomLog(id=2, logged_on="2026-11-02", temperature=23),
            RoomLog(id=3, logged_on="2026-09-30", temperature=24),
            RoomLog(id=4, logged_on="2025-09-30", temperature=25),
        ],
        "objective": [
            Objective(id=1, number="1", indicator="點閱率", statement="低於 2%。", unit="%"),
            Objective(id=2, number="2", kind="qualitative", statement="離座即鎖定螢幕。"),
        ],
        "measurement": [
            Measurement(id=1, objective=1, year=115, period="上半年", value=4.8, met=False, improvement="補測。"),
            Measurement(id=2, objective=1, year=115, period="下半年", value=1, met=True),
            Measurement(id=3, objective=1, year=114, period="全年", value=0, met=True),
            Measurement(id=4, objective=2, year=115, period="全年", value="良好"),
        ],
        "context_issue": [
            ContextIssue(id=1, kind="party", aspect="民眾"),
            ContextIssue(id=2, kind="environment", aspect="法規變動"),
        ],
        "communication": [Communication(id=1, subject="資安政策")],
        "document": [Document(id=1, number="資-10", name="程序"), Document(id=2, number="資-9", name="政策")],
        "intelligence": [
            Intelligence(id=1, received_on="2026-05-04", kind="intrusion", summary="攻擊組織使用之中繼站。"),
            Intelligence(id=2, received_on="2026-02-09", kind="message", summary="韌體弱點。"),
            Intelligence(id=3, received_on="2025-02-09", kind="core", summary="去年的情資。"),
        ],
        "audit": [
            Audit(id=1, kind="internal", subject="各股", scope="全機關", held_on="2026-09-10",
                  reviewed_on="2026-09-20", checklist=1, auditors="施宥廷、外聘委員"),
            Audit(id=2, kind="vendor", subject="暉立系統整合", held_on="2026-06-10"),
            Audit(id=3, kind="internal", subject="全所", held_on="2025-09-10"),
            Audit(id=4, kind="self", subject="沒有缺失的自評", held_on="2026-08-10"),
        ],
        "incident": [Incident(id=1, summary="備份硬碟故障", known_at="2026-06-24T08:35")],
        "checklist": [Checklist(id=1, name="自評表", version="115", kind="self", grading="four")],
        "checklist_item": [
            ChecklistItem(id=1, checklist=1, position=2, section="二、防護", number="2.1", question="備份是否測試？"),
            ChecklistItem(id=2, checklist=1, position=1, section="一、業務", number="1.1", question="是否列出業務？"),
            ChecklistItem(id=3, checklist=1, position=3, section="二、防護", number="2.2", question="清冊是否更新？"),
        ],
        "answer": [
            Answer(id=1, audit=1, item=1, result="no", explanation="第 3 季未測試。", evidence="備份紀錄"),
            Answer(id=2, audit=1, item=2, result="yes"),
        ],
        "finding": [
            AuditFinding(id=1, kind="nonconformity", source="audit", audit=1, incident=1, number="115-1",
                         content="備份未測試。",
                         answer=1),
            AuditFinding(id=2, kind="improvement", source="audit", audit=1, content="清冊未更新。", cause="人力不足。"),
            AuditFinding(id=3, kind="improvement", source="audit", audit=2, content="未交維護紀錄。"),
            AuditFinding(id=4, kind="improvement", source="audit", audit=3, content="去年的缺失。"),
            AuditFinding(id=5, kind="improvement", source="superior", content="上級的建議。", found_on="2026-05-05"),
            AuditFinding(id=6, kind="improvement", source="drill", content="去年的演練。", found_on="2025-05-05"),
        ],
        "action": [
            ImprovementAction(id=1, finding=1, measure="每季測試。", due_on="2026-12-31", tracking="季報"),
            ImprovementAction(id=2, finding=1, measure="寫操作卡。"),
        ],
    }  # fmt: skip
