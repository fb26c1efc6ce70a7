"""The board: every fold of one view as of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trucewatch.standing.ahead import Upcoming, upcoming
from trucewatch.standing.asof import day_asked
from trucewatch.standing.cell import as_json
from trucewatch.standing.figures import FigureComparison, figures_as_of
from trucewatch.standing.obligations import ObligationStanding, obligations_as_of
from trucewatch.standing.phases import AgreementStanding, agreements_as_of
from trucewatch.standing.positions import ProposalStanding, positions_as_of
from trucewatch.standing.sources import Sources, sources_as_of
from trucewatch.standing.talks import TalksStanding, talks_as_of
from trucewatch.standing.timeline import TimelineEntry, timeline
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.view import View, whatever_the_day


@dataclass(frozen=True)
class Board:
    """How things stand as of a day, as known on a day; every cell opens its sentence.

    Attributes:
        as_of: the day asked about; None where the view has no dated report.
        known_on: only what was published by then is in it; None: everything.
        agreements: agreements and their phases.
        obligations: obligations as stated.
        proposals: positions of each actor on each proposal.
        talks: talks ahead, held, called off.
        figures: figures side by side.
        upcoming: what falls in the next 72 hours and 14 days.
        timeline: dated statements in order.
        sources: the reports behind it.
    """

    as_of: date | None
    known_on: date | None
    agreements: tuple[AgreementStanding, ...]
    obligations: tuple[ObligationStanding, ...]
    proposals: tuple[ProposalStanding, ...]
    talks: tuple[TalksStanding, ...]
    figures: tuple[FigureComparison, ...]
    upcoming: tuple[Upcoming, ...]
    timeline: tuple[TimelineEntry, ...]
    sources: Sources

    def to_json(self) -> dict[str, object]:
        """As plain JSON types, by these field names; dates as ISO 8601 strings."""
        plain = as_json(self)
        if not isinstance(plain, dict):
            raise TypeError("a board is a record of named folds")
        return plain


def board(view: View, as_of: date | None = None) -> Board:
    """How things stand in a view.

    Args:
        view: reports and statements, already cut to what was known on its `known_on`.
        as_of: the day asked about; None: the view's own, else the last day of publication in it.

    Returns:
        The same board for the same view and day, whatever the order in which its reports were added.
    """
    day = day_asked(view, as_of)
    voices = whatever_the_day(view, Voices)
    agreements = agreements_as_of(view, day, voices)
    obligations = obligations_as_of(view, day, voices)
    talks = talks_as_of(view, day, voices)
    return Board(
        day,
        view.known_on,
        agreements,
        obligations,
        positions_as_of(view, day, voices),
        talks,
        figures_as_of(view, day, voices),
        upcoming(agreements, obligations, talks, day),
        timeline(view, day, voices),
        sources_as_of(view, day),
    )
