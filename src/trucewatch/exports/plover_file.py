"""Events as records of PLOVER 2.0, one line of JSON each.

With nothing withheld they are those of `read --plover`. What leaves for others is made of the released table: an
entity's words are its released name, and a record whose trigger or offsets are withheld has none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from trucewatch.exports.material import Material
from trucewatch.exports.tables import Row, Tables, Value
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.events import plover_records

_FLAGS = {"historical": "historical", "future": "future", "hypothetical": "hypothetical", "negation": "negated"}
Record = dict[str, object]


def write_plover(tables: Tables, path: Path, whole: Material | None = None) -> int:
    """Write the events; gives how many there are.

    Args:
        tables: the tables `events` and `reports` are read.
        path: the new file.
        whole: where nothing is withheld, what the tables were made of.
    """
    records = plover_of(tables) if whole is None else _whole(whole)
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.writelines(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records)
    return len(records)


def plover_of(tables: Tables) -> list[Record]:
    """The events of tables as records of PLOVER, in the order of the table; see `vocabulary.events.plover_record`."""
    sources = {str(row["id"]): row for row in tables["reports"].records()}
    return [_record(told, row, sources[str(told["report_id"])]) for told, row in tables["events"].pairs()]


def _whole(material: Material) -> list[Record]:
    reports = material.view.reports()
    return [one for r in reports for one in plover_records(material.events.get(r.id, ()), r)]


def _record(told: dict[str, Value], row: Row, source: dict[str, Value]) -> Record:
    value = told["date"]
    stated = day_of(str(value)) if value else None
    day = stated or told["published"]
    cited = {"title": "title", "publication": "outlet", "url": "url", "language": "language"}
    record: Record = {
        "id": told["id"],
        "date": str(day) if day is not None else None,
        "date_basis": "stated" if stated else "published" if day else None,
        "actor": _entities(told["actor"], told["actor_codes"]),
        "recipient": _entities(told["recipient"], told["recipient_codes"]),
        "event": [told["type"]],
        "mode": [told["mode"]] if told["mode"] else [],
        "context": list(cast("tuple[str, ...]", told["context"])),
        "quad_code": told["quad"],
        "event_scale": told["scale"],
        **{flag: told["status"] == status for flag, status in _FLAGS.items()},
        "event_text": [place.passage.text for place in row.places if place.passage is not None],
        "text_info": {"sequence": told["sequence"]},
        "cite_info": {
            **{name: source[key] for name, key in cited.items() if source[key]},
            "coder": "Trucewatch", "codebook": "PLOVER", "version": "2.0",
        },
        "report_id": told["report_id"],
    }  # fmt: skip
    if told["start_offset"] is not None:
        record["text_info"] = {"sequence": told["sequence"], "start": told["start_offset"], "end": told["end_offset"]}
    if told["place"]:
        record["event_loc"] = {"extracted_place": told["place"]}
    if told["confidence"] is not None:
        record["confidence"] = told["confidence"]
    return record


def _entities(names: Value, codes: Value) -> list[Record]:
    """Actors or recipients with their codes; `codes` is empty where none was coded."""
    held, coded = cast("tuple[str, ...]", names), cast("tuple[str, ...]", codes)
    found = []
    for number, name in enumerate(held):
        parts: list[str] = coded[number].split("/") if number < len(coded) else []
        code, sector, *others = [*parts, "", ""]
        entity: Record = {
            "code": code or None, "sector": sector or None, "entity_name": name, "entity_text": name,
        }  # fmt: skip
        if rest := [other for other in others if other]:
            entity["other_sector_codes"] = rest
        found.append(entity)
    return found
