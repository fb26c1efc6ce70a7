"""Extensions and renewals of an agreement, proposed or agreed; and the end that follows from start and length."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from spacy.tokens import Token

from trucewatch.reading.agreement_phrases import ACTS, ADDED, EXTENDING, STANCES
from trucewatch.reading.agreement_relations import earlier_of, words_of
from trucewatch.reading.agreement_words import deal_word
from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_syntax import lemma
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.vocabulary.dates import day_of, interval_of, last_day
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, TimeExpression

_DONE = frozenset({"VBD", "VBN"})
_ABOUT_TO_END = 14
"""Days: an extension is told of about when an agreement ends."""
_UNTIL = re.compile(r"\b(?:until|till|to|through)\s+(?:the\s+)?$")
_FROM = re.compile(r"\b(?:from|since|starting|beginning)\s+$")
_WEEKDAY_ALONE = re.compile(
    r"(?:[\w.:]+ ){0,5}(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_OPEN = frozenset("may might could can should".split())
_IDEAS = frozenset("idea offer suggestion call request appeal motion readiness willingness".split())
_IN_EFFECT = re.compile(r"\b(?:(?:takes?|took) effect|(?:comes?|came) into (?:force|effect))\s+(?:on\s+)?$")


def find_extensions(page: Page, step: str) -> list[OtherAgreement]:
    """Extensions and renewals by noun or by verb, one a status; what several places tell of one is put together."""
    found: dict[str, OtherAgreement] = {}
    for token in page.get(Sentences).doc:
        part = token.pos_
        by_noun = part == "NOUN" and lemma(token) in ACTS
        by_verb = part == "VERB" and lemma(token) in EXTENDING and _extends_deal(token)
        if not (by_noun or by_verb):
            continue
        record = _extension(page, token, step)
        key = record.status or "agreed"  # an extension nobody asks for or refuses is one there is
        known = found.get(key)
        found[key] = record if known is None else _joined(known, record)
    whole = [replace(e, **computed(e)) for e in found.values()]
    return [e for e in whole if e.duration or e.expiry or e.start or e.status == "proposed"]


_OFFERED = re.compile(r"\b(?:put forward|propos\w+|offer\w*|would)\b", re.IGNORECASE)


def _joined(one: OtherAgreement, other: OtherAgreement) -> OtherAgreement:
    """The first of two with what it leaves open from the second; an empty first gives way."""
    if not (one.start or one.duration or one.expiry):
        return other
    told = bool((other.start and not one.start) or (other.expiry and not one.expiry and not other.computed))
    return replace(
        one,
        status=one.status or other.status,
        start=one.start or other.start,
        duration=one.duration or other.duration,
        expiry=one.expiry or other.expiry,
        relation_to=one.relation_to or other.relation_to,
        evidence=(*one.evidence, *other.evidence) if told else one.evidence,
    )


def _extends_deal(verb: Token) -> bool:
    nouns = [t for t in verb.children if t.dep_ in {"dobj", "nsubjpass"}]
    nouns += [t for v in verb.children if v.dep_ == "prep" for n in v.children for t in n.children if t.dep_ == "appos"]
    below = {t for n in nouns for t in n.subtree}
    return any(deal_word(t) in table("truce_nouns") for t in below) and not any(t.dep_ == "neg" for t in verb.children)


def _extension(page: Page, token: Token, step: str) -> OtherAgreement:
    start, end = sentence_of(token).start_char, sentence_of(token).end_char
    after = page.get(Dates).within(token.idx, min(token.idx + 120, end))
    lengths = [e.value for e in after if e.type == "duration" and e.value and ADDED.search(_before(page, e, start))]
    begin = until = None
    for expression in after:
        lead = _before(page, expression, start).lower()
        if _UNTIL.search(lead):
            until = until or final_day(expression)
        elif _FROM.search(lead) or (token.pos_ == "NOUN" and _IN_EFFECT.search(lead)):
            begin = begin or first_day(expression)
    above = {lemma(t) for t in [token, *token.ancestors][int(token.pos_ == "VERB") : 4]}
    status = next((status for status, lemmas in STANCES if above & lemmas), None)
    if token.pos_ == "VERB" and _is_done(token):
        status = "agreed"  # "have prolonged the truce"
    elif _is_put_forward(token, status):
        status = "proposed"  # "accepted a proposal to prolong the truce": one side's yes is no agreement
    if status is None and _OFFERED.search(sentence_of(token).text):
        status = "proposed"  # "put forward the extension; it would carry the truce to May"
    return OtherAgreement(
        kind="extension" if lemma(token) in {"extend", "extension", "prolong", "prolongation"} else "renewal",
        term_used=token.text,
        start=begin,
        duration=lengths[0] if lengths else None,
        expiry=until,
        status=status,
        relation="extends",
        relation_to=words_of(page.text, earlier) if (earlier := earlier_of(token)) is not None else None,
        evidence=(page.passage(start, end),),
        step=step,
    )


def _is_put_forward(token: Token, status: str | None) -> bool:
    """Is it only an idea, or what one side would do: "accepted the idea of prolonging it", "would accept 30 days"?"""
    over = token.head.head if token.dep_ == "pcomp" else token.head
    if over.lower_ in words("proposal_nouns") | _IDEAS:
        return True
    if any(c.lower_ in _OPEN for c in token.children):
        return True
    above = [t for t in token.ancestors if t.pos_ == "VERB"][:2]
    if any(c.lower_ in _OPEN | {"would"} for t in above for c in t.children):
        return True
    is_infinitive = token.pos_ == "VERB" and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
    return is_infinitive and status is None


def _is_done(verb: Token) -> bool:
    low = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"}}
    return verb.tag_ in _DONE and not low & {"will", "would", "could", "should", "may", "might", "be", "not"}


def _before(page: Page, expression: TimeExpression, least: int) -> str:
    first = expression.surface[0].start
    return page.text[max(least, first - 25) : first]


def day_told(expression: TimeExpression) -> str | None:
    """The calendar value of an expression without its time of day; the first day of an interval."""
    value = expression.value
    if value is None or expression.type in {"duration", "vague"} or value.startswith("P"):
        return None
    return value.split("/")[0].split("T")[0] or None


def first_day(expression: TimeExpression) -> str | None:
    """The day from which something holds: "midnight tonight", as the end of a day, is the day after it."""
    told = day_told(expression)
    day = day_of(told)
    if day is None or "T24" not in (expression.value or ""):
        return told
    return (day + timedelta(days=1)).isoformat()


def is_weekday(expression: TimeExpression) -> bool:
    """Is it told by a day of the week alone, without a month?"""
    return _WEEKDAY_ALONE.fullmatch(" ".join(expression.surface[0].text.split())) is not None


def final_day(expression: TimeExpression) -> str | None:
    """The day until which something holds: "the end of October" is its last day."""
    told = day_told(expression)
    span = interval_of(told) if expression.qualifier == "end" else None
    return span.last.isoformat() if span is not None else told


def prolonged(main: Agreement, extensions: list[OtherAgreement], published: date | None) -> dict[str, Any]:
    """The fields that follow from what prolongs an agreement.

    An extension with an end of its own gives it; one of so many days is counted from where the agreement was about to
    end, or from where the extension itself begins.
    """
    agreed = [e for e in extensions if e.status in {"agreed", None}]
    with_end = [e for e in agreed if e.expiry]
    if with_end:
        last = with_end[-1]
        if main.expiry is None or main.computed or (last.expiry or "") > main.expiry:
            began = {"start": last.start, "duration": main.duration or last.duration} if main.start is None else {}
            return {"expiry": last.expiry, "computed": last.computed, "counting": last.counting, **began}
        return {}
    begun = next((e.start for e in agreed if e.start), None)
    if main.start is None and main.duration and begun:
        return computed(replace(main, start=begun)) | {"start": begun}
    added = next((e for e in agreed if e.duration and e.start is None and e.status == "agreed"), None)
    end = day_of(main.expiry)
    if added is None or end is None or published is None or main.computed:
        return {}
    if abs((end - published).days) > _ABOUT_TO_END:
        return {}
    return computed(replace(main, start=(end + timedelta(days=1)).isoformat(), duration=added.duration, expiry=None))


def computed(record: Agreement) -> dict[str, Any]:
    """The fields that follow from start and duration where no expiry is stated.

    Days and weeks count the first day (42 days from 19 January end on 1 March); months and years end on the day of the
    same number (two months from 2 June end on 2 August), as custom has it.
    """
    start = day_of(record.start)
    if record.expiry is not None or start is None or record.duration is None:
        return {}
    counting = "exclusive" if re.search(r"\d[YM]", record.duration.split("T")[0]) else "inclusive"
    last = last_day(start, record.duration, inclusive=counting == "inclusive")
    return {} if last is None else {"expiry": last.isoformat(), "computed": True, "counting": counting}
