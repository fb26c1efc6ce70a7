"""Step: meetings, rounds, summits, delegations under way, signings and calls, with venue, date and status.

An anchor is a noun ("a round of talks") or verb ("met", "signed the accord") of coming together; venue, date and
participants are read from the anchor's own phrase and from the clause that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from trucewatch.reading.actor_draft import BOTH
from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import table
from trucewatch.reading.mention_lists import mentions_of
from trucewatch.reading.obligation_syntax import agent, children, coordinated, is_negated, lemma, prepositional, subject
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.talk_merging import merged
from trucewatch.reading.talk_places import Places
from trucewatch.reading.talk_status import status_of
from trucewatch.registers.states import find_state
from trucewatch.vocabulary.dates import date_told, interval_of
from trucewatch.vocabulary.kinds import Talks, TalksMode, TimeExpression
from trucewatch.vocabulary.passage import Passage

_VERBS = frozenset({"VERB", "AUX"})
_SAYING = frozenset("say tell add report note urge announce state warn insist call describe quote ask".split())
_SENT = frozenset(
    "delegation negotiator envoy team representative official mediator minister panel leader delegate".split()
)
_MET_OTHERWISE = frozenset("demand condition deadline requirement need expectation target term goal".split())
_DAY = len("2024-01-31")
_AGAIN = re.compile(r"\band(?:\s+again)?\s+(?:on\s+|in\s+)?$", re.IGNORECASE)
_AFAR = re.compile(
    r"\bby (?:tele)?phone\b|\bphone call\b|\btelephone\b|\bvideo\s*(?:link|conference|call)\b", re.IGNORECASE
)
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
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Actors, Dates, Parties)
    writes: type = TalksLayer

    def __call__(self, page: Page) -> TalksLayer:
        found = [t for anchor in anchors(page) for t in _Reader(page, self.name).talks(anchor)]
        return TalksLayer(tuple(merged(found, page)))


@dataclass(frozen=True)
class Anchor:
    """A noun or verb of coming together; `kind` is talk, meet, signing, deal, go or call."""

    token: Token
    kind: str


def anchors(page: Page) -> Iterator[Anchor]:
    """The nouns and verbs of coming together, in the order of the text."""
    for token in page.get(Sentences).doc:
        part = token.pos_
        if part in {"NOUN", "PROPN"} and not _is_part_of_noun(token):
            kind = table("talk_nouns").get(lemma(token)) or table("talk_nouns").get(token.lower_)
            if kind is not None and _is_meeting(token, kind):
                yield Anchor(token, kind)
        elif part == "VERB":
            kind = table("talk_verbs").get(lemma(token))
            if kind is not None and _is_of_kind(token, kind):
                yield Anchor(token, kind)


def _is_part_of_noun(token: Token) -> bool:
    return token.dep_ in {"compound", "nmod", "amod", "npadvmod"} and token.head.i > token.i


def _is_meeting(noun: Token, kind: str) -> bool:
    """A call is one only by telephone; a round only of talks."""
    if kind == "call":
        return bool(_AFAR.search(sentence_of(noun).text)) and any(
            c.lower_ in {"phone", "telephone", "video"} for c in noun.children
        )
    if lemma(noun) == "round":
        below = {lemma(t) for t in prepositional(noun, "of")}
        beside = {c.lower_ for c in noun.children if c.dep_ in {"compound", "amod"}}
        nouns = table("talk_nouns")
        return not below - nouns.keys() and (bool(below) or bool(beside))
    if lemma(noun) in {"session", "conference", "ceremony", "signature", "conversation", "encounter"}:
        return not any(c.lower_ in {"press", "news", "training", "court"} for c in noun.children)
    return not (noun.dep_ == "pobj" and lemma(noun.head.head) == "round")


def _is_of_kind(verb: Token, kind: str) -> bool:
    if kind == "deal":
        if is_negated(verb):
            return False
        return bool(_deal_nouns(verb))
    if kind == "speak":
        return (lemma(verb) == "talk" or bool(_AFAR.search(sentence_of(verb).text))) and any(
            c.lower_ in {"with", "by", "to", "in"} for c in verb.children
        )
    if kind == "sit":
        return any(c.lower_ in {"together", "down"} for c in verb.children)
    if kind == "go":
        who = subject(verb)
        sent = [t for d in children(verb, "dobj") for t in d.subtree] + ([*who.subtree] if who is not None else [])
        purpose = any(lemma(t) in table("talk_nouns") or lemma(t) in {"negotiate", "meet"} for t in verb.subtree)
        return (any(lemma(t) in _SENT for t in sent) and lemma(verb) in {"send", "dispatch"}) or purpose
    if lemma(verb) == "see":
        return any(lemma(d) in _SENT for d in children(verb, "dobj")) and lemma(verb.head) in {
            "due",
            "be",
            "set",
            "expect",
        }
    if lemma(verb) == "meet":
        return not any(lemma(d) in _MET_OTHERWISE for d in children(verb, "dobj"))
    return True


def _is_saying(verb: Token) -> bool:
    return lemma(verb) in _SAYING and not any(c.dep_ == "prt" or c.lower_ in {"for", "off"} for c in verb.children)


def _deal_nouns(verb: Token) -> list[Token]:
    """The words for an agreement that a verb is about: in its clause, or the noun before a participle."""
    nouns = [t for t in verb.subtree if lemma(t) in table("truce_nouns") and t.i - verb.i < 12]
    if verb.dep_ in {"acl", "relcl"} and lemma(verb.head) in table("truce_nouns"):
        return [verb.head, *nouns]
    if not nouns and verb.tag_ == "VBN":
        before = verb.doc[max(verb.i - 5, sentence_of(verb).start) : verb.i]
        nouns = [t for t in before if lemma(t) in table("truce_nouns")]
    return nouns


class _Reader:
    """Reads venue, date, participants and status around one anchor."""

    def __init__(self, page: Page, step: str) -> None:
        self.page, self.step = page, step
        self.places = Places(page)
        self.actors, self.dates, self.parties = page.get(Actors), page.get(Dates), page.get(Parties)

    def talks(self, anchor: Anchor) -> Iterator[Talks]:
        """The records of an anchor: none where it has neither place nor day and is not ahead or put off."""
        heads = self._heads(anchor)
        venue = self._venue(anchor, heads)
        dates = self._dates(heads)
        status, is_told = status_of(anchor.token, heads)
        first = dates[0].value if dates else None
        afar = anchor.kind in {"speak", "call"} and len(self._participants(anchor, heads)) > 1
        if venue is None and first is None and not (is_told and anchor.kind in {"talk", "meet", "go"}) and not afar:
            return
        signed = lemma(anchor.token) in {"sign", "initial"} and any(len(e.value or "") >= _DAY for e in dates)
        ceremony = anchor.kind == "deal" and signed
        if anchor.kind in {"deal", "go"} and venue is None and not ceremony:
            return
        sentence = sentence_of(anchor.token)
        record = Talks(
            venue=venue,
            date=_value(first),
            participants=self._participants(anchor, heads),
            mediators=self._mediators(sentence),
            mode=next((mode for pattern, mode in _MODES if pattern.search(sentence.text)), None),
            status=status,
            evidence=(self._evidence(anchor, heads, dates),),
            step=self.step,
        )
        if status == "held" and _is_now(heads) and self._is_current(first):
            record = replace(record, status="planned")  # "there are further talks this week"
        yield self._dated(record)
        for extra in dates[1:]:
            if _AGAIN.search(self.page.text[: extra.surface[0].start]):
                passage = self.page.passage(extra.surface[0].start, extra.surface[-1].end)
                yield self._dated(replace(record, date=_value(extra.value), evidence=(passage,)))

    def _is_current(self, value: str | None) -> bool:
        span, published = interval_of(value), self.page.report.published
        return span is not None and published is not None and (span.first or span.last) <= published < span.last

    def _dated(self, record: Talks) -> Talks:
        """What lies after publication is ahead, whatever the tense."""
        span, published = interval_of(record.date), self.page.report.published
        if span is None or published is None or record.status == "postponed":
            return record
        if (span.first or span.last) > published:
            return replace(record, status="planned")
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
                if above.pos_ == "ADJ":
                    heads.append(above)  # "are due in Zenda for a round of talks"
                above = above.head
            if above.pos_ in _VERBS and not _is_saying(above):
                heads += [above, *(c for c in children(above, "xcomp", "acomp") if c.pos_ in _VERBS | {"ADJ"})]
                if above.dep_ in {"advcl", "xcomp"} and lemma(above.head) in {"be", "gather", "go"}:
                    heads.append(above.head)  # "are in Zenda holding talks"
        elif token.dep_ in {"xcomp", "conj"} and token.head.pos_ in _VERBS and not _is_saying(token.head):
            heads.append(token.head)
        return heads

    def _venue(self, anchor: Anchor, heads: list[Token]) -> str | None:
        deal = [t for t in _deal_nouns(anchor.token) if anchor.token in {t.head, t.head.head}]
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
        for met in children(anchor.token, "dobj") if anchor.token.pos_ in _VERBS else ():
            if (place := self.places.venue(met, before=False)) is not None:
                return place
        return None

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
        return [e for _, _, _, e in sorted(found, key=lambda f: f[:3])]

    # -- who --------------------------------------------------------------------------------------------------

    def _participants(self, anchor: Anchor, heads: list[Token]) -> tuple[str, ...]:
        """Sides by name; where the words name nobody, the parties of the report."""
        mentions: list[Mention] = []
        paired: list[str] = []
        for head in heads:
            tokens = [agent(head), *prepositional(head, "between", "with", "of", "among", "alongside", "from")]
            if head.pos_ in _VERBS:
                tokens += [subject(head), *(children(head, "dobj"))]
            tokens += list(children(head, "poss", "compound", "amod"))
            tokens += [t for who in tokens if who is not None for t in prepositional(who, "of", "from")]
            for token in tokens:
                mentions += mentions_of(self.actors, token)
                paired += self._paired(token)
        names = list(dict.fromkeys([*(n for m in mentions for n in self._names(m)), *paired]))
        only = [n for n in names if self._role(n) in {None, "party"}]
        names = only or [n for n in names if self._role(n) != "mediator"]
        sides = [p.name for p in self.parties.principal]
        alone = len(names) == 1 and names[0] in sides and anchor.kind in {"talk", "deal"}
        if (all(n == n.lower() for n in names) or alone) and len(sides) <= 3:
            names = list(dict.fromkeys([*(n for n in names if n != n.lower()), *sides])) or names
        return tuple(names)

    def _paired(self, noun: Token | None) -> list[str]:
        """Such as "Ruritanian and Freedonian envoys": one phrase, two states."""
        adjectives = (
            [t for c in children(noun, "amod", "compound", "nmod") for t in coordinated(c)] if noun is not None else []
        )
        found = [find_state(t.text) for t in adjectives]
        names = [f[0].name for f in found if f is not None]
        return [self.parties.resolve(n) for n in names] if len(names) > 1 else []

    def _names(self, mention: Mention) -> list[str]:
        actor = mention.actor
        if BOTH.match(actor.name) or actor.name.casefold() in {"each side", "both sides", "neither side"}:
            return [p.name for p in self.parties.principal]
        if actor.type in {"place", "media"} or actor.sealed or (mention.how == "pronoun" and actor.type == "group"):
            return []
        if mention.how == "metonym" and self.parties.named(self.actors.side_of(actor)) is None:
            return []
        if actor.type == "person" and actor.name[:1].isupper():
            return [actor.name]  # those who met by name, not the sides they stand for
        party = self.parties.named(actor.name) or self.parties.named(self.actors.side_of(actor))
        if party is not None:
            return [party.name]
        if actor.type in {"office", "group"} and actor.of is None:
            return [actor.name] if mention.how != "pronoun" and len(actor.name.split()) > 1 else []
        return [self.actors.side_of(actor) if actor.type != "person" else actor.name]

    def _mediators(self, sentence: Span) -> tuple[str, ...]:
        """The mediators of the report that the sentence names."""
        told = self.actors.within(sentence.start_char, sentence.end_char)
        sides = dict.fromkeys(self.actors.side_of(m.actor) for m in told)
        return tuple(dict.fromkeys(p.name for s in sides if (p := self.parties.named(s)) and p.role == "mediator"))

    def _role(self, name: str) -> str | None:
        party = self.parties.named(name)
        return party.role if party is not None else None

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


def _is_now(heads: list[Token]) -> bool:
    return any(h.tag_ in {"VBP", "VBZ"} and not any(c.dep_ in {"aux", "auxpass"} for c in h.children) for h in heads)


def _value(value: str | None) -> str | None:
    """The day of a time of day; other values as they are."""
    if value is None or "/" in value:
        return value
    return value.split("T")[0] or None
