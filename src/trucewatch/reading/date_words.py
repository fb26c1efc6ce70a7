"""The words of the calendar and the clock: months, weekdays, units, numbers, zones, feasts."""

from __future__ import annotations

import re

_MONTH_NAMES = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_WEEKDAY_NAMES = (
    "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
    "sunday sun",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES, start=1) for name in names.split()}
# unit -> (letter of an ISO 8601 duration, how many of it, whether it stands behind the "T")
UNITS: dict[str, tuple[str, int, bool]] = {
    "second": ("S", 1, True), "minute": ("M", 1, True), "hour": ("H", 1, True), "day": ("D", 1, False),
    "night": ("D", 1, False), "week": ("W", 1, False), "fortnight": ("W", 2, False), "month": ("M", 1, False),
    "quarter": ("M", 3, False), "year": ("Y", 1, False), "decade": ("Y", 10, False), "century": ("Y", 100, False),
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "dawn": "MO", "daybreak": "MO", "morning": "MO", "midday": "MI", "lunchtime": "MI", "afternoon": "AF",
    "evening": "EV", "dusk": "EV", "night": "NI", "nightfall": "EV", "first light": "MO",
}  # fmt: skip
ZONE_NAMES = (
    "gmt utc bst cet cest eet eest msk eat wat sast ist est edt cst cdt mst mdt pst pdt pkt aest aedt wib wit wita jst "
    "kst hkt ict npt"
).split()
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
# feasts on a fixed day of our calendar (month, day)
FIXED_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1),
    "valentine's day": (2, 14), "may day": (5, 1),
}  # fmt: skip
MOVING_FEASTS = (
    "eid", "easter", "good friday", "passover", "yom kippur", "rosh hashanah", "hanukkah", "sukkot", "diwali",
    "nowruz", "tet", "lent", "orthodox easter", "easter sunday", "easter monday", "thanksgiving", "thanksgiving day",
    "vesak", "songkran", "election day",
)  # fmt: skip
# months of the Islamic calendar, as they are written most often; the first spelling is the one notes use
_HIJRI_SPELLINGS = (
    "Muharram", "Safar", "Rabi al-Awwal|Rabi ul-Awwal|Rabi' al-Awwal|Rabi I",
    "Rabi al-Thani|Rabi ul-Thani|Rabi' al-Thani|Rabi al-Akhir|Rabi II",
    "Jumada al-Ula|Jumada al-Awwal|Jumada ul-Ula|Jumada I",
    "Jumada al-Akhira|Jumada al-Akhirah|Jumada al-Thani|Jumada ul-Thani|Jumada II",
    "Rajab", "Shaban|Sha'ban|Shabaan", "Ramadan|Ramazan|Ramzan|Ramadhan", "Shawwal|Shawal",
    "Dhu al-Qidah|Dhu al-Qa'dah|Dhul-Qa'dah|Dhul Qadah|Dhu al-Qadah|Zulqadah|Zul-Qaadah",
    "Dhu al-Hijjah|Dhu al-Hijja|Dhul-Hijjah|Dhul Hijjah|Dhul-Hijja|Zulhijjah|Zilhaj|Zul-Hijjah",
)  # fmt: skip
HIJRI_NAMES = {n: spellings.split("|")[0] for n, spellings in enumerate(_HIJRI_SPELLINGS, start=1)}
HIJRI_MONTHS = {s.lower(): n for n, spellings in enumerate(_HIJRI_SPELLINGS, start=1) for s in spellings.split("|")}
# feasts and months of that calendar that stand alone (month, day; no day: the whole month)
HIJRI_FEASTS: dict[str, tuple[int, int | None]] = {
    "eid al-fitr": (10, 1), "eid ul-fitr": (10, 1), "eid-ul-fitr": (10, 1), "eid al fitr": (10, 1),
    "eid al-adha": (12, 10), "eid ul-adha": (12, 10), "eid-ul-adha": (12, 10), "eid al adha": (12, 10),
    "ashura": (1, 10), "muharram": (1, None), "ramadan": (9, None), "ramazan": (9, None), "ramzan": (9, None),
    "ramadhan": (9, None), "islamic new year": (1, 1), "mawlid": (3, 12),
}  # fmt: skip
# words before a length of time -> how the length is to be taken
APPROXIMATORS = {
    "more than": "more than", "over": "more than", "well over": "more than", "upwards of": "more than",
    "upward of": "more than", "longer than": "more than", "at least": "at least", "no less than": "at least",
    "not less than": "at least", "a minimum of": "at least", "up to": "up to", "as long as": "up to",
    "at most": "up to", "no more than": "up to", "not more than": "up to", "a maximum of": "up to",
    "as many as": "up to", "less than": "less than", "fewer than": "less than", "under": "less than",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly", "just under": "nearly", "barely": "about",
    "about": "about", "around": "about", "some": "about", "roughly": "about", "approximately": "about",
    "an estimated": "about", "just over": "more than", "a little over": "more than", "a little more than": "more than",
    "little more than": "more than",
}  # fmt: skip
TIMEX_MODS = {
    "more than": "MORE_THAN", "at least": "EQUAL_OR_MORE", "up to": "EQUAL_OR_LESS", "less than": "LESS_THAN",
    "nearly": "LESS_THAN", "about": "APPROX",
}  # fmt: skip
_FRACTIONS = {"½": 0.5, "1/2": 0.5, "¼": 0.25, "1/4": 0.25, "¾": 0.75, "3/4": 0.75}
_SMALL = {word: number for number, word in enumerate(ONES)} | {word: 20 + 10 * i for i, word in enumerate(TENS)}


def number_of(words: str) -> float | None:
    """The number that words or digits name: "twenty-five", "2 1/2", "a dozen"; None where they name none."""
    text = re.sub(r"\s+", " ", words.lower()).strip()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", text):
        return float(text.replace(",", ""))
    match = re.fullmatch(r"(\d+(?:\.\d+)?)?\s?(½|¼|¾|1/2|1/4|3/4)?", text)
    if match and any(match.groups()):
        return float(match[1] or 0) + _FRACTIONS.get(match[2] or "", 0.0)
    if text in ("a", "an", "a single", "another"):
        return 1.0
    if text in ("half", "half a", "half an"):
        return 0.5
    return _spelled(text)


def _spelled(text: str) -> float | None:
    total = 0.0
    for word in re.split(r"[\s-]+", text):
        if word in ("a", "an", "and"):
            continue
        if word in ("hundred", "dozen"):
            total = (total or 1) * (100 if word == "hundred" else 12)
        elif word in _SMALL:
            total += _SMALL[word]
        else:
            return None
    return total or None


def year_digits(words: str) -> str:
    """A year in digits: "nineteen ninety-six" -> "1996", "two thousand and four" -> "2004"; digits stay as they are."""
    if words[:1].isdigit():
        return words
    told = [word for word in re.split(r"[\s-]+", words.lower()) if word != "and"]
    hundreds, rest = (20, told[2:]) if told[:2] == ["two", "thousand"] else (_SMALL[told[0]], told[1:])
    return str(100 * hundreds + sum(_SMALL.get(word, 0) for word in rest))


def ordinal_of(words: str) -> int | None:
    """The number an ordinal names: "third", "29th" -> 3, 29; None for other words."""
    text = re.sub(r"\s+", "-", words.lower().strip())
    if match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", text):
        return int(match[1])
    tens, _, ones = text.partition("-")
    if tens in TENS and ones in ORDINALS[:9]:
        return _SMALL[tens] + ORDINALS.index(ones) + 1
    return ORDINALS.index(text) + 1 if text in ORDINALS else None


def unit_of(word: str) -> str:
    """The unit a word names, in the singular and without hyphens: "decades-long" -> "decade"."""
    text = re.sub(r"-?(?:long|old)$", "", word.lower().strip("-'’ "))
    if text == "centuries":
        return "century"
    return text if text in UNITS else text.removesuffix("s")
