"""Persons across reports: who is one, who stays two, and whom nobody may be tied to."""

from __future__ import annotations

import pytest

from linking_case import ARDA, BELM, LinkingCase, Who, office, person, source
from trucewatch.linking.actors import LinkedActors


def mentioned_nowhere_else(case: LinkingCase, linked: LinkedActors, name: str) -> bool:
    """Is every actor of that name alone in its group, and in no candidate?"""
    queued = {id_ for c in linked.queue for id_ in (c.left, c.right)}
    own = [a for a in linked.actors if any(m.name == name for m in a.members)]
    return all(len(a.members) == 1 and a.members[0].id not in queued for a in own) and bool(own)


def test_a_full_name_with_the_same_side_is_one_person() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-09", ARDA, person("Elen Maro", "Arda"))
    linked = case.linked()
    assert case.are_one(linked, (one, "Elen Maro"), (two, "Elen Maro"))
    link = next(link for link in case.actor(linked, one, "Elen Maro").links)
    assert "same_name" in link.grounds
    assert link.judgement is None


def test_namesakes_of_two_camps_stay_two() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, BELM, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-09", ARDA, BELM, person("Elen Maro", "Belm", "army chief"))
    linked = case.linked()
    assert not case.are_one(linked, (one, "Elen Maro"), (two, "Elen Maro"))


def test_whoever_changes_sides_is_asked_about_not_tied() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, BELM, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-09-09", ARDA, BELM, person("Elen Maro", "Belm", "chief negotiator"))
    assert case.is_queued(case.linked(), (one, "Elen Maro"), (two, "Elen Maro"))


def test_a_namesake_without_a_side_is_tied_to_neither_of_two() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, BELM, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-09", ARDA, BELM, person("Elen Maro", "Belm", "army chief"))
    three = case.report("2031-03-12", person("Elen Maro"))
    linked = case.linked()
    assert not case.are_one(linked, (three, "Elen Maro"), (one, "Elen Maro"))
    assert not case.are_one(linked, (three, "Elen Maro"), (two, "Elen Maro"))


def test_he_and_she_of_one_name_stay_two() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Robin Maro", "Arda", "foreign minister", also=["he"]))
    two = case.report("2031-03-09", person("Robin Maro", None, "defence minister", also=["she"]))
    assert not case.are_one(case.linked(), (one, "Robin Maro"), (two, "Robin Maro"))


def test_he_and_she_are_not_bridged_by_a_report_that_does_not_tell() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Robin Maro", "Arda", also=["he"]))
    case.report("2031-03-05", ARDA, person("Robin Maro", "Arda"))
    two = case.report("2031-03-09", ARDA, person("Robin Maro", "Arda", also=["she"]))
    assert not case.are_one(case.linked(), (one, "Robin Maro"), (two, "Robin Maro"))


def test_an_initial_of_two_is_tied_to_neither() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-02", ARDA, person("Emil Maro", "Arda", "army chief"))
    three = case.report("2031-03-03", ARDA, person("E. Maro", "Arda"))
    linked = case.linked()
    assert (
        len({case.actor(linked, r, n).id for r, n in ((one, "Elen Maro"), (two, "Emil Maro"), (three, "E. Maro"))}) == 3
    )


@pytest.mark.parametrize(("name", "other"), [("Nadir Al-Sharif", "Nadir al Sharif"), ("Ana Ibáñez", "Ana Ibanez")])
def test_spellings_of_the_same_letters_are_one(name: str, other: str) -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person(name, "Arda"))
    two = case.report("2031-03-09", ARDA, person(other, "Arda"))
    assert case.are_one(case.linked(), (one, name), (two, other))


def test_another_spelling_of_the_sounds_is_at_least_asked_about() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Nadir al-Qasimar", "Arda"))
    two = case.report("2031-03-09", ARDA, person("Nader el-Kasimar", "Arda"))
    linked = case.linked()
    which = ((one, "Nadir al-Qasimar"), (two, "Nader el-Kasimar"))
    assert case.are_one(linked, *which) or case.is_queued(linked, *which)


def test_another_given_name_is_another_person() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Salma Tavrell", "Arda", "foreign minister"))
    two = case.report("2031-03-09", ARDA, person("Anton Tavrell", "Arda", "foreign minister"))
    linked = case.linked()
    assert not case.are_one(linked, (one, "Salma Tavrell"), (two, "Anton Tavrell"))
    assert not case.is_queued(linked, (one, "Salma Tavrell"), (two, "Anton Tavrell"))


def test_a_surname_goes_to_the_one_who_bears_it() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-09", ARDA, person("Maro", "Arda", "foreign minister"))
    assert case.are_one(case.linked(), (one, "Elen Maro"), (two, "Maro"))


def test_forms_of_one_name_are_not_two_bearers_of_the_surname() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    case.report("2031-03-02", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    case.report("2031-03-03", ARDA, person("E. Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-09", ARDA, person("Maro", "Arda", "foreign minister"))
    assert case.are_one(case.linked(), (one, "Elen Maro"), (two, "Maro"))


def test_a_surname_of_two_camps_is_tied_to_neither_without_a_side() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, BELM, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-02", ARDA, BELM, person("Ivo Maro", "Belm", "army chief"))
    three = case.report("2031-03-09", person("Maro", None, "minister"))
    linked = case.linked()
    assert not case.are_one(linked, (three, "Maro"), (one, "Elen Maro"))
    assert not case.are_one(linked, (three, "Maro"), (two, "Ivo Maro"))


def test_a_surname_of_two_camps_goes_with_its_side() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, BELM, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-02", ARDA, BELM, person("Ivo Maro", "Belm", "army chief"))
    three = case.report("2031-03-09", ARDA, BELM, person("Maro", "Belm", "army chief"))
    linked = case.linked()
    assert case.are_one(linked, (three, "Maro"), (two, "Ivo Maro"))
    assert not case.are_one(linked, (three, "Maro"), (one, "Elen Maro"))


def test_a_surname_beside_its_bearer_in_one_report_is_somebody_else() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report(
        "2031-03-02", ARDA, person("Elen Maro", "Arda", "foreign minister"), person("Maro", "Arda", "army chief")
    )
    assert not case.are_one(case.linked(), (one, "Elen Maro"), (two, "Maro"))


def test_names_of_two_processes_are_not_tied() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Elen Maro", "Arda"))
    two = case.report("2031-03-02", ARDA, person("Elen Maro", "Arda"), process="valley")
    linked = case.linked()
    assert not case.are_one(linked, (one, "Elen Maro"), (two, "Elen Maro"))
    assert not linked.queue


@pytest.mark.parametrize(
    "who",
    [
        source("an official", "Arda"),
        source("the foreign minister", "Arda"),
        Who("Elen Maro", "person", "Arda", sealed=True, person="unknown", said=(("Elen Maro", "name"),)),
        person("Maro", "Arda", cls="private"),
        person("Maro", "Arda", cls="unknown"),
        Who("she", "person", "Arda", person="unknown", said=(("she", "pronoun"),)),
        office("a spokeswoman", "Arda", "spokesperson"),
        office("an official", "Arda"),
        office("former foreign minister", "Arda"),
    ],
    ids=lambda who: f"{who.name}-{who.person}-{who.sealed}",
)
def test_nobody_is_tied_to(who: Who) -> None:
    case = LinkingCase()
    case.report("2031-03-01", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    sealed = case.report("2031-03-02", ARDA, who)
    case.report("2031-03-03", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    again = case.report("2031-03-04", ARDA, who)
    linked = case.linked()
    assert not case.are_one(linked, (sealed, who.name), (again, who.name))
    queued = {id_ for c in linked.queue for id_ in (c.left, c.right)}
    for report in (sealed, again):
        found = case.actor(linked, report, who.name)
        assert len(found.members) == 1
        assert found.id not in queued


def test_an_unnamed_spokesman_and_a_named_one_stay_two() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, office("spokesman", "Arda", "spokesperson"))
    two = case.report("2031-03-01", ARDA, person("Ivo Tark", "Arda", "spokesman", cls="spokesperson"))
    three = case.report("2031-03-02", ARDA, person("Ivo Tark", "Arda", "spokesman", cls="spokesperson"))
    linked = case.linked()
    assert not case.are_one(linked, (one, "spokesman"), (two, "Ivo Tark"))
    assert not case.is_queued(linked, (one, "spokesman"), (two, "Ivo Tark"))
    assert case.are_one(linked, (two, "Ivo Tark"), (three, "Ivo Tark"))


def test_two_officials_of_one_government_stay_two() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    two = case.report("2031-03-02", ARDA, office("foreign minister", "Arda"), office("defence minister", "Arda"))
    three = case.report("2031-03-03", ARDA, person("Elen Maro", "Arda", "foreign minister"))
    linked = case.linked()
    assert case.are_one(linked, (one, "Elen Maro"), (two, "foreign minister"), (three, "Elen Maro"))
    assert not case.are_one(linked, (one, "Elen Maro"), (two, "defence minister"))
