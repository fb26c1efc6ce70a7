"""Who does what in a headline, and whether the text below has another side do it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.claim_words import claim_root, claim_roots
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
    r"free(?:s|d)?|releas(?:es?|ed)|lets? go|sets? free",
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
_SIDES = frozenset(
    claim_root(word)
    for word in "army militia militias rebel rebels government guerrilla guerrillas front council movement police navy "
    "fighters troops insurgents separatists regime junta alliance league union assembly party brigade federation "
    "ministry opposition coalition faction commission mission army's forces soldiers gunmen authorities".split()
)
_CLAUSE = re.compile(r"[;:,]|\s[-–—]\s|\b(?:as|after|while|when|but|and|amid|before)\b", re.IGNORECASE)
_AGENT = re.compile(
    r"(?P<agent>[^\W\d_][\w’'-]*)(?:\s+(?:that|who|which))?(?:\s+(?:has|have|had|also|then|first|already))*\s+$"
)
_BY = re.compile(r"[^.;]{0,40}?\bby (?:the )?(?P<agent>[^\W\d_][\w’'-]*(?: [A-Z][\w’'-]*)?)")
_LONGEST_NAME = 4  # words of a headline before its verb
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
            side = _named(clause[: m.start()], text, body)
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
    for m in _CLAUSE.finditer(line):
        yield at, m.start()
        at = m.end()
    yield at, len(line)


def _named(words: str, text: str, body: int) -> frozenset[str]:
    """The sides and names among some words of a headline that the text below names too."""
    below = text[body:]
    plain = below.lower()
    return frozenset(
        root
        for root in claim_roots(words.lower())
        if root in plain and (root in _SIDES or re.search(rf"(?<=[a-z,] ){root.capitalize()}", below))
    )


def _others(text: str, body: int, deed: re.Pattern[str], side: frozenset[str]) -> list[Passage] | None:
    """The sentences in which somebody else does it; None where the side does, or a pronoun or nobody is told."""
    found: list[Passage] = []
    for sentence in sentences_of(text):
        if sentence.start < body:
            continue
        for m in deed.finditer(sentence.text.lower()):
            before = sentence.text[: m.start()]
            by = _BY.match(sentence.text, m.end())
            agent = by or _AGENT.search(before[-_BEFORE:])
            root = claim_root(agent["agent"].split()[0].lower()) if agent else ""
            is_name = agent is not None and agent["agent"][0].isupper() and len(before.split()) > 1
            if side & claim_roots(before) or root in side or not (root in _SIDES or is_name):
                return None
            found.append(sentence)
    return found


def _is_contrasted(text: str, sentence: Passage, side: frozenset[str]) -> bool:
    held = sentences_of(text)
    at = held.index(sentence)
    return any(side & claim_roots(s.text) for s in held[max(0, at - _CONTRAST) : at + _CONTRAST + 1])
