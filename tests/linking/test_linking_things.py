"""States, parties, bodies and places across reports."""

from __future__ import annotations

import pytest

from linking_case import ARDA, BELM, LinkingCase, judged, person, thing
from trucewatch.registers.known_actors import KnownActors

FRONT = "Harbour People's Front"


def test_a_known_state_is_one_under_all_its_names_and_in_all_processes() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing("Egypt"))
    two = case.report("2031-03-02", thing("Egyptian", how="demonym"))
    three = case.report("2031-03-03", thing("Cairo", how="metonym"), process="valley")
    linked = case.linked()
    assert case.are_one(linked, (one, "Egypt"), (two, "Egyptian"), (three, "Cairo"))
    known = KnownActors.register_only().find("Egypt")
    assert known is not None
    assert case.actor(linked, one, "Egypt").code == known.id


def test_the_capital_as_a_place_is_not_the_state() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing("Egypt"))
    two = case.report("2031-03-02", thing("Cairo", "place"))
    assert not case.are_one(case.linked(), (one, "Egypt"), (two, "Cairo"))


def test_a_name_of_ones_own_is_one_within_a_process_only() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing(FRONT, "party"))
    two = case.report("2031-03-02", thing("Harbour People’s Front", "party"))
    three = case.report("2031-03-03", thing(FRONT, "party"), process="valley")
    linked = case.linked()
    assert case.are_one(linked, (one, FRONT), (two, "Harbour People’s Front"))
    assert not case.are_one(linked, (one, FRONT), (three, FRONT))


def test_an_acronym_goes_with_the_long_name_that_a_report_gives_it() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing(FRONT, "party", "HPF"))
    two = case.report("2031-03-02", thing("HPF", "party"))
    linked = case.linked()
    assert case.are_one(linked, (one, FRONT), (two, "HPF"))
    found = case.actor(linked, two, "HPF")
    assert found.name == FRONT
    assert [other.name for other in found.other_names] == ["HPF"]


def test_one_acronym_of_two_groups_is_tied_to_neither() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing(FRONT, "party", "HPF"))
    two = case.report("2031-03-02", thing("Hill Peace Forum", "body", "HPF"))
    three = case.report("2031-03-03", thing("HPF", "party"))
    linked = case.linked()
    assert not case.are_one(linked, (one, FRONT), (two, "Hill Peace Forum"))
    assert not case.are_one(linked, (one, FRONT), (three, "HPF"))
    assert not case.are_one(linked, (two, "Hill Peace Forum"), (three, "HPF"))


def test_two_groups_of_one_acronym_are_not_bridged_by_it() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing(FRONT, "party", "HPF"))
    two = case.report("2031-03-02", thing("HPF", "party"))
    three = case.report("2031-03-03", thing("Hill Peace Forum", "body", "HPF"))
    judgement = judged(case.id(one, FRONT), case.id(two, "HPF"), "same")
    linked = case.linked([judgement])
    assert case.are_one(linked, (one, FRONT), (two, "HPF"))
    assert not case.are_one(linked, (two, "HPF"), (three, "Hill Peace Forum"))


def test_the_front_is_the_one_front_of_the_process() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing(FRONT, "party", "Front"))
    two = case.report("2031-03-02", thing("Front", "party"))
    assert case.are_one(case.linked(), (one, FRONT), (two, "Front"))


def test_the_front_is_neither_of_two_fronts() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing(FRONT, "party", "Front"))
    two = case.report("2031-03-01", thing("Hill Liberation Front", "party", "Front"))
    three = case.report("2031-03-02", thing("Front", "party"))
    linked = case.linked()
    assert not case.are_one(linked, (one, FRONT), (three, "Front"))
    assert not case.are_one(linked, (two, "Hill Liberation Front"), (three, "Front"))


@pytest.mark.parametrize("words", ["the group", "the mediators", "both sides"])
def test_a_mere_description_is_tied_to_nothing(words: str) -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing(words, "group", how="nominal"))
    two = case.report("2031-03-02", thing(words, "group", how="nominal"))
    linked = case.linked()
    assert not case.are_one(linked, (one, words), (two, words))
    assert not linked.queue


def test_an_army_is_its_sides() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, thing("army", "body", of="Arda"))
    two = case.report("2031-03-02", ARDA, thing("army", "body", of="Arda"))
    three = case.report("2031-03-03", BELM, thing("army", "body", of="Belm"))
    four = case.report("2031-03-04", thing("army", "body"))
    linked = case.linked()
    assert case.are_one(linked, (one, "army"), (two, "army"))
    for other in (three, four):
        assert not case.are_one(linked, (one, "army"), (other, "army"))


def test_a_people_named_without_its_state_is_the_states() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing("Velmora"))
    two = case.report("2031-03-02", thing("Velmoran", how="demonym"))
    linked = case.linked()
    which = ((one, "Velmora"), (two, "Velmoran"))
    assert case.are_one(linked, *which) or case.is_queued(linked, *which)


def test_a_person_and_a_place_of_one_name_stay_two() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing("Elen Maro", "place"))
    two = case.report("2031-03-02", person("Elen Maro"))
    linked = case.linked()
    assert not case.are_one(linked, (one, "Elen Maro"), (two, "Elen Maro"))
    assert not linked.queue


def test_a_report_that_names_both_keeps_two_apart() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", thing("Oskar", "state"))
    both = case.report("2031-03-02", thing("Oskar", "state"), thing("Oskar", "place"))
    ids = [m.passage.start for a in case.actors[both.id] for m in a.mentions]
    assert len(set(ids)) == 2
    linked = case.linked()
    state = case.actor(linked, one, "Oskar")
    assert len(state.members) == 2
    assert sum(len(a.members) for a in linked.actors) == 3


def test_every_actor_is_in_exactly_one_group() -> None:
    case = LinkingCase()
    case.report("2031-03-01", ARDA, BELM, person("Elen Maro", "Arda"))
    case.report("2031-03-02", ARDA, thing("the group", "group", how="nominal"))
    members = [m.id for a in case.linked().actors for m in a.members]
    assert len(members) == len(set(members)) == 5
