"""A brief from a view: its sections in their fixed order, cut to two pages, with what was left out counted."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from trucewatch.exports.brief import SHORT, Brief, Cited, Note, Section, Sentence
from trucewatch.exports.brief_material import Material, Since
from trucewatch.exports.brief_sentences_ahead import due_sentences, talks_sentences
from trucewatch.exports.brief_sentences_changed import changed_sentences
from trucewatch.exports.brief_sentences_contested import contested_sentences, incident_sentences
from trucewatch.exports.brief_sentences_figures import figure_sentences
from trucewatch.exports.brief_sentences_force import force_sentences
from trucewatch.exports.brief_sentences_gaps import quiet_sentences, source_sentences, unknown_sentences
from trucewatch.exports.brief_sentences_positions import position_sentences
from trucewatch.exports.brief_wording import cut
from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.incidents import Incident
from trucewatch.vocabulary.view import View

NOTE_MOST = 230
"""Characters of a passage that a footnote prints; a longer one ends with an ellipsis, its offsets are the whole's."""

_LINE, _NOTE_LINE = 92, 118  # characters of a line of two A4 pages as the PDF sets them
_POINTS = 1_700.0  # height of two pages between their margins, without title and foot
_SENTENCE, _NOTE, _SECTION = 11.5, 8.2, 22.0  # height of a line of text, of a line of notes, of a heading


@dataclass(frozen=True)
class _Plan:
    """A section to be.

    Attributes:
        name, title: of the section.
        sentences: writes them, what matters most first.
        least: how many stay as long as another section has more than its own.
        most: how many are printed at most.
        see: where the others are.
    """

    name: str
    title: str
    sentences: Callable[[Material], list[Sentence]]
    least: int
    most: int
    see: str


_PLANS = (
    _Plan("force", "Is the truce in force?", force_sentences, 4, 6, "`trucewatch board`"),
    _Plan("changed", "Changed since the last", changed_sentences, 3, 5, "`trucewatch board`"),
    _Plan("due", "Due in 72 hours and in 14 days", due_sentences, 3, 6, "`trucewatch board`"),
    _Plan("contested", "Newly contested", contested_sentences, 3, 5, "`trucewatch findings`"),
    _Plan("incidents", "Incidents and access", incident_sentences, 3, 5, "`trucewatch show violations`"),
    _Plan("positions", "Positions on live proposals", position_sentences, 4, 8, "`trucewatch show positions`"),
    _Plan("talks", "Talks", talks_sentences, 2, 4, "`trucewatch show talks`"),
    _Plan("figures", "Figures side by side", figure_sentences, 3, 6, "`trucewatch show figures`"),
    _Plan("quiet", "Gone quiet", quiet_sentences, 2, 3, "`trucewatch findings`"),
    _Plan("unknown", "What is not known", unknown_sentences, 3, 6, "`trucewatch board`"),
    _Plan("sources", "Balance of sources", source_sentences, 2, 4, "`trucewatch report list`"),
)  # fmt: skip
_BEFORE = {"incidents": ("changed", "contested")}
_LEAST = {plan.name: plan.least for plan in _PLANS}

REMARKS = (
    "Every sentence says who says so; none says that something happened.",
    "Words in quotation marks are the reports' own. Actors stand in alphabetical order.",
)


@dataclass(frozen=True)
class BriefAsked:
    """What a brief is made of beside the view.

    Attributes:
        process: the process of the view, "" for reports filed under none.
        since: what is new.
        findings: what does not add up, dismissed findings left out.
        incidents: what was logged or told to have happened, by the id of the report.
    """

    process: str = ""
    since: Since = field(default_factory=Since)
    findings: tuple[Finding, ...] = ()
    incidents: Mapping[str, tuple[Incident, ...]] = field(default_factory=dict)


def build_brief(view: View, asked: BriefAsked | None = None) -> Brief:
    """The brief of a view as of its day, at most two pages of A4.

    Args:
        view: reports and statements of one process, bound by its clocks.
        asked: process, what is new, and findings.

    Returns:
        The same brief for the same view, whatever the order in which its reports were added.
    """
    given = asked or BriefAsked()
    told = Material(view, given.since, given.findings, given.incidents)
    written = [(plan, plan.sentences(told)) for plan in _PLANS]
    sections: list[Section] = []
    for plan, sentences in written:
        # What is told as changed or contested is not told again as an incident; the same words once in any section.
        before = [s for one in sections if one.name in _BEFORE.get(plan.name, ()) for s in one.sentences]
        fresh = _once(sentences, before) or sentences[:1]
        kept = fresh[: plan.most]
        sections.append(Section(plan.name, plan.title, tuple(kept), len(fresh) - len(kept), plan.see))
    title = f"Brief, {given.process or 'reports of no named process'}"
    if told.day is not None:
        title += f", {long_date(told.day)}"
    whole = Brief(title, given.process, told.day, view.known_on, given.since.words, tuple(sections), REMARKS)
    return fitted(whole)


def _once(sentences: Sequence[Sentence], before: Sequence[Sentence]) -> list[Sentence]:
    """The sentences without those that quote what one before them quotes from the same places."""
    seen, fresh = [_quoting(s) for s in before], []
    for sentence in sentences:
        words, notes = _quoting(sentence)
        if not any(words in held and set(notes) <= set(known) for held, known in seen):
            seen.append((words, notes))
            fresh.append(sentence)
    return fresh


def _quoting(sentence: Sentence) -> tuple[str, tuple[Note, ...]]:
    """By what sentences are known as one: the words they quote, whatever leads to them, and what they rest on."""
    return (sentence.text.partition("): ")[2] or sentence.text).strip("“”‘’….; "), sentence.notes


def fitted(brief: Brief) -> Brief:
    """The brief cut to two pages: the last sentence of the longest section goes first, and is counted.

    No section goes below its own least as long as another is above; one sentence always stays.
    """
    while height(brief) > _POINTS:
        above = [s for s in brief.sections if len(s.sentences) > _LEAST.get(s.name, 1)]
        long = above or [s for s in brief.sections if len(s.sentences) > 1]
        if not long:
            break
        # Of equally long ones a later section gives way first.
        longest = max(enumerate(long), key=lambda pair: (_section_height(pair[1]), pair[0]))[1]
        shorter = replace(longest, sentences=longest.sentences[:-1], left_out=longest.left_out + 1)
        brief = replace(brief, sections=tuple(shorter if s is longest else s for s in brief.sections))
    return brief


def height(brief: Brief) -> float:
    """How high the brief is, in points, as the PDF sets it: sections, then footnotes."""
    notes = sum(_NOTE * _lines(note_text(note), _NOTE_LINE) for note in brief.notes)
    return sum(_section_height(section) for section in brief.sections) + notes


def note_text(note: Note) -> str:
    """A footnote in words, without its mark: outlet, day, the passage verbatim, id and place."""
    if not isinstance(note, Cited):
        return note.text[:1].upper() + note.text[1:] + "."
    words = f": “{cut(note.passage.text, NOTE_MOST)}”" if note.passage is not None else ""
    held = f" [{note.withheld}]" if note.withheld else ""
    unsure = "; another reading is possible" if note.unsure else ""
    place = f", {note.passage.start}–{note.passage.end}" if note.passage is not None and note.placed else ""
    return f"{note.outlet}, {note.when}{words}{held} (report {note.report_id[:SHORT]}{place}{unsure})."


def _section_height(section: Section) -> float:
    lines = sum(_lines(s.text + " 00" * len(s.notes), _LINE) + 0.25 for s in section.sentences)
    return _SECTION + _SENTENCE * (lines + (1 if section.left_out else 0))


def _lines(text: str, width: int) -> int:
    return max(1, math.ceil(len(text) / width))
