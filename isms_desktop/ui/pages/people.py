"""組織人員: the staff, their seats in the committee, their licences, and what they have signed."""

from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, register

PEOPLE = RegisterSpec(
    kind="person",
    purpose="機關的同仁與推動小組成員；其他登記簿的姓名都由這裡選取。",
    columns=("name", "department", "job_title", "extension", "roles", "committee_group", "deputy", "left_on"),
    chips="committee_group",
    form="team",
)
CERTIFICATES = RegisterSpec(
    kind="certificate",
    purpose="資安專職人員的專業證照與職能評量證書；到期前會提醒。",
    columns=("person", "kind", "name", "number", "obtained_on", "expires_on"),
    chips="kind",
)
PLEDGES = RegisterSpec(
    kind="pledge",
    purpose="同仁、廠商人員與稽核委員簽過的保密文件。",
    columns=("kind", "signer", "vendor", "case_name", "signed_on", "valid_until"),
    chips="kind",
    form="staff_pledge",
)


class PeoplePage(RegistersPage):
    """People, licences and signed papers."""

    page_id = "people"
    title = "組織人員"
    entries = (
        register("people", "人員", PEOPLE),
        register("certificates", "證照", CERTIFICATES),
        register("pledges", "保密文件", PLEDGES),
    )
