"""A brief as a PDF of two A4 pages at most, its text extractable, its letters embedded; needs the extra `pdf`."""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from trucewatch.errors import TrucewatchError
from trucewatch.exports.brief import Brief, Clause, Section
from trucewatch.exports.brief_build import note_text
from trucewatch.exports.brief_wording import plain_words

_PAGES = 2
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
"""How far letters may shrink where words are wider than was reckoned."""
_LACKING = "“?” stands for letters that this font lacks; the other formats have them."


def brief_pdf(brief: Brief) -> bytes:
    """The document.

    Raises:
        TrucewatchError: reportlab is not installed.
    """
    try:
        import reportlab  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise TrucewatchError(
            "a PDF was asked for, and reportlab is not installed",
            expected="the extra `pdf`",
            advice="Install trucewatch[pdf], or ask for HTML and print that.",
        ) from error
    _letters(Path(reportlab.__file__).parent / "fonts")
    made, pages = b"", 0
    for scale in _SCALES:
        made, pages = _made(brief, scale)
        if pages <= _PAGES:
            break
    return made


def _letters(folder: Path) -> None:
    """Vera comes with reportlab, may be embedded, and has the letters of the languages of western Europe."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name in ("Vera", "VeraBd", "VeraIt"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


def _made(brief: Brief, scale: float) -> tuple[bytes, int]:
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.units import mm  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415

    held = BytesIO()
    template = SimpleDocTemplate(
        held, pagesize=A4, leftMargin=15 * mm, rightMargin=15 * mm, topMargin=13 * mm, bottomMargin=13 * mm,
        title=_shown(brief.title), author="", invariant=1, lang="en",
    )  # fmt: skip
    styles = _styles(scale)
    story: list[Any] = [Paragraph(_safe(brief.title), styles["title"])]
    story += [Paragraph(_safe(line), styles["small"]) for line in brief.heading]
    for section in brief.sections:
        story += _section(brief, section, styles)
    story.append(Paragraph("Footnotes", styles["head"]))
    for number, note in enumerate(brief.notes, 1):
        story.append(Paragraph(f'<a name="note{number}"/>{number}. {_safe(note_text(note))}', styles["note"]))
    remarks = (*brief.remarks, _LACKING) if _lacks(brief) else brief.remarks
    story += [Paragraph(_safe(remark), styles["small"]) for remark in remarks]
    template.build(story)
    return held.getvalue(), template.page


def _styles(scale: float) -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    def style(name: str, size: float, **more: Any) -> Any:
        font = more.pop("font", "Vera")
        return ParagraphStyle(name, fontName=font, fontSize=size * scale, leading=size * scale * 1.24, **more)

    return {
        "title": style("title", 13, font="VeraBd", spaceAfter=2 * scale),
        "head": style("head", 9.5, font="VeraBd", spaceBefore=5 * scale, spaceAfter=1.5 * scale, keepWithNext=1),
        "text": style("text", 8.6, leftIndent=8, bulletIndent=0, spaceAfter=1.2 * scale),
        "small": style("small", 7.4, font="VeraIt"),
        "note": style("note", 6.4, leftIndent=12, firstLineIndent=-12),
    }


def _section(brief: Brief, section: Section, styles: dict[str, Any]) -> list[Any]:
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    made = [Paragraph(_safe(section.title), styles["head"])]
    for sentence in section.sentences:
        words = " ".join(_clause(brief, clause) for clause in sentence.clauses)
        made.append(Paragraph(words, styles["text"], bulletText="–"))
    if section.rest:
        made.append(Paragraph(_safe(section.rest), styles["small"]))
    return made


def _clause(brief: Brief, clause: Clause) -> str:
    marks = ", ".join(f'<a href="#note{n}">{n}</a>' for n in brief.numbers(clause))
    return f'{_safe(clause.text)} <super size="6">{marks}</super>'


def _safe(text: str) -> str:
    return escape(_shown(text), quote=False)


def _lacks(brief: Brief) -> bool:
    told = (brief.title, *brief.heading, *(s.text for s in brief.sentences()), *(note_text(n) for n in brief.notes))
    return any(_shown(text) != plain_words(text) for text in told)


def _shown(text: str) -> str:
    """Words whose every letter the embedded font has; others stand as "?"."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415

    glyphs = pdfmetrics.getFont("Vera").face.charToGlyph
    return "".join(c if ord(c) in glyphs else "?" for c in plain_words(text))
