"""What is missing: matters gone quiet, what no report tells, and on whose reports the brief rests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from trucewatch.exports.brief import Clause, Sentence
from trucewatch.exports.brief_material import Material
from trucewatch.exports.brief_sentences_contested import QUIET, shortened
from trucewatch.exports.brief_sentences_positions import live_proposals, unheard
from trucewatch.exports.brief_wording import counted, is_plan, listed, quoted, with_article
from trucewatch.exports.private_names import NO_OUTLET
from trucewatch.record.duplicates import find_copies
from trucewatch.standing.cell import date_words, long_date
from trucewatch.vocabulary.kinds import Obligation, Talks

_NUMBERS = {2: ("two", "second"), 3: ("three", "third"), 4: ("four", "fourth"), 5: ("five", "fifth")}
_LIVE = 2  # proposals of which it is told who has said nothing


def quiet_sentences(told: Material) -> list[Sentence]:
    """Talks and dates that passed without a word, then findings of silence."""
    found = list(_passed(told))
    for finding in told.findings:
        if finding.code in QUIET and finding.places and all(p.report_id in told.reports for p in finding.places):
            notes = tuple(dict.fromkeys(told.cited(p.report_id, told.shown(p)) for p in finding.places))[:3]
            found.append(Sentence((Clause(shortened(finding.sentence), notes),)))
    if not found:
        found.append(told.one("Nothing that was running is found to have gone quiet.", told.searched()))
    return list(dict.fromkeys(found))


def unknown_sentences(told: Material) -> list[Sentence]:
    """What no report tells: terms of the truce, words of parties on live proposals, bearers, days; and doubt."""
    found = [*_terms(told), *_silent_parties(told)]
    duties = [s for s in told.view.of(Obligation) if not s.content.is_doubtful and s.report_id in told.reports]
    open_ = [s for s in duties if s.content.bearer is None]
    if open_:
        of = counted(len(duties), "duty or demand", "duties and demands")
        text = f"Of {of} read, {len(open_)} {'has' if len(open_) == 1 else 'have'} no bearer named."
        found.append(told.one(text, told.searched(s.report_id for s in duties)))
    undated = [r.id for r in told.reports.values() if r.published is None]
    if undated:
        text = (
            f"{counted(len(undated), 'report')} {'carries' if len(undated) == 1 else 'carry'} no date of publication."
        )
        found.append(told.one(text, told.searched(undated)))
    doubtful = [s for s in told.view.statements() if s.content.is_doubtful and s.report_id in told.reports]
    if doubtful:
        text = (
            f"{counted(len(doubtful), 'statement')} {'was' if len(doubtful) == 1 else 'were'} read too doubtfully to "
            "be printed here; `trucewatch review list` has them."
        )
        found.append(told.one(text, told.searched(s.report_id for s in doubtful)))
    if not found:
        found.append(told.one("No gap in terms, positions or dates was found.", told.searched()))
    return found


def source_sentences(told: Material) -> list[Sentence]:
    """How many reports, of whom, how old the newest is; and whether all rests on one outlet."""
    sources = told.board.sources
    if not sources.reports:
        return [told.one("The record holds no report by that day.", told.searched())]
    named = _outlets(told)
    if [name for name, _ in named] == [NO_OUTLET]:
        return _of_no_outlet(told)
    outlets = "; ".join(f"{name} {number}" for name, number in named[:6])
    more = f"; {len(named) - 6} more" if len(named) > 6 else ""
    text = f"{counted(sources.reports, 'report')} of {counted(len(named), 'outlet')}: {outlets}{more}."
    found = [told.one(text, told.searched()), *_newest(told), *_copies(told)]
    if len(named) == 1:
        found.append(told.one("All of this rests on one outlet.", told.searched()))
    return found


def _of_no_outlet(told: Material) -> list[Sentence]:
    """Reports none of which names its outlet: how many outlets they are of cannot be told."""
    number = told.board.sources.reports
    text = "1 report, which names no outlet." if number == 1 else f"{number:,} reports, none of which names its outlet."
    rests = ["All of this rests on one report."] if number == 1 else []
    return [
        told.one(text, told.searched()),
        *_newest(told),
        *_copies(told),
        *(told.one(t, told.searched()) for t in rests),
    ]


def _newest(told: Material) -> Iterator[Sentence]:
    sources = told.board.sources
    if sources.last and sources.days_since:
        days = counted(sources.days_since, "day")
        yield told.one(f"The newest is {days} old, of {long_date(sources.last)}.", told.searched())


def _outlets(told: Material) -> list[tuple[str, int]]:
    """How many reports of each outlet, most first; those without one together."""
    declared = {report.outlet for report in told.view.reports()}
    numbers: Counter[str] = Counter()
    for name, number in told.board.sources.outlets:
        numbers[name if name in declared else NO_OUTLET] += number
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))


def _copies(told: Material) -> Iterator[Sentence]:
    """Reports that are copies of one text: together they are one source."""
    for copies in find_copies(told.reports.values()):
        names = listed([told.source(id_) for id_ in copies.members])
        notes = tuple(dict.fromkeys(told.cited(id_, None) for id_ in copies.members))
        yield Sentence((Clause(f"{names} print one text, wholly or in part, and are one source in that.", notes),))


def _passed(told: Material) -> Iterator[Sentence]:
    for talks in told.board.talks:
        held = told.of_cell(talks.cell)
        if talks.stage != "date_passed" or not held:
            continue
        venue = next((s.content.venue for s in held if isinstance(s.content, Talks) and s.content.venue), None)
        where = f" in {venue}" if venue else ""
        when = date_words(talks.day) if talks.day else "a day that has passed"
        source = told.sources(s.report_id for s in held)
        text = f"Talks planned for {when}{where} ({source}): no later report was read as telling of them."
        yield Sentence((Clause(text, (*told.notes(talks.cell, 2), told.searched())),))


def _terms(told: Material) -> Iterator[Sentence]:
    for agreement in told.board.agreements:
        if not agreement.main:
            continue
        searched = told.searched(agreement.reports)
        name = with_article(agreement.title)
        if not any(p.starts for p in agreement.phases):
            yield told.one(f"No day on which {name} began was read.", searched)
        if not any(p.durations or p.expiries for p in agreement.phases):
            yield told.one(f"No length or last day of {name} was read.", searched)
        bare = [p for p in agreement.phases if not (p.starts or p.expiries or p.durations)]
        later = [p.ordinal for p in bare if p.ordinal is not None and p.ordinal > 1]
        later = [number for number in later if not _is_dated_elsewhere(told, number)]
        if later:
            of = f"{'phase' if len(later) == 1 else 'phases'} {listed([str(number) for number in later])} of {name}"
            yield told.one(f"Neither a first day, a last day nor a length of {of} was read.", searched)


def _is_dated_elsewhere(told: Material, number: int) -> bool:
    """Does the sentence of a dated duty or of a date to come name the phase ("the second phase opens on 16 May")?"""
    dated = [d.cell for duty in told.board.obligations for d in duty.due] + [row.cell for row in told.board.upcoming]
    word, ordinal = _NUMBERS.get(number, (str(number), str(number)))
    named = re.compile(
        rf"\b(?:{ordinal}|{number}(?:nd|rd|th))\s+phase\b|\bphase\s+(?:{number}|{word})\b", re.IGNORECASE
    )
    return any(
        named.search(told.worded(p)) or named.search(shown.text)
        for c in dated
        for p in c.places
        if (shown := told.shown(p))
    )


def _silent_parties(told: Material) -> Iterator[Sentence]:
    plans = [p for p in live_proposals(told) if is_plan(p.label.text)]
    for proposal in plans[:_LIVE]:
        silent = unheard(told, proposal)
        if silent:
            names = (
                listed([with_article(p) for p in silent])
                if len(silent) < 4
                else counted(len(silent), "party", "parties")
            )
            text = f"No position of {names} was read under the name {quoted(proposal.label.text, 60)}."
            yield told.one(text, told.searched())
