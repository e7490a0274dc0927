"""Weighing risk: the sums of every method, what it can reach, and what the office should know about that."""

import pytest

from isms_desktop.domain.scoring import ASSET_SCALES, Method, ValueRule, method_from_table
from isms_desktop.services.library import methods

TOP = {"confidentiality": 4, "integrity": 4, "availability": 4, "likelihood": 3, "impact": 3}


def test_the_seeds_example_weighs_as_on_paper() -> None:
    method = methods()["cia-sum"]
    levels = {"confidentiality": 3, "integrity": 2, "availability": 2, "likelihood": 2, "impact": 3}
    assert method.asset_value(levels) == 7
    assert method.score(levels) == 42
    assert method.band_of(42).label == "中風險"


@pytest.mark.parametrize(
    ("score", "band"), [(3, "low"), (37, "low"), (38, "medium"), (73, "medium"), (74, "high"), (108, "high")]
)
def test_the_bands_of_the_seeds_begin_and_end_where_the_paper_says(score: int, band: str) -> None:
    assert methods()["cia-sum"].band_of(score).id == band


@pytest.mark.parametrize("score", [None, 0, 2, 109])
def test_a_score_outside_the_bands_has_none(score: int | None) -> None:
    assert methods()["cia-sum"].band_of(score) is None


@pytest.mark.parametrize(
    ("method", "levels", "score"),
    [
        ("likelihood-impact", {"likelihood": 2, "impact": 3}, 6),
        ("max-cia", {"confidentiality": 1, "integrity": 4, "availability": 2, "likelihood": 2, "impact": 3}, 24),
        ("max-cial", dict.fromkeys(ASSET_SCALES, 1) | {"compliance": 3, "likelihood": 3, "impact": 2}, 18),
    ],
)
def test_the_other_ways_of_weighing(method: str, levels: dict[str, int], score: int) -> None:
    assert methods()[method].score(levels) == score


@pytest.mark.parametrize("missing", ["confidentiality", "likelihood", "impact"])
@pytest.mark.parametrize("instead", [None, "由上級管理單位訂之"])
def test_there_is_no_score_while_a_level_is_missing_or_is_words(missing: str, instead: object) -> None:
    assert methods()["cia-sum"].score(TOP | {missing: instead}) is None


def test_where_the_value_does_not_count_words_for_it_do_no_harm() -> None:
    method = methods()["likelihood-impact"]
    assert method.score({"confidentiality": "無", "likelihood": 3, "impact": 3}) == 9
    assert method.asset_value({"confidentiality": 3}) is None


def test_weights_are_data() -> None:
    weighted = _tiny_method(weights={"confidentiality": 3})
    assert weighted.asset_value({"confidentiality": 2, "integrity": 1}) == 7


def test_the_seeds_high_band_needs_both_threes_and_a_value_of_nine() -> None:
    (reach,) = methods()["cia-sum"].extreme_bands()
    assert reach.band.id == "high"
    assert reach.least == {"asset_value": 9, "likelihood": 3, "impact": 3}
    assert reach.scores == (81, 90, 99, 108)
    assert reach.combinations == 4
    assert reach.share == 4 / (10 * 3 * 3)


@pytest.mark.parametrize("method", [m for m in methods() if m != "cia-sum"])
def test_the_other_methods_have_no_band_at_the_extreme_only(method: str) -> None:
    assert methods()[method].extreme_bands() == ()


@pytest.mark.parametrize("method", methods().values(), ids=methods())
def test_what_a_method_can_reach_agrees_with_trying_everything(method: Method) -> None:
    tried = set()

    def levels(scale: str) -> range:
        low, high = method.ranges[scale]
        return range(low, high + 1)

    def walk(scales: list[str], chosen: dict[str, int]) -> None:
        if not scales:
            tried.add(method.score(chosen))
            return
        for level in levels(scales[0]):
            walk(scales[1:], {**chosen, scales[0]: level})

    walk([*method.value_parts, "likelihood", "impact"], {})
    assert set(method.reachable()) == tried
    assert {score for reach in method.reach() for score in reach.scores} == tried
    assert sum(reach.share for reach in method.reach()) == pytest.approx(1)


def test_the_lowest_band_is_never_called_extreme() -> None:
    method = _tiny_method(bands=[("low", 16, 16), ("medium", 17, 18), ("high", 19, 20)])
    assert method.reach()[0].least == {"asset_value": 4, "likelihood": 2, "impact": 2}
    assert method.extreme_bands() == ()


def test_a_band_that_cannot_occur_says_so_and_is_no_extreme_one() -> None:
    method = _tiny_method(bands=[("low", 1, 8), ("medium", 9, 100), ("high", 101, 200)])
    high = method.reach()[-1]
    assert (high.combinations, high.scores) == (0, ())
    assert high not in method.extreme_bands()


@pytest.mark.parametrize(("highest", "word"), [(1, "普"), (2, "中"), (3, "高")])
@pytest.mark.parametrize("side", ASSET_SCALES)
def test_the_protection_level_is_that_of_the_highest_of_the_four(side: str, highest: int, word: str) -> None:
    levels = dict.fromkeys(ASSET_SCALES, 1) | {side: highest}
    assert methods()["max-cial"].protection_level(levels) == word


def test_no_protection_level_without_a_rule_or_with_a_gap() -> None:
    assert methods()["cia-sum"].protection_level(TOP) == ""
    assert methods()["max-cial"].protection_level(dict.fromkeys(ASSET_SCALES, 3) | {"compliance": None}) == ""


@pytest.mark.parametrize("spoil", [{"value_rule": "average"}, {"ranges": {"impact": [1]}}, {"bands": [{"id": "low"}]}])
def test_a_wrong_method_file_is_noticed_when_read(spoil: dict[str, object]) -> None:
    table = {
        "id": "x",
        "label": "x",
        "value_rule": "none",
        "ranges": {"likelihood": [1, 2], "impact": [1, 2]},
        "bands": [],
    }
    assert method_from_table(table).value_rule is ValueRule.NONE
    with pytest.raises((KeyError, ValueError)):
        method_from_table(table | spoil)


def _tiny_method(weights: dict[str, int] | None = None, bands: list[tuple[str, int, int]] | None = None) -> Method:
    return method_from_table(
        {
            "id": "tiny",
            "label": "（C＋I）× 可能性 × 衝擊性",
            "value_rule": "sum",
            "value_parts": ["confidentiality", "integrity"],
            "weights": weights or {},
            "ranges": {scale: [1, 2] for scale in ("confidentiality", "integrity", "likelihood", "impact")},
            "bands": [
                {"id": name, "label": name, "from": low, "to": high} for name, low, high in bands or [("low", 2, 16)]
            ],
        }
    )
