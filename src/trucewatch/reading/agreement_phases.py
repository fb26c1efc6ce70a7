"""Phases of an agreement, with what the words say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.agreement_claims import ClaimFinder, distinct, is_only_seen_ahead
from trucewatch.reading.agreement_extensions import final_day
from trucewatch.reading.dates import Dates
from trucewatch.reading.obligation_syntax import subject
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.vocabulary.kinds import Phase, PhaseClaim
from trucewatch.vocabulary.passage import Passage

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBERS = "one two three four five six seven eight nine ten".split()
_ROMAN = "I II III IV V VI".split()
_NOUN = r"(?:phases?|stages?)"
_FORMS = (
    re.compile(rf"\b({'|'.join(_ORDINALS)}|[1-9](?:st|nd|rd|th))(?:\s+and\s+\w+)?[\s-]+{_NOUN}\b", re.IGNORECASE),
    re.compile(rf"\b{_NOUN}\s+({'|'.join(_NUMBERS)}|[1-9]|{'|'.join(_ROMAN)})\b", re.IGNORECASE),
)
_COUNT = re.compile(
    rf"\b({'|'.join(_NUMBERS[1:])}|[2-9])[\s-](?:phase|stage|phased|staged|phases|stages)\b", re.IGNORECASE
)
_OF_TALKS = re.compile(
    r"\s+of\s+(?:the\s+|these\s+)?(?:\w+\s+)?"
    r"(?:talks|negotiations|voting|elections?|war|offensive|campaign)",
    re.IGNORECASE,
)
_MOST = 6
_LASTS = re.compile(
    r"\s*(?:,?\s*(?:which|that))?\s*(?:lasts?|(?:is|was|will|would|should)(?: to)? (?:last|run(?: for)?)|runs? for"
    r"|lasting|of|\((?:of|lasting)?)\s*(?:an? |the |about |some )?(?:initial )?",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\s*(?:,?\s*(?:which|that))?\s*(?:(?:is|was|will|would)(?: (?:due|set|scheduled))?(?: to)? )?"
    r"(?:expires?d?|ends?|ended|runs? out|ran out|lapses?d?)\s+(?:on |at |by )?(?:midnight )?(?:on )?(?:\w+, )?",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s*,?\s*")
_BELOW = frozenset("ccomp pcomp advcl".split())
_ASKING = frozenset("whether if how when what".split())


@dataclass(frozen=True)
class PhaseTime:
    """How long a phase lasts, and when it is over."""

    ordinal: int
    duration: str | None
    expiry: str | None


def phase_times(page: Page) -> tuple[PhaseTime, ...]:
    """What the words beside phases tell of their length and end: "a 42-day first phase", "phase one lasts 60 days"."""
    found: dict[int, PhaseTime] = {}
    dates = page.get(Dates)
    for number, start, end in _places(page):
        length = last = None
        for expression in dates.within(max(start - 25, 0), min(end + 60, len(page.text))):
            first, behind = expression.surface[0].start, expression.surface[-1].end
            if expression.type == "duration" and first >= end:
                length = length or (expression.value if _LASTS.fullmatch(page.text[end:first]) else None)
            elif expression.type == "duration":
                length = length or (expression.value if _BESIDE.fullmatch(page.text[behind:start]) else None)
            elif first >= end and _OVER.fullmatch(page.text[end:first]):
                last = last or final_day(expression)
        known = found.get(number, PhaseTime(number, None, None))
        found[number] = PhaseTime(number, known.duration or length, known.expiry or last)
    return tuple(found[n] for n in sorted(found) if found[n].duration or found[n].expiry)


def _places(page: Page) -> Iterator[tuple[int, int, int]]:
    for pattern in _FORMS:
        for place in pattern.finditer(page.text):
            number = _number(place[1])
            if number is not None and not _OF_TALKS.match(page.text[place.end() :]):
                yield number, place.start(), place.end()


def find_phases(page: Page) -> tuple[Phase, ...]:
    """The phases named or counted, by ordinal; status in the report's words, None where nothing is said."""
    evidence: dict[int, list[Passage]] = {}
    claims: dict[int, list[PhaseClaim]] = {}
    status: dict[int, str] = {}
    headline, finder = page.get(Sentences).headline, ClaimFinder(page)
    for pattern in _FORMS:
        for found in pattern.finditer(page.text):
            number = _number(found[1])
            if number is None or _OF_TALKS.match(page.text[found.end() :]):
                continue
            told, passage = _status(page, found)
            if headline is not None and found.end() <= headline[1]:
                told = None  # headlines drop the words that a clause is read by
            else:
                claims.setdefault(number, []).extend(finder.claims(found.start(), found.end()))
            evidence.setdefault(number, []).append(passage)
            if told and number not in status:
                status[number] = told
    for found in _COUNT.finditer(page.text):
        count = _number(found[1]) or 0
        if count <= _MOST:
            for number in range(1, count + 1):
                evidence.setdefault(number, []).append(page.passage(found.start(), found.end()))
    return tuple(
        Phase(ordinal=n, status=status.get(n), claims=distinct(claims.get(n, [])), evidence=tuple(evidence[n]))
        for n in sorted(evidence)
    )


def _number(word: str) -> int | None:
    low = word.lower()
    for names in (_ORDINALS, _NUMBERS, [r.lower() for r in _ROMAN]):
        if low in names:
            return names.index(low) + 1
    digits = re.match(r"\d", word)
    return int(digits.group()) if digits else None


def _status(page: Page, found: re.Match[str]) -> tuple[str | None, Passage]:
    """The predicate of the clause that the phase is the subject of, and the clause's words."""
    doc = page.get(Sentences).doc
    span = doc.char_span(found.start(), found.end(), alignment_mode="expand")
    if span is None:
        return None, page.passage(found.start(), found.end())
    noun = next((t for t in span if t.lemma_.lower() in {"phase", "stage"}), span.root)
    verb = next((t for t in sentence_of(noun) if t.pos_ in {"VERB", "AUX"} and subject(t) == noun), None)
    while verb is not None and verb.dep_ in {"xcomp", "aux", "auxpass"} and verb.head.i != verb.i:
        verb = verb.head
    if verb is None or _is_left_open(verb):
        return None, page.passage(
            noun.left_edge.idx if noun.left_edge.i >= sentence_of(noun).start else found.start(), found.end()
        )
    kept = _predicate(verb, noun) or [verb]
    denied = next((c for c in noun.children if c.lower_ == "no"), None)
    if denied is not None:
        kept = [*kept, denied]  # "no second phase agreed"
    first, last = min(kept, key=lambda t: t.i), max(kept, key=lambda t: t.i)
    start, end = first.idx, last.idx + len(last)
    whole = page.passage(min(start, found.start()), max(end, found.end()))
    return " ".join(page.text[start:end].split()), whole


def _is_left_open(verb: Token) -> bool:
    """As in "whether phase one should be extended", "how long it should last", "would like to see it begin"."""
    return (verb.dep_ in _BELOW and verb.doc[verb.left_edge.i].lower_ in _ASKING) or is_only_seen_ahead(verb)


def _predicate(verb: Token, noun: Token) -> list[Token]:
    """The verb with its auxiliaries, adverbs, complement and dates, up to the first clause of its own."""
    kept = [verb]
    for child in verb.children:
        if child.i == noun.i or noun in child.subtree:
            continue
        if child.dep_ in {"aux", "auxpass", "neg", "advmod", "prt", "acomp", "xcomp", "attr", "npadvmod"} or (
            child.dep_ == "prep" and child.i > verb.i
        ):
            kept += [t for t in child.subtree if not t.is_punct]
    run = sorted(kept, key=lambda t: t.i)
    return [t for t in run if t.i > noun.i or verb.i < noun.i]
