"""The last step: what the layers hold becomes statements, each with its passages checked against the text."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from trucewatch.errors import ReadingError
from trucewatch.reading.actor_draft import BOTH
from trucewatch.reading.attributions import Extent
from trucewatch.reading.confidence import with_confidence
from trucewatch.reading.dates import Dates
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, heads_a_piece
from trucewatch.reading.speakers import Speakers
from trucewatch.vocabulary.attributed import Attributed
from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement, Statement

Collect = Callable[[Page], Iterable[Content]]


@dataclass(frozen=True)
class Statements:
    """What the reading gives out.

    Attributes:
        statements: one a content, in the order of the text kind by kind; none twice.
        headline: the line that heads the text.
        segments: the pieces of the text, each begun by a heading of its own; one where there is none.
        other_timex: expressions of time outside `times`, as TIMEX3.
        attributions: the quotes and what else is attributed, by the start of its content.
    """

    statements: tuple[AnyStatement, ...]
    headline: Passage | None
    segments: tuple[Passage, ...]
    other_timex: tuple[dict[str, object], ...]
    attributions: tuple[Attributed, ...]


@dataclass(frozen=True)
class StatementsStep:
    """Collects contents from the layers, in the order of `sources`.

    Attributes:
        sources: which layers hold contents, and how to take them out.
    """

    sources: Mapping[type, Collect] = field(default_factory=dict)
    name: str = "statements"
    version: str = "2"
    writes: type = Statements

    @property
    def reads(self) -> tuple[type, ...]:
        given = (Tags, Sentences, Dates, Parties, Speakers)
        return (*given, *(layer for layer in self.sources if layer not in given))

    def __call__(self, page: Page) -> Statements:
        report = page.report
        found: dict[str, AnyStatement] = {}
        for collect in self.sources.values():
            for content in collect(page):
                _check_passages(page, content)
                whole = with_confidence(page, _named(page, _whole(content)))
                statement = Statement(report.id, whole, report.published)
                found.setdefault(statement.id, statement)
        sentences = page.get(Sentences)
        headline = page.passage(*sentences.headline) if sentences.headline else None
        other = tuple(page.get(Dates).other)
        return Statements(tuple(found.values()), headline, _segments(page, sentences), other, _attributions(page))


def _check_passages(page: Page, content: Content) -> None:
    """A statement whose passage is not in the text word for word is a fault of the step, never let through.

    Raises:
        ReadingError: naming the step and the passage.
    """
    passages = content.passages
    if not passages or not all(p.is_verbatim_in(page.text) for p in passages):
        raise ReadingError(
            f"step {content.step!r} gave a {content.KIND} without a verbatim passage in the report: {passages}",
            expected="every passage word for word at its offsets",
        )


def _whole(content: Content) -> Content:
    """The passages in the order of the text, none twice."""
    ordered = tuple(sorted(set(content.passages)))
    spans: dict[str, Any] = {content.SPANS: ordered}
    return content if ordered == content.passages else replace(content, **spans)


_NAMES = (
    "speaker",
    "actor",
    "bearer",
    "demanded_by",
    "proposed_by",
    "proposer",
    "attributed_to",
    "alleged_by",
    "against",
)


def _named(page: Page, content: Content) -> Content:
    """Both sides by their names, where the report has exactly two parties."""
    joint = page.get(Parties).joint()
    if joint is None:
        return content
    told = {name: getattr(content, name, None) for name in _NAMES}
    changes: dict[str, Any] = {
        name: joint for name, value in told.items() if isinstance(value, str) and BOTH.match(value)
    }
    participants = getattr(content, "participants", ())
    if any(_is_both(name) for name in participants):
        pair = tuple(party.name for party in page.get(Parties).principal)
        kept = tuple(name for name in participants if not _is_both(name) and name not in pair)
        changes["participants"] = pair + kept
    return replace(content, **changes) if changes else content


def _is_both(name: str) -> bool:
    return bool(BOTH.match(name)) or name.casefold() in {"both", "the two", "two"}


def _attributions(page: Page) -> tuple[Attributed, ...]:
    speakers = page.get(Speakers)
    quoted = (Attributed(q.source, q.cue_at, q.content, q.confidence) for q in speakers.quotes)
    further = (
        Attributed(
            _passages(page, a.source), _passages(page, a.cue), _passages(page, a.content), round(a.probability, 3)
        )
        for a in speakers.further
    )
    return tuple(sorted((*quoted, *further), key=lambda a: (a.content, a.cue, a.source)))


def _passages(page: Page, extents: tuple[Extent, ...]) -> tuple[Passage, ...]:
    return tuple(page.passage(*extent) for extent in extents)


def _segments(page: Page, sentences: Sentences) -> tuple[Passage, ...]:
    """The text cut before every paragraph that heads what follows."""
    paragraphs = sentences.paragraphs
    cuts = [0] + [
        start
        for (start, end), following in itertools.pairwise(paragraphs)
        if heads_a_piece(page.text, (start, end), following)
    ]
    ends = [*cuts[1:], len(page.text)]
    return tuple(page.passage(a, b) for a, b in zip(cuts, ends, strict=True) if page.text[a:b].strip())
