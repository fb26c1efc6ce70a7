"""Times that hang on an event, "ten days after the board passed the list", and where a text dates that event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from trucewatch.checks.day_words import (
    ORDINAL,
    PrintedDay,
    PrintedLength,
    nth_day,
    printed_days,
    printed_lengths,
    within,
)
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.vocabulary.passage import Passage

_WAY = re.compile(
    r"['’]?\s+(?:(?:had |have |has )?(?:passed|gone by|elapsed) |on )?"
    r"(after|following|from|of|since|before|prior to|ahead of(?!\s+(?:time|plan|schedule|target)\b))\s+(?=\w)"
)
_NTH_DAY = re.compile(rf"\b(?:{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)) day (?=(?:after|following|before)\b)")
_DAY_SIGNS = (" day after", " day following", " day before")
# where the words that name the event end
_EVENT_END = re.compile(
    r"[,.;:()\[\]“”\"–—\n]| - | (?:on|by|when|while|unless|if|but|or|so|as|than|shall|must|will|is to|are to)(?= )"
)
_MOST = 110  # characters that name an event at most
_WORD = re.compile(r"[^\W\d_]{3,}")
_LITTLE = frozenset(
    "the and for with its his her their they that this these those had has have was were been being are who which "
    "whose from into onto upon over under after before since until only own any all both each other first last next "
    "new now today said two three four five six seven eight nine ten hour hours day days week weeks month months year "
    "years such there then than will would shall must can could may might not".split()
)
# what an event is called as a deed and as a thing, by the beginnings of the words
_FAMILIES = (
    "sign signa", "ratif", "entr entered enter force effect took take takes came comes",
    "began begin begins start commence open", "met meet meeting", "withdr pullout pulled pull", "releas freed free",
    "adopt pass", "agree agreement", "arriv", "depart left leav", "elect vote", "ceasef truce pause lull",
    "accord pact deal", "endors approv", "deploy", "handed hand handover",
)  # fmt: skip
_FAMILY = {word: family.split()[0] for family in _FAMILIES for word in family.split()}
_DATED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|tonight|ago|noon|midnight|(?:19|20)\d\d"
    r"|this (?:morning|afternoon|evening|week|month)|last (?:night|week|month|year)"
    r"|Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|April|June|July|August|September|October|November"
    r"|December|(?:in|of|late|early|mid) (?:March|May))\b"
)


@dataclass(frozen=True, slots=True)
class AnchoredTime:
    """A length of time from an event that the words name.

    Attributes:
        length: how long.
        event: the words that name the event.
        way: after or before; "of" and "from" are after.
    """

    length: PrintedLength
    event: Passage
    way: Literal["after", "before"]

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.length.start

    @property
    def end(self) -> int:
        """Where the words that name the event end."""
        return self.event.end


@lru_cache(maxsize=4096)
def anchored_times(text: str) -> tuple[AnchoredTime, ...]:
    """Every length of time from a named event; those told as "the tenth day after" behind the others."""
    found = []
    for length in (*printed_lengths(text), *_nth_days(text)):
        way = _WAY.match(text, length.end)
        if way is None or (way[1] == "of" and not length.is_limit):
            continue  # "three days of talks"
        end = _EVENT_END.search(text, way.end(), way.end() + _MOST)
        stop = end.start() if end else min(len(text), way.end() + _MOST)
        if keys(text[way.end() : stop]):
            event = Passage.of(text, way.end(), stop)
            side: Literal["after", "before"] = "before" if way[1] in ("before", "prior to", "ahead of") else "after"
            found.append(AnchoredTime(length, event, side))
    return tuple(found)


def _nth_days(text: str) -> list[PrintedLength]:
    """Lengths as in "on the tenth day after"."""
    if not any(sign in text for sign in _DAY_SIGNS):
        return []
    return [PrintedLength(m.start(), m.end() - 1, nth_day(m[0]), "day") for m in _NTH_DAY.finditer(text)]


@lru_cache(maxsize=65536)
def keys(words: str) -> frozenset[str]:
    """What a name of an event and a telling of it share: the beginnings of their words, deeds and things as one."""
    return frozenset(_key(w) for word in _WORD.findall(words) if (w := word.lower()) not in _LITTLE)


def _key(word: str) -> str:
    for size in range(min(len(word), 9), 2, -1):
        if word[:size] in _FAMILY:
            return _FAMILY[word[:size]]
    return word[:5] if len(word) > 5 else word.rstrip("s")


def tellings(text: str, time: AnchoredTime) -> list[Passage]:
    """The other sentences of a text that may speak of the event: they share two words of what names it, or half."""
    wanted = keys(time.event.text)
    least = min(2, -(-len(wanted) // 2))
    return [s for s in sentences_of(text) if not s.start <= time.start < s.end and len(wanted & keys(s.text)) >= least]


def has_date(sentence: str) -> bool:
    """Does a sentence hold a day, a month or a word that places it in time?"""
    return _DATED.search(sentence) is not None or bool(printed_days(sentence))


def day_of_event(text: str, time: AnchoredTime, days: Sequence[PrintedDay]) -> PrintedDay | None:
    """The day on which the rest of a text has the event; None where it has none, or several."""
    wanted = keys(time.event.text)
    found = []
    for sentence in tellings(text, time):
        for day in within(days, sentence.start, sentence.end):
            before = text[max(sentence.start, day.start - 70) : day.start]
            clause = re.split(r"[,;:]|\b(?:and|but|while)\b", before)[-1]
            is_on = clause.rstrip().lower().endswith((" on", " of", " on the"))
            if is_on and 3 * len(wanted & keys(clause)) >= 2 * len(wanted):
                found.append(day)
    return found[0] if found and len({d.value for d in found}) == 1 else None


def own_day(text: str, time: AnchoredTime, days: Sequence[PrintedDay]) -> PrintedDay | None:
    """The day that stands beside the words as the day they come to: "on 9 May, two days after the signing"."""
    sentence = sentences_of(text)[number_at(text, time.start)]
    held = within(days, sentence.start, sentence.end)
    if len(held) != 1:
        return None
    day = held[0]
    between = text[time.end : day.start] if day.start >= time.end else text[day.end : time.start]
    return day if re.fullmatch(r"[,(]? ?(?:that is,? |on )?(?:on )?(?:the )?|, ", between) else None
