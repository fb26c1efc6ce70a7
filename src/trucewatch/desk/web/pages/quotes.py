"""Quotes by speaker: who is quoted, in which words, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trucewatch import api
from trucewatch.desk.web.asking import Asked
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_row, plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.rendering import SHORT
from trucewatch.desk.web.tables import Column, Table, TableRow
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import View


@dataclass(frozen=True)
class QuotesAsks:
    """Only one speaker, one type (direct, indirect, mixed), one report (its id or first digits), or these words."""

    speaker: str = ""
    type: str = ""
    report: str = ""
    q: str = ""


@dataclass(frozen=True)
class QuotesData:
    """Quotes.

    Attributes:
        quotes: by speaker, each speaker's in the order of publication.
        speakers, types, reports: what can be asked for alone.
    """

    quotes: Table
    speakers: tuple[Choice, ...]
    types: tuple[Choice, ...]
    reports: tuple[Choice, ...]


@dataclass(frozen=True)
class _Listed:
    """A quote as it is listed: its row, and what it is found by."""

    row: TableRow
    speaker: str
    type: str
    report: Report
    named: str
    words: str


def data(desk: Desk, asked: Asked, asks: QuotesAsks) -> QuotesData:
    """Who is quoted, with which words."""
    t, held = desk.t, desk.fold(asked, _Listing(desk.t))
    wanted = asks.q.casefold().split()
    rows = tuple(
        one.row
        for one in held
        if asks.speaker in ("", one.speaker)
        and asks.type in ("", one.type)
        and one.report.id.startswith(asks.report)
        and all(word in one.words for word in wanted)
    )
    columns = (
        Column("published", t("quotes.published")),
        Column("words", t("quotes.words")),
        Column("type", t("quotes.type")),
        Column("report", t("quotes.report")),
    )
    return QuotesData(
        Table("quotes", t("quotes.caption"), columns, rows, t("quotes.remark"), t("quotes.empty")),
        choices([(one.speaker, one.speaker) for one in held], asks.speaker),
        choices([(one.type, t(f"quotes.types.{one.type}")) for one in held], asks.type),
        choices([(one.report.id[:SHORT], one.named) for one in held], asks.report),
    )


@dataclass(frozen=True)
class _Listing:
    """All quotes of a view as rows, for `Desk.fold`: equal for the same texts."""

    t: Catalogue

    def __call__(self, view: View) -> tuple[_Listed, ...]:
        rows = [_one(self.t, row) for row in api.rows_of(view, api.statements(view, "quotes"))]
        rows.sort(
            key=lambda one: (one.speaker.casefold(), one.speaker, one.report.published or date.min, one.report.id)
        )
        return tuple(rows)


def _one(t: Catalogue, row: api.StatementRow) -> _Listed:
    quote, report = row.statement.content, row.report
    if not isinstance(quote, Quote):
        raise TypeError(f"a {quote.KIND} stands among the quotes")
    named = ", ".join(filter(None, (row.outlet, t.day(report.published))))
    speaker = row.speaker or t("quotes.nobody")
    # Unnamed sources of two reports are never taken for one, whatever they are called.
    group = t("quotes.unnamed", who=speaker, report=named) if quote.sealed else speaker
    mention = t("quotes.mention", who=quote.mention) if quote.mention not in (None, speaker) else ""
    chain = t("quotes.through", who=", ".join(quote.speaker_chain)) if quote.speaker_chain else ""
    cells = (
        plain(t.day(report.published)),
        of_row(row, row.words, "; ".join(filter(None, (mention, chain)))),
        plain(t(f"quotes.types.{quote.type}"), quote.cue or ""),
        plain(row.outlet, report.title or ""),
    )
    words = " ".join((row.words, speaker, mention, chain)).casefold()
    return _Listed(TableRow(cells, plain(group)), group, quote.type, report, named, words)


router = Page("quotes", QuotesData, data, QuotesAsks).router()
