"""The steps of the reading, in the order in which they run. A golden file pins names and versions."""

from __future__ import annotations

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.agreements import Agreements, AgreementsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.encoder.layer import EncoderStep
from trucewatch.reading.events import EventsStep
from trucewatch.reading.figures import Figures, FiguresStep
from trucewatch.reading.instruments import Instruments, InstrumentsStep
from trucewatch.reading.obligations import Obligations, ObligationsStep
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties, PartiesStep
from trucewatch.reading.positions import Positions, PositionsStep
from trucewatch.reading.proposals import Proposals, ProposalsStep
from trucewatch.reading.quantities import QuantitiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import Speakers, SpeakersStep
from trucewatch.reading.statements import StatementsStep
from trucewatch.reading.step import Step
from trucewatch.reading.talks import TalksLayer, TalksStep
from trucewatch.reading.violation_incidents import IncidentsStep
from trucewatch.reading.violations import Violations, ViolationsStep
from trucewatch.vocabulary.kinds import Agreement


def _agreements(page: Page) -> tuple[Agreement, ...]:
    layer = page.get(Agreements)
    return (*([layer.agreement] if layer.agreement else []), *layer.others)


DEFAULT_STEPS: tuple[Step, ...] = (
    EncoderStep(),
    SentencesStep(),
    DatesStep(),
    ActorsStep(),
    AttributionsStep(),
    SpeakersStep(),
    QuantitiesStep(),
    FiguresStep(),
    PartiesStep(),
    AgreementsStep(),
    InstrumentsStep(),
    TalksStep(),
    ProposalsStep(),
    PositionsStep(),
    ObligationsStep(),
    ViolationsStep(),
    IncidentsStep(),
    EventsStep(),
    StatementsStep(
        sources={
            Parties: lambda page: page.get(Parties).parties,
            Agreements: _agreements,
            Proposals: lambda page: page.get(Proposals).proposals,
            Obligations: lambda page: page.get(Obligations).obligations,
            Positions: lambda page: page.get(Positions).positions,
            Speakers: lambda page: page.get(Speakers).quotes,
            Dates: lambda page: page.get(Dates).expressions,
            Figures: lambda page: page.get(Figures).figures,
            Instruments: lambda page: page.get(Instruments).instruments,
            TalksLayer: lambda page: page.get(TalksLayer).talks,
            Violations: lambda page: page.get(Violations).violations,
        }
    ),
)
"""What `read` runs where nothing else is asked for. To replace a step, write the list anew with another in place."""
