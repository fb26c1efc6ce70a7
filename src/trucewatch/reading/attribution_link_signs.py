"""What speaks for tying two spans of an attribution: where they stand, what stands between them, how they begin.

A sign is a short string; the table of weights knows what each is worth. Signs look at form and order only, never at
names or matters, so that they hold for any conflict.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from trucewatch.errors import ReadingError

Extent = tuple[int, int]

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Maj|Capt|Sen|Rep|Gov|Rev|Hon|Prof|St|Jr|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"\.\s+$"
)
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
_OPENING = "\"“‘'«`"
_CLOSING = "\"”’'»"
_BE = frozenset("is are was were be been being".split())
_PREFACING = frozenset("according in per by from for citing amid as under to".split())
_PRONOUNS = frozenset("he she they it we i you who which that others some".split())
_PRONOUNS_OWN = frozenset("his her their its our my your whose".split())
_COORDINATED = frozenset("and but or then also while".split())
_GAP_MARK = re.compile(r"[,;:.?!—–(]")
_FEW = ("0", "1", "2", "3-4", "5-8", "9-16", "17-32", "33+")
_FEW_UP_TO = (0, 1, 2, 4, 8, 16, 32)


@dataclass(frozen=True)
class Item:
    """A span with its role: "S" source, "C" cue, "K" content."""

    role: str
    start: int
    end: int

    @property
    def extent(self) -> Extent:
        return self.start, self.end


class Layout:
    """The spans of one text in order, with the edges of its sentences and paragraphs.

    Attributes:
        text: the text that the offsets count.
        items: all spans, in order.
    """

    def __init__(self, text: str, items: Sequence[Item], sentences: Sequence[int] | None = None) -> None:
        self.text = text
        self.items = sorted(items, key=lambda i: (i.start, i.end, i.role))
        self._starts = [item.start for item in self.items]
        self._sentences = list(sentences) if sentences is not None else sentence_starts(text)
        self._paragraphs = [m.end() for m in _PARAGRAPH.finditer(text)]
        self._words = [m.start() for m in _WORD.finditer(text)]
        self._sentence_of: dict[int, int] = {}
        self._forms: dict[tuple[str, Item], str] = {}
        self._following: dict[Item, str] = {}

    def of(self, role: str) -> list[Item]:
        """The spans of one role, in order."""
        return [item for item in self.items if item.role == role]

    def sentences_between(self, a: int, b: int) -> int:
        """How many sentences begin after one offset, up to another."""
        return abs(self._sentence(a) - self._sentence(b))

    def _sentence(self, offset: int) -> int:
        number = self._sentence_of.get(offset)
        if number is None:
            number = self._sentence_of[offset] = bisect_right(self._sentences, offset)
        return number

    def form(self, name: str, item: Item) -> str:
        """What a span looks like, found once: how it "begins" or "ends", and whether it is "quoted"."""
        known = self._forms.get((name, item))
        if known is None:
            known = self._forms[name, item] = _FORMS[name](self.text, item)
        return known

    def role_after(self, item: Item) -> str:
        """The role of the span behind one, in its sentence, and about how far off it is; found once."""
        known = self._following.get(item)
        if known is None:
            known = self._following[item] = _role_near(self, item, self.after(item))
        return known

    def paragraphs_between(self, a: int, b: int) -> int:
        """How many paragraphs begin after one offset, up to another."""
        return bisect_right(self._paragraphs, max(a, b)) - bisect_right(self._paragraphs, min(a, b))

    def between(self, left: int, right: int) -> list[Item]:
        """The spans that lie between two offsets."""
        first, last = bisect_left(self._starts, left), bisect_left(self._starts, right)
        return [item for item in self.items[first:last] if item.end <= right]

    def words_between(self, left: int, right: int) -> int:
        """How many words begin between two offsets."""
        return bisect_left(self._words, right) - bisect_left(self._words, left)

    def sentence_around(self, offset: int) -> Extent:
        """Start and end of the sentence that holds an offset."""
        number = bisect_right(self._sentences, offset)
        start = self._sentences[number - 1] if number else 0
        return start, self._sentences[number] if number < len(self._sentences) else len(self.text)

    def words_edges(self, start: int, end: int) -> Extent:
        """A stretch without white space, commas, stops and stray closing marks at its edges."""
        part = self.text[start:end]
        left = len(part) - len(part.lstrip(" \t\n,;:."))
        stray = '”"' if not re.search(r"[“\"]\w", part) else ""
        return start + left, max(start + left, start + len(part.rstrip(f" \t\n,;:.{stray}")))

    def role_ahead(self, offset: int) -> str:
        """The role of the last span that begins before an offset and ends up to it, in its sentence; "-" for none."""
        for number in range(bisect_left(self._starts, offset) - 1, -1, -1):
            item = self.items[number]
            if self.sentences_between(item.start, offset):
                return "-"
            if item.end <= offset:
                return item.role
        return "-"

    def after(self, item: Item) -> Item | None:
        """The next span that begins behind this one's end."""
        number = bisect_left(self._starts, item.end)
        return self.items[number] if number < len(self.items) else None

    def before(self, item: Item) -> Item | None:
        """The last span that ends before this one."""
        number = bisect_left(self._starts, item.start) - 1
        return self.items[number] if number >= 0 else None


@dataclass(frozen=True)
class Unit:
    """A cue with its source; a source alone where the text has no cue for it.

    Attributes:
        cue: the words of saying, None where only a source was found.
        source: who says it, None where nobody is named.
    """

    cue: Item | None
    source: Item | None

    @property
    def anchor(self) -> Item:
        """The cue, or the source that stands alone."""
        found = self.cue or self.source
        if found is None:
            raise ReadingError("a unit of an attribution has neither a cue nor a source")
        return found

    def extents(self) -> list[Extent]:
        return [item.extent for item in (self.cue, self.source) if item is not None]


def sentence_starts(text: str) -> list[int]:
    """Where sentences begin, by stops, capitals and line ends: enough to order spans, no full analysis."""
    return [
        m.end()
        for m in _SENTENCE_END.finditer(text)
        if "\n" in m.group() or not _ABBREVIATED.search(text, max(0, m.start() - 6), m.end())
    ]


def source_signs(layout: Layout, cue: Item, source: Item) -> Iterator[str]:
    """What speaks for a source being the one of a cue."""
    ahead = source.start < cue.start
    side = "<" if ahead else ">"
    left, right = (source.end, cue.start) if ahead else (cue.end, source.start)
    roles = "".join(item.role for item in layout.between(left, right))[:4]
    far = _level(layout.sentences_between(source.start, cue.start), 3)
    apart = _level(layout.paragraphs_between(source.start, cue.start), 2)
    yield f"s:side{side}"
    yield f"s:roles{side}{roles}"
    yield f"s:roles{side}{roles}:sentences{far}"
    yield f"s:sentences{side}{far}:paragraphs{apart}"
    yield f"s:words{side}{_bucket(layout.words_between(left, right))}"
    if far == "0":
        yield f"s:words{side}{_bucket(layout.words_between(left, right))}:same"
        yield f"s:gap{side}{_gap(layout.text[left:right])}"
        yield f"s:gap{side}{_gap(layout.text[left:right])}:{roles[:2]}"
        yield f"s:begins{side}{layout.form('begins', cue)}:{roles[:2]}"
        yield f"s:ends{side}{layout.form('ends', cue)}:{roles[:2]}"
        yield f"s:claimed{side}{_neighbour(layout, source, ahead=not ahead)}"
        behind = layout.after(cue)
        if ahead and roles:
            yield f"s:other{'S' if _is_near(layout, cue, behind, 'S') else '-'}{roles[:2]}"
    else:
        yield f"s:far:{_kind(layout.text, source)}"
        yield f"s:far:{layout.form('begins', cue)}"


def no_source_signs(layout: Layout, cue: Item, candidates: Sequence[Item]) -> Iterator[str]:
    """What speaks for a cue having no source in the text."""
    near = [s for s in candidates if layout.sentences_between(s.start, cue.start) == 0]
    adjacent = any(layout.words_between(min(s.end, cue.end), max(s.start, cue.start)) <= 1 for s in near)
    yield "n:"
    yield f"n:near{min(len(near), 3)}"
    yield f"n:near{min(len(near), 2)}:adjacent{int(adjacent)}"
    yield f"n:begins:{layout.form('begins', cue)}"
    yield f"n:ends:{layout.form('ends', cue)}"
    yield f"n:begins:{layout.form('begins', cue)}:near{min(len(near), 1)}"
    yield f"n:before:{_neighbour(layout, cue, ahead=True)}"
    yield f"n:after:{_neighbour(layout, cue, ahead=False)}"


def content_signs(layout: Layout, unit: Unit, content: Item) -> tuple[str, ...]:
    """What speaks for a content belonging to a cue with its source."""
    cue = unit.anchor
    before = content.start < cue.start
    side = ("<" if before else ">") + ("" if unit.cue else "S")
    left, right = _gap_of(unit, content)
    place = content.end - 1 if before else content.start
    far = _level(layout.sentences_between(cue.start, place), 3)
    begins, ends = layout.form("begins", cue), layout.form("ends", cue)
    look = _Look(
        roles="".join(item.role for item in layout.between(left, right))[:4],
        apart=_level(layout.paragraphs_between(cue.start, place), 2),
        words=_bucket(layout.words_between(left, right)),
        gap=_gap(layout.text[left:right]),
        forms=(layout.form("quoted", content), begins, ends),
        had="" if before else layout.role_ahead(min(unit.extents())[0]),
        then=layout.role_after(cue if before else content),
    )
    return _content_signs(side, far, look)


class _Look(NamedTuple):
    """How a content stands to a unit: what lies between them, what they look like, what stood ahead and follows."""

    roles: str
    apart: str
    words: str
    gap: str
    forms: tuple[str, str, str]
    had: str
    then: str


@functools.lru_cache(maxsize=1 << 14)
def _content_signs(side: str, far: str, look: _Look) -> tuple[str, ...]:
    """The signs of a look; many candidates look alike, and putting strings together is what takes the time."""
    quoted, begins, ends = look.forms
    signs = (
        f"k:side{side}",
        f"k:roles{side}{look.roles}",
        f"k:roles{side}{look.roles}:sentences{far}",
        f"k:roles{side}{look.roles}:{look.gap}",
        f"k:sentences{side}{far}:paragraphs{look.apart}",
        f"k:words{side}{look.words}",
        f"k:gap{side}{look.gap}:sentences{far}",
        f"k:quoted{side}{quoted}:sentences{far}",
        f"k:begins{side}{begins}:sentences{far}",
        f"k:ends{side}{ends}:sentences{far}",
    )
    if side[0] == "<":
        return (*signs, f"k:then{side}{look.then}:sentences{far}:{look.gap}")
    where = f"{side}sentences{far}"  # a content behind the cue: was there one before it, is there another cue behind?
    return (
        *signs,
        f"k:had{where}:{look.had}",
        f"k:had{where}:{look.had}:{quoted}:then{look.then}",
        f"k:then{where}:{look.then}",
    )


def no_content_signs(layout: Layout, content: Item, near: Sequence[Unit]) -> Iterator[str]:
    """What speaks for a content that nobody in the text says."""
    same = [u for u in near if layout.sentences_between(u.anchor.start, content.start) == 0]
    cued = sum(1 for u in same if u.cue)
    yield "z:"
    yield f"z:same{min(len(same), 2)}:cued{min(cued, 2)}"
    yield f"z:quoted:{layout.form('quoted', content)}:same{min(len(same), 1)}"
    yield f"z:before:{_neighbour(layout, content, ahead=True)}"
    yield f"z:after:{_neighbour(layout, content, ahead=False)}"
    yield f"z:words:{_bucket(layout.words_between(content.start, content.end))}:same{min(len(same), 1)}"


def _gap_of(unit: Unit, content: Item) -> Extent:
    """The gap between a content and the nearer side of its unit: the cue, or the source that stands between."""
    extents = unit.extents()
    if content.start < unit.anchor.start:
        return content.end, max(min((s for s, _ in extents if s >= content.end), default=content.end), content.end)
    return min(max((e for _, e in extents if e <= content.start), default=content.start), content.start), content.start


def _level(number: int, most: int) -> str:
    return str(min(number, most))


def _bucket(number: int) -> str:
    return _FEW[bisect_left(_FEW_UP_TO, number)]


@functools.lru_cache(maxsize=1 << 12)
def _gap(between: str) -> str:
    """The form of the words between two spans: marks, and whether words, a conjunction or a relative stand there."""
    marks = "".join(islice(dict.fromkeys(_GAP_MARK.findall(between)), 2))
    words = [m.group().lower() for m in islice(_WORD.finditer(between), 3)]
    if not words:
        return marks or "_"
    if words[0] in _COORDINATED:
        return f"{marks}and"
    if _last_word(between).lower() in _COORDINATED:
        return f"{marks}+and"
    if words[0] in {"who", "which", "that", "whose"}:
        return f"{marks}who"
    return f"{marks}{len(words)}"


def _last_word(text: str) -> str:
    """The last word of a text that has one; no word holds white space, so little of the text is looked at."""
    return next(str(words[-1]) for part in reversed(text.split()) if (words := _WORD.findall(part)))


def _beginning(text: str, cue: Item) -> str:
    """How a cue begins, and whether it is one word: "according", "was ...", "reportedly", "said"."""
    words: list[str] = _WORD.findall(text[cue.start : cue.end].lower())
    if not words:
        return "mark"
    if words[0] in _PREFACING:
        return words[0]
    if words[0] in _BE:
        return "be"
    if words[0] in {"to", "not"} or words[0].endswith(("ing", "ly")):
        return words[0][-3:]
    if words[0].endswith(("ed", "d", "t")) or words[0] in {"told", "wrote", "saw", "knew"}:
        return "past"
    if words[0].endswith("s"):
        return "s"
    return "other"


def _ending(text: str, cue: Item) -> str:
    """How a cue ends: with a colon, a preposition, "that"."""
    if text[cue.end - 1] == ":" or text[cue.end : cue.end + 1] == ":":
        return ":"
    words = _WORD.findall(text[cue.start : cue.end].lower())
    last = words[-1] if words else ""
    return last if last in {"by", "of", "to", "from", "for", "that", "in", "on", "at", "as", "with", "about"} else "-"


def _kind(text: str, source: Item) -> str:
    words = _WORD.findall(text[source.start : source.end].lower())
    if not words:
        return "mark"
    if words[0] in _PRONOUNS:
        return "pronoun"
    return "own" if words[0] in _PRONOUNS_OWN else "name"


def _is_quoted(text: str, content: Item) -> str:
    opens = text[content.start] in _OPENING or text[content.start - 1 : content.start] in set(_OPENING)
    closes = text[content.end - 1] in _CLOSING or text[content.end : content.end + 1] in set(_CLOSING)
    return f"{int(opens)}{int(closes)}{int(text[content.start : content.start + 3].strip(_OPENING)[:1].isupper())}"


def _neighbour(layout: Layout, item: Item, *, ahead: bool) -> str:
    """The role of the span before or behind one, in its sentence."""
    return _role_near(layout, item, layout.before(item) if ahead else layout.after(item))


def _role_near(layout: Layout, item: Item, other: Item | None) -> str:
    if other is None:
        return "-"
    left, right = (item, other) if item.start < other.start else (other, item)
    if layout.sentences_between(left.end - 1, right.start):
        return "-"
    return f"{other.role}{_bucket(layout.words_between(left.end, right.start))[0]}"


def _is_near(layout: Layout, item: Item, other: Item | None, role: str) -> bool:
    """Does a span of a role follow directly?"""
    return other is not None and other.role == role and layout.words_between(item.end, other.start) <= 1


_FORMS: Mapping[str, Callable[[str, Item], str]] = {"begins": _beginning, "ends": _ending, "quoted": _is_quoted}
