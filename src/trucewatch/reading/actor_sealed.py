"""Anonymous sources: which nouns of a report stand for somebody who is not to be named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from trucewatch.reading.actor_draft import is_office
from trucewatch.reading.sentences import sentence_of, text_of

_SEALED = re.compile(
    r"\banonym(?:ity|ously|ous)\b|\bnot (?:to )?be(?:ing)? (?:further )?(?:named|identified|quoted by name)"
    r"|\b(?:declined|refused|wished|preferred) (?:to (?:be (?:named|identified)|give (?:his|her|their) names?)"
    r"|not to be (?:named|identified))|\bwithout being (?:named|identified)"
    r"|\bwh?o(?:se names?)? (?:could not|cannot|can't|may not) be (?:named|identified|published)"
    r"|\bnames? (?:was|were|is|are|has been|have been|be) (?:withheld|not given|not used)"
    r"|\bwithh(?:eld|olding) (?:his|her|their) names?"
    r"|\bnot authori[sz]ed to|\brequested not to be|\bgave only (?:his|her|their) (?:first|given) names?",
    re.IGNORECASE,
)
_NOUNS = frozenset(
    "witness witnesses eyewitness eyewitnesses source sources resident residents villager villagers survivor survivors "
    "insider insiders bystander bystanders".split()
)
_SOMEBODY = frozenset({"somebody", "someone", "anybody", "anyone"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"relcl", "acl"})


def sealed_heads(doc: Doc) -> frozenset[int]:
    """Numbers of the nouns of anonymous sources.

    A noun is one where it always stands for such ("witnesses", "a source"), or where the report says that whoever it is
    asked not to be named: the noun told so, not others in its sentence.
    """
    found = {t.i for t in doc if t.lower_ in _NOUNS and t.pos_ in {"NOUN", "PROPN"}}
    for match in _SEALED.finditer(text_of(doc)):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if span is not None:
            found |= {t.i for noun in _who(span[0]) for t in (noun, *noun.conjuncts) if is_office(t)}
    return frozenset(found)


def _who(token: Token) -> Iterator[Token]:
    """Who is told not to be named: whom the clause is about, else the office told of last before it."""
    for above in (token, *token.ancestors):
        if above.dep_ in _RELATIVE and is_office(above.head):
            yield above.head
            return
        if above.dep_ in _RELATIVE and above.head.lower_ in _SOMEBODY:
            return  # told of by no office: nobody else in the sentence is meant
        subject = next((t for t in above.children if t.dep_ in _SUBJECTS and is_office(t)), None)
        if subject is not None:
            yield subject
            return
    sentence = sentence_of(token)
    offices = [t for t in sentence if is_office(t)]
    before = [t for t in offices if t.i < token.i]
    yield from before[-1:] or offices[:1]
