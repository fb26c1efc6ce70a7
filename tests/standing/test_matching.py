from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from promised_case import TERMS, Promised, with_values
from trucewatch.agreements.terms import Terms
from trucewatch.standing.matching import DEEDS, Matcher, Names
from trucewatch.standing.wording import word_list
from trucewatch.vocabulary.kinds import Talks


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Northern Council", {"north"}),
        ("the northern council", {"north"}),
        ("Northerners", {"north"}),
        ("the Northern Council and the Southern League", {"north", "south"}),
        ("the Northern Council's army", {"north"}),
        ("Joint Panel", {"panel"}),
        ("the Commission of Three", {"panel"}),
        ("Council", set()),
        ("Hill Radio", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_names_mean_parties_and_bodies_of_the_terms(name: str | None, ids: set[str]) -> None:
    assert Names(TERMS).of(name) == ids


def test_the_longest_name_comes_first_and_no_word_counts_twice() -> None:
    terms = with_values({"parties.coast": "{name: North Coast Council, roles: party}", "north.name": "Council"})
    names = Names(terms)
    assert names.of("the army of the North Coast Council") == {"coast"}
    assert names.of("the Council's army") == {"north"}
    assert names.of("the North Coast Council with the Council of Elders") == {"coast"}


def test_of_two_with_one_name_the_first_keeps_it() -> None:
    terms = with_values({"south.aliases": "[the Northerners]"})
    assert Names(terms).of("the Northerners") == {"north"}


def duty(terms: Terms, id_: str, told: str | None = None, **values: Any) -> list[str]:
    """The obligations that a statement in the manner of one of the truce fits."""
    promised = Promised(terms)
    statement = promised.duty(id_, "done", "2031-04-05", words=told, **values)
    return [o.id for o in Matcher(terms).obligation(statement)]  # type: ignore[arg-type]


@pytest.mark.parametrize("id_", ["free", "give-back", "leave", "trucks", "light", "quiet"])
def test_a_duty_is_told_by_bearer_action_and_words(id_: str) -> None:
    assert duty(TERMS, id_) == [id_]


@pytest.mark.parametrize(
    ("id_", "values", "tied"),
    [
        ("free", {"bearer": "Southern League"}, ["give-back"]),
        ("free", {"bearer": None}, ["free"]),
        ("leave", {"bearer": None}, ["leave"]),
        ("leave", {"bearer": "Northern Council"}, []),
        ("leave", {"bearer": "Hill Radio"}, []),
        ("leave", {"action": "disarm"}, []),
        ("free", {"object": "people"}, []),
        ("free", {"object": "people", "told": "The captives went home."}, ["free"]),
        ("free", {"object": None, "place": "at the captives camp"}, ["free"]),
        ("light", {"subtype": None}, ["light"]),
        ("light", {"subtype": "protect_civilians"}, []),
        ("leave", {"subtype": "anything"}, ["leave"]),
    ],
)
def test_what_does_not_fit_is_not_tied(id_: str, values: Mapping[str, Any], tied: list[str]) -> None:
    assert duty(TERMS, id_, **values) == tied


TWICE = {
    "obligations.leave-2": (
        "{bearer: south, duty: act, action: withdraw, object: the hill posts and huts, phase: phase-2}"
    )
}


@pytest.mark.parametrize(
    ("object_", "told", "tied"),
    [
        ("the river line", "They left.", ["leave"]),
        ("hill posts", "They left.", ["leave-2"]),
        ("troops", "They left.", ["leave", "leave-2"]),
        ("troops", "They left in the second phase.", ["leave-2"]),
        ("troops", "They left in the third phase.", ["leave", "leave-2"]),
        ("hill posts", "They left in phase one.", ["leave"]),
    ],
)
def test_of_several_that_fit_the_phase_then_the_object_tells(object_: str, told: str, tied: list[str]) -> None:
    assert duty(with_values(TWICE), "leave", told, object=object_) == tied


def test_own_words_come_before_those_of_the_sentence() -> None:
    terms = with_values({"give-back.bearer": "north", "give-back.match": "[prisoners]"})
    told = "Captives were exchanged for prisoners."
    assert duty(terms, "free", told) == ["free"]
    assert duty(terms, "free", told, object="prisoners") == ["give-back"]
    assert duty(terms, "free", told, object="people") == ["free", "give-back"]
    assert duty(terms, "free", "They went.", object="people") == []


def test_all_words_of_a_phrase_must_stand_there() -> None:
    terms = with_values({"free.match": "[sick captives, hostages]"})
    assert duty(terms, "free") == []
    assert duty(terms, "free", object="captives who are sick") == ["free"]
    assert duty(terms, "free", object="a hostage") == ["free"]


def charge(terms: Terms, against: str, what: str, told: str | None = None) -> list[str]:
    promised = Promised(terms)
    statement = promised.charge("2031-04-05", against, what, words=told)
    return [o.id for o in Matcher(terms).violation(statement)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("against", "what", "told", "tied"),
    [
        ("Northern Council", "shelling", None, ["quiet"]),
        ("Northern Council", "broke its word", "Guns shelled the town.", ["quiet"]),
        ("Northern Council", "keeping captives", None, ["free"]),
        ("Southern League", "occupation of the river line", None, ["leave"]),
        ("Southern League", "trucks were turned back", None, ["trucks"]),
        ("Northern Council", "trucks were turned back", None, []),
        ("Hill Radio", "shelling", None, []),
        ("Northern Council", "broke its word", None, []),
        ("Northern Council and the Southern League", "shelling", None, ["quiet"]),
    ],
)
def test_a_charge_is_tied_to_a_duty_of_the_accused_by_its_deed(
    against: str, what: str, told: str | None, tied: list[str]
) -> None:
    assert charge(TERMS, against, what, told) == tied


def test_the_words_of_the_terms_come_before_the_kind_of_deed() -> None:
    terms = with_values({"trucks.match": "[shelling of convoys]"})
    assert charge(terms, "Southern League", "shelling of convoys") == ["trucks"]
    assert charge(terms, "Southern League", "shelling") == ["quiet"]


def test_every_deed_has_words() -> None:
    assert all(word_list(f"deed_{action}") for action in DEEDS)


@pytest.mark.parametrize(
    ("told", "venue", "tied"),
    [
        ("Both sides held talks in Ferrin.", None, ["meet"]),
        ("Both sides held talks.", "Ferrin", ["meet"]),
        ("Both sides held talks.", None, []),
        ("Captives were the matter of talks.", None, []),
    ],
)
def test_a_meeting_performs_the_duty_whose_words_it_names(told: str, venue: str | None, tied: list[str]) -> None:
    statement = Promised().say(Talks, "2031-04-05", words=told, venue=venue, date=None, status="held")
    assert [o.id for o in Matcher(TERMS).talks(statement)] == tied  # type: ignore[arg-type]


def test_talks_may_be_an_act_with_the_subtype() -> None:
    terms = with_values({"meet.duty": "act"})
    statement = Promised().say(Talks, "2031-04-05", words="They held talks.", venue="Ferrin", date=None, status="held")
    assert [o.id for o in Matcher(terms).talks(statement)] == ["meet"]  # type: ignore[arg-type]
