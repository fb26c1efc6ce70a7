"""Actors in the making, and the word lists that tie mentions to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Token

from trucewatch.reading.lexicons import words

DROP = frozenset("the a an this that these those its their his her our both all some several other another".split())
HE = frozenset("he she him her his hers himself herself".split())
IT = frozenset("it its itself".split())
THEY = frozenset("they them their theirs themselves".split())
BOTH = re.compile(r"^(?:the )?(?:both|two|all|warring|rival)(?: the| of the)?(?: two| warring| rival)* "
                   r"(?:sides|parties|camps|men|delegations|foes|rivals|enemies|neighbours|neighbors|"
                   r"governments|groups|countries|states|leaders|armies)$|^(?:the )?(?:sides|parties|belligerents)$",
                   re.IGNORECASE)  # fmt: skip


@dataclass(eq=False)
class Draft:
    """An actor in the making; names gather as the report goes on."""

    name: str
    type: str
    of: Draft | None = None
    titles: set[str] = field(default_factory=set)
    offices: dict[str, None] = field(default_factory=dict)
    is_private: bool = False
    aliases: dict[str, None] = field(default_factory=dict)
    sealed: bool = False
    plural: bool = False
    is_movement: bool = False
    is_named: bool = True


@dataclass(frozen=True)
class Found:
    """A mention in the making."""

    start: int
    end: int
    draft: Draft
    how: str
    head: int
    is_definite: bool = False


KNOWN_AS = re.compile(
    r"\b(?:rebels|group|movement|guerrillas|insurgents|separatists|militants|fighters), (?:\w+ )?known "
    r"(?:by(?: \w+){1,3}? (?:initials|acronym|name)|as(?: the)?) ([A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)
RANKS = {
    "gen": "general", "gen.": "general", "col": "colonel", "col.": "colonel", "lt": "lieutenant", "lt.": "lieutenant",
    "maj": "major", "maj.": "major", "capt": "captain", "capt.": "captain", "brig": "brigadier", "brig.": "brigadier",
    "sgt": "sergeant", "sgt.": "sergeant", "adm": "admiral", "adm.": "admiral", "sen.": "senator", "gov.": "governor",
    "cmdr": "commander", "cmdr.": "commander", "dr": "doctor", "dr.": "doctor", "prof.": "professor",
}  # fmt: skip
OFFICE_SHORT = {"pm": "minister", "fm": "minister", "dpm": "minister", "vp": "president", "cm": "minister"}
INSTITUTIONS = frozenset("office ministry department embassy mission presidency".split())
OUTSIDERS = frozenset(
    "foreign international neighbouring neighboring allied coalition african european un local regional provincial "
    "municipal interim district joint rival opposing rebel opposition both new".split()
)
DOMINANT = 3  # a state told of three times as often as the next is the one at home
UNNAMED_MOVEMENTS = frozenset("rebels separatists insurgents guerrillas guerillas militants secessionists".split())
REBEL_ADJECTIVES = frozenset("rebel guerrilla guerilla separatist insurgent secessionist".split())
HOME_OFFICES = frozenset("president minister premier".split())
BODIES_OF_STATE = frozenset("army military police navy airforce gendarmerie parliament".split())
STATE_SIDES = frozenset("government army military regime troops authorities soldiers cabinet parliament".split())


OF_A_SIDE = frozenset(
    "troops soldiers fighters combatants militiamen jets warplanes aircraft artillery tanks warships units camps arms "
    "weapons commanders officials officers ministers leaders diplomats representatives delegates negotiators".split()
)
"""Men and things of a side: who tells of them names the side, but they are not the side itself."""


def is_office(token: Token) -> bool:
    """Is the token a noun for somebody in office or speaking for somebody?"""
    low = token.lower_
    return low in words("office_nouns") or token.lemma_.lower() in words("office_nouns")


def tidy(text: str) -> str:
    """The phrase without article, possessive ending or line breaks."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"^(?:the|a|an|this|that|these|those)\s+", "", text, flags=re.IGNORECASE)
    return re.sub(r"(?:’s|'s)$", "", text).strip(" ,.;:“”\"'’")


def plain_form(form: str) -> str:
    """One key for "the Houthi", "Houthis" and "Houthi": case, article and a plural s drop out."""
    key = re.sub(r"^(?:the)\s+", "", form.casefold())
    return key[:-1] if key.endswith("s") and not key.endswith("ss") and " " not in key and len(key) > 4 else key
