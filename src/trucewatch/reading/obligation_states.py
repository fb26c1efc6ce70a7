"""On what ground an act is a duty: asked for, agreed, laid down, offered, being done, done, halted.

From the word that names the act the search goes up the syntax tree, sentence by sentence, until a word is met that
says how the act stands; a text that says nothing of the kind gives no ground and so no obligation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_actions import Act
from trucewatch.reading.obligation_syntax import (
    agent,
    antecedent,
    child,
    children,
    is_negated,
    is_passive,
    is_to_infinitive,
    is_verb,
    lemma,
    own_subject,
    particles,
    possessor,
    prepositional,
    subject,
)
from trucewatch.vocabulary.kinds import ObligationState

_STEPS_UP = 9  # longer chains of words than this tie nothing together
_MUST = {"must": "must", "shall": "must", "should": "should", "ought": "should", "will": "will", "'ll": "will",
         "’ll": "will", "wo": "will", "would": "would"}  # fmt: skip
_DUE = frozenset("due obliged obligated bound required supposed scheduled slated set expected meant".split())
_WEAK_DUE = frozenset("set expected scheduled slated meant".split())
_PASS_UP = frozenset("conj prep pobj pcomp xcomp dobj nsubj nsubjpass appos advcl acl ccomp attr oprd agent dative prt advmod".split())
_HOLLOW = frozenset(
    "part process start beginning completion implementation stage exchange return number batch group series step round "
    "phase half rest framework context right creation establishment measure issue question work effort operation "
    "movement progress provision".split()
)
_REPORTED = frozenset("welcome hail praise confirm oversee witness follow mark applaud commend celebrate verify".split())
_HAPPENED = frozenset("take happen occur go".split())
_SAYING = frozenset(
    "say tell add report note announce state declare confirm stress explain insist maintain claim argue write warn".split()
)
_WEAK_DEMANDS = frozenset("tell want insist press challenge direct command seek summon order pressure beg".split())
_NOUN_DEMANDS = frozenset({"call for", "demand", "appeal for", "seek", "request", "urge", "press for", "push for", "insist on", "ask for", "advocate", "order"})


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
        direct = at is act.token or _listed_with(at, act.token)
        found = _from_head(at, act, direct=direct)
        if found is None and is_verb(at):
            found = _from_clause(at, act, direct=direct)
        if found is not None:
            return found
        if at.head is at or at.dep_ not in _PASS_UP or (is_verb(at) and _is_finite(at)):
            return None
        if not act.is_noun and at.dep_ == "advcl" and at is act.token:
            return None  # "withdrew, leaving behind": a circumstance
        at = at.head
    return None


def _listed_with(at: Token, token: Token) -> bool:
    while token.dep_ == "conj" and token is not at:
        token = token.head
    return token is at


# -- what a noun's own modifiers say -------------------------------------------------------------------------------


def _said_of_noun(noun: Token) -> Ground | None:
    """ "the promised withdrawal", "the release agreed in Oslo", "the pullback that is due to end in May"."""
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
            state: ObligationState = {"demand": "demanded", "propose": "proposed"}.get(kind, "pending")  # type: ignore[assignment]
            owner, by = (who, None) if kind == "agree" else (None, who)
            return Ground(state, kind, word, owner=owner, by=by)
        if word.dep_ == "relcl" and any(c.lower_ in _DUE for c in word.children):
            return Ground("pending", "be_to", word)
    return None


# -- what the word above says --------------------------------------------------------------------------------------


def _from_head(at: Token, act: Act, *, direct: bool) -> Ground | None:
    head, prep = at.head, ""
    if at.dep_ in {"pobj", "pcomp"} and head.dep_ in {"prep", "agent", "dative", "prt", "advmod"}:
        prep, head = head.lower_, head.head
        if head.dep_ in {"prep", "advmod", "prt"} and head.lower_ in {"in", "out", "back"}:
            head = head.head
    elif at.dep_ == "prep":
        return None
    if head is at or at.dep_ in {"conj", "advmod", "npadvmod"}:
        return None
    if is_verb(head) or head.pos_ == "ADJ":
        return _from_verb(head, at, act, prep, direct=direct)
    if head.pos_ in {"NOUN", "PROPN"}:
        return _from_noun(head, at, prep, direct=direct)
    return None


def _from_noun(head: Token, at: Token, prep: str, *, direct: bool) -> Ground | None:
    """ "a deal on the release of", "an offer to open", "the call for a truce", "its commitment to withdraw"."""
    if at.dep_ not in {"acl", "pobj", "pcomp", "relcl"} or (at.dep_ == "acl" and at.tag_ == "VBN"):
        return None
    if at.dep_ == "relcl":
        return None
    if at.dep_ in {"pobj", "pcomp"} and prep not in {"for", "on", "of", "to", "about", "over"}:
        return None
    kind = table("deal_nouns").get(lemma(head)) or table("deal_nouns").get(head.lower_)
    whose = possessor(head)
    if lemma(head) in {"deadline", "date", "schedule", "timetable", "duty"} and prep in {"for", ""}:
        kind = "deal"
    if kind == "deal" and prep != "of":
        above = table("ground_verbs").get(lemma(head.head), "") if is_verb(head.head) else ""
        if above == "breach":
            return Ground("breached", "breach", head, owner=whose or subject(head.head), is_direct=direct)
        return Ground("pending", "agree", head, owner=whose, is_direct=direct and at.dep_ == "acl")
    if kind == "plan":
        return Ground("proposed", "propose", head, owner=whose if at.dep_ == "acl" else None, by=whose, is_direct=direct)
    if kind == "order" and prep != "of":
        return Ground("demanded", "demand", head, by=whose, is_direct=direct and at.dep_ == "acl")
    return None


def _from_verb(head: Token, at: Token, act: Act, prep: str, *, direct: bool) -> Ground | None:
    if head.pos_ == "ADJ" or (is_passive(head) and lemma(head) in {"schedule", "slate", "set", "expect", "mean", "suppose"}):
        return _from_due(head, at, act)
    phrase, kind = _kind_of(head, prep)
    if kind is None:
        return _from_plain_verb(head, at, act)
    if is_negated(head) and kind not in {"finish", "begin", "pass", "stop"}:
        raise Nothing
    handler = {
        "demand": _demanded, "agree": _agreed, "oblige": _obliged, "terms": _terms, "propose": _proposed,
        "stop": _stopped, "begin": _progress, "finish": _progress, "breach": _breached, "fail": _failed,
    }.get(kind)  # fmt: skip
    if kind == "refuse" and at.dep_ in {"xcomp", "dobj", "pobj", "pcomp", "ccomp"}:
        raise Nothing
    return handler(head, at, act, phrase) if handler is not None and (direct or at is not act.token) else None


def _kind_of(verb: Token, prep: str) -> tuple[str, str | None]:
    known = table("ground_verbs")
    base = lemma(verb)
    candidates = [f"{base} {p}" for p in [prep, *particles(verb), *_prepositions(verb)] if p] + [base]
    for phrase in candidates:
        if phrase in known:
            return phrase, known[phrase]
    return base, None


def _prepositions(verb: Token) -> Iterator[str]:
    return (c.lower_ for c in verb.children if c.dep_ in {"prep", "dative", "prt"} and c.i - verb.i < 3)


def _demanded(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    verbal = is_verb(at) and at.dep_ in {"xcomp", "ccomp", "advcl", "acl", "pcomp", "conj"}
    if at.dep_ in {"nsubj", "advcl"} and not is_to_infinitive(at):
        return None
    if verbal:
        if is_negated(at) and lemma(head) == "ask":
            raise Nothing  # "asked not to be named"
        finite_speech = at.dep_ == "ccomp" and not _is_base_clause(at)
        if finite_speech and lemma(head) in {"tell", "insist", "ask", "press", "request"}:
            return None  # "told reporters that it had withdrawn", "asked whether ..."
        who = own_subject(at) if own_subject(at) is not None and not is_passive(at) else _addressee(head)
        if lemma(head) in _WEAK_DEMANDS | {"ask"} and who is None and not act.is_noun and phrase == lemma(head):
            return None
        if lemma(head) == "seek" and not act.is_noun:
            return None
    elif phrase not in _NOUN_DEMANDS or at.dep_ not in {"dobj", "pobj", "nsubjpass"}:
        return None
    else:
        who = _addressee(head) if phrase in {"demand", "ask for", "press for"} else None
        if at is who:
            who = None
    by = agent(head) if is_passive(head) else subject(head)
    return Ground("demanded", "demand", head, owner=who, by=by, is_direct=verbal)


def _is_base_clause(verb: Token) -> bool:
    """ "that Ruritania withdraw", "for the rebels to withdraw", "that they should go"."""
    if is_to_infinitive(verb):
        return True
    modal = any(c.lower_ in {"must", "should", "be"} and c.dep_ in {"aux", "auxpass"} for c in verb.children)
    return modal or (verb.lower_ == lemma(verb) and verb.tag_ in {"VB", "VBP", "VBD"})


def _addressee(verb: Token) -> Token | None:
    """ "urged the army to", "called on both sides to", "the chiefs were asked to"."""
    if is_passive(verb):
        return subject(verb)
    given = child(verb, "dobj", "dative")
    if given is not None and given.dep_ == "dobj":
        return antecedent(given)
    return next(iter(prepositional(verb, "on", "upon", "to", "with", "from")), None)


def _agreed(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    if at.dep_ not in {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "nsubjpass", "advcl"}:
        return None
    if act.action == "cease_hostilities" and act.is_noun and phrase in {"agree", "agree to", "agree on", "accept"}:
        return None  # "agreed to a ceasefire": the agreement itself
    who = agent(head) if is_passive(head) else subject(head)
    if at.dep_ == "ccomp":
        if not any(c.dep_ == "aux" and c.lower_ in _MUST for c in at.children) and not is_to_infinitive(at):
            return None
        who = own_subject(at) if not is_passive(at) else agent(at)
    return Ground("pending", "agree", head, owner=who, is_direct=is_verb(at) or lemma(head) in {"promise", "pledge", "commit"})


def _obliged(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    if at.dep_ not in {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "advcl"} or at.dep_ == "dobj" and not act.is_noun:
        return None
    if lemma(head) == "charge" and not is_passive(head):
        return None
    by = subject(head)
    state = _state_by_source(by) if not is_passive(head) else "pending"
    return Ground(state or "pending", "oblige", head, owner=_addressee(head), by=by, is_direct=is_verb(at))


def _terms(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    source = subject(head) if not is_passive(head) else agent(head)
    state = _state_by_source(source)
    if state is None or at.dep_ in {"nsubj", "nsubjpass"} and not is_passive(head):
        return None
    if lemma(head) in {"see", "bring"}:
        state = "done" if _is_past(head) else state
    return Ground(state, "terms", head, by=source)


def _state_by_source(source: Token | None) -> ObligationState | None:
    """What a document lays down: pending by a deal, proposed by a plan, demanded by a resolution."""
    if source is None:
        return None
    kind = table("deal_nouns").get(lemma(source)) or table("deal_nouns").get(source.lower_)
    states: dict[str | None, ObligationState] = {"deal": "pending", "plan": "proposed", "order": "demanded"}
    if kind == "deal" and any(lemma(c) in {"draft", "propose", "plan"} for c in children(source, "amod", "compound")):
        return "proposed"
    return states.get(kind)


def _proposed(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    if at.dep_ not in {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "nsubjpass"}:
        return None
    by = agent(head) if is_passive(head) else subject(head)
    own = own_subject(at) if is_verb(at) else None
    owner = own if own is not None else by if is_verb(at) and lemma(head) in {"offer"} else None
    return Ground("proposed", "propose", head, owner=owner, by=by, is_direct=is_verb(at))


def _stopped(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    if at.dep_ not in {"xcomp", "dobj", "nsubjpass", "pcomp"} or act.action == "cease_hostilities":
        return None
    if not _is_past(head) or is_negated(head):
        raise Nothing
    return Ground("suspended", "stop", head, owner=agent(head) if is_passive(head) else subject(head))


def _progress(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    """ "began withdrawing", "the withdrawal has begun", "completed the pullback": else what the clause above says."""
    if at.dep_ not in {"xcomp", "dobj", "nsubjpass", "nsubj", "pobj"} or not _is_past(head) or is_negated(head):
        return None
    is_done = table("ground_verbs").get(phrase) == "finish"
    who = None if at.dep_ == "nsubj" else agent(head) if is_passive(head) else subject(head)
    return Ground("done" if is_done else "pending", "finish" if is_done else "begin", head, owner=who)


def _breached(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    return Ground("breached", "breach", head, owner=subject(head)) if at.dep_ in {"dobj", "nsubjpass"} else None


def _failed(head: Token, at: Token, act: Act, phrase: str) -> Ground | None:
    return Ground("pending", "fail", head, owner=subject(head)) if at.dep_ in {"xcomp", "pcomp"} else None


def _from_due(head: Token, at: Token, act: Act) -> Ground | None:
    """ "is due to", "are expected to"; the weak ones tell a duty only of an act of the lexicon."""
    if at.dep_ not in {"xcomp", "ccomp", "advcl"} or head.lower_ not in _DUE or not is_to_infinitive(at):
        return None
    if not act.is_listed and head.lower_ in _WEAK_DUE:
        return None
    return Ground("pending", "be_to", head, is_direct=head.lower_ not in _WEAK_DUE)


def _from_plain_verb(head: Token, at: Token, act: Act) -> Ground | None:
    """A verb that says nothing of duty: the act may still be told as a fact ("welcomed the release")."""
    if not act.is_noun or act.action == "cease_hostilities":
        return None
    base = lemma(head)
    happened = at.dep_ == "nsubj" and base in _HAPPENED and _is_past(head) and _goes_on(head)
    reported = at.dep_ in {"dobj", "nsubjpass"} and base in _REPORTED and _is_past(head)
    if (happened or reported) and not is_negated(head) and act.action in {"release", "exchange", "withdraw", "disarm"}:
        return Ground("done", "fact", head)
    if at.dep_ == "dobj" and base in {"announce", "declare"} and not is_negated(head):
        return Ground("pending", "agree", head, owner=subject(head))
    return None


def _goes_on(verb: Token) -> bool:
    return lemma(verb) in {"happen", "occur"} or any(c.lower_ in {"place", "ahead"} for c in verb.children)


# -- what the clause itself says -----------------------------------------------------------------------------------


def _from_clause(verb: Token, act: Act, *, direct: bool) -> Ground | None:
    """ "must withdraw", "were to withdraw", "will withdraw", "has yet to withdraw", "has withdrawn"."""
    head = verb.head
    if verb.dep_ == "xcomp" and lemma(head) == "be" and is_to_infinitive(verb):
        return Ground("pending", "be_to", head, is_direct=direct)
    if verb.dep_ == "xcomp" and lemma(head) in {"have", "need"} and is_to_infinitive(verb):
        if any(c.lower_ == "yet" for c in [*head.children, *verb.children]):
            return Ground("pending", "fail", head)
        return Ground("pending", "must", head, is_direct=direct)
    if _is_headline_infinitive(verb):
        return Ground("pending", "be_to", verb, is_direct=False)
    modal = _modal(verb)
    if modal is not None:
        if is_negated(verb) or (modal.lower_ == "wo"):
            raise Nothing
        return Ground("pending", _MUST[modal.lower_], modal, is_direct=direct)
    if verb is act.token or _is_helped(verb, act.token):
        return _fact(verb, act)
    return None


def _modal(verb: Token) -> Token | None:
    """The modal verb of a clause; members of a list without a subject of their own share it."""
    own = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in _MUST), None)
    if own is not None or any(c.dep_ == "aux" for c in verb.children):
        return own
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ in {"VB", "VBP", "VBN"}:
        return _modal(verb.head)
    return None


def _is_headline_infinitive(verb: Token) -> bool:
    return verb.dep_ == "ROOT" and is_to_infinitive(verb) and own_subject(verb) is not None


def _is_helped(verb: Token, token: Token) -> bool:
    """ "allowed tankers to enter", "let the convoy in": the act hangs on a verb of letting."""
    return token.head is verb and table("ground_verbs").get(lemma(verb)) == "pass" and token.dep_ in {"xcomp", "ccomp"}


def _is_past(verb: Token) -> bool:
    """Past or perfect, and not "would have" or an infinitive."""
    aux = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if any(c.tag_ in {"MD", "TO"} for c in aux):
        return False
    if any(lemma(c) == "have" for c in aux):
        return verb.tag_ in {"VBN", "VBD"}
    if verb.tag_ == "VBD":
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and not aux and is_verb(verb.head):
        return _is_past(verb.head)
    return verb.dep_ == "acl" or any(c.tag_ == "VBD" or lemma(c) == "have" for c in aux)


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBZ"}:
        return not (verb.dep_ in {"conj", "ccomp"} and verb.lower_ == lemma(verb))  # "that it quit" may look past
    if verb.tag_ == "VBP":
        return verb.dep_ not in {"conj", "ccomp"}
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children)


def _fact(verb: Token, act: Act) -> Ground | None:
    """An act told as done, or as going on."""
    if is_negated(verb):
        raise Nothing
    going_on = any(c.lower_ in {"being", "are", "is", "were", "was"} for c in children(verb, "aux", "auxpass"))
    if going_on and (verb.tag_ == "VBG" or any(c.lower_ == "being" for c in verb.children)):
        return Ground("pending", "under_way", verb)
    return Ground("done", "fact", verb) if _is_past(verb) else None


def deal_context(token: Token) -> ObligationState | None:
    """Of which text a sentence tells the terms ("Under the accord, ..."): pending, proposed, demanded, or None."""
    for prep in token.sent:
        if prep.lower_ in {"under", "per"} or (prep.lower_ in {"to", "with", "of"} and prep.head.lower_ in {"according", "line", "part", "terms"}):
            for noun in prepositional_objects(prep):
                state = _state_by_source(noun)
                if state is not None:
                    return state
    return None


def prepositional_objects(prep: Token) -> list[Token]:
    """Objects of a preposition, with what they are "of" ("the terms of the plan" -> terms, plan)."""
    found = [o for o in prep.children if o.dep_ == "pobj"]
    deeper = [o for noun in found for o in prepositional(noun, "of")]
    return [*deeper, *found]


def subject_state(verb: Token) -> ObligationState | None:
    """ "the accord would do away with", "a draft, which would spread": by the subject, where that is a document."""
    return _state_by_source(subject(verb))


def is_office_or_side(token: Token) -> bool:
    """Is the noun a side, a movement, an office or a body, told by the word alone?"""
    lists = ("side_nouns", "group_nouns", "office_nouns", "body_words")
    return any(token.lower_ in words(name) or lemma(token) in words(name) for name in lists)
