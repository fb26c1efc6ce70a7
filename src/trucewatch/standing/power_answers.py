"""The answers on powers: whether they may still be used, whether they were, and who consents."""

from __future__ import annotations

from functools import partial

from trucewatch.agreements.terms import Terms
from trucewatch.standing.agreement_told import AGREEMENT
from trucewatch.standing.duty_times import Timetable
from trucewatch.standing.grounds import Answer, Ground, clause, said
from trucewatch.standing.moments import Point
from trucewatch.standing.powers import PowerStanding, PowerState, PowersUsed

_ENDED = ("lapsed", "terminated", "superseded")


def power_answers(used: PowersUsed, table: Timetable, as_of: Point, force: object) -> dict[str, Answer]:
    """State, consents and refusals of every power, by path.

    Args:
        used: what the powers did.
        table: the times of phases and duties.
        as_of: the day or hour asked about.
        force: the answer on the force of the agreement.
    """
    found: dict[str, Answer] = {}
    for standing in used.standings:
        id_ = standing.power.id
        told = partial(_told, standing)
        found[f"{id_}.state"] = Answer(
            _state(standing, table, as_of, force), partial(_used, standing, table.clock.terms)
        )
        found[f"{id_}.consents"] = Answer(list(standing.consents), told)
        found[f"{id_}.refusals"] = Answer(list(standing.refusals), told)
    return found


def _told(standing: PowerStanding) -> tuple[Ground, ...]:
    return tuple(said("position", (s,)) for s in standing.statements)


def _used(standing: PowerStanding, terms: Terms) -> tuple[Ground, ...]:
    uses = (said(f"used on {u.day.isoformat()}", u.statements) for u in standing.uses)
    return clause(standing.power.id, terms), *uses, *_told(standing)


def _state(standing: PowerStanding, table: Timetable, as_of: Point, force: object) -> PowerState:
    power = standing.power
    if power.times is not None and len(standing.uses) >= power.times:
        return "spent"
    if standing.uses:
        return "exercised"
    return "closed" if force in _ENDED or _is_over(power.of, table, as_of) else "open"


def _is_over(of: str, table: Timetable, as_of: Point) -> bool:
    """Is a phase, a duty or the agreement over by the calendar, by every reading?"""
    terms, clock = table.clock.terms, table.clock
    duty = next((o for o in terms.obligations if o.id == of), None)
    if duty is not None:
        ends = table.of(duty).ends
        return bool(ends) and all(end is not None and end.is_over(as_of, clock) for end in ends)
    phases = [p.id for p in terms.phases if of in (p.id, AGREEMENT)]
    return bool(phases) and all(clock.is_phase_over(id_, as_of) for id_ in phases)
