"""Search: paragraphs that hold the words, and statements whose own line does, whatever words their passage has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_row, plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.paging import Part, part_of, whole
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Kind
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View, whatever_the_day

SHOWN = 20
"""Paragraphs of a page; JSON and CSV have all."""

ROWS = 100
"""Statements that are listed unless all are asked for."""

_LONGEST, _BEFORE = 700, 200  # characters of a longer paragraph that are shown, and how many of them before the words
_STATEMENTS = 6  # that are listed under a paragraph; the table has all

_OPENING, _CLOSING, _MARKS = "\"'“‘«„(", ".?!…,;:\"'”’»)", 4

_PART = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


@dataclass(frozen=True)
class SearchAsks:
    """What is searched for.

    Attributes:
        q: the words.
        kind: of which kind statements are.
        everywhere: in all processes.
        page: which page of the paragraphs, as they are shown; JSON and CSV have all whichever is asked for.
        all: the table that is shown with all its rows.
    """

    q: str = ""
    kind: str = ""
    everywhere: bool = False
    page: int = 1
    all: str = ""


@dataclass(frozen=True)
class Run:
    """Words of a paragraph; `is_hit` where they were searched for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Named:
    """A statement at a place that was found: its kind and what it states, in words, and its passage."""

    kind: str
    text: str
    place: Place


@dataclass(frozen=True)
class HitShown:
    """A paragraph with its marks.

    Attributes:
        place: the first words that were found.
        told: outlet and day of the report, and `title`, its title.
        language: ISO 639-1, None where unknown.
        runs: the paragraph, cut where hits begin and end; of a long one what stands around the first.
        statements: the statements at the places found, and `more`, how many are not listed.
    """

    place: Place
    told: str
    title: str
    language: str | None
    runs: tuple[Run, ...]
    statements: tuple[Named, ...]
    more: int


@dataclass(frozen=True)
class SearchData:
    """What was found.

    Attributes:
        hits: paragraphs, newest reports first; () where nothing was asked.
        part: which of all paragraphs these are.
        shown: the first of them with their marks.
        statements: statements of the process whose own line holds the words, in the order of their matter's time; None
            where all processes are searched.
        stating: how many statements these are in all.
        kinds: what can be asked for alone.
    """

    hits: Table
    part: Part
    shown: tuple[HitShown, ...]
    statements: Table | None
    stating: int
    kinds: tuple[Choice, ...]


def data(desk: Desk, asked: Asked, asks: SearchAsks) -> SearchData:
    """Where reports and statements have these words."""
    asked = _about(desk, asked, asks)
    found = _sought(desk, asked, asks)
    return _data(desk, asked, asks, whole(len(found or ())), None)


def paged(desk: Desk, asked: Asked, asks: SearchAsks) -> SearchData:
    """The same with the paragraphs of one page, and the first statements."""
    asked = _about(desk, asked, asks)
    part = part_of(len(_sought(desk, asked, asks) or ()), asks.page, SHOWN)
    return _data(desk, asked, asks, part, None if asks.all == "statements" else ROWS)


def _data(desk: Desk, asked: Asked, asks: SearchAsks, part: Part, most: int | None) -> SearchData:
    t, found = desk.t, _sought(desk, asked, asks)
    hits = found.hits(max(part.first - 1, 0), part.last) if found is not None else ()
    columns = tuple(Column(key, t(f"search.{key}")) for key in ("published", "report", "words", "at"))
    rows = tuple(_hit_row(t, hit) for hit in hits)
    said = _statements_found(desk, asked, asks) if asks.q.strip() and asked.process is not None else None
    return SearchData(
        Table("hits", t("search.hits"), columns, rows, t("search.hits_remark"), t("search.hits_empty")),
        part,
        tuple(_hit_shown(t, hit) for hit in hits[:SHOWN]),
        _statements(desk, asked, said[:most]) if said is not None else None,
        len(said or ()),
        choices([(kind, _kind(t, kind)) for kind in _KINDS], asks.kind),
    )


def _about(desk: Desk, asked: Asked, asks: SearchAsks) -> Asked:
    """What is searched: without the day in the world, on which nothing here depends.

    Raises:
        AskedError: there is no such kind.
    """
    if asks.kind not in {"", *_KINDS}:
        raise AskedError(f"there is no kind {asks.kind!r}", expected=f"one of {', '.join(_KINDS)}")
    names = desk.processes()
    if asks.everywhere or (asked.process is None and len(names) == 1):
        asked = replace(asked, process=None if asks.everywhere else names[0])
    return asked


class _Searched:
    """What was searched for last in a view, for as long as it shows the same."""

    most = 16

    def __init__(self, _: View) -> None:
        self._held: dict[tuple[str, str], api.Sought] = {}

    def of(self, desk: Desk, asked: Asked, asks: SearchAsks) -> api.Sought:
        """What was found, or is found now."""
        key = asks.q, asks.kind
        found = self._held.pop(key, None)
        if found is None:
            view = api.open_view(desk.record, known_on=asked.known_on, process=asked.process or None)
            within = {r.id for r in desk.view(asked).reports()} if asked.process == "" else None
            found = api.sought(desk.record, view, asks.q, _KINDS.get(asks.kind), within)
        self._held[key] = found
        for oldest in list(self._held)[: -self.most]:
            del self._held[oldest]
        return found


def _sought(desk: Desk, asked: Asked, asks: SearchAsks) -> api.Sought | None:
    if not asks.q.strip():
        return None
    return desk.fold(replace(asked, as_of=None), _Searched).of(desk, asked, asks)


def _hit_row(t: Catalogue, hit: api.Hit) -> TableRow:
    told = "; ".join(f"{_kind(t, s.content.KIND)}: {api.describe(s.content)}" for s in hit.statements[:_STATEMENTS])
    start, end = _extent(hit)
    cells = (
        plain(t.day(hit.report.published)),
        plain(_outlet(hit.report), hit.report.title or ""),
        TableCell(" ".join(hit.report.text[start:end].split()), places=(_place(hit),)),
        TableCell(told, tuple(s.id for s in hit.statements)),
    )
    return TableRow(cells)


def _hit_shown(t: Catalogue, hit: api.Hit) -> HitShown:
    report = hit.report
    return HitShown(
        _place(hit),
        ", ".join(filter(None, (_outlet(report), t.day(report.published)))),
        report.title or "",
        report.language,
        tuple(_runs(hit)),
        tuple(_named(t, report, statement) for statement in hit.statements[:_STATEMENTS]),
        max(len(hit.statements) - _STATEMENTS, 0),
    )


def _place(hit: api.Hit) -> Place:
    return Place(hit.report.id, Passage.of(hit.report.text, *hit.places[0]))


def _extent(hit: api.Hit) -> tuple[int, int]:
    """What is shown of a paragraph: of a long one what stands around the first words found, from blank to blank."""
    start, end, text = hit.passage.start, hit.passage.end, hit.report.text
    first, first_end = hit.places[0]
    if end - start > _LONGEST:
        start = max(start, first - _BEFORE)
        start = start if start == hit.passage.start else text.find(" ", start, first) + 1 or first
        end = min(end, max(start + _LONGEST, first_end))
        end = end if end == hit.passage.end else max(text.rfind(" ", first_end, end), first_end)
    # A paragraph is found from its first word to its last: the marks before and after these belong to it.
    before, after = text[max(start - _MARKS, 0) : start], text[end : end + _MARKS]
    if start == hit.passage.start:
        start -= len(before) - len(before.rstrip(_OPENING))
    if end == hit.passage.end:
        end += len(after) - len(after.lstrip(_CLOSING))
    return start, end


def _runs(hit: api.Hit) -> Iterator[Run]:
    text, (at, stop) = hit.report.text, _extent(hit)
    if at > hit.passage.start:
        yield Run("… ", is_hit=False)
    for start, end in hit.places:
        if end <= at or start >= stop:  # a word that was found by two terms, or one that is not shown
            continue
        if start > at:
            yield Run(text[at:start], is_hit=False)
        yield Run(text[max(start, at) : end], is_hit=True)
        at = end
    if at < stop:
        yield Run(text[at:stop], is_hit=False)
    if stop < hit.passage.end:
        yield Run(" …", is_hit=False)


def _named(t: Catalogue, report: Report, statement: AnyStatement) -> Named:
    place = Place(report.id, statement.content.passages[0])
    return Named(_kind(t, statement.content.KIND), api.describe(statement.content), place)


def _kind(t: Catalogue, kind: str) -> str:
    return t(f"search.kinds.{kind}")


def _outlet(report: Report) -> str:
    return report.outlet or report.name or report.id[:12]


# -- statements ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """A statement with the words by which it is found, without case and accents."""

    statement: AnyStatement
    folded: str


@dataclass(frozen=True)
class _Lines:
    """The lines of a view, for `whatever_the_day`: equal for the same texts."""

    t: Catalogue

    def __call__(self, view: View) -> tuple[_Line, ...]:
        held = api.statements(view)
        return tuple(_Line(s, _folded(f"{_kind(self.t, s.content.KIND)}\n{api.describe(s.content)}")) for s in held)


def _statements_found(desk: Desk, asked: Asked, asks: SearchAsks) -> list[AnyStatement]:
    fits, lines = _matcher(asks.q), whatever_the_day(desk.view(asked), _Lines(desk.t))
    return [o.statement for o in lines if asks.kind in ("", o.statement.content.KIND) and fits(o.folded)]


def _statements(desk: Desk, asked: Asked, found: Sequence[AnyStatement]) -> Table:
    t = desk.t
    columns = tuple(Column(key, t(f"search.{key}")) for key in ("published", "kind", "what", "by"))
    rows = tuple(
        TableRow(
            (
                plain(t.day(row.report.published)),
                plain(_kind(t, row.statement.content.KIND)),
                of_row(row),
                plain(t.voice(row.speaker, row.outlet)),
            )
        )
        for row in api.rows_of(desk.view(asked), found)
    )
    remark, empty = t("search.statements_remark"), t("search.statements_empty")
    return Table("statements", t("search.statements"), columns, rows, remark, empty)


def _matcher(query: str) -> Callable[[str], bool]:
    """Does a folded line hold what a query asks for: all words, "side by side", begun*, and none of -these?"""
    wanted, unwanted = list[re.Pattern[str]](), list[re.Pattern[str]]()
    for sign, phrase, single in _PART.findall(_folded(query)):
        said = phrase or single
        words = _WORD.findall(said)
        if words:
            end = "" if said.endswith("*") else r"(?![^\W_])"
            term = re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words)) + end)
            (unwanted if sign else wanted).append(term)
    return lambda line: all(one.search(line) for one in wanted) and not any(one.search(line) for one in unwanted)


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))


router = Page("search", SearchData, data, SearchAsks, of_one=False, shown=paged).router()
