from __future__ import annotations

import json

from .cli_case import Desk, flat


def test_a_question_is_listed_until_it_is_closed(filled: Desk) -> None:
    filled.out("note", "add", "Which list counts?", "--kind", "question", "--process", "reef", "--to", "Ina")
    told = flat(filled.out("note", "list", "--open"))
    assert "question on reef for Ina, Noor: Which list counts?" in told
    filled.out("note", "close", 1, "The second one.")
    assert "0 notes" in filled.out("note", "list", "--open")
    answered = json.loads(filled.out("note", "list", "--json"))
    assert [(n["kind"], n["answers"]) for n in answered] == [("question", None), ("answer", 1)]


def test_a_note_about_what_the_record_does_not_hold_is_told(filled: Desk) -> None:
    told = flat(filled.run("note", "add", "Words", "--about", "abcdef123456", rc=2).stderr)
    assert "no report, statement or actor abcdef123456" in told


def test_a_handover_tells_what_is_new_open_doubtful_and_ahead(filled: Desk) -> None:
    filled.out("note", "add", "Call the mission.", "--kind", "task", "--process", "reef")
    told = flat(filled.out("handover", "--process", "reef"))
    assert "New reports, Noor never looked" in told
    assert "2 reports" in told
    assert "Call the mission." in told
    assert "12 May 2031" in told
    assert "the register has 2720 in 2023" in told


def test_after_a_marked_visit_only_later_reports_are_new(filled: Desk) -> None:
    first = json.loads(filled.out("handover", "--process", "reef", "--mark", "--json"))
    assert (first["since"], len(first["new_reports"])) == (None, 2)
    filled.write("late.txt", "The Harbour Council rejected the ferry offer.")
    filled.out("add", "late.txt", "--published", "2031-05-12", "--process", "reef")
    second = json.loads(filled.out("handover", "--process", "reef", "--json"))
    assert second["since"] is not None
    assert len(second["new_reports"]) == 1
    other = json.loads(filled.out("handover", "--process", "reef", "--by", "Ina", "--json"))
    assert len(other["new_reports"]) == 3


def test_what_waits_for_a_review_is_what_the_queue_has_something_against(filled: Desk) -> None:
    def waiting() -> int:
        return int(json.loads(filled.out("handover", "--process", "reef", "--json"))["waiting"])

    against = [row for row in json.loads(filled.out("review", "list", "--process", "reef", "--json")) if row["why"]]
    assert waiting() == len(against) > 0
    filled.out("review", "accept", against[0]["id"])
    assert waiting() == len(against) - 1
