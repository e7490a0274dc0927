"""The report of a bug: enough to find it, nothing of the office."""

from isms_desktop.ui.messages import crash_report


def raised(make):
    try:
        make()
    except Exception as error:
        return error
    raise AssertionError


def test_it_names_versions_the_error_and_the_place():
    def deep():
        return {}["無此鍵"]

    report = crash_report(raised(deep))
    assert "資安維護管家" in report and "Python 3" in report and "PySide6" in report
    assert "KeyError" in report and "test_messages.py" in report and "deep" in report
    assert "無此鍵" not in report


def test_it_tells_the_causes_too():
    def cause():
        try:
            int("x")
        except ValueError as problem:
            raise RuntimeError("outer") from problem

    report = crash_report(raised(cause))
    assert report.index("RuntimeError") < report.index("ValueError")


def test_it_does_not_name_the_folders_of_the_person_at_the_machine(tmp_path, monkeypatch):
    module = tmp_path / "someone" / "broken.py"
    module.parent.mkdir()
    module.write_text("def fail():\n    raise ValueError\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(module.parent))
    import broken

    report = crash_report(raised(broken.fail))
    assert "broken.py" in report and str(tmp_path) not in report
