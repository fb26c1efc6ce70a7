"""The number of a Security Council resolution against the year printed with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.registers.resolutions import YearRow, is_near_derived_edge, rows_of_number, year_row
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Instrument
from trucewatch.vocabulary.statement import Statement

_CITATION = re.compile(r"S/RES/(\d{1,4})(?:\s*\((\d{4})\))?")
_TOLD = re.compile(
    r",?\s+(?:(?:which|that)\s+)?(?:(?:it|the\s+(?:Security\s+)?Council|was|had)\s+)*(?:unanimously\s+)?(?:adopted|passed|approved|"
    r"voted|issued|dating|dated)(?:\s+unanimously)?(?:\s+by\s+[^,.;]{3,40}?)?(?:\s+(?:in|on|from|back\s+to|of))?"
    r"(?:\s+(?:the|\d{1,2}|[A-Z][a-z]+|early|late|spring|summer|autumn|winter|of)){0,4},?\s+(?P<year>(?:19[4-9]|20\d)\d)\b"
)
_ASSEMBLY = re.compile(r"\b(?:Assembly|UNGA)\b(?:(?!Council)[^.]){0,60}$")
_ALIKE = (frozenset("08"), frozenset("38"), frozenset("17"), frozenset("56"), frozenset("69"), frozenset("35"))
_REPAIRS = 4


class ResolutionYear:
    """S/RES/N (year) against the register of years.

    The year may also stand in words behind the number. Silent where the register has the number in that year, or does
    not hold the number, or holds it only as "the newest year or later" and the printed year is one of these. Other
    bodies' resolutions have numbers of their own. Near a boundary that the register reckoned, the year beside it is a
    tension, told with care.
    """

    code = "resolution-year"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        cited: defaultdict[tuple[str, int, int], list[Statement[Instrument]]] = defaultdict(list)
        for statement in material.of(Instrument):
            if (m := _CITATION.fullmatch(statement.content.citation.strip())) is None:
                continue
            year = m[2] or _year_told(material.view.report(statement.report_id).text, statement)
            if year and not _is_of_assembly(material.view.report(statement.report_id).text, statement):
                cited[statement.report_id, int(m[1]), int(year)].append(statement)
        printed = frozenset((number, year) for _, number, year in cited)
        for (_, number, year), statements in cited.items():
            row = rows_of_number(number)
            if row is None or row.year == year or (row.last is None and year > row.year):
                continue
            yield self._finding(number, year, row, statements, printed)

    def _finding(
        self,
        number: int,
        year: int,
        row: YearRow,
        statements: list[Statement[Instrument]],
        printed: frozenset[tuple[int, int]],
    ) -> Finding:
        near_edge = is_near_derived_edge(number)
        sentence = (
            f"The report prints {number} ({year}); the register has {number} in {row.year}. "
            f"Basis: {row.basis}; source: {row.source}."
        )
        if near_edge:
            sentence += (
                f" The number lies near a boundary of {row.year} that the register reckoned and did not see; "
                "the year beside it is possible."
            )
        return Finding(
            self.code,
            "tension" if near_edge and abs(row.year - year) == 1 else self.severity,
            sentence,
            tuple(dict.fromkeys(Place(s.report_id, p) for s in statements for p in s.content.passages)),
            (f"{number} ({row.year})", *_similar(number, year, printed)),
            tuple(s.id for s in statements),
        )


def _year_told(text: str, statement: Statement[Instrument]) -> str | None:
    """The year that stands behind the number in words: "resolution 1701, which it adopted on 11 August 2006"."""
    found = {m["year"] for p in statement.content.passages if (m := _TOLD.match(text, p.end))}
    return next(iter(found)) if len(found) == 1 else None


def _is_of_assembly(text: str, statement: Statement[Instrument]) -> bool:
    """Is the resolution, printed by its number alone, one of an assembly named shortly before?"""
    first = statement.content.passages[0]
    is_bare = "S/RES" not in first.text and "Council" not in first.text
    return is_bare and _ASSEMBLY.search(text[max(0, first.start - 80) : first.start]) is not None


def _similar(number: int, year: int, printed: frozenset[tuple[int, int]]) -> list[str]:
    """Numbers of the printed year one digit away, likeliest first.

    First those that some report of the view cites with that year, then those whose digit looks like the printed
    one, then the nearest.
    """
    row = year_row(year)
    if row is None:
        return []
    ranked = []
    digits = str(number)
    for place, digit in enumerate(digits):
        for other in "0123456789":
            candidate = int(digits[:place] + other + digits[place + 1 :])
            if other == digit or not row.holds(candidate):
                continue
            unlike = frozenset((digit, other)) not in _ALIKE
            ranked.append(((candidate, year) not in printed, unlike, abs(candidate - number), candidate))
    return [f"{candidate} ({year})" for *_, candidate in sorted(ranked)[: _REPAIRS - 1]]
