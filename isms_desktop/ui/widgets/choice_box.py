"""Drop-down lists that are filled anew while they are used: of years, of units."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """Keeps what was chosen when its choices change, and tells nobody that they did."""

    def __init__(self, name: str) -> None:
        """``name`` is what a screen reader calls it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def set_choices(self, choices: Iterable[tuple[str, object]], usual: object = None) -> None:
        """These (label, value). Without the value chosen before, ``usual`` is chosen, or else the first."""
        wanted = list(choices)
        if [(self.itemText(place), self.itemData(place)) for place in range(self.count())] == wanted:
            return
        places = {value: place for place, (_label, value) in enumerate(wanted)}
        place = places.get(self.currentData(), places.get(usual, 0))
        self.blockSignals(True)
        self.clear()
        for label, value in wanted:
            self.addItem(label, value)
        self.setCurrentIndex(place)
        self.blockSignals(False)


class YearBox(ChoiceBox):
    """民國 years: ``this_year`` until another is chosen."""

    def __init__(self, this_year: int) -> None:
        super().__init__("年度")
        self._this_year = this_year

    def set_years(self, years: Iterable[int]) -> None:
        """These years, in this order."""
        self.set_choices([(f"{year} 年度", year) for year in years], self._this_year)

    def year(self) -> int:
        """The chosen year."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, int) else self._this_year

    def show_year(self, year: int) -> None:
        """Choose this year, if it is among them."""
        if (place := self.findData(year)) >= 0:
            self.setCurrentIndex(place)
