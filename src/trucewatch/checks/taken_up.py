"""Parts told of a number that the report has given before: "nine lorries came ... eleven of the lorries"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trucewatch.checks.counts import Count, is_person, may_be_same, names_others, singular
from trucewatch.checks.told_counts import Told, told_counts

_OF_NAMED = re.compile(
    r" of (?:the|these|those|its|their|his|her) (?P<more>(?:[a-z]+ed|freed|new|same|latter) )?"
    r"(?P<noun>[a-z]{2,}s|dead|people|men|women|children)\b(?! of)(?P<who> (?:who|that|which|so) )?"
)
_OF_THOSE = re.compile(r" of (?:those|them|these|the (?:group|lot|batch))\b")
_OF_BODY = re.compile(r"(?: [a-z]+)? of (?:the|this|that) (?P<body>[a-z]{4,})\b")
_OPENS = re.compile(
    r"(?:^|[.!?;:]\s+|\n\s*)(?:Of|From|Out of|Among|From among)\s+(?:the |its |their |an? |these "
    r"|those )?(?:[a-z]+ of )?\Z"
)
_PASSED_BY = re.compile(r"[.;!?:]\s|\b(?:while|but|after|another|compared|more than|before)\b")
_ADDED_UP = re.compile(
    r"\b(?:since|so far|overall|in all|to date|earlier|previous(?:ly)?|another|also|besides|total|altogether)\b"
)
_EVERY = re.compile(r"\b(?:all|these|those|the)\s+\Z", re.IGNORECASE)
_PART_OF = re.compile(r" of (?:the|its|their|all|these|those)\b")
_BACK = 3  # sentences before a part in which its whole may stand
_ANY = frozenset("people person man woman child dead".split())  # may name those counted under another noun
_MOST = 4.0  # a part of more than so many times the number is of something else


def parts_taken_up(text: str) -> Iterator[tuple[Count, Count]]:
    """Parts above the whole that the words refer them to, with it."""
    told = told_counts(text)
    for at, part in enumerate(told):
        whole = _opening(text, told, at) or _named(text, told, at) or _body(text, told, at)
        if whole and whole.count.high < part.count.low <= _MOST * whole.number and whole.number >= 2:
            yield part.count, whole.count


def _opening(text: str, told: Sequence[Told], at: int) -> Told | None:
    """The whole of "Of the 64 detainees, doctors said, 71 ..."."""
    part, whole = told[at], told[at - 1]
    if at == 0 or part.sentence != whole.sentence or part.count.noun not in ("", whole.count.noun):
        return None
    gap = text[whole.count.end : part.count.start]
    if _ADDED_UP.search(gap):
        return None
    if (
        "," not in gap
        or _PASSED_BY.search(gap)
        or not _OPENS.search(text, max(0, whole.count.start - 40), whole.count.start)
    ):
        return None
    return whole


def _named(text: str, told: Sequence[Told], at: int) -> Told | None:
    """The only number told before of what the words behind a part name, or of those that they point to."""
    part = told[at]
    if _EVERY.search(text, max(0, part.count.start - 12), part.count.start):
        return None
    named, those = _OF_NAMED.match(text, part.count.end), _OF_THOSE.match(text, part.count.end)
    if part.count.noun or not (named or those) or _ADDED_UP.search(f"{part.before} {part.after}"):
        return None
    back = _BACK if named else 1
    near = [t for t in told[:at] if part.sentence - t.sentence <= back]
    if those:
        fitting = [t for t in near[-3:] if not t.count.noun or t.count.of_people]
        if any(t.count.high >= part.count.low and may_be_same(t.count, part.count) for t in told[:at]):
            return None
        fitting = [t for t in fitting if not names_others(text, t.count.end, part.count.start, t.count.noun)]
        return max((t for t in fitting if 2 * t.number > part.number), key=lambda t: t.number, default=None)
    noun = singular(named["noun"]) if named else ""
    is_any = noun in _ANY or (named is not None and bool(named["more"]))
    wholes = [t for t in near if t.count.noun == noun or (is_any and is_person(noun) and t.count.of_people)]
    if any(
        t.count.high >= part.count.low and may_be_same(t.count, w.count) for t in told for w in wholes if t is not part
    ):
        return None
    narrow = named is not None and bool(named["more"] or named["who"])
    wholes = [t for t in wholes if narrow or not (t.is_known or _PART_OF.match(text, t.count.end))]
    return wholes[-1] if len({t.number for t in wholes}) == 1 else None


def _body(text: str, told: Sequence[Told], at: int) -> Told | None:
    """The size told before of a body that a part is of."""
    m = _OF_BODY.match(text, told[at].count.end)
    if m is None:
        return None
    sized = re.compile(
        rf"\b(?:the|this|a|an|its) (?:[a-z]+ )?{m['body']}\b[^.;!?]{{0,40}}\b(?:has|had|have|of|counts|numbers"
        rf"|holds)\s+\Z",
        re.IGNORECASE,
    )
    return next(
        (
            t
            for t in reversed(told[:at])
            if told[at].sentence - t.sentence <= _BACK
            and may_be_same(t.count, told[at].count)
            and sized.search(text, max(0, t.count.start - 90), t.count.start)
        ),
        None,
    )
