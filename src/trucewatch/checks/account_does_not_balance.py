"""What was owed, what was delivered and what remains, as one report gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from trucewatch.checks.counts import Count, counts_in, finding_of, may_be_same, preceding
from trucewatch.checks.material import Material
from trucewatch.checks.near_fit import Misfit, misfits
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.passage import Passage

_LEFT_BEFORE = re.compile(
    r"\b(?:leav(?:es|ing)|which left|that left|remains? (?:of )?|still owes?)\s+(?:the |another |a further )?\Z"
)
_LEFT_BEHIND = re.compile(
    r"(?:\s+[\w’'-]+){0,2}?,?\s+(?:(?:(?:are|is|were|was|have|has|had|to be)\s+)?(?:still\s+)?"
    r"(?:remain(?:s|ed|ing)?|outstanding|pending|undelivered|to go|to come|to follow|left|yet to|awaiting)\b"
    r"|(?:(?:are|is|were|was)\s+(?:still\s+)?|still\s+)(?:waiting|owed|due|missing|lacking|short|held)\b"
    r"|(?:are|is|were|was)\s+still\s+\w+)"
)
_SIGN = re.compile(
    r"\b(?:leav(?:es|ing)|which left|remain(?:s|ed|ing)?|outstanding|owed|due|waiting|awaiting|pending|to go|to come|"
    r"to follow|yet to|undelivered|missing|still)\b"
)
_SIGN_HOLDS = (
    "leav", "which left", "remain", "outstanding", "owed", "due", "waiting", "pending", "to go", "to come", "to follow",
    "yet to", "undelivered", "missing", "still",
)  # fmt: skip
_OWED = re.compile(
    r"\b(?:ow(?:es?|ed|ing)|promis\w+|pledg\w+|agreed|undert\w+|due|(?:is|was|were|are) to|commit\w*|must|shall|"
    r"obliged?|quota|called for|calls for|provid\w+ for|under (?:the|its|their)|accord|agreement|deal|stipulat\w+|"
    r"set at|allotted)\b"
)
_OF_THE = re.compile(r"(?:\bof|\bOf) (?:the |its |their |some )?\Z")
_BACK = 4  # sentences before the one that tells the rest in which the promise may stand
_NEAR = 0.35  # farther off than this share of what was owed, the numbers are of different things

_NEAR = 0.35  # share of what is owed by which done and left together may miss it


class AccountDoesNotBalance:
    """Owed, delivered and remaining that do not fit: 60 owed, 40 delivered, 30 remaining.

    Looks for a number that the words call what remains, with what was delivered beside it and what was owed in it or
    shortly before. Silent where any reading of the numbers around balances, where nouns differ, and where qualifiers
    leave room.
    """

    code = "account-does-not-balance"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            told: set[int] = set()
            for sentence in sentences_with(report.text, _SIGN, holding=_SIGN_HOLDS):
                account = _account(report.text, sentence)
                if account:
                    told |= {c.start for c in account}
                    yield self._finding(material, report.id, account)
            for misfit in misfits(report.text):
                if misfit.sort == "account" and _nearly(misfit) and not told & {c.start for c in misfit.parts}:
                    yield self._finding(material, report.id, (misfit.whole, misfit.parts[0], misfit.parts[1]))

    def _finding(self, material: Material, report_id: str, account: tuple[Count, Count, Count]) -> Finding:
        owed, done, left = account
        rest = (owed.number or 0) - (done.number or 0)
        sentence = (
            f"The report has “{owed.shown}” owed, “{done.shown}” delivered and “{left.shown}” remaining; "
            f"{owed.number:,.0f} less {done.number:,.0f} leaves {rest:,.0f}."
        )
        repairs = (
            f"{rest:,.0f} remain",
            f"{(owed.number or 0) - (left.number or 0):,.0f} were delivered",
            f"{(done.number or 0) + (left.number or 0):,.0f} were owed",
            "the numbers are of different moments",
        )
        passages = sorted((owed.passage, done.passage, left.passage), key=lambda p: p.start)
        return finding_of(self, material, sentence, [(report_id, p) for p in passages], repairs)


def _nearly(misfit: Misfit) -> bool:
    """Numbers that miss each other by far are of different matters."""
    whole, both = misfit.whole.number or 0, sum(part.number or 0 for part in misfit.parts[:2])
    return abs(both - whole) <= _NEAR * whole


def _account(text: str, sentence: Passage) -> tuple[Count, Count, Count] | None:
    """What was owed, delivered and remains, where the sentence tells the rest and nothing around makes it balance."""
    own = counts_in(text, sentence.start, sentence.end)
    left = next((c for c in reversed(own) if c.number and _is_left(text, c)), None)
    if left is None:
        return None
    earlier = [c for s in preceding(text, sentence, _BACK) for c in counts_in(text, s.start, s.end)]
    beside = [c for c in own if c is not left] or earlier[-4:]
    owed = [c for c in (*earlier, *own) if c is not left and _is_owed(text, c, sentence) and may_be_same(c, left)]
    done = [c for c in beside if c.number and may_be_same(c, left)]
    if _balances(left, [c for c in (*earlier, *own) if c is not left and c.number]):
        return None
    fits = [
        (o, d, left)
        for o in owed
        for d in done
        if o is not d
        and d.high < o.low
        and left.high < o.low
        and may_be_same(o, d)
        and _off(o, d, left) <= _NEAR * o.low
    ]
    return min(fits, key=lambda a: (_off(*a), -a[0].start), default=None)


def _is_left(text: str, count: Count) -> bool:
    before = text[max(0, count.start - 30) : count.start]
    return _LEFT_BEFORE.search(before) is not None or _LEFT_BEHIND.match(text, count.end) is not None


def _is_owed(text: str, count: Count, last: Passage) -> bool:
    """Do the words around a count say that it was promised or due, or is the whole of which the rest is told?"""
    if _OF_THE.search(text, max(0, count.start - 16), count.start):
        return True
    clause = text[max(0, count.start - 90) : min(count.end + 40, last.end)]
    return _OWED.search(clause) is not None


def _off(owed: Count, done: Count, left: Count) -> float:
    return abs((owed.number or 0) - (done.number or 0) - (left.number or 0))


def _balances(left: Count, others: list[Count]) -> bool:
    """Is there any whole among the numbers around that one or more of the others and the rest make up?"""
    held = others[-7:]
    for whole in others:
        parts = [c for c in held if c is not whole]
        for size in (1, 2, 3):
            for some in combinations(parts, size):
                low, high = left.low + sum(c.low for c in some), left.high + sum(c.high for c in some)
                if low <= whole.high and whole.low <= high:
                    return True
    return False
