from __future__ import annotations

from typing import Any

import pytest

from desk.web.test_report import post, statements
from desk_case import Browser, fill

pytestmark = pytest.mark.slow


def test_a_form_that_is_sent_as_it_came_is_left(empty: Browser) -> None:
    with empty.desk.writing() as record:
        harbour, _ = fill(record)
    (figure,) = statements(empty, harbour, "figures")
    page = f"/report/{harbour.id}?correct={figure['id'][:16]}"
    data: Any = empty.json("/api" + page)
    sent = {f"f.{one['name']}": one["value"] for one in data["form"]["fields"]}
    sent |= {"statement": figure["id"], "words": data["form"]["words"], "reason": " "}
    assert post(empty, harbour, "correct", **sent).endswith(f"#s-{figure['id'][:16]}")
    assert empty.desk.record.rulings(figure["id"]) == ()
    for changed in (
        {"reason": "looked twice"},
        {"f.number": "15"},
    ):  # a reason without a change, and a change without one
        answer = empty.client.post(f"/report/{harbour.id}/correct", headers=empty.token, data=sent | changed)
        assert answer.status_code == 400
        assert 'id="form"' in answer.text
    assert empty.desk.record.rulings(figure["id"]) == ()
    assert 'name="reason" value="" dir="auto" aria-required=true>' in empty.page(page)
