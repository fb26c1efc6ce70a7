"""What monitors record and what the report tells in its own words: breaches, acts beside a truce, access refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.violation_sides import SideFinder
from trucewatch.reading.violation_signs import (
    AID,
    BREACHED,
    HINDERING,
    NONE,
    PERCEIVING,
    RECORDING,
    STOPPING,
    TRUCE,
    Charge,
)
from trucewatch.reading.violation_syntax import (
    agent_of,
    breach_kind,
    clause_of,
    doer_of_noun,
    extent,
    is_account,
    is_background,
    is_negated,
    is_open,
    is_passive,
    is_shot,
    mention_at,
    phrase_of,
    subject_of,
)


@dataclass(frozen=True)
class RecordFinder(SideFinder):
    """Finds what is recorded or told as having happened.

    Attributes:
        page: the report.
        sentences: its parse.
        speakers: what is attributed to whom.
    """

    page: Page
    sentences: Sentences
    speakers: Speakers

    def recorded(self, verb: Token) -> Iterator[Charge]:
        """Monitors who record breaches; "no violations reported" is a denial of sorts, unsure."""
        lemma = verb.lemma_.lower()
        if (lemma not in RECORDING and lemma not in PERCEIVING) or is_open(verb):
            return
        passive = is_passive(verb)
        for noun in (c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and is_shot(c)):
            span = extent(noun)
            before = self.page.text[max(0, noun.idx - 60) : noun.idx]
            whole = (min(verb.idx, span[0]), max(span[1], verb.idx + len(verb)))
            side = self.side(doer_of_noun(noun))
            if NONE.search(before) or is_negated(verb):
                against = next(
                    (self.side(t) for c in noun.children if c.lower_ in {"with", "by", "from"} for t in c.children),
                    side,
                )
                yield Charge(*whole, span, None, against, "denied", unsure=True)
            elif lemma in PERCEIVING or breach_kind(noun) is None:
                continue
            elif verb.lemma_ not in {"report", "note", "find", "count", "confirm"} or breach_kind(noun) == "breach":
                reporter = agent_of(verb) if passive else subject_of(verb)
                mention = mention_at(self.actors, reporter)
                is_party = (
                    mention is not None and mention.actor.type in {"state", "party"} and self.side(reporter) != side
                )
                if is_party and mention is not None:
                    yield Charge(*whole, span, mention.actor.name, side, "alleged")
                else:
                    yield Charge(*whole, span, None, side, "confirmed", unsure=True)

    def told(self, token: Token) -> Iterator[Charge]:
        """The report's own words of breach: "X broke the truce", "in violation of the accord"."""
        kind = breach_kind(token)
        if kind is not None and token.pos_ == "NOUN" and token.dep_ == "pobj" and is_account(token.head.head):
            yield self.made(token, extent(token.head.head), self.speaker(token.idx), self.side(doer_of_noun(token)))
            return
        if kind != "breach" and token.pos_ != "VERB":
            return
        if is_open(token) or self.speakers.at(token.idx) is not None or is_negated(token):
            return
        if kind != "breach":
            yield from self._acted(token, kind)
            return
        phrase = self.page.text[slice(*extent(token))]
        if not BREACHED.search(phrase):
            return
        if token.pos_ == "VERB":
            side = self.side(clause_of(token, kind).doer)
            if side is None and is_passive(token) and TRUCE.search(phrase_of(subject_of(token) or token)):
                yield Charge(*extent(token), extent(token), None, None, "confirmed", unsure=True)
        else:
            side = self.side(doer_of_noun(token))
            if token.dep_ == "pobj" and token.head.lower_ == "in":
                side = side or self.side(subject_of(token.head.head))
        if side is not None:
            yield Charge(*extent(token), extent(token), None, side, "confirmed", unsure=True)

    def _acted(self, verb: Token, kind: str | None) -> Iterator[Charge]:
        """An act of one side that the report tells beside the truce, or a stop put to aid; always unsure."""
        if (
            verb.pos_ != "VERB"
            or is_background(verb, ("after", "since"))
            or verb.dep_ in {"relcl", "acl"}
            or verb.tag_ == "VB"
        ):
            return
        turns_back = verb.lemma_ == "turn" and any(c.lower_ == "back" for c in verb.children)
        stops = (verb.lemma_.lower() in STOPPING or turns_back) and any(
            c.dep_ in {"dobj", "nsubjpass"} and AID.search(phrase_of(c)) for c in verb.children
        )
        if stops and is_passive(verb) and agent_of(verb) is None and verb.lemma_.lower() in HINDERING:
            yield Charge(*extent(verb), extent(verb), None, None, "confirmed", unsure=True)
        beside = kind == "act" and TRUCE.search(sentence_of(verb).text) is not None and verb.tag_ in {"VBD", "VBN"}
        doer = clause_of(verb, kind or "act").doer
        side = self.side(doer)
        if side is not None and doer is not None and (stops or beside):
            span = extent(verb)
            yield Charge(*span, span, None, side, "confirmed", unsure=True)

    def made(
        self, token: Token, span: tuple[int, int], by: str | None, side: str | None, *, unsure: bool = True
    ) -> Charge:
        """A charge that somebody makes with a noun of breach."""
        return Charge(*span, extent(token), by, side, "alleged", unsure)

    def speaker(self, offset: int) -> str | None:
        """Who says the words at an offset."""
        return self.speakers.speaker_at(offset)
