"""Step: who takes part in the agreement or the talks, and as what.

Signs of a role are gathered from syntax and word lists (`party_signs`), counted a side, and the weightiest role wins.
Persons, armies and governments count for the side they act for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trucewatch.reading.actor_draft import BOTH
from trucewatch.reading.actors import Actor, Actors, Mention
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.page import Page
from trucewatch.reading.party_process import tells_of_process
from trucewatch.reading.party_signs import STRONG, Sign, SignFinder
from trucewatch.reading.party_told import told_roles
from trucewatch.reading.sentences import Sentences
from trucewatch.registers.bodies import find_body
from trucewatch.registers.states import find_state
from trucewatch.vocabulary.kinds import Party, PartyRole
from trucewatch.vocabulary.passage import Passage

_ENOUGH = 3.0  # one strong sign, or as much of weak ones and of being told of
_ENOUGH_TO_FILL = 3.0
_A_MARK = 1.5  # what a sure mark of the tagger weighs
_TOLD_A_SIDE = 4.0  # summed marks that show a side without any sign of syntax
_TOLD = 1.0  # the same for a mediator, guarantor or observer
_NOTHING: Mapping[PartyRole, float] = {}
_WEAK_AT_MOST = 3
_ROLES: tuple[PartyRole, ...] = ("party", "mediator", "guarantor", "observer", "other")
_PASSAGES = 3  # a party's evidence: the first and weightiest places
_STATE_OFFICE = re.compile(r"\b(?:president|premier|minister|vice president|king|prime minister)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][\w-]+")
_STATE_MEN = frozenset("government|army|armed forces|military|security forces|government forces".split("|"))
_STATE_ARMY = re.compile(r"(?:Royal )?([A-Z]\w+) (?:Army|Armed Forces|Air Force|Navy|Military)")
_EITHER = frozenset("each side|either side|neither side|the other side|both".split("|"))


@dataclass(frozen=True)
class Parties:
    """Who takes part, one record a side.

    Attributes:
        parties: in the order of their first sign, parties to the agreement first.
    """

    parties: tuple[Party, ...]

    @property
    def principal(self) -> tuple[Party, ...]:
        """The parties to the agreement or the talks."""
        return tuple(p for p in self.parties if p.role == "party")

    @property
    def mediators(self) -> tuple[Party, ...]:
        """Those who mediate."""
        return tuple(p for p in self.parties if p.role == "mediator")

    def joint(self) -> str | None:
        """Such as "A and B" where the report has exactly two parties."""
        names = [p.name for p in self.principal]
        return " and ".join(names) if len(names) == 2 else None

    def resolve(self, name: str) -> str:
        """The party's name for a name or alias, the joint name for "both sides"; other names stay as they are."""
        if BOTH.match(name) or name.casefold() in _EITHER:
            return self.joint() or name
        found = self.named(name)
        return found.name if found is not None else name

    def named(self, name: str) -> Party | None:
        """The party of that name or alias; case counts for nothing."""
        low = name.casefold()
        return next((p for p in self.parties if low in {p.name.casefold(), *(a.casefold() for a in p.aliases)}), None)


@dataclass
class _Side:
    """What speaks for one side, as it gathers."""

    actor: Actor
    signs: list[Sign] = field(default_factory=list)
    aliases: dict[str, None] = field(default_factory=dict)
    told: int = 0

    def weight(self, role: PartyRole) -> float:
        strong = [s for s in self.signs if s.role == role and s.weight >= STRONG]
        weak = sum(s.weight for s in self.signs if s.role == role and s.weight < STRONG)
        clear = 2 if role in {"mediator", "guarantor"} else 1  # these agree, sign and meet too; sides do not mediate
        return sum((clear if s.is_clear else 1) * s.weight for s in strong) + min(weak, _WEAK_AT_MOST)


@dataclass(frozen=True)
class PartiesStep:
    """Finds the parties of a report and their roles."""

    name: str = "parties"
    version: str = "1"
    reads: tuple[type, ...] = (Tags, Sentences, Actors)
    writes: type = Parties

    def __call__(self, page: Page) -> Parties:
        return Parties(tuple(_Weighing(page).parties(self.name)))


class _Weighing:
    """Counts the signs of one page, side by side."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actors = page.get(Actors)
        self.sides: dict[str, _Side] = {}
        self.is_process = tells_of_process(page.text)
        self.signs = SignFinder(page).find()
        self.told = told_roles(page, lambda actor: self._side_of(actor).actor.name)
        for sign in self.signs:
            self._side_of(sign.mention.actor).signs.append(sign)
        for mention in self.actors.mentions:
            side = self._side_of(mention.actor)
            side.told += mention.how != "pronoun"
            self._gather(side, mention)

    def _side_of(self, actor: Actor) -> _Side:
        above = self.actors.named(self.actors.side_of(actor)) or actor
        if above.type == "group" and above.name.lower() in _STATE_MEN:
            above = self.actors.at_home or above
        elif above.type == "party" and (men := _STATE_ARMY.fullmatch(above.name)) and (state := find_state(men[1])):
            above = self.actors.named(state[0].name) or above
        return self.sides.setdefault(above.name, _Side(above))

    def _gather(self, side: _Side, mention: Mention) -> None:
        """Names that stand for the side: its own, those of its people, and its metonyms."""
        names = [mention.actor.name] if mention.actor.type != "office" else []
        if mention.how in {"name", "metonym", "nominal"} and len(mention.text.split()) <= 4:
            names.append(mention.text)
        for name in (*side.actor.aliases, *names):
            if name != side.actor.name:
                side.aliases.setdefault(name)

    def parties(self, step: str) -> list[Party]:
        """The records, parties first, each with the passages that show its role."""
        roles: dict[str, PartyRole] = {}
        for name, side in self.sides.items():
            role = self._role(side)
            if role is not None:
                roles[name] = role
        self._give_persons(roles)
        if not self.is_process:
            roles = self._plain(roles)
        self._fill(roles)
        self._merge_unnamed(roles)
        order = sorted(roles, key=lambda n: (_ROLES.index(roles[n]), self._first(n, roles[n])))
        return [self._party(self.sides[n], roles[n], step) for n in order]

    def _plain(self, roles: dict[str, PartyRole]) -> dict[str, PartyRole]:
        """Of a report that tells of no process: two sides that syntax shows, go-betweens, and no person."""
        kept = {name: role for name, role in roles.items() if self.sides[name].actor.type != "person"}
        if sum(role == "party" for role in kept.values()) > 1:
            return kept
        return {name: role for name, role in kept.items() if role != "party" or len(kept) > 1}

    def _role(self, side: _Side) -> PartyRole | None:
        """The role with most weight; the sides first, where two weigh the same."""
        if side.actor.type in {"place", "media", "group", "office"} or side.actor.sealed:
            return None
        can_fight = side.actor.type in {"state", "party", "person"} or find_body(side.actor.name) is None
        is_person = side.actor.type == "person"
        weights = {
            r: side.weight(r) for r in _ROLES if (r != "party" or can_fight) and not (is_person and r == "observer")
        }
        if any(s.role == "party" and s.weight >= STRONG for s in side.signs) and "party" in weights:
            weights["party"] += self._prior(side)
        told = self.told.get(side.actor.name, _NOTHING) if self.is_process else _NOTHING
        for role in weights:
            weights[role] += _A_MARK * told.get(role, 0.0)
        best = max(weights, key=lambda r: (weights[r], -_ROLES.index(r)))
        strong = any(s.weight >= STRONG and s.role == best for s in side.signs) or told.get(best, 0.0) >= (
            _TOLD_A_SIDE if best == "party" else _TOLD
        )
        return best if strong and weights[best] >= _ENOUGH else None

    def _give_persons(self, roles: dict[str, PartyRole]) -> None:
        """A leader whose side is not told: the state's where the office is one of state, else the one movement's."""
        for name in [n for n, r in roles.items() if r == "party" and self.sides[n].actor.type == "person"]:
            person = self.sides[name]
            told = [
                self.page.text[max(m.start - 20, 0) : m.end] for m in self.actors.mentions if m.actor == person.actor
            ]
            of_state = any(_STATE_OFFICE.search(t) for t in told)
            state = next((f[0].name for t in told for w in _CAPITALS.findall(t) if (f := find_state(w))), None)
            if state is not None and state in self.sides:
                self._give(name, state, roles)
                continue
            if state is not None and of_state:
                continue
            kind = "state" if of_state else "party"
            sides = [s for s in self.sides.values() if s.actor.type == kind and not s.weight("mediator")]
            fits = sorted(sides, key=lambda s: (-(s.weight("party") >= STRONG), -s.told))
            if not fits or (len(fits) > 1 and fits[1].told * 2 > fits[0].told and kind == "party"):
                continue
            self._give(name, fits[0].actor.name, roles)

    def _give(self, name: str, to: str, roles: dict[str, PartyRole]) -> None:
        side, given = self.sides[to], self.sides[name]
        side.signs += given.signs
        side.aliases |= {name: None, **given.aliases}
        roles[to] = "party"
        del roles[name]

    def _prior(self, side: _Side) -> float:
        """A movement told of often is a side more likely than a state told of often."""
        return min(side.told, 4) * 0.5 if side.actor.type == "party" else min(side.told, 6) * 0.25

    def _fill(self, roles: dict[str, PartyRole]) -> None:
        """Where syntax showed fewer than two sides, those who accuse, deny, have troops and are told of most."""
        while self.is_process and sum(r == "party" for r in roles.values()) < 2:
            left = {
                n: s.weight("party") + self._prior(s) + _A_MARK * self.told.get(n, _NOTHING).get("party", 0.0)
                for n, s in self.sides.items()
                if n not in roles and s.actor.type in {"state", "party"} and not s.actor.sealed and s.told > 1
            }
            best = max(left, key=lambda n: left[n], default=None)
            if best is None or left[best] < _ENOUGH_TO_FILL:
                return
            roles[best] = "party"

    def _merge_unnamed(self, roles: dict[str, PartyRole]) -> None:
        """Such as "the rebels" are the one movement that is named; two unnamed movements are one."""
        mine = [n for n, r in roles.items() if r == "party" and self.sides[n].actor.type == "party"]
        named = [n for n in mine if n[:1].isupper()]
        unnamed = [n for n in mine if not n[:1].isupper()]
        if not unnamed or len(named) > 1:
            return
        into = named[0] if named else unnamed[0]
        for name in unnamed:
            if name != into:
                self._give(name, into, roles)

    def _first_told(self, side: _Side) -> Passage:
        """Where a side without a sign of its own is told of first."""
        first = next(m for m in self.actors.mentions if self._side_of(m.actor) is side)
        sentence = self.page.get(Sentences).at(first.start)
        start, end = (sentence.start_char, sentence.end_char) if sentence is not None else (first.start, first.end)
        return self.page.passage(start, end)

    def _first(self, name: str, role: PartyRole) -> int:
        return min((s.start for s in self.sides[name].signs if s.role == role), default=0)

    def _party(self, side: _Side, role: PartyRole, step: str) -> Party:
        signs = sorted((s for s in side.signs if s.role == role), key=lambda s: (-s.weight, s.start))
        passages: list[Passage] = []
        for sign in signs:
            passage = self.page.passage(sign.start, sign.end)
            if not any(p.overlaps(passage) for p in passages):
                passages.append(passage)
        shown = sorted(passages[:_PASSAGES]) or [self._first_told(side)]
        return Party(
            name=side.actor.name,
            role=role,
            aliases=tuple(side.aliases),
            evidence=tuple(shown),
            step=step,
            unsure=not any(s.weight >= STRONG for s in signs),
        )
