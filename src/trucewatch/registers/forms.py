"""Name forms as a report prints them, brought to the form a register lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

Entry = TypeVar("Entry")

_ARTICLE = re.compile(r"^(?:the|The|THE)\s+(?=\S)")
_POSSESSIVE = re.compile(r"(?:'[sS]|(?<=[sS])')$")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})
# Shorter words in capitals may be plain words of a headline ("US", "CAR", "WHO"): only listed spellings count.
_LEAST_SHOUTED = 4


def plain_form(form: str) -> str:
    """`form` with straight apostrophes and single spaces, without a leading article and a final possessive."""
    plain = " ".join(form.translate(_APOSTROPHES).split())
    return _POSSESSIVE.sub("", _ARTICLE.sub("", plain))


def look_up(form: str, listed: Mapping[str, Entry], shouted: Mapping[str, Entry]) -> Entry | None:
    """What `form` names: as it stands, then without article and possessive, then as a word in capitals.

    Case counts ("us" never finds "US"). Only a form wholly in capitals and of at least four letters is also
    compared with the capitals of every listed form, so that headlines are read ("TURKEY", "EAST TIMOR").

    Args:
        form: the words as printed.
        listed: form -> entry; its keys have straight apostrophes.
        shouted: the same with keys in capitals (see `in_capitals`).
    """
    straight = " ".join(form.translate(_APOSTROPHES).split())
    for candidate in (straight, plain_form(form)):
        if candidate in listed:
            return listed[candidate]
    plain = plain_form(form)
    if plain.isupper() and sum(map(str.isalpha, plain)) >= _LEAST_SHOUTED:
        return shouted.get(plain)
    return None


def in_capitals(listed: Mapping[str, Entry]) -> dict[str, Entry]:
    """The same entries under their forms in capitals; where two meet, the first listed stays."""
    shouted: dict[str, Entry] = {}
    for form, entry in listed.items():
        shouted.setdefault(form.upper(), entry)
    return shouted


def straightened(form: str) -> str:
    """`form` with straight apostrophes, as the keys of every register's forms have them."""
    return form.translate(_APOSTROPHES)
