"""Step: the numbers of a report that count something, with what they count.

Dates, clock times, citations, ordinals, ages, sizes of weapons and numbers inside names count nothing and are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from trucewatch.reading.date_words import MONTHS, UNITS
from trucewatch.reading.dates import Dates
from trucewatch.reading.number_forms import NumberForm, find_numbers
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, text_of
from trucewatch.vocabulary.kinds import Qualifier, Quantity

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# what stands before a number that names a thing ("resolution 1701", "Article 51", "Highway 1"), across "and" and commas
_LABEL = re.compile(
    r"(?:\b(?:resolutions?|res\.|articles?|arts?\.|chapters?|paragraphs?|paras?\.|annex(?:es)?|sections?|clauses?|"
    r"points?|rules?|item|agenda item|protocols?|no\.|nos\.|number|phases?|stages?|page|room|gate|flight|channel|camp|"
    r"route|highway|road|line|zone|area|sector|block|unit|bill|law|decree|order|decision|document|session|tel\.?|phone|"
    r"telephone|fax|division|brigade|battalion|group of|aged|age|at age|#)(?:\s+(?:are|were|is|was)\b)?\s*|"
    r"[A-Z]/(?:RES|\w+)/[\w/]*)"
    r"(?:[\dIVXL()]+[\w()]*(?:\s*\(\d{4}\))?(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+))*$",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(
    rf"\b(?:{_MONTH})\.?\s+(?:\d{{1,2}},?\s+)?$|\b(?:{_MONTH})\.?\s+\d{{1,2}}[-–]$", re.IGNORECASE
)
_DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b(?!\s+\w+ed\b)", re.IGNORECASE)
_TIME_AFTER = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|h\b|GMT|UTC)|[:.]\d\d\b|(?:st|nd|rd|th)\b", re.IGNORECASE)
_HYPHENED = re.compile(r"[-–‑]([A-Za-z]+)")
_COUNTING_HYPHENS = frozenset("member members strong man person nation seat country".split())
_AGE = re.compile(r",\s$")
# "a shepherd of 17", "a widow of 54": one person and an age, where a count of that person's kind would be plural
_AGED_PERSON = re.compile(
    r"\b(?:[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[A-Z]\w+['’]s)\s+(?:[a-z-]+\s+)?(?P<person>[a-z]+) of\s+$"
)
_PERSON = re.compile(
    r"(?:\w+(?:herd|[^g]man|woman|boy|girl|maid|smith|mother|father|ician|ologist|keeper)|teacher|man|boy|girl|child|"
    r"son|daughter|brother|sister|uncle|aunt|cousin|widow|widower|orphan|nun|monk|priest|imam|nurse|doctor|student|pupil|"
    r"clerk|cook|guard|pilot|recruit|conscript|private|corporal|sergeant|lieutenant|soldier|officer|sapper|deminer|"
    r"farmer|driver|worker|labourer|laborer|miner|sailor|tailor|baker|trader|villager|settler|carpenter|pensioner|"
    r"teenager|youth|toddler|prisoner|captive|hostage|detainee|refugee|fighter|volunteer|journalist|reporter)"
)
_AGE_ENDS = re.compile(
    r"\s*(?:[.,;:)\"”]|$|(?:and|or|who|whom|whose|was|were|had|in|on|at|near|from|with|when|as|while|by)\b)"
)
# "3.1 The closure ...", "2. Returns": the number of a section, at the head of its line
_SECTION_BEFORE = re.compile(r"(?:^|\n)[ \t]*$")
_SECTION_AFTER = re.compile(r"(?:\.|\.?\))?[ \t]+[\"“‘(]?[A-Z]")
_YEAR_BEFORE = re.compile(r"\b(?:of|in|since|until|till|from|before|after|by|early|late)\s+$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(r"\s+(?:noon|midnight)\b", re.IGNORECASE)
_UNIT_AFTER = re.compile(
    r"\s?(?P<unit>metric tons?|tons?|tonnes?|kilomet(?:er|re)s?|km|(?:square|sq\.?) (?:miles?|km|kilomet(?:er|re)s?)|"
    r"miles?|met(?:er|re)s?|m(?=[\s.,;])|hectares?|acres?|barrels?|lit(?:er|re)s?|gallons?|dollars?|euros?|pounds?|roubles?|rubles?|"
    r"rupees?|pesos?|francs?|crowns?|dinars?|shillings?|rials?|riyals?|cents?|yen|yuan)\b",
    re.IGNORECASE,
)


_JOINED = re.compile(r"[\w’'-]+(?: (?:were |have been |had been )?[a-z]+(?:ed|en|dead|hurt))?(?:,| and|, and) ")


@dataclass(frozen=True)
class QuantityAt:
    """One count and its place.

    Attributes:
        start: offset of its first character, qualifying words included.
        end: offset behind the number and what qualifies or measures it; the noun lies outside.
        number: its value, None where vague ("dozens").
        number_to: upper end of a range.
        qualifier: how the number is to be taken.
        unit: "%", a sign of money or a measure ("km", "tonnes"); None for a count.
        head: offset of the noun it counts, None where the report leaves it out ("wounded 30").
        noun: that noun with what stands between, in the report's words; None where there is none.
        at: offset of the number itself.
        spelled: printed in words only.
    """

    start: int
    end: int
    number: int | float | None
    number_to: int | float | None
    qualifier: Qualifier
    unit: str | None
    head: int | None
    noun: str | None
    at: int
    spelled: bool = False

    @property
    def quantity(self) -> Quantity:
        """Its number and qualifier, as an obligation carries them."""
        return Quantity(number=self.number, qualifier=self.qualifier)


@dataclass(frozen=True)
class Quantities:
    """All counts of a report, in order."""

    quantities: tuple[QuantityAt, ...]

    def within(self, start: int, end: int) -> tuple[QuantityAt, ...]:
        """The counts whose number begins between two offsets."""
        ats = [q.at for q in self.quantities]
        return self.quantities[bisect_left(ats, start) : bisect_left(ats, end)]


@dataclass(frozen=True)
class QuantitiesStep:
    """Finds the counts of a report."""

    name: str = "quantities"
    version: str = "2"
    reads: tuple[type, ...] = (Sentences, Dates)
    writes: type = Quantities

    def __call__(self, page: Page) -> Quantities:
        sentences = page.get(Sentences)
        dated = sorted((p.start, p.end) for e in page.get(Dates).expressions for p in e.surface)
        found: list[QuantityAt] = []
        for form in find_numbers(page.text):
            if _is_dated(form, dated) or not _counts(page.text, form):
                continue
            span = sentences.doc.char_span(form.at, form.core_end, alignment_mode="expand")
            if span is not None and _is_free(span, form):
                found.append(_quantity(page.text, form, span))
        return Quantities(tuple(_share_qualifiers(sentences, found)))


def _share_qualifiers(sentences: Sentences, found: list[QuantityAt]) -> list[QuantityAt]:
    """As in "No more than 300 soldiers and 90 police": nouns joined directly share what stands before the first."""
    out: list[QuantityAt] = []
    for quantity in found:
        before = out[-1] if out else None
        if (
            before is not None
            and before.head is not None
            and quantity.qualifier == "exact"
            and not (quantity.spelled and (quantity.number or 0) <= 10)
        ):
            joined = text_of(sentences.doc)[before.head : quantity.start]
            if before.qualifier not in {"exact", "vague"} and _JOINED.fullmatch(joined):
                out.append(replace(quantity, qualifier=before.qualifier))
                continue
        out.append(quantity)
    return out


def _is_dated(form: NumberForm, dated: list[tuple[int, int]]) -> bool:
    """Does a time expression hold the number?"""
    i = bisect_right(dated, (form.at, len(dated) + 10**9)) - 1
    inside = i >= 0 and dated[i][1] > form.at
    return inside or (i + 1 < len(dated) and dated[i + 1][0] < form.core_end)


def _counts(text: str, form: NumberForm) -> bool:
    """Is it a count by the characters around it, and not a date, citation, size, age or label?"""
    before, after = text[max(0, form.at - 60) : form.at], text[form.core_end : form.core_end + 30]
    if _LABEL.search(before) or (_DATE_BEFORE.search(before) and not form.spelled) or _TIME_AFTER.match(after):
        return False
    if _is_section(text, form) or _CLOCK_AFTER.match(after):
        return False
    if form.unit is None and (form.number or 0) <= 31 and _DATE_AFTER.match(after) and not form.spelled:
        return False
    if (hyphened := _HYPHENED.match(after)) and hyphened[1].lower() not in _COUNTING_HYPHENS:
        return False
    if re.match(r"\s+times\s+(?:as|more|the|higher|lower|less|greater|larger)\b", after) or re.search(
        r"\bgive or take\s+$", before, re.IGNORECASE
    ):
        return False
    if before.endswith("(") and after.startswith(")"):  # "2720 (2024)", "Protocol (1)"
        return False
    return not (_is_age(form, before, after) or _is_year(text, form))


def _is_age(form: NumberForm, before: str, after: str) -> bool:
    """As in "Ana Duarte, 34,", "a shepherd of 17"."""
    if not isinstance(form.number, int) or form.number >= 120 or form.number_to is not None or form.unit is not None:
        return False
    if _AGE.search(before) and re.match(r",|\.(?:\s|$)", after) and re.search(r"[A-Z]\w+,\s$", before):
        return True
    person = _AGED_PERSON.search(before)
    return person is not None and bool(_PERSON.fullmatch(person["person"]) and _AGE_ENDS.match(after))


def _is_section(text: str, form: NumberForm) -> bool:
    """Does the number head a section, article or item at the beginning of a line?"""
    printed = text[form.at : form.core_end]
    if form.spelled or form.unit or form.qualifier != "exact" or not _SECTION_BEFORE.search(text[: form.at][-12:]):
        return False
    numbered = text[form.core_end : form.core_end + 1] in {".", ")"} or re.fullmatch(r"\d{1,2}\.\d{1,2}", printed)
    return bool(numbered) and _SECTION_AFTER.match(text, form.core_end) is not None


def _is_year(text: str, form: NumberForm) -> bool:
    """Four bare digits of the last two centuries that nothing shows to be a count."""
    printed = text[form.at : form.core_end]
    if form.unit or form.qualifier != "exact" or not re.fullmatch(r"(?:18|19|20)\d\d(?:[-–]\d{2,4})?", printed):
        return False
    after = text[form.core_end : form.core_end + 40]
    if _YEAR_BEFORE.search(text[max(0, form.at - 12) : form.at]):
        return not re.match(r"\s+(?:people|civilians|soldiers|troops|prisoners|men)\b", after)
    return not re.match(r"\s+(?:\w+\s+)?(?:people|civilians|soldiers|troops|prisoners|men|\w{3,}s)\b(?!['’])", after)


def _is_free(span: Span, form: NumberForm) -> bool:
    """Not part of a name, not the pronoun "one", not a number behind the noun it labels ("Unit 8200")."""
    first, last = span[0], span[-1]
    word = span.text.lower()
    if word == "one" and re.match(r"\s+of (?:them|whom|these|those)\b", text_of(span.doc)[last.idx + len(last) :][:20]):
        return True
    if word in {"one", "an", "a"}:
        return _noun_after(last) is not None and first.dep_ == "nummod"
    if form.spelled and word in {"m", "k", "score", "million", "hundred", "thousand", "billion", "dozen"}:
        return last.i + 1 < len(span.doc) and last.nbor().pos_ in {"NOUN", "ADJ", "PROPN"}
    previous = first.doc[first.i - 1] if first.i else None
    is_label = (
        previous is not None and previous.pos_ == "PROPN" and not form.spelled and last.dep_ in {"nummod", "punct"}
    )
    if _counts_people(last):
        return True
    if is_label and previous is not None and last.head.i < first.i and form.qualifier == "exact":
        return False
    in_name = last.ent_type_ in {"ORG", "FAC", "PRODUCT", "WORK_OF_ART", "LAW"} and last.ent_iob_ == "I"
    return not (in_name and previous is not None and previous.text[:1].isupper() and form.qualifier == "exact")


def _counts_people(last: Token) -> bool:
    """As in "on Sunday 22 people were killed", "and Zenda 14 guards": the word before is no name of the number's."""
    noun = _noun_after(last)
    return noun is not None and noun.tag_ in {"NNS", "NNPS"} and noun.i - last.i <= 4 and last.ent_type_ != "LAW"


def _quantity(text: str, form: NumberForm, span: Span) -> QuantityAt:
    unit, end = form.unit, form.end
    last = _token_at(span, max(end, form.core_end) - 1)
    if unit is None and (m := _UNIT_AFTER.match(text, form.end)) is not None:
        unit, end = " ".join(m["unit"].lower().split()), m.end()
        last = _token_at(span, end - 1)
    head = _hyphen_head(text, form, span) or _counted_noun(span, last)
    noun = None
    hyphened = _HYPHENED.match(text, form.core_end)
    if hyphened is not None:
        noun = hyphened[1]
    elif head is not None:
        noun = text[last.idx + len(last) : head.idx + len(head)].strip(" -–")
        noun = re.sub(r"^(?:(?:more|other|additional|of|the|its|their|them|those|these)\b\s*)+", "", noun) or head.text
    return QuantityAt(
        form.start, end, form.number, form.number_to, form.qualifier, unit,
        head.idx if head is not None else None, noun, form.at, form.spelled,
    )  # fmt: skip


def _token_at(span: Span, offset: int) -> Token:
    """The token that covers an offset of the text, or the span's last."""
    found = span.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return found[-1] if found is not None else span[-1]


def _hyphen_head(text: str, form: NumberForm, span: Span) -> Token | None:
    """The word behind the hyphen's compound: "15-member commission" counts members, told at the commission."""
    if not _HYPHENED.match(text, form.core_end):
        return None
    return _noun_after(span[-1])


def _counted_noun(span: Span, last: Token) -> Token | None:
    """The noun a number counts: by syntax where it stands behind the number, else the noun phrase that follows."""
    inside = set(range(span.start, last.i + 1))
    token = next((t for t in reversed(list(span.doc[span.start : last.i + 1])) if t.head.i not in inside), last)
    if (
        token.dep_ in {"nummod", "compound", "amod", "quantmod", "det"}
        and token.head.i > last.i
        and _is_noun(token.head)
    ):
        return token.head if token.head.i - last.i <= 7 else _noun_after(last)
    behind = _noun_after(last)
    if behind is not None:
        return behind
    following = last.nbor() if last.i + 1 < len(last.doc) else None
    if following is not None and following.lower_ == "more" and following.i + 1 < len(last.doc):
        following = following.nbor()
    if following is not None and following.lower_ == "of":
        return next((t for t in following.children if t.dep_ == "pobj" and _is_noun(t)), None) or _noun_after(following)
    return None


def _noun_after(token: Token) -> Token | None:
    """The last noun of the run of adjectives and nouns behind a token; None where something else comes first."""
    found = None
    for t in token.doc[token.i + 1 : token.i + 8]:
        if _is_noun(t):
            found = t
            if t.dep_ not in {"compound", "nmod", "amod", "poss"}:
                break
        elif (found is not None and t.lower_ not in {"-", "’s", "'s"}) or not _may_stand_between(t):
            break
    return found


def _may_stand_between(token: Token) -> bool:
    """An adjective, participle or the like between a number and its noun; no finite verb and no stop."""
    if token.pos_ == "VERB":
        return token.tag_ in {"VBN", "VBG", "VBD"} and token.dep_ in {"amod", "compound"}
    return token.pos_ in {"ADJ", "DET", "ADV", "PUNCT", "PART", "NUM"} and token.text not in set(",.;:()")


def _is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and not token.like_num and token.lower_.rstrip("s") not in UNITS
