"""Statements as JSON-LD: where each comes from in the terms of PROV-O, and its passages as Web Annotations.

The context stands in the file, so nothing is fetched to read it. A passage is selected by its words and, where offsets
may leave, by its place; what it is a passage of is the report, which is named and not included.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from trucewatch import __version__
from trucewatch.exports.statement_tables import STATEMENT_TABLES
from trucewatch.exports.tables import Row, Table, Tables, Value

Node = dict[str, object]

CONTEXT: Node = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "tw": "urn:trucewatch:vocabulary:",
    "oa:start": {"@type": "xsd:nonNegativeInteger"},
    "oa:end": {"@type": "xsd:nonNegativeInteger"},
    "dcterms:issued": {"@type": "xsd:date"},
}
_SOFTWARE = "urn:trucewatch:program"
_READING = "urn:trucewatch:reading"
_AGENTS = {"person": "prov:Person", "media": "prov:Organization", "party": "prov:Organization",
           "body": "prov:Organization", "state": "prov:Organization"}  # fmt: skip
_OWN_PLACE = frozenset({"id", "report_id", "published", "outlet", "speaker", "words", "start_offset", "end_offset"})


def write_jsonld(tables: Tables, path: Path) -> None:
    """Write reports, actors, statements and their passages as one JSON-LD document."""
    document = {"@context": CONTEXT, "@graph": list(_graph(tables))}
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.write("\n")


def _graph(tables: Tables) -> Iterator[Node]:
    yield {"@id": _SOFTWARE, "@type": "prov:SoftwareAgent", "rdfs:label": f"Trucewatch {__version__}"}
    yield {"@id": _READING, "@type": "prov:Activity", "prov:wasAssociatedWith": {"@id": _SOFTWARE}}
    for told in tables["reports"].records():
        yield _report(told)
    agents = _Agents(tables["actors"])
    yield from agents.known()
    for name in STATEMENT_TABLES:
        yield from _statements(tables[name], agents)
    yield from agents.unknown()


def _report(told: dict[str, Value]) -> Node:
    return _filled(
        {
            "@id": f"urn:trucewatch:report:{told['id']}",
            "@type": ["prov:Entity", "tw:Report"],
            "dcterms:title": told["title"],
            "dcterms:publisher": told["outlet"],
            "dcterms:issued": told["published"],
            "dcterms:language": told["language"],
            "dcterms:identifier": told["url"],
            "tw:process": told["process"],
        }
    )


class _Agents:
    """The actors as agents; a speaker who is none of them becomes one with a label alone."""

    def __init__(self, actors: Table) -> None:
        self._actors = list(actors.records())
        self._ids: dict[str, str | None] = {}
        self._others: dict[str, str] = {}
        for told in self._actors:
            others = told["other_names"]
            for name in (told["name"], *(others if isinstance(others, tuple) else ())):
                # A name that several go by names none of them.
                self._ids[str(name)] = None if str(name) in self._ids else f"urn:trucewatch:actor:{told['id']}"

    def known(self) -> Iterator[Node]:
        for told in self._actors:
            kind = _AGENTS.get(str(told["type"]))
            yield _filled(
                {
                    "@id": f"urn:trucewatch:actor:{told['id']}",
                    "@type": ["prov:Agent", *([kind] if kind else [])],
                    "rdfs:label": told["name"],
                    "tw:otherName": told["other_names"],
                    "tw:type": told["type"],
                }
            )

    def of(self, name: str) -> str:
        """The agent that a name stands for."""
        found = self._ids.get(name)
        return found if found is not None else self._others.setdefault(name, f"_:speaker{len(self._others)}")

    def unknown(self) -> Iterator[Node]:
        for name, id_ in self._others.items():
            yield {"@id": id_, "@type": "prov:Agent", "rdfs:label": name}


def _statements(table: Table, agents: _Agents) -> Iterator[Node]:
    for told, row in table.pairs():
        id_ = f"urn:trucewatch:statement:{told['id']}"
        speaker = told["speaker"]
        yield _filled(
            {
                "@id": id_,
                "@type": ["prov:Entity", "tw:Statement"],
                "tw:kind": table.name,
                **{f"tw:{key}": value for key, value in told.items() if key not in _OWN_PLACE},
                "prov:wasDerivedFrom": {"@id": f"urn:trucewatch:report:{told['report_id']}"},
                "prov:wasGeneratedBy": {"@id": _READING},
                "prov:wasAttributedTo": {"@id": agents.of(str(speaker))} if speaker else None,
            }
        )
        yield from _annotations(id_, told, row)


def _annotations(id_: str, told: dict[str, Value], row: Row) -> Iterator[Node]:
    for number, place in enumerate(row.places, 1):
        if place.passage is None:
            continue
        selectors: list[Node] = [{"@type": "oa:TextQuoteSelector", "oa:exact": place.passage.text}]
        if told["start_offset"] is not None:
            at = {"oa:start": place.passage.start, "oa:end": place.passage.end}
            selectors.append({"@type": "oa:TextPositionSelector", **at})
        yield {
            "@id": f"{id_.replace(':statement:', ':annotation:')}:{number}",
            "@type": "oa:Annotation",
            "oa:motivatedBy": {"@id": "oa:describing"},
            "oa:hasBody": {"@id": id_},
            "oa:hasTarget": {
                "@type": "oa:SpecificResource",
                "oa:hasSource": {"@id": f"urn:trucewatch:report:{place.report_id}"},
                "oa:hasSelector": selectors,
            },
        }


def _filled(node: Node) -> Node:
    """A node without what is not stated, its values as JSON."""
    return {key: _plain(value) for key, value in node.items() if value not in (None, (), [])}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
