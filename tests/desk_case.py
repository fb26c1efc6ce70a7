"""A desk over a small record of two invented reports, read by a few patterns, and a browser without a browser."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from desk.cli.cli_case import HARBOUR, WIRE, read
from trucewatch import api
from trucewatch.desk.web.app import create_app
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.options import DeskOptions
from trucewatch.desk.web.terms_given import GivenTerms
from trucewatch.settings import Settings
from trucewatch.vocabulary.report import Report


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2031, 5, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self) -> None:
        """An hour later."""
        self.now += timedelta(hours=1)


def add(record: api.Record, text: str, published: str | None, outlet: str, process: str | None = "reef") -> Report:
    """Put a report into the record, read by the patterns of the command line's cases."""
    report = Report(
        text, published=date.fromisoformat(published) if published else None, outlet=outlet, process=process
    )
    record.add(read(report), author="Noor")
    return report


def fill(record: api.Record) -> tuple[Report, Report]:
    """The two reports."""
    return (
        add(record, HARBOUR, "2031-05-10", "Harbour Post"),
        add(record, WIRE, "2031-05-11", "Island Wire"),
    )


class Browser:
    """The desk, asked as a browser on this machine asks it."""

    def __init__(self, folder: Path, terms: tuple[GivenTerms, ...] = (), patience: float = 60) -> None:
        self.clock = Clock()
        settings = Settings(folder / "talks.sqlite", author="Noor")
        self.options = DeskOptions(settings, clock=self.clock, reader=read, terms=terms, patience=patience)
        self.app = create_app(self.options)
        self.desk: Desk = self.app.state.desk
        self.client = TestClient(self.app, base_url=self.options.address, follow_redirects=False)
        self.token = {"X-CSRF-Token": self.options.token}

    def page(self, address: str, status: int = 200) -> str:
        """The HTML of a page."""
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text[:2000]
        return answer.text

    def json(self, address: str, status: int = 200) -> dict[str, object]:
        """What /api answers."""
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text[:2000]
        held = answer.json()
        assert isinstance(held, dict)
        return held


def words(html: str) -> str:
    """What a page shows, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
