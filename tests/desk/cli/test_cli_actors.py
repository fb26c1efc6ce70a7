"""Who is who on the command line: list, show, merge, split, review, for actors, proposals and agreements."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from trucewatch.linking.score import Model
from trucewatch.settings import Settings

from .cli_case import Desk, flat

SPOKEN = (
    "The Shore League accepted the ferry offer. “We counted 15 dead,” spokeswoman Ana Velu said.\n\n"
    "The herder Ana Velu was not there. Officials counted 16 dead, and both sides rested."
)


@pytest.fixture(autouse=True)
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """No candidate is sure and every one is asked: what the tests see does not hang on measured weights."""
    monkeypatch.setattr("trucewatch.linking.decide.load_model", lambda: Model({}, sure=0.9, review=0.1))


@pytest.fixture
def told(filled: Desk) -> Desk:
    """The desk with a third report, two days later, in its record."""
    filled.write("spoken.txt", SPOKEN)
    filled.run("add", "spoken.txt", "--published", "2031-05-12", "--outlet", "Shore Radio", "--process", "reef")
    return filled


def listed(desk: Desk, *words: object) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(desk.out("actors", "list", "--json", *words))
    return rows


def ids_of(desk: Desk, name: str) -> list[str]:
    """Ids of the actors of a name, by publication."""
    found = [row for row in listed(desk) if row["name"] == name]
    return [row["id"] for row in sorted(found, key=lambda row: row["members"][0]["published"])]


def offers_of(desk: Desk) -> list[str]:
    """Ids of the proposals, by publication."""
    ids = [row["id"] for row in listed(desk, "--kind", "proposal")]
    shown = [json.loads(desk.out("actors", "show", id_, "--kind", "proposal", "--json")) for id_ in ids]
    return [row["id"] for row in sorted(shown, key=lambda row: row["members"][0]["published"])]


def test_the_list_is_in_the_order_of_the_alphabet(told: Desk) -> None:
    names = [row["name"] for row in listed(told)]
    assert names == sorted(names, key=str.casefold)
    assert names.count("Shore League") == 3  # nothing is sure here: each report has its own
    shown = flat(told.out("actors", "list"))
    assert "in alphabetical order" in shown
    for words in (
        "person, spokesperson Shore League",
        "person, private",
        "person, unknown",
        "unnamed source",
        "tied to nobody",
    ):
        assert words in shown
    assert shown.index("Ana Velu") < shown.index("Harbour Council") < shown.index("officials")


def test_what_names_nobody_by_itself_is_listed_on_demand(told: Desk) -> None:
    shown = flat(told.out("actors", "list"))
    assert "1 that name nobody by themselves left out (--all)" in shown
    assert "both sides" not in shown
    shown = flat(told.out("actors", "list", "--all"))
    assert "both sides" in shown
    assert "left out" not in shown
    assert ids_of(told, "both sides")


def test_the_clocks_and_the_process_cut_the_list(told: Desk) -> None:
    assert len(listed(told, "--known-on", "2031-05-11")) == len(listed(told)) - 5
    assert not listed(told, "--known-on", "2031-05-01")
    assert listed(told, "--process", "reef") == listed(told)
    error = told.run("actors", "list", "--process", "delta", rc=2).stderr
    assert "no report of a process 'delta'" in flat(error)
    assert "--as-of" in told.run("actors", "list", "--as-of", "soon", rc=2).stderr


def test_merge_makes_one_and_shows_it(told: Desk) -> None:
    first, second, third = ids_of(told, "Shore League")
    shown = flat(told.out("actors", "merge", first[:8], second[:12], "--why", "one side at the talks"))
    assert f"{first[:12]} and {second[:12]}: one, by Noor." in shown
    assert "Shore League 2 members" in shown
    assert len(ids_of(told, "Shore League")) == 2
    done = json.loads(told.out("actors", "merge", second, third, "--why", "", "--by", "Ade", "--json"))
    assert done["judgement"]["author"] == "Ade"
    assert done["refused"] is None
    assert done["left"] == done["right"]
    (row,) = [row for row in listed(told) if row["name"] == "Shore League"]
    assert row["reports"] == 3
    assert [m["published"] for m in row["members"]] == ["2031-05-10", "2031-05-11", "2031-05-12"]


def test_show_tells_names_offices_grounds_and_sentences(told: Desk) -> None:
    (doctor,) = ids_of(told, "Dr. Ana Velu")
    spokeswoman = next(row["id"] for row in listed(told) if row["person"] == ["spokesperson"])
    told.run("actors", "merge", doctor, spokeswoman, "--why", "her name on the door")
    shown = flat(told.out("actors", "show", spokeswoman[:10]))  # any member's id opens the whole
    for words in (
        "stands for Shore League",
        "statements quotes: 2",
        "“We counted 15 dead,” »spokeswoman Ana Velu« said.",
        "Harbour Post",
        "Shore Radio",
        "2031-05-12 spokeswoman, of Shore League (according to Shore Radio)",
        "one, by Noor,",
        "her name on the door",
    ):
        assert words in shown
    row = json.loads(told.out("actors", "show", doctor, "--json"))
    assert row["id"] == doctor
    assert row["person"] == ["spokesperson", "unknown"]
    assert [m["outlet"] for m in row["members"]] == ["Harbour Post", "Shore Radio"]
    assert row["told"] == [
        {
            "sort": "office", "what": "spokeswoman", "of": "Shore League", "days": ["2031-05-12"],
            "according_to": ["Shore Radio"], "since": None, "until": None,
        }
    ]  # fmt: skip
    assert row["links"][0]["judgement"]["reason"] == "her name on the door"
    assert len(row["statements"]["quotes"]) == 2
    assert row["members"][1]["shown"]["passage"]["text"] == "spokeswoman Ana Velu"


def test_split_takes_one_out_and_shows_what_becomes_of_the_rest(told: Desk) -> None:
    first, second, third = ids_of(told, "Shore League")
    for other in (second, third):
        told.run("actors", "merge", first, other, "--why", "one side")
    shown = flat(told.out("actors", "split", first, third, "--why", "a namesake up the coast"))
    assert f"{first[:12]} and {third[:12]}: two, by Noor." in shown
    assert "Shore League 2 members" in shown
    assert "Shore League 1 member " in shown
    assert {row["reports"] for row in listed(told) if row["name"] == "Shore League"} == {1, 2}
    shown = flat(told.out("actors", "show", third))
    assert "Kept apart" in shown
    assert "a namesake up the coast" in shown


def test_a_decision_is_taken_back(told: Desk) -> None:
    first, second, _ = ids_of(told, "Shore League")
    told.run("actors", "merge", first, second, "--why", "one side")
    assert "decided that they are one" in flat(
        told.run("actors", "split", second, first, "--withdraw", "--why", "x", rc=2).stderr
    )
    assert "undecided again, by Noor" in told.out("actors", "merge", second, first, "--withdraw", "--why", "in haste")
    assert len(ids_of(told, "Shore League")) == 3
    for verb in ("merge", "split"):
        error = told.run("actors", verb, first, second, "--withdraw", "--why", "x", rc=2).stderr
        assert "nothing is decided" in flat(error)
    assert rows(told.record, "SELECT verdict, author, reason FROM judgement ORDER BY id") == [
        ("same", "Noor", "one side"),
        ("withdrawn", "Noor", "in haste"),
    ]


def test_review_asks_the_likeliest_first_and_no_pair_twice(told: Desk) -> None:
    waiting = json.loads(told.out("actors", "review", "--json"))
    pairs = [{pair["left"]["name"], pair["right"]["name"]} for pair in waiting]
    assert {"Shore League"} in pairs
    assert {"Harbour Council"} in pairs
    assert [pair["score"] for pair in waiting] == sorted((pair["score"] for pair in waiting), reverse=True)
    (only,) = json.loads(told.out("actors", "review", "--next", "--json"))
    assert only == waiting[0]
    assert only["grounds"]
    shown = flat(told.out("actors", "review", "--next"))
    for side in (only["left"], only["right"]):
        assert side["id"][:12] in shown
        assert f"»{side['shown']['passage']['text']}«" in shown
    assert f"{len(waiting)} pair" in shown
    told.run("actors", "split", only["left"]["id"], only["right"]["id"], "--why", "two of one name")
    left = json.loads(told.out("actors", "review", "--json"))
    asked = {only["left"]["id"], only["right"]["id"]}
    assert asked not in [{pair["left"]["id"], pair["right"]["id"]} for pair in left]


def test_proposals_and_agreements_go_the_same_way(told: Desk) -> None:
    first, second, third = offers_of(told)
    assert "ferry offer" in flat(told.out("actors", "list", "--kind", "proposal"))
    assert "ferry offer" in flat(told.out("actors", "review", "--kind", "proposal"))
    merged = flat(told.out("actors", "merge", first, second, "--kind", "proposal", "--why", "the same text"))
    assert "ferry offer 2 members" in merged
    shown = flat(told.out("actors", "show", second, "--kind", "proposal"))
    for words in ("ferry offer proposal", "»ferry offer«", "Harbour Post", "Island Wire", "the same text"):
        assert words in shown
    row = json.loads(told.out("actors", "show", first, "--kind", "proposal", "--json"))
    assert [m["outlet"] for m in row["members"]] == ["Harbour Post", "Island Wire"]
    told.run("actors", "split", first, third, "--kind", "proposal", "--why", "a later one")
    assert len(offers_of(told)) == 2
    (truce,) = listed(told, "--kind", "agreement")
    assert "reef truce" in flat(told.out("actors", "show", truce["id"][:6], "--kind", "agreement"))
    error = told.run("actors", "merge", first, truce["id"], "--kind", "agreement", "--why", "x", rc=2).stderr
    assert "holds no agreement" in flat(error)


def test_an_unnamed_source_is_tied_to_nobody(told: Desk) -> None:
    (league, *_), (first, second) = ids_of(told, "Shore League"), ids_of(told, "officials")
    for left, right in ((first, second), (league, first)):
        error = told.run("actors", "merge", left, right, "--why", "the same office", rc=2).stderr
        assert "nobody" in flat(error)
    assert not rows(told.record, "SELECT * FROM judgement")
    assert "sealed: tied to nobody" in flat(told.out("actors", "show", first))


@pytest.mark.parametrize(
    ("words", "told_so"),
    [
        (("show", "12"), "at least the first 6"),
        (("show", "zzzzzzzz"), "no report in view tells of an actor zzzzzzzz"),
        (("show", "abcdef123456"), "trucewatch actors list"),
        (("show", "abcdef123456", "--kind", "proposal"), "tells of a proposal abcdef123456"),
        (("merge", "abcdef", "123456", "--why", "x"), "holds no actor abcdef"),
        (("split", "1", "2", "--why", "x"), "at least the first 6"),
        (("merge", "abcdef", "123456", "--kind", "proposal", "--why", "x"), "holds no statement abcdef"),
    ],
)
def test_unknown_ids(told: Desk, words: tuple[str, ...], told_so: str) -> None:
    assert told_so in flat(told.run("actors", *words, rc=2).stderr)


def test_calls_that_cannot_be_meant_are_refused(told: Desk) -> None:
    first, *_ = ids_of(told, "Shore League")
    assert "and itself" in flat(told.run("actors", "merge", first, first[:9], "--why", "x", rc=2).stderr)
    assert "--why" in told.run("actors", "merge", first, first, rc=2).stderr
    assert "no record at" in flat(told.run("actors", "list", "--record", "other.sqlite", rc=2).stderr)
    assert told.run("actors", "list", "--kind", "people", rc=2).stderr


def test_the_users_own_file_names_actors_and_its_mistakes_are_told(told: Desk) -> None:
    file = told.write(
        "actors.yaml",
        "actors:\n"
        "  - name: League of the Shore\n    type: party\n    aliases: [Shore League]\n"
        "    roles:\n      - {role: signatory, in: reef truce, from: 2031-05-03, according_to: the text}\n",
    )
    for given, env in (({"--actors": file}, {}), ({}, {"TRUCEWATCH_ACTORS": str(file)})):
        words = [word for pair in given.items() for word in pair]
        rows_ = json.loads(told.out("actors", "list", "--json", *words, **env))
        named = [row for row in rows_ if row["name"] == "League of the Shore"]
        assert named
        assert named[0]["other_names"][0]["name"] == "Shore League"
    shown = flat(told.out("actors", "show", named[0]["id"], "--actors", file))
    assert "from 2031-05-03 signatory, in reef truce (according to the text; your own file)" in shown
    assert "Shore League" in [row["name"] for row in listed(told)]  # without the file as the reports have it
    broken = told.write("broken.yaml", "actors:\n  - name: Shore League\n    sort: party\n  - type: body\n")
    for verb in (("list",), ("merge", "abcdef", "123456", "--why", "x")):
        error = told.run("actors", *verb, "--actors", broken, rc=2).stderr
        assert "line 3" in error
        assert "line 4" in error
    assert told.run("actors", "list", "--actors", "nowhere.yaml", rc=2).stderr


def test_a_read_only_record_is_listed_and_takes_no_decision(told: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, _ = ids_of(told, "Shore League")
    monkeypatch.setattr("os.access", lambda path, mode, **named: mode != os.W_OK)
    assert listed(told)
    assert "cannot be written" in flat(told.run("actors", "merge", first, second, "--why", "x", rc=2).stderr)


def test_a_damaged_layer_is_told_by_its_row(told: Desk) -> None:
    with closing(sqlite3.connect(told.record, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER reading_no_update")
        connection.execute("UPDATE reading SET layers = '{' WHERE id = 2")
    for words in (("actors", "list"), ("board",)):  # the checks on the board look at headlines, which that row holds
        assert "row reading 2 is damaged" in flat(told.run(*words, rc=2).stderr)
    assert told.out("show", "figures")


def test_a_report_cannot_steer_the_terminal(desk: Desk) -> None:
    desk.write("trick.txt", "The spokeswoman Ana Velu said \x1b[2J so \u202eto all. The Shore League left.")
    desk.run("add", "trick.txt", "--outlet", "Wire \x1b[31m", "--published", "2031-05-11")
    shown = desk.out("actors", "list", FORCE_COLOR="1")
    for id_ in ids_of(desk, "Ana Velu"):
        shown += desk.out("actors", "show", id_, FORCE_COLOR="1")
    assert "Ana Velu" in shown
    for steering in ("\x1b[2J", "\x1b[31m", "\u202e"):
        assert steering not in shown


def test_the_settings_take_the_file_of_actors() -> None:
    assert Settings.read({"TRUCEWATCH_ACTORS": "a.yaml"}).actors == Path("a.yaml")
    assert Settings.read({"TRUCEWATCH_ACTORS": "a.yaml"}, actors=Path("b.yaml")).actors == Path("b.yaml")
    assert Settings.read({}).actors is None


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()
