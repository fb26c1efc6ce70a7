"""Shares, weights, distances and lengths of time as a report's words print them; `counts` leaves these out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.counts import Count
from trucewatch.reading.number_forms import value_of
from trucewatch.vocabulary.passage import Passage

_NUMBER = (
    r"\d[\d,]*(?:\.\d+)?|(?:[a-z]+ty[ -])?(?:one|two|three|four|five|six|seven|eight|nine)|[a-z]+teen|[a-z]+ty|ten|"
    r"eleven|twelve"
)
_MEASURE = re.compile(
    rf"(?<![\w.,-])(?P<number>{_NUMBER})[ -]?(?P<unit>per ?cent|percent|%|tonne|ton|kilomet(?:re|er)|km|met(?:re|er)|"
    r"mile|hectare|lit(?:re|er)|hour|day|week|month|minute)s?(?!\w)",
    re.IGNORECASE,
)
_SAME = {"percent": "per cent", "percent.": "per cent", "%": "per cent", "ton": "tonne", "km": "kilometre"}


def measures_in(text: str, start: int, end: int) -> Iterator[Count]:
    """The measures in a stretch of a text, in order, their unit as what is counted."""
    for m in _MEASURE.finditer(text, start, end):
        number = value_of(m["number"])
        if number is not None:
            unit = m["unit"].lower().replace("meter", "metre").replace("liter", "litre")
            yield Count(Passage.of(text, *m.span()), number, number, number, (_SAME.get(unit, unit),))
