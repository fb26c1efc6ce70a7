"""Powers of the terms, and whether they were used as the terms ask: only so does anything end, pause or go on.

That somebody announces a suspension or an extension changes no force. It does where the terms give a power for it, a
holder is reported to use it, and those whose consent it needs are reported to have given it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from trucewatch.agreements.terms import Power, Terms
from trucewatch.standing.agreement_told import AGREEMENT, AgreementTold, Claimed, Related, Stance
from trucewatch.standing.clock import Clock, Dated
from trucewatch.standing.duty_events import DutyEvent, DutyEvents
from trucewatch.standing.moments import Point, day_in, is_reached
from trucewatch.vocabulary.dates import add_duration
from trucewatch.vocabulary.statement import AnyStatement

PowerState = Literal["open", "exercised", "spent", "closed"]
_SPEAKS_FOR_ALL = frozenset({"mediator", "facilitator", "convener", "host"})
_ENOUGH_VOICES = 2


@dataclass(frozen=True)
class Use:
    """One use of a power that took effect.

    Attributes:
        day: when it was used.
        effect: from when it has effect: the same, or once the notice that the terms ask for has run.
        to: for an extension, the new last day, or the duration that is added.
        statements: what it rests on.
    """

    power: Power
    day: date
    effect: date
    statements: tuple[AnyStatement, ...]
    to: Point | str | None = None

    def has_effect(self, as_of: Point, zone: ZoneInfo) -> bool:
        """Has it taken effect by a day?"""
        return is_reached(self.effect, as_of, zone)


@dataclass(frozen=True)
class PowerStanding:
    """One power as of a day.

    Attributes:
        consents: ids of the parties that last accepted; `refusals` of those that last refused.
        uses: those that took effect, oldest first.
        statements: the positions behind consents and refusals.
    """

    power: Power
    uses: tuple[Use, ...]
    consents: tuple[str, ...]
    refusals: tuple[str, ...]
    statements: tuple[AnyStatement, ...]


@dataclass(frozen=True)
class PowersUsed:
    """What the powers did by a day.

    Attributes:
        standings: one for each power, in the order of the terms.
        dated: the last days under extensions, with what statements dated of phases.
        suspended: ids of obligations and phases, or "agreement", that stand suspended under a power, with the use.
        terminated: likewise.
        without_effect: statements of an extension that came when there was nothing left to extend.
    """

    standings: tuple[PowerStanding, ...]
    dated: Dated
    suspended: dict[str, Use]
    terminated: dict[str, Use]
    without_effect: tuple[AnyStatement, ...] = ()


def powers_used(terms: Terms, told: AgreementTold, events: DutyEvents, dated: Dated) -> PowersUsed:
    """Fold what was said of powers.

    Args:
        terms: the agreement.
        told: what was said of the agreement by the day asked about, and known by then.
        events: likewise of its obligations.
        dated: what statements dated of phases.
    """
    folding = _Folding(terms, told, events)
    standings: list[PowerStanding] = []
    suspended: dict[str, Use] = {}
    terminated: dict[str, Use] = {}
    too_late: list[AnyStatement] = []
    for power in terms.powers:
        uses: tuple[Use, ...] = ()
        if power.act == "extend":
            uses, dated = folding.extensions(power, dated)
            too_late += folding.too_late(power, dated)
        elif power.act == "suspend":
            uses = tuple(folding.suspensions(power))
            if uses and not folding.is_resumed(power, uses[-1]):
                suspended[power.of] = uses[-1]
        elif power.act == "resume":
            uses = tuple(folding.resumptions(power))
        elif power.act == "terminate":
            uses = tuple(folding.terminations(power))
            if uses:
                terminated[power.of] = uses[0]
        standings.append(folding.standing(power, uses))
    return PowersUsed(tuple(standings), dated, suspended, terminated, tuple(dict.fromkeys(too_late)))


class _Folding:
    def __init__(self, terms: Terms, told: AgreementTold, events: DutyEvents) -> None:
        self._terms, self._told, self._events = terms, told, events
        self._above = frozenset(p.id for p in terms.parties if _SPEAKS_FOR_ALL & set(p.roles))
        self._phases = [p.id for p in terms.phases]
        self._zone = ZoneInfo(terms.zone)

    def _day(self, point: Point) -> date:
        return day_in(point, self._zone)

    def extensions(self, power: Power, dated: Dated) -> tuple[tuple[Use, ...], Dated]:
        """The extensions that took effect, and the last days they lead to."""
        uses: list[Use] = []
        while power.times is None or len(uses) < power.times:
            phase, over = self._term(power, dated)
            use = self._extension(power, phase, over, _not_before(uses, over)) if over else None
            if use is None or use.to is None:
                break
            uses.append(use)
            steps = (*dated.extended.get(phase, ()), use.to)
            dated = replace(dated, extended={**dated.extended, phase: steps})
        return tuple(uses), dated

    def too_late(self, power: Power, dated: Dated) -> list[AnyStatement]:
        """Statements of an extension that were made when what they extend was over."""
        phase, over = self._term(power, dated)
        if over is None:
            return []
        told = [
            r for r in self._relations(phase) if (r.day or date.min) > over and (r.expiry is None or r.expiry > over)
        ]
        return [r.statement for r in told]

    def _term(self, power: Power, dated: Dated) -> tuple[str, date | None]:
        """The phase that a power lengthens (of an agreement the last), with its last day by the latest reading."""
        if not self._phases:
            return "", None
        phase = power.of if power.of in self._phases else self._phases[-1]
        spans = Clock(self._terms, dated).spans(phase)
        return phase, max((self._day(s.last) for s in spans if s.last is not None), default=None)

    def _relations(self, phase: str) -> list[Related]:
        return [r for r in self._told.relations if r.relation == "extends" and r.of in (phase, AGREEMENT)]

    def _extension(self, power: Power, phase: str, over: date, not_before: date) -> Use | None:
        """The first extension from a day on, by word of it or by consent; what comes after the last day is too late."""
        told = [r for r in self._relations(phase) if not_before <= (r.day or date.min) <= over]
        longer = [r for r in told if r.expiry is None or r.expiry > over]
        named = max((r.expiry for r in longer if r.expiry), default=None)
        if self._is_carried(power, longer) and (named or power.lasts):
            day = min(r.day or date.min for r in longer)
            return Use(power, day, day, tuple(r.statement for r in longer), named or power.lasts)
        given = [s for s in self._stances(power, "extension") if not_before <= (s.day or date.min) <= over]
        consent = _consent(power, given)
        if consent and (power.lasts or named):
            day = max(s.day or date.min for s in consent)
            return Use(power, day, day, _statements(consent), power.lasts or named)
        return None

    def _is_carried(self, power: Power, told: Sequence[Related]) -> bool:
        """Does one who speaks for all say it, or two voices, or the holder where nobody else need consent?"""
        alone = frozenset(power.holders) if power.rule == "holder" or not power.consent else frozenset()
        return any(r.by & (self._above | alone) for r in told) or len({r.voice for r in told}) >= _ENOUGH_VOICES

    def suspensions(self, power: Power) -> Iterator[Use]:
        """Suspensions by a holder, with the consents that the terms ask for."""
        given = _consent(power, self._stances(power, "suspension")) if power.consent else ()
        if power.consent and not given:
            return
        holders = set(power.holders)
        told = [(e.day, e.statement) for e in self._halts(power) if _bearers(e, self._terms) & holders]
        told += [
            (c.day, c.statement)
            for c in self._told.claims
            if c.state == "suspended" and self._is_of(c, power) and c.by & holders
        ]
        for day, statement in sorted(told, key=lambda pair: pair[0] or date.min):
            if day is not None:
                yield Use(power, day, _effect(power, day), (statement, *_statements(given)))

    def _halts(self, power: Power) -> Iterator[DutyEvent]:
        """Halts of the obligation that a power is about, or of the duties of its phase."""
        for obligation in self._terms.obligations:
            if power.of in (obligation.id, obligation.phase):
                yield from (e for e in self._events.by_obligation[obligation.id] if e.sort == "halted")

    def is_resumed(self, power: Power, use: Use) -> bool:
        """Has what was suspended been resumed since?"""
        who = set(power.holders) | {h for p in self._terms.powers if p.act == "resume" for h in p.holders}
        told = [day for day, _ in self._resuming(power, who)]
        told += [e.day for e in self._events.by_obligation.get(power.of, ()) if e.sort == "done"]
        return any(day is not None and day > use.day for day in told)

    def resumptions(self, power: Power) -> Iterator[Use]:
        """Resumptions by a holder of what was suspended before."""
        pauses = [p for p in self._terms.powers if p.act == "suspend" and p.of == power.of]
        first = min((use.day for pause in pauses for use in self.suspensions(pause)), default=date.max)
        for day, statement in self._resuming(power, set(power.holders)):
            if day is not None and day > first:
                yield Use(power, day, _effect(power, day), (statement,))

    def _resuming(self, power: Power, who: set[str]) -> Iterator[tuple[date | None, AnyStatement]]:
        """What says that the agreement goes on again, or is in force: the one of anybody, the other of those named."""
        yield from ((r.day, r.statement) for r in self._told.relations if r.relation == "resumes")
        for claim in self._told.claims:
            if claim.state == "in_force" and self._is_of(claim, power) and claim.by & who:
                yield claim.day, claim.statement

    def _is_of(self, claim: Claimed, power: Power) -> bool:
        """Is a claim about what a power acts on? Of an agreement with one phase, that phase is the whole."""
        return claim.of == power.of or (power.of == AGREEMENT and len(self._phases) == 1)

    def terminations(self, power: Power) -> Iterator[Use]:
        """Withdrawals from the agreement by a holder, once notice has run."""
        for stance in self._told.stances:
            if stance.about == AGREEMENT and stance.withdrew and stance.parties & set(power.holders) and stance.day:
                yield Use(power, stance.day, _effect(power, stance.day), (stance.statement,))

    def standing(self, power: Power, uses: tuple[Use, ...]) -> PowerStanding:
        about = {"extend": "extension", "suspend": "suspension", "resume": "suspension"}.get(power.act, AGREEMENT)
        latest = _latest(power, self._stances(power, about))
        return PowerStanding(
            power,
            uses,
            tuple(sorted(p for p, stances in latest.items() if all(s.favourable is True for s in stances))),
            tuple(sorted(p for p, stances in latest.items() if all(s.favourable is False for s in stances))),
            _statements([s for stances in latest.values() for s in stances]),
        )

    def _stances(self, power: Power, about: str) -> list[Stance]:
        return [s for s in self._told.stances if s.about == about and power.of in s.of]


def _effect(power: Power, day: date) -> date:
    """From when a use has effect: once the notice that the terms ask for has run."""
    return (add_duration(day, power.notice) if power.notice else None) or day


def _not_before(uses: Sequence[Use], last: date) -> date:
    """From when words count for the next extension: those of one already counted must not lengthen it again.

    The first may be agreed at any time; the next only in the second half of the time that was added.
    """
    if not uses:
        return date.min
    return uses[-1].day + timedelta(days=max(1, (last - uses[-1].day).days // 2))


def _latest(power: Power, stances: Sequence[Stance]) -> dict[str, list[Stance]]:
    """The latest stances of each party whose consent a power needs, several where they are of one day."""
    found: dict[str, list[Stance]] = {}
    for party in power.consent or power.holders:
        own = [s for s in stances if party in s.parties and s.favourable is not None]
        if own:
            found[party] = [s for s in own if s.day == own[-1].day]
    return found


def _consent(power: Power, stances: Sequence[Stance]) -> list[Stance]:
    """The stances that give the consent a power needs; [] where it is not given."""
    latest = _latest(power, stances)
    agreed = {party: held for party, held in latest.items() if all(s.favourable for s in held)}
    needed = power.consent or power.holders
    enough = bool(agreed) if power.rule == "any" else all(party in agreed for party in needed)
    if power.rule == "holder":
        enough = any(party in agreed for party in power.holders)
    return [s for held in agreed.values() for s in held] if enough else []


def _bearers(event: DutyEvent, terms: Terms) -> set[str]:
    return set(next(o.bearers for o in terms.obligations if o.id == event.obligation))


def _statements(stances: Sequence[Stance] | tuple[Stance, ...]) -> tuple[AnyStatement, ...]:
    return tuple(dict.fromkeys(s.statement for s in stances))
