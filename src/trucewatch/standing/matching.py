"""Which obligation of the terms a statement is about: by bearer, action and words; never by guess.

A statement that fits two obligations equally well is tied to neither, and one that fits none is kept apart: both are
listed by `duty_events`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from trucewatch.agreements.terms import Mechanism, Terms, TermsObligation, TermsParty
from trucewatch.standing.names import name_key
from trucewatch.standing.wording import alike, content_words, phase_ordinal, word_list
from trucewatch.vocabulary.kinds import Obligation, Talks, Violation
from trucewatch.vocabulary.statement import Statement

DEEDS = ("cease_hostilities", "allow_aid", "release", "withdraw", "disarm", "lift_blockade")
"""Actions whose breach is told by its deed; their words are lists of `words.txt` ("deed_release")."""

_Tied = tuple[TermsObligation, ...]


@dataclass(frozen=True)
class Names:
    """Who in the terms a name in a statement means.

    Attributes:
        terms: whose parties and mechanisms are meant.
    """

    terms: Terms

    @cached_property
    def _named(self) -> tuple[tuple[str, str], ...]:
        """Every name with the id it stands for."""
        named: tuple[TermsParty | Mechanism, ...] = (*self.terms.parties, *self.terms.mechanisms)
        return tuple((name, p.id) for p in named for name in (p.name, *p.aliases))

    @cached_property
    def _keys(self) -> dict[str, str]:
        # The first to bear a name keeps it.
        return {name_key(name): id_ for name, id_ in reversed(self._named)}

    @cached_property
    def _words(self) -> tuple[tuple[frozenset[str], str], ...]:
        found = [(words, id_) for name, id_ in self._named if (words := content_words(name))]
        return tuple(sorted(found, key=lambda pair: -len(pair[0])))

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {}

    def of(self, name: str | None) -> frozenset[str]:
        """The ids that a name means: "North and South" is both, "the North's army" the North; empty for none.

        A name counts where it is one of a party's names, or holds all words of one; the longest such name first, and no
        word twice, so that "North Coast Council" is not also "Council".
        """
        if not name:
            return frozenset()
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> frozenset[str]:
        if (exact := self._keys.get(name_key(name))) is not None:
            return frozenset({exact})
        left, found = set(content_words(name)), set()
        for words, id_ in self._words:
            if words <= left:
                found.add(id_)
                left -= words
        return frozenset(found)


class Matcher:
    """Ties statements to the obligations of one agreement's terms."""

    def __init__(self, terms: Terms) -> None:
        self.names = Names(terms)
        self._ordinals = {p.id: p.ordinal for p in terms.phases}
        self._plain = tuple(o for o in terms.obligations if not any(content_words(phrase) for phrase in o.match))
        self._by_word: defaultdict[str, list[tuple[frozenset[str], TermsObligation]]] = defaultdict(list)
        for obligation in terms.obligations:
            for phrase in obligation.match:
                words = content_words(phrase)
                if words:
                    self._by_word[min(words)].append((words, obligation))
        self._owed_by: defaultdict[str, list[TermsObligation]] = defaultdict(list)
        for obligation in terms.obligations:
            for bearer in obligation.bearers:
                self._owed_by[bearer].append(obligation)
        self._ready: dict[tuple[object, ...], _Tied] = {}

    def obligation(self, statement: Statement[Obligation]) -> _Tied:
        """The obligations that a statement of a duty fits best: one, none, or several that it cannot tell apart."""
        content = statement.content
        told = " ".join(p.text for p in content.evidence)
        key = (content.bearer, content.action, content.subtype, content.object, content.place, told)
        if key not in self._ready:
            bearers = self.names.of(content.bearer)

            def fits(duty: TermsObligation) -> bool:
                return (
                    duty.action == content.action
                    and (content.subtype == duty.subtype or None in (content.subtype, duty.subtype))
                    and (not content.bearer or not bearers.isdisjoint(duty.bearers))
                )

            words = f"{content.object or ''} {content.place or ''}"
            self._ready[key] = self._best(self._worded(words, told, fits), words, told)
        return self._ready[key]

    def violation(self, statement: Statement[Violation]) -> _Tied:
        """The obligations of the accused whose breach the deed would be."""
        content = statement.content
        told = " ".join(p.text for p in content.evidence)
        key = ("violation", content.against, content.what, told)
        if key not in self._ready:
            accused = self.names.of(content.against)
            deed = content_words(content.what) | content_words(told)
            named = self._named(deed, lambda o: not accused.isdisjoint(o.bearers))
            if not named:
                owed = {o.id: o for party in sorted(accused) for o in self._owed_by[party]}
                named = [o for o in owed.values() if o.action in DEEDS and deed & _deed_words(o.action)]
            self._ready[key] = self._best(named, content.what, told)
        return self._ready[key]

    def talks(self, statement: Statement[Talks]) -> _Tied:
        """The procedural duties that a meeting performs: those whose words it names."""
        told = " ".join(p.text for p in statement.content.evidence)
        key = ("talks", statement.content.venue, told)
        if key not in self._ready:
            words = content_words(told) | content_words(statement.content.venue)
            self._ready[key] = self._best(self._named(words, _is_meeting), told, told)
        return self._ready[key]

    def _named(self, words: frozenset[str], fits: Callable[[TermsObligation], bool]) -> list[TermsObligation]:
        """Those that fit and have one of their phrases among the words, in the order of the terms' phrases."""
        found = {
            o.id: o
            for word in sorted(words & self._by_word.keys())
            for phrase, o in self._by_word[word]
            if phrase <= words and fits(o)
        }
        return list(found.values())

    def _worded(self, words: str, told: str, fits: Callable[[TermsObligation], bool]) -> list[TermsObligation]:
        """Those that fit by their own words, or that need none.

        The statement's own words come before those of the sentence around it, which may name other duties.
        """
        here = content_words(words)
        for said in (here, here | content_words(told)):
            if named := self._named(said, fits):
                return named
        return [o for o in self._plain if fits(o)]

    def _best(self, fitting: list[TermsObligation], words: str, told: str) -> _Tied:
        """Of those that fit: by the phase that is named, then by objects that read alike."""
        ordinal = phase_ordinal(told)
        for narrower in (
            [o for o in fitting if ordinal and o.phase and self._ordinals.get(o.phase) == ordinal],
            [o for o in fitting if alike(o.object, words)],
        ):
            if len(fitting) > 1 and narrower:
                fitting = narrower
        return tuple(fitting)


def _is_meeting(obligation: TermsObligation) -> bool:
    return obligation.duty == "procedural" or obligation.subtype == "start_talks"


def _deed_words(action: str) -> frozenset[str]:
    return word_list(f"deed_{action}")
