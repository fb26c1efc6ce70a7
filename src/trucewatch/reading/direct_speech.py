"""Direct quotations: which marked words are somebody's own sentence, and the cue before, behind or between them.

Geometry first: a cue stands next to the marks, set off by a comma or colon. The parse only names its subject, for
a parse of sentences broken by marks is seldom whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from trucewatch.reading.attributions import Attribution, Extent, Source, extent_of, is_finite
from trucewatch.reading.cue_sources import is_name, quoted_person, source_of, subject_of
from trucewatch.reading.lexicons import table
from trucewatch.reading.quotation_marks import Marked
from trucewatch.reading.sentences import Sentences, text_of

_CLAUSE_BEFORE = re.compile(r"[^.!?,”\"’'\s], [^,.!?”\"]{2,60},$")  # "They would wait, she says," and no marks before
_NEAR = 40  # characters behind the marks that are looked at for a comma or a cue
_SPOKEN_ENDS = ",.!?…—–-;"
_SENTENCE_ENDS = frozenset({".", "!", "?"})


@dataclass(frozen=True)
class Utterance:
    """Somebody's own words between marks: one stretch, or several where they run over paragraphs."""

    pieces: tuple[Marked, ...]

    @property
    def start(self) -> int:
        """Offset of the first opening mark."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Offset after the last closing mark."""
        return self.pieces[-1].end

    @property
    def inner(self) -> tuple[Extent, ...]:
        """The words without the marks, a stretch a paragraph."""
        return tuple(p.inner for p in self.pieces)


@dataclass
class Direct:
    """What was found of direct speech.

    Attributes:
        attributions: quotations with their cues.
        cues: numbers of the tokens that serve them as cues.
        introduced: numbers of those that report other words before the colon that opens the quotation; its offset.
        without_cue: utterances next to which none stands.
        fragments: those of them that go on with the sentence before them, and so are words of it.
    """

    attributions: list[Attribution] = field(default_factory=list)
    cues: set[int] = field(default_factory=set)
    introduced: dict[int, int] = field(default_factory=dict)
    without_cue: list[Utterance] = field(default_factory=list)
    fragments: list[Utterance] = field(default_factory=list)


def find_utterances(sentences: Sentences, marked: Sequence[Marked]) -> tuple[Utterance, ...]:
    """The marked stretches that are whole utterances; a fragment inside a clause is none."""
    text = text_of(sentences.doc)
    found: list[Utterance] = []
    for m in marked:
        paragraph = sentences.paragraph_at(m.start)
        runs_on = found and not found[-1].pieces[-1].closed and m.start == paragraph[0]
        if runs_on and not text[found[-1].end : m.start].strip():
            found[-1] = Utterance((*found[-1].pieces, m))
        elif _is_utterance(text, m, paragraph):
            found.append(Utterance((m,)))
    return tuple(found)


def _is_utterance(text: str, m: Marked, paragraph: Extent) -> bool:
    words = text[m.inner[0] : m.inner[1]].strip()
    if len(words.split()) < 2 and not words.endswith((".", "!", "?")):
        return False
    before = text[paragraph[0] : m.start].rstrip()
    behind = text[m.end : paragraph[1]].lstrip()
    first = next((c for c in words if c.isalnum()), "a")
    begins = not before or before[-1] in ".!?:,…—–”\"’'"
    if not begins or not (first.isupper() or first.isdigit() or before.endswith((",", ":"))):
        return False
    if first.islower() and before.endswith(",") and _CLAUSE_BEFORE.search(before):
        return False
    if before.endswith(("”", '"', "’", "'")) and before[-2] not in ".!?,…":
        return False
    return words[-1] in _SPOKEN_ENDS or not behind or behind[0] in ",.!?"


def find_direct(sentences: Sentences, utterances: Sequence[Utterance]) -> Direct:
    """Ties every utterance to the cue beside it; one broken by its cue becomes one quotation."""
    finder = _Finder(sentences, utterances)
    for number in range(len(utterances)):
        finder.tie(number)
    return finder.found


class _Finder:
    def __init__(self, sentences: Sentences, utterances: Sequence[Utterance]) -> None:
        self.sentences = sentences
        self.doc: Doc = sentences.doc
        self.text = text_of(self.doc)
        self.utterances = utterances
        self.starts = sentences.token_starts
        self.pieces = [p for u in utterances for p in u.pieces]
        self.openings = [p.start for p in self.pieces]
        self.found = Direct()
        self.cue_between: int | None = None
        self.last_cue: int | None = None  # of the utterance before, where it stands behind that one

    def tie(self, number: int) -> None:
        utterance = self.utterances[number]
        before_it = self.utterances[number - 1] if number else None
        cue_between = self.cue_between = self.last_cue
        self.last_cue = None
        behind = self._cue_behind(utterance, number)
        before = self._cue_before(utterance, before_it)
        goes_on = cue_between is not None and before_it is not None and self._goes_on(before_it, utterance)
        if goes_on and self._mid_sentence(utterance):
            behind = None
        if before is not None and before.i != cue_between and self._introduced(utterance):
            behind = None
        if behind is not None:
            self._add(utterance, behind)
            self.last_cue = behind.i
        elif goes_on and (before is None or before.i == cue_between):
            last = self.found.attributions[-1]
            self.found.attributions[-1] = replace(last, content=last.content + utterance.inner)
            self.last_cue = cue_between
        elif before is not None:
            self._add(utterance, before)
            self.last_cue = None
        elif self._is_fragment(utterance):
            self.found.fragments.append(utterance)
        else:
            self.found.without_cue.append(utterance)

    def _is_fragment(self, utterance: Utterance) -> bool:
        """Does it begin in the middle of a sentence?"""
        return next((c for c in self.text[slice(*utterance.inner[0])] if c.isalnum()), "A").islower()

    def _add(self, utterance: Utterance, verb: Token) -> None:
        head = self._source(verb, utterance)
        verb = _saying(verb)
        last = next((c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1), verb)
        if verb.idx < utterance.start and self._introduced(utterance) and verb.nbor().text not in {":", ","}:
            self.found.introduced[verb.i] = utterance.start
        self.found.cues.add(verb.i)
        self.found.attributions.append(
            Attribution(
                utterance.inner,
                extent_of(verb, last),
                self._clear(source_of(head), head) if head is not None else None,
                direct=True,
            )
        )

    # -- where the cue stands ---------------------------------------------------------------------------

    def _cue_behind(self, utterance: Utterance, number: int) -> Token | None:
        """As in "...," he said: the first finite verb behind the marks, if it is one of saying."""
        end = utterance.end
        last = self.text[: utterance.pieces[-1].inner[1]].rstrip()[-1:]
        following = self.text[end : end + _NEAR].lstrip()
        opens = last in ",?!—–-…" or following.startswith((",", "—", "–")) or (last == "." and following[:1].islower())
        if not opens or not utterance.pieces[-1].closed:
            return None
        limit = self.sentences.paragraph_at(utterance.start if len(utterance.pieces) == 1 else end - 1)[1]
        if number + 1 < len(self.utterances):
            limit = min(limit, self.utterances[number + 1].start)
        for token in self._tokens(end, limit):
            if token.text in _SENTENCE_ENDS or token.text in {";", ":"}:
                return None
            if token.dep_ == "cc" and is_finite(token.nbor()):  # "..., and told them so"
                return None
            if self._is_aside(token):
                continue
            if is_cue(token) and (is_finite(token) or token.tag_ in {"VBN", "VBG", "VB", "NN", "NNP"}):
                if is_finite(token) or self._follows_noun_or_marks(token, end):
                    return token
            elif is_finite(token) and token.dep_ not in {"aux", "auxpass"}:
                return None
        return None

    def _follows_noun_or_marks(self, token: Token, end: int) -> bool:
        previous = self.doc[token.i - 1]
        return previous.idx < end or previous.pos_ in {"NOUN", "PROPN", "PRON", "ADV", "AUX"} or previous.text == ","

    def _is_aside(self, token: Token) -> bool:
        """A verb of a relative clause: "Berg, who led the talks, said"."""
        return token.dep_ in {"relcl", "advcl"} or any(a.dep_ == "relcl" for a in (token.head,) if is_finite(a))

    def _cue_before(self, utterance: Utterance, before_it: Utterance | None) -> Token | None:
        """He said, "...": the last verb of saying before the marks; behind a colon, any verb with a subject."""
        lead = self.text[: utterance.start].rstrip()
        paragraph = self.sentences.paragraph_at(utterance.start)
        floor = max(paragraph[0], before_it.end if before_it is not None else 0)
        if not lead or lead[-1] not in ",:" or len(lead) <= floor:
            return None
        any_verb: Token | None = None
        for token in reversed(self._tokens(floor, len(lead))):
            if token.text in _SENTENCE_ENDS:
                break
            if is_cue(token) and (is_finite(token) or token.tag_ in {"VBG", "VBN", "VB"}):
                return token
            if is_finite(token) and lead[-1] == "," and self._is_fragment(utterance):
                return None  # "told them all would depend on it, “tit for tat,” and": part of what is told
            if is_finite(token) and token.dep_ not in {"relcl", "aux", "auxpass"}:
                if lead[-1] == ",":
                    return None
                any_verb = token
        return any_verb

    def _introduced(self, utterance: Utterance) -> bool:
        return self.text[: utterance.start].rstrip().endswith(":")

    def _mid_sentence(self, utterance: Utterance) -> bool:
        return self.text[: utterance.start].rstrip().endswith(",")

    def _goes_on(self, before_it: Utterance, utterance: Utterance) -> bool:
        """Only the cue's own sentence stands between the two, in one paragraph."""
        between = self._tokens(before_it.end, utterance.start)
        if between and self.cue_between is not None and not before_it.end <= self.doc[self.cue_between].idx:
            return False
        same = self.sentences.paragraph_at(before_it.end - 1) == self.sentences.paragraph_at(utterance.start)
        return same and not any(t.text in _SENTENCE_ENDS for t in between[:-1])

    # -- whose words ------------------------------------------------------------------------------------

    def _source(self, verb: Token, utterance: Utterance) -> Token | None:
        person = quoted_person(verb)
        if person is not None:
            return person
        head = subject_of(verb)
        if head is not None and not self._in_speech(head) and abs(head.i - verb.i) < 60:
            return head
        inverted = verb.idx >= utterance.end and not self._noun_between(utterance.end, verb.idx)
        if inverted:
            return self._top_noun(self._tokens(verb.idx + len(verb), verb.idx + 200)[:6])
        floor = utterance.end if verb.idx >= utterance.end else self.sentences.paragraph_at(verb.idx)[0]
        return self._top_noun([t for t in self._tokens(floor, verb.idx) if not self._in_speech(t)][-8:])

    def _noun_between(self, start: int, end: int) -> bool:
        return any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in self._tokens(start, end))

    def _top_noun(self, tokens: list[Token]) -> Token | None:
        """The noun of a stretch that hangs on none other of it."""
        nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "PRON"}]
        inside = {t.i for t in tokens}
        return next(
            (t for t in nouns if t.head.i not in inside or t.head.pos_ in {"VERB", "AUX"}), nouns[0] if nouns else None
        )

    def _in_speech(self, token: Token) -> bool:
        number = bisect_right(self.openings, token.idx) - 1
        return number >= 0 and token.idx < self.pieces[number].end

    def _clear(self, source: Source, head: Token) -> Source:
        """A source cut back where the parse let it run into the marks."""
        start, end = source.extent
        first = bisect_right(self.utterances, start, key=lambda u: u.end)
        last = bisect_left(self.utterances, end, key=lambda u: u.start)
        for u in self.utterances[first:last]:
            if u.start <= start < u.end:
                start = u.end
            if start < u.start < end:
                end = u.start
        if not start <= head.idx < end:
            return replace(source, extent=extent_of(head, head))
        words = self.text[start:end]
        start += len(words) - len(words.lstrip(" \n,—–"))
        return replace(source, extent=(start, start + len(words.strip(" \n,—–"))))

    def _tokens(self, start: int, end: int) -> list[Token]:
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return [t for t in self.doc[first:last] if not t.is_space]


def _saying(verb: Token) -> Token:
    """As in "quoted him as saying": the cue is "saying"."""
    below = (t for t in verb.subtree if t.tag_ == "VBG" and t.lemma_ == "say" and t.i > verb.i)
    return next(below, verb) if verb.lemma_ in {"quote", "cite"} else verb


def is_cue(token: Token) -> bool:
    """Can it introduce somebody's own words?"""
    frames = table("cue_verbs").get(token.lemma_.lower(), "").split()
    if is_name(token):
        return False
    return "clause" in frames or "speech" in frames
