from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .cli_case import Desk, flat

REEF = """\
terms: 1
id: reef-2031
title: reef truce
on: 2031-05-03
zone: UTC
sources:
  S1: {what: the text of the truce}
parties:
  council: {name: Harbour Council, roles: party}
  league: {name: Shore League, roles: party}
entry: {actual: 2031-05-03}
phases:
  truce: {ordinal: 1, starts: entry_into_force, lasts: P20D, sources: S1}
obligations:
  guns-away: {bearer: league, duty: act, action: withdraw, object: its guns, due: 2031-05-12, sources: S1}
  no-fire:
    {bearer: [council, league], duty: prohibition, action: cease_hostilities, object: no fire on the reef, phase: truce}
powers:
  longer: {act: extend, of: truce, holders: [council, league], consent: [council, league], lasts: P10D}
"""
EXPECTED = """\
case: what the desk must show
expect:
  - {as_of: 2031-05-13, known_on: 2031-05-13, because: our own plan, states: {guns-away.due: overdue, truce.day: DAY}}
"""


@pytest.fixture
def reef(filled: Desk) -> Path:
    return filled.write("reef.yaml", REEF)


def values(desk: Desk, *options: Any) -> dict[str, Any]:
    told = json.loads(desk.out("standing", "reef.yaml", *options, "--json"))
    return {path: answer["value"] for path, answer in told["answers"].items()}


@pytest.mark.usefixtures("reef")
def test_standing_has_three_columns_and_no_verdict(filled: Desk) -> None:
    told = flat(filled.out("standing", "reef.yaml", "--as-of", "2031-05-13"))
    for part in ("reef truce as of 2031-05-13, force in force", "in force, day 11", "2031-05-22", "1 alleged",
                 "due, not reported done, 1 day", "none reported"):  # fmt: skip
        assert part in told, part
    assert "violat" not in told


@pytest.mark.usefixtures("reef")
def test_an_hour_is_asked_about_with_its_zone(filled: Desk) -> None:
    assert values(filled, "--as-of", "2031-05-02T23:00-01:00")["agreement.force"] == "in_force"
    assert values(filled, "--as-of", "2031-05-02T23:00+00:00")["agreement.force"] == "created"
    for wrong in ("2031-05-02T23:00", "2031-05-02Tnoon"):
        assert "2031-04-02T19:30+03:00" in filled.run("standing", "reef.yaml", "--as-of", wrong, rc=2).stderr


@pytest.mark.usefixtures("reef")
def test_why_opens_the_passage_and_the_clause(filled: Desk) -> None:
    told = flat(filled.out("standing", "reef.yaml", "--as-of", "2031-05-13", "--why", "no-fire.alleged"))
    assert "“The Shore League accused the Harbour Council of shelling the pier.”" in told
    (charge,) = json.loads(filled.out("show", "violations", "--json"))
    filled.out("review", "accept", charge["id"], "--why", "read twice", "--by", "Ina")
    told = flat(filled.out("standing", "reef.yaml", "--as-of", "2031-05-13", "--why", "no-fire.alleged"))
    assert "accept by Ina" in told
    assert "read twice" in told
    tree = json.loads(filled.out("standing", "reef.yaml", "--why", "truce.calendar", "--json"))
    assert [branch["sort"] for branch in tree["branches"]] == ["clause", "calendar", "calendar"]
    assert tree["branches"][0]["branches"][0]["words"] == "the text of the truce"
    graph = filled.out("standing", "reef.yaml", "--why", "truce.calendar", "--graph")
    assert graph.startswith("digraph why {")
    assert "n0 -> n1;" in graph
    wrong = flat(filled.run("standing", "reef.yaml", "--why", "truce.wheather", rc=2).stderr)
    assert "truce.calendar" in wrong
    assert "--why PATH" in filled.run("standing", "reef.yaml", "--graph", rc=2).stderr


@pytest.mark.usefixtures("reef")
def test_what_is_due_and_what_is_overdue(filled: Desk) -> None:
    items = json.loads(filled.out("standing", "reef.yaml", "--as-of", "2031-05-13", "--due", 14, "--json"))
    assert [(i["day"], i["path"], i["sort"]) for i in items] == [
        ("2031-05-12", "guns-away", "due"), ("2031-05-22", "truce", "ends"),
    ]  # fmt: skip
    assert items[0]["state"] == "overdue"
    told = flat(filled.out("standing", "reef.yaml", "--as-of", "2031-05-13", "--due", 1))
    assert "1 day ago" in told
    assert "truce" not in told.replace("reef truce", "")


@pytest.mark.usefixtures("reef")
def test_expectations_are_checked_like_a_balance(filled: Desk) -> None:
    filled.write("expected.yaml", EXPECTED.replace("DAY", "11"))
    assert "0 expectations not met" in filled.out("standing", "reef.yaml", "--expect", "expected.yaml")
    filled.write("expected.yaml", EXPECTED.replace("DAY", "12"))
    told = flat(filled.run("standing", "reef.yaml", "--expect", "expected.yaml", rc=1).stdout)
    assert "truce.day was expected to be 12, and is 11" in told
    assert "1 expectation not met" in told
    filled.write("expected.yaml", EXPECTED.replace("truce.day", "truce.dya"))
    assert "truce.dya" in filled.run("standing", "reef.yaml", "--expect", "expected.yaml", rc=2).stderr


@pytest.mark.usefixtures("reef")
def test_what_if_moves_answers_and_writes_nothing(filled: Desk) -> None:
    before = values(filled, "--as-of", "2031-05-25")
    moved = json.loads(
        filled.out("whatif", "reef.yaml", "--as-of", "2031-05-25", "--set", "truce.lasts=P30D", "--json")
    )
    assert {"path": "truce.last_day", "now": "2031-05-22", "then": "2031-06-01"} in moved
    assert {"path": "agreement.force", "now": "lapsed", "then": "in_force"} in moved
    told = flat(
        filled.out(
            "whatif", "reef.yaml", "--as-of", "2031-05-25", "--event", "council accepts extension on 2031-05-20",
            "--event", "league accepts extension on 2031-05-21",
        )
    )  # fmt: skip
    assert "truce.last_day 2031-05-22 2031-06-01" in told
    assert values(filled, "--as-of", "2031-05-25") == before


@pytest.mark.usefixtures("reef")
@pytest.mark.parametrize(
    ("options", "part"),
    [
        ((), "--set PATH=VALUE"),
        (("--set", "truce.lasts"), "has no path and value"),
        (("--set", "truce.lastz=P3D"), "truce.lasts"),
        (("--set", "truce.lasts=soon"), "soon"),
        (("--event", "guns vanish"), "of no known form"),
        (("--event", "guns done"), "no obligation 'guns'"),
        (("--event", "guns-away done on 2031-02-30"), "day"),
    ],
)
def test_a_supposition_that_cannot_be_is_told(filled: Desk, options: tuple[str, ...], part: str) -> None:
    assert part in flat(filled.run("whatif", "reef.yaml", *options, rc=2).stderr)


def test_a_draft_says_where_each_line_comes_from_and_can_be_read(filled: Desk) -> None:
    text = filled.out("terms", "draft", "--zone", "Africa/Nairobi")
    assert "# R1: “The reef truce took effect on 3 May 2031 for 20 days”" in text
    assert "lasts: {lasts: P20D, sources: R1}" in text
    filled.write("draft.yaml", text)
    assert "the file can be read" in flat(filled.out("terms", "check", "draft.yaml"))


@pytest.mark.usefixtures("reef")
def test_terms_are_held_against_one_process(filled: Desk) -> None:
    filled.write("late.txt", "The Harbour Council rejected the ferry offer.")
    filled.out("add", "late.txt", "--published", "2031-05-12", "--process", "other")
    told = flat(filled.run("standing", "reef.yaml", rc=2).stderr)
    assert "several processes: other, reef" in told
    assert "--process" in told


@pytest.mark.usefixtures("reef")
def test_sources_are_counted_and_graded_by_the_users_file(filled: Desk) -> None:
    filled.write("sources.yaml", "sources:\n  Shore League: {class: party_affiliated, side: council}\n")
    asked = ("standing", "reef.yaml", "--as-of", "2031-05-13", "--why", "no-fire.alleged")
    assert "1 affiliated with the bearer" in flat(filled.out(*asked, "--sources", "sources.yaml"))
    filled.write("sources.yaml", "sources:\n  Coast Wire: {class: paper, reliability: G}\n")
    told = flat(filled.run(*asked, "--sources", "sources.yaml", rc=2).stderr)
    assert "has 2 mistakes" in told
    assert "line 2" in told
