"""Pages whose tagger marks what a test says, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from trucewatch.reading.encoder.layer import EncoderStep, Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.page import Page
from trucewatch.reading.step import Step, run_steps
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.vocabulary.report import Report

HEADS = frozenset(
    "event duty duty_state position violation talks event_status role bearer holder accused accuser doer target".split()
)
"""The heads that the steps of diplomacy join with their lists."""
Marks = dict[str, list[tuple[str, str, float]]]
"""Head -> (words of the text, type, probability); the first place of the words is meant."""


@dataclass(frozen=True)
class MarkingStep:
    """Stands in for the tagger."""

    marks: Marks = field(default_factory=dict)
    name: str = "encoder"
    version: str = "1"
    reads: tuple[type, ...] = ()
    writes: type = Tags

    def __call__(self, page: Page) -> Tags:
        spans = {
            head: tuple(sorted(_span(page.text, words, kind, sure) for words, kind, sure in given))
            for head, given in self.marks.items()
        }
        return Tags(spans, "made up")


@dataclass(frozen=True)
class ListsStep:
    """The tagger without its heads of diplomacy: the steps read by their word lists and the parse alone."""

    name: str = "encoder"
    version: str = "1"
    reads: tuple[type, ...] = ()
    writes: type = Tags

    def __call__(self, page: Page) -> Tags:
        tags = EncoderStep()(page)
        return Tags({head: tags.spans[head] for head in tags.spans if head not in HEADS}, tags.model)


LISTS: tuple[Step, ...] = tuple(ListsStep() if step.writes is Tags else step for step in DEFAULT_STEPS)
"""All steps of a reading, with word lists and the parse alone in those of diplomacy."""


def _span(text: str, words: str, kind: str, sure: float) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), kind, sure)


def marked(text: str, marks: Marks, steps: Sequence[Step], published: date | None = date(2019, 5, 1)) -> Page:
    """The page of a text after some steps, of which the tagger is replaced."""
    page = Page(Report(text=text, published=published))
    run_steps(page, [MarkingStep(marks), *(step for step in steps if step.writes is not Tags)])
    return page
