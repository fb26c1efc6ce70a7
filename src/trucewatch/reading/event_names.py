"""Who does an event and whom it befalls: of the words beside its trigger those that are told so and stand so.

The learned tagger marks the words that name a doer or a target; the parse shows subjects, objects and the like. Both
are weighed together, with how near a word hangs; where the tagger has no such heads, the parse decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from spacy.tokens import Span, Token

from trucewatch.reading.actor_draft import BOTH
from trucewatch.reading.actors import Actor, Actors
from trucewatch.reading.attributions import dateline_end
from trucewatch.reading.event_syntax import syntactic_doers, syntactic_targets
from trucewatch.reading.obligation_bearers import Bearers
from trucewatch.reading.obligation_syntax import antecedent, coordinated, first_of_list
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.told_words import ToldWords, apart

_STANDING = 0.5
"""What standing as subject, object and the like counts for."""
_FARTHER = 0.04
"""What each step in the parse takes away, up to `_FARTHEST` of them."""
_FARTHEST = 6
_ANOTHERS = 0.2
"""What it takes away that another event's word is nearer."""
_ENOUGH = 0.3
_ENOUGH_FOR_MORE = 0.7
"""How surely a further word must be told to be named beside the first, where no list joins them."""
_BEHIND = frozenset({"relcl", "acl", "prep", "appos", "punct", "cc", "conj"})
_NOT_NAMED = _BEHIND | {"det", "predet", "nummod", "poss"}
_NOBODY = frozenset(
    "which who that what it this there here these those one time day week month year spring condition term way "
    "nothing something anything everything thing moment part".split()
)
_SIDES = (
    r"(?:side|part(?:y|ie)|camp|bank|countr(?:y|ie)|state|nation|government|arm(?:y|ie)|delegation|neighbou?r|foe"
    r"|rival)s?"
)
_BOTH = re.compile(
    rf"(?:each|both|either|neither|(?:both|each|either|neither) (?:of )?(?:the )?(?:two )?(?:warring )?{_SIDES}"
    rf"|the two(?: warring)? {_SIDES}|the (?:warring )?(?:sides|parties|two|belligerents|signatories))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """Somebody in an event.

    Attributes:
        name: the fullest name of the person, else of the side that is meant; the words where no actor is known.
        actor: who is meant, where the report's actors hold it.
        start: where the words begin.
        end: where they end.
    """

    name: str
    actor: Actor | None
    start: int
    end: int


class EventNames:
    """Finds doers and targets in one report."""

    def __init__(self, page: Page, words: ToldWords) -> None:
        self.words = words
        self.actors = page.get(Actors)
        self.parties = page.get(Parties)
        self.pair = Bearers(page.get(Sentences), self.actors, self.parties).pair
        self.dateline = dateline_end(page.get(Sentences))
        self._is_taught = {head: any(True for _ in words.of(head)) for head in ("doer", "target")}

    def doers(self, triggers: Sequence[Token], others: Sequence[Token]) -> list[Named]:
        """Who acts in an event.

        Args:
            triggers: the words that tell it.
            others: those of other events.
        """
        return self._chosen("doer", triggers, others, list(syntactic_doers(triggers[0])), [])

    def targets(self, triggers: Sequence[Token], others: Sequence[Token], doers: Sequence[Named]) -> list[Named]:
        """Whom it befalls, beside those who act in it."""
        return self._chosen("target", triggers, others, list(syntactic_targets(triggers[0])), doers)

    def _chosen(
        self,
        head: str,
        triggers: Sequence[Token],
        others: Sequence[Token],
        standing: Sequence[Token],
        taken: Sequence[Named],
    ) -> list[Named]:
        told = {w.token.i: w for w in self.words.beside(head, triggers[0])}
        weighed: list[tuple[float, int, list[Named]]] = []
        tokens = {t.i: t for t in (*(w.token for w in told.values()), *standing)}
        for token in (t for t in tokens.values() if t.idx >= self.dateline):
            named = [n for n in map(partial(_apart_from, taken), self.named(token, told=token.i in told)) if n]
            if not named:
                continue
            sure = told[token.i].probability if token.i in told else 0.0 if self._is_taught[head] else _ENOUGH
            score = sure + (_STANDING if token in standing else 0) - self._farness(token, triggers, others)
            weighed.append((score, token.i, named))
        weighed.sort(key=lambda each: (-each[0], each[1]))
        if not weighed or weighed[0][0] < _ENOUGH:
            return []
        first = tokens[weighed[0][1]]
        chosen = list(weighed[0][2])
        for score, at, named in weighed[1:]:
            joined = first_of_list(tokens[at]) == first_of_list(first)
            if joined or score >= _ENOUGH_FOR_MORE:
                chosen += [n for n in named if not _is_among(n, chosen)]
        return sorted(_unlike(chosen), key=lambda n: n.start)

    def _farness(self, token: Token, triggers: Sequence[Token], others: Sequence[Token]) -> float:
        own = min(apart(trigger, token) for trigger in triggers)
        same = [t for t in others if sentence_of(t).start == sentence_of(token).start]
        nearer = any(apart(t, token) < own for t in same)
        return _FARTHER * min(own, _FARTHEST) + (_ANOTHERS if nearer else 0)

    # -- names ------------------------------------------------------------------------------------------------

    def named(self, token: Token, *, told: bool) -> list[Named]:
        """Whom a word and what is joined to it name; told: the tagger says that it names somebody."""
        token = antecedent(token)
        members = [n for t in coordinated(token) for n in self._one(t, told=told)]
        return list(_unlike(members))

    def _one(self, token: Token, *, told: bool) -> Iterator[Named]:
        mention = self.actors.at(token.idx)
        phrase = _phrase(token)
        if _BOTH.fullmatch(phrase.text) or (mention is not None and BOTH.match(mention.actor.name)):
            yield from self.both(phrase)
            return
        if mention is None:
            yield from self._by_words(token, told=told)
            return
        actor = mention.actor
        if actor.type == "place" and not told:
            return
        yield Named(self._name(actor), actor, mention.start, mention.end)

    def both(self, phrase: Span) -> Iterator[Named]:
        """The two sides of the report, told by some words; nobody where it shows no two."""
        for name in self.pair if len(self.pair) == 2 else ():
            yield Named(name, self.actors.named(name), phrase.start_char, phrase.end_char)

    def _name(self, actor: Actor) -> str:
        if actor.type == "person":
            return actor.name
        side = self.actors.side_of(actor)
        party = self.parties.named(side)
        return party.name if party is not None else side

    def _by_words(self, token: Token, *, told: bool) -> Iterator[Named]:
        """Somebody that no actor is known for: by the words of the noun phrase."""
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or token.lower_ in _NOBODY or token.ent_type_ in {"DATE", "TIME"}:
            return
        if not told:
            return
        span = _phrase(token, _NOT_NAMED)
        yield Named(" ".join(span.text.split()), None, span.start_char, span.end_char)


def _phrase(token: Token, without: frozenset[str] = _BEHIND) -> Span:
    """A noun with the words before it that belong to it."""
    parts = [t for t in token.children if t.i < token.i and t.dep_ not in without and not t.is_punct]
    first = min((t.left_edge.i for t in parts), default=token.i)
    return token.doc[min(first, token.i) : token.i + 1]


def _unlike(found: Iterable[Named]) -> Iterator[Named]:
    """Each name once."""
    seen: set[str] = set()
    for one in found:
        if one.name.casefold() not in seen:
            seen.add(one.name.casefold())
            yield one


def _apart_from(taken: Sequence[Named], one: Named) -> Named | None:
    """One who is not among those taken; "Ruritanian gunmen" beside Ruritania by their own words."""
    if not _is_among(one, taken):
        return one
    elsewhere = all(one.end <= other.start or other.end <= one.start for other in taken)
    if elsewhere and one.actor is not None and one.actor.name != one.name and one.actor.type == "group":
        return replace(one, name=one.actor.name)
    return None


def _is_among(one: Named, others: Sequence[Named]) -> bool:
    return any(one.name.casefold() == other.name.casefold() for other in others)
