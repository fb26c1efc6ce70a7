"""What kind of duty it is, on what it rests, towards whom and where: each only as the words beside the act tell.

Kinds and bases are those of vocabulary.md. Nothing here changes which duties there are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.obligation_actions import Act
from trucewatch.reading.obligation_grounds import Ground
from trucewatch.reading.obligation_syntax import is_negated, lemma, prepositional
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.kinds import DutyBasis, DutyKind, Obligation

_REFRAINING = frozenset("refrain abstain desist avoid forgo cease stop halt end suspend renounce".split())
_FIGHTING = frozenset("attack fire shell bomb raid strike launch fly overfly reinforce recruit move violate".split())
_KEEPING = frozenset(
    "keep maintain guarantee ensure uphold respect honour honor observe protect guard hold host sustain preserve "
    "comply abide adhere".split()
)
_FORMAL = frozenset(
    "report notify inform submit meet convene consult convoke nominate appoint register list declare disclose verify "
    "publish present sign ratify".split()
)
_FORMAL_SUBTYPES = frozenset({"start_talks", "exchange_lists", "legal_process"})
_KEEPING_SUBTYPES = frozenset({"protect_civilians", "no_displacement", "buffer_zone", "cease_support_to_armed_groups"})
_FORBIDDING_SUBTYPES = frozenset({"no_overflight", "no_reinforcement", "no_displacement"})
_AGAIN = re.compile(
    r"\b(?:daily|weekly|monthly|yearly|annually|(?:every|each|per) (?:\w+ )?(?:hour|day|week|fortnight|month|year)|"
    r"an? (?:hour|day|week|month|year)\b(?! (?:after|later|ago|before|from)))",
    re.IGNORECASE,
)
_BASES: tuple[tuple[DutyBasis, re.Pattern[str]], ...] = (
    ("side_letter", re.compile(r"\b(?:side letter|letter of assurance|exchange of letters)\b", re.IGNORECASE)),
    ("court_order", re.compile(r"\b(?:court|tribunal|judges?)\b.{0,40}\b(?:order|rul|direct|measure)", re.IGNORECASE)),
    ("resolution", re.compile(r"\bresolutions?\b", re.IGNORECASE)),
    (
        "humanitarian law",
        re.compile(r"\b(?:international (?:humanitarian )?law|Geneva Conventions?|laws? of war)\b", re.IGNORECASE),
    ),
    (
        "unilateral_gesture",
        re.compile(r"\bunilateral(?:ly)?\b|\b(?:good[- ]?will|confidence[- ]building) gesture\b", re.IGNORECASE),
    ),
)
_SIDES = frozenset({"state", "party", "body", "group"})
_PLACE_WORDS = ("from", "in", "at", "along", "across", "to", "into", "on", "near", "around", "inside", "through")


def with_facets(duty: Obligation, act: Act, ground: Ground, actors: Actors) -> Obligation:
    """The same obligation with its kind of duty, basis, counterparty and place, each None where nothing tells it."""
    return replace(
        duty,
        duty=kind_of(act, duty),
        basis=basis_of(duty, ground),
        counterparty=_counterparty(act, duty, actors),
        place=_place(act, actors),
    )


def kind_of(act: Act, duty: Obligation) -> DutyKind:
    """Prohibition, recurring, procedural, continuous, or else an act that is done once."""
    if _forbids(act, duty):
        return "prohibition"
    if _AGAIN.search(" ".join(p.text for p in duty.evidence)):
        return "recurring"
    if duty.subtype in _FORMAL_SUBTYPES or (lemma(act.token) in _FORMAL and not act.is_noun):
        return "procedural"
    if duty.subtype in _KEEPING_SUBTYPES or lemma(act.token) in _KEEPING:
        return "continuous"
    return "act"


def _forbids(act: Act, duty: Obligation) -> bool:
    if duty.action == "cease_hostilities" or duty.subtype in _FORBIDDING_SUBTYPES:
        return True
    word = act.token
    stopped = lemma(word) in _REFRAINING and any(lemma(t) in _FIGHTING for t in word.subtree)
    return stopped or (not act.is_noun and is_negated(word) and duty.state != "done")


def basis_of(duty: Obligation, ground: Ground) -> DutyBasis | None:
    """What the duty rests on, by the words of its sentence; a demand rests on itself, a proposal on nothing yet."""
    sentence = sentence_of(ground.word).text
    told = next((basis for basis, sign in _BASES if sign.search(sentence)), None)
    if told is not None:
        return told
    if duty.state == "demanded":
        return "demand"
    return "agreement" if ground.kind in {"agree", "terms", "oblige"} and duty.state != "proposed" else None


def _counterparty(act: Act, duty: Obligation, actors: Actors) -> str | None:
    """As in "hand the dead over to the army", "exchange lists with the front": another side than the bearer."""
    bearers = set((duty.bearer or "").split(" and "))
    for anchor in (act.token, *act.objects):
        for token in prepositional(anchor, "to", "with"):
            mention = actors.at(token.idx)
            if mention is None or mention.actor.type not in _SIDES or mention.actor.sealed:
                continue
            side = actors.side_of(mention.actor)
            if side not in bearers:
                return side
    return None


def _place(act: Act, actors: Actors) -> str | None:
    """The place that the act or its object is tied to by a word of place."""
    for anchor in (act.token, *act.objects):
        for token in prepositional(anchor, *_PLACE_WORDS):
            named = _named_place(token, actors)
            if named is not None:
                return named
    return None


def _named_place(token: Token, actors: Actors) -> str | None:
    mention = actors.at(token.idx)
    if mention is not None and mention.actor.type == "place":
        return mention.text
    if mention is None and token.ent_type_ in {"GPE", "LOC", "FAC"}:
        return next((e.text for e in sentence_of(token).ents if e.start <= token.i < e.end), token.text)
    return None
