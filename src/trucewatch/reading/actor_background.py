"""What a report takes for known: which state "the government" means, which movement "the rebels" are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from trucewatch.reading.actor_draft import DOMINANT, KNOWN_AS, STATE_SIDES
from trucewatch.reading.actor_names import Name
from trucewatch.reading.actor_runs import in_dateline
from trucewatch.registers.states import find_state

_HOME = frozenset("president premier capital king parliament congress".split())
_TOLD_OF = 3  # times that a report without a side of it tells of the state at home


def state_at_home(doc: Doc, names: Sequence[Name]) -> tuple[Name | None, bool]:
    """The state that "the government" means, and whether it stands out from all others.

    It is the state told of most among those whose troops, army or government the report names, or whose capital it
    uses for them more than once; a host told of in passing is not.
    """
    votes: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    governing: set[str] = set()
    first: dict[str, Name] = {}
    for name in names:
        if name.type == "state":
            first.setdefault(name.form, name)
            votes[name.form] += 1
            capitals[name.form] += name.how == "capital" and _acts(doc, name)
            if _has_a_side(doc, name) or _is_country_of_dateline(doc, name):
                governing.add(name.form)
                votes[name.form] += 2
    governing |= {form for form, count in capitals.items() if count > 1}
    top = votes.most_common()
    if not top:
        return None, False
    for name in names:
        if name.type == "place" and in_dateline(doc[name.first]) and (seat := find_state(name.form)) is not None:
            of_capital = {form for form in votes if (known := find_state(form)) is not None and known[0] == seat[0]}
            governing |= of_capital if seat[1] == "capital" else set()
    if len(top) == 1 and top[0][1] < _TOLD_OF and not governing:
        return None, False
    stands_out = len(top) == 1 or top[0][1] >= DOMINANT * top[1][1]
    leads = len(top) > 1 and not governing and top[0][1] >= 2 * top[1][1] and top[0][1] >= _TOLD_OF
    best: str | None = top[0][0] if stands_out or leads else None
    if governing:
        best = next(form for form, _ in top if form in governing)
    return (first[best] if best is not None else None), stands_out


def _acts(doc: Doc, name: Name) -> bool:
    """Stands a capital where somebody acts, not as the place of talks ("the Ansel round")?"""
    head = doc[name.first : name.last].root
    return head.dep_ in {"nsubj", "nsubjpass", "poss", "conj"} or head.head.lower_ in {"by", "with", "between"}


def _is_country_of_dateline(doc: Doc, name: Name) -> bool:
    """The state behind the town in "ANSEL, Ruritania, March 3"."""
    return name.first > 1 and doc[name.first - 1].text == "," and in_dateline(doc[name.first - 2])


def _has_a_side(doc: Doc, name: Name) -> bool:
    """Such as "Ruritanian troops", "Ruritania's army", "the government of Ruritania"."""
    after = [t.lower_ for t in doc[name.last : name.last + 2]]
    before = [t.lower_ for t in doc[max(name.first - 3, 0) : name.first]]
    of = before[-1:] == ["of"] or before[-2:] == ["of", "the"]
    sides = STATE_SIDES | _HOME
    return bool(sides & set(after)) or (of and bool(sides & set(before)))


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
