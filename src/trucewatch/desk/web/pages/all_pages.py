"""All pages, in the order in which their addresses are tried."""

from __future__ import annotations

from fastapi import APIRouter

from trucewatch.desk.web.pages.actor import router as actor
from trucewatch.desk.web.pages.actors import router as actors
from trucewatch.desk.web.pages.add import BODY_LIMITS as ADD_LIMITS
from trucewatch.desk.web.pages.add import router as add
from trucewatch.desk.web.pages.board import router as board
from trucewatch.desk.web.pages.brief import router as brief
from trucewatch.desk.web.pages.figures import router as figures
from trucewatch.desk.web.pages.findings import router as findings
from trucewatch.desk.web.pages.notes_acts import router as notes
from trucewatch.desk.web.pages.obligations import router as obligations
from trucewatch.desk.web.pages.positions import router as positions
from trucewatch.desk.web.pages.quotes import router as quotes
from trucewatch.desk.web.pages.report_acts import router as report
from trucewatch.desk.web.pages.review import router as review
from trucewatch.desk.web.pages.rounds_acts import router as rounds
from trucewatch.desk.web.pages.search import router as search
from trucewatch.desk.web.pages.talks import router as talks
from trucewatch.desk.web.pages.terms import router as terms
from trucewatch.desk.web.pages.timeline import router as timeline

ALL_PAGES: tuple[tuple[str, APIRouter], ...] = (
    ("board", board),
    ("brief", brief),
    ("add", add),
    ("positions", positions),
    ("quotes", quotes),
    ("figures", figures),
    ("obligations", obligations),
    ("terms", terms),
    ("findings", findings),
    ("review", review),
    ("rounds", rounds),
    ("notes", notes),
    ("timeline", timeline),
    ("talks", talks),
    ("actors", actors),
    ("actor", actor),
    ("search", search),
    ("report", report),
)
"""The name of each in the menu and in addresses, and what answers there."""

BODY_LIMITS: dict[str, int] = {**ADD_LIMITS}
"""Bytes of a body that are taken at a path, where that is more than `guard.BODY_LIMIT`."""
