"""Denials: in so many words, by what a charge is called, and as an answer that follows a charge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.violation_records import RecordFinder
from trucewatch.reading.violation_signs import ANSWERING, BARE, CALLING, CHARGES, DENYING, REBUTTING, UNTRUE, Charge
from trucewatch.reading.violation_syntax import (
    breach_kind,
    doer_of_noun,
    extent,
    is_background,
    is_negated,
    is_own,
    source_of,
    subject_of,
    tells_breach,
    words_of,
)
from trucewatch.vocabulary.kinds import Quote

_FAR = 900
_NEXT = 250
"""How many characters before a denial that does not say of what, and before a mere answer, the charge may end."""


@dataclass(frozen=True)
class DenialFinder(RecordFinder):
    """Finds denials."""

    def denial(self, verb: Token) -> Iterator[Charge]:
        """As in "denied opening fire", "rejected the charge", "a claim which the army dismissed", "called it a lie"."""
        lemma = verb.lemma_.lower()
        if is_negated(verb) or is_background(verb):
            return
        if lemma in CALLING or lemma == "dismiss":
            yield from self._called_untrue(verb)
        if lemma not in DENYING:
            return
        denier = subject_of(verb)
        own = (self.side(denier) or words_of(denier)) if denier is not None else None
        if verb.dep_ in {"relcl", "acl"}:
            if verb.head.lemma_.lower() in CHARGES and own is not None:
                span = (verb.head.idx, verb.idx + len(verb))
                yield Charge(*span, extent(verb.head), None, own, "denied", needs=_FAR)
            return
        objects = [c for c in verb.children if c.dep_ in {"dobj", "ccomp", "xcomp", "pcomp"} and c.i > verb.i]
        if own is None or not objects:
            return
        yield from self._denied(verb, objects[0], own)

    def _denied(self, verb: Token, deed: Token, own: str) -> Iterator[Charge]:
        what = extent(deed)
        if deed.lower_ in BARE and deed.dep_ == "dobj":
            yield Charge(verb.idx, what[1], what, None, own, "denied", needs=_FAR)
            return
        is_charge = deed.pos_ == "NOUN" and (deed.lemma_.lower() in CHARGES or breach_kind(deed) is not None)
        is_clause = verb.lemma_.lower() == "deny" and deed.pos_ in {"VERB", "AUX"}
        is_told = is_clause and (deed.dep_ != "ccomp" or deed.tag_ == "VBG" or tells_breach(deed))
        doer = subject_of(deed) if is_clause and deed.dep_ == "ccomp" else None
        if doer is not None and is_own(doer):  # "denied that his side had fired"
            doer = None
        against = (self.side(doer) if doer is not None else None) or own
        needs = 0 if is_charge or is_told else _FAR
        if is_charge or is_clause:
            by = self._maker(deed, against)
            yield Charge(min(verb.idx, what[0]), what[1], what, by, against, "denied", needs=needs)

    def _called_untrue(self, verb: Token) -> Iterator[Charge]:
        """As in "called that a fairy tale", "dismissed the report as propaganda"."""
        denier = subject_of(verb)
        words = [t for t in verb.subtree if verb.i < t.i <= verb.i + 14 and t.lemma_.lower() in UNTRUE]
        own = (self.side(denier) or words_of(denier)) if denier is not None else None
        if words and own is not None:
            span = (verb.idx, words[0].idx + len(words[0]))
            yield Charge(*span, span, None, own, "denied", needs=_FAR)

    def rebuttal(self, quote: Quote) -> Iterator[Charge]:
        """What the accused says to a charge: that it is untrue, or whatever it answers in the next sentence."""
        own = self.side_of_quote(quote)
        if own is None or not quote.content:
            return
        span = (quote.content[0].start, quote.content[0].end)
        if any(REBUTTING.search(passage.text) for passage in quote.content):
            yield Charge(*span, span, None, own, "denied", unsure=True, needs=_FAR)
        elif any(word.casefold() in ANSWERING for word in (quote.cue or "").split()):
            yield Charge(*span, span, None, own, "denied", unsure=True, needs=_NEXT)

    def _maker(self, charge: Token, denier: str | None) -> str | None:
        """Whose charge is denied, as in "denied India's claim", "rejected accusations by the rebels"."""
        if charge.lemma_.lower() not in CHARGES:
            return None
        maker = self.side(doer_of_noun(charge)) or self.side(source_of(charge))
        return maker if maker != denier else None
