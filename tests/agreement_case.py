"""Reading the agreements of a text of our own by word lists and the parse, with the steps that they need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.agreements import Agreements, AgreementsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.dates import DatesStep
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.page import Page
from trucewatch.reading.parties import PartiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import SpeakersStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Agreement
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

PUBLISHED = date(2016, 5, 11)  # a Wednesday
STEPS = (
    SentencesStep(), ActorsStep(), DatesStep(), AttributionsStep(), SpeakersStep(), PartiesStep(), AgreementsStep(),
)  # fmt: skip


def read(text: str) -> Agreements:
    """The agreements of a text that was published on Wednesday, 11 May 2016; every passage is in it word for word."""
    page = Page(Report(text, PUBLISHED))
    page.add(Tags({}, "none"))
    run_steps(page, STEPS)
    found = page.get(Agreements)
    assert all(passage.is_verbatim_in(text) for passage in _passages(found))
    return found


def main_of(text: str) -> Agreement:
    """The main agreement of a text that has one."""
    found = read(text).agreement
    assert found is not None
    return found


def _passages(layer: Agreements) -> Iterator[Passage]:
    for record in (layer.agreement, *layer.others):
        for phase in record.phases if record is not None else ():
            yield from phase.evidence
            yield from (passage for claim in phase.claims for passage in claim.evidence)
        yield from record.evidence if record is not None else ()
