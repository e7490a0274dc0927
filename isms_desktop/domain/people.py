"""人員: the staff, their roles in information security, their seat in the 資通安全推動小組 (seed 001, form 1)."""

import datetime
from collections.abc import Iterator
from typing import Protocol

from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import (
    Choice,
    Record,
    Rules,
    Surroundings,
    choice,
    choices,
    computed,
    date,
    lines,
    record,
    ref,
    text,
)
from isms_desktop.domain.findings import Finding, error, warning
from isms_desktop.domain.identifiers import check_national_id
from isms_desktop.domain.names import names_in
from isms_desktop.domain.rocdate import until
from isms_desktop.domain.values import same_key

ROLES = (
    Choice("ciso", "資通安全長", ("資安長",)),
    Choice("security_staff", "資安專職人員", ("資通安全專職人員", "資安專責人員", "資通安全專責人員")),
    Choice("it_staff", "資訊人員", ("資訊業務人員",)),
    Choice("manager", "主管", ("主管人員", "單位主管")),
    Choice("user", "一般使用者", ("一般人員", "使用者")),
    Choice("auditor", "稽核人員", ("內部稽核人員",)),
)
HERE, LEAVING, LEFT = "here", "leaving", "left"
POSTS = (Choice(HERE, "在職"), Choice(LEAVING, "即將離職"), Choice(LEFT, "離職"))


class _Post(Protocol):
    @property
    def joined_on(self) -> str: ...

    @property
    def left_on(self) -> str: ...


def post_of(person: _Post, day: str) -> str:
    """Which of ``POSTS`` somebody is in on a day (ISO): from the 離職日 on they have left."""
    if not person.left_on:
        return HERE
    return LEFT if person.left_on <= day else LEAVING


def is_here(person: _Post, day: str) -> bool:
    """Whether somebody has come and not left yet on that day (ISO)."""
    return post_of(person, day) != LEFT and not (person.joined_on and person.joined_on > day)


def _today() -> str:
    return datetime.date.today().isoformat()


def _post(person: "Person", _around: Surroundings) -> str:
    return post_of(person, _today())


def _national_id(person: "Person", _rules: Rules) -> Iterator[Finding]:
    problem = check_national_id(person.national_id) if person.national_id else ""
    if problem:
        yield warning("national_id", problem, "請再核對一次；仍可儲存。")


def _another_as_deputy(person: "Person", _rules: Rules) -> Iterator[Finding]:
    if same_key(person.name) in names_in(person.deputy):
        yield error("deputy", "代理人不能是本人。", "請改填另一位同仁。")


def _accounts_are_closed(person: "Person", _rules: Rules) -> Iterator[Finding]:
    if post_of(person, _today()) == LEFT and not person.account_closed_on:
        yield warning("account_closed_on", "已經離職，帳號停用日還沒有填。", "停用所有帳號後，填上那一天。")


def _deputy_is_there(person: "Person", around: Surroundings) -> Iterator[Finding]:
    wanted = names_in(person.deputy) - {same_key(person.name)}
    if not wanted:
        return
    # Most names are written as they stand in the list: only the others are worth comparing width and case.
    found = [each for each in around.all("person") if each.name == person.deputy]
    found = found or [each for each in around.all("person") if same_key(each.name) in wanted]
    day = _today()
    for name in sorted(wanted):
        bearers = [each for each in found if same_key(each.name) == name]
        if not bearers:
            yield warning("deputy", f"人員清單裡沒有「{name}」。", "請從清單選一位，或先新增這位代理人。")
        elif all(post_of(each, day) == LEFT for each in bearers):
            yield warning("deputy", f"代理人「{name}」已經離職。", "請改填另一位同仁。")


def _who(person: "Person") -> tuple[str, ...]:
    return tuple(map(same_key, (person.name, person.department, person.job_title)))


def _listed_once(person: "Person", around: Surroundings) -> Iterator[Finding]:
    here = (other for other in around.all("person") if other.id != person.id and not other.left_on)
    if not person.left_on and any(_who(other) == _who(person) for other in here):
        yield warning("name", "人員清單裡已有姓名、單位與職稱都相同的人。", "若是同一人，請刪除其中一筆。")


@record(
    "person",
    "人員",
    identity=("name", "department"),
    title=("name", "job_title"),
    unit="人",
    checks=(
        _national_id,
        in_order("joined_on", "left_on"),
        in_order("joined_on", "account_closed_on"),
        _another_as_deputy,
        _accounts_are_closed,
    ),
    relations=(_deputy_is_there, _listed_once),
)
class Person(Record):
    """One member of the staff or of the committee."""

    name: str = text("姓名", required=True, width=12, longest=60, synonyms=("人員姓名", "員工姓名", "名稱"))
    department: str = text("單位", width=14, synonyms=("處室", "科室", "服務單位", "部門"))
    job_title: str = text("職稱", width=14, synonyms=("職級", "單位職級"))
    extension: str = text("分機", width=8, synonyms=("電話分機", "公務電話"))
    email: str = text("電子郵件", width=24, synonyms=("email", "e-mail", "信箱"))
    national_id: str = text(
        "身分證字號", sensitive=True, width=12, longest=20, synonyms=("身份證字號", "身分證統一編號", "統一證號")
    )
    roles: tuple[str, ...] = choices("角色", ROLES, width=18, synonyms=("資安角色", "人員類別"))
    committee_group: str = choice("推動小組組別", options_from="committee_groups", width=14, synonyms=("組別", "小組"))
    duties: str = lines("職掌事項", synonyms=("職掌", "工作職掌", "分工"))
    deputy: str = text("代理人", suggest="person", width=12, synonyms=("職務代理人", "備註(代理人)"))
    joined_on: str = date("到職日", synonyms=("到職日期", "任職日"))
    left_on: str = date("離職日", synonyms=("離職日期",), help="離職生效的那一天；填了之後，旁邊會列出離職時該辦的事。")
    account_closed_on: str = date("帳號停用日", synonyms=("帳號停用日期",))
    post = computed("在職情形", _post, options=POSTS, width=9)


CERTIFICATE_KINDS = (
    Choice("professional", "資通安全專業證照", ("專業證照", "資安專業證照")),
    Choice("competency", "資通安全職能評量證書", ("職能評量證書", "職能證書")),
)
SOON = 60
"""Days before its end from which a certificate is to be renewed."""
VALID, ENDING, ENDED, ENDLESS = "valid", "ending", "ended", "endless"
TERMS = (
    Choice(VALID, "有效"),
    Choice(ENDING, f"{SOON} 天內到期"),
    Choice(ENDED, "已到期"),
    Choice(ENDLESS, "沒有期限"),
)


def term_of(expires_on: str, today: datetime.date) -> str:
    """Which of ``TERMS`` a certificate is in; one without a day, or with words for one, does not end."""
    try:
        left = (datetime.date.fromisoformat(expires_on) - today).days
    except ValueError:
        return ENDLESS
    return ENDED if left < 0 else ENDING if left <= SOON else VALID


def _term(certificate: "Certificate", _around: Surroundings) -> str:
    return term_of(certificate.expires_on, datetime.date.today())


def _time_left(certificate: "Certificate", _around: Surroundings) -> str:
    return until(certificate.expires_on, datetime.date.today())


@record(
    "certificate",
    "資安證照",
    identity=("person", "name"),
    title=("person", "name"),
    unit="張",
    checks=(in_order("obtained_on", "expires_on"),),
)
class Certificate(Record):
    """One licence of one person; a full-time officer of a C office holds one of each kind (分級辦法附表五)."""

    person: int | None = ref("人員", "person", required=True, width=16, synonyms=("姓名", "持有人"))
    kind: str = choice("種類", CERTIFICATE_KINDS, required=True, width=16, synonyms=("證照種類", "類別"))
    name: str = text("證照名稱", required=True, width=26, synonyms=("名稱", "證書名稱"))
    issuer: str = text("發證單位", width=18, synonyms=("發證機構",))
    number: str = text("字號", width=16, synonyms=("證書字號", "證照號碼"))
    obtained_on: str = date("取得日", synonyms=("取得日期", "發證日期"))
    expires_on: str = date("到期日", synonyms=("有效期限", "到期日期"))
    term = computed("效期", _term, options=TERMS, width=13)
    time_left = computed("剩餘時間", _time_left, width=10)
