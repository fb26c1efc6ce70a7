"""A case: what was published under an agreement, in a few statements, and how things stood on some dates.

Cases are YAML that an analyst can write: statements (one sentence each), rulings on them, and expectations: a date, the
day by which things had to be published to count, and the values that standing must then answer, by path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from trucewatch.agreements.case_statements import KINDS, content_from
from trucewatch.agreements.terms import Terms
from trucewatch.registers.yaml_file import FileMistake, Place, YamlFile, YamlFileError, nearest, read_yaml
from trucewatch.vocabulary.agreement import PhaseState
from trucewatch.vocabulary.kinds import FigureWhat, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import MemoryView

_FORCE = ("created", "in_force", "suspended", "lapsed", "terminated", "superseded")
PATHS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "agreement": {"force": _FORCE, "alleged": ()},
    "phases": {
        "calendar": ("not_begun", "in_force", "expired", "unknown"), "day": (), "last_day": (),
        "claimed": get_args(PhaseState),
    },
    "obligations": {
        "force": _FORCE, "performance": ("none", "partial", "full", "late", "halted"), "progress": (),
        "due": ("no_date", "not_due", "due_today", "overdue", "met", "met_late"), "days_late": (), "owed": (),
        "delivered": (), "remaining": (), "alleged": (), "denied": (), "found": (), "contested": (),
        "last_reported": (), "reports_since": (),
    },
    "powers": {"state": ("open", "exercised", "spent", "closed"), "consents": (), "refusals": ()},
    "figures": dict.fromkeys(get_args(FigureWhat), ()),
}  # fmt: skip
"""What a case can expect: what of each sort of thing, and the closed list of its words (none: a number, day, list)."""
FINDINGS = "findings"
_VERDICTS = ("accept", "withdraw")
_TOP = ("case", "statements", "rulings", "expect")
_STATEMENT = ("report", "says", "published", "outlet", "by", "kind", "called", "source")


class CaseFileError(YamlFileError):
    """A case cannot be read, or has mistakes: it tells all of them, each with its line."""

    WHAT = "case file"


@dataclass(frozen=True)
class Expectation:
    """How things stood, by what was known.

    Attributes:
        as_of: the day (its end) or hour that is asked about.
        known_on: what was published later does not count.
        states: path to value; alternatives of the terms are `{"either": [...]}`.
        because: what it rests on.
        line: where it stands in the file.
    """

    as_of: date | datetime
    known_on: date
    states: Mapping[str, object]
    because: str
    line: int


@dataclass(frozen=True)
class Case:
    """One case of one agreement.

    Attributes:
        name: of its file, without the ending.
        title: what it is about.
        view: everything that was published, rulings applied.
        expectations: in the order of the file.
    """

    name: str
    title: str
    view: MemoryView
    expectations: tuple[Expectation, ...]


def read_case(path: Path, terms: Terms) -> Case:
    """The case of a file.

    Args:
        path: the file.
        terms: of the agreement it is about; paths of expectations name their parts.

    Raises:
        CaseFileError: the file cannot be read, or has mistakes: it tells all of them, each with its line.
    """
    file = read_yaml(path, CaseFileError)
    if not isinstance(file.data, dict):
        raise CaseFileError(path, [FileMistake(1, "no keys and values", "a case, which begins with `case:`")])
    reading = _Reading(file, terms)
    case = reading.case(path.stem, file.data)
    if reading.mistakes or file.mistakes:
        raise CaseFileError(path, (*file.mistakes, *reading.mistakes))
    return case


def read_expectations(path: Path, terms: Terms) -> tuple[Expectation, ...]:
    """The expectations of a file that is about a record: a case without statements of its own.

    Raises:
        CaseFileError: as `read_case`; also where the file has statements.
    """
    case = read_case(path, terms)
    if case.view.all_statements:
        mistake = FileMistake(1, "statements of its own", "`case` and `expect` alone: the record has the statements")
        raise CaseFileError(path, [mistake])
    return case.expectations


class _Reading:
    """Reads the values of one case file and keeps every mistake."""

    def __init__(self, file: YamlFile, terms: Terms) -> None:
        self.mistakes: list[FileMistake] = []
        self._file, self._terms = file, terms
        self._zone = ZoneInfo(terms.zone)
        self._parts = {
            "agreement": "agreement",
            "figures": "figures",
            **{each.id: "phases" for each in terms.phases},
            **{each.id: "obligations" for each in terms.obligations},
            **{each.id: "powers" for each in terms.powers},
        }

    def case(self, name: str, data: Mapping[str, Any]) -> Case:
        """The case; of use only where no mistake was kept."""
        self._keys(data, _TOP, ())
        title = self._words(data, "case", ())
        said = self._mappings(data, "statements")
        view = self._view(self._statements(said), self._withdrawn(self._mappings(data, "rulings"), len(said)))
        wanted = self._mappings(data, "expect")
        if not wanted:
            self._wrong((), "no expectation", "`expect` with at least one date and its states")
        expectations = [self._expectation(each, ("expect", number)) for number, each in wanted]
        return Case(name, title, view, tuple(each for each in expectations if each is not None))

    def _wrong(self, place: Place, found: str, expected: str, advice: str = "") -> None:
        self.mistakes.append(FileMistake(self._file.line_of(*place), found, expected, advice))

    def _keys(self, given: Mapping[str, Any], known: tuple[str, ...], place: Place) -> None:
        for key in given:
            if key not in known:
                self._wrong((*place, key), f"the key `{key}`", "one of " + ", ".join(known), nearest(key, known))

    def _words(self, given: Mapping[str, Any], key: str, place: Place) -> str:
        value = given.get(key)
        if not isinstance(value, str) or not value.strip():
            self._wrong((*place, key), f"no `{key}`", f"`{key}` with words")
            return ""
        return " ".join(value.split())

    def _mappings(self, data: Mapping[str, Any], key: str) -> list[tuple[int, Mapping[str, Any]]]:
        """The mappings of a list, each with its number in the file."""
        listed = data.get(key) or []
        if not isinstance(listed, list):
            self._wrong((key,), f"`{key}` with something else", "a list")
            return []
        for number, each in enumerate(listed):
            if not isinstance(each, dict):
                self._wrong((key, number), "no keys and values", f"one of `{key}`, with its keys")
        return [(number, each) for number, each in enumerate(listed) if isinstance(each, dict)]

    def _day(self, given: Mapping[str, Any], key: str, place: Place) -> date | None:
        try:
            return date.fromisoformat(str(given.get(key)))
        except ValueError:
            self._wrong((*place, key), f"`{key}: {given.get(key)}`", "a day as 2031-04-02")
            return None

    def _statements(self, given: list[tuple[int, Mapping[str, Any]]]) -> dict[int, _Said]:
        """What is said, by its number in the file; only what could be read of it."""
        found = {}
        for number, each in given:
            place: Place = ("statements", number)
            says, outlet = self._words(each, "says", place), self._words(each, "outlet", place)
            published = self._day(each, "published", place)
            fields = {key: value for key, value in each.items() if key not in _STATEMENT}
            kind = str(each.get("kind"))
            if kind in ("agreement", "other_agreements"):
                fields["kind"] = each.get("called") or "agreement"
            elif "called" in each:
                self._wrong((*place, "called"), "the key `called`", "it only where `kind` is an agreement")
            if kind not in KINDS:
                self._wrong((*place, "kind"), f"`kind: {kind}`", "one of " + ", ".join(KINDS), nearest(kind, KINDS))
                continue
            if says and outlet and published:
                report = str(each.get("report") or f"statement {number}")
                by = self._words(each, "by", place) if each.get("by") else None
                found[number] = _Said(number, report, says, outlet, published, by, kind, fields)
        return found

    def _withdrawn(self, given: list[tuple[int, Mapping[str, Any]]], count: int) -> frozenset[int]:
        """The numbers of the statements that rulings in force withdraw: the last on each counts."""
        last: dict[int, tuple[datetime, str]] = {}
        for number, each in given:
            place: Place = ("rulings", number)
            self._keys(each, ("statement", "verdict", "author", "at", "reason"), place)
            for key in ("author", "reason"):
                self._words(each, key, place)
            verdict, about = str(each.get("verdict")), str(each.get("statement"))
            if verdict not in _VERDICTS:
                self._wrong((*place, "verdict"), f"`verdict: {verdict}`", "one of " + ", ".join(_VERDICTS))
            if not about.isdecimal() or int(about) >= count:
                self._wrong((*place, "statement"), f"`statement: {about}`", f"the number of one of {count}, from 0")
                continue
            at = self._moment(each.get("at"), (*place, "at"))
            if at is not None and (int(about) not in last or last[int(about)] <= (at, verdict)):
                last[int(about)] = (at, verdict)
        return frozenset(about for about, (_, verdict) in last.items() if verdict == "withdraw")

    def _moment(self, value: object, place: Place) -> datetime | None:
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self._wrong(place, f"`{place[-1]}: {value}`", "an hour with its zone, as 2031-04-02T19:00+03:00")
            return None
        return moment

    def _view(self, said: Mapping[int, _Said], withdrawn: frozenset[int]) -> MemoryView:
        groups: dict[str, list[_Said]] = {}
        for each in said.values():
            groups.setdefault(each.report, []).append(each)
        reports: dict[str, Report] = {}
        statements: list[AnyStatement] = []
        for name, held in groups.items():
            if len({(each.outlet, each.published) for each in held}) > 1:
                place: Place = ("statements", held[-1].number)
                self._wrong(place, f"report `{name}` with two outlets or days", "one of each for one report")
            text = " ".join(each.says for each in held)
            report = Report(text, published=held[0].published, outlet=held[0].outlet, process=self._terms.id, name=name)
            if report.id in reports:
                self._wrong(("statements", held[0].number), "the words of an outlet a second time", "each report once")
            reports[report.id] = report
            start = 0
            for each in held:
                if each.number not in withdrawn:
                    statements += self._made(each, report, Passage.of(text, start, start + len(each.says)))
                start += len(each.says) + 1
        return MemoryView(tuple(reports.values()), tuple(statements))

    def _made(self, said: _Said, report: Report, passage: Passage) -> list[AnyStatement]:
        place: Place = ("statements", said.number)
        content, mistakes = content_from(said.kind, said.fields, passage)
        for one in mistakes:
            self._wrong((*place, *one.place), one.found, one.expected, one.advice)
        if content is None:
            return []
        made: list[AnyStatement] = [Statement(report.id, content, report.published)]
        if said.by:
            quote = Quote(speaker=said.by, mention=said.by, cue=None, type="indirect", content=(passage,))
            made.append(Statement(report.id, quote, report.published))
        return made

    def _expectation(self, given: Mapping[str, Any], place: Place) -> Expectation | None:
        self._keys(given, ("as_of", "known_on", "because", "states"), place)
        because = self._words(given, "because", place)
        states = given.get("states")
        if not isinstance(states, dict) or not states:
            self._wrong((*place, "states"), "no `states`", "paths with their values")
            states = {}
        values = {path: _plain(value) for path, value in states.items()}
        for path, value in values.items():
            self._path(path, value, (*place, "states", path))
        as_of = self._point(given.get("as_of"), (*place, "as_of"))
        if as_of is None:
            return None
        day = as_of.astimezone(self._zone).date() if isinstance(as_of, datetime) else as_of
        known_on = self._day(given, "known_on", place) if "known_on" in given else day
        return Expectation(as_of, known_on or day, values, because, self._file.line_of(*place))

    def _point(self, value: object, place: Place) -> date | datetime | None:
        if "T" in str(value):
            return self._moment(value, place)
        return self._day({"as_of": value}, "as_of", place[:-1])

    def _path(self, path: str, value: object, place: Place) -> None:
        if path == FINDINGS:
            return
        part, _, what = path.rpartition(".")
        if part not in self._parts:
            self._wrong(place, f"the path `{path}`", "the id of a part of the terms", nearest(part, self._parts))
            return
        known = PATHS[self._parts[part]]
        if what not in known:
            self._wrong(place, f"the path `{path}`", f"`{part}.` with one of {', '.join(known)}", nearest(what, known))
            return
        for word in _words_in(value):
            if known[what] and word not in known[what]:
                self._wrong(place, f"`{path}: {word}`", "one of " + ", ".join(known[what]), nearest(word, known[what]))


@dataclass(frozen=True)
class _Said:
    """One statement as the file has it, its outer keys read.

    Attributes:
        fields: those of its content.
    """

    number: int
    report: str
    says: str
    outlet: str
    published: date
    by: str | None
    kind: str
    fields: Mapping[str, Any]


def _plain(value: object) -> object:
    """A value of a state: numbers as numbers."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        return float(value) if "." in value else int(value)
    return value


def _words_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return _words_in(value.get("either", []))
    if isinstance(value, list):
        return [word for each in value for word in _words_in(each)]
    return [str(value)]
