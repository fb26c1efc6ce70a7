"""The words of a claim by which it is known again, in whatever form another sentence has them."""

from __future__ import annotations

import re
from functools import lru_cache

from trucewatch.reading.number_forms import find_numbers
from trucewatch.standing.wording import content_words

_EMPTY = frozenset(
    "said says say saying told tell tells according report reported reporting was were has have had having been being "
    "would will could should may might can not no there here when where while after before since until because than "
    "then them him her his she he they their what which that this these those some other more most very also only "
    "through still just now about out off up down over under into onto upon such own same did does done do made "
    "make one two three four five six seven eight nine ten eleven twelve dozen hundred thousand".split()
)
_ENDINGS = (
    "ations",
    "ation",
    "ions",
    "ion",
    "ings",
    "ing",
    "ments",
    "ment",
    "ied",
    "ed",
    "ers",
    "er",
    "es",
    "al",
    "e",
    "y",
)
_ONE = {
    "burnt": "burn", "shot": "shoot", "struck": "strik", "hit": "strik", "fled": "fle", "broke": "break",
    "broken": "break", "took": "tak", "taken": "tak", "laid": "lay", "held": "hold", "slain": "kill", "slew": "kill",
    "blew": "blow", "blown": "blow", "drove": "driv", "driven": "driv", "stole": "steal", "stolen": "steal",
    "died": "kill", "dies": "kill", "die": "kill", "death": "kill", "deaths": "kill", "dead": "kill",
    "torched": "burn", "arson": "burn", "bombarded": "shell",
    "bombarding": "shell", "bombardment": "shell", "arrested": "detain", "abducted": "kidnap", "captured": "seiz",
    "ransacked": "loot", "plundered": "loot", "murdered": "kill", "sank": "sink", "sunk": "sink",
}  # fmt: skip
_PHRASES = (
    (
        re.compile(
            r"\bset(?:ting|s)? (?:fire to|on fire|ablaze|alight)|\bset (?:\w+ ){1,4}(?:on fire|ablaze|"
            r"alight)"
        ),
        "burned",
    ),
)


@lru_cache(maxsize=65536)
def claim_root(word: str) -> str:
    """A word without its ending: "mined", "mining" and "mines" meet; "burnt" and "burned" too."""
    plain = word.removesuffix("'s").removesuffix("’s")
    if plain in _ONE:
        return _ONE[plain]
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            plain = plain[: -len(ending)]
            return plain[:-1] if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "ls" else plain
    return plain


@lru_cache(maxsize=16384)
def claim_roots(text: str) -> frozenset[str]:
    """The words of a stretch that carry meaning, without their endings; numbers left out."""
    for pattern, word in _PHRASES:
        text = pattern.sub(word, text)
    return frozenset(claim_root(w) for w in content_words(text) if w not in _EMPTY and not w.isdigit() and len(w) > 2)


@lru_cache(maxsize=16384)
def numbers_told(text: str) -> frozenset[float]:
    """The numbers of a stretch above one, in digits or words."""
    found = (form.number for form in find_numbers(text) if form.unit is None)
    return frozenset(float(n) for n in found if n is not None and n > 1)
