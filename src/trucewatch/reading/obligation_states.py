"""On what ground an act is a duty: asked for, agreed, laid down, offered, being done, done, halted.

From the word that names the act the search goes up the syntax tree, sentence by sentence, until a word is met that
says how the act stands; a text that says nothing of the kind gives no ground and so no obligation.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_actions import Act, classes
from trucewatch.reading.obligation_governors import DUE_WORDS, from_head
from trucewatch.reading.obligation_grounds import Ground, Nothing
from trucewatch.reading.obligation_syntax import (
    agent,
    child,
    children,
    is_bullet,
    is_negated,
    is_passive,
    is_to_infinitive,
    is_verb,
    joined_infinitive,
    lemma,
    own_subject,
    subject,
)
from trucewatch.reading.obligation_tense import (
    MODALS,
    condition_over,
    is_awaited,
    is_embedded,
    is_finite,
    is_headline_infinitive,
    is_past,
    modal_of,
)
from trucewatch.vocabulary.kinds import ObligationState

_STEPS_UP = 9  # longer chains of words than this tie nothing together
_PASS_UP = frozenset(
    "conj prep pobj pcomp xcomp dobj nsubj nsubjpass appos advcl acl ccomp attr oprd agent dative prt advmod".split()
)
_ASIDE = frozenset(
    "after before despite following since until without during against amid over by under as than like "
    "unlike about".split()
)
_COME_ABOUT = frozenset(
    "be take happen occur follow go proceed implement carry hold declare agree include last extend".split()
)
_BRING_ABOUT = frozenset(
    "carry implement make hold provide proceed go execute honour honor effect extend declare establish".split()
)


def ground_of(act: Act) -> Ground | None:
    """The ground of an act, or None where the text gives none."""
    try:
        return _climb(act)
    except Nothing:
        return None


def _climb(act: Act) -> Ground | None:
    at = act.token
    if act.is_noun:
        found = _said_of_noun(at)
        if found is not None:
            return found
    for _ in range(_STEPS_UP):
        direct = _listed_with(at, act.token)
        condition = condition_over(at) if is_verb(at) else None
        if condition is not None:
            return Ground("demanded", "demand", condition, is_direct=direct)
        found = from_head(at, act, direct=direct)
        if found is None and is_verb(at):
            found = _from_clause(at, act, direct=direct)
        if found is not None:
            return found if direct else replace(found, is_direct=False)
        joined = joined_infinitive(at) if is_verb(at) else None
        if joined is not None:
            at = joined
            continue
        if at.head == at or at.dep_ not in _PASS_UP or (is_verb(at) and is_finite(at)):
            return None
        if not act.is_noun and at.dep_ == "advcl" and at == act.token:
            return None  # "withdrew, leaving behind": a circumstance
        if not _leads_up(at, act):
            return None
        at = at.head
    return None


def _leads_up(at: Token, act: Act) -> bool:
    """May what is said of the word above be said of the act? Not across "after", "despite", nor any odd verb."""
    if at.dep_ in {"pobj", "pcomp"} and at.head.lower_ in _ASIDE:
        return False
    if not act.is_noun or not is_verb(at.head):
        return True
    base = lemma(at.head)
    kind = table("ground_verbs").get(base)
    if at.dep_ in {"nsubj", "nsubjpass"}:
        return kind in {"begin", "finish", "stop"} or base in _COME_ABOUT
    return at.dep_ not in {"dobj", "pobj"} or kind in {"pass", "begin", "finish", "terms"} or base in _BRING_ABOUT


def _listed_with(at: Token, token: Token) -> bool:
    for _ in range(_STEPS_UP):
        joined = joined_infinitive(token) if is_verb(token) else None
        if token == at or (joined is None and token.dep_ != "conj"):
            break
        token = joined if joined is not None else token.head
    return token == at


def _said_of_noun(noun: Token) -> Ground | None:
    """As in "the promised withdrawal", "the release agreed in Oslo", "the pullback that is due to end in May"."""
    for word in noun.children:
        kind = table("ground_verbs").get(lemma(word)) if is_verb(word) or word.dep_ == "amod" else None
        if word.dep_ in {"acl", "amod"} and word.tag_ in {"VBN", "VBD", "JJ"}:
            if kind in {"agree", "oblige"} or word.lower_ in {"planned", "scheduled", "agreed"}:
                return Ground("pending", "agree", word, owner=agent(word))
            if kind == "demand":
                return Ground("demanded", "demand", word, by=agent(word))
            if kind == "propose":
                return Ground("proposed", "propose", word, by=agent(word))
        if word.dep_ == "relcl" and kind in {"demand", "propose", "agree"} and child(word, "dobj") is None:
            who = own_subject(word)
            state: ObligationState = "demanded" if kind == "demand" else "proposed" if kind == "propose" else "pending"
            owner, by = (who, None) if kind == "agree" else (None, who)
            return Ground(state, kind, word, owner=owner, by=by)
        if word.dep_ == "relcl" and any(c.lower_ in DUE_WORDS for c in word.children):
            return Ground("pending", "be_to", word)
    return None


def _from_clause(verb: Token, act: Act, *, direct: bool) -> Ground | None:
    """As in "must withdraw", "were to withdraw", "will withdraw", "has yet to withdraw", "has withdrawn"."""
    head = verb.head
    if is_embedded(verb):
        raise Nothing  # "how the arms are to be counted", "if they withdraw": asked or supposed
    if verb.dep_ == "xcomp" and lemma(head) == "be" and is_to_infinitive(verb):
        return Ground("pending", "be_to", head, is_direct=direct)
    if verb.dep_ == "xcomp" and lemma(head) in {"have", "need"} and is_to_infinitive(verb):
        if any(c.lower_ == "yet" for c in [*head.children, *verb.children]):
            return Ground("pending", "fail", head)
        return Ground("pending", "must", head, is_direct=direct)
    if is_headline_infinitive(verb) or (is_to_infinitive(verb) and is_bullet(verb.head)):
        return Ground("pending", "be_to", verb, is_direct=False)
    modal = modal_of(verb)
    if modal is not None:
        if is_negated(verb) or (modal.lower_ == "wo"):
            raise Nothing
        kind = MODALS[modal.lower_]
        if kind == "should" and any(c.lower_ == "have" for c in children(verb, "aux")):
            kind = "be_to"  # "should have been disarmed by then": due, and not reported done
        return Ground("pending", kind, modal, is_direct=direct)
    if is_to_infinitive(verb) and verb.dep_ == "conj":
        return None  # "to pull back and not to fire": what the list hangs on decides
    if verb == act.token or _is_helped(verb, act.token):
        return _fact(verb)
    return None


def _is_helped(verb: Token, token: Token) -> bool:
    """As in "allowed tankers to enter", "let the convoy in": the act hangs on a verb of letting."""
    return token.head is verb and table("ground_verbs").get(lemma(verb)) == "pass" and token.dep_ in {"xcomp", "ccomp"}


def _fact(verb: Token) -> Ground | None:
    """An act told as done, or as going on."""
    if is_negated(verb) and any(c.lower_ == "yet" for c in verb.children) and is_past(verb):
        return Ground("pending", "fail", verb)
    if is_negated(verb) or is_awaited(verb):
        raise Nothing
    going_on = any(c.lower_ in {"being", "are", "is", "were", "was"} for c in children(verb, "aux", "auxpass"))
    if going_on and (verb.tag_ == "VBG" or any(c.lower_ == "being" for c in verb.children)):
        return Ground("pending", "under_way", verb)
    return Ground("done", "fact", verb) if is_past(verb) else None


def promised(act: Act) -> Ground | None:
    """As in "promised more aid", "pledged 30 million": the goods are the duty, no verb is there for giving them."""
    verb = act.token
    if act.is_listed or lemma(verb) not in {"promise", "pledge"} or not is_past(verb) or is_negated(verb):
        return None
    goods = [t for t in act.objects if {"aid", "money"} & set(classes([t]))]
    return Ground("pending", "promised", verb, owner=subject(verb)) if goods and not is_passive(verb) else None
