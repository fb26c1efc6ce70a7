"""Events as rows of a reading and as records of PLOVER, held against the schema that is shipped."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from schema_case import faults
from trucewatch.vocabulary.events import (
    MODES,
    QUADS,
    Entity,
    Event,
    EventType,
    event_id,
    plover_record,
    plover_records,
    plover_schema,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

REPORT = Report("Peru freed 12 Chilean sailors in Arica on 3 May.", date(2019, 5, 8), outlet="Wire", language="en")
EVENT = Event(
    type="RETREAT",
    mode="release",
    actor=("Peru",),
    recipient=("Chile",),
    trigger=(Passage.of(REPORT.text, 5, 10),),
    date="2019-05-03",
    place="Arica",
    context=("military",),
    actor_entities=(Entity(name="Peru", code="PER", passage=Passage.of(REPORT.text, 0, 4)),),
    recipient_entities=(Entity(name="Chile", code="CHL", sector="MIL", other_sectors=("PRM",)),),
    confidence=0.9,
    step="events",
)


def test_a_full_event_and_a_bare_one_fit_the_schema() -> None:
    bare = Event(type="ASSAULT", trigger=EVENT.trigger)
    for event, report in ((EVENT, REPORT), (bare, REPORT), (bare, Report(REPORT.text))):
        assert list(faults(plover_record(event, report), plover_schema())) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event", ["FIGHT"]),
        ("event", []),
        ("date", "3 May 2019"),
        ("mode", ["swim"]),
        ("quad_code", 5),
        ("actor", [{"code": "Peru", "sector": None, "entity_name": "Peru", "entity_text": "Peru"}]),
        ("actor", [{"code": "PER", "sector": "XYZ", "entity_name": "Peru", "entity_text": "Peru"}]),
        ("future", None),
        ("colour", "blue"),
        ("context", ["military", "military"]),
    ],
)
def test_the_schema_refuses_what_is_no_record(field: str, value: object) -> None:
    assert list(faults({**plover_record(EVENT, REPORT), field: value}, plover_schema()))


@pytest.mark.parametrize("field", ["id", "actor", "event", "date", "recipient", "text_info"])
def test_the_schema_asks_for_what_plover_asks_for(field: str) -> None:
    record = plover_record(EVENT, REPORT)
    del record[field]
    assert list(faults(record, plover_schema()))


def test_a_record_says_who_did_what_where_and_when() -> None:
    record: dict[str, Any] = plover_record(EVENT, REPORT, 3)
    assert record["event"] == ["RETREAT"]
    assert (record["quad_code"], record["event_scale"], record["mode"]) == (2, 6.5, ["release"])
    assert (record["date"], record["date_basis"]) == ("2019-05-03", "stated")
    assert record["text_info"] == {"sequence": 3, "start": 5, "end": 10}
    assert record["event_text"] == ["freed"]
    assert record["event_loc"] == {"extracted_place": "Arica"}
    [actor], [recipient] = record["actor"], record["recipient"]
    assert (actor["code"], actor["sector"], actor["entity_text"], actor["start"]) == ("PER", None, "Peru", 0)
    assert (recipient["code"], recipient["sector"], recipient["other_sector_codes"]) == ("CHL", "MIL", ["PRM"])
    assert record["cite_info"]["publication"] == "Wire"


def test_a_day_that_is_not_told_is_that_of_publication_and_said_to_be() -> None:
    for told in (None, "2019-05"):
        record = plover_record(replace(EVENT, date=told), REPORT)
        assert (record["date"], record["date_basis"]) == ("2019-05-08", "published")
    record = plover_record(replace(EVENT, date=None), Report(REPORT.text))
    assert (record["date"], record["date_basis"]) == (None, None)


@pytest.mark.parametrize(
    ("status", "flag"),
    [
        ("actual", None),
        ("future", "future"),
        ("historical", "historical"),
        ("hypothetical", "hypothetical"),
        ("negated", "negation"),
    ],
)
def test_flags(status: Any, flag: str | None) -> None:
    record = plover_record(replace(EVENT, status=status), REPORT)
    assert [name for name in ("historical", "future", "hypothetical", "negation") if record[name]] == [flag] * bool(
        flag
    )


def test_no_record_holds_the_text() -> None:
    assert REPORT.text not in json.dumps(plover_record(EVENT, REPORT))


def test_an_id_stays_where_only_names_change() -> None:
    assert event_id(EVENT, REPORT) == event_id(replace(EVENT, actor=("Republic of Peru",)), REPORT)
    assert event_id(EVENT, REPORT) != event_id(replace(EVENT, type="CONCEDE"), REPORT)


def test_types_quads_and_modes_are_those_of_the_manual() -> None:
    schema = plover_schema()
    assert set(QUADS) == set(get_args(EventType)) == set(schema["properties"]["event"]["items"]["enum"])
    assert {mode for modes in MODES.values() for mode in modes} == set(schema["properties"]["mode"]["items"]["enum"])
    assert all(
        plover_record(Event(type=kind, trigger=EVENT.trigger), REPORT)["quad_code"] == QUADS[kind] for kind in QUADS
    )


def test_a_reading_holds_its_events() -> None:
    reading = Reading(REPORT, events=(EVENT,))
    told: Any = reading.to_json()
    [row] = told["events"]
    assert row["id"] == event_id(EVENT, REPORT)
    assert row["trigger"] == row["evidence"] == [{"start": 5, "end": 10, "text": "freed"}]
    assert (row["type"], row["actor"], row["recipient"]) == ("RETREAT", ["Peru"], ["Chile"])
    assert list(reading.to_plover()) == list(plover_records((EVENT,), REPORT))
