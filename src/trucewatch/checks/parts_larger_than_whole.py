"""Parts against the whole they are said to be part of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from trucewatch.standing.figures import bounds, number_words
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View

_LISTED = re.compile(
    r"\b(?:including|includes?|among them|of whom|of which|of them|comprising|consisting of|made up of)\b"
)
_STOP = re.compile(r"[.!?;](?:\s|$)")
# Ways of dividing people: parts of one way do not overlap, parts of two ways may.
_WAYS = (
    frozenset("woman women child children man men minor girl boy infant adult elderly".split()),
    frozenset("civilian fighter soldier troop militant officer police combatant peacekeeper".split()),
    frozenset("living alive live dead deceased body bodies remain".split()),
)


class PartsLargerThanWhole:
    """A part greater than its whole, or parts listed in one breath that add up to more than it.

    Qualifiers are granted ("more than 30 of about 28" may be right). A sum is made only of parts that one sentence
    lists after "including", "of whom" and the like, and only where they divide the whole in one way: women and
    civilians overlap. Silent where the parts add up to less, for a list need not be complete.
    """

    code = "parts-larger-than-whole"
    severity: Severity = "error_in_source"

    def __call__(self, view: View) -> Iterator[Finding]:
        parts: defaultdict[tuple[str, float], list[Statement[Figure]]] = defaultdict(list)
        for statement in view.of(Figure):
            if statement.content.subset_of is not None:
                parts[statement.report_id, statement.content.subset_of].append(statement)
        for (report_id, number), held in parts.items():
            held.sort(key=lambda s: (s.start, s.id))
            whole = _whole(view, held[0], number)
            low_high = bounds(whole.content) if whole else (number, number)
            too_large = [s for s in held if s.content.number is not None and bounds(s.content)[0] > low_high[1]]
            for statement in too_large:
                yield self._single(statement, whole, number)
            if not too_large:
                yield from self._sums(view.report(report_id).text, held, whole, low_high[1])

    def _single(self, part: Statement[Figure], whole: Statement[Figure] | None, number: float) -> Finding:
        total = number_words(whole.content) if whole else f"{number:,}"
        sentence = f"The report gives {_named(part.content)} as a part of {total}, which is fewer."
        repairs = ("the part and the whole are exchanged", "one of the numbers is misprinted", "it is no part of it")
        return self._finding(sentence, "error_in_source", [part], whole, repairs)

    def _sums(
        self, text: str, held: list[Statement[Figure]], whole: Statement[Figure] | None, most: float
    ) -> Iterator[Finding]:
        for listed in _lists(text, held, whole):
            least = sum(bounds(s.content)[0] for s in listed)
            if least > most:
                names = " and ".join(_named(s.content) for s in listed)
                total = number_words(whole.content) if whole else f"{most:,.0f}"
                sentence = f"The parts listed, {names}, add up to {least:,.0f} at the least; the whole is {total}."
                repairs = ("the parts overlap", "one of the numbers is misprinted", "a part belongs to another whole")
                yield self._finding(sentence, "tension", listed, whole, repairs)

    def _finding(
        self,
        sentence: str,
        severity: Severity,
        parts: list[Statement[Figure]],
        whole: Statement[Figure] | None,
        repairs: tuple[str, ...],
    ) -> Finding:
        held = [*([whole] if whole else []), *parts]
        places = tuple(dict.fromkeys(Place(s.report_id, p) for s in held for p in s.content.passages))
        return Finding(self.code, severity, sentence, places, repairs, tuple(s.id for s in held))


def _named(figure: Figure) -> str:
    return " ".join(filter(None, (number_words(figure), figure.measure)))


def _whole(view: View, part: Statement[Figure], number: float) -> Statement[Figure] | None:
    """The figure of the same report that carries the whole's number, the nearest one."""
    found = [
        s
        for s in view.of(Figure)
        if s.report_id == part.report_id and s.content.number == number and s.content.subset_of is None
    ]
    return min(
        found, key=lambda s: (s.content.what != part.content.what, abs(s.start - part.start), s.id), default=None
    )


def _lists(
    text: str, held: list[Statement[Figure]], whole: Statement[Figure] | None
) -> Iterator[list[Statement[Figure]]]:
    """The parts that one sentence lists after a word that marks parts, where they divide the whole one way."""
    known = [s for s in held if s.content.number is not None and s.content.passages]
    run: list[Statement[Figure]] = []
    for statement in known:
        if run and not _joined(text, run[-1], statement):
            yield from _marked(text, run, whole)
            run = []
        run.append(statement)
    yield from _marked(text, run, whole)


def _joined(text: str, one: Statement[Figure], other: Statement[Figure]) -> bool:
    between = text[min(one.start, other.start) : max(_end(one), _end(other))]
    return not _STOP.search(between[:-1])


def _end(statement: Statement[Figure]) -> int:
    return max(p.end for p in statement.content.passages)


def _marked(
    text: str, run: list[Statement[Figure]], whole: Statement[Figure] | None
) -> Iterator[list[Statement[Figure]]]:
    if len(run) < 2 or len({(s.content.number, s.content.measure) for s in run}) < len(run):
        return
    start = min(run[0].start, whole.start if whole else run[0].start)
    stretch = text[max(start, run[0].start - 160) : max(_end(s) for s in run)]
    ways = {_way(s.content) for s in run}
    if _LISTED.search(stretch) and len(ways) == 1:
        yield run


def _way(figure: Figure) -> int | None:
    words = content_words(" ".join(filter(None, (figure.measure, figure.unit, figure.scope))))
    return next((number for number, way in enumerate(_WAYS) if words & way), None)
