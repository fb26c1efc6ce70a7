"""Events: what is taken from the tagger's words, whom they name, and what is left out."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from event_case import read_events, told
from trucewatch.reading.lexicons import table
from trucewatch.vocabulary.events import MODES, QUADS, EventType, plover_schema


@pytest.mark.parametrize(
    ("marked", "actor", "recipient"),
    [
        ("<doer Peru> <REJECT rejected> <target Chile's> offer.", "Peru", "Chile"),
        ("<doer Peru> <ACCUSE accused> <target Chile> of shelling the port.", "Peru", "Chile"),
        ("Two posts in <target Chile> were <ASSAULT shelled> by <doer Peruvian> gunners.", "Peru", "Chile"),
        ("<doer Peru> <REQUEST demanded> that <target Chile> reopen the port.", "Peru", "Chile"),
        ("<doer Peruvian> <ASSAULT attacks> on <target Chile> went on.", "Peru", "Chile"),
    ],
)
def test_who_does_it_and_whom_it_befalls(marked: str, actor: str, recipient: str) -> None:
    [(_, actors, recipients)] = told(marked)
    assert actors == (actor,)
    assert recipients == (recipient,)


def test_without_the_heads_for_names_the_parse_decides() -> None:
    assert told("Peru <ACCUSE accused> Chile of shelling the port.") == [("ACCUSE", ("Peru",), ("Chile",))]
    assert told("Chile was <ACCUSE accused> by Peru of shelling the port.") == [("ACCUSE", ("Peru",), ("Chile",))]


def test_exchanging_the_two_exchanges_the_reading() -> None:
    one = told("<doer Peru> <THREATEN threatened> to close the border with <target Chile>.")
    other = told("<doer Chile> <THREATEN threatened> to close the border with <target Peru>.")
    assert [(kind, recipients, actors) for kind, actors, recipients in other] == one


def test_both_sides_of_a_joint_event_act() -> None:
    [(kind, actors, recipients)] = told("<doer Peru> and <doer Chile> <CONSULT met> in Quito on Monday.")
    assert (kind, actors, recipients) == ("CONSULT", ("Peru", "Chile"), ())


def test_a_word_that_is_not_likely_enough_tells_nothing() -> None:
    assert told("The weather was fine. Peru <REJECT20 walked> along the river. Chile slept.") == []


def test_words_of_one_event_become_one() -> None:
    [event] = read_events("<doer Peru> <ASSAULT launched> <ASSAULT80 attacks> on <target Chile> at dawn.")
    assert [p.text for p in event.trigger] == ["launched", "attacks"]


def test_two_events_of_a_sentence_stay_two_the_surer_one_first() -> None:
    found = read_events("<doer Peru> <REJECT80 rejected> the offer and <COERCE90 closed> its border.")
    assert [event.type for event in found] == ["COERCE", "REJECT"]


def test_sentences_keep_their_order() -> None:
    found = read_events("<doer Peru> <REJECT70 rejected> the offer. <doer Chile> <PROTEST99 protested>.")
    assert [event.type for event in found] == ["REJECT", "PROTEST"]


@pytest.mark.parametrize(
    ("marked", "kind", "status"),
    [
        ("<doer Peru> will <RETREAT/future withdraw> from the island.", "CONCEDE", "future"),
        ("<doer Peru> <RETREAT/actual withdrew> from the island.", "RETREAT", "actual"),
        ("<doer Peru> will <AID/future ship> food to <target Chile>.", "AGREE", "future"),
        ("<doer Peru> is to <CONSULT/future meet> <target Chile>.", "AGREE", "future"),
        ("<doer Peru> will <CONCEDE/future free> 12 sailors.", "CONCEDE", "future"),
        ("<doer Peru> did not <ASSAULT/negated shell> the port.", "ASSAULT", "negated"),
    ],
)
def test_what_is_only_promised_has_the_type_of_the_promise(marked: str, kind: str, status: str) -> None:
    [event] = read_events(marked)
    assert (event.type, event.status) == (kind, status)


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("<doer Peru> did not <ASSAULT shell> the port.", "negated"),
        ("<doer Peru> will <MOBILIZE send> troops to the port.", "future"),
        ("<doer Peru> <ASSAULT shelled> the port on 3 May 2011.", "historical"),
        ("<doer Peru> <ASSAULT shelled> the port on Monday.", "actual"),
    ],
)
def test_without_the_head_for_it_tense_and_day_show_the_status(marked: str, status: str) -> None:
    assert [event.status for event in read_events(marked)] == [status]


@pytest.mark.parametrize(
    ("marked", "mode"),
    [
        ("<doer Peru> <RETREAT freed> 12 captives.", "release"),
        ("<doer Peru> <RETREAT pulled> its troops out of the port.", "withdraw"),
        ("<doer Peru> <ASSAULT fired> rockets at the port.", "heavy-weapons"),
        ("<doer Peru> <SUPPORT praised> <target Chile>.", None),
    ],
)
def test_modes(marked: str, mode: str | None) -> None:
    assert [event.mode for event in read_events(marked)] == [mode]


def test_day_and_place_are_those_of_the_clause() -> None:
    [event] = read_events("<doer Peru> and <doer Chile> <CONSULT met> in Quito on Monday.")
    assert (event.date, event.place) == ("2019-05-06", "Quito")


def test_a_day_that_is_not_told_is_not_invented() -> None:
    [event] = read_events("<doer Peru> <REJECT rejected> the offer.")
    assert (event.date, event.place) == (None, None)


def test_a_day_without_publication_stays_open() -> None:
    [event] = read_events("<doer Peru> <REJECT rejected> the offer on Monday.", published=None)
    assert event.date is None


def test_a_day_of_another_events_clause_is_not_taken() -> None:
    found = read_events("<doer Peru> <REJECT rejected> the offer that <doer Chile> had <AGREE90 made> on 3 May 2019.")
    assert {event.type: event.date for event in found} == {"REJECT": None, "AGREE": "2019-05-03"}


@pytest.mark.parametrize(
    ("words", "code", "sector"),
    [
        ("Peruvian soldiers", "PER", "MIL"),
        ("Peru's foreign minister", "PER", "GOV"),
        ("Peru", "PER", None),
        ("the African Union", "IGO", None),
        ("the United Nations", "UNO", None),
        ("Police", None, "COP"),
    ],
)
def test_codes_and_sectors(words: str, code: str | None, sector: str | None) -> None:
    [event] = read_events(f"<doer {words}> <REJECT rejected> the offer.")
    [one] = event.actor_entities
    assert (one.code, one.sector) == (code, sector)


def test_a_report_without_marked_words_has_no_events() -> None:
    assert read_events("Peru rejected the offer.", date(2019, 5, 8)) == ()


def test_modes_and_contexts_of_the_lists_are_those_of_the_manual() -> None:
    assert all(mode in MODES[cast("EventType", entry.split()[0])] for entry, mode in table("event_modes").items())
    contexts = plover_schema()["properties"]["context"]["items"]["enum"]
    assert set(table("event_contexts").values()) <= set(contexts)
    sectors = plover_schema()["$defs"]["entity"]["properties"]["sector"]["enum"]
    assert set(table("sector_words").values()) <= set(sectors)
    assert set(table("event_words").values()) <= set(QUADS)


def test_a_word_of_one_type_has_it_whatever_the_tagger_says() -> None:
    [(kind, _, _)] = told("<doer Peru> <CONSULT implored> <target Chile> to reopen the port.")
    assert kind == "REQUEST"


def test_a_listed_word_is_believed_sooner_than_another() -> None:
    rest = "The weather was fine in the hills."
    assert [kind for kind, _, _ in told(f"<doer Peru> <ACCUSE50 accused> Chile of theft. {rest}")] == ["ACCUSE"]
    assert told(f"<doer Peru> <ACCUSE50 took> Chile to task. {rest}") == []
