"""Step: violations: breaches alleged, denied, or recorded by monitors (plain first version).

Charges are read from verbs of accusing, from what a speaker says the other side has done, and from nouns of breach;
nothing is called a violation here: a charge carries the one who makes it, a denial is a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import words
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.violation_sides import SideFinder
from trucewatch.reading.violation_signs import (
    ACCUSING,
    AID,
    BREACHED,
    CHARGES,
    CONDEMNING,
    DENYING,
    EACH_OTHER,
    HINDERING,
    MONITORS,
    NONE,
    PERCEIVING,
    RECORDING,
    SPEAKING,
    STOPPING,
    STRIKING,
    TRADED,
    TRADING,
    TRUCE,
    Charge,
    between,
    same_charge,
)
from trucewatch.reading.violation_syntax import (
    agent_of,
    breach_kind,
    clause_of,
    doer_of_noun,
    extent,
    goes_on,
    is_account,
    is_background,
    is_negated,
    is_open,
    is_own,
    is_passive,
    is_shot,
    loose_deed,
    mention_at,
    phrase_of,
    subject_of,
    tells_breach,
    words_of,
)
from trucewatch.vocabulary.kinds import Quote, Violation


@dataclass(frozen=True)
class Violations:
    """What a report tells of breaches, in order."""

    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class ViolationsStep:
    """Finds charges, denials and records of breaches."""

    name: str = "violations"
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Dates, Actors, Speakers, Parties)
    writes: type = Violations

    def __call__(self, page: Page) -> Violations:
        finder = _Finder(page.get(Actors), page, page.get(Sentences), page.get(Speakers))
        charges: list[Charge] = []
        pair = tuple(p.name for p in page.get(Parties).principal)
        for charge in (c for told in finder.charges() for c in between(told, pair if len(pair) == 2 else (), finder)):
            if not any(same_charge(charge, known) for known in charges):
                charges.append(charge)
        charges.sort(key=lambda c: c.start)
        return Violations(tuple(self._violation(page, c) for c in charges))

    def _violation(self, page: Page, charge: Charge) -> Violation:
        what = page.passage(charge.what[0], charge.what[1])
        return Violation(
            alleged_by=charge.by,
            against=charge.against,
            what=" ".join(what.text.split()),
            date=page.get(Dates).day_near(charge.start, charge.end),
            status=charge.status,
            evidence=(page.passage(charge.start, charge.end),),
            unsure=charge.unsure,
            step=self.name,
        )


@dataclass(frozen=True)
class _Finder(SideFinder):
    page: Page
    sentences: Sentences
    speakers: Speakers

    def charges(self) -> Iterator[Charge]:
        """Accusations first, then denials, then what is told without such a verb."""
        tokens = [t for span in self.sentences.spans for t in span]
        verbs = [t for t in tokens if t.pos_ == "VERB"]
        for verb in verbs:
            yield from self._accusation(verb)
        for verb in verbs:
            yield from self._denial(verb)
        for quote in self.speakers.quotes:
            yield from self._quoted(quote)
        for verb in verbs:
            yield from self._recorded(verb)
        for token in tokens:
            yield from self._told(token)

    # -- "accused X of ...", "condemned ..." ------------------------------------------------------------------

    def _accusation(self, verb: Token) -> Iterator[Charge]:
        lemma = verb.lemma_.lower()
        if is_negated(verb) or is_open(verb) or is_background(verb):
            return
        if lemma in ACCUSING:
            deed = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ACCUSING[lemma]), None)
            target = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
            accuser = agent_of(verb) if is_passive(verb) else subject_of(verb)
            deed = deed or next(
                (c for t in (target,) if t is not None for c in t.children if c.lower_ in ACCUSING[lemma]), None
            )
            deed = deed or (loose_deed(target, ACCUSING[lemma]) if target is not None else None)
            onto = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "on"), None)
            if lemma == "blame" and verb.dep_ == "acl" and verb.tag_ == "VBN" and onto is not None:
                target = verb.head  # "an attack blamed on ..."
            if lemma == "blame" and deed is None and onto is not None and target is not None:
                deed, target = target, next((c for c in onto.children if c.dep_ == "pobj"), None)
            if target is not None and deed is not None:
                yield from self._charge(verb, accuser, target, deed)
                return
        if lemma in SPEAKING:
            yield from self._spoken_of(verb)
        if lemma in TRADING:
            yield from self._traded(verb)
        if lemma in CONDEMNING:
            for noun in (c for c in verb.children if c.dep_ in {"dobj", "ccomp", "xcomp"}):
                kind = breach_kind(noun) or ("act" if noun.tag_ == "VBG" else None)
                if kind is not None:
                    span = extent(noun)
                    side = self.side(doer_of_noun(noun))
                    whole = (min(verb.idx, span[0]), span[1])
                    yield self._made(noun, whole, self.name_of(subject_of(verb)), side, unsure=kind == "act")

    def _traded(self, verb: Token) -> Iterator[Charge]:
        """As in "traded accusations of ...", "exchanged blame for ..."."""
        charge = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in TRADED), None)
        if charge is None:
            return
        span = extent(charge)
        whole = (min(verb.idx, span[0]), span[1])
        sides = self.sides(subject_of(verb))
        pairs = [(sides[0], sides[1]), (sides[1], sides[0])] if len(sides) == 2 else [("both sides", "both sides")]
        for by, against in pairs:
            yield Charge(*whole, span, by, against, "alleged")

    def _spoken_of(self, verb: Token) -> Iterator[Charge]:
        """As in "Complained of attacks by ...", "spoke of violations"."""
        for prep in (c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"of", "about", "over", "against"}):
            for noun in (c for c in prep.children if breach_kind(c) is not None or c.tag_ == "VBG"):
                doer = doer_of_noun(noun)
                speaker = subject_of(verb)
                if self.side(doer) is None or self.side(doer) != self.side(speaker):
                    span = extent(noun)
                    whole = (min(verb.idx, span[0]), span[1])
                    yield self._made(
                        noun, whole, self.name_of(speaker), self.side(doer), unsure=breach_kind(noun) != "breach"
                    )

    def _charge(self, verb: Token, accuser: Token | None, target: Token, deed: Token) -> Iterator[Charge]:
        if target.tag_ in {"WDT", "WP"}:  # "for which they have been blamed": told before
            return
        what = extent(deed)
        start, end = min(verb.idx, what[0]), max(what[1], target.idx + len(target))
        by = self.name_of(accuser) or self._speaker(verb.idx)
        if EACH_OTHER.fullmatch(
            " ".join(t.text for t in target.subtree if not t.is_punct)[:12].strip()
        ) or target.lower_ in {"other", "another"}:
            sides = self.sides(accuser)
            if len(sides) == 2:  # each charges the other: one record a side
                yield Charge(start, end, what, sides[0], sides[1], "alleged")
                yield Charge(start, end, what, sides[1], sides[0], "alleged")
            else:
                yield Charge(start, end, what, "both sides", "both sides", "alleged")
            return
        against = self.side(target) or words_of(target)
        yield Charge(start, end, what, by, None if against == by else against, "alleged")

    # -- "denied ..." ---------------------------------------------------------------------------------------

    def _denial(self, verb: Token) -> Iterator[Charge]:
        lemma = verb.lemma_.lower()
        if lemma not in DENYING or is_negated(verb) or verb.dep_ in {"relcl", "acl"} or is_background(verb):
            return
        denier = subject_of(verb)
        objects = [c for c in verb.children if c.dep_ in {"dobj", "ccomp", "xcomp", "pcomp"} and c.i > verb.i]
        if denier is None or not objects:
            return
        deed = objects[0]
        is_charge = deed.pos_ == "NOUN" and (deed.lemma_.lower() in CHARGES or breach_kind(deed) is not None)
        is_clause = lemma == "deny" and deed.pos_ in {"VERB", "AUX"}
        is_clause = is_clause and (deed.dep_ != "ccomp" or deed.tag_ == "VBG" or tells_breach(deed))
        if not (is_charge or is_clause):
            return
        own = self.side(denier)
        doer = subject_of(deed) if is_clause and deed.dep_ == "ccomp" else None
        if doer is not None and is_own(doer):  # "denied that his side had fired"
            doer = None
        against = (self.side(doer) if doer is not None else None) or own or words_of(denier)
        what = extent(deed)
        yield Charge(min(verb.idx, what[0]), what[1], what, None, against, "denied")

    # -- what a speaker says the other side has done ----------------------------------------------------------

    def _quoted(self, quote: Quote) -> Iterator[Charge]:
        speaker = self.actors.named(quote.speaker)
        own = self.actors.side_of(speaker) if speaker is not None else quote.speaker
        for passage in quote.content:
            for token in self.sentences.tokens(passage.start, passage.end):
                if goes_on(token) and not is_open(token.head) and not is_negated(token.head):
                    span = extent(token.head)
                    yield Charge(*span, span, quote.speaker, None, "alleged", unsure=True)
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
                        yield Charge(start, span[1], span, None, against, "confirmed", unsure=True)
                    else:
                        yield Charge(start, span[1], span, quote.speaker, against, "alleged", unsure=kind == "act")

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
        if kind != "breach" or not (BREACHED.search(phrase) or side is not None):
            return None
        if side is None and noun.dep_ in {"attr", "pobj", "oprd"}:
            above = noun.head if noun.head.pos_ in {"VERB", "AUX"} else noun.head.head
            named = next((c for c in above.children if c.dep_ == "dobj"), None) if noun.dep_ == "oprd" else None
            subject = named or subject_of(above)
            if subject is not None and any(c.lower_ in {"any", "such"} for c in subject.children):
                return None  # "any such step would be ...": nothing is said to have happened
            behind = (doer_of_noun(subject) or agent_of(above) or subject) if subject is not None else None
            side = self.side(behind)
            if side is None and behind is not None and behind.lower_ in words("group_nouns"):
                side = words_of(behind)
        return doer, side, False

    # -- monitors and the report itself -----------------------------------------------------------------------

    def _recorded(self, verb: Token) -> Iterator[Charge]:
        """Monitors who record breaches; "no violations reported" is a denial of sorts, unsure."""
        lemma = verb.lemma_.lower()
        if (lemma not in RECORDING and lemma not in PERCEIVING) or is_open(verb):
            return
        passive = is_passive(verb)
        for noun in (c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and is_shot(c)):
            span = extent(noun)
            before = self.page.text[max(0, noun.idx - 60) : noun.idx]
            whole = (min(verb.idx, span[0]), max(span[1], verb.idx + len(verb)))
            side = self.side(doer_of_noun(noun))
            if NONE.search(before) or is_negated(verb):
                against = next(
                    (self.side(t) for c in noun.children if c.lower_ in {"with", "by", "from"} for t in c.children),
                    side,
                )
                yield Charge(*whole, span, None, against, "denied", unsure=True)
            elif lemma in PERCEIVING or breach_kind(noun) is None:
                continue
            elif verb.lemma_ not in {"report", "note", "find", "count", "confirm"} or breach_kind(noun) == "breach":
                reporter = agent_of(verb) if passive else subject_of(verb)
                mention = mention_at(self.actors, reporter)
                is_party = (
                    mention is not None and mention.actor.type in {"state", "party"} and self.side(reporter) != side
                )
                if is_party and mention is not None:
                    yield Charge(*whole, span, mention.actor.name, side, "alleged")
                else:
                    yield Charge(*whole, span, None, side, "confirmed", unsure=True)

    def _told(self, token: Token) -> Iterator[Charge]:
        """The report's own words of breach: "X broke the truce", "in violation of the accord"."""
        kind = breach_kind(token)
        if kind is not None and token.pos_ == "NOUN" and token.dep_ == "pobj" and is_account(token.head.head):
            yield self._made(token, extent(token.head.head), self._speaker(token.idx), self.side(doer_of_noun(token)))
            return
        if kind != "breach" and token.pos_ != "VERB":
            return
        if is_open(token) or self.speakers.at(token.idx) is not None or is_negated(token):
            return
        if kind != "breach":
            yield from self._acted(token, kind)
            return
        phrase = self.page.text[slice(*extent(token))]
        if not BREACHED.search(phrase):
            return
        if token.pos_ == "VERB":
            side = self.side(clause_of(token, kind).doer)
            if side is None and is_passive(token) and TRUCE.search(phrase_of(subject_of(token) or token)):
                yield Charge(*extent(token), extent(token), None, None, "confirmed", unsure=True)
        else:
            side = self.side(doer_of_noun(token))
            if token.dep_ == "pobj" and token.head.lower_ == "in":
                side = side or self.side(subject_of(token.head.head))
        if side is not None:
            yield Charge(*extent(token), extent(token), None, side, "confirmed", unsure=True)

    def _acted(self, verb: Token, kind: str | None) -> Iterator[Charge]:
        """An act of one side that the report tells beside the truce, or a stop put to aid; always unsure."""
        if (
            verb.pos_ != "VERB"
            or is_background(verb, ("after", "since"))
            or verb.dep_ in {"relcl", "acl"}
            or verb.tag_ == "VB"
        ):
            return
        turns_back = verb.lemma_ == "turn" and any(c.lower_ == "back" for c in verb.children)
        stops = (verb.lemma_.lower() in STOPPING or turns_back) and any(
            c.dep_ in {"dobj", "nsubjpass"} and AID.search(phrase_of(c)) for c in verb.children
        )
        if stops and is_passive(verb) and agent_of(verb) is None and verb.lemma_.lower() in HINDERING:
            yield Charge(*extent(verb), extent(verb), None, None, "confirmed", unsure=True)
        beside = kind == "act" and TRUCE.search(sentence_of(verb).text) is not None and verb.tag_ in {"VBD", "VBN"}
        doer = clause_of(verb, kind or "act").doer
        side = self.side(doer)
        if side is not None and doer is not None and (stops or beside):
            span = extent(verb)
            yield Charge(*span, span, None, side, "confirmed", unsure=True)

    # -- names ------------------------------------------------------------------------------------------------

    def _made(
        self, token: Token, span: tuple[int, int], by: str | None, side: str | None, *, unsure: bool = True
    ) -> Charge:
        return Charge(*span, extent(token), by, side, "alleged", unsure)

    def _speaker(self, offset: int) -> str | None:
        return self.speakers.speaker_at(offset)
