"""The desk on the samples, served on this machine, and Debian's chromium looking at it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from trucewatch import api
from trucewatch.desk.web.app import create_app
from trucewatch.desk.web.options import DeskOptions
from trucewatch.settings import Settings

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = ROOT / "build" / "screens"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these are slow; without a browser they are skipped, but never where the whole is checked."""
    lacking = [name for name, held in (("chromium", CHROMIUM), ("axe-core", AXE.exists())) if not held]
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.slow)
            if lacking and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason=f"`make test-browser` gets what is lacking: {lacking}"))


@contextmanager
def serving(app: FastAPI, port: int) -> Iterator[None]:
    """The desk, answering on this machine for as long as it is looked at."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield
    server.should_exit = True
    thread.join(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskOptions]:
    """The desk over the samples, read by the program itself."""
    place = tmp_path_factory.mktemp("desk") / "samples.sqlite"
    assert api.demo(place).processes
    options = DeskOptions(Settings(place, author="Noor"), port=free_port(), patience=60)
    with serving(create_app(options), options.port):
        yield options


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's chromium, without a window and without requests of its own."""
    assert CHROMIUM, "chromium is not installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, and what went wrong on it.

    Attributes:
        page: the page.
        address: where the desk is.
        errors: errors of scripts and of the console.
        strangers: requests that left the desk.
    """

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the desk and wait until it is quiet."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        self.page.wait_for_load_state("networkidle")

    def is_well(self) -> None:
        """Nothing went wrong so far, and nothing was asked of another machine."""
        assert self.errors == []
        assert self.strangers == []


def watch(page: Page, address: str) -> Watched:
    """Note from now on what goes wrong on a page."""
    made = Watched(page, address)
    own = urlsplit(address).netloc

    def asked(address: str) -> None:
        if urlsplit(address).scheme not in ("data", "blob") and urlsplit(address).netloc != own:
            made.strangers.append(address)

    page.on("pageerror", lambda error: made.errors.append(str(error)))
    page.on("console", lambda said: made.errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda sent: asked(sent.url))
    return made


@pytest.fixture
def watched(request: pytest.FixtureRequest, served: DeskOptions, chromium: Browser) -> Iterator[Watched]:
    """A new window; a parameter gives its (width, colour scheme)."""
    width: int
    scheme: Literal["light", "dark"]
    width, scheme = getattr(request, "param", (1440, "light"))
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", accept_downloads=True
    )
    yield watch(context.new_page(), served.address)
    context.close()
