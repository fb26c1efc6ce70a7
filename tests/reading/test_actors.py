"""Who is named, and which mentions are one. Sentences are our own; sides are exchanged to see that readings follow."""

from __future__ import annotations

import pytest

from trucewatch.reading.actors import Actors, ActorsStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, SentencesStep
from trucewatch.vocabulary.report import Report


def actors_of(text: str) -> Actors:
    page = Page(Report(text))
    page.add(SentencesStep()(page))
    assert page.get(Sentences).spans
    return ActorsStep()(page)


def who(text: str, words: str, occurrence: int = 1) -> str | None:
    """Name of the actor behind the n-th occurrence of some words."""
    actors = actors_of(text)
    at = -1
    for _ in range(occurrence):
        at = text.index(words, at + 1)
    mention = actors.at(at)
    return mention.actor.name if mention else None


def test_every_mention_is_verbatim_and_none_crosses_another() -> None:
    text = "Kenya’s envoy, Ruth Amadi, met Uganda's army chief. She said the two sides would talk; they agreed."
    actors = actors_of(text)
    assert actors.mentions
    assert all(text[m.start : m.end] == m.text for m in actors.mentions)
    assert all(a.end <= b.start for a, b in zip(actors.mentions, actors.mentions[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Peruvian troops left the valley before noon.", "Peruvian troops", "Peru"),
        ("Talks with Lima broke down, and Peru recalled its team.", "Lima", "Peru"),
        ("The deal was signed in Lima on Monday.", "Lima", "Lima"),
        ("Nepal’s foreign ministry said the convoy had passed.", "Nepal’s foreign", "Nepal’s foreign ministry"),
        ("The Upland Aid Authority (UAA) closed the road. The UAA gave no reason.", "UAA gave", "Upland Aid Authority"),
    ],
)
def test_names_and_what_stands_for_them(text: str, words: str, name: str | None) -> None:
    assert who(text, words) == name


def test_a_surname_and_a_title_go_back_to_the_full_name() -> None:
    text = (
        "Defence Minister Ana Quiroga met reporters on Monday. Quiroga gave no date. "
        "The minister said the army would wait. She left early."
    )
    assert {who(text, w) for w in ("Quiroga gave", "minister said", "She left")} == {"Ana Quiroga"}


def test_the_owner_of_an_office() -> None:
    actors = actors_of("Malawian President Joy Banda met Karl Ott, a spokesman for the Lowland Liberation Front.")
    banda, ott = actors.named("Joy Banda"), actors.named("Karl Ott")
    assert banda is not None
    assert ott is not None
    assert actors.side_of(banda) == "Malawi"
    assert actors.side_of(ott) == "Lowland Liberation Front"


def test_the_group_is_the_movement_and_the_government_the_state() -> None:
    text = (
        "The Lowland Liberation Front shelled a post held by Malawian troops on Sunday. "
        "The group said it had answered fire. The government denied this. The rebels then withdrew."
    )
    assert who(text, "group said") == "Lowland Liberation Front"
    assert who(text, "rebels then") == "Lowland Liberation Front"
    assert who(text, "government denied") == "Malawi"


def test_initials_that_do_not_fit_the_name_are_learned_where_the_report_ties_them() -> None:
    text = (
        "Fighters of the Lowland Liberation Front left two posts. The rebels, known by their Portuguese initials FLP, "
        "said more would follow. The FLP named no date."
    )
    assert who(text, "FLP named") == "Lowland Liberation Front"


def test_sealed_sources_are_marked_and_stay_apart() -> None:
    text = "A senior official said the deal was near. The official, who spoke on condition of anonymity, named no date."
    sealed = [a for a in actors_of(text).actors if a.sealed]
    assert sealed
    assert all(a.type == "office" for a in sealed)


def test_an_unnamed_spokesman_is_not_the_named_one() -> None:
    text = "A spokesman for Nepal denied the charge. Nepal spokesman Hari Rana later spoke of a truce."
    assert who(text, "spokesman for") != "Hari Rana"


@pytest.mark.parametrize(("one", "other"), [("Bolivia", "Paraguay"), ("Paraguay", "Bolivia")])
def test_exchanging_the_sides_exchanges_the_reading(one: str, other: str) -> None:
    text = (
        f"{one} accused {other} of firing first. It said three soldiers were hurt. {other} said it had kept the truce."
    )
    assert who(text, "It said") == one
    assert who(text, "it had kept") == other


def test_a_body_with_a_place_in_its_name_is_no_state() -> None:
    assert (
        who("The Karelia Monitoring Mission left. Peru stayed.", "Karelia Monitoring") == "Karelia Monitoring Mission"
    )
