"""Step: figures, which are counts of people and like facts, with what happened to those counted and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.dates import Dates
from trucewatch.reading.figure_as_of import AsOf, AsOfFinder
from trucewatch.reading.figure_deeds import Deed, deed_of, noun_class, verb_extent, whole_deed
from trucewatch.reading.figure_ellipsis import is_gapped, stands_alone
from trucewatch.reading.figure_singles import singles
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.page import Page
from trucewatch.reading.quantities import Quantities, QuantityAt
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.vocabulary.kinds import Figure, FigureStatus, FigureWhat
from trucewatch.vocabulary.passage import Passage

_PUT_AT = re.compile(
    r"\b(?P<noun>\w+),? (?:(?:put|estimated|reckoned) at|numbering|believed to number) (?:anywhere )?(?:between )?$"
    r"|\b(?:rais|increas|expand|boost|br(?:ing|ought)|cut|reduc)\w*\s+(?:the|its|their) (?P<sized>\w+)"
    r"(?:\s+up)?\s+to\s+$"
)
_COUNTED_BY = re.compile(
    r"\bby (?P<who>(?:the |its )?(?:[\w.-]+ ){0,4}?[\w.-]+)(?:['’]s?)? (?:own )?(?:count|reckoning|tally|"
    r"estimates?|figures)\b"
)
_NEXT_PART = re.compile(r"(?:(?!exchange|\bfor\b)[^;.])*\band\s+", re.IGNORECASE)
_RATE = re.compile(r"\s+(?:an?|per|each|every)\s+(?:hour|day|week|month|year)\b", re.IGNORECASE)
_WHOLE_BEFORE = re.compile(r"\b(?:including|among (?:them|whom|those)|of (?:them|whom|which))\b", re.IGNORECASE)
_PART_AFTER = re.compile(r"\s*(?:[\w’'-]+\s+){0,6}?(?:of|among) (?:them|whom|these|those|which)\b", re.IGNORECASE)
_PART_OF_NEXT = re.compile(
    r"\s+(?:out )?of (?:the|its|their|our|those|these|a total of|some|an authori[sz]ed)?\s*$", re.IGNORECASE
)
_OF_WHOLE = re.compile(r"\b(?:out )?of (?:the |its |their |some |about |an estimated |a total of )?$", re.IGNORECASE)
_AGREED = frozenset("accord agreement deal pact treaty memorandum truce ceasefire".split())
_PROPOSING = {"propose": "proposed", "offer": "proposed", "suggest": "proposed", "proposal": "proposed",
              "offer-of": "proposed", "draft": "proposed", "demand": "demanded", "request": "demanded",
              "urge": "demanded", "insist": "demanded"}  # fmt: skip
_TELLING = frozenset("say tell report state warn confirm add claim note speak".split())
_THEIR_NUMBER = re.compile(r"\b(?:number|figure|total|count|estimate|strength|toll)s?\b[^.;]*$")
_LENGTH = re.compile(r"(?:kilo)?met(?:er|re)s?|km|m|miles?", re.IGNORECASE)
_PRICE = re.compile(r"\s+(?:an?|the|per|each)\s+\w+|[,.;)]", re.IGNORECASE)
_KNOWN = frozenset("the these those its their his her our both".split())
_THINGS = frozenset("weapon mine building aid vehicle village home".split())
_OF = re.compile(r"\s+(?:more )?of\b", re.IGNORECASE)
_PLACES = frozenset("in at near across around inside outside along since".split())


@dataclass(frozen=True)
class Figures:
    """The figures of a report, in order."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class FiguresStep:
    """Tells which counts are figures, and of what."""

    name: str = "figures"
    version: str = "2"
    reads: tuple[type, ...] = (Sentences, Dates, Quantities, Speakers)
    writes: type = Figures

    def __call__(self, page: Page) -> Figures:
        layers = page.get(Sentences), page.get(Quantities), page.get(Speakers)
        finder = _Finder(page, *layers, AsOfFinder(page), self.name)
        return Figures(tuple(_merged(finder.figures())))


@dataclass(frozen=True)
class _Finder:
    page: Page
    sentences: Sentences
    quantities: Quantities
    speakers: Speakers
    days: AsOfFinder
    step: str

    def figures(self) -> Iterator[Figure]:
        told: list[Figure] = []
        counts = (*self.quantities.quantities, *singles(self.sentences))
        for quantity in sorted(_apart(counts), key=lambda q: q.start):
            token = self._token(quantity)
            if token is None:
                continue
            head = self._head(quantity)
            deed = deed_of(quantity, token, head)
            deed = self._carried(quantity, head, deed, told)
            if self._is_whole(quantity):
                deed = whole_deed(quantity, head)
            if not self._is_figure(quantity, head, deed, told):
                continue
            figure = self._figure(quantity, head, deed)
            told.append(figure)
            if quantity.number_to is None:
                yield figure
            else:  # a range: at least the lower, up to the upper end
                yield replace(figure, number_to=None, qualifier="at least", note="lower end of a range")
                yield replace(
                    figure, number=quantity.number_to, number_to=None, qualifier="up to", note="upper end of a range"
                )

    def _is_whole(self, quantity: QuantityAt) -> bool:
        """As in "300 of the 1,200 hostages died": what befell the part is not told of the whole."""
        return any(
            _PART_OF_NEXT.fullmatch(self.page.text[q.end : quantity.start])
            for q in self.quantities.within(quantity.start - 60, quantity.start)
        )

    def _token(self, quantity: QuantityAt) -> Token | None:
        """The number's own token that hangs in the sentence's tree."""
        span = self.sentences.doc.char_span(quantity.at, quantity.at + 1, alignment_mode="expand")
        if span is None:
            return None
        token: Token = span[0]
        while token.head.i > token.i and token.head.idx < quantity.end and token.head.i != token.i:
            token = token.head
        return token

    def _head(self, quantity: QuantityAt) -> Token | None:
        if quantity.head is None:
            return None
        span = self.sentences.doc.char_span(quantity.head, quantity.head + 1, alignment_mode="expand")
        return span[0] if span is not None else None

    def _carried(self, quantity: QuantityAt, head: Token | None, deed: Deed, told: list[Figure]) -> Deed:
        """A part shares the deed of its whole; "put their number at 300" is about whom the sentence told of before."""
        if head is None and quantity.unit is None and (put := self._put_at(quantity)) is not None:
            return put
        if not told or deed.at is not None or deed.what in {"killed", "wounded"} or quantity.unit is not None:
            return deed
        sentence, before = self.sentences.at(quantity.at), told[-1]
        number = self._whole(quantity)
        whole = next((f for f in reversed(told) if number is not None and f.number == number), None)
        if sentence is None:
            return deed
        noun = noun_class(quantity, head) if head is not None else None
        if whole is not None and whole.what != "other" and (head is None or noun is not None):
            if whole.what != "troops" or noun in {None, "troops"}:  # observers among the troops are none
                return Deed(whole.what, None)
            return deed
        token = self._token(quantity)
        if head is None and token is not None and before.what != "troops" and is_gapped(quantity, token, before):
            return Deed(before.what, None)
        words_before = self.page.text[sentence.start_char : quantity.at].lower()
        if head is not None or not _THEIR_NUMBER.search(words_before):
            return deed
        classes = (self._class_of(t) for t in reversed(list(sentence)) if t.idx < quantity.at and not _reckons(t))
        what = next((c for c in classes if c in {"held", "troops", "displaced", "killed", "wounded"}), None)
        near = quantity.at - before.evidence[-1].end < 300 and before.unit is None
        return Deed(cast("FigureWhat", what), None) if what else Deed(before.what, None) if near else deed

    def _put_at(self, quantity: QuantityAt) -> Deed | None:
        """As in "their fighters, put at 10,000": the noun before tells of whom."""
        before = self.page.text[max(0, quantity.start - 60) : quantity.start]
        put = _PUT_AT.search(before)
        noun = 0 if put is None else put.start("noun") if put["noun"] is not None else put.start("sized")
        at = quantity.start - len(before) + noun
        span = self.sentences.doc.char_span(at, at + 1, alignment_mode="expand") if put else None
        what = self._class_of(span[0]) if span is not None and span[0].pos_ != "VERB" else None
        return Deed(cast("FigureWhat", what), None) if what is not None and what != "people" else None

    def _class_of(self, token: Token) -> str | None:
        if token.lower_ in {"force", "forces", "army"}:
            return "troops"
        row = table("figure_verbs").get(token.lemma_.lower(), "") if token.pos_ == "VERB" else ""
        return row.partition(" ")[0] or table("figure_nouns").get(token.lemma_.lower())

    def _is_figure(self, quantity: QuantityAt, head: Token | None, deed: Deed, told: list[Figure]) -> bool:
        if deed.what != "other":
            return True
        if quantity.unit is not None:
            return not _is_measure(self.page.text, quantity)
        if quantity.number == 0:
            return True
        if head is None or quantity.noun is None:
            return self._stands_alone(quantity, told)
        if head.lemma_.lower() in words("uncounted_nouns") and "member" not in quantity.noun:
            return False
        if quantity.number is None:
            return _is_counted(head) and not _tells(head)
        return not (_is_of_known(self.page.text, quantity, head) or _tells(head))

    def _stands_alone(self, quantity: QuantityAt, told: list[Figure]) -> bool:
        """A number whose noun is left out ("they claimed to have 21,000", "61 of them had got through")."""
        if quantity.number is None or quantity.noun is not None:
            return False
        parted = self._whole(quantity) is not None or self._is_whole(quantity)
        if parted and not (quantity.spelled and quantity.number <= 1):
            return True
        return stands_alone(quantity, self._token(quantity), told[-1] if told else None)

    def _figure(self, quantity: QuantityAt, head: Token | None, deed: Deed) -> Figure:
        whole = self._whole(quantity)
        measure = None
        if deed.what == "other" and quantity.noun is not None:
            measure = {"member": "members", "strong": None}.get(quantity.noun, quantity.noun)
        status = self._status(head or deed.at)
        day = self._day(quantity) if status == "reported" else None
        return Figure(
            what=deed.what,
            measure=measure,
            unit=quantity.unit,
            number=quantity.number,
            number_to=quantity.number_to,
            qualifier=deed.qualifier or quantity.qualifier,
            attributed_to=self._attributed_to(quantity),
            scope=self._rate(quantity, head) or self._scope(head if deed.at is None else deed.at),
            status=status,
            subset_of=whole,
            as_of=day.value if day is not None else None,
            as_of_basis=day.basis if day is not None else None,
            as_of_at=day.at if day is not None else None,
            evidence=(self._evidence(quantity, head, deed),),
            note=None if whole is None else f"part of {whole}",
            step=self.step,
        )

    def _day(self, quantity: QuantityAt) -> AsOf | None:
        """Up to which day it counts; a whole of which a part is told ("12 of the 30") is as it always was."""
        token = self._token(quantity)
        if token is None or self._is_whole(quantity) or _OF_WHOLE.search(self.page.text[: quantity.start][-24:]):
            return None
        return self.days.of(token, quantity.start, quantity.end)

    def _attributed_to(self, quantity: QuantityAt) -> str | None:
        speaker = self.speakers.speaker_at(quantity.at)
        if speaker is not None:
            return speaker
        sentence = self.sentences.at(quantity.at)
        found = _COUNTED_BY.search(sentence.text) if sentence is not None else None
        return found["who"].strip().removesuffix("’s").removesuffix("'s") if found else None

    def _evidence(self, quantity: QuantityAt, head: Token | None, deed: Deed) -> Passage:
        start = quantity.start
        end = quantity.end if head is None else max(quantity.end, head.idx + len(head))
        if deed.at is not None and sentence_of(deed.at).start_char <= quantity.at < sentence_of(deed.at).end_char:
            low, high = verb_extent(deed.at)
            if abs(low - start) < 160:
                start, end = min(start, low), max(end, high)
        return self.page.passage(start, end)

    def _scope(self, at: Token | None) -> str | None:
        """Where or since when, from the first such phrase behind the verb or noun."""
        for child in at.children if at is not None else ():
            if child.dep_ == "prep" and child.lower_ in _PLACES and any(c.dep_ == "pobj" for c in child.children):
                last = child.right_edge
                words_of = self.page.text[child.idx : last.idx + len(last)]
                return " ".join(words_of.split()) if len(words_of) <= 80 else None
        return None

    def _rate(self, quantity: QuantityAt, head: Token | None) -> str | None:
        """As in "600 lorries a day": a rate is not to be held against a total."""
        found = _RATE.match(self.page.text, quantity.end if head is None else max(quantity.end, head.idx + len(head)))
        return found.group().strip() if found is not None else None

    def _status(self, at: Token | None) -> FigureStatus:
        """Proposed or demanded, if a verb or noun of proposing or demanding governs it in its sentence."""
        token = at
        while token is not None and token.head.i != token.i:
            above = token.head
            status = _PROPOSING.get(above.lemma_.lower()) if above.pos_ in {"VERB", "NOUN"} else None
            calls = above.lemma_ == "call" and any(c.lower_ == "for" for c in above.children)
            agreed = any(c.lemma_ in _AGREED for c in above.children if c.dep_ == "nsubj")
            if agreed:  # "the accord calls for ..." demands nothing new
                return "reported"
            if (status == "demanded" or calls) and token.dep_ not in {"nsubj", "nsubjpass"}:
                return "demanded"
            if status == "proposed" and token.dep_ not in {"nsubj", "nsubjpass"}:
                return "proposed"
            token = above
        return "reported"

    def _whole(self, quantity: QuantityAt) -> int | float | None:
        """The number of which this one is a part ("38 captives, including 30 ...", "71 of the 840")."""
        text, sentence = self.page.text, self.sentences.at(quantity.at)
        if sentence is None or quantity.number is None or quantity.unit == "%":
            return None
        fellows = self.quantities.within(sentence.start_char, sentence.end_char)
        number = quantity.number
        for other in fellows:
            if (
                other.at > quantity.at
                and other.number is not None
                and _PART_OF_NEXT.fullmatch(text[quantity.end : other.start])
            ):
                return other.number
        wholes = [
            q for q in fellows if q.at < quantity.at and q.number is not None and q.number > number and q.unit is None
        ]
        if not wholes:
            return None
        whole = wholes[-1]
        between = text[whole.end : quantity.start]
        includes = _WHOLE_BEFORE.search(between) and not re.search(r";|,\s+(?:while|but)\b", between)
        if includes or _PART_AFTER.match(text, quantity.end):
            first = next((q for q in wholes if _WHOLE_BEFORE.search(text[q.end : quantity.start])), whole)
            return first.number if includes else max(q.number for q in wholes if q.number is not None)
        if (
            len(wholes) > 1
            and _NEXT_PART.fullmatch(between)
            and _WHOLE_BEFORE.search(text[wholes[-2].end : whole.start])
        ):
            return wholes[-2].number  # "96 monitors, including 54 from the north and 51 from the south"
        return None


def _is_of_known(text: str, quantity: QuantityAt, head: Token) -> bool:
    """As in "one man", "the two sides": a small number in words that only says which are meant."""
    if not quantity.spelled or (quantity.number or 0) > 10:
        return False
    return (quantity.number or 0) <= 1 or (
        not _OF.match(text, quantity.end) and any(t.lower_ in _KNOWN for t in _left(head))
    )


def _is_counted(noun: Token) -> bool:
    """Whom or what reports count in dozens: persons, and the things that acts of war and peace are about."""
    lemma = noun.lemma_.lower()
    return bool({lemma, table("object_classes").get(lemma, "")} & _THINGS) or lemma in table("figure_nouns")


def _is_measure(text: str, quantity: QuantityAt) -> bool:
    """A distance, or the price of a thing ("at 80 pesos a sack"): facts of the place, no count."""
    if _LENGTH.fullmatch(quantity.unit or ""):
        return True
    small = quantity.unit not in {None, "%"} and (quantity.number or 0) < 1000
    return small and _PRICE.match(text, quantity.end) is not None


def _apart(counts: Iterable[QuantityAt]) -> Iterator[QuantityAt]:
    """Without the "one" of "not one rifle", which is a count of none."""
    kept = list(counts)
    none = {q.head for q in kept if q.number == 0 and q.head is not None}
    return (q for q in kept if q.number == 0 or q.head is None or q.head not in none)


def _left(head: Token) -> list[Token]:
    return [t for t in head.lefts if t.dep_ in {"det", "poss", "predet"}]


def _tells(head: Token) -> bool:
    """As in "Three officials said", "according to two residents": whoever speaks is no figure."""
    if head.dep_ == "nsubj" and head.head.lemma_ in _TELLING:
        return True
    return head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head.lower_ == "according"


def _reckons(token: Token) -> bool:
    """The one who puts the number: "the rebels put it at 300" tells nothing of rebels."""
    return token.dep_ == "nsubj" and token.head.lemma_ in {"put", "place", "estimate", "give", "say", "set"}


def _merged(figures: Iterator[Figure]) -> list[Figure]:
    """The same figure told twice by the same voice is one, with both passages."""
    out: dict[tuple[object, ...], Figure] = {}
    for number, figure in enumerate(figures):
        label = (figure.measure or "").lower()
        key: tuple[object, ...] = (
            figure.what,
            figure.number,
            figure.qualifier,
            label,
            figure.unit,
            figure.attributed_to,
        )
        if figure.number is None or figure.number < 3:
            key = (number,)
        known = out.get(key)
        out[key] = figure if known is None else replace(known, evidence=(*known.evidence, *figure.evidence))
    return list(out.values())
