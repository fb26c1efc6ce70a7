"""Roles told by print alone: "A and B, as guarantors", "X's ceasefire", "A is not a signatory"; for `party_signs`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.mention_lists import list_after, list_before, listed_at
from trucewatch.reading.obligation_syntax import children, lemma, subject
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.kinds import PartyRole

_AS_ROLE: tuple[tuple[re.Pattern[str], PartyRole], ...] = (
    (re.compile(r",?\s+as (?:an? |the )?(?:co-)?guarantors?\b", re.IGNORECASE), "guarantor"),
    (re.compile(r",?\s+as (?:an? |the )?(?:mediator|facilitator|go-between)s?\b", re.IGNORECASE), "mediator"),
    (
        re.compile(
            r",?\s+(?:as )?(?:the )?(?:leader|head|chair)s? of (?:the )?(?:[\w-]+ ){0,2}"
            r"(?:mediation|facilitation|peace initiative)\b",
            re.IGNORECASE,
        ),
        "mediator",
    ),
    (re.compile(r",?\s+(?:as|and) (?:[\w-]+ ){0,3}?hosts? (?:of|to) (?:the )?[\w-]*\s*talks\b"), "observer"),
)
_BETWEEN = re.compile(r"\bbetween (?:the )?$")
_NOT = r"(?:is|are|was|were)(?: not|n[’']t)"
_OTHER = re.compile(
    rf"(?:,?\s+(?:which|who))?\s+(?:(?:{_NOT}(?: an?)?|(?:is|are|was|were) no)"
    r" (?:signator(?:y|ies)|part(?:y|ies)) ?(?:to|[,.:;])"
    rf"|{_NOT} (?:in the room|at the table|invited\b))"
)
_NAMED_AFTER: tuple[tuple[re.Pattern[str], PartyRole], ...] = (
    (re.compile(r"\bsignatories(?:\s+(?:are|were|include)\b|:)", re.IGNORECASE), "party"),
    (
        re.compile(
            r"\bunder\s+(?:the\s+)?(?:supervision|monitoring|observation)\s+(?:of|by)\b"
            r"|\b(?:entrust|assign|hand|leav)\w*\s+(?:its |the )?"
            r"(?:surveillance|monitoring|verification|supervision)\s+to\b"
        ),
        "observer",
    ),
)
_SEATS = re.compile(
    r"\b(?:mechanism|committee|commission|body|mission|panel|team)\b[^.;]{0,24}?"
    r"\b(?:with|comprising|made up of|composed of|including|(?:in|on) which)\b",
    re.IGNORECASE,
)
_WATCHING = re.compile(r"\b(?:verif|monitor|supervis|observ|overse|complian|watch)", re.IGNORECASE)
_MEMBERS = re.compile(r"[^.;]{0,24}?\b(?:among its members|as members|sit|sits|represented|take part|have seats)\b")
_DUTY = re.compile(r"\bresponsibilit(?:y|ies)\s+as\s+(?:the\s+)?guarantors?\b|\brole\s+as\s+guarantors?\b")
_FRONT = re.compile(r"[-–](?:backed|supported|trained|armed|funded|led|sponsored|held|based|allied|aligned|made)\b")
_SILENCES = frozenset("ceasefire cease-fire truce cessation pause".split())
_ADDRESSED = frozenset("on upon to".split())


def is_only_adjective(text: str, mention: Mention) -> bool:
    """Such as the first word of "Ruritania-backed army": who backs or arms a side is not that side."""
    behind = text[mention.start : mention.end + 12]
    found = _FRONT.search(behind)
    return found is not None and found.start() <= mention.end - mention.start


def printed_roles(actors: Actors, sentences: Sentences, text: str) -> Iterator[tuple[list[Mention], PartyRole, int]]:
    """Lists of actors right before words for a role, the role, and where the words end."""
    for pattern, role in _AS_ROLE:
        for cue in pattern.finditer(text):
            listed = list_before(actors, sentences, cue.start())
            if listed and not _BETWEEN.search(text[max(listed[0].start - 12, 0) : listed[0].start]):
                yield listed, role, cue.end()
    for cue in _OTHER.finditer(text):
        yield list_before(actors, sentences, cue.start()), "other", cue.end()
    for pattern, role in _NAMED_AFTER:
        for cue in pattern.finditer(text):
            yield list_after(actors, sentences, cue.end()), role, cue.end()
    for cue in _SEATS.finditer(text):
        listed, sentence = list_after(actors, sentences, cue.end()), sentences.at(cue.start())
        is_of_watchers = sentence is not None and _WATCHING.search(sentence.text)
        if listed and is_of_watchers and _MEMBERS.match(text, listed[-1].end):
            yield listed, "observer", listed[-1].end
    for cue in _DUTY.finditer(text):
        yield _addressed(actors, sentences, cue.start()), "guarantor", cue.end()


def _addressed(actors: Actors, sentences: Sentences, offset: int) -> list[Mention]:
    """Those told to do it: "calls upon A and B to shoulder their responsibilities as guarantors"."""
    span = sentences.doc.char_span(offset, offset + 1, alignment_mode="expand")
    verb = next((t for t in span[0].ancestors if t.pos_ == "VERB"), None) if span is not None else None
    if span is None or verb is None:
        return []
    for asking in (verb, *verb.ancestors):
        for prep in children(asking, "prep"):
            if prep.lower_ in _ADDRESSED and prep.i < span[0].i:
                listed = list_after(actors, sentences, prep.idx + len(prep))
                if len(listed) > 1:
                    return listed
    listed = listed_at(actors, sentences, subject(verb))
    return listed or [m for c in children(verb.head, "dobj") for m in listed_at(actors, sentences, c)]


def owners_of_truces(actors: Actors, doc_tokens: list[Token]) -> Iterator[tuple[Mention, Token]]:
    """The armed movement whose ceasefire it is: "the Front's ceasefire came into force"."""
    for token in doc_tokens:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" and lemma(token) in _SILENCES:
            for owner in children(token, "poss"):
                mention = actors.at(owner.idx)
                if mention is not None and mention.actor.type == "party" and mention.how != "pronoun":
                    yield mention, token
