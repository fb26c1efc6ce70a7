"""What is ahead and what has gone quiet: dates of the next days, talks, and duties no report speaks of any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from trucewatch import api
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import QUIET, of_cell, plain
from trucewatch.desk.web.pages.spans import told_for
from trucewatch.desk.web.tables import Column, Table, TableRow

_STAGES = ("ahead", "under_way", "held", "called_off", "date_passed")


def due_table(t: Catalogue, board: api.Board) -> Table:
    """What falls in the next 72 hours, and then in the next 14 days, by day."""
    rows = []
    for one in board.upcoming:
        days = (one.day - board.as_of).days if board.as_of else 0
        day = plain(t.day(one.day), t("board.due.in", n=days) if days else t("board.due.today"))
        told = of_cell(one.cell, one.cell.text.partition(": ")[2])  # the day, which the line begins with, stands beside
        group = plain(t("board.due.soon") if one.within == "72 hours" else t("board.due.later"))
        rows.append(TableRow((day, plain(t(f"board.due.{one.what.replace(' ', '_')}")), told), group))
    columns = (
        Column("day", t("board.due.day")),
        Column("sort", t("board.due.sort")),
        Column("what", t("board.due.what")),
    )
    return Table("due", t("board.due.caption"), columns, tuple(rows), empty=t("board.due.empty"))


def talks_table(t: Catalogue, board: api.Board) -> Table:
    """Talks: ahead first, then under way, held, postponed, and those not heard of."""
    columns = (
        Column("where", t("board.talks.where")),
        Column("who", t("board.talks.who")),
        Column("standing", t("board.talks.standing")),
    )
    rows = tuple(
        TableRow(
            (
                of_cell(meeting.cell, meeting.title),
                plain(", ".join(sorted(meeting.participants, key=str.casefold)) or t("board.talks.nobody"),
                      t("board.talks.through", who=", ".join(meeting.mediators)) if meeting.mediators else ""),
                plain(t(f"board.talks.{meeting.stage}"),
                      told_for(t, meeting.day, board.as_of, _last_told(meeting.history))),
            )
        )
        for meeting in sorted(board.talks, key=lambda one: _STAGES.index(one.stage))
    )  # fmt: skip
    return Table("talks", t("board.talks.caption"), columns, rows, empty=t("board.talks.empty"))


def _last_told(history: Sequence[api.Stated]) -> date | None:
    return max((stated.day for stated in history if stated.day), default=None)


def quiet_table(t: Catalogue, board: api.Board) -> Table:
    """Duties not reported done, of which no report has spoken for two weeks while others went on."""
    columns = (Column("what", t("board.quiet.what")), Column("last", t("board.quiet.last")))
    remark, empty = t("board.quiet.remark"), t("board.quiet.empty")
    return Table("quiet", t("board.quiet.caption"), columns, tuple(_quiet(t, board)), remark, empty)


def _quiet(t: Catalogue, board: api.Board) -> Iterator[TableRow]:
    for duty in board.obligations:
        last = duty.last_reported
        if board.as_of is None or last is None or any(p.value == "done" for p in duty.performance):
            continue
        if duty.reports_since and board.as_of - last >= QUIET:
            told = t("board.quiet.since", n=duty.reports_since)
            yield TableRow((of_cell(duty.object, duty_words(t, duty)), plain(t.day(last), told)))


def duty_words(t: Catalogue, duty: api.ObligationStanding) -> str:
    """Who must do what: "Shore League: withdraw, its guns"."""
    code, about = duty.subtype or duty.action, duty.object.text
    deed = t.code(code)
    told = about if code == "other" or about == deed else f"{deed}, {about}"
    return f"{duty.bearer or t('board.no_bearer')}: {told}"
