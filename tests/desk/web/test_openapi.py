"""The API, asked as its own description says it may be, and otherwise: no fault of ours, no answer of another shape."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from desk_case import Browser, fill

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
HOST = "127.0.0.1"


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
@schemathesis.pytest.from_fixture("described").parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_of_the_shape_that_is_told(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
