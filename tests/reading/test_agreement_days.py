"""Days on which agreements are signed, announced, due and in force, on sentences of our own."""

from __future__ import annotations

import pytest

from agreement_case import main_of, read


@pytest.mark.parametrize(
    ("text", "scheduled", "start"),
    [
        ("The truce takes effect on Friday at 6 a.m.", "2016-05-13T06:00", "2016-05-13"),
        ("The truce is to begin on 20 May.", "2016-05-20", "2016-05-20"),
        ("The truce was due to begin on 9 May. It began on 10 May.", "2016-05-09", "2016-05-10"),
        ("The truce should have begun on Monday and did not.", "2016-05-09", None),
        ("Chad and Libya signed a truce. Fighting is to stop at 6 a.m. on Friday.", "2016-05-13T06:00", "2016-05-13"),
        ("Chad and Libya signed a truce in both provinces starting on Friday.", "2016-05-13", "2016-05-13"),
        ("The truce took effect on Monday.", None, "2016-05-09"),
    ],
)  # fmt: skip
def test_scheduled_and_actual_entry_into_force(text: str, scheduled: str | None, start: str | None) -> None:
    found = main_of(text)
    assert (found.scheduled, found.start) == (scheduled, start)


def test_four_days_are_kept_apart() -> None:
    text = (
        "The truce between Peru and Chile was announced on 1 May and signed on 3 May. The truce was to take effect "
        "on 5 May. The truce took effect on 7 May."
    )
    found = main_of(text)
    days = (found.announced, found.signed, found.scheduled, found.start)
    assert days == ("2016-05-01", "2016-05-03", "2016-05-05", "2016-05-07")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Guns fell silent on Monday as a ceasefire between Chad and Libya came into force.", "2016-05-09"),
        ("Bells rang on 8 May when the truce came into force.", "2016-05-08"),
        ("The Accord holds. All has been quiet since 1 May, the day the Accord came into force.", "2016-05-01"),
        ("The ceasefire between Chad and Libya has entered its fifth day.", "2016-05-07"),
        ("Aid waits at the border as the truce enters day three.", "2016-05-09"),
        ("Monday was the third day of the truce between Chad and Libya.", "2016-05-07"),
        ("The cease-fire took effect on May 3, rebels said.", "2016-05-03"),
        ("Both armies have observed a truce of sorts since May 1.", "2016-05-01"),
        ("The boats had kept off since the truce of February 14.", "2016-02-14"),
        ("The truce took effect on Monday, five weeks after a battle.", "2016-05-09"),
        ("The rebels declared a truce on 3 May.", "2016-05-03"),
        ("The Lima Protocol, signed in 2014, stopped the fighting on 3 June 2014.", "2014-06-03"),
        ("The ceasefire dates from 7 May.", "2016-05-07"),
        ("Chad and Libya agreed a truce. They agreed to stop shooting at noon on 13 May.", "2016-05-13"),
    ],
)
def test_start_in_the_words_of_news(text: str, start: str) -> None:
    assert main_of(text).start == start


@pytest.mark.parametrize(
    "text",
    [
        "The truce is the sixth of its kind since May.",
        "The truce holds. Fishermen it has held since April went home.",
        "The treaty was signed on 3 May. Fighting ended on 9 January, long before.",
        "The truce holds. The guns stayed silent on Friday.",
        "The Lima Accord was signed on 3 May. The truce of 1993 lasted eleven days.",
        "The truce went into its ninth year.",
        "The truce holds. A different truce with other rebels began on 3 May.",
    ],
)
def test_what_begins_nothing(text: str) -> None:
    assert main_of(text).start is None


@pytest.mark.parametrize(
    ("text", "expiry"),
    [
        ("The truce between Chad and the Desert Union, which was to run out on Friday, holds.", "2016-05-13"),
        ("Efforts go on to extend the ceasefire that expires on May 15.", "2016-05-15"),
        ("The truce, which is in force, now runs to 26 May.", "2016-05-26"),
        ("The ceasefire, which began on March 9 and expired at midnight on Tuesday, is over.", "2016-05-10"),
        ("The truce is in force. The arrangement, which runs out on 20 May, covers the harvest.", "2016-05-20"),
        ("The ministers want to extend the truce beyond May 31, when it runs out.", "2016-05-31"),
    ],
)
def test_end_in_the_words_of_news(text: str, expiry: str) -> None:
    assert main_of(text).expiry == expiry


@pytest.mark.parametrize(
    "text",
    [
        "The truce took effect on 3 May. The assembly voted to prolong the truce until September.",
        "The truce took effect on 3 May. Peru accepted the idea of prolonging the truce until June.",
        "The truce took effect on 3 May. Chile would accept an extension until 20 May if the guns were moved.",
    ],
)
def test_one_side_alone_prolongs_nothing(text: str) -> None:
    found = read(text)
    assert found.agreement is not None
    assert found.agreement.expiry is None
    assert [o.status for o in found.others] == ["proposed"]


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("The truce began on Friday for four days.", "P4D"),
        ("The truce held on Friday for four days.", None),
    ],
)
def test_length_beside_a_start(text: str, duration: str | None) -> None:
    assert main_of(text).duration == duration


def test_a_truce_in_force_before_the_accord_was_signed_is_another() -> None:
    text = "The peace accord was signed on 3 May. The ceasefire, which took effect on 2 January, has held."
    found = read(text)
    assert found.agreement is not None
    assert (found.agreement.kind, found.agreement.start) == ("peace accord", None)
    assert [(o.kind, o.start) for o in found.others] == [("ceasefire", "2016-01-02")]


@pytest.mark.parametrize(
    "text",
    [
        "He had said much of the weather, and of old songs. " * 20 + "Boats may land under the Lima Protocol.",
        "He had said much of the weather, and of old songs. " * 20 + "He called it a breach of the Lima Accord.",
    ],
)
def test_what_is_to_be_kept_is_the_agreement(text: str) -> None:
    assert main_of(text).kind in {"Lima Protocol", "Lima Accord"}


def test_a_verb_taken_for_a_noun_names_no_agreement() -> None:
    assert read("A second list, read out at the table, deals with eleven men held since May.").agreement is None
