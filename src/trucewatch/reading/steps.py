"""The steps of the reading, in the order in which they run. A golden file pins names and versions."""

from __future__ import annotations

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.positions import Positions, PositionsStep
from trucewatch.reading.proposals import Proposals, ProposalsStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import Speakers, SpeakersStep
from trucewatch.reading.statements import StatementsStep
from trucewatch.reading.step import Step

DEFAULT_STEPS: tuple[Step, ...] = (
    SentencesStep(),
    DatesStep(),
    ActorsStep(),
    SpeakersStep(),
    ProposalsStep(),
    PositionsStep(),
    StatementsStep(
        sources={
            Proposals: lambda page: page.get(Proposals).proposals,
            Positions: lambda page: page.get(Positions).positions,
            Speakers: lambda page: page.get(Speakers).quotes,
            Dates: lambda page: page.get(Dates).expressions,
        }
    ),
)
"""What `read` runs where nothing else is asked for. To replace a step, write the list anew with another in place."""
