"""Talks as a calendar: a month of days with the meetings on them, and every meeting in a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_cell, plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page, parameters, stands
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.pages.parties_named import parted
from trucewatch.desk.web.pages.spans import distance_words, month_words, span_words
from trucewatch.desk.web.pages.talks_calendar import YEARS, Calendar, Meeting, calendar_of, month_asked
from trucewatch.desk.web.tables import Column, Table, TableRow
from trucewatch.vocabulary.dates import interval_of
from trucewatch.vocabulary.kinds import Talks
from trucewatch.vocabulary.view import View

STAGES = ("ahead", "under_way", "held", "called_off", "date_passed")


@dataclass(frozen=True)
class TalksAsks:
    """The month of the calendar, such as 2031-04; only one standing (ahead, held ...), or one party."""

    month: str = ""
    stage: str = ""
    party: str = ""


@dataclass(frozen=True)
class TalksData:
    """Talks.

    Attributes:
        calendar: a month, None where no day is known.
        talks: all meetings by standing: what is ahead, the nearest first; what is over, the latest first.
        months, stages, parties: what can be asked for alone.
    """

    calendar: Calendar | None
    talks: Table
    months: tuple[Choice, ...]
    stages: tuple[Choice, ...]
    parties: tuple[Choice, ...]


def data(desk: Desk, asked: Asked, asks: TalksAsks) -> TalksData:
    """Who meets whom, where and when: planned, held, called off, or not heard of since."""
    t, board, as_of = desk.t, desk.board(asked), desk.day_asked(asked)
    held = tuple(_meetings(t, board, desk.fold(asked, _contents)))
    shown = [one for one in held if asks.stage in ("", one.stage) and (not asks.party or asks.party in one.parties)]
    columns = tuple(Column(key, t(f"talks.{key}")) for key in ("when", "where", "who", "told"))
    rows = tuple(_row(t, one) for one in sorted(shown, key=_by_standing))
    chosen = month_asked(asks.month, as_of, held)
    months = [(day.isoformat()[:7], month_words(t, day)) for one in held for day in one.months if day.year in YEARS]

    def at_month(month: str) -> str:
        return address("talks", asked, **{**parameters(asks), "month": month})

    return TalksData(
        calendar_of(t, shown, chosen, as_of, at_month) if chosen else None,
        Table("talks", t("talks.caption"), columns, rows, t("talks.remark"), t("talks.empty")),
        tuple(sorted(choices(months, asks.month), key=lambda one: one.value)),
        choices([(one.stage, t(f"talks.stages.{one.stage}")) for one in held], asks.stage),
        choices([(party, party) for one in held for party in one.parties], asks.party),
    )


def _contents(view: View) -> Mapping[str, Talks]:
    return {s.id: s.content for s in view.of(Talks)}


def _meetings(t: Catalogue, board: api.Board, contents: Mapping[str, Talks]) -> Iterator[Meeting]:
    parts = parted(name for one in board.talks for name in (*one.participants, *one.mediators))
    for one in board.talks:
        told = [contents[id_] for id_ in one.cell.statements]
        venue = next((content.venue for content in reversed(told) if content.venue), None)
        names, span = (*one.participants, *one.mediators), interval_of(one.day)
        yield Meeting(
            stage=one.stage,
            day=one.day,
            span=span,
            where=venue or t("talks.no_venue"),
            when=distance_words(t, span, board.as_of) if span else "",
            participants=tuple(sorted(one.participants, key=str.casefold)),
            mediators=tuple(sorted(one.mediators, key=str.casefold)),
            how=tuple(_how(t, told)),
            history=one.history,
            cell=one.cell,
            parties=tuple(dict.fromkeys(part for name in names for part in parts[name])),
        )


def _how(t: Catalogue, told: Sequence[Talks]) -> Iterator[str]:
    """In which way they meet, who asked for it and what was answered, each thing once."""
    yield from dict.fromkeys(t(f"talks.modes.{one.mode}") for one in told if one.mode)
    yield from dict.fromkeys(t(f"talks.tracks.{one.track.replace('.', '_')}") for one in told if one.track)
    yield from dict.fromkeys(t("talks.invited_by", who=one.invited_by) for one in told if one.invited_by)
    answers = dict.fromkeys((answer.actor, answer.answer) for one in told for answer in one.answers)
    yield from (t(f"talks.answers.{answer}", who=actor) for actor, answer in answers)


def _by_standing(one: Meeting) -> tuple[int, bool, int, str]:
    """What is ahead by its day; what is over by its day backwards; of both those without a day last."""
    nearest = 0 if one.span is None else one.span.last.toordinal()
    return STAGES.index(one.stage), one.span is None, nearest if one.stage == "ahead" else -nearest, one.where


def _row(t: Catalogue, one: Meeting) -> TableRow:
    through = (t("talks.through", who=", ".join(one.mediators)),) if one.mediators else ()
    told = "; ".join(
        dict.fromkeys(
            t(
                "talks.stated",
                status=t(f"talks.statuses.{stated.value}"),
                who=t.voice(stated.speaker, stated.outlet),
                day=t.day(stated.day),
            )
            for stated in one.history
        )
    )
    cells = (
        plain(span_words(t, one.day) or t("talks.no_day"), one.when),
        of_cell(one.cell, one.where),
        plain(", ".join(one.participants) or t("talks.nobody"), "; ".join((*through, *one.how))),
        plain(told),
    )
    return TableRow(cells, plain(t(f"talks.stages.{one.stage}")))


router = Page("talks", TalksData, data, TalksAsks, ready=stands).router()
