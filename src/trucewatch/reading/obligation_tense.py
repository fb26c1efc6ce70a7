"""Tense and mood of clauses, as the step of obligations asks for them."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.obligation_syntax import children, is_to_infinitive, is_verb, lemma, own_subject

MODALS = {"must": "must", "shall": "must", "should": "should", "ought": "should", "will": "will", "'ll": "will",
         "’ll": "will", "wo": "will", "would": "would"}  # fmt: skip
_SAME_IN_THE_PAST = frozenset("let set put cut quit shut".split())  # the tagger may take them for infinitives
_EMBEDDING = frozenset("how when whether if why what where who".split())
_HOPES = frozenset("hope hopes hoped hoping".split())
_IN_CLAUSE = frozenset("ccomp xcomp acl relcl advcl nsubj nsubjpass dobj".split())
_AWAITING = frozenset("once until till if unless before provided whether when".split())


def modal_of(verb: Token) -> Token | None:
    """The modal verb of a clause; members of a list without a subject of their own share it."""
    own = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in MODALS), None)
    if own is not None or any(c.dep_ == "aux" for c in verb.children):
        return own
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ in {"VB", "VBP", "VBN"}:
        return modal_of(verb.head)
    return None


def is_headline_infinitive(verb: Token) -> bool:
    """As in "Rebels to free hostages": the infinitive of a headline is ahead."""
    return verb.dep_ == "ROOT" and is_to_infinitive(verb) and own_subject(verb) is not None


def is_past(verb: Token) -> bool:
    """Past or perfect, and not "would have" or an infinitive."""
    aux = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if any(c.tag_ in {"MD", "TO"} for c in aux):
        return False
    if any(lemma(c) == "have" or c.lower_ == "having" for c in aux):
        return verb.tag_ in {"VBN", "VBD"} or verb.lower_ in _SAME_IN_THE_PAST
    if verb.tag_ == "VBD":
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and not aux and is_verb(verb.head):
        return is_past(verb.head)
    return verb.dep_ == "acl" or any(c.tag_ == "VBD" or lemma(c) == "have" for c in aux)


def is_finite(verb: Token) -> bool:
    """Present or past with a subject of its own; "that it quit" may look past and is none."""
    if verb.tag_ in {"VBD", "VBZ"}:
        return not (verb.dep_ in {"conj", "ccomp"} and verb.lower_ == lemma(verb))  # "that it quit" may look past
    if verb.tag_ == "VBP":
        return verb.dep_ not in {"conj", "ccomp"}
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children)


def is_embedded(verb: Token) -> bool:
    """As in "how the arms are to be counted", "if they withdraw": asked or supposed, not stated."""
    clauses = [verb, verb.head] if verb.dep_ == "xcomp" else [verb]
    return any(
        t.lower_ in _EMBEDDING and c.i < verb.i
        for clause in clauses
        for c in clause.children
        if c.i < verb.i and c.dep_ in {"advmod", "mark", "dobj", "det", "nsubj", "pobj", "prep"}
        for t in ([c] if c.dep_ in {"advmod", "mark"} else [d for d in c.children if d.dep_ == "det"])
    )


def condition_over(verb: Token) -> Token | None:
    """The word that makes a clause a condition: "provided the rebels withdraw", "on condition that they leave"."""
    over = verb.head
    if verb.dep_ not in {"ccomp", "acl", "pcomp", "advcl"} or over.i > verb.i or not is_finite(verb):
        return None
    if over.lower_ == "condition":
        return over if over.head.lower_ == "on" else None
    # "the accord provided that ..." sets terms: a verb with a subject of its own, and under no promise
    promises = any(c.tag_ == "MD" for c in over.head.children)
    alone = not any(c.dep_ in {"nsubj", "nsubjpass"} for c in over.children)
    return over if over.lower_ in {"provided", "providing"} and over.dep_ != "ROOT" and (alone or promises) else None


def is_awaited(verb: Token) -> bool:
    """As in "once they were freed", "until they had left": not told as done."""
    while verb.dep_ in {"conj", "xcomp"} and is_verb(verb.head) and verb.head != verb:
        verb = verb.head
    if (
        verb.dep_ == "ccomp"
        and is_verb(verb.head)
        and lemma(verb.head) in {"verify", "ensure", "check", "see", "hope", "want"}
    ):
        return True
    return any(c.lower_ in _AWAITING and c.i < verb.i and c.dep_ in {"mark", "advmod"} for c in verb.children)


def is_base_clause(verb: Token) -> bool:
    """As in "that Ruritania withdraw", "for the rebels to withdraw", "that they should go"."""
    if is_to_infinitive(verb):
        return True
    aux = [c.lower_ for c in children(verb, "aux", "auxpass")]
    if aux:
        return aux[0] in {"must", "should", "be"}
    return verb.lower_ == lemma(verb) and verb.tag_ in {"VB", "VBP", "VBD"}


def is_hoped(token: Token) -> bool:
    """As in "hoped that a deal would be reached by Friday", "expressed the hope that ...": nobody is bound to it."""
    if any(c.lower_ in _HOPES for c in token.children if c.dep_ == "dobj"):
        return True
    while token.dep_ in _IN_CLAUSE and token.head.i != token.i:
        token = token.head
        if token.lower_ in _HOPES:
            return True
    return False
