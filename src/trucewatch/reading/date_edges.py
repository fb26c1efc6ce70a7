"""Which words beside an expression of time belong to it: "early", "the end of", and a time of day by its date."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import replace

from trucewatch.reading.date_forms import SPACE, Form, expand
from trucewatch.reading.date_words import APPROXIMATORS
from trucewatch.reading.sentences import Sentences

_BEFORE = 40  # characters in which the words before an expression are looked for
_GAP = 16  # characters between a time of day and its date
_MODS = {
    "early": "early", "start": "early", "beginning": "early", "opening": "early", "first": "early", "earlier": "early",
    "mid": "mid", "middle": "mid", "late": "late", "end": "end", "last": "late", "final": "late", "closing": "late",
    "latter": "late", "second": "second", "later": "late", "turn": "early",
}  # fmt: skip
_MODIFIABLE = frozenset(
    "month year years decade century span season fiscal weekday today part near quarter day days".split()
)
_DAYS = frozenset(("day", "weekday", "today", "part", "count", "nth"))
_LOOSE = frozenset(word for word, taken in APPROXIMATORS.items() if taken == "about")
_CLOCK_THEN_DATE = re.compile(r"(?:,?\s+(?:on|of|this)?\s*|\s*,\s*)")
_DATE_THEN_CLOCK = re.compile(r",?\s*(?:at|from|by)?\s*(?:about|around|exactly)?\s*")


@functools.cache
def _modifier() -> re.Pattern[str]:
    rule = r"(?P<det>(?i:the ))?(?P<word>@MODIFIER)(?:-| the | |)"
    return re.compile(expand(rule).removesuffix(r"(?!\w)") + r"\Z")


@functools.cache
def _determiner() -> re.Pattern[str]:
    return re.compile(expand(r"(?i:the|a|an|these|those|this)").removesuffix(r"(?!\w)") + SPACE + r"\Z")


def widen(form: Form, text: str) -> Form:
    """Take the words before an expression that belong to it ("early", "the end of", "the") into its spans."""
    before = text[max(0, form.start - _BEFORE) : form.start]
    start = form.start - len(before)
    if form.rule in _MODIFIABLE and "many" not in form.parts and (m := _modifier().search(before)):
        return _modified(form, m, start)
    approx = form.parts.get("approx")
    if approx and re.sub(r"\s+", " ", approx.lower()) in _LOOSE:
        lead = re.match(re.escape(approx) + r"\s+", text[form.start : form.end])
        left = form.start + (lead.end() if lead else 0)
        return replace(form, start=left, outer=(left, form.end))
    if _takes_determiner(form, text) and (m := _determiner().search(before)):
        return replace(form, outer=(start + m.start(), form.end))
    return form


def _modified(form: Form, match: re.Match[str], start: int) -> Form:
    word = match["word"].lower()
    left = start + match.start("word")
    if held := re.fullmatch(r"(week|night|evening|morning)\s(?:of|beginning|starting)", word):
        return _held(form, match, start, held[1])
    if form.rule in _DAYS:
        return replace(form, outer=(left, form.end)) if word in ("early", "late") else form
    outer = start + (match.start("det") if match["det"] else match.start("word"))
    modifier = _MODS.get(re.split(r"[\s-]", word)[0])
    if week := re.match(r"(first|second|third|fourth|last|final)[\s-]weeks? of", word):
        modifier = f"{week[1]} week"
    return replace(form, start=left, outer=(outer, form.end), modifier=modifier)


def _held(form: Form, match: re.Match[str], start: int, unit: str) -> Form:
    """A day that names its week or night: "the week of 9 December", "the night of 11 November"."""
    if form.rule not in ("day", "days") or (unit == "week" and form.rule == "days"):
        return form
    left = start + match.start("word")
    outer = start + (match.start("det") if match["det"] else match.start("word"))
    return replace(form, start=left, outer=(outer, form.end), modifier=f"{unit} of")


def settle_over(form: Form, sentences: Sentences, text: str) -> Form:
    """Leave "over" out of a length where it tells when ("spent over three years"), not how much ("over an hour")."""
    if form.parts.get("approx", "").lower() != "over":
        return form
    word = next(iter(sentences.tokens(form.start, form.start + len("over"))), None)
    if word is None or word.dep_ != "prep":
        return form
    left = (
        form.start
        + len("over")
        + len(text[form.start + len("over") :])
        - len(text[form.start + len("over") :].lstrip())
    )
    parts = {name: words for name, words in form.parts.items() if name != "approx"}
    return replace(form, start=left, outer=(left, form.end), parts=parts)


def _takes_determiner(form: Form, text: str) -> bool:
    """Does the TIMEX3 span begin with "the"? "The past three years", "the third quarter", not "the 42-day"."""
    if "-" in text[form.start : form.end]:
        return False
    if form.rule in ("length", "bare"):
        return "way" in form.parts or form.kind == "length"  # "the nine months", as "the past three years"
    return form.rule in ("decade", "century", "quarter", "span", "endof") or form.kind == "part/the"


def join_clocks(forms: list[Form], text: str, paragraph_at: Callable[[int], tuple[int, int]]) -> list[Form]:
    """One expression of a time of day and its date: "6 a.m. on Saturday", "between 9 a.m. and noon on Monday".

    Args:
        forms: expressions in the order of the text.
        text: the text.
        paragraph_at: (start, end) of the paragraph at an offset; nothing is joined across its edge.
    """
    out: list[Form] = []
    for form in forms:
        last = out[-1] if out else None
        joined = None
        if last is not None and form.start - last.end <= _GAP and form.end <= paragraph_at(last.start)[1]:
            joined = _joined(last, form, text)
        if joined is None:
            out.append(form)
        else:
            out[-1] = joined
    return out


def _joined(last: Form, form: Form, text: str) -> Form | None:
    gap = text[last.end : form.start]
    outer = (last.outer[0], form.end)
    if last.rule == form.rule == "clock":
        if not _is_between(text, last, gap):
            return None
        parts = {f"from_{name}": words for name, words in last.parts.items()}
        return replace(form, start=last.start, parts=form.parts | parts)
    is_day = form.rule in _DAYS or (form.rule in ("near", "before") and form.parts.get("unit", "").lower() == "day")
    if last.rule in ("clock", "dawn") and is_day and _CLOCK_THEN_DATE.fullmatch(gap) and "many" not in form.parts:
        return replace(form, start=last.start, outer=outer, clock=last.parts)
    if last.rule in _DAYS and form.rule == "clock" and last.clock is None and _DATE_THEN_CLOCK.fullmatch(gap):
        return replace(last, end=form.end, outer=outer, clock=form.parts)
    return None


def _is_between(text: str, first: Form, gap: str) -> bool:
    """Is it a stretch from one time of day to another: "between 9 a.m. and noon", "from 06:00 to 18:00"?"""
    before = text[max(0, first.start - 9) : first.start].lower()
    return bool(
        (re.search(r"\bbetween\s+\Z", before) and re.fullmatch(r"\s+and\s+", gap))
        or (re.search(r"\bfrom\s+\Z", before) and re.fullmatch(r"\s+(?:to|until|till)\s+", gap))
    )
