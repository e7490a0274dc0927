"""The list of an installation notices what is missing, cut off or changed."""

import os
from pathlib import Path

import pytest

from isms_desktop.services.manifest import listed, problems, write_manifest


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    root = tmp_path / "資安 程式"
    for name, words in {"forms/a.toml": "甲", "resources/圖 示.svg": "乙", "Qt6Core.dll": "丙"}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    write_manifest(root)
    return root


def test_a_whole_bundle_has_no_problems_and_its_list_is_not_in_it(bundle: Path):
    known = listed(bundle)
    assert {each.path for each in known} == {"forms/a.toml", "resources/圖 示.svg", "Qt6Core.dll"}
    assert problems(known, bundle) == []
    assert write_manifest(bundle).read_text("utf-8").count("\n") == 3


def test_what_is_missing_cut_off_or_changed_is_named(bundle: Path):
    (bundle / "Qt6Core.dll").unlink()
    (bundle / "forms" / "a.toml").write_text("丁", "utf-8")
    (bundle / "resources" / "圖 示.svg").write_text("", "utf-8")
    assert problems(listed(bundle), bundle) == [
        "Qt6Core.dll（不見了）",
        "forms/a.toml（內容不符）",
        "resources/圖 示.svg（大小不符，應為 3 位元組，現為 0）",
    ]


def test_a_signature_that_leaves_the_size_of_a_library_is_no_problem(bundle: Path):
    (bundle / "Qt6Core.dll").write_text("戊", "utf-8")
    os.utime(bundle / "Qt6Core.dll", (0, 0))
    assert problems(listed(bundle), bundle) == []


def test_a_checkout_has_no_list():
    assert listed() is None
