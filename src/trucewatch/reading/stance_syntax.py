"""Syntax around a word that tells a stance: who holds it, on what condition, whether it is told as taken."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.sentences import sentence_of

_FAR = 25  # tokens behind the stance in which its condition stands
_CONDITION = frozenset("if unless provided providing".split())
_CONDITION_PHRASES = (
    "so long as", "as long as", "on condition", "on the condition", "only if", "only after", "only when", "only once",
    "in principle but", "subject to", "provided that", "provided he", "provided she", "provided they", "provided it",
    "that align with", "in line with its", "in line with their", "on its terms",
)  # fmt: skip
_ONLY_ASKED = frozenset(
    "urge call press ask want demand require persuade convince pressure expect hope push invite implore beg warn tell "
    "force allow encourage need order oblige".split()
)  # fmt: skip
_UNREAL_MODALS = frozenset("should must could might may ought can".split())


def is_negated(verb: Token) -> bool:
    """Does the clause deny the verb, or refuse to do it?"""
    if any(t.dep_ == "neg" or t.lower_ == "never" for t in verb.children):
        return True
    refuser = verb.head
    return verb.dep_ == "xcomp" and refuser.lemma_ in {"refuse", "decline", "fail"}


def is_only_asked(verb: Token) -> bool:
    """Asked for, imagined, possible, or a question: nobody took this stance."""
    if any(t.lower_ in _UNREAL_MODALS for t in verb.children if t.dep_ == "aux"):
        return True
    if any(t.lower_ in {"whether", "if", "unless", "until"} for t in verb.children if t.dep_ == "mark"):
        return True
    governor, step = verb, 0
    while governor.dep_ in {"xcomp", "ccomp", "conj", "acl", "advcl"} and step < 4:
        above = governor.head
        asked = above.lemma_ in _ONLY_ASKED and governor.dep_ in {"xcomp", "ccomp", "acl"}
        to_do = any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.children)
        if asked and (to_do or governor is not verb):
            return True
        if governor.dep_ in {"advcl", "acl"} and to_do and governor is verb:
            return True
        governor, step = above, step + 1
    return sentence_of(verb).text.rstrip().endswith("?") and sentence_of(verb).root == verb


def has_condition(verb: Token) -> bool:
    """Does the clause say "if", "provided that", "on condition", "so long as", "in exchange for", "only after"?"""
    top = verb.head if verb.dep_ in {"acomp", "oprd", "attr", "xcomp"} else verb
    coordinated = {t.i for c in (*top.children, *verb.children) if c.dep_ == "conj" for t in c.subtree}
    after = [t for t in sentence_of(verb) if verb.i < t.i <= verb.i + _FAR and t.i not in coordinated]
    ends = [t.i for t in after if t.lower_ in {"but", "while", "although", ";", "”"}]
    after = [t for t in after if not ends or t.i < ends[0]]
    text = " ".join(t.lower_ for t in after)
    conditional = any(t.lower_ in _CONDITION and t.dep_ in {"mark", "prep", "advcl", "acl"} for t in after)
    return conditional or any(phrase in text for phrase in _CONDITION_PHRASES)


def holders_of(verb: Token) -> tuple[Token, ...]:
    """Heads of the subject, or of the agent of a passive; for clauses without one, that of the clause above."""
    node, steps = verb, 0
    while steps < 5:
        passive = any(t.dep_ == "nsubjpass" for t in node.children) or (node.dep_ == "acl" and node.tag_ == "VBN")
        if passive and node is verb:
            agent = next((t for t in node.children if t.dep_ == "agent"), None)
            noun = next((t for t in agent.children if t.dep_ == "pobj"), None) if agent is not None else None
            return (noun, *noun.conjuncts) if noun is not None else ()
        auxiliaries = (t for a in node.children if a.dep_ == "aux" for t in a.children)
        subject = next((t for t in (*node.children, *auxiliaries) if t.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None:
            if subject.lower_ in {"who", "which", "that"} and node.dep_ == "relcl":
                subject = node.head
            return (subject, *subject.conjuncts)
        if node.dep_ == "acl":
            return (node.head, *node.head.conjuncts)
        if node.dep_ not in {"xcomp", "conj", "advcl", "ccomp", "pcomp", "acomp", "attr", "oprd"} or node.head is node:
            return ()
        node, steps = node.head, steps + 1
    return ()


def last_token_of(token: Token) -> int:
    """Number of the last token of a phrase, without a comment set off by a comma."""
    last = token.i
    for child in sorted(token.children, key=lambda t: t.i):
        if child.i < token.i:
            continue
        if child.dep_ in {"punct", "appos", "relcl"} or child.dep_ == "advcl":
            break
        last = max(last, child.right_edge.i)
    return last


def extent_of(verb: Token, holders: tuple[Token, ...], matter: Token | None) -> tuple[int, int]:
    """From the first to the last of holder, verb and matter, kept inside the verb's sentence."""
    doc = verb.doc
    first, last = verb.i, verb.i
    for holder in holders:
        if sentence_of(holder).start == sentence_of(verb).start:
            first, last = min(first, holder.left_edge.i), max(last, holder.i)
    if matter is not None and sentence_of(matter).start == sentence_of(verb).start:
        first = min(first, matter.left_edge.i)
        last = max(last, last_token_of(matter))
    span = doc[first : last + 1]
    return span.start_char, span.end_char


def tidied(text: str) -> str:
    """The words on one line, without article or marks at the edges."""
    text = " ".join(text.split())
    for article in ("the ", "a ", "an ", "The ", "A ", "An "):
        text = text.removeprefix(article)
    return text.strip(' ,;.”“"')


def base_form(verb: Token) -> str:
    """The verb's base form, with a hyphened first part ("cold-shoulder")."""
    lemma = verb.lemma_.lower()
    if verb.i > 1 and verb.nbor(-1).text == "-" and not verb.nbor(-1).whitespace_:
        return f"{verb.nbor(-2).lower_}-{lemma}"
    return lemma


def antecedent_of(verb: Token, noun: Token) -> Token:
    """What a relative pronoun stands for: the "move" of "a move that the Front supports"."""
    if noun.lower_ not in {"that", "which"}:
        return noun
    clause = verb
    while clause.dep_ in {"ccomp", "xcomp"} and clause.head is not clause:
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else noun


def complement_of(verb: Token) -> Token | None:
    """The clause behind the verb: "to extend the truce"."""
    return next((t for t in verb.children if t.dep_ in {"xcomp", "ccomp"} and t.i > verb.i), None)


def is_told_to(verb: Token) -> bool:
    """Does the clause say that somebody must or should do it?"""
    heads = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    return any(t.lower_ in {"must", "should"} for h in heads for t in h.children if t.dep_ == "aux")
