"""One number given to a whole and to a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.counts import Count, counts_in, finding_of
from trucewatch.checks.material import Material
from trucewatch.checks.number_in_two_scopes import in_two_scopes
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.passage import Passage

_AREAS = (
    "province|governorate|district|region|county|country|state|territory|valley|island|archipelago|republic|basin|area|"
    "zone|peninsula|delta|city|front|nation|canton|prefecture|department|north|south|east|west"
)
_PLACES = (
    "prisons|jails|camps|towns|villages|cities|districts|provinces|regions|counties|states|islands|valleys|schools|"
    "hospitals|cantons|governorates|sites"
)
_WIDE = re.compile(
    r"\b(?=[IAOTFNCiaotfnc])(?:(?:in|across) (?:all )?(?:the |its |the \w+['’]s )?"
    rf"(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:\w+ )?(?:{_PLACES})\b"
    rf"|(?:in|of|across|throughout|over|for) (?:all )?(?:the )?(?:whole |entire |\w+ )?(?:of the )?(?:{_AREAS})\b"
    r"|in (?:the whole|all) of\b|nationwide|countrywide|(?:across|throughout) the\b)",
    re.IGNORECASE,
)
_WIDE_HOLDS = (
    *_AREAS.split("|"),
    *_PLACES.split("|"),
    *("whole", "all of", "nationwide", "countrywide", "across the", "throughout the"),
)
_SPOT = (
    r"(?:town|village|prison|camp|mill|school|hospital|compound|stadium|quarter|port|barracks|jail|fort|market|street|"
    r"monastery|church|mosque|hall|factory|island|settlement|hamlet|suburb|depot|base|garrison|gaol|house|tents?)"
)
_BEING = (
    r"people|persons|who|that|which|are|is|were|was|have been|had been|being|still|now|to|be|held|kept|sit|sits|live|"
    r"lives|lived|died|dead|killed|stay|detained|housed|sheltered|imprisoned|jailed|alone|found|counted|lying|lie"
)
_NARROW = re.compile(rf"(?:,? (?:{_BEING}))* (?:in|of|at|inside|from) (?P<place>the (?:\w+ )?{_SPOT}\b|[A-Z]\w+)")
_NAMED = r"(?: (?:of|at|in) (?-i:[A-Z])\w+)?"
_HOLDS = re.compile(
    rf"(?:\b[IA][nt] (?P<place>(?-i:[A-Z])\w+|the (?:\w+ )?{_SPOT}){_NAMED}(?: alone)?(?:,[^,.;]{{3,50}})?,?\s+"
    rf"|\bthe (?:\w+ )?{_SPOT}{_NAMED} (?:alone )?(?:holds|has|houses|shelters|keeps|counts)\s+)\Z",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:arriv\w+|brought|taken to|moved|transferr\w+|came|walked|sent|freed|released|flown|buried)\b"
)
_NATION = re.compile(
    r"\b(?:country|nation|state|republic|territory|nationwide|countrywide|island|archipelago)\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:\w+ )?\w+s\Z")
_FAR = 60  # characters between a number and the area that it is told of
_LEAST = 10  # a smaller number may come up twice by chance


class ScopesMixed:
    """The same exact number told of a whole area and of one place in it.

    Such a number has mostly lost its scope on the way. Silent where the words move those counted from one place to
    another, where the whole is told to be all in that place, and on small numbers.
    """

    code = "scopes-mixed"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            told: set[float] = set()
            for number, wide in _wide(report.text):
                narrow = _narrow(report.text, number, wide)
                if narrow and number.low not in told:
                    told.add(number.low)
                    yield self._finding(material, report.id, number, (wide, narrow))
            for number, whole, place in in_two_scopes(report.text):
                if number.low not in told:
                    yield self._finding(material, report.id, number, (whole.passage, place.passage))

    def _finding(self, material: Material, report_id: str, number: Count, scopes: tuple[Passage, Passage]) -> Finding:
        held = sorted(scopes, key=lambda p: p.start)
        words = " and ".join(f"“{' '.join(p.text.split())}”" for p in held)
        sentence = f"The report gives the one number {number.low:,.0f} for two scopes: {words}."
        repairs = (
            "the number is that of the whole area",
            "the number is that of the one place",
            "all of those counted are in the one place",
        )
        return finding_of(self, material, sentence, [(report_id, p) for p in held], repairs)


def _wide(text: str) -> Iterator[tuple[Count, Passage]]:
    """Exact numbers told of a whole area, with the passage that tells number and area."""
    for sentence in sentences_with(text, _WIDE, within=60, holding=_WIDE_HOLDS):
        for count in counts_in(text, sentence.start, sentence.end):
            if count.is_exact and count.low >= _LEAST:
                area = _area(text, count, sentence)
                if area:
                    yield count, Passage.of(text, min(count.start, area.start()), max(count.end, area.end()))


def _area(text: str, count: Count, sentence: Passage) -> re.Match[str] | None:
    """The area nearest to a count, with neither stop nor another number between."""
    found = []
    for m in _WIDE.finditer(text, max(sentence.start, count.start - _FAR), min(sentence.end, count.end + _FAR)):
        between = text[min(m.end(), count.end) : max(m.start(), count.start)]
        if not re.search(r"[.;:]|\d", between):
            found.append((len(between), m.start(), m))
    return min(found, key=lambda f: f[:2])[2] if found else None


def _narrow(text: str, number: Count, wide: Passage) -> Passage | None:
    """A passage that tells the same number of one place."""
    value = int(number.low)
    first = re.escape(number.passage.text.split(maxsplit=1)[0])
    printed = re.compile(rf"(?<![\w,.])(?:{value:,}|{value}|{first})\b", re.IGNORECASE)
    for sentence in sentences_with(text, printed):
        for count in counts_in(text, sentence.start, sentence.end):
            if count.low != number.low or not count.is_exact or count.start == number.start:
                continue
            m = _scope(text, count, sentence)
            if m is None or _area(text, count, sentence) or len({count.noun, number.noun} - {""}) > 1:
                continue
            if not _MOVED.search(text, count.start - 30, m.end() + 30) and _is_within(text, m["place"] or "the", wide):
                return Passage.of(text, min(count.start, m.start()), max(count.end, m.end()))
    return None


def _scope(text: str, count: Count, sentence: Passage) -> re.Match[str] | None:
    """The words that tie a count to one place: "140 in the prison", "In Sarn, 140"; "140 of Sarn" only of people."""
    m = _NARROW.match(text, count.end)
    if m and m[0].startswith(" of ") and not count.of_people:
        return None
    return m or _HOLDS.search(text, max(sentence.start, count.start - 80), count.start)


def _is_within(text: str, place: str, wide: Passage) -> bool:
    """Is a place smaller than the area: a spot by its noun, or a name that is not the area's own?"""
    if not place[0].isupper():
        return True
    name = re.escape(place)
    if _NATION.search(wide.text) and not _SEVERAL.search(wide.text):
        return re.search(rf"\b{name},? (?:the |a )?(?:\w+ )?{_SPOT}\b", text) is not None
    return re.search(rf"\b{name} (?:{_AREAS})\b|\b(?:{_AREAS}) of {name}\b", text) is None
