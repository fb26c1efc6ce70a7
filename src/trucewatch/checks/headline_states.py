"""How something stands in a headline, and whether the text below has it stand otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from trucewatch.checks.claim_words import claim_roots
from trucewatch.checks.headline_names import clauses_of, is_of_others, names_in
from trucewatch.checks.headline_opposites import STATES
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.vocabulary.passage import Passage

_NOT = (
    r"(?:(?:\b(?:not|never)|n['’]t)(?:\s+(?:yet|been|be|so far|ever|even|formally|actually|fully))*|\b(?:refus\w+|"
    r"declin\w+|fail\w*|yet|unable|still|unwilling)\s+to(?:\s+be)?|\b(?:neither|nobody|no one|none|no)(?:\s+of)?"
    r"(?:\s+[\w’'-]+){0,3}?(?:\s+(?:has|have|had|was|were|is|did)(?:\s+(?:yet|been))*)?)"
)
_OPEN = re.compile(
    r"\b(?:to|would|will|may|might|could|should|must|can|if|whether|unless|until|before|when|once|hop\w+|expect\w*|"
    r"plan\w*|due|about|ready|want\w*|ask\w*|urg\w+|demand\w*|call\w*|offer\w*|propos\w+|threat\w*|ahead|agree to|"
    r"vow\w*)\s+(?:[\w’'-]+\s+){0,4}$"
)


_SPOKEN = re.compile(r"^[\W]*[“\"]|[“”\"]\W*$")  # words of a speaker, the marks of whom may be in other sentences
_ANYBODY = re.compile(r"\b(?:neither|nobody|no one|none|no|it|they|both|he|she|the (?:two|sides?|parties))\b")
_TO_A_NAME = re.compile(r"\bto (?=([A-Z][\w’'-]*))")


@dataclass(frozen=True)
class _State:
    """What a headline may say of a matter, and how a text says the opposite; both of words in lower case.

    Attributes:
        words: how the headline says it.
        opposite: how a text says the opposite.
        stem: other forms of the words, of which the opposite is told by a negation right before them.
    """

    words: str
    opposite: str
    stem: str

    @cached_property
    def told(self) -> re.Pattern[str]:
        """Finds the words."""
        return re.compile(rf"\b(?:{self.words})\b")

    @cached_property
    def denied(self) -> re.Pattern[str]:
        """Finds the opposite; it may also be the told words with a negation right before them."""
        return re.compile(rf"\b(?:{self.opposite})\b|{_NOT}\s+(?:{self.words}|{self.stem})\b")


_HELD = tuple(_State(*given) for given in STATES)  # patterns are made when first asked for, most never in a run


def other_state(text: str, line: Passage, body: int, spoken: tuple[Passage, ...]) -> Passage | None:
    """The first sentence that has the opposite of what the headline says; None where the text has the headline's too.

    Args:
        text: the report.
        line: its headline.
        body: offset at which the text below begins.
        spoken: what is quoted in marks; a sentence wholly inside tells how a speaker sees it.
    """
    names = names_in(line.text, text, body)
    head = _TO_A_NAME.sub(lambda m: "at " if claim_roots(m[1].lower()) & names else m[0][:3], line.text).lower()
    for state in _HELD:
        m = state.told.search(head)
        if m is None or _OPEN.search(head[: m.start()]) or state.denied.search(head) or _is_quoted(head, m):
            continue
        subject, verb = claim_roots(head[: m.start()]), claim_roots(m[0].split()[-1])
        for sentence in _denials(text, state, body, spoken, (claim_roots(head), names)):
            if claim_roots(head) & _roots_around(text, sentence, state) and _is_of_subject(sentence, state, subject):
                if verb & claim_roots(state.denied.sub(" ", sentence.text.lower())):
                    continue  # "opened on Monday and closed again": the sentence has the headline's state as well
                return sentence
    return None


def _denials(
    text: str, state: _State, body: int, spoken: tuple[Passage, ...], about: tuple[frozenset[str], frozenset[str]]
) -> list[Passage]:
    """The sentences that have the opposite; none where a clause has the state itself, of what the headline names."""
    if state.denied.search(text[body:].lower()) is None:
        return []
    head, names = about
    denials: list[Passage] = []
    of_others = False
    for sentence in sentences_of(text):
        if sentence.start < body or any(p.covers(sentence) for p in spoken) or _SPOKEN.search(sentence.text):
            continue
        plain = sentence.text.lower()
        opposite = [d.span() for d in state.denied.finditer(plain)]
        for start, end in clauses_of(sentence):
            told = state.told.finditer(plain, start, end)
            if any(_affirms(plain, start, m, opposite) for m in told):
                clause = sentence.text[start:end]
                if not names or not is_of_others(clause, names, head, text[body:]):
                    return []
                of_others = True
        clause = _clause_at(sentence, opposite[0][0]) if opposite else ""
        if opposite and not (names and is_of_others(clause, names, head, text[body:])):
            denials.append(sentence)
    return [s for s in denials if not of_others or names & _roots_near(text, s)]


def _is_of_subject(sentence: Passage, state: _State, subject: frozenset[str]) -> bool:
    """Does a sentence deny it of those of whom the headline says it, by their name or by a pronoun?"""
    denied = state.denied.search(sentence.text.lower())
    before = sentence.text[: denied.end()].lower() if denied else ""
    return not subject or any(root in before for root in subject) or _ANYBODY.search(before) is not None


def _clause_at(sentence: Passage, at: int) -> str:
    return next((sentence.text[a:b] for a, b in clauses_of(sentence) if a <= at < b), sentence.text)


def _is_quoted(head: str, m: re.Match[str]) -> bool:
    before = head[: m.start()]
    return sum(before.count(mark) for mark in '“‘"') % 2 == 1


def _affirms(sentence: str, start: int, m: re.Match[str], opposite: list[tuple[int, int]]) -> bool:
    """Is the state told as a fact: not inside its own denial, and not asked for or ahead?"""
    return not any(a <= m.start() < b for a, b in opposite) and not _OPEN.search(sentence[start : m.start()])


def _roots_near(text: str, sentence: Passage) -> frozenset[str]:
    held = sentences_of(text)
    at = held.index(sentence)
    return frozenset(r for s in held[max(0, at - 1) : at + 1] for r in claim_roots(s.text.lower()))


def _roots_around(text: str, sentence: Passage, state: _State) -> frozenset[str]:
    """The words of a sentence and its neighbours, without those of the state."""
    held = sentences_of(text)
    at = held.index(sentence)
    told = frozenset(r for s in held[max(0, at - 2) : at + 2] for r in claim_roots(s.text.lower()))
    return told - frozenset(r for m in state.told.finditer(sentence.text.lower()) for r in claim_roots(m[0]))
