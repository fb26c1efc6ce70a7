"""The number of a Security Council resolution against the year printed with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.registers.resolutions import YearRow, is_near_derived_edge, rows_of_number, year_row
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Instrument
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement

_CITATION = re.compile(r"S/RES/(\d{1,4})(?:\s*\((\d{4})\))?")
_TOLD = re.compile(
    r",?\s+(?:(?:which|that)\s+)?(?:(?:it|the\s+(?:Security\s+)?Council|was|"
    r"had)\s+)*(?:unanimously\s+)?(?:adopted|passed|approved|"
    r"voted|issued|dating|dated)(?:\s+unanimously)?(?:\s+by\s+[^,.;]{3,40}?)?(?:\s+(?:in|on|from|back\s+to|of))?"
    r"(?:\s+(?:the|\d{1,2}|[A-Z][a-z]+|early|late|spring|summer|autumn|winter|of)){0,4},?\s+(?P<year>(?:19[4-9]|"
    r"20\d)\d)\b"
)
_DAY = r"(?:(?:the|\d{1,2}|[A-Z][a-z]+|early|late|spring|summer|autumn|winter|of),?\s+){0,4}"
_VERB = r"(?:adopted|passed|approved|issued|voted(?:\s+for)?)"
_VERB_BEFORE = re.compile(rf"\b{_VERB}\s+(?:(?:its|the|UN|UNSC|Security|Council['’]?s?)\s+){{0,4}}$")
_DATE_BEHIND = re.compile(rf"\s+(?:back\s+)?(?:in|on)\s+{_DAY}(?P<year>(?:19[4-9]|20\d)\d)\b")
_BEFORE = re.compile(
    rf"(?:\b[Aa]dopted\s+(?:unanimously\s+)?(?:in|on)\s+{_DAY}(?P<year>(?:19[4-9]|20\d)\d),?\s+|"
    rf"\b(?:[Ii]n|[Oo]n)\s+{_DAY}(?P<other>(?:19[4-9]|20\d)\d),?\s+(?:the\s+)?(?:UN|U\.N\.|"
    rf"United\s+Nations)?\s*(?:Security\s+)?"
    rf"Council\s+(?:unanimously\s+)?(?:had\s+)?{_VERB}\s+)(?:(?:its|the|UN|UNSC|Security|Council['’]?s?)\s+){{0,4}}$"
)
_NEAR = 110  # characters before a number in which its year may stand
_SLASHED = re.compile(
    r"\b(?:UNSC|UN\s?SC|SC|Security\s+Council)\s+[Rr]es(?:olution|"
    r"\.)?\s+(?P<number>\d{1,4})/(?P<year>\d{4})\b"
)
_ASSEMBLY = re.compile(r"\b(?:Assembly|UNGA)\b(?:(?!Council)[^.]){0,60}$")
_COUNCIL = re.compile(
    r"\b(?:[A-Z]\w+ (?:and|of) )?[A-Z]\w+ Council (?:of|for) the [A-Z]\w+(?: [A-Z]\w+)*|\bPeace and Security Council\b"
)
_SECURITY_COUNCIL = re.compile(r"(?<!Peace and )\bSecurity Council\b|\bUnited Nations\b|\bU\.?N\b|\bS/RES/|\bUNSC\b")
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
        cited: defaultdict[tuple[str, int, int], list[tuple[Place, str | None]]] = defaultdict(list)
        for statement in material.of(Instrument):
            if (m := _CITATION.fullmatch(statement.content.citation.strip())) is None:
                continue
            year = m[2] or _year_told(material.view.report(statement.report_id).text, statement)
            if year and not _is_of_assembly(material.view.report(statement.report_id).text, statement):
                held = ((Place(statement.report_id, p), statement.id) for p in statement.content.passages)
                cited[statement.report_id, int(m[1]), int(year)].extend(held)
        for report in material.reports:
            is_named = "SC" in report.text or "Security" in report.text
            for m in _SLASHED.finditer(report.text) if is_named else ():
                place = Place(report.id, Passage.of(report.text, *m.span()))
                cited[report.id, int(m["number"]), int(m["year"])].append((place, None))
        printed = frozenset((number, year) for _, number, year in cited)
        for (report_id, number, year), places in cited.items():
            row = rows_of_number(number)
            if _is_of_another(material.view.report(report_id).text):
                continue
            if row is None or row.year == year or (row.last is None and year > row.year):
                continue
            yield self._finding(number, year, row, places, printed)

    def _finding(
        self,
        number: int,
        year: int,
        row: YearRow,
        places: list[tuple[Place, str | None]],
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
            tuple(dict.fromkeys(place for place, _ in places)),
            (f"{number} ({row.year})", *_similar(number, year, printed)),
            tuple(dict.fromkeys(id_ for _, id_ in places if id_)),
        )


def _year_told(text: str, statement: Statement[Instrument]) -> str | None:
    """The year that stands behind the number in words: "resolution 1701, which it adopted on 11 August 2006"."""
    found: set[str] = set()
    for p in statement.content.passages:
        before = text[max(0, p.start - _NEAR) : p.start]
        behind = _TOLD.match(text, p.end) or (_VERB_BEFORE.search(before) and _DATE_BEHIND.match(text, p.end))
        if behind:
            found.add(behind["year"])
        elif (m := _BEFORE.search(before)) is not None:
            found.add(m["year"] or m["other"])
    return next(iter(found)) if len(found) == 1 else None


def _is_of_another(text: str) -> bool:
    """Does a text name another body with councils and resolutions of its own, and never the United Nations' one?"""
    return _COUNCIL.search(text) is not None and not _SECURITY_COUNCIL.search(text)


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
