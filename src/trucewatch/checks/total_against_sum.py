"""A total against the sum of the kinds that the report lists as making it up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.counts import Count, beside, counts_in, finding_of, is_shared_out, slack
from trucewatch.checks.material import Material
from trucewatch.checks.near_fit import misfits
from trucewatch.checks.number_sentences import NUMBER, sentences_with
from trucewatch.vocabulary.finding import Finding, Severity

_ALL = r"(?:in all|in total|all told|all in all|altogether|overall|together)"
_FORMED = r"(?:made up of|composed of|consist(?:s|ed|ing)? of|namely|that is,|broken down into|divided into)"
# What opens a list of all kinds behind the total.
_OPENS = re.compile(
    rf"(?P<gap>[^.;:()\n]{{0,80}}?)(?P<mark>:|\(|\s[-–—]{{1,2}}|,?\s*\b{_FORMED}|\b{_ALL},)\s*(?:the |there were )?"
)
_WHICH = re.compile(r"[^.;:()\n]{0,40}?, of (?:which|whom) (?:the )?")
_COMMA = re.compile(r"[^.;:()\n,]{0,40}, (?:the )?")
_TOTAL_BEFORE = re.compile(
    r"\b(?:total(?:led|s|ling|ed|ing)?(?: of| to| at| is| was| came to| comes to| stood at| stands at| up to)?|"
    r"(?:in all|altogether|in total|all told),?|"
    r"sum of|mak(?:es?|ing)|add(?:s|ed|ing)? up to|came to|comes to|com(?:es|ing) together to)\s+$"
)
_TOTAL_AFTER = re.compile(rf"[^.;:(),\n\d]{{0,30}}?\b{_ALL}\b")
_MAKES = re.compile(r"[,–—-] (?:\w+ )?(?:making|makes|for a total of|a total of|altogether|in all|or)\b")
_SIGN = re.compile(
    rf"\b(?=[iaotmcdn])(?:{_ALL}\b|total|{_FORMED}|of (?:which|whom)|(?:making|came to|makes?) {NUMBER})"
    rf"|(?=[:(,–—-])(?:(?::|[-–—]) (?:the |some |about )?{NUMBER}|\({NUMBER}"
    rf"|, {NUMBER}[\w,-]* (?:from|for|by|with|on)\b)"
)
_JOIN = re.compile(
    r"(?:[,;]|\b(?:and|plus|as well as|together with))\s*(?:and |plus |the |another |also |a further |finally )*\Z"
)
# The same with a name before the number: "Karsa gets 8 seats, the Front 7 and the islands 3".
_LOOSE = re.compile(r"(?:[,;]|\b(?:and|plus))\s+(?:[^\W\d]+\s+){0,4}\Z")
_CLOSE = re.compile(r"[.:!?()\n]\s|[()]|\s[-–—]+\s|\b(?:while|but|although|because|compared)\b")
_STOP = re.compile(r"[.:!?()\n]\s|\b(?:while|but|although|because|compared)\b")
_OPEN = re.compile(
    r"\b(?:others|the rest|several|some(?! \d)|many|a few|dozens|the remainder|including|among|such as)\b"
)
_NOT_SUMMED = frozenset("thing demand condition way group category kind side sort class question matter".split())
_NEAR = 0.4  # a list whose sum lies farther from the total than this share of it is of other things
_CLOSER = 0.15  # the same for lists behind "of which", which may be of a part


class TotalAgainstSum:
    """A total that is not the sum of the kinds listed as making it up.

    Only where the words say that the list is the whole: behind a colon, in brackets or between dashes right behind the
    total, after "made up of" and the like, or beside "in all", "a total of", "making". Qualifiers are granted, and the
    rounding of large numbers. Silent where the list leaves something open ("others", "including").
    """

    code = "total-against-sum"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            near = misfits(report.text)
            told = {c.start for m in near if m.sort in ("subset", "account") for c in (m.whole, *m.parts)}
            for total, lists in _sums(report.text):
                if total.start not in told and not any(_makes(total, items) for items in lists):
                    told.add(total.start)
                    yield self._finding(material, report.id, total, lists[0])
            for misfit in near:
                if misfit.sort == "total" and misfit.whole.start not in told:
                    yield self._finding(material, report.id, misfit.whole, misfit.parts)

    def _finding(self, material: Material, report_id: str, total: Count, items: tuple[Count, ...]) -> Finding:
        names = ", ".join(f"“{c.shown}”" for c in items)
        found = sum(c.number or 0 for c in items)
        sentence = f"The kinds listed, {names}, add up to {found:,.0f}; the total printed is “{total.shown}”."
        repairs = (
            f"the total is {found:,.0f}",
            "one of the kinds is misprinted",
            "a kind is left out of the list, or one is counted twice",
        )
        passages = sorted((total.passage, *(c.passage for c in items)), key=lambda p: p.start)
        return finding_of(self, material, sentence, [(report_id, p) for p in passages], repairs)


def _makes(total: Count, items: tuple[Count, ...]) -> bool:
    """May items make up a total, with qualifiers and the rounding of large numbers granted?"""
    loose = slack(total) + sum(slack(c) for c in items)
    return sum(c.low for c in items) <= total.high + loose and total.low <= sum(c.high for c in items) + loose


def _sums(text: str) -> Iterator[tuple[Count, list[tuple[Count, ...]]]]:
    """Totals with the lists that may make them up, the surest first."""
    for sentence in sentences_with(text, _SIGN):
        counts = counts_in(text, sentence.start, sentence.end)
        for number, total in enumerate(counts):
            lists = [_items_behind(text, total, counts[number + 1 :], sentence.end)]
            if _is_total(text, total):
                stretches = [(counts[:number], total.start)]
                if len(counts) == 1:
                    stretches += [(counts_in(text, s.start, s.end), s.end) for s in beside(text, sentence)]
                lists += [_items_before(text, *each, join) for join in (_JOIN, _LOOSE) for each in stretches]
            lists = [items for items in lists if _is_whole(total, items)]
            if lists:
                yield total, lists


def _items_behind(text: str, total: Count, behind: tuple[Count, ...], end: int) -> tuple[Count, ...]:
    """The items of a list that opens right behind its total; () where none does, or where it leaves something open."""
    listed = _COMMA.match(text, total.end)
    is_total = _TOTAL_BEFORE.search(text, max(0, total.start - 30), total.start) is not None
    sure = _OPENS.match(text, total.end) or (listed if is_total else None)
    m = sure or _WHICH.match(text, total.end) or (listed if _is_shared(text, behind, listed) else None)
    if m is None or not behind or m.end() != behind[0].start:
        return ()
    close = _CLOSE.search(text, m.end(), end)
    stop = close.start() if close else end
    items = [c for c in behind if c is behind[0] or (c.end <= stop and _JOIN.search(text, c.start - 40, c.start))]
    if _OPEN.search(text, total.end, stop) or not (sure or _is_close(total, items, 3 if m.re is _WHICH else 2)):
        return ()
    return tuple(items)


def _is_shared(text: str, items: tuple[Count, ...], lead: re.Match[str] | None) -> bool:
    """Does one word tell whose all items are, and not also whose the number before them is: "9 by Karsa, 7 by ..."?"""
    if lead is None or not is_shared_out(text, items):
        return False
    return text[items[0].end :].split(maxsplit=1)[0] not in lead[0].split()


def _is_close(total: Count, items: list[Count], fewest: int) -> bool:
    """Do items nearly make up a total? Behind "of which" and the like they need not all be listed."""
    off = abs(sum(c.number or 0 for c in items) - (total.number or 0))
    return len(items) >= fewest and off <= _CLOSER * (total.number or 0)


def _items_before(text: str, before: tuple[Count, ...], end: int, join: re.Pattern[str]) -> tuple[Count, ...]:
    """The items of a list whose last ends shortly before an offset: three or more, or two right before "in all"."""
    items: list[Count] = []
    for count in reversed(before):
        if (_CLOSE if items else _STOP).search(text, count.end, items[0].start if items else end - 1):
            break
        items.insert(0, count)
        if not join.search(text, max(0, count.start - 40), count.start):
            break
    fewest = 2 if items and join is _JOIN and _MAKES.search(text, items[-1].end, end) else 3
    if len(items) < fewest or _OPEN.search(text, items[0].start, end):
        return ()
    return tuple(items)


def _is_total(text: str, count: Count) -> bool:
    before = text[max(0, count.start - 30) : count.start]
    return _TOTAL_BEFORE.search(before) is not None or _TOTAL_AFTER.match(text, count.end) is not None


def _is_whole(total: Count, items: tuple[Count, ...]) -> bool:
    """May the items make up the total: counts of things, none above it, their sum not far from it?"""
    numbers = [c.number for c in items if c.number is not None]
    if len(items) < 2 or len(numbers) < len(items) or total.number is None or total.noun in _NOT_SUMMED:
        return False
    near = abs(sum(numbers) - total.number) <= _NEAR * total.number
    return near and max(numbers) < total.number and total.number != len(items)
