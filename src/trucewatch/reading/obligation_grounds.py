"""What makes an act a duty, as values: the ground, its denial, and the link between an act and the word above."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.obligation_actions import Act
from trucewatch.vocabulary.kinds import ObligationState


@dataclass(frozen=True)
class Ground:
    """What makes an act a duty, and how it stands.

    Attributes:
        state: as the text states it.
        kind: demand, agree, oblige, terms, propose, stop, begin, finish, fail, breach, must, should, be_to, will,
            would, fact, under_way.
        word: the word that says so.
        owner: head of the phrase for whom the duty binds, where this word tells it.
        by: head of the phrase for who demands or proposes.
        is_direct: the act hangs directly on the word, so that acts outside the lexicon count as well.
    """

    state: ObligationState
    kind: str
    word: Token
    owner: Token | None = None
    by: Token | None = None
    is_direct: bool = False


class Nothing(Exception):  # noqa: N818 - no error: the search meets a word that denies any duty
    """The text says that there is no such duty ("refused to withdraw")."""


@dataclass(frozen=True)
class Link:
    """An act, or what leads up to it, below a word that may tell how the act stands.

    Attributes:
        head: the word above.
        at: the word below it: the act's own, or one on the way up from it.
        act: the act.
        phrase: the word above as the lexicon has it, with particle or preposition.
    """

    head: Token
    at: Token
    act: Act
    phrase: str = ""
