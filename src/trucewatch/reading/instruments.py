"""Step: instruments of law as a report cites them: resolutions, the Charter, treaties, rulings of courts.

Citations are normalised in form only. Number and year stay as printed, even where they are wrong: a check finds that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from trucewatch.reading.agreements import Agreements
from trucewatch.reading.instrument_citations import YEAR, Citation
from trucewatch.reading.instrument_deals import deals
from trucewatch.reading.instrument_purposes import Purposes
from trucewatch.reading.instrument_resolutions import resolutions
from trucewatch.reading.instrument_rulings import rulings
from trucewatch.reading.instrument_treaties import articles, bare_articles, charter, constitutions, treaties
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.reading.speakers import Speakers
from trucewatch.vocabulary.kinds import Instrument

_YEAR_TOLD = re.compile(
    rf"\b(?P<early>{YEAR})\s+(?:(?:UN|U\.N\.|United Nations|Security Council)\s+)*resolution\b|"
    rf"\bresolution,?\s+(?:(?:which|that)\s+was\s+)?(?:adopted|passed|issued|approved)\s+(?:by\s+[^,.;]{{3,30}}\s+)?"
    rf"in\s+(?:[A-Z]\w+\s+)?(?P<late>{YEAR})\b"
)


@dataclass(frozen=True)
class Instruments:
    """The instruments a report cites, each once, in the order of first citation."""

    instruments: tuple[Instrument, ...]


@dataclass(frozen=True)
class InstrumentsStep:
    """Finds what instruments a report cites and who cites them."""

    name: str = "instruments"
    version: str = "3"
    reads: tuple[type, ...] = (Sentences, Speakers, Agreements)
    writes: type = Instruments

    def __call__(self, page: Page) -> Instruments:
        speakers, purposes = page.get(Speakers), Purposes(page)
        found: dict[str, Instrument] = {}
        cited_as_law = list(_beside_main(deals(page.text), page.get(Agreements)))
        for cited in merge_years(find_citations(page.text, cited_as_law), year_told(page.text)):
            passage = page.passage(cited.start, cited.end)
            known, told = found.get(cited.text), purposes.of(cited)
            if known is not None:
                first = known.cited_for or told
                found[cited.text] = replace(known, evidence=(*known.evidence, passage), cited_for=first)
                continue
            found[cited.text] = Instrument(
                citation=cited.text,
                cited_by=speakers.speaker_at(cited.start),
                cited_for=told,
                evidence=(passage,),
                step=self.name,
            )
        return Instruments(tuple(found.values()))


def year_told(text: str) -> str | None:
    """The year of "the 1978 resolution", "a resolution adopted in 1978"; None where none or several are printed so."""
    years = {m["early"] or m["late"] for m in _YEAR_TOLD.finditer(text)}
    return next(iter(years)) if len(years) == 1 else None


def _beside_main(cited: Iterable[Citation], agreements: Agreements) -> Iterator[Citation]:
    """Without the agreement that the report is about, which is an instrument only by its articles."""
    main = agreements.agreement
    told = " ".join(p.text for p in main.evidence).casefold() if main is not None else ""
    return (c for c in cited if c.name.casefold() not in told)


def find_citations(text: str, further: Sequence[Citation] = ()) -> list[Citation]:
    """Every citation in a text, in order; of citations that overlap, the longest stays.

    Args:
        text: the report.
        further: citations found by other means, which join the others.
    """
    law = [*charter(text), *treaties(text)]
    found = [
        *resolutions(text),
        *law,
        *bare_articles(text, law),
        *constitutions(text),
        *articles(text),
        *rulings(text),
        *further,
    ]
    kept: list[Citation] = []
    for cited in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        clash = any(c.start < cited.end and cited.start < c.end and not _in_one_list(c, cited) for c in kept)
        if not clash:
            kept.append(cited)
    return sorted(kept, key=lambda c: (c.start, c.end))


def _in_one_list(a: Citation, b: Citation) -> bool:
    """Two of "Articles 2 and 51 of the Charter" share their words."""
    return (a.start, a.end) == (b.start, b.end) and a.name != b.name and "," in a.name and "," in b.name


def merge_years(citations: list[Citation], told: str | None = None) -> list[Citation]:
    """Give a citation without a year the year printed elsewhere with the same number, if only one is.

    Args:
        citations: as found, in order.
        told: the year of the one resolution that the text speaks of.

    Returns:
        The citations that stay: a bare mention of the Charter or of the Conventions falls away beside their articles.
    """
    years: dict[str, set[str]] = {}
    behind = {cited.name for cited in citations if cited.behind and cited.year is not None}
    resolved = {cited.name for cited in citations if "RES/" in cited.name}
    if told is not None and len(resolved) == 1 and not any(c.year for c in citations if c.name in resolved):
        years[next(iter(resolved))] = {told}
    for cited in citations:
        if cited.year is not None:
            years.setdefault(cited.name, set()).add(cited.year)
    out = []
    for cited in citations:
        known = years.get(cited.name, set())
        if any(c.name.startswith(cited.name + ",") for c in citations):
            continue
        is_told = cited.year is None and len(known) == 1
        out.append(replace(cited, year=next(iter(known)), behind=cited.name in behind) if is_told else cited)
    return out
