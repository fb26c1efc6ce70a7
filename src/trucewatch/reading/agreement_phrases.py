"""Words and patterns that tell when an agreement starts, ends, lasts, and what becomes of it; for `agreements`."""

from __future__ import annotations

import re

SILENCES = frozenset("ceasefire cease-fire truce cessation pause lull standstill".split())
ACTS = frozenset("extension renewal prolongation".split())
EXTENDING = frozenset("extend renew prolong".split())
PROPOSING = frozenset(
    "propose suggest urge call demand offer seek want ask request hope may could consider discuss".split()
)
AGREEING = frozenset("agree accept announce renew extend sign decide decision welcome".split())
REFUSING = frozenset("refuse reject decline fail oppose".split())
STANCES = (("rejected", REFUSING), ("proposed", PROPOSING), ("agreed", AGREEING))
LASTING = re.compile(
    r"\s*,?\s*(?:of|for|lasting|that (?:is to|would|will) last(?: for)?|to last)\s+"
    r"(?:an? |the |up to )?(?:initial |further )?",
    re.IGNORECASE,
)
UNTIL = re.compile(
    r"[^.;]{0,40}\b(?:until|till|through|due to (?:end|expire|run out) (?:on|at)|"
    r"expir(?:es|ing|ed) (?:on|at))\s+(?:\w+ on )?",
    re.IGNORECASE,
)
FROM = re.compile(r"\s*,?\s*(?:from|effective|starting|beginning|as of|with effect from|"
    r"in (?:effect|force|place) since)\s+"
                   r"(?:on |at |from )?(?:\w+ on )?", re.IGNORECASE)  # fmt: skip
STARTING = re.compile(
    r"\b(?:since|from|starting|beginning|effective|as of|with effect from)\s+"
    r"(?:(?:on|at|from|midnight on|midnight|noon on|early|late)\s+)*$",
    re.IGNORECASE,
)
ENDING = re.compile(r"\b(?:until|till|through)\s+(?:(?:on|at|the|midnight on)\s+)*$", re.IGNORECASE)
ADDED = re.compile(
    r"\b(?:for|by|of|another|an?|further|additional|extra)\s+"
    r"(?:(?:another|an?|further|additional|extra|at least)\s+)*$",
    re.IGNORECASE,
)
FOR = re.compile(r"\bfor\s+(?:an?\s+|the\s+)?(?:initial\s+|further\s+)?(?:period\s+of\s+)?(?:an?\s+)?$", re.IGNORECASE)
