"""Parts that exhaust a whole and do not add up to it, and parts counted once more beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from trucewatch.checks.counts import Count, counts_in, finding_of, kind_of, may_be_same, preceding, slack
from trucewatch.checks.material import Material
from trucewatch.checks.near_fit import misfits
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.passage import Passage

_REST = re.compile(r"\b[Tt]he (?:other|remaining|rest,|remainder,)\s+")
_REST_HOLDS = ("the other", "the remaining", "the rest,", "the remainder,")
# Pairs of kinds that leave nothing over.
_PAIRS = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("woman", "man"),
        ("living alive", "dead deceased body"),
        ("civilian villager", "fighter soldier militant combatant"),
        ("girl", "boy"),
    )
)
_SAID = re.compile(r"\b(?:that|than|of|with|to|from|by|for) \Z")
_PAIR = re.compile(r"\b(?:wom[ae]n|living|alive|civilians?|villagers?|girls)\b")
_PAIR_HOLDS = ("woman", "women", "living", "alive", "civilian", "villager", "girls")
_SHARED = re.compile(r"\b(?:of (?:whom|them|these)|the|both)\s+\Z", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|in all|all of the|total of|the)\s+\Z", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:child(?:ren)?|others|some|several|unidentified|unknown|unclear|elderly|including|among|at least)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\bOf (?:the |its |their |these )?\Z")
_APPOSED = re.compile(r"[^.;:()\d]{0,40}[,:(–—-] ?")
_NEXT = re.compile(r",? (?:and )?|, ")
_LISTED = re.compile(r"\b(?:of (?:whom|them|these|which))\b")
_PART = re.compile(r" of (?:them|whom|these)\b")
_BACK = 3  # sentences before the parts in which the whole may stand
_NEAR = 0.3  # farther off than this share of the whole, the parts are of another one


class SubsetsOfWhole:
    """Two parts that leave nothing over and do not make up their whole, or a part counted beside its whole.

    The words must say that nothing is left over: "the other 31", or kinds of a closed pair (women and men, living and
    dead, fighters and civilians) told of the whole. Silent where any numbers around make it fit, and where others are
    mentioned.
    """

    code = "subsets-of-whole"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            near = misfits(report.text)
            told: set[Count] = {p for m in near if m.sort == "account" for p in m.parts}
            evident = [(m.whole, m.parts) for m in near if m.sort == "subset"]
            for whole, parts in (*_rests(report.text), *_pairs(report.text), *evident):
                if not told & set(parts):
                    told |= set(parts)
                    yield self._uneven(material, report.id, whole, parts)
            for once, twice in _doubled(report.text):
                yield self._doubled(material, report.id, once, twice)

    def _uneven(self, material: Material, report_id: str, whole: Count, parts: tuple[Count, ...]) -> Finding:
        names = " and ".join(f"“{p.shown}”" for p in parts)
        found = sum(p.number or 0 for p in parts)
        sentence = f"{names} are told as all there are of “{whole.shown}”; together they make {found:,.0f}."
        repairs = (f"the whole is {found:,.0f}", "one of the parts is misprinted", "a third part is left out")
        passages = sorted((whole.passage, *(p.passage for p in parts)), key=lambda p: p.start)
        return finding_of(self, material, sentence, [(report_id, p) for p in passages], repairs)

    def _doubled(self, material: Material, report_id: str, once: list[Count], twice: list[Count]) -> Finding:
        whole, part, total = once[0], once[1], max(twice, key=lambda c: c.high)
        sentence = (
            f"“{part.shown}” are a part of “{whole.shown}” in one passage, and are added to them in another, which "
            f"comes to “{total.shown}”."
        )
        repairs = (f"the total is {whole.number:,.0f}", "the part stands beside the whole and is not in it")
        passages = [c.passage for c in (*once, *sorted(twice, key=lambda c: c.start))]
        return finding_of(self, material, sentence, [(report_id, p) for p in passages], repairs)


def _rests(text: str) -> Iterator[tuple[Count, tuple[Count, ...]]]:
    """Wholes with a part and "the other 31" that do not make them up, whatever is added from around."""
    for sentence in sentences_with(text, _REST, within=4, holding=_REST_HOLDS):
        own = counts_in(text, sentence.start, sentence.end)
        for m in _REST.finditer(text, sentence.start, sentence.end):
            rest = next((c for c in own if c.start == m.end() and c.number), None)
            if rest is None or _SAID.search(text, max(sentence.start, m.start() - 30), m.start()):
                continue  # "each side said that the other two ..."
            near = [*_of(text, preceding(text, sentence, 1)), *(c for c in own if c.end <= m.start())]
            parts = [c for c in near if may_be_same(c, rest)]
            wholes = [*_of(text, preceding(text, sentence, _BACK)), *(c for c in own if c.end <= m.start())]
            found = [
                (whole, (*some, rest))
                for whole in wholes
                for some in _choices(parts, whole)
                if _is_near(whole, (*some, rest)) and may_be_same(whole, some[0])
            ]
            if found and not any(_makes_up(w, rest, wholes) for w in wholes):
                yield min(found, key=lambda f: (_off(*f), -f[0].start))


def _choices(parts: list[Count], whole: Count) -> list[tuple[Count, ...]]:
    """All parts behind a whole together, else each alone."""
    behind = [c for c in parts if c.start >= whole.end]
    return [tuple(behind)] if len(behind) > 1 else [(c,) for c in behind]


def _of(text: str, held: tuple[Passage, ...]) -> list[Count]:
    return [c for s in held for c in counts_in(text, s.start, s.end) if c.number]


def _makes_up(whole: Count, rest: Count, others: list[Count]) -> bool:
    parts = [c for c in others if c is not whole][-6:]
    some = (chosen for size in (1, 2, 3) for chosen in combinations(parts, size))
    return any(_fits(whole, (rest, *chosen)) for chosen in some)


def _pairs(text: str) -> Iterator[tuple[Count, tuple[Count, ...]]]:
    """Wholes with two parts of a closed pair that do not make them up."""
    for sentence in sentences_with(text, _PAIR, holding=_PAIR_HOLDS):
        own = [c for c in counts_in(text, sentence.start, sentence.end) if c.number]
        kinds = [kind_of(text, c) for c in own]
        for one, other in _PAIRS:
            parts = tuple(c for c, kind in zip(own, kinds, strict=True) if kind in one | other)
            held = {kind for kind in kinds if kind in one | other}
            if len(parts) != 2 or not (held & one and held & other) or _OPEN.search(sentence.text):
                continue
            before = [c for c in own if c.end <= parts[0].start] or _of(text, preceding(text, sentence, 1))
            wholes = [c for c in before if _is_near(c, parts) and _is_told_of(text, c, parts)]
            if not wholes or any(_fits(w, parts) for w in before):
                continue
            # Parts that a list puts above their whole are another check's.
            listed = _LISTED.search(text, wholes[-1].end, parts[0].start) or _PART.match(text, parts[0].end)
            if not listed or sum(p.low for p in parts) < wholes[-1].low:
                yield wholes[-1], parts


def _is_told_of(text: str, whole: Count, parts: tuple[Count, ...]) -> bool:
    """Do the words say that the parts are those of the whole: "of whom", "the 18 men", "all 29", "are men"?"""
    first = parts[0]
    if kind_of(text, first) in ("living", "alive", "dead", "deceased", "body"):
        return True
    if not first.noun or _OPENS.search(text, max(0, whole.start - 10), whole.start):
        return True  # "Forty-one are soldiers", "Of the 75 dead, 50 were fighters"
    if _APPOSED.fullmatch(text, whole.end, first.start) and _NEXT.fullmatch(text, first.end, parts[1].start):
        return True
    shared = _SHARED.search(text, max(0, first.start - 12), first.start) or _PART.match(text, first.end)
    if shared is None:
        return False
    return _ALL.search(text, max(0, whole.start - 14), whole.start) is not None or "of " in shared[0].lower()


def _doubled(text: str) -> Iterator[tuple[list[Count], list[Count]]]:
    """A whole with a part of it in one sentence; both and their sum in a later one."""
    for sentence in sentences_with(text, _PART, within=12):
        own = counts_in(text, sentence.start, sentence.end)
        for part in (c for c in own if c.is_exact and _PART.match(text, c.end)):
            whole = next((c for c in reversed(own) if c.end <= part.start and c.is_exact and c.low > part.low), None)
            if whole is None or part.low < 2:
                continue
            sums = {whole.low, part.low, whole.low + part.low}
            for other in _later(text, sentence):
                counts = [c for c in counts_in(text, other.start, other.end) if c.is_exact and c.low in sums]
                if len(counts) == 3 and {c.low for c in counts} == sums:
                    yield [whole, part], counts


def _later(text: str, sentence: Passage) -> tuple[Passage, ...]:
    return tuple(s for s in sentences_with(text, re.compile(r"\band\b")) if s.start >= sentence.end)


def _is_near(whole: Count, parts: tuple[Count, ...]) -> bool:
    return (
        (whole.number or 0) > max(p.number or 0 for p in parts)
        and (whole.number or 0) >= 5
        and 0 < _off(whole, parts) <= _NEAR * (whole.number or 0)
        and not _fits(whole, parts)
    )


def _off(whole: Count, parts: tuple[Count, ...]) -> float:
    return abs((whole.number or 0) - sum(p.number or 0 for p in parts))


def _fits(whole: Count, parts: tuple[Count, ...]) -> bool:
    """May the parts make up the whole, with qualifiers and the rounding of large numbers granted?"""
    loose = slack(whole) + sum(slack(p) for p in parts)
    return sum(p.low for p in parts) <= whole.high + loose and whole.low <= sum(p.high for p in parts) + loose
