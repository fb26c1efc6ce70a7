"""Words and patterns that tell when an agreement starts, ends, lasts, and what becomes of it; for `agreements`."""

from __future__ import annotations

import re

SILENCES = frozenset("ceasefire cease-fire truce cessation pause lull standstill armistice".split())
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
    r"[^.;]{0,40}\b(?:until|till|through|(?:due|set|scheduled) to (?:end|expire|lapse|run out) (?:on|at)|"
    r"(?:expir|laps|end)(?:es|ing|ed) (?:on|at)|r[au]ns? (?:out (?:on|at)|to))\s+(?:the )?(?:\w+ on )?",
    re.IGNORECASE,
)
FROM = re.compile(
    r"(?:\s*,?\s*(?:from|effective|starting|beginning|as of|with effect from|"
    r"in (?:effect|force|place)(?: [\w ]{1,20}?)? since)"
    r"|\s+(?:in|across|along|between|with|over|for) [^.;,]{0,60}?,?\s\b(?:starting|beginning|effective|with effect from"
    r"|in (?:effect|force|place)(?: [\w ]{1,20}?)? since"
    r"|taking effect|(?:due |set |scheduled )?to (?:begin|start|take effect|come into (?:force|effect))))\s+"
    r"(?:on |at |from )?(?:\w+ on )?",
    re.IGNORECASE,
)
STARTING = re.compile(
    r"\b(?:since|from|starting|beginning|effective|as of|with effect from)\s+"
    r"(?:(?:on|at|from|the|midnight on|midnight|noon on|early|late)\s+)*$",
    re.IGNORECASE,
)
SINCE = re.compile(r"\bsince\s+(?:[\w ]{0,12}\s+)?$", re.IGNORECASE)
RUNNING_TO = re.compile(
    r"\b(?:runs?|ran|continues?|continued|stays?|remains?|holds?|goes|lasts?)\s+(?:in (?:force|effect|place)\s+)?to\s+$"
)
ENDING = re.compile(r"\b(?:until|till|through)\s+(?:(?:on|at|the|midnight on)\s+)*$", re.IGNORECASE)
ADDED = re.compile(
    r"\b(?:for|by|of|another|an?|further|additional|extra)\s+"
    r"(?:(?:another|an?|further|additional|extra|at least)\s+)*$",
    re.IGNORECASE,
)
FOR = re.compile(r"\bfor\s+(?:an?\s+|the\s+)?(?:initial\s+|further\s+)?(?:period\s+of\s+)?(?:an?\s+)?$", re.IGNORECASE)
AFTER = re.compile(r"\s*,?\s*(?:(?:the|an?)\s+)?(?:[\w-]+\s+){0,2}(?:day|week|month|year)s?\s+(?:after|before|since)\b")
"""Behind a day that is counted from something: "28 September, the 120th day after the truce began"."""
