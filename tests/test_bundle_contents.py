"""What goes into the frozen program: nothing that is needed stays behind, nothing goes that may not or need not."""

import os
import struct
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parent.parent


@pytest.fixture
def packaging(monkeypatch):
    """The build scripts import each other as they lie there."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    yield
    for name in ("contents", "make_icons", "bundle"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("packaging")
def test_every_form_and_resource_goes_into_the_bundle():
    import contents

    going = {(path, folder) for path, folder in contents.data_files()}
    for folder in ("forms", "resources"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert (path, path.relative_to(ROOT).parent.as_posix()) in going, path


@pytest.mark.usefixtures("packaging")
@pytest.mark.parametrize(
    "file",
    [
        "PySide6/Qt6Core.dll",
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/iconengines/qsvgicon.dll",
        "PySide6/translations/qtbase_zh_TW.qm",
        "PySide6/QtWidgets.pyd",
        "sqlcipher3/_sqlite3.cp311-win_amd64.pyd",
        "odfdo/templates/spreadsheet.ots",
        "forms/asset_register.toml",
        "python311.dll",
        "libQt6DBus.so.6",
    ],
)
def test_what_the_program_uses_goes_in(file):
    import contents

    assert contents.wanted(file)


@pytest.mark.usefixtures("packaging")
@pytest.mark.parametrize(
    "file",
    [
        "PySide6/Qt6Qml.dll",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6VirtualKeyboard.dll",
        "PySide6/Qt6DBus.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "PySide6/plugins/imageformats/qtiff.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/translations/linguist_zh_TW.qm",
        "reportlab/fonts/DarkGardenMK.pfb",
    ],
)
def test_what_nobody_uses_stays_away(file):
    import contents

    assert not contents.wanted(file)


@pytest.mark.usefixtures("packaging")
def test_what_is_under_the_gpl_alone_is_found_in_a_bundle(tmp_path):
    import contents

    inside = tmp_path / "_internal" / "PySide6"
    inside.mkdir(parents=True)
    (inside / "Qt6Charts.dll").touch()
    (inside / "Qt6Core.dll").touch()
    faults = contents.faults(tmp_path)
    assert "under the GPL: _internal/PySide6/Qt6Charts.dll" in faults
    assert not [fault for fault in faults if "Qt6Core" in fault]
    assert "missing: resources/fonts/TW-Kai.ttf" in faults


@pytest.mark.usefixtures("packaging")
def test_no_module_that_the_program_imports_is_left_out():
    import contents

    left_out = tuple(contents.EXCLUDED_MODULES)
    for path in (ROOT / "isms_desktop").rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            words = line.split()
            if words[:1] in (["import"], ["from"]) and len(words) > 1:
                module = words[1].rstrip(",")
                assert not any(module == name or module.startswith(f"{name}.") for name in left_out), (path, line)


@pytest.mark.usefixtures("packaging")
def test_the_fonts_of_rare_characters_come_from_the_folder_that_is_named(tmp_path):
    import contents

    (tmp_path / "TW-Kai-Ext-B-98_1.ttf").touch()
    (tmp_path / "TW-Kai-98_1.ttf").touch()
    found = list(contents.extra_fonts({contents.FONT_VARIABLE: str(tmp_path)}))
    assert found == [tmp_path / "TW-Kai-Ext-B-98_1.ttf"]
    assert contents.font_name(found[0]) == "TW-Kai-Ext-B"
    assert not list(contents.extra_fonts({contents.FONT_VARIABLE: str(tmp_path / os.devnull)}))


@pytest.mark.usefixtures("packaging")
def test_an_icon_holds_a_picture_of_every_size(tmp_path, qapp):
    import make_icons

    for file in make_icons.write_icons(tmp_path):
        data = file.read_bytes()
        _, kind, count = struct.unpack_from("<HHH", data)
        assert (kind, count) == (1, len(make_icons.SMALL) + len(make_icons.LARGE))
        sizes = []
        for place in range(count):
            edge, *_, length, start = struct.unpack_from("<BBBBHHII", data, 6 + 16 * place)
            picture = QImage.fromData(data[start : start + length], "PNG")
            assert picture.width() == picture.height() == (edge or 256)
            assert picture.pixelColor(picture.width() // 2, picture.height() // 2).alpha() == 255, "something is drawn"
            assert picture.pixelColor(0, picture.height() - 1).alpha() == 0, "around it nothing"
            sizes.append(picture.width())
        assert {16, 24, 32, 48, 256} <= set(sizes)
