"""The rest of an obligation: its words in the text, quantity, days, condition, length of time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Token

from trucewatch.reading.dates import Dates
from trucewatch.reading.obligation_actions import Act
from trucewatch.reading.obligation_bearers import Bearer
from trucewatch.reading.obligation_grounds import Ground
from trucewatch.reading.obligation_syntax import is_passive, is_verb, subject
from trucewatch.reading.page import Page
from trucewatch.reading.quantities import Quantities, QuantityAt
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.dates import date_told
from trucewatch.vocabulary.kinds import Agreement, Quantity
from trucewatch.vocabulary.passage import Passage

_DEADLINE = re.compile(
    r"\b(?:by|until|till|before|no later than|not later than|latest by|due (?:to end )?(?:by|on))\s+"
    r"(?:the\s+|about\s+|around\s+|at\s+the\s+latest\s+)*(?:(?:end|middle|close|start) of\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:in (?:exchange|return) for|provided(?: that)?|unless|once|on condition that|as long as|so long as|only if|"
    r"if|concurrently with|in parallel with|simultaneously with)\b[^.;:]*",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:within|no later than|not later than)\s+(?:the next\s+)?$", re.IGNORECASE)
_COUNTED_FROM = re.compile(r"\s+(?:of|after|from|following)\s+(?:the\s+|its\s+|their\s+)?", re.IGNORECASE)
_SIGNING = re.compile(r"sign(?:ing|ature)\b", re.IGNORECASE)
_IN_FORCE = re.compile(r"(?:truce|cease-?fire|entry into force|start|date)\b", re.IGNORECASE)
_DAYS = re.compile(r"P(\d+)([DW])$")
_MEASURED = re.compile(r"%|km|metre|meter|mile|kilomet")


@dataclass(frozen=True)
class Details:
    """Looks up what stands beside an act.

    Attributes:
        text: the report's text.
        days: its time expressions.
        counts: its quantities.
        main: the agreement it is about, if any.
    """

    text: str
    days: Dates
    counts: Quantities
    main: Agreement | None = None

    def split(self, act: Act) -> list[Act]:
        """One act, or one for each object where a list counts them apart ("12 soldiers and 30 rebels")."""
        counted = [t for t in act.objects if self._count_of(t) is not None]
        if len(counted) < 2 or len({(q.number) for t in counted if (q := self._count_of(t))}) < 2:
            return [act]
        return [replace(act, objects=(t,)) for t in counted]

    def quantity(self, act: Act) -> Quantity | None:
        """How many, by the number that counts the first object (or the doers, of a withdrawal)."""
        heads = list(act.objects)
        if not heads and not act.is_noun and act.action == "withdraw":
            given = subject(act.token)
            heads = [given] if given is not None else []
        for head in heads:
            count = self._count_of(head)
            if count is not None:
                return count.quantity
        return None

    def _count_of(self, token: Token) -> QuantityAt | None:
        if token.pos_ == "NUM":  # "12 of the 40 soldiers"
            return next((c for c in self.counts.quantities if c.at <= token.idx < c.end or c.start == token.idx), None)
        inside = [
            c for c in self.counts.within(token.left_edge.idx, token.idx + len(token)) if c.head in {None, token.idx}
        ]
        behind = [c for c in self.counts.quantities if c.head == token.idx and c not in inside]
        usable = [c for c in [*inside, *behind] if c.unit is None or not _MEASURED.search(c.unit) or c.unit == "%"]
        return usable[0] if usable else None

    def dates(self, evidence: Passage) -> tuple[str | None, str | None]:
        """(start, deadline) as ISO 8601 days, each None where not told."""
        start = deadline = None
        for expression in self.days.within(evidence.start, evidence.end):
            told = date_told(expression.type, expression.value)
            if told is None:
                continue
            before = self.text[max(0, expression.surface[0].start - 40) : expression.surface[0].start]
            if _DEADLINE.search(before):
                deadline = deadline or told
            else:
                start = start or told
        counted = self._counted_deadline(evidence) if deadline is None else None
        if counted is None:
            return start, deadline
        first, last = counted
        return (None if start == first else start), last  # the day counted from is no day of beginning

    def _counted_deadline(self, evidence: Passage) -> tuple[str, str] | None:
        """As in "within 30 days of the signing", "of 3 May": the first day and the last, where the first is told."""
        for length in self.days.within(evidence.start, evidence.end):
            start, end = length.surface[0].start, length.surface[0].end
            days = _DAYS.match(length.value or "")
            since = _COUNTED_FROM.match(self.text, end)
            if days is None or since is None or not _WITHIN.search(self.text[max(0, start - 30) : start]):
                continue
            first = self._first_day(since.end())
            if first is not None:
                last = first + timedelta(days=int(days[1]) * (7 if days[2] == "W" else 1))
                return first.isoformat(), last.isoformat()
        return None

    def _first_day(self, at: int) -> date | None:
        told: str | None = None
        if self.main is not None and _SIGNING.match(self.text, at):
            told = self.main.signed
        elif self.main is not None and _IN_FORCE.match(self.text, at):
            told = self.main.start
        else:
            told = next((e.value for e in self.days.within(at, at + 20) if e.surface[0].start - at < 2), None)
        return date.fromisoformat(told[:10]) if told and re.match(r"\d{4}-\d\d-\d\d", told) else None

    def duration(self, act: Act, evidence: Passage) -> str | None:
        """How long a truce is to hold."""
        if act.action != "cease_hostilities":
            return None
        lengths = [e.value for e in self.days.within(evidence.start, evidence.end) if e.type == "duration" and e.value]
        return lengths[0] if lengths else None

    def condition(self, token: Token) -> str | None:
        """What it hangs on, in the report's words."""
        span = sentence_of(token)
        found = _CONDITION.search(self.text, token.idx, span.end_char)
        if found is None:
            return None
        return " ".join(found.group().split()).rstrip(" ,”\"'’")

    def object_of(self, act: Act) -> str | None:
        """What it is done to; of an act outside the lexicon, the whole verb phrase."""
        if not act.is_listed:
            denied = next((c.i for c in act.token.children if c.dep_ == "neg" and c.i < act.token.i), act.token.i)
            return _phrase(self.text, denied, _right_end(act.token), act.token)
        if not act.objects:
            return None
        if len(act.objects) == 1:
            return self.phrase(act.objects[0])
        first, last = act.objects[0], act.objects[-1]
        return _phrase(self.text, min(first.left_edge.i, first.i), max(last.i, first.i), first)

    def phrase(self, head: Token) -> str:
        """A noun phrase without article and clauses."""
        left = min(
            [c.left_edge.i for c in head.children if c.i < head.i and c.dep_ not in {"relcl", "cc", "conj"}],
            default=head.i,
        )
        while left < head.i and (head.doc[left].dep_ == "det" or head.doc[left].is_punct):
            left += 1
        right = max([c.right_edge.i for c in head.children if c.i > head.i and c.dep_ == "prep"], default=head.i)
        return _phrase(self.text, left, right, head)


def _phrase(text: str, first: int, last: int, token: Token) -> str:
    start, end = token.doc[min(first, last)], token.doc[max(first, last)]
    return " ".join(text[start.idx : end.idx + len(end)].split()).strip(" ,;:")


def evidence_of(page: Page, act: Act, ground: Ground, bearer: Bearer | None) -> Passage:
    """The smallest stretch that states the duty: the act with its arguments, the word that grounds it, the bearer."""
    token = act.token
    first = token.left_edge.i if act.is_noun else _left_start(token)
    last = _right_end(token)
    sentence = sentence_of(token)
    word = ground.word
    if (sentence_of(word) == sentence and word.i < first and not act.is_noun) or (
        word.i < first and first - word.i < 12
    ):
        first = min(word.i, first)
    start, end = token.doc[first].idx, token.doc[last].idx + len(token.doc[last])
    if bearer is not None and sentence.start_char <= bearer.start < start and start - bearer.end < 80:
        start = bearer.start
    return page.passage(start, end)


def _left_start(verb: Token) -> int:
    """Where the clause of a verb begins: its subject and modifiers, without what joins it to others."""
    dropped = {"cc", "punct", "advcl", "mark", "prep", "ccomp", "conj"}
    kept = [verb.i, *(c.left_edge.i for c in verb.children if c.i < verb.i and c.dep_ not in dropped)]
    if is_passive(verb) or verb.dep_ == "conj":
        given = subject(verb)
        if given is not None and given.i < verb.i and verb.dep_ != "conj":
            kept.append(min([c.left_edge.i for c in given.children if c.i < given.i], default=given.i))
    return min(kept)


def _right_end(token: Token) -> int:
    """Where the phrase of a word ends: its arguments, without the next members of a list of acts."""
    last = token.i
    stops = [c.i for c in token.children if c.dep_ == "conj" and is_verb(c) == is_verb(token)]
    limit = min(stops, default=sentence_of(token).end)
    for c in token.children:
        if token.i < c.i < limit and c.dep_ not in {"punct", "cc", "conj", "relcl" if is_verb(token) else ""}:
            last = max(last, min(c.right_edge.i, limit - 1))
    while last > token.i and (token.doc[last].is_punct or token.doc[last].dep_ == "cc" or token.doc[last].is_space):
        last -= 1
    return last
