"""Two numbers for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

from trucewatch.checks.check import places_of, statements_of
from trucewatch.standing.asof import recency
from trucewatch.standing.figures import excludes, number_words, sameness
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View

_NEAR = 3  # days between two reports whose numbers may be of one moment


class FiguresDiffer:
    """Two outlets, or two speakers, with numbers for the same measure and scope that exclude each other.

    Their qualifiers are granted, and their reports lie within three days. Tolls and movements ("killed",
    "wounded", "displaced", "released") are compared only where both name the same scope, for without it they may
    be of two events. Silent on parts of wholes, and on one speaker's own numbers over time.
    """

    code = "figures-differ"
    severity: Severity = "tension"

    def __call__(self, view: View) -> Iterator[Finding]:
        voices = Voices(view)
        groups: defaultdict[tuple[object, ...], list[Statement[Figure]]] = defaultdict(list)
        for statement in sorted(view.of(Figure), key=lambda s: (recency(s.published), s.report_id, s.start, s.id)):
            content = statement.content
            if content.number is not None and content.subset_of is None and _is_fixed(content):
                groups[voices.process(statement.report_id), *sameness(content)].append(statement)
        for held in groups.values():
            told: set[frozenset[tuple[str, str, str]]] = set()
            for at, one in enumerate(held):
                for other in takewhile(lambda s: _is_near(one, s), held[at + 1 :]):  # noqa: B023 (used at once)
                    pair = frozenset((_voice(one, voices), _voice(other, voices)))
                    if pair not in told and self._at_odds(one, other, voices):
                        told.add(pair)
                        yield self._finding(one, other, voices)

    def _at_odds(self, one: Statement[Figure], other: Statement[Figure], voices: Voices) -> bool:
        if not excludes(one.content, other.content):
            return False
        speakers = _voice(one, voices)[1], _voice(other, voices)[1]
        if voices.outlet(one.report_id) != voices.outlet(other.report_id):
            return not (speakers[0] and speakers[0] == speakers[1] and one.published != other.published)
        return bool(speakers[0] and speakers[1] and speakers[0] != speakers[1])

    def _finding(self, one: Statement[Figure], other: Statement[Figure], voices: Voices) -> Finding:
        stated = [
            voices.stated(
                s, " ".join(filter(None, (number_words(s.content), s.content.measure))), speaker=s.content.attributed_to
            )
            for s in (one, other)
        ]
        scope = f" ({one.content.scope})" if one.content.scope else ""
        sentence = (
            f"Two numbers for the same measure{scope}, {one.content.what}, {one.content.status}: "
            f"{stated[0].text} by {stated[0].voice}; {stated[1].text} by {stated[1].voice}."
        )
        repairs = ("they are of different moments", "they cover different things", "one of them is out of date")
        return Finding(self.code, self.severity, sentence, places_of(*stated), repairs, statements_of(*stated))


def _is_near(one: Statement[Figure], other: Statement[Figure]) -> bool:
    return one.published is not None and other.published is not None and (other.published - one.published).days <= _NEAR


def _is_fixed(figure: Figure) -> bool:
    return bool(content_words(figure.measure)) and (
        figure.what in ("held", "troops", "other") or bool(content_words(figure.scope))
    )


def _voice(statement: Statement[Figure], voices: Voices) -> tuple[str, str, str]:
    named = statement.content.attributed_to or voices.speaker(statement.report_id, statement.content.passages) or ""
    return voices.outlet(statement.report_id), named.casefold(), number_words(statement.content)
