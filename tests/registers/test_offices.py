"""The register of offices: which office some words mean, and what class of person it makes."""

from __future__ import annotations

import pytest

from trucewatch.reading.lexicons import words
from trucewatch.registers.offices import OfficeKey, levels_held_by_one, office_class, office_forms, office_keys, offices


def key(level: str, matter: str = "", rank: str = "") -> OfficeKey:
    return OfficeKey(level, matter, rank)


@pytest.mark.parametrize(
    ("printed", "keys"),
    [
        ("foreign minister", [key("minister", "foreign")]),
        ("Minister of Foreign Affairs", [key("minister", "foreign")]),
        ("minister for external affairs", [key("minister", "foreign")]),
        ("Kenyan foreign minister", [key("minister", "foreign")]),
        ("DPM/FM", [key("head_of_government", rank="deputy"), key("minister", "foreign")]),
        ("Deputy Prime Minister and Foreign Minister",
         [key("head_of_government", rank="deputy"), key("minister", "foreign")]),
        ("foreign and defence minister", [key("minister", "foreign"), key("minister", "defence")]),
        ("minister of foreign affairs and trade", [key("minister", "foreign"), key("minister", "trade")]),
        ("acting defense minister", [key("minister", "defence")]),
        ("vice-president", [key("head_of_state", rank="vice")]),
        ("first vice president", [key("head_of_state", rank="first vice")]),
        ("first minister", [key("head_of_regional_government")]),
        ("president of the republic", [key("head_of_state")]),
        ("president of France", [key("head_of_state")]),
        ("council president", [key("head_of_state", "council")]),
        ("ambassador to France", [key("ambassador", "france")]),
        ("secretary of state for defence", [key("secretary", "defence")]),
        ("chief government negotiator", [key("chief_negotiator")]),
        ("parliament speaker", [key("speaker_of_parliament")]),
        ("outgoing premier", [key("head_of_government")]),
        ("former prime minister", []),
        ("ex-minister", []),
        ("president-elect", []),
        ("farmer", []),
        ("President Anna Berg", []),
        ("", []),
    ],
)  # fmt: skip
def test_office_keys(printed: str, keys: list[OfficeKey]) -> None:
    assert office_keys(printed) == tuple(keys)


@pytest.mark.parametrize(
    ("printed", "class_"),
    [
        ("minister", "public_office"),
        ("former deputy foreign minister", "public_office"),
        ("rebel commander", "public_office"),
        ("interior ministry spokeswoman", "spokesperson"),
        ("spokesman and deputy minister", "spokesperson"),
        ("King", "public_office"),
        ("Anna King", None),
        ("President Anna Berg", None),
        ("Foreign Ministry", None),
        ("farmer", None),
        ("witness", None),
    ],
)
def test_office_class(printed: str, class_: str | None) -> None:
    assert office_class(printed) == class_


def test_titles_of_one_and_of_many() -> None:
    assert {"head_of_state", "head_of_government", "minister"} <= levels_held_by_one()
    assert {"spokesperson", "envoy", "ambassador", "official"} & levels_held_by_one() == set()
    assert "minister" in office_forms()
    assert office_forms()["minister"].of


def test_reading_and_register_agree_on_who_holds_a_public_office() -> None:
    """Every office noun of the reading that is no calling and no private noun is one of the register."""
    of_reading = words("office_nouns") - words("calling_nouns") - words("private_nouns")
    abbreviated = {"fm", "dpm", "vp"}
    lacking = {noun for noun in of_reading if office_class(noun) is None} - abbreviated
    assert lacking <= {"bishop", "archbishop", "cardinal", "prelate", "monitor", "observer", "secretary-general's"}
    assert {office_class(noun) for noun in words("private_nouns")} == {None}


def test_no_office_names_a_person_or_state() -> None:
    assert all(form == form.lower() for office in offices() for form in office.forms)
