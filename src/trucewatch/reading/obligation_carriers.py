"""One duty once, where a sentence names it by two words: a verb that carries a noun, a deed and the promise of it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from trucewatch.reading.obligation_actions import Act
from trucewatch.reading.obligation_grounds import Ground
from trucewatch.reading.obligation_syntax import lemma
from trucewatch.vocabulary.kinds import Obligation

Read = tuple[Act, Ground, list[Obligation]]
"""An act, its ground, and the records made of it."""


def without_carriers(found: list[Read]) -> list[Obligation]:
    """One duty once, where a sentence names it twice.

    "Agreed to implement the withdrawal": the verb that only carries a named act is dropped. "Freed the captives it
    had promised to release": the deed stands for the promise, and takes its bearer where it has none.
    """
    kept: list[Obligation] = []
    for act, ground, records in found:
        others = [(a, g, r) for a, g, r in found if a is not act and r]
        if not act.is_listed and any(_carries(act, ground, a, g) for a, g, _ in others):
            continue
        if any(_is_promise_of(act, ground, a, g) for a, g, _ in others):
            continue
        promise = next((r for a, g, r in others if _is_promise_of(a, g, act, ground)), None)
        if promise is not None:
            records = [replace(r, bearer=r.bearer or promise[0].bearer) for r in records]  # noqa: PLW2901
        kept += records
    return kept


def _carries(act: Act, ground: Ground, other: Act, its_ground: Ground) -> bool:
    if ground.word != its_ground.word:
        return False
    if other.is_listed:
        return other.token in list(act.token.subtree) and not _in_list(other.token, act.token)
    return other.token.i < act.token.i and lemma(other.token) == lemma(act.token)  # "to say yes and to say it soon"


def _is_promise_of(act: Act, ground: Ground, deed: Act, its_ground: Ground) -> bool:
    if act.action != deed.action or its_ground.state != "done" or ground.state != "pending":
        return False
    return any(
        act.token in list(clause.subtree)
        for clause in deed.token.subtree
        if clause.dep_ == "relcl" and clause != deed.token
    )


def _in_list(one: Token, head: Token) -> bool:
    """Is a token a later member of the list that another heads?"""
    while one not in {head, one.head}:
        if one.dep_ == "conj" and one.head == head:
            return True
        one = one.head
    return False
