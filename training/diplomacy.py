"""What the heads of diplomacy learn from: duties, positions, violations, talks, events, roles, and who is meant.

Reports of the corpus give records with passages and names; the heads tell words. `spans` turns the one into the other:
the word that carries a record (`training.triggers`), and of all places that name an actor the one nearest to it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from spacy.tokens import Doc, Token

from bench.corpus.files import CORPUS, Entry, partial_entries
from bench.corpus.sealed import SHARED
from bench.corpus.sentences import read_sentences, sentence_files
from bench.quality.public_sets import folds
from bench.scoring.names import Names, members_of
from training.heads import EVENT_TYPES, Offsets, Row, Spans
from training.triggers import GROUNDS, SAYING, carrier, nearest
from trucewatch.reading.actors import Actors, ActorsStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report

TUNE_EVERY = 8
"""One in so many is kept to tune on; which reports these are hangs on their names alone."""
KINDS = ("duty", "duty_state", "position", "violation", "talks", "event_status", "role")
"""Heads that tell what a word carries."""
WHO = ("bearer", "holder", "accused", "accuser", "doer", "target")
"""Heads that tell who is meant."""
_WORD = re.compile(r"\w")
Reading: TypeAlias = Mapping[str, Any]
"""A compiled annotation, in the JSON of one reading."""


def spans(text: str, reading: Reading) -> dict[str, Spans]:
    """Head -> places, for every head of diplomacy.

    Args:
        text: the report.
        reading: its compiled annotation.
    """
    page = Page(Report(text=text))
    run_steps(page, (SentencesStep(), ActorsStep()))
    return _Labeller(page, reading).run()


class _Labeller:
    """Turns one reading into places."""

    def __init__(self, page: Page, reading: Reading) -> None:
        self.doc: Doc = page.get(Sentences).doc
        self.actors = page.get(Actors)
        self.reading = reading
        self.names = Names.of_reading(reading)
        self.found: dict[str, set[tuple[int, int, str]]] = {}
        self._places: dict[str, Offsets] = {}

    def run(self) -> dict[str, Spans]:
        """All places, head by head; a head that the report has nothing for is there as well."""
        self.found = {name: set() for name in (*KINDS, *WHO)}
        self._duties()
        self._positions()
        self._violations()
        self._events()
        for each in self.reading["talks"]:
            for word in self._words(each["evidence"], frozenset()):
                self._mark("talks", word, each["status"])
        for each in self.reading["parties"]:
            self.found["role"] |= {(start, end, each["role"]) for start, end in self._told(each["name"])}
        return {head: _one_a_place(places) for head, places in self.found.items()}

    def _duties(self) -> None:
        for each in self.reading["obligations"]:
            for word in self._words(each["evidence"], GROUNDS):
                self._mark("duty", word, each["action"])
                self._mark("duty_state", word, each["state"])
                self._name("bearer", word, each.get("bearer"))

    def _positions(self) -> None:
        for each in self.reading["positions"]:
            for word in self._words(each["evidence"], SAYING):
                self._mark("position", word, each["stance"])
                self._name("holder", word, each.get("actor"), each.get("speaker"))

    def _violations(self) -> None:
        for each in self.reading["violations"]:
            for word in self._words(each["evidence"], SAYING):
                self._mark("violation", word, each["status"])
                self._name("accused", word, each.get("against"))
                self._name("accuser", word, each.get("alleged_by"))

    def _events(self) -> None:
        for each in self.reading["events"]:
            for place in each["trigger"]:
                self.found["event_status"].add((place["start"], place["end"], each["status"]))
                word = carrier(self.doc, place["start"], place["end"])
                if word is not None:
                    self._name("doer", word, *each["actor"])
                    self._name("target", word, *each["recipient"])

    def _words(self, passages: Iterable[Mapping[str, Any]], passed: frozenset[str]) -> Iterator[Token]:
        for place in passages:
            word = carrier(self.doc, place["start"], place["end"], passed)
            if word is not None and _WORD.search(word.text):
                yield word

    def _mark(self, head: str, word: Token, kind: str) -> None:
        self.found[head].add((word.idx, word.idx + len(word), kind))

    def _name(self, head: str, word: Token, *names: str | None) -> None:
        """Mark, for each of some names, the place of it that hangs nearest to a word."""
        for name in names:
            for member in members_of(name) if name else ():
                place = nearest(word, self._of(member))
                if place is not None:
                    self.found[head].add((*place, ""))

    def _told(self, name: str) -> Offsets:
        """The places that are annotated as naming an actor."""
        return [
            [m["start"], m["end"]]
            for m in self.reading["mentions"]
            if m["actor"] == name or self.names.match(m["actor"], name)
        ]

    def _of(self, name: str) -> Offsets:
        """Every place that names an actor: as annotated, and as the reader ties pronouns and descriptions to it."""
        if name not in self._places:
            told = self._told(name)
            tied = [
                [m.start, m.end]
                for m in self.actors.mentions
                if m.how in {"pronoun", "nominal"}
                and any(self.names.match(each, name) for each in (m.actor.name, self.actors.side_of(m.actor)))
            ]
            self._places[name] = [*told, *(p for p in tied if not any(p[0] < e and s < p[1] for s, e in told))]
        return self._places[name]


def _one_a_place(places: Iterable[tuple[int, int, str]]) -> Spans:
    """In order, one kind a place: a word that carries two kinds is marked with the first."""
    kept: dict[tuple[int, int], str] = {}
    for start, end, kind in sorted(places):
        kept.setdefault((start, end), kind)
    return [(start, end, kind) for (start, end), kind in kept.items()]


def partial(corpus: Path = CORPUS) -> Iterator[tuple[Entry, str]]:
    """Reports annotated for diplomacy only, each with its part: "train", or "tune" for some."""
    for entry in partial_entries(corpus):
        tuned = int(hashlib.sha256(entry.name.encode()).hexdigest(), 16) % TUNE_EVERY == 0
        yield entry, "tune" if tuned else "train"


def sentences(corpus: Path = CORPUS, shared: Path = SHARED) -> Iterator[Row]:
    """Single sentences with one main event each: our own, and folds 1 to 4 of PLOVER's gold standard records."""
    for path in sentence_files(corpus):
        for number, sentence in enumerate(read_sentences(path)):
            part = "tune" if number % TUNE_EVERY == TUNE_EVERY - 1 else "train"
            yield sentence_row(f"events/{path.stem}/{number}", part, sentence.text, sentence.model_dump())
    gold = shared / "data" / "events" / "plover_gsr.jsonl"
    if gold.exists():
        held = set(folds()["gsr"]["0"])
        for line in gold.read_text("utf-8").splitlines():
            each = json.loads(line)
            name = f"row-{each['row']}"
            told = {
                "type": each["event_plover2"],
                "trigger": each["event_spans"],
                "actor": [actor["text"] for actor in each["source"]],
                "recipient": [actor["text"] for actor in each["target"]],
                "status": None,
            }
            yield sentence_row(f"gsr/{name}", "dev" if name in held else "train", each["text"], told)


def sentence_row(name: str, part: str, text: str, told: Mapping[str, Any]) -> Row:
    """One sentence with its event; what cannot be found in its words is left out."""
    trigger = _places(text, told["trigger"][:1])
    marked: dict[str, Spans] = {
        "event": [(s, e, told["type"]) for s, e in trigger if told["type"] in EVENT_TYPES],
        "doer": [(s, e, "") for s, e in _places(text, told["actor"])],
        "target": [(s, e, "") for s, e in _places(text, told["recipient"])],
    }
    if told.get("status"):
        marked["event_status"] = [(s, e, told["status"]) for s, e in trigger]
    return Row(name, part, 0, text, marked)


def _places(text: str, words: Sequence[str | None]) -> list[tuple[int, int]]:
    found = []
    for each in words:
        place = re.search(rf"\b{re.escape(each)}", text) if each else None
        if each and place:
            found.append((place.start(), place.start() + len(each)))
    return sorted(set(found))
