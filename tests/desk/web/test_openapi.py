"""The API, asked as its own description says it may be, and otherwise: no fault of ours, no answer of another shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from desk_case import Browser, fill
from trucewatch.desk.web.pages.all_pages import ALL_PAGES
from trucewatch.desk.web.rendering import NAVIGATION

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
HOST = "127.0.0.1"
NAMES = {name for name, _ in ALL_PAGES} & {name for group in NAVIGATION for name in group}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    browser = Browser(tmp_path_factory.mktemp("api"))
    with browser.desk.writing() as record:
        fill(record)
    host = {"Host": f"{HOST}:{browser.options.port}"}
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", browser.app, headers=host)
    schema.config.update(headers=host)
    yield schema
    browser.desk.close()


@pytest.mark.slow
def test_every_answer_is_of_the_shape_that_is_told(described: schemathesis.BaseSchema) -> None:
    asked = []
    for found in described.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        asked.append(operation.path)

        @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck])
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
    assert {f"/api/{name}" for name in NAMES} <= set(asked)
