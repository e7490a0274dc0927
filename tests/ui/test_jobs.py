"""Long work has exactly one of three ends, and the window's thread hears of it."""

import gc
import sys
import threading
import time

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import look_up
from isms_desktop.ui.jobs import USUAL_INTERVAL, Job, JobRunner, with_office


class Ends:
    """Notes what a job tells, and on which thread."""

    def __init__(self, job: Job) -> None:
        self.heard = []
        self.threads = set()
        job.done.connect(lambda result: self._note("done", result))
        job.failed.connect(lambda failure: self._note("failed", failure))
        job.cancelled.connect(lambda: self._note("cancelled", None))

    def _note(self, end, what) -> None:
        self.heard.append((end, what))
        self.threads.add(threading.get_ident())


def run(qtbot, job: Job) -> Ends:
    ends, runner = Ends(job), JobRunner()
    with qtbot.waitSignal(runner.idle, timeout=5000):
        runner.run(job)
    return ends


def test_work_that_ends_gives_its_result_to_the_windows_thread(qtbot):
    ends = run(qtbot, Job("數一數", lambda control: threading.get_ident()))
    [(end, worker)] = ends.heard
    assert end == "done"
    assert ends.threads == {threading.get_ident()} != {worker}


def test_the_users_world_is_said_as_it_is(qtbot):
    def work(control):
        raise UserError("磁碟已滿。", "請清出空間後再試。")

    [(end, failure)] = run(qtbot, Job("匯入", work)).heard
    assert (end, failure.text, failure.report) == ("failed", "磁碟已滿。請清出空間後再試。", "")


def test_a_bug_gives_a_report_without_what_the_records_hold(qtbot):
    def work(control):
        int("林小明 A123456789")

    [(end, failure)] = run(qtbot, Job("匯入", work)).heard
    assert end == "failed"
    assert "已儲存的資料都在" in failure.text
    assert "ValueError" in failure.report and "in work" not in failure.report and "test_jobs.py" in failure.report
    assert "林小明" not in failure.report and "A123456789" not in failure.report


def test_cancelled_work_stops_at_its_next_report(qtbot):
    def work(control):
        while True:
            control.progress(1, 0)
            time.sleep(0.005)

    job = Job("列印", work)
    job.progressed.connect(lambda *_: job.cancel())
    assert run(qtbot, job).heard == [("cancelled", None)]


def test_the_services_own_way_of_stopping_is_a_cancelled_job_too(qtbot):
    started = threading.Event()

    def work(control):
        started.set()
        while True:
            look_up(1, 2, None, control.cancelled)
            time.sleep(0.005)

    job = Job("匯出", work)
    ends, runner = Ends(job), JobRunner()
    with qtbot.waitSignal(runner.idle, timeout=5000):
        runner.run(job)
        started.wait(5)
        job.cancel()
    assert ends.heard == [("cancelled", None)]


def test_progress_arrives_in_order_and_not_more_often_than_anyone_can_see(qtbot):
    seen = []

    def work(control):
        for done in range(1, 20_001):
            control.progress(done, 20_000, "列")

    job = Job("匯入", work)
    job.progressed.connect(lambda done, total, text: seen.append((done, total, text)))
    run(qtbot, job)
    assert seen[-1] == (20_000, 20_000, "列")
    assert seen == sorted(seen) and len(seen) < 2_000


def test_the_worker_takes_turns_with_the_window_only_while_it_runs(qtbot):
    sys.setswitchinterval(0.0004)  # as a window leaves it that went while its job was running
    work = lambda control: (sys.getswitchinterval(), gc.get_freeze_count())  # noqa: E731
    [(_, (interval, left_out))] = run(qtbot, Job("列印", work)).heard
    assert interval < USUAL_INTERVAL and left_out > 0
    assert sys.getswitchinterval() == USUAL_INTERVAL == 0.005


def test_a_job_works_on_the_office_over_its_own_connection(qtbot, office):
    job = Job("數資產", with_office(office, lambda own, control: (own is not office, len(own.all("asset")))))
    assert run(qtbot, job).heard == [("done", (True, len(office.all("asset"))))]
