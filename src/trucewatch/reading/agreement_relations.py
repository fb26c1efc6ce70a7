"""What an agreement is to an earlier one: it extends, amends, replaces or resumes it, with the words that name that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.agreement_mentions import MentionFinder, Named
from trucewatch.reading.agreement_words import deal_word
from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import children, is_negated, lemma, subject
from trucewatch.vocabulary.kinds import AgreementRelation

_VERBS: dict[str, AgreementRelation] = {
    **dict.fromkeys("extend prolong renew".split(), "extends"),
    **dict.fromkeys("amend modify revise supplement".split(), "amends"),
    **dict.fromkeys("replace supersede supplant".split(), "replaces"),
    **dict.fromkeys("resume revive restore reinstate".split(), "resumes"),
}
_NOUNS: dict[str, AgreementRelation] = {
    **dict.fromkeys("extension prolongation renewal".split(), "extends"),
    **dict.fromkeys("amendment addendum annex supplement modification codicil".split(), "amends"),
    **dict.fromkeys("replacement successor".split(), "replaces"),
    **dict.fromkeys("resumption revival restoration".split(), "resumes"),
}
_OPEN = frozenset("may might could can should would must".split())
_WANTING = frozenset(
    "want seek try hope urge call demand propose offer ask suggest push consider refuse discuss work threaten aim "
    "effort attempt bid proposal plan talk negotiation idea".split()
)


@dataclass(frozen=True)
class Relation:
    """One agreement told to be something to another.

    Attributes:
        relation: what it is.
        of: the noun of the later agreement; None where only the deed is told ("the armies revived the truce").
        earlier: the noun of the earlier one.
        to: the words that name it.
        at: the verb or noun that says so.
    """

    relation: AgreementRelation
    of: Token | None
    earlier: Token
    to: str
    at: Token


def find_relations(finder: MentionFinder, named: list[Named]) -> Iterator[Relation]:
    """What the text tells, in its order: by verb ("replaces the 2014 truce") and by noun ("an annex to the accord")."""
    by_noun = {n.noun.i: n for n in named}
    for token in finder.doc:
        if token.pos_ == "VERB" and lemma(token) in _VERBS:
            yield from _by_verb(finder, token, by_noun)
        elif token.pos_ in {"NOUN", "PROPN"} and lemma(token) in _NOUNS:
            earlier = earlier_of(token)
            if earlier is not None and not _is_wanted(token):
                yield Relation(_NOUNS[lemma(token)], token, earlier, words_of(finder.text, earlier), token)


def _by_verb(finder: MentionFinder, verb: Token, named: dict[int, Named]) -> Iterator[Relation]:
    """The later agreement is the verb's subject or agent; where armies act, only the earlier one is told."""
    if is_negated(verb) or _is_wanted(verb):
        return
    relation = _VERBS[lemma(verb)]
    passive, earlier = next(children(verb, "nsubjpass"), None), earlier_of(verb)
    if earlier is None:
        return
    agents = [o for p in children(verb, "agent", "prep") if p.lower_ in {"by", "with"} for o in children(p, "pobj")]
    later = next((a for a in agents if _is_deal(a)), None) if passive is not None else subject(verb)
    if later is not None and not _is_deal(later):
        later = None
    if later is None and relation in {"replaces", "amends"}:
        return  # "the assembly amended the accord": nothing is told of another agreement
    if later is not None and later.i == earlier.i:
        return
    of = later if later is None or later.i in named else None
    yield Relation(relation, of, earlier, words_of(finder.text, earlier), verb)


def earlier_of(at: Token) -> Token | None:
    """The noun of the agreement that a verb acts on, or a noun belongs to: "extend the truce", "renewal of it"."""
    if at.pos_ == "VERB":
        passive = next(children(at, "nsubjpass"), None)
        below = [passive] if passive is not None else list(children(at, "dobj"))
    else:
        below = [o for p in children(at, "prep") if p.lower_ in {"of", "to"} for o in children(p, "pobj")]
    return next((noun for noun in below if _is_deal(noun)), None)


def _is_deal(token: Token) -> bool:
    return deal_word(token) in table("truce_nouns") and token.pos_ in {"NOUN", "PROPN"}


def _is_wanted(token: Token) -> bool:
    """Asked for, proposed, left open or ahead as a wish: no relation that is told as a fact or as agreed."""
    if any(c.lower_ in _OPEN for c in token.children):
        return True
    for number, above in enumerate(token.ancestors):
        if number > 2:
            return False
        if lemma(above) in _WANTING or any(c.lower_ in _OPEN for c in above.children):
            return True
    return False


def words_of(text: str, noun: Token) -> str:
    """The noun with what hangs on it, up to its first clause, as printed: "the 2014 truce of Cotonou"."""
    below = {t.i for c in children(noun, "relcl", "acl", "appos", "conj", "cc", "advcl") for t in c.subtree}
    kept = [t for t in noun.subtree if t.i not in below and not t.is_space]
    run = [t for t in kept if all(i not in below for i in range(min(t.i, noun.i), max(t.i, noun.i)))]
    first, last = run[0], run[-1]
    while last.is_punct and last.i > first.i:
        last = noun.doc[last.i - 1]
    return " ".join(text[first.idx : last.idx + len(last)].split())
