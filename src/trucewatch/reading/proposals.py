"""Plans and offers that are not (yet) agreed: label, proposer, terms, other names, what they counter.

A noun phrase headed by a word for a plan or offer is one, and so is a thing or act that somebody proposes. "The plan"
goes back to the last one named; two phrases with the same proposer's name in them are one. Merges keep their ground.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.page import Page
from trucewatch.reading.proposal_phrases import (
    countered_by,
    is_bare,
    is_counter,
    label_of,
    marks_of,
    phrase_of,
    proposal_heads,
    proposer_of,
    without_article,
)
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.kinds import AliasGround, Proposal
from trucewatch.vocabulary.passage import Passage

_NEAR = 900  # characters, about a paragraph


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
        near = [label for start, _, label in self.named_at if offset - _NEAR < start < offset]
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
    names: dict[str, AliasGround] = field(default_factory=dict)


@dataclass(frozen=True)
class ProposalsStep:
    """Finds proposals and gathers their names."""

    name: str = "proposals"
    version: str = "2"
    reads: tuple[type, ...] = (Sentences, Actors)
    writes: type = Proposals

    def __call__(self, page: Page) -> Proposals:
        actors = page.get(Actors)
        drafts: list[_Draft] = []
        named: list[tuple[int, int, str]] = []
        for noun in proposal_heads(page.get(Sentences).doc):
            phrase = phrase_of(noun)
            known, ground = _same(drafts, noun, phrase, actors)
            if known is None:
                if is_bare(phrase, noun) and not (
                    phrase[0].lower_ in {"a", "an"} and proposer_of(actors, noun, phrase)
                ):
                    continue
                known = _draft(page, actors, noun, phrase)
                known.against = known.against or _last_of_another(drafts, known, noun)
                drafts.append(known)
            known.proposer = known.proposer or proposer_of(actors, noun, phrase)
            known.names.setdefault(without_article(phrase), ground)
            known.evidence.append(page.passage(phrase.start_char, _end_of(noun)))
            named.append((phrase.start_char, phrase.end_char, known.label))
        return Proposals(tuple(_finish(d) for d in drafts), tuple(named))


def _same(drafts: list[_Draft], noun: Token, phrase: Span, actors: Actors) -> tuple[_Draft | None, AliasGround]:
    """The proposal that a phrase names again, and what shows it."""
    marks = marks_of(phrase, actors) if noun.pos_ != "VERB" else frozenset[str]()
    own = without_article(phrase).casefold()
    for draft in reversed(drafts):
        if own in {name.casefold() for name in draft.names} and (own != noun.lower_ or is_bare(phrase, noun)):
            return draft, "same_words"
        if marks and marks & draft.marks and not is_counter(noun):
            return draft, "shared_name"
    definite = phrase[0].lower_ in {"the", "this", "that", "its"}
    return (drafts[-1] if drafts and definite and is_bare(phrase, noun) else None), "last_named"


def _draft(page: Page, actors: Actors, noun: Token, phrase: Span) -> _Draft:
    terms = next((t for t in noun.children if t.dep_ in {"acl", "relcl", "ccomp"} and t.i > noun.i), None)
    is_act = noun.pos_ == "VERB"
    answered = countered_by(noun)
    proposer = proposer_of(actors, noun, phrase)
    return _Draft(
        label_of(noun, phrase, page.text),
        noun.lower_,
        proposer,
        frozenset() if is_act else marks_of(phrase, actors) | ({proposer} if proposer else set()),
        without_article(phrase) if is_act else _clip(page, terms, terms) if terms is not None else None,
        without_article(phrase_of(answered)) if answered is not None else None,
    )


def _last_of_another(drafts: list[_Draft], new: _Draft, noun: Token) -> str | None:
    """What a counter-offer counters where the report leaves it to the reader: the last plan of somebody else."""
    if not is_counter(noun):
        return None
    others = [draft.label for draft in drafts if draft.proposer is None or draft.proposer != new.proposer]
    return others[-1] if others else None


def _clip(page: Page, first: Token, last: Token) -> str:
    """Words from one token's left edge (or itself) to another's right edge, on one line."""
    start = first.idx if first is not last else last.left_edge.idx
    edge = last.right_edge
    return " ".join(page.text[start : edge.idx + len(edge)].split()).strip(' ,;.”"')


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
    aliases = {n: g for n, g in draft.names.items() if n != draft.label and n.casefold() != draft.head}
    return Proposal(
        label=draft.label,
        aliases=tuple(aliases),
        alias_grounds=tuple(aliases.values()),
        proposer=draft.proposer,
        against=draft.against,
        terms=draft.terms,
        evidence=tuple(draft.evidence),
        step="proposals",
    )
