"""Documents that lay duties down: deals bind, plans propose, resolutions and calls demand."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import children, lemma, own_subject, prepositional, subject
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.kinds import ObligationState


def document_state(source: Token | None) -> ObligationState | None:
    """What a document lays down: pending by a deal, proposed by a plan, demanded by a resolution."""
    if source is None:
        return None
    kind = table("deal_nouns").get(lemma(source)) or table("deal_nouns").get(source.lower_)
    states: dict[str | None, ObligationState] = {"deal": "pending", "plan": "proposed", "order": "demanded"}
    if kind == "deal" and any(lemma(c) in {"draft", "propose", "plan"} for c in children(source, "amod", "compound")):
        return "proposed"
    return states.get(kind)


def deal_context(token: Token) -> ObligationState | None:
    """Of which text a sentence tells the terms ("Under the accord, ..."): pending, proposed, demanded, or None."""
    for prep in sentence_of(token):
        if prep.lower_ in {"under", "per"} or (
            prep.lower_ in {"to", "with", "of"} and prep.head.lower_ in {"according", "line", "part", "terms"}
        ):
            for noun in prepositional_objects(prep):
                state = document_state(noun)
                if state is not None:
                    return state
    root = sentence_of(token).root
    known = table("ground_verbs").get(lemma(root), "") or any(
        table("ground_verbs").get(f"{lemma(root)} {c.lower_}") for c in root.children
    )
    return document_state(own_subject(root)) if known else None


def prepositional_objects(prep: Token) -> list[Token]:
    """Objects of a preposition, with what they are "of" ("the terms of the plan" -> terms, plan)."""
    found = [o for o in prep.children if o.dep_ == "pobj"]
    deeper = [o for noun in found for o in prepositional(noun, "of")]
    return [*deeper, *found]


def subject_state(verb: Token) -> ObligationState | None:
    """By the document a clause is of: "the accord would do away with", "a deal under which they would free"."""
    found = document_state(subject(verb))
    at = verb
    for _ in range(4):
        if found is not None or at.head == at:
            return found
        if at.dep_ == "relcl" and any(t.lower_ in {"which", "whereby", "where"} for t in at.subtree if t.i < at.i):
            found = document_state(at.head)
        if at.dep_ not in {"conj", "xcomp", "relcl", "ccomp"}:
            return found
        at = at.head
    return found
