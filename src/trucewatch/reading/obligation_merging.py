"""One record an action: the same duty told twice becomes one, with both passages."""

from __future__ import annotations

import re
from dataclasses import replace

from trucewatch.vocabulary.kinds import Obligation

_EMPTY = frozenset("the a an of to from in on for and their its his her all by with last some about any own".split())


def merged(found: list[Obligation]) -> tuple[Obligation, ...]:
    """Records in the order of the text, those of one duty joined."""
    kept: list[Obligation] = []
    for one in sorted(found, key=lambda o: (o.evidence[0].start, o.evidence[0].end)):
        place = next((i for i, other in enumerate(kept) if _is_same(other, one)), None)
        if place is None:
            kept.append(one)
        else:
            kept[place] = _joined(kept[place], one)
    return tuple(kept)


def _is_same(a: Obligation, b: Obligation) -> bool:
    if (a.action, a.subtype, a.state) != (b.action, b.subtype, b.state) or (
        a.bearer and b.bearer and a.bearer != b.bearer
    ):
        return False
    overlap = any(p.overlaps(q) for p in a.evidence for q in b.evidence)
    if a.action == "other" and not overlap:
        return a.object == b.object and a.bearer == b.bearer
    if a.action == "other" and a.object != b.object and not (a.subtype and share_words(a.object, b.object)):
        return False
    numbers = {q.number for q in (a.quantity, b.quantity) if q is not None}
    if len(numbers) > 1:
        return False
    return share_words(a.object, b.object) or (overlap and (a.object is None or b.object is None))


def share_words(a: str | None, b: str | None) -> bool:
    """Do two objects speak of the same: a word in common that tells something, or both none?"""
    if a is None or b is None:
        return a is b
    return bool(_content(a) & _content(b))


def _content(text: str) -> set[str]:
    return {w.rstrip("s") for w in re.findall(r"[\w-]+", text.lower()) if w not in _EMPTY}


def _joined(first: Obligation, second: Obligation) -> Obligation:
    passages = list(first.evidence)
    passages += [p for p in second.evidence if not any(q.covers(p) for q in passages)]
    return replace(
        first,
        bearer=first.bearer or second.bearer,
        bearer_mention=first.bearer_mention if first.bearer else second.bearer_mention,
        quantity=first.quantity or second.quantity,
        date=first.date or second.date,
        deadline=first.deadline or second.deadline,
        condition=first.condition or second.condition,
        demanded_by=first.demanded_by or second.demanded_by,
        proposed_by=first.proposed_by or second.proposed_by,
        evidence=tuple(sorted(passages)),
        unsure=first.unsure and second.unsure,
    )
