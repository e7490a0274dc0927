"""表單列印: the papers of the office, and whose seals stand on them."""

from isms_desktop.ui.pages.forms.papers import PapersView
from isms_desktop.ui.pages.forms.signoff import SignOffView
from isms_desktop.ui.pages.registers_page import RegistersPage, ViewEntry


class FormsPage(RegistersPage):
    """Two views: the papers first."""

    page_id = "forms"
    title = "表單列印"
    entries = (ViewEntry("papers", "表單", PapersView), ViewEntry("signoff", "陳核層級", SignOffView))

    def help_topic(self) -> str:
        """F1: the paper that is shown has an entry of its own."""
        form = self.top().printable_form() if self.switch.current() == "papers" else ""
        return f"form-{form}" if form else super().help_topic()

    def jump(self, **where: object) -> None:
        """``form``: that paper; ``chain``: whose seals stand on it."""
        if "form" in where:
            self.switch.show_view("papers")
        elif "chain" in where:
            self.switch.show_view("signoff")
        super().jump(**where)
