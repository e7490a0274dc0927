"""The big office that the measurements of pages and of the search work on: invented, and the same every time.

5,000 assets, 2,000 risks, 300 people, 20 audits with 64 to 100 answers each, 200 courses with 10,000 attendances, and
the other registers in the numbers that a large office gathers in ten years.
"""

import datetime
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from isms_desktop.services.offices import create_office
from tests.bench.big_core import DEPARTMENTS, GIVEN, SURNAMES, THINGS, TODAY, YEAR, Core, Row

_WORKS = ("系統維護", "網路設備維護", "官網改版", "備份設備租賃", "資安監控", "機電保養")
_EVENTS = ("網頁遭置換", "主機停止服務", "帳號遭盜用", "釣魚信件通報", "磁碟故障", "勒索軟體感染單機")
_QUESTIONS = (
    "是否訂有書面程序並經核定", "是否定期檢視且留存紀錄", "是否指派專人負責", "是否於期限內完成改善",
    "是否限制存取權限",
)  # fmt: skip
_ASPECTS = ("management", "technical", "people", "resources", "procedure", "other")


def make(path: Path, profile: str = "city-bureau-c") -> None:
    """Write the big office to a new file. UserError when the file exists."""
    office = create_office(path, profile=profile, name="量測用大型機關")
    with office.action("量測用資料", undoable=False) as action:
        _Maker(action, office.rules.profile.categories, office.rules.method.ranges).everything()
    office.close()


class _Maker(Core):
    """The registers of ten years on top of people, assets and risks."""

    def everything(self) -> None:
        """All registers, what is pointed at first."""
        people = self._people(300)
        assets = self._assets(5_000)
        risks = self._add("risk", self._risks(assets, 2_000))
        self._add("treatment", self._treatments(risks[::4]))
        vendors, contracts = self._vendors(50, 120)
        self._systems(vendors, 60)
        findings = self._audits(contracts, 20)
        self._improvements(findings)
        self._training(people, 200, 10_000)
        self._incidents(60)
        self._daily(1_000)
        self._yearly(assets)

    def _vendors(self, count: int, contracts: int) -> tuple[list[int], list[tuple[int, int]]]:
        vendors = self._add(
            "vendor",
            (
                {"name": f"虛構資訊第 {place} 股份有限公司", "contact": self._somebody(),
                 "phone": f"00-1000-{place:04}", "email": f"service@vendor{place}.example",
                 "service": _WORKS[place % len(_WORKS)]}
                for place in range(count)
            ),
        )  # fmt: skip
        owners = [vendors[place % count] for place in range(contracts)]
        rows = [
            {"vendor": owner, "name": f"{_WORKS[place % len(_WORKS)]}案 {place}", "number": f"C{place:04}",
             "starts_on": self._day(-1000, -400), "ends_on": self._day(-300, 400), "amount": 50_000 + place * 1_000,
             "responsible": self._somebody(), "secrecy_clause": True, "notice_hours": 1}
            for place, owner in enumerate(owners)
        ]  # fmt: skip
        ids = self._add("contract", rows)
        staff_rows = [
            {"vendor": owners[place % contracts], "contract": ids[place % contracts], "job": "工程師",
             "name": f"{self._chance.choice(SURNAMES)}{''.join(self._chance.choices(GIVEN, k=2))}{place}"}
            for place in range(contracts * 2)
        ]  # fmt: skip
        staff = self._add("vendor_staff", staff_rows)
        self._add(
            "pledge",
            (
                {"kind": "vendor_pledge", "signer": row["name"], "vendor": row["vendor"], "vendor_staff": each,
                 "signed_on": (signed := self._day(-700, -1)), "valid_until": self._years_later(signed), "copies": 1}
                for each, row in zip(staff, staff_rows, strict=True)
            ),
        )  # fmt: skip
        return vendors, list(zip(ids, owners, strict=True))

    @staticmethod
    def _years_later(day: str) -> str:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=365)).isoformat()

    def _systems(self, vendors: Sequence[int], count: int) -> None:
        level = ("普", "中", "高")
        ids = self._add(
            "system",
            (
                {"name": f"{THINGS[place % len(THINGS)]}（{place}）", "development": "outsourced", "core": place < 6,
                 "business": f"業務 {place}", "vendor": vendors[place % len(vendors)],
                 "confidentiality": level[place % 3], "integrity": level[place // 2 % 3],
                 "availability": level[place // 3 % 3], "compliance": "普",
                 "graded_on": self._day(-500, -10), "administrator": self._somebody(), "rto": 8, "rpo": 24, "mtpd": 72}
                for place in range(count)
            ),
        )  # fmt: skip
        self._add(
            "control_check",
            (
                {"system": system, "control": f"{1 + place}", "result": "yes",
                 "checked_on": self._day()}
                for system in ids[:10]
                for place in range(60)
            ),
        )  # fmt: skip
        self._add("business", ({"name": f"業務 {place}", "core": False} for place in range(count)))

    def _audits(self, contracts: Sequence[tuple[int, int]], count: int) -> list[tuple[int, str]]:
        """Half of them vendor audits of 64 items, half self-checks of 100; returns the findings with their days."""
        found: list[Row] = []
        for kind, size in (("vendor", 64), ("self", 100)):
            checklist = self._action.insert(
                "checklist", {"name": f"量測用檢核表（{size} 項）", "version": "1", "kind": kind, "grading": "three"}
            )
            items = self._add(
                "checklist_item",
                (
                    {"checklist": checklist, "position": place, "number": f"{1 + place // 8}.{1 + place % 8}",
                     "section": f"{1 + place // 8}. 第 {1 + place // 8} 構面",
                     "question": f"第 {place + 1} 項{_QUESTIONS[place % len(_QUESTIONS)]}？"}
                    for place in range(size)
                ),
            )  # fmt: skip
            for place in range(count // 2):
                found += self._audit(kind, checklist, items, place, contracts[place % 5])
        share = 300 - len(found)
        found += [self._finding("drill", f"演練發現第 {place} 項：通報名冊未更新") for place in range(share)]
        rows = found[:300]
        return list(zip(self._add("finding", rows), (row["found_on"] for row in rows), strict=True))

    def _audit(
        self, kind: str, checklist: int, items: Sequence[int], place: int, contract: tuple[int, int]
    ) -> Iterator[Row]:
        held = f"{2017 + place}-09-15"
        audit = self._action.insert(
            "audit",
            {"kind": kind, "checklist": checklist, "subject": f"受查對象 {place % 5}", "held_on": held,
             "status": "done", "auditors": "、".join((self._somebody(), self._somebody())),
             **({"contract": contract[0], "vendor": contract[1]} if kind == "vendor" else {"audited_unit": "秘書室"})},
        )  # fmt: skip
        results = self._chance.choices(("yes", "no", "not_applicable"), (85, 9, 6), k=len(items))
        answers = self._add(
            "answer",
            (
                {"audit": audit, "item": item, "result": result,
                 "explanation": "" if result == "yes" else "訪談後認定，紀錄附卷。"}
                for item, result in zip(items, results, strict=True)
            ),
        )  # fmt: skip
        for answer, result in zip(answers, results, strict=True):
            if result == "no":
                yield self._finding(
                    "audit", f"查核 {audit} 之第 {answer} 項不符合", audit=audit, answer=answer, found_on=held
                )

    def _finding(self, source: str, content: str, **more: Any) -> Row:
        kind = self._chance.choice(("nonconformity", "improvement", "suggestion"))
        return {
            "source": source,
            "kind": kind,
            "content": content,
            "cause": "人員異動後未交接，程序書也未更新。",
            "department": self._chance.choice(DEPARTMENTS),
            "found_on": self._day(-900, -100),
            **more,
        }

    def _improvements(self, findings: Sequence[tuple[int, str]]) -> None:
        verdicts = ("passed", "follow_up", "")
        actions = self._add(
            "action",
            (
                {"finding": finding, "aspect": _ASPECTS[place % 6], "measure": f"措施 {place}：更新程序書並宣導",
                 "responsible": self._somebody(), "due_on": max(found_on, self._day(-400, 200)),
                 "verdict": verdicts[place % 3], "tracking": "每月追蹤",
                 "finished_on": max(found_on, self._day(-300, -1)) if place % 3 == 0 else "",
                 "follow_up_by": self._day(-30, 90) if place % 3 == 1 else ""}
                for place, (finding, found_on) in enumerate(each for each in findings for _ in range(2))
            ),
        )  # fmt: skip
        self._add(
            "action_review",
            (
                {"action": each, "round": turn + 1, "reviewed_on": self._day(-200 + 100 * turn, -101 + 100 * turn),
                 "verdict": "follow_up", "follow_up_by": self._day(0, 90), "progress": "程序書已修正，尚待全員知悉。",
                 "reviewer": self._somebody()}
                for each in actions[1::3]
                for turn in (0, 1)
            ),
        )  # fmt: skip

    def _training(self, people: Sequence[tuple[int, Row]], courses: int, attendances: int) -> None:
        kinds = ("general", "professional", "competency", "awareness")
        ids = self._add(
            "course",
            (
                {"name": f"資安課程第 {place} 場", "kind": kinds[place % 4], "held_on": self._day(-1500, 30),
                 "hours": 3.0, "starts_at": "09:00", "ends_at": "12:00", "place": "三樓會議室",
                 "lecturer": self._somebody()}
                for place in range(courses)
            ),
        )  # fmt: skip
        each_time = attendances // courses
        self._add(
            "attendance",
            (
                {"course": course, "person": person, "present": self._chance.random() < 0.9,
                 "name": row["name"], "department": row["department"], "job_title": row["job_title"]}
                for course in ids
                for person, row in self._chance.sample(people, each_time)
            ),
        )  # fmt: skip
        self._add(
            "training_plan",
            (
                {"year": YEAR - place // 4, "audience": ("security_staff", "it_staff", "user", "manager")[place % 4],
                 "course": f"計畫課程 {place}", "hours": 3.0, "schedule": "第 3 季", "mode": "onsite"}
                for place in range(40)
            ),
        )  # fmt: skip

    def _incidents(self, count: int) -> None:
        days = [self._day(-2500, -40) for _ in range(count)]
        ids = self._add(
            "incident",
            (
                {"summary": f"{_EVENTS[place % len(_EVENTS)]}（第 {place} 件）", "known_at": self._moment(day, 540),
                 "reported_at": self._moment(day, 580), "controlled_at": self._moment(day, 2000),
                 "description": "值班人員發現異常後中斷網路並保全紀錄。", "kind": "other", "systems": "公文管理系統",
                 "confidentiality": "0", "integrity": "1", "availability": f"{1 + place % 2}",
                 "confidentiality_reason": "沒有外洩。", "integrity_reason": "輕微竄改。",
                 "availability_reason": "短暫中斷。",
                 "reporter": self._somebody()}
                for place, day in enumerate(days)
            ),
        )  # fmt: skip
        self._add(
            "incident_event",
            (
                {"incident": each, "happened_at": self._moment(day, 540 + step * 45),
                 "what": f"處理步驟 {step}：紀錄現況", "who": self._somebody()}
                for each, day in zip(ids, days, strict=True)
                for step in range(8)
            ),
        )  # fmt: skip

    def _daily(self, count: int) -> None:
        self._add(
            "access_entry",
            (
                {"name": self._somebody(), "department": "虛構資訊", "escort": self._somebody(),
                 "entered_on": self._day(), "entered_at": f"{9 + place % 7:02}:10",
                 "left_at": f"{10 + place % 7:02}:00", "reason": "設備巡檢"}
                for place in range(count)
            ),
        )  # fmt: skip
        self._add(
            "room_log",
            (
                {"logged_on": (TODAY - datetime.timedelta(days=place)).isoformat(), "temperature": 22.5 + place % 3,
                 "humidity": 50.0 + place % 9, "keeper": self._somebody()}
                for place in range(count // 2)
            ),
        )  # fmt: skip
        systems = [f"{THINGS[place % len(THINGS)]}（{place}）" for place in range(60)]
        self._add(
            "account_review",
            (
                {"system": system, "kind": "privileged", "period": f"{YEAR - turn} 年", "reviewed_on": self._day(),
                 "accounts": 40, "closed": 2, "reviewer": self._somebody()}
                for system in systems
                for turn in range(4)
            ),
        )  # fmt: skip
        self._add(
            "backup_test",
            (
                {"target": system, "tested_on": self._day(), "result": "passed", "restore_time": "35 分鐘"}
                for system in systems
            ),
        )  # fmt: skip

    def _yearly(self, assets: Sequence[tuple[int, dict[str, int]]]) -> None:
        self._add(
            "task",
            (
                {"name": f"年度工作 {place}", "year": YEAR - place % 5, "basis": "資通安全管理法施行細則",
                 "due_on": f"{2026 - place % 5}-{1 + place % 12:02}-15", "responsible": self._somebody(),
                 "done_on": f"{2026 - place % 5}-{1 + place % 12:02}-10" if place % 5 else ""}
                for place in range(500)
            ),
        )  # fmt: skip
        kinds = ("message", "intrusion", "sensitive", "core")
        self._add(
            "intelligence",
            (
                {"received_on": self._day(), "number": f"INT-{place:04}", "kind": kinds[place % 4],
                 "summary": f"警訊 {place}：某套件有弱點", "responsible": self._somebody()}
                for place in range(300)
            ),
        )  # fmt: skip
        self._add(
            "disposal",
            (
                {"asset": asset, "kind": "scrap", "done_on": self._day(), "erasure": "destroy",
                 "witness": self._somebody()}
                for asset, _levels in assets[49::50]
            ),
        )  # fmt: skip
        self._add(
            "request",
            (
                {"department": DEPARTMENTS[place % len(DEPARTMENTS)], "applicant": self._somebody(),
                 "requested_on": self._day(), "item_name": f"軟體授權 {place}", "decision": "approved"}
                for place in range(200)
            ),
        )  # fmt: skip
        self._add("document", ({"number": f"D-{place:03}", "name": f"程序書 {place}"} for place in range(120)))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
