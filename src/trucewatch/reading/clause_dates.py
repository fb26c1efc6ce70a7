"""The day printed right behind a verb, where the parse hangs it elsewhere: "signed in Zenda, Ruritania, on 2 May"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from trucewatch.reading.dates import Dates
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.kinds import TimeExpression

_FAR = 90
_PLACE = r"(?:the\s+)?[A-Z][\w’'.-]*(?:\s+(?:of\s+|the\s+|de\s+|es\s+)?[A-Z][\w’'.-]*)*"
_ONLY_PLACES = re.compile(
    rf"(?:,?\s+(?:in|at|near)\s+(?:(?:the|this)\s+(?:[\w-]+\s+)?(?:capital|city|town)(?:\s+of)?\s*)?(?:{_PLACE}(?:,\s+{_PLACE})*)?)?"
    r",?\s+(?:on|in|at|early|late)\s+(?:(?:on|the)\s+)?"
)


def date_behind(verb: Token, dates: Dates) -> TimeExpression | None:
    """The calendar expression behind a verb with nothing but a place between the two; None where there is none.

    Args:
        verb: a verb, finite or a participle.
        dates: of the report; offsets are its characters.
    """
    doc, last = verb.doc, verb.idx + len(verb)
    for expression in dates.within(last, min(last + _FAR, sentence_of(verb).end_char)):
        if expression.type not in {"date", "time"} or not expression.value:
            continue
        between = doc.text[last : expression.surface[0].start]
        return expression if _ONLY_PLACES.fullmatch(between) else None
    return None
