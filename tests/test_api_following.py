"""Feeds are followed on a host on this machine: nothing is lost, nothing is read twice, hosts are asked politely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.api.following import read_feed_list
from trucewatch.errors import ReportError
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from web_host import Host, answer, serving

WORDS = (
    "The delegations of the two shores came back to the lake on Sunday and agreed that the truce is to last a month. "
    "The monitors counted four complaints in the week, two from each side, and asked both for the names of the units. "
    "The next meeting is to be held at the ferry landing, where the question of the nets is to be settled, both said. "
    "Neither of the two delegations would say whether the third annex had been opened at this meeting, as was planned."
)
NO_RULES = answer(status="404 Not Found")

READ: list[str] = []


def reader(report: Report) -> Reading:
    READ.append(report.text)
    return Reading(report, steps=("nothing 1",), models=("none",))


ADD = api.AddOptions(api.IntakeOptions(process="lake"), reader=reader, author="Noor")


def item(number: int, words: str = WORDS, day: int = 3, link: str = "") -> str:
    address = link or f"https://herald.example.org/{number}"
    return (
        f"<item><title>Talks {number}</title><link>{address}</link><guid>n-{number}</guid>"
        f"<pubDate>Mon, 0{day} Mar 2025 08:00:00 GMT</pubDate><description>{words}</description></item>"
    )


def feed(*items: str) -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>{"".join(items)}</channel></rss>'
    ).encode()


def sent(body: bytes, **headers: str) -> bytes:
    return answer(body, kind="application/rss+xml", **headers)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[api.Record]:
    READ.clear()
    with api.open_record(tmp_path / "lake.sqlite") as opened:
        yield opened


def options(host: Host, **changes: object) -> api.FollowOptions:
    made = api.FollowOptions(add=ADD, fetch=host.options(), sleep=lambda seconds: None)
    return replace(made, **changes)  # type: ignore[arg-type]


def once(record: api.Record, host: Host, path: str = "/feed", **changes: object) -> api.Followed:
    (done,) = api.follow(record, [host.url(path)], options(host, **changes))
    return done


def test_new_items_are_read_once_and_corrected_ones_again(record: api.Record) -> None:
    answers = {"/robots.txt": NO_RULES, "/feed": sent(feed(item(2), item(1, WORDS + " One.")))}
    with serving(answers) as host:
        first = once(record, host)
        second = once(record, host)
        answers["/feed"] = sent(
            feed(item(3, WORDS + " Three."), item(2, WORDS + " Corrected."), item(1, WORDS + " One."))
        )
        third = once(record, host)
    assert [r.title for r in first.added] == ["Talks 1", "Talks 2"]  # as they were published
    assert {(r.published, r.outlet, r.process) for r in first.added} == {(date(2025, 3, 3), "Herald", "lake")}
    assert (len(second.added), second.before) == (0, 2)
    assert [r.title for r in third.added] == ["Talks 2", "Talks 3"]
    assert len(READ) == len(set(READ)) == 4
    assert len(record.reports()) == 4


def test_host_is_asked_for_changes_alone(record: api.Record) -> None:
    answers = {
        "/robots.txt": NO_RULES,
        "/feed": sent(feed(item(1)), ETag='"v1"', Last_Modified="Mon, 03 Mar 2025 09:00:00 GMT"),
    }
    with serving(answers) as host:
        once(record, host)
        answers["/feed"] = answer(status="304 Not Modified", kind="")
        again = once(record, host)
        third = once(record, host)
        heads = [head for head in host.asked if head.startswith("GET /feed")]
    assert "If-None-Match" not in heads[0]
    for head in heads[1:]:
        assert 'If-None-Match: "v1"' in head
        assert "If-Modified-Since: Mon, 03 Mar 2025 09:00:00 GMT" in head
    assert again.visit.outcome == "unchanged"
    # A second 304 in a row is asked for with the same validators: an unchanged visit forgets nothing.
    assert third.visit.outcome == "unchanged"
    assert api.last_visits(record)[third.visit.address].outcome == "unchanged"


def test_broken_feed_is_asked_for_as_a_whole_again(record: api.Record) -> None:
    whole = feed(item(1), item(2, WORDS + " Two."))
    answers = {"/robots.txt": NO_RULES, "/feed": sent(whole[:-160], ETag='"v1"')}
    with serving(answers) as host:
        first = once(record, host)
        answers["/feed"] = sent(whole, ETag='"v2"')
        second = once(record, host)
        heads = [head for head in host.asked if head.startswith("GET /feed")]
    assert first.visit.outcome == "damaged"
    assert first.visit.told
    assert "If-None-Match" not in heads[1]
    assert {r.title for r in (*first.added, *second.added)} == {"Talks 1", "Talks 2"}
    assert second.visit.outcome == "read"


@pytest.mark.parametrize(
    ("sent_", "told"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: 9999\r\n\r\n<rss>", "broke off"),
        (answer(status="500 Oh"), "500"),
        (answer(b"<html><body>no feed</body></html>"), "no RSS or Atom feed"),
        (answer(status="302 Found", Location="http://10.0.0.1/feed"), "10.0.0.1"),
        (answer(status="302 Found", Location="file:///etc/passwd"), "file"),
    ],
)
def test_visit_that_fails_loses_nothing(record: api.Record, sent_: bytes, told: str) -> None:
    answers = {"/robots.txt": NO_RULES, "/feed": sent_}
    with serving(answers) as host:
        failed = once(record, host)
        answers["/feed"] = sent(feed(item(1)))
        after = once(record, host)
    assert failed.visit.outcome == "failed"
    assert told in (failed.visit.told or "")
    assert [r.title for r in after.added] == ["Talks 1"]


def test_redirect_is_followed(record: api.Record) -> None:
    answers = {
        "/robots.txt": NO_RULES,
        "/feed": answer(status="301 Moved", Location="/new"),
        "/new": sent(feed(item(1))),
    }
    with serving(answers) as host:
        assert len(once(record, host).added) == 1


def test_item_of_ten_megabytes_is_refused_alone_and_tried_once(record: api.Record) -> None:
    answers = {"/robots.txt": NO_RULES, "/feed": sent(feed(item(2, "a truce " * 1_250_000), item(1)))}
    with serving(answers) as host:
        first = once(record, host)
        second = once(record, host)
    assert [r.title for r in first.added] == ["Talks 1"]
    (refused,) = first.refused
    assert "too large" in str(refused.error)
    assert (second.before, second.refused, second.added) == (2, (), ())


def test_page_behind_a_teaser_is_fetched_where_its_host_allows(record: api.Record) -> None:
    page = (
        f"<html><head><title>Talks</title></head><article><h1>Talks</h1><p>{WORDS}</p><p>Behind.</p></article></html>"
    )
    answers = {
        "/robots.txt": answer(b"User-agent: *\nDisallow: /closed", kind="text/plain"),
        "/open": answer(page.encode()),
    }
    with serving(answers) as host:
        teasers = (
            item(1, "Both sides met.", link=host.url("/open")),
            item(2, "Both sides parted again.", link=host.url("/closed")),
        )
        answers["/feed"] = sent(feed(*teasers))
        done = once(record, host)
        paths = [head.split()[1] for head in host.asked]
    texts = {r.title: r.text for r in done.added}
    assert "Behind." in texts["Talks"]
    assert texts["Talks 2"] == "Talks 2\nBoth sides parted again."
    assert "/closed" not in paths
    assert paths.count("/robots.txt") == 1
    opened = next(r for r in done.added if r.title == "Talks")
    assert (opened.published, opened.outlet) == (date(2025, 3, 3), "Herald")


@pytest.mark.parametrize("rules", [answer(b"User-agent: *\nDisallow: /", kind="text/plain"), answer(status="503 Busy")])
def test_feed_that_may_not_be_fetched(record: api.Record, rules: bytes) -> None:
    answers = {"/robots.txt": rules, "/feed": sent(feed(item(1)))}
    with serving(answers) as host:
        done = once(record, host)
        assert not any(head.startswith("GET /feed") for head in host.asked)
    assert "robots.txt" in (done.visit.told or "")


def test_hosts_are_asked_with_pauses(record: api.Record) -> None:
    waited: list[float] = []
    answers = {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 7", kind="text/plain")}
    answers |= {"/a": sent(feed(item(1))), "/b": sent(feed(item(2, WORDS + " Two.")))}
    with serving(answers) as host:
        api.follow(record, [host.url("/a"), host.url("/b")], options(host, sleep=waited.append))
        paths = [head.split()[1] for head in host.asked]
    assert paths == ["/robots.txt", "/a", "/b"]
    assert len(waited) == 2  # between the rules and the first feed, too
    assert all(5 < seconds <= 7 for seconds in waited)


def test_rules_of_a_host_are_asked_for_once_in_several_rounds_and_with_a_pause(record: api.Record) -> None:
    waited: list[float] = []
    answers = {"/robots.txt": NO_RULES, "/a": sent(feed(item(1))), "/b": sent(feed(item(2, WORDS + " Two.")))}
    with serving(answers) as host:
        chosen = options(host, sleep=waited.append)
        api.follow(record, [host.url("/a")], chosen)
        api.follow(record, [host.url("/b")], chosen)
        paths = [head.split()[1] for head in host.asked]
    assert paths == ["/robots.txt", "/a", "/b"]
    assert len(waited) == 2
    assert all(0 < seconds <= 2 for seconds in waited)


def test_stop_between_reading_and_noting_reads_nothing_twice(
    record: api.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trucewatch.api import following  # noqa: PLC0415

    answers = {"/robots.txt": NO_RULES, "/feed": sent(feed(item(2, WORDS + " Two."), item(1)), ETag='"v1"')}

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with serving(answers) as host:
        with monkeypatch.context() as patch:
            patch.setattr(following, "note_item", stopped)
            with pytest.raises(KeyboardInterrupt):
                once(record, host)
        assert len(record.reports()) == 1
        after = once(record, host)
    assert (after.known, [r.title for r in after.added]) == (1, ["Talks 2"])
    assert len(record.reports()) == 2


@pytest.mark.parametrize("address", ["ftp://herald.example.org/feed", "feed.xml", "http://user:pw@herald.example.org/"])
def test_wrong_address_fetches_nothing(record: api.Record, address: str) -> None:
    with serving({}) as host:
        with pytest.raises(ReportError):
            api.follow(record, [host.url("/feed"), address], options(host))
        assert host.asked == []


def test_list_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text(
        "# mine\nhttps://a.example/feed\n\nhttps://b.example/feed\nhttps://a.example/feed\n", encoding="utf-8"
    )
    assert read_feed_list(path) == ("https://a.example/feed", "https://b.example/feed")
    path.write_text("# none\n", encoding="utf-8")
    with pytest.raises(ReportError, match="holds no address"):
        read_feed_list(path)
