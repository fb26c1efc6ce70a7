"""What a speaker says the other side has done or left undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.lexicons import words
from trucewatch.reading.violation_denials import DenialFinder
from trucewatch.reading.violation_signs import BREACHED, KEEPING, MONITORS, STRIKING, Charge
from trucewatch.reading.violation_syntax import (
    agent_of,
    breach_kind,
    clause_of,
    doer_of_noun,
    extent,
    goes_on,
    is_negated,
    is_open,
    is_own,
    is_passive,
    subject_of,
    words_of,
)
from trucewatch.vocabulary.kinds import Quote


@dataclass(frozen=True)
class QuotedFinder(DenialFinder):
    """Finds charges in quotations and reported speech."""

    def quoted(self, quote: Quote) -> Iterator[Charge]:
        """Breaches that a speaker tells of, and what it says its own side has not done."""
        own = self.side_of_quote(quote)
        for passage in quote.content:
            for token in self.sentences.tokens(passage.start, passage.end):
                if goes_on(token) and not is_open(token.head) and not is_negated(token.head):
                    span = extent(token.head)
                    yield Charge(*span, span, quote.speaker, None, "alleged", unsure=True)
                if (left := self._undone(token, own)) is not None:
                    span = extent(token)
                    yield Charge(*span, span, quote.speaker, left, "alleged", unsure=True)
                    continue
                kind = breach_kind(token)
                if kind is None or is_open(token) or (kind == "act" and token.dep_ == "relcl"):
                    continue
                found = self._verb_told(token, kind, own) if token.pos_ == "VERB" else self._noun_told(token, kind)
                if found is None:
                    continue
                doer, against, negated = found
                if against is not None and against == own:
                    if negated and doer is not None:
                        yield Charge(*extent(token), extent(token), None, own, "denied")
                    continue
                if not negated:
                    span = extent(token)
                    start = min(span[0], doer.idx) if doer is not None and abs(doer.i - token.i) < 40 else span[0]
                    if MONITORS.search(quote.mention or quote.speaker or ""):  # a verifier's word, not a party's
                        yield Charge(start, span[1], span, quote.speaker, against, "confirmed", unsure=True)
                    else:
                        yield Charge(start, span[1], span, quote.speaker, against, "alleged", unsure=kind == "act")

    def _undone(self, verb: Token, own: str | None) -> str | None:
        """Who is said not to have done what was undertaken: "the government had not honoured its part"."""
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in KEEPING or is_open(verb) or is_passive(verb):
            return None
        is_left = is_negated(verb) and any(c.lower_ in {"has", "have", "had", "did"} for c in verb.children)
        if not is_left and not (verb.head.lemma_ in {"fail", "refuse"} and verb.dep_ == "xcomp"):
            return None
        side = self.side(subject_of(verb))
        return side if side != own else None

    def _verb_told(self, verb: Token, kind: str, own: str | None) -> tuple[Token | None, str | None, bool] | None:
        clause = clause_of(verb, kind)
        side = self.side(clause.doer)
        if (
            kind == "act" and side is None
        ):  # "our camps were shelled": it befell the speaker's side, by whom is not told
            befallen = is_passive(verb) or verb.lemma_ == "come"
            patient = subject_of(verb) if befallen else None
            if patient is None:
                return None
            hit = verb.lemma_ == "come" or verb.lemma_ in STRIKING or self.side(patient) == own or is_own(patient)
            if not hit:
                return None
        return clause.doer, side, clause.negated

    def _noun_told(self, noun: Token, kind: str) -> tuple[Token | None, str | None, bool] | None:
        """As in "A violation of the truce", "their attacks on ..."; a bare "attack" tells no charge."""
        doer = doer_of_noun(noun)
        side = self.side(doer)
        phrase = self.page.text[slice(*extent(noun))]
        in_breach = noun.dep_ == "pobj" and noun.head.lower_ == "in"
        if kind != "breach" or not (BREACHED.search(phrase) or side is not None or in_breach):
            return None
        if side is None and noun.dep_ in {"attr", "pobj", "oprd"}:
            above = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), noun.head.head)
            named = next((c for c in above.children if c.dep_ == "dobj"), None) if noun.dep_ == "oprd" else None
            subject = named or subject_of(above)
            if subject is not None and any(c.lower_ in {"any", "such"} for c in subject.children):
                return None  # "any such step would be ...": nothing is said to have happened
            behind = (doer_of_noun(subject) or agent_of(above) or subject) if subject is not None else None
            side = self.side(behind)
            if side is None and behind is not None and behind.lower_ in words("group_nouns"):
                side = words_of(behind)
        return doer, side, False
