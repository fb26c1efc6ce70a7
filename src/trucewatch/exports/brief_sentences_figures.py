"""Figures side by side: those that differ first; never summed, each in its report's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trucewatch.exports.brief import Clause, Sentence
from trucewatch.exports.brief_material import Material
from trucewatch.exports.brief_wording import capital, is_name, quoted
from trucewatch.standing.asof import recency
from trucewatch.standing.figures import FigureComparison, FigureEntry, excludes, sameness
from trucewatch.vocabulary.kinds import Figure

_ORDER = ("killed", "wounded", "held", "released", "displaced", "troops", "other")
_SIDE_BY_SIDE = 4
_QUOTED = 170  # characters: the words that are counted stand behind the number
_SIGNS = {
    "killed": "kill dead died death fatal casualt slain", "wounded": "wound injur hurt",
    "held": "held hold remain custody kept captivity", "released": "releas free exchang return handed",
    "displaced": "displac flee fled refugee homes uproot", "troops": "troop soldier force fighter army",
}  # fmt: skip
# A kind is told only where the report's words have a word of it: else the number stands with these words alone.


def figure_sentences(told: Material) -> list[Sentence]:
    """Comparisons that differ, then the newest of the others; people before other counts."""
    kept = [(c, entries) for c in told.board.figures if (entries := _shown(told, c))]
    apart = {id(e): group for c, entries in kept if c.differ for group in _apart(told, entries) for e in group}
    differing = [_compared(told, c, group) for c, entries in kept if c.differ for group in _apart(told, entries)]
    single: list[tuple[int, date, Sentence]] = []
    for comparison, every in kept:
        entries = [e for e in every if id(e) not in apart]
        # Counts of no named kind come last: what they count is known from their sentence alone.
        for same in _by_words(entries):
            rank = _ORDER.index(comparison.what if _is_told(told, comparison, same) else "other")
            if rank == len(_ORDER) - 1 and not _kind(comparison) and same[-1].stated.text in ("0", "1"):
                continue  # "one of them" is a word more often than a count
            single.append((rank, recency(same[-1].stated.day), _alone(told, comparison, same)))
    single.sort(key=lambda row: (row[0], -row[1].toordinal()))
    found = [*differing, *(sentence for _, _, sentence in single)]
    if not found:
        found.append(told.one("No figure was read.", told.searched()))
    return list(dict.fromkeys(found))


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
