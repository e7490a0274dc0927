"""The sentences of the report: said when there is something to say, otherwise said honestly, or not at all."""

import pytest

from isms_desktop.domain.implementation import Outline, Part, Sentence, outline_from_table, said

COUNTED = Sentence("盤點 {assets} 項。", "assets", "尚未盤點。")
LEFT = Sentence("尚有 {left} 項。", "left")


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        ({"assets": 3, "left": 0}, "盤點 3 項。"),
        ({"assets": 3, "left": 1}, "盤點 3 項。尚有 1 項。"),
        ({"assets": 0, "left": 0}, "尚未盤點。"),
    ],
)
def test_a_sentence_stands_only_where_its_figure_is_something(figures: dict[str, int | str], text: str) -> None:
    assert said((COUNTED, LEFT), figures) == text


def test_what_is_not_there_has_no_paper_that_proves_it() -> None:
    lack = Sentence("沒有健診。", "missing", lack=True)
    part = Part("7.5", "執行資通安全健診", "7. 防護", (Sentence("健診：{done}。", "done"), lack), "健診報告")
    assert part.proof({"done": "115.6.1", "missing": 0}) == "健診報告"
    assert part.proof({"done": "", "missing": 1}) == ""
    assert Part("1.1", "盤點", "1.", (COUNTED,), "清冊").proof({"assets": 0}) == ""


def test_a_figure_that_there_is_not_is_a_mistake_of_the_file() -> None:
    with pytest.raises(KeyError):
        Sentence("{nothing} 項。").fill({})


def test_an_office_with_cns_27001_has_one_line_where_the_others_have_their_own() -> None:
    sentence = [{"text": "。"}]
    table = {
        "isms_profiles": ["bureau"],
        "reason": [],
        "summary": [],
        "item": [
            {
                "number": "7",
                "title": "防護",
                "law": [8],
                "part": [
                    {"number": "7.1", "heading": "全部", "isms": True, "evidence": "", "sentences": sentence},
                    {"number": "7.1", "heading": "保管", "isms": False, "evidence": "", "sentences": sentence},
                    {"number": "7.2", "heading": "其他", "evidence": "", "sentences": sentence},
                ],
            }
        ],
    }
    outline: Outline = outline_from_table(table)
    assert [part.heading for part in outline.parts("bureau")] == ["全部", "其他"]
    assert [part.heading for part in outline.parts("school")] == ["保管", "其他"]
    assert {part.item for part in outline.parts("school")} == {"7. 防護"}
