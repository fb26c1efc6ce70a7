"""Who the plain words of a report have for or against what, beside what a reading made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from trucewatch.checks.opposites import Sign, signs_of
from trucewatch.checks.plan_names import Named, NamesIn, matters_named
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage

_OPEN = re.compile(
    r"\b(?:if|whether|unless|must|has to|have to|needs? to|should|might|(?-i:may)|could|urg\w+|call\w* (?:on|for)"
    r"|ask\w*|press\w*|expect\w*"
    r"|likely|hop\w+"
    r"|want\w*|denie[sd]|deny\w*|before|after|until|once|when|had (?:\w+ly |been )*\w+(?:ed|wn)|yet to|first"
    r"|initial\w*|earlier|previous\w*|former\w*"
    r"|ago|since|last (?:week|month|year|spring|summer|autumn|winter)|(?<!hours )(?<!minutes )later|then"
    r"|eventually|finally|reportedly|in principle"
    r"|chang\w+|revers\w+|parts?|clauses?|articles?|some|provisions?|version|years?)\b|\?",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:had(?: already)?|already|earlier|before|first|until|only when|when|ago|since|once|later)\b", re.IGNORECASE
)
_WEAK = "praise"  # the axis of words that take no plan up or throw it out
_AXES = frozenset({"stance", _WEAK})
# What a speaker tells begins behind these: "had accepted" is there of no earlier time, nor does "could not" leave it
# open.
_SAYING = re.compile(
    r".*\b(?:said|told|added|announced|declared|wrote|confirmed|insisted|says|tells)\b(?:[^;:]*?\bthat\b)?", re.DOTALL
)
_HAD = re.compile(r"\bhad\b")
_COULD = re.compile(r"\bcould(?: not\b| never\b|n['’]t\b)")
_TO = re.compile(r"\bto (?:\w+ly )?$", re.IGNORECASE)
_READY = re.compile(
    r"\b(?:ready|willing|prepared|agree[sd]?|decided|voted|chose|inclined|free|vowed) to (?:\w+ly )?$", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;!]|: (?![“\"])|\b(?:but|while|whereas|although|though)\b|, (?:and|which|who) ")
_ASIDE = re.compile(
    r", [^,.;:“”]{3,60}\b(?:said|says|told|noted|notes|added|adds|confirmed|announced|wrote)\b[^,.;:]{0,40},"
)
_BODIES = (
    "government|cabinet|army|rebels?|militias?|movement|front|council|assembly|parliament|party|league|union|congress"
    "|rally|coalition|opposition|insurgents?|separatists?|guerrillas?|junta|regime|command|ministry|administration"
    "|authority|guard|brigade|committee|alliance|federation|bloc|clans?|elders|presidency|leadership|delegation"
)
_BODY = re.compile(rf"\b(?:{_BODIES})\b", re.IGNORECASE)
_SIDE = re.compile(
    rf"(?:\b(?i:the )(?:[\w-]+ ){{0,2}}?(?i:{_BODIES})\b(?: of (?:the )?[A-Z][\w-]+)?"
    rf"|\b[A-Z][\w-]*(?:(?:[’']s?)? (?:[A-Z][\w-]*\b|(?i:{_BODIES})\b))*(?:[’']s (?:[a-z]+ )?(?i:{_BODIES})\b)?)"
)
_OFFICE = re.compile(
    r"\b(?:envoy|spokes\w+|minister|negotiator|advis[eo]r|aide|ambassador|delegate|representative|secretary|president"
    r"|leader|chief|chairman|chairwoman|chair|commander|colonel|general|head|deputy|mayor|man|woman|mr|ms|mrs|who leads"
    r"|emissary|speaker|governor|bishop)\b",
    re.IGNORECASE,
)
_IN_OFFICE = re.compile(rf"{_OFFICE.pattern}(?: (?:at|in|to|of) (?:the )?\w+)?,? $", re.IGNORECASE)
_WITH_OFFICE = re.compile(
    rf", (?:who leads\b|(?:(?:the|its|their|his|her) )?(?:[\w’'-]+ ){{0,4}}?{_OFFICE.pattern})", re.IGNORECASE
)
_NO_SIDE = frozenset(
    "the a an it he she they we i its his her their this that these those in on at by from for both all and but "
    "yet then asked q "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october "
    "november december mr ms mrs breaking over speaking according yes no diplomats mediators mediator officials "
    "answer once only "
    "president minister prime foreign ministry un united nations nations security eu".split()
)
_ITS = re.compile(r"\b(?:his|her|its|their) (?:own )?[\w-]+", re.IGNORECASE)
_HIS = re.compile(r"\b(?:his|her|their) (government|cabinet|army|party|movement)\b")
_PLACE = re.compile(r"\b(?:in|at|near|from|over|outside|around) $", re.IGNORECASE)
_BY = re.compile(r"^(?: \w+){0,2}? by (?:the )?", re.IGNORECASE)
_LITTLE = frozenset("same own ruling new whole own".split())
_NEAR = 70  # characters between the words of a stance and the name of its matter
_APART = 12  # characters: of two cues nearer than this the first governs the second
_OPPOSITE = 2
_MOST = 40  # cues of one report that are looked at


@dataclass(frozen=True)
class StanceInWords:
    """One stance as a sentence has it.

    Attributes:
        side: the words of the holder that tell it from others; `name` as printed, `at` where.
        person: who speaks, as printed; "" where no person is named.
        matter: what tells the plan from others in this text.
        is_for: for or against.
        is_weak: praise or blame only.
        sentence: the sentence; `cue` the offset of the words of the stance in the text.
    """

    side: frozenset[str]
    name: str
    at: int
    person: str
    matter: frozenset[str]
    is_for: bool
    sentence: Passage
    cue: int
    is_weak: bool = False


@lru_cache(maxsize=4096)
def stances_in_words(text: str, *, dated: bool = False) -> tuple[StanceInWords, ...]:
    """The stances that the words of a text tell plainly, in order.

    Args:
        text: the text of a report.
        dated: give the past perfect too, for those who look at the day of each.
    """
    cues = _cues(text)
    names, found, last = matters_named(text), list[StanceInWords](), -99
    persons = dict[str, str]()
    near = {number_at(text, n.passage.start) for n in names.named}
    for cue in cues[:_MOST]:
        here = number_at(text, cue.start)
        if (
            cue.start - last > _APART
            and not near.isdisjoint((here, here - 1, here - 2))
            and (told := _stance(text, names, cue, persons, dated)) is not None
        ):
            found.append(told)
        last = cue.end
    return tuple(found)


def _cues(text: str) -> list[Sign]:
    """The words of a text that tell of a stance, in order."""
    return [s for sentence in sentences_of(text) for s in signs_of(sentence) if s.axis in _AXES]


def opposed_in_words(text: str) -> Iterator[tuple[StanceInWords, StanceInWords]]:
    """Pairs of one side for and against one matter, the nearest first, one pair a side."""
    if len({c.is_on for c in _cues(text)}) < _OPPOSITE:
        return
    held = stances_in_words(text)
    pairs = product((s for s in held if s.is_for), (s for s in held if not s.is_for))
    told = set[frozenset[str]]()
    for one, other in sorted(pairs, key=lambda p: (abs(p[0].cue - p[1].cue), p[0].cue)):
        same = one.side == other.side or _is_short_form(text, one.side, other.side)
        if one.sentence == other.sentence or ((one.is_weak or other.is_weak) and not speak_differently(one, other)):
            continue
        if same and one.matter == other.matter and one.at != other.at and not told & {one.side, other.side}:
            told |= {one.side, other.side}
            yield (one, other) if one.cue < other.cue else (other, one)


def _is_short_form(text: str, one: frozenset[str], other: frozenset[str]) -> bool:
    """Is one the short form of the other, where no second body of the text has that form ("the Union")?"""
    short, full = sorted((one, other), key=len)
    if not short < full:
        return False
    if len(short) > 1 or not _BODY.fullmatch(word := next(iter(short))):
        return True
    return len(set(re.findall(rf"\b([A-Z][\w-]+) {word.capitalize()}\b", text)) - {"The"}) <= 1


def speak_differently(one: StanceInWords, other: StanceInWords) -> bool:
    """Do two different persons speak?"""
    a, b = content_words(one.person), content_words(other.person)
    return bool(a and b and not a & b)


def _stance(text: str, names: NamesIn, m: Sign, persons: dict[str, str], dated: bool) -> StanceInWords | None:
    sentence = sentences_of(text)[number_at(text, m.start)]
    before = _ASIDE.sub(lambda a: " " * len(a[0]), text[sentence.start : m.start])
    start = sentence.start + max((c.end() for c in _CLAUSE.finditer(before)), default=0)
    clause = before[start - sentence.start :]
    near = text[m.end : min(sentence.end, m.end + _NEAR)]
    if dated:
        clause = _PAST.sub(lambda p: " " * len(p[0]), clause)
        near = _PAST.sub(" ", near)
    if (saying := _SAYING.match(clause)) is not None:
        clause = _HAD.sub(lambda h: " " * len(h[0]), clause[saying.end() :])
    if (
        _OPEN.search(_COULD.sub(lambda h: " " * len(h[0]), clause))
        or _OPEN.search(re.split(r"[,;]", near)[0])
        or sentence.text.endswith("?")
    ):
        return None
    if _TO.search(clause) and not _READY.search(clause):
        return None
    matter = _matter(text, names, m, (start, sentence.end))
    holder = _holder(text, (sentence.start, start), m, sentence.end, names, persons)
    if not matter or holder is None:
        return None
    name, at, person = holder
    side = frozenset(w for w in content_words(name) if w not in _LITTLE and w not in _NO_SIDE)
    return StanceInWords(side, name, at, person, matter, m.is_on, sentence, m.start, m.axis == _WEAK) if side else None


def _matter(text: str, names: NamesIn, m: Sign, bounds: tuple[int, int]) -> frozenset[str] | None:
    """What the stance is on: the name next behind it, else the last before it, else the one of the sentences before."""
    sentence_start = sentences_of(text)[number_at(text, m.start)].start
    behind = [n for n in names.named if m.start <= n.passage.start <= m.end + _NEAR and n.passage.end <= bounds[1]]
    front = [n for n in names.named if bounds[0] <= n.passage.start and n.passage.end <= m.start]
    if behind and not re.search(r"[;.]|, (?!an?\b)", text[m.end : behind[0].passage.start]):
        return _key(names, behind[0])
    if front:
        return _key(names, front[-1])
    earlier = [n for n in names.named if sentence_start <= n.passage.start and n.passage.end <= m.start]
    if earlier:
        return _key(names, earlier[-1])
    if (
        re.match(r"(?: (?:to|for|of|by|with))? (?:it|this)\b", text[m.end : m.end + 20])
        or " it " in text[bounds[0] : m.start]
    ):
        return names.by_pronoun(m.start)
    return None


def _key(names: NamesIn, named: Named) -> frozenset[str] | None:
    """What tells a matter from others; where no plan of the text has a name, its noun."""
    key = names.at(named)
    return key or (frozenset({named.head}) if key is not None else None)


def _holder(
    text: str, starts: tuple[int, int], m: Sign, end: int, names: NamesIn, persons: dict[str, str]
) -> tuple[str, int, str] | None:
    """The holder as printed, its place, and the person who speaks."""
    if (by := _BY.match(text[m.end : min(end, m.end + 40)])) is not None:
        first = _SIDE.match(text, m.end + by.end())
        return (first[0], first.start(), "") if first else None
    for start in dict.fromkeys((starts[1], starts[0])):
        sides = sides_in(text, start, m.start, names)
        if not sides:
            continue
        name, at = sides[-1]
        if _BODY.search(name) or not _is_person(text, name, at, start, end):
            person = next(
                (n for n, a in sides_in(text, starts[0], end, names) if _is_person(text, n, a, starts[0], end)), ""
            )
            return name, at, person if person != name else ""
        owner = _owner(text, name, at, (starts[0], end), names) or persons.get(name.split()[-1])
        if owner is None and persons and _ITS.search(text[starts[0] : at]):
            owner = list(persons.values())[-1]
        if owner:
            persons[name.split()[-1]] = owner
            return owner, at, name
        return name, at, name
    return None


def sides_in(text: str, start: int, end: int, names: NamesIn) -> list[tuple[str, int]]:
    """Names of sides and persons in a stretch that belong to no plan's name and are no place."""
    found = []
    for s in _SIDE.finditer(text, start, end):
        inside = any(n.passage.start <= s.start() < n.passage.end for n in names.inside(start - 60, end + 90))
        words = content_words(s[0]) - _NO_SIDE
        if words and not inside and not _PLACE.search(text[max(0, s.start() - 9) : s.start()]):
            found.append((s[0], s.start()))
    return found


def _is_person(text: str, name: str, at: int, start: int, end: int) -> bool:
    """Is it a person: an office before or behind the name?"""
    if _BODY.search(name) or name.lower().startswith("the "):
        return False
    front, behind = text[max(start, at - 60) : at], text[at + len(name) : min(end, at + len(name) + 40)]
    if front.endswith((" of ", " for ", " of the ", " for the ", "’s ", "'s ")) or behind.startswith(("’s ", "'s ")):
        return False
    return bool(_IN_OFFICE.search(front) or _OFFICE.match(name) or _WITH_OFFICE.match(behind))


def _owner(text: str, name: str, at: int, bounds: tuple[int, int], names: NamesIn) -> str | None:
    """Whom a person speaks for, by the words of its sentence."""
    of = re.match(
        r",? (?:of|for|from) (?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)*)", text[at + len(name) : at + len(name) + 60]
    )
    if of is not None:
        return of[1]
    leads = re.search(
        r"^, who (?:leads|heads|speaks for) (?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)*)", text[at + len(name) : bounds[1]]
    )
    if leads is not None:
        return leads[1]
    others = [n for n, a in sides_in(text, bounds[0], at, names) if n != name]
    if others:
        return others[-1]
    own = _HIS.search(text, bounds[0], bounds[1])
    return f"the {own[1]}" if own else None
