"""What the heads of diplomacy learn from: the word that carries a record, and the words that name who is meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.corpus.files import part
from training import diplomacy
from training.diplomacy import KINDS, WHO, sentence_row, spans
from training.heads import HEADS
from training.triggers import GROUNDS, SAYING, carrier, nearest
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report


def _doc(text: str) -> Any:
    page = Page(Report(text=text))
    run_steps(page, (SentencesStep(),))
    return page.get(Sentences).doc


@pytest.mark.parametrize(
    ("passage", "passed", "word"),
    [
        ("undertakes to withdraw its troops by May", GROUNDS, "withdraw"),
        ("the withdrawal of its troops", GROUNDS, "withdrawal"),
        ("rejected the plan", SAYING, "rejected"),
        ("undertakes to withdraw its troops by May", frozenset(), "undertakes"),
    ],
)
def test_a_passage_is_carried_by_the_word_that_says_what_is_done(
    passage: str, passed: frozenset[str], word: str
) -> None:
    text = f"The army {passage}." if passage[0] in "ur" else f"It agreed on {passage}."
    start = text.index(passage)
    found = carrier(_doc(text), start, start + len(passage), passed)
    assert found is not None
    assert found.text == word


def test_a_passage_without_words_is_carried_by_none() -> None:
    assert carrier(_doc("One. Two."), 4, 4) is None


def test_of_two_places_of_a_name_the_one_in_the_sentence_that_hangs_nearer_counts() -> None:
    text = "The army left. The front said the army would withdraw and thanked the army."
    doc = _doc(text)
    token = next(t for t in doc if t.text == "withdraw")
    places = [[at, at + 4] for at in range(len(text)) if text.startswith("army", at)]
    assert nearest(token, places) == (text.index("army would"), text.index("army would") + 4)
    assert nearest(token, places[:1]) is None


def test_every_head_of_diplomacy_has_its_places_in_a_report_of_ours() -> None:
    entry = next(e for e in part("train") if e.name == "dessim/02")
    reading = entry.checked().reading
    found = spans(entry.text, reading)
    assert list(found) == [*KINDS, *WHO]
    types = {head.name: {label.partition("-")[2] for label in head.labels} for head in HEADS}
    for head, places in found.items():
        assert places, head
        assert places == sorted(places)
        assert {kind for _, _, kind in places} <= types[head]
    duties = {entry.text[start:end] for start, end, _ in found["duty"]}
    for each in reading["obligations"]:
        assert any(word in place["text"] for place in each["evidence"] for word in duties)


def test_a_sentence_gives_its_event_and_who_takes_part() -> None:
    told = {
        "type": "REJECT", "trigger": ["turned down", "offer"], "actor": ["Ostova"], "recipient": ["the envoy's"],
        "status": "actual",
    }  # fmt: skip
    row = sentence_row("events/a/1", "train", "Ostova turned down the envoy's offer.", told)
    assert row.spans == {
        "event": [(7, 18, "REJECT")],
        "doer": [(0, 6, "")],
        "target": [(19, 30, "")],
        "event_status": [(7, 18, "actual")],
    }


def test_what_is_not_in_the_sentence_is_left_out_and_an_unknown_status_says_nothing() -> None:
    told = {"type": "REJECT", "trigger": ["refused"], "actor": ["Karsa"], "recipient": [], "status": None}
    assert sentence_row("gsr/1", "dev", "Ostova turned it down.", told).spans == {"event": [], "doer": [], "target": []}


def test_every_eighth_sentence_is_kept_to_tune_on_and_held_records_are_never_trained_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = {"text": "Ostova left.", "type": "RETREAT", "trigger": ["left"], "actor": ["Ostova"], "recipient": []}
    folder = tmp_path / "corpus" / "partial" / "events"
    folder.mkdir(parents=True)
    (folder / "x.jsonl").write_text("\n".join(json.dumps(one) for _ in range(8)) + "\n", "utf-8")
    gold = tmp_path / "shared" / "data" / "events"
    gold.mkdir(parents=True)
    rows = [
        {
            "row": n,
            "text": "Ostova left.",
            "event_plover2": "RETREAT",
            "event_spans": ["left"],
            "source": [],
            "target": [],
        }
        for n in range(2)
    ]
    (gold / "plover_gsr.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    monkeypatch.setattr(diplomacy, "folds", lambda: {"gsr": {"0": ["row-1"]}})
    found = list(diplomacy.sentences(tmp_path / "corpus", tmp_path / "shared"))
    assert [row.part for row in found] == ["train"] * 7 + ["tune", "train", "dev"]
