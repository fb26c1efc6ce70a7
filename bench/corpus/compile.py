"""From an annotation to the JSON of one reading: words become exact offsets.

Beside the kinds of a reading the JSON has `attributions` (every attribution, those of the quotes included), `mentions`
(every place of every actor), `events` (trigger, type, status) and `other_timex`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from bench.corpus.annotation import Actor, Annotation, Attribution, Event, OtherTime, Quote, Record, Time
from bench.corpus.marks import Marked, marked_words
from bench.corpus.places import NoSuchPlace, find, find_all, nearest, split_number
from bench.corpus.yaml_file import Location
from trucewatch.vocabulary.passage import Passage

Row = dict[str, Any]
T = TypeVar("T")
RECORD_KINDS = (
    "parties", "other_agreements", "proposals", "obligations", "positions", "times", "figures", "instruments", "talks",
    "violations",
)  # fmt: skip
_REFERENCE = re.compile(r"^@[0-9]+-[0-9]+(?=$| \(|, )")


@dataclass(frozen=True)
class Problem:
    """Something an annotation has wrong: where, and what to do."""

    location: Location
    message: str


@dataclass
class Compiled:
    """An annotation in offsets.

    Attributes:
        reading: the JSON of one reading with the additions named at the top of this module.
        problems: what could not be placed; where there are any, `reading` lacks those records.
    """

    reading: Row
    problems: list[Problem] = field(default_factory=list)


def compile_annotation(annotation: Annotation, text: str, name: str) -> Compiled:
    """Place every passage of an annotation in its text."""
    return _Compiler(annotation, text, name).run()


class _Compiler:
    """One pass over one annotation; problems are gathered, never raised."""

    def __init__(self, annotation: Annotation, text: str, name: str) -> None:
        self.annotation, self.text, self.name = annotation, text, name
        self.marked = marked_words(text)
        self.problems: list[Problem] = []

    def run(self) -> Compiled:
        annotation = self.annotation
        meta = annotation.meta.model_dump(exclude_none=True)
        reading: Row = {"id": self.name, "meta": {**meta, "chars": len(self.text)}}
        for kind in RECORD_KINDS:
            reading[kind] = self._each(kind, getattr(annotation, kind), self._record)
        reading["agreement"] = self._tried(("agreement",), self._record, annotation.agreement)
        reading["quotes"] = self._each("quotes", annotation.quotes, self._quote)
        further = self._each("attributions", annotation.attributions, self._attribution)
        reading["attributions"] = [_attribution_of(quote) for quote in reading["quotes"]] + further
        reading["events"] = self._each("events", annotation.events, self._event)
        reading["other_timex"] = self._each("other_timex", annotation.other_timex, self._other_time)
        reading["mentions"] = self._mentions()
        for number, words in enumerate(annotation.marks):
            self._tried(("marks", number), find_all, self.text, words)
        return Compiled(self._worded(reading), self.problems)

    def _each(self, kind: str, items: Sequence[BaseModel], make: Callable[..., Row | None]) -> list[Row]:
        rows = [self._tried((kind, number), make, item) for number, item in enumerate(items)]
        return [row for row in rows if row is not None]

    def _tried(self, location: Location, make: Callable[..., T], *given: object) -> T | None:
        try:
            return make(*given)
        except NoSuchPlace as problem:
            self.problems.append(Problem(location, str(problem)))
            return None

    def _record(self, record: Record | None) -> Row | None:
        if record is None:
            return None
        row = {k: v for k, v in record.model_dump(exclude={"at"}).items() if v not in (None, [], False) or k in _KEPT}
        spans = _spans([find(self.text, words) for words in record.at])
        if isinstance(record, Time):
            basis = {"date_basis": row.pop("basis")} if "basis" in row else {}
            return {**row, **basis, "surface": spans}
        return {**row, "evidence": spans}

    def _quote(self, quote: Quote) -> Row:
        content = [find(self.text, words) for words in quote.content]
        cues = [nearest(self.text, words, content) for words in quote.cue or []]
        source = [nearest(self.text, quote.mention, [*content, *cues])] if quote.mention else []
        quoted = [find(self.text, words) for words in quote.quoted] if quote.quoted is not None else None
        kind, inside = quote_type(content, self.marked, self.text)
        row: Row = {
            "speaker": quote.speaker,
            "mention": source[0].text if source else None,
            "cue": " ".join(cue.text for cue in cues) or None,
            "type": quote.type or kind,
            "content": _spans(content),
            "source": _spans(source),
            "cue_at": _spans(cues),
        }
        if row["type"] == "mixed":
            row["quoted"] = _spans(inside if quoted is None else quoted)
        extra = {"via": quote.via, "unsure": quote.unsure, "note": quote.note}
        return row | {key: value for key, value in extra.items() if value}

    def _attribution(self, attribution: Attribution) -> Row:
        content = [find(self.text, words) for words in attribution.content]
        cues = [nearest(self.text, words, content) for words in attribution.cue or []]
        source = [nearest(self.text, attribution.source, [*content, *cues])] if attribution.source else []
        return {"source": _spans(source), "cue": _spans(cues), "content": _spans(content)}

    def _event(self, event: Event) -> Row:
        row = event.model_dump(exclude={"at"})
        return {**row, "trigger": _spans([find(self.text, words) for words in event.at])}

    def _other_time(self, time: OtherTime) -> Row:
        return {"surface": _spans([find(self.text, each) for each in time.at])}

    def _mentions(self) -> list[Row]:
        """Every place of every actor; of two that overlap a numbered one is meant, else the longer one."""
        found: list[tuple[int, Passage, Row]] = []
        for number, actor in enumerate(self.annotation.actors):
            for kind, words in _forms(actor):
                for place in self._tried(("actors", number), find_all, self.text, words) or []:
                    picked = int(split_number(words)[1] is not None)
                    row: Row = {"actor": actor.name, "type": actor.type, "form": kind, "stands_for": actor.stands_for}
                    found.append((picked, place, row))
        found.sort(key=lambda each: (-each[0], each[1].start - each[1].end, each[1].start))
        kept: list[tuple[Passage, Row]] = []
        for _, place, row in found:
            if not any(place.overlaps(other) for other, _ in kept):
                kept.append((place, row))
        return [{**_spans([place])[0], **row} for place, row in sorted(kept, key=lambda each: each[0])]

    def _worded(self, reading: Row) -> Row:
        """Sealed values ("@120-154" in the place of a name) in the words of the text."""

        def worded(value: object) -> object:
            if isinstance(value, dict):
                return {key: worded(each) for key, each in value.items()}
            if isinstance(value, list):
                return [worded(each) for each in value]
            return _REFERENCE.sub(self._reference, value) if isinstance(value, str) else value

        return {key: worded(value) for key, value in reading.items()}

    def _reference(self, found: re.Match[str]) -> str:
        return find(self.text, found[0]).text


_KEPT = frozenset(
    "bearer quantity date deadline number attributed_to against alleged_by venue value start duration expiry".split()
)
"""Fields that are shown even where they are null: the contract compares them."""


def quote_type(content: list[Passage], marked: list[Marked], text: str) -> tuple[str, list[Passage]]:
    """How a content stands to the quotation marks: direct, mixed or indirect, and the parts between marks."""
    inside: list[Passage] = []
    whole = 0
    for part in content:
        for pair in marked:
            start, end = max(part.start, pair.start), min(part.end, pair.end)
            if start < end and text[start:end].strip():
                inside.append(Passage.of(text, start, end))
        whole += any(pair.start <= part.start and part.end <= pair.end for pair in marked)
    if whole == len(content):
        return "direct", inside
    return ("mixed", inside) if inside else ("indirect", [])


def _forms(actor: Actor) -> list[tuple[str, str]]:
    named = [*actor.forms, *actor.demonym, *actor.capital]
    return [("name", words) for words in named] + [("description", words) for words in actor.also]


def _attribution_of(quote: Row) -> Row:
    return {"source": quote["source"], "cue": quote["cue_at"], "content": quote["content"]}


def _spans(passages: Sequence[Passage]) -> list[Row]:
    return [{"start": p.start, "end": p.end, "text": p.text} for p in sorted(passages)]
