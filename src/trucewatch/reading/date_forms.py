"""Finding expressions of time: a grammar of words, from which both kinds of spans come.

Each rule is one regular expression, written with a blank for any white space and `@NAME` for a word class. Rules only
say what an expression looks like; what it means is told in `date_values` and `date_lengths`, and whether a look-alike
is meant ("May", "March", a citation's year) in `date_filters`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from trucewatch.reading.date_words import APPROXIMATORS, FIXED_FEASTS, MOVING_FEASTS, ONES, ORDINALS, TENS, ZONES

_SPACE = r"(?:[ \t\xa0]+\n?[ \t]*|\n[ \t]*)"


def _words(words: object) -> str:
    """An alternation of words in any case, longest first; a blank matches any white space."""
    parts = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    return "(?i:" + "|".join(re.escape(p).replace(r"\ ", " ").replace("'", "['’]") for p in parts) + ")"


_CLASSES = {
    "MONTH": r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?![a-z])",
    "WEEKDAY": r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY)",
    "SHORTDAY": r"(?:(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?|@WEEKDAY)",
    "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|,\d{3}|\.\d|-[a-z])",
    "YEAR": r"(?:1[5-9]\d\d|20\d\d)(?![\d%]|,\d|\.\d|-[a-z])",
    "RELYEAR": r"(?i:of last year|of this year|of that year|of the same year|of next year|of the previous year|"
    r"of the following year|last year|this year|next year|that year|the same year)",
    "ORDINAL": r"(?:(?i:@ORDWORD)|\d{1,2}(?:st|nd|rd|th))",
    "ORDWORD": "|".join(sorted((o.replace("-", "[- ]") for o in ORDINALS), key=len, reverse=True)),
    "PART": r"(?i:dawn|daybreak|morning|midday|lunchtime|afternoon|evening|dusk|nightfall|night)",
    "NUM": r"(?:\d{1,3}(?:,\d{3})+|\d+ (?:1/2|1/4|3/4)|\d+(?:\.\d+)?[½¼¾]?|[½¼¾]|(?i:half an?|an? hundred|@TENS(?:[- ]@ONES)?|"
    r"(?:(?:@ONES|a) )?(?:hundred|dozen)(?: and @ONES)?|a single|@ONES))",
    "ONES": "(?:" + "|".join(ONES[1:]) + ")",
    "TENS": "(?:" + "|".join(TENS) + ")",
    "VAGUE": r"(?i:several|a few|few|many|a couple of|couple of|dozens of|a number of|a handful of|scores of|"
    r"hundreds of|multiple)",
    "UNIT": r"(?i:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?|decades?|"
    r"century|centuries)",
    "UNITS": r"(?i:seconds|minutes|hours|days|nights|weeks|months|years|decades|centuries)",
    "SPAN": r"(?i:weekend|week|fortnight|month|quarter|year|decade|century)",
    "SEASON": r"(?i:spring|summer|autumn|fall|winter)",
    "ZONE": r"(?:(?:" + "|".join(z.upper() for z in ZONES) + r")\b|(?i:local|universal) time|"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? time\b)",
    "APPROX": _words(APPROXIMATORS),
    "FIXED": _words(FIXED_FEASTS),
    "MOVING": _words(MOVING_FEASTS),
}

_RULES = {
    # days and months
    "day": r"(?:(?P<wd>@SHORTDAY),? (?:the )?)?(?P<day>@DAY)(?: day)?(?: of)? (?P<month>@MONTH)"
    r"(?:,? (?:of )?(?P<year>@YEAR)|,? (?P<rel>@RELYEAR))?(?! @DAY,)",
    "day/us": r"(?:(?P<wd>@SHORTDAY),? )?(?:(?P<way>(?i:last|next|this past|this coming)) )?(?P<month>@MONTH) (?:the )?(?P<day>@DAY)(?!-@DAY)(?:,? (?P<year>@YEAR)|,? (?P<rel>@RELYEAR))?",
    "day/hyphen": r"(?P<day>@DAY)-(?P<month>@MONTH)-(?P<year>@YEAR)",
    "day/word": r"(?i:(?P<day>@ORDWORD)) (?:day )?of (?P<month>@MONTH)(?:,? (?P<year>@YEAR)|,? (?P<rel>@RELYEAR))?",
    "day/iso": r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d-])",
    "day/slash": r"(?<![\d/.])(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d(?=\D*$|[^\d/.]))(?![\d/])",
    "days": r"(?P<day>@DAY) ?(?:-|–|—|to|and|until|till) ?(?:the )?(?P<last>@DAY)(?: of)? (?P<month>@MONTH)"
    r"(?:,? (?P<year>@YEAR)|,? (?P<rel>@RELYEAR))?",
    "days/us": r"(?P<month>@MONTH) (?P<day>@DAY) ?(?:-|–|—|to|and|through|until|till) ?(?P<last>@DAY)"
    r"(?!:|,? ?(?:@ZONE|@UNIT))(?:,? (?P<year>@YEAR)|,? (?P<rel>@RELYEAR))?",
    "nth": r"(?i:the) (?P<day>\d{1,2}(?:st|nd|rd|th))(?= ?(?:[,.;:)!?]|of the month|and\b|or\b|to\b|$))",
    "month": r"(?:(?P<way>(?i:last|next|this past|this coming|the following|the previous|following|this|every|each)) )?(?P<month>@MONTH)"
    r"(?:,? (?:of )?(?P<year>@YEAR)|,? (?P<rel>@RELYEAR))?",
    "months": r"(?P<month>@MONTH) ?(?:-|–|to|through) ?(?P<last>@MONTH),? (?P<year>@YEAR)",
    # years and parts of years
    "year": r"(?<![\d,.$€£/])(?:(?P<side>(?i:pre|post))-)?(?P<year>@YEAR)(?!/)",
    "years": r"(?<![\d,.$€£/-])(?P<year>@YEAR) ?[-–/] ?(?P<last>(?:19|20)\d\d|\d\d)(?![\d/-]|-[a-z])",
    "decade": r"(?P<year>(?:1[5-9]|20)\d0)['’]?s\b|['’](?P<short>\d0)s\b|(?i:nineteen-)?(?P<word>(?i:twenties|thirties|forties|"
    r"fifties|sixties|seventies|eighties|nineties))\b",
    "century": r"(?i:(?P<n>@ORDINAL)[- ]century)",
    "fiscal": r"(?i:fiscal)(?: year)? (?P<year>@YEAR)",
    "quarter": r"(?:(?P<n>(?i:first|second|third|fourth|1st|2nd|3rd|4th|final|last))[- ](?i:fiscal )?(?P<what>(?i:quarter|half))|"
    r"(?P<way>(?i:latest|current|year-ago|year-earlier|previous|next|this)) (?P<what2>(?i:quarter)))"
    r"(?: of (?:(?P<year>@YEAR)|(?P<rel>(?i:last year|this year|next year|the year))))?",
    "quarter/q": r"Q(?P<n>[1-4]) (?P<year>@YEAR)",
    "season": r"(?:(?P<way>(?i:last|next|this past|this coming|this|the following|the previous)) )(?P<season>@SEASON)"
    r"|(?P<season2>@SEASON)(?: of|,)? (?:(?P<year>@YEAR)|(?P<rel>@RELYEAR))",
    # weekdays
    "weekday": r"(?:(?P<way>(?i:last|next|this past|this coming|this|coming|past|the following|the previous|every|each)) )?"
    r"(?P<weekday>@WEEKDAY)(?P<many>s\b(?!['’]))?(?:,? (?P<part>@PART)(?P<nights>s)?\b)?"
    r"(?: (?:of )?(?P<week>(?i:(?:last|next|this) week)))?",
    "weekday/of": r"(?P<part>@PART) of (?P<weekday>@WEEKDAY)",
    # days seen from today
    "today": r"(?P<word>(?i:the day before yesterday|the day after tomorrow|today|tonight|yesterday|tomorrow))"
    r"(?: (?P<part>@PART)\b)?",
    "part": r"(?P<way>(?i:this|last|that|the next|the following|the previous|the same|next)) (?P<part>@PART)\b",
    "overnight": r"(?i:overnight)",
    "near": r"(?P<way>(?i:the same|that same|that very|that|the very next|the next|the following|the previous|the preceding|"
    r"the very)) (?P<unit>(?i:day|week|weekend|month|year|decade))\b",
    "aday": r"(?i:(?P<n>a|an|one) (?P<unit>day|week|month|year|decade)) (?P<way>(?i:earlier|later|before|after(?= ?[,.;])))",
    "before": r"(?i:the (?P<unit>day|week|month|year) (?P<way>before|after)(?! (?:yesterday|tomorrow)))",
    "span": r"(?P<way>(?i:last|past|previous|next|this|coming|current|this past|this coming|the whole of this|the whole of last)) "
    r"(?P<unit>@SPAN)\b(?!-| old)",
    "endof": r"(?P<edge>(?i:the end|end|the start|start|the beginning|beginning|the middle|middle|the rest|rest|remainder|the remainder|"
    r"earlier in|later in|late in|early in|the (?:first|second|other) half|the final weeks|the final months|the turn)) "
    r"(?:of )?(?:the|that) (?P<unit>(?i:day|week|month|year|decade|century))\b",
    "endof/word": r"(?i:(?P<unit>year)(?:['’]s)?[- ](?P<edge>end))",
    "weekend": r"(?i:the weekend)\b(?! of)",
    "period": r"(?P<what>(?i:(?:the (?:latest |year-ago |year-earlier |same |comparable |)(?:quarter|period)(?! (?:of|in))|year-(?:ago|earlier))))",
    # lengths
    "ago": r"(?:(?P<approx>@APPROX) )?(?P<num>@NUM|@VAGUE|(?i:an?))(?: more)? (?:(?P<filler>(?i:and a half)) )?(?P<unit>@UNIT)(?P<half> and a half)? "
    r"(?P<way>(?i:ago|from now|hence|earlier this \w+))",
    "ago/half": r"(?P<num>(?i:half)) (?:a|an) (?P<unit>@UNIT) (?P<way>(?i:ago))",
    "ago/long": r"(?i:long ago|not long ago|(?P<unit>@UNITS) ago)",
    "length": r"(?:(?P<approx>@APPROX) )?(?:(?P<way>(?i:last|past|next|coming|previous|first|following|final|preceding|"
    r"another|additional|extra|further|opening|initial)) )?(?P<num>@NUM|@VAGUE|(?i:an?))"
    r"(?:(?: ?(?P<join>(?i:to|or|and|-|–)) ?)(?P<num2>@NUM))?(?: to @NUM)?[- ]"
    r"(?:(?P<filler>(?i:more|further|additional|extra|consecutive|straight|full|whole|entire|calendar|long|solid|bloody|successive|whole|"
    r"and a half|trading|business|working|short|brutal|tense|crucial|critical)) )?(?P<unit>@UNIT)\b(?P<half> and a half)?"
    r"(?P<long>-long)?(?P<old>(?:-|–| )old\b|(?i: of age))?",
    "length/anda": r"(?:(?P<approx>@APPROX) )?(?P<num>@NUM) and (?:a|one)[- ]half (?P<unit>@UNIT)",
    "length/two": r"(?P<num>@NUM|(?i:an?)) (?P<unit>@UNIT)(?:,| and|, and)? (?P<num2>@NUM|an?) (?P<unit2>@UNIT)\b(?!-)",
    "length/half": r"(?:(?P<approx>@APPROX) )?(?P<num>(?i:half))(?: a| an|-a-|-an-|-)(?: |-)?(?P<unit>@UNIT)",
    "length/long": r"(?P<unit>(?i:day|week|month|year|hour|decade|century))-?(?i:long)\b",
    "bare": r"(?:(?P<way>(?i:recent|past|last|coming|next|future|few|following|previous|these|earlier|past few|last few|next few|"
    r"coming few|past several|last several|first few|first|subsequent|preceding|early|final|closing|opening)) )?"
    r"(?P<unit>@UNITS)(?: (?:or|and) (?P<unit2>@UNITS))?\b(?P<long>[- ](?:long|old)\b)?",
    # clock
    "clock": r"(?<![\d:.])(?P<h>[01]?\d|2[0-4])[:.h](?P<m>[0-5]\d)(?::[0-5]\d)?(?: ?(?P<ap>(?i:[ap]\.?m\b\.?)))?(?: ?hrs?\b| hours)?"
    r"(?:,? \(?(?P<zone>@ZONE)\)?)?(?: (?P<part>(?i:in the (?:morning|afternoon|evening))))?",
    "clock/ap": r"(?<![\d:.])(?P<h>1[0-2]|0?[1-9]|(?i:@ONES))(?: ?(?P<ap>(?i:[ap]\.m\b\.?|[ap]m\b))|(?: (?P<oclock>(?i:o['’]clock))))"
    r"(?:,? (?P<zone>@ZONE))?(?: (?P<part>(?i:in the (?:morning|afternoon|evening)|at night)))?",
    "clock/in": r"(?<![\d:.,])(?P<h>1[0-2]|[1-9]) (?P<part>(?i:in the (?:morning|afternoon|evening)))\b",
    "clock/4": r"(?<![\d:.,$])(?P<h>[01]\d|2[0-4]):?(?P<m>[0-5]\d)(?: hours| hrs)?,? (?P<zone>@ZONE)",
    "clock/hours": r"(?<![\d:.,$])(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d) (?i:hours|hrs)\b",
    "clock/word": r"(?P<word>(?i:(?<!after)noon|midnight|midday))\b(?: (?P<zone>@ZONE))?",
    "dawn": r"(?<=at\s|by\s)(?P<part>(?i:dawn|daybreak|dusk|nightfall|first light))\b",
    # feasts
    "feast": r"(?P<feast>@FIXED)\b",
    "feast/moving": r"(?i:(?:the )?(?:Muslim |Islamic |Jewish |Christian |Orthodox |Buddhist |Hindu )?(?:holy|fasting|sacred) month(?: of)? )?"
    r"(?P<feast>@MOVING)\b|(?i:the (?:Muslim |Islamic )?holy month)\b",
    # repeated
    "set": r"(?P<set>(?i:daily|nightly|weekly|monthly|yearly|annually|hourly))\b",
    "set/every": r"(?i:(?P<every>every|each)) (?:(?P<num>@NUM|few|other) )?(?P<unit>@UNIT|@PART|(?i:weekend))\b",
    # now, soon
    "now": r"(?P<now>(?i:nowadays|now|currently|at present|at the moment|at this time|this time|these days|presently|for the moment|current))\b",
    "past": r"(?P<past>(?i:recently|recent|previously|formerly|lately|(?:in )?the past(?! (?:@NUM|@VAGUE|@UNIT|@SPAN|@SEASON))|at the time|at that time|the time|earlier))\b",
    "future": r"(?P<future>(?i:soon|the near future|near future|the future|in future|future|shortly|later))\b",
    "then": r"(?P<then>(?i:then))\b",
}


@dataclass(frozen=True)
class Form:
    """An expression found, before it is understood.

    Attributes:
        kind: name of the rule.
        start: first character of the span (determiners and loose approximators outside).
        end: behind its last character.
        parts: what the rule's groups matched.
        outer: (start, end) of the TIMEX3 span, with determiner and approximator.
        modifier: early, mid, late, start, end, where one stands before it.
        clock: a time of day that belongs to it.
    """

    kind: str
    start: int
    end: int
    parts: dict[str, str]
    outer: tuple[int, int]
    modifier: str | None = None
    clock: dict[str, str] | None = None

    @property
    def rule(self) -> str:
        """The kind without its variant: "day/us" -> "day"."""
        return self.kind.partition("/")[0]


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(expand(rule))) for kind, rule in _RULES.items())


def expand(rule: str) -> str:
    """A rule as a regular expression: word classes put in, blanks widened, word edges at both ends."""
    while re.search(r"@[A-Z]+", rule):
        rule = re.sub(r"@([A-Z]+)", lambda m: "(?:" + _CLASSES[m[1]] + ")", rule)
    return r"(?<!\w)(?:" + rule.replace("[- ]", "(?:-| )").replace(" ", _SPACE) + r")(?!\w)"


def find_forms(text: str) -> list[Form]:
    """All expressions of a text that do not overlap, in order; of overlapping ones the longest, then the first rule."""
    found: list[tuple[int, int, int, Form]] = []
    for order, (kind, pattern) in enumerate(_patterns()):
        for m in pattern.finditer(text):
            parts = {name: words for name, words in m.groupdict().items() if words is not None}
            found.append((m.start() - m.end(), order, m.start(), Form(kind, m.start(), m.end(), parts, m.span())))
    found.sort(key=lambda row: row[:3])
    taken: list[Form] = []
    used = bytearray(len(text) + 1)
    for *_, form in found:
        if not any(used[form.start : form.end]):
            used[form.start : form.end] = b"\x01" * (form.end - form.start)
            taken.append(form)
    taken.sort(key=lambda form: form.start)
    return taken


_MODIFIER = re.compile(
    expand(
        r"(?P<det>(?i:the ))?(?P<word>(?i:early|late|mid|middle of|beginning of|start of|end of|earlier|later|sometime|"
        r"turn of|opening (?:days|weeks) of|closing (?:days|weeks) of|"
        r"(?:first|second|third|fourth|last|final|closing|opening|early|latter|other)[- ](?:week|weeks|days|half|part|months|quarter) of|"
        r"part of|most of|much of|late in|early in|later in|earlier in|rest of|remainder of))(?P<gap>-| the | |)"
    ).replace(r"(?!\w)", "")
    + r"\Z"
)
_MODS = {
    "early": "early", "start": "early", "beginning": "early", "opening": "early", "first": "early", "earlier": "early",
    "mid": "mid", "middle": "mid", "late": "late", "end": "end", "last": "late", "final": "late", "closing": "late",
    "latter": "late", "second": "second", "later": "late", "turn": "early",
}  # fmt: skip
_MODIFIABLE = frozenset(
    ("month", "year", "years", "decade", "century", "span", "season", "fiscal", "weekday", "today", "part", "near", "quarter", "day")
)
_DETERMINER = re.compile(expand(r"(?i:the|a|an|these|those|this)").replace(r"(?!\w)", "") + _SPACE + r"\Z")
_LOOSE = frozenset(word for word, taken in APPROXIMATORS.items() if taken == "about")


def widen(form: Form, text: str) -> Form:
    """Take the words before an expression that belong to it ("early", "the end of", "the") into its spans."""
    before = text[max(0, form.start - 40) : form.start]
    start = form.start - len(before)
    if form.rule in _MODIFIABLE and "many" not in form.parts and (m := _MODIFIER.search(before)):
        word = m["word"].lower()
        left = start + m.start("word")
        if form.rule in ("weekday", "today", "part", "day"):
            return replace(form, outer=(left, form.end)) if word in ("early", "late") else form
        outer = start + (m.start("det") if m["det"] else m.start("word"))
        modifier = _MODS.get(re.split(r"[\s-]", word)[0])
        return replace(form, start=left, outer=(outer, form.end), modifier=modifier)
    approx = form.parts.get("approx")
    if approx and re.sub(r"\s+", " ", approx.lower()) in _LOOSE:
        lead = re.match(re.escape(approx) + r"\s+", text[form.start : form.end])
        if lead:
            form = replace(form, start=form.start + lead.end(), outer=(form.start + lead.end(), form.end))
    elif form.start == form.outer[0] and _takes_determiner(form, text):
        m = _DETERMINER.search(before)
        if m:
            form = replace(form, outer=(start + m.start(), form.end))
    return form


def _takes_determiner(form: Form, text: str) -> bool:
    """Does the TIMEX3 span begin with "the"? "The past three years", "the third quarter", not "the 42-day"."""
    if "-" in text[form.start : form.end]:
        return False
    if form.rule in ("length", "bare"):
        return "way" in form.parts
    return form.rule in ("decade", "century", "quarter", "span", "endof")


_CLOCK_THEN_DATE = re.compile(r"(?:,?\s+(?:on|of|this)?\s*|\s*,\s*)\Z")
_DATE_THEN_CLOCK = re.compile(r",?\s*(?:at|from|by)?\s*(?:about|around|exactly)?\s*\Z")


def join_clocks(forms: list[Form], text: str) -> list[Form]:
    """One expression of a time of day and the day beside it: "6 a.m. on Saturday", "7 p.m. (1600 GMT)"."""
    days = {"day", "weekday", "today", "part"}
    out: list[Form] = []
    for form in forms:
        last = out[-1] if out else None
        gap = text[last.end : form.start] if last else ""
        if last is None or len(gap) > 16 or "\n\n" in gap:
            out.append(form)
        elif last.rule == "clock" and form.rule == "clock" and re.fullmatch(r"\s*\(|\s*/\s*|,\s*or\s*", gap):
            end = form.end + (text[form.end : form.end + 1] == ")" and "(" in gap)
            parts = last.parts | {f"other_{name}": words for name, words in form.parts.items()}
            out[-1] = replace(last, end=end, outer=(last.outer[0], end), parts=parts)
        elif last.rule == "clock" and form.rule in days and _CLOCK_THEN_DATE.fullmatch(gap) and "many" not in form.parts:
            out[-1] = replace(form, start=last.start, outer=(last.outer[0], form.end), clock=last.parts)
        elif last.rule in days and form.rule == "clock" and last.clock is None and _DATE_THEN_CLOCK.fullmatch(gap):
            out[-1] = replace(last, end=form.end, outer=(last.outer[0], form.end), clock=form.parts)
        else:
            out.append(form)
    return out
