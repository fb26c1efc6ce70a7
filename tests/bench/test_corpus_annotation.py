"""Annotations: compiled with exact offsets, and every kind of mistake refused with its line."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from corpus_case import BODY, TEXT, check, line_of, messages

from bench.corpus.annotation import Annotation
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, content_class


def test_a_sound_annotation_compiles(tmp_path: Path) -> None:
    checked = check(tmp_path)
    assert messages(checked) == []
    reading = checked.reading
    assert reading["agreement"]["signed"] == "2015-05-04"
    assert [o["bearer"] for o in reading["obligations"]] == ["Ostrava", "Liberation Council of Perran"]
    assert reading["obligations"][1]["quantity"] == {"number": 40, "qualifier": "exact"}
    assert reading["times"][2]["value"] == "2015-06-01"


def test_every_passage_is_verbatim(tmp_path: Path) -> None:
    spans = []

    def gather(value: object) -> None:
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                spans.append(value)
            for each in value.values():
                gather(each)
        elif isinstance(value, list):
            for each in value:
                gather(each)

    gather(check(tmp_path).reading)
    assert len(spans) > 25
    assert all(TEXT[span["start"] : span["end"]] == span["text"] for span in spans)


def test_type_and_quoted_follow_from_the_marks(tmp_path: Path) -> None:
    first, second = check(tmp_path).reading["quotes"]
    assert (first["type"], second["type"]) == ("direct", "indirect")
    assert len(first["content"]) == 2
    body = BODY.replace('["We shall keep to every ... line of it,", "and so must they."]', "'\"We shall ... Varga'")
    assert check(tmp_path, body).reading["quotes"][0]["type"] == "mixed"


def test_mention_and_cue_are_the_nearest(tmp_path: Path) -> None:
    second = check(tmp_path).reading["quotes"][1]
    assert second["source"][0]["start"] == TEXT.index("Varga denied")
    assert second["cue_at"][0]["text"] == "denied"


def test_mentions_take_the_longer_form(tmp_path: Path) -> None:
    mentions = check(tmp_path).reading["mentions"]
    assert [m["text"] for m in mentions if m["actor"] == "Ines Varga"] == ["Ines Varga", "Varga", "Varga"]
    assert [m["form"] for m in mentions if m["text"] == "The council"] == ["description"]


def test_attributions_include_the_quotes(tmp_path: Path) -> None:
    assert len(check(tmp_path).reading["attributions"]) == 3


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("is to free 40 prisoners", "is to free 41 prisoners", "is not in the text"),
        ('"Monday #1"', "Monday, unsure: true", "occurs 2 times"),
        ("action: release", "action: liberate", "liberate"),
        ('state: pending, at: "the LCP', 'state: promised, at: "the LCP', "promised"),
        ("type: SUPPORT", "type: SIGN", "SIGN"),
        ("value: 2015-06-01", "value: June 1", "ISO 8601"),
        ("object: prisoners", "things: prisoners", "no such field"),
        ("name: Ostrava, role", "name: Osterland, role", "neither an actor"),
        ("exchange: [Ostrava,", "exchange: [Vostra,", "no actor"),
        ("at: 1 June,", 'at: "Monday #1", note: again,', "overlaps"),
    ],
)
def test_a_mistake_is_refused_with_its_line(tmp_path: Path, old: str, new: str, found: str) -> None:
    assert old in BODY
    body = BODY.replace(old, new)
    said = messages(check(tmp_path, body))
    assert len(said) >= 1
    assert any(found in each for each in said), said
    line = int(said[0].split("01.yaml:")[1].split(":")[0])
    assert line_of(new, body) - line in (0, 1)  # the record begins on the line of its mistake or on the one before


def test_an_unattributed_quotation_mark_is_refused(tmp_path: Path) -> None:
    body = BODY.replace(
        'content: ["We shall keep to every ... line of it,", "and so must they."]', "content: and so must they."
    )
    (said,) = messages(check(tmp_path, body))
    assert "unattributed quotation marks" in said
    assert "We shall keep" in said
    marked = body.replace("exchange:", 'marks: ["We shall keep to every ... line of it,"]\nexchange:')
    assert messages(check(tmp_path, marked)) == []


def test_what_is_no_yaml_is_refused(tmp_path: Path) -> None:
    assert "not YAML" in messages(check(tmp_path, "quotes: [unclosed\n"))[0]
    assert "stands twice" in messages(check(tmp_path, BODY + "events: []\n"))[0]


def test_a_date_stays_what_was_written(tmp_path: Path) -> None:
    body = BODY.replace("title", "title") + "talks:\n  - {venue: null, date: 2015, status: held, at: signed}\n"
    assert check(tmp_path, body).reading["talks"][0] == {
        "venue": None, "date": "2015", "status": "held",
        "evidence": [{"start": TEXT.index("signed"), "end": TEXT.index("signed") + 6, "text": "signed"}],
    }  # fmt: skip


@pytest.mark.parametrize("kind", [cls.KIND for cls in CONTENT_CLASSES])
def test_the_form_has_the_names_of_the_contract(kind: str) -> None:
    args = get_args(Annotation.model_fields[kind].annotation)
    form = next(arg for arg in args if arg is not type(None))
    ours = {"at", "unsure", "note", "via"} | ({"basis"} if kind == "times" else set())
    assert set(form.model_fields) - ours <= {field.name for field in fields(content_class(kind))}


def test_the_basis_of_a_time_has_its_name_in_the_contract(tmp_path: Path) -> None:
    body = BODY.replace("at: 1 June, type: date", "at: 1 June, basis: computed, type: date")
    assert check(tmp_path, body).reading["times"][2]["date_basis"] == "computed"


def test_a_short_report_is_refused(tmp_path: Path) -> None:
    assert any("between 250 and 700 are wanted" in str(mistake) for mistake in check(tmp_path).mistakes)
