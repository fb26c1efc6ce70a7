"""Step: violations: breaches alleged, denied, or recorded by monitors (plain first version).

Charges are read from verbs of accusing, from what a speaker says the other side has done, and from nouns of breach;
nothing is called a violation here: a charge carries the one who makes it, a denial is a record of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.dates import Dates
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.lexicons import words
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.violation_answers import answered
from trucewatch.reading.violation_quoted import QuotedFinder
from trucewatch.reading.violation_signs import (
    ACCUSING,
    CALLING,
    CONDEMNING,
    EACH_OTHER,
    MONITORS,
    SPEAKING,
    TRADED,
    TRADING,
    Charge,
    between,
    names_clause,
    same_charge,
)
from trucewatch.reading.violation_syntax import (
    agent_of,
    breach_kind,
    can_act,
    doer_of_noun,
    extent,
    is_background,
    is_negated,
    is_open,
    is_passive,
    loose_deed,
    subject_of,
    words_of,
)
from trucewatch.reading.violation_told import ToldBreaches
from trucewatch.vocabulary.kinds import Violation

_HOLDING = frozenset("blame accuse hold".split())
_MUTUAL = re.compile(
    r"(?:blam|accus)\w+ (?:the other|each other|one another)\b(?! (?:of|for)\b)"
    r"|h(?:old|olds|olding|eld) (?:the other(?: side)?|each other|one another) (?:responsible|accountable|to blame)\b"
)
_QUIET = re.compile(r"(?:no|not (?:a|an|one)|nobody|none|nothing|neither) ", re.IGNORECASE)
_BOTH_WAYS = (("both sides", "both sides"),)


@dataclass(frozen=True)
class Violations:
    """What a report tells of breaches, in order."""

    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class ViolationsStep:
    """Finds charges, denials and records of breaches."""

    name: str = "violations"
    version: str = "4"
    reads: tuple[type, ...] = (Tags, Sentences, Dates, Actors, Speakers, Parties)
    writes: type = Violations

    def __call__(self, page: Page) -> Violations:
        finder = _Finder(page.get(Actors), page, page.get(Sentences), page.get(Speakers))
        breaches = ToldBreaches(page, finder)
        parties = tuple(party.name for party in page.get(Parties).principal)

        def settled(read: Charge) -> Iterator[Charge]:
            pair = parties if len(parties) == 2 else finder.pair_near(read, parties)
            yield from (finder.blamed_near(charge, parties) for charge in between(read, pair, finder))

        charges: list[Charge] = []
        for charge in (c for read in finder.charges() for c in settled(read)):
            if not any(same_charge(charge, known) for known in charges):
                charges.append(charge)
        charges = breaches.believed(charges)
        for charge in (c for read in breaches.unread(charges) for c in settled(read)):
            if not any(_is_told(charge, known) for known in charges):
                charges.append(charge)
        charges = [_found_by_monitors(c, parties) for c in charges if not _tells_of_calm(page, c, parties)]
        return Violations(tuple(self._violation(page, c) for c in _apart(page, answered(charges))))

    def _violation(self, page: Page, charge: Charge) -> Violation:
        return Violation(
            alleged_by=charge.by,
            against=charge.against,
            what=_words(page, charge.what),
            date=page.get(Dates).day_near(charge.start, charge.end),
            status=charge.status,
            evidence=(page.passage(charge.start, charge.end),),
            nature="incident" if charge.status == "confirmed" and not names_clause(_around(page, charge)) else "breach",
            answers=_words(page, charge.answers) if charge.answers is not None else None,
            unsure=charge.unsure,
            step=self.name,
        )


def _is_told(charge: Charge, known: Charge) -> bool:
    """Is what the tagger marks the deed of a charge that is there, told once more by another word?"""
    overlap = charge.start < known.end and known.start < charge.end
    return overlap and charge.status == known.status and charge.against in {None, known.against}


def _found_by_monitors(charge: Charge, parties: Sequence[str]) -> Charge:
    """What those say who watch a truce and are no side of it is a finding, by whatever verb they say it."""
    is_found = charge.status == "alleged" and charge.by is not None and charge.by not in parties
    return replace(charge, status="confirmed") if is_found and MONITORS.search(charge.by or "") else charge


def _tells_of_calm(page: Page, charge: Charge, parties: Sequence[str]) -> bool:
    """Is it a quiet day, told by somebody whom nobody accuses ("no shot was fired, the mayor said"), and no denial?"""
    if charge.status != "denied" or charge.by is not None or charge.answers is not None or charge.against in parties:
        return False
    if charge.against is None or _QUIET.match(_words(page, charge.what)) is None:
        return False
    actor = page.get(Actors).named(charge.against)
    last = charge.against.split()[-1].lower()
    is_watching = MONITORS.search(charge.against) is not None or last in words("office_nouns")
    return is_watching or (actor is not None and actor.type in {"person", "office", "media"})


def _apart(page: Page, charges: Sequence[Charge]) -> Iterator[Charge]:
    """Where each side charges the other in the same words, the second record shows the words around them as well.

    A statement is known by its passage, not by the names in it (decisions/0001): on one passage there would be one.
    """
    shown: set[tuple[int, int, str]] = set()
    for charge in charges:
        if (charge.start, charge.end, charge.status) in shown:
            span = page.get(Sentences).at(charge.start)
            wide = (span.start_char, span.end_char) if span is not None else charge.what
            start, end = wide if wide != (charge.start, charge.end) else charge.what
            yield replace(charge, start=start, end=end)
        else:
            shown.add((charge.start, charge.end, charge.status))
            yield charge


def _words(page: Page, extent: tuple[int, int]) -> str:
    return " ".join(page.passage(*extent).text.split())


def _around(page: Page, charge: Charge) -> str:
    """The sentence of a charge."""
    span = page.get(Sentences).at(charge.start)
    return span.text if span is not None else page.text[charge.start : charge.end]


@dataclass(frozen=True)
class _Finder(QuotedFinder):
    """Finds the charges of one report."""

    def charges(self) -> Iterator[Charge]:
        """Accusations first, then denials, then what is told without such a verb."""
        tokens = [t for span in self.sentences.spans for t in span]
        verbs = [t for t in tokens if t.pos_ == "VERB"]
        for verb in verbs:
            yield from self._accusation(verb)
        for verb in verbs:
            yield from self.denial(verb)
        for quote in self.speakers.quotes:
            yield from self.quoted(quote)
            yield from self.rebuttal(quote)
        for verb in verbs:
            yield from self.recorded(verb)
        for token in tokens:
            yield from self.told(token)

    # -- "accused X of ...", "condemned ..." ------------------------------------------------------------------

    def _accusation(self, verb: Token) -> Iterator[Charge]:
        lemma = verb.lemma_.lower()
        if is_negated(verb) or is_open(verb) or is_background(verb):
            return
        if lemma in ACCUSING:
            deed = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ACCUSING[lemma]), None)
            target = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
            accuser = agent_of(verb) if is_passive(verb) else subject_of(verb)
            deed = deed or next(
                (c for t in (target,) if t is not None for c in t.children if c.lower_ in ACCUSING[lemma]), None
            )
            deed = deed or (loose_deed(target, ACCUSING[lemma]) if target is not None else None)
            onto = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "on"), None)
            if lemma == "blame" and verb.dep_ == "relcl" and onto is not None and verb.head.pos_ == "NOUN":
                target, deed = verb.head, None  # "an attack which the governor blamed on ..."
            if lemma == "blame" and verb.dep_ == "acl" and verb.tag_ == "VBN" and onto is not None:
                target = verb.head  # "an attack blamed on ..."
            if lemma == "blame" and deed is None and onto is not None and target is not None:
                deed, target = target, next((c for c in onto.children if c.dep_ == "pobj"), None)
            if target is not None and deed is not None:
                yield from self._charge(verb, accuser, target, deed)
                return
        if lemma in _HOLDING and (found := _MUTUAL.match(self.page.text, verb.idx)) is not None:
            yield from self._mutual(verb, found.end())
        if lemma in CALLING:
            yield from self._called(verb)
        if lemma in SPEAKING:
            yield from self._spoken_of(verb)
        if lemma in TRADING:
            yield from self._traded(verb)
        if lemma in CONDEMNING:
            for noun in (c for c in verb.children if c.dep_ in {"dobj", "ccomp", "xcomp"}):
                kind = breach_kind(noun) or ("act" if noun.tag_ == "VBG" else None)
                if kind is not None:
                    span = extent(noun)
                    side = self.side(doer_of_noun(noun))
                    whole = (min(verb.idx, span[0]), span[1])
                    yield self.made(noun, whole, self.name_of(subject_of(verb)), side, unsure=kind == "act")

    def _mutual(self, verb: Token, end: int) -> Iterator[Charge]:
        """As in "each side blaming the other", "the two held each other responsible": of what is told before."""
        accuser = subject_of(verb)
        sides = self.sides(accuser)
        span = (min(accuser.left_edge.idx if accuser is not None else verb.idx, verb.idx), end)
        for by, against in ((sides[0], sides[1]), (sides[1], sides[0])) if len(sides) == 2 else _BOTH_WAYS:
            yield Charge(*span, span, by, against, "alleged", unsure=True)

    def _called(self, verb: Token) -> Iterator[Charge]:
        """As in "called the delay a breach of the accord", "regards the raid as a violation"."""
        below = [c for c in verb.children if c.dep_ in {"oprd", "attr", "ccomp", "xcomp", "dobj", "prep"}]
        named = (t for c in below for t in (c, *c.children, *(g for d in c.children for g in d.children)))
        breach = next((t for t in named if t.pos_ == "NOUN" and breach_kind(t) == "breach"), None)
        if breach is None or any(c.lower_ in {"no", "any"} for c in breach.children):
            return
        if breach.dep_ == "dobj" and breach.head.i == verb.i and verb.lemma_ != "call":  # "condemned the violations"
            return
        thing = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and c.i != breach.i), None)
        thing = thing or next((c for b in below for c in b.children if c.dep_ == "nsubj"), None)
        accuser = agent_of(verb) if is_passive(verb) else subject_of(verb)
        by = self.name_of(accuser) or self.speaker(verb.idx)
        doer = self.side(doer_of_noun(thing) or thing) if thing is not None else None
        span = extent(breach)
        whole = (min(verb.idx, span[0]), max(span[1], verb.idx + len(verb)))
        yield Charge(*whole, span, by, None if doer in {by, self.side(accuser)} else doer, "alleged")

    def _traded(self, verb: Token) -> Iterator[Charge]:
        """As in "traded accusations of ...", "exchanged blame for ..."."""
        charge = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in TRADED), None)
        if charge is None:
            return
        span = extent(charge)
        whole = (min(verb.idx, span[0]), span[1])
        sides = self.sides(subject_of(verb))
        pairs = [(sides[0], sides[1]), (sides[1], sides[0])] if len(sides) == 2 else [("both sides", "both sides")]
        for by, against in pairs:
            yield Charge(*whole, span, by, against, "alleged")

    def _spoken_of(self, verb: Token) -> Iterator[Charge]:
        """As in "Complained of attacks by ...", "spoke of violations"."""
        for prep in (c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"of", "about", "over", "against"}):
            for noun in (c for c in prep.children if breach_kind(c) is not None or c.tag_ == "VBG"):
                doer = doer_of_noun(noun)
                speaker = subject_of(verb)
                if self.side(doer) is None or self.side(doer) != self.side(speaker):
                    span = extent(noun)
                    whole = (min(verb.idx, span[0]), span[1])
                    yield self.made(
                        noun, whole, self.name_of(speaker), self.side(doer), unsure=breach_kind(noun) != "breach"
                    )

    def _charge(self, verb: Token, accuser: Token | None, target: Token, deed: Token) -> Iterator[Charge]:
        if target.tag_ in {"WDT", "WP"}:  # "for which they have been blamed": told before
            return
        what = extent(deed)
        start, end = min(verb.idx, what[0]), max(what[1], target.idx + len(target))
        by = self.name_of(accuser) or self.speaker(verb.idx)
        if EACH_OTHER.fullmatch(
            " ".join(t.text for t in target.subtree if not t.is_punct)[:12].strip()
        ) or target.lower_ in {"other", "another"}:
            sides = self.sides(accuser)
            if len(sides) == 2:  # each charges the other: one record a side
                yield Charge(start, end, what, sides[0], sides[1], "alleged")
                yield Charge(start, end, what, sides[1], sides[0], "alleged")
            else:
                yield Charge(start, end, what, "both sides", "both sides", "alleged")
            return
        several = self.sides(target) if target.conjuncts else []
        against = " and ".join(dict.fromkeys(several)) or self.side(target) or words_of(target)
        if against is None or (self.mention(target) is None and not can_act(target)):
            return
        yield Charge(start, end, what, by, None if against == by else against, "alleged")
