"""Plans and offers that are not (yet) agreed: label, proposer, terms, other names (plain first version).

A noun phrase headed by a word for a plan or offer, or the clause behind "proposed", is one. "The plan" goes back
to the last one named; two phrases with the same proposer's name in them are one. Merging by meaning comes later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.lexicons import words
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.kinds import Proposal
from trucewatch.vocabulary.passage import Passage

_PROPOSING = frozenset("propose suggest offer table float unveil present submit circulate".split())
_MADE = frozenset("propose put prepare draft present table float submit circulate author unveil draw make".split())
_AGREED = frozenset("agreement accord deal treaty truce ceasefire pact".split())
_ANY = frozenset("any no every each such".split())
_BARE = frozenset("the this that its his her their a an such new".split())


@dataclass(frozen=True)
class Proposals:
    """The proposals of a report and where each is named.

    Attributes:
        proposals: in the order of their first naming.
        named_at: (start, end, label) of every naming, by start.
    """

    proposals: tuple[Proposal, ...]
    named_at: tuple[tuple[int, int, str], ...]

    def label_at(self, offset: int) -> str | None:
        """The label of the proposal named at an offset."""
        return next((label for start, end, label in self.named_at if start <= offset < end), None)

    def last_before(self, offset: int) -> str | None:
        """The label of the proposal named last before an offset, within about a paragraph."""
        near = [label for start, _, label in self.named_at if offset - 900 < start < offset]
        return near[-1] if near else None


@dataclass
class _Draft:
    label: str
    head: str
    proposer: str | None
    marks: frozenset[str]
    terms: str | None
    against: str | None
    evidence: list[Passage] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class ProposalsStep:
    """Finds proposals and gathers their names."""

    name: str = "proposals"
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Actors)
    writes: type = Proposals

    def __call__(self, page: Page) -> Proposals:
        actors = page.get(Actors)
        drafts: list[_Draft] = []
        named: list[tuple[int, int, str]] = []
        for noun in _proposal_nouns(page.get(Sentences)):
            phrase = _phrase(noun)
            known = _same(drafts, noun, phrase, actors)
            if known is None:
                if _is_bare(phrase, noun):
                    continue
                known = _draft(page, actors, noun, phrase)
                drafts.append(known)
            known.names.setdefault(_short(phrase))
            known.evidence.append(page.passage(phrase.start_char, _end_of(noun)))
            named.append((phrase.start_char, phrase.end_char, known.label))
        return Proposals(tuple(_finish(d) for d in drafts), tuple(named))


def _proposal_nouns(sentences: Sentences) -> Iterator[Token]:
    for token in sentences.doc:
        is_noun = token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound"
        is_offer = is_noun and token.lower_ in words("proposal_nouns")
        if not is_offer and not (is_noun and token.lemma_ == "extension" and token.head.lemma_ in _PROPOSING):
            continue
        # "any proposal" is none yet; "the plan's proposal" is a part of the plan
        if not any(t.lower_ in _ANY or t.lower_ in words("proposal_nouns") for t in token.children if t.i < token.i):
            yield token


def _phrase(noun: Token) -> Span:
    """The noun with what stands before it, and no clause behind."""
    return noun.doc[noun.left_edge.i : noun.i + 1]


def _is_bare(phrase: Span, noun: Token) -> bool:
    """Is "the plan" all there is, with nobody's name and no terms?"""
    alone = all(t.lower_ in _BARE or t.i == noun.i or t.is_punct for t in phrase)
    return alone and not any(t.dep_ in {"acl", "prep", "relcl", "ccomp"} for t in noun.children)


def _same(drafts: list[_Draft], noun: Token, phrase: Span, actors: Actors) -> _Draft | None:
    marks = _marks(phrase, actors)
    own = _short(phrase).casefold()
    for draft in reversed(drafts):
        if own in {name.casefold() for name in draft.names} or (marks and marks & draft.marks):
            return draft
    definite = phrase[0].lower_ in {"the", "this", "that", "its"}
    return drafts[-1] if drafts and definite and _is_bare(phrase, noun) else None


def _marks(phrase: Span, actors: Actors) -> frozenset[str]:
    """Names and name-like adjectives that tell this proposal from others."""
    mentions = actors.within(phrase.start_char, phrase.end_char)
    within = {m.actor.name for m in mentions if m.actor.type != "place"}
    places = [m for m in mentions if m.actor.type == "place"]
    capital = {
        t.text
        for t in phrase[:-1]
        if t.text[:1].isupper() and t.i > phrase.start and not any(m.start <= t.idx < m.end for m in places)
    }
    return frozenset(within | capital)


def _draft(page: Page, actors: Actors, noun: Token, phrase: Span) -> _Draft:
    terms = next((t for t in noun.children if t.dep_ in {"acl", "relcl", "ccomp"} and t.i > noun.i), None)
    against = next((t for t in noun.children if t.dep_ == "prep" and t.lower_ in {"to", "against"}), None)
    countered = None
    if against is not None:
        countered = next((_short(_phrase(t)) for t in against.children if t.lower_ in words("proposal_nouns")), None)
    proposer = _proposer(actors, noun, phrase)
    return _Draft(
        _short(phrase) if not _is_bare(phrase, noun) or terms is None else _clip(page, noun, terms),
        noun.lower_,
        proposer,
        _marks(phrase, actors) | ({proposer} if proposer else set()),
        _clip(page, terms, terms) if terms is not None else None,
        countered,
    )


def _clip(page: Page, first: Token, last: Token) -> str:
    """Words from one token's left edge (or itself) to another's right edge, on one line."""
    start = first.idx if first is not last else last.left_edge.idx
    edge = last.right_edge
    return " ".join(page.text[start : edge.idx + len(edge)].split()).strip(' ,;.”"')


def _proposer(actors: Actors, noun: Token, phrase: Span) -> str | None:
    """Whose plan it is: the name in front of it, the subject of the verb of proposing, "by ..." behind it."""
    for mention in actors.within(phrase.start_char, phrase.end_char):
        if mention.actor.type != "place":
            return mention.actor.name
    verb = noun.head
    if verb.lemma_ in _PROPOSING | _MADE and noun.dep_ in {"dobj", "nsubjpass"}:
        for child in verb.children:
            if child.dep_ == "nsubj" or (child.dep_ == "agent" and noun.dep_ == "nsubjpass"):
                token = next(child.children, child) if child.dep_ == "agent" else child
                mention_there = actors.at(token.idx)
                return mention_there.actor.name if mention_there else None
    for child in noun.children:
        if child.lower_ in {"by", "from"} or (child.dep_ == "acl" and child.lemma_ in _MADE):
            by = next((t for t in child.subtree if t.dep_ == "pobj"), None)
            mention_there = actors.at(by.idx) if by is not None else None
            if mention_there is not None:
                return mention_there.actor.name
    return None


def _short(phrase: Span) -> str:
    """The phrase without article or line breaks."""
    tokens = [t for t in phrase if not t.is_space]
    while len(tokens) > 1 and (tokens[0].lower_ in {"the", "a", "an", "this", "that"} or tokens[0].is_punct):
        tokens = tokens[1:]
    return " ".join(phrase.doc[tokens[0].i : tokens[-1].i + 1].text.split())


def _end_of(noun: Token) -> int:
    """End of the noun's own clause: its complements, not a comment set off by a comma."""
    end = noun.idx + len(noun)
    for child in noun.children:
        if child.i > noun.i and child.dep_ in {"prep", "acl", "relcl", "ccomp"}:
            between = noun.doc[noun.i + 1 : child.left_edge.i].text
            if "," in between:
                break
            end = max(end, child.right_edge.idx + len(child.right_edge))
    return end


def _finish(draft: _Draft) -> Proposal:
    aliases = tuple(name for name in draft.names if name != draft.label and name.casefold() != draft.head)
    return Proposal(
        label=draft.label,
        aliases=aliases,
        proposer=draft.proposer,
        against=draft.against,
        terms=draft.terms,
        evidence=tuple(draft.evidence),
        step="proposals",
    )
