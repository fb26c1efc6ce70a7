"""Reading the events of a text of our own, with what a tagger would tell written into it.

"<doer Ruritania> <REJECT rejected> <target Freedonia's> offer": words in capitals are types of events; a number behind
them is the probability (REJECT40), and a status is told behind a slash (CONCEDE/future).
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.agreements import AgreementsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.dates import DatesStep
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.events import Events, EventsStep
from trucewatch.reading.page import Page
from trucewatch.reading.parties import PartiesStep
from trucewatch.reading.quantities import QuantitiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import SpeakersStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.events import Event
from trucewatch.vocabulary.report import Report

MARK = re.compile(r"<([A-Za-z]+)(\d*)(?:/(\w+))? ([^<>]+)>")


def parsed(marked: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """Text and spans of a marked text."""
    found: dict[str, list[Span]] = defaultdict(list)
    text, at = "", 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        sure = float(m[2] or 95) / 100
        place = (len(text), len(text) + len(m[4]))
        if m[1].isupper():
            found["event"].append(Span(*place, m[1], sure))
            if m[3]:
                found["event_status"].append(Span(*place, m[3], sure))
        else:
            found[m[1]].append(Span(*place, "", sure))
        text += m[4]
        at = m.end()
    return text + marked[at:], {head: tuple(spans) for head, spans in found.items()}


def read_events(marked: str, published: date | None = date(2019, 5, 8)) -> tuple[Event, ...]:
    """The events of a marked text."""
    text, spans = parsed(marked)
    page = Page(Report(text=text, published=published))
    page.add(Tags(spans, "made up"))
    steps = (
        SentencesStep(), ActorsStep(), DatesStep(), AttributionsStep(), SpeakersStep(), QuantitiesStep(), PartiesStep(),
        AgreementsStep(), EventsStep(),
    )  # fmt: skip
    run_steps(page, steps)
    found = page.get(Events).events
    assert all(p.is_verbatim_in(text) for event in found for p in event.trigger)
    entities = [one for event in found for one in (*event.actor_entities, *event.recipient_entities)]
    assert all(one.passage is not None and one.passage.is_verbatim_in(text) for one in entities)
    return found


def told(marked: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Type, actors and recipients of each event of a marked text."""
    return [(event.type, event.actor, event.recipient) for event in read_events(marked)]
