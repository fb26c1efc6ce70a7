"""From a record to the page of one report: its text, what is stated in it, and what people did with that."""

from __future__ import annotations

from collections import Counter

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import told_of
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.pages.notes_shown import NoteShown, notes_on
from trucewatch.desk.web.pages.report_forms import form_of, words_of
from trucewatch.desk.web.pages.report_shown import (
    CopyShown,
    DoneShown,
    FindingShown,
    FormShown,
    GroupShown,
    PendingShown,
    ReportAsks,
    ReportData,
    RulingShown,
    StatementShown,
    VersionShown,
)
from trucewatch.desk.web.pages.report_text import (
    RIGHT_TO_LEFT,
    marks_of,
    paragraphs_of,
    passages_of,
    words_at,
)
from trucewatch.desk.web.pages.together_shown import together_of
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, KIND_ORDER, Kind
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading_html import LOOKS
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import MemoryView, View

KINDS: tuple[Kind, ...] = tuple(cls.KIND for cls in CONTENT_CLASSES)

_READ_BY = "person "
"""Begins the step of what a person read; the person's name follows."""


class Held:
    """What the record holds of one report, asked once.

    Attributes:
        made: the report's data by the page's parameters: the same whatever day the page around it is about.
    """

    def __init__(self, desk: Desk, report: Report) -> None:
        record = desk.record
        self.made: dict[ReportAsks, ReportData] = {}
        self.desk, self.report = desk, report
        self.reading = record.reading(self.report.id)
        found = {r.id: s for r, s in api.open_view(record).by_report({self.report.id})}
        self.in_force = self.report.id in found
        self.statements: tuple[AnyStatement, ...] = found.get(self.report.id, self.reading.statements)
        every = {s.id: s for s in (*self.reading.statements, *self.statements)}
        all_rulings = api.rulings_by_statement(record)
        self.rulings: dict[str, tuple[Ruling, ...]] = {id_: all_rulings.get(id_, ()) for id_ in every}
        shown = {s.id for s in self.statements}
        self._standing = shown
        self._put = {r.replacement_id for rulings in self.rulings.values() for r in rulings}
        self.gone = tuple(s for id_, s in every.items() if id_ not in shown and self.rulings[id_])
        view = MemoryView((self.report,), (*self.statements, *self.gone))
        self.rows = {row.statement.id: row for row in api.rows_of(view, (*self.statements, *self.gone))}
        self.notes: dict[str, list[NoteShown]] = {}
        for note in notes_on(desk, Asked(report.process), {report.id, *every}):
            if note.about is not None:
                self.notes.setdefault(note.about.id, []).append(note)

    def row(self, prefix: str) -> api.StatementRow | None:
        """The statement of the report whose id begins so."""
        return next((row for id_, row in self.rows.items() if len(prefix) >= 6 and id_.startswith(prefix)), None)

    def waits(self, statement: AnyStatement) -> bool:
        """Does it stand in the report, read by the program, and has nobody decided on it or put it there?"""
        if not self.in_force or statement.id not in self._standing:
            return False
        by_hand = statement.content.step.startswith(_READ_BY)
        return not by_hand and not self.rulings.get(statement.id) and statement.id not in self._put


class _Recent:
    """The reports that were looked at last, for as long as nothing comes to the record."""

    most = 128

    def __init__(self, _: View) -> None:
        self._held: dict[str, Held] = {}

    def of(self, desk: Desk, report: Report) -> Held:
        """A report, asked of the record where it is not among them."""
        held = self._held.pop(report.id, None) or Held(desk, report)
        self._held[report.id] = held
        for oldest in list(self._held)[: -self.most]:
            del self._held[oldest]
        return held


def held_of(desk: Desk, prefix: str) -> Held:
    """What the record holds of the report whose id begins so.

    Raises:
        UnknownIdError: no report, or several, has that id.
    """
    return desk.fold(Asked(), _Recent).of(desk, desk.record.find_report(prefix))


def report_data(desk: Desk, prefix: str, asks: ReportAsks) -> ReportData:
    """One report: its text with passages marked by kind, its statements, what people decided, versions and copies."""
    held = held_of(desk, prefix)
    if asks not in held.made:
        held.made[asks] = _data(held, asks)
    return held.made[asks]


def _data(held: Held, asks: ReportAsks) -> ReportData:
    desk, t = held.desk, held.desk.t
    report, wanted = held.report, {kind for kind in KINDS if kind in asks.show} or set(KINDS)
    marks = marks_of(s for s in held.statements if s.content.KIND in wanted)
    decided_on = _decided_on(held, asks.done)
    return ReportData(
        id=report.id,
        title=_title(held),
        told=told_of(t, report),
        url=report.url,
        language=report.language,
        direction="rtl" if report.language in RIGHT_TO_LEFT else "auto",
        facts=_facts(held),
        in_force=held.in_force,
        is_erased=report.is_erased,
        paragraphs=paragraphs_of(report.text, marks, passage_asked(report.text, asks.at)),
        groups=_groups(held, wanted),
        taken_away=tuple(_statement(held, s) for s in held.gone),
        pending=tuple(_pending(t, one) for one in api.pending_rulings(desk.record) if one.report.id == report.id),
        versions=_versions(held),
        notes=tuple(held.notes.get(report.id, ())),
        findings=_findings(held) if asks.around else None,
        copies=_copies(held) if asks.around else None,
        form=_form(held, asks),
        done=_done(held, decided_on),
        next_statement=_next(held, decided_on, asks.queue),
        times_left=sum(map(_is_calm_time, filter(held.waits, held.statements))) if decided_on else 0,
    )


def passage_asked(text: str, at: str) -> Passage | None:
    """The passage that an address asks for; None where it asks for none.

    Raises:
        AskedError: there is none at that place.
    """
    if not at:
        return None
    start, _, end = at.partition("-")
    try:
        if start.isdecimal() and end.isdecimal() and len(at) < 40:
            return Passage.of(text, int(start), int(end))
    except TrucewatchError as error:
        raise AskedError(f"the address asks for at={at!r}: {error.found}", expected="a place in the text") from error
    raise AskedError(f"the address asks for at={at!r}", expected="START-END, counted in characters, such as 10-30")


def _title(held: Held) -> str:
    report, headline = held.report, held.reading.headline
    return report.title or (headline.text if headline else "") or report.name or held.desk.t("report.untitled")


def _facts(held: Held) -> tuple[tuple[str, str], ...]:
    report, t = held.report, held.desk.t
    history = held.desk.record.history(report.id)
    rights = str(history[-1].values["rights"])
    facts = {
        "outlet": report.outlet,
        "published": t.day(report.published) or t("report.no_day"),
        "byline": report.byline,
        "process": report.process,
        "language": report.language,
        "address": report.url,
        "file": report.name,
        "rights": t(f"report.rights.{rights}"),
        "added": f"{t.day(history[0].at.date())}, {history[0].author}",
        "read": ", ".join((*held.reading.steps[:1], *held.reading.models)) if held.reading.steps else None,
        "id": report.id,
    }
    return tuple((t(f"report.facts.{name}"), value) for name, value in facts.items() if value)


def _groups(held: Held, wanted: set[Kind]) -> tuple[GroupShown, ...]:
    counts = Counter(s.content.KIND for s in held.statements)
    ordered = sorted(held.statements, key=_order)
    shown = {kind: [s for s in ordered if kind == s.content.KIND and kind in wanted] for kind in KINDS}
    return tuple(
        GroupShown(
            kind,
            LOOKS[kind].code,
            LOOKS[kind].line,
            counts[kind],
            kind in wanted,
            tuple(_statement(held, s) for s in shown[kind]),
            together_of(filter(held.waits, shown[kind])),
        )
        for kind in KINDS
        if counts[kind]
    )


def _statement(held: Held, statement: AnyStatement) -> StatementShown:
    content, row = statement.content, held.rows[statement.id]
    own = held.rulings.get(statement.id, ())
    put = tuple(r for rulings in held.rulings.values() for r in rulings if r.replacement_id == statement.id)
    reader = content.step.removeprefix(_READ_BY) if content.step.startswith(_READ_BY) else ""
    last = own[-1] if own else None
    is_gone = last is not None and last.verdict != "accept"
    standing = (
        ("corrected" if last.replacement_id else "withdrawn")
        if last is not None and is_gone
        else "accepted" if last else "corrected" if put else "added" if reader else "unseen"
    )  # fmt: skip
    return StatementShown(
        id=statement.id,
        kind=content.KIND,
        code=LOOKS[content.KIND].code,
        text=row.text,
        said_by=row.speaker,
        when=row.when,
        confidence=content.confidence,
        doubtful=content.is_doubtful or content.unsure,
        note=content.note or "",
        step="" if reader else content.step,
        read_by=reader,
        words=row.words,
        places=tuple(f"{p.start}-{p.end}" for p in passages_of(content)),
        rulings=tuple(_ruling(held.desk.t, r) for r in sorted((*put, *own), key=lambda r: r.at)),
        notes=tuple(held.notes.get(statement.id, ())),
        standing=standing,
        replaced_by=last.replacement_id if last is not None else None,
    )


def _ruling(t: Catalogue, ruling: Ruling) -> RulingShown:
    told = t(f"report.ruled.{ruling.verdict}", who=ruling.author, day=t.day(ruling.at.date()))
    return RulingShown(ruling.verdict, ruling.author, ruling.at.isoformat(), ruling.reason, told)


def _pending(t: Catalogue, one: api.PendingRuling) -> PendingShown:
    successors = tuple((s.statement.id, api.describe(s.statement.content)) for s in one.successors)
    return PendingShown(one.old.id, api.describe(one.old.content), _ruling(t, one.ruling), successors)


def _versions(held: Held) -> tuple[VersionShown, ...]:
    versions = api.report_versions(held.desk.record, held.report.id)
    if len(versions) < 2:
        return ()
    return tuple(
        VersionShown(
            v.report.id,
            told_of(held.desk.t, v.report),
            v.report.published,
            v.recorded.reason if v.recorded else "",
            v.recorded.author if v.recorded else "",
            tuple((" ".join(c.removed), " ".join(c.added)) for c in v.changes),
        )
        for v in versions
    )


def _findings(held: Held) -> tuple[FindingShown, ...]:
    desk, id_ = held.desk, held.report.id
    found = desk.judged(Asked(held.report.process or "")) if held.in_force else ()
    return tuple(
        FindingShown(
            one.finding.id,
            one.finding.severity,
            one.finding.sentence,
            one.finding.repairs,
            one.finding.places,
            _decided(desk.t, one),
            one.is_dismissed,
        )
        for one in found
        if any(place.report_id == id_ for place in one.finding.places)
    )


def _decided(t: Catalogue, one: api.JudgedFinding) -> str:
    if one.decided is None:
        return ""
    told = {"who": one.decided.author, "day": t.day(one.decided.at.date()), "reason": one.decided.reason}
    return t(f"report.finding.{one.decided.verdict}", **told)


def _copies(held: Held) -> tuple[CopyShown, ...]:
    desk, id_ = held.desk, held.report.id
    view = api.open_view(desk.record, process=held.report.process)
    group = next((c for c in api.find_copies(view.reports()) if id_ in c.members), None)
    if group is None:
        return ()
    return tuple(
        CopyShown(
            one, told_of(desk.t, view.report(one)), desk.t(f"report.copy.{group.kinds[one]}"), one == group.origin
        )
        for one in group.members
        if one != id_
    )


def _form(held: Held, asks: ReportAsks) -> FormShown | None:
    """The form that is asked for.

    Raises:
        AskedError: there is no such kind, or no such statement stands in the report.
    """
    if not held.in_force:
        return None
    if asks.correct:
        row = held.row(asks.correct)
        if row is None:
            raise AskedError(
                f"the report has no statement {asks.correct!r}", expected="the id of one that stands in it"
            )
        content = row.statement.content
        words = words_of(held.report.text, content)
        return FormShown(content.KIND, form_of(content.KIND, content), words, row.statement.id, row.text)
    if not asks.add:
        return None
    kind = next((kind for kind in KINDS if kind == asks.add), None)
    if kind is None:
        raise AskedError(f"there are no statements of a kind {asks.add!r}", expected=f"one of {', '.join(KINDS)}")
    asked = passage_asked(held.report.text, asks.at)
    words = words_at(held.report.text, asked.start, asked.end) if asked else asks.words
    return FormShown(kind, form_of(kind), words)


def _decided_on(held: Held, prefix: str) -> AnyStatement | None:
    """The statement of the report that something was decided on, also one that no longer stands in it."""
    try:
        statement = held.desk.record.find_statement(prefix) if prefix else None
    except TrucewatchError:
        return None
    return statement if statement is not None and statement.report_id == held.report.id else None


def _done(held: Held, statement: AnyStatement | None) -> DoneShown | None:
    """What was decided last on a statement, as the record has it: an address alone tells nothing."""
    if statement is None:
        return None
    rulings = held.desk.record.rulings(statement.id)
    text = api.describe(statement.content)
    if not rulings:
        by_hand = statement.content.step.startswith(_READ_BY)
        return DoneShown(statement.id, text, "add", "", "", statement.id) if by_hand else None
    last = rulings[-1]
    undo = "" if last.verdict == "accept" else "accept"
    now = last.replacement_id if last.verdict == "correct" else statement.id if last.verdict == "accept" else ""
    return DoneShown(statement.id, text, last.verdict, last.reason, undo, now or "")


def _next(held: Held, last: AnyStatement | None, queue: str) -> str | None:
    """The first statement after the one just decided on, in the order of the page, that nobody looked at.

    As in the queue, times that nothing speaks against are passed over, unless somebody is at the times.
    """
    if last is None:
        return None
    times = "times" in (queue, last.content.KIND)
    waiting = sorted((s for s in held.statements if held.waits(s) and (times or not _is_calm_time(s))), key=_order)
    later = [s for s in waiting if _order(s) > _order(last)]
    return next((s.id for s in later or waiting), None)


def _is_calm_time(statement: AnyStatement) -> bool:
    content = statement.content
    return content.KIND == "times" and not content.is_doubtful and not content.unsure


def _order(statement: AnyStatement) -> tuple[int, int, str]:
    """The order of the page: by kind, then as they stand in the text."""
    return (KIND_ORDER[statement.content.KIND], statement.start, statement.id)
