"""Rulings and orders of international courts, as reports cite them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.reading.instrument_citations import YEAR, Citation

_COURT = (
    r"(?:International Court of Justice|ICJ|World Court|International Criminal Court|ICC|"
    r"European Court of (?:Human Rights|Justice)|Permanent Court of Arbitration|Inter-American Court of Human Rights|"
    r"International Tribunal for the Law of the Sea|"
    r"International Criminal Tribunal for (?:the former Yugoslavia|Rwanda)|"
    r"African Court on Human and Peoples['’] Rights)"
)
_RULING = (
    r"(?:advisory opinion|ruling|judgment|judgement|provisional measures|provisional orders?|order|award|"
    r"verdict|decision|arrest warrants?)"
)
_RULINGS = re.compile(
    rf"\b(?P<ruling>{_RULING})s?\s+(?:issued |handed down |delivered |given |made )?(?:of|by|from)"
    rf"\s+the\s+(?P<court>{_COURT})"
    rf"|\b(?P<court2>{_COURT})(?:['’]s?)?\s+(?:(?:(?P<early>{YEAR})|latest|landmark|binding|provisional)"
    rf"\s+)*(?P<ruling2>{_RULING})"
)
_RULING_DATE = re.compile(
    rf"\s+(?:of|on|in|dated|issued on|issued in)"
    rf"\s+(?P<date>(?:\d{{1,2}}\s+)?(?:[A-Z][a-z]+\.?\s+)?(?:\d{{1,2}},\s+)?{YEAR})"
)


def rulings(text: str) -> Iterator[Citation]:
    """Rulings with the court that made them; warrants against persons are none."""
    for m in _RULINGS.finditer(text):
        court, ruling = m["court"] or m["court2"], (m["ruling"] or m["ruling2"]).lower()
        if "warrant" in ruling:
            continue
        dated = _RULING_DATE.match(text, m.end())
        name = f"{court}, {ruling}" + (f" of {dated['date']}" if dated else "")
        yield Citation(m.start(), dated.end() if dated else m.end(), name, m["early"])
