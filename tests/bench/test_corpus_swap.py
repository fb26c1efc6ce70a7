"""Parties exchanged: names by kind, offsets through every change of length, annotation with the text."""

from __future__ import annotations

from pathlib import Path

from corpus_case import BODY, TEXT, check
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.swap import exchanged, listed, principals, rename, sides


def test_names_go_by_kind(tmp_path: Path) -> None:
    annotation = check(tmp_path).annotation
    assert annotation is not None
    pair = sides(annotation)
    assert pair is not None
    text = exchanged(TEXT, *pair).text
    assert "The Liberation Council of Perran and Ostrava (Ostrava) signed" in text
    assert "The LCP army is to leave the harbour by 1 June, and Ostrava is to free" in text


def test_the_annotation_follows(tmp_path: Path) -> None:
    checked = check(tmp_path)
    assert checked.annotation is not None
    pair = sides(checked.annotation)
    assert pair is not None
    for renamed in (exchanged(TEXT, *pair), listed(TEXT, *pair, 3), listed(TEXT, *pair, 8)):
        reading = renamed.value(checked.reading)
        assert isinstance(reading, dict)
        for kind in ("obligations", "parties", "mentions"):
            for row in reading[kind]:
                for span in row.get("evidence", [row]):
                    assert renamed.text[span["start"] : span["end"]] == span["text"] != ""
        assert reading["obligations"][0]["bearer"] == renamed.words["Ostrava"]
        assert reading["obligations"][1]["evidence"][0]["text"].endswith("is to free 40 prisoners")


def test_listed_names_are_the_same_each_time(tmp_path: Path) -> None:
    annotation = check(tmp_path).annotation
    assert annotation is not None
    pair = sides(annotation)
    assert pair is not None
    assert listed(TEXT, *pair, 5) == listed(TEXT, *pair, 5)
    assert len({listed(TEXT, *pair, number).text for number in range(12)}) == 12


def test_a_capital_without_counterpart_stays_where_it_is_a_place(tmp_path: Path) -> None:
    body = BODY.replace("demonym: [Ostravan]", "demonym: [Ostravan], capital: [Perrick]")
    text = TEXT + "\nPerrick agreed. The two met in Perrick.\n"
    annotation = check(tmp_path, body, text).annotation
    assert annotation is not None
    pair = sides(annotation)
    assert pair is not None
    assert "The Liberation Council of Perran agreed. The two met in Perrick." in exchanged(text, *pair).text


def test_no_sides_no_exchange(tmp_path: Path) -> None:
    annotation = check(tmp_path, BODY.replace("exchange: [Ostrava, Liberation Council of Perran]\n", "")).annotation
    assert annotation is not None
    assert sides(annotation) is None


def test_where_nothing_is_said_of_an_exchange_the_first_two_parties_are_its_sides(tmp_path: Path) -> None:
    told = check(tmp_path).annotation
    silent = check(tmp_path, BODY.replace("exchange: [Ostrava, Liberation Council of Perran]\n", "")).annotation
    assert told is not None
    assert silent is not None
    assert principals(silent) == principals(told) == sides(told)
    other = silent.parties[1].model_copy(update={"role": "mediator"})
    assert principals(silent.model_copy(update={"parties": [silent.parties[0], other]})) is None


@given(st.lists(st.sampled_from(["Ana", "Bo", "x", "the Ana", " ", ", ", ". ", "\n"]), max_size=30))
def test_what_lies_between_names_is_kept(parts: list[str]) -> None:
    text = "".join(parts)
    renamed = rename(text, {"Ana": "Boronia", "Bo": "Ana"})
    outside = [i for i in range(len(text)) if not any(start <= i < end for start, end, *_ in renamed.edits)]
    for i in outside:
        assert renamed.text[renamed.start(i) : renamed.end(i + 1)] == text[i]
