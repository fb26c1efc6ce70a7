"""From a page's data to HTML: everything that is not ours is escaped, every word comes out of the catalogue."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from trucewatch import api
from trucewatch.desk.web import charts
from trucewatch.desk.web.asking import OWN, Asked, address
from trucewatch.desk.web.catalogue import direction, runs
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.tables import SHOWN, TableCell
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.surroundings import Surroundings
from trucewatch.vocabulary.view import View, whatever_the_day

NAVIGATION = (
    ("board", "brief", "findings", "timeline"),
    ("positions", "quotes", "figures", "obligations", "terms", "talks", "actors"),
    ("search", "review", "rounds", "notes", "add"),
)
"""The pages in the order of the menu, by group; one that was not installed is left out."""

SHORT = 16
"""Hex digits of a report's id that stand in addresses; any that begin one id alone lead to it."""

TOLD_ONCE = frozenset({"done"})
"""Parameters that say what was just done: no link leads on with them."""

CHOICES = ("auto", "light", "dark")
KEYS = ("on", "off")


@dataclass(frozen=True)
class Sentence:
    """A passage in its sentence, ready to be shown; without a passage the report as a whole.

    Attributes:
        before, words, after: the sentence, the passage in its middle.
        told: outlet and day of its report.
        href: the report, opened at the passage.
    """

    before: str
    words: str
    after: str
    told: str
    href: str


class Renderer:
    """The templates, with what all of them are given."""

    def __init__(self, desk: Desk, pages: frozenset[str]) -> None:
        """Begin.

        Args:
            desk: the desk.
            pages: names of the pages that can be linked.
        """
        self._desk, self._pages = desk, pages
        env = Environment(
            loader=PackageLoader("trucewatch.desk.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        env.filters["day"] = desk.t.day
        env.filters["direction"] = direction
        env.filters["runs"] = runs
        env.globals.update(
            t=desk.t, shown=SHOWN, asset=asset, csrf=desk.options.token, author=desk.author,
            record=desk.record.name, bundle=f"/static/vega-bundle.js?v={charts.bundle_digest()}", choices=CHOICES,
        )  # fmt: skip
        self._env = env

    def page(self, request: Request, name: str, asked: Asked, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A page, from the template of its name.

        Args:
            request: what was asked; its address is that of the page.
            name: of the template and of the entry in the menu.
            asked: what the page is about.
            status: of the answer.
            context: what the template is given beside the words and addresses that all have.
        """
        return HTMLResponse(self.html(request, name, asked, **context), status)

    def html(self, request: Request, name: str, asked: Asked, **context: Any) -> bytes:
        """The same page as UTF-8."""
        with self._desk.lock:
            given = {**self._frame(request, name, asked), **context}
            return self._env.get_template(f"{name}.html").render(given).encode()

    def compile(self) -> None:
        """Make all templates ready: the first page needs not wait for its own."""
        for name in self._env.list_templates():
            self._env.get_template(name)

    def theme(self, request: Request) -> str:
        """The look that was chosen."""
        chosen = request.cookies.get("theme", CHOICES[0])
        return chosen if chosen in CHOICES else CHOICES[0]

    def keys(self, request: Request) -> str:
        """Do single keys act? "on" or "off" (WCAG 2.2, 2.1.4)."""
        chosen = request.cookies.get("keys", KEYS[0])
        return chosen if chosen in KEYS else KEYS[0]

    def preferences(self, request: Request) -> tuple[str, str]:
        """What a page depends on beside its address: look and keys."""
        return self.theme(request), self.keys(request)

    def _frame(self, request: Request, name: str, asked: Asked) -> dict[str, Any]:
        desk = self._desk
        others = {key: value for key, value in request.query_params.items() if key not in OWN | TOLD_ONCE}

        def here(at_path: str = "", **changes: object) -> str:
            return address(at_path or request.url.path, asked, **{**others, **changes})

        return {
            "page": name, "asked": asked, "here": here, "path": request.url.path, "query": request.query_params,
            "address": lambda path, **changes: address(path, asked, **changes),
            "theme": self.theme(request), "keys": self.keys(request),
            "menu": [[p for p in group if p in self._pages] for group in NAVIGATION],
            "has_page": self._pages.__contains__,
            "processes": desk.processes(), "sentence": Sentences(desk, asked), "clocks": None,
        }  # fmt: skip


class Sentences:
    """The sentences of a view, found when they are shown.

    Attributes:
        most: how many a sheet shows; the data have all.
    """

    most = 3

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self._desk, self._asked = desk, asked
        self._view: View | None = None
        self._around: dict[Place, Surroundings] = {}  # by place, for all pages of these reports
        self._sheets: dict[tuple[Place, ...], str] = {}

    def __call__(self, place: Place) -> Sentence:
        """The sentence of a place; the report may lie outside of the view, as one of an earlier version does."""
        if self._view is None:
            self._view = self._desk.view(self._asked)
            self._around = whatever_the_day(self._view, _sentences)
        try:
            report = self._view.report(place.report_id)
        except KeyError:
            report = self._desk.record.find_report(place.report_id)
        name = report.outlet or report.name or report.title or report.id[:12]
        told = ", ".join(filter(None, (name, self._desk.t.day(report.published))))
        if place.passage is None:
            return Sentence("", "", "", told, self.href(place))
        if place not in self._around:
            self._around[place] = api.sentence_around(report.text, place.passage)
        around = self._around[place]
        return Sentence(around.before, around.passage.text, around.after, told, self.href(place))

    def sheet(self, places: tuple[Place, ...]) -> str:
        """The id of the sheet, at the end of the page, that shows these places; the same for the same ones."""
        return self._sheets.setdefault(places, f"said-{len(self._sheets) + 1}")

    def sheets(self) -> tuple[tuple[str, tuple[Place, ...]], ...]:
        """The sheets that were asked for until now."""
        return tuple((id_, places) for places, id_ in self._sheets.items())

    def href(self, place: Place) -> str:
        """Where the report is opened at the passage."""
        passage = place.passage
        at = f"{passage.start}-{passage.end}" if passage else None
        return address(f"report/{place.report_id[:SHORT]}", self._asked, at=at) + ("#p" if at else "")

    def opens(self, cell: TableCell) -> str:
        """Where a cell leads to: its own page, else its first passage, else nowhere ("")."""
        return cell.href or (self.href(cell.places[0]) if cell.places else "")


def _sentences(_: View) -> dict[Place, Surroundings]:
    """A place for the sentences that are shown of a view."""
    return {}


@cache
def asset(name: str) -> str:
    """The address of a file in `static`, with what tells one version from another."""
    held = files("trucewatch.desk.web").joinpath("static", *name.split("/"))
    return f"/static/{name}?v={hashlib.sha256(held.read_bytes()).hexdigest()[:12]}"
