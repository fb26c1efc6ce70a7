"""Agreements and their slots, on sentences of our own."""

from __future__ import annotations

import pytest

from agreement_case import main_of, read


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The ceasefire took effect on 2 April.", "2016-04-02"),
        ("The truce came into force on Monday.", "2016-05-09"),
        ("A truce that began on February 27 is fraying.", "2016-02-27"),
        ("The cessation of hostilities entered into force on 3 May.", "2016-05-03"),
        ("Chad and Libya declared a ceasefire from 9 May.", "2016-05-09"),
        ("The truce, in effect since Saturday, is holding.", "2016-05-07"),
        ("The guerrillas began observing a truce on Sunday.", "2016-05-08"),
        ("Both armies agreed to cease hostilities for ten days starting on Friday.", "2016-05-13"),
        ("Under the accord, shooting was to stop on 7 May.", "2016-05-07"),
    ],
)
def test_start(text: str, start: str) -> None:
    assert main_of(text).start == start


def test_signed_only_has_no_start() -> None:
    found = main_of("Peru and Ecuador signed a peace treaty on 4 May.")
    assert (found.signed, found.start) == ("2016-05-04", None)


def test_a_day_is_kept_over_its_month() -> None:
    found = main_of("The truce that began in April is holding. The truce took effect on 9 April.")
    assert found.start == "2016-04-09"


def test_expiry_is_computed_from_start_and_duration() -> None:
    found = main_of("The 42-day truce took effect on 19 January.")
    assert (found.duration, found.expiry) == ("P42D", "2016-02-29")
    assert found.computed
    assert found.counting == "inclusive"


def test_a_truce_that_has_held_for_weeks_has_no_length() -> None:
    assert main_of("The truce has held for three weeks.").duration is None


def test_length_told_by_the_verb() -> None:
    assert main_of("The truce took effect on 3 May. The truce will last for ten days.").expiry == "2016-05-12"


def test_extending_a_truce_leaves_it_its_own_length() -> None:
    found = main_of("Kenya works to extend the ten-day truce that took effect on 3 May for a month.")
    assert (found.start, found.duration, found.expiry) == ("2016-05-03", "P10D", "2016-05-12")


def test_a_stated_expiry_is_not_computed() -> None:
    found = main_of("The ten-day truce took effect on 3 May. The truce expires on 14 May.")
    assert found.expiry == "2016-05-14"
    assert not found.computed


def test_kind_keeps_the_words() -> None:
    assert main_of("The permanent ceasefire came into force on Monday.").kind == "permanent ceasefire"
    assert main_of("Both signed the memorandum of understanding on 3 May.").kind == "memorandum of understanding"


def test_a_truce_called_for_is_no_agreement() -> None:
    assert read("Spain called for an immediate ceasefire.").agreement is None


def test_an_earlier_truce_is_another() -> None:
    layer = read("The truce took effect on Monday. An earlier ceasefire, signed in March 2014, collapsed.")
    assert layer.agreement is not None
    assert layer.agreement.start == "2016-05-09"
    assert [o.signed for o in layer.others] == ["2014-03"]


def test_a_proposed_extension() -> None:
    layer = read("The truce took effect on 3 May. Norway proposed to extend the truce for two months.")
    assert [(o.kind, o.duration, o.status) for o in layer.others] == [("extension", "P2M", "proposed")]
    assert layer.agreement is not None
    assert layer.agreement.expiry is None


def test_phases_named_and_counted() -> None:
    phases = main_of("The three-phase agreement took effect on 3 May. The second phase has yet to begin.").phases
    assert [p.ordinal for p in phases] == [1, 2, 3]
    assert phases[0].status is None
    assert phases[1].status is not None
    assert "yet to begin" in phases[1].status


def test_a_round_of_talks_is_no_phase() -> None:
    assert main_of("The truce took effect on 3 May. The second phase of talks opens soon.").phases == ()


def test_parties_and_mediators_of_the_main_agreement() -> None:
    found = main_of("A truce between Chad and Libya, brokered by Gabon, took effect on 3 May.")
    assert found.mediators == ("Gabon",)
    assert set(found.parties) == {"Chad", "Libya"}


def test_passages_are_verbatim() -> None:
    text = "The three-phase truce took effect on 3 May.\nThe first phase ended on 9 May. A 2010 pact failed."
    layer = read(text)
    assert layer.agreement is not None
    records = [layer.agreement, *layer.others]
    passages = [p for r in records for p in (*r.evidence, *(q for phase in r.phases for q in phase.evidence))]
    assert passages
    assert all(p.is_verbatim_in(text) for p in passages)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Chad and Libya signed a Ceasefire Agreement (CFA). The CFA entered into force on 3 May.", "2016-05-03"),
        ("Peru and Ecuador agreed a truce. It came into force on 2 May and is holding.", "2016-05-02"),
        ("Peru and Ecuador agreed a truce. It should have begun on Monday.", None),
        ("The guerrillas' truce, called on 7 May, is holding.", "2016-05-07"),
        ("The mayor called for a truce on Monday and the truce is talked of.", None),
        ("The pause, which Oman mediated, took hold on Sunday.", "2016-05-08"),
    ],
)
def test_start_told_elsewhere(text: str, start: str | None) -> None:
    assert main_of(text).start == start


def test_in_force_told_by_print_where_the_parse_breaks() -> None:
    text = (
        "The envoy said that the truce between Chad and the Desert Union (Wad-DU) had, by and large, held since 4 May."
    )
    assert main_of(text).start == "2016-05-04"


@pytest.mark.parametrize(
    ("text", "duration", "expiry", "counting"),
    [
        ("A two-month truce took effect on 2 May.", "P2M", "2016-07-02", "exclusive"),
        ("A ten-day truce took effect on 2 May.", "P10D", "2016-05-11", "inclusive"),
        ("The truce took effect on 2 May. It is meant to last ten days.", "P10D", "2016-05-11", "inclusive"),
        ("The truce took effect on 2 May and expires on 20 May, after 19 days.", "P19D", "2016-05-20", None),
        ("The truce took effect on 2 May. It was to last until 30 May.", None, "2016-05-30", None),
    ],
)
def test_length_and_end(text: str, duration: str | None, expiry: str, counting: str | None) -> None:
    found = main_of(text)
    assert (found.duration, found.expiry, found.counting) == (duration, expiry, counting)


def test_how_long_the_guns_are_to_be_silent() -> None:
    assert main_of("The accord commits both armies to halt all operations for 30 days.").duration == "P30D"


def test_an_extension_told_in_two_places_moves_the_end() -> None:
    text = "The guerrillas have prolonged by two months a truce in the hills. The extension runs from May 9."
    assert main_of(text).expiry == "2016-07-09"


def test_a_good_deal_is_an_amount() -> None:
    assert read("There was a good deal of shouting in Cairo.").agreement is None


def test_what_expires_is_the_phase_where_the_phase_is_told_to_end() -> None:
    text = "The ten-day truce took effect on 2 May. The first phase ended on Wednesday."
    assert (main_of(text).expiry, main_of(text).expiry_of) == ("2016-05-11", "phase 1")
    assert main_of("The ten-day truce took effect on 2 May.").expiry_of is None


def test_a_proposal_to_prolong_that_one_side_accepts_is_no_agreement() -> None:
    text = (
        "The truce between Peru and Chile began on 10 March 2031. Peru has accepted a proposal by the mediators to "
        "prolong the truce by 30 days, and Chile has rejected it."
    )
    layer = read(text)
    assert [o.status for o in layer.others if o.duration == "P30D"] == ["proposed"]


def test_a_phase_that_is_denied_is_not_agreed() -> None:
    text = "The truce between Peru and Chile began in March. It expired on Wednesday with no second phase agreed."
    agreement = read(text).agreement
    assert agreement is not None
    assert [p.status for p in agreement.phases if p.ordinal == 2] == ["no second phase agreed"]


def test_a_headline_gives_no_status_of_a_phase() -> None:
    text = (
        "Peru accepts, Chile declines longer first phase\n"
        "The first phase of the truce between Peru and Chile lasts 45 days, the mediators said on Monday in Lima."
    )
    agreement = read(text).agreement
    assert agreement is not None
    assert [p.status for p in agreement.phases] == ["lasts 45 days"]


def test_an_extension_put_forward_does_not_move_the_end() -> None:
    text = (
        "The truce between Peru and Chile began on 10 March 2031 and ends on 23 April 2031. The mediators put forward "
        "an extension of the truce on Thursday; it would last until 23 May 2031."
    )
    assert main_of(text).expiry == "2031-04-23"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Peru and Ecuador signed a ten-day ceasefire. Fighting is to stop at dawn on Friday.", "2016-05-13"),
        ("Monday was the start of the formal ceasefire between Peru and Ecuador.", "2016-05-09"),
        ("Chad and Libya signed a truce in both provinces starting on Friday.", "2016-05-13"),
        ("The truce covers fields where the harvest is starting on Friday.", None),
        ("The Rally, which is holding a congress next month, called the accord a gift.", None),
        ("Saturday, the third day after the truce began, was calm.", None),
    ],
)
def test_start_in_other_words(text: str, start: str | None) -> None:
    assert main_of(text).start == start


@pytest.mark.parametrize(
    ("text", "expiry"),
    [
        ("The armies agreed to prolong the truce until the end of October.", "2016-10-31"),
        ("The truce between Chad and Libya, which was to run out on Friday, is holding.", "2016-05-13"),
        ("The present cessation of hostilities lapses on 20 May 2016.", "2016-05-20"),
        ("The truce, which was to run out on Friday, was extended by 60 days on Tuesday.", "2016-07-12"),
        ("The truce, which was to run out on Friday, may be extended by 60 days.", "2016-05-13"),
    ],
)
def test_end_in_other_words(text: str, expiry: str) -> None:
    assert main_of(text).expiry == expiry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The accord came into force on 2 May. Phase one lasts 10 days.", ("P10D", "2016-05-11", "phase 1")),
        ("The accord came into force on 2 May. It opens with a 10-day first phase.", ("P10D", "2016-05-11", "phase 1")),
        ("The accord came into force on 2 May. The first phase ends on 20 May.", (None, "2016-05-20", "phase 1")),
        ("The accord came into force on 2 May. The first phase began after 10 days.", (None, None, None)),
        ("The accord came into force on 2 May. The first phase of talks lasts 10 days.", (None, None, None)),
    ],
)
def test_length_and_end_of_a_phase(text: str, expected: tuple[str | None, ...]) -> None:
    found = main_of(text)
    assert (found.duration, found.expiry, found.expiry_of) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Both armies keep to the Lima Protocol, mediators said.", "Lima Protocol"),
        ("Under the Cuzco Understanding the valley is free of guns.", "Cuzco Understanding"),
        (
            "Envoy tells Council Lima Protocol holds\n\nThe Lima Protocol holds, the envoy told members.",
            "Lima Protocol",
        ),
        ("Generals warn Parliament Cuzco truce may fail\n\nThe truce of Cuzco may fail, they said.", "Cuzco truce"),
    ],
)
def test_a_paper_with_a_name_is_an_agreement(text: str, kind: str) -> None:
    assert main_of(text).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "He spoke of rain. Nothing else was in the papers that day." + " It rained on." * 50 + " A deal is a deal.",
        "Oman put forward a proposal for a truce.",
        "The delegates talked about a ceasefire.",
        "Both states are bound by the Vienna Convention and the Geneva Conventions.",
    ],
)
def test_what_is_only_touched_upon_is_not_the_agreement(text: str) -> None:
    assert read(text).agreement is None


def test_a_lull_is_not_the_agreement() -> None:
    found = read("The Lima Accord came into force on 2 May. A six-hour truce let trucks pass at the ford.")
    assert found.agreement is not None
    assert (found.agreement.kind, found.agreement.duration) == ("Lima Accord", None)


def test_who_made_mediated_and_guarantees_it() -> None:
    found = main_of(
        "The truce between Peru and Ecuador, mediated by Oman, took effect on Monday. The deal is guaranteed by Chile."
    )
    assert (set(found.parties), found.mediators, found.guarantors) == ({"Peru", "Ecuador"}, ("Oman",), ("Chile",))


@pytest.mark.parametrize(
    ("text", "start", "duration", "expiry"),
    [
        ("From 15 May there is to be a ceasefire between Chad and Libya.", "2016-05-15", None, None),
        ("From midnight this coming Saturday there is to be a ceasefire.", "2016-05-15", None, None),
        (
            "The ceasefire between Chad and Libya, in force on paper since 2 April, is fraying.",
            "2016-04-02",
            None,
            None,
        ),
        ("The accord is to take effect at 9:45 p.m. Doha time on Monday, after the signing.", "2016-05-16", None, None),
        ("The truce took effect on 3 May. Its initial duration is ten days.", "2016-05-03", "P10D", "2016-05-12"),
        ("The truce ran for a week from 2 May.", "2016-05-02", "P1W", "2016-05-08"),
    ],
)
def test_start_and_length_told_in_passing(text: str, start: str, duration: str | None, expiry: str | None) -> None:
    found = main_of(text)
    assert (found.start, found.duration, found.expiry) == (start, duration, expiry)


def test_a_day_behind_a_place_and_its_country() -> None:
    found = main_of("Under the agreement concluded in Geneva, Switzerland, on 2 May, fighting was to stop.")
    assert found.signed == "2016-05-02"


def test_a_signed_accord_is_not_only_wished_for() -> None:
    text = "The comprehensive ceasefire which Chad and Libya initialled on 7 May is not the first one."
    assert main_of(text).signed == "2016-05-07"


def test_what_a_war_began_with_is_no_start() -> None:
    text = "Chad and Libya signed the accord on 4 May. The arrangement ends a war that began at Kidogo on 6 May 1998."
    assert main_of(text).start is None
