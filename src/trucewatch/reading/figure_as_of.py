"""Up to which day a count counts: "as of Tuesday", "by 6 March 1,200 had left", "so far".

"Since October" tells from when on and is the scope; "will leave by 6 March" is a deadline. Neither is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.dates import Dates
from trucewatch.reading.obligation_syntax import lemma, subject
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.dates import interval_of, without_part
from trucewatch.vocabulary.kinds import DateBasis, TimeExpression
from trucewatch.vocabulary.passage import Passage

_AS_OF = re.compile(r"\b(?:as (?:of|at|on)|up (?:to|until|till))\s+(?:the\s+)?$", re.IGNORECASE)
_AT = re.compile(r"\b(?:by|at|on|until|till)\s+(?:the\s+)?$", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:so far|thus far|to date|until now|up to now|up till now|as of now|at present)\b", re.IGNORECASE
)
_NOW_WORDS = frozenset("now currently still".split())
_BREAK = re.compile(r";|:\s|\s[-–—]\s|\.\s|\b(?:against|compared|before|than)\b")
_VERBS = frozenset({"VERB", "AUX"})
_STANDING = frozenset("stand number total be remain reach count hold amount have".split())
_TOLLS = frozenset("toll total number figure count tally strength death".split())
_PAST = frozenset({"had", "has", "have", "was", "were"})
_MODALS = frozenset("will would shall should must may might can could 'll ’ll".split())


@dataclass(frozen=True)
class AsOf:
    """The day up to which a count counts; `basis` as of an expression of time, `at` the words that tell it."""

    value: str
    basis: DateBasis
    at: Passage


class AsOfFinder:
    """Finds the days up to which the counts of one page count."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sentences, self.dates = page.get(Sentences), page.get(Dates)

    def of(self, token: Token, start: int, end: int) -> AsOf | None:
        """The day beside a count.

        Args:
            token: its number in the sentence's tree.
            start: offset of its first character.
            end: offset behind it.
        """
        sentence = self.sentences.at(start)
        if sentence is None:
            return None
        expressions = self.dates.within(sentence.start_char, sentence.end_char)
        found = [*self._dated(token, expressions), *self._up_to_now(token, sentence.start_char, sentence.end_char)]
        near = [one for one in found if self._is_beside(one.at, start, end)]
        return min(near, key=lambda one: min(abs(one.at.start - end), abs(start - one.at.end)), default=None)

    def _dated(self, token: Token, expressions: tuple[TimeExpression, ...]) -> Iterator[AsOf]:
        for expression in expressions:
            value = (without_part(expression.value) or "").rpartition("/")[2]
            if expression.type not in {"date", "time", "interval"} or not self._is_over(value):
                continue
            first, last = expression.surface[0].start, expression.surface[-1].end
            before = self.page.text[max(0, first - 24) : first]
            lead = _AS_OF.search(before)
            if lead is None:
                lead = _AT.search(before)
                if lead is not None and not self._is_state(token, first, lead.group().split()[0].lower()):
                    continue
            if lead is not None:
                at = self.page.passage(first - len(lead.group()), last)
                yield AsOf(value, expression.date_basis or "stated", at)

    def _is_state(self, token: Token, offset: int, word: str) -> bool:
        """Does the clause tell what had come about by a day, or how many there were on it?"""
        verb = self._verb_at(offset)
        if verb is None or verb not in _clauses(token):
            return False
        helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
        if helpers & (_MODALS | {"to"}) or verb.tag_ == "VB" or _is_open(verb):
            return False
        if word == "by":
            return verb.tag_ == "VBD" or bool(helpers & _PAST)
        who = subject(verb)
        is_toll = who is not None and bool({lemma(t) for t in (who, *who.lefts)} & _TOLLS)
        return lemma(verb) in {"stand", "number", "total"} or (is_toll and lemma(verb) in _STANDING)

    def _up_to_now(self, token: Token, start: int, end: int) -> Iterator[AsOf]:
        """As in "40 have left so far", "the toll now stands at 40": up to the day of the report."""
        published = self.page.report.published
        if published is None:
            return
        told = [
            (m.start() + start, m.end() + start)
            for m in _NOW.finditer(self.page.text[start:end])
            if self._is_said(m.start() + start, m.end() + start, token)
        ]
        verb = next(iter(_clauses(token)), None)
        if verb is not None and verb.tag_ in {"VBZ", "VBP"}:
            told += [(c.idx, c.idx + len(c)) for c in verb.children if c.lower_ in _NOW_WORDS and c.dep_ == "advmod"]
        for first, last in told:
            yield AsOf(published.isoformat(), "inferred_context", self.page.passage(first, last))

    def _verb_at(self, offset: int) -> Token | None:
        span = self.sentences.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return _verb_above(span[0]) if span is not None else None

    def _is_said(self, start: int, end: int, token: Token) -> bool:
        """Is "so far" said of the clause of a count, and not of another noun ("the heaviest breach so far")?"""
        span = self.sentences.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return False
        at = span.root
        while at.i in range(span.start, span.end) or at.pos_ in {"ADV", "ADP", "SCONJ"}:
            if at.head.i == at.i:
                return True
            at = at.head
        if at.pos_ in {"NOUN", "ADJ"} and at not in {token, token.head, *token.ancestors}:
            return False
        return _verb_above(at) in _clauses(token)

    def _is_over(self, value: str) -> bool:
        """Not later than the report: what lies ahead is a deadline or a plan."""
        published, days = self.page.report.published, interval_of(value.partition("T")[0])
        return days is not None and (published is None or (days.first or days.last) <= published)

    def _is_beside(self, at: Passage, start: int, end: int) -> bool:
        """In the same part of the sentence, with no semicolon or dash between."""
        between = self.page.text[at.end : start] if at.end <= start else self.page.text[end : at.start]
        return _BREAK.search(between) is None


def _verb_above(token: Token) -> Token | None:
    """The verb of the clause that a word stands in."""
    at = token
    while at.pos_ not in _VERBS:
        if at.head.i == at.i:
            return None
        at = at.head
    while at.dep_ in {"aux", "auxpass"}:
        at = at.head
    return at


def _clauses(token: Token) -> list[Token]:
    """The verb above a word and those whose subject, and so whose day, it shares ("had freed 53 and received 35")."""
    verb, found = _verb_above(token), list[Token]()
    while verb is not None and verb not in found:
        found.append(verb)
        shares = verb.dep_ in {"conj", "xcomp"} and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        verb = verb.head if (shares and verb.head.pos_ in _VERBS) or lemma(verb.head) == "let" else None
    return found


def _is_open(verb: Token) -> bool:
    """As in "unless they are brought in", "were to leave": nothing that had come about."""
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "until", "before"} for c in verb.children):
        return True
    return lemma(verb) == "be" and any(c.dep_ == "xcomp" for c in verb.children)
