"""Symbols of United Nations documents that cannot be as printed, by the form that symbols have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trucewatch.checks.material import Material
from trucewatch.registers.resolutions import rows_of_number, year_row
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_SYMBOL = re.compile(
    r"(?<![\w/.-])(?P<symbol>[AS]/(?:(?:HRC/)?(?:RES|PRST)/|HRC/(?=\d)|(?=\d))(?P<rest>[\w(][\w./-]*\w|\w))"
    r"(?:\s?\((?P<brackets>\d{1,5}|[IVXL]+)\))?"
)
_OTHER_BEGINNING = re.compile(
    r"(?<![\w/.-])(?:(?P<organ>SC|UNSC|UN|GA|UNGA|SG|U)/RES/|(?P<letter>[AS])(?:/RES|-RES-|/RS/|/RESS/|/REES/|/RSE/|RES/|/RES-))(?P<rest>\d[\d/]*)"
)
_SIGNS = ("S/", "A/", "RES", "PRST", "Council resolution", "UNSC resolution", "Assembly resolution", "UNGA resolution")
_YEAR_BEHIND = re.compile(r",?\s+(?:adopted\s+(?:in|on)|of|from)\s+(?:\d{1,2}\s+)?(?:[A-Z][a-z]+\s+)?(?P<year>\d{4})\b")
_COUNCIL_WORDS = re.compile(
    r"\b(?:Security Council|UNSC)(?:['’]s)? resolution (?:[Nn]o\.? )?(?P<session>[3-9]\d)/(?P<number>\d{1,3})\b(?!/)"
)
_ASSEMBLY_WORDS = re.compile(
    r"\b(?:General Assembly|UNGA)(?:['’]s)? resolution (?:[Nn]o\.? )?(?P<number>\d{1,4})\b(?![/(]|\s\([IVXL])"
    r"(?:\s?\(|\s+of\s+|,?\s+adopted in\s+)(?P<year>\d{4})\b\)?"
)
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_CORRECTED = re.compile(r"/(?:Add|Corr|Rev|Annex)(?:\.\d{1,2})?$")
_FIRST_YEAR_IN_SYMBOL = 1994  # since then documents and statements of the Council are counted within a year
_SESSION_OFFSET = 1945  # the first session opened in 1946; session n opens in September of 1945 + n
_FIRST_SESSION_IN_SYMBOL = 31  # until the thirtieth a Roman numeral behind the number told the session
_HIGHEST_SESSION = 100
_NO_YEAR = 0


@dataclass(frozen=True)
class _Trouble:
    """Why a symbol cannot be, as the end of a sentence, and what may be meant, likeliest first."""

    why: str
    repairs: tuple[str, ...]


class SymbolMalformed:
    """A document symbol of the Security Council, the General Assembly or the Human Rights Council of no possible form.

    A number beyond the newest of the register is not malformed, nor is a year that does not fit a well-formed Council
    number (`ResolutionYear` tells of it). Old forms stay: S/25700 until 1993, A/RES/181 (II) until the 30th session.
    """

    code = "symbol-malformed"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            if not any(sign in report.text for sign in _SIGNS):
                continue
            found: dict[tuple[str, _Trouble], list[Place]] = {}
            for passage, trouble in _troubles(report):
                found.setdefault((passage.text, trouble), []).append(Place(report.id, passage))
            for (printed, trouble), places in found.items():
                sentence = f"The report prints “{printed}”; {trouble.why}."
                yield Finding(self.code, self.severity, sentence, tuple(places), trouble.repairs)


def _troubles(report: Report) -> Iterator[tuple[Passage, _Trouble]]:
    text, latest = report.text, report.published.year if report.published else None
    for m in _SYMBOL.finditer(text):
        behind = _YEAR_BEHIND.match(text, m.end())
        brackets = m["brackets"] or ""
        year = int(brackets if re.fullmatch(r"\d{4}", brackets) else behind["year"] if behind else _NO_YEAR)
        symbol = _CORRECTED.sub("", m["symbol"])
        trouble = _trouble(symbol, brackets, year, latest)
        if trouble is not None:
            yield Passage.of(text, m.start(), m.end()), trouble
    for m in _OTHER_BEGINNING.finditer(text):
        organ = m["letter"] or ("A" if "A" in m["organ"] else "S")
        why = "symbols of resolutions begin with S/RES/ (the Council) or A/RES/ (the Assembly)"
        yield Passage.of(text, *m.span()), _Trouble(why, (f"{organ}/RES/{m['rest']}",))
    for m in _COUNCIL_WORDS.finditer(text):
        repairs = (f"General Assembly resolution {m['session']}/{m['number']}", "another number of the Council")
        why = "the Council's resolutions are counted through without a session, the Assembly's within one"
        yield Passage.of(text, m.start(), m.end()), _Trouble(why, repairs)
    for m in _ASSEMBLY_WORDS.finditer(text):
        year, number = int(m["year"]), int(m["number"])
        if _SESSION_OFFSET + _FIRST_SESSION_IN_SYMBOL < year < _SESSION_OFFSET + 200:
            yield Passage.of(text, m.start(), m.end()), _assembly_without_session(number, year)


def _trouble(symbol: str, brackets: str, year: int, latest: int | None) -> _Trouble | None:
    organ, _, rest = symbol.partition("/")
    if rest.startswith("RES/"):
        parts = rest.removeprefix("RES/").split("/")
        return (
            _council_resolution(parts, brackets)
            if organ == "S"
            else _assembly_resolution(parts, brackets, year, latest)
        )
    if rest.startswith("PRST/"):
        return _statement(rest.removeprefix("PRST/").split("/"), latest) if organ == "S" else None
    if rest.startswith("HRC/"):
        return _human_rights(rest.removeprefix("HRC/"))
    parts = rest.split("/")
    if not all(p.isdigit() for p in parts) or len(parts) == 1:
        return None
    if len(parts) > 2:
        return _Trouble("the symbol of a document has two numbers", (f"{organ}/{parts[0]}/{parts[1]}",))
    first, second = int(parts[0]), int(parts[1])
    return _council_document(first, second, latest) if organ == "S" else _assembly_document(first, second, latest)


def _council_resolution(parts: list[str], brackets: str) -> _Trouble | None:
    form = "a resolution of the Council is S/RES/ with one number and its year in brackets"
    if len(parts) == 1 and re.fullmatch(r"\d{1,4}(?:-\d{1,4})?", parts[0]):
        number = int(parts[0].split("-")[0])
        row = rows_of_number(number)
        if row and brackets and not re.fullmatch(r"\d{4}", brackets):
            return _Trouble(form, (f"S/RES/{number} ({row.year})",))
        return None if number else _Trouble(f"{form}, and numbers begin with 1", _other_numbers(""))
    numbers = [int(p) for p in parts if p.isdigit() and len(p) <= 4]
    rows = [(n, rows_of_number(n)) for n in numbers]
    fitting = [f"S/RES/{n} ({row.year})" for n, row in rows if row and row.year in numbers]
    likely = [f"S/RES/{n} ({row.year})" for n, row in rows if row and row.last and year_row(n) is None][:1]
    is_session = len(parts) == len(numbers) == 2 and _FIRST_SESSION_IN_SYMBOL <= numbers[0] < _HIGHEST_SESSION
    assembly = [f"A/RES/{numbers[0]}/{numbers[1]}"] if is_session else []
    return _Trouble(form, tuple(dict.fromkeys([*fitting, *assembly, *likely])) or _other_numbers(parts[0]))


def _other_numbers(printed: str) -> tuple[str, ...]:
    """What may be meant where the number itself cannot be; a digit too many is dropped."""
    shorter = dict.fromkeys(printed[:at] + printed[at + 1 :] for at in range(len(printed)))
    rows = [(n, rows_of_number(int(n))) for n in shorter if n.isdigit() and len(n) <= 4]
    return tuple(f"S/RES/{int(n)} ({row.year})" for n, row in rows if row and row.last) or ("the number is lost",)


def _assembly_resolution(parts: list[str], brackets: str, year: int, latest: int | None) -> _Trouble | None:
    form = "a resolution of the Assembly is A/RES/ with its session and its number"
    number = re.match(r"\d+", parts[-1])
    if number is None or not re.fullmatch(r"(?:ES-|S-)?\d{1,4}(?:\s?[A-Z](?:-[A-Z])?)?", parts[0]):
        return _Trouble(form, ("another symbol",))
    if len(parts) == 1:
        return _assembly_number(int(number[0]), brackets, year)
    session = int(parts[0]) if parts[0].isdigit() else None
    if session is None and len(parts) == 2 and int(number[0]):
        return None
    if len(parts) > 2 or not int(number[0]):
        return _Trouble(
            form + (", and numbers begin with 1" if len(parts) == 2 else ""), ("/".join(["A/RES", *parts[:2]]),)
        )
    if session is None:
        return None
    if session > _SESSION_OFFSET:
        sessions = session - _SESSION_OFFSET, session - _SESSION_OFFSET - 1
        return _Trouble(f"{form}, not its year", tuple(f"A/RES/{s}/{number[0]}" for s in sessions))
    return _session_trouble(f"A/RES/{session}/{number[0]}", session, year, latest)


def _assembly_number(number: int, brackets: str, year: int) -> _Trouble | None:
    """A/RES/ with one number: possible with the Roman numeral of an early session, or named with an early year."""
    if brackets and not brackets.isdigit():
        if _ROMAN.fullmatch(brackets):
            return None
        why = "a Roman numeral told the session until the thirtieth, XXX; later the session stands before the number"
        return _Trouble(why, ("another session",))
    if year and year < _SESSION_OFFSET + _FIRST_SESSION_IN_SYMBOL + 1:
        return None
    return _assembly_without_session(number, year)


def _assembly_without_session(number: int, year: int) -> _Trouble:
    why = "since its 31st session, of 1976, the Assembly puts the session before a number that is counted within it"
    row, held = rows_of_number(number), year_row(year)
    council = [f"S/RES/{number} ({row.year})"] if row and row.last else []
    if not year:
        return _Trouble(why, (f"A/RES/ with a session before {number}", *council))
    sessions = [f"A/RES/{year - _SESSION_OFFSET - back}/{number}" for back in (0, 1)]
    is_council = held is not None and held.holds(number)
    return _Trouble(why, tuple([*council, *sessions] if is_council else [*sessions, *council]))


def _session_trouble(symbol: str, session: int, year: int, latest: int | None) -> _Trouble | None:
    if session < _FIRST_SESSION_IN_SYMBOL:
        return None  # "A/RES/25/2625" is read in many texts for 2625 (XXV)
    opened = _SESSION_OFFSET + session
    if year and not opened <= year <= opened + 1:
        sessions = tuple(symbol.replace(f"/{session}/", f"/{year - _SESSION_OFFSET - back}/", 1) for back in (0, 1))
        why = f"session {session} of the Assembly ran from September {opened} to September {opened + 1}, not in {year}"
        return _Trouble(why, (f"{symbol} ({opened})", *(sessions if year > _SESSION_OFFSET + 1 else ())))
    if latest is not None and opened > latest:
        why = f"session {session} of the Assembly opens in {opened}, after the report was published"
        return _Trouble(why, ("an earlier session", "another number"))
    return None


def _statement(parts: list[str], latest: int | None) -> _Trouble | None:
    form = "a statement of the Council's President is S/PRST/ with its year and its number within the year"
    if not all(p.isdigit() for p in parts) or len(parts) != 2:
        year = next((p for p in parts if p.isdigit() and len(p) == 4), None)
        number = next((p for p in parts if p.isdigit() and p != year), None)
        return _Trouble(form, (f"S/PRST/{year or 'year'}/{number or 'number'}",))
    year, number = parts
    if len(year) != 4 and len(number) == 4:
        return _Trouble(form, (f"S/PRST/{number}/{year}",))
    return _counted_in_year("S/PRST", int(year), int(number), latest)


def _council_document(first: int, number: int, latest: int | None) -> _Trouble | None:
    if first < 1000:
        is_year = first < 100 and latest is not None and 2000 + first <= latest
        longer = (f"S/20{first:02}/{number}",) if is_year else ()
        why = (
            "a document of the Council is S/ with its year and its number; a session stands in symbols of the Assembly"
        )
        return _Trouble(why, (f"A/{first}/{number}", *longer))
    return _counted_in_year("S", first, number, latest)


def _counted_in_year(series: str, year: int, number: int, latest: int | None) -> _Trouble | None:
    if not number:
        return _Trouble("numbers begin with 1", ("the number is missing",))
    if year < _FIRST_YEAR_IN_SYMBOL:
        why = f"documents of the Council carry a year in their symbol since {_FIRST_YEAR_IN_SYMBOL}, not in {year}"
        return _Trouble(why, ("another year", f"a document of {year}, whose symbol is S/ with one number"))
    if latest is not None and year > latest:
        return _Trouble(f"the year {year} lies after the report was published", (f"{series}/{latest}/{number}",))
    return None


def _assembly_document(session: int, number: int, latest: int | None) -> _Trouble | None:
    if session > _SESSION_OFFSET:
        sessions = (f"A/{session - _SESSION_OFFSET - back}/{number}" for back in (0, 1))
        why = "a document of the Assembly is A/ with its session and its number, not its year"
        return _Trouble(why, (*sessions, f"S/{session}/{number}"))
    return _session_trouble(f"A/{session}/{number}", session, _NO_YEAR, latest)


def _human_rights(rest: str) -> _Trouble | None:
    form = "symbols of the Human Rights Council have its session and a number"
    if re.fullmatch(r"(?:RES/|PRST/)?(?:S-)?\d{1,2}/\d{1,3}", rest):
        return None
    if re.fullmatch(r"(?:RES/|PRST/)?(?:S-)?\d{1,4}(?:/\d{1,4})?", rest):
        return _Trouble(form, ("A/HRC/ with the session before the number",))
    return None
