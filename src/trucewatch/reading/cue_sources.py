"""Whose words a verb of saying carries: its subject, or the one it shares with the verb above it."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.attributions import Extent, extent_of

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_REFUSALS = frozenset("refuse decline fail stop avoid cease forbear".split())
_RELATIVES = frozenset("who which that whom".split())
_EMPTY = frozenset("there what this that these those which".split())
_BREAKS = frozenset("who which whose whom where when".split())
_DEPTH = 5  # verbs climbed in search of a subject: "was said to have begun to urge"


def subject_of(verb: Token) -> Token | None:
    """Head noun of the one who says: the verb's own subject, agent or the subject of the verb it hangs on."""
    current = verb
    for _ in range(_DEPTH):
        own = _own_subject(current)
        if own is not None:
            return _usable(own, current)
        above = _above(current)
        if above is None:
            return None
        if above.pos_ in {"NOUN", "PROPN", "PRON"}:
            return above
        current = above
    return None


def _own_subject(verb: Token) -> Token | None:
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if agent is not None:
        return next((c for c in agent.children if c.dep_ == "pobj"), None)
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    nearest = [c for c in subjects if c.i < verb.i] or subjects
    return nearest[-1] if nearest else None


def _usable(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ in _RELATIVES and verb.dep_ in {"relcl", "acl"}:
        return verb.head if verb.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
    if subject.dep_ in {"expl", "csubj"} or subject.lower_ in _EMPTY:
        return None
    return subject


def _above(verb: Token) -> Token | None:
    """The word from which a verb without subject takes it."""
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return head
    if verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.tag_ in {"VBG", "VB", "VBN"}:
        refused = verb.dep_ == "xcomp" and head.lemma_ in _REFUSALS
        return head if head.pos_ in {"VERB", "AUX"} and not refused else None
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        return quoted_person(head.head) or (head.head if head.head.pos_ in {"VERB", "AUX"} else None)
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBG":
        return head
    return None


def quoted_person(verb: Token) -> Token | None:
    """ "quoted him as saying", "he was quoted as saying": the words are his."""
    if verb.lemma_ not in {"quote", "cite"}:
        return None
    return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def noun_phrase(head: Token) -> tuple[Token, Token]:
    """First and last token of a noun phrase with its appositions, without a relative clause behind a comma."""
    first, last = head.left_edge, head.right_edge
    doc = head.doc
    for i in range(head.i + 1, last.i + 1):
        token = doc[i]
        after_comma = doc[i - 1].text in {",", "–", "—", "("}
        if after_comma and (token.lower_ in _BREAKS or token.tag_ in {"VBG", "VBN"} or _is_clause(token, head)):
            last = doc[i - 1]
            break
        if token.is_quote or token.text in {";", ":"}:
            last = doc[i - 1]
            break
    while first.i < head.i and (first.is_punct or first.is_space or first.dep_ in {"cc", "mark", "preconj"}):
        first = doc[first.i + 1]
    while last.i > head.i and (last.is_punct or last.is_space) and last.text != ")":
        last = doc[last.i - 1]
    return first, last


def _is_clause(token: Token, head: Token) -> bool:
    return any(a.dep_ == "relcl" and a.head == head for a in (token.head, token.head.head) if a.i > token.i)


def source_extent(head: Token) -> Extent:
    """The words of the speaker's noun phrase, in characters."""
    first, last = noun_phrase(head)
    return extent_of(first, last)
