"""What the word above an act says of it: asked for, agreed, laid down, offered, halted, begun, done, refused.

The words are in lexicons/ground_verbs.txt and deal_nouns.txt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_actions import Act
from trucewatch.reading.obligation_documents import document_state
from trucewatch.reading.obligation_grounds import Ground, Link, Nothing
from trucewatch.reading.obligation_syntax import (
    agent,
    antecedent,
    child,
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
from trucewatch.reading.obligation_tense import MODALS, is_base_clause, is_past

DUE_WORDS = frozenset("due obliged obligated bound required supposed scheduled slated set expected meant".split())
_WEAK_DUE = frozenset("set expected scheduled slated meant".split())
_TIMETABLES = frozenset({"deadline", "date", "schedule", "timetable", "duty"})
_LOOSE_PLANS = frozenset({"plan", "idea", "initiative", "blueprint"})  # anybody may plan anything
_REPORTED = frozenset(
    "welcome hail praise confirm oversee witness follow mark applaud commend celebrate verify".split()
)
_HAPPENED = frozenset("take happen occur go".split())
_WEAK_DEMANDS = frozenset("tell want insist press challenge direct command seek summon order pressure beg".split())
_NOUN_DEMANDS = frozenset(
    {
        "call for",
        "demand",
        "appeal for",
        "seek",
        "request",
        "urge",
        "press for",
        "push for",
        "insist on",
        "ask for",
        "advocate",
        "order",
    }
)


def from_head(at: Token, act: Act, *, direct: bool) -> Ground | None:
    """What the word above says of an act, or None where it says nothing; raises `Nothing` where it denies it."""
    head, prep = at.head, ""
    if at.dep_ in {"pobj", "pcomp"} and head.dep_ in {"prep", "agent", "dative", "prt", "advmod"}:
        prep, head = head.lower_, head.head
        if head.dep_ in {"prep", "advmod", "prt"} and head.lower_ in {"in", "out", "back"}:
            head = head.head
    elif at.dep_ == "prep":
        return None
    if head == at or at.dep_ in {"conj", "advmod", "npadvmod"}:
        return None
    if is_verb(head) or head.pos_ == "ADJ":
        return _from_verb(head, at, act, prep, direct=direct)
    if head.pos_ in {"NOUN", "PROPN"}:
        return _from_noun(head, at, prep, direct=direct)
    return None


def _from_noun(head: Token, at: Token, prep: str, *, direct: bool) -> Ground | None:
    """As in "a deal on the release of", "an offer to open", "the call for a truce", "its commitment to withdraw"."""
    if at.dep_ in {"ccomp", "acl"} and is_base_clause(at) and not is_to_infinitive(at):
        return _from_noun_of_asking(head)
    if head.i > 0 and head.lower_ == "order" and head.doc[head.i - 1].lower_ == "in":
        return None  # "in order to"
    by_infinitive = at.dep_ == "acl" and is_to_infinitive(at)
    if at.dep_ == "relcl" and head.ent_type_ in {"DATE", "TIME"} and any(c.lower_ == "to" for c in at.children):
        by_infinitive = True
    by_preposition = at.dep_ in {"pobj", "pcomp"} and prep in {"for", "on", "of", "to", "about", "over"}
    if not by_infinitive and not by_preposition and not (at.dep_ == "acl" and at.tag_ == "VBG"):
        return None
    direct = direct and by_infinitive
    if by_infinitive and head.ent_type_ in {"DATE", "TIME"}:
        return _from_time_given(head, direct=direct)
    known = table("deal_nouns")
    kind = known.get(lemma(head)) or known.get(head.lower_)
    if lemma(head) in _TIMETABLES and prep in {"for", ""}:
        kind = "deal"
    whose = possessor(head)
    if kind == "plan":
        owner = whose if lemma(head) == "offer" and by_infinitive else None
        state = _as_object(head) or Ground("proposed", "propose", head, owner=owner, by=whose)
        return replace(state, is_direct=direct and lemma(head) not in _LOOSE_PLANS)
    if kind == "deal" and prep != "of":
        binding = _as_object(head) or Ground("pending", "agree", head, owner=whose)
        return replace(binding, is_direct=direct)
    if kind == "order" and prep != "of":
        return Ground("demanded", "demand", head, by=whose, is_direct=direct)
    return None


def _from_noun_of_asking(noun: Token) -> Ground | None:
    """As in "its demand that the army leave", "and demands that": the parser may take the verb for the noun."""
    if table("deal_nouns").get(lemma(noun)) != "order":
        return None
    verb = noun.head if noun.dep_ == "conj" and is_verb(noun.head) else None
    return Ground("demanded", "demand", noun, by=subject(verb) if verb is not None else possessor(noun))


def _from_time_given(length: Token, *, direct: bool) -> Ground | None:
    """As in "the parties have 90 days to form a cabinet", "gave them a week to leave"."""
    verb = length.head
    if lemma(verb) not in {"have", "give"}:
        return None
    who = child(verb, "dative") if lemma(verb) == "give" else subject(verb)
    return Ground("pending", "must", length, owner=who, is_direct=direct)


def _as_object(noun: Token) -> Ground | None:
    """As in "demanded a timetable for the withdrawal", "breached its commitment to withdraw": by the verb above."""
    verb = noun.head
    kind = table("ground_verbs").get(lemma(verb)) if is_verb(verb) and noun.dep_ == "dobj" else None
    if kind == "demand":
        return Ground("demanded", kind, noun, by=subject(verb))
    if kind == "propose":
        return Ground("proposed", kind, noun, by=subject(verb))
    if kind == "breach" and is_past(verb):
        return Ground("breached", kind, noun, owner=possessor(noun) or subject(verb))
    return None


def _from_verb(head: Token, at: Token, act: Act, prep: str, *, direct: bool) -> Ground | None:
    if head.lower_ == "responsible" and prep == "for":
        return Ground("pending", "oblige", head, owner=subject(head), is_direct=is_verb(at))
    if head.pos_ == "ADJ" or (
        is_passive(head) and lemma(head) in {"schedule", "slate", "set", "expect", "mean", "suppose"}
    ):
        return _from_due(head, at, act)
    phrase, kind = _kind_of(head, prep)
    if kind is None:
        return _from_plain_verb(head, at, act)
    if is_negated(head) and kind not in {"finish", "begin", "pass", "stop"}:
        raise Nothing
    handler = {
        "demand": _demanded, "agree": _agreed, "oblige": _obliged, "terms": _terms, "propose": _proposed,
        "stop": _stopped, "grant": _granted, "begin": _progress, "finish": _progress, "breach": _breached,
        "fail": _failed,
    }.get(kind)  # fmt: skip
    if kind == "refuse" and at.dep_ in {"xcomp", "dobj", "pobj", "pcomp", "ccomp"}:
        raise Nothing
    return handler(Link(head, at, act, phrase)) if handler is not None and (direct or at != act.token) else None


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


def _demanded(link: Link) -> Ground | None:
    verbal = is_verb(link.at) and link.at.dep_ in {"xcomp", "ccomp", "advcl", "acl", "pcomp", "conj"}
    if link.at.dep_ in {"nsubj", "advcl"} and not is_to_infinitive(link.at):
        return None
    if verbal:
        if is_negated(link.at) and lemma(link.head) == "ask":
            raise Nothing  # "asked not to be named"
        finite_speech = link.at.dep_ == "ccomp" and not is_base_clause(link.at)
        if finite_speech and lemma(link.head) in {"tell", "insist", "ask", "press", "request"}:
            return None  # "told reporters that it had withdrawn", "asked whether ..."
        who = (
            own_subject(link.at)
            if own_subject(link.at) is not None and not is_passive(link.at)
            else _addressee(link.head)
        )
        if (
            lemma(link.head) in _WEAK_DEMANDS | {"ask"}
            and who is None
            and not link.act.is_noun
            and link.phrase == lemma(link.head)
            and not (lemma(link.head) == "ask" and is_passive(link.at) and is_base_clause(link.at))
        ):
            return None
        if lemma(link.head) == "seek" and not link.act.is_noun:
            return None
    elif link.phrase not in _NOUN_DEMANDS or link.at.dep_ not in {"dobj", "pobj", "nsubjpass"}:
        return None
    else:
        who = _addressee(link.head) if link.phrase in {"demand", "ask for", "press for"} else None
        if link.at == who:
            who = None
    if lemma(link.head) == "tell" and is_passive(link.head) and agent(link.head) is None:
        return None
    by = agent(link.head) if is_passive(link.head) else subject(link.head)
    if by is not None and table("deal_nouns").get(lemma(by)) == "order":
        return Ground("demanded", "demand", link.head, owner=who, by=by, is_direct=verbal)
    return Ground(document_state(by) or "demanded", "demand", link.head, owner=who, by=by, is_direct=verbal)


def _agreed(link: Link) -> Ground | None:
    if link.at.dep_ not in {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "nsubjpass", "advcl"}:
        return None
    if link.at.dep_ == "advcl" and not is_to_infinitive(link.at):
        return None
    if (
        is_verb(link.at)
        and is_negated(link.at)
        and (lemma(link.head) in {"vow", "swear"} or not is_to_infinitive(link.at))
    ):
        raise Nothing
    who = agent(link.head) if is_passive(link.head) else subject(link.head)
    bound = child(link.head, "dobj")
    if (
        lemma(link.head) == "commit"
        and bound is not None
        and not bound.lower_.endswith(("self", "selves"))
        and link.at != bound
    ):
        who = bound  # "the accord commits the army to ..."
    if link.at.dep_ == "ccomp":
        if not any(c.dep_ == "aux" and c.lower_ in MODALS for c in link.at.children) and not is_to_infinitive(link.at):
            return None
        who = own_subject(link.at) if not is_passive(link.at) else agent(link.at)
    return Ground(
        "pending",
        "agree",
        link.head,
        owner=who,
        is_direct=is_verb(link.at) or lemma(link.head) in {"promise", "pledge", "commit"},
    )


def _obliged(link: Link) -> Ground | None:
    if link.at.dep_ not in {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "advcl"} or (
        link.at.dep_ == "dobj" and not link.act.is_noun
    ):
        return None
    if lemma(link.head) == "charge" and not is_passive(link.head):
        return None
    by = subject(link.head)
    state = document_state(by) if not is_passive(link.head) else "pending"
    return Ground(
        state or "pending", "oblige", link.head, owner=_addressee(link.head), by=by, is_direct=is_verb(link.at)
    )


def _granted(link: Link) -> Ground | None:
    """As in "gave the army five days to leave": demanded, or a term where a deal gives it."""
    timed = any(c.ent_type_ in {"DATE", "TIME"} for c in link.head.children)
    who = child(link.head, "dative", "dobj") if not is_passive(link.head) else subject(link.head)
    if (
        not timed
        or not is_verb(link.at)
        or not is_to_infinitive(link.at)
        or who is None
        or who.ent_type_ in {"DATE", "TIME"}
    ):
        return None
    by = subject(link.head) if not is_passive(link.head) else agent(link.head)
    return Ground(document_state(by) or "demanded", "oblige", link.head, owner=who, by=by, is_direct=True)


def _terms(link: Link) -> Ground | None:
    source = subject(link.head) if not is_passive(link.head) else agent(link.head)
    state = document_state(source)
    if state is None or (link.at.dep_ in {"nsubj", "nsubjpass"} and not is_passive(link.head)):
        return None
    if state == "pending" and link.head.dep_ == "relcl" and (asked := _asked_for(link.head.head)) is not None:
        return asked
    if lemma(link.head) in {"see", "bring"}:
        state = "done" if is_past(link.head) else state
    return Ground(state, "terms", link.head, by=source)


def _asked_for(source: Token) -> Ground | None:
    """As in "called for the implementation of the accord, which includes ...": its terms are asked for with it."""
    at = source
    for _ in range(6):
        verb = at.head
        phrase = verb.lemma_.lower()
        if at.dep_ in {"pobj", "dobj"} and is_verb(verb.head) and verb.dep_ == "prep":
            phrase, verb = f"{lemma(verb.head)} {verb.lower_}", verb.head
        if is_verb(verb):
            kind = table("ground_verbs").get(phrase) or table("ground_verbs").get(lemma(verb))
            return Ground("demanded", "demand", verb, by=subject(verb)) if kind == "demand" else None
        if at.dep_ not in {"pobj", "prep", "conj", "dobj"}:
            return None
        at = verb
    return None


def _proposed(link: Link) -> Ground | None:
    if link.at.dep_ not in {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "nsubjpass"}:
        return None
    by = agent(link.head) if is_passive(link.head) else subject(link.head)
    own = own_subject(link.at) if is_verb(link.at) else None
    if not link.act.is_listed and lemma(link.head) in {"suggest", "float"}:
        return None
    owner = own if own is not None else by if is_verb(link.at) and lemma(link.head) == "offer" else None
    return Ground("proposed", "propose", link.head, owner=owner, by=by, is_direct=is_verb(link.at))


def _stopped(link: Link) -> Ground | None:
    if link.at.dep_ not in {"xcomp", "dobj", "nsubjpass", "pcomp"} or link.act.action == "cease_hostilities":
        return None
    if not is_past(link.head) or is_negated(link.head):
        raise Nothing
    return Ground(
        "suspended", "stop", link.head, owner=agent(link.head) if is_passive(link.head) else subject(link.head)
    )


def _progress(link: Link) -> Ground | None:
    """As in "began withdrawing", "the withdrawal has begun", "completed the pullback"."""
    if (
        link.at.dep_ not in {"xcomp", "dobj", "nsubjpass", "nsubj", "pobj"}
        or not is_past(link.head)
        or is_negated(link.head)
    ):
        return None
    is_done = table("ground_verbs").get(link.phrase) == "finish"
    who = None if link.at.dep_ == "nsubj" else agent(link.head) if is_passive(link.head) else subject(link.head)
    return Ground("done" if is_done else "pending", "finish" if is_done else "begin", link.head, owner=who)


def _breached(link: Link) -> Ground | None:
    if link.act.action == "cease_hostilities" or link.at.dep_ != "dobj":
        return None  # a broken truce is a violation, told elsewhere
    return Ground("breached", "breach", link.head, owner=subject(link.head))


def _failed(link: Link) -> Ground | None:
    if link.at.dep_ not in {"xcomp", "pcomp"} or link.head.tag_ == "VBG":
        return None
    return Ground("pending", "fail", link.head, owner=subject(link.head))


def _addressee(verb: Token) -> Token | None:
    """As in "urged the army to", "called on both sides to", "the chiefs were asked to"."""
    if is_passive(verb):
        return subject(verb)
    given = child(verb, "dobj", "dative")
    if given is not None and given.dep_ == "dobj":
        return antecedent(given)
    return next(iter(prepositional(verb, "on", "upon", "to", "with", "from")), None)


def _from_due(head: Token, at: Token, act: Act) -> Ground | None:
    """As in "is due to", "are expected to"; the weak ones tell a duty only of an act of the lexicon."""
    if at.dep_ not in {"xcomp", "ccomp", "advcl"} or head.lower_ not in DUE_WORDS or not is_to_infinitive(at):
        return None
    if not act.is_listed and head.lower_ in _WEAK_DUE:
        return None
    return Ground("pending", "be_to", head, is_direct=head.lower_ not in _WEAK_DUE)


def _from_plain_verb(head: Token, at: Token, act: Act) -> Ground | None:
    """A verb that says nothing of duty: the act may still be told as a fact ("welcomed the release")."""
    if not act.is_noun:
        return None
    base = lemma(head)
    if at.dep_ == "dobj" and base in {"announce", "declare", "proclaim"} and not is_negated(head) and is_past(head):
        return Ground("pending", "agree", head, owner=subject(head))
    if act.action == "cease_hostilities":
        return None
    happened = at.dep_ == "nsubj" and base in _HAPPENED and is_past(head) and _goes_on(head)
    reported = at.dep_ in {"dobj", "nsubjpass"} and base in _REPORTED and is_past(head)
    if (happened or reported) and not is_negated(head) and act.action in {"release", "exchange", "withdraw", "disarm"}:
        return Ground("done", "fact", head)
    return None


def _goes_on(verb: Token) -> bool:
    return lemma(verb) in {"happen", "occur"} or any(c.lower_ in {"place", "ahead"} for c in verb.children)
