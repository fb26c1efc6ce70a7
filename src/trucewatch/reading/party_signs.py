"""Signs of a role: the places of a report where its words make an actor a side, a mediator, a guarantor, an observer.

A sign is weak (1) or strong (3); `parties` weighs them. Nothing here knows any actor by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.actor_draft import BOTH
from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.mention_lists import list_after, list_before, listed_at, mentions_of
from trucewatch.reading.obligation_syntax import children, first_of_list, is_negated, lemma, subject
from trucewatch.reading.page import Page
from trucewatch.reading.party_deals import convenes_others, deal_of, is_as_watcher, tells_of_talks, who_sends
from trucewatch.reading.party_phrases import (
    BETWEEN,
    COMPOUND,
    DONE_BY,
    EACH_OTHER,
    ENVOY,
    JOINT_BODY,
    LED,
    MONITOR_NAME,
    PAIR,
    PREDICATES,
    ROLE_NOUNS,
    SUPPORT,
    TABLED,
    WHAT_IS_MEDIATED,
    WHOSE,
    WORK,
)
from trucewatch.reading.party_roles import is_only_adjective, owners_of_truces, printed_roles
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.registers.bodies import find_body
from trucewatch.vocabulary.kinds import PartyRole

STRONG, WEAK = 3, 1


@dataclass(frozen=True)
class Sign:
    """One place that shows a role; `is_clear` is False where a side may do it too, as putting forward a plan."""

    mention: Mention
    role: PartyRole
    weight: int
    start: int
    end: int
    is_clear: bool = True


_ATTENDING = frozenset("attend host witness".split())
_MEDIATING = frozenset("mediate broker facilitate moderate sponsor midwife chair convene".split())
_WATCHING = frozenset("monitor verify supervise oversee observe police witness".split())
_ROLE_OF: dict[str, PartyRole] = {
    **dict.fromkeys(_MEDIATING, "mediator"),
    **dict.fromkeys(_WATCHING | _ATTENDING, "observer"),
    "guarantee": "guarantor",
    "underwrite": "guarantor",
}
_ONLY_ASKED = frozenset("offer ask urge propose volunteer invite refuse want hope try".split())
_BLAMING = frozenset("accuse blame allege charge deny".split())
_MEN = frozenset(
    "troop soldier force fighter rebel militia army military guerrilla militant combatant position gunman unit jet "
    "warplane artillery commander insurgent navy regime".split()
)
_SPEAKING_FOR = frozenset("delegation negotiator panel envoy team representative delegate".split())
_NAMING_A_SIDE = _MEN | _SPEAKING_FOR
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_NOT = re.compile(r"\b(?:not|never)\s+(?:\w+\s+)?$")  # "would not itself negotiate"


def _list_head(token: Token | None) -> Token | None:
    """Such as "A and B, which brokered it": the clause hangs on B, but is about both."""
    return first_of_list(token) if token is not None else None


class SignFinder:
    """Finds the signs of one page."""

    def __init__(self, page: Page) -> None:
        self.text = page.text
        self.sentences = page.get(Sentences)
        self.actors = page.get(Actors)
        self.year = page.report.published.year if page.report.published is not None else None

    def find(self) -> list[Sign]:
        """All signs, in the order of the text."""
        found = [
            *self._by_phrase(),
            *self._about_it(),
            *self._by_noun(),
            *self._by_print(),
            *self._compound(),
            *self._between(),
            *self._by_verb(),
        ]
        return sorted(found, key=lambda s: (s.start, s.end))

    # -- phrases ----------------------------------------------------------------------------------------------

    def _by_phrase(self) -> Iterator[Sign]:
        """Such as "brokered by A, B and C", "monitored by D"."""
        for pattern, role in DONE_BY:
            for cue in pattern.finditer(self.text):
                if self._is_of_deal(cue.end() if "with" in cue[0] else cue.start(), role) and not self._is_of_old(
                    cue.start()
                ):
                    listed = list_after(self.actors, self.sentences, cue.end())
                    yield from self._signs(listed, role, STRONG, cue.start())

        for cue in TABLED.finditer(self.text):
            if self._is_of_deal(cue.start(), "mediator") and not self._is_of_old(cue.start()):
                listed = list_after(self.actors, self.sentences, cue.end())
                yield from self._signs(listed, "mediator", STRONG, cue.start(), is_clear=False)
        for cue in WHOSE.finditer(self.text):
            listed = list_before(self.actors, self.sentences, cue.start())[-1:]
            yield from self._signs(listed, "mediator", STRONG, cue.start(), cue.end(), is_clear=False)

    def _is_of_old(self, offset: int) -> bool:
        """Is it an accord of a year long past that was brokered: "the pact of January 2003, brokered by A"?"""
        told = _YEAR.findall(self.text[max(offset - 40, 0) : offset].rpartition(". ")[2])
        return bool(told) and self.year is not None and int(told[-1]) < self.year - 1

    def _about_it(self) -> Iterator[Sign]:
        """Such as "A, which was charged with verifying it", "A has been asked to send troops"; bodies named so."""
        for pattern, role in PREDICATES:
            for cue in pattern.finditer(self.text):
                verb = self._token(cue.start())
                who = subject(verb) if verb is not None else None
                yield from self._signs(
                    listed_at(self.actors, self.sentences, _list_head(who)), role, STRONG, cue.start(), cue.end()
                )
        for mention in self.actors.mentions:
            if mention.how == "name" and mention.actor.type == "body" and MONITOR_NAME.search(mention.actor.name):
                if JOINT_BODY.search(mention.actor.name):
                    continue  # a committee of the sides themselves
                yield Sign(mention, "observer", STRONG, mention.start, mention.end)

    def _by_noun(self) -> Iterator[Sign]:
        """Such as "mediators A and B", "the A mediator", "A, B and C, the guarantors", "A attended as an observer"."""
        for pattern, role in ROLE_NOUNS:
            for cue in pattern.finditer(self.text):
                own = self.actors.at(cue.start())
                before = [] if own is not None else list_before(self.actors, self.sentences, cue.start())
                behind = re.match(r",?\s*(?:including|such as|namely|:|,|\(|–|-)?\s*", self.text[cue.end() :])
                is_of_process = WHAT_IS_MEDIATED.match(self.text, cue.end())
                last = cue.end() + (behind.end() if behind else 0)
                after = [] if is_of_process else list_after(self.actors, self.sentences, last, 18)
                if own is not None and (own.actor.type not in {"office", "group"} or own.actor.of is not None):
                    yield from self._signs([own], role, STRONG, cue.start())
                as_one = self.text[max(cue.start() - 4, 0) : cue.start()].lower().endswith("as ")
                if role == "observer" or as_one:
                    yield from self._attending(cue, role)
                elif self.text[cue.end() : cue.end() + 1] != ".":
                    yield from self._signs([*before, *after], role, STRONG, cue.start())

    def _by_print(self) -> Iterator[Sign]:
        """Such as "A and B, as guarantors", "the Front's ceasefire"."""
        for listed, role, end in printed_roles(self.actors, self.sentences, self.text):
            if listed:
                yield from self._signs(listed, role, STRONG, listed[0].start, end)
        for mention, noun in owners_of_truces(self.actors, list(self.sentences.doc)):
            yield from self._signs([mention], "party", STRONG, mention.start, noun.idx + len(noun.text))

    def _attending(self, cue: re.Match[str], role: PartyRole) -> Iterator[Sign]:
        token = self._token(cue.start())
        while token is not None and token.head.i != token.i and token.pos_ not in {"VERB", "AUX"}:
            token = token.head
        if token is not None:
            who = subject(token)
            sent = who_sends(who)
            senders = list_after(self.actors, self.sentences, sent.idx + len(sent)) if sent is not None else []
            listed = senders or listed_at(self.actors, self.sentences, _list_head(who))
            yield from self._signs(listed, role, STRONG, cue.start())

    def _compound(self) -> Iterator[Sign]:
        """Such as "A-brokered", "A-led mediation", "A mediation"; "the A-B truce" makes both sides."""
        for number, mention in enumerate(self.actors.mentions):
            side = self.actors.side_of(mention.actor)
            if ENVOY.search(mention.text) and self._is_go_between(side):
                yield from self._signs([mention], "mediator", STRONG, mention.start, is_clear=False)
            rest = self.text[mention.end : mention.end + 60]
            whole = self.text[mention.start : mention.end + 60]
            if COMPOUND.match(rest) or LED.match(rest) or SUPPORT.match(rest):
                yield from self._signs([mention], "mediator", STRONG, mention.start)
            elif COMPOUND.search(whole[: len(mention.text) + 1]) or LED.search(whole):
                led = COMPOUND.search(whole) or LED.search(whole)
                if led is not None and led.start() < len(mention.text):
                    yield from self._signs([mention], "mediator", STRONG, mention.start)
            after = self.actors.mentions[number + 1] if number + 1 < len(self.actors.mentions) else None
            if after is not None and PAIR.fullmatch(self.text[mention.end : after.start]):
                noun = re.match(r"\s+(?:[\w-]+\s+)?([\w-]+)", self.text[after.end :])
                if noun and self._is_bond(noun.group().split()):
                    yield from self._signs([mention, after], "party", STRONG, mention.start)

    def _is_go_between(self, side: str) -> bool:
        """Is it a body that sends envoys: no court, and not one that the report alone takes for a body of a side?"""
        known, actor = find_body(side), self.actors.named(side)
        if known is not None:
            return known.kind != "court"
        return actor is not None and actor.type == "body" and actor.of is None

    def _between(self) -> Iterator[Sign]:
        """Such as "a truce between A and B", "talks between A and B", "mediating between A and B"."""
        for cue in BETWEEN.finditer(self.text):
            listed = list_after(self.actors, self.sentences, cue.end())
            token = self._token(cue.start())
            both = next((n for n, m in enumerate(listed) if BOTH.match(m.text)), None)
            if both is not None:  # "talks between A and each of the two sides": A goes between them
                if both > 0 and token is not None and any(self._is_bond([t.text]) for t in self._before(token)):
                    yield from self._signs(listed[:both], "mediator", WEAK, cue.start())
                continue
            if token is None or len({m.actor.name for m in listed}) < 2:
                continue
            near = [token.head, *self._before(token)]
            if token.head.lemma_ == "be" and (about := subject(token.head)) is not None:
                near.append(about)  # "the agreement, negotiated by A, is between B and C"
            if self._is_bond([t.text for t in near]) or any(lemma(t) in _MEDIATING for t in near):
                yield from self._signs(
                    listed, "party", STRONG, token.head.idx if token.head.i < token.i else cue.start()
                )

    def _before(self, token: Token) -> list[Token]:
        return list(token.doc[max(token.i - 6, sentence_of(token).start) : token.i])

    # -- verbs ------------------------------------------------------------------------------------------------

    def _by_verb(self) -> Iterator[Sign]:
        for token in self.sentences.doc:
            if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
                yield from self._deed(token)
                yield from self._mediating(token)
                continue
            if token.lower_ in {"with", "against", "on"} and token.dep_ == "prep":
                yield from self._with(token)
                continue
            base = lemma(token)
            if base in {"monitor", "observer"} and (mention := self.actors.at(token.idx)) is not None:
                if JOINT_BODY.search(mention.actor.name):
                    continue
                yield Sign(mention, "observer", STRONG, mention.start, mention.end)
            elif base in _NAMING_A_SIDE:
                yield from self._men(token)

    def _men(self, noun: Token) -> Iterator[Sign]:
        """Such as "A's troops", "the delegations of A and B": weak for one side, strong for two."""
        mention = self.actors.at(noun.idx)
        behind = [m for p in children(noun, "prep") if p.lower_ in {"of", "from", "for"} for c in children(p, "pobj")
                  for m in mentions_of(self.actors, c)]  # fmt: skip
        two = len({m.actor.name for m in behind}) > 1 and lemma(noun) in _SPEAKING_FOR | {"leader", "president"}
        if two:
            yield from self._signs(behind, "party", STRONG, noun.idx)
        elif mention is not None:
            yield Sign(mention, "party", WEAK, mention.start, mention.end)

    def _deed(self, verb: Token) -> Iterator[Sign]:
        """Such as "A and B signed the accord", "A broke the truce", "A fought B", "A and B blamed each other"."""
        frame = table("party_verbs").get(verb.lemma_.lower())
        to_each = EACH_OTHER.search(self.text, verb.idx, min(verb.idx + 60, len(self.text)))
        if frame is None and to_each is None and verb.lemma_.lower() not in _BLAMING:
            return
        who = listed_at(self.actors, self.sentences, _list_head(subject(verb)))
        if to_each and len(who) > 1:
            yield from self._signs(who, "party", STRONG, who[0].start, to_each.end())
            return
        if verb.lemma_.lower() in _BLAMING:
            whom = [m for c in children(verb, "dobj") for m in mentions_of(self.actors, c)]
            yield from self._signs([*who, *whom], "party", WEAK, verb.idx)
            return
        if frame is None or is_negated(verb) or _NOT.search(self.text[max(verb.idx - 30, 0) : verb.idx]):
            return
        if who and convenes_others(verb, who, self.actors):
            yield from self._signs(who, "mediator", STRONG, verb.idx, is_clear=False)
            return
        if frame == "talk":
            yield from self._talking(verb, who)
            return
        about = deal_of(verb)
        if frame == "deal" and (about is None or is_as_watcher(verb)):
            return
        by = [m for c in children(verb, "agent") for p in children(c, "pobj") for m in mentions_of(self.actors, p)]
        end = about.idx + len(about.text) if about is not None else verb.idx + len(verb.text)
        others = BETWEEN.search(self.text, verb.idx, sentence_of(verb).end_char) is not None
        if by and (len(by) == 1 or others) and verb.lemma_.lower() == "negotiate":  # "a truce negotiated by A"
            yield from self._signs(by, "mediator", STRONG, verb.idx)
            return
        yield from self._signs([*who, *by], "party", STRONG, min(verb.idx, end), end)
        if verb.lemma_.lower() == "commit":  # "the accord commits A and B to stop"
            bound = [m for c in children(verb, "dobj") for m in listed_at(self.actors, self.sentences, c)]
            yield from self._signs(bound, "party", STRONG, verb.idx)
        if frame == "fight":
            whom = [m for c in children(verb, "dobj") for m in mentions_of(self.actors, c)]
            yield from self._signs(whom, "party", STRONG, verb.idx)

    def _talking(self, verb: Token, who: list[Mention]) -> Iterator[Sign]:
        """Such as "A and B opened peace talks", "A suspended its part in the talks": one state alone may be a host."""
        nouns = table("talk_nouns")
        about = [
            t
            for c in children(verb, "dobj", "prep", "prt")
            for t in c.subtree
            if lemma(t) in nouns or t.lower_ in nouns
        ]
        if not about and verb.lemma_.lower() not in {"meet", "talk"}:
            return
        many = len({m.actor.name for m in who}) > 1
        armed = many and any(m.actor.type == "party" for m in who)
        strong = (
            armed
            or (many and verb.lemma_.lower() != "meet")
            or any(t.lower_ in {"peace", "ceasefire", "truce"} for a in about for t in a.children)
        )
        for mention in who:
            weight = STRONG if strong or mention.actor.type in {"party", "body"} else WEAK
            yield from self._signs([mention], "party", weight, verb.idx, (about[0] if about else verb).idx)

    def _mediating(self, verb: Token) -> Iterator[Sign]:
        """Such as "A, which is mediating", "A has brokered a deal", "whose government has facilitated the talks"."""
        low = verb.lemma_.lower()
        role = _ROLE_OF.get(low)
        if low in {"lead", "head", "conduct", "undertake"} and any(
            lemma(c) in {"mediation", "facilitation"} for c in children(verb, "dobj")
        ):
            role = "mediator"
        if role is None or is_negated(verb) or any(lemma(t) in _ONLY_ASKED for t in list(verb.ancestors)[:2]):
            return
        if role != "mediator" and deal_of(verb) is None and not (low in _ATTENDING and tells_of_talks(verb)):
            return
        if verb.tag_ == "VBN" and not any(c.dep_ == "aux" and lemma(c) == "have" for c in verb.children):
            return
        if role == "mediator" and low != "mediate" and deal_of(verb) is None and not tells_of_talks(verb):
            return  # "to facilitate its work"
        who = subject(verb)
        listed = listed_at(self.actors, self.sentences, _list_head(who))
        if who is not None and verb.dep_ == "relcl" and any(t.lower_ == "whose" for t in who.lefts):
            listed = [m for m in (self.actors.at(verb.head.idx),) if m is not None]
        yield from self._signs(listed, role, STRONG, listed[0].start if listed else verb.idx, verb.idx + len(verb.text))

    def _with(self, prep: Token) -> Iterator[Sign]:
        """Such as "a truce with B", "talks with B", "war on B", and whose truce it is."""
        noun = prep.head
        if prep.lower_ == "on" and lemma(noun) != "war":
            return
        is_talk = lemma(noun) in table("talk_nouns") and prep.lower_ == "with"
        bond = lemma(noun) in table("truce_nouns") or lemma(noun) in words("rift_nouns") or is_talk
        frame = table("party_verbs").get(noun.lemma_.lower()) if noun.pos_ == "VERB" else None
        is_deed = frame == "fight" or (frame == "deal" and deal_of(noun) is not None)
        if not (bond and noun.pos_ in {"NOUN", "PROPN"}) and not is_deed:
            return
        whom = [m for c in children(prep, "pobj") for m in mentions_of(self.actors, c)]
        peace = any(t.lower_ in {"peace", "ceasefire", "truce"} for t in noun.children)
        yield from self._signs(whom, "party", WEAK if is_talk and not peace else STRONG, noun.idx)
        if bond and whom and not is_talk:
            owners = [m for c in children(noun, "poss") for m in mentions_of(self.actors, c)]
            yield from self._signs(owners, "party", STRONG, noun.left_edge.idx, noun.idx + len(noun.text))

    # -- small parts --------------------------------------------------------------------------------------------

    def _signs(
        self,
        mentions: list[Mention],
        role: PartyRole,
        weight: int,
        start: int,
        end: int | None = None,
        *,
        is_clear: bool = True,
    ) -> Iterator[Sign]:
        last = max([m.end for m in mentions] + ([end] if end is not None else []), default=0)
        for mention in mentions:
            if role == "party" and (is_only_adjective(self.text, mention) or JOINT_BODY.search(mention.actor.name)):
                continue
            first = min([start, *(m.start for m in mentions)])
            yield Sign(mention, role, weight, first, last, is_clear)

    def _is_of_deal(self, offset: int, role: str) -> bool:
        """Is it an agreement, talks or a mission that is brokered, hosted or watched?"""
        sentence = self.sentences.at(offset)
        if sentence is None:
            return False
        before = [t for t in sentence if t.idx <= offset]
        near = before if role == "mediator" else before[-14:]
        nouns = {**table("truce_nouns"), **table("talk_nouns"), **dict.fromkeys(WORK)}
        return any(lemma(t) in nouns or t.lower_ in nouns for t in near)

    def _is_bond(self, printed: list[str]) -> bool:
        low = {w.lower() for w in printed} | {w.lower().rstrip("s") for w in printed}
        return bool(low & (table("truce_nouns").keys() | table("talk_nouns").keys() | words("rift_nouns")))

    def _token(self, offset: int) -> Token | None:
        span = self.sentences.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None else None
