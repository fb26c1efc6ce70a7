"""What statements say of the agreement itself and of its phases, as the terms name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from trucewatch.agreements.terms import Terms
from trucewatch.standing.matching import Names
from trucewatch.standing.phase_states import phase_states
from trucewatch.standing.positions import FAVOURABLE, UNFAVOURABLE, position_day
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import content_words, phase_ordinal, word_list
from trucewatch.vocabulary.agreement import AgreementRelation, PhaseClaim
from trucewatch.vocabulary.dates import day_of, interval_of
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, Position
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import View

AGREEMENT = "agreement"
"""What a claim or power acts on where it is no phase and no obligation."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A state that somebody claims for the agreement or a phase.

    Attributes:
        of: id of the phase, or "agreement".
        state: of the closed list of states of a phase.
        day: the day it speaks for: the one it names, else that of publication; `dated`: it names one.
        voice: who says so, with `by`, the parties and mechanisms that the voice is.
        passages: the words that claim it, where they are narrower than the statement's.
    """

    of: str
    state: str
    day: date | None
    dated: bool
    published: date | None
    voice: str
    by: frozenset[str]
    statement: AnyStatement
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A statement that the agreement extends, amends, replaces or resumes an earlier one.

    Attributes:
        expiry: the new last day, where it names one; `of` is the phase it names, else "agreement".
        replaces_these: does it replace the agreement of the terms, by name?
    """

    of: str
    relation: AgreementRelation
    day: date | None
    dated: bool
    published: date | None
    expiry: date | None
    voice: str
    by: frozenset[str]
    statement: AnyStatement
    replaces_these: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """A party's acceptance or refusal of something done to the agreement.

    Attributes:
        of: the phases meant, by id; all of them and "agreement" where the words name none.
        about: "extension", "suspension" or "agreement".
        favourable: accepts, endorses, adopts, welcomes; False: rejects or criticises; None: anything else.
        withdrew: it takes an earlier acceptance back.
    """

    parties: frozenset[str]
    of: frozenset[str]
    about: str
    favourable: bool | None
    withdrew: bool
    day: date | None
    dated: bool
    published: date | None
    statement: AnyStatement


@dataclass(frozen=True)
class AgreementTold:
    """All that a view's statements say of the agreement and its phases, each in the order of days."""

    claims: tuple[Claimed, ...]
    relations: tuple[Related, ...]
    stances: tuple[Stance, ...]

    def only(self, counts: Callable[[Claimed | Related | Stance], bool]) -> AgreementTold:
        """What of it counts."""
        return AgreementTold(
            tuple(c for c in self.claims if counts(c)),
            tuple(r for r in self.relations if counts(r)),
            tuple(s for s in self.stances if counts(s)),
        )


def agreement_told(terms: Terms, view: View, voices: Voices | None = None) -> AgreementTold:
    """Read the statements of agreements and the positions of a view under the terms."""
    telling = _Telling(terms, voices or Voices(view))
    claims = [c for s in view.of(Agreement) for c in telling.claims(s)]
    relations = [r for s in (*view.of(Agreement), *view.of(OtherAgreement)) for r in telling.relations(s)]
    stances = [p for s in view.of(Position) for p in telling.stances(s)]
    return AgreementTold(
        tuple(sorted(claims, key=_order)), tuple(sorted(relations, key=_order)), tuple(sorted(stances, key=_order))
    )


def _order(told: Claimed | Related | Stance) -> tuple[date, date, str, int, str]:
    s = told.statement
    return told.day or date.min, told.published or date.min, s.report_id, s.start, s.id


class _Telling:
    def __init__(self, terms: Terms, voices: Voices) -> None:
        self._names, self._voices = Names(terms), voices
        self._by_ordinal: dict[int | None, str] = {p.ordinal: p.id for p in terms.phases if p.ordinal is not None}
        self._title = content_words(terms.title)
        self._all = frozenset({AGREEMENT, *(p.id for p in terms.phases)})

    def claims(self, statement: Statement[Agreement]) -> Iterator[Claimed]:
        content = statement.content
        told: list[tuple[int | None, PhaseClaim]] = []
        told += [(None, PhaseClaim(status=state, words="")) for state in phase_states(content.status)]
        for phase in content.phases:
            claims = {c.status: c for c in phase.claims}
            for state in phase_states(phase.status):
                claims.setdefault(state, PhaseClaim(status=state, words="", evidence=phase.evidence))
            told += [(phase.ordinal, claim) for claim in claims.values()]
        for ordinal, claim in told:
            of = AGREEMENT if ordinal is None else self._by_ordinal.get(ordinal)
            if of is None:
                continue
            own = interval_of(claim.date)
            voice = claim.by or self._voice(statement)
            yield Claimed(
                of, claim.status, own.last if own else statement.published, own is not None, statement.published, voice,
                self._names.of(voice), statement, claim.evidence,
            )  # fmt: skip

    def relations(self, statement: Statement[Agreement]) -> Iterator[Related]:
        content = statement.content
        if content.relation is None:
            return
        of = self._by_ordinal.get(phase_ordinal(content.expiry_of), AGREEMENT)
        voice = self._voice(statement)
        own = day_of(content.signed or content.announced)
        replaces = content.relation == "replaces" and content_words(content.relation_to) >= self._title
        yield Related(
            of, content.relation, own or statement.published, own is not None, statement.published,
            day_of(content.expiry), voice, self._names.of(voice), statement, replaces,
        )  # fmt: skip

    def stances(self, statement: Statement[Position]) -> Iterator[Stance]:
        content = statement.content
        parties = self._names.of(content.actor)
        if not parties:
            return
        named = content.proposal or content.proposal_mention
        # What is accepted is told by its name; the sentence around it helps only where it has none.
        told = named or " ".join(p.text for p in content.evidence)
        words = content_words(told)
        about = next((a for a in ("extension", "suspension") if words & word_list(a)), AGREEMENT)
        phase = self._by_ordinal.get(phase_ordinal(told))
        favourable = True if content.stance in FAVOURABLE else False if content.stance in UNFAVOURABLE else None
        withdrew = content.stance_detail == "withdrew_acceptance"
        yield Stance(
            parties, frozenset({phase}) if phase else self._all, about, favourable, withdrew, position_day(statement),
            interval_of(content.date) is not None, statement.published, statement,
        )  # fmt: skip

    def _voice(self, statement: AnyStatement) -> str:
        said = self._voices.speaker(statement.report_id, statement.content.passages)
        return said or self._voices.outlet(statement.report_id)
