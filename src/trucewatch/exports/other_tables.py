"""The tables of reports, actors, events, incidents, findings and notes."""

from __future__ import annotations

from collections import defaultdict

from trucewatch.exports.material import Material
from trucewatch.exports.tables import CARRIED, Column, Row, Table, carried
from trucewatch.linking.actors import LinkedActor
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.events import Entity, event_id
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.incidents import incident_id

_ENTITIES = "code, then sector, of each, joined by a slash; in the order of the names"


def reports_table(material: Material) -> Table:
    """The reports of the view. Their text is not in it."""
    columns = (
        Column("id", "id of the report", holds="id"),
        Column("process", "the process it is filed under", holds="words"),
        Column("published", "day of publication", "day"),
        Column("outlet", "who published it", holds="words"),
        Column("title", "its headline as declared", holds="words"),
        Column("byline", "its author line as declared", holds="desk"),
        Column("language", "ISO 639-1 code"),
        Column("url", "its address as declared", holds="address"),
        Column("rights", "what may be done with its text: own, licensed, quotation_only or unknown"),
        Column("characters", "length of its text", "whole", "offset"),
        Column("file", "the file or line it came from", holds="desk"),
        Column("given_id", "the id it came with", holds="desk"),
        Column("statements", "how many statements of it are in these tables", "whole"),
    )
    told: defaultdict[str, int] = defaultdict(int)
    for statement in material.statements:
        told[statement.report_id] += 1
    rows = [
        Row(
            (
                r.id, r.process, r.published, r.outlet, r.title, r.byline, r.language, r.url,
                material.rights.get(r.id, "unknown"), len(r.text), r.name, r.given_id, told[r.id],
            ),
            (),
            (r.id,),
        )
        for r in material.view.reports()
    ]  # fmt: skip
    return Table("reports", "A report, without its text.", columns, tuple(rows))


def actors_table(material: Material) -> Table:
    """The actors, each once over all reports; the passage is that of its first mention in each report."""
    columns = (
        Column("id", "id of the actor", holds="id"),
        Column("name", "the fullest of its most used names", holds="name"),
        Column("type", "state, party, body, person, office, place, media or group"),
        Column("person", "of persons and offices, as what reports show them", "list"),
        Column("code", "id in the register or the user's file"),
        Column("other_names", "its other names", "list", "name"),
        Column("offices", "the offices that reports give it, in their words", "list", "words"),
        Column("acts_for", "whom it speaks or acts for, as reports tell", "list", "name"),
        Column("sealed", "it is tied to nobody: an unnamed source or the like", "flag"),
        Column("first_reported", "the first day of publication of a report that tells of it", "day"),
        Column("reports", "how many reports tell of it", "whole"),
        *CARRIED,
    )
    members = members_of(material)
    rows = []
    for actor in material.actors.actors:
        held = members[actor.id]
        offices = dict.fromkeys(o for _, one in held for o in one.offices)
        sides = dict.fromkeys(one.of for _, one in held if one.of)
        persons = sorted({one.person for _, one in held if one.person})
        days = [m.published for m in actor.members if m.published]
        places = tuple(Place(report_id, one.mentions[0].passage) for report_id, one in held)
        values = (
            actor.id, actor.name, actor.type, tuple(persons), actor.code, tuple(n.name for n in actor.other_names),
            tuple(offices), tuple(sides), any(one.sealed for _, one in held), min(days, default=None), len(held),
        )  # fmt: skip
        reports = tuple(dict.fromkeys(report_id for report_id, _ in held))
        rows.append(Row((*values, *carried(places)), places, reports))
    return Table("actors", "An actor over all reports; whom reports tell of is no judgement.", columns, tuple(rows))


def members_of(material: Material) -> dict[str, list[tuple[str, ReportActor]]]:
    """Of each linked actor, by its id, its reports with what they say of it, by publication."""
    found = {
        actor_id(actor, report): (report.id, actor)
        for report in material.view.reports()
        for actor in material.view.actors_of(report.id)
        if actor.mentions
    }
    linked: dict[str, LinkedActor] = {actor.id: actor for actor in material.actors.actors}
    return {id_: [found[m.id] for m in actor.members if m.id in found] for id_, actor in linked.items()}


def events_table(material: Material) -> Table:
    """Events in the terms of PLOVER 2.0."""
    columns = (
        Column("id", "id of the event", holds="id"),
        Column("report_id", "id of the report that tells it", holds="id"),
        Column("published", "day of publication of the report", "day"),
        Column("sequence", "its number among the events of the report, from 1", "whole"),
        Column("type", "one of the 16 types"),
        Column("mode", "the type's mode; empty where the words show none"),
        Column("status", "actual, historical, future, hypothetical or negated"),
        Column("date", "its day as told beside it, ISO 8601"),
        Column("actor", "who acts", "list", "name"),
        Column("actor_codes", _ENTITIES, "list"),
        Column("recipient", "to whom it is done", "list", "name"),
        Column("recipient_codes", _ENTITIES, "list"),
        Column("place", "where, as told beside it", holds="words"),
        Column("context", "contexts", "list"),
        Column("quad", "quad class, 1 to 4", "whole"),
        Column("scale", "base score of type or mode, -10 to 10", "number"),
        Column("confidence", "0 to 1", "number"),
        *CARRIED,
    )
    rows = []
    for report in material.view.reports():
        for number, event in enumerate(material.events.get(report.id, ()), 1):
            places = tuple(Place(report.id, passage) for passage in event.trigger)
            values = (
                event_id(event, report), report.id, report.published, number, event.type, event.mode, event.status,
                event.date, *_entities(event.actor, event.actor_entities),
                *_entities(event.recipient, event.recipient_entities), event.place, event.context, event.quad,
                float(event.scale), event.confidence,
            )  # fmt: skip
            rows.append(Row((*values, *carried(places)), places, (report.id,)))
    return Table("events", "Something done, planned or threatened, as one report tells it.", columns, tuple(rows))


def _entities(names: tuple[str, ...], coded: tuple[Entity, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and codes of those who act or suffer; where none was coded, the names alone."""
    if not coded:
        return names, ()
    codes = ("/".join((one.code or "", one.sector or "", *one.other_sectors)).rstrip("/") for one in coded)
    return tuple(one.name for one in coded), tuple(codes)


def incidents_table(material: Material) -> Table:
    """Incidents, apart from what is alleged as a breach."""
    columns = (
        Column("id", "id of the incident", holds="id"),
        Column("report_id", "id of the report that tells it", holds="id"),
        Column("published", "day of publication of the report", "day"),
        Column("kind", "which sort of incident"),
        Column("what", "the deed in the report's words", holds="words"),
        Column("actor", "whose deed it is said to be", holds="name"),
        Column("date", "its day or hour as told beside it, ISO 8601"),
        Column("place", "where, as told beside it", holds="words"),
        Column("means", "with what, as printed", holds="words"),
        Column("count", "how many, where a number stands beside it", "number"),
        Column("observer", "who logged or tells it; empty: the report itself", holds="name"),
        Column("observation", "how the observer knows: direct, testimony or party_statement"),
        Column("perceived", "heard, seen or reported"),
        *CARRIED,
    )
    rows = []
    for report in material.view.reports():
        for one in material.incidents.get(report.id, ()):
            places = tuple(Place(report.id, passage) for passage in one.evidence)
            values = (
                incident_id(one, report), report.id, report.published, one.kind, one.what, one.actor, one.date,
                one.place, one.means, one.count, one.observer, one.observation, one.perceived,
            )  # fmt: skip
            rows.append(Row((*values, *carried(places)), places, (report.id,)))
    return Table("incidents", "Something logged or told to have happened.", columns, tuple(rows))


def findings_table(material: Material) -> Table:
    """What does not add up; it blames nobody."""
    columns = (
        Column("id", "id of the finding", holds="id"),
        Column("code", "name of the check"),
        Column("severity", "error_in_source, tension or gap"),
        Column("sentence", "what the report prints, and what the other side has", holds="words"),
        Column("repairs", "readings that would resolve it, likeliest first; none is chosen", "list", "words"),
        Column("statement_ids", "ids of the statements concerned", "list", "id"),
        Column("report_ids", "ids of the reports concerned", "list", "id"),
        *CARRIED,
    )
    rows = []
    for finding in material.findings:
        reports = tuple(dict.fromkeys(place.report_id for place in finding.places))
        values = (
            finding.id, finding.code, finding.severity, finding.sentence, finding.repairs, finding.statements, reports
        )  # fmt: skip
        rows.append(Row((*values, *carried(finding.places)), finding.places, reports))
    return Table("findings", "Something that does not add up, or is missing.", columns, tuple(rows))


def notes_table(material: Material) -> Table:
    """What people of the desk wrote; it leaves the desk in an internal export alone (see `withholding`)."""
    columns = (
        Column("number", "its number in the record", "whole"),
        Column("kind", "remark, question, task or answer"),
        Column("text", "in the author's words", holds="desk"),
        Column("author", "who wrote it", holds="desk"),
        Column("at", "when, in UTC, ISO 8601", holds="desk"),
        Column("about", "id of the report, statement or actor", holds="id"),
        Column("process", "the process it belongs to", holds="words"),
        Column("to", "whom it is for", holds="desk"),
        Column("answers", "number of the question or task that it closes", "whole"),
    )
    rows = [
        Row((n.id, n.kind, n.text, n.author, n.at.isoformat(), n.target, n.process, n.to, n.answers))
        for n in material.notes
    ]
    return Table("notes", "A note of the desk.", columns, tuple(rows))
