"""Who does what in a headline, and whether the text below has another side do it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.claim_words import claim_roots
from trucewatch.checks.headline_names import SIDES, clauses_of, foreign_names, names_in
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.vocabulary.passage import Passage

_CEASED = (
    r"silenc(?:es?|ed)|stop(?:s|ped)? (?:firing|shooting|shelling)|ceas(?:es?|ed) fir(?:e|ing)|(?:holds?|held) "
    r"(?:its|their) fire|(?:lays?|laid) down (?:its |their )?(?:arms|weapons)"
)
_OF_SOMETHING = (
    r"sign(?:s|ed)?|initial(?:s|led)",
    r"accept(?:s|ed)?|agree(?:s|d)? to|endors(?:es?|ed)|approv(?:es?|ed)|says? yes to|said yes to",
    r"reject(?:s|ed)?|turn(?:s|ed)? down|spurn(?:s|ed)?|says? no to|said no to|refus(?:es?|ed)",
    r"free(?:s|d)?|releas(?:es?|ed)|lets? go|sets? free|let (?:[\w’'-]+ ){1,4}go",
    r"withdr(?:aws?|ew)|pull(?:s|ed)? (?:out|back)|vacat(?:es?|ed)",
    r"attack(?:s|ed)?|shell(?:s|ed)?|bomb(?:s|ed)?|raid(?:s|ed)?|ambush(?:es|ed)?|seiz(?:es?|ed)|captur(?:es?|ed)",
    r"walk(?:s|ed)? out|storm(?:s|ed)? out|quits?|leaves?|left|suspend(?:s|ed)?|call(?:s|ed)? off|postpon(?:es?|ed)",
    r"hand(?:s|ed)? over|gives? up|gave up|surrender(?:s|ed)?",
    r"reopen(?:s|ed)?|clos(?:es?|ed)|block(?:s|ed)?|lift(?:s|ed)?",
    r"proposed?|proposes|offer(?:s|ed)?|demand(?:s|ed)?",
)
# A deed in lower case, and whether headline and text must name the same object for it to be the same deed.
_DEEDS = (
    (re.compile(rf"\b(?:{_CEASED})\b"), False),
    *((re.compile(rf"\b(?:{told})\b"), True) for told in _OF_SOMETHING),
)
_HEAD_CLAUSE = re.compile(r"[;:,]|\s[-–—]\s|\b(?:as|after|while|when|but|and|amid|before)\b", re.IGNORECASE)
_BY = re.compile(r"[^.;]{0,40}?\bby (?:the )?(?P<agent>[^\W\d_][\w’'-]*(?: [A-Z][\w’'-]*)?)")
_LONGEST_NAME = 4  # words of a headline before its verb
_NOT = re.compile(r"\b(?:not|never|no|nor|neither|without)\b|n['’]t\b", re.IGNORECASE)
_BEFORE = 60  # characters before a verb in which its doer is looked for
_CONTRAST = 1  # sentences before and behind in which the headline's own side is named as another


def other_doer(text: str, line: Passage, body: int) -> Passage | None:
    """The sentence in which another side does what the headline has its side do; None where the text has it so too.

    Args:
        text: the report.
        line: its headline.
        body: offset at which the text below begins.
    """
    for start, end in _clauses(line.text):
        clause = line.text[start:end]
        plain = clause.lower()
        for deed, needs_object in _DEEDS:
            m = deed.search(plain)
            if m is None or not 0 < len(clause[: m.start()].split()) <= _LONGEST_NAME:
                continue
            side = names_in(clause[: m.start()], text, body)
            if not side:
                continue
            object_ = claim_roots(clause[m.end() :].lower())
            found = _others(text, body, deed, side)
            if found is None:
                continue
            alike = [s for s in found if not needs_object or object_ & claim_roots(s.text)]
            if alike and any(_is_contrasted(text, s, side) for s in alike):
                return alike[0]
    return None


def _clauses(line: str) -> Iterator[tuple[int, int]]:
    at = 0
    for m in _HEAD_CLAUSE.finditer(line):
        yield at, m.start()
        at = m.end()
    yield at, len(line)


def _others(text: str, body: int, deed: re.Pattern[str], side: frozenset[str]) -> list[Passage] | None:
    """The sentences in which somebody else does it; None where the side does, or nobody is told who does."""
    found: list[Passage] = []
    for sentence in sentences_of(text):
        if sentence.start < body:
            continue
        for start, end in clauses_of(sentence):
            for m in deed.finditer(sentence.text[:end].lower(), start):
                if _NOT.search(sentence.text[start : m.start()]):
                    continue
                doers = _doers(sentence.text, start, m, text[body:])
                if side & doers or not doers:
                    return None
                found.append(sentence)
    return found


def _doers(sentence: str, start: int, m: re.Match[str], below: str) -> frozenset[str]:
    """The sides and names before a deed, or behind "by", of its clause."""
    by = _BY.match(sentence, m.end())
    words = by["agent"] if by else sentence[max(start, m.start() - _BEFORE) : m.start()]
    doers = foreign_names(words, frozenset(), below)
    return doers or (claim_roots(words.lower()) & SIDES)


def _is_contrasted(text: str, sentence: Passage, side: frozenset[str]) -> bool:
    held = sentences_of(text)
    at = held.index(sentence)
    return any(side & claim_roots(s.text) for s in held[max(0, at - _CONTRAST) : at + _CONTRAST + 1])
