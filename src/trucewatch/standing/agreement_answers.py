"""The answers on an agreement as a whole and on its phases: force by the terms, the calendar, and what is claimed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from trucewatch.agreements.terms import Terms
from trucewatch.standing.agreement_told import AGREEMENT, AgreementTold
from trucewatch.standing.clock import Clock, Span
from trucewatch.standing.grounds import Answer, Ground, calendar, clause, said
from trucewatch.standing.moments import Point, day_in, either, iso
from trucewatch.standing.powers import PowersUsed, Use


def begun_phases(told: AgreementTold) -> dict[str, date]:
    """The day on which each phase is said to have begun, by its id: the earliest that a claim names."""
    found: dict[str, date] = {}
    for claim in told.claims:
        if claim.state == "in_force" and claim.dated and claim.day is not None:
            found.setdefault(claim.of, claim.day)
    return found


def agreement_answers(
    terms: Terms, told: AgreementTold, clock: Clock, used: PowersUsed, as_of: Point
) -> dict[str, Answer]:
    """Force and claims of the agreement; calendar and claims of each phase, in the order of the terms."""
    found = {
        "agreement.force": _force(terms, told, clock, used, as_of),
        "agreement.claimed": _claimed(AGREEMENT, told),
    }
    for phase in terms.phases:
        found |= _phase(phase.id, terms, clock, as_of)
        found[f"{phase.id}.claimed"] = _claimed(phase.id, told)
    return found


def _force(terms: Terms, told: AgreementTold, clock: Clock, used: PowersUsed, as_of: Point) -> Answer:
    ended = bool(terms.phases) and all(clock.is_phase_over(p.id, as_of) for p in terms.phases)
    # What has ended by itself can be neither terminated nor replaced any more.
    last = clock.last_day or date.max
    replaced = [r for r in told.relations if r.replaces_these and (r.day or date.min) <= last]
    states = []
    for begun in clock.is_begun(clock.entry, as_of) or (False,):
        if not begun:
            states.append("created")
        elif _acts(used.terminated, clock, as_of) and used.terminated[AGREEMENT].effect <= last:
            states.append("terminated")
        elif replaced:
            states.append("superseded")
        elif ended:
            states.append("lapsed")
        else:
            states.append("suspended" if _acts(used.suspended, clock, as_of) else "in_force")

    def grounds() -> tuple[Ground, ...]:
        uses = [u for u in (used.terminated.get(AGREEMENT), used.suspended.get(AGREEMENT)) if u]
        return (
            clause("entry", terms),
            calendar("entry into force", clock.entry, as_of),
            *(said(f"power {u.power.id} used", u.statements) for u in uses),
            *(said("replaced by another agreement", (r.statement,)) for r in replaced),
        )

    return Answer(either(tuple(states)), grounds)


def _acts(used: Mapping[str, Use], clock: Clock, as_of: Point) -> bool:
    """Has a power over the whole agreement been used, and taken effect?"""
    return AGREEMENT in used and used[AGREEMENT].has_effect(as_of, clock.zone)


def _phase(id_: str, terms: Terms, clock: Clock, as_of: Point) -> dict[str, Answer]:
    spans = clock.spans(id_)
    states: list[str] = []
    days: list[int] = []
    for span in spans:
        begin = span.start if span.start is not None else span.not_before
        if begin is not None and not clock.is_begun((begin,), as_of)[0]:
            states.append("not_begun")
        elif span.start is None:
            states.append("unknown")
        elif span.last is not None and clock.is_over((span.last,), as_of)[0]:
            states.append("expired")
        else:
            states.append("in_force")
            days.append((day_in(as_of, clock.zone) - clock.day(span.start)).days + 1)
    grounds = partial(_reckoned, id_, terms, spans, as_of)
    found = {f"{id_}.calendar": Answer(either(tuple(states)), grounds)}
    if days:
        found[f"{id_}.day"] = Answer(either(tuple(days)), grounds)
    lasts = tuple(iso(clock.day(s.last)) for s in spans if s.last is not None)
    if lasts:
        found[f"{id_}.last_day"] = Answer(either(lasts), grounds)
    return found


def _reckoned(id_: str, terms: Terms, spans: tuple[Span, ...], as_of: Point) -> tuple[Ground, ...]:
    return (
        clause(id_, terms),
        calendar(f"{id_} begins", tuple(s.start for s in spans), as_of),
        calendar(f"{id_} ends", tuple(s.last for s in spans), as_of),
    )


def _claimed(of: str, told: AgreementTold) -> Answer:
    claims = [c for c in told.claims if c.of == of]
    grounds = tuple(said(f"{c.voice}: {c.state}", (c.statement,), c.passages) for c in claims)
    return Answer(sorted({c.state for c in claims}), lambda: grounds)
