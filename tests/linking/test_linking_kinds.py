"""Names that single reports take for a place here and for a state, a party or a person there."""

from __future__ import annotations

from datetime import date

import pytest

from linking_case import LinkingCase, Who, office, person, thing
from trucewatch.linking.score import Model
from trucewatch.vocabulary.actors import ActorMention, ActorType, ReportActor
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report


def land(name: str, people: str) -> Who:
    """A land with a mention of its people."""
    return Who(name, "state", said=((name, "name"), (people, "demonym")))


def town(name: str) -> Who:
    return thing(name, "place")


@pytest.mark.parametrize("type_", ["place", "party", "state"])
def test_a_land_is_one_whatever_a_report_takes_it_for(type_: ActorType) -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", land("Arda", "Ardan"))
    two = case.report("2031-03-02", thing("Arda", type_))
    three = case.report("2031-03-03", thing("Arda", "place", how="metonym"))
    assert case.are_one(case.linked(), (one, "Arda"), (two, "Arda"), (three, "Arda"))


def test_what_is_told_of_a_people_is_told_of_its_land() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", land("Arda", "Ardan"))
    two = case.report("2031-03-02", thing("Ardan", "party"))
    assert case.are_one(case.linked(), (one, "Arda"), (two, "Ardan"))


def test_a_land_is_no_land_of_another_process() -> None:
    case = LinkingCase()
    case.report("2031-03-01", land("Arda", "Ardan"))
    two = case.report("2031-03-02", thing("Arda"), process="valley")
    three = case.report("2031-03-03", town("Arda"), process="valley")
    assert not case.are_one(case.linked(), (two, "Arda"), (three, "Arda"))


def test_a_town_is_not_who_acts_under_its_name() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", town("Halvorn"), text="They met in")
    two = case.report("2031-03-02", town("Halvorn"), text="They met near")
    three = case.report("2031-03-03", thing("Halvorn", "place", how="metonym"))
    four = case.report("2031-03-04", thing("Halvorn", "state"))
    linked = case.linked()
    assert case.are_one(linked, (one, "Halvorn"), (two, "Halvorn"))
    assert case.are_one(linked, (three, "Halvorn"), (four, "Halvorn"))
    assert not case.are_one(linked, (one, "Halvorn"), (three, "Halvorn"))


def test_a_seat_that_has_a_people_is_no_land() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", Who("Halvorn", "state", said=(("Halvorn", "metonym"), ("Ardan", "demonym"))))
    two = case.report("2031-03-02", town("Halvorn"), text="They met in")
    assert not case.are_one(case.linked(), (one, "Halvorn"), (two, "Halvorn"))


def test_a_towns_name_that_may_mean_its_rulers_waits_for_somebody() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", town("Halvorn"), text="They met in")
    two = case.report("2031-03-02", thing("Halvorn", "state"))
    three = case.report("2031-03-03", town("Halvorn"), text="They thanked")
    four = case.report("2031-03-04", town("Halvorn"), text="They agreed with")
    linked = case.linked()
    for which in (one, two, four):
        assert not case.are_one(linked, (three, "Halvorn"), (which, "Halvorn"))
    assert case.is_queued(linked, (three, "Halvorn"), (one, "Halvorn"))
    assert case.is_queued(linked, (three, "Halvorn"), (two, "Halvorn"))
    assert not case.is_queued(linked, (three, "Halvorn"), (four, "Halvorn"))


@pytest.mark.parametrize(
    ("text", "is_place"), [("HALVORN, March 2 - They met in", True), ("HALVORN denied it in", False)]
)
def test_a_dateline_is_where_a_place_stands(text: str, is_place: bool) -> None:
    case = LinkingCase()
    case.report("2031-03-01", thing("Halvorn", "state"))
    said = ActorMention(passage=Passage(0, 7, "HALVORN"), how="name")
    two = Report(text, published=date(2031, 3, 2), process=case.process)
    case.reports.append(two)
    case.actors[two.id] = (ReportActor(name="HALVORN", type="place", mentions=(said,)),)
    three = case.report("2031-03-03", town("Halvorn"), text="They met in")
    assert case.are_one(case.linked(), (two, "HALVORN"), (three, "Halvorn")) == is_place


@pytest.mark.parametrize("backwards", [False, True])
def test_a_full_name_is_a_persons_where_most_reports_say_so(backwards: bool) -> None:
    case = LinkingCase()
    days = ["2031-03-01", "2031-03-02", "2031-03-03"]
    whos = [person("Elen Maro"), person("Elen Maro"), thing("Elen Maro", "place")]
    made = [case.report(day, who) for day, who in zip(days, whos[::-1] if backwards else whos, strict=True)]
    assert case.are_one(case.linked(), *((report, "Elen Maro") for report in made))


def test_a_watch_is_no_person_where_most_reports_say_so() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", person("Harbour Watch"))
    two = case.report("2031-03-02", thing("Harbour Watch", "party"))
    three = case.report("2031-03-03", thing("Harbour Watch", "body"))
    linked = case.linked()
    assert case.are_one(linked, (one, "Harbour Watch"), (two, "Harbour Watch"), (three, "Harbour Watch"))


def test_where_reports_are_even_each_keeps_its_own() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", person("Elen Maro"))
    two = case.report("2031-03-02", thing("Elen Maro", "place"))
    assert not case.are_one(case.linked(), (one, "Elen Maro"), (two, "Elen Maro"))


def test_a_republic_is_the_state_whose_name_it_bears() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", town("Arda"))
    two = case.report("2031-03-02", thing("Republic of Arda"))
    three = case.report("2031-03-03", thing("Republic of Belm"))
    linked = case.linked()
    assert case.are_one(linked, (one, "Arda"), (two, "Republic of Arda"))
    assert not case.are_one(linked, (two, "Republic of Arda"), (three, "Republic of Belm"))


def test_an_office_goes_with_the_side_that_its_holder_has_in_other_reports() -> None:
    case = LinkingCase()
    arda = thing("Arda")
    minister = person("Elen Maro", None, "foreign minister")
    one = case.report("2031-03-01", arda, person("Elen Maro", "Arda"))
    case.report("2031-03-02", minister)
    three = case.report("2031-03-05", arda, office("foreign minister", "Arda"))
    case.report("2031-03-08", minister)
    assert case.are_one(case.linked(), (one, "Elen Maro"), (three, "foreign minister"))


def test_an_office_goes_with_no_side_where_its_holder_has_two() -> None:
    case = LinkingCase()
    arda, league = thing("Arda"), thing("Coastal League", "body")
    minister = person("Elen Maro", None, "foreign minister")
    one = case.report("2031-02-27", arda, person("Elen Maro", "Arda"))
    two = case.report("2031-03-01", league, person("Elen Maro", "Coastal League"))
    case.report("2031-03-02", minister)
    three = case.report("2031-03-05", arda, office("foreign minister", "Arda"))
    four = case.report("2031-03-05", league, office("foreign minister", "Coastal League"))
    case.report("2031-03-08", minister)
    linked = case.linked()
    assert case.are_one(linked, (one, "Elen Maro"), (two, "Elen Maro"))
    for report in (three, four):
        assert not case.are_one(linked, (one, "Elen Maro"), (report, "foreign minister"))


def test_what_must_be_asked_is_asked_whatever_its_score() -> None:
    weights = {"thing": 9.0, "thing same_name": 9.0, "thing place_or_actor": 9.0}
    model = Model(weights, 0.9, 0.2, asked=frozenset({"thing place_or_actor"}))
    assert model.score(("thing", "same_name")).sure
    assert not model.score(("thing", "same_name", "place_or_actor")).sure
