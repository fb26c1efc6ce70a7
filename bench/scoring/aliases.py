"""Which forms of a name read as one: a closed list, so that figures taken at different times stay comparable.

The register of states grows and knows far more forms than the scoring rules fold; a form counts here only if it stands
in this list. The adjective of a state comes from the register, the rest from the short table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from trucewatch.registers.states import state_of_code

# States whose adjective reads as their name ("Yemeni forces", "the forces of Yemen").
_STATES_WITH_ADJECTIVE = (
    "AFG", "ARM", "AZE", "COL", "EGY", "IDN", "IND", "IRL", "IRN", "ISR", "LBN", "LKA", "PAK", "PHL", "QAT", "RUS",
    "RWA", "SDN", "SYR", "TUR", "UGA", "UKR", "YEM",
)  # fmt: skip

# The one form: the other forms. "saudi" and not "saudi arabia", because news prints "a Saudi envoy".
_TABLE: dict[str, tuple[str, ...]] = {
    "drc": ("congolese", "democratic republic of congo", "dr congo", "dr of congo"),
    "eu": ("european union",),
    "ira": ("irish republican army", "provisional ira"),
    "ltte": ("liberation tigers of tamil eelam", "tamil tigers"),
    "osce": ("organisation for security and cooperation in europe",),
    "parties": (
        "all parties", "all sides", "both parties", "both sides", "either side", "two parties", "two sides",
        "warring parties",
    ),
    "philippines": ("filipino",),
    "saudi": ("saudi arabia", "saudi arabian"),
    "turkey": ("turkiye",),
    "uk": ("britain", "british", "great britain", "united kingdom"),
    "un": ("united nations",),
    "unsc": ("security council", "un security council", "united nations security council"),
    "us": ("american", "united states", "united states of america", "usa"),
}  # fmt: skip


@lru_cache(maxsize=1)
def alias_forms() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Words of a form -> words of the one form that stands for it."""
    pairs = [(form, one) for one, forms in _TABLE.items() for form in forms]
    for code in _STATES_WITH_ADJECTIVE:
        state = state_of_code(code)
        if state is None:  # the register never loses a state; a slip in the list above must not pass unseen
            raise LookupError(f"no state has the code {code}")
        pairs.append((state.adjectives[0].casefold(), state.name.casefold()))
    return {tuple(form.split()): tuple(one.split()) for form, one in pairs}


def fold(words: Sequence[str]) -> tuple[str, ...]:
    """`words` with every listed form replaced by its one form, from the left, the longest form first."""
    forms = alias_forms()
    longest = max(map(len, forms))
    folded: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(longest, 0, -1) if tuple(words[at : at + n]) in forms), 0)
        folded += forms[tuple(words[at : at + size])] if size else words[at : at + 1]
        at += size or 1
    return tuple(folded)
