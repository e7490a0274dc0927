"""What nobody held against the official text never passes for official."""

from isms_desktop.domain.sources import cited


def test_a_source_says_whether_it_was_verified() -> None:
    assert cited("分級辦法附表五", True) == "分級辦法附表五"
    assert cited("分級辦法附表五", False) == "分級辦法附表五（未經官方核對）"
