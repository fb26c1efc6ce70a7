"""Where a report names an agreement, and what the words around say happened to it, with dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.agreement_words import deal_word, is_binding, is_much
from trucewatch.reading.clause_dates import date_behind
from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_syntax import children, is_negated, lemma, subject
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.vocabulary.kinds import TimeExpression

_OF_WHAT = frozenset("hostility understanding violence fire arms fighting combat intent principle".split())
_BESIDE = frozenset("talk negotiation proposal plan offer draft call monitor violation line effort process mediator "
                    "mission commission committee discussion bid initiative team observer term".split())  # fmt: skip
_EARLIER = frozenset(
    "earlier previous past former prior old separate another similar last different parallel rival other 1990s".split()
)
_ORDINALS = frozenset("first second third fourth fifth sixth".split())
_WANTED = frozenset("call demand urge propose seek want appeal suggest offer discuss negotiate request hope push "
                    "press plead advocate reject consider require proposal prospect idea possibility chance talk "
                    "negotiation refuse rule".split())  # fmt: skip
_UNREAL = frozenset(
    "possible potential eventual future lasting comprehensive new immediate unconditional final".split()
)
_TELLING = frozenset("tell warn assure inform brief remind advise promise ask urge".split())
_HEARERS = frozenset(
    "council assembly parliament congress senate cabinet chamber commission committee deputies lawmakers senators "
    "leaders reporters court summit mediators nation troops".split()
)
_KEEPING = frozenset("observe respect honour honor implement keep".split())
_AT_ONCE = frozenset("when as while".split())
_COUNTED = frozenset("after before since until".split())
_ENTERED = frozenset({"sign", "start"})
_DAYS = frozenset("day date morning evening night hour".split())
_NOUN_DEEDS = {
    **dict.fromkeys("start beginning onset entry".split(), "start"),
    **dict.fromkeys("end expiry expiration lapse".split(), "end"),
}
_JUST_PAPERS = frozenset("statement document package pledge swap framework compromise bargain".split())
_RAISING = frozenset("be expect schedule set suppose due mean intend".split())
_VERBS = frozenset({"VERB", "AUX"})
_SHORT = re.compile(r"\s*\((?:the\s+)?[“\"']?([A-Z][A-Za-z]{0,4}[A-Z])[”\"']?\)")


@dataclass(frozen=True)
class Deed:
    """What happens to an agreement: start, since, sign, reach, end, fail, extend; with the dates of its clause."""

    kind: str
    verb: Token
    dates: tuple[TimeExpression, ...]
    negated: bool


@dataclass(frozen=True)
class Named:
    """One place where an agreement is named.

    Attributes:
        noun: the head noun.
        kind: its phrase without article ("permanent ceasefire", "memorandum of understanding").
        start, end: the phrase with its article, in characters.
        is_earlier: told apart from the one the report is about ("an earlier truce").
        is_wanted: called for, proposed or refused, not agreed.
        is_indefinite: brought up with "a" or "an".
        is_ordinal: counted among others ("the first truce").
        is_named: it has a name of its own ("the Geneva Understanding", "the Protocol").
        is_binding: told as what is to be kept ("under the protocol", "a breach of the understanding").
        inside: expressions of time in the phrase itself ("the August deal", "the 42-day truce").
        deeds: what happens to it here.
    """

    noun: Token
    kind: str
    start: int
    end: int
    is_earlier: bool
    is_wanted: bool
    is_indefinite: bool
    is_ordinal: bool
    is_named: bool
    is_binding: bool
    inside: tuple[TimeExpression, ...]
    deeds: tuple[Deed, ...]


class MentionFinder:
    """Finds the agreements named on one page."""

    def __init__(self, page: Page) -> None:
        self.text = page.text
        self.doc = page.get(Sentences).doc
        self.dates = page.get(Dates)
        self.published = page.report.published

    def find(self) -> list[Named]:
        """Every naming, in the order of the text."""
        named = [n for token in self.doc if (n := self._read(token)) is not None]
        return sorted([*named, *self._again(named)], key=lambda n: n.start)

    def _again(self, named: list[Named]) -> Iterator[Named]:
        """The same agreement by its short form ("the CFA") or as "it": what is told there is told of it."""
        short = {m[1]: n for n in named if (m := _SHORT.match(self.text, n.end))}
        for token in self.doc:
            known = short.get(token.text)
            if known is not None and token.idx < known.end + 3:
                continue
            if known is None and token.lower_ == "it" and token.dep_ in {"nsubj", "nsubjpass"}:
                known = self._antecedent(token, named)
            if known is None:
                continue
            deeds = tuple(d for d in self._deeds(token) if token.text in short or _is_of_it(d))
            if any(d.dates or d.kind == "since" for d in deeds):
                end = token.idx + len(token)
                yield replace(known, start=token.idx, end=end, inside=(), deeds=deeds, is_indefinite=False)

    def _antecedent(self, pronoun: Token, named: list[Named]) -> Named | None:
        """The last agreement named before, here or in the two sentences before, as a subject where there is one."""
        first = sentence_of(pronoun).start
        for _ in range(2):
            first = sentence_of(self.doc[first - 1]).start if first > 0 else first
        near = [n for n in named if self.doc[first].idx <= n.start < pronoun.idx and not n.is_wanted]
        leading = [n for n in near if n.noun.dep_ in {"nsubj", "nsubjpass"}]
        chosen = leading or near
        return chosen[-1] if chosen else None

    def _read(self, noun: Token) -> Named | None:
        if noun.pos_ not in {"NOUN", "PROPN"} or deal_word(noun) not in table("truce_nouns"):
            return None
        if noun.lower_ == "deals" and self.doc[noun.i - 1 : noun.i].text == "," and _is_followed_by(noun, "with"):
            return None  # "a list, read out at the table, deals with it": a verb taken for a noun
        if lemma(noun) == "deal" and any(c.lower_ in {"good", "great", "big"} for c in noun.lefts) and is_much(noun):
            return None
        if noun.dep_ == "pobj" and lemma(noun.head.head) == "cessation":
            return None  # "a cessation of hostilities agreement" is one phrase
        if noun.dep_ in {"compound", "nmod", "amod", "npadvmod", "poss"} and noun.head.i > noun.i:
            over = noun.head
            if deal_word(over) in table("truce_nouns") or lemma(over) in _BESIDE:
                return None
        first, last = self._extent(noun)
        if any(t.text == "," for t in self.doc[first:last]):
            return None  # no phrase of one noun
        kept = [t for t in self.doc[first:last] if t.dep_ != "det" and t.pos_ not in {"PRON", "DET"}]
        lengths = [e.surface[-1].end for e in self.dates.within(self.doc[first].idx, noun.idx)]
        kept = [t for t in kept if not lengths or t.idx >= max(lengths)]
        bare = " ".join(self.doc[kept[0].i : last].text.split()).strip("- ") if kept else noun.text
        deeds = tuple(self._deeds(noun))
        if lemma(noun) == "peace" or (
            lemma(noun) in {"pause", "lull"}
            and last - kept[0].i < 2
            and self._is_act(noun)
            and not any(d.kind in {"start", "end", "extend"} and (d.dates or d.kind != "end") for d in deeds)
        ):
            return None
        low = {t.lower_ for t in self.doc[first:last]} | {lemma(t) for t in self.doc[first:last]}
        start, end = self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1])
        return Named(
            noun=noun,
            kind=re.sub(r"^(?:\d+ - )?(?:[\w’']+[’']s|[\w]+s’)\s+", "", bare),
            start=start,
            end=end,
            is_earlier=bool(low & _EARLIER),
            is_wanted=self._is_wanted(noun, low)
            and not any(d.kind in _ENTERED and d.dates for d in deeds if not d.negated),
            is_indefinite=any(t.lower_ in {"a", "an"} for t in noun.children),
            is_ordinal=bool(low & _ORDINALS),
            is_named=self._is_named(noun, first, last),
            is_binding=is_binding(noun),
            inside=self.dates.within(start, end),
            deeds=deeds,
        )

    def _is_named(self, noun: Token, first: int, last: int) -> bool:
        """Such as "the Geneva Understanding", "the Act of Cairo", "the Protocol"; not a treaty of law."""
        if lemma(noun) in _JUST_PAPERS:
            return False
        whole = self.doc[first : min(last + 3, len(self.doc))].text
        if any(name in whole for name in words("treaties")) or re.search(r"\b(?:UN|U\.N\.|United Nations)\b", whole):
            return False
        beside = [c for c in noun.children if c.dep_ in {"compound", "amod", "nmod"} and c.i < noun.i]
        if any(c.pos_ == "PROPN" and c.text[:1].isupper() for c in beside):
            return True
        if not noun.text[:1].isupper() or noun.text.isupper() or lemma(noun) == "charter":
            return False  # the Charter alone is most often that of a world body
        behind = [o for p in children(noun, "prep") if p.lower_ in {"of", "on"} for o in children(p, "pobj")]
        return any(c.lower_ == "the" for c in noun.children) or any(o.pos_ == "PROPN" for o in behind)

    def _is_act(self, noun: Token) -> bool:
        return not any(c.dep_ in {"amod", "compound", "prep"} for c in noun.children)

    def _extent(self, noun: Token) -> tuple[int, int]:
        """The noun with what stands before it, and "of hostilities" behind it."""
        left = [t for t in noun.lefts if t.dep_ not in {"punct", "cc", "conj", "relcl", "advcl", "prep"}]
        first = min([t.left_edge.i for t in left] + [noun.i])
        last = noun.i + 1
        for prep in children(noun, "prep"):
            what = next(children(prep, "pobj"), None)
            beside = what is not None and any(lemma(c) in _OF_WHAT for c in children(what, "compound"))
            if prep.lower_ == "of" and what is not None and (lemma(what) in _OF_WHAT or beside):
                last = what.i + 1 if lemma(what) in _OF_WHAT or deal_word(what) in table("truce_nouns") else what.i
        return (first + 1 if self._is_hearer(first, noun) else first), last

    def _is_hearer(self, first: int, noun: Token) -> bool:
        """The "Council" of a headline's "Envoy tells Council Orsin truce holds": who is told, not the truce's name."""
        if first == 0 or noun.i - first < 2 or lemma(self.doc[first - 1]) not in _TELLING:
            return False
        return self.doc[first].lower_ in _HEARERS

    def _is_wanted(self, noun: Token, low: set[str]) -> bool:
        """Such as "called for a ceasefire", "a possible truce", "no agreement"."""
        if low & {"no", "any", "possible", "potential", "eventual", "proposed"}:
            return True
        for number, above in enumerate(noun.ancestors):
            if number > 2 or (above.pos_ in _VERBS and lemma(above) not in _WANTED and lemma(above) != "be"):
                return False
            if lemma(above) in _WANTED and not any(lemma(above) == "offer" and t.dep_ == "neg" for t in above.children):
                return bool(low & _UNREAL) or any(t.lower_ in {"a", "an"} for t in noun.children)
        return False

    # -- what happens ---------------------------------------------------------------------------------------

    def _deeds(self, noun: Token) -> Iterator[Deed]:
        for verb in self._verbs(noun):
            kind = self._kind_of(verb, noun)
            if kind is not None and kind != "want":
                above = self.dates_of(verb.head) if lemma(verb) in _KEEPING else ()
                dates = (*self.dates_of(verb), *above)
                if kind in {"start", "end"} and not dates:
                    dates = tuple(self._dates_beside(verb, noun)) or tuple(self.dates_of(raised(verb)))
                yield Deed(kind, verb, dates, is_negated(verb) or _is_unreal(verb))

        over = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
        kind = _NOUN_DEEDS.get(lemma(over)) if over is not noun else None
        if kind is not None:
            yield Deed(kind, self._above(over), self._dated(over), negated=False)

    def _dates_beside(self, verb: Token, noun: Token) -> Iterator[TimeExpression]:
        """The day of "bells rang on Monday when the truce came into force", "1 May, the day the truce began"."""
        head = verb.head
        marks = {c.lower_ for c in verb.children if c.i < verb.i}
        if verb in _clause_of_as(noun) or (verb.tag_ == "VBD" and verb.dep_ == "advcl" and marks & _AT_ONCE):
            yield from self.dates_of(head)
        elif verb.dep_ in {"relcl", "advcl"} and "when" in marks and head.i < verb.i:
            first = sentence_of(verb).start_char
            yield from (e for e in self.dates.within(first, verb.idx) if e.surface[-1].end >= head.idx and e.value)
        elif (
            verb.dep_ == "relcl" and lemma(head) in _DAYS and not marks & _COUNTED and verb.tag_ == "VBD" and head.i > 2
        ):
            before = head.doc[max(head.i - 4, 0)].idx
            yield from (e for e in self.dates.within(before, head.idx) if e.type in {"date", "time"} and e.value)

    def _above(self, noun: Token) -> Token:
        return next((t for t in noun.ancestors if t.pos_ in _VERBS), noun)

    def _dated(self, noun: Token) -> tuple[TimeExpression, ...]:
        """The dates of "the start of the truce on Monday" and "Monday was the start of the truce"."""
        inside = self.dates.within(noun.left_edge.idx, noun.right_edge.idx + len(noun.right_edge))
        whole = noun.head if noun.dep_ == "appos" else noun
        if inside or whole.dep_ != "attr":
            return inside
        return tuple(self.dates_of(whole.head))

    def _verbs(self, noun: Token) -> Iterator[Token]:
        """The verbs a naming hangs on, those that hang on it, and those it is the subject of."""
        seen: set[int] = set()
        head = noun
        while head.dep_ in {"conj", "appos"} and head.head.i != head.i:
            head = head.head
        above = head.head
        if head.dep_ == "pobj" and above.dep_ in {"prep", "dative", "agent"}:
            above = above.head
            if lemma(above) == "name":
                above = above.head
        candidates = [above] if head.dep_ in {"dobj", "nsubj", "nsubjpass", "pobj", "attr"} else []
        group = [
            noun,
            head,
            *(
                o
                for p in children(noun, "prep")
                if p.lower_ == "of"
                for o in children(p, "pobj")
                if lemma(o) in _OF_WHAT
            ),
        ]
        clauses = [c for n in group for c in children(n, "acl", "relcl")]
        clauses += [t.head for t in noun.doc[noun.i + 1 : noun.i + 3] if t.tag_ == "WDT" and t.head.dep_ == "relcl"]
        clauses += [*self._clauses_behind(noun), *_clause_of_as(noun)]
        clauses += [below for c in clauses if lemma(c) in _RAISING for below in children(c, "xcomp")]
        candidates += [v for c in clauses for v in (c, *children(c, "conj"))]
        candidates += [t for t in sentence_of(noun) if t.pos_ in _VERBS and subject_of(t) in group]
        for verb in candidates:
            if verb.pos_ in _VERBS and verb.i not in seen:
                seen.add(verb.i)
                yield verb

    def _clauses_behind(self, noun: Token) -> Iterator[Token]:
        """Such as "the truce between A and B, which was to run out on Friday": the parser hangs the clause on B."""
        for prep in children(noun, "prep"):
            for token in prep.subtree if prep.lower_ in {"between", "with", "in"} else ():
                for clause in children(token, "relcl"):
                    chain = [clause, *children(clause, "xcomp")]
                    kinds = {self._row_of(v) for v in chain} & {"start", "end"}
                    is_which = any(c.lower_ in {"which", "that"} for c in children(clause, "nsubj", "nsubjpass"))
                    if is_which and kinds and not any(c.dep_ == "dobj" for v in chain for c in v.children):
                        yield clause

    def _row_of(self, verb: Token) -> str | None:
        """What the list has for a verb with its particle or noun, else for the verb alone."""
        return self._phrase_of(verb) or table("agreement_events").get(verb.lemma_.lower())

    def _phrase_of(self, verb: Token) -> str | None:
        rows, low = table("agreement_events"), verb.lemma_.lower()
        for child in verb.children:
            inner = [child.lower_, lemma(child)] if child.dep_ != "prep" else []
            if child.dep_ in {"prep", "prt"}:
                inner += [child.lower_, *(f"{child.lower_} {lemma(g)}" for g in child.children)]
            for word in inner:
                if (kind := rows.get(f"{low} {word}")) is not None:
                    return kind
        return None

    def _kind_of(self, verb: Token, noun: Token) -> str | None:
        if (phrase := self._phrase_of(verb)) is not None:
            return phrase
        low, is_object = verb.lemma_.lower(), noun.dep_ == "dobj" and noun.head == verb
        if low == "be" and noun.head == verb and any(c.dep_ == "expl" for v in (verb, verb.head) for c in v.children):
            return "start"  # "from midnight there will be a ceasefire"
        if low in _KEEPING:
            is_begun = lemma(verb.head) in {"begin", "start"} and verb.dep_ == "xcomp"
            return "start" if is_begun else "since" if is_object else None
        kind = table("agreement_events").get(low)
        is_the = noun.dep_ == "dobj" and any(c.lower_ == "the" for c in noun.children)
        if kind == "start" and low == "call" and (is_the or any(c.dep_ in {"oprd", "ccomp"} for c in verb.children)):
            return None  # "called the truce a gift": only "called a truce" begins one
        if is_object and kind in {"start", "end"}:
            return "fail" if kind == "end" else kind
        is_subject = subject_of(verb) == noun or (noun.dep_ == "nsubj" and noun.head == verb)
        is_own = is_subject or (kind != "fail" and raised(verb).dep_ in {"acl", "relcl"})
        return kind if is_own or kind not in {"start", "since", "end", "fail"} else None

    def dates_of(self, verb: Token) -> Iterator[TimeExpression]:
        """The calendar expressions whose clause this verb heads."""
        sentence = sentence_of(verb)
        found = [
            e
            for e in self.dates.within(sentence.start_char, sentence.end_char)
            if e.type not in {"duration", "vague"} and e.value and self.clause_verb(e) == verb
        ]
        behind = date_behind(verb, self.dates) if not found else None
        yield from found if behind is None else [behind]

    def clause_verb(self, expression: TimeExpression) -> Token | None:
        """The verb in whose clause an expression of time stands."""
        span = self.doc.char_span(expression.surface[0].start, expression.surface[-1].end, alignment_mode="expand")
        if span is None:
            return None
        return next((t for t in [span.root, *span.root.ancestors] if t.pos_ in _VERBS and t not in span), None)


def _clause_of_as(noun: Token) -> list[Token]:
    """Such as "guns fell silent as a truce came into force", where the parser takes "as" for a preposition."""
    over = noun.head
    if noun.dep_ != "pobj" or over.lower_ != "as":
        return []
    joined = (v for v in children(over.head, "conj") if v.i > noun.i and v.tag_ == "VBD")
    return [v for v in joined if not any(c.dep_ in {"nsubj", "nsubjpass", "cc"} for c in v.children)]


def _is_followed_by(noun: Token, word: str) -> bool:
    return noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].lower_ == word


def _is_of_it(deed: Deed) -> bool:
    """Can "it" be an agreement here? Not in "the fishermen it has held since April"."""
    holds = deed.kind == "since" and (deed.verb.dep_ == "relcl" or any(c.dep_ == "dobj" for c in deed.verb.children))
    return deed.kind in {"start", "since", "end"} and not holds and lemma(deed.verb) != "date"


def raised(verb: Token) -> Token:
    """The verb that has its subject: "is" of "the truce is to end on Friday"."""
    while verb.dep_ == "xcomp" and lemma(verb.head) in _RAISING:
        verb = verb.head
    return verb


def subject_of(verb: Token) -> Token | None:
    """What a verb is said of, also where "is" or "was due" stands above it."""
    return subject(verb) or subject(raised(verb))


def _is_unreal(verb: Token) -> bool:
    """Such as "should have begun on Tuesday", "was to have started": it did not."""
    low = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return "have" in low and bool(low & {"should", "would", "could", "to"})
