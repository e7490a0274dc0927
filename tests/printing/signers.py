"""An invented office whose people sign: staff, suppliers' people, auditors; its requests, disposals and courses."""

from collections.abc import Sequence
from typing import Any

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.audits import Audit
from isms_desktop.domain.operations import Disposal
from isms_desktop.domain.people import Person
from isms_desktop.domain.requests import RemoteAccess, Request
from isms_desktop.domain.training import Attendance, Course
from isms_desktop.domain.vendors import Contract, Vendor, VendorStaff


def signing_office() -> dict[str, Sequence[Any]]:
    """A few of each, as of 115.11.20, with some that have left, lie in another year or lack something."""
    return {
        "asset": [
            Asset(id=1, number="HW-010", category="HW", name="櫃檯電腦", brand="昱訊", purchased_on="2014-05-12"),
        ],
        "person": [
            Person(id=1, name="施宥廷", department="資料股", job_title="股長", committee_group="team",
                   national_id="A123456789", joined_on="2019-08-01"),
            Person(id=2, name="羅秋菊", roles=("ciso",)),
            Person(id=3, name="已離職者", left_on="2026-10-31"),
            Person(id=4, name="同名的人", national_id="X000000001"),
            Person(id=5, name="同名的人", national_id="X000000002"),
        ],
        "vendor": [
            Vendor(id=1, name="暉立系統整合", representative="尚廷佑", phone="00-0000-1111", address="晴嵐市 0 號"),
            Vendor(id=2, name="只有契約的公司"),
            Vendor(id=3, name="人都走了的公司"),
            Vendor(id=4, name="沒有契約的公司"),
        ],
        "contract": [
            Contract(id=1, vendor=1, name="差勤維護案", starts_on="2026-01-01", ends_on="2026-12-31"),
            Contract(id=2, vendor=2, name="門禁維護案", starts_on="2026-01-01", ends_on="2027-12-31"),
            Contract(id=3, vendor=3, name="去年的案子", starts_on="2025-01-01", ends_on="2025-12-31"),
        ],
        "vendor_staff": [
            VendorStaff(id=1, vendor=1, contract=1, name="郝子謙", national_id="A123456789", phone="0900-000-111"),
            VendorStaff(id=2, vendor=3, contract=3, name="離場的人", ends_on="2025-12-31"),
            VendorStaff(id=3, vendor=1, name="沒有填契約的人", ends_on="2026-11-20"),
            VendorStaff(id=4, vendor=4, name="零工"),
        ],
        "audit": [
            Audit(id=1, kind="internal", subject="各股", held_on="2026-09-10", auditors="施宥廷、外聘委員",
                  period_from="2026-09-01", period_to="2026-09-30"),
            Audit(id=2, kind="vendor", subject="暉立系統整合", held_on="2026-06-10", auditors="施宥廷"),
            Audit(id=3, kind="internal", subject="去年的稽核", held_on="2025-09-10", auditors="羅秋菊"),
            Audit(id=4, kind="peer", subject="鄰近所", held_on="2026-10-10", auditors="同名的人"),
        ],
        "request": [
            Request(id=1, department="登記股", item_name="防毒軟體", requested_on="2026-03-18"),
            Request(id=2, department="資料股", item_name="去年的申請", requested_on="2025-03-18"),
        ],
        "remote_access": [
            RemoteAccess(id=1, applicant="郝子謙", starts_on="2026-06-08", ends_on="2026-06-12"),
            RemoteAccess(id=2, applicant="沒填迄日的人", starts_on="2026-07-01"),
            RemoteAccess(id=3, applicant="去年的人", starts_on="2025-06-08"),
        ],
        "disposal": [
            Disposal(id=1, asset=1, kind="scrap", done_on="2026-02-25"),
            Disposal(id=2, asset=99, kind="media", done_on="2026-03-25"),
            Disposal(id=3, asset=1, kind="repair", done_on="2025-03-25"),
        ],
        "course": [
            Course(id=1, name="通識", held_on="2026-04-15", starts_at="08:00", ends_at="09:00", number="115-01"),
            Course(id=2, name="兩天的課", held_on="2026-07-17", ends_on="2026-07-18", starts_at="09:00"),
            Course(id=3, name="跨年的課", held_on="2026-12-31", ends_on="2027-01-01"),
            Course(id=4, name="去年的課", held_on="2025-04-15"),
            Course(id=5, name="還沒排的課"),
        ],
        "attendance": [
            Attendance(id=1, course=1, person=1, name="施宥廷", department="登記股", job_title="課員"),
            Attendance(id=2, course=1, name="志工", department="外聘"),
            Attendance(id=3, course=1, person=1),
            Attendance(id=4, course=5, name="上別門課的人"),
        ],
    }  # fmt: skip
