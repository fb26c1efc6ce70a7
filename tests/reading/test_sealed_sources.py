"""Anonymous sources are tied to nobody: not to a named person, an office holder, one another or a later mention."""

from __future__ import annotations

import pytest
from speaker_case import named, read_actors

from trucewatch.reading.actors import Actor, Actors


def actors_of(text: str) -> Actors:
    return read_actors(text)[1]


def at(text: str, words: str, occurrence: int = 1) -> Actor | None:
    """The actor behind the n-th occurrence of some words."""
    where = -1
    for _ in range(occurrence):
        where = text.index(words, where + 1)
    mention = actors_of(text).at(where)
    return mention.actor if mention is not None else None


def said_by(text: str) -> list[tuple[str, bool]]:
    """Name of each speaker in the order of the cues, and whether they are sealed; "" where nobody is named."""
    return [(one.name, one.sealed) if one is not None else ("", False) for one in named(text)]


NAMED = "Peru’s foreign minister, Ana Quiroga, said the talks would go on."


@pytest.mark.parametrize(
    "source",
    [
        "An official who asked not to be named",
        "A senior official, speaking on condition of anonymity,",
        "A diplomat who was not authorised to speak",
        "A minister who declined to be identified",
        "A resident",
        "One witness",
        "A source close to the talks",
        "A government spokesman who requested anonymity",
        "An aide whose name was withheld",
    ],
)
def test_anonymous_sources_are_sealed_and_no_named_person(source: str) -> None:
    text = f"{NAMED}\n\n{source} said the army had doubts."
    actor = at(text, source.partition(" ")[2])
    assert actor is not None
    assert actor.sealed
    assert actor.name != "Ana Quiroga"
    assert said_by(text)[-1] == (said_by(text)[-1][0], True)
    assert not any(a.sealed for a in actors_of(text).actors if a.name == "Ana Quiroga")


def test_only_the_one_told_so_is_sealed() -> None:
    text = "Foreign Minister Ana Quiroga denied it, but an official who asked not to be named said the army had doubts."
    assert {a.name: a.sealed for a in actors_of(text).actors if a.type in {"person", "office"}} == {
        "Ana Quiroga": False,
        "official": True,
    }


def test_a_minister_told_of_beside_an_anonymous_official_is_the_named_one() -> None:
    text = f"{NAMED} An official who asked not to be named said the minister had been told."
    minister = at(text, "minister had")
    assert minister is not None
    assert (minister.name, minister.sealed) == ("Ana Quiroga", False)


def test_an_unnamed_spokesman_and_the_named_one_of_the_next_paragraph_stay_two() -> None:
    text = (
        "A spokesman for the army, who asked not to be named, said the road was open.\n\n"
        "Army spokesman Juan Lazo said the road was shut."
    )
    assert [name for name, _ in said_by(text)][1] == "Juan Lazo"
    assert said_by(text)[0][0] != "Juan Lazo"
    assert at(text, "spokesman for") is not at(text, "Juan Lazo")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_unnamed_spokesman_without_a_plea_is_not_the_named_one_either(order: tuple[int, int]) -> None:
    parts = ["A Peruvian army spokesman said the road was open.", "Army spokesman Juan Lazo said the road was shut."]
    text = "\n\n".join(parts[n] for n in order)
    assert at(text, "Peruvian army spokesman") != at(text, "Juan Lazo")
    assert {name for name, _ in said_by(text)} >= {"Juan Lazo"}
    assert len({name for name, _ in said_by(text)}) == 2


def test_a_second_official_is_another() -> None:
    text = (
        "An official who asked not to be named said a deal was near. A second official, who also spoke on condition of "
        "anonymity, said it was not."
    )
    first, second = at(text, "official"), at(text, "second official")
    assert first is not None
    assert second is not None
    assert first.sealed
    assert second.sealed
    assert first is not second


def test_two_witnesses_are_never_one() -> None:
    text = "A witness said he heard two shots. A mile away, a witness said the road was quiet."
    first, second = at(text, "witness", 1), at(text, "witness", 2)
    assert first is not None
    assert second is not None
    assert first.sealed
    assert second.sealed
    assert len([a for a in actors_of(text).actors if a.sealed]) == 2


def test_the_official_after_an_anonymous_one_is_sealed_and_alone() -> None:
    text = f"{NAMED}\n\nAn official who asked not to be named spoke of doubts. The official gave no date."
    again = at(text, "official gave")
    assert again is not None
    assert again.sealed
    assert len([a for a in actors_of(text).actors if a.sealed]) == 2


def test_a_plea_told_later_seals_the_first_mention_too() -> None:
    text = (
        "A senior Peruvian official said the deal was near. The official spoke on condition of anonymity.\n\n"
        "Juan Lazo, a Peruvian official, said nothing was agreed."
    )
    first = at(text, "senior Peruvian")
    assert first is not None
    assert first.sealed
    assert first.name != "Juan Lazo"


def test_the_minister_after_an_anonymous_minister_is_not_the_named_one() -> None:
    text = f"{NAMED}\n\nA minister who asked not to be named spoke of doubts. The minister gave no date."
    again = at(text, "minister gave")
    assert again is not None
    assert again.sealed
    assert again.name != "Ana Quiroga"


@pytest.mark.parametrize("pronoun", ["He", "She"])
def test_a_pronoun_behind_an_anonymous_source_reaches_no_named_person(pronoun: str) -> None:
    text = (
        f"Foreign Minister Ana Quiroga met reporters. Later the plan was rejected by an official who asked not to be "
        f"named. {pronoun} said the army had doubts."
    )
    meant = actors_of(text).at(text.index(f"{pronoun} said"))
    assert meant is None or meant.actor.name != "Ana Quiroga"
    assert said_by(text)[-1][0] != "Ana Quiroga"


def test_a_pronoun_behind_a_quoted_anonymous_source_stays_sealed() -> None:
    text = f"{NAMED}\n\n“It is over,” an official who asked not to be named said. “Nobody will sign,” he said."
    name, is_sealed = said_by(text)[-1]
    assert name != "Ana Quiroga"
    assert is_sealed or not name


def test_a_pronoun_means_the_named_person_again_once_told_of_again() -> None:
    text = f"{NAMED} An official who asked not to be named disagreed. Quiroga left at noon. She said she would return."
    assert said_by(text)[-1] == ("Ana Quiroga", False)


def test_the_source_added_stays_with_the_source_only_while_nobody_else_speaks() -> None:
    opening = "A source close to the rebel talks said a deal was near."
    run_on = f"{opening} The source added that a date was set."
    assert [name for name, _ in said_by(run_on)] == [said_by(run_on)[0][0]] * 2
    broken = f"{opening} Ana Quiroga said no date was set. The source added that it was."
    names = [name for name, _ in said_by(broken)]
    assert names[2] not in names[:2]
    assert said_by(broken)[2][1]


def test_an_office_of_one_holder_is_not_given_to_an_anonymous_one() -> None:
    text = "The prime minister, who asked not to be named, said so.\n\nPrime Minister Juan Lazo said nothing."
    first = at(text, "prime minister")
    assert first is None or first.name != "Juan Lazo"


def test_the_anonymous_official_of_the_lead_is_not_the_person_named_next() -> None:
    text = (
        "A UN official, who asked not to be named, said the truce was fraying.\n\n"
        "Petra Okonkwo said the next weeks would decide."
    )
    lead = at(text, "UN official")
    assert lead is not None
    assert lead.sealed
    assert [name for name, _ in said_by(text)][1] == "Petra Okonkwo"


def test_two_officials_of_one_government_stay_two_speakers_of_one_actor() -> None:
    text = (
        "Peruvian negotiator Ana Quiroga said the truce held.\n\nPeruvian army chief Juan Lazo said it did not.\n\n"
        "The negotiator gave no date."
    )
    actors = actors_of(text)
    one, other = actors.named("Ana Quiroga"), actors.named("Juan Lazo")
    assert one is not None
    assert other is not None
    assert actors.side_of(one) == actors.side_of(other) == "Peru"
    assert [name for name, _ in said_by(text)] == ["Ana Quiroga", "Juan Lazo"]
    assert at(text, "negotiator gave") == one


def test_witnesses_belong_to_no_side_by_being_told_of_beside_it() -> None:
    text = "Peruvian troops left the village, witnesses said. Peru said the pullback was complete."
    witnesses = at(text, "witnesses")
    assert witnesses is not None
    assert witnesses.sealed
    assert witnesses.of is None
    assert said_by(text)[0][1]


@pytest.mark.parametrize(("one", "other"), [("Peru", "Bolivia"), ("Bolivia", "Peru")])
def test_sources_are_sealed_alike_on_both_sides(one: str, other: str) -> None:
    text = (
        f"An official in {one} who asked not to be named blamed {other}. {other} said the charge was false. "
        f"An official in {other} who asked not to be named said the same."
    )
    sealed = [a for a in actors_of(text).actors if a.sealed]
    assert len(sealed) == 2
    assert len({id(a) for a in sealed}) == 2


def test_a_fuller_office_after_an_anonymous_one_is_not_the_one_named_with_it_before() -> None:
    text = (
        "Foreign ministry official Juan Lazo said the road was open.\n\n"
        "An official who asked not to be named spoke of doubts. The foreign ministry official gave no date."
    )
    again = at(text, "foreign ministry official gave")
    assert again is not None
    assert again.sealed
    assert again.name != "Juan Lazo"


def test_whom_somebody_unnamed_tells_of_is_not_sealed() -> None:
    text = (
        f"{NAMED}\n\nSomebody in the army, who insisted on not being identified, said that the defence minister of "
        "Peru learned of it from the newspaper."
    )
    minister = at(text, "defence minister")
    assert minister is not None
    assert not minister.sealed


def test_one_of_several_who_asks_not_to_be_named_seals_them() -> None:
    text = "One of the officials, who asked not to be named, said that the road was open."
    officials = at(text, "officials")
    assert officials is not None
    assert officials.sealed
