"""Bodies told of by a noun ("the council"), and persons told of by their calling beside the name ("a pharmacist")."""

from __future__ import annotations

from spacy.tokens import Span, Token

from trucewatch.reading.actor_draft import Draft, tidy
from trucewatch.reading.actor_names import Name
from trucewatch.reading.actor_owners import Owners
from trucewatch.reading.actor_roster import Roster
from trucewatch.reading.lexicons import words

_DETERMINERS = frozenset("the this that a an its their his her our one each either another".split())
_CALLING_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "master", "ar")
_REALMS = frozenset("kingdom emirate sultanate principality".split())
_OTHER = frozenset("another new rival separate similar joint second third".split())


class Bodies:
    """Finds bodies and apposed callings among the noun phrases of one report."""

    def __init__(self, roster: Roster, owners: Owners) -> None:
        self.doc = roster.doc
        self.names = roster.names
        self.roster = roster
        self.memory = roster.memory
        self.owners = owners

    def realm(self, head: Token, names: list[Name]) -> Draft | None:
        """The state of "the kingdom of Ruritania", or the state at home of a bare "the kingdom"."""
        if head.text not in _REALMS:
            return None
        owner = self.owners.owner(head, names)
        if owner is not None:
            return owner if owner.type in {"state", "place"} else None
        return self.roster.home if head.nbor(-1).lower_ == "the" else None

    def body(self, chunk: Span, head: Token, names: list[Name]) -> Draft | None:
        """The body that a phrase tells of, one told of before with these words or a new one; None for other nouns."""
        if head.lower_ not in words("acting_bodies") or head.tag_ not in {"NN", "NNP"}:
            return None
        own = {t.lower_ for t in chunk if t.is_alpha and t.i not in self.names} - _DETERMINERS
        is_definite = chunk[0].lower_ in {"the", "this", "that"} or any(t.dep_ == "poss" for t in head.children)
        if is_definite and not own & _OTHER:
            known = self.memory.last_side(lambda d: own <= _parts(d) and head.lower_ in _heads(d))
            if known is not None:
                return known
        tokens = [t for t in chunk if not t.is_space and t.lower_ not in _DETERMINERS and t.tag_ != "PRP$"]
        draft = self.roster.other(tidy(self.doc[tokens[0].i : head.i + 1].text), "group")
        draft.of = draft.of or self._owner(head, names, draft)
        return draft

    def _owner(self, head: Token, names: list[Name], body: Draft) -> Draft | None:
        owner = self.owners.owner(head, names)
        return None if owner is body or (owner is not None and owner.type == "place") else owner

    def calling_of(self, head: Token) -> Draft | None:
        """The person whose calling stands beside the name: "Anna Berg, a retired surveyor", "the cook, Anna Berg"."""
        if head.tag_ != "NN" or not head.lower_.endswith(_CALLING_ENDINGS) or head.lower_ in words("agentive_things"):
            return None
        near = [head.head] if head.dep_ == "appos" else [t for t in head.children if t.dep_ == "appos"]
        name = next((self.names[t.i] for t in near if t.i in self.names), None)
        return self.roster.named(name) if name is not None and name.type == "person" else None


def _parts(draft: Draft) -> set[str]:
    return set(draft.name.casefold().split())


def _heads(draft: Draft) -> set[str]:
    """The words that may stand for a name: its last, and the first where "of" follows."""
    parts = draft.name.casefold().split()
    return {parts[-1], parts[0]} if parts[1:2] in (["of"], ["for"]) else {parts[-1]}
