from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from schema_case import faults
from trucewatch.api.reader import load_reader
from trucewatch.vocabulary.events import Event, plover_schema
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

from .cli_case import HARBOUR, WIRE, Desk, flat


def test_one_report_gives_one_object_in_the_shape_of_the_contract(desk: Desk) -> None:
    told = json.loads(desk.out("read", desk.reports / "harbour.txt", "--published", "2031-05-10", "--json"))
    assert told["meta"]["published"] == "2031-05-10"
    assert told["agreement"]["start"] == "2031-05-03"
    assert [f["code"] for f in told["findings"]] == ["resolution-year"]
    for kind in ("parties", "obligations", "positions", "quotes", "figures", "talks", "times", "violations", "events"):
        assert isinstance(told[kind], list)
    for row in told["positions"]:
        for p in row["evidence"]:
            assert HARBOUR[p["start"] : p["end"]] == p["text"]


def test_several_reports_give_a_line_each(desk: Desk) -> None:
    lines = desk.out("read", desk.reports, "--meta", desk.meta, "--json").splitlines()
    assert [json.loads(line)["meta"]["outlet"] for line in lines] == ["Harbour Post", "Island Wire"]


def test_lines_in_give_lines_out_with_their_ids(desk: Desk) -> None:
    desk.write("all.jsonl", json.dumps({"id": "w-1", "text": WIRE, "published": "2031-05-11"}))
    out = desk.out("read", "all.jsonl", "--json")
    assert out.count("\n") == 1
    assert json.loads(out)["id"] == "w-1"


def test_events_are_printed_as_records_of_plover(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(pipeline: str | None = None) -> Callable[[Report], Reading]:
        def reader(report: Report) -> Reading:
            trigger = Passage.of(report.text, 4, 9)
            return Reading(
                report, events=(Event(type="REJECT", trigger=(trigger,)), Event(type="AID", trigger=(trigger,)))
            )

        return reader

    monkeypatch.setattr("trucewatch.api.reader.load_reader", load)
    lines = desk.out("read", desk.reports, "--meta", desk.meta, "--plover").splitlines()
    told = [json.loads(line) for line in lines]
    assert [(record["event"], record["text_info"]["sequence"]) for record in told] == [
        (["REJECT"], 1),
        (["AID"], 2),
    ] * 2
    assert all(not list(faults(record, plover_schema())) for record in told)


def test_readings_and_events_are_not_printed_at_once(desk: Desk) -> None:
    refused = desk.run("read", desk.reports / "harbour.txt", "--json", "--plover", rc=2)
    assert "--json and --plover" in flat(refused.stderr)


def test_what_cannot_be_read_is_told_and_the_rest_printed(desk: Desk) -> None:
    desk.write("reports/empty.txt", " \n ")
    desk.write("reports/fault.txt", "The FAULT of this English sentence is in the reader, they said on the pier.")
    result = desk.run("read", desk.reports, "--json", rc=2)
    assert len(result.stdout.splitlines()) == 2
    assert "empty.txt" in result.stderr
    assert "IndexError" in result.stderr


def test_another_language_is_kept_and_not_read(desk: Desk) -> None:
    text = "Les délégations se sont réunies mardi soir pour discuter de la trêve et de l'échange de prisonniers."
    desk.write("fr.txt", text)
    told = json.loads(desk.out("read", "fr.txt", "--published", "2031-05-10", "--json"))
    assert [f["code"] for f in told["findings"]] == ["language-not-read"]
    assert told["meta"]["steps"] == []


def test_the_digest_shows_statements_with_words_and_speaker(desk: Desk) -> None:
    shown = flat(desk.out("read", desk.reports / "harbour.txt", "--outlet", "Harbour Post"))
    assert "Harbour Post · no date of publication · en" in shown
    assert "Harbour Council: accept, ferry offer" in shown
    assert "“The Harbour Council accepted the ferry offer”" in shown
    assert "Dr. Ana Velu" in shown
    assert "The report comes without a publication date" in shown


def test_the_real_reader_reads_a_quotation(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trucewatch.api.reader.load_reader", load_reader)
    text = "The envoy arrived on Monday.\n\n“We will keep the truce,” said Mira Toll, the envoy of the Shore League."
    desk.write("toll.txt", text)
    told = json.loads(desk.out("read", "toll.txt", "--published", "2031-05-07", "--json"))
    assert [q["content"][0]["text"] for q in told["quotes"]] == ["We will keep the truce,"]
    assert {t["value"] for t in told["times"]} == {"2031-05-05"}
    missing = desk.run("read", "toll.txt", "--pipeline", "no_such_pipeline", rc=2)
    assert "'no_such_pipeline' cannot be loaded" in flat(missing.stderr)


def test_a_day_that_the_text_suggests_is_told_and_not_used(desk: Desk) -> None:
    desk.write("head.txt", f"Truce holds on the reef\n\nPublished 10 May 2031\n\n{WIRE}")
    told = json.loads(desk.out("read", "head.txt", "--json"))
    [missing] = [f for f in told["findings"] if f["code"] == "publication-date-missing"]
    assert missing["sentence"].endswith(
        'The text suggests 2031-05-10 ("Published 10 May 2031"); nothing was read with it.'
    )
    assert [p["passage"]["text"] for p in missing["places"]] == ["Published 10 May 2031"]
    assert told["meta"]["published"] is None
    assert "The text suggests 2031-05-10" in flat(desk.out("read", "head.txt"))
    dated = json.loads(desk.out("read", "head.txt", "--published", "2031-05-11", "--json"))
    assert "publication-date-missing" not in [f["code"] for f in dated["findings"]]
