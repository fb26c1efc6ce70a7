"""What kind of thing a name names: the words in it and beside it and the entity recogniser vote over the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Literal

from spacy.tokens import Doc

from trucewatch.reading.actor_person_signs import SURELY_A_PERSON, signs_of_person
from trucewatch.reading.actor_runs import form_of, in_dateline, key_of
from trucewatch.reading.lexicons import words

NameType = Literal["state", "party", "body", "person", "place", "media", "thing"]

LOCATIVE = frozenset("in at near into across outside around to from through inside within over".split())
_PLACE_NOUNS = frozenset(
    "district province region city town village valley port airport border river county governorate camp area "
    "island islands peninsula corridor strip crossing highway road bridge mountains hills coast sea gulf "
    "neighbourhood neighborhood suburb front enclave sector base".split()
)
MOVEMENT_WORDS = frozenset(
    "front movement army party liberation forces brigade brigades tigers resistance revolutionary armed rebel "
    "coalition alliance militia guard people's people’s defence defense unity opposition republic".split()
)
ARMY_WORDS = frozenset("army forces guard militia defence defense armed".split())


def run_types(doc: Doc, runs: list[tuple[int, int]]) -> dict[str, tuple[NameType, bool]]:
    """One type a form for the whole report, voted by all its places, and whether it is surely a movement."""
    votes: dict[str, Counter[NameType]] = {}
    titled: set[str] = set()
    in_charge_of: set[str] = set()
    for first, last in runs:
        key = key_of(doc, first, last)
        votes.setdefault(key, Counter()).update(_vote(doc, first, last))
        if signs_of_person(doc, first, last) >= SURELY_A_PERSON:
            votes[key]["person"] += SURELY_A_PERSON
            titled.add(key)
        if _is_portfolio(doc, first, last):
            in_charge_of.add(key)
    persons = [key for key, counter in votes.items() if " " in key and _decide(counter) == "person"]
    surnames = {part for key in persons for part in key.split()}
    decided: dict[str, tuple[NameType, bool]] = {}
    for key, counter in votes.items():
        type_ = _decide(counter)
        if type_ == "person" and " " not in key and key not in surnames | titled:
            type_ = "place"  # one bare word is a person only with a title or a full name elsewhere in the report
        if key in surnames:
            type_ = "person"
        if is_thing(key) or (key in in_charge_of and key not in surnames):
            type_ = "thing"
        decided[key] = type_, type_ == "party" and counter["party"] >= _SURELY
    return decided


def is_thing(name: str) -> bool:
    """Does a name's last word say that it names a text, a place of prayer, an event: nobody who acts?"""
    return name.casefold().split()[-1] in _THINGS


_THINGS = frozenset(
    "plan proposal agreement agreements accord accords convention conventions charter protocol protocols statute "
    "treaty understanding arrangement "
    "roadmap initiative question mosque church war wars summit process programme program memorandum pact "
    "declaration airport camp law act genocide day prize".split()
)
_OF_PERSONS = frozenset("van von der bin ibn abu ag ould ben".split()) | {"de"}
_SURELY = 5
"""Votes from which a name is taken for a movement's: one clear neighbour ("... rebels") or several weak signs."""


def is_movement_name(name: str) -> bool:
    """Has a name a word that armed and political movements bear?"""
    return any(part in MOVEMENT_WORDS for part in name.casefold().split())


def _decide(votes: Counter[NameType]) -> NameType:
    order: tuple[NameType, ...] = ("person", "party", "media", "body", "place", "state")
    return max(order, key=lambda t: (votes[t], -order.index(t)))


def _vote(doc: Doc, first: int, last: int) -> Counter[NameType]:
    """What one place says about a name's type: the words in it, the words beside it, the entity recogniser."""
    text = form_of(doc, first, last)
    head = doc[first:last].root
    entity = Counter(t.ent_type_ for t in doc[first:last]).most_common(1)[0][0]
    votes: Counter[NameType] = Counter(_ENTITY_VOTES.get(entity, {}))
    votes.update(_vote_by_neighbours(doc, first, last, entity))
    if has_word(text, "media_words"):
        votes["media"] += 6
    elif has_word(text, "body_words"):
        votes["body"] += 4
    if first + 1 < last and is_movement_name(text):
        votes["party"] += 5 if entity != "PERSON" else 4 if "people" in text.casefold() else 0
        votes["party"] += 4 if entity == "GPE" and "people" in text.casefold() else 0
    if in_dateline(head) and not votes["media"]:
        votes["place"] += 8
    if head.pos_ == "ADJ":
        votes["place"] += 3
    if head.tag_ == "NNPS":
        votes["party"] += 3
    if any(t.lower_ in _OF_PERSONS for t in doc[first + 1 : last - 1]) and entity not in {"GPE", "LOC", "FAC"}:
        votes["person"] += 2
    says = head.dep_ == "nsubj" and head.head.lemma_ in words("cue_verbs")
    if says and last - first > 1 and not has_word(text, "body_words") and not is_movement_name(text):
        before = doc[first - 1] if first else None
        is_bare = before is None or (before.lower_ != "the" and before.ent_type_ not in {"NORP", "GPE"})
        votes["person"] += 2 if is_bare else 0
    if len(text) > 1 and text.isupper():
        votes["party"] += 2
    if head.dep_ == "pobj" and head.head.lower_ in LOCATIVE:
        votes["place"] += 2
    if head.dep_ in {"nsubj", "agent"} and entity == "GPE":
        votes["party"] += 1
    return votes


_ENTITY_VOTES: Mapping[str, Mapping[NameType, int]] = {
    "PERSON": {"person": 3}, "ORG": {"party": 2}, "NORP": {"party": 2},
    "GPE": {"place": 2}, "LOC": {"place": 3}, "FAC": {"place": 3},
}  # fmt: skip


def _vote_by_neighbours(doc: Doc, first: int, last: int, entity: str) -> Counter[NameType]:
    before = doc[first - 1].lower_ if first else ""
    after = doc[last].lower_ if last < len(doc) else ""
    votes: Counter[NameType] = Counter()
    if after in words("group_nouns") or before in words("group_nouns"):
        votes["party"] += 5
    elif entity == "NORP" and doc[first:last].root.dep_ in {"amod", "compound"}:
        votes["place"] += 3
    if before == "the" and entity == "PERSON" and after not in words("office_nouns"):
        votes["person"] -= 3  # "the South Valley", "the River Group": no person has an article
    if after in words("office_nouns") or after in {"spokesman", "fighters", "forces"}:
        votes["party"] += 2
    if before == "the" and doc[first:last].text.endswith("s") and last - first == 1:
        votes["party"] += 3
    of_a_place = before in _PLACE_NOUNS | {"of"} and first > 1 and doc[first - 2].lower_ in _PLACE_NOUNS
    if after in _PLACE_NOUNS or of_a_place:
        votes["place"] += 5
    return votes


def _is_portfolio(doc: Doc, first: int, last: int) -> bool:
    """What an office is in charge of: "Home" in "Home Minister", "Foreign Affairs" in "Minister of Foreign Affairs"."""
    if not all(t.lower_ in words("portfolio_words") | {"and", "of", "for"} for t in doc[first:last]):
        return False
    before = {t.lower_ for t in doc[max(first - 3, 0) : first]}
    after = {t.lower_ for t in doc[last : last + 2]}
    return bool((before | after) & (words("office_nouns") | _OFFICES_OF_STATE))


_OFFICES_OF_STATE = frozenset("ministry department office bureau directorate envoy".split())


def has_word(text: str, lexicon: str) -> bool:
    """Is one of the words of a name in a lexicon?"""
    return any(part in words(lexicon) for part in re.split(r"[\s’'-]+", text.casefold()))
