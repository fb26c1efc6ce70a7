"""Parts against the whole they are said to be part of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from trucewatch.checks.counts import (
    Count,
    counts_before,
    counts_in,
    finding_of,
    is_shared_out,
    kind_of,
    names_others,
    singular,
)
from trucewatch.checks.material import Material
from trucewatch.checks.near_fit import misfits
from trucewatch.checks.number_sentences import NUMBER, sentences_with
from trucewatch.checks.taken_up import parts_taken_up
from trucewatch.vocabulary.finding import Finding, Severity

_SIGN = re.compile(
    r"\b(?=[IiAaCcOo])(?:"
    r"(?P<within>[Ii]ncluding|[Aa]mong (?:them|whom|these|those(?: \w+ed)?(?: were)?)|[Cc]ounting)"
    r"|(?P<of>[Oo]f (?:whom|which|them|these)))\b"
)
_SIGN_HOLDS = ("including", "counting", "among ", "of whom", "of which", "of them", "of these")
_NEXT_TO = re.compile(r"\s+(?:out )?of (?:the |its |their |his |her |our |these |those |a total of |some )?")
_OF_NUMBER = re.compile(rf"of (?:(?:the|its|their|his|her|our|these|those|a total of|some) )?{NUMBER}")
_LEADS = re.compile(r"[\s,]*(?:(?:the|only|some|also|these|his|her|its|their|perhaps|reportedly|were|are)\s+)*")
_OF_THOSE = re.compile(
    r" of (?:those|the (?:people|\w+s))(?: who were| who had been)? (?P<deed>\w{2,}ed|held|taken|sent)\b"
)
_BODIES = (
    "fleet force contingent garrison convoy crew staff stock arsenal delegation "
    "membership council assembly population mission column list group team herd"
).split()
_BODY = re.compile(
    rf"\b(?=[a-t])(?P<body>{'|'.join(_BODIES)})\b(?= (?:of|numbers|numbering|has|had|counts|holds) (?:\w+ )?\d"
    rf"| (?:of|numbers|numbering) {NUMBER})"
)
_GROUPS = frozenset(
    "family household group team crew battalion brigade unit company bus lorry truck car boat ship ferry plane village "
    "town camp delegation couple pair band cell convoy".split()
)
_KNOWN = re.compile(r"\b(?:the|those|these)\s+\Z", re.IGNORECASE)
_EVERY = re.compile(r"\ball\s+\Z")
_MANY = 10  # so many groups or more are spoken of one by one
_OF_OPENS = re.compile(r"O(?<!\wO)(?:f|ut of) (?:the |its |their |these |those )?(?=\S)")
_OF_NAMED = re.compile(r" of (?:the|these|its|their|those) (?P<noun>\w{3,}s|dead|people|men|women|children)\b(?! of)")
_ANY = re.compile(r"\w")
_DIED = re.compile(r"\b(?:died|dead|killed|deaths?|lost their lives|perished)\b")
_ADDED_UP = re.compile(r"\b(?:since|so far|overall|in all|to date|earlier|previous(?:ly)?|another|also)\b")
_STOP = re.compile(r"[;:()]|\b(?:including|among|while|but|when|after|who)\b")
_BETWEEN = 40  # characters between two parts of one list, at most
# Ways of dividing people whose parts do not overlap; "children" hold boys and girls.
_WAYS = tuple(
    frozenset(way.split())
    for way in (
        "woman man child minor infant baby",
        "woman man boy girl",
        "civilian villager fighter soldier troop militant combatant",
        "living alive dead deceased body",
    )
)


class PartsLargerThanWhole:
    """A part greater than its whole, or parts listed in one breath that add up to more than it.

    Looks at the words: "M of the N", "N ..., including M", "N were freed ... M of those freed". Qualifiers are granted
    ("more than 30 of about 28" may be right). A sum is made only of parts that one list divides in one way: women and
    civilians overlap. Silent where the parts add up to less, for a list need not be complete.
    """

    code = "parts-larger-than-whole"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            told: set[int] = set()
            for part, whole in _pairs(report.text):
                if part.start not in told and part.low > whole.high:
                    told.add(part.start)
                    yield self._single(material, report.id, part, whole)
            for parts, whole in _lists(report.text):
                if sum(p.low for p in parts) > whole.high and not told & {p.start for p in parts}:
                    told |= {p.start for p in parts}
                    yield self._sum(material, report.id, parts, whole)
            for misfit in misfits(report.text):
                if misfit.sort == "above" and not told & {p.start for p in misfit.parts}:
                    yield self._sum(material, report.id, misfit.parts, misfit.whole)

    def _single(self, material: Material, report_id: str, part: Count, whole: Count) -> Finding:
        sentence = f"The report gives “{part.shown}” as a part of “{whole.shown}”, which is fewer."
        repairs = ("one of the numbers is misprinted", "the part and the whole are exchanged", "it is no part of it")
        order = sorted((whole.passage, part.passage), key=lambda p: p.start)
        return finding_of(self, material, sentence, [(report_id, p) for p in order], repairs)

    def _sum(self, material: Material, report_id: str, parts: tuple[Count, ...], whole: Count) -> Finding:
        names = " and ".join(f"“{p.shown}”" for p in parts)
        sentence = (
            f"The parts listed, {names}, add up to {sum(p.low for p in parts):,.0f} at the least; the whole is "
            f"“{whole.shown}”."
        )
        repairs = ("one of the numbers is misprinted", "the parts overlap", "a part belongs to another whole")
        passages = (whole.passage, *(p.passage for p in parts))
        found = finding_of(self, material, sentence, [(report_id, p) for p in passages], repairs)
        return replace(found, severity="tension")  # they may overlap after all


def _pairs(text: str) -> Iterator[tuple[Count, Count]]:
    """Every part with its whole, however the words tie them."""
    for tied in (_adjacent, _marked, _opening, _named, _of_those, _of_bodies, parts_taken_up):
        yield from tied(text)


def _adjacent(text: str) -> Iterator[tuple[Count, Count]]:
    """In "92 of the 80 detainees" the part, and the whole right behind it."""
    for sentence in sentences_with(text, _OF_NUMBER):
        for part, whole in pairwise(counts_in(text, sentence.start, sentence.end)):
            is_of = _NEXT_TO.fullmatch(text, part.end, whole.start) is not None and (whole.number or 0) > 1
            # "38 fishermen of four nationalities" are no part of the nationalities
            if is_of and (not part.noun or part.noun == whole.noun or (part.of_people and whole.of_people)):
                yield part, whole


def _marked(text: str) -> Iterator[tuple[Count, Count]]:
    """In "80 detainees, including 92 women" or "80 detainees. Of them, 92 ..." the part, and the largest whole."""
    for sentence in sentences_with(text, _SIGN, holding=_SIGN_HOLDS):
        counts = counts_in(text, sentence.start, sentence.end)
        for m in _SIGN.finditer(text, sentence.start, sentence.end):
            part = _part(text, counts, m)
            if part is None:
                continue
            held = [c for c in counts if c.end <= m.start() and c is not part]
            if not held and m["of"]:
                held = list(counts_before(text, sentence))
            before = min(part.start, m.start())
            wholes = [
                c
                for c in held
                if c.noun and _fits(part, c, m) and not (m["of"] and names_others(text, c.end, before, c.noun))
            ]
            if wholes:
                yield part, max(wholes, key=lambda c: c.high)


def _part(text: str, counts: tuple[Count, ...], m: re.Match[str]) -> Count | None:
    """The count that a sign makes a part: right before "of them", else right behind the sign."""
    if m["of"] and (last := next((c for c in counts if 0 <= m.start() - c.end <= 1), None)):
        return None if _EVERY.search(text, max(0, last.start - 5), last.start) else last
    return next((c for c in counts if c.start >= m.end() and _LEADS.fullmatch(text, m.end(), c.start)), None)


def _fits(part: Count, whole: Count, m: re.Match[str]) -> bool:
    """May the one be part of the other: buses hold more people than there are buses."""
    if (whole.number or 0) < 2:
        return False
    if whole.noun in _GROUPS:
        return m["of"] in ("of them", "of these") and whole.low >= _MANY and part.low <= 1.5 * whole.high
    if not part.noun or m["of"] == "of whom":
        return True
    return (
        part.of_people if whole.of_people else part.noun == whole.noun or (m["of"] is not None and not part.of_people)
    )


def _opening(text: str) -> Iterator[tuple[Count, Count]]:
    """In "Of the 30 lorries that left, 34 arrived" the part and the whole."""
    for sentence in sentences_with(text, _OF_OPENS):
        counts = counts_in(text, sentence.start, sentence.end)
        for whole, part in pairwise(counts):
            if not _OF_OPENS.search(text, max(sentence.start, whole.start - 10), whole.end):
                continue
            between = text[whole.end : part.start]
            if between.endswith(", ") and not _STOP.search(between) and part.noun in ("", whole.noun):
                yield part, whole


def _named(text: str) -> Iterator[tuple[Count, Count]]:
    """In "45 prisoners crossed. Fifty-two of the prisoners ..." the part, and the largest number told of them."""
    for sentence in sentences_with(text, _OF_NAMED, within=12):
        counts = counts_in(text, sentence.start, sentence.end)
        for part in counts:
            m = _OF_NAMED.match(text, part.end)
            if m is None or _ADDED_UP.search(sentence.text):
                continue
            near = [*counts_before(text, sentence), *(c for c in counts if c.end <= part.start)]
            noun = singular(m["noun"])
            if any(_is_called(text, c, noun) and not _KNOWN.search(text, max(0, c.start - 8), c.start) for c in near):
                yield (
                    part,
                    max(
                        (c for s in sentences_with(text, _ANY) for c in counts_in(text, s.start, s.end) if c != part),
                        key=lambda c: c.high if _is_called(text, c, noun) else 0,
                    ),
                )


def _is_called(text: str, count: Count, noun: str) -> bool:
    """Is a count of what a noun names, "dead" also of those told to have died?"""
    if noun in ("dead", "victim"):
        return _DIED.search(text, count.start, count.end + 30) is not None
    return count.noun == noun


def _of_those(text: str) -> Iterator[tuple[Count, Count]]:
    """In "freed 118 people ... 127 of those freed" the part, and the largest number of which the deed is told."""
    for sentence in sentences_with(text, _OF_THOSE):
        for part in counts_in(text, sentence.start, sentence.end):
            m = _OF_THOSE.match(text, part.end)
            if m is None or _ADDED_UP.search(sentence.text):
                continue
            deed = re.compile(rf"\b{m['deed']}\b", re.IGNORECASE)
            wholes = [
                c
                for other in sentences_with(text, deed)
                for c in counts_in(text, other.start, other.end)
                if c != part and _is_of(text, c, deed)
            ]
            near = [*counts_before(text, sentence), *counts_in(text, sentence.start, part.start)]
            wholes = wholes or [c for c in near if c.of_people]
            if wholes:
                yield part, max(wholes, key=lambda c: c.high)


def _of_bodies(text: str) -> Iterator[tuple[Count, Count]]:
    """In "a fleet of 160 boats ... 175 boats of the fleet" the part and the whole."""
    found = (m for s in sentences_with(text, _BODY, holding=tuple(_BODIES)) for m in _BODY.finditer(s.text))
    for body in dict.fromkeys(m["body"] for m in found):
        sized = re.compile(
            rf"\b(?:a|an|the|its|their|whose) (?:\w+ )?{body} (?:of|numbers|numbering|has|had|counts|holds) \Z"
        )
        belongs = re.compile(rf"\s+of (?:the|this|that|its|their) {body}\b")
        counts = [
            c
            for s in sentences_with(text, re.compile(rf"\b{body}\b"))
            for c in counts_in(text, s.start, s.end)
            if c.number
        ]
        wholes = [c for c in counts if sized.search(text, max(0, c.start - 60), c.start)]
        for part in counts if wholes else ():
            if belongs.match(text, part.end) and any(c.noun == part.noun or not part.noun for c in wholes):
                yield part, max(wholes, key=lambda c: c.high)


def _is_of(text: str, count: Count, deed: re.Pattern[str]) -> bool:
    before, after = text[max(0, count.start - 16) : count.start], text[count.end : count.end + 24]
    return deed.search(before) is not None or deed.search(after) is not None


def _lists(text: str) -> Iterator[tuple[tuple[Count, ...], Count]]:
    """The parts that one sentence lists behind a sign, where they divide the whole in one way; and the whole."""
    for sentence in sentences_with(text, _SIGN, holding=_SIGN_HOLDS):
        counts = counts_in(text, sentence.start, sentence.end)
        for m in _SIGN.finditer(text, sentence.start, sentence.end):
            first = _part(text, counts, m)
            wholes = [c for c in counts if first and c.end <= m.start() and c is not first and _fits(first, c, m)]
            if first is None or not wholes:
                continue
            parts = [first]
            for count in counts[counts.index(first) + 1 :]:
                between = text[parts[-1].end : count.start]
                if len(between) > _BETWEEN or _STOP.search(between):
                    break
                parts.append(count)
            if len(parts) > 1 and (_divides([kind_of(text, p) for p in parts]) or is_shared_out(text, parts)):
                yield tuple(parts), max(wholes, key=lambda c: c.high)


def _divides(kinds: list[str]) -> bool:
    """Are the kinds different ones of one way of dividing people, so that they do not overlap?"""
    return len(set(kinds)) == len(kinds) and any(way.issuperset(kinds) for way in _WAYS)
