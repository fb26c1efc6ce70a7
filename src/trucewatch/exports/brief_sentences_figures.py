"""Figures side by side: people before other counts, the kinds in turn; never summed, each in its report's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trucewatch.exports.brief import Clause, Sentence
from trucewatch.exports.brief_material import Material
from trucewatch.exports.brief_wording import capital, is_name, quoted
from trucewatch.standing.asof import recency
from trucewatch.standing.figures import FigureComparison, FigureEntry, excludes, sameness
from trucewatch.vocabulary.kinds import Figure

_ORDER = ("killed", "wounded", "displaced", "released", "held", "troops", "other")
_LAST = len(_ORDER) - 1
_SIDE_BY_SIDE = 4
_QUOTED = 170  # characters: the words that are counted stand behind the number
_SIGNS = {
    "killed": "kill dead died death fatal casualt slain", "wounded": "wound injur hurt",
    "held": "held hold remain custody kept captivity", "released": "releas free exchang return handed",
    "displaced": "displac flee fled refugee homes uproot", "troops": "troop soldier force fighter army",
}  # fmt: skip
# A kind is told only where the report's words have a word of it: else the number stands with these words alone.


def figure_sentences(told: Material) -> list[Sentence]:
    """People before other counts: of each kind one, then a second of each; what differs, then the newest."""
    kept = [(c, entries) for c in told.board.figures if (entries := _shown(told, c))]
    apart = [(c, group) for c, entries in kept if c.differ for group in _apart(told, entries)]
    among = {id(e) for _, group in apart for e in group}
    rows: list[_Row] = [
        _Row(_rank(told, c, group), True, max(recency(e.stated.day) for e in group), _compared(told, c, group))
        for c, group in apart
    ]
    for comparison, every in kept:
        for same in _by_words([e for e in every if id(e) not in among]):
            # Counts of no named kind come last: what they count is known from their sentence alone.
            rank = _rank(told, comparison, same)
            if rank == _LAST and not _kind(comparison) and same[-1].stated.text in ("0", "1"):
                continue  # "one of them" is a word more often than a count
            rows.append(_Row(rank, False, recency(same[-1].stated.day), _alone(told, comparison, same)))
    found = _in_turn(rows)
    if not found:
        found.append(told.one("No figure was read.", told.searched()))
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Row:
    """A sentence with what it is ordered by: the place of its kind, whether voices differ, its day."""

    rank: int
    differ: bool
    day: date
    sentence: Sentence


def _in_turn(rows: Sequence[_Row]) -> list[Sentence]:
    """Kinds of people take turns, so that many figures of one kind leave room for the others."""
    ordered = sorted(rows, key=lambda r: (r.rank, not r.differ, -r.day.toordinal()))
    turns: Counter[int] = Counter()
    placed = []
    for row in ordered:
        # Other counts: those that differ stand behind the first turn of people, the rest at the end.
        turn = turns[row.rank] if row.rank < _LAST else 0 if row.differ else len(rows)
        placed.append((turn, row.rank, row.sentence))
        turns[row.rank] += 1
    placed.sort(key=lambda row: row[:2])
    return [sentence for *_, sentence in placed]


def _rank(told: Material, comparison: FigureComparison, same: Sequence[FigureEntry]) -> int:
    return _ORDER.index(comparison.what if _is_told(told, comparison, same) else "other")


def _shown(told: Material, comparison: FigureComparison) -> list[FigureEntry]:
    return [e for e in comparison.entries if told.of_cell(e.stated.cell) and e.stated.text != "a number not told"]


def _apart(told: Material, entries: Sequence[FigureEntry]) -> list[list[FigureEntry]]:
    """Entries of one measure and scope of which two voices' numbers exclude each other."""
    alike: dict[tuple[object, ...], list[tuple[FigureEntry, Figure]]] = {}
    for entry in entries:
        content = next((s.content for s in told.of_cell(entry.stated.cell) if isinstance(s.content, Figure)), None)
        if content is not None:
            alike.setdefault(sameness(content), []).append((entry, content))
    return [
        [entry for entry, _ in held]
        for held in alike.values()
        if any(excludes(a, b) and one.stated.voice != other.stated.voice for one, a in held for other, b in held)
    ]


def _by_words(entries: Sequence[FigureEntry]) -> list[list[FigureEntry]]:
    found: dict[tuple[str, str], list[FigureEntry]] = {}
    for entry in entries:
        found.setdefault((entry.stated.text, (entry.stated.speaker or "").casefold()), []).append(entry)
    return list(found.values())


def _kind(comparison: FigureComparison) -> str:
    kind = "" if comparison.what == "other" else comparison.what
    status = "" if comparison.status == "reported" else comparison.status
    label = comparison.label.replace(" (parts of a whole)", "")
    counted = "" if label == comparison.what else label
    return ", ".join(filter(None, (counted, kind, status)))


def _is_told(told: Material, comparison: FigureComparison, same: Sequence[FigureEntry]) -> bool:
    signs = _SIGNS.get(comparison.what, "").split()
    words = " ".join(told.worded(p) for e in same for p in e.stated.cell.places).casefold()
    return not signs or any(sign in words for sign in signs)


def _alone(told: Material, comparison: FigureComparison, same: Sequence[FigureEntry]) -> Sentence:
    stated = same[-1].stated
    notes = tuple(dict.fromkeys(n for e in reversed(same) for n in told.notes(e.stated.cell, 1)))[:3]
    shown = told.worded(stated.cell.places[0]) if stated.cell.places else ""
    whole = f" of {same[-1].part_of:,}" if same[-1].part_of is not None else ""
    kind = _kind(comparison) if _is_told(told, comparison, same) else ""
    head = ", ".join(filter(None, (kind, f"{stated.text}{whole}")))
    voice = told.voice(stated.speaker, [p.report_id for e in same for p in e.stated.cell.places])
    return Sentence((Clause(f"{capital(head)} ({voice}): {quoted(shown, _QUOTED)}.", notes),))


def _compared(told: Material, comparison: FigureComparison, entries: Sequence[FigureEntry]) -> Sentence:
    """Numbers that exclude each other, newest first, with who gives them."""
    groups = sorted(_by_words(entries), key=lambda g: recency(g[-1].stated.day), reverse=True)[:_SIDE_BY_SIDE]
    clauses = []
    for number, same in enumerate(groups):
        stated = same[-1].stated
        source = told.sources(p.report_id for e in same for p in e.stated.cell.places)
        if stated.speaker and is_name(stated.speaker):
            source = f"{stated.speaker}, in {source}"
        lead = f"{capital(_kind(comparison) or 'a count')}, side by side: " if number == 0 else ""
        scope = f", {quoted(same[-1].scope, 60)}" if same[-1].scope else ""
        notes = tuple(dict.fromkeys(n for e in reversed(same) for n in told.notes(e.stated.cell, 1)))[:2]
        end = "." if number == len(groups) - 1 else ";"
        clauses.append(Clause(f"{lead}{stated.text}{scope} ({source}){end}", notes))
    return Sentence(tuple(clauses))
