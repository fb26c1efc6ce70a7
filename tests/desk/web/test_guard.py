"""What stands before every page: nothing of another site or another name gets past it."""

from __future__ import annotations

import pytest

from desk_case import Browser
from trucewatch.desk.web.options import DeskOptions
from trucewatch.errors import TrucewatchError

VISIT = "/board/visit?process=reef"


def visits(browser: Browser) -> bool:
    """Was the process marked as looked at?"""
    return browser.json("/api/board")["since"] is not None


@pytest.mark.parametrize("address", ["/", "/board", "/api/board", "/static/css/desk.css", "/nothing", "/board?as_of=x"])
def test_every_answer_has_the_headers_of_security(browser: Browser, address: str) -> None:
    headers = browser.client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:80", "127.0.0.1:8765.evil.example", ""])
def test_another_host_is_not_answered(browser: Browser, host: str) -> None:
    answer = browser.client.get("/board", headers={"Host": host})
    assert answer.status_code == 400
    assert "reef" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "[::1]:8765", "LOCALHOST:8765"])
def test_other_names_of_this_machine_are_answered(browser: Browser, host: str) -> None:
    assert browser.client.get("/board", headers={"Host": host}).status_code == 200


def test_a_page_of_the_desk_may_act(browser: Browser) -> None:
    for given in ({"headers": browser.token}, {"data": {"csrf": browser.options.token}}, _multipart(browser)):
        assert browser.client.post(VISIT, **given).status_code == 303
    assert visits(browser)


def test_forms_of_browsers_that_send_no_referrer_may_act(browser: Browser) -> None:
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert browser.client.post(VISIT, data={"csrf": browser.options.token}, headers=headers).status_code == 303


def test_nobody_else_may_act(browser: Browser) -> None:
    own = {"csrf": browser.options.token}
    answers = [
        browser.client.post(VISIT),
        browser.client.post(VISIT, data={"csrf": "guessed"}),
        browser.client.post(VISIT, headers={"X-CSRF-Token": ""}),
        browser.client.post(VISIT, data={"other": f"csrf={browser.options.token}"}),
        browser.client.post(f"{VISIT}&csrf={browser.options.token}"),
        browser.client.post(VISIT, data=own, headers={"Origin": "http://evil.example"}),
        browser.client.post(VISIT, data=own, headers={"Origin": "null"}),
        browser.client.post(VISIT, data=own, headers={"Sec-Fetch-Site": "cross-site"}),
        browser.client.request("DELETE", VISIT),
    ]
    assert [answer.status_code for answer in answers] == [403] * len(answers)
    assert not visits(browser)


def test_a_body_over_the_limit_is_refused_whether_its_length_is_told_or_not(browser: Browser) -> None:
    large = b"x" * (256 * 1024 + 1)
    assert browser.client.post(VISIT, content=large, headers=browser.token).status_code == 413
    pieces = (large[i : i + 9999] for i in range(0, len(large), 9999))
    assert browser.client.post(VISIT, content=pieces, headers=browser.token).status_code == 413
    told = {**browser.token, "Content-Length": "1e9"}
    assert browser.client.post(VISIT, content=b"x", headers=told).status_code == 413
    assert not visits(browser)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "desk.example", "", "127.0.0.1.evil.example"])  # noqa: S104
def test_only_this_machine_can_be_listened_on(host: str) -> None:
    with pytest.raises(TrucewatchError, match="other machines"):
        DeskOptions(host=host)


def test_the_look_leads_back_to_a_page_of_the_desk_only(browser: Browser) -> None:
    for back in ("https://evil.example/x", "//evil.example/x", "/\\evil.example/x", "javascript:x"):
        answer = browser.client.post("/theme", data={"theme": "dark", "back": back}, headers=browser.token)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith(("//", "/\\"))


def _multipart(browser: Browser) -> dict[str, object]:
    return {"files": {"csrf": (None, browser.options.token), "file": ("a.txt", b"words")}}
