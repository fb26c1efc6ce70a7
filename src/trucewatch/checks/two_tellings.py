"""Passages side by side in which two sources give two numbers for one thing, by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from trucewatch.checks.counts import Count, is_person, numbers_in, sentence_of, singular
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage

_SAYS = (
    r"(?:says?|said|puts?|counts?|counted|finds?|found|gives?|gave|lists?|listed|records?|recorded|logs?|"
    r"logged|reckons?|"
    r"reckoned|reports?|reported|claims?|claimed|estimates?|estimated|admits?|admitted|speaks?|spoke|has it|insists?|"
    r"insisted|registers?|registered|announced?|announces|maintains?|maintained|holds? to|states?|stated|"
    r"acknowledges?|"
    r"acknowledged|told|writes?|wrote|noted?|notes|entered|tallied|swears?|swore|arrives? at|arrived at|"
    r"comes? to|came to)"
)
_PAPER = (
    r"(?:log|account|note|list|tally|count|figures?|books?|return|register|report|reckoning|version|"
    r"records?|roll|ledger|"
    r"statement|bulletin|sheet|diary|papers?|communiqu[eé]|estimate|own)"
)
_NAME = r"[\w’'-]+(?: (?!who\b|that\b|which\b)[\w’'-]+){0,5}?"
_SOURCES = (
    re.compile(rf"\b[Aa]ccording to (?:the |its |a )?({_NAME})(?= \d|,|\.|;|$| in \b| \w+ (?:people|men|women))"),
    re.compile(rf"\b[Bb]y (?:the )?({_NAME})['’]s? (?:own )?{_PAPER}?\b"),
    re.compile(rf"\b(?:[Tt]he |[Aa] |[Ii]n )?({_NAME})['’]s? (?:own )?{_PAPER}\b"),
    re.compile(rf"[,\"”] {_SAYS} (?:the |a |an )?({_NAME})(?=[,.;]|$)"),
    re.compile(r"(?:^|[?.!\n] |Ask )((?!(?:How|At|In|On|By|From|"
    r"Of)\b)[A-Z][^.:?!\n\d,]{3,60})(?:, who [^:.\n]{3,60})?: ?[\"“\w\d]"),
    re.compile(rf"(?:^|[,;.\"”“:] ?|\b(?:and|but|while|whereas|though) )(?:(?:[Tt]he|[Aa]n?|[Mm]y|[Oo]ur|"
    rf"[Ii]ts) )?({_NAME}),?(?: (?:though|however|likewise|meanwhile|for (?:its|his|her|their) part),?|"
    rf" (?:of|in|at|on|from) [^,.;\d]{{2,40}}?,?)? {_SAYS}\b"),
)  # fmt: skip
_BREAK = re.compile(r"(?:;|, (?:while|whereas|but|against)|\b(?:while|whereas) )\s*")
_TOLD = re.compile(rf"\b{_SAYS}\b|\b[Aa]ccording to\b|['’]s? (?:own )?{_PAPER}\b|: [\"“]|\b[Bb]y the \w+['’]s")
_OTHER = re.compile(
    r"\b(?:another|more(?! than)|further|others|earlier|previous(?:ly)?|last (?:week|month|year)|rose|risen|"
    r"fell|fallen|up from|"
    r"down from|of (?:them|whom|these|those|which)|including|among|compared|average|so far|ago|since|would|"
    r"should|will|"
    r"wants?|demand\w*|propos\w*|(?:each|every|a|per) (?:day|week|month|side)|some of|the remaining|"
    r"the rest|new|later|"
    r"(?:the |its |his )?(?:second|third|final) )\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:[Nn]ot (?:one|a single)) ([a-z]+)")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATE = re.compile(
    rf"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{{1,2}} {_MONTH}\b|{_MONTH}\b|today|"
    rf"yesterday)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|at|on|near) (?:the )?([A-Z]\w{2,})")
_DEEDS = {
    "killed": "dead", "died": "dead", "dead": "dead", "deaths": "dead", "die": "dead", "loss": "dead", "lost": "dead",
    "buried": "dead", "bodies": "dead", "wounded": "hurt", "hurt": "hurt", "injured": "hurt", "injuries": "hurt",
    "freed": "free", "released": "free", "missing": "gone", "held": "held", "detained": "held", "arrested": "held",
    "captured": "held", "hold": "held", "holds": "held", "burned": "burnt", "burnt": "burnt",
    "damaged": "harmed", "fled": "fled", "displaced": "fled",
    "returned": "back", "arrived": "back", "crossed": "over",
}  # fmt: skip
_SELF = re.compile(r"\b(?:it|they|we|I|of (?:its|their|our))\b(?! is\b)")
_LENGTHS = frozenset("season minute hour day night week month year time side party point page o'clock".split())
_SLIGHT = frozenset(
    "people person man say said put give gave count figure number only just exactly though however but "
    "while there were "
    "have has had not one own there".split()
)
_PRONOUNS = frozenset("he she it they we i who that and but there both all neither".split())
_NUMBERS = re.compile(
    r"\b(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|one|two|"
    r"three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|dozen)\b",
    re.IGNORECASE,
)
_OF_THEIRS = re.compile(r"\s+of (?:its|his|her|their|our|the) (?:own )?(\w+)\b")
_MEASURE = re.compile(r"\d+-[a-z]")  # "its 50-mile claim"
_OWN = re.compile(r"\b(?:its|their) own (?:losses|dead|men|side|fighters|casualties)\b")
_SUCH = re.compile(r"\bsuch\b|\bthe same (?!day|week|number)\w+")
_SHARED = 3  # words that two clauses must share, one fewer where day or place are the same
_BESIDE = 2  # sentences that the second telling may stand behind the first
_APART = 1.2  # numbers nearer than this may be two roundings


@dataclass(frozen=True)
class Telling:
    """A number that one source gives, with the words for what it is of."""

    count: Count
    clause: Passage
    noun: str
    source: frozenset[str]
    words: frozenset[str]
    place: int

    @property
    def text(self) -> str:
        """The words of its clause."""
        return self.clause.text

    @property
    def deeds(self) -> frozenset[str]:
        """What befell those counted."""
        return frozenset(_DEEDS[w] for w in re.findall(r"[a-z]+", self.text.lower()) if w in _DEEDS)


def two_tellings(text: str) -> Iterator[tuple[Telling, Telling]]:
    """Two numbers for one thing by two sources, in clauses at most one sentence apart."""
    held: list[Telling] = []
    for sentence in sentences_with(text, _TOLD, within=200):
        for start, end in _clauses(text, sentence):
            for telling in _tellings(text, start, end):
                for before in held[-4:]:
                    if telling.place - before.place <= _BESIDE and _differ(before, telling):
                        yield before, telling
                        break
                held.append(telling)


def _clauses(text: str, sentence: Passage) -> Iterator[tuple[int, int]]:
    at = sentence.start
    for m in _BREAK.finditer(text, sentence.start, sentence.end):
        if text[at : m.start()].strip():
            yield at, m.start()
        at = m.end()
    if text[at : sentence.end].strip():
        yield at, sentence.end


def _tellings(text: str, start: int, end: int) -> Iterator[Telling]:
    clause = Passage.of(text, start, end)
    counts = [
        c
        for c in numbers_in(text, start, end)
        if c.noun not in _LENGTHS and c.number is not None and not _MEASURE.match(text, c.start)
    ]
    if m := _NONE.search(text, start, end):
        counts.append(Count(Passage.of(text, *m.span()), 0, 0, 0, tuple(content_words(m[1]))))
    if len(counts) == 1 and not _OTHER.search(clause.text) and (source := source_of(clause.text)):
        bare = _NUMBERS.sub(" ", clause.text)
        words = {w for w in content_words(bare) if w.isalpha()} - source - _SLIGHT
        said = {_DEEDS.get(w, w[:5]) for w in words if w in _DEEDS or not re.fullmatch(_SAYS, w)}
        m = _OF_THEIRS.match(text, counts[0].end)
        noun = singular(m[1]) if m and not counts[0].noun else counts[0].noun
        yield Telling(counts[0], clause, noun, source, frozenset(said), sentence_of(text, counts[0].passage)[0])


def source_of(clause: str) -> frozenset[str]:
    """The words for who gives a number, without articles; empty where none is named."""
    for pattern in _SOURCES:
        for m in pattern.finditer(clause):
            words = content_words(m[1])
            found = frozenset(w for w in words if w.isalpha() and not re.fullmatch(_SAYS, w) and w not in _PRONOUNS)
            if found:
                return found
    return frozenset()


def _differ(one: Telling, other: Telling) -> bool:
    """Do two sources exclude each other on one thing, at one place and time?"""
    if bool(_OWN.search(one.text)) != bool(_OWN.search(other.text)) or (
        _SELF.search(one.text) and _SELF.search(other.text)
    ):
        return False
    small, large = sorted((one.count, other.count), key=lambda c: c.number or 0)
    if one.source & other.source or small.high >= large.low or (large.number or 0) < _APART * (small.number or 0):
        return False
    if not _is_one_thing(one, other) or _excludes(one.deeds, other.deeds):
        return False
    days, places = ([{m.lower() for m in pattern.findall(t.text)} for t in (one, other)] for pattern in (_DATE, _PLACE))
    if _excludes(days[0], days[1]) or _excludes(places[0] - days[0] - days[1], places[1] - days[0] - days[1]):
        return False
    shared, day = one.words & other.words, bool(days[0] & days[1])
    if other.place - one.place <= 1 and not other.noun and (len(other.words) <= 1 or (not one.noun and day)):
        return True
    if _SUCH.search(other.text) and one.noun == other.noun != "":
        return True
    if not (one.noun and other.noun) and not one.deeds & other.deeds:
        return False
    told = day or places[0] & places[1] or shared in (one.words, other.words)
    return len(shared) >= (_SHARED - 1 if told else _SHARED)


def _is_one_thing(one: Telling, other: Telling) -> bool:
    if not one.noun or not other.noun or one.noun == other.noun:
        return True
    kinds = [any(is_person(n) for n in (*t.count.nouns, t.noun)) for t in (one, other)]
    return all(kinds) or bool(set(one.count.nouns) & set(other.count.nouns))


def _excludes(one: Set[str], other: Set[str]) -> bool:
    return bool(one and other and not one & other)
