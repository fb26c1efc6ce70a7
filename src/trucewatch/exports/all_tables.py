"""All tables of a view, in their order."""

from __future__ import annotations

from trucewatch.exports.calendar_table import calendar_table
from trucewatch.exports.material import Material
from trucewatch.exports.other_tables import (
    actors_table,
    events_table,
    findings_table,
    incidents_table,
    notes_table,
    reports_table,
)
from trucewatch.exports.statement_tables import statement_tables
from trucewatch.exports.tables import Tables


def tables_of(material: Material) -> Tables:
    """The tables of a view, with nothing withheld.

    Args:
        material: the view, and what the record holds beside it (see `material.material_of`).

    Returns:
        Reports, actors, a table a kind of statement, phases, passages, events, incidents, calendar, findings and notes.
        The same for the same record and question, whatever the order in which its reports were added.
    """
    return Tables(
        (
            reports_table(material),
            actors_table(material),
            *statement_tables(material),
            events_table(material),
            incidents_table(material),
            calendar_table(material),
            findings_table(material),
            notes_table(material),
        ),
        material.as_of,
        material.view.known_on,
        material.process,
    )
