"""Step: meetings, rounds, summits, delegations under way, signings and calls, with venue, date and status.

An anchor is a noun ("a round of talks") or verb ("met", "signed the accord") of coming together; venue, date and
participants are read from the anchor's own phrase and from the clause that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.clause_dates import date_behind
from trucewatch.reading.dates import Dates
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.obligation_syntax import children, lemma
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.talk_anchors import Anchor, anchors, calls_on_people, deal_nouns, is_saying
from trucewatch.reading.talk_details import detail_of, track_of
from trucewatch.reading.talk_invitations import with_invitations
from trucewatch.reading.talk_merging import merged
from trucewatch.reading.talk_places import Places
from trucewatch.reading.talk_sides import Sides
from trucewatch.reading.talk_status import status_of
from trucewatch.reading.talk_told import DENIED, FOUND, ToldTalks
from trucewatch.vocabulary.dates import date_told, interval_of
from trucewatch.vocabulary.kinds import Talks, TalksMode, TimeExpression
from trucewatch.vocabulary.passage import Passage

_VERBS = frozenset({"VERB", "AUX"})
_DAY = len("2024-01-31")
_STAGES = frozenset("opening start resumption beginning end close eve collapse breakdown failure".split())
_DAYS = frozenset("day date evening night".split())
_AGAIN = re.compile(r"\band(?:\s+again)?\s+(?:on\s+|in\s+)?$", re.IGNORECASE)
_MODES: tuple[tuple[re.Pattern[str], TalksMode], ...] = (
    (re.compile(r"\b(?:indirect|proximity|shuttle)\b", re.IGNORECASE), "indirect"),
    (re.compile(r"\b(?:face[- ]to[- ]face|direct (?:talks|negotiations|dialogue|meeting))\b", re.IGNORECASE), "direct"),
)


@dataclass(frozen=True)
class TalksLayer:
    """The talks of a report, in the order of the text."""

    talks: tuple[Talks, ...]


@dataclass(frozen=True)
class TalksStep:
    """Finds talks with their venue, date, participants and status."""

    name: str = "talks"
    version: str = "3"
    reads: tuple[type, ...] = (Tags, Sentences, Actors, Dates, Parties)
    writes: type = TalksLayer

    def __call__(self, page: Page) -> TalksLayer:
        reader, told = _Reader(page, self.name), ToldTalks(page)
        listed = list(anchors(page))
        unread = told.unread([anchor.token for anchor in listed])
        further = [Anchor(word.token, "told") for word in unread if not calls_on_people(word.token)]
        found = [
            talks
            for anchor in sorted([*listed, *further], key=lambda each: each.token.i)
            for talks in reader.talks(anchor, told)
        ]
        return TalksLayer(tuple(with_invitations(merged(found, page), page, reader.sides)))


class _Reader:
    """Reads venue, date, participants and status around one anchor."""

    def __init__(self, page: Page, step: str) -> None:
        self.page, self.step = page, step
        self.places = Places(page)
        self.sides = Sides(page)
        self.dates = page.get(Dates)

    def talks(self, anchor: Anchor, told: ToldTalks) -> Iterator[Talks]:
        """The records of an anchor; of one that words alone tell, none without place or day that is not ahead."""
        likely = told.sure_of(anchor.token)
        sure = told.knows and likely >= FOUND
        heads = self._heads(anchor)
        venue = self._venue(anchor, heads)
        dates = self._dates(heads)
        status, is_told = status_of(anchor.token, heads)
        first = dates[0].value if dates else None
        several = len(self.sides.of(anchor, heads)) > 1
        afar = anchor.kind in {"speak", "call", "phone", "shuttle", "bring"} and several
        if likely < DENIED and not (venue or (several and first)):
            return
        ahead = is_told and anchor.kind in {"talk", "meet", "go", "shuttle", "bring", "visit"}
        if not (sure or venue or first or ahead or afar):
            return
        signed = _is_signing(anchor.token) and any(len(e.value or "") >= _DAY for e in dates)
        ceremony = anchor.kind == "deal" and signed
        if not sure and anchor.kind in {"deal", "go"} and venue is None and not ceremony:
            return
        sentence = sentence_of(anchor.token)
        evidence = self._evidence(anchor, heads, dates)
        known = told.status(anchor.token) or status
        record = Talks(
            venue=venue,
            date=_value(first),
            participants=self.sides.of(anchor, heads),
            mediators=self.sides.mediators(sentence),
            mode=next((mode for pattern, mode in _MODES if pattern.search(sentence.text)), None),
            status=known,
            detail=detail_of(anchor.token, heads, known),
            track=track_of(evidence.text),
            evidence=(evidence,),
            step=self.step,
        )
        if record.venue is None and anchor.kind in {"talk", "meet", "deal", "signing"} and record.status != "planned":
            record = replace(record, venue=self.places.of_lead(anchor.token))
        if record.status == "held" and _is_now(heads) and self._is_current(first):
            record = replace(record, status="planned", detail="announced")  # "there are further talks this week"
        yield self._dated(record, anchor, heads)
        for extra in dates[1:]:
            if _AGAIN.search(self.page.text[: extra.surface[0].start]):
                passage = self.page.passage(extra.surface[0].start, extra.surface[-1].end)
                yield self._dated(replace(record, date=_value(extra.value), evidence=(passage,)), anchor, heads)

    def _is_current(self, value: str | None) -> bool:
        span, published = interval_of(value), self.page.report.published
        return span is not None and published is not None and (span.first or span.last) <= published < span.last

    def _dated(self, record: Talks, anchor: Anchor, heads: list[Token]) -> Talks:
        """What lies after publication is ahead, whatever the tense."""
        span, published = interval_of(record.date), self.page.report.published
        if span is None or published is None or record.status == "postponed":
            return record
        if (span.first or span.last) > published:
            return replace(record, status="planned", detail=detail_of(anchor.token, heads, "planned"))
        return record

    def _heads(self, anchor: Anchor) -> list[Token]:
        """The anchor, the clauses that hang on it, and the verb of its own clause; nearest first."""
        token = anchor.token
        heads = [token]
        if token.pos_ not in _VERBS:
            for below in [
                token,
                *(t for p in children(token, "prep") if p.lower_ == "of" for t in children(p, "pobj")),
            ]:
                if below != token:
                    heads.append(below)
                for clause in children(below, "acl", "relcl", "amod"):
                    heads += [clause, *children(clause, "xcomp")] if clause.pos_ in _VERBS or clause.i > below.i else []
            above = token.head
            while above.pos_ in {"ADP", "NOUN", "PROPN", "PART", "ADJ"} and above.head.i != above.i:
                if above.pos_ == "ADJ" or lemma(above) in _STAGES:
                    heads.append(above)  # "are due in Zenda for a round of talks", "the opening of talks in Zenda"
                above = above.head
            heads += _aside(token)
            is_called = lemma(above) == "call" and token.dep_ == "nsubjpass"
            if above.pos_ in _VERBS and (is_called or not is_saying(above)):
                heads += [above, *(c for c in children(above, "xcomp", "acomp") if c.pos_ in _VERBS | {"ADJ"})]
                if above.dep_ in {"advcl", "xcomp"} and lemma(above.head) in {"be", "gather", "go"}:
                    heads.append(above.head)  # "are in Zenda holding talks"
        elif token.dep_ in {"xcomp", "conj"} and token.head.pos_ in _VERBS and not is_saying(token.head):
            heads.append(token.head)
        return heads

    def _venue(self, anchor: Anchor, heads: list[Token]) -> str | None:
        deal = [t for t in deal_nouns(anchor.token) if anchor.token in {t.head, t.head.head}]
        for head in [*heads, *(deal if anchor.kind == "deal" else [])]:
            going = anchor.kind == "go" or (
                head.pos_ in _VERBS and lemma(head) in {"shift", "move", "return", "travel", "invite", "go"}
            )
            place = self.places.venue(head, by_going=going, before=head not in deal)
            if place is not None:
                return place
            for held in children(head, "acl"):
                if (place := self.places.venue(held)) is not None:
                    return place
        heads_clause = anchor.token.pos_ in _VERBS or anchor.token.dep_ in {"dobj", "nsubj", "nsubjpass"}
        if heads_clause and (place := self.places.told_before(heads)) is not None:
            return place
        for head in heads:
            if (place := self.places.nested(head, head == anchor.token)) is not None:
                return place
        for met in children(anchor.token, "dobj") if anchor.token.pos_ in _VERBS else ():
            if anchor.kind == "visit" and (place := self.places.name(met)) is not None:
                return place
            if (place := self.places.venue(met, before=False)) is not None:
                return place
        return self.places.behind(anchor.token)

    def _dates(self, heads: list[Token]) -> list[TimeExpression]:
        """The calendar expressions that hang on the anchor, else on its clause."""
        sentence = sentence_of(heads[0])
        found = []
        for expression in self.dates.within(sentence.start_char, sentence.end_char):
            if expression.type in {"duration", "vague"} or not expression.value:
                continue
            first = self.page.get(Sentences).doc.char_span(
                expression.surface[0].start, expression.surface[-1].end, alignment_mode="expand"
            )
            if first is None:
                continue
            path = [first.root, *first.root.ancestors]
            stop = next((n for n, t in enumerate(path) if t in heads or t.pos_ in _VERBS), None)
            if stop is not None and path[stop] in heads:
                after = expression.surface[0].start < heads[0].idx  # "a month after they signed it on 20 June"
                found.append((heads.index(path[stop]), after, expression.surface[0].start, expression))
        if not found and heads[0].pos_ in _VERBS and any(c.lower_ == "when" for c in heads[0].children):
            told = self.dates.within(max(sentence.start_char, heads[0].left_edge.idx - 24), heads[0].left_edge.idx)
            return [e for e in told if date_told(e.type, e.value)][-1:]  # "on 26 May, when the two signed it"
        day = heads[0].doc[max(heads[0].left_edge.i - 1, 0)]
        if not found and heads[0].pos_ in _VERBS and lemma(day) in _DAYS:  # "on 8 April, the day the two agreed it"
            return [e for e in self.dates.within(max(day.idx - 30, 0), day.idx) if date_told(e.type, e.value)][-1:]
        behind = date_behind(heads[0], self.dates) if not found and heads[0].pos_ in _VERBS else None
        if behind is not None:
            return [behind]
        return [e for _, _, _, e in sorted(found, key=lambda f: f[:3])]

    def _evidence(self, anchor: Anchor, heads: list[Token], dates: list[TimeExpression]) -> Passage:
        """From the anchor's phrase or clause to its date, within the sentence."""
        token = anchor.token
        start, end = token.idx, token.idx + len(token)
        for child in token.subtree:
            if not child.is_punct and abs(child.i - token.i) < 30:
                start, end = min(start, child.idx), max(end, child.idx + len(child))
        for expression in dates[:1]:
            start, end = min(start, expression.surface[0].start), max(end, expression.surface[-1].end)
        verb = next((h for h in heads[1:] if h.pos_ in _VERBS), None)
        if verb is not None:
            start, end = min(start, verb.idx), max(end, verb.idx + len(verb))
        return self.page.passage(start, end)


def _is_signing(verb: Token) -> bool:
    put = lemma(verb) == "put" and any(lemma(c) in {"name", "signature"} for c in children(verb, "dobj"))
    return put or lemma(verb) in {"sign", "initial"}


def _aside(noun: Token) -> list[Token]:
    """As in "the first round, held in Zenda on Monday": a participle behind a comma, hung on another verb."""
    doc, at = noun.doc, noun.right_edge.i + 1
    if at + 1 >= len(doc) or doc[at].text != ",":
        return []
    verb = doc[at + 1]
    is_participle = verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl", "dep", "conj"} and verb.head != noun
    return [verb] if is_participle and not any(c.dep_ == "nsubj" for c in verb.children) else []


def _is_now(heads: list[Token]) -> bool:
    return any(h.tag_ in {"VBP", "VBZ"} and not any(c.dep_ in {"aux", "auxpass"} for c in h.children) for h in heads)


def _value(value: str | None) -> str | None:
    """The day of a time of day; other values as they are."""
    if value is None or "/" in value:
        return value
    return value.split("T")[0] or None
