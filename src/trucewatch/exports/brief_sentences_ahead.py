"""What is ahead and who meets: dates of the next 72 hours and 14 days, and talks."""

from __future__ import annotations

from trucewatch.exports.brief import Clause, Sentence
from trucewatch.exports.brief_material import IN_OUR_WORDS, Material
from trucewatch.exports.brief_wording import capital, quoted, with_article
from trucewatch.standing.ahead import Upcoming
from trucewatch.standing.asof import recency
from trucewatch.standing.cell import Stated, date_words, days_apart, long_date
from trucewatch.standing.talks import TalksStanding
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Talks, TalksStatus

_WHAT = {"start": "the start", "expiry": "the last day", "computed expiry": "the last day, by computation,"}
_STATUS: dict[TalksStatus, str] = {
    "planned": "planned", "under way": "reported as under way", "held": "reported as held",
    "postponed": "reported as postponed or called off",
}  # fmt: skip


def due_sentences(told: Material) -> list[Sentence]:
    """Dates ahead by day; where a stretch has none, a sentence says so."""
    rows = [row for row in told.board.upcoming if told.of_cell(row.cell) and not _is_begun(told, row)]
    soon = [_due(told, row) for row in rows if row.within == "72 hours"]
    later = [_due(told, row) for row in rows if row.within == "14 days"]
    out = list(dict.fromkeys(soon))
    if not soon and not later:
        return [told.one("No date in the next 14 days was read.", told.searched())]
    if not soon:
        out.append(told.one("No date in the next 72 hours was read.", told.searched()))
    out += dict.fromkeys(later)
    if not later:
        out.append(told.one("No date from then to the 14th day was read.", told.searched()))
    return out


def _due(told: Material, row: Upcoming) -> Sentence:
    when = f"{long_date(row.day)} ({days_apart(row.day, told.day or row.day)})"
    statements = told.of_cell(row.cell)
    notes = told.notes(row.cell)
    if row.what == "talks":
        talks = next((t for t in told.board.talks if set(t.cell.statements) & set(row.cell.statements)), None)
        if talks is not None and _is_told(told, talks):
            return _meeting(told, talks, when)
    source = told.sources(s.report_id for s in statements)
    if row.what in _WHAT:
        name = row.cell.text.split("): ", 1)[-1].split(": ", 1)[0]
        return Sentence((Clause(f"{when}: {_WHAT[row.what]} of {_of_phase(name)} ({source}).", notes),))
    note = told.note(statements[0])
    words = (
        told.worded(Place(statements[0].report_id, next(iter(statements[0].content.passages), None))) or row.cell.text
    )
    by = any(d.text.startswith("by ") for d in _dues(told, row))
    due = "a last day" if by else "a first day"
    sides = told.voices.speaker(statements[0].report_id, statements[0].content.passages)
    text = f"{when}, {due} ({told.voice(sides, [statements[0].report_id])}): {quoted(words)}."
    return Sentence((Clause(text, (note,)),))


def _of_phase(name: str) -> str:
    """Turn "River Truce, phase 1" into "phase 1 of the River Truce"; give other names their article."""
    title, comma, phase = name.rpartition(", phase ")
    return f"phase {phase} of {with_article(title)}" if comma else with_article(name)


def _dues(told: Material, row: Upcoming) -> list[Stated]:
    """The days of a duty that a row rests on, as stated."""
    ids = set(row.cell.statements)
    return [d for duty in told.board.obligations for d in duty.due if ids & set(d.cell.statements)]


def _is_begun(told: Material, row: Upcoming) -> bool:
    """Is it a duty that holds from today on, which is no date to come?"""
    only_from = row.what == "obligation" and not any(d.text.startswith("by ") for d in _dues(told, row))
    return only_from and row.day == told.day


def talks_sentences(told: Material) -> list[Sentence]:
    """Talks under way and ahead, then those lately held or called off; the newest word first."""
    order = {"under_way": 0, "ahead": 1, "called_off": 2, "held": 3, "date_passed": 4}
    held = [t for t in told.board.talks if _is_told(told, t) and t.stage != "date_passed"]
    ahead = sorted((t for t in held if order[t.stage] < 2), key=lambda t: (order[t.stage], t.day is None, t.day or ""))
    past = sorted((t for t in held if order[t.stage] >= 2), key=lambda t: (_newest(t), t.day or ""), reverse=True)
    due = {id_ for row in told.board.upcoming for id_ in row.cell.statements}
    rows = [*ahead, *past]
    # What stands under the days to come is not told twice, unless there is nothing else to tell.
    others = [talks for talks in rows if not due & set(talks.cell.statements)] or rows
    found = [_talks(told, talks) for talks in others]
    if not found:
        found.append(told.one("No talks held, under way or planned were read of.", told.searched()))
    return list(dict.fromkeys(found))


def _talks(told: Material, talks: TalksStanding) -> Sentence:
    return _meeting(told, talks, date_words(talks.day) if talks.day else "no date given")


def _meeting(told: Material, talks: TalksStanding, when: str) -> Sentence:
    """A meeting: its day, place and stage where these were read surely, and the report's words on who meets.

    Who takes part is left to the report's words: of all that is read of talks it is the least sure.
    """
    statements = [s for s in told.of_cell(talks.cell) if isinstance(s.content, Talks) and s.content.passages]
    last = max(statements, key=lambda s: (recency(s.published), s.content.confidence or 0.0))
    content = last.content
    surely = not content.unsure and (content.confidence is None or content.confidence >= IN_OUR_WORDS)
    venue = content.venue if isinstance(content, Talks) and content.venue and surely else None
    # The status is that of the words quoted: another report may have it otherwise.
    stage = f", {_STATUS[content.status]}" if surely and isinstance(content, Talks) else ""
    voice = told.voice(told.voices.speaker(last.report_id, content.passages), [last.report_id])
    words = told.worded(Place(last.report_id, content.passages[0]))
    text = f"{capital(when)}: talks{f' in {venue}' if venue else ''}{stage} ({voice}): {quoted(words)}."
    return Sentence((Clause(text, (told.note(last),)),))


def _is_told(told: Material, talks: TalksStanding) -> bool:
    return any(s.content.passages for s in told.of_cell(talks.cell))


def _newest(talks: TalksStanding) -> str:
    return max((s.day.isoformat() for s in talks.history if s.day), default="")
