"""One actor for and against one proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from trucewatch.checks.check import day_words, places_of, statements_of
from trucewatch.standing.cell import Stated
from trucewatch.standing.positions import PositionStanding, ProposalStanding, positions_as_of
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.view import View

_YES = frozenset({"accept", "endorse", "adopt"})
_FOR = _YES | {"welcome"}
_NO = frozenset({"reject"})
_AGAINST = _NO | {"criticise"}
_DAYS = 3
_DAYS_OF_SPEAKERS = 14


class AcceptedAndRejected:
    """An actor that is reported as accepting and as rejecting one proposal within three days.

    Silent where the two stand further apart (positions change), and where one is praise or criticism only.
    """

    code = "accepted-and-rejected"
    severity: Severity = "tension"

    def __call__(self, view: View) -> Iterator[Finding]:
        for proposal in positions_as_of(view, None):
            for position in proposal.positions:
                pair = nearest_pair(
                    [s for s in position.history if s.value in _YES], [s for s in position.history if s.value in _NO]
                )
                if pair and _apart(*pair) <= _DAYS:
                    yield _finding(self, proposal, position, pair)


class SpeakersDiffer:
    """Two named speakers of one actor, one for and one against a proposal, within two weeks.

    Silent where one speaker changes position, and where the pair is an acceptance and a rejection within three days
    (`AcceptedAndRejected` tells of it).
    """

    code = "speakers-differ"
    severity: Severity = "tension"

    def __call__(self, view: View) -> Iterator[Finding]:
        for proposal in positions_as_of(view, None):
            for position in proposal.positions:
                named = [s for s in position.history if s.speaker]
                pairs = [
                    (a, b)
                    for a, b in product(
                        [s for s in named if s.value in _FOR], [s for s in named if s.value in _AGAINST]
                    )
                    if (a.speaker or "").casefold() != (b.speaker or "").casefold()
                    and _apart(a, b) <= _DAYS_OF_SPEAKERS
                    and not (a.value in _YES and b.value in _NO and _apart(a, b) <= _DAYS)
                ]
                if pairs:
                    yield _finding(self, proposal, position, min(pairs, key=_rank))


def nearest_pair(one: Sequence[Stated], other: Sequence[Stated]) -> tuple[Stated, Stated] | None:
    """The two that lie nearest in time, the newest of such pairs; None where a side is empty."""
    return min(product(one, other), key=_rank, default=None)


def _rank(pair: tuple[Stated, Stated]) -> tuple[int, int]:
    return _apart(*pair), -max((s.day or date.min).toordinal() for s in pair)


def _apart(one: Stated, other: Stated) -> int:
    """Days between two statements; statements of one report without a day are of one time, others far apart."""
    if one.day and other.day:
        return abs((one.day - other.day).days)
    same = {p.report_id for p in one.cell.places} & {p.report_id for p in other.cell.places}
    return 0 if same else 10**6


def _finding(
    check: AcceptedAndRejected | SpeakersDiffer,
    proposal: ProposalStanding,
    position: PositionStanding,
    pair: tuple[Stated, Stated],
) -> Finding:
    first, second = sorted(pair, key=lambda s: s.day or date.max)
    sentence = (
        f"Two positions of {position.actor} on {proposal.label.text}: "
        f"{first.text}{day_words(first)}, by {first.voice}; "
        f"{second.text}{day_words(second)}, by {second.voice}."
    )
    repairs = (
        "the position changed between the two",
        "the speakers hold different views",
        "the two are about different proposals",
    )
    return Finding(
        check.code, check.severity, sentence, places_of(first, second), repairs, statements_of(first, second)
    )
