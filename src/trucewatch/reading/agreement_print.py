"""What print tells of an agreement where the parse breaks off: when it began, how long the guns are to be silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from trucewatch.reading.agreement_extensions import day_told, final_day
from trucewatch.reading.agreement_mentions import MentionFinder, Named
from trucewatch.reading.agreement_phrases import FOR
from trucewatch.reading.agreement_silences import Silence
from trucewatch.reading.date_words import number_of, ordinal_of
from trucewatch.reading.obligation_syntax import lemma
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.dates import day_of, interval_of
from trucewatch.vocabulary.kinds import TimeExpression

_IN_FORCE = re.compile(
    r"\b(?:(?:came|come|comes|went|gone|entered|enters) into (?:force|effect|operation)"
    r"|(?:take|took|takes|taken) (?:effect|hold)|(?:began|begun|started)"
    r"|(?:held|in (?:force|effect|place|operation)|observed|respected) (?:ever )?since)"
    r"\s+(?:(?:on|at|from|since|early|late|the stroke of|midnight|noon|dawn|local time|of|the)\s+"
    r"|(?:on|at) [^,;.]{1,25} on\s+)*$"
)
_OVER = re.compile(
    r"\b(?:expire[sd]?|lapse[sd]?|r[au]ns? out|(?:due|set|scheduled) to (?:expire|end|lapse|run out))"
    r"\s+(?:(?:on|at|early|late|midnight|noon|dawn|the)\s+)*$"
)
_NOT_YET = re.compile(r"\b(?:should|would|could|might|was to|were to|had been due|not|never|before|until|if|once)\b")
_FAR = 240
_STOP = re.compile(r"(?<!\b[ap]\.m)[.!?][”’\")]*\s+(?=[“‘\"(]?[A-Z])|\n")
_NEAR = 7
_ENTERED = re.compile(
    r"[^.;]{0,120}?\b(?:enter(?:s|ed|ing)?|now in|into)\s+(?:(?:its|a|the)\s+([\w-]+)(?:\s+(?:straight|consecutive))?"
    r"\s+day\b|day\s+(\w+))",
    re.IGNORECASE,
)
_DAY_OF = re.compile(r"\b(?:the|its|on)\s+([\w-]+)\s+day\s+of\s+(?:the|a|an|their)?\s*$", re.IGNORECASE)
_BINDING = frozenset("commit agree bind oblige pledge undertake require promise vow order provide".split())


def printed_start(finder: MentionFinder, named: list[Named], every: list[Named]) -> str | None:
    """The day of "the truce ... had, by and large, held since 26 May" or "..., came into force at midnight"."""
    return next((day_told(e) for e in _printed(finder, named, every, _IN_FORCE)), None)


def printed_end(finder: MentionFinder, named: list[Named], every: list[Named]) -> str | None:
    """The day of "a truce called by the bishop and accepted by both armies expired on Monday"."""
    return next((final_day(e) for e in _printed(finder, named, every, _OVER)), None)


def _printed(
    finder: MentionFinder, named: list[Named], every: list[Named], pattern: re.Pattern[str]
) -> Iterator[TimeExpression]:
    """The expressions of time that such words join to a naming before them."""
    for naming in named:
        stop = _STOP.search(finder.text, naming.end)  # the parse takes "9 p.m. Zenda time" for the end of a sentence
        after = [n.start for n in every if n.start >= naming.end]
        last = min([stop.start() if stop else len(finder.text), naming.end + _FAR, *after[:1]])
        for expression in finder.dates.within(naming.end, last):
            value = expression.value
            if expression.type in {"duration", "vague"} or value is None or interval_of(value.split("T")[0]) is None:
                continue
            between = finder.text[naming.end : expression.surface[0].start]
            found = pattern.search(between)
            if found and not _NOT_YET.search(between[max(found.start() - 40, 0) : found.start()]):
                yield expression


_MEASURED = re.compile(
    r"\b(?:duration|term|period|validity)(?: of [\w -]{1,30})?,?"
    r"\s+(?:(?:is|was|will be|shall be)(?: (?:set|fixed) at)?|:)\s+"
    r"(?:an? |the )?(?:initial )?$",
    re.IGNORECASE,
)
_BEHIND = 400


def measured(finder: MentionFinder, named: list[Named]) -> str | None:
    """The length of "Its initial duration is 45 days", told soon behind a naming."""
    for naming in named:
        for expression in finder.dates.within(naming.end, naming.end + _BEHIND):
            first = expression.surface[0].start
            if expression.type == "duration" and _MEASURED.search(finder.text[max(first - 60, 0) : first]):
                return expression.value
    return None


def counted_start(finder: MentionFinder, named: list[Named]) -> str | None:
    """The first day of a truce that "has entered its fifth day", or of which today is "the third day"."""
    if finder.published is None:
        return None
    for naming in named:
        sentence = sentence_of(naming.noun)
        behind = finder.text[naming.end : min(sentence.end_char, naming.end + _FAR)]
        before = finder.text[max(sentence.start_char, naming.start - 40) : naming.start]
        found = _ENTERED.match(behind) or _DAY_OF.search(before)
        word = next((w for w in found.groups() if w), "") if found is not None else ""
        number = ordinal_of(word) or int(number_of(word) or 0)
        if number < 1:
            continue
        told = [e for e in finder.dates.within(sentence.start_char, sentence.end_char) if e.type == "date"]
        days = [d for e in told if (d := day_of(e.value)) is not None]
        last = days[0] if len(days) == 1 and abs((finder.published - days[0]).days) < _NEAR else finder.published
        return (last - timedelta(days=number - 1)).isoformat()
    return None


def silent_for(finder: MentionFinder, silences: list[Silence]) -> str | None:
    """Such as "commits both armies to stop all operations for 60 days": how long the guns are to be silent."""
    for silence in silences:
        verb, what = silence.verb, silence.what
        if lemma(verb.head) not in _BINDING:
            continue
        for expression in finder.dates.within(what.idx, sentence_of(verb).end_char):
            is_length = expression.type == "duration" and _is_for(finder, expression)
            if is_length and expression.value and finder.clause_verb(expression) in {verb, what}:
                return expression.value
    return None


def _is_for(finder: MentionFinder, expression: TimeExpression) -> bool:
    first = expression.surface[0].start
    return FOR.search(finder.text[max(first - 30, 0) : first]) is not None
