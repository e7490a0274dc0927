"""What a check answers, in words that can be shown as they are."""

from isms_desktop.domain.findings import Severity, UserError, error, warning


def test_a_finding_reads_as_what_is_wrong_and_what_to_do() -> None:
    finding = error("name", "資產名稱是空白的。", "請填寫資產名稱。")
    assert str(finding) == "資產名稱是空白的。請填寫資產名稱。"
    assert (finding.severity, warning("name", "").severity) == (Severity.ERROR, Severity.WARNING)


def test_an_error_of_the_users_world_carries_its_findings() -> None:
    finding = error("name", "空白。")
    problem = UserError("不能儲存。", "請更正。", (finding,))
    assert (str(problem), problem.text, problem.findings) == ("不能儲存。請更正。", "不能儲存。", (finding,))
