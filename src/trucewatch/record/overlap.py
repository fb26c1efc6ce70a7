"""How far two statements of one report are the same: by their words, their subject, and all they tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trucewatch.vocabulary.content import Content
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement


def shared(left: Sequence[Passage], right: Sequence[Passage]) -> float:
    """The share of characters that both hold among those that either holds, 0 to 1."""
    ours, theirs = _stretches(left), _stretches(right)
    both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in ours for b in theirs)
    either = sum(end - start for start, end in (*ours, *theirs)) - both
    return both / either if either else 0.0


def is_same_subject(left: AnyStatement, right: AnyStatement) -> bool:
    """Are the two of one kind, about one mention?"""
    if left.content.KIND != right.content.KIND:
        return False
    return (left.content.subject or "").casefold() == (right.content.subject or "").casefold()


def told(content: Content) -> Content:
    """What a content tells, whichever step or person told it and however sure it was."""
    return replace(content, step="", confidence=None, note=None)


def pair_off(old: Iterable[AnyStatement], new: Iterable[AnyStatement]) -> dict[str, str]:
    """Statements that stand in others' places: of one kind, on overlapping passages, each taken once.

    Those of one subject are paired first, then those that share most; the order in which they are given means nothing.

    Returns:
        Ids of old statements to ids of new ones.
    """
    given = list(new)
    found = [
        (not is_same_subject(a, b), -score, a.id, b.id)
        for a in old
        for b in given
        if a.content.KIND == b.content.KIND and (score := shared(a.content.passages, b.content.passages)) > 0
    ]
    pairs: dict[str, str] = {}
    taken = set[str]()
    for _, _, left, right in sorted(found):
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


def _stretches(passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """The passages as stretches that do not overlap, in order."""
    out: list[tuple[int, int]] = []
    for start, end in sorted((p.start, p.end) for p in passages):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
