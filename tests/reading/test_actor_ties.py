"""What ties mentions of one actor: names in other forms, offices and their holders, bodies told of by a noun."""

from __future__ import annotations

import pytest
from speaker_case import read_actors

from trucewatch.reading.actors import Actors


def actors_of(text: str) -> Actors:
    return read_actors(text)[1]


def who(text: str, words: str) -> str | None:
    """Name of the actor at the first occurrence of some words."""
    mention = actors_of(text).at(text.index(words))
    return mention.actor.name if mention is not None else None


def test_initials_that_fit_one_long_name_are_its_own() -> None:
    text = "The Lowland Liberation Front shelled a post. Hours later the LLF called a truce, and the LLF chief left."
    assert who(text, "LLF called") == "Lowland Liberation Front"


def test_initials_that_fit_two_names_are_neither() -> None:
    text = "The Lowland Liberation Front and the Lakeside Liberation Front met. The LLF called a truce."
    assert who(text, "LLF called") not in {"Lowland Liberation Front", "Lakeside Liberation Front"}


def test_a_kingdom_is_the_state_of_its_short_name() -> None:
    text = (
        "Troops of the Kingdom of Karsovia left the pass. Karsovia said it would return. "
        "Karsovian soldiers had held the pass. The Kingdom gave no date."
    )
    assert {who(text, w) for w in ("Karsovia said", "Karsovian soldiers", "Kingdom gave")} == {"Karsovia"}
    assert next(a.type for a in actors_of(text).actors if a.name == "Karsovia") == "state"


@pytest.mark.parametrize(("one", "other"), [("Karsovia", "Belmaria"), ("Belmaria", "Karsovia")])
def test_a_capital_told_of_is_its_state_where_it_acts_and_a_place_elsewhere(one: str, other: str) -> None:
    text = (
        f"{one} accused {other} of firing first. Talks opened in {other}’s capital, Ansel, on Monday. "
        f"Ansel rejected the plan. Rain fell in Ansel."
    )
    assert who(text, "Ansel rejected") == other
    assert who(text, "Ansel.") == "Ansel"


def test_a_capital_before_an_accord_or_talks_is_a_place() -> None:
    text = "Norway welcomed the Oslo accord. Oslo said the talks would go on."
    assert who(text, "Oslo accord") == "Oslo"
    assert who(text, "Oslo said") == "Norway"


def test_labels_of_a_transcript_are_the_persons_named_in_it() -> None:
    text = (
        "ANCHOR: With us is Dario Hobek, the minister for trade. Do you accept it?\n\nHOBEK: I do.\n\n"
        "ANCHOR: And when?\n\nHOBEK: In June."
    )
    actors = actors_of(text)
    assert who(text, "HOBEK: In") == "Dario Hobek"
    assert "ANCHOR" not in {a.name for a in actors.actors}


def test_a_minister_is_the_one_with_that_office() -> None:
    text = (
        "Interior Minister Juan Lazo met Foreign Minister Ana Quiroga. Lazo left early. "
        "The foreign minister stayed. The interior minister gave no reason. The defence minister was away."
    )
    assert who(text, "foreign minister stayed") == "Ana Quiroga"
    assert who(text, "interior minister gave") == "Juan Lazo"
    assert who(text, "defence minister was") == "defence minister"


def test_a_former_or_deputy_holder_is_not_the_holder() -> None:
    text = "Former president Juan Lazo and Vice President Ana Quiroga met. The president was abroad."
    assert who(text, "president was") == "president"


def test_an_office_of_one_holder_is_the_person_named_with_it_later() -> None:
    text = "The prime minister wanted to wait.\n\nThe army left. Prime Minister Ana Quiroga said so on Monday."
    assert who(text, "prime minister wanted") == "Ana Quiroga"
    two = f"{text} Prime Minister Juan Lazo of Peru agreed."
    assert who(two, "prime minister wanted") == "prime minister"


def test_an_office_that_several_hold_is_not_given_to_one_named_later() -> None:
    text = "The spokesman would not say when.\n\nThe army left. Spokesman Juan Lazo said so on Monday."
    assert who(text, "spokesman would") == "spokesman"


def test_the_person_named_behind_an_office_and_what_it_is_of() -> None:
    text = "The chairman of the joint boundary commission, the retired judge Ana Quiroga, said it would meet."
    assert who(text, "chairman of") == "Ana Quiroga"


def test_two_offices_before_a_name_are_of_one_person() -> None:
    text = "Deputy Prime Minister and Foreign Minister Ana Quiroga left. Quiroga gave no date."
    assert who(text, "Deputy Prime") == "Ana Quiroga"


def test_an_unnamed_office_goes_back_to_itself() -> None:
    text = "Peru’s ambassador met the mediators. The mediators gave no date. The ambassador left."
    actors = actors_of(text)
    assert actors.at(text.index("mediators gave")) is not None
    assert who(text, "ambassador left") == who(text, "ambassador met")
    assert len({id(m.actor) for m in actors.mentions if m.text == "mediators"}) == 1


def test_ministers_of_two_states_are_of_neither_alone() -> None:
    text = "The foreign ministers of Peru and Bolivia signed on Monday."
    assert who(text, "foreign ministers") not in {"Peru", "Bolivia"}


def test_a_council_told_of_by_its_noun() -> None:
    text = "A council of seven elders will see to it. The council met on Sunday. It gave no date."
    assert who(text, "council met") == who(text, "council of")
    assert who(text, "It gave") == who(text, "council of")


def test_another_commission_is_not_the_one_before() -> None:
    text = "The border commission met. Another commission was to count the dead."
    assert who(text, "commission was") != who(text, "border commission")


def test_a_calling_beside_a_name_is_the_person() -> None:
    text = "Ana Quiroga, a retired surveyor, said the road was shut."
    assert who(text, "retired surveyor") == "Ana Quiroga"


@pytest.mark.parametrize(("one", "other"), [("Peru", "Bolivia"), ("Bolivia", "Peru")])
def test_a_parliament_is_a_body_of_its_state(one: str, other: str) -> None:
    text = f"{one}’s parliament ratified the pact with {other}. Its members voted on Monday."
    actors = actors_of(text)
    parliament = actors.at(text.index("parliament"))
    assert parliament is not None
    assert parliament.actor.name != one
    assert actors.side_of(parliament.actor) == one


@pytest.mark.parametrize("office", ["DPM/FM", "deputy prime minister/foreign minister"])
def test_two_offices_joined_by_a_stroke_are_of_who_holds_both(office: str) -> None:
    text = (
        "Deputy Prime Minister and Foreign Minister Anna Berg arrived in Karsa on Monday. "
        f"The {office} told reporters that the accord would hold."
    )
    assert who(text, office) == "Anna Berg"


def test_of_two_offices_joined_by_a_stroke_the_last_one_tells_who_it_is() -> None:
    text = (
        "Foreign Minister Anna Berg arrived in Karsa on Monday with Interior Minister Ivo Lund. "
        "The deputy premier/foreign minister told reporters that the accord would hold."
    )
    assert who(text, "deputy premier/foreign minister") == "Anna Berg"


def test_two_offices_joined_by_a_stroke_are_not_of_who_holds_neither() -> None:
    text = (
        "Interior Minister Anna Berg arrived in Karsa on Monday. The DPM/FM told reporters that the accord would hold."
    )
    assert who(text, "DPM/FM") != "Anna Berg"


@pytest.mark.parametrize("name", ["Renamo", "Fretilin", "Polisario Front", "Tehrik-i-Taliban Pakistan"])
def test_a_group_of_the_register_is_a_party_without_a_word_that_says_so(name: str) -> None:
    text = f"{name} welcomed the timetable on Monday. Observers said {name} would attend."
    assert {a.type for a in actors_of(text).actors if a.name == name} == {"party"}


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("Ansel denied this.", "metonym"),
        ("The envoy thanked Ansel.", "metonym"),
        ("Rain fell in Ansel.", "name"),
        ("The envoy reached Ansel.", "name"),
    ],
)
def test_a_town_under_whose_name_somebody_acts_is_a_seat(sentence: str, how: str) -> None:
    text = f"Talks opened in Ansel on Monday. {sentence}"
    mention = actors_of(text).at(text.rindex("Ansel"))
    assert mention is not None
    assert mention.how == how


def test_a_republic_is_part_of_its_name() -> None:
    text = "The Republic of Karsovia signed the truce. The envoy praised the Republic of Karsovia for it."
    assert who(text, "Karsovia for") == "Republic of Karsovia"


def test_a_peoples_front_is_one_name() -> None:
    text = "The congress of the Valley People's Front closed on Monday."
    assert who(text, "Valley") == "Valley People's Front"


def test_a_rear_admiral_is_of_nobody_called_rear() -> None:
    text = "The fleet is led by Rear Admiral Anna Berg. Berg said the strait was open."
    berg = next(a for a in actors_of(text).actors if a.name == "Anna Berg")
    assert (berg.of, berg.offices) == (None, ("rear admiral",))


def test_a_name_with_an_article_opens_a_sentence_with_a_capital() -> None:
    text = "The chairman, Nadim al-Karsavi, met the envoy. Al-Karsavi said that the talks would go on."
    assert who(text, "Al-Karsavi said") == "Nadim al-Karsavi"


def test_the_council_is_the_council_of_somebody() -> None:
    text = "The Council of Regents met on Friday under its Chairman, Nadir Karim. The Council said it would meet again."
    assert who(text, "Council said") == "Council of Regents"


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("Prime Minister Anna Berg of Chad welcomed it.", "Anna Berg", "Chad"),
        ("Anna Berg of Mali and Tomas Lund of Chad signed it.", "Tomas Lund", "Chad"),
        ("Tomas Lund of the Upland Front refused. The Upland Front, rebels, left.", "Tomas Lund", "Upland Front"),
        ("President Anna Berg of Ruritania welcomed it.", "Anna Berg", "Ruritania"),
        ("Anna Berg of Ruritania lost her house.", "Anna Berg", None),
        ("Senator Anna Berg of Georgia welcomed it.", "Anna Berg", None),
        ("Anna Berg spoke of Chad at length.", "Anna Berg", None),
    ],
)
def test_whom_a_name_is_of_stands_right_behind_it(text: str, name: str, side: str | None) -> None:
    of = next(a.of for a in actors_of(text).actors if a.name == name)
    assert of == side
