"""The tables of what reports state: one a kind, with the fields of its statements as columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trucewatch.exports.material import Material
from trucewatch.exports.tables import CARRIED, Column, Holds, Row, Table, Value, ValueType, carried
from trucewatch.standing.own_speaker import own_speaker
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Agreement, Content, content_class
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement

HEAD = (
    Column("id", "id of the statement", holds="id"),
    Column("report_id", "id of the report that states it", holds="id"),
    Column("process", "the process the report is filed under", holds="words"),
    Column("published", "day of publication of the report", "day"),
    Column("outlet", "who published the report", holds="words"),
    Column("speaker", "who says so inside the report; empty: the report itself", holds="name"),
)
_TAIL = (
    Column("unsure", "a careful reader could disagree", "flag"),
    Column("confidence", "share of such records that annotators have as well, 0 to 1", "number"),
    Column("note", "a remark of the step that made it", holds="words"),
    *CARRIED,
)


@dataclass(frozen=True)
class Told:
    """A field of a content as a column; `get` takes it out where it is not the attribute of that name."""

    key: str
    about: str
    type: ValueType = "text"
    holds: Holds = "open"
    get: Callable[[Any], Value] | None = None

    @property
    def column(self) -> Column:
        """The column that shows it."""
        return Column(self.key, self.about, self.type, self.holds)

    def of(self, content: Content) -> Value:
        """Its value in one content; a passage as its words."""
        value = getattr(content, self.key) if self.get is None else self.get(content)
        return value.text if isinstance(value, Passage) else value


def _name(key: str, about: str) -> Told:
    return Told(key, about, holds="name")


def _names(key: str, about: str, get: Callable[[Any], Value] | None = None) -> Told:
    return Told(key, about, "list", "name", get)


def _words(key: str, about: str, get: Callable[[Any], Value] | None = None) -> Told:
    return Told(key, about, holds="words", get=get)


def _when(key: str, about: str) -> Told:
    return Told(key, f"{about}; ISO 8601, as precise as stated")


_QUANTITY = (
    Told("quantity", "how many, as printed; empty where vague", "number",
         get=lambda c: c.quantity.number if c.quantity else None),
    Told("quantity_qualifier", "exact, at least, about ...",
         get=lambda c: c.quantity.qualifier if c.quantity else None),
)  # fmt: skip
_AGREEMENT = (
    Told("main", "the agreement that the report is mainly about", "flag", get=lambda c: type(c) is Agreement),
    _words("kind_as_stated", "what it is called, in the report's terms", lambda c: c.kind),
    _words("term_used", "the report's words for it"),
    _when("start", "day in force"),
    _when("expiry", "last day"),
    Told("computed", "the last day was computed by the reading, not stated", "flag"),
    Told("counting", "inclusive or exclusive, where it was computed"),
    _words("expiry_of", "what expires, where that is a phase"),
    Told("duration", "ISO 8601"),
    _when("signed", "day signed"),
    _when("announced", "day announced"),
    _when("scheduled", "when it is or was to enter into force"),
    _words("status", "its status in the report's words"),
    _names("parties", "its parties"),
    _names("mediators", "who mediated it"),
    _names("guarantors", "who vouches that it is kept"),
    _name("proposer", "who proposed it"),
    Told("relation", "what it is to an earlier agreement"),
    _words("relation_to", "the words that name the earlier agreement"),
)
_KINDS: dict[str, tuple[str, tuple[str, ...], tuple[Told, ...]]] = {
    "parties": ("Who takes part in an agreement or in talks, and as what.", ("parties",), (
        _name("name", "its name"), Told("role", "party, mediator, guarantor, observer or other"),
        _names("aliases", "its other names in the report"),
    )),
    "agreements": ("What a report states of an agreement.", ("agreement", "other_agreements"), _AGREEMENT),
    "proposals": ("A plan or offer that is not agreed.", ("proposals",), (
        _words("label", "its name"), Told("aliases", "its other names in the report", "list", "words"),
        _name("proposer", "who made it"), _words("against", "the plan that it counters"),
        _words("terms", "what it says"),
    )),
    "obligations": ("Who must do what, as stated; nothing here says that it was kept or broken.", ("obligations",), (
        _name("bearer", "who must do it; empty where the report does not state it"),
        _name("bearer_mention", "the report's words for the bearer"), Told("action", "code of the act"),
        _words("subtype", "a finer code"), _words("object", "what it is about"), *_QUANTITY,
        _when("date", "its day"), _when("deadline", "by when"), _words("condition", "on what it hangs"),
        Told("duration", "for how long, ISO 8601"),
        Told("state", "pending, done, breached, suspended, demanded or proposed"),
        _name("demanded_by", "who demands it"), _name("proposed_by", "who proposes it"),
        _name("counterparty", "towards whom it stands"),
        Told("duty", "act, continuous, prohibition, recurring or procedural"), Told("basis", "what it rests on"),
        _words("place", "where"),
    )),
    "positions": ("A stated stance of an actor on a proposal.", ("positions",), (
        _name("actor", "who holds it"), _name("actor_mention", "the report's words for the holder"),
        _words("proposal", "on what"), _words("proposal_mention", "the report's words for the proposal"),
        Told("stance", "accept, endorse, adopt, reject, conditional, welcome, criticise or undecided"),
        Told("stance_detail", "a finer code"), Told("basis", "declared, conduct or characterised"),
        _words("condition", "on what it hangs"), _when("date", "its day"),
    )),
    "quotes": ("Words or thoughts that a report attributes.", ("quotes",), (
        _name("mention", "the words for the speaker at the cue"),
        Told("cue", "the verb or phrase of saying", holds="words"),
        Told("type", "direct, indirect or mixed"),
        _names("speaker_chain", "who passes it on, outermost last"),
        Told("quoted", "the parts between quotation marks", "list", "words",
             get=lambda c: tuple(p.text for p in c.quoted)),
        Told("sealed", "the source is not named", "flag"),
    )),
    "times": ("An expression of time, resolved as far as the report allows.", ("times",), (
        Told("type", "date, time, duration, interval or vague"),
        Told("value", "ISO 8601; empty where it is not resolved"),
        _words("qualifier", "such as about or by"), Told("date_basis", "how the date was found"),
    )),
    "figures": ("A count as somebody states it.", ("figures",), (
        Told("what", "killed, wounded, displaced, released, held, troops or other"),
        _words("measure", "what is counted"),
        Told("unit", "of the number", holds="words"), Told("number", "as printed; empty where vague", "number"),
        Told("number_to", "the upper end of a range", "number"), Told("qualifier", "exact, at least, about ..."),
        _name("attributed_to", "who claims it"), _words("scope", "what it covers"),
        Told("status", "reported, proposed or demanded"), Told("subset_of", "the whole it is a part of", "number"),
        _when("as_of", "the day up to which it counts"),
    )),
    "instruments": ("A legal instrument as cited, year as printed.", ("instruments",), (
        _words("citation", "the citation, in one form"), _name("cited_by", "who cites it"),
        _words("cited_for", "the words that tell what for"),
    )),
    "talks": ("A meeting, round, delegation, summit, signing or call.", ("talks",), (
        _words("venue", "where"), _when("date", "its day"), _names("participants", "who takes part"),
        _names("mediators", "who mediates"), Told("mode", "direct, indirect or mediator-only"),
        Told("status", "planned, held, postponed or under way"), Told("detail", "a finer code"),
        Told("track", "1, 1.5, 2, technical or proximity"), _name("invited_by", "who asked the others in"),
        _names("answers", "what those asked said: name, a colon, the answer",
               lambda c: tuple(f"{a.actor}: {a.answer}" for a in c.answers)),
    )),
    "violations": ("A breach as alleged, denied or stated; none is established here.", ("violations",), (
        _name("alleged_by", "who alleges it"), _name("against", "against whom"), _words("what", "the deed"),
        _when("date", "its day"), Told("status", "alleged, denied or confirmed, as stated"),
        Told("nature", "breach, or incident where nobody calls it one"),
        _words("answers", "the deed in the words of the charge that it answers"),
    )),
}  # fmt: skip

STATEMENT_TABLES = tuple(_KINDS)
"""The names of these tables, in the order of the vocabulary."""


def statement_tables(material: Material) -> tuple[Table, ...]:
    """The tables of all kinds, and that of their passages behind them."""
    held: dict[str, list[AnyStatement]] = {}
    for statement in material.statements:
        held.setdefault(statement.content.KIND, []).append(statement)
    tables = [
        Table(
            name,
            about,
            (*HEAD, *(told.column for told in fields), *_TAIL),
            tuple(_row(material, s, fields) for kind in kinds for s in held.get(kind, ())),
        )
        for name, (about, kinds, fields) in _KINDS.items()
    ]
    return (*tables, _phases(material), _passages(material))


def table_of(kind: str) -> str:
    """The name of the table that holds the statements of a kind."""
    return next(name for name, (_, kinds, _) in _KINDS.items() if kind in kinds)


def fields_told(kind: str) -> frozenset[str]:
    """The fields of a kind's contents that its table shows, for whoever asks whether one was forgotten."""
    told = {t.key for t in _KINDS[table_of(kind)][2]} & set(content_class(kind).__dataclass_fields__)
    return frozenset(told | ({"quantity"} if kind == "obligations" else set()))


def places_of(statement: AnyStatement, passages: tuple[Passage, ...] | None = None) -> tuple[Place, ...]:
    """The places of a statement, or of some passages of its report."""
    held = statement.content.passages if passages is None else passages
    return tuple(Place(statement.report_id, passage) for passage in held)


def head_of(material: Material, statement: AnyStatement) -> tuple[Value, ...]:
    """The values of `HEAD`."""
    report = material.view.report(statement.report_id)
    content = statement.content
    speaker = own_speaker(statement) or material.voices.speaker(report.id, content.passages)
    return statement.id, report.id, report.process, report.published, report.outlet, speaker


def _row(material: Material, statement: AnyStatement, fields: tuple[Told, ...]) -> Row:
    content, places = statement.content, places_of(statement)
    told = (told.of(content) for told in fields)
    tail = (content.unsure, content.confidence, content.note)
    values = (*head_of(material, statement), *told, *tail, *carried(places))
    return Row(values, places, (statement.report_id,))


def _passages(material: Material) -> Table:
    columns = (
        Column("statement_id", "id of the statement", holds="id"),
        Column("report_id", "id of the report", holds="id"),
        Column("table", "the table that the statement is in"),
        Column("number", "which of the statement's passages it is, from 1", "whole"),
        *CARRIED,
    )
    rows = [
        Row((s.id, s.report_id, table_of(s.content.KIND), number, *carried((place,))), (place,), (s.report_id,))
        for s in material.statements
        for number, place in enumerate(places_of(s), 1)
    ]
    return Table("passages", "A passage that carries a statement.", columns, tuple(rows))


def _phases(material: Material) -> Table:
    columns = (
        Column("statement_id", "id of the statement of the agreement", holds="id"),
        Column("report_id", "id of the report", holds="id"),
        Column("phase", "number of the phase", "whole"),
        Column("status", "its status in the report's words", holds="words"),
        Column("claimed", "a state that it is said to be in"),
        Column("claimed_by", "who says so; empty: the report itself", holds="name"),
        Column("claimed_in", "the words that say so", holds="words"),
        Column("date", "the day or month tied to it; ISO 8601"),
        *CARRIED,
    )
    rows = []
    for statement in material.statements:
        if not isinstance(content := statement.content, Agreement):
            continue
        for phase in content.phases:
            for claim in phase.claims or (None,):
                told = (claim.status, claim.by, claim.words, claim.date) if claim else (None, None, None, None)
                places = places_of(statement, (claim.evidence if claim else ()) or phase.evidence)
                head = (statement.id, statement.report_id, phase.ordinal, phase.status)
                rows.append(Row((*head, *told, *carried(places)), places, (statement.report_id,)))
    return Table("phases", "What a report states of a phase of an agreement.", columns, tuple(rows))
