"""The zone beside a time of day: its offset where it is fixed, its name in a note where it is not.

Places are in the tables only from the day since which their clocks stand the same all the year (tz database).
Elsewhere, and for "local time", the time of day is kept without an offset, and the note says in which zone it was told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NAMES = {
    "gmt": 0, "utc": 0, "z": 0, "universal time": 0, "greenwich mean time": 0, "bst": 60, "cet": 60, "cest": 120,
    "eet": 120, "eest": 180, "msk": 180, "eat": 180, "wat": 60, "sast": 120, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "pkt": 300, "aest": 600, "aedt": 660, "wib": 420,
    "wit": 540, "wita": 480, "jst": 540, "kst": 540, "hkt": 480, "ict": 420, "npt": 345,
}  # fmt: skip
# minutes east of Greenwich -> places whose clocks stand so all the year and have done so since 1990 at least
_PLACES = {
    -300: "colombia bogota colombian peru lima peruvian ecuador quito",
    0: "ghana accra ivorian abidjan senegal dakar mali malian bamako liberia monrovia",
    60: "nigeria nigerian lagos abuja algeria algerian algiers cameroon angola luanda",
    120: "rwanda kigali burundi bujumbura mozambique maputo zambia zimbabwe harare south african",
    180: "yemen yemeni sanaa sana'a aden saudi riyadh mecca kuwait kuwaiti bahrain qatar qatari doha kenya kenyan "
         "nairobi ethiopia ethiopian somalia somali mogadishu uganda ugandan kampala tanzania djibouti eritrea asmara "
         "east african",
    240: "emirati dubai oman omani muscat gulf",
    270: "afghanistan afghan kabul",
    300: "tajikistan tajik dushanbe uzbekistan tashkent maldives",
    330: "india indian delhi",
    345: "nepal nepali kathmandu",
    390: "myanmar burma burmese yangon rangoon",
    420: "thailand thai bangkok vietnam vietnamese hanoi cambodia cambodian laos jakarta",
    480: "china chinese beijing taiwan taipei philippine philippines manila singapore malaysia malaysian",
    540: "japan japanese tokyo korea korean seoul",
    600: "papua guinea port moresby",
}  # fmt: skip
# places -> day since which their clocks stand so all the year, minutes east of Greenwich
_SETTLED = {
    "moscow russian": (date(2014, 10, 26), 180), "minsk belarus": (date(2011, 3, 27), 180),
    "turkey turkish istanbul ankara": (date(2016, 9, 8), 180), "iran iranian tehran": (date(2022, 9, 22), 210),
    "iraq iraqi baghdad": (date(2008, 1, 1), 180), "syria syrian damascus": (date(2022, 10, 28), 180),
    "jordan jordanian amman": (date(2022, 10, 28), 180), "libya libyan tripoli": (date(2013, 10, 25), 120),
    "sudan sudanese khartoum": (date(2017, 11, 1), 120), "juba": (date(2021, 2, 1), 120),
    "armenia armenian yerevan": (date(2012, 3, 25), 240), "azerbaijan azerbaijani baku": (date(2016, 3, 27), 240),
    "georgia georgian tbilisi": (date(2005, 3, 27), 240), "pakistan pakistani islamabad": (date(2009, 11, 1), 300),
    "lanka lankan colombo": (date(2006, 4, 15), 330), "bangladesh dhaka": (date(2010, 1, 1), 360),
    "venezuela venezuelan caracas": (date(2016, 5, 1), -240),
}  # fmt: skip
_SETTLED_BY_PLACE = {place: told for places, told in _SETTLED.items() for place in places.split()}
_BY_PLACE = {place: offset for offset, places in _PLACES.items() for place in places.split()}
_NAMED = re.compile(r"(?:utc|gmt)?\s*([+-−])\s*(\d{1,2})(?::?(\d\d))?")
_TIME = re.compile(r"\s+(?:standard\s+|daylight\s+)?time\Z")


@dataclass(frozen=True)
class Zone:
    """A zone as told.

    Attributes:
        offset: minutes east of Greenwich, None where it is not fixed or not known.
        note: what a reader should know of it, None where the offset says all.
    """

    offset: int | None
    note: str | None = None


def zone_of(words: str | None, day: date | None = None) -> Zone:
    """The zone that words name ("GMT", "UTC+3", "local time", "Yemen time"); an empty one for None.

    Args:
        words: as the report has them.
        day: on which the time of day is told, where it is known: some places have moved their clocks until lately.
    """
    told = " ".join((words or "").lower().replace("’", "'").split())
    if not told:
        return Zone(None)
    if told in _NAMES:
        return Zone(_NAMES[told])
    if m := _NAMED.fullmatch(told):
        minutes = int(m[2]) * 60 + int(m[3] or 0)
        return Zone(minutes if m[1] == "+" else -minutes) if minutes <= 14 * 60 else Zone(None, f"told in {words}")
    place = _TIME.sub("", told).split()
    if place and place[-1] in _SETTLED_BY_PLACE and "south" not in place:
        since, offset = _SETTLED_BY_PLACE[place[-1]]
        if day is not None and day >= since:
            return Zone(offset)
    elif place and place[-1] in _BY_PLACE and "local" not in place:
        return Zone(_BY_PLACE[place[-1]])
    return Zone(None, f"told in {' '.join((words or '').split())}, whose offset is not kept")
