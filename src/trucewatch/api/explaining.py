"""Why a cell says what it says: the sentence, who says it, the step that made it, and what was ruled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trucewatch.api.views import check, parts_by_process
from trucewatch.errors import ErasedError, UnknownIdError
from trucewatch.record.people import people_who_read, standing_in
from trucewatch.record.person_statements import ReadByPerson
from trucewatch.record.report_versions import is_replaced
from trucewatch.record.rows import Sighting
from trucewatch.record.tombstones import erasures
from trucewatch.record.writer import Record
from trucewatch.standing.cell import as_json
from trucewatch.standing.describe import describe
from trucewatch.standing.own_speaker import own_speaker
from trucewatch.standing.voices import report_name
from trucewatch.vocabulary.erasure import Erasure
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.kinds import Agreement, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading, row_of
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.surroundings import Surroundings, sentence_around
from trucewatch.vocabulary.view import View, statements_of


@dataclass(frozen=True)
class Explanation:
    """What stands behind one statement.

    Attributes:
        statement: the statement as it stands, else as it was last seen.
        text: what is stated, in one line.
        report: its report, with the metadata in force.
        outlet: how the report is named.
        shown: each of its passages inside its sentence, in the order of the text; of an agreement its phases' too.
        speakers: who says so, the innermost first, then who passes it on; empty: the report itself.
        sightings: the readings that gave it, oldest first, each with step, version and models.
        read_by: the people who read it themselves, oldest first.
        rulings: what people ruled on it, oldest first.
        beside: other statements on the same words, each with its line.
        in_force: the report's reading in force, a person or a correction gives it, no ruling took it away, and no
            newer version of the report stands in its place.
    """

    statement: AnyStatement
    text: str
    report: Report
    outlet: str
    shown: tuple[Surroundings, ...]
    speakers: tuple[str, ...]
    sightings: tuple[Sighting, ...]
    read_by: tuple[ReadByPerson, ...]
    rulings: tuple[Ruling, ...]
    beside: tuple[tuple[AnyStatement, str], ...]
    in_force: bool

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        report = self.report
        return {
            "id": self.statement.id,
            "kind": self.statement.content.KIND,
            "text": self.text,
            "statement": row_of(self.statement),
            "shown": [s.to_json() for s in self.shown],
            "speakers": list(self.speakers) or ["the report itself"],
            "report": {
                "id": report.id,
                "outlet": report.outlet,
                "title": report.title,
                "url": report.url,
                "published": report.published.isoformat() if report.published else None,
                "process": report.process,
                "file": report.name,
            },
            "sightings": [_sighting(s) for s in self.sightings],
            "read_by": [{"author": r.author, "at": r.at.isoformat(), "reason": r.reason} for r in self.read_by],
            "rulings": [as_json(r) for r in self.rulings],
            "beside": [{"id": s.id, "kind": s.content.KIND, "text": line} for s, line in self.beside],
            "in_force": self.in_force,
        }


def _sighting(sighting: Sighting) -> dict[str, object]:
    return {
        "step": sighting.step,
        "version": sighting.step_version,
        "models": list(sighting.models),
        "run": sighting.run_id,
        "seen_at": sighting.seen_at.isoformat(),
    }


@dataclass(frozen=True)
class FindingExplanation:
    """What stands behind one finding.

    Attributes:
        finding: the finding.
        places: its places, each with its report and, unless it is about the report as a whole, the sentence.
        explanations: what stands behind each of its statements.
    """

    finding: Finding
    places: tuple[tuple[Report, Surroundings | None], ...]
    explanations: tuple[Explanation, ...]

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            **self.finding.to_json(),
            "shown": [
                {"report_id": report.id, "outlet": report.outlet, **(shown.to_json() if shown else {})}
                for report, shown in self.places
            ],
            "explanations": [e.to_json() for e in self.explanations],
        }


@dataclass(frozen=True)
class ErasedExplanation:
    """What is left of a statement whose words were erased.

    Attributes:
        statement_id: its id.
        report: its report, with the metadata in force.
        outlet: how the report is named.
        erasures: what was erased of the report, when, by whom and why, oldest first.
        rulings: what people ruled on it, oldest first.
    """

    statement_id: str
    report: Report
    outlet: str
    erasures: tuple[Erasure, ...]
    rulings: tuple[Ruling, ...]

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            "id": self.statement_id,
            "erased": [e.to_json() for e in self.erasures],
            "report": {"id": self.report.id, "outlet": self.report.outlet, "process": self.report.process},
            "rulings": [as_json(r) for r in self.rulings],
        }


def explain(
    record: Record, id_: str, *, known_on: date | None = None
) -> Explanation | FindingExplanation | ErasedExplanation:
    """What stands behind a statement or a finding.

    Args:
        record: an open record.
        id_: the id of a statement or finding, or its first digits (at least 6).
        known_on: look for a finding among those of this day's view (a later report may have changed it).

    Raises:
        UnknownIdError: nothing has that id, or several things have it.
    """
    try:
        statement = record.find_statement(id_)
    except ErasedError as error:
        return _explain_erased(record, error)
    except UnknownIdError as error:
        finding = _find_finding(record.view(known_on=known_on), id_.strip().lower())
        if finding is None:
            raise _unknown(record, id_, error) from error
        return _explain_finding(record, finding)
    return _explain(record, statement)


def _unknown(record: Record, id_: str, error: UnknownIdError) -> UnknownIdError:
    """The error to raise: an id of a report or an actor deserves a better word than "no such statement"."""
    try:
        report = record.find_report(id_)
    except UnknownIdError:
        return _not_an_actor(record, id_, error)
    return UnknownIdError(
        f"{id_} is a report ({report_name(report)})",
        expected="the id of a statement or finding",
        advice="`trucewatch report list` shows reports, `trucewatch show` their statements.",
    )


def _not_an_actor(record: Record, id_: str, error: UnknownIdError) -> UnknownIdError:
    try:
        report, actor = record.find_actor(id_)
    except UnknownIdError:
        return error
    return UnknownIdError(
        f"{id_} is an actor ({actor.name}, in {report_name(report)})",
        expected="the id of a statement or finding",
        advice="`trucewatch actors show ID` shows what is told of an actor.",
    )


def _explain_erased(record: Record, error: ErasedError) -> ErasedExplanation:
    report = record.find_report(error.report_id)
    with record.looking() as connection:
        stones = erasures(connection, report.id)
    return ErasedExplanation(error.id, report, report_name(report), stones, record.rulings(error.id))


def _find_finding(view: View, prefix: str) -> Finding | None:
    """The finding of a view, process by process as the board shows them, whose id begins so; None: there is none.

    Raises:
        UnknownIdError: several begin so.
    """
    if len(prefix) < 6:
        return None
    found = [f for _, part in parts_by_process(view) for f in check(part) if f.id.startswith(prefix)]
    if len(found) > 1:
        raise UnknownIdError(f"several finding ids begin with {prefix}", advice="Give more digits.")
    return found[0] if found else None


def _explain(record: Record, statement: AnyStatement) -> Explanation:
    reading = record.reading(statement.report_id)
    standing = standing_in(record, statement.report_id)
    statement = standing.get(statement.id, statement)
    passages = statement.content.passages
    return Explanation(
        statement,
        describe(statement.content),
        reading.report,
        report_name(reading.report),
        tuple(sentence_around(reading.report.text, p) for p in _behind(statement)),
        speakers(statement, reading),
        record.sightings(statement.id),
        people_who_read(record, statement.id),
        record.rulings(statement.id),
        tuple((s, describe(s.content)) for s in reading.statements if s.id != statement.id and _meets(s, passages)),
        statement.id in standing and not is_replaced(record, statement.report_id),
    )


def _behind(statement: AnyStatement) -> list[Passage]:
    """Its passages in the order of the text; of an agreement those of its phases too, for they are cells as well."""
    passages = set(statement.content.passages)
    if isinstance(statement.content, Agreement):
        passages |= {p for phase in statement.content.phases for p in phase.evidence}
    wider = [p for p in passages if not any(q != p and q.start <= p.start and p.end <= q.end for q in passages)]
    return sorted(wider)


def _explain_finding(record: Record, finding: Finding) -> FindingExplanation:
    reports = {p.report_id: record.find_report(p.report_id) for p in finding.places}
    places = tuple(
        (reports[p.report_id], sentence_around(reports[p.report_id].text, p.passage) if p.passage else None)
        for p in finding.places
    )
    return FindingExplanation(
        finding, places, tuple(_explain(record, record.find_statement(i)) for i in finding.statements)
    )


def speakers(statement: AnyStatement, reading: Reading) -> tuple[str, ...]:
    """Who says a statement, innermost first: whom it names itself, then the quotations it stands in.

    A source that wants to stay unnamed is given in the report's words.
    """
    names = [own_speaker(statement)]
    if isinstance(statement.content, Quote):
        names += statement.content.speaker_chain
    passages = statement.content.passages
    around = []
    for quote in statements_of(reading.statements, Quote):
        size = sum(p.end - p.start for p in quote.content.content)
        if quote.id != statement.id and passages and _holds(quote.content.content, passages[0]):
            around.append((size, quote))
    own_size = sum(p.end - p.start for p in passages)
    for size, quote in sorted(around, key=lambda pair: pair[0]):
        if size > own_size or not isinstance(statement.content, Quote):
            names += [own_speaker(quote), *quote.content.speaker_chain]
    return tuple(dict.fromkeys(name for name in names if name))


def _holds(content: tuple[Passage, ...], passage: Passage) -> bool:
    """Do these passages hold more than half of the other?"""
    shared = sum(max(0, min(p.end, passage.end) - max(p.start, passage.start)) for p in content)
    return shared > (passage.end - passage.start) / 2


def _meets(statement: AnyStatement, passages: tuple[Passage, ...]) -> bool:
    return any(p.overlaps(q) for p in statement.content.passages for q in passages)
