"""Ties sources, cues and contents of one text into attributions.

Each cue takes the source that the signs speak for most, or none; each content takes the cue with its source, or a
source that no cue took, or nothing. What a sign is worth was measured on annotated news (bench/link_score.py --fit) and
stands in attribution_link_weights.txt. Pieces of a content that took the same cue are one content, so interrupted
quotations and those that run on over sentences and paragraphs stay with their speaker. A cue within a content makes
an attribution in it: "the radio reported that the mission had warned of shelling" has two.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TypeVar

from trucewatch.reading.attribution_link_signs import (
    Extent,
    Item,
    Layout,
    Unit,
    content_signs,
    no_content_signs,
    no_source_signs,
    source_signs,
)
from trucewatch.reading.attribution_span_repair import mended
from trucewatch.reading.encoder.windows import Span

ROLES = {"source": "S", "cue": "C", "content": "K"}
_REACH = 4  # candidates that are looked at on each side
_ADDRESSEE = re.compile(r"\s+(?:(?:me|us|you|him|them|it)\b,?\s*)?(?:that\b)?")
_LEAST_NESTED = 2  # words of a content within a content

Weights = Mapping[str, float]
ThingT = TypeVar("ThingT")


@dataclass(frozen=True)
class LinkOptions:
    """How spans are tied.

    Attributes:
        least: spans of a lower probability are dropped; one number a role.
        mend: join torn spans and close quotations first.
        sentences: where the sentences begin, None: by stops and capitals.
        join_sentences: what one cue carries is one attribution (so PolNeAR has it); False: what stands in a later
            sentence, behind more than marks, is one of its own with the same source and cue (so our corpus has it).
    """

    least: Mapping[str, float] | None = None
    mend: bool = True
    sentences: tuple[int, ...] | None = None
    join_sentences: bool = True


@dataclass(frozen=True)
class Linked:
    """One attribution; extents are (start, end) in characters.

    Attributes:
        source: who says it; () where the text names nobody.
        cue: the words of saying; () where a source alone carries it.
        content: what is attributed, in order; several where it is interrupted.
        probability: the lowest of its spans' probabilities.
    """

    source: tuple[Extent, ...]
    cue: tuple[Extent, ...]
    content: tuple[Extent, ...]
    probability: float = 1.0


def link(text: str, found: Mapping[str, Sequence[Span]], options: LinkOptions | None = None) -> tuple[Linked, ...]:
    """Attributions out of the spans of one text, in order of their contents.

    Args:
        text: the text that the offsets count.
        found: spans under "source", "cue" and "content"; a missing role has none.
        options: what is dropped and mended first.

    Returns:
        Attributions that have a content, and a cue or a source.
    """
    chosen = options or LinkOptions()
    return _Tied(text, found, chosen).linked(join_sentences=chosen.join_sentences)


def link_both(text: str, found: Mapping[str, Sequence[Span]]) -> tuple[tuple[Linked, ...], tuple[Linked, ...]]:
    """The attributions of a text with sentences joined, and with sentences apart (`LinkOptions.join_sentences`)."""
    tied = _Tied(text, found, LinkOptions())
    return tied.linked(join_sentences=True), tied.linked(join_sentences=False)


class _Tied:
    """The contents of a text by the unit that each belongs to."""

    def __init__(self, text: str, found: Mapping[str, Sequence[Span]], options: LinkOptions) -> None:
        self._chances = _items(text, found, options)
        self._layout = Layout(text, list(self._chances), options.sentences)
        units, weights = tie_sources(self._layout, link_weights()), link_weights()
        starts = [unit.anchor.start for unit in units]
        self._groups: dict[Unit, list[Item]] = {}
        for content in self._layout.of("K"):
            unit = tie_content(self._layout, units, content, weights, starts)
            if unit is not None:
                self._groups.setdefault(unit, []).append(content)
        for unit in units:
            if unit.cue is not None and unit not in self._groups:
                nested = _nested(self._layout, unit)
                if nested is not None:
                    self._groups[unit] = [nested]

    def linked(self, *, join_sentences: bool) -> tuple[Linked, ...]:
        """The attributions, in order of their contents."""
        found = [
            _linked(unit, part, self._chances)
            for unit, contents in self._groups.items()
            for part in ([contents] if join_sentences else _by_sentence(self._layout, contents))
        ]
        return tuple(sorted(found, key=lambda a: (a.content, a.cue, a.source)))


def tie_sources(layout: Layout, weights: Weights) -> list[Unit]:
    """Every cue with its source, and every source that none took, in order."""
    units, taken = [], set()
    sources = layout.of("S")
    starts = [source.start for source in sources]
    for cue in layout.of("C"):
        near = nearest(sources, starts, cue.start)
        signs = [source_signs(layout, cue, source) for source in near]
        scores = [_worth(these, weights) for these in signs]
        best = max(range(len(near)), key=scores.__getitem__, default=None)
        if best is None or scores[best] < _worth(no_source_signs(layout, cue, near), weights):
            units.append(Unit(cue, None))
        else:
            units.append(Unit(cue, near[best]))
            taken.add(near[best])
    units += [Unit(None, source) for source in sources if source not in taken]
    return sorted(units, key=lambda u: (u.anchor.start, u.anchor.end))


def tie_content(
    layout: Layout, units: Sequence[Unit], content: Item, weights: Weights, starts: Sequence[int] | None = None
) -> Unit | None:
    """The unit that a content belongs to, None where nothing speaks for any; `starts` as for `units_near`."""
    near = units_near(units, content, starts)
    if not near:
        return None
    scores = [_worth(content_signs(layout, unit, content), weights) for unit in near]
    best = max(range(len(near)), key=scores.__getitem__)
    return near[best] if scores[best] >= _worth(no_content_signs(layout, content, near), weights) else None


def units_near(units: Sequence[Unit], content: Item, starts: Sequence[int] | None = None) -> list[Unit]:
    """The units around a content that do not lie in it; `starts` are those of their anchors, where they are known."""
    if starts is None:
        starts = [unit.anchor.start for unit in units]
    near = nearest(units, starts, content.start, behind=_REACH + sum(content.start <= s < content.end for s in starts))
    return [u for u in near if not any(s < content.end and content.start < e for s, e in u.extents())]


def nearest(things: Sequence[ThingT], starts: Sequence[int], offset: int, behind: int = _REACH) -> list[ThingT]:
    """The few things that begin before an offset, and the few from it on."""
    number = bisect_left(starts, offset)
    return list(things[max(0, number - _REACH) : number + behind])


@functools.cache
def link_weights() -> Weights:
    """What each sign is worth; signs that are not in the table are worth nothing."""
    lines = resources.files(__package__).joinpath("attribution_link_weights.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {sign: float(weight) for sign, weight in rows}


def _worth(signs: Iterable[str], weights: Weights) -> float:
    return sum(weights.get(sign, 0.0) for sign in signs)


def _items(text: str, found: Mapping[str, Sequence[Span]], options: LinkOptions) -> dict[Item, float]:
    items: dict[Item, float] = {}
    for name, role in ROLES.items():
        spans = found.get(name, ())
        least = (options.least or {}).get(name, 0.0)
        others = [span for other in ROLES if other != name for span in found.get(other, ())]
        if options.mend:
            items.update(mended(text, role, spans, others, least))
        else:
            items.update((Item(role, s.start, s.end), s.probability) for s in spans if s.probability >= least)
    return items


def _by_sentence(layout: Layout, contents: Sequence[Item]) -> list[list[Item]]:
    """Contents parted where a sentence ends between two of them and something else than marks stands there."""
    parts: list[list[Item]] = []
    for content in sorted(contents, key=lambda k: (k.start, k.end)):
        end = parts[-1][-1].end if parts else 0
        if parts and (
            layout.sentences_between(end - 1, content.start) == 0 or layout.words_between(end, content.start) == 0
        ):
            parts[-1].append(content)
        else:
            parts.append([content])
    return parts


def _nested(layout: Layout, unit: Unit) -> Item | None:
    """What a cue within a content says there: the rest of its sentence, or what stands before it."""
    first, last = min(start for start, _ in unit.extents()), max(end for _, end in unit.extents())
    outer = [k for k in layout.of("K") if k.start <= first and last <= k.end]
    if not outer or unit.source is None:
        return None
    inner = min(outer, key=lambda k: k.end - k.start)
    start, end = layout.sentence_around(first)
    for left, right in ((last, min(end, inner.end)), (max(start, inner.start), first)):
        begin, stop = layout.words_edges(_behind_addressee(layout.text, left, right), right)
        if layout.words_between(begin, stop) >= _LEAST_NESTED:
            return Item("K", begin, stop)
    return None


def _behind_addressee(text: str, start: int, end: int) -> int:
    """Behind "them that" and the like, which belong to the cue."""
    lead = _ADDRESSEE.match(text, start, end)
    return lead.end() if lead is not None else start


def _linked(unit: Unit, contents: Sequence[Item], chances: Mapping[Item, float]) -> Linked:
    parts = [item for item in (unit.cue, unit.source, *contents) if item is not None]
    sure = min((chances[item] for item in parts if item in chances), default=1.0)
    return Linked(
        source=(unit.source.extent,) if unit.source else (),
        cue=(unit.cue.extent,) if unit.cue else (),
        content=tuple(sorted(c.extent for c in contents)),
        probability=sure,
    )
