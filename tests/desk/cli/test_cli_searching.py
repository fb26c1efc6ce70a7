from __future__ import annotations

import json
from pathlib import Path

from .cli_case import WIRE, Desk, flat


def test_a_search_shows_the_paragraph_with_its_words_marked_and_the_statements_there(filled: Desk) -> None:
    found = flat(filled.out("search", "14 dead"))
    assert "We counted »14« »dead«" in found
    assert "figures:" in found
    assert "1 paragraph" in found


def test_a_phrase_and_a_begun_word(filled: Desk) -> None:
    assert "»ferry offer«" in flat(filled.out("search", '"ferry offer" accept*'))
    assert "0 paragraphs" in flat(filled.out("search", '"offer ferry"'))


def test_on_a_terminal_the_words_are_reversed(filled: Desk) -> None:
    assert "\x1b[7mpier\x1b[0m" in filled.out("search", "pier", FORCE_COLOR="1", TERM="xterm-256color")


def test_json_gives_places_word_for_word(filled: Desk) -> None:
    (hit,) = json.loads(filled.out("search", "pier", "--json"))
    (place,) = hit["places"]
    assert place["text"] == "pier"
    assert WIRE[place["start"] : place["end"]] == "pier"


def test_only_inside_statements_of_a_kind(filled: Desk) -> None:
    assert json.loads(filled.out("search", "rejected", "--kind", "figures", "--json")) == []
    (hit,) = json.loads(filled.out("search", "rejected", "--kind", "positions", "--json"))
    assert {s["kind"] for s in hit["statements"]} >= {"positions"}


def test_a_kind_that_does_not_exist_is_told_with_those_that_do(filled: Desk) -> None:
    told = flat(filled.run("search", "pier", "--kind", "quote", rc=2).stderr)
    assert "no kind 'quote'" in told
    assert "quotes" in told


def test_a_search_without_a_word_is_told(filled: Desk) -> None:
    assert "names no word" in flat(filled.run("search", "--", "-pier", rc=2).stderr)


def test_copies_of_one_text_are_listed_with_their_origin(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WIRE * 2)
    (tmp_path / "b.txt").write_text("Copied\n\n" + WIRE * 2)
    desk.out("add", "a.txt", "--published", "2031-05-10", "--outlet", "Post")
    desk.out("add", "b.txt", "--published", "2031-05-11", "--outlet", "Echo")
    told = flat(desk.out("copies"))
    assert "Post" in told
    assert "origin, earliest" in told
    assert "1 text in more than one report" in told
    (cluster,) = json.loads(desk.out("copies", "--json"))
    assert len(cluster["members"]) == 2
    assert cluster["basis"] == "earliest"


def test_a_record_without_copies_says_so(filled: Desk) -> None:
    assert "0 texts in more than one report" in flat(filled.out("copies"))
