"""Measuring a reader on a set: kinds, attributions, events, verbatim passages, neutrality, speed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.corpus.compile import Row
from bench.corpus.swap import exchanged, sides
from bench.quality.reliability import Told, reliability, told
from bench.quality.samples import Sample
from bench.scoring.attributions import attributions_of, score_attributions
from bench.scoring.coreference import ActorScore, BCubed, QuoteSpeakers, score_actors, score_quote_speakers
from bench.scoring.counts import Counts, Levels
from bench.scoring.events import score_events
from bench.scoring.scorer import Tally, score_report
from bench.scoring.speakers import SpeakerScore, score_speakers
from trucewatch.reading.reader import read
from trucewatch.reading.step import Step
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.vocabulary.report import Report

Reader = Callable[[Report], Row]
"""A report in, the JSON of one reading out."""


def trucewatch_reader(steps: Sequence[Step] = DEFAULT_STEPS) -> Reader:
    """Our reader, on given steps."""
    return lambda report: read(report, steps).to_json()


@dataclass
class Measured:
    """What one reader gave on one set.

    Attributes:
        kinds: the scores of the kinds.
        speakers: distinct speakers of the quotes.
        actors: who is who, by B-cubed over mentions.
        quote_speakers: speakers of the quotes that are found.
        attributions: full attributions (PolNeAR's definition) against everything the annotation attributes.
        events: events found and right.
        told: confidence of every record that has one, and whether an annotated record was found for it.
        passages, verbatim: passages predicted, and those that are the report's words at their place.
        reports, words: read.
        seconds: CPU seconds the reading took.
    """

    kinds: Tally = field(default_factory=Tally)
    speakers: SpeakerScore = field(default_factory=SpeakerScore)
    actors: ActorScore = field(default_factory=ActorScore)
    quote_speakers: QuoteSpeakers = field(default_factory=QuoteSpeakers)
    attributions: Counts = field(default_factory=Counts)
    events: Levels = field(default_factory=Levels)
    told: list[Told] = field(default_factory=list)
    passages: int = 0
    verbatim: int = 0
    reports: int = 0
    words: int = 0
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """All figures by name; F1, precision and recall in percent."""
        kinds = {name: levels_json(levels) for name, levels in self.kinds.kinds.items()}
        macro = self.kinds.macro
        return {
            "reports": self.reports,
            "words": self.words,
            "kinds": kinds,
            "micro": levels_json(self.kinds.micro),
            "macro": {"found": percent(macro.found.f1), "right": percent(macro.right.f1)},
            "speakers": {**counts_json(self.speakers.named), "share_right": percent(self.speakers.share_right)},
            "actors": {"all": b_cubed_json(self.actors.whole), "twins": b_cubed_json(self.actors.over_twins)},
            "quote_speakers": {
                "right": percent(self.quote_speakers.share_right),
                "unanswered": percent(self.quote_speakers.share_unanswered),
                "quotes": self.quote_speakers.asked,
            },
            "attributions": counts_json(self.attributions),
            "events": levels_json(self.events),
            "reliability": reliability(self.told),
            "verbatim": percent(self.verbatim / self.passages if self.passages else None),
            "passages": self.passages,
            "reports_per_cpu_second": round(self.reports / self.seconds, 2) if self.seconds else None,
        }


def measure(reader: Reader, samples: Sequence[Sample]) -> Measured:
    """Read every sample and score it."""
    found = Measured()
    reader(Report(text="First use loads words and patterns; it is not timed."))
    for sample in samples:
        started = time.process_time()
        predicted = reader(sample.report)
        found.seconds += time.process_time() - started
        add(found, sample, predicted)
    return found


def add(found: Measured, sample: Sample, predicted: Row) -> None:
    """Score one reading and add it."""
    score = score_report(sample.gold, predicted, sample.text)
    found.kinds.add(score)
    for kind in score.kinds:
        records = told(kind, predicted, score.kinds[kind]) if "attributions" in predicted else ()
        found.told += [(row["confidence"], is_found) for row, is_found in records if row.get("confidence") is not None]
    found.speakers += score_speakers(sample.gold, predicted, score.kinds["quotes"])
    found.quote_speakers += score_quote_speakers(score.kinds["quotes"])
    if "mentions" in sample.gold and "actors" in predicted:
        found.actors += score_actors(sample.gold, predicted, sample.text)
    if "attributions" in sample.gold:
        given = _offsets(predicted["attributions"]) if "attributions" in predicted else attributions_of(predicted)
        found.attributions += score_attributions(_offsets(sample.gold["attributions"]), given, sample.text)
    if "events" in sample.gold:
        found.events += score_events(sample.gold, predicted, sample.text).micro
    for span in passages_in(predicted):
        found.passages += 1
        found.verbatim += sample.text[span["start"] : span["end"]] == span["text"]
    found.reports += 1
    found.words += len(sample.text.split())


def _offsets(attributions: Sequence[Row]) -> list[Row]:
    return [
        {role: [[span["start"], span["end"]] for span in row[role]] for role in ("source", "content")}
        for row in attributions
    ]


def passages_in(value: object) -> Iterator[Mapping[str, Any]]:
    """Every passage in a reading."""
    if isinstance(value, Mapping):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for each in value.values():
            yield from passages_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from passages_in(each)


def swap_share(reader: Reader, samples: Sequence[Sample]) -> Counts:
    """Neutrality: records that exchange with their parties.

    Each report with two comparable sides is read as it is and with the sides exchanged. The first reading, exchanged
    likewise, is scored against as if it were the annotation; what is right of the second counts. 100 % means that the
    reader sees no difference between the two sides.
    """
    shared = Counts()
    for sample in samples:
        pair = sides(sample.annotation) if sample.annotation else None
        if pair is None:
            continue
        swapped = exchanged(sample.text, *pair)
        expected = swapped.value(reader(sample.report))
        given = reader(Report(text=swapped.text, published=sample.published))
        assert isinstance(expected, dict)
        shared += score_report(expected, given, swapped.text).micro.right
    return shared


def percent(share: float | None) -> float | None:
    """A share as a percentage with one decimal."""
    return None if share is None else round(100 * share, 1)


def counts_json(counts: Counts) -> dict[str, float | int | None]:
    """Counts with what they give, in percent."""
    given = counts.measure
    return {
        "p": percent(given.precision), "r": percent(given.recall), "f1": percent(given.f1),
        "tp": counts.tp, "gold": counts.gold, "pred": counts.pred,
    }  # fmt: skip


def b_cubed_json(score: BCubed) -> dict[str, float | int | None]:
    """B-cubed figures, in percent, and how many mentions they are over."""
    given = score.measure
    return {
        "p": percent(given.precision), "r": percent(given.recall), "f1": percent(given.f1),
        "gold": score.gold, "pred": score.predicted,
    }  # fmt: skip


def levels_json(levels: Levels) -> dict[str, dict[str, float | int | None]]:
    """Both levels."""
    return {"found": counts_json(levels.found), "right": counts_json(levels.right)}
