"""Transcripts: whose turn is a quote, and what is no transcript at all."""

from __future__ import annotations

import pytest

from trucewatch.reading.sentences import DEFAULT_PIPELINE, load_pipeline
from trucewatch.reading.speech_turns import find_turns, with_turns

TALK = """ANCHOR: The ferry runs again. With us is the harbour master, Ana Berg. Is it safe?

BERG: It is. (Laughter.) We counted the boats twice.

And we will count them again.

ANCHOR: Our reporter Josef Kral is at the quay. Josef?

KRAL: The first boat left at nine.

BERG: At ten past."""


def turns(text: str) -> list[tuple[str, list[str], bool]]:
    paragraphs = tuple((m, m + len(p)) for p in text.split("\n\n") for m in [text.index(p)])
    return [(text[slice(*t.label)], [text[a:b] for a, b in t.words], t.is_own) for t in find_turns(text, paragraphs)]


def test_turns_run_to_the_next_label_without_asides() -> None:
    found = turns(TALK)
    assert [label for label, _, _ in found] == ["ANCHOR", "BERG", "ANCHOR", "KRAL", "BERG"]
    assert found[1][1] == ["It is.", "We counted the boats twice.", "And we will count them again."]


def test_the_outlets_own_people_are_no_guests() -> None:
    assert {label: own for label, _, own in turns(TALK)} == {"ANCHOR": True, "BERG": False, "KRAL": True}


def test_questions_and_answers() -> None:
    found = turns("Q: Is it safe?\n\nA: It is.\n\nQ: Since when?\n\nA: Since noon.")
    assert [(label, own) for label, _, own in found] == [("Q", True), ("A", False)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Status: in force.\n\nSubject: the ferry.\n\nMandate: to count boats.",
        "The harbour master said: It is safe.\n\nThe crew left.",
        "BERG: It is safe.\n\nThe crew left at noon.",
    ],
)
def test_other_texts_have_no_turns(text: str) -> None:
    assert turns(text) == []


def test_a_guests_turn_takes_the_place_of_what_was_found_in_it() -> None:
    doc = load_pipeline(DEFAULT_PIPELINE)(TALK)
    paragraphs = tuple((m, m + len(p)) for p in TALK.split("\n\n") for m in [TALK.index(p)])
    found = find_turns(TALK, paragraphs)
    given = with_turns((), found, doc)
    again = with_turns(given, found, doc)
    assert given == again
    assert [TALK[slice(*a.source.extent)] for a in given if a.source] == ["BERG", "BERG"]
    assert all(a.direct and a.cue is None for a in given)
