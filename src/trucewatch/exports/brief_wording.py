"""The fixed wording of a brief: names in a sentence, lists, days, quoted words. It is neutral between parties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.kinds import Stance

PAST: dict[Stance, str] = {
    "accept": "accepted", "endorse": "endorsed", "adopt": "adopted", "reject": "rejected", "welcome": "welcomed",
    "criticise": "criticised", "conditional": "set conditions on", "undecided": "left open its answer to",
}  # fmt: skip
"""A stance as a verb in the past tense, as reported."""

READ_AS: dict[Stance, str] = {
    "accept": "acceptance by", "endorse": "endorsement by", "adopt": "adoption by", "reject": "rejection by",
    "welcome": "a welcome by", "criticise": "criticism by", "conditional": "conditions set by",
    "undecided": "no decision by",
}  # fmt: skip
"""How a stance was read, where the report's own words are quoted."""

_QUOTED_MOST = 150  # characters of a report's words inside a sentence; the footnote has more
_LABEL_MOST = 7  # words of a proposal's name that a sentence carries without quotation marks
_PRONOUNS = frozenset(
    "he she it they we i you who that this these those both each either neither one some many others his her its their "
    "him them all none".split()
)
_ACRONYMS = frozenset("US USA UK UN EU AU UAE OIC USSR DRC OSCE OAU OAS ICRC ICJ ICC GCC".split())
_BODIES = frozenset(
    "league union organisation organization front army council nations states kingdom republic ministry government "
    "authority movement mission alliance party forces force bloc committee commission assembly office presidency "
    "parliament cabinet court agency federation coalition brigade tribunal bank fund group house".split()
)
_PLANS = frozenset(
    "plan proposal counterproposal offer counteroffer deal accord agreement pact truce ceasefire cease-fire extension "
    "outline scheme initiative roadmap invitation call text draft framework arrangement endorsement treaty protocol "
    "memorandum resolution declaration terms package formula understanding cessation renewal prolongation blueprint "
    "settlement armistice charter compact convention".split()
)
_ROLES = frozenset(
    "official officer source spokesperson spokesman spokeswoman diplomat aide envoy witness resident doctor adviser "
    "commander negotiator mediator analyst representative delegate minister".split()
)
_DETERMINED = frozenset(
    "the a an any all some several many most few both each every no two three four five six seven eight nine ten "
    "eleven twelve dozens hundreds thousands".split()
)
_POSSESSIVE = re.compile(r"^(?:[A-Z][^\s’']*\s+){0,3}[A-Z][^\s’']*(?:['’]s|s['’])\s")
_VERBAL = re.compile(
    r"\b(?:to|which|that|who|is|are|was|were|had|has|have|would|could|and said|said)\b|[,;:.]", re.IGNORECASE
)
_NOT_PLAIN = re.compile(
    r"\b(?:must|should|would|could|may|might|can|cannot|shall|will|if|unless|not|never|no longer|expected|hoped?|"
    r"urged?|called (?:on|for)|calls? (?:on|for)|asked|whether|denied|deny|denies)\b|n['’]t\b",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def plain_words(text: str) -> str:
    """Words on one line, without characters that steer a screen or printer."""
    return _BLANKS.sub(" ", _CONTROL.sub(" ", text)).strip()


def cut(text: str, most: int) -> str:
    """Words cut behind a word with an ellipsis where they are longer than so many characters."""
    words = plain_words(text)
    if len(words) <= most:
        return words
    kept = words[:most].rsplit(" ", 1)[0] if " " in words[:most] else words[:most]
    return kept.rstrip(" ,;:") + " …"


def quoted(text: str, most: int = _QUOTED_MOST) -> str:
    """A report's words in quotation marks, single ones where they hold double ones themselves."""
    words = cut(text, most)
    if not words.endswith("…"):
        words = words.rstrip(" ,;:.")
    return f"‘{words}’" if re.search(r"[\"“”]", words) else f"“{words}”"


def listed(names: Sequence[str]) -> str:
    """Names as a list in words: "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def in_order(names: Iterable[str]) -> list[str]:
    """Names once each, in alphabetical order: the stated order of actors in a brief."""
    return sorted(dict.fromkeys(names), key=lambda name: (name.casefold(), name))


def is_name(text: str | None) -> bool:
    """Does it name somebody: neither empty nor a pronoun, nor a mark of the reading's own?"""
    words = plain_words(text or "").split()
    return bool(words) and words[-1].casefold() not in _PRONOUNS and "(" not in (text or "") and len(words) <= 12


def with_article(name: str) -> str:
    """A name as a sentence takes it: with "the" where English wants one and the words have none."""
    name = plain_words(name)
    words = name.split()
    first, head = words[0], _head(words)
    if first.casefold() in _DETERMINED:
        return first.lower() + name[len(first) :]  # a mention may have stood at the head of its sentence
    if first[0].isdigit() or _POSSESSIVE.match(name):
        return name
    if name in _ACRONYMS or (first in _ACRONYMS and len(words) > 1 and words[-1][0].islower()):
        return f"the {name}"
    if words[-1] in _ROLES and not first.islower() and "'" not in name and "’" not in name:
        return f"{'an' if first[0] in 'AEIO' else 'a'} {name}"
    if first.islower():
        plural = head.endswith("s") and not head.endswith(("ss", "us", "is"))
        return name if plural and "’" not in first and "'" not in first else f"the {name}"
    known = head.casefold() in _BODIES or head.casefold() in _PLANS
    if known and "'" not in name and "’" not in name:
        return f"the {name}"
    return name


def is_plan(label: str) -> bool:
    """Is it a name of a plan, offer or deal, that a sentence can carry as it stands?"""
    words = plain_words(label).split()
    if not words or len(words) > _LABEL_MOST or _VERBAL.search(label) or "(" in label:
        return False
    return _head(words).casefold() in _PLANS and len(words) > 1


def proposal_words(label: str) -> str:
    """A proposal's name as a sentence takes it: in quotation marks where it is long or more than a name."""
    label = plain_words(label)
    first = label.split()[0]
    if not is_plan(label):
        return quoted(label, 90)
    if first.casefold() in _DETERMINED or _POSSESSIVE.match(label) or first.casefold() in {"its", "their", "his"}:
        return label
    return f"the {label}"


def is_plain(words: str) -> bool:
    """May words be told in ours: do they neither wish, ask, doubt nor deny?"""
    return not _NOT_PLAIN.search(words)


def day_words(day: date | None, today: date | None) -> str:
    """A day as a brief gives it: the year only where it is not that of the brief; "" where unknown."""
    if day is None:
        return ""
    return f"{day.day} {day:%B}" if today is not None and day.year == today.year else long_date(day)


def capital(text: str) -> str:
    """The same words with a capital first."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 report", "3 reports"."""
    return f"1 {one}" if number == 1 else f"{number:,} {several or one + 's'}"


def _head(words: Sequence[str]) -> str:
    """The word that the others of a name describe: before "of", "for" or "in", else the last."""
    at = next((n for n, word in enumerate(words) if word in {"of", "for", "in", "on"} and n), len(words))
    return words[at - 1]
