"""Reading the obligations of a text of our own by word lists and the parse, with the steps that they need."""

from __future__ import annotations

from datetime import date

from told_case import ListsStep
from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.agreements import AgreementsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.dates import DatesStep
from trucewatch.reading.obligations import Obligations, ObligationsStep
from trucewatch.reading.page import Page
from trucewatch.reading.parties import PartiesStep
from trucewatch.reading.quantities import QuantitiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import SpeakersStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Obligation
from trucewatch.vocabulary.report import Report

STEPS = (
    ListsStep(),
    SentencesStep(),
    ActorsStep(),
    DatesStep(),
    AttributionsStep(),
    SpeakersStep(),
    QuantitiesStep(),
    PartiesStep(),
    AgreementsStep(),
    ObligationsStep(),
)


def read(text: str, published: date | None = date(2019, 5, 1)) -> tuple[Obligation, ...]:
    page = Page(Report(text=text, published=published))
    run_steps(page, STEPS)
    found = page.get(Obligations).obligations
    assert all(p.is_verbatim_in(text) for o in found for p in o.evidence)
    return found


def facts(text: str) -> set[tuple[str | None, str, str]]:
    return {(o.bearer, o.action, o.state) for o in read(text)}
