"""Actors and events as entities of FollowTheMoney, one line of JSON each, with the reports as their proof.

Persons, organisations and public bodies; offices held, sides acted for; meetings, incidents and events; and the reports
as articles. Positions and obligations have no like in that model and are not forced into it.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from trucewatch.errors import TrucewatchError
from trucewatch.exports.tables import Row, Tables, Value
from trucewatch.vocabulary.report import digest

_SCHEMATA = {
    "person": "Person", "state": "PublicBody", "party": "Organization", "body": "Organization",
    "media": "Organization", "group": "Organization", "office": "LegalEntity",
}  # fmt: skip
"""By the type of an actor; a place is no actor there."""
Told = dict[str, Value]


def write_ftm(tables: Tables, path: Path) -> int:
    """Write the entities; gives how many there are.

    Args:
        tables: the tables `reports`, `actors`, `calendar`, `incidents` and `events` are read.
        path: the new file.

    Raises:
        TrucewatchError: followthemoney is not installed.
    """
    with warnings.catch_warnings():
        # Without PyICU names of countries are compared letter by letter, which ours are made for.
        warnings.filterwarnings("ignore", message="Install 'pyicu'")
        entities = _Entities(tables, _model()).all()
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.writelines(json.dumps(one.to_dict(), ensure_ascii=False, sort_keys=True) + "\n" for one in entities)
    return len(entities)


def _model() -> Any:
    try:
        from followthemoney import model  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise TrucewatchError(
            "entities need followthemoney, which is not installed",
            advice='Install the extra `ftm` (pip install "trucewatch[ftm]"), or export jsonld.',
        ) from error
    return model


class _Entities:
    """The entities of one export on their way."""

    def __init__(self, tables: Tables, model: Any) -> None:
        self._tables, self._model = tables, model
        self._by_name: dict[str, str | None] = {}
        self._schema: dict[str, str] = {}
        for told in tables["actors"].records():
            if (schema := _SCHEMATA.get(str(told["type"]))) is None or told["sealed"]:
                continue
            self._schema[str(told["id"])] = schema
            for name in (str(told["name"]), *cast("tuple[str, ...]", told["other_names"])):
                # A name that several actors go by names none of them.
                self._by_name[name] = str(told["id"]) if name not in self._by_name else None

    def all(self) -> list[Any]:
        """Every entity once, reports first."""
        made = (*self._articles(), *self._actors(), *self._matters())
        return list({one.id: one for one in made}.values())

    def _entity(self, schema: str, kind: str, id_: Value, **values: object) -> Any:
        entity = self._model.make_entity(schema)
        entity.id = f"{kind}-{id_}"
        for name, value in values.items():
            if value not in (None, (), ""):
                entity.add(name, [str(one) for one in value] if isinstance(value, tuple | list) else str(value))
        return entity

    def _articles(self) -> Iterator[Any]:
        for told in self._tables["reports"].records():
            day = told["published"]
            title = told["title"] or f"{told['outlet'] or 'Report'}, {day or 'no date'}"
            yield self._entity(
                "Article", "report", told["id"], title=title, publisher=told["outlet"], publishedAt=day,
                sourceUrl=told["url"], language=told["language"],
            )  # fmt: skip

    def _actors(self) -> Iterator[Any]:
        for told, row in self._tables["actors"].pairs():
            id_ = str(told["id"])
            if (schema := self._schema.get(id_)) is None:
                continue
            country = told["name"] if str(told["code"] or "").startswith("state:") else None
            yield self._entity(
                schema, "actor", id_, name=told["name"], alias=told["other_names"], country=country,
                proof=self._proof(row),
            )  # fmt: skip
            yield from self._documented(id_, row)
            yield from self._ties(told, row)

    def _documented(self, id_: str, row: Row) -> Iterator[Any]:
        for place in row.places:
            if place.passage is not None:
                values = {"document": f"report-{place.report_id}", "entity": f"actor-{id_}", "role": "first mention"}
                key = digest([id_, place.report_id])
                yield self._entity("Documentation", "mention", key, **values, summary=place.passage.text)

    def _ties(self, told: Told, row: Row) -> Iterator[Any]:
        """The offices of a person, and whom an actor acts for."""
        id_ = str(told["id"])
        if self._schema[id_] == "Person":
            for office in cast("tuple[str, ...]", told["offices"]):
                post = self._entity("Position", "office", digest([id_, office]), name=office, proof=self._proof(row))
                yield post
                key = digest(["occupancy", id_, office])
                yield self._entity("Occupancy", "occupancy", key, holder=f"actor-{id_}", post=post.id)
        for side in cast("tuple[str, ...]", told["acts_for"]):
            of = self._by_name.get(side)
            if of is not None and of != id_ and self._schema[of] in ("Organization", "PublicBody"):
                key = digest(["membership", id_, of])
                values = {"member": f"actor-{id_}", "organization": f"actor-{of}", "role": "speaks or acts for"}
                yield self._entity("Membership", "membership", key, **values)

    def _matters(self) -> Iterator[Any]:
        for told, row in self._tables["calendar"].pairs():
            if told["what"] == "talks":
                yield self._event("talks", told, row, told["title"], told["participants"], told["state"])
        for told, row in self._tables["incidents"].pairs():
            name = f"{str(told['kind']).replace('_', ' ')}: {told['what']}"
            yield self._event("incident", told, row, name, (str(told["actor"] or ""),), told["kind"])
        for told, row in self._tables["events"].pairs():
            actors, others = cast("tuple[str, ...]", told["actor"]), cast("tuple[str, ...]", told["recipient"])
            name = f"{told['type']} ({told['status']}): {', '.join(actors) or 'actor not told'}"
            yield self._event("event", told, row, name, (*actors, *others), told["mode"])

    def _event(self, kind: str, told: Told, row: Row, name: Value, people: Value, keyword: Value) -> Any:
        days = {"startDate": told["first"], "endDate": told["last"]} if "first" in told else {"date": told["date"]}
        involved = (self._by_name.get(str(one)) for one in cast("tuple[str, ...]", people))
        return self._entity(
            "Event", kind, told["id"], name=name, keywords=keyword, summary=told["words"], location=told["place"],
            involved=tuple(dict.fromkeys(f"actor-{id_}" for id_ in involved if id_)), proof=self._proof(row), **days,
        )  # fmt: skip

    def _proof(self, row: Row) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f"report-{report}" for report in row.reports))
