"""Syntax behind violations: who did what in a clause, how far a charge reaches, what is denied or only feared."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.sentences import sentence_of

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_MODALS = frozenset("will would could should may might must can shall ’ll 'll ’d 'd".split())
_LIGHT_BREACHES = {  # verbs that are a breach only with such an object
    "break": ("ceasefire", "cease-fire", "truce", "agreement", "accord", "pact", "deal", "promise", "pledge",
              "armistice", "terms"),
    "open": ("fire",), "launch": ("attack", "offensive", "assault", "strike", "raid", "rocket", "missile", "incursion"),
    "hide": ("weapon", "missile", "arm", "gun", "rifle", "explosive", "fighter"), "drag": ("foot", "feet", "heel"),
    "hit": ("house", "home", "village", "town", "hospital", "school", "position", "post"),
    "carry": ("attack", "raid", "strike", "assault"), "mount": ("attack", "offensive", "assault", "raid"),
    "stage": ("attack", "raid", "assault"), "violate": (), "plant": ("mine", "bomb"), "lay": ("mine",),
    "enter": ("airspace", "territory", "zone", "waters", "area"), "advance": ("position",),
    "use": ("lull", "truce", "ceasefire", "weapon", "artillery"), "refuse": ("passage", "access", "entry"),
    "deny": ("access", "passage", "entry"), "resume": ("attack", "shelling", "bombing", "hostility", "fighting"),
}  # fmt: skip
_ACCOUNTS = frozenset("report account allegation accusation claim complaint reports accounts".split())
_PHRASES = {"come": "attack", "turn": "back", "move": "into"}


@dataclass(frozen=True)
class Clause:
    """A verb with those around it.

    Attributes:
        verb: the verb.
        doer: token of who does it, None where the clause does not say.
        kind: "breach" or "act", as the lexicon has it.
        negated: said not to have happened.
    """

    verb: Token
    doer: Token | None
    kind: str
    negated: bool


def subject_of(verb: Token) -> Token | None:
    """Subject of a verb, shared or inherited where it has none of its own."""
    token = verb
    for _ in range(5):
        own = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        if own is not None:
            return _antecedent(own, token)
        if token.dep_ == "relcl" or (token.dep_ == "acl" and token.tag_ != "VBN"):
            return token.head
        if token.dep_ in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "prep"} and token.head.i != token.i:
            token = token.head
            continue
        return None
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ not in {"who", "which", "that"} or subject.tag_ not in {"WP", "WDT"}:
        return subject
    if verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return verb.head
    before = subject.doc[subject.i - 1] if subject.i else subject  # "it was the rebels who ...": named right before
    return before if before.pos_ in {"NOUN", "PROPN"} else subject


def is_passive(verb: Token) -> bool:
    """Is what was done told from the side of whom it befell?"""
    return verb.tag_ == "VBN" and any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def agent_of(verb: Token) -> Token | None:
    """Noun behind the "by" of a passive or of a noun of deed."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def is_open(verb: Token) -> bool:
    """Feared, planned, asked for or supposed, so that nothing is said to have happened."""
    if any(
        c.dep_ in {"aux", "mark"} and c.lower_ in (_MODALS | {"if", "unless", "whether", "until", "before"})
        for c in verb.children
    ):
        return True
    token = verb
    for _ in range(4):
        if (
            token.tag_ == "VB"
            and token.dep_ in {"xcomp", "acl", "advcl", "ccomp", "relcl"}
            and not _is_done(token.head)
        ):
            return True
        if token.dep_ not in {"xcomp", "conj", "pcomp", "prep"}:
            return False
        token = token.head
        if token.pos_ == "VERB" and any(c.lower_ in _MODALS for c in token.children if c.dep_ == "aux"):
            return True
    return False


def _is_done(head: Token) -> bool:
    return head.lemma_ in {"continue", "begin", "start", "use", "try", "seek"}


def is_negated(verb: Token) -> bool:
    """As in "Had not fired", "never attacked", "none of its guns had fired", "fired no shot"."""
    if any(c.dep_ == "neg" or c.lower_ in {"never", "not"} for c in verb.children):
        return True
    return any(
        c.lower_ in _NONE or any(d.lower_ in {"no", "neither"} and d.dep_ == "det" for d in c.children)
        for c in verb.children
        if c.dep_ in {"nsubj", "nsubjpass", "dobj"}
    )


_NONE = frozenset("none nobody nothing neither".split())
_GROUPS = frozenset({"PERSON", "NORP", "ORG", "GPE"})


def can_act(noun: Token) -> bool:
    """May a noun that names no known actor stand for people or a side: no snow or shortage."""
    if noun.ent_type_ in _GROUPS or noun.pos_ in {"PROPN", "PRON"}:
        return True
    lemma = noun.lemma_.lower()
    return lemma in words("group_nouns") | words("side_nouns") | words("office_nouns") or lemma in _ACTING


_ACTING = frozenset("neighbour neighbor army military militia police navy government rebel guerrilla insurgent".split())


def breach_kind(token: Token) -> str | None:
    """Kind of breach a word tells of: "breach", "act", or None."""
    lemma = token.lemma_.lower()
    if lemma in _TAKING and _is_place_taken(token):
        return "act"
    if token.pos_ == "NOUN":
        return table("breach_nouns").get(lemma)
    if token.pos_ != "VERB":
        return None
    if lemma in _LIGHT_BREACHES and lemma != "violate":
        objects = {c.lemma_.lower() for c in token.children if c.dep_ in {"dobj", "pobj"}}
        return "breach" if lemma == "break" and objects & set(_LIGHT_BREACHES["break"]) else (
            "act" if objects & set(_LIGHT_BREACHES[lemma]) else None
        )  # fmt: skip
    if lemma in {"fail", "refuse"} and any(c.dep_ == "xcomp" for c in token.children):
        return "act"
    if lemma in _PHRASES:
        return "act" if any(t.lower_ == _PHRASES[lemma] for t in token.subtree if 0 < t.i - token.i <= 3) else None
    return table("breach_verbs").get(lemma)


_TAKING = frozenset("take retake overrun storm enter".split())
_PLACES = frozenset("town village city base hill post ridge bridge district territory position".split())
_GOING_ON = frozenset("continue resume persist go erupt flare rage".split())
_FIGHTING = frozenset("fighting shelling firing shooting bombardment bombing attack clash hostility gunfire".split())


def _is_place_taken(verb: Token) -> bool:
    """As in "took the town", "had taken Mallow Ridge"."""
    if verb.pos_ != "VERB" or is_passive(verb):
        return False
    taken = [c for c in verb.children if c.dep_ == "dobj"]
    return any(t.ent_type_ in {"GPE", "LOC", "FAC"} or t.lemma_.lower() in _PLACES for t in taken)


def goes_on(noun: Token) -> bool:
    """As in "the shelling went on until noon", "fighting has continued"."""
    if noun.dep_ != "nsubj" or noun.lemma_.lower() not in _FIGHTING or noun.head.lemma_ not in _GOING_ON:
        return False
    return noun.head.lemma_ != "go" or any(c.lower_ == "on" for c in noun.head.children)


def is_shot(noun: Token) -> bool:
    """A noun of breach or of armed acts, also as "an exchange of fire"."""
    if breach_kind(noun) is not None:
        return True
    inner = (p for c in noun.children if c.lower_ == "of" for p in c.children)
    return noun.lemma_.lower() in {"exchange", "shot", "sound"} and (
        noun.lemma_ == "shot" or any(breach_kind(p) is not None for p in inner)
    )


def tells_breach(verb: Token) -> bool:
    """Does a clause tell of a breach or an armed act?"""
    return any(breach_kind(t) is not None for t in verb.subtree)


def clause_of(verb: Token, kind: str) -> Clause:
    """The clause of a verb of breach."""
    under_attack = verb.lemma_ == "come"
    if is_passive(verb) or under_attack:
        doer = agent_of(verb) or next((a for c in verb.children if (a := agent_of(c)) is not None), None)
    elif verb.tag_ == "VBN" and verb.dep_ == "acl":
        doer = agent_of(verb)
    else:
        doer = subject_of(verb)
    return Clause(verb, doer, kind, is_negated(verb))


def doer_of_noun(noun: Token) -> Token | None:
    """As in "Violations by X", "X's attacks", "Ruritanian shelling"."""
    if (by := agent_of(noun)) is not None:
        return by
    for relation in ("poss", "compound", "amod", "nmod"):
        child = next(
            (c for c in noun.children if c.dep_ == relation and (relation == "poss" or c.text[:1].isupper())), None
        )
        if child is not None:
            return child
    return None


def source_of(noun: Token) -> Token | None:
    """As in "accusations from the rebels"."""
    behind = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"from", "of"})
    return next((p for c in behind for p in c.children if p.dep_ == "pobj"), None)


def mention_at(actors: Actors, token: Token | None) -> Mention | None:
    """The actor behind a noun, its conjuncts left aside."""
    return actors.at(token.idx) if token is not None else None


def extent(token: Token, limit: int = 40) -> tuple[int, int]:
    """(start, end) of a word's phrase, cut before what a new main clause adds."""
    tokens = [t for t in token.subtree if abs(t.i - token.i) <= limit and not t.is_space]
    while (
        len(tokens) > 1
        and (tokens[-1].is_punct or tokens[-1].lower_ in {"and", "but"})
        and tokens[-1].text not in {"”", "’", '"'}
    ):
        tokens.pop()
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].lower_ in {"that", "of", "for", "and", "but"}):
        tokens.pop(0)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def phrase_of(token: Token) -> str:
    """The words of a token's phrase, joined by blanks."""
    return " ".join(t.text for t in token.subtree)


def members(token: Token | None) -> list[Token]:
    """A noun and those joined to it by "and"."""
    return [token, *token.conjuncts] if token is not None else []


def words_of(token: Token) -> str | None:
    """The noun phrase's words, where no actor is known behind it."""
    if token.pos_ == "PRON":
        return None
    parts = [t for t in token.subtree if t.i <= token.i and t.dep_ not in {"det", "predet"}]
    return " ".join(t.text for t in parts if not t.is_space) or None


def is_background(verb: Token, marks: tuple[str, ...] = ("after", "when", "since")) -> bool:
    """Charges that only date another event ("war broke out after X accused Y of ...")."""
    return verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in marks for c in verb.children)


def loose_deed(target: Token, preps: tuple[str, ...]) -> Token | None:
    """The "of ...ing" behind a target that the parser tied elsewhere ("accusing X in turn of sending ...")."""
    for token in target.doc[target.i + 1 : target.i + 12]:
        if sentence_of(token) != sentence_of(target):
            return None
        if token.lower_ in preps and any(c.tag_ == "VBG" for c in token.children):
            return token
    return None


def is_own(token: Token) -> bool:
    """As in "our camps", "its positions"."""
    return any(c.dep_ == "poss" and c.lower_ in {"our", "its", "his", "her", "their", "my"} for c in token.children)


def is_account(noun: Token) -> bool:
    """As in "Accounts of shelling", unless there are none."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in _ACCOUNTS:
        return False
    return not any(c.lower_ in {"no", "any"} or c.dep_ == "neg" for c in (*noun.children, *noun.head.children))
