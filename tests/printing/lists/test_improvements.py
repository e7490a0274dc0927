"""改善績效追蹤報告: what one finding says on its paper, from where it was found to whether it worked."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from isms_desktop.domain.audits import Audit
from isms_desktop.domain.improvements import ActionReview, AuditFinding, ImprovementAction
from isms_desktop.domain.vendors import Vendor
from isms_desktop.printing import Form, Inputs
from isms_desktop.printing.context import Context

FINDING = AuditFinding(
    id=1, number="115-1", kind="nonconformity", source="audit", audit=1, content="備份未測試。", impact="無法還原。",
    department="資料股", found_on="2026-09-16",
)  # fmt: skip
AUDIT = Audit(id=1, kind="internal", subject="全所", scope="全機關", audited_unit="各股", held_on="2026-09-10")


@pytest.fixture
def made(inputs: Inputs, forms: Mapping[str, Form]) -> Any:
    """Findings with their measures, rounds and audits → the copies of the paper."""

    def make(
        findings: Sequence[AuditFinding] = (FINDING,),
        actions: Sequence[ImprovementAction] = (),
        reviews: Sequence[ActionReview] = (),
        audits: Sequence[Audit] = (AUDIT,),
        **changes: Any,
    ) -> list[Context]:
        records = {
            "finding": findings,
            "action": actions,
            "action_review": reviews,
            "audit": audits,
            "vendor": [Vendor(id=1, name="暉立系統整合")],
        }
        return list(
            Context(forms["improvement_tracking"], dataclasses.replace(inputs, records=records, **changes)).copies()
        )

    return make


def action(number: int, **values: Any) -> ImprovementAction:
    return ImprovementAction(**{"id": number, "finding": 1, "measure": f"措施{number}。", **values})


def test_every_finding_of_the_year_is_a_paper_but_a_suggestion_that_asks_for_nothing(made: Any) -> None:
    findings = [
        FINDING.replace(id=2, number="115-10", content="較晚的。"),
        FINDING,
        FINDING.replace(id=3, kind="suggestion", content="沒有措施的建議。"),
        FINDING.replace(id=4, kind="suggestion", number="115-2", content="有措施的建議。"),
        AuditFinding(id=5, kind="improvement", source="drill", content="去年的演練。", found_on="2025-05-05"),
    ]
    copies = made(findings, [action(1, finding=4)])
    assert [copy["finding_number"].text for copy in copies] == ["115-1", "115-2", "115-10"]


def test_chosen_findings_are_printed_whatever_their_year_and_kind(made: Any) -> None:
    old = FINDING.replace(kind="suggestion", audit=None, found_on="2024-01-01")
    (copy,) = made([old], picked=("finding",))
    assert copy["audited_on"].text == "113.1.1"


def test_where_it_was_found_comes_from_the_audit_else_from_the_finding(made: Any) -> None:
    (copy,) = made()
    assert (copy["audited_on"].text, copy["audited_unit"].text) == ("115.9.10", "各股")
    assert copy["content_words"].text == "缺失項目：備份未測試。（115-1）"
    vendor = Audit(id=1, kind="vendor", subject="暉立", vendor=1, audited_unit="維護部", held_on="2026-09-10")
    (copy,) = made(audits=[vendor])
    assert copy["audited_unit"].text == "暉立系統整合 維護部"
    (copy,) = made([FINDING.replace(audit=None)])
    assert (copy["audited_on"].text, copy["audited_unit"].text) == ("115.9.16", "資料股")


@pytest.mark.parametrize(
    ("content", "scope", "kind", "ticked", "other"),
    [
        ("冷氣漏水。", "電腦機房", "internal", ["area_room"], ""),
        ("備份未測試。", "全機關", "internal", ["area_backup"], ""),
        ("未交維護紀錄。", "系統維護", "vendor", ["area_vendor"], ""),
        ("機房備份媒體未上鎖。", "全機關", "internal", ["area_room", "area_backup"], ""),
        ("未簽保密同意書。", "全機關", "internal", ["area_other"], "全機關"),
    ],
)
def test_the_area_is_ticked_that_scope_and_finding_name(
    made: Any, content: str, scope: str, kind: str, ticked: list[str], other: str
) -> None:
    (copy,) = made([FINDING.replace(content=content)], audits=[AUDIT.replace(scope=scope, kind=kind)])
    names = ("area_room", "area_vendor", "area_backup", "area_other")
    assert [name for name in names if copy[name].value] == ticked
    assert copy["area_words"].text == other


def test_measures_stand_in_their_aspect_with_the_same_number_in_each_column(made: Any) -> None:
    actions = [
        action(1, aspect="technical", expected="可還原。", progress="已測試。", evidence="測試紀錄"),
        action(2, aspect="people"),
        action(3, aspect="people", expected="有人會做。"),
    ]
    (copy,) = made(actions=actions)
    assert copy["measure_technical"].text == "措施1。"
    assert copy["progress_technical"].text == "已測試。（佐證：測試紀錄）"
    assert copy["measure_people"].text == "1. 措施2。\n2. 措施3。"
    assert copy["expected_people"].text == "2. 有人會做。"
    assert copy["measure_management"].text == copy["progress_people"].text == ""


@pytest.mark.parametrize(
    ("verdicts", "together"),
    [
        ([], ""),
        ([""], ""),
        (["passed"], "passed"),
        (["passed", ""], ""),
        (["passed", "follow_up"], "follow_up"),
        (["follow_up", "failed", "passed"], "failed"),
    ],
)
def test_one_box_is_ticked_for_all_measures_and_none_before_each_was_looked_at(
    made: Any, verdicts: list[str], together: str
) -> None:
    actions = [
        action(number, verdict=verdict, follow_up_by="2026-12-31" if verdict == "follow_up" else "", progress="未做。")
        for number, verdict in enumerate(verdicts, 1)
    ]
    (copy,) = made(actions=actions)
    assert copy["verdict"].value == together
    assert copy["follow_up_by"].value == ("2026-12-31" if together == "follow_up" else "")
    assert copy["failed_words"].text == ("未做。" if together == "failed" else "")


def test_the_last_day_speaks_for_all_measures_and_none_is_done_before_all_are(made: Any) -> None:
    done = action(1, due_on="2026-10-31", finished_on="2026-10-20", verdict="passed", budget="600 元", effect="有效。")
    open_ = action(2, due_on="2026-12-31", budget="600 元", spent="300 元")
    (copy,) = made(actions=[done, open_])
    assert (copy["due_on"].text, copy["finished_on"].text) == ("115.12.31", "")
    assert (copy["budget"].text, copy["spent"].text, copy["effect"].text) == ("600 元", "300 元", "有效。")
    assert copy["state_words"].text.endswith("改善措施 2 項，已完成 1 項。")
    (copy,) = made(actions=[done])
    assert copy["finished_on"].text == "115.10.20"
    assert copy["state_words"].text == "已完成：改善措施 1 項，已完成 1 項。"
    (copy,) = made()
    assert (copy["finished_on"].text, copy["state_words"].text) == ("", "未改善：尚未研議改善措施。")


def test_the_rounds_of_follow_up_run_by_day(made: Any) -> None:
    reviews = [
        ActionReview(id=1, action=1, round=2, reviewed_on="2026-11-04", progress="紀錄完整", verdict="passed"),
        ActionReview(id=2, action=1, round=1, reviewed_on="2026-10-15", progress="條款草案。", verdict="follow_up",
                     follow_up_by="2026-11-30", reviewer="潘美綉"),
        ActionReview(id=3, action=2, round=1, reviewed_on="2026-10-30", progress="還在談"),
    ]  # fmt: skip
    (copy,) = made(actions=[action(1), action(2)], reviews=reviews)
    assert copy["follow_ups"].text.split("\n") == [
        "115.10.15 第 1 次：待追蹤（期限 115.11.30）。條款草案。（潘美綉）",
        "115.10.30 第 1 次：還在談。",
        "115.11.4 第 2 次：合格／完成。紀錄完整。",
    ]
