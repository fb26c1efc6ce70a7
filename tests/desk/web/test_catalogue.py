"""Every word of ours comes out of the catalogue: with each text in brackets, none of ours stands outside of them.

What other parts of the program put into sentences (what a statement states, findings, the brief, cells of the board) is
written by them in the same words for the command line and exports, and is left out here by its very words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from typing import Any, get_args

import pytest

from desk.web.terms_case import desk_under_terms
from desk_case import Browser, fill
from trucewatch import api
from trucewatch.checks.all_checks import ALL_CHECKS
from trucewatch.desk.web import opened
from trucewatch.desk.web.asking import Asked
from trucewatch.desk.web.catalogue import Catalogue, load_catalogue
from trucewatch.desk.web.pages.all_pages import ALL_PAGES
from trucewatch.desk.web.pages.report_data import KINDS
from trucewatch.desk.web.pages.report_forms import form_of
from trucewatch.desk.web.pages.terms_under import find_known, known_ids, standing_of
from trucewatch.desk.web.rendering import NAVIGATION
from trucewatch.standing.phase_states import PhaseState
from trucewatch.standing.powers import PowerState
from trucewatch.standing.transitions import Force, Performance
from trucewatch.vocabulary import kinds
from trucewatch.vocabulary.reading_html import LOOKS

pytestmark = pytest.mark.slow

BEGIN, END = "⟦", "⟧"
SAID = {"aria-label", "title", "alt", "placeholder", "data-title", "data-copied", "data-failed"}
"""Attributes that are shown or read aloud."""
WORD = re.compile(r"[^\W\d_]{2,}")
"""A word; single letters are keys."""
MENU = tuple(f"/{name}?process=reef" for group in NAVIGATION for name in group if name in dict(ALL_PAGES))
PATHS = (
    *MENU,
    "/nothing", "/review?whole=true", "/review?whole=true&kind=figures", "/review?process=reef&ruled_by=Ade",
    "/search?process=reef&q=reef", "/timeline?process=reef&order=earliest",
    "/rounds?process=reef&round=first&coder=Noor",
    "/terms?process=reef&terms=quay-2031", "/terms?process=reef&terms=quay-2031&why=council-guns.force",
    "/figures?process=reef&measure=dead", "/quotes?process=reef&q=none",
)  # fmt: skip
NAMES = {
    *("Noor", "Ade", "Mira", "reef", "first", "quay"),  # people, process, round and terms of the record below
    *(look.code for look in LOOKS.values()),
    *("dead", "noon", "guns", "said", "The", "officials"),  # what its reports say in one word
    *(
        "longer",
        "entry",
        "area",
        "prohibited",
        "permitted",
        "mechanisms",
        "disputes",
        "obligations",
        "signed",
    ),  # paths in terms
    *("Harbour", "Council", "Shore", "League", "Post", "Island", "Wire", "Ana", "Velu", "Officials", "Sarn"),
}
"""Words of the record that stand by themselves."""
ID = re.compile(r"\b[0-9a-f]{12,64}\b")
BETWEEN = re.compile(r"[^\w\s'’-]+|(?<!\w)[-'’]|[-'’](?!\w)")


class Shown(HTMLParser):
    """What a page shows or has read aloud, piece by piece."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        self.pieces += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.pieces.append(" ".join(data.split()))


def bracketed() -> Catalogue:
    """The catalogue with every text in brackets."""
    own = load_catalogue()
    texts: dict[str, Any] = {key: own._texts[key] for key in own.all_keys()}
    return Catalogue({key: _put(value) for key, value in texts.items()})


def _put(text: str | Mapping[str, str]) -> str | Mapping[str, str]:
    return (
        f"{BEGIN}{text}{END}" if isinstance(text, str) else {form: f"{BEGIN}{one}{END}" for form, one in text.items()}
    )


def outside(text: str) -> str:
    """What stands in no brackets; what is cut in the middle of a text has none at its end."""
    out, depth = [], 0
    for letter in text:
        depth += (letter == BEGIN) - (letter == END)
        if depth <= 0 and letter != END:
            out.append(letter)
    return "".join(out)


def strings(value: object) -> Iterator[str]:
    """All texts inside a value of the program."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from strings(getattr(value, one.name))
    elif isinstance(value, Mapping):
        yield from strings(list(value.values()))
    elif isinstance(value, Iterable):
        for inner in value:
            yield from strings(inner)


def composed(browser: Browser) -> tuple[str, ...]:
    """Sentences of other parts of the program, longest first; a code of one word is none."""
    desk, asked = browser.desk, Asked("reef")
    view = desk.view(asked)
    readings = [desk.record.reading(filed.report.id) for filed in desk.record.reports()]
    held = [s for reading in readings for s in reading.statements]
    brief = api.brief(desk.record, api.BriefOptions("reef"), desk.judged(asked))
    terms = find_known(desk, "quay-2031")
    stood = standing_of(desk, asked, terms)
    assert stood is not None
    grounds = [ground for answer in stood.folded.answers.values() for ground in answer.grounds]
    parts: list[object] = [
        [(row.text, row.when) for row in api.rows_of(view, api.statements(view))],
        [api.describe(s.content) for s in held],
        [(reading.steps, reading.models) for reading in readings],
        desk.board(asked),
        [(one.sentence, one.repairs) for one in api.found_in(view)],
        [clause.text for part in brief.sections for one in part.sentences for clause in one.clauses],
        brief.since,
        [note.text for note in api.footnotes(brief)],
        known_ids(desk),
        [terms, api.check_terms(terms), [one.words for one in grounds]],
    ]
    found = {one for one in strings(parts) if " " in one or "-" in one}
    # The board shows a day, a side or a bearer apart from the words behind it.
    found |= {rest for one in found for rest in (one.partition(": ")[2], one.partition(", ")[2]) if " " in rest}
    return tuple(sorted(found, key=len, reverse=True))


def left_over(browser: Browser, path: str, sentences: tuple[str, ...], texts: str) -> list[str]:
    """The pieces of a page in which words stand that are neither from the catalogue nor a report's."""
    answer = browser.client.get(path, follow_redirects=True)
    out = []
    for piece in Shown(answer.text).pieces:
        rest = " ".join(outside(piece).split())
        if " " in rest and rest in texts:
            continue
        for sentence in sentences:
            rest = rest.replace(sentence, " ")
        for part in filter(WORD.search, BETWEEN.split(ID.sub(" ", rest))):
            told = " ".join(part.split())
            words = set(WORD.findall(told))
            if not words <= NAMES and not (len(words) > 1 and told in texts):
                out.append(told)
    return out


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The desk, every text of its catalogue in brackets, over a record that has something for every page."""
    held = bracketed()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened, "load_catalogue", lambda: held)
        made = desk_under_terms(tmp_path_factory.mktemp("catalogue"), process="reef")
    with made.desk.writing() as record:
        harbour, wire = fill(record)
        figures = [s for s in record.view().statements() if s.content.KIND == "figures"]
        for author, decide in (("Ade", api.accept_statement), ("Mira", api.withdraw_statement)):
            made.clock.forward()
            decide(record, figures[0].id, api.Act(author, "Noor"))
        api.accept_statement(record, figures[1].id, api.Act("Noor"))
        api.add_note(record, "question", "Noor", author="Ade", target=harbour.id, process="reef", to="Mira")
        api.add_note(record, "remark", "Mira", author="Ade", process="reef")
        api.open_round(record, "first", ["Noor", "Ade"], [wire.id], ("Noor", "Mira"))
    yield made
    made.desk.close()


@pytest.fixture(scope="module")
def sentences(browser: Browser) -> tuple[str, ...]:
    return composed(browser)


@pytest.fixture(scope="module")
def texts(browser: Browser) -> str:
    """The texts of the reports."""
    return "\n".join(" ".join(filed.report.text.split()) for filed in browser.desk.record.reports())


@pytest.mark.parametrize("path", PATHS)
def test_no_word_of_ours_stands_outside_of_the_catalogue(
    browser: Browser, sentences: tuple[str, ...], texts: str, path: str
) -> None:
    assert left_over(browser, path, sentences, texts) == [], path


def test_no_word_on_the_page_of_a_report_does(browser: Browser, sentences: tuple[str, ...], texts: str) -> None:
    for filed in browser.desk.record.reports():
        page = f"/report/{filed.report.id}"
        assert left_over(browser, f"{page}?around=true", sentences, texts) == []
        for kind in KINDS:
            assert left_over(browser, f"{page}?add={kind}", sentences, texts) == []


def test_every_code_that_is_shown_has_words_of_its_own() -> None:
    t = load_catalogue()
    lists = [get_args(one) for one in vars(kinds).values() if get_args(one) and isinstance(get_args(one)[0], str)]
    assert sum(map(len, lists)) > 100
    codes = {code for held in lists for code in held} | set(KINDS)
    codes |= {choice for kind in KINDS for field in form_of(kind) for choice in field.choices if choice}
    assert {code for code in codes - {"true", "false"} if not t.has(f"codes.{code}")} == set()
    assert {f.name for kind in KINDS for f in form_of(kind) if not t.has(f"fields.{f.name}")} == set()
    assert {check.code for check in ALL_CHECKS if not t.has(f"findings.checks.{check.code}")} == set()
    of_terms = {one for held in (Force, Performance, PowerState, PhaseState) for one in get_args(held)}
    assert {one for one in of_terms if not t.has(f"terms.value.{one}")} == set()


def test_a_word_beside_the_catalogue_is_found(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Catalogue, "code", lambda _, code: code.replace("_", " "))
    assert "figures" in left_over(browser, "/review?process=reef&whole=true&kind=talks", (), "")
