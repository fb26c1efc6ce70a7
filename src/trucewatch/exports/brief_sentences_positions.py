"""Positions on proposals: the latest word of each actor, in our words where read surely, else in the report's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trucewatch.exports.brief import Clause, Note, Sentence
from trucewatch.exports.brief_material import Material
from trucewatch.exports.brief_wording import (
    PAST,
    READ_AS,
    capital,
    in_order,
    is_name,
    is_plan,
    listed,
    proposal_words,
    quoted,
    with_article,
)  # fmt: skip
from trucewatch.standing.asof import recency
from trucewatch.standing.cell import Stated
from trucewatch.standing.positions import PositionStanding, ProposalStanding
from trucewatch.standing.wording import label_key
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Position
from trucewatch.vocabulary.statement import Statement

_LIVE = timedelta(days=14)


@dataclass(frozen=True)
class _Part:
    text: str
    source: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Stance:
    """One stance as one statement has it, with the fold's view of it."""

    statement: Statement[Position]
    stated: Stated

    @property
    def who(self) -> str:
        """Who takes it, in the report's words where these name somebody."""
        content = self.statement.content
        mention = content.actor_mention
        usable = is_name(mention) and mention is not None and (mention[0].isupper() or len(mention.split()) > 1)
        return with_article(mention if usable and mention else content.actor)

    @property
    def words(self) -> str:
        """The report's words."""
        return self.statement.content.passages[0].text


def stances(told: Material, held: Iterable[Stated]) -> list[Stance]:
    """The stances behind stated cells that may be printed, each once."""
    found: dict[str, Stance] = {}
    for stated in held:
        for id_ in stated.cell.statements:
            statement = told.positions.get(id_)
            if statement is not None and statement.content.passages and not statement.content.is_doubtful:
                found.setdefault(id_, Stance(statement, stated))
    return list(found.values())


def live_proposals(told: Material) -> list[ProposalStanding]:
    """Proposals with a name of their own and somebody's stance, the one last spoken on first.

    A name of general words alone ("the plan") names no proposal: several may be called so in one report.
    """
    named = [p for p in told.board.proposals if label_key(p.label.text) and _newest(told, p) is not None]
    dated = [(p, _newest(told, p) or date.min) for p in named]
    last = max((day for _, day in dated), default=date.min)
    recent = [(p, day) for p, day in dated if last - day <= _LIVE] if last > date.min else dated
    return [p for p, _ in sorted(recent, key=lambda pair: (-pair[1].toordinal(), -len(_shown(told, pair[0]))))]


def position_sentences(told: Material) -> list[Sentence]:
    """A sentence a proposal, then one for stances whose proposal the report does not name."""
    found = []
    live = live_proposals(told)
    # Plans before other things that somebody answered to.
    for proposal in sorted(live, key=lambda p: not is_plan(p.label.text)):
        found += on_proposal(told, proposal)
    found += _unnamed(told)
    if not found:
        found.append(told.one("No position on a proposal was read.", told.searched()))
    return found


def on_proposal(told: Material, proposal: ProposalStanding) -> list[Sentence]:
    """What each actor's latest word on one proposal is: first those in our words, one sentence, then quotations.

    Where what is answered to has no name as a plan has one, the report's words are quoted alone.
    """
    called = is_plan(proposal.label.text)
    plain: dict[tuple[str, str | None, str], list[Stance]] = {}
    others: list[Stance] = []
    for stance in _shown(told, proposal):
        content = stance.statement.content
        if called and told.in_ours(stance.statement) and content.basis != "characterised":
            speaker = content.speaker if content.speaker and content.speaker != content.actor else None
            speaker = speaker if speaker and is_name(speaker) and speaker not in stance.who else None
            plain.setdefault((content.stance, speaker, stance.who), []).append(stance)
        else:
            others.append(stance)
    label = proposal_words(proposal.label.text)
    by = [with_article(p) for p in in_order(proposal.proposers) if is_name(p) and p.casefold() not in label.casefold()]
    by_words = f" (put forward by {listed(by)})" if by else ""
    out = []
    if plain:
        clauses = [_part(told, s, label + by_words if n == 0 else "it") for n, s in enumerate(_together(plain))]
        out.append(Sentence(_joined(clauses)))
    return [*out, *quoted_stances(told, others, f"On {label}, read as" if called else "Read as")]


def quoted_stances(told: Material, held: Iterable[Stance], lead: str, end: str = ".") -> list[Sentence]:
    """Stances in the report's words, with how they were read; those read from the same words together."""
    groups: dict[tuple[str, str], list[Stance]] = {}
    for stance in held:
        groups.setdefault((stance.statement.content.stance, _worded(told, stance)), []).append(stance)
    out = []
    for (_, words), same in groups.items():
        read = READ_AS[same[0].statement.content.stance]
        who, speaker = listed(in_order(s.who for s in same)), same[0].stated.speaker
        voice = told.voice(speaker if speaker and speaker not in who else None, [s.statement.report_id for s in same])
        text = f"{lead} {read} {who} ({voice}): {quoted(words)}{end}"
        out.append(Sentence((Clause(capital(text), tuple(dict.fromkeys(told.note(s.statement) for s in same))),)))
    return out


def unheard(told: Material, proposal: ProposalStanding) -> list[str]:
    """The parties of which no report gives a position on a proposal, in alphabetical order."""
    heard = {p.actor.casefold() for p in proposal.positions}
    heard |= {p.casefold() for p in proposal.proposers}
    return [party for party in told.parties if party.casefold() not in heard]


def _worded(told: Material, stance: Stance) -> str:
    return told.worded(Place(stance.statement.report_id, stance.statement.content.passages[0]))


def _together(plain: Mapping[tuple[str, str | None, str], list[Stance]]) -> list[list[Stance]]:
    """Those who say the same through the same speaker in the same reports share a clause."""
    groups: dict[tuple[str, str | None, frozenset[str]], list[Stance]] = {}
    for (stance, speaker, _), held in plain.items():
        reports = frozenset(s.statement.report_id for s in held)
        groups.setdefault((stance, speaker, reports), []).extend(held)
    order = list(PAST)
    return sorted(
        groups.values(), key=lambda g: (order.index(g[0].statement.content.stance), min(s.who for s in g).casefold())
    )


def _part(told: Material, same: Sequence[Stance], label: str) -> _Part:
    content = same[0].statement.content
    verb = PAST[content.stance]
    if content.stance_detail == "withdrew_acceptance":
        verb = "took back its acceptance of"
    speaker = content.speaker if content.speaker and content.speaker != content.actor else None
    names = listed(in_order(s.who for s in same))
    reports = [s.statement.report_id for s in same]
    source = told.voice(speaker if speaker not in names else None, reports) if speaker else told.sources(reports)
    notes = tuple(dict.fromkeys(told.note(s.statement) for s in same))
    return _Part(f"{names} {verb} {label}", source, notes)


def _joined(parts: Sequence[_Part]) -> tuple[Clause, ...]:
    """The parts of a sentence; a source that several in a row share stands behind the last of them."""
    made = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        source = f" ({part.source})" if last or parts[number + 1].source != part.source else ""
        text = f"{part.text}{source}{'.' if last else ';'}"
        made.append(Clause(capital(text) if number == 0 else text, part.notes))
    return tuple(made)


def _shown(told: Material, proposal: ProposalStanding) -> list[Stance]:
    return [s for position in proposal.positions for s in latest(told, position)]


def latest(told: Material, position: PositionStanding) -> list[Stance]:
    """The last stances of one actor on what is named, by each speaker; one read too doubtfully hides none before it."""
    by_speaker: dict[str, list[Stance]] = {}
    for stance in stances(told, position.history):
        if stance.statement.content.proposal:
            by_speaker.setdefault((stance.stated.speaker or "").casefold(), []).append(stance)
    return [s for held in by_speaker.values() for s in held if recency(s.stated.day) == recency(held[-1].stated.day)]


def _newest(told: Material, proposal: ProposalStanding) -> date | None:
    shown = _shown(told, proposal)
    return max((recency(s.stated.day) for s in shown), default=None) if shown else None


def _unnamed(told: Material) -> list[Sentence]:
    """Stances on what the report calls by a general word or not at all, once a passage, newest first."""
    named = {id(p) for p in told.board.proposals if label_key(p.label.text)}
    held = [
        stance
        for proposal in told.board.proposals
        for position in proposal.positions
        for stance in stances(told, position.latest)
        if id(proposal) not in named or not stance.statement.content.proposal
    ]
    held = [s for s in held if not s.statement.content.unsure]
    held.sort(key=lambda s: (-recency(s.stated.day).toordinal(), s.stated.outlet, s.statement.start))
    return quoted_stances(told, held, "Read as", "; the plan has no name of its own there.")
