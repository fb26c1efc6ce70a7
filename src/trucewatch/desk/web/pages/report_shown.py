"""What the page of a report shows, as values: they are its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trucewatch.desk.web.pages.notes_shown import NoteShown
from trucewatch.desk.web.pages.report_forms import FormField
from trucewatch.desk.web.pages.report_text import Paragraph
from trucewatch.desk.web.pages.together_shown import TogetherShown
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Kind
from trucewatch.vocabulary.ruling import Verdict


@dataclass(frozen=True)
class ReportAsks:
    """The parameters of the page.

    Attributes:
        at: a passage to show, "START-END", in characters of the text.
        show: kinds to show; (): all.
        correct: a statement whose fields are to be corrected.
        add: a kind of which a statement is to be added.
        words: the words that carry it, where `at` does not tell.
        around: also what stands around the report: findings and copies.
        done: a statement on which something was just decided.
        queue: the kind that the queue of reviews is followed for; "" for all.
    """

    at: str = ""
    show: tuple[str, ...] = ()
    correct: str = ""
    add: str = ""
    words: str = ""
    around: bool = False
    done: str = ""
    queue: str = ""


@dataclass(frozen=True)
class RulingShown:
    """What a person decided, when (ISO 8601), and the same in words."""

    verdict: Verdict
    author: str
    at: str
    reason: str
    told: str


@dataclass(frozen=True)
class StatementShown:
    """A statement of the report.

    Attributes:
        id: its id.
        kind: its kind.
        code: the two letters of its kind.
        text: what is stated, in one line.
        said_by: who says so inside the report; None: the report itself.
        when: its own date in words, "" for none.
        confidence: 0 to 1, None where none was measured.
        doubtful: the reader was unsure of it.
        note: a remark of what read it, or "".
        step: the step that read it, "" where a person did, and `read_by`, that person.
        words: its passages in the order of the text.
        places: START-END of each passage, those of an agreement's phases too.
        rulings: what people ruled on it, and how it came into another's place, oldest first.
        notes: what people noted about it, oldest first.
        standing: unseen, accepted, corrected, added or withdrawn.
        replaced_by: of one that was corrected, the id of what stands in its place.
    """

    id: str
    kind: Kind
    code: str
    text: str
    said_by: str | None
    when: str
    confidence: float | None
    doubtful: bool
    note: str
    step: str
    read_by: str
    words: str
    places: tuple[str, ...]
    rulings: tuple[RulingShown, ...]
    notes: tuple[NoteShown, ...]
    standing: str
    replaced_by: str | None = None


@dataclass(frozen=True)
class GroupShown:
    """A kind of statements.

    Attributes:
        kind: the kind, and the two letters (`code`) and the line that mark it in the text.
        count: how many statements of it there are.
        is_shown: are they shown?
        statements: these.
        together: those of them that nobody decided on, to be accepted in one go; None where they are too few for that.
    """

    kind: Kind
    code: str
    line: str
    count: int
    is_shown: bool
    statements: tuple[StatementShown, ...]
    together: TogetherShown | None


@dataclass(frozen=True)
class PendingShown:
    """A ruling that waits to be carried over.

    Attributes:
        old: the id of the statement that it is on, and `text`, what that states.
        ruling: the ruling.
        successors: what the reading gives in its place: id and text, the likeliest first.
    """

    old: str
    text: str
    ruling: RulingShown
    successors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class VersionShown:
    """A version of the report.

    Attributes:
        id: its id.
        told: its outlet and day, in words.
        published: its day of publication.
        reason: why it was put in the other's place, and `author`, by whom; "" for the first.
        changes: what was taken out and put in, sentence by sentence.
    """

    id: str
    told: str
    published: date | None
    reason: str
    author: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FindingShown:
    """A finding on the report.

    Attributes:
        id: its id.
        severity: error_in_source, tension or gap.
        sentence: it in words.
        repairs: possible readings that would resolve it.
        places: the passages, here and in other reports.
        decided: the last decision on it, in words; "" where nobody took one.
        is_dismissed: was it set aside?
    """

    id: str
    severity: str
    sentence: str
    repairs: tuple[str, ...]
    places: tuple[Place, ...]
    decided: str
    is_dismissed: bool


@dataclass(frozen=True)
class CopyShown:
    """Another report with the same words: its id, its outlet and day in words, and how like it is."""

    id: str
    told: str
    likeness: str
    is_origin: bool


@dataclass(frozen=True)
class FormShown:
    """A form for a statement that is corrected or added.

    Attributes:
        kind: its kind.
        fields: its fields.
        words: the words that carry it, one passage a line.
        statement: the id of what is corrected, "" for a new one.
        text: what that states.
        reason: why.
    """

    kind: Kind
    fields: tuple[FormField, ...]
    words: str
    statement: str = ""
    text: str = ""
    reason: str = ""


@dataclass(frozen=True)
class DoneShown:
    """What was just decided.

    Attributes:
        statement: the id of the statement, and `text`, what it states.
        verdict: accept, correct, withdraw or add.
        reason: why.
        undo: "accept" where that would take it back, else "": then another ruling is needed.
        now: the id of what stands now, "" for nothing.
    """

    statement: str
    text: str
    verdict: str
    reason: str
    undo: str
    now: str


@dataclass(frozen=True)
class ReportData:
    """A report, its statements and what people did with them.

    Attributes:
        id: its id.
        title: how it is headed.
        told: its outlet and day, in words.
        url: its address, as declared.
        language: ISO 639-1, None where unknown; `direction` is "rtl" or "auto".
        facts: metadata by name, in words.
        in_force: False where a newer version stands in its place: then nothing can be decided here.
        is_erased: all its words were erased.
        paragraphs: its text.
        groups: its statements by kind.
        taken_away: statements that a ruling withdrew or corrected.
        pending: rulings that wait to be carried over.
        versions: all versions, the first one first; () where there is one only.
        notes: what people noted about the report as a whole, oldest first.
        findings: what does not add up about it; None where that was not asked for.
        copies: reports with the same words; None likewise.
        form: a statement that is corrected or added.
        done: what was just decided.
        next_statement: id of the statement that comes next after that.
        times_left: after that, how many times that the reader was sure of nobody looked at; they are passed over.
    """

    id: str
    title: str
    told: str
    url: str | None
    language: str | None
    direction: str
    facts: tuple[tuple[str, str], ...]
    in_force: bool
    is_erased: bool
    paragraphs: tuple[Paragraph, ...]
    groups: tuple[GroupShown, ...]
    taken_away: tuple[StatementShown, ...]
    pending: tuple[PendingShown, ...]
    versions: tuple[VersionShown, ...]
    notes: tuple[NoteShown, ...]
    findings: tuple[FindingShown, ...] | None = None
    copies: tuple[CopyShown, ...] | None = None
    form: FormShown | None = None
    done: DoneShown | None = None
    next_statement: str | None = None
    times_left: int = 0
