"""What has to do with a record."""

from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.related import count, related


def test_what_points_at_a_record_register_by_register(weighed: Office) -> None:
    (risks,) = related(weighed, "asset", 1)
    assert (risks.kind, risks.label, risks.by, risks.ids) == ("risk", "風險評估 2 筆", "資產", (2, 1))
    assert len(risks.titles) == 2 and all(risks.titles)
    assert count(weighed, "asset", 1) == 2
    assert (related(weighed, "asset", 3), count(weighed, "asset", 3)) == ([], 0)


def test_text_that_names_it_counts_as_well(desk: Office) -> None:
    person = records.add(desk, "person", [{"name": "林測試"}], "x").added[0]
    records.change(desk, "asset", {1: {"custodian": "林測試"}, 2: {"custodian": "林測試、王另一"}}, "x")
    (assets,) = related(desk, "person", person)
    assert (assets.kind, assets.ids) == ("asset", (2, 1))
    assert assets.by.endswith("的文字")
    assert count(desk, "person", person) == 0, "the quick count knows links only"


def test_parts_are_told_apart_by_the_whole_they_belong_to(desk: Office) -> None:
    person = records.add(desk, "person", [{"name": "林測試"}], "x").added[0]
    courses = records.add(desk, "course", [{"name": each, "hours": 3.0} for each in ("通識", "專業")], "x").added
    records.add(desk, "attendance", [{"course": each, "person": person, "name": "林測試"} for each in courses], "x")
    came = next(each for each in related(desk, "person", person) if each.kind == "attendance")
    assert came.titles == ("林測試（專業）", "林測試（通識）")
