"""The office's own row: who signs which paper."""

import pytest

from isms_desktop.domain.agency import DEFAULT_CHAIN, Agency

CHAINS = """預設：承辦人、主任
資產清冊：承辦人, 單位主管,  資通安全長
風險評估表:承辦人、、資安長 、
沒有冒號的一行
空的："""


@pytest.mark.parametrize(
    ("paper", "chain"),
    [
        ("資產清冊", ("承辦人", "單位主管", "資通安全長")),
        ("風險評估表", ("承辦人", "資安長")),
        ("別的表單", ("承辦人", "主任")),
        ("空的", ("承辦人", "主任")),
        ("沒有冒號的一行", ("承辦人", "主任")),
    ],
)
def test_a_paper_is_signed_by_its_own_line_or_the_default_one(paper: str, chain: tuple[str, ...]) -> None:
    assert Agency.make(signoff_chains=CHAINS).chain_for(paper, ("校長",)) == chain


def test_without_lines_the_proposal_of_the_paper_or_the_profile_stands() -> None:
    assert Agency.make().chain_for("資產清冊") == DEFAULT_CHAIN
    assert Agency.make().chain_for("資產清冊", ("校長",)) == ("校長",)
    assert Agency.make(signoff_chains="資產清冊：主任").chain_for("別的表單", ("校長",)) == ("校長",)


def test_only_a_line_for_the_very_paper_decides_about_its_cells() -> None:
    agency = Agency.make(signoff_chains=CHAINS)
    papers = ("資產清冊", "風險評估表", "別的表單", "空的")
    assert [agency.decides_chain(paper) for paper in papers] == [True, True, False, False]
