"""Figures side by side: what each report and speaker puts a number on, never summed and never averaged."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from trucewatch.standing.asof import recency, said_by
from trucewatch.standing.cell import Stated
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import content_words, last_word
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View, whatever_the_day

_ABOUT = 0.1  # "about 1,900" is taken to cover a tenth either way, "nearly 2,000" a tenth below


@dataclass(frozen=True)
class FigureEntry:
    """One number as one report gives it.

    Attributes:
        stated: number with its qualifier and unit, who claims it, where and when.
        measure, scope: what it counts and what it covers, in the report's words.
        part_of: the whole it is said to be a part of, None where it is none.
    """

    stated: Stated
    measure: str | None
    scope: str | None
    part_of: int | float | None = None


@dataclass(frozen=True)
class FigureComparison:
    """Numbers of one kind beside each other.

    Attributes:
        process: the process of the reports.
        what: closed value of the vocabulary (killed, held, ...).
        status: reported, proposed or demanded; the three never share a comparison.
        label: what is counted, in the shortest words used.
        entries: by publication, then place.
        differ: do two voices' entries of one measure and scope exclude each other, their qualifiers granted?
    """

    process: str
    what: str
    status: str
    label: str
    entries: tuple[FigureEntry, ...]
    differ: bool


def figures_as_of(view: View, as_of: date | None, voices: Voices | None = None) -> tuple[FigureComparison, ...]:
    """The figures of reports published by a day; parts of a whole stand apart from wholes.

    Args:
        view: what is known.
        as_of: the day asked about; None: every report counts.
        voices: the view's speakers, where the caller has them already.
    """
    heard = voices or whatever_the_day(view, Voices)
    groups: defaultdict[tuple[str, str, str, str, bool], list[Statement[Figure]]] = defaultdict(list)
    for statement in whatever_the_day(view, _figures):
        content = statement.content
        if said_by(statement, as_of):
            # Without a measure a count of "other" tells of nothing in particular: it stands alone.
            alone = statement.id if content.what == "other" else ""
            counted = last_word(content.measure) or alone
            part = content.subset_of is not None
            groups[heard.process(statement.report_id), content.what, content.status, counted, part].append(statement)
    return tuple(_comparison(key, statements, heard) for key, statements in sorted(groups.items()))


def _figures(view: View) -> tuple[Statement[Figure], ...]:
    """The figures by publication, then place."""
    return tuple(sorted(view.of(Figure), key=lambda s: (recency(s.published), s.report_id, s.start, s.id)))


def _comparison(
    key: tuple[str, str, str, str, bool], statements: list[Statement[Figure]], voices: Voices
) -> FigureComparison:
    process, what, status, _, part = key
    label = min((s.content.measure or s.content.unit or what for s in statements), key=len)
    return FigureComparison(
        process,
        what,
        status,
        f"{label} (parts of a whole)" if part else label,
        tuple(_entry(s, voices) for s in statements),
        _differ(statements),
    )


def _differ(statements: list[Statement[Figure]]) -> bool:
    """Do two voices exclude each other on one measure and scope? One voice's two numbers are of two things."""
    alike: defaultdict[tuple[object, ...], dict[tuple[str, str | None], tuple[float, float]]] = defaultdict(dict)
    for statement in statements:
        content = statement.content
        if content_words(content.measure) or content_words(content.scope):
            low, high = bounds(content)
            voice = (statement.report_id, content.attributed_to)
            held = alike[sameness(content)].get(voice, (low, high))
            alike[sameness(content)][voice] = (max(low, held[0]), min(high, held[1]))
    for by_voice in alike.values():
        # The two greatest lower bounds and the two least upper ones hold a pair of two voices, if any does.
        lows = sorted(((low, voice) for voice, (low, _) in by_voice.items()), key=lambda p: -p[0])[:2]
        highs = sorted(((high, voice) for voice, (_, high) in by_voice.items()), key=lambda p: p[0])[:2]
        if any(low > high and one != other for low, one in lows for high, other in highs):
            return True
    return False


def _entry(statement: Statement[Figure], voices: Voices) -> FigureEntry:
    content = statement.content
    return FigureEntry(
        voices.stated(statement, number_words(content), speaker=content.attributed_to),
        content.measure,
        content.scope,
        content.subset_of,
    )


def number_words(figure: Figure) -> str:
    """A figure's number with its qualifier: "nearly 2,000", "10 to 15", "a number not told"."""
    if figure.number is None:
        return "a number not told"
    number = f"{figure.number:,}" + (f" to {figure.number_to:,}" if figure.number_to is not None else "")
    if figure.unit:
        number += f" {figure.unit}"
    return number if figure.qualifier in ("exact", "vague") else f"{figure.qualifier} {number}"


def bounds(figure: Figure) -> tuple[float, float]:
    """The least and the greatest number a figure's words allow."""
    if figure.number is None or figure.qualifier == "vague":
        return 0.0, math.inf
    low, high = float(figure.number), float(figure.number_to if figure.number_to is not None else figure.number)
    margins: dict[str, tuple[float, float]] = {
        "more than": (low, math.inf),
        "at least": (low, math.inf),
        "up to": (0.0, high),
        "fewer than": (0.0, high),
        "nearly": (low * (1 - _ABOUT), high),
        "about": (low * (1 - _ABOUT), high * (1 + _ABOUT)),
    }
    return margins.get(figure.qualifier, (low, high))


def excludes(one: Figure, other: Figure) -> bool:
    """Can the two not both be right, whatever their qualifiers allow?"""
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    return high < other_low or other_high < low


def sameness(figure: Figure) -> tuple[object, ...]:
    """What two figures must share to be compared; a scope is told alike by both or by neither."""
    return (
        figure.what,
        figure.status,
        content_words(figure.measure),
        content_words(figure.unit),
        content_words(figure.scope),
        figure.subset_of,
    )
