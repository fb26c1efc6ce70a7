"""Things that a report tells as proposed, or as agreed, in force or in being: a zone, a swap, a timetable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trucewatch.checks.later_word import lowered
from trucewatch.checks.opposites import Token, forms_of, tokens_of, turned_at
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.standing.wording import content_words, stem
from trucewatch.vocabulary.passage import Passage

_VERBS = "propose suggest float moot pitch table recommend offer draft sketch outline raise advocate envisage"
_WITH_HELP = frozenset("create creates establish forward proposal idea plan suggestion".split())
_PROPOSING = _WITH_HELP | {form for verb in _VERBS.split() for form in forms_of(verb)}
_NEEDS_WOULD = frozenset({"create", "creates", "establish"})
_NEEDS_PUT = frozenset({"forward"})
_NEEDS_FOR = frozenset({"proposal", "idea", "plan", "suggestion"})  # "a plan for a zone", "the idea of a post"
_PUT = frozenset("put puts putting".split())
_ARTICLES = frozenset("a an the its their his her any some".split())
_STOPS = frozenset(
    "of to for in on at by with from and or but between along under over that which who would will on during after "
    "before as is are was were "
    "be been being has have had if near around across into inside within without until about against than while "
    "where when now not then it "
    "this these those yesterday today tomorrow came comes took takes entered".split()
)
_LITTLE = frozenset(
    "idea possibility new joint own first second monday tuesday wednesday thursday friday saturday sunday".split()
)
_BARE = frozenset(
    "plan proposal text draft paper agreement deal accord truce ceasefire talk meeting round way step measure help "
    "support money offer idea "
    "resolution condition term role basis date answer solution peace framework initiative".split()
)  # names too wide to tell one thing from others, without a further word
_HOLDS = re.compile(
    r"^(?:,? (?:which|that))?(?: (?:has|have|had|was|were|is|are|been|already|now|just|long|the|both|two|sides"
    r"|parties|governments|communities|they|on|finally))*"
    r" (?:agreed|signed|set up|established|created|concluded|in (?:force|place|effect|being|operation)|took effect"
    r"|taken effect|(?:came|come|entered) into (?:force|effect|being)"
    r"|approved|adopted|accepted|begun|began|up and running)\b"
)
_ATTRIBUTE = re.compile(r"\b(?:agreed|newly agreed|existing|established|signed)(?: [\w-]+){0,2} $")
_UNDER = re.compile(
    r"\b(?:under|inside|within|thanks to|according to|in line with|as part of|since|by|through) (?:the |its "
    r"|their )?(?:[\w-]+ ){0,2}$"
)
_NOT_YET = re.compile(
    r"\b(?:not|never|no|if|would|should|could|might|may|will|proposed|suggested|planned|possible|whether|unless"
    r"|until|once|to be|before|hopes?"
    r"|earlier|older|existing|previous|last year|years? ago|in (?:19|20)\d\d)\b|n['’]t\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"^(?:answer|repl(?:y|ied)|decid|decision|respon|agree|sign|debat|accept|adopt|approv|shown|show|settl|vote"
    r"|voted|taken|said|say|gave|given|committed|commit)\w*$"
)
_STILL = frozenset("yet still until".split())
_WEIGHING = re.compile(
    r"\b(?:stud(?:y|ying|ied)|consider\w*|weigh(?:ing|ed|s)?|consult\w*|mull\w*|pending|unanswered|unsigned"
    r"|undecided|on the table|under (?:discussion|consideration"
    r"|examination|study|review)|ask\w* for (?:\w+ )?(?:time|days|a map|maps)|only (?:a|an|the|my"
    r"|our) (?:\w+ )?(?:thought|idea|draft|proposal|suggestion|plan)|await\w*)\b",
    re.IGNORECASE,
)

_NEAR = 30  # characters before a name in which words of doubt or of the future belong to it


@dataclass(frozen=True)
class Thing:
    """A thing at one place.

    Attributes:
        words: the words of its name, as singulars; the last of the name is `head`.
        head: the noun.
        sentence: the sentence.
        at: the offset of the name.
        is_taken_as_known: is it told as done by the way ("under the swap agreed"), and not as the news?
    """

    words: frozenset[str]
    head: str
    sentence: Passage
    at: int
    is_taken_as_known: bool = False


@lru_cache(maxsize=4096)
def things_proposed(text: str) -> tuple[Thing, ...]:
    """The things that a text tells as proposed, in order."""
    found = []
    for sentence in sentences_of(text):
        tokens = tokens_of(sentence)
        for at, token in enumerate(tokens):
            if token.word in _PROPOSING and _proposes(tokens, at) and not turned_at(tokens, at)[0]:
                thing = _object(sentence, tokens, at + 1)
                if thing is not None:
                    found.append(thing)
    return tuple(found)


def things_done(text: str, proposed: Thing) -> Iterator[Thing]:
    """Where a text tells a thing proposed before as agreed, in force or in being."""
    if proposed.head.lower() not in lowered(text):
        return
    for m in re.finditer(rf"\b{re.escape(proposed.head)}(?:s|es)?\b", text, re.IGNORECASE):
        sentence = next(s for s in sentences_of(text) if s.start <= m.start() < s.end)
        if sentence == proposed.sentence:
            continue
        before = text[sentence.start : m.start()]
        if not proposed.words - {proposed.head} <= content_words(
            text[max(sentence.start, m.start() - 60) : m.end() + 40]
        ):
            continue
        clause = re.split(r"[,;:]", before)[-1][-_NEAR:]
        behind = text[m.end() : sentence.end]
        holds = _HOLDS.match(
            re.sub(
                r"^(?: (?:of|for|between|along|at|on|to) [^,.;:]{2,60}?)?(?=,| (?:agreed|now|which|that|has|took"
                r"|came|in (?:force|place)))",
                "",
                behind,
            )
        )
        known = _ATTRIBUTE.search(before[: _name_start(before, proposed)] or before) is not None
        if (holds or known) and not _NOT_YET.search(clause) and not _NOT_YET.search(holds[0] if holds else ""):
            by_the_way = known or _is_by_the_way(before, behind, proposed)
            yield Thing(proposed.words, proposed.head, sentence, m.start(), by_the_way)


def is_left_open(sentence: Passage) -> bool:
    """Does a sentence tell that something is unanswered, undecided or under study?"""
    tokens = tokens_of(sentence)
    for at, token in enumerate(tokens):
        if not _ANSWERS.match(token.word):
            continue
        near = {t.word for t in tokens[max(0, at - 4) : at]}
        if turned_at(tokens, at)[0] or near & _STILL:
            return True
    return _WEIGHING.search(sentence.text) is not None


def _proposes(tokens: tuple[Token, ...], at: int) -> bool:
    word, before = tokens[at].word, {t.word for t in tokens[max(0, at - 3) : at]}
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in _NEEDS_WOULD:
        return "would" in before
    if word in _NEEDS_PUT:
        return bool(before & _PUT)
    return after in ("for", "of") if word in _NEEDS_FOR else True


def _object(sentence: Passage, tokens: tuple[Token, ...], at: int) -> Thing | None:
    """The noun phrase that begins at a token: "a joint police post", "the idea of a joint police post"."""
    names = list[Token]()
    for token in tokens[at : at + 10]:
        if token.word in _ARTICLES or (not names and token.word in ("for", "of", "that", "on")):
            if names:
                break
            continue
        if token.word in _STOPS or not token.word[0].isalnum():
            if names and token.word in ("of", "for") and names[-1].word in _NEEDS_FOR:
                names = []
                continue
            break
        names.append(token)
    kept = [t for t in names if not t.word.endswith("ly")]
    if not kept:
        return None
    head = stem(kept[-1].word)
    words = frozenset(stem(t.word) for t in kept) - _LITTLE | {head}
    rest = words - {head}
    if head in _LITTLE or not head.isalpha() or (head in _BARE and not rest - _BARE) or len(kept) > 5:
        return None
    if not rest:
        behind = _complement(tokens, kept[-1])
        if behind is None:
            return None
        words |= {behind}
    return Thing(words, head, sentence, kept[0].start)


def _complement(tokens: tuple[Token, ...], noun: Token) -> str | None:
    """What a bare noun is of: "return" of "a timetable for the return of families"."""
    at = tokens.index(noun)
    rest = [t.word for t in tokens[at + 1 : at + 5]]
    if not rest or rest[0] not in ("for", "of", "on"):
        return None
    return next((stem(w) for w in rest[1:] if w not in _ARTICLES and w not in _STOPS and w[0].isalpha()), None)


def _name_start(before: str, proposed: Thing) -> int:
    """Where the words of the name begin before its head."""
    kept = before.rstrip()
    for word in reversed(kept.split(" ")):
        if not content_words(word) & proposed.words:
            break
        kept = kept[: -len(word)].rstrip()
    return len(kept) + 1


def _is_by_the_way(before: str, behind: str, proposed: Thing) -> bool:
    """Is it named in passing: behind a preposition, or with a relative clause ("the swap, which took effect")?"""
    front = before[: _name_start(before, proposed)]
    relative = re.match(r",? (?:which|that) ", behind) is not None
    return (
        relative
        or _UNDER.search(f"{front.rstrip()} ") is not None
        or re.match(r" (?:agreed|signed|now in)", behind) is not None
    )
