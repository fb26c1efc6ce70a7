"""What a report takes for known: which state "the government" means, which movement "the rebels" are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from trucewatch.reading.actor_draft import DOMINANT, KNOWN_AS, STATE_SIDES
from trucewatch.reading.actor_names import Name


def state_at_home(doc: Doc, names: Iterable[Name]) -> tuple[Name | None, bool]:
    """The state whose troops, government and capital are told of most, and whether it stands out from all others."""
    votes: Counter[str] = Counter()
    governing: set[str] = set()
    first: dict[str, Name] = {}
    for name in names:
        if name.type == "state":
            first.setdefault(name.form, name)
            following = doc[name.last].lower_ if name.last < len(doc) else ""
            if following in STATE_SIDES or name.how == "capital":
                governing.add(name.form)
            votes[name.form] += 3 if name.form in governing and following in STATE_SIDES else 1
    top = votes.most_common(2)
    if not top or (top[0][0] not in governing and len(top) == 2 and top[0][1] < DOMINANT * top[1][1]):
        return None, False
    return first[top[0][0]], len(top) == 1 or top[0][1] >= DOMINANT * top[1][1]


def movements(names: Iterable[Name]) -> list[str]:
    """Names of the armed and political movements, the one told of most first."""
    votes = Counter(name.form for name in names if name.type == "party" and name.is_movement)
    return [form for form, _ in votes.most_common()]


def learned_initials(text: str, known: Sequence[str]) -> dict[str, str]:
    """Initials told without the long name beside them: "The rebels, known by their initials NLF"."""
    learned: dict[str, str] = {}
    for m in KNOWN_AS.finditer(text):
        others = [name for name in known if name != m[1]]
        if others:
            learned[m[1]] = others[0]
    return learned
