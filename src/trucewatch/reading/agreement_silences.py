"""Where the guns stop without a word for a truce: "shooting was to stop at midnight", "agreed to cease hostilities"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.agreement_mentions import MentionFinder, raised, subject_of
from trucewatch.reading.obligation_syntax import children, is_negated, lemma
from trucewatch.vocabulary.kinds import TimeExpression

_FIRE = frozenset(
    "shooting fighting gun hostility fire combat shelling attack bombing operation artillery bombardment".split()
)
_FIRING = frozenset("shoot fight fire shell bomb attack bombard".split())
_STOPPING = frozenset("stop cease halt end silence fall suspend".split())
_SILENT = frozenset("silent quiet".split())
_STAYING = frozenset("be fall stay go remain".split())


@dataclass(frozen=True)
class Silence:
    """Firing that stops: the verb, what stops, and the dates of its clause."""

    verb: Token
    what: Token
    dates: tuple[TimeExpression, ...]

    @property
    def is_state(self) -> bool:
        """Is it told how things are ("stayed silent on Friday"), and not that they changed?"""
        return lemma(self.verb) in _STAYING - {"fall", "go"}

    @property
    def is_due(self) -> bool:
        """Is it told as due, or promised, and not as a thing that happened?"""
        top = raised(self.verb)
        return any(c.lower_ in {"to", "will", "shall", "must"} for v in (top, self.verb) for c in children(v, "aux"))


def silences(finder: MentionFinder) -> Iterator[Silence]:
    """Every place where firing stops, in the order of the text."""
    for verb in finder.doc:
        if verb.pos_ not in {"VERB", "AUX"} or is_negated(verb):
            continue
        what = _stopped(verb) if lemma(verb) in _STOPPING | _STAYING else None
        if what is not None:
            inside = finder.dates_of(what) if what.dep_ == "xcomp" else ()
            yield Silence(verb, what, (*finder.dates_of(verb), *inside))


def _stopped(verb: Token) -> Token | None:
    about = subject_of(verb)
    if any(lemma(c) in _SILENT for c in children(verb, "acomp", "oprd")):
        return about if about is not None and _is_fire(about) else None
    if lemma(verb) not in _STOPPING:
        return None
    firing = next((c for c in children(verb, "xcomp") if c.tag_ == "VBG" and lemma(c) in _FIRING), None)
    return firing or next((t for t in (*children(verb, "dobj"), about) if t is not None and _is_fire(t)), None)


def _is_fire(token: Token) -> bool:
    return lemma(token) in _FIRE or token.lower_ in _FIRE
