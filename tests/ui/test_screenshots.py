"""A picture of every page, and the file and the settings left as they were."""

from PySide6.QtGui import QImage

from isms_desktop.services import offices
from isms_desktop.services.settings import Settings, load_settings, save_settings
from isms_desktop.ui.pages import PAGES
from isms_desktop.ui.screenshots import take


def test_every_page_has_its_picture(office, tmp_path):
    path = office.path
    office.close()
    mine = Settings(recent=("/自己的/檔案.isms",), text_size=150)
    save_settings(mine)
    made = take(path, tmp_path / "畫面")
    assert load_settings() == mine
    names = " ".join(each.name for each in made)
    assert all(entry.title in names for entry in PAGES) and "深色" in names
    for each in made:
        picture = QImage(str(each))
        assert (picture.width(), picture.height()) == (1366, 768)
        colours = {picture.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
        assert len(colours) > 5
    again = offices.open_office(path)
    assert not again.read_only
    again.close()
