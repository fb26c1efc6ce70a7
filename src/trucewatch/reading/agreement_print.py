"""What print tells of an agreement where the parse breaks off: when it began, how long the guns are to be silent."""

from __future__ import annotations

import re

from trucewatch.reading.agreement_mentions import MentionFinder, Named
from trucewatch.reading.agreement_phrases import FOR
from trucewatch.reading.obligation_syntax import lemma
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.dates import interval_of
from trucewatch.vocabulary.kinds import TimeExpression

_IN_FORCE = re.compile(
    r"\b(?:(?:came|come|comes|went|gone|entered|enters) into (?:force|effect|operation)"
    r"|(?:took|takes|taken) (?:effect|hold)|(?:began|begun|started)"
    r"|(?:held|in (?:force|effect|place|operation)|observed|respected) (?:ever )?since)"
    r"\s+(?:(?:on|at|from|since|early|late|the stroke of|midnight|noon|dawn|local time|of|the)\s+"
    r"|(?:on|at) [^,;.]{1,25} on\s+)*$"
)
_NOT_YET = re.compile(r"\b(?:should|would|could|might|was to|were to|had been due|not|never|before|until|if|once)\b")
_FAR = 240
_BINDING = frozenset("commit agree bind oblige pledge undertake require promise vow order provide".split())


def printed_start(finder: MentionFinder, named: list[Named], every: list[Named]) -> str | None:
    """The day of "the truce ... had, by and large, held since 26 May" or "..., came into force at midnight"."""
    for naming in named:
        sentence = sentence_of(naming.noun)
        after = [n.start for n in every if n.start >= naming.end]
        last = min([sentence.end_char, naming.end + _FAR, *after[:1]])
        for expression in finder.dates.within(naming.end, last):
            value = expression.value
            if expression.type in {"duration", "vague"} or value is None or interval_of(value.split("T")[0]) is None:
                continue
            between = finder.text[naming.end : expression.surface[0].start]
            found = _IN_FORCE.search(between)
            if found and not _NOT_YET.search(between[max(found.start() - 40, 0) : found.start()]):
                return value.split("T")[0]
    return None


def silent_for(finder: MentionFinder) -> str | None:
    """Such as "commits both armies to stop all operations for 60 days": how long the guns are to be silent."""
    for verb, what in finder.stoppings():
        if lemma(verb.head) not in _BINDING:
            continue
        for expression in finder.dates.within(what.idx, sentence_of(verb).end_char):
            is_length = expression.type == "duration" and _is_for(finder, expression)
            if is_length and expression.value and finder.clause_verb(expression) == verb:
                return expression.value
    return None


def _is_for(finder: MentionFinder, expression: TimeExpression) -> bool:
    first = expression.surface[0].start
    return FOR.search(finder.text[max(first - 30, 0) : first]) is not None
