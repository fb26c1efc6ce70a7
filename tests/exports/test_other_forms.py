"""Calendars and the forms of other fields, read back by the libraries of those fields."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from icalendar import Calendar
from jsonschema import Draft202012Validator
from rdflib import Graph, Namespace
from rdflib.namespace import PROV, RDF

from trucewatch import api
from trucewatch.errors import TrucewatchError
from trucewatch.exports.crosswalk_tables import pam_code, pax_codes
from trucewatch.record.writer import Record
from trucewatch.vocabulary.events import plover_schema

from .export_case import MINISTER, PRIVATE, SIDES, record_at, second

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD
OA = Namespace("http://www.w3.org/ns/oa#")


@pytest.fixture(params=[SIDES, SIDES[::-1]], ids=["as named", "sides exchanged"])
def record(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Record]:
    with record_at(tmp_path, request.param) as opened:
        yield opened


def entries(record: Record, place: Path, **choice: Any) -> dict[str, Any]:
    api.export(record, "ics", place, api.ExportChoice(force=True, **choice))
    calendar = Calendar.from_ical(place.read_bytes())
    found = {str(e["uid"]): e for e in calendar.walk("VEVENT")}
    assert len(found) == len(list(calendar.walk("VEVENT"))), "a UID stands once"
    return found


def titled(found: dict[str, Any], words: str) -> Any:
    (one,) = [e for e in found.values() if words in str(e["summary"])]
    return one


def test_talks_with_an_hour_are_timed_and_deadlines_are_whole_days(record: Record, tmp_path: Path) -> None:
    found = entries(record, tmp_path / "out.ics")
    talks = titled(found, "talks: Sarn")
    assert talks.decoded("dtstart") == datetime(2031, 5, 20, 14, 30, tzinfo=UTC)
    assert "dtend" not in talks
    assert (str(talks["status"]), str(talks["location"])) == ("TENTATIVE", "Sarn")
    assert "“Talks are planned in Sarn at 14:30 UTC on 20 May 2031”" in str(talks["description"])
    assert "Strait Courier, 2031-05-04" in str(talks["description"])
    (due,) = [e for e in found.values() if e.decoded("dtstart") == date(2031, 5, 15)]
    assert due.decoded("dtend") == date(2031, 5, 16)
    assert str(due["status"]) == "CONFIRMED"
    computed = titled(found, "last day, computed")
    assert str(computed["status"]) == "TENTATIVE"


def test_a_later_report_changes_an_entry_and_doubles_none(tmp_path: Path) -> None:
    with record_at(tmp_path, later=False) as record:
        before = entries(record, tmp_path / "out.ics")
        record.add(second(*SIDES).reading())
        after = entries(record, tmp_path / "out.ics")
    assert set(before) < set(after)
    talks = titled(before, "talks: Sarn"), titled(after, "talks: Sarn")
    assert talks[0]["uid"] == talks[1]["uid"]
    assert [int(one["sequence"]) for one in talks] == [0, 1]
    assert [one.decoded("last-modified").date() for one in talks] == [date(2031, 5, 4), date(2031, 5, 9)]
    replaced = [e for e in before.values() if e.decoded("dtstart") == date(2031, 5, 12)]
    (now,) = [after[str(e["uid"])] for e in replaced]
    assert (str(replaced[0]["status"]), str(now["status"])) == ("CONFIRMED", "CANCELLED")
    assert int(now["sequence"]) > int(replaced[0]["sequence"])


def test_two_outlets_that_differ_stand_side_by_side(tmp_path: Path) -> None:
    with record_at(tmp_path, later=False) as record:
        record.add(second(*SIDES, outlet="Quay Daily").reading())
        found = entries(record, tmp_path / "out.ics")
    due = [e for e in found.values() if "withdraw" in str(e["summary"])]
    assert sorted(str(e["status"]) for e in due) == ["CONFIRMED", "CONFIRMED"]


def test_entries_for_the_public_keep_their_uid_under_one_key(record: Record, tmp_path: Path) -> None:
    inside = entries(record, tmp_path / "a.ics")
    first, again = (entries(record, tmp_path / f"{n}.ics", audience="public") for n in ("b", "c"))
    assert set(first) == set(again)
    assert not set(first) & set(inside)


def test_plover_inside_is_that_of_a_reading_and_fits_the_schema(record: Record, tmp_path: Path) -> None:
    api.export(record, "plover", tmp_path / "in.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "in.jsonl").read_text().splitlines()]
    readings = [record.reading(r.id) for r in api.open_view(record).reports()]
    assert lines == [json.loads(json.dumps(one)) for reading in readings for one in reading.to_plover()]
    check = Draft202012Validator(plover_schema())
    assert [list(check.iter_errors(line)) for line in lines] == [[]]


def test_plover_for_others_fits_the_schema_but_for_what_is_withheld(record: Record, tmp_path: Path) -> None:
    api.export(record, "plover", tmp_path / "out.jsonl", api.ExportChoice("public"))
    (line,) = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    schema = deepcopy(plover_schema())
    schema["properties"]["text_info"]["required"] = ["sequence"]
    schema["properties"]["event_text"].pop("minItems")
    assert not list(Draft202012Validator(schema).iter_errors(line))
    assert line["actor"][0]["entity_name"].startswith("Person ")
    assert line["actor"][0]["sector"] == "CVL"
    assert line["recipient"][0]["other_sector_codes"] == ["MIL"]
    assert "start" not in line["text_info"]


def test_entities_are_valid_and_have_their_proof(record: Record, tmp_path: Path) -> None:
    api.export(record, "ftm", tmp_path / "out.json")
    lines = [json.loads(line) for line in (tmp_path / "out.json").read_text().splitlines()]
    entities = {line["id"]: model.get_proxy(line) for line in lines}
    assert len(entities) == len(lines)
    for entity in entities.values():
        entity.schema.validate(entity.to_dict())
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in entities, (entity.schema.name, prop.name)
                assert entities[value].schema.is_a(prop.range)
    by_name = {entity.caption: entity for entity in entities.values()}
    assert by_name[PRIVATE].schema.name == by_name[MINISTER].schema.name == "Person"
    assert {by_name[side].schema.name for side in SIDES} == {"Organization"}
    schemata = [entity.schema.name for entity in entities.values()]
    assert {"Article", "Event", "Documentation", "Occupancy", "Position"} <= set(schemata)
    (occupancy,) = [e for e in entities.values() if e.schema.name == "Occupancy"]
    assert occupancy.get("holder") == [by_name[MINISTER].id]
    events = [e for e in entities.values() if e.schema.name == "Event"]
    assert all(e.get("proof") for e in events)


def test_without_followthemoney_the_message_says_what_to_install(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    with pytest.raises(TrucewatchError, match=r"trucewatch\[ftm\]"):
        api.export(record, "ftm", tmp_path / "out.json")
    assert not list(tmp_path.glob("*out*"))


def test_json_ld_is_a_graph_of_statements_reports_and_annotations(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing is fetched to read the file")

    monkeypatch.setattr("socket.socket.connect", refuse)
    api.export(record, "jsonld", tmp_path / "out.jsonld")
    graph = Graph().parse(tmp_path / "out.jsonld", format="json-ld")
    view = api.open_view(record)
    passages = sum(len(s.content.passages) for s in view.statements())
    annotations = list(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == passages
    texts = {f"urn:trucewatch:report:{r.id}": r.text for r in view.reports()}
    for annotation in annotations:
        (target,) = graph.objects(annotation, OA.hasTarget)
        (source,) = graph.objects(target, OA.hasSource)
        told = {str(graph.value(one, RDF.type)): one for one in graph.objects(target, OA.hasSelector)}
        at, quote = told[str(OA.TextPositionSelector)], told[str(OA.TextQuoteSelector)]
        start, end = (int(str(graph.value(at, name))) for name in (OA.start, OA.end))
        assert texts[str(source)][start:end] == str(graph.value(quote, OA.exact))
        (statement,) = graph.objects(annotation, OA.hasBody)
        assert graph.value(statement, PROV.wasDerivedFrom) == source
    labels = {str(o) for o in graph.objects(predicate=Namespace("http://www.w3.org/2000/01/rdf-schema#").label)}
    assert {*SIDES, MINISTER} <= labels


def test_json_ld_for_the_public_selects_by_words_alone(record: Record, tmp_path: Path) -> None:
    api.export(record, "jsonld", tmp_path / "out.jsonld", api.ExportChoice("public"))
    graph = Graph().parse(tmp_path / "out.jsonld", format="json-ld")
    assert list(graph.subjects(RDF.type, OA.TextQuoteSelector))
    assert not list(graph.subjects(RDF.type, OA.TextPositionSelector))


def test_statement_files_come_back_with_equal_ids(record: Record, tmp_path: Path) -> None:
    done = api.export(record, "jsonl", tmp_path / "out")
    assert done.rows["statement"] == len(api.open_view(record).statements())
    texts = tmp_path / "texts"
    texts.mkdir()
    for number, report in enumerate(api.open_view(record).reports()):
        (texts / f"{number}.txt").write_text(report.text, encoding="utf-8")
    with (
        api.open_record(tmp_path / "new.sqlite") as new,
        api.opened_files(tmp_path / "out") as files,
    ):
        api.import_statements(new, files, api.texts_in([texts]))
        assert [s.id for s in api.open_view(new).statements()] == [s.id for s in api.open_view(record).statements()]
    with pytest.raises(TrucewatchError, match="have no clocks"):
        api.export(record, "jsonl", tmp_path / "again", api.ExportChoice(as_of=date(2031, 5, 4)))


@pytest.mark.parametrize(
    ("told", "pax", "pam"),
    [
        ({"action": "release"}, ("TjPrire",), "prisr"),
        ({"action": "other", "subtype": "return_displaced"}, ("GRef",), "refug"),
        ({"action": "exchange", "subtype": "return_remains"}, ("TjMis",), None),
        ({"action": "withdraw", "object": "its guns"}, ("SsrArm",), "with"),
        ({"action": "withdraw", "object": "all foreign troops"}, ("SsrFf",), "with"),
        ({"action": "allow_aid"}, ("DevHum", "HrMob"), None),
        ({"action": "lift_blockade"}, (), None),
        ({"action": "other"}, (), None),
    ],
)
def test_codes_are_given_where_they_are_sure(told: dict[str, str], pax: tuple[str, ...], pam: str | None) -> None:
    row = {"subtype": None, "object": None, "words": None, **told}
    assert pax_codes(row) == pax
    assert pam_code(row) == pam


def test_crosswalk_has_every_obligation_and_no_degree_of_implementation(record: Record, tmp_path: Path) -> None:
    api.export(record, "crosswalk", tmp_path / "out")
    with (tmp_path / "out" / "pam_style.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["pam_provision"] for row in rows] == ["with", "with"]
    assert {row["pam_implementation"] for row in rows} == {""}
    with (tmp_path / "out" / "pax_style.csv").open(newline="") as file:
        assert [row["pax_code"] for row in csv.DictReader(file)] == ["SsrArm", "SsrArm"]
