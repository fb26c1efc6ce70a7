from __future__ import annotations

import json

from .cli_case import Desk, flat


def id_of(desk: Desk, what: str, number: int = 0) -> str:
    return str(json.loads(desk.out("show", what, "--json"))[number]["id"])


def test_the_sentence_with_its_passage_the_speaker_and_the_step(filled: Desk) -> None:
    why = flat(filled.out("why", id_of(filled, "figures")[:12]))
    assert "“We counted »14 dead«,” Dr. Ana Velu said." in why
    assert "Talks are planned" not in why
    for told in (
        "said by Dr. Ana Velu", "outlet Harbour Post", "published 2031-05-10", "step figures, version 3",
        "paragraph 3 of 4", "process reef", "with reef-tagger@0123456789ab",
    ):  # fmt: skip
        assert told in why
    assert "quotes: Dr. Ana Velu: said" in why


def test_without_a_speaker_it_is_the_report_itself(filled: Desk) -> None:
    assert "said by the report itself" in flat(filled.out("why", id_of(filled, "agreements")[:8]))


def test_on_a_terminal_the_passage_is_reversed(filled: Desk) -> None:
    why = filled.out("why", id_of(filled, "figures"), FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[7m14 dead\x1b[0m" in why
    assert "»" not in why


def test_a_finding_opens_with_the_statements_behind_it(filled: Desk) -> None:
    (finding,) = [f for f in json.loads(filled.out("findings", "--json")) if f["code"] == "resolution-year"]
    why = flat(filled.out("why", finding["id"][:12]))
    assert "the register has 2720 in 2023" in why
    assert "The text recalls »resolution 2720 (2024)«." in why
    assert "step instruments, version 3" in why
    told = json.loads(filled.out("why", finding["id"], "--json"))
    assert told["explanations"][0]["kind"] == "instruments"
    assert told["shown"][0]["passage"]["text"] == "resolution 2720 (2024)"


def test_a_finding_is_looked_for_in_the_view_of_a_day(filled: Desk) -> None:
    (finding,) = [f for f in json.loads(filled.out("findings", "--json")) if f["code"] == "resolution-year"]
    assert "2720" in filled.out("why", finding["id"], "--known-on", "2031-05-10")
    assert "no statement" in filled.run("why", finding["id"], "--known-on", "2031-05-09", rc=2).stderr


def test_a_finding_about_a_whole_report_opens_too(desk: Desk) -> None:
    desk.run("add", desk.reports / "wire.txt", "--outlet", "Island Wire")
    (finding,) = [f for f in json.loads(desk.out("findings", "--json")) if f["code"] == "publication-date-missing"]
    assert "Island Wire, no date" in flat(desk.out("why", finding["id"][:12]))


def test_as_json(filled: Desk) -> None:
    told = json.loads(filled.out("why", id_of(filled, "figures"), "--json"))
    assert told["speakers"] == ["Dr. Ana Velu"]
    assert told["sightings"][0]["step"] == "figures"
    assert told["sightings"][0]["models"] == ["reef-tagger@0123456789ab"]
    assert told["report"]["outlet"] == "Harbour Post"
    assert told["shown"][0]["before"] == "“We counted "


def test_unknown_ids(filled: Desk) -> None:
    assert "no statement" in filled.run("why", "abcdef123456", rc=2).stderr
    assert "at least the first 6" in flat(filled.run("why", "12", rc=2).stderr)
    report = json.loads(filled.out("report", "list", "--json"))[0]["id"]
    assert "is a report (Harbour Post)" in flat(filled.run("why", report[:12], rc=2).stderr)
    (actor,) = [row for row in json.loads(filled.out("actors", "list", "--json")) if row["name"] == "Dr. Ana Velu"]
    error = flat(filled.run("why", actor["id"][:12], rc=2).stderr)
    assert "is an actor (Dr. Ana Velu, in Harbour Post)" in error
    assert "actors show" in error


def test_a_report_cannot_steer_the_terminal(desk: Desk) -> None:
    desk.write(
        "trick.txt",
        "The Shore League accused the Harbour Council of \x1b[2J shelling \u202ethe pier. "
        + "Nobody was hurt, and the ferry left the harbour on time that morning, its crew said. " * 20,
    )
    desk.run("add", "trick.txt", "--outlet", "Wire \x1b[31m", "--published", "2031-05-11")
    shown = desk.out("why", id_of(desk, "violations"), FORCE_COLOR="1") + desk.out("board", FORCE_COLOR="1")
    assert "\x1b[2J" not in shown
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown
