"""What an instrument is cited for: what it says, or what is measured against it, in the words of its clause."""

from __future__ import annotations

import re

from spacy.tokens import Token

from trucewatch.reading.instrument_citations import Citation
from trucewatch.reading.obligation_syntax import children, lemma, subject
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.passage import Passage

_VERBS = frozenset({"VERB", "AUX"})
_MAKING = frozenset(
    "adopt pass approve issue vote table draft sign ratify back co-sponsor sponsor veto carry agree".split()
)
_MEASURED = frozenset("violate breach break flout contravene infringe defy ignore disregard contradict".split())
_NAMING = frozenset("cite invoke quote recall mention reaffirm".split())
_GROUNDS = frozenset("under in by pursuant per within through contrary with as".split())
_TRIM = re.compile(
    r"^(?:[\s,;:–—-]+|(?:that|which|because|while|and|but|although|whereby|by which|what)\b(?=\s))+|"
    r"(?:\s+(?:is|was|are|were|be|been))?[\s,;:.–—-]*$",
    re.IGNORECASE,
)
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})


class Purposes:
    """Finds what the instruments of one page are cited for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.doc = page.get(Sentences).doc

    def of(self, cited: Citation) -> Passage | None:
        """The words of the clause that tell it; None where the report only names the instrument."""
        span = self.doc.char_span(cited.start, cited.end, alignment_mode="expand")
        if span is None:
            return None
        head = span.root
        found = self._said_by(head) or self._measured(head, cited)
        if found is None:
            return None
        passage = self._trimmed(*found)
        if passage is None or (passage.start < cited.end and cited.start < passage.end):
            return None
        return passage if self._tells(passage.start, passage.end) else None

    def _tells(self, start: int, end: int) -> bool:
        """At least two words, one of which names something."""
        span = self.doc.char_span(start, end, alignment_mode="contract")
        return span is not None and len(span) > 1 and any(t.pos_ in _NOUNS for t in span)

    def _said_by(self, head: Token) -> tuple[int, int] | None:
        """As in "resolution 425, which calls for ...", "resolution 425 demands ...", "adopted it to end ..."."""
        for clause in children(head, "relcl", "acl"):
            if clause.i > head.i and lemma(clause) not in _MAKING:
                if (whose := subject(clause)) is not None and whose != head and whose.lower_ not in {"which", "that"}:
                    continue  # "resolution 425, which Ruritania rejected": of whom else it is told
                return _from(clause, clause.right_edge)
            if clause.i > head.i and (purpose := self._purpose(clause)) is not None:
                return purpose
        verb = head.head
        if head.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ in _VERBS:
            if lemma(verb) in _MAKING or lemma(verb) == "be":
                return self._purpose(verb)
            return _from(verb, verb.right_edge) if head.dep_ == "nsubj" else None
        if head.dep_ == "dobj" and lemma(verb) in _MAKING:
            return self._purpose(verb)
        return None

    def _purpose(self, verb: Token) -> tuple[int, int] | None:
        """As in "passed it, calling for a pullback", "adopted it to set up a mission"."""
        for clause in children(verb, "advcl", "xcomp", "conj"):
            if clause.i > verb.i and (clause.tag_ == "VBG" or (clause.tag_ == "VB" and clause.dep_ != "conj")):
                return _from(clause, clause.right_edge)
        return None

    def _measured(self, head: Token, cited: Citation) -> tuple[int, int] | None:
        """As in "must withdraw under resolution 425", "the raid violated it", "citing it, he said they might fire"."""
        verb = head.head
        if head.dep_ == "dobj" and lemma(verb) in _MEASURED:
            whose = subject(verb)
            if whose is not None and whose.i < verb.i and not whose.tag_.startswith("W"):
                return whose.left_edge.idx, whose.right_edge.idx + len(whose.right_edge)
            return None
        lead: Token | None = None
        if head.dep_ == "dobj" and lemma(verb) in _NAMING and verb.dep_ in {"advcl", "prep"}:
            lead = verb
        elif head.dep_ == "pobj":
            lead = head.head
            while lead.dep_ in {"pobj", "prep", "pcomp"} and lead.head.pos_ in {"NOUN", "ADP", "ADJ"}:
                lead = lead.head
            if not _is_ground(head, lead):
                return None
        if lead is None:
            return None
        if lead.pos_ == "NOUN":
            return self._called(lead)
        clause = lead.head
        while clause.pos_ not in _VERBS and clause.head.i != clause.i:
            clause = clause.head
        if clause.pos_ not in _VERBS:
            return None
        phrase = min(lead.left_edge.idx, cited.start), max(lead.right_edge.idx + len(lead.right_edge), cited.end)
        first, last = clause.left_edge, clause.right_edge
        if clause.dep_ in {"acl", "relcl"} and clause.head.i < clause.i:
            first = clause.head.left_edge  # "sanctions renewed in May by resolution 1478"
        parts = [(first.idx, phrase[0]), (phrase[1], last.idx + len(last))]
        told = [part for part in parts if self._tells(*part)]
        return max(told, key=lambda part: part[1] - part[0], default=None)

    def _called(self, breach: Token) -> tuple[int, int] | None:
        """What is called a breach: "the refusal was a breach of it", "considers the refusal a violation of it"."""
        verb = breach.head
        named = next(children(breach, "nsubj"), None)
        if named is None and breach.dep_ == "attr":
            named = subject(verb)
        elif named is None and breach.dep_ == "oprd":
            named = next(children(verb, "dobj", "nsubjpass"), None)
        if named is None or named.pos_ not in _NOUNS or named.i > breach.i:
            return None
        return named.left_edge.idx, named.right_edge.idx + len(named.right_edge)

    def _trimmed(self, start: int, end: int) -> Passage | None:
        text = self.page.text[start:end]
        bare = _TRIM.sub("", text)
        if not bare:
            return None
        at = start + text.index(bare)
        return self.page.passage(at, at + len(bare))


def _is_ground(head: Token, lead: Token) -> bool:
    """Does a phrase give the instrument as the ground: "under X", "in violation of X", "a breach of X"?"""
    if lead.pos_ == "NOUN":
        return lemma(lead) in _BREACHES
    if lead.pos_ not in {"ADP", "SCONJ", "VERB", "ADJ"}:
        return False
    inner = {lemma(t) for t in (head.head.head, head.head.head.head) if t.i > lead.i}
    if lead.lower_ in {"in", "with", "within", "as"}:
        return head.head == lead or bool(inner & _BOUND)
    return lead.lower_ in _GROUNDS


_BREACHES = frozenset("violation breach contravention infringement".split())
_BOUND = frozenset(
    "violation breach contravention defiance line accordance compliance keeping conformity pursuance implementation "
    "contrary accord term provision".split()
)


def _from(verb: Token, last: Token) -> tuple[int, int]:
    """From a verb with its auxiliaries and negation to the end of its clause."""
    own = [t for t in verb.children if t.i < verb.i and t.dep_ in {"aux", "auxpass", "neg", "advmod"}]
    first = min([verb, *(t for t in own if not t.tag_.startswith("W"))], key=lambda t: t.i)
    return first.idx, last.idx + len(last)
