"""Which plan, or which truce, the words of a report mean: "the Lenk formula", "the plan", "it"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from trucewatch.checks.report_sentences import matches_at, number_at, places_holding, sentence_at
from trucewatch.standing.wording import label_key
from trucewatch.vocabulary.passage import Passage

_GENERIC = frozenset(
    "plan proposal counterproposal counter-proposal counteroffer counter-offer offer draft text paper document package "
    "initiative blueprint roadmap framework formula scheme point memorandum suggestion outline".split()
)
_AFTER = r"\b(?![’'-]?\w)"
# Searched in lower case, and without a boundary in front, which is looked at afterwards: three times as fast.
_PLANS = re.compile(
    r"(?:p(?:lan|roposal|aper|ackage|oint|act)|counter-?(?:proposal|offer)|offer|outline|d(?:raft|ocument|eal)|text"
    r"|initiative|blueprint|roadmap|f(?:ramework|ormula)|s(?:cheme|uggestion)|memorandum|extension|a(?:ccord|greement)"
    rf"|cease-?fire|truce)s?{_AFTER}"
)
# What sides are for or against beside plans: a zone, a swap, a bill.
_MATTERS = re.compile(
    rf"(?:p(?:lan|roposal|aper|ackage|oint|act|atrol)|counter-?(?:proposal|offer)|offer|outline|d(?:raft|ocument|eal)"
    r"|te(?:xt|rm)|initiative|blueprint|road ?map|f(?:ramework|ormula)|s(?:cheme|uggestion|wap)|memorandum|extension"
    r"|a(?:ccord|greement|mnesty)|cease-?fire|truce|corridor|hand-?over|zone|bill|timetable|arbitration|ferry deal)s?"
    rf"{_AFTER}"
)
_TRUCES = re.compile(
    r"(?:a(?:ccord|greement|rmistice)|deal|pa(?:ct|use)|cease-?fire|cessation of (?:hostilities|fire)|truce|lull"
    rf"|understanding|m(?:oratorium|emorandum)|protocol|treaty|standstill){_AFTER}"
)
# What a match of any of the three begins with: simple strings are found many times faster than a pattern.
_BEGINNINGS = (
    *(
        "plan",
        "proposal",
        "paper",
        "package",
        "point",
        "pact",
        "patrol",
        "pause",
        "counter",
        "offer",
        "outline",
        "draft",
    ),
    *("document", "deal", "text", "term", "initiative", "blueprint", "road", "framework", "formula", "scheme"),
    *(
        "swap",
        "suggestion",
        "memorandum",
        "moratorium",
        "extension",
        "accord",
        "agreement",
        "amnesty",
        "armistice",
        "cease",
    ),
    *("cessation", "truce", "corridor", "hand", "zone", "bill", "timetable", "arbitration", "ferry deal", "lull"),
    *("understanding", "protocol", "treaty", "standstill"),
)
_JOINED = re.compile(r"[\w-]")
_SAME = {"cease-fire": "truce", "ceasefire": "truce"}
_POINTING = frozenset("the this that his her its their our these those both said".split())
_OPENING = frozenset("a an any some no another every each one".split())
_STOPS = frozenset(
    "and or but of to for in on at by with from as into over under about against after before since than that which "
    "who whose while when if it he she they we is are was were be been being has have had will would could should may "
    "might must can not says said calls called took takes take taken put puts accept accepts accepted reject rejects "
    "rejected endorse endorses endorsed adopt adopts adopted welcome welcomes welcomed back backs backed approve "
    "approves approved sign signs signed refuse refuses refused support supports supported present presents presented "
    "unveil unveils unveiled propose proposes proposed tabled despite during under".split()
)
_LITTLE = frozenset("own same whole entire so-called very now fragile shaky uneasy".split())
_ORDER = frozenset(
    "new earlier previous former first second third last latest current original next final old initial subsequent "
    "other additional further".split()
)
_MOST_WORDS = 4
_FAR_BACK = 2
_RELATIVE = re.compile(r"^(?:which|that|whom)\b")
_VERB = re.compile(r" (?:another|no) ")  # "the hosts plan another round"
_OPENS = re.compile(r"[“\"‘']?It\b")
_BEHIND = re.compile(r" (?:for|of) (?:the |a |an )?([\w-]+)(?![’'])")
_PRONOUN = re.compile(r"(?:^|.* )(?:it|this)$", re.IGNORECASE)
# Something is put forward without a name, so that "it" behind it is no longer the plan that was named before.
_ANEW = re.compile(
    r"\b(?:propos|suggest)(?:ed|es|ing) (?:that|to)\b|\boffer(?:ed|s|ing) (?:to|that|him|her|them|both|each)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """One place where a plan or truce is named.

    Attributes:
        passage: the words, from the determiner or first word of the name to its head.
        head: the noun itself, as a singular.
        words: what the name says beside a generic noun; empty for "the plan".
        points: is it told as one that is known ("the", "their")?
    """

    passage: Passage
    head: str
    words: frozenset[str]
    points: bool


class NamesIn:
    """The plans, or the truces, that one text names, and which of them other words mean."""

    def __init__(self, text: str, heads: re.Pattern[str]) -> None:
        self.text = text
        lower = text.lower()
        lower = lower if len(lower) == len(text) else text
        found = [
            m
            for m in matches_at(lower, heads, _beginnings(lower))
            if not _JOINED.match(lower[max(0, m.start() - 1) : m.start()])
        ]
        # Of two nouns side by side ("ceasefire proposal") the last is the head.
        found = [m for m, after in zip_longest(found, found[1:]) if after is None or after.start() - m.end() > 1]
        found = [m for m in found if not _VERB.match(lower, m.end())]
        self.named = tuple(_named(text, m.start(), m.end()) for m in found)
        keys = frozenset(n.words for n in self.named if n.words)
        self._full = [k for k in keys if not any(k < other for other in keys)]
        self._plans = {k for n in self.named if n.words and n.head in _GENERIC and (k := self.at(n))}

    def at(self, named: Named) -> frozenset[str] | None:
        """What tells the plan or truce that a name means from others; None where it may mean several.

        A short name means the one fuller name that holds its words; a name without words the one plan of the report,
        else the last that was named by the same noun, or within two sentences.
        """
        if named.words:
            fuller = [k for k in self._full if named.words <= k and not (k - named.words) & _ORDER]
            return fuller[0] if len(fuller) == 1 and named.points else named.words
        if len(self._plans) == 1:
            return next(iter(self._plans))
        if not self._plans:
            return frozenset() if named.points else None
        alike = {k for n in self.named if n.words and n.head == named.head and (k := self.at(n))}
        if named.points and len(alike) == 1:
            return next(iter(alike))
        return self.before(named.passage.start, named.head) if named.points else None

    def before(self, offset: int, head: str | None = None) -> frozenset[str] | None:
        """What was named last within two sentences before an offset, by this noun where one is given."""
        here = number_at(self.text, offset)
        near = [
            n
            for n in self.named
            if n.words and n.passage.end <= offset and here - number_at(self.text, n.passage.start) <= _FAR_BACK
        ]
        same = [n for n in near if n.head == head] or [n for n in near if n.head in _GENERIC] or near
        return self.at(same[-1]) if same else None

    def inside(self, start: int, end: int) -> tuple[Named, ...]:
        """The names that lie inside a stretch of the text."""
        return tuple(n for n in self.named if n.passage.start >= start and n.passage.end <= end)

    def _of_sentence(self, sentence: Passage) -> frozenset[str] | None:
        """The one plan that a sentence speaks of, by its name or by the pronoun that opens it."""
        if _OPENS.match(sentence.text):
            return self.before(sentence.start)
        held = {self.at(n) for n in self.inside(sentence.start, sentence.end)}
        return held.pop() if len(held) == 1 else None

    def by_pronoun(self, offset: int) -> frozenset[str] | None:
        """What "it" or "this" at an offset means: the name before it; None where that is none, or too far back."""
        return None if self._is_anew(offset) else self.before(offset)

    def _is_anew(self, offset: int) -> bool:
        """Was something put forward without a name since the last name before an offset?"""
        start = max((n.passage.end for n in self.named if n.passage.end <= offset), default=offset)
        return _ANEW.search(self.text, start, offset) is not None

    def meant(self, passages: Sequence[Passage], words: str | None) -> frozenset[str] | None:
        """What a statement's object means; None where it is none of these, or not told.

        Args:
            passages: the statement's own, at least one.
            words: its object as the report has it ("the formula", "it", "which Ruhm refuses"); None: not told.
        """
        sentence = sentence_at(self.text, passages[0].start)
        if not words:
            return self._of_sentence(sentence)
        if _RELATIVE.match(words):
            held = self.inside(sentence.start, passages[0].start)
            return self.at(held[-1]) if held and passages[0].start - held[-1].passage.end <= 3 else None
        if _PRONOUN.match(words):
            only = next(iter(self._plans)) if len(self._plans) == 1 else None
            return None if self._is_anew(passages[0].start) else self.before(passages[-1].end) or only
        at = self.text.find(words, max(0, passages[0].start - 1), sentence.end)
        at = at if at >= 0 else self.text.find(words, sentence.start, sentence.end)
        if at < 0:
            return label_key(words) or None
        held = tuple(n for n in self.named if n.passage.start <= at + 24 and n.passage.end > at)
        return self.at(held[0]) if held and held[0].passage.start < at + len(words) else None


@lru_cache(maxsize=4096)
def plan_names(text: str) -> NamesIn:
    """The plans and offers that a text names; held for the checks that ask again."""
    return NamesIn(text, _PLANS)


@lru_cache(maxsize=4096)
def matters_named(text: str) -> NamesIn:
    """The plans and other matters that sides are for or against; held likewise."""
    return NamesIn(text, _MATTERS)


@lru_cache(maxsize=4096)
def truce_names(text: str) -> NamesIn:
    """The truces and agreements that a text names; held likewise."""
    return NamesIn(text, _TRUCES)


@lru_cache(maxsize=4096)
def _beginnings(lower: str) -> tuple[int, ...]:
    """Where a noun of any of the three sets may begin."""
    return tuple(places_holding(lower, _BEGINNINGS))


def _named(text: str, at: int, end: int) -> Named:
    before = text[max(0, at - 80) : at]
    offset = at - len(before)
    start, kept, points, closed = at, list[str](), False, False
    for word in reversed(list(re.finditer(r"\S+", before))):
        bare = word[0].strip("“”\"'‘’").lower()
        if bare in _POINTING or bare in _OPENING:
            start, points, closed = offset + word.start(), bare in _POINTING, True
            break
        if bare in _STOPS or len(kept) == _MOST_WORDS or word[0][-1] in '.,;:?!—–-)”"':
            break
        kept.append(word[0])
        start = offset + word.start()
        if bare.endswith(("’s", "'s")):
            points = closed = True
            break
    if not closed and len(kept) > 1:
        # Without an article (in a headline) only the word beside the head is sure to belong to the name.
        kept = kept[:1]
        start = offset + before.rstrip().rfind(kept[0])
    noun = text[at:end].lower()
    noun = noun if noun in _GENERIC else noun.removesuffix("s")
    noun = _SAME.get(noun, noun)
    behind = _BEHIND.match(text, end) if noun in _GENERIC and not label_key(" ".join(kept)) else None
    if behind is not None:
        kept.insert(0, behind[1])
    words = label_key(" ".join(reversed(kept))) | (_order(kept) if noun not in _GENERIC else frozenset())
    words = frozenset(w for w in words if w not in _LITTLE and w not in _GENERIC)
    if noun not in _GENERIC:
        words |= {noun}
    return Named(Passage.of(text, start, end), noun, words, points)


def _order(words: Sequence[str]) -> frozenset[str]:
    return frozenset(w.lower() for w in words) & _ORDER
