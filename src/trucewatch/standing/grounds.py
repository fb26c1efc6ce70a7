"""Answers and what they rest on: clauses of the terms, the calendar, and what was said, with its passages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from trucewatch.agreements.terms import Power, Terms, TermsObligation, TermsPhase
from trucewatch.standing.moments import Point, iso
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement

GroundKind = Literal["clause", "calendar", "said", "power", "silence"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for an answer.

    Attributes:
        kind: a clause of the terms, a reckoning of the calendar, what was said, a power used, or that nothing was said.
        words: the reason in a sentence's worth of words.
        path: for a clause, its path in the terms.
        sources: for a clause, keys of the sources that print it.
        statements: for what was said, the statements; their passages are the evidence, or `passages`, where it is
            narrower.
    """

    kind: GroundKind
    words: str
    path: str | None = None
    sources: tuple[str, ...] = ()
    statements: tuple[AnyStatement, ...] = ()
    passages: tuple[Passage, ...] = ()


def _none() -> tuple[Ground, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its value in plain types, and why.

    The grounds are put into words when somebody asks for them: a board asks for few, a replay for none.
    """

    value: object
    why: Callable[[], tuple[Ground, ...]] = field(default=_none, repr=False, compare=False)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The reasons, clauses first."""
        return self.why()


def clause(path: str, terms: Terms) -> Ground:
    """The part of the terms that has an id, with its sources and its doubt."""
    parts: tuple[TermsPhase | TermsObligation | Power, ...] = (*terms.phases, *terms.obligations, *terms.powers)
    part = next((p for p in parts if p.id == path), None)
    if part is None:
        return Ground("clause", f"{path}, in the terms", path)
    number = part.clause if isinstance(part, TermsObligation) else None
    words = f"{path}, in the terms" + (f", clause {number}" if number else "")
    return Ground("clause", words + (f" ({part.doubt})" if part.doubt else ""), path, part.sources)


def calendar(what: str, points: tuple[Point | None, ...], as_of: Point) -> Ground:
    """What the calendar gives: one point, several alternatives, or none that is known."""
    known = [iso(p) for p in points if p is not None]
    told = " or ".join(known) if known else "not dated" if points else "no date set"
    return Ground("calendar", f"{what}: {told}; asked about {iso(as_of)}")


def said(words: str, statements: tuple[AnyStatement, ...], passages: tuple[Passage, ...] = ()) -> Ground:
    """Something that statements say; `passages` where only a part of theirs says it."""
    return Ground("said", words, None, (), statements, passages)
