"""A reading as HTML for notebooks: the report's text with its passages coloured by kind.

One piece of HTML that needs nothing else: styles stand in the elements, there is no script, and nothing is fetched. It
takes the page's own letters and ground, so it is legible in light and dark notebooks; kinds are told apart by two
letters and a style of line as well as by colour. Passages may lie in one another, and cross.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Agreement, Content, Kind, Quantity, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement


@dataclass(frozen=True)
class Look:
    """How a kind looks.

    Attributes:
        code: two letters that stand before its passages.
        colour: of a lightness that shows on white and on black (contrast 3 to 1 or more; a test holds it).
        line: style of the line under its passages.
    """

    code: str
    colour: str
    line: str


LOOKS: dict[Kind, Look] = {
    "parties": Look("PA", "#2080df", "solid"),
    "agreement": Look("AG", "#1a9155", "double"),
    "other_agreements": Look("OA", "#298d7f", "dashed"),
    "proposals": Look("PR", "#9666d9", "dashed"),
    "obligations": Look("OB", "#cc5f11", "solid"),
    "positions": Look("PO", "#dd408e", "double"),
    "quotes": Look("QU", "#6477d8", "solid"),
    "times": Look("TI", "#967c15", "dotted"),
    "figures": Look("FI", "#df4949", "dotted"),
    "instruments": Look("IN", "#a368b6", "dotted"),
    "talks": Look("TA", "#508d23", "dashed"),
    "violations": Look("VI", "#be6654", "double"),
}

_SHORT = 12  # digits of an id shown; the same that `trucewatch why` takes
_LANES = 7  # lines under one another at most; more of them share the last
_STEP = 4  # pixels from one line to the next
_WORDS = 90  # characters of a passage repeated in the list of statements
_HIDDEN = {"unsure", "note", "confidence", "step", "timex"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FRAME = "border:1px solid rgba(127,127,127,.45);border-radius:6px;padding:.7em 1em;max-width:60em"
_PANE = "max-height:56em;overflow:auto;overflow-wrap:anywhere;margin:.6em 0"
_QUIET = "opacity:.8;font-size:.9em"


@dataclass(frozen=True)
class _Mark:
    """Words with the statements of one kind that they carry, and the height of their line under the text."""

    start: int
    end: int
    lane: int
    statements: tuple[AnyStatement, ...]

    @property
    def look(self) -> Look:
        return LOOKS[self.statements[0].content.KIND]


def reading_html(
    report: Report, statements: Sequence[AnyStatement], findings: Sequence[Finding], made_by: Sequence[str] = ()
) -> str:
    """The text of a report with the passages of its statements marked, a legend, and lists of statements and findings.

    Args:
        report: the report.
        statements: what was read in it.
        findings: what came up.
        made_by: names of what read it, shown at the end.

    Returns:
        One `div`, well-formed also as XML. Characters that no page can hold are shown as signs.
    """
    named = report.title or re.split(r"[/\\]", report.name or "")[-1] or f"report {report.id[:_SHORT]}"
    told = [report.outlet or "no outlet", report.published.isoformat() if report.published else "no date"]
    parts = [
        f'<div role="region" aria-label="Reading of {_text(named)}" style="{_FRAME}">',
        f'<div dir="auto" style="font-weight:600">{_text(named)}</div>',
        f'<div dir="auto" style="{_QUIET}">{_text(" · ".join(told))}</div>',
        _legend(statements),
        f'<div role="group" aria-label="Text" tabindex="0" style="{_PANE}">',
        *_lines(report.text, _marks(statements)),
        "</div>",
        *_listed("Statements, with their ids", [_row(s) for s in statements]),
        *_listed("Findings", [f"<code>{_text(f.code)}</code> {_text(f.sentence)}" for f in findings]),
        f'<div style="{_QUIET}">Read by {_text(", ".join(made_by))}.</div>' if made_by else "",
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


def line_of(content: Content) -> str:
    """What a content states, as its fields and values; a source that wants to stay unnamed is not named."""
    hidden = _HIDDEN | ({"speaker"} if isinstance(content, Quote) and content.sealed else set())
    pairs = ((f.name, _value(getattr(content, f.name))) for f in fields(content) if f.name not in hidden)
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in pairs if value)


def _value(value: object) -> str:
    """A value in words, "" for one that says nothing or has its place in the text."""
    if isinstance(value, Quantity):
        return _value(value.number)
    if isinstance(value, tuple):
        return ", ".join(item for item in value if isinstance(item, str))
    if value is True:
        return "yes"
    return str(value) if isinstance(value, str | int | float) and value is not False else ""


def _passages(content: Content) -> list[Passage]:
    """Its passages, of an agreement those of its phases too; each once."""
    phases = content.phases if isinstance(content, Agreement) else ()
    return sorted({*content.passages, *(p for phase in phases for p in phase.evidence)})


def _marks(statements: Sequence[AnyStatement]) -> list[_Mark]:
    """All passages in the order of the text, the longer first; short ones choose their lane first, the lowest free."""
    order = {kind: number for number, kind in enumerate(LOOKS)}
    placed: dict[tuple[int, int, int], list[AnyStatement]] = {}
    for statement in statements:
        for passage in _passages(statement.content):
            placed.setdefault((passage.start, passage.end, order[statement.content.KIND]), []).append(statement)
    lanes: list[list[tuple[int, int]]] = []
    marks = []
    for start, end, kind in sorted(placed, key=lambda at: (at[1] - at[0], at[0], -at[2])):
        free = next((n for n, taken in enumerate(lanes) if _is_free((start, end), taken)), len(lanes))
        lane = min(free, _LANES - 1)
        if lane == len(lanes):
            lanes.append([])
        insort(lanes[lane], (start, end))
        marks.append(_Mark(start, end, lane, tuple(placed[start, end, kind])))
    return sorted(marks, key=lambda m: (m.start, -m.end, -m.lane))


def _is_free(extent: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (extent[1], 0))
    return at == 0 or taken[at - 1][1] <= extent[0]


def _lines(text: str, marks: Sequence[_Mark]) -> Iterator[str]:
    """Each line of the text as a block of its own, so that its direction and height are its own."""
    at, waiting, running = 0, list(reversed(marks)), list[_Mark]()
    for line in text.split("\n"):
        end = at + len(line)
        while waiting and waiting[-1].start < end:
            running.append(waiting.pop())
        running = [mark for mark in running if mark.end > at]
        under = _STEP * (max(m.lane for m in running) + 1) if running else 0
        height = f"calc(1.55em + {under}px);padding-bottom:{under // 2}px" if line.strip() else "1em"
        body = "".join(_marked(text, (at, end), running)) if line else "<br/>"
        yield f'<div dir="auto" style="white-space:pre-wrap;line-height:{height}">{body}</div>'
        at = end + 1


def _marked(text: str, line: tuple[int, int], marks: Sequence[_Mark]) -> Iterator[str]:
    """The words of a line within the elements of their marks; where two cross, the inner one is closed and resumed."""
    at, end = line
    stack: list[_Mark] = []
    opening = sorted(marks, key=lambda m: (max(m.start, at), -m.end, -m.lane))
    edges = sorted({min(max(edge, at), end) for m in marks for edge in (m.start, m.end)} | {end})
    for edge in edges:
        yield _text(text[at:edge])
        at = edge
        over = next((n for n, mark in enumerate(stack) if mark.end <= edge or edge == end), len(stack))
        yield "</span>" * (len(stack) - over)
        again = [mark for mark in stack[over:] if mark.end > edge and edge < end]
        stack = stack[:over]
        while opening and max(opening[0].start, line[0]) == edge and edge < end:
            again.append(opening.pop(0))
        for mark in sorted(again, key=lambda m: (-m.end, -m.lane)):
            stack.append(mark)
            yield _opened(mark, stack, is_first=mark.start == edge)


def _opened(mark: _Mark, stack: Sequence[_Mark], *, is_first: bool) -> str:
    look = mark.look
    ground = _tint(look.colour) if len(stack) <= 3 else ""  # more of them would hide the letters
    told = "&#10;".join(_text(_told(s)) for m in reversed(stack) for s in m.statements)
    width = 3 if look.line == "double" else 2
    style = f"{ground}border-bottom:{width}px {look.line} {look.colour};padding-bottom:{_STEP * mark.lane}px"
    ids = " ".join(s.id[:_SHORT] for s in mark.statements)
    code = _code(look, len(mark.statements)) if is_first else ""
    return f'<span data-statements="{ids}" title="{told}" style="{style}">{code}'


def _tint(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"background:rgba({red},{green},{blue},.13);"


def _code(look: Look, count: int) -> str:
    """The letters of a kind: not selected with the text, and apart from its direction."""
    times = f"×{count}" if count > 1 else ""
    return (
        '<small style="font-size:.62em;font-weight:600;vertical-align:.5em;margin-inline-end:.3em;'
        f'unicode-bidi:isolate;user-select:none">{look.code}{times}</small>'
    )


def _legend(statements: Sequence[AnyStatement]) -> str:
    counts = Counter(s.content.KIND for s in statements)
    items = []
    for kind in (cls.KIND for cls in CONTENT_CLASSES if counts[cls.KIND]):
        look = LOOKS[kind]
        width = 3 if look.line == "double" else 2
        line = f"{_tint(look.colour)}border-bottom:{width}px {look.line} {look.colour}"
        items.append(
            f'<li style="display:inline-block;margin:0 1.2em .4em 0"><span style="{line};padding:0 .25em">'
            f"<b>{look.code}</b> {kind.replace('_', ' ')}</span> {counts[kind]}</li>"
        )
    listed = "".join(items) or "<li>no statements</li>"
    return f'<ul aria-label="Kinds" style="list-style:none;margin:.7em 0 0;padding:0;font-size:.9em">{listed}</ul>'


def _told(statement: AnyStatement) -> str:
    unsure = " (unsure)" if statement.content.unsure else ""
    return f"{statement.content.KIND}{unsure}: {line_of(statement.content)} [{statement.id[:_SHORT]}]"


def _row(statement: AnyStatement) -> str:
    content = statement.content
    words = " … ".join(p.text for p in content.passages)
    words = words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + " …"
    return (
        f"<code>{statement.id[:_SHORT]}</code> <b>{LOOKS[content.KIND].code}</b> <bdi>{_text(line_of(content))}</bdi>"
        f' <bdi style="{_QUIET}">“{_text(" ".join(words.split()))}”</bdi>'
    )


def _listed(title: str, rows: Sequence[str]) -> Iterator[str]:
    """A list that is folded away at first; nothing where it holds nothing."""
    if rows:
        yield f'<details style="margin:.3em 0"><summary>{title}: {len(rows)}</summary>'
        yield '<ul style="margin:.4em 0;max-height:30em;overflow:auto;font-size:.9em">'
        yield from (f"<li>{row}</li>" for row in rows)
        yield "</ul></details>"


def _text(words: str) -> str:
    """Words as HTML text or attribute; what no page can hold becomes a sign that stands for it."""
    return html.escape(_CONTROL.sub(_sign, words)).replace("\r", "&#13;")


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
