"""Which state the words of a report give a phase or an agreement; the words themselves stay beside it."""

from __future__ import annotations

import re
from typing import Literal

PhaseState = Literal[
    "not_begun", "planned", "delayed", "in_force", "suspended", "expired", "extended", "superseded", "completed",
    "collapsed", "disputed",
]  # fmt: skip

_NOT_BEGUN = re.compile(
    r"(?:\byet to (?:begin|commence|start|take effect|come into (?:force|effect)|get under ?way)"
    r"|(?:\bnot|\bnever|n['’]t)(?: yet| been)* (?:begun|begin|started?|commenced?|taken effect|entered into force)"
    r"|\bunstarted)\b",
    re.IGNORECASE,
)
_WORDS: dict[PhaseState, str] = {
    "completed": r"completed?|carried out in full|fully implemented|fulfilled|concluded|brought to a close",
    "expired": r"expired|lapsed|ran out|run out|elapsed|ended|came to an end|come to an end",
    "extended": r"extended|prolonged|renewed",
    "suspended": r"suspended|on hold|paused|frozen",
    "delayed": r"delayed|postponed",
    "superseded": r"superseded|replaced",
    "collapsed": r"collapsed|broke down|broken down|fell apart|in tatters",
    "disputed": r"disputed|in dispute|contested",
    "planned": r"planned|scheduled|to follow|(?:is|are|was|were|due|set) to (?:begin|start|take effect|commence)",
    "in_force": r"in force|in effect|into effect|into force|took effect|taken effect|holding|holds|largely held"
    r"|under ?way|ongoing|current|began|begun|started|commenced|(?:remains|still) in place|fragile|shaky|observed",
}
_STATES = {state: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for state, words in _WORDS.items()}
_UNDONE = re.compile(
    r"(?:\b(?:not|never|yet to|nearly|almost|will|would|could|may|might|shall|must|to be|before|until|if|when|expected|"
    r"unless|partly|partially|half|planned|scheduled|proposed)\b|n['’]t\b)[^.;,]{0,24}$",
    re.IGNORECASE,
)


def phase_states(text: str | None) -> tuple[PhaseState, ...]:
    """The states a text states of a phase, in the order of the text, each once.

    "completed; officially expired on 1 March" gives both. What is negated, ahead or only wished for gives none.
    """
    if not text:
        return ()
    found: dict[PhaseState, int] = {}
    kept = text
    for m in _NOT_BEGUN.finditer(text):
        found.setdefault("not_begun", m.start())
        kept = kept[: m.start()] + ";" * (m.end() - m.start()) + kept[m.end() :]
    for state, pattern in _STATES.items():
        for m in pattern.finditer(kept):
            if state == "planned" or not _UNDONE.search(kept[: m.start()]):
                found.setdefault(state, m.start())
                break
    return tuple(sorted(found, key=lambda state: found[state]))
