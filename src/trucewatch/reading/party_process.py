"""Does a report tell of a conflict or of a process of peace at all? Most news does not: nobody takes part in one."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"\b(?:cease-?fires?|truces?|armistice|hostilities|peace[- ](?:process|talks|deal|agreement|accord|treaty|plan|"
    r"negotiations|conference|pact|force|envoy|settlement|mission)|peacekeep\w+|mediat(?:or|ors|ion|ed|ing)|"
    r"negotiat(?:ors?|ions?|ed|ing)|accords?|pact|treaty|withdraw(?:al|als|n|ing|s)?|disarm\w*|demilitari[sz]\w*|"
    r"prisoners?|captives?|hostages?|rebels?|guerr?illas?|insurgents?|militias?|sanctions|blockade|embargo|inspectors|"
    r"resolution|envoys?|monitors|observers|talks|shell(?:ing|ed)|frontier|border|front line|buffer zone|delegations?|"
    r"troops|soldiers|army|gunmen|fighters|fighting|agreement|foreign minist\w+|summit|warships?|navy|embassy|"
    r"detainees|swap|exchange|verif\w+|inspections?|missiles?|signed|commission|provinces?)\b",
    re.IGNORECASE,
)
_DIFFERENT = 3
"""So many different words of this kind tell of a process; one or two of them occur in any report."""


def tells_of_process(text: str) -> bool:
    """Has a report at least three different words that reports of conflicts and talks are told in?"""
    told: set[str] = set()
    for sign in _SIGNS.finditer(text):  # most reports of a process tell it in their first lines
        told.add(sign[0].casefold().rstrip("s"))
        if len(told) >= _DIFFERENT:
            return True
    return False
