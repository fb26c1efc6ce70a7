"""Incidents: what was logged or told to have happened, apart from whether anybody calls it a breach.

A violation says that a clause or a law was broken, and by whom; an incident says what, where, when, with what and who
observed it. One deed may be told as both, in two records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trucewatch.vocabulary.content import plain_fields
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report, digest

IncidentKind = Literal[
    "fire", "strike", "incursion", "force_movement", "reinforcement", "fortification", "overflight",
    "weapon_in_restricted_zone", "demolition", "aid_block", "crossing_closed", "attack_on_aid_or_medical", "abduction",
    "detention", "killing_of_civilian", "sexual_violence", "child_recruitment", "mine_or_ied", "attack_on_monitors",
    "late_or_missing_delivery", "incitement",
]  # fmt: skip
Observation = Literal["direct", "testimony", "party_statement"]
Perceived = Literal["heard", "seen", "reported"]


@dataclass(frozen=True, kw_only=True)
class Incident:
    """Something that happened, as logged or told.

    Attributes:
        kind: which sort of incident.
        what: the deed in the report's words.
        evidence: the passage that tells it.
        actor: whose deed it is said to be; None where that is not told.
        date: its day or hour as told beside it, ISO 8601.
        place: where, as told beside it.
        means: with what, as printed.
        count: how many (rounds, times, persons, aircraft), where a number stands beside it.
        observer: who logged or tells it; None where the report itself does.
        observation: how the observer knows: on the spot, as a witness, or as one of the sides.
        perceived: heard, seen, or passed on.
        unsure: a careful reader could disagree.
        step: name of the step that made it.
    """

    kind: IncidentKind
    what: str
    evidence: tuple[Passage, ...]
    actor: str | None = None
    date: str | None = None
    place: str | None = None
    means: str | None = None
    count: int | float | None = None
    observer: str | None = None
    observation: Observation | None = None
    perceived: Perceived | None = None
    unsure: bool = False
    step: str = ""

    def to_json(self) -> dict[str, object]:
        """As in the `incidents` of a reading."""
        return plain_fields(self)


def incident_id(incident: Incident, report: Report) -> str:
    """The incident's id: it stays the same whatever names actor and observer are given."""
    at = [[passage.start, passage.end] for passage in incident.evidence]
    return digest(["incident", report.id, incident.kind, at])
