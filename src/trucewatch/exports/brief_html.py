"""A brief as one HTML page: self-contained, without script, legible on a screen and in print, with links to notes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from trucewatch.exports.brief import Brief, Clause, Section
from trucewatch.exports.brief_build import note_text
from trucewatch.exports.brief_wording import plain_words

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.45 "Segoe UI", "Helvetica Neue", Arial, sans-serif; max-width: 46rem; margin: 1.5rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.4rem; margin-bottom: .2rem; }
h2 { font-size: 1.05rem; margin: 1rem 0 .2rem; }
header p, .rest, footer p { margin: .1rem 0; }
.rest, footer, .notes { font-size: .85rem; }
ul { margin: .2rem 0; padding-left: 1.2rem; }
sup a { text-decoration: none; padding: 0 .1rem; }
.notes { overflow-wrap: anywhere; }
@page { size: A4; margin: 12mm 15mm; }
@media print {
  body { font-size: 8.5pt; line-height: 1.21; max-width: none; margin: 0; padding: 0; }
  h1 { font-size: 13pt; margin: 0; }
  h2 { font-size: 9.5pt; break-after: avoid; margin: 4pt 0 0; }
  ul, ol { margin: 1.5pt 0; }
  li { break-inside: avoid; margin: .5pt 0; }
  .rest, footer { font-size: 7pt; line-height: 1.2; }
  .notes { font-size: 6.4pt; line-height: 1.18; }
  a { color: inherit; }
}
"""


def brief_html(brief: Brief) -> str:
    """The page; words of reports are escaped, and nothing is fetched."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{_safe(brief.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<header>\n<h1>{_safe(brief.title)}</h1>"
    yield from (f"<p>{_safe(line)}</p>" for line in brief.heading)
    yield "</header>"
    marked: set[int] = set()
    for section in brief.sections:
        yield from _section(brief, section, marked)
    yield '<section class="notes" aria-labelledby="footnotes">\n<h2 id="footnotes">Footnotes</h2>\n<ol>'
    for number, note in enumerate(brief.notes, 1):
        back = f'<a href="#mark-{number}" aria-label="Back to mark {number}">↑</a>'
        yield f'<li id="note-{number}">{_safe(note_text(note))} {back}</li>'
    yield "</ol>\n</section>\n</main>\n<footer>"
    yield from (f"<p>{_safe(remark)}</p>" for remark in brief.remarks)
    yield "</footer>\n</body>\n</html>"


def _section(brief: Brief, section: Section, marked: set[int]) -> Iterator[str]:
    yield f'<section aria-labelledby="{section.name}">\n<h2 id="{section.name}">{_safe(section.title)}</h2>\n<ul>'
    for sentence in section.sentences:
        yield "<li>" + " ".join(_clause(brief, clause, marked) for clause in sentence.clauses) + "</li>"
    yield "</ul>"
    if section.rest:
        yield f'<p class="rest">{_safe(section.rest)}</p>'
    yield "</section>"


def _clause(brief: Brief, clause: Clause, marked: set[int]) -> str:
    links = []
    for number in brief.numbers(clause):
        # An id stands once: the first mark of a note is where its note leads back to.
        own = "" if number in marked else f' id="mark-{number}"'
        marked.add(number)
        links.append(f'<sup><a{own} href="#note-{number}" aria-label="Footnote {number}">{number}</a></sup>')
    return _safe(clause.text) + "".join(links)


def _safe(text: str) -> str:
    return escape(plain_words(text))
