"""Version 2: every register of the year. Frozen: later changes are later migrations."""

from typing import Any

TABLES = (
    """CREATE TABLE certificate (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', issuer TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '', obtained_on TEXT NOT NULL DEFAULT '', expires_on TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE vendor (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', business_number TEXT NOT NULL DEFAULT '',
    representative TEXT NOT NULL DEFAULT '', contact TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', service TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE contract (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', vendor INTEGER REFERENCES vendor (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '', starts_on TEXT NOT NULL DEFAULT '',
    ends_on TEXT NOT NULL DEFAULT '', amount ANY, scope TEXT NOT NULL DEFAULT '',
    responsible TEXT NOT NULL DEFAULT '', custom_development INTEGER, core_system INTEGER, security_tested INTEGER,
    subcontracting INTEGER, subcontractor TEXT NOT NULL DEFAULT '', state_secrets INTEGER, secrecy_clause INTEGER,
    notice_hours ANY, returned_as TEXT NOT NULL DEFAULT '[]', returned_on TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE vendor_staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', vendor INTEGER REFERENCES vendor (id) DEFERRABLE INITIALLY DEFERRED,
    contract INTEGER REFERENCES contract (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL DEFAULT '',
    job TEXT NOT NULL DEFAULT '', national_id TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '',
    home_address TEXT NOT NULL DEFAULT '', on_site INTEGER, starts_on TEXT NOT NULL DEFAULT '',
    ends_on TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE pledge (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', signer TEXT NOT NULL DEFAULT '',
    person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    vendor INTEGER REFERENCES vendor (id) DEFERRABLE INITIALLY DEFERRED,
    vendor_staff INTEGER REFERENCES vendor_staff (id) DEFERRABLE INITIALLY DEFERRED,
    case_name TEXT NOT NULL DEFAULT '', signed_on TEXT NOT NULL DEFAULT '', valid_until TEXT NOT NULL DEFAULT '',
    copies INTEGER
) STRICT""",
    """CREATE TABLE business (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', core INTEGER, system TEXT NOT NULL DEFAULT '',
    importance TEXT NOT NULL DEFAULT '[]', importance_note TEXT NOT NULL DEFAULT '',
    failure_impact TEXT NOT NULL DEFAULT '', tolerable_outage ANY, outage_unit TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT '', ip_address TEXT NOT NULL DEFAULT '', managing_unit TEXT NOT NULL DEFAULT '',
    managers TEXT NOT NULL DEFAULT '', vendor TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE system (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', business TEXT NOT NULL DEFAULT '',
    development TEXT NOT NULL DEFAULT '', core INTEGER, status TEXT NOT NULL DEFAULT '',
    confidentiality TEXT NOT NULL DEFAULT '', integrity TEXT NOT NULL DEFAULT '',
    availability TEXT NOT NULL DEFAULT '', compliance TEXT NOT NULL DEFAULT '',
    level_reason TEXT NOT NULL DEFAULT '', graded_on TEXT NOT NULL DEFAULT '',
    baseline_checked_on TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '',
    administrator TEXT NOT NULL DEFAULT '', vendor INTEGER REFERENCES vendor (id) DEFERRABLE INITIALLY DEFERRED,
    contract_ends_on TEXT NOT NULL DEFAULT '', rto ANY, rpo ANY, mtpd ANY, users ANY,
    address TEXT NOT NULL DEFAULT '', personal_data INTEGER
) STRICT""",
    """CREATE TABLE control_check (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', system INTEGER REFERENCES system (id) DEFERRABLE INITIALLY DEFERRED,
    control TEXT NOT NULL DEFAULT '', result TEXT NOT NULL DEFAULT '', explanation TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '', checked_on TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE objective (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
    indicator TEXT NOT NULL DEFAULT '', statement TEXT NOT NULL DEFAULT '', operator TEXT NOT NULL DEFAULT '',
    target ANY, unit TEXT NOT NULL DEFAULT '', method TEXT NOT NULL DEFAULT '',
    responsible TEXT NOT NULL DEFAULT '', period TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE measurement (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', objective INTEGER REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER, period TEXT NOT NULL DEFAULT '', value ANY, met INTEGER, explanation TEXT NOT NULL DEFAULT '',
    improvement TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE checklist (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', version TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '', grading TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '',
    built_in TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE checklist_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', checklist INTEGER REFERENCES checklist (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER, section TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '',
    question TEXT NOT NULL DEFAULT '', hint TEXT NOT NULL DEFAULT '', evidence_hint TEXT NOT NULL DEFAULT '',
    basis TEXT NOT NULL DEFAULT '', grades TEXT NOT NULL DEFAULT '[]'
) STRICT""",
    """CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
    checklist INTEGER REFERENCES checklist (id) DEFERRABLE INITIALLY DEFERRED, subject TEXT NOT NULL DEFAULT '',
    vendor INTEGER REFERENCES vendor (id) DEFERRABLE INITIALLY DEFERRED,
    contract INTEGER REFERENCES contract (id) DEFERRABLE INITIALLY DEFERRED, scope TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '', focus TEXT NOT NULL DEFAULT '', period_from TEXT NOT NULL DEFAULT '',
    period_to TEXT NOT NULL DEFAULT '', audited_unit TEXT NOT NULL DEFAULT '', auditors TEXT NOT NULL DEFAULT '',
    notified_on TEXT NOT NULL DEFAULT '', assistance TEXT NOT NULL DEFAULT '', previous TEXT NOT NULL DEFAULT '',
    held_on TEXT NOT NULL DEFAULT '', reviewed_on TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT '',
    conclusion TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', audit INTEGER REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED,
    item INTEGER REFERENCES checklist_item (id) DEFERRABLE INITIALLY DEFERRED, result TEXT NOT NULL DEFAULT '',
    explanation TEXT NOT NULL DEFAULT '', evidence TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE incident (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', summary TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '',
    occurred_at TEXT NOT NULL DEFAULT '', known_at TEXT NOT NULL DEFAULT '', reported_at TEXT NOT NULL DEFAULT '',
    regraded_at TEXT NOT NULL DEFAULT '', regrade_reported_at TEXT NOT NULL DEFAULT '',
    controlled_at TEXT NOT NULL DEFAULT '', final_reported_at TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', systems TEXT NOT NULL DEFAULT '',
    impact TEXT NOT NULL DEFAULT '', confidentiality TEXT NOT NULL DEFAULT '',
    confidentiality_reason TEXT NOT NULL DEFAULT '', integrity TEXT NOT NULL DEFAULT '',
    integrity_reason TEXT NOT NULL DEFAULT '', availability TEXT NOT NULL DEFAULT '',
    availability_reason TEXT NOT NULL DEFAULT '', platform_down INTEGER, alternative TEXT NOT NULL DEFAULT '',
    supplemented_at TEXT NOT NULL DEFAULT '', measures TEXT NOT NULL DEFAULT '', support TEXT NOT NULL DEFAULT '',
    ciso_meeting_at TEXT NOT NULL DEFAULT '', reporter TEXT NOT NULL DEFAULT '', recovery TEXT NOT NULL DEFAULT '',
    investigation TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '', improvement TEXT NOT NULL DEFAULT '',
    improvement_due TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE incident_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', incident INTEGER REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED,
    happened_at TEXT NOT NULL DEFAULT '', what TEXT NOT NULL DEFAULT '', who TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE intelligence (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', received_on TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', summary TEXT NOT NULL DEFAULT '',
    impact TEXT NOT NULL DEFAULT '', measures TEXT NOT NULL DEFAULT '', responsible TEXT NOT NULL DEFAULT '',
    done_on TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE drill (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', held_on TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '', organiser TEXT NOT NULL DEFAULT '', participants ANY, open_rate REAL,
    click_rate REAL, result TEXT NOT NULL DEFAULT '', improvement TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE harmful_product (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', brand TEXT NOT NULL DEFAULT '', model TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '', asset INTEGER REFERENCES asset (id) DEFERRABLE INITIALLY DEFERRED, quantity ANY,
    location TEXT NOT NULL DEFAULT '', purpose TEXT NOT NULL DEFAULT '', listed_on TEXT NOT NULL DEFAULT '',
    disposition TEXT NOT NULL DEFAULT '', planned_on TEXT NOT NULL DEFAULT '', interim TEXT NOT NULL DEFAULT '',
    destroyed_on TEXT NOT NULL DEFAULT '', necessity TEXT NOT NULL DEFAULT '', own_ciso_on TEXT NOT NULL DEFAULT '',
    superior_ciso_on TEXT NOT NULL DEFAULT '', authority_on TEXT NOT NULL DEFAULT '',
    area_and_persons TEXT NOT NULL DEFAULT '', alternatives_on TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE finding (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
    found_on TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '', content TEXT NOT NULL DEFAULT '',
    impact TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '',
    audit INTEGER REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED,
    answer INTEGER REFERENCES answer (id) DEFERRABLE INITIALLY DEFERRED,
    incident INTEGER REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED,
    drill INTEGER REFERENCES drill (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE TABLE action (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', finding INTEGER REFERENCES finding (id) DEFERRABLE INITIALLY DEFERRED,
    aspect TEXT NOT NULL DEFAULT '', measure TEXT NOT NULL DEFAULT '', expected TEXT NOT NULL DEFAULT '',
    responsible TEXT NOT NULL DEFAULT '', budget TEXT NOT NULL DEFAULT '', due_on TEXT NOT NULL DEFAULT '',
    tracking TEXT NOT NULL DEFAULT '', progress TEXT NOT NULL DEFAULT '', spent TEXT NOT NULL DEFAULT '',
    finished_on TEXT NOT NULL DEFAULT '', evidence TEXT NOT NULL DEFAULT '', verdict TEXT NOT NULL DEFAULT '',
    follow_up_by TEXT NOT NULL DEFAULT '', confirmed_by TEXT NOT NULL DEFAULT '', effect TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE action_review (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', action INTEGER REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    round INTEGER, reviewed_on TEXT NOT NULL DEFAULT '', progress TEXT NOT NULL DEFAULT '',
    verdict TEXT NOT NULL DEFAULT '', follow_up_by TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE course (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
    held_on TEXT NOT NULL DEFAULT '', ends_on TEXT NOT NULL DEFAULT '', starts_at TEXT NOT NULL DEFAULT '',
    ends_at TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '', lecturer TEXT NOT NULL DEFAULT '', hours REAL,
    mode TEXT NOT NULL DEFAULT '', organiser TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '',
    contents TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE attendance (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', course INTEGER REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '', job_title TEXT NOT NULL DEFAULT '', present INTEGER, hours REAL,
    certificate_number TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE training_plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', year INTEGER, audience TEXT NOT NULL DEFAULT '', headcount ANY,
    course TEXT NOT NULL DEFAULT '', hours ANY, schedule TEXT NOT NULL DEFAULT '', mode TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '', applicant TEXT NOT NULL DEFAULT '',
    requested_on TEXT NOT NULL DEFAULT '', item TEXT NOT NULL DEFAULT '', item_name TEXT NOT NULL DEFAULT '',
    quantity ANY, needed_on TEXT NOT NULL DEFAULT '', purchase TEXT NOT NULL DEFAULT '',
    device TEXT NOT NULL DEFAULT '', installed_at TEXT NOT NULL DEFAULT '', location TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '', decision TEXT NOT NULL DEFAULT '', decision_note TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE remote_access (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', applicant TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '', target TEXT NOT NULL DEFAULT '',
    ports TEXT NOT NULL DEFAULT '', protocol TEXT NOT NULL DEFAULT '', starts_on TEXT NOT NULL DEFAULT '',
    ends_on TEXT NOT NULL DEFAULT '', approved_by TEXT NOT NULL DEFAULT '', approved_on TEXT NOT NULL DEFAULT '',
    closed_on TEXT NOT NULL DEFAULT '', closed_by TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE access_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '',
    escort TEXT NOT NULL DEFAULT '', entered_on TEXT NOT NULL DEFAULT '', entered_at TEXT NOT NULL DEFAULT '',
    left_at TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', permission TEXT NOT NULL DEFAULT '',
    equipment TEXT NOT NULL DEFAULT '', belongings TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE account_review (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', system TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '', reviewed_on TEXT NOT NULL DEFAULT '', accounts ANY, closed ANY,
    result TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE room_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', logged_on TEXT NOT NULL DEFAULT '', temperature REAL, humidity REAL,
    power TEXT NOT NULL DEFAULT '', cooling TEXT NOT NULL DEFAULT '', fire TEXT NOT NULL DEFAULT '',
    door TEXT NOT NULL DEFAULT '', remarks TEXT NOT NULL DEFAULT '', keeper TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE backup_test (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', target TEXT NOT NULL DEFAULT '', tested_on TEXT NOT NULL DEFAULT '',
    method TEXT NOT NULL DEFAULT '', result TEXT NOT NULL DEFAULT '', restore_time TEXT NOT NULL DEFAULT '',
    remarks TEXT NOT NULL DEFAULT '', tester TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE disposal (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', asset INTEGER REFERENCES asset (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL DEFAULT '', applicant TEXT NOT NULL DEFAULT '', approver TEXT NOT NULL DEFAULT '',
    done_on TEXT NOT NULL DEFAULT '', erasure TEXT NOT NULL DEFAULT '', witness TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE meeting (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', held_on TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
    chair TEXT NOT NULL DEFAULT '', attendees TEXT NOT NULL DEFAULT '', topics TEXT NOT NULL DEFAULT '[]',
    discussion TEXT NOT NULL DEFAULT '', decisions TEXT NOT NULL DEFAULT '', follow_up TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE context_issue (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', aspect TEXT NOT NULL DEFAULT '',
    explanation TEXT NOT NULL DEFAULT '', strategy TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE communication (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', subject TEXT NOT NULL DEFAULT '', occasion TEXT NOT NULL DEFAULT '',
    audience TEXT NOT NULL DEFAULT '', responsible TEXT NOT NULL DEFAULT '', effect TEXT NOT NULL DEFAULT '',
    means TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '', approved_on TEXT NOT NULL DEFAULT '',
    review_on TEXT NOT NULL DEFAULT '', retention TEXT NOT NULL DEFAULT '', location TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE task (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', year INTEGER, basis TEXT NOT NULL DEFAULT '',
    due_on TEXT NOT NULL DEFAULT '', cycle TEXT NOT NULL DEFAULT '', responsible TEXT NOT NULL DEFAULT '',
    done_on TEXT NOT NULL DEFAULT '', evidence TEXT NOT NULL DEFAULT '', duty TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE plan_text (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', section TEXT NOT NULL DEFAULT '', heading TEXT NOT NULL DEFAULT '',
    wording TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE report_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', year INTEGER, item TEXT NOT NULL DEFAULT '', heading TEXT NOT NULL DEFAULT '',
    explanation TEXT NOT NULL DEFAULT '', evidence TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE print (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, changed TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '', form TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '', printed_at TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '',
    pages INTEGER, printed_by TEXT NOT NULL DEFAULT ''
) STRICT""",
    "CREATE INDEX certificate_person ON certificate (person)",
    "CREATE INDEX contract_vendor ON contract (vendor)",
    "CREATE INDEX vendor_staff_vendor ON vendor_staff (vendor)",
    "CREATE INDEX vendor_staff_contract ON vendor_staff (contract)",
    "CREATE INDEX pledge_person ON pledge (person)",
    "CREATE INDEX pledge_vendor ON pledge (vendor)",
    "CREATE INDEX pledge_vendor_staff ON pledge (vendor_staff)",
    "CREATE INDEX system_vendor ON system (vendor)",
    "CREATE INDEX control_check_system ON control_check (system)",
    "CREATE INDEX measurement_objective ON measurement (objective)",
    "CREATE INDEX checklist_item_checklist ON checklist_item (checklist)",
    "CREATE INDEX audit_checklist ON audit (checklist)",
    "CREATE INDEX audit_vendor ON audit (vendor)",
    "CREATE INDEX audit_contract ON audit (contract)",
    "CREATE INDEX answer_audit ON answer (audit)",
    "CREATE INDEX answer_item ON answer (item)",
    "CREATE INDEX incident_event_incident ON incident_event (incident)",
    "CREATE INDEX harmful_product_asset ON harmful_product (asset)",
    "CREATE INDEX finding_audit ON finding (audit)",
    "CREATE INDEX finding_answer ON finding (answer)",
    "CREATE INDEX finding_incident ON finding (incident)",
    "CREATE INDEX finding_drill ON finding (drill)",
    "CREATE INDEX action_finding ON action (finding)",
    "CREATE INDEX action_review_action ON action_review (action)",
    "CREATE INDEX attendance_course ON attendance (course)",
    "CREATE INDEX attendance_person ON attendance (person)",
    "CREATE INDEX disposal_asset ON disposal (asset)",
)


def up(connection: Any) -> None:
    """Add the tables of version 2."""
    for statement in TABLES:
        connection.execute(statement)
