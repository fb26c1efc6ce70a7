"""Arithmetic that nearly fits: neighbouring counts of a report that look like a whole and its parts, and do not add up.

Every stretch of consecutive counts is tried once: the first, or the last, as the whole, the others as its parts. Words
must tie them (see `_SORTS`); whatever fits exactly, with qualifiers and rounding granted, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal

from trucewatch.checks.counts import Count, may_be_same, singular, slack
from trucewatch.checks.told_counts import Told, told_counts

Sort = Literal["account", "subset", "total", "above"]
# Words of two parts that leave nothing over, each told of one of them.
_OPPOSED = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("living alive survivor survivors live pulled lived survived",
         "dead deceased body bodies coffins coffin remains corpses died killed perished buried"),
        ("woman women girls female females mothers", "man men boys male males lads fathers"),
        ("adult adults grown", "child children minors infants"),
        ("civilian civilians villagers", "fighter fighters soldier soldiers militants combatants troops"),
        ("convicted sentenced convicts", "awaiting untried remand unconvicted"),
        ("freed released out home back", "not in held captive captivity still"),
        ("wounded injured hurt", "unhurt unharmed unscathed"),
        ("yes favour for", "no against"),
        ("signed", "refused declined"),
        ("intact standing", "destroyed damaged ruined gutted"),
        ("identified named", "unidentified unnamed nameless"),
    )
)  # fmt: skip
_OPPOSED_NOUNS = frozenset(singular(word) for pair in _OPPOSED for side in pair for word in side)
_CLOSED = re.compile(
    r"\b(?:no others?|nobody else|no one else|none (?:is|are|of|out)|no third|either .{2,30} or|accounted for|"
    r"only places?|and that is all|nothing else|between them)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:(?<!no )others|some(?! of)|several|unidentified|unknown|unclear|includ(?:es|ing|ed)|among|at least|such as|"
    r"mainly|mostly|for example|more than|fewer|less than|previous|earlier|last year|compared)\b",
    re.IGNORECASE,
)
_PARTING = re.compile(
    r"\b(?:of (?:them|whom|these|those|which|the)|among (?:them|those|whom|the)|includ(?:es?|ing|ed)|made up"
    r"|comprised?|"
    r"the (?:group|lot|batch))\b",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"\s*(?:(?:were|are|came|come|was|is|took|stood)\s+)?"
    r"(from|in|of|by|for|with|on|at|involving|to|through|along|near|under)\b"
)
_PLACES = frozenset("from in at on along near to".split())
_NAME_BEFORE = re.compile(r"(?:^|[\s,;:(])[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*)*:?\s*\Z")
_JOINED = re.compile(r"\s*(?:[,;]|,? and|,? plus)(?: and)? *\Z")
_LISTED = re.compile(r"[^.;:!?\d]{0,50}(?:,|\band)\s+(?:[\w’'-]+\s+){0,4}\Z")
_ONE_MORE = re.compile(r"(?:,|\band)\s+(?:an?|one)\s+(?!further|total|few)[a-z]")
_UNDER = re.compile(r"\bof (?:whom|them|these|those|which)\s+\Z|\bincluding\b|\bout of\b|\bof\s+\Z|\bto\s+\Z")
_HOLDS = re.compile(r"\b(?:has|have|had|holds?|held|won|wins?|got|gets?|counts?|took|takes?)\s*\Z")
_BY = re.compile(r"\s*(by|for|with|to)\b")
_BY_WHOM = re.compile(r"\b(by|for|with|to) (?:the |[A-Z])")
_TO_STOP = re.compile(r"[^.;!?\n]{0,60}")
_DUE = re.compile(
    r"\b(?:ow(?:es?|ed|ing)|promis\w+|pledg\w+|committed|agreed|due|undert\w+|must|shall|schedul\w+|list(?:s|ed)?|"
    r"binds|obliged?|to (?:hand|give|free|return|leave|move|pull|withdraw)\b|foreseen|planned|would|quota)",
    re.IGNORECASE,
)
_WILL = re.compile(r"\s*(?:[a-z]+ )?(?:will|would|are to|is to|follow|shall|must|await|wait)\b")
_MOST = 8  # parts of one list
_REACH = 2  # sentences between the first and the last count of one stretch
_FEWEST = 5  # a whole of less is hardly divided


@dataclass(frozen=True)
class Misfit:
    """A whole with parts that do not make it up.

    Attributes:
        sort: "account" (the last part remains of what was owed), "subset" (two parts that leave nothing over),
            "total" (the whole is told as the sum), "above" (parts that exceed it).
        whole: the count taken as the whole.
        parts: the others, in order.
    """

    sort: Sort
    whole: Count
    parts: tuple[Count, ...]


@lru_cache(maxsize=2048)
def misfits(text: str) -> tuple[Misfit, ...]:
    """Everything in a text that nearly adds up, each count in one at most."""
    told = [t for t in told_counts(text) if not t.is_known]
    settled, used = _settled(told), set[int]()
    held: list[Misfit] = []
    for first in range(len(told) - 2):
        for misfit in _from(text, told, first):
            at = {c.start for c in (misfit.whole, *misfit.parts)}
            if not used & at and all(len(each & at) < 2 for each in settled):
                used |= at
                held.append(misfit)
    return tuple(held)


def _settled(told: Sequence[Told]) -> list[set[int]]:
    """Where the counts stand that add up with their neighbours, each such stretch for itself."""
    found: list[set[int]] = []
    for first in range(len(told)):
        run = _run(told, first)
        for end in range(3, len(run) + 1):
            counts = [t.count for t in run[:end]]
            if run[end - 1].sentence - run[0].sentence > (_REACH + 1 if end == 3 else _REACH if end == 4 else 1):
                break
            if (
                fits(counts[0], counts[1:])
                or fits(counts[-1], counts[:-1])
                or (end == 3 and fits(counts[1], counts[::2]))
            ):
                found.append({c.start for c in counts})
    return found


def _run(told: Sequence[Told], first: int) -> list[Told]:
    """One count and the next ones, those left out that give the first one's number once more."""
    lead = told[first]
    return [
        lead,
        *(
            t
            for t in told[first + 1 : first + _MOST + 2]
            if t.number != lead.number and t.sentence <= lead.sentence + 4
        ),
    ]


def _from(text: str, told: Sequence[Told], first: int) -> Iterator[Misfit]:
    """The misfits of the stretches that begin at one count, longest lists first."""
    stretch = _run(told, first)
    for end in range(len(stretch), 2, -1):
        run = stretch[:end]
        lines = text.count("\n", run[0].count.end, run[-1].count.start)  # a table has one count on each
        if run[-1].sentence - run[0].sentence > max(_REACH + (end == 3), min(lines, end)):
            continue
        found = (_account(run) if end == 3 else None) or _behind(text, run) or _before(text, run)
        if found and not _fits_around(told, first, found):
            yield found


def _account(run: Sequence[Told]) -> Misfit | None:
    """What was owed, what was done and what remains, in any order; the rest named as such."""
    left = [t for t in run if (_WILL.match(t.text, t.count.end) if t.is_rest else t.is_left)]
    left = left[-1:] if run[-1] in left else left
    if len(left) != 1:
        return None
    owed, done = sorted((t for t in run if t is not left[0]), key=lambda t: -t.number)
    is_due = _DUE.search(owed.before) or _DUE.search(owed.after)
    if _opposed(done, left[0]) and not is_due:
        return None
    if not is_due and (owed is not run[0] or left[0] is not run[-1]):
        return None
    if not _may_divide(owed, (done, left[0]), 0.35, same=False):
        return None
    if not is_due or not all(t.count.noun in ("", owed.count.noun) for t in (done, left[0])):
        return None
    return Misfit("account", owed.count, (done.count, left[0].count))


def _behind(text: str, run: Sequence[Told]) -> Misfit | None:
    """A whole with its parts behind it."""
    whole, parts = run[0], run[1:]
    opposed = len(parts) == 2 and _opposed(*parts) and _is_divided(whole, parts)
    opposed = opposed and all(p.count.noun in ("", whole.count.noun) or p.count.noun in _OPPOSED_NOUNS for p in parts)
    sorts = len(parts) > 2 and parts[0].sentence == parts[-1].sentence and _is_listed(text, parts)
    if not _may_divide(whole, parts, 0.35, same=not (opposed or sorts)) or parts[-1].is_total:
        return None
    total, stop = sum(p.number for p in parts), _TO_STOP.match(text, parts[-1].count.end)
    gap = text[whole.count.end : stop.end() if stop else parts[-1].count.end]
    closed = _CLOSED.search(text, max(0, whole.count.start - 60), parts[-1].count.end + 160) is not None
    alike = _alike(text, parts) and not (_alike(text, run) and not whole.is_total)
    near = abs(total - whole.number) / whole.number
    bare = _are_bare(text, whole, parts)
    sort: Sort | None = None
    if opposed or (len(parts) == 2 and (parts[1].is_rest or (closed and near <= 0.3 and not alike))):
        sort = "subset"
    elif (alike or closed) and (closed or near <= (0.2 if len(parts) > 2 else 0.05)):
        sort = "total"
    elif near <= 0.25 and not _is_beside(whole, parts) and (bare or (near <= 0.15 and sorts)):
        sort = "above" if len(parts) == 2 and total > whole.number else "total" if alike or len(parts) > 2 else "subset"
    if total > whole.number and sort != "subset" and _exceeds(text, run):
        sort = "above"
    if sort is None or (sort != "above" and _OPEN.search(gap)) or (not opposed and _is_beside(whole, parts)):
        return None
    return Misfit(sort, whole.count, tuple(p.count for p in parts))


def _are_bare(text: str, whole: Told, parts: Sequence[Told]) -> bool:
    """Do the numbers of parts stand without nouns, so that they can only be of what the whole counts?"""
    if not (whole.count.noun or whole.is_total) or any(p.count.noun for p in parts):
        return False
    if len(parts) == 2 and not all(_LIKE.match(text, p.count.end) for p in parts):
        return False  # two numbers of one whole may well overlap: beaten, and in need of care
    return (
        len({p.number for p in parts}) == len(parts)
        and not any(_UNDER.search(text, a.count.end, b.count.start) for a, b in pairwise(parts))
        and not any(p.is_total for p in parts)
        and parts[-1].sentence - whole.sentence <= _REACH
    )


def _is_beside(whole: Told, parts: Sequence[Told]) -> bool:
    """Is the first number told of one bearer as the others are of theirs: "12 by Karsa, 7 by the Front, 4 by ..."?"""
    if _HOLDS.search(whole.before) and all(_HOLDS.search(p.before) or not p.count.noun for p in parts):
        return True
    signs = {m[1] for p in parts if (m := _BY.match(p.after))}
    said = _BY_WHOM.search(whole.after)
    return said is not None and said[1] in signs


def _is_divided(whole: Told, parts: Sequence[Told]) -> bool:
    """Are parts of opposed kinds told of a whole, and not merely near it?"""
    if whole.sentence == parts[0].sentence or not all(p.count.of_people for p in parts):
        return True
    said = _TO_STOP.match(whole.text, whole.count.end)
    words = frozenset(said[0].lower().replace(",", " ").split()) if said else frozenset()
    return any(words & one and words & other for one, other in _OPPOSED)


def _exceeds(text: str, run: Sequence[Told]) -> bool:
    """Do the words tell counts as parts of the first that do not overlap?"""
    parts = run[1:]
    if parts[-1].is_further:
        return True
    signs = [m[1] if (m := _LIKE.match(text, p.count.end)) else "" for p in parts]
    return _parted(text, run) and (len(set(signs)) == 1 or _PLACES.issuperset(signs)) and "" not in signs


def _before(text: str, run: Sequence[Told]) -> Misfit | None:
    """A total with what it sums before it."""
    whole, parts = run[-1], run[:-1]
    if not whole.is_total or any(p.is_total for p in parts):
        return None
    same = len({p.count.noun for p in (whole, *parts)}) <= 1 or not whole.count.noun
    gap = text[parts[0].count.end : whole.count.start]
    if not (_alike(text, parts) or (len(parts) > 2 and same and _is_listed(text, parts))) or _OPEN.search(gap):
        return None
    more = len(_ONE_MORE.findall(gap))  # "four bakers, two cooks and a driver"
    short = whole.number - sum(p.number for p in parts)
    if 0 < short <= more or not _may_divide(whole, parts, 0.25, same=False, more=more):
        return None
    return Misfit("total", whole.count, tuple(p.count for p in parts))


def _is_listed(text: str, parts: Sequence[Told]) -> bool:
    """Do counts stand in one list, or one on each line?"""
    gaps = [text[a.count.end : b.count.start] for a, b in pairwise(parts)]
    return all(_LISTED.fullmatch(gap) or gap.count("\n") for gap in gaps)


def _may_divide(whole: Told, parts: Sequence[Told], off: float, *, same: bool = True, more: int = 0) -> bool:
    """Are the numbers of a size to be a whole and its parts that nearly make it up, of things that may be the same?"""
    total = sum(p.number for p in parts) + more
    return (
        whole.number >= _FEWEST
        and max(p.number for p in parts) < whole.number
        and 0 < abs(total - whole.number) <= off * whole.number
        and not fits(whole.count, [p.count for p in parts])
        and (not same or all(may_be_same(whole.count, p.count) for p in parts))
    )


def _opposed(one: Told, other: Told) -> bool:
    return any(
        (one.words & a and other.words & b and not one.words & b)
        or (one.words & b and other.words & a and not other.words & b)
        for a, b in _OPPOSED
    )


def _alike(text: str, parts: Sequence[Told]) -> bool:
    """Are counts told in one way: one preposition behind each, a name before each, or bare numbers in a row?"""
    signs = {m[1] if (m := _LIKE.match(text, p.count.end)) else "" for p in parts}
    if len(signs) == 1 and "" not in signs:
        return True
    if all(_NAME_BEFORE.search(p.before) and not p.after.strip() and not p.count.noun for p in parts):
        return True
    gaps = [text[a.count.end : b.count.start] for a, b in pairwise(parts)]
    return all(_JOINED.fullmatch(gap) for gap in gaps) and all(not p.count.noun for p in parts[:-1])


def _parted(text: str, run: Sequence[Told]) -> bool:
    return _PARTING.search(text, run[0].count.end, run[-1].count.end) is not None


def _fits_around(told: Sequence[Told], first: int, found: Misfit) -> bool:
    """Do the counts before make the last part fit in another way?"""
    last = found.parts[-1]
    others = [t.count for t in told[max(0, first - 3) : first + _MOST] if t.count.end <= max(last.end, found.whole.end)]
    others = [c for c in others if c is not last][-8:]
    return any(
        fits(whole, [last, *some])
        for whole in (others if found.sort != "total" else [found.whole])
        for size in (1, 2, 3)
        for some in combinations([c for c in others if c is not whole], size)
    )


def fits(whole: Count, parts: Sequence[Count]) -> bool:
    """May the parts make up the whole, with qualifiers and the rounding of large numbers granted?"""
    loose = slack(whole) + sum(slack(p) for p in parts)
    return sum(p.low for p in parts) <= whole.high + loose and whole.low <= sum(p.high for p in parts) + loose
