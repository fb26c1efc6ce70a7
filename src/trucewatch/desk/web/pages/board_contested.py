"""What is contested, what was reported to have happened lately, and where aid is to pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from trucewatch import api
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_cell, of_row, of_stated, plain, stale_since, voice, voices
from trucewatch.desk.web.pages.board_ahead import duty_words
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.kinds import Violation
from trucewatch.vocabulary.view import View

_ACCESS = frozenset({"allow_aid", "lift_blockade"})
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def violation_rows(view: View) -> tuple[api.StatementRow, ...]:
    """The breaches alleged, denied or stated in a view, and the incidents it tells of."""
    return api.rows_of(view, api.statements(view, "violations"))


def contested_table(t: Catalogue, board: api.Board, violations: Sequence[api.StatementRow]) -> Table:
    """Breaches alleged or denied, duties said to be broken, actors for and against one thing, figures that differ."""
    columns = (
        Column("what", t("board.contested.what")),
        Column("how", t("board.contested.how")),
        Column("by", t("board.says_so")),
    )
    rows = (*_alleged(t, violations), *_claimed(t, board), *_divided(t, board), *_differing(t, board))
    remark, empty = t("board.contested.remark"), t("board.contested.empty")
    return Table("contested", t("board.contested.caption"), columns, rows, remark, empty)


def incidents_table(t: Catalogue, as_of: date | None, violations: Sequence[api.StatementRow]) -> Table:
    """What is reported to have happened in the last day, then in the last week, the latest first."""
    columns = (
        Column("day", t("board.incidents.day")),
        Column("what", t("board.incidents.what")),
        Column("how", t("board.incidents.how")),
        Column("by", t("board.says_so")),
    )
    rows: list[tuple[date, TableRow]] = []
    for same in _same(t, violations):
        row, day = same[0], _day_of(same[0])
        if as_of is not None and day is not None and timedelta(0) <= as_of - day < _WEEK:
            group = plain(t("board.incidents.last_day") if as_of - day < _DAY else t("board.incidents.last_week"))
            stated = plain(t.day(day), "" if row.when else t("board.incidents.by_publication"))
            told = replace(_of_rows(same), note="")
            rows.append((day, TableRow((stated, told, plain(_how(t, row)), plain(_voices(t, same))), group)))
    rows.sort(key=lambda pair: pair[0], reverse=True)
    found = tuple(row for _, row in rows)
    remark, empty = t("board.incidents.remark"), t("board.incidents.empty")
    return Table("incidents", t("board.incidents.caption"), columns, found, remark, empty)


def access_table(t: Catalogue, board: api.Board) -> Table:
    """Duties to let aid pass: what is reported of them, and since when nothing was."""
    columns = (
        Column("what", t("board.access.what")),
        Column("performance", t("board.obligations.performance")),
        Column("by", t("board.says_so")),
    )
    rows = []
    for duty in board.obligations:
        if duty.action in _ACCESS:
            told = duty.performance or duty.claims or duty.force
            since = stale_since(t, duty.last_reported, board.as_of)
            words = of_stated(told, "; ".join(dict.fromkeys(s.text for s in told)), note=since)
            rows.append(TableRow((of_cell(duty.object, duty_words(t, duty)), words, voices(t, told))))
    return Table("access", t("board.access.caption"), columns, tuple(rows), empty=t("board.access.empty"))


def _alleged(t: Catalogue, violations: Sequence[api.StatementRow]) -> Iterator[TableRow]:
    for same in _same(t, violations):
        cells = (_of_rows(same), plain(_how(t, same[0])), plain(_voices(t, same)))
        yield TableRow(cells, plain(t("board.contested.alleged")))


def _claimed(t: Catalogue, board: api.Board) -> Iterator[TableRow]:
    for duty in board.obligations:
        for claim in duty.claims:
            told = of_cell(claim.cell, duty_words(t, duty))
            yield TableRow((told, plain(claim.text), plain(voice(t, claim))), plain(t("board.contested.claimed")))


def _divided(t: Catalogue, board: api.Board) -> Iterator[TableRow]:
    for proposal in board.proposals:
        for position in proposal.positions:
            for stated in position.latest if position.divided else ():
                about = t("board.contested.answer", actor=position.actor, proposal=proposal.label.text)
                cells = (of_cell(stated.cell, about), plain(stated.text), plain(voice(t, stated)))
                yield TableRow(cells, plain(t("board.contested.divided")))


def _differing(t: Catalogue, board: api.Board) -> Iterator[TableRow]:
    for comparison in board.figures:
        if comparison.differ:
            held = [entry.stated for entry in comparison.entries]
            text = "; ".join(dict.fromkeys(s.text for s in held))
            counted = counted_words(t, comparison.label, comparison.what, comparison.status)
            cells = (plain(counted), of_stated(held, text), voices(t, held))
            yield TableRow(cells, plain(t("board.contested.differing")))


def counted_words(t: Catalogue, label: str, what: str, status: str) -> str:
    """What a comparison of figures counts: "people: killed, reported"."""
    kind = "" if what == "other" or label.startswith(what) else f": {t.code(what)}"
    return f"{label}{kind}, {t.code(status)}"


def _same(t: Catalogue, violations: Sequence[api.StatementRow]) -> tuple[list[api.StatementRow], ...]:
    """What several reports tell in the same words of the same day stands once, as a text that many printed."""
    found: dict[tuple[str, str, str, date | None], list[api.StatementRow]] = {}
    for row in violations:
        day = row.report.published if not row.when else None
        found.setdefault((_what(row), _how(t, row), row.when, day), []).append(row)
    return tuple(found.values())


def _of_rows(same: Sequence[api.StatementRow]) -> TableCell:
    cells = [of_row(row, _what(row), row.when) for row in same]
    ids, places = ([i for c in cells for i in c.statements], [p for c in cells for p in c.places])
    return replace(cells[0], statements=tuple(ids), places=tuple(places))


def _voices(t: Catalogue, same: Sequence[api.StatementRow]) -> str:
    return "; ".join(dict.fromkeys(t.voice(row.speaker, row.outlet) for row in same))


def _what(row: api.StatementRow) -> str:
    content = row.statement.content
    return content.what if isinstance(content, Violation) else row.text


def _how(t: Catalogue, row: api.StatementRow) -> str:
    content = row.statement.content
    if not isinstance(content, Violation):
        return ""
    # What a report says in its own words is no confirmation by anybody.
    stated = content.status == "confirmed" and content.alleged_by is None
    told = [t("board.contested.stated") if stated else t.code(content.status)]
    if content.against:
        told.append(t("board.contested.about", who=content.against))
    if content.alleged_by and content.status != "alleged":
        told.append(t("board.contested.alleged_by", who=content.alleged_by))
    return ", ".join(told)


def _day_of(row: api.StatementRow) -> date | None:
    dating = row.statement.dating
    if row.when and dating is not None:
        return dating.interval.last
    return row.report.published
