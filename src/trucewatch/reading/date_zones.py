"""The zone beside a time of day: its offset where it is fixed, its name in a note where it is not.

Places are in the table only from the day since which their clocks stand the same all the year (tz database, to which a
test holds the table). Before that day, elsewhere, and for "local time", the time of day is kept without an offset, and
the note says in which zone it was told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NAMES = {
    "gmt": 0, "utc": 0, "z": 0, "universal time": 0, "greenwich mean time": 0, "bst": 60, "cet": 60, "cest": 120,
    "eet": 120, "eest": 180, "eat": 180, "wat": 60, "sast": 120, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "pkt": 300, "aest": 600, "aedt": 660, "wib": 420,
    "wit": 540, "wita": 480, "jst": 540, "kst": 540, "hkt": 480, "ict": 420, "npt": 345,
}  # fmt: skip
_OF_OLD = date(1990, 1, 1)
# zone of the tz database -> (day since which its clocks stand so all the year, minutes east of Greenwich, names of the
# zone in reports); 1990-01-01 stands for that day and before
ZONES: dict[str, tuple[date, int, str]] = {
    "America/Bogota": (date(1993, 2, 7), -300, "colombia, colombian, bogota"),
    "America/Guayaquil": (date(1993, 2, 5), -300, "ecuador, ecuadorean, ecuadorian, quito"),
    "America/Lima": (date(1994, 4, 1), -300, "peru, peruvian, lima"),
    "America/Caracas": (date(2016, 5, 1), -240, "venezuela, venezuelan, caracas"),
    "Africa/Accra": (_OF_OLD, 0, "ghana, ghanaian, accra"),
    "Africa/Abidjan": (_OF_OLD, 0, "ivorian, abidjan"),
    "Africa/Dakar": (_OF_OLD, 0, "senegal, senegalese, dakar"),
    "Africa/Bamako": (_OF_OLD, 0, "mali, malian, bamako"),
    "Africa/Monrovia": (_OF_OLD, 0, "liberia, liberian, monrovia"),
    "Africa/Freetown": (_OF_OLD, 0, "sierra leone, freetown"),
    "Africa/Ouagadougou": (_OF_OLD, 0, "burkina faso, ouagadougou"),
    "Africa/Conakry": (_OF_OLD, 0, "guinea, conakry"),
    "Africa/Bissau": (_OF_OLD, 0, "bissau, guinea-bissau"),
    "Africa/Lagos": (_OF_OLD, 60, "nigeria, nigerian, lagos, abuja, west african"),
    "Africa/Algiers": (_OF_OLD, 60, "algeria, algerian, algiers"),
    "Africa/Douala": (_OF_OLD, 60, "cameroon, cameroonian, yaounde"),
    "Africa/Luanda": (_OF_OLD, 60, "angola, angolan, luanda"),
    "Africa/Niamey": (_OF_OLD, 60, "niger, niamey"),
    "Africa/Ndjamena": (_OF_OLD, 60, "chad, chadian, n'djamena, ndjamena"),
    "Africa/Bangui": (_OF_OLD, 60, "bangui"),
    "Africa/Kinshasa": (_OF_OLD, 60, "kinshasa"),
    "Africa/Kigali": (_OF_OLD, 120, "rwanda, rwandan, kigali"),
    "Africa/Bujumbura": (_OF_OLD, 120, "burundi, burundian, bujumbura"),
    "Africa/Lubumbashi": (_OF_OLD, 120, "goma, bukavu, lubumbashi"),
    "Africa/Maputo": (_OF_OLD, 120, "mozambique, mozambican, maputo"),
    "Africa/Lusaka": (_OF_OLD, 120, "zambia, zambian, lusaka"),
    "Africa/Harare": (_OF_OLD, 120, "zimbabwe, zimbabwean, harare"),
    "Africa/Johannesburg": (_OF_OLD, 120, "south african, south africa, pretoria, johannesburg, central african"),
    "Africa/Tripoli": (date(2013, 10, 25), 120, "libya, libyan, tripoli"),
    "Africa/Khartoum": (date(2017, 11, 1), 120, "sudan, sudanese, khartoum"),
    "Africa/Juba": (date(2021, 2, 1), 120, "south sudan, south sudanese, juba"),
    "Asia/Aden": (_OF_OLD, 180, "yemen, yemeni, sanaa, sana'a, aden"),
    "Asia/Riyadh": (_OF_OLD, 180, "saudi, riyadh, mecca"),
    "Asia/Kuwait": (_OF_OLD, 180, "kuwait, kuwaiti"),
    "Asia/Bahrain": (_OF_OLD, 180, "bahrain, bahraini"),
    "Asia/Qatar": (_OF_OLD, 180, "qatar, qatari, doha"),
    "Africa/Nairobi": (_OF_OLD, 180, "kenya, kenyan, nairobi, east african, east africa"),
    "Africa/Addis_Ababa": (_OF_OLD, 180, "ethiopia, ethiopian, addis ababa"),
    "Africa/Mogadishu": (_OF_OLD, 180, "somalia, somali, mogadishu"),
    "Africa/Kampala": (_OF_OLD, 180, "uganda, ugandan, kampala"),
    "Africa/Dar_es_Salaam": (_OF_OLD, 180, "tanzania, tanzanian"),
    "Africa/Djibouti": (_OF_OLD, 180, "djibouti"),
    "Africa/Asmara": (_OF_OLD, 180, "eritrea, eritrean, asmara"),
    "Asia/Baghdad": (date(2008, 1, 1), 180, "iraq, iraqi, baghdad"),
    "Europe/Minsk": (date(2011, 3, 27), 180, "belarus, belarusian, minsk"),
    "Europe/Moscow": (date(2014, 10, 26), 180, "moscow, russian, msk"),
    "Europe/Istanbul": (date(2016, 9, 8), 180, "turkey, turkish, istanbul, ankara"),
    "Asia/Damascus": (date(2022, 10, 28), 180, "syria, syrian, damascus"),
    "Asia/Amman": (date(2022, 10, 28), 180, "jordan, jordanian, amman"),
    "Asia/Tehran": (date(2022, 9, 22), 210, "iran, iranian, tehran"),
    "Asia/Dubai": (_OF_OLD, 240, "emirati, dubai, abu dhabi, gulf, gulf standard"),
    "Asia/Muscat": (_OF_OLD, 240, "oman, omani, muscat"),
    "Asia/Tbilisi": (date(2005, 3, 27), 240, "georgian, tbilisi"),
    "Asia/Yerevan": (date(2012, 3, 25), 240, "armenia, armenian, yerevan"),
    "Asia/Baku": (date(2016, 3, 27), 240, "azerbaijan, azerbaijani, baku"),
    "Asia/Kabul": (_OF_OLD, 270, "afghanistan, afghan, kabul"),
    "Indian/Maldives": (_OF_OLD, 300, "maldives"),
    "Asia/Dushanbe": (date(1991, 9, 9), 300, "tajikistan, tajik, dushanbe"),
    "Asia/Tashkent": (date(1991, 9, 29), 300, "uzbekistan, uzbek, tashkent"),
    "Asia/Karachi": (date(2009, 11, 1), 300, "pakistan, pakistani, islamabad, karachi"),
    "Asia/Kolkata": (_OF_OLD, 330, "india, indian, delhi, new delhi"),
    "Asia/Colombo": (date(2006, 4, 15), 330, "sri lanka, sri lankan, colombo"),
    "Asia/Kathmandu": (_OF_OLD, 345, "nepal, nepali, kathmandu"),
    "Asia/Bishkek": (date(2005, 8, 12), 360, "kyrgyzstan, kyrgyz, bishkek"),
    "Asia/Dhaka": (date(2010, 1, 1), 360, "bangladesh, bangladeshi, dhaka"),
    "Asia/Yangon": (_OF_OLD, 390, "myanmar, burma, burmese, yangon, rangoon"),
    "Asia/Bangkok": (_OF_OLD, 420, "thailand, thai, bangkok"),
    "Asia/Ho_Chi_Minh": (_OF_OLD, 420, "vietnam, vietnamese, hanoi"),
    "Asia/Phnom_Penh": (_OF_OLD, 420, "cambodia, cambodian, phnom penh"),
    "Asia/Vientiane": (_OF_OLD, 420, "laos, vientiane"),
    "Asia/Jakarta": (_OF_OLD, 420, "jakarta"),
    "Asia/Singapore": (_OF_OLD, 480, "singapore"),
    "Asia/Kuala_Lumpur": (_OF_OLD, 480, "malaysia, malaysian, kuala lumpur"),
    "Asia/Taipei": (_OF_OLD, 480, "taiwan, taipei"),
    "Asia/Manila": (date(1990, 7, 29), 480, "philippines, philippine, manila"),
    "Asia/Shanghai": (date(1991, 9, 15), 480, "china, chinese, beijing"),
    "Asia/Tokyo": (_OF_OLD, 540, "japan, japanese, tokyo"),
    "Asia/Seoul": (_OF_OLD, 540, "korea, korean, south korea, south korean, seoul"),
    "Asia/Pyongyang": (date(2018, 5, 5), 540, "north korea, north korean, pyongyang"),
    "Asia/Dili": (date(2000, 9, 18), 540, "east timor, timorese, dili"),
    "Pacific/Port_Moresby": (_OF_OLD, 600, "papua new guinea, new guinea, port moresby"),
    "Pacific/Guadalcanal": (_OF_OLD, 660, "solomon islands, honiara"),
}
_BY_NAME = {name: ZONES[zone][:2] for zone in ZONES for name in ZONES[zone][2].split(", ")}
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
    since, offset = _BY_NAME.get(_TIME.sub("", told), (date.max, None))
    if since == _OF_OLD or (day is not None and day >= since):
        return Zone(offset)
    return Zone(None, f"told in {' '.join((words or '').split())}, whose offset is not kept")
