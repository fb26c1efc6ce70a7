"""How many sources stand behind an answer that do not depend on one another, and who of them has a side.

Copies of one text, texts that credit one agency and one speaker quoted by many are one source. Sources of one side are
counted apart from the others and never called a confirmation: two sides that say the same are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from trucewatch.agreements.terms import Terms
from trucewatch.registers.bodies import find_body
from trucewatch.registers.states import find_state
from trucewatch.standing.matching import Names
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.statement import AnyStatement

SourceClass = Literal["party_affiliated", "third_state", "international_body", "independent_media", "local", "unknown"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]
_NO_SIDE = frozenset({"mediator", "facilitator", "convener", "host", "observer", "monitor", "witness"})


@dataclass(frozen=True)
class SourceCard:
    """What a user knows of an outlet or speaker.

    Attributes:
        sort: its class.
        side: id of the party it is affiliated with.
        reliability: A to F, and `credibility`, 1 to 6, of the Admiralty code, where the user grades it.
    """

    sort: SourceClass = "unknown"
    side: str | None = None
    reliability: Reliability | None = None
    credibility: Credibility | None = None


@dataclass(frozen=True)
class SourceBehind:
    """One source behind an answer.

    Attributes:
        name: the speaker, else the outlet, else the agency that the texts were taken from.
        card: what is known of it.
        statements: what it said; `outlets` are those who published it.
    """

    name: str
    card: SourceCard
    statements: tuple[AnyStatement, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True)
class Corroboration:
    """The sources behind an answer.

    Attributes:
        sources: each once, those without a side first, then by name.
        bearers: ids of the parties whose duty the answer is about; () where it is about none.
    """

    sources: tuple[SourceBehind, ...]
    bearers: tuple[str, ...] = ()

    @property
    def independent(self) -> int:
        """How many have no side."""
        return sum(1 for s in self.sources if s.card.side is None)

    @property
    def by_side(self) -> dict[str, int]:
        """How many are affiliated with each party, by its id."""
        sides = sorted({s.card.side for s in self.sources if s.card.side is not None})
        return {side: sum(1 for s in self.sources if s.card.side == side) for side in sides}

    @property
    def words(self) -> str:
        """The count in words: "3 independent, 2 affiliated with the bearer"."""
        told = [f"{self.independent} independent" if self.independent else "none independent"]
        for side, number in self.by_side.items():
            told.append(f"{number} affiliated with " + ("the bearer" if side in self.bearers else side))
        return ", ".join(told) if self.sources else "no source"

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            "words": self.words,
            "independent": self.independent,
            "by_side": self.by_side,
            "sources": [
                {
                    "name": s.name,
                    "class": s.card.sort,
                    "side": s.card.side,
                    "reliability": s.card.reliability,
                    "credibility": s.card.credibility,
                    "outlets": list(s.outlets),
                    "statements": [statement.id for statement in s.statements],
                }
                for s in self.sources
            ],
        }


@dataclass(frozen=True)
class Sources:
    """Which sources the statements of a view have.

    Attributes:
        terms: who is a party, and what outlets or speakers are called there.
        voices: the view's speakers.
        origins: for a report that is a copy, or credits another, the name under which it and its like count once.
        cards: what the user knows, by name of outlet or speaker.
    """

    terms: Terms
    voices: Voices
    origins: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, SourceCard] = field(default_factory=dict)

    def behind(self, statements: Iterable[AnyStatement], bearers: tuple[str, ...] = ()) -> Corroboration:
        """The sources of some statements, each once."""
        names = Names(self.terms)
        cards = {name.casefold(): card for name, card in self.cards.items()}
        held: dict[str, list[AnyStatement]] = {}
        called: dict[str, str] = {}
        for statement in statements:
            name = self._name(statement)
            called.setdefault(name.casefold(), name)
            held.setdefault(name.casefold(), []).append(statement)
        found = [
            SourceBehind(
                called[key],
                cards.get(key) or self._card(called[key], names),
                tuple(dict.fromkeys(told)),
                tuple(sorted({self.voices.outlet(s.report_id) for s in told})),
            )
            for key, told in held.items()
        ]
        found.sort(key=lambda s: (s.card.side is not None, s.card.side or "", s.name))
        return Corroboration(tuple(found), bearers)

    def _name(self, statement: AnyStatement) -> str:
        """Who says it: the speaker inside the report, however many outlets carry the words, else where it came from."""
        content = statement.content
        own = content.speaker if isinstance(content, Quote) else getattr(content, "alleged_by", None)
        speaker = own or self.voices.speaker(statement.report_id, content.passages)
        return speaker or self.origins.get(statement.report_id) or self.voices.outlet(statement.report_id)

    def _card(self, name: str, names: Names) -> SourceCard:
        """What the terms and the registers know of a name."""
        roles = {p.id: frozenset(p.roles) for p in self.terms.parties}
        sides = [id_ for id_ in sorted(names.of(name)) if id_ in roles and not roles[id_] & _NO_SIDE]
        if sides:
            return SourceCard("party_affiliated", sides[0])
        if find_state(name) is not None:
            return SourceCard("third_state")
        return SourceCard("international_body") if find_body(name) is not None else SourceCard()
