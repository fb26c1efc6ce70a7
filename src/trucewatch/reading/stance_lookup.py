"""Which stance a verb tells by the lexicon, and whether what it is told of is a matter of the process."""

from __future__ import annotations

from typing import cast

from spacy.tokens import Token

from trucewatch.reading.lexicons import table, words
from trucewatch.reading.stance_syntax import antecedent_of, base_form
from trucewatch.vocabulary.kinds import Stance

_NO_MATTER = frozenset("nothing what themselves itself himself herself him her who us me".split())
_NO_OBJECT = frozenset({"ground", "grounds", "midnight", "behalf"})
_BACK = 45  # tokens, about two sentences
_FORCES = frozenset("troops forces fighters soldiers weapons arms fire".split())
_STRONG = frozenset("reject accept refuse ratify adopt endorse sign".split())
_JUDGES_EVENTS = frozenset({"welcome", "hail", "applaud"})
_NO_PLAN = frozenset(
    "guest visitor crowd delegate people child player fan man woman soldier troop refugee mutiny attack strike "
    "offensive killing murder shelling bombing bombardment raid violence violation breach aggression incursion "
    "assault ambush coup abduction arrest atrocity crime massacre blast explosion fighting war loss death".split()
)
_ACCUSING = frozenset("accusation charge allegation claim contention insinuation assertion".split())

AGREED = frozenset(
    "agreement accord deal pact truce ceasefire cease-fire armistice cessation treaty memorandum".split()
)


def stance_of(verb: Token) -> tuple[Stance | None, Token | None]:
    """The stance a verb tells and its object, by the lexicon: verb with particle or preposition first."""
    verbs = table("stance_verbs")
    lemma = base_form(verb)
    objects = [antecedent_of(verb, t) for t in verb.children if t.dep_ == "dobj" and not _is_time(t)]
    objects += [t for t in verb.children if t.dep_ == "nsubjpass"]
    relative = _relative(verb)
    for child in verb.children:
        key = f"{lemma} {child.lower_}"
        if child.dep_ in {"prt", "prep", "advmod"} and key in verbs:
            inside = [antecedent_of(verb, t) for t in _objects_of(child)]
            if inside and all(_is_time(t) for t in inside):
                continue  # "agreed on Monday"
            return cast("Stance", verbs[key]), next(iter([*inside, *objects, *relative]), None)
    for noun in objects:
        if f"{lemma} {noun.lemma_.lower()}" in verbs:
            behind = sorted((p for p in verb.children if p.dep_ in {"prep", "dative"}), key=lambda p: p.lower_ != "to")
            to = (t for p in [*noun.children, *behind] if p.i > noun.i for t in p.children if t.dep_ == "pobj")
            return cast("Stance", verbs[f"{lemma} {noun.lemma_.lower()}"]), next(to, None)
    if lemma not in verbs or any(t.dep_ == "prt" for t in verb.children):
        return None, None
    return cast("Stance", verbs[lemma]), next(iter([*objects, *relative]), None)


def _objects_of(preposition: Token) -> list[Token]:
    """As in "agree to the plan", "walk out of the talks"."""
    own = [t for t in preposition.children if t.dep_ == "pobj"]
    return own or [t for p in preposition.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"]


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in {"DATE", "TIME"} or noun.lemma_ in _NO_OBJECT


def _relative(verb: Token) -> list[Token]:
    """The noun that a clause closes: "the rule the army accepted", "the truce signed in May"."""
    first = verb.head if verb.dep_ == "conj" else verb  # "a plan drafted by Togo and rejected by Chad"
    if first.dep_ == "acl":
        return [first.head] if verb.tag_ == first.tag_ == "VBN" else []
    own = next((t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if verb.dep_ != "relcl" or own is None or own.lower_ in {"who", "which", "that"}:
        return []
    return [verb.head]


def is_about_peace(verb: Token, matter: Token | None, clause: Token | None) -> bool:
    """Is what a verb of stance has as object or clause a matter of the process?"""
    if matter is not None and matter.ent_type_ == "LAW":
        return True
    if matter is not None and matter.pos_ == "PRON":
        return matter.lower_ not in _NO_MATTER and (verb.lemma_ in _STRONG or _goes_back(matter))
    target = matter or clause
    if target is not None and is_charge(target):
        return False
    if target is not None and target is matter and verb.lemma_ in _JUDGES_EVENTS:
        return target.pos_ == "NOUN" and target.lower_ not in words("office_nouns") and target.lemma_ not in _NO_PLAN
    return target is not None and tells_of_peace(target)


def is_charge(noun: Token) -> bool:
    """As in "the accusation", "any suggestion of wrongdoing": who denies it takes no stance on a plan."""
    if noun.lemma_ in _ACCUSING:
        return True
    return noun.lemma_ == "suggestion" and (noun.tag_ == "NNS" or any(t.lower_ == "any" for t in noun.children))


def _goes_back(pronoun: Token) -> bool:
    """Was a matter of the process named shortly before?"""
    known = words("matter_nouns") | words("proposal_nouns")
    return any(t.lower_ in known for t in pronoun.doc[max(pronoun.i - _BACK, 0) : pronoun.i])


def tells_of_peace(token: Token) -> bool:
    """Is a noun, or the object of a clause, a matter of the process?"""
    known = words("matter_nouns") | words("proposal_nouns")
    if token.pos_ in {"NOUN", "PROPN"}:
        heads = [token, *token.conjuncts]
        of = [t for p in token.children if p.lower_ == "of" for t in p.children]
        return any(t.lower_ in known or t.lemma_.lower() in known for t in [*heads, *of])
    if token.pos_ in {"VERB", "AUX"}:
        return token.lemma_ in words("process_verbs") and not any(
            t.dep_ == "dobj" and t.lower_ in _FORCES for t in token.children
        )
    return False
