"""Which year is which: an office's year starts in the month that its agency row says."""

import datetime

from isms_desktop.domain.rocdate import office_year
from isms_desktop.services.offices import Office


def current_year(office: Office, today: datetime.date | None = None) -> int:
    """The 民國 year that the office is in today."""
    return office_year(today or datetime.date.today(), office.agency.year_starts)


def risk_years(office: Office) -> list[int]:
    """The years that have risks, and this one, newest first."""
    years = {risk.year for risk in office.all("risk") if risk.year} | {current_year(office)}
    return sorted(years, reverse=True)
