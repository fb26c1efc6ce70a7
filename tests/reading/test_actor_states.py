"""States that no register knows, told by what they do, own and are asked, on sentences of our own."""

from __future__ import annotations

import pytest

from trucewatch.reading.actors import Actors, ActorsStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report

PROCESS = "\n\nAll hope that the truce holds and that the talks end, rebels said."
"""What makes a text one of a conflict; elsewhere no unknown name is taken for a state."""


def actors(text: str, behind: str = PROCESS) -> Actors:
    page = Page(Report(text + behind))
    run_steps(page, [SentencesStep(), ActorsStep()])
    return page.get(Actors)


def type_of(text: str, name: str) -> str | None:
    actor = actors(text).named(name)
    return actor.type if actor is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "Zemblia agreed to pull its troops back. The talks with Zemblia will go on in Geneva.",
        "The president of Zemblia spoke on Monday. There was no rain in Zemblia.",
        "Zemblia's ambassador left on Friday, and Zemblia's border was closed.",
        "A truce between Zemblia and Norway is holding. Zemblia accused nobody.",
        "ANSEL, Zemblia, March 3 - The army stayed in its barracks.",
    ],
)
def test_an_unknown_state(text: str) -> None:
    assert type_of(text, "Zemblia") == "state"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells fell near Ansel. The road to Ansel is closed, and nobody is left in Ansel.", "Ansel"),
        ("The mayor of Ansel resigned. The town of Ansel refused to pay.", "Ansel"),
        ("President Anna Berg agreed to talk. Anna Berg rejected the plan.", "Anna Berg"),
        ("The Ansel Liberation Front agreed to talk. The Ansel Liberation Front rejected the plan.",
         "Ansel Liberation Front"),
        ("The Ministry of Defence rejected the plan.", "Ministry of Defence"),
    ],
)  # fmt: skip
def test_no_state(text: str, name: str) -> None:
    assert type_of(text, name) not in {"state", None}


def test_elsewhere_no_unknown_name_is_a_state() -> None:
    found = actors("Zemblia agreed to play in Ansel. Zemblia's president was pleased with Zemblia.", behind="")
    assert "state" not in {actor.type for actor in found.actors}


def test_its_adjective_means_the_state() -> None:
    text = "Zemblia agreed to a truce. Zemblia's president signed it. Zemblian troops left the valley."
    found = actors(text)
    troops = found.at(text.index("Zemblian troops"))
    assert troops is not None
    assert found.side_of(troops.actor) == "Zemblia"


def test_an_adjective_of_another_name_is_not_its() -> None:
    text = "Zemblia agreed to a truce. Zemblia's president signed it. Zembeki troops left the valley."
    troops = actors(text).at(text.index("Zembeki"))
    assert troops is None or troops.actor.name != "Zemblia"


def test_the_government_is_of_the_state_of_the_dateline() -> None:
    text = (
        "ANSEL, Zemblia, March 3 - The government freed ten men on Friday. Zemblia's parliament had asked for it. "
        "France and the United States welcomed it, and France sent a doctor."
    )
    found = actors(text)
    assert found.at_home is not None
    assert found.at_home.name == "Zemblia"


def test_no_state_is_at_home_where_two_are_told_of_alike() -> None:
    assert actors("Peru and Ecuador met. Peru and Ecuador left.").at_home is None


def test_exchanging_two_states_exchanges_the_reading() -> None:
    text = "Zemblia agreed to leave the valley. Kwarania's army, which fears Zemblia, refused. Kwarania denied it."
    other = text.replace("Zemblia", "#").replace("Kwarania", "Zemblia").replace("#", "Kwarania")
    one, two = actors(text), actors(other)
    assert [(a.name, a.type) for a in one.actors if a.type == "state"] == [("Zemblia", "state"), ("Kwarania", "state")]
    assert [(a.name, a.type) for a in two.actors if a.type == "state"] == [("Kwarania", "state"), ("Zemblia", "state")]
