"""What an event's clause tells beside its actors: mode and contexts by word lists, day and place by the parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from trucewatch.reading.dates import Dates
from trucewatch.reading.event_syntax import verb_of
from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import is_verb, lemma
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import sentence_of
from trucewatch.reading.talk_places import Places
from trucewatch.vocabulary.dates import date_told, day_of
from trucewatch.vocabulary.events import MODES, EventType
from trucewatch.vocabulary.kinds import TimeExpression

_NEAR = 8  # words from the trigger within which a word tells of its mode
_YEAR = 365
_NO_VERB = frozenset({"say", "tell", "add", "report"})


class EventDetails:
    """Reads details of the events of one report."""

    def __init__(self, page: Page) -> None:
        self.dates = page.get(Dates)
        self.places = Places(page)
        self.published = page.report.published

    def mode(self, kind: EventType, triggers: Sequence[Token]) -> str | None:
        """The mode that the trigger shows, else the nearest word of its clause that shows one."""
        if kind not in MODES:
            return None
        known = table("event_modes")
        own = [t for trigger in triggers for t in [trigger, *_particles(trigger)]]
        below = [t for t in triggers[0].subtree if abs(t.i - triggers[0].i) <= _NEAR]
        near = sorted(below, key=lambda t: abs(t.i - triggers[0].i))
        for token in (*own, *near):
            for entry in _entries(token):
                if (mode := known.get(f"{kind} {entry}")) is not None:
                    return mode
        return None

    def contexts(self, sentence: Span) -> tuple[str, ...]:
        """The contexts that the words of a sentence show, each once, in the order of the text."""
        known = table("event_contexts")
        found = (known.get(entry) for token in sentence for entry in _entries(token))
        return tuple(dict.fromkeys(context for context in found if context))

    def day(self, triggers: Sequence[Token], *, is_alone: bool) -> str | None:
        """The day, month or year that hangs on the event's clause.

        Args:
            triggers: the words that tell it.
            is_alone: no other event is told in the sentence, so that a day anywhere in it is the event's.
        """
        sentence = sentence_of(triggers[0])
        heads = self._heads(triggers)
        loose = []
        for expression in self.dates.within(sentence.start_char, sentence.end_char):
            value = date_told(expression.type, expression.value)
            if value is None:
                continue
            if self._hangs_on(expression, sentence, heads):
                return value
            loose.append(value)
        return loose[0] if is_alone and len(loose) == 1 else None

    def place(self, triggers: Sequence[Token]) -> str | None:
        """The place that hangs on the event's word, or on the verb of its clause."""
        return next((p for t in self._heads(triggers) if (p := self.places.venue(t, before=False))), None)

    def is_past(self, day: str | None) -> bool:
        """Does a day lie a year or more before publication? Then the event is background."""
        told = day_of(day) if day else None
        if told is None and day and day[:4].isdigit() and self.published is not None:
            return int(day[:4]) < self.published.year - 1
        return told is not None and self.published is not None and (self.published - told).days >= _YEAR

    def _heads(self, triggers: Sequence[Token]) -> list[Token]:
        found = list(triggers)
        for trigger in triggers:
            verb = None if is_verb(trigger) else verb_of(trigger)
            if verb is not None and lemma(verb) not in _NO_VERB:
                found.append(verb)
        return found

    def _hangs_on(self, expression: TimeExpression, sentence: Span, heads: list[Token]) -> bool:
        first = sentence.doc.char_span(expression.surface[0].start, expression.surface[-1].end, alignment_mode="expand")
        if first is None:
            return False
        path = (first.root, *first.root.ancestors)
        stop = next((t for t in path if t in heads or is_verb(t)), None)
        return stop in heads


def _particles(token: Token) -> Iterator[Token]:
    return (c for c in token.children if c.dep_ in {"prt", "dobj", "amod", "compound"})


def _entries(token: Token) -> Iterator[str]:
    """How a word may stand in a list: with the next one first, then alone."""
    word = lemma(token)
    if token.i + 1 < len(token.doc):
        yield f"{word} {lemma(token.doc[token.i + 1])}"
    yield word
