from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

from . import cli_case
from .cli_case import Desk, flat


def listed(desk: Desk, *words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.out("review", "list", *words, "--json"))
    return found


def figure_of(desk: Desk, number: int = 14) -> str:
    rows = json.loads(desk.out("show", "figures", "--json"))
    return next(str(row["id"]) for row in rows if row["number"] == number)


def report_of(desk: Desk, outlet: str) -> str:
    rows = json.loads(desk.out("report", "list", "--json"))
    return next(str(row["id"]) for row in rows if row["outlet"] == outlet)


def moving(report: Report) -> Reading:
    """A reader that takes in the word before each count."""
    reading = cli_case.read(report)
    out = []
    for statement in reading.statements:
        content = statement.content
        if isinstance(content, Figure):
            (place,) = content.evidence
            start = report.text.rindex(" ", 0, place.start - 1) + 1
            content = replace(content, evidence=(Passage.of(report.text, start, place.end),))
        out.append(Statement(report.id, content, report.published))
    return replace(reading, statements=tuple(out), models=("reef-tagger@ba9876543210",))


def read_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trucewatch.api.reader.load_reader", lambda pipeline=None: moving)
    desk.run("add", desk.reports, "--meta", desk.meta, "--again")


def test_the_next_statement_with_its_sentence_and_the_rest(filled: Desk) -> None:
    told = flat(filled.out("review", "next", "--kind", "figures"))
    assert "Officials counted »27 dead« by noon." in told
    assert "Island Wire itself, 11 May 2031" in told
    assert "2 statements to look at." in told
    (first,) = json.loads(filled.out("review", "next", "--json"))
    assert first == listed(filled)[0]
    assert flat(filled.out("review", "list")).endswith("more that nothing speaks against (--all).")
    assert first["id"][:12] in filled.out("review", "list", "--all")


def test_accept_correct_and_withdraw(filled: Desk) -> None:
    id_ = figure_of(filled)
    assert "Accepted " + id_[:12] in flat(filled.out("review", "accept", id_[:12], "--by", "Ade"))
    told = flat(filled.out("review", "correct", id_[:12], "number=41", "--why", "misread"))
    assert "Corrected" in told
    assert "41" in told
    right = figure_of(filled, 41)
    why = flat(filled.out("why", id_))
    assert "accept by Ade" in why
    assert "correct by Noor" in why
    assert "Not shown on the board" in why
    done = json.loads(filled.out("review", "withdraw", right, "--why", "said of another reef", "--json"))
    assert done["ruling"]["verdict"] == "withdraw"
    assert 41 not in [row["number"] for row in json.loads(filled.out("show", "figures", "--json"))]
    assert {id_, right}.isdisjoint(row["id"] for row in listed(filled))


def test_what_does_not_fit_is_one_message(filled: Desk) -> None:
    id_ = figure_of(filled)
    for words, told in (
        (("accept", "abcdef123456"), "holds no statement"),
        (("correct", id_, "number=many", "--why", "x"), "number cannot be 'many'. Expected a number"),
        (("correct", id_, "numbers=4", "--why", "x"), "has no field 'numbers'"),
        (("correct", id_, "--why", "x"), "nothing to correct was given"),
        (("correct", id_, "--passage", "15 dead", "--why", "x"), "does not have the words '15 dead'"),
        (("withdraw", id_, "--why", " "), "a reason is needed"),
        (("accept", id_, "--reconcile"), "--reconcile was given without --round"),
        (("accept", id_, "--round", "spring"), "no coding round 'spring'"),
        (("carry", id_), "waits to be carried over"),
        (("agreement", "--round", "spring"), "no coding round 'spring'"),
    ):
        assert told in flat(filled.run("review", *words, rc=2).stderr)


def test_a_ruling_left_behind_by_a_newer_reader_is_shown_and_carried(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = figure_of(filled)
    filled.run("review", "withdraw", old, "--why", "said of another reef")
    read_anew(filled, monkeypatch)
    new = figure_of(filled)
    assert f"`review carry {old[:12]}`" in flat(filled.out("review", "list", "--carried"))
    told = flat(filled.out("review", "next", "--carried"))
    assert "withdraw by Noor waits to be carried over" in told
    assert f"`review carry {old[:12]}` decides" in told
    (row,) = listed(filled, "--carried")
    assert (row["id"], row["carried"]["from"]) == (new, old)
    assert "is carried over" in flat(filled.out("review", "carry", old[:12], "--by", "Ade"))
    assert new not in [row["id"] for row in json.loads(filled.out("show", "figures", "--json"))]
    assert listed(filled, "--carried") == []


def test_a_coding_round_from_its_opening_to_its_end(filled: Desk) -> None:
    opened = flat(filled.out("review", "open", "spring", "--process", "reef", "--coder", "Noor", "--coder", "Ade"))
    assert "Round spring: " in opened
    assert "of 2 reports, to be ruled on by Ade, Noor." in opened
    asked = listed(filled, "--round", "spring")
    one = figure_of(filled)
    assert "Withdrawn" in filled.out("review", "withdraw", one, "--why", "no", "--round", "spring", "--by", "Noor")
    theirs = filled.out("review", "next", "--round", "spring", "--author", "Ade")
    assert "withdraw" not in theirs
    assert len(listed(filled, "--round", "spring")) == len(asked) - 1
    assert "is not finished" in flat(filled.run("review", "agreement", "--round", "spring", rc=2).stderr)
    assert "1 coding round stayed here (spring)" in flat(filled.run("export", "statements", "out").stderr)
    assert "stayed here (spring)" not in flat(filled.run("export", "statements", "whole", "--open-rounds").stderr)
    alone = filled.run("review", "withdraw", one, "--why", "no", "--by", "Noor", rc=2)  # for all to see
    assert "Noor codes report" in flat(alone.stderr)
    for author in ("Noor", "Ade"):
        for row in listed(filled, "--round", "spring", "--by", author):
            filled.run("review", "accept", row["id"], "--round", "spring", "--by", author)
    assert "0 statements left" in flat(filled.out("review", "next", "--round", "spring", "--by", "Ade"))
    told = flat(filled.out("review", "agreement", "--round", "spring"))
    assert "To reconcile 1" in told
    assert "Noor: withdraw: no" in told
    assert "Ade: accept" in told
    assert "times" not in told  # the round asks for no times
    assert (
        json.loads(filled.out("review", "agreement", "--round", "spring", "--json"))["agreement"][-1]["kind"] == "all"
    )
    assert "still differ" in flat(filled.run("review", "close", "--round", "spring", rc=2).stderr)
    filled.run("review", "withdraw", one, "--why", "not this reef", "--round", "spring", "--reconcile", "--by", "Ravi")
    assert one in [row["id"] for row in json.loads(filled.out("show", "figures", "--json"))]
    assert "is closed" in filled.out("review", "close", "--round", "spring")
    assert one not in [row["id"] for row in json.loads(filled.out("show", "figures", "--json"))]


def test_a_statement_that_a_person_reads(filled: Desk) -> None:
    report = report_of(filled, "Island Wire")
    told = flat(
        filled.out(
            "statement", "add", report[:12], "what=other", "number=1", "measure=pier", "--kind", "figures",
            "--passage", "the pier", "--why", "the reader missed it",
        )
    )  # fmt: skip
    assert "Added" in told
    id_ = figure_of(filled, 1)
    why = flat(filled.out("why", id_))
    assert "read by Noor, " in why
    assert "the reader missed it" in why
    assert "shelling »the pier«." in why
    assert json.loads(filled.out("show", "figures", "--json"))[-1]["step"] == "person Noor"
    for words, found in (
        (("--kind", "figures", "--passage", "the pier"), "lacks what"),
        (("--kind", "figures", "what=killed", "number=3"), "without a passage"),
        (("--kind", "rumours", "--passage", "the pier"), "no statements of a kind 'rumours'"),
        (("--kind", "figures", "what=killed", "number=3", "--passage", "The Shore League"), "2 times"),
    ):
        assert found in flat(filled.run("statement", "add", report, *words, rc=2).stderr)


def test_fields_from_a_file(filled: Desk) -> None:
    file = filled.write("fields.json", json.dumps({"number": 41, "passages": ["counted 14 dead"]}))
    filled.run("review", "correct", figure_of(filled), "--file", file, "--why", "misread")
    rows = json.loads(filled.out("show", "figures", "--json"))
    (row,) = [row for row in rows if row["number"] == 41]
    assert row["evidence"][0]["text"] == "counted 14 dead"


def test_a_report_and_its_readings_side_by_side(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    report, old = report_of(filled, "Harbour Post"), figure_of(filled)
    assert "read once only" in flat(filled.run("report", "diff", report, rc=2).stderr)
    read_anew(filled, monkeypatch)
    told = flat(filled.out("report", "diff", report[:12]))
    assert "reading 1, " in told
    assert "moved 1" in told
    assert f"{old[:12]} figures: " in told
    assert "“counted 14 dead”" in told
    found = json.loads(filled.out("report", "diff", report, "--from", "2", "--to", "1", "--json"))
    assert found["moved"][0]["new"]["id"] == old
    assert found["gone"] == found["new"] == []
    assert "no reading 9" in flat(filled.run("report", "diff", report, "--to", "9", rc=2).stderr)


def test_a_publishers_correction_is_a_version(filled: Desk) -> None:
    old = report_of(filled, "Island Wire")
    before = figure_of(filled, 27)
    path = filled.write("corrected.txt", cli_case.WIRE.replace("27", "31"))
    why = ("--published", "2031-05-14", "--why", "the toll was corrected")
    told = flat(filled.out("report", "version", old[:12], path, *why))
    new = next(
        row["id"]
        for row in json.loads(filled.out("report", "list", "--json"))
        if row["id"] != old and row["outlet"] == "Island Wire"
    )
    assert f"Report {new[:12]} stands in the place of {old[:12]} from 2031-05-14 on." in told
    assert "had report" in flat(filled.out("report", "version", old, path, *why))
    counts = [row["number"] for row in json.loads(filled.out("show", "figures", "--json"))]
    assert sorted(counts) == [14, 31]
    counts = [row["number"] for row in json.loads(filled.out("show", "figures", "--known-on", "2031-05-13", "--json"))]
    assert sorted(counts) == [14, 27]
    assert "a newer reading or version" in flat(filled.out("why", before))
    told = flat(filled.out("report", "versions", new[:12]))
    assert "- Officials counted 27 dead by noon. + Officials counted 31 dead by noon." in told
    assert "The Shore League rejected" not in told
    assert "2 versions." in told
    plain = json.loads(filled.out("report", "versions", old, "--json"))
    assert [row["replaces"] for row in plain] == [None, old]
    assert "1 version." in filled.out("report", "versions", report_of(filled, "Harbour Post"))


def test_rulings_on_a_replaced_report_wait_for_the_newer_version(filled: Desk) -> None:
    old, one = report_of(filled, "Island Wire"), figure_of(filled, 27)
    filled.run("review", "withdraw", one, "--why", "said of another reef")
    path = filled.write("corrected.txt", cli_case.WIRE.replace("27", "31"))
    told = flat(
        filled.out("report", "version", old, path, "--published", "2031-05-14", "--why", "the toll was corrected")
    )
    assert "1 ruling on older versions to be carried over" in told
    rows = json.loads(filled.out("report", "list", "--json"))
    new = next(row["id"] for row in rows if row["outlet"] == "Island Wire" and row["id"] != old)
    assert {row["id"]: row["replaced_by"] for row in rows if row["replaced_by"]} == {old: new}
    shown = flat(filled.out("report", "list"))
    assert ("replaced" in shown, shown.count(new[:12])) == (True, 2)  # once in the row of the older one
    waits = f"statement {one[:12]} of the older version {old[:12]} stands here; `review carry {one[:12]}` decides"
    assert waits in flat(filled.out("review", "next", "--carried"))
    assert [row["number"] for row in listed(filled, "--carried")] == [31]
    filled.run("review", "carry", one, "--by", "Ade")
    counts = [row["number"] for row in json.loads(filled.out("show", "figures", "--json"))]
    assert counts == [14]


def test_versions_that_do_not_fit_add_nothing(filled: Desk) -> None:
    old = report_of(filled, "Island Wire")
    filled.write("both.jsonl", '{"text": "The Harbour Council accepted the ferry offer."}\n' * 2)
    for path, told in (
        (filled.reports / "wire.txt", "itself: text, outlet and address are the same"),
        ("both.jsonl", "holds 2 reports"),
        ("nowhere.txt", "nowhere.txt"),
    ):
        assert told in flat(filled.run("report", "version", old, path, "--why", "x", rc=2).stderr)
    assert len(json.loads(filled.out("report", "list", "--json"))) == 2


def test_a_report_moves_to_another_process_with_its_rights(filled: Desk) -> None:
    report = report_of(filled, "Island Wire")
    filled.run("report", "set", report, "--process", "shore", "--rights", "licensed", "--why", "filed wrongly")
    (row,) = json.loads(filled.out("report", "list", "--process", "shore", "--json"))
    assert (row["id"], row["rights"]) == (report, "licensed")
    assert 27 not in [r["number"] for r in json.loads(filled.out("show", "figures", "--process", "reef", "--json"))]
    assert "Invalid value" in filled.run("report", "set", report, "--rights", "mine", "--why", "x", rc=2).stderr
