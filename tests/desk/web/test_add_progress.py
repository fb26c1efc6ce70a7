"""The page of an adding tells how far it is now, also where nothing came to the record since it was last asked."""

from __future__ import annotations

import time
from threading import Event
from typing import Any

from desk_case import Browser
from trucewatch import api
from trucewatch.desk.web.pages.add_jobs import jobs_of


def test_a_page_that_was_looked_at_while_it_ran_tells_of_its_end(browser: Browser) -> None:
    go = Event()

    def act(_: object) -> api.AddSummary:
        assert go.wait(10)
        return api.AddSummary((), (), ())

    jobs = jobs_of(browser.desk)
    job = jobs.start("a text", browser.clock(), act)
    assert job is not None
    held: Any = browser.json(f"/api/add?job={job.id}")
    assert held["job"]["is_open"]
    assert "data-poll" in browser.page(f"/add?job={job.id}")
    go.set()
    ended = time.monotonic() + 10
    while jobs.job(job.id).is_open and time.monotonic() < ended:
        time.sleep(0.01)
    held = browser.json(f"/api/add?job={job.id}")
    assert not held["job"]["is_open"]
    assert "data-done" in browser.page(f"/add?job={job.id}")
