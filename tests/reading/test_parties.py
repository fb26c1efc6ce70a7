"""Roles of parties, on sentences of our own."""

from __future__ import annotations

import re
from datetime import date

import pytest

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties, PartiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report


def read(text: str, told: dict[str, tuple[Span, ...]] | None = None) -> Parties:
    page = Page(Report(text, date(2016, 5, 11)))
    page.add(Tags(told or {}, "made up"))
    run_steps(page, [SentencesStep(), ActorsStep(), PartiesStep()])
    return page.get(Parties)


def roles(text: str) -> dict[str, str]:
    return {p.name: p.role for p in read(text).parties}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A truce between Ethiopia and Eritrea is holding.", {"Ethiopia": "party", "Eritrea": "party"}),
        ("Armenia and Azerbaijan agreed on a ceasefire.", {"Armenia": "party", "Azerbaijan": "party"}),
        ("Thailand and Cambodia blamed each other for the shelling.", {"Thailand": "party", "Cambodia": "party"}),
        ("Delegations from Peru and Ecuador met in Brasilia for peace talks.", {"Peru": "party", "Ecuador": "party"}),
    ],
)
def test_sides(text: str, expected: dict[str, str]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The truce between Chad and Libya was brokered by Algeria and Gabon.", "Gabon", "mediator"),
        ("A Qatari-mediated ceasefire between Sudan and Chad began.", "Qatar", "mediator"),
        ("Mediators from Oman carried messages between India and Pakistan.", "Oman", "mediator"),
        ("Kenya, which is mediating, said the truce between Sudan and Chad would hold.", "Kenya", "mediator"),
        ("Norway and Chile will act as guarantors of the talks between Peru and Ecuador.", "Chile", "guarantor"),
        ("The deal between Togo and Benin is guaranteed by Ghana.", "Ghana", "guarantor"),
        ("The ceasefire between Georgia and Russia is monitored by the European Union.", "European Union", "observer"),
        ("Japan hosted the talks between Nepal and Bhutan.", "Japan", "observer"),
        ("A truce negotiated by Norway is holding between Mali and Niger.", "Norway", "mediator"),
        ("Ghana led the mediation between Togo and Benin.", "Ghana", "mediator"),
        ("Russia, Turkey and Iran, the three guarantor states of the truce, met on Tuesday.", "Turkey", "guarantor"),
        ("Uganda attended the talks between Sudan and Chad as an observer.", "Uganda", "observer"),
        ("Malawi has been asked to send troops to the strip between Mali and Niger.", "Malawi", "other"),
    ],
)
def test_roles_beside_the_sides(text: str, name: str, role: str) -> None:
    assert roles(text).get(name) == role


def test_a_state_that_only_welcomes_is_no_party() -> None:
    found = roles("Honduras and El Salvador signed an accord. Spain welcomed it, and Italy urged calm.")
    assert found == {"Honduras": "party", "El Salvador": "party"}


def test_a_body_of_states_is_no_side() -> None:
    assert "party" not in {p.role for p in read("The African Union signed the accord as a witness.").parties}


def test_a_president_is_no_second_party() -> None:
    parties = read(
        "Colombia and the National Liberation Army signed a truce. Colombian President Juan Perez and the National "
        "Liberation Army agreed to a ceasefire, the army of Colombia said."
    )
    assert [p.name for p in parties.principal].count("Colombia") == 1
    assert "Juan Perez" not in {p.name for p in parties.parties}


def test_refusing_to_sign_makes_no_side() -> None:
    assert "Niger" not in roles("Niger did not sign the accord.")


def test_joint_name_and_resolving() -> None:
    parties = read("A truce between Ethiopia and Eritrea is holding. Both sides are calm.")
    assert parties.joint() == "Ethiopia and Eritrea"
    assert parties.resolve("both sides") == "Ethiopia and Eritrea"
    assert parties.resolve("the two parties") == "Ethiopia and Eritrea"
    assert parties.resolve("ethiopia") == "Ethiopia"
    assert parties.resolve("Norway") == "Norway"


def test_no_joint_name_for_three() -> None:
    parties = read("A truce between Ethiopia, Eritrea and Sudan is holding.")
    assert len(parties.principal) == 3
    assert parties.joint() is None
    assert parties.resolve("both sides") == "both sides"


def test_exchanging_names_exchanges_the_reading() -> None:
    text = "Armenia broke the truce with Georgia, which was brokered by Norway. Georgian troops fired back."
    swapped = "Georgia broke the truce with Armenia, which was brokered by Norway. Armenian troops fired back."
    exchange = {"Armenia": "Georgia", "Georgia": "Armenia"}
    assert {exchange.get(n, n): r for n, r in roles(text).items()} == roles(swapped)


def test_evidence_is_verbatim() -> None:
    text = "Peru and Ecuador signed a treaty.\n\nIt was brokered by Brazil, Chile and the United States."
    for party in read(text).parties:
        assert party.evidence
        assert all(p.is_verbatim_in(text) for p in party.evidence)


def test_a_text_without_actors() -> None:
    assert read("Nothing happened.").parties == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oman mediated the truce together with Kenya and Ghana.", {"Oman", "Kenya", "Ghana"}),
        ("The ceasefire, negotiated by Kenya and Ghana, is between Chad and Libya.", {"Kenya", "Ghana"}),
        ("The accord was signed in Lima with Kenya as facilitator.", {"Kenya"}),
        ("The front thanked Kenya, leader of the international mediation.", {"Kenya"}),
    ],
)
def test_more_mediators(text: str, expected: set[str]) -> None:
    assert {n for n, r in roles(text).items() if r == "mediator"} == expected


@pytest.mark.parametrize(
    "text",
    [
        "The union called upon Kenya, Ghana and Chad to shoulder their responsibilities as guarantors.",
        "The accord was signed along with Kenya, Ghana and Chad, as guarantors.",
    ],
)
def test_guarantors_by_print(text: str) -> None:
    assert {n for n, r in roles(text).items() if r == "guarantor"} == {"Kenya", "Ghana", "Chad"}


def test_the_accord_binds_both() -> None:
    assert roles("The accord commits Peru and Ecuador to stop all shelling.") == {"Peru": "party", "Ecuador": "party"}


def test_who_backs_an_army_is_no_side() -> None:
    assert "Ghana" not in roles("The war between the Ghana-backed army and Chad went on. A truce with Chad followed.")


def test_a_joint_committee_is_neither_side_nor_observer() -> None:
    text = "Chad and Libya signed a truce. The Ceasefire Monitoring Committee met in Tunis."
    assert roles(text) == {"Chad": "party", "Libya": "party"}


def test_who_brokered_an_old_accord_mediates_nothing_now() -> None:
    text = "Chad and Libya signed a truce. The pact of January 2003, brokered by Ghana, did not last."
    assert "Ghana" not in roles(text)


def test_go_between_and_both_sides() -> None:
    text = "Chad and Libya signed a truce. There are talks between the envoys and both sides, and Peru and Kenya wait."
    assert roles(text) == {"Chad": "party", "Libya": "party"}


def test_the_government_is_the_state_at_home() -> None:
    text = "Chad is tired. Chad mourns. The truce between the Government and the Desert Liberation Front holds in Chad."
    assert roles(text)["Chad"] == "party"


def test_a_royal_army_is_its_state() -> None:
    text = "Thailand and Cambodia signed a truce. The Royal Thai Army accused the Royal Cambodian Army of shelling."
    assert roles(text) == {"Thailand": "party", "Cambodia": "party"}


NEWS = "The truce holds, rebels and soldiers said at the talks. "
"""Words enough for a report of a process, with nobody named."""


def marks(text: str, role: str, *names: str) -> dict[str, tuple[Span, ...]]:
    """Marks of the tagger on every place of some names."""
    spans = (Span(m.start(), m.end(), role, 0.9) for name in names for m in re.finditer(name, text))
    return {"role": tuple(sorted(spans, key=lambda span: span.start))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (NEWS + "The truce plan, tabled in March by the Alpine Council, is on the table.", "Alpine Council"),
        (NEWS + "An emissary of the Alpine Council brought the draft.", "Alpine Council"),
        (NEWS + "The African Union, whose chief mediator left on Friday, is silent.", "African Union"),
        (NEWS + "Kenya chaired the peace talks between Chad and Libya.", "Kenya"),
    ],
)
def test_go_betweens(text: str, name: str) -> None:
    assert roles(text).get(name) == "mediator"


def test_a_side_that_puts_a_plan_forward_is_a_side() -> None:
    text = "Chad and Libya agreed on a truce. Chad signed the truce that was drafted last week by Chad and Libya."
    assert roles(text) == {"Chad": "party", "Libya": "party"}


def test_marks_show_sides_that_syntax_does_not() -> None:
    text = NEWS + "Chad waits. Libya waits too. Chad sleeps and Libya sleeps. Peru and Kenya read the news."
    told = marks(text, "party", "Chad", "Libya")
    assert {p.name: p.role for p in read(text, told).parties} == {"Chad": "party", "Libya": "party"}
    assert not read(text).parties


def test_marks_show_a_mediator() -> None:
    text = NEWS + "Chad and Libya signed the truce. Norway smiled, Norway waited, Norway left."
    assert {p.name: p.role for p in read(text, marks(text, "mediator", "Norway")).parties}["Norway"] == "mediator"
    assert "Norway" not in roles(text)


def test_exchanging_marked_names_exchanges_the_reading() -> None:
    text = NEWS + "Chad waits. Libya waits too. Chad sleeps, Libya sleeps. Peru smiled, Peru waited."
    swapped = text.replace("Chad", "#").replace("Libya", "Chad").replace("#", "Libya")
    one = read(text, marks(text, "party", "Chad"))
    two = read(swapped, marks(swapped, "party", "Libya"))
    exchange = {"Chad": "Libya", "Libya": "Chad"}
    assert [(exchange.get(p.name, p.name), p.role) for p in one.parties] == [(p.name, p.role) for p in two.parties]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg accused the Greens of lying. The Greens hit back. The Greens lead in France, and France votes soon.",
        "Anna Berg fought hard in France. France lost in the final, and France will play Spain.",
    ],
)
def test_news_of_other_things_has_no_parties(text: str) -> None:
    assert not read(text, marks(text, "party", "France", "Greens", "Anna Berg")).parties


@pytest.mark.parametrize(("times", "role"), [(3, None), (5, "party")])
def test_a_third_side_is_shown_by_many_marks_alone(times: int, role: str | None) -> None:
    text = NEWS + "Chad and Libya signed the truce. " + "Peru sent word. " * times
    assert {p.name: p.role for p in read(text, marks(text, "party", "Peru")).parties}.get("Peru") == role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya and Uganda suspended the talks between Sudan and Chad on Monday.",
            {"Sudan": "party", "Chad": "party", "Kenya": "mediator", "Uganda": "mediator"},
        ),
        (
            "The truce took effect. Signatories: Chad, Libya and Niger.",
            dict.fromkeys(("Chad", "Libya", "Niger"), "party"),
        ),
        (
            "Ministers of Fiji and Samoa signed the truce between Peru and Ecuador as witnesses.",
            {"Peru": "party", "Ecuador": "party", "Fiji": "observer", "Samoa": "observer"},
        ),
        (
            "Ghana and Togo put their names to the truce between Peru and Ecuador as guarantors.",
            {"Peru": "party", "Ecuador": "party", "Ghana": "guarantor", "Togo": "guarantor"},
        ),
        (
            "Compliance with the truce between Peru and Ecuador is watched by a body on which Norway and Chile sit.",
            {"Peru": "party", "Ecuador": "party", "Norway": "observer", "Chile": "observer"},
        ),
        (
            "Peru and Ecuador agreed on a truce. Rebels are to disarm under the supervision of the African Union.",
            {"Peru": "party", "Ecuador": "party", "African Union": "observer"},
        ),
        (
            "Chad and Libya signed a truce. Niger, which is no party to it, said nothing.",
            {"Chad": "party", "Libya": "party", "Niger": "other"},
        ),
        (
            "Chad and Libya signed a truce. Niger wasn't in the room.",
            {"Chad": "party", "Libya": "party", "Niger": "other"},
        ),
    ],
)
def test_roles_told_in_passing(text: str, expected: dict[str, str]) -> None:
    assert roles(text) == expected


def test_a_process_is_not_its_mediator() -> None:
    text = "Chad and Libya signed a truce. The facilitator of the Burundi peace process praised it."
    assert "Burundi" not in roles(text)


def test_a_side_that_reopens_its_own_talks_convenes_nobody_else() -> None:
    assert roles("Sudan and Chad resumed peace talks between them.") == {"Sudan": "party", "Chad": "party"}
