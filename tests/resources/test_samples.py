"""The practice offices: invented, whole, and held against the same checks as an office's own records."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from isms_desktop.domain.catalog import KINDS, record_type
from isms_desktop.domain.checks import check
from isms_desktop.domain.fields import Kind
from isms_desktop.domain.findings import Finding, Severity
from isms_desktop.domain.identifiers import check_property_number
from isms_desktop.domain.scoring import ASSET_SCALES, band_of, score_of
from isms_desktop.domain.values import same_key
from isms_desktop.paths import shipped
from isms_desktop.services import library
from isms_desktop.services.offices import Office, create_office
from isms_desktop.services.records import title_of

NAMES = sorted(path.name for path in shipped("resources", "samples").iterdir())
TODAY = "2026-11-20"
RARE = set("堃喆犇峯綉")
AHEAD = {
    "accepted_until", "contract_ends_on", "due_on", "ends_on", "expires_on", "follow_up_by", "needed_on", "planned_on",
    "review_on", "valid_until",
}  # fmt: skip
"""Days that may lie in the future."""
PLANNED = {"audit", "course"}
"""What may be planned: its days may lie ahead as well."""


@pytest.fixture(scope="module", params=NAMES)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    name: str = request.param
    path = tmp_path_factory.mktemp("samples") / f"{name}.isms"
    made = create_office(path, profile=name, name=library.sample_agency(name)["name"], sample=True)
    yield made
    made.close()


def _every(office: Office) -> Iterator[Any]:
    return itertools.chain.from_iterable(map(office.all, KINDS))


def _named(office: Office, record: Any) -> str:
    return f"{record.record_type.label}「{record.record_type.title_of(record, title_of(office))}」"


def test_every_profile_has_its_practice_office() -> None:
    assert set(NAMES) == set(library.profiles())


def test_the_office_says_that_it_is_invented(office: Office) -> None:
    agency = office.agency
    assert agency.name.endswith("（練習用）") and agency.short_name.endswith("（練習用）")
    assert agency.phone.startswith("00-0000-") and "虛構" in agency.address
    assert agency.profile == office.rules.profile.id
    assert agency.grade == office.rules.profile.grade
    staff = {person.name: person for person in office.all("person")}
    assert agency.head_name in staff
    assert "ciso" in staff[agency.ciso_name].roles


def test_nothing_in_it_would_be_refused(office: Office) -> None:
    said = {
        (_named(office, record), finding.text)
        for record in _every(office)
        for finding in check(record, office.rules, office)
        if finding.severity is Severity.ERROR
    }
    assert said == set()


def test_no_two_records_are_the_same_where_they_must_not(office: Office) -> None:
    for kind in KINDS:
        records, declared = office.all(kind), record_type(kind)
        groups = [*declared.together, *((field.key,) for field in declared.stored if field.unique)]
        for keys in groups:
            seen = Counter(tuple(same_key(getattr(each, key)) for key in keys) for each in records)
            assert [twice for twice, count in seen.items() if count > 1 and any(twice)] == [], (kind, keys)


def test_warnings_only_where_something_is_to_be_mended(office: Office) -> None:
    """What a practice office has to mend is written beside the record, in 備註 or in a comment of its file."""
    said: list[tuple[str, Finding]] = [
        (_named(office, record), finding)
        for record in _every(office)
        for finding in check(record, office.rules, office)
        if finding.severity is Severity.WARNING and (record.record_type.kind, finding.field) not in MENDING
    ]
    assert [(name, finding.field, finding.text) for name, finding in said] == []


MENDING = {
    ("finding", "cause"),  # a finding of this month whose cause is still being looked for
    ("incident", "reported_at"),  # the older incident was reported late, as offices do before they practise
    ("contract", "security_tested"),  # the proof that the software was tested has been asked for
    ("harmful_product", "authority_on"),  # the exception still waits for the last approval
    ("contract", "returned_as"),  # a contract has ended and nobody has said what became of the data
}
"""(record type, field) of the warnings that are meant to be seen."""


def test_no_text_is_padded(office: Office) -> None:
    for record in _every(office):
        for field in record.record_type.stored:
            value = getattr(record, field.key)
            assert not isinstance(value, str) or value.strip() == value, (_named(office, record), field.key)


def test_what_names_a_person_names_one_who_was_there(office: Office) -> None:
    """保管人, 承辦人, 值勤人員 …: whoever is named works there, or is somebody of a supplier."""
    people = {person.name for person in office.all("person")}
    outsiders = {each.name for each in office.all("vendor_staff")} | {each.contact for each in office.all("vendor")}
    for record in _every(office):
        for field in record.record_type.stored:
            if field.suggest != "person" or record.record_type.kind in ("asset", "business"):
                continue
            for name in filter(None, re.split("[、\n]", getattr(record, field.key))):
                assert name in people | outsiders, (_named(office, record), field.key, name)


# Enough of everything

AT_LEAST = {
    "person": 20, "asset": 40, "risk": 38, "treatment": 6, "certificate": 2, "pledge": 20, "vendor": 3, "contract": 4,
    "vendor_staff": 4, "business": 5, "system": 2, "objective": 6, "measurement": 8, "audit": 3, "answer": 200,
    "finding": 6, "action": 7, "action_review": 3, "course": 5, "attendance": 60, "training_plan": 6, "incident": 2,
    "incident_event": 6, "intelligence": 4, "drill": 3, "harmful_product": 1, "request": 4, "access_entry": 12,
    "account_review": 4, "backup_test": 3, "disposal": 2, "meeting": 1, "context_issue": 5, "communication": 5,
    "document": 8, "task": 12, "plan_text": 1, "report_item": 3,
}  # fmt: skip


def test_there_is_enough_to_look_at(office: Office) -> None:
    assert {kind: len(office.all(kind)) for kind, least in AT_LEAST.items() if len(office.all(kind)) < least} == {}
    years = Counter(risk.year for risk in office.all("risk"))
    assert years[115] >= 30 and years[114] >= 8
    assert {each.progress for each in office.all("treatment")} == {"planned", "running", "done", "accepted"}


def test_a_c_office_keeps_its_systems_and_its_machine_room(office: Office) -> None:
    if office.agency.grade == "D":
        assert not office.all("control_check"), "a D office has no system of its own to check"
        return
    assert len(office.all("system")) >= 3
    assert len(office.all("room_log")) >= 15 and len(office.all("remote_access")) >= 3
    for system in office.all("system"):
        checked = office.pointing("control_check", "system", system.id)
        assert bool(checked) == bool(system.baseline_checked_on), system.name
        assert {each.checked_on for each in checked} <= {system.baseline_checked_on}


def test_there_are_two_vendor_audits_of_64_items_so_that_last_year_shows(office: Office) -> None:
    audits = [each for each in office.all("audit") if each.kind == "vendor"]
    by_vendor = Counter(each.vendor for each in audits)
    assert max(by_vendor.values()) >= 2
    for audit in audits:
        if audit.status in ("done", "closed"):
            assert len(office.pointing("answer", "audit", audit.id)) == 64
    assert any(each.kind in ("self", "internal") and office.pointing("answer", "audit", each.id) for each in
               office.all("audit"))  # fmt: skip


def test_improvements_are_in_every_state(office: Office) -> None:
    actions = office.all("action")
    assert len({each.aspect for each in actions}) >= 4
    assert any(each.due_on < TODAY and not each.finished_on and each.verdict != "passed" for each in actions)
    assert any(len(office.pointing("action_review", "action", each.id)) >= 2 for each in actions)
    assert {"passed", "follow_up"} <= {each.verdict for each in actions}


def test_courses_of_every_kind_and_people_who_missed_them(office: Office) -> None:
    assert {each.kind for each in office.all("course")} == {"general", "professional", "competency", "awareness"}
    assert {False, True} <= {each.present for each in office.all("attendance")}


def test_something_runs_out_and_something_is_overdue(office: Office) -> None:
    soon = "2027-01-31"
    assert any(TODAY <= each.ends_on <= soon for each in office.all("contract"))
    assert any(each.ends_on and each.ends_on < TODAY and not each.returned_as for each in office.all("contract"))
    assert any(TODAY <= each.expires_on <= "2027-02-28" for each in office.all("certificate"))
    assert any(each.due_on < TODAY and not each.done_on for each in office.all("task"))
    assert any(each.done_on for each in office.all("task"))


def test_a_few_have_not_signed(office: Office) -> None:
    signed = {each.person for each in office.all("pledge") if each.kind == "staff"}
    missing = [each for each in office.all("person") if not each.left_on and each.id not in signed]
    assert 1 <= len(missing) <= 4


def test_warnings_of_every_class_came_in(office: Office) -> None:
    assert {each.kind for each in office.all("intelligence")} == {"message", "intrusion", "sensitive", "core"}


def test_one_incident_is_closed_with_all_its_moments_and_reasons(office: Office) -> None:
    def is_closed(each: Any) -> bool:
        moments = ("occurred_at", "known_at", "reported_at", "controlled_at", "final_reported_at")
        reasons = ("confidentiality_reason", "integrity_reason", "availability_reason", "cause", "improvement")
        return all(getattr(each, key) for key in (*moments, *reasons))

    closed = [each for each in office.all("incident") if is_closed(each)]
    assert closed and any(len(office.pointing("incident_event", "incident", each.id)) >= 4 for each in closed)


def test_objectives_were_measured_in_two_years(office: Office) -> None:
    kinds = Counter(each.kind for each in office.all("objective"))
    assert kinds["quantitative"] >= 4 and kinds["qualitative"] >= 2
    assert {114, 115} <= {each.year for each in office.all("measurement")}


# People and assets


def test_people_are_told_apart_and_deputies_work_there(office: Office) -> None:
    people = office.all("person")
    names = [person.name for person in people]
    assert len(set(names)) == len(names)
    here = {person.name for person in people if not person.left_on}
    assert {person.deputy for person in people if person.deputy} <= here
    assert sum(bool(RARE & set(name)) for name in names) >= 2, "a name with a rare character shows that the fonts hold"
    assert not any(person.national_id for person in people), "no invented number could be told from a real one"
    assert not any(each.national_id for each in office.all("vendor_staff"))
    assert any(person.account_closed_on for person in people)


def test_nobody_could_be_called_or_written_to(office: Office) -> None:
    for record in _every(office):
        for field in record.record_type.stored:
            value = getattr(record, field.key)
            if isinstance(value, str):
                assert not re.search(r"(?<![\d-])0[1-9]\d{0,2}-\d{3,4}-?\d{3,4}", value), (field.key, value)
                assert all(each.endswith(".example") for each in re.findall(r"@[\w.-]+", value)), value


def test_numbers_follow_the_profile_without_holes(office: Office) -> None:
    numbering = office.rules.profile.numbering
    running: Counter[str] = Counter()
    for asset in office.all("asset"):
        running[asset.category] += 1
        count = running[asset.category]
        assert asset.number == f"{asset.category}{numbering.separator}{count:0{numbering.digits}}"
    assert set(running) == {category.code for category in office.rules.profile.categories}


def test_every_asset_is_valued_on_exactly_the_scales_of_the_method(office: Office) -> None:
    method = office.rules.method
    for asset in office.all("asset"):
        levels = {scale: getattr(asset, scale) for scale in ASSET_SCALES}
        assert {scale for scale, level in levels.items() if level} == set(ASSET_SCALES) & set(method.ranges)
        assert asset.protection_level == (method.protection_level(levels) or "")


def test_assets_are_kept_by_people_who_work_there(office: Office) -> None:
    here = {person.name for person in office.all("person") if not person.left_on}
    departments = {person.department for person in office.all("person")}
    for asset in office.all("asset"):
        assert asset.department in departments, asset.number
        assert {asset.owner, asset.manager, asset.custodian or asset.manager} <= here, asset.number


def test_property_numbers_are_plausible_and_used_once(office: Office) -> None:
    numbers = [asset.property_number for asset in office.all("asset") if asset.property_number]
    assert len(numbers) >= 10
    assert len(set(numbers)) == len(numbers)
    assert [number for number in numbers if check_property_number(number)] == []
    assert any("-0" in number for number in numbers), "leading zeros must survive everything"


def test_the_register_shows_what_a_real_one_holds(office: Office) -> None:
    assets = office.all("asset")
    assert {"in_use", "scrapped"} <= {asset.status for asset in assets}
    assert any(asset.personal_data_count for asset in assets)
    assert any(asset.harmful_doubt for asset in assets)
    assert all(re.match(r"(10|192\.168)\.", asset.ip_address) for asset in assets if asset.ip_address)


def test_no_day_of_the_past_lies_in_the_future(office: Office) -> None:
    for record in _every(office):
        if record.record_type.kind in PLANNED:
            continue
        for field in record.record_type.stored:
            if field.kind in (Kind.DATE, Kind.MOMENT) and field.key not in AHEAD:
                assert getattr(record, field.key)[:10] <= TODAY, (_named(office, record), field.key)


# Risks


def _levels(risk: Any, **other: int) -> Mapping[str, Any]:
    return {scale: getattr(risk, scale) for scale in (*ASSET_SCALES, "likelihood", "impact")} | other


def test_risks_name_assets_and_threats_that_exist(office: Office) -> None:
    threats = {each.code: each for each in office.all("threat")}
    for risk in office.all("risk"):
        threat, asset = threats[risk.threat_code], office.find("asset", risk.asset)
        assert (risk.threat, risk.weakness) == (threat.threat, threat.weakness)
        assert asset.status != "moved_out"
        for scale in set(ASSET_SCALES) & set(office.rules.method.ranges):
            assert getattr(risk, scale) == getattr(asset, scale)


def test_no_risk_is_assessed_twice_in_a_year(office: Office) -> None:
    pairs = Counter((risk.year, risk.asset, risk.event) for risk in office.all("risk"))
    codes = Counter((risk.year, risk.asset, risk.threat_code) for risk in office.all("risk"))
    assert max(pairs.values()) == max(codes.values()) == 1


def test_risks_of_this_year_lie_in_every_band(office: Office) -> None:
    bands = [band_of(risk, office.rules) for risk in office.all("risk") if risk.year == 115]
    count = Counter(band.id for band in bands if band)
    assert set(count) == {"low", "medium", "high"}
    assert count["low"] > count["high"], "an office where most risks are high would not be believed"


def test_a_risk_has_an_owner_and_a_response(office: Office) -> None:
    here = {person.name for person in office.all("person")}
    for risk in office.all("risk"):
        band = band_of(risk, office.rules)
        assert risk.owner in here, risk.event
        assert risk.response and risk.existing_controls
        assert band and (band.id != "high" or risk.response in ("modify", "avoid", "share"))


def test_what_must_be_improved_has_a_plan(office: Office) -> None:
    for risk in office.all("risk"):
        band = band_of(risk, office.rules)
        if risk.year == 115 and band and office.rules.needs_improvement(band):
            assert office.pointing("treatment", "risk", risk.id), risk.event


def test_a_plan_that_is_carried_out_leaves_less_risk(office: Office) -> None:
    method = office.rules.method
    for treatment in office.all("treatment"):
        risk = office.find("risk", treatment.risk)
        before = score_of(risk, office.rules)
        after = {"likelihood": treatment.residual_likelihood, "impact": treatment.residual_impact}
        left = method.score(_levels(risk, **after))
        assert before is not None and left is not None
        if treatment.progress == "accepted":
            assert left == before, "accepting a risk does not make it smaller"
        elif risk.year == 115:
            assert left < before, treatment.measure
        else:
            assert left <= before, treatment.measure


def test_accepted_risks_say_who_accepted_them_why_and_until_when(office: Office) -> None:
    for treatment in office.all("treatment"):
        if treatment.progress == "accepted":
            assert treatment.accepted_by == office.agency.ciso_name
            assert treatment.acceptance_reason and treatment.accepted_on < treatment.accepted_until
        else:
            assert treatment.due_on and treatment.responsible
