"""總覽: the numbers, and what to do next."""

from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.overview import summary
from isms_desktop.services.risks import matrix


def _steps(office: Office) -> list[str]:
    return [step.focus or step.page for step in summary(office).next_steps]


def test_a_new_office_begins_with_its_assets(empty_office: Office) -> None:
    assert _steps(empty_office) == ["import"]
    assert all(count.number == 0 for count in summary(empty_office).counts)


def test_work_is_proposed_in_its_order_and_goes_when_done(weighed: Office) -> None:
    assert _steps(weighed) == ["unvalued", "unassessed", "unlabelled", "forms"]
    step = summary(weighed).next_steps[1]
    assert step.text.startswith("評估 2 項資產的 1") and step.why and step.page == "risks"
    records.change(weighed, "asset", {1: {"labelled": True}, 2: {"status": "scrapped"}, 3: {"status": "stopped"}}, "x")
    assert _steps(weighed) == ["forms"]


def test_a_high_risk_asks_for_a_plan(weighed: Office) -> None:
    records.delete(weighed, "treatment", [1], "刪除措施")
    records.change(weighed, "asset", {1: {"confidentiality": 4, "integrity": 4}}, "評分")
    records.change(weighed, "risk", {2: {"likelihood": 3, "impact": 3}}, "評分")
    assert "improve" in _steps(weighed)


def test_the_numbers_are_those_of_the_registers(weighed: Office) -> None:
    records.change(weighed, "asset", {1: {"core": True}, 2: {"core": False}}, "核心")
    overview = summary(weighed)
    assert [(count.label, count.number) for count in overview.counts] == [
        ("資產", 3),
        ("核心資產", 1),
        (f"{overview.year} 年度風險", 1),
        ("未完成的改善措施", 1),
    ]
    assert overview.matrix == matrix(weighed, overview.year)
    records.change(weighed, "treatment", {1: {"progress": "done", "finished_on": "2026-11-20"}}, "完成")
    assert summary(weighed).counts[3].number == 0


def test_values_are_asked_for_by_the_offices_own_method(weighed: Office) -> None:
    assert summary(weighed).next_steps[0].why == "機密性、完整性、可用性要填齊，才算得出風險值。"
    records.change(weighed, "agency", {weighed.agency.id: {"risk_method": "likelihood-impact"}}, "改方法")
    levels = {"confidentiality": 1, "integrity": 2, "availability": 3}
    records.change(weighed, "asset", {each.id: levels for each in weighed.all("asset")}, "評分")
    step = summary(weighed).next_steps[0]
    assert step.focus == "unvalued" and "法遵性" in step.why and "風險值" not in step.why
    records.change(weighed, "asset", {each.id: {"protection_level": "高"} for each in weighed.all("asset")}, "等級")
    assert "unvalued" not in _steps(weighed)
