"""All counts of a report read once, each with the words around it: what checks of arithmetic go by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from trucewatch.checks.counts import Count, counts_by_sentence

_BORDER = re.compile(r"[,;:()“”\"\n]|\.\s|\s[-–—]+\s|\b(?:and|but|while|plus)\b")
_KEPT = 2048
_THE = re.compile(r"\b(?:the|these|those|both|our|its|their|not)\s+\Z", re.IGNORECASE)
_PART_OF = re.compile(r" (?:out )?of (?:the |its |their |these |those |some )?")
_ITEM = re.compile(r"[\n(]\s*\d{1,2}[.)]\s")
_SMALL = 6  # so many things at most are named again by their number
_REACH = 70  # characters of a clause that are looked at, on either side
_LEFT = re.compile(
    r"\b(?:(?:yet|still|left|remain(?:s|ed|ing)?) to (?:be|go|come|follow|leave|\w+)|yet to|to go|to come|to follow|"
    r"outstanding|pending|still (?:\w+ )?(?:owed|due|held|waiting|missing|short|out|in)|awaited|undelivered|remaining|"
    r"remains?|remained|remainder|shortfall|arrears|balance|not yet|lie ahead|un(?:returned|paid|cleared|opened"
    r"|finished|met)|"
    r"await(?:s|ing)?|missing|lacking|unaccounted|in place|difference|(?:has|have|had) not|(?:has|have) n[o']t"
    r"|to spare|"
    r"(?:is|are|was|were) (?:still|not)|stays?|stayed|behind schedule|short of|in default|owes?|more (?:must"
    r"|are|is|will))\b",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:total(?:s|led|ling|ed|ing)?|in all|altogether|all told|mak(?:es|ing)|com(?:es|ing) to|came to|sums?"
    r"|that is|that's|"
    r"add(?:s|ing|ed)? up to|amount(?:s|ed|ing)? to|bring(?:s|ing)? [^.;]{2,40} to|brought [^.;]{2,40} to|strength|"
    r"(?:has|have|had) reached|equals?|gives?|giving|combined|the (?:tally|count|toll|sum|figure|number|bill"
    r"|whole|lot)(?: [a-z]+){0,2}|="
    r"|an? (?:[a-z]+ )?(?:convoy|force|column|group|team|party|train|list|body|fleet|crew) of|hence|thus|so)"
    r"\W+(?:is |are |of |to |at |was |were |the |stands at |a |exactly |just )*\Z",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(
    r"[^.;:(),\n\d]{0,30}?\b(?:in all|in total|all told|total|altogether|overall|together|combined|strong|in number|"
    r"by (?:my|our|his|her|their) (?:count|reckoning))\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\bthe (?:other|remaining|rest,|remainder,|rest of the)\s+\Z", re.IGNORECASE)
_MORE = re.compile(r"\b(?:another|a further|(?:and|with) (?:some )?other)\s+\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """A count with its clause.

    Attributes:
        count: the number and what it counts.
        sentence: the number of its sentence in the text.
        before, after: the words of its clause on either side, to the next number or stop.
        text: the text it stands in.
    """

    count: Count
    sentence: int
    before: str
    after: str
    text: str

    @property
    def number(self) -> float:
        """Its value."""
        return self.count.number or 0

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its clause, in lower case."""
        return frozenset(re.findall(r"[^\W\d_]+", f"{self.before} {self.after} {self.count.shown}".lower()))

    @cached_property
    def is_left(self) -> bool:
        """Do the words say that so many are still to come?"""
        return _LEFT.search(self.after) is not None or _LEFT.search(self.before) is not None

    @cached_property
    def is_total(self) -> bool:
        """Do the words make it a total?"""
        before = self.text[max(0, self.count.start - 60) : self.count.start]
        return _TOTAL_BEFORE.search(before) is not None or _TOTAL_AFTER.match(self.text, self.count.end) is not None

    @cached_property
    def is_rest(self) -> bool:
        """Is it told as "the other N"?"""
        return _OTHER.search(self.text, max(0, self.count.start - 20), self.count.start) is not None

    @cached_property
    def is_further(self) -> bool:
        """Is it told as "another N"?"""
        return _MORE.search(self.text, max(0, self.count.start - 20), self.count.start) is not None

    @cached_property
    def is_known(self) -> bool:
        """Does it only name a small group again, as "the three districts" does?"""
        if self.number > _SMALL or self.is_left or self.is_rest:
            return False
        return _THE.search(self.text, max(0, self.count.start - 8), self.count.start) is not None


@lru_cache(maxsize=_KEPT)
def told_counts(text: str) -> tuple[Told, ...]:
    """The numbered counts of a text, in order, vague ones left out."""
    return tuple(_told(text))


def _told(text: str) -> Iterator[Told]:
    for number, sentence, held in counts_by_sentence(text):
        counts = [c for c in held if c.number is not None and not _ITEM.match(text, c.start - 1)]
        for at, count in enumerate(counts):
            left = max(counts[at - 1].end if at else sentence.start, count.start - _REACH)
            right = min(counts[at + 1].start if at + 1 < len(counts) else sentence.end, count.end + _REACH)
            before = _BORDER.split(text[left : count.start].rstrip(" :\n"))[-1]
            after = _BORDER.split(text[count.end : right], maxsplit=1)[0]
            yield Told(_named(text, count, counts[at + 1 :]), number, before, after, text)


def _named(text: str, count: Count, behind: Sequence[Count]) -> Count:
    """The count with the noun of the whole that it is told of: "44 of the 80 schools" counts schools."""
    if count.nouns or not behind or not _PART_OF.fullmatch(text, count.end, behind[0].start):
        return count
    return replace(count, nouns=behind[0].nouns)
