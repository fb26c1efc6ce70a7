"""Syntax around a word that tells a stance: who holds it, on what condition, whether it is told as taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.kinds import Stance

_DATELINE = 14  # tokens of a dateline at most
_FAR = 25  # tokens behind the stance in which its condition stands
_CONDITION = frozenset("if unless provided providing".split())
_CONDITION_PHRASES = (
    "so long as", "as long as", "to the extent", "only under", "on the day", "on condition", "on the condition",
    "only if", "only after", "only when", "only once", "in principle but", "subject to",
    "provided that", "provided he", "provided she", "provided they", "provided it",
    "that align with", "in line with its", "in line with their", "on its terms",
)  # fmt: skip
_ONLY_ASKED = frozenset(
    "urge call press ask want demand require persuade convince pressure expect hope push invite implore beg warn tell "
    "force allow encourage need order oblige".split()
)  # fmt: skip
_ABLE = frozenset({"can", "ca", "could"})
_LETS_KNOW = frozenset("know signal indicate hint understand".split())
_UNREAL_MODALS = frozenset("should must could might may ought can ca shall".split())
_SAYING = frozenset("say tell announce declare state add insist reiterate confirm reply".split())


@dataclass(frozen=True)
class Stand:
    """One telling of a stance.

    Attributes:
        verb: the word that tells it.
        stance: which.
        holders: heads of the noun phrases of those who take it.
        matter: head of what it is about, None where the clause has no object.
        matter_words: the object in the report's words.
        extent: (start, end) of the telling in characters.
        is_weak: told in a roundabout way ("does not oppose", "ready to").
        is_saying: the verb is itself one of saying.
        is_wish: somebody else "must" take it; then it is the stance of whoever says so.
    """

    verb: Token
    stance: Stance
    holders: tuple[Token, ...]
    matter: Token | None
    matter_words: str
    extent: tuple[int, int]
    is_weak: bool = False
    is_saying: bool = False
    is_wish: bool = False


def make_stand(verb: Token, stance: Stance, holders: tuple[Token, ...], matter: Token | None, weak: bool) -> Stand:
    """A telling of a stance: its words and extent from holders, verb and matter."""
    start, end = extent_of(verb, holders, matter)
    doc = verb.doc
    words_of = ""
    if matter is not None:
        span = doc[matter.left_edge.i : last_token_of(matter) + 1]
        words_of = tidied(span.text)
    return Stand(verb, stance, holders, matter, words_of, (start, end), weak, verb.lemma_ in _SAYING)


def is_negated(verb: Token) -> bool:
    """Does the clause deny the verb, or refuse to do it?"""
    if any(t.dep_ == "neg" or t.lower_ in {"never", "neither"} for t in verb.children):
        return True
    subjects = [t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass"}]
    if any(t.lower_ == "neither" for noun in subjects for t in (noun, *noun.children)):
        return True
    refuser = verb.head
    return verb.dep_ == "xcomp" and refuser.lemma_ in {"refuse", "decline", "fail"}


def is_only_asked(verb: Token) -> bool:
    """Asked for, imagined, possible, or a question: nobody took this stance."""
    modals = {t.lower_ for t in verb.children if t.dep_ == "aux"} & _UNREAL_MODALS
    if modals and not (modals <= _ABLE and _says_so(verb)):
        return True
    if any(
        t.lower_ in {"whether", "if", "unless", "until", "once", "before"} for t in verb.children if t.dep_ == "mark"
    ):
        return True
    if any(t.lower_ == "when" for t in verb.children) and any(t.lower_ in {"has", "have"} for t in verb.children):
        return True  # "when the governor has signed it"
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


def _says_so(verb: Token) -> bool:
    """As in "cannot accept it", "said it could live with it": what somebody is able to do is a stance then."""
    above = verb.head.head if verb.dep_ == "conj" else verb.head
    return is_negated(verb) or (verb.dep_ in {"ccomp", "conj"} and above.lemma_ in _SAYING | _LETS_KNOW)


def has_condition(verb: Token) -> bool:
    """Does the clause say "if", "provided that", "on condition", "so long as", "in exchange for", "only after"?"""
    top = verb.head if verb.dep_ in {"acomp", "oprd", "attr", "xcomp"} else verb
    coordinated = {t.i for c in (*top.children, *verb.children) if c.dep_ == "conj" for t in c.subtree}
    after = [t for t in sentence_of(verb) if verb.i < t.i <= verb.i + _FAR and t.i not in coordinated]
    ends = [t.i for t in after if t.lower_ in {"but", "while", "although", ";", "”"} and not _goes_on(t)]
    after = [t for t in after if not ends or t.i < ends[0]]
    text = " ".join(t.lower_ for t in after)
    conditional = any(t.lower_ in _CONDITION and t.dep_ in {"mark", "prep", "advcl", "acl"} for t in after)
    return conditional or any(phrase in text for phrase in _CONDITION_PHRASES)


def _goes_on(word: Token) -> bool:
    """As in "but only if": what follows is the condition."""
    return word.i + 1 < len(word.doc) and word.nbor(1).lower_ == "only"


def holders_of(verb: Token) -> tuple[Token, ...]:
    """Heads of the subject, or of the agent of a passive; for clauses without one, that of the clause above."""
    node, steps = verb, 0
    while steps < 5:
        auxiliaries = (t for a in node.children if a.dep_ == "aux" for t in a.children)
        subject = next((t for t in (*node.children, *auxiliaries) if t.dep_ in {"nsubj", "nsubjpass"}), None)
        done_by = any(t.dep_ == "nsubjpass" or (t.dep_ == "agent" and subject is None) for t in node.children)
        passive = done_by or (node.dep_ == "acl" and node.tag_ == "VBN")
        if passive and node is verb:
            return tuple(dict.fromkeys(member for noun in _agents(node) for member in _listed(noun)))
        if subject is not None:
            if subject.lower_ in {"who", "which", "that"} and node.dep_ == "relcl":
                subject = node.head
            listed = _listed(behind_dateline(subject))
            return tuple(dict.fromkeys((*listed, *_second_subjects(node, subject))))
        if node.dep_ == "acl":
            return (node.head, *node.head.conjuncts)
        if node.dep_ not in {"xcomp", "conj", "advcl", "ccomp", "pcomp", "acomp", "attr", "oprd"} or node.head is node:
            return ()
        node, steps = node.head, steps + 1
    return ()


def _agents(verb: Token) -> Iterator[Token]:
    """By whom a passive is done: "signed by the minister and by two chiefs", "by A as well as by B"."""
    for agent in (t for t in verb.children if t.dep_ == "agent"):
        for by in (agent, *(t for t in agent.conjuncts if t.lower_ == "by")):
            yield from (t for t in by.children if t.dep_ == "pobj")


def _listed(noun: Token) -> tuple[Token, ...]:
    """A noun with what is joined to it; "the government, the Guard and the Front" may be parsed as an apposition."""
    apposed = tuple(member for t in noun.children if t.dep_ == "appos" for member in t.conjuncts if _is_actor(member))
    if noun.conjuncts or apposed or noun.right_edge.i + 2 >= len(noun.doc):
        return tuple(dict.fromkeys((noun, *noun.conjuncts, *apposed)))
    following = noun.doc[noun.right_edge.i + 2]
    for word in (following, *following.ancestors):
        if word.dep_ == "appos" and word.left_edge == following and word.conjuncts:
            return (noun, word, *word.conjuncts) if noun.doc[noun.right_edge.i + 1].text == "," else (noun,)
    return (noun,)


def _second_subjects(verb: Token, first: Token) -> Iterator[Token]:
    """What "and" joins to a subject, where the parser gives the verb two of them."""
    is_joined = any(t.dep_ == "cc" and t.lower_ == "and" for t in first.children)
    for noun in verb.children if is_joined else ():
        if noun.dep_ == first.dep_ and first.i < noun.i < verb.i and _is_actor(noun):
            yield from (noun, *noun.conjuncts)


def _is_actor(noun: Token) -> bool:
    """One of a list, and not what is said of the one before: "the minister, A, and B" beside "A, a judge and poet"."""
    return noun.pos_ == "PROPN" or any(t.dep_ == "appos" and t.pos_ == "PROPN" for t in noun.children)


def behind_dateline(noun: Token) -> Token:
    """The subject proper where the parser takes the place of a dateline for it: "GENEVA, Sept 12 - The Front"."""
    if not noun.text.isupper() or noun.i > sentence_of(noun).start + 2:
        return noun
    dashes = [t.i for t in noun.doc[noun.i : noun.i + _DATELINE] if t.text in {"-", "–", "—"}]
    behind = (t for t in sentence_of(noun) if dashes and t.i > dashes[0] and t.pos_ in {"NOUN", "PROPN"})
    return next((t for t in behind if t.dep_ not in {"compound", "amod", "nmod", "poss", "npadvmod"}), noun)


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
