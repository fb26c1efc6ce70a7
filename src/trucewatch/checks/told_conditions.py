"""Something that was to wait, that has begun, and what it was to wait for, undone: all three in one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trucewatch.checks.report_sentences import sentences_of, words_of
from trucewatch.checks.word_places import sentences_at
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage

_SIGNS = frozenset(
    "until before unless once when after only conditional depends depend hinges hinge precedes precede "
    "precondition waits "
    "wait requires require presupposes follows follow condition tied linked subject hangs hang if precondition "
    "soon".split()
)
_JOIN = (
    r"(?:only )?(?:until|before|unless|once|as soon as|when|after|if)|(?:is |are |was |were )?(?:made )?(?:conditional"
    r" (?:up)?on|tied to|linked to|subject to)|depends? (?:up)?on|hinges? (?:up)?on|hangs? (?:up)?on"
    r"|waits? (?:for|on)|requires?|presupposes?"
)
_BEFOREHAND = re.compile(
    r"(?:precedes?|(?:is|are|must come|comes?|is to come) before|is (?:a|the) (?:pre)?condition (?:for|of))",
    re.IGNORECASE,
)
_JOINS = re.compile(rf"\b(?:{_BEFOREHAND.pattern}|{_JOIN})\b", re.IGNORECASE)
_FIRST_JOIN = re.compile(r"(?:only )?(?:once|when|after|until|as soon as|unless|if)", re.IGNORECASE)
_OPENING = 45  # characters within which a condition opens its sentence
_FIRST = re.compile(
    r"^(?:[^,.;:]{0,40}, )?(?:only )?(?:once|when|after|until|as soon as|unless|if)\b(?P<y>[^.;:]{6,110}?)(?:, "
    r"| (?=(?:may|can|will|shall|is|are|there)\b))(?P<x>[^.;:]{6,100})",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\b(?:will|shall|can(?:not)?|may|must|(?:is|are|was|were) (?:not )?to|to (?:start|begin|open|be)|only|until"
    r"|unless|conditional|depend\w*|hinge\w*"
    r"|hang\w* (?:up)?on|wait\w*|precede\w*|condition|tied|subject to|linked|once|require\w*|presuppose\w*"
    r"|(?:begin|start|open|deploy|follow|enter|move|leave)s?)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:can(?:not)?|will|shall|may|must|is|are|was|were|to|not|only|would|should|depends?|begins?|starts?"
    r"|opens?|follows?|commences?|"
    r"takes?|kicks?)\b|,",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"\b(?:began|begun|started|opened|commenced|launched|took effect|(?:has|have) taken effect|under ?way|(?:has"
    r"|have) been running|went ahead"
    r"|is running|in its \w+ (?:day|week|month)|got (?:going|under ?way)|kicked off|(?:is|are) in (?:full swing"
    r"|progress|force)|deployed|moved in|flowed)\b",
    re.IGNORECASE,
)
_BEGUN_WORD = re.compile(
    r"(?:beg[au]n|started|opened|commenced|launched|effect|under|underway|way|running|went|its|got|kicked"
    r"|progress|swing|deployed|moved|flowed)$"
)
_CLAUSES = re.compile(r"[;,]|\b(?:yet|but|while|and)\b")
_ITSELF = re.compile(
    r", (?:began|started|opened|has begun|has started|got under ?way) (?:on|in|at|last|yesterday|this)\b"
)
_NOT_BEGUN = re.compile(
    r"\b(?:not|never|yet to|will|would|could|can|(?-i:may)|might|should|must|shall|if|when|until|unless|before"
    r"|once|due|planned|expected|set to|is to|are to"
    r"|was to|were to|only|scheduled|no)\b|n['’]t\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:yet to|still (?!no\b)|remains? (?:closed|shut|blocked|incomplete|unfinished|open|unsigned|outstanding"
    r"|in|behind|held|unpaid)|goes on|go on|incomplete"
    r"|unfinished|behind bars|outstanding|(?:is|are) (?:closed|shut|blocked|sealed|missing|due to|being held"
    r"|held|delayed|stalled)|not one|none of|half of"
    r"|no (?:date|sign|progress)|continues?|has stalled|put off|postponed|pending|awaits?|next (?:week|month|year))\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:(?:has|have|is|are|was|were|had) not|(?:has|have|is|are)n['’]t|not (?:been|yet)|never|no \w+ (?:has"
    r"|have)|refus\w+ to)\b",
    re.IGNORECASE,
)
_HANGING = re.compile(r"\b(?:if|until|unless|before|once|when)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_DULL = frozenset(
    "first second third last all every both each have has had been not no yet only than then accord article text "
    "say said under part complet comple "
    "completion finish end day side party there will shall once after before when plan agreement deal annex "
    "clause week month year monday "
    "tuesday wednesday thursday friday saturday sunday may can cannot is are was were be be held it its their "
    "to".split()
)
_GENERIC = frozenset({"phas", "stag", "phase", "stage", "perio", "begin", "start", "open", "opens", "comme", "final"})
_ORDER = re.compile(
    r"\b(?:(first|second|third|fourth|final|last|next|initial) (?:phase|stage|tranche|part|round)|(?:phase"
    r"|stage) (one|two|three|four|1|2|3|4|I{1,3}|IV))\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: order
    for order, words in (
        ("first", "one 1 i"),
        ("second", "two 2 ii"),
        ("third", "three 3 iii"),
        ("fourth", "four 4 iv"),
    )
    for word in words.split()
}
_MOST = 12  # conditions of one report that are looked at
_REACH = 14  # sentences from the condition in which the other two are looked for


@dataclass(frozen=True)
class Awaited:
    """A condition and what is told of its two halves: the three sentences (two may be one)."""

    condition: Passage
    begun: Passage
    undone: Passage


@lru_cache(maxsize=65536)
def _is_sign(word: str) -> bool:
    return word in _SIGNS


@lru_cache(maxsize=65536)
def _is_begun(word: str) -> bool:
    return _BEGUN_WORD.match(word) is not None


@lru_cache(maxsize=4096)
def begun_too_early(text: str) -> tuple[Awaited, ...]:
    """What has begun in a report though the same report says that what it waits for is not done."""
    if words_of(text).isdisjoint(_SIGNS):
        return ()
    sentences, found, looked = sentences_of(text), list[Awaited](), 0
    marked, begins = sentences_at(text, _is_sign), sentences_at(text, _is_begun)
    if not marked or not begins:
        return ()
    told = [t for n in begins for t in _begun_in(sentences[n])]
    for number in marked if told else ():
        sentence = sentences[number]
        parts = _condition(sentence.text) if looked < _MOST else None
        if parts is None:
            continue
        looked += 1
        near = sentences[max(0, number - _REACH) : number + _REACH]
        begun = _begun(told, sentence, parts[0])
        undone = next(_undone(near, sentence, parts[1]), None) if begun is not None else None
        if begun is not None and undone is not None:
            found.append(Awaited(sentence, begun, undone))
    return tuple(found)


def _condition(words: str) -> tuple[str, str] | None:
    """What waits, and for what."""
    m = _JOINS.search(words) if not words.endswith("?") else None
    if m is None or not _BINDING.search(words):
        return None
    if m.start() < _OPENING and _FIRST_JOIN.match(m[0]) and (opened := _FIRST.match(words)) is not None:
        return opened["x"], opened["y"].split(", ")[0]
    before = re.split(r"[.;:]", words[: m.start()])[-1][-110:]
    behind = re.split(r"[.;:]|, ", words[m.end() : m.end() + 120])[0]
    if len(before) < 4 or len(behind) < 6:
        return None
    return (behind, before) if _BEFOREHAND.match(m[0]) else (before, behind)


def _begun_in(sentence: Passage) -> Iterator[tuple[Passage, str, frozenset[str]]]:
    """The clauses of a sentence that say that something has begun: which phase by its order, else the words of what."""
    for clause in _CLAUSES.split(sentence.text):
        m = _BEGUN.search(clause)
        if m is not None and not _NOT_BEGUN.search(clause[: m.end()]):
            yield sentence, _order(clause), _stems(clause[: m.start()])


def _begun(told: list[tuple[Passage, str, frozenset[str]]], condition: Passage, waits: str) -> Passage | None:
    """A sentence that says that what waits has begun; it may be the end of the condition's own."""
    order, names = _order(waits), _subject(waits)
    if _ITSELF.search(condition.text):
        return condition
    for sentence, which, words in told:
        if sentence != condition and ((order and order == which) or (not order and names and names <= words)):
            return sentence
    return None


def _undone(near: tuple[Passage, ...], condition: Passage, awaited: str) -> Iterator[Passage]:
    """Sentences that say that what is waited for is not done."""
    what, first = _stems(awaited), _subject(awaited)
    for sentence in near:
        if sentence == condition or not what:
            continue
        for clause in re.split(r"[;,]|\b(?:yet|but|while)\b", sentence.text):
            shared = what & _stems(clause)
            strong = bool(first and first <= shared and _STRONG.search(clause))
            told = strong or (len(shared) >= 2 and (_NOT_DONE.search(clause) or _STRONG.search(clause)))
            if told and not _HANGING.search(clause):
                yield sentence
                return


def _order(words: str) -> str:
    m = _ORDER.search(words)
    told = (m[1] or m[2]).lower() if m else ""
    return _NUMBERS.get(told, told)


def _subject(words: str) -> frozenset[str]:
    """The stems of the noun phrase that opens the words, at most three."""
    opening = _MODAL.split(words.strip())[0] or words
    held = [w for w in _WORD.findall(opening.lower()) if _stem(w) in _stems(opening)]
    return frozenset(_stem(w) for w in held[-3:])


def _stems(words: str) -> frozenset[str]:
    return frozenset(
        s for w in content_words(words) if w not in _DULL and len(w) > 2 and (s := _stem(w)) not in _GENERIC
    )


def _stem(word: str) -> str:
    return word[:5] if len(word) > 5 else word[:4]
