"""Every state that a report, or somebody in it, claims a phase to be in: expired and completed may both be claimed.

A claim is read from the verb that a phase is the subject or object of, from a noun ("the expiry of phase one") or from
a word before it ("the suspended second phase"). What is ahead, wished for or only a condition is no claim, except that
a phase which is to begin is planned, and one which has not begun is not begun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeGuard, get_args

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.agreement_extensions import day_told
from trucewatch.reading.agreement_words import deal_word
from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import table
from trucewatch.reading.mention_lists import listed_at
from trucewatch.reading.obligation_syntax import children, is_negated, lemma, subject
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.vocabulary.kinds import PhaseClaim, PhaseState

_STATES: Final[frozenset[str]] = frozenset(get_args(PhaseState))
_BEGINNING = frozenset(
    "begin start commence launch open inaugurate take come go enter get kick beginning commencement launching".split()
)
_AHEAD = frozenset("will shall would should must ll".split())
_OPEN = frozenset("may might could can cannot".split())
_OUGHT = frozenset("should must ought".split())
_SET = frozenset("due set schedule expect plan suppose mean ought be have need".split())
_CONDITIONS = frozenset("if unless until till once before whether lest provided".split())
_ANNOUNCING = frozenset("announce declare proclaim confirm mark report".split())
_DENYING = frozenset("deny dispute contest reject".split())
_DECIDING = frozenset("agree decide".split())
_FACTUAL = frozenset("after following since with despite upon".split())
_MOVING = frozenset("move proceed advance progress pass shift enter".split())
_WORK = frozenset("start beginning launch opening implementation".split())
_OF_WORK = frozenset({"delayed", "planned", "suspended"})
_OTHERS = frozenset("phase stage".split())
_FAILING = frozenset("fail refuse decline".split())
_IN_FULL = re.compile(r"\b(?:fully|in full|entirely|completely)\b", re.IGNORECASE)
_BARE = re.compile(
    r"\bwithout (?:an?|any|the)? ?(?:\w+ ){0,2}(?:agreement|accord|deal|extension|text|paper)\b", re.IGNORECASE
)
_NOT_THE_DAY = re.compile(r"\b(?:until|till|through|by|before|after|within)\s+(?:the\s+|midnight\s+(?:on\s+)?)?$")
_TENSES = frozenset({"aux", "auxpass", "neg", "advmod", "prt", "acomp", "xcomp", "attr", "npadvmod", "oprd"})
_VERBS = frozenset({"VERB", "AUX"})
_Tense = Literal["told", "ahead", "open", "denied"]


@dataclass(frozen=True)
class _Told:
    """A word that gives a state, the words of the claim, and the verb whose clause it stands in."""

    state: PhaseState
    words: tuple[Token, ...]
    verb: Token | None


class ClaimFinder:
    """Finds the claims about phases of one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.doc, self.dates = page, page.get(Sentences).doc, page.get(Dates)
        self.sentences, self.speakers, self.actors = page.get(Sentences), page.get(Speakers), page.get(Actors)
        self._times = {e.surface[0].text for e in self.dates.expressions}

    def claims(self, start: int, end: int) -> Iterator[PhaseClaim]:
        """What is claimed of the phase that is named between two offsets."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return
        noun = next((t for t in span if lemma(t) in {"phase", "stage"}), span.root)
        named = {*span, *self._again(noun)}
        for told in (*self._by_verb(noun, named), *self._by_noun(noun), *self._before(noun)):
            claim = self._claim(told, start, end)
            if claim is not None:
                yield claim

    def _claim(self, told: _Told, start: int, end: int) -> PhaseClaim | None:
        first, last = min(told.words, key=lambda t: t.i), max(told.words, key=lambda t: t.i)
        begin, finish = first.idx, last.idx + len(last)
        by, state = self.speakers.speaker_at(begin), told.state
        if by is not None and (by.lower() in self.page.text[start:end].lower() or by in self._times):
            by = None  # neither a phase nor a day says anything
        doubter = _doubter(told.verb)
        if doubter is not None:
            state, by = "disputed", by or self._name(subject(doubter))
        elif told.verb is not None and lemma(told.verb) in _ANNOUNCING and told.verb not in told.words:
            by = by or self._name(subject(told.verb))
        if state == "collapsed" and by is None:
            return None  # that a phase has collapsed is somebody's judgement
        passage = self.page.passage(min(begin, start), max(finish, end))
        words = " ".join(self.page.text[begin:finish].split())
        return PhaseClaim(status=state, words=words, by=by, date=self._day(told), evidence=(passage,))

    def _name(self, token: Token | None) -> str | None:
        names = [m.actor.name for m in listed_at(self.actors, self.sentences, token)]
        return " and ".join(dict.fromkeys(names)) or None

    def _day(self, told: _Told) -> str | None:
        """The day among the claim's words, else the first of its verb's clause."""
        first, last = min(told.words, key=lambda t: t.i), max(told.words, key=lambda t: t.i)
        span = sentence_of(first)
        near = [*self.dates.within(first.idx, last.idx + len(last)), *self.dates.within(span.start_char, span.end_char)]
        for expression in near:
            place = self.doc.char_span(expression.surface[0].start, expression.surface[-1].end, alignment_mode="expand")
            if place is None or expression.type in {"duration", "vague"}:
                continue
            over = next((t for t in [place.root, *place.root.ancestors] if t.pos_ in _VERBS or t in told.words), None)
            lead = self.page.text[max(span.start_char, expression.surface[0].start - 20) : expression.surface[0].start]
            if over is not None and over in told.words and not _NOT_THE_DAY.search(lead):
                return day_told(expression)
        return None

    # -- where a claim can stand ----------------------------------------------------------------------------

    def _again(self, noun: Token) -> Iterator[Token]:
        """The same phase as "it" later in its sentence: "the first phase was over, while the army said it had held"."""
        for token in self.doc[noun.i + 1 : sentence_of(noun).end]:
            if lemma(token) in _OTHERS or deal_word(token) in table("truce_nouns"):
                return
            if token.lower_ == "it" and token.dep_ in {"nsubj", "nsubjpass"}:
                yield token

    def _by_verb(self, noun: Token, named: set[Token]) -> Iterator[_Told]:
        """Verbs whose subject or object the phase is, and those joined to them."""
        seen: set[int] = set()
        carried = _carried(noun)
        for verb in sentence_of(noun):
            if verb.pos_ not in _VERBS or verb.i in seen or verb.dep_ in {"aux", "auxpass"}:
                continue
            about = subject(verb)
            is_subject = about in named or (about is not None and about == carried)
            if not is_subject and not _acts_on(verb, noun):
                continue
            if is_subject and verb.dep_ in {"xcomp", "acomp"} and verb.head.i < verb.i:
                continue  # read with the verb above it
            seen.add(verb.i)
            chain = _chain(verb)
            state = _state_of(chain, is_subject=is_subject)
            kept = _predicate(chain, about or noun) if is_subject else [*_predicate(chain, noun), noun]
            text = " ".join(t.text for t in sorted(kept, key=lambda t: t.i))
            told = _in_time(state, chain, text)
            if told is not None and (about != carried or told in _OF_WORK):
                yield _Told(told, tuple(kept), verb)

    def _by_noun(self, noun: Token) -> Iterator[_Told]:
        """Such as "after the expiry of the first phase on 1 March", "announced the completion of phase one"."""
        if noun.dep_ != "pobj" or noun.head.lower_ != "of":
            return
        over = noun.head.head
        word = "beginning" if lemma(over) == "start" else "expiry" if lemma(over) == "end" else lemma(over)
        state = table("phase_words").get(word) if over.pos_ in {"NOUN", "PROPN"} else None
        if not _is_state(state):
            return
        above = over.head
        is_past = above.tag_ in {"VBD", "VBN"} and not is_negated(above) and _tense([above]) == "told"
        after = over.dep_ == "pobj" and above.lower_ in _FACTUAL
        announced = over.dep_ in {"dobj", "nsubjpass"} and lemma(above) in _ANNOUNCING and is_past
        if after or announced or (over.dep_ == "dobj" and is_past and lemma(above) in _DECIDING):
            yield _Told(state, (over, noun), next((t for t in over.ancestors if t.pos_ in _VERBS), None))

    def _before(self, noun: Token) -> Iterator[_Told]:
        """Such as "the suspended second phase", "the long-delayed second phase"."""
        for word in children(noun, "amod", "compound"):
            state = table("phase_words").get(lemma(word))
            if word.tag_ in {"VBN", "VBD", "JJ"} and word.i < noun.i and _is_state(state) and lemma(word) != "open":
                yield _Told(state, (word, noun), next((t for t in noun.ancestors if t.pos_ in _VERBS), None))


def _is_state(state: str | None) -> TypeGuard[PhaseState]:
    return state in _STATES


def _carried(noun: Token) -> Token | None:
    """The noun of "the start of the second phase", "the implementation of phase one"."""
    over = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return over if over is not None and lemma(over) in _WORK else None


def _acts_on(verb: Token, noun: Token) -> bool:
    """Is the phase what the verb acts on: "completed the first phase", "moved into the second phase"?"""
    if noun.dep_ == "dobj" and noun.head == verb:
        return True
    over = noun.head
    return noun.dep_ == "pobj" and over.lower_ in {"to", "into"} and over.head == verb and lemma(verb) in _MOVING


def _chain(verb: Token) -> list[Token]:
    """A verb with the infinitives and predicates that hang on it: "was due to begin"."""
    found = [verb]
    for below in verb.children:
        if below.dep_ in {"xcomp", "acomp"} or (below.dep_ == "oprd" and below.pos_ in {"VERB", "ADJ"}):
            found += _chain(below)
    return found


def _state_of(chain: list[Token], *, is_subject: bool) -> PhaseState | None:
    rows = table("phase_words")
    for word in reversed(chain):
        low = lemma(word)
        beside = [c for c in word.children if c.dep_ in {"prt", "prep", "acomp", "advmod", "attr", "dobj"}]
        inner = [lemma(c) for c in beside]
        inner += [f"{c.lower_} {lemma(g)}" for c in beside if c.dep_ == "prep" for g in c.children]
        inner += [lemma(g) for c in beside if c.dep_ == "prep" for g in c.children]
        own = next((rows[f"{low} {other}"] for other in inner if f"{low} {other}" in rows), None)
        state = own or (rows.get(f"be {low}") if word.pos_ == "ADJ" else None) or rows.get(low)
        if low in _MOVING and not is_subject:
            state = "in_force"
        if low in {"implement", "carry"} and any(_IN_FULL.search(c.text) for c in word.subtree):
            state = "completed"
        if _is_state(state) and not (low in {"hold", "continue"} and not is_subject):
            return state
    return None


def _in_time(state: PhaseState | None, chain: list[Token], words: str) -> PhaseState | None:
    """The state under the verb's tense, mood and negation."""
    if state is None:
        return None
    tense, begins = _tense(chain), any(lemma(t) in _BEGINNING for t in chain)
    if state == "in_force" and begins:
        if tense == "told" and chain[-1].tag_ in {"VBZ", "VBP"}:
            return "planned"  # "begins on Thursday"
        states: dict[_Tense, PhaseState] = {"told": "in_force", "ahead": "planned", "denied": "not_begun"}
        return states.get(tense)
    if tense != "told" and not (state == "planned" and tense == "ahead"):
        return None
    return "observed_without_agreement" if state == "in_force" and _BARE.search(words) else state


def is_only_seen_ahead(verb: Token) -> bool:
    """As in "would rather see phase two begin", not "saw it begin"."""
    helped = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    return verb.tag_ == "VB" and verb.dep_ in {"ccomp", "xcomp"} and not helped and verb.head.tag_ == "VB"


def _tense(chain: list[Token]) -> _Tense:
    """Is it told as a fact, as something ahead, left open, or denied?"""
    helpers = [c for t in chain for c in t.children if c.dep_ in {"aux", "auxpass"}]
    low = {c.lower_ for c in helpers} | {lemma(c) for c in helpers if c.tag_ == "MD"}
    marks = {c.lower_ for t in chain for c in t.children if c.dep_ in {"mark", "advmod"}}
    over = chain[0]
    if is_only_seen_ahead(over):
        return "open"
    if marks & _CONDITIONS or (over.dep_ == "pcomp" and over.head.lower_ not in _FACTUAL | {"by"}):
        return "open"
    is_infinitive = any(c.lower_ == "to" for c in helpers)
    if is_infinitive and "yet" in marks | {c.lower_ for t in chain for c in t.children}:
        return "denied"
    if low & _OPEN or (low & _OUGHT and "have" not in low):
        return "open"  # "should not start": a wish; "should have begun" was due
    if any(is_negated(t) for t in chain) or any(lemma(t) in _FAILING for t in chain[:-1]):
        return "denied"
    if is_infinitive and chain[0].dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and _is_bare(chain[0]):
        return "told" if lemma(chain[0].head) in _DECIDING else "open"
    if low & _AHEAD or (is_infinitive and any(lemma(t) in _SET for t in chain)):
        return "ahead"
    return "open" if is_infinitive else "told"


def _is_bare(verb: Token) -> bool:
    """An infinitive that hangs on what somebody wants, not on "is", "due" or "has yet"."""
    return verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children) and lemma(verb.head) not in _SET


def _doubter(verb: Token | None) -> Token | None:
    """The verb that denies the clause: "denied that the first phase had expired"."""
    above = verb.head if verb is not None and verb.dep_ in {"ccomp", "pcomp", "xcomp"} else None
    return above if above is not None and lemma(above) in _DENYING and not is_negated(above) else None


def _predicate(chain: list[Token], noun: Token) -> list[Token]:
    """The verbs with their auxiliaries, adverbs, complements and dates, on the verb's side of the phase."""
    kept = list(chain)
    for verb in chain:
        for child in verb.children:
            if child == noun or noun in child.subtree or child in chain:
                continue
            if child.dep_ in _TENSES or (child.dep_ == "prep" and child.i > verb.i):
                kept += [t for t in child.subtree if not t.is_punct]
    after = chain[-1].i > noun.i
    run = [t for t in kept if (t.i > noun.i) == after]
    return run or [chain[0]]


def distinct(claims: list[PhaseClaim]) -> tuple[PhaseClaim, ...]:
    """Each claim of one speaker once: the one that tells a day before one that does not."""
    found: dict[tuple[str, str | None], PhaseClaim] = {}
    for claim in claims:
        key = (claim.status, claim.by)
        known = found.get(key)
        if known is None or (known.date is None and claim.date is not None):
            found[key] = claim
    return tuple(sorted(found.values(), key=lambda c: c.evidence[0].start))
