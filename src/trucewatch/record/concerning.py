"""Which reports of a view concern a party: those that name it among their parties or actors.

A name is the party's if it is the same but for case, article and possessive, or if the registers know both as one
("Norway", "Norwegian"). A place counts by its own name alone, since a report of the capital need not be one of the
state; a sealed source is nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from trucewatch.record.shown import Shown
from trucewatch.registers.forms import plain_form
from trucewatch.registers.known_actors import KnownActors
from trucewatch.vocabulary.kinds import Party


def concerning(shown: Shown, parties: Collection[str]) -> set[str]:
    """The ids of the reports that concern at least one of some parties, by any of their names.

    Raises:
        RecordError: a row is damaged.
    """
    wanted = {key for party in parties for key in _keys(party, None)}
    by_name: dict[tuple[str, date | None], frozenset[str]] = {}
    found = set()
    for id_, name, is_place in _names(shown):
        day = shown.reports[id_].published
        if (name, day) not in by_name:
            by_name[name, day] = _keys(name, day)
        keys = {_own(name)} if is_place else by_name[name, day]
        if not wanted.isdisjoint(keys):
            found.add(id_)
    return found


def _names(shown: Shown) -> Iterator[tuple[str, str, bool]]:
    """Who is named in the reports: id of the report, name, and whether it is a place's."""
    for statement in shown.of(Party):
        if isinstance(statement.content, Party):
            for name in (statement.content.name, *statement.content.aliases):
                yield statement.report_id, name, False
    for id_ in shown.reports:
        for actor in shown.actors_of(id_):
            if not actor.sealed:
                for name in (actor.name, *actor.aliases):
                    yield id_, name, actor.type == "place"


def _keys(name: str, on: date | None) -> frozenset[str]:
    """What stands for a name: its plain form, and the id of whom the registers know by it on a day."""
    known = KnownActors.register_only().find(name, on)
    return frozenset({_own(name)} if known is None else {_own(name), known.id})


def _own(name: str) -> str:
    return plain_form(name).casefold()
