"""The data that comes with the program, as the services hand it out."""

import pytest

from isms_desktop.services import library


def test_every_profile_is_found_by_its_own_id_and_weighs_by_a_known_method() -> None:
    for name, profile in library.profiles().items():
        assert profile.id == name
        assert profile.method in library.methods()
    assert len(library.profiles()) == 5


@pytest.mark.parametrize("method", library.methods().values(), ids=library.methods())
def test_every_level_of_a_method_has_exactly_one_text(method: object) -> None:
    texts = [(each["scale"], each["level"]) for each in library.level_texts(method)]
    expected = [(scale, level) for scale, (low, high) in method.ranges.items() for level in range(low, high + 1)]
    assert sorted(texts) == sorted(expected)


def test_the_catalogue_is_marked_as_the_programs_own() -> None:
    catalogue = library.threat_catalogue()
    assert len(catalogue) >= 60 and all(entry["built_in"] is True for entry in catalogue)


def test_the_lists_that_every_office_has() -> None:
    assert [choice.value for choice in library.lists()["profiles"]] == list(library.profiles())
    assert [choice.value for choice in library.lists()["risk_methods"]] == list(library.methods())
