"""Making an office, opening it, practising; and what is left when that does not work."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.domain.checks import check, errors
from isms_desktop.domain.findings import UserError
from isms_desktop.paths import shipped
from isms_desktop.services import library, records
from isms_desktop.services.offices import Office, create_office, open_office, practice_office, profiles, proposed_path
from isms_desktop.store.errors import FileProblem, WrongKey
from isms_desktop.store.office_file import create_store

HOUSEHOLD = "household-office-c"
SAMPLES = sorted(path.name for path in shipped("resources", "samples").iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "我的文件"
    folder.mkdir()
    return folder / "某所.isms"


def test_the_kinds_of_office_stand_in_the_order_of_the_seeds() -> None:
    assert [each.seed for each in profiles()] == ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize("profile", library.profiles())
def test_a_new_office_of_every_kind_is_ready_for_work(profile: str, path: Path) -> None:
    office = create_office(path, profile=profile, name="  某機關 ")
    assert (office.agency.name, office.agency.profile) == ("某機關", profile)
    assert not errors(check(office.agency, office.rules))
    method = office.rules.method
    levels = {(scale, level) for scale, (low, high) in method.ranges.items() for level in range(low, high + 1)}
    assert {(each.scale, each.level) for each in office.all("scale")} == levels
    assert len(office.all("threat")) >= 60
    assert records.undo(office) is None
    assert office.store.verify().ok
    office.close()


@pytest.mark.parametrize("profile", SAMPLES)
def test_a_practice_office_has_enough_to_practise_with(profile: str, path: Path) -> None:
    office = create_office(path, profile=profile, name="練習用", sample=True)
    assert [len(office.all(kind)) >= least for kind, least in (("asset", 40), ("risk", 30), ("person", 20))] == [
        True
    ] * 3
    assert office.all("treatment")
    for kind in ("agency", "person", "asset", "risk", "treatment"):
        for record in office.all(kind):
            assert not errors(tuple(records.findings(office, record))), record
    assert records.undo(office) is None
    office.close()


@pytest.mark.parametrize(
    ("details", "said"),
    [({"name": "  "}, "機關全銜是空白的"), ({"profile": "bank"}, "沒有「bank」這種機關類型。可用的類型：")],
)
def test_an_office_that_cannot_be_made_leaves_no_file(details: dict[str, str], said: str, path: Path) -> None:
    with pytest.raises(UserError, match=said):
        create_office(path, **{"profile": HOUSEHOLD, "name": "某所"} | details)
    assert list(path.parent.iterdir()) == []


def test_a_failure_in_the_middle_of_making_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "sample", lambda _profile: {"agency": {}, "person": [{"name": 1j}]})
    with pytest.raises(Exception, match=r"complex|not supported"):
        create_office(path, profile=HOUSEHOLD, name="某所", sample=True)
    assert list(path.parent.iterdir()) == []


def test_an_existing_office_is_never_overwritten(path: Path) -> None:
    create_office(path, profile=HOUSEHOLD, name="原來的").close()
    with pytest.raises(FileProblem, match="已經存在"):
        create_office(path, profile=HOUSEHOLD, name="新的")
    office = open_office(path)
    assert office.agency.name == "原來的"
    office.close()


def test_a_folder_that_is_not_there_is_said(path: Path) -> None:
    with pytest.raises(FileProblem, match="找不到這個檔案或資料夾"):
        create_office(path.parent / "沒有" / "某所.isms", profile=HOUSEHOLD, name="某所")


def test_an_office_with_a_password(path: Path) -> None:
    create_office(path, profile=HOUSEHOLD, name="某所", key="密碼").close()
    with pytest.raises(WrongKey):
        open_office(path)
    office = open_office(path, key="密碼")
    assert office.encrypted and office.agency.name == "某所"
    office.close()


def test_a_file_whose_making_was_cut_short_says_so_and_stays_free(path: Path) -> None:
    create_store(path).close()
    with pytest.raises(UserError, match="裡沒有機關資料"):
        open_office(path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("column", "said"),
    [("profile", "機關類型「future」不在本程式中"), ("risk_method", "風險計算方式「future」不在本程式中")],
)
def test_a_file_that_needs_a_newer_program_says_so_and_stays_free(column: str, said: str, path: Path) -> None:
    create_office(path, profile=HOUSEHOLD, name="某所").close()
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute(f"UPDATE agency SET {column} = 'future'")
    raw.close()
    with pytest.raises(UserError, match=said) as refusal:
        open_office(path)
    assert refusal.value.advice == "請更新程式後再開啟。"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_practice_office_is_made_once_and_kept_with_its_changes(home: Path) -> None:
    path = practice_office(HOUSEHOLD)
    assert path.parent == home / "data"
    office = open_office(path)
    records.change(office, "asset", {1: {"name": "練習改過的"}}, "修改")
    office.close()
    assert practice_office(HOUSEHOLD) == path
    office = open_office(path)
    assert office.find("asset", 1).name == "練習改過的"
    office.close()


def test_a_practice_office_whose_making_was_cut_short_is_made_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*_a: object, **_k: object) -> None:
        (home / "data").mkdir(parents=True, exist_ok=True)
        path: Path = _a[0]  # type: ignore[assignment]
        path.write_bytes(b"half made")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("isms_desktop.services.offices.create_office", power_cut)
        practice_office(HOUSEHOLD)
    open_office(practice_office(HOUSEHOLD)).close()
    assert [each.name for each in (home / "data").iterdir()] == [f"練習用機關-{HOUSEHOLD}.isms"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("青埕戶政事務所", "青埕戶政事務所.isms"),
        ("  甲/乙\\丙:丁 ", "甲_乙_丙_丁.isms"),
        ('a*b?c"d<e>f|g\n', "a_b_c_d_e_f_g.isms"),
        ("../../etc/passwd", ".._.._etc_passwd.isms"),
        ("..", "本機關.isms"),
        ("", "本機關.isms"),
        ("長" * 300, "長" * 60 + ".isms"),
        ("某所. .", "某所.isms"),
        ("a\x00b", "a_b.isms"),
    ],
)
def test_the_proposed_file_is_named_after_the_office_and_can_be_written(name: str, file: str, home: Path) -> None:
    proposed = proposed_path(name)
    assert proposed == home / "documents" / file
    proposed.parent.mkdir(parents=True)
    proposed.write_bytes(b"")


# What is in memory is what is in the file


def test_a_glance_sees_as_many_records_as_there_are_whatever_it_asks_for(path: Path) -> None:
    office = create_office(path, profile=HOUSEHOLD, name="某所", sample=True)
    number = len(office.store.all("asset"))
    office.close()
    for keys in ((), ("number",), ("core", "note")):
        office = open_office(path)
        seen = office.glance("asset", *keys)
        assert [each.id for each in seen] == list(range(1, number + 1))
        assert [[getattr(each, key) for key in keys] for each in seen] == [
            [getattr(each, key) for key in keys] for each in office.all("asset")
        ]
        office.close()


@pytest.mark.parametrize("look", [lambda office: office.all("asset"), lambda office: office.glance("asset", "name")])
def test_what_was_read_in_the_middle_of_a_failed_step_is_forgotten(look: object, path: Path) -> None:
    create_office(path, profile=HOUSEHOLD, name="某所", sample=True).close()
    office = open_office(path)
    assert callable(look)
    with pytest.raises(ZeroDivisionError), office.action("失敗") as action:
        action.update("asset", 1, {"name": "從未發生"})
        look(office)
        _ = 1 / 0
    assert look(office)[0].name == office.store.get("asset", 1).name != "從未發生"
    office.close()


def test_what_a_job_read_before_the_last_change_is_not_taken_over(path: Path) -> None:
    office = create_office(path, profile=HOUSEHOLD, name="某所", sample=True)
    with office.worker() as worker:
        worker.all("asset")
        records.change(office, "asset", {1: {"name": "剛才改的"}}, "修改")
        office.adopt(worker, "asset")
    assert office.find("asset", 1).name == "剛才改的"
    with office.worker() as worker:
        worker.all("asset")
        office.adopt(worker, "asset")
        assert office.all("asset") == worker.all("asset")
    records.change(office, "asset", {1: {"name": "又改了"}}, "修改")
    assert office.find("asset", 1).name == "又改了"
    office.close()


@pytest.mark.parametrize("told_first", [True, False])
def test_a_job_and_the_window_write_in_turn_and_memory_shows_both(told_first: bool, path: Path) -> None:
    office = create_office(path, profile=HOUSEHOLD, name="某所", sample=True)
    number = len(office.all("asset"))
    with office.worker() as worker:
        imported = records.add(worker, "asset", [{"number": "HW-999", "category": "HW", "name": "匯入的"}], "匯入")
        if told_first:
            office.absorb(imported)
        records.change(office, "asset", {1: {"name": "視窗改的"}}, "修改")
        office.adopt(worker, "asset")
        office.absorb(imported)
    assert len(office.all("asset")) == number + 1
    assert office.all("asset") == office.store.all("asset")
    office.close()


def test_one_record_is_found_without_reading_all_and_is_the_changed_one_afterwards(path: Path) -> None:
    office = create_office(path, profile=HOUSEHOLD, name="某所", sample=True)
    office.close()
    office = open_office(path)
    first = office.find("person", 1)
    assert first.id == 1 and office.find("person", 99_999) is None
    records.change(office, "person", {1: {"extension": "7"}}, "改分機")
    assert office.find("person", 1).extension == "7"
    records.undo(office)
    assert office.find("person", 1) == office.all("person")[0]
    assert office.find("person", 1).extension == first.extension
    office.close()


def test_what_points_at_a_record_follows_every_change(weighed: Office) -> None:
    def threats_of(asset: int) -> list[int]:
        return [risk.id for risk in weighed.pointing("risk", "asset", asset)]

    assert (threats_of(1), threats_of(2)) == ([1, 2], [])
    records.change(weighed, "risk", {2: {"asset": 2}}, "改資產")
    assert (threats_of(1), threats_of(2)) == ([1], [2])
    with weighed.action("刪除") as action:
        assert [each.id for each in weighed.pointing("treatment", "risk", 2)] == [1]
        action.delete("risk", 1)
        assert threats_of(1) == []
    records.undo(weighed)
    assert (threats_of(1), threats_of(2)) == ([1], [2])
