from __future__ import annotations

import pytest

from trucewatch.errors import ReportError
from trucewatch.reports.fetch_address import not_public, parse_address, redirected, shown_address

REFUSED_AS_WRITTEN = {
    # other schemes, or none
    "": "no address",
    "herald.example.org/talks": "no http",
    "file:///etc/passwd": '"file:"',
    "FILE://herald.example.org/x": '"FILE:"',
    "ftp://herald.example.org/talks": '"ftp:"',
    "gopher://herald.example.org:70/_x": '"gopher:"',
    "javascript:alert(1)": '"javascript:"',
    "data:text/html,<b>x</b>": '"data:"',
    "view-source:https://herald.example.org": '"view-source:"',
    "http:/herald.example.org": "no host",
    "http:herald.example.org": "no host",
    "http:///herald.example.org": "no host",
    "//herald.example.org": "no http",
    # hidden parts
    "http://herald.example.org@10.0.0.1/": "name or password",
    "http://ana:secret@herald.example.org/": "name or password",
    "http://herald.example.org%40127.0.0.1/": "host",
    "http://127.0.0.1\\@herald.example.org/": "backslash",
    "http:\\\\127.0.0.1/": "backslash",
    "http://herald.example.org\n.lake.example.org/": "invisible",
    "http://herald.example.org/\r\nHost: other.example.org": "invisible",
    "http://herald.example.org\t/": "invisible",
    "http://herald\u200b.example.org/": "invisible",
    "http://herald\u202e.example.org/": "invisible",
    "http://herald.example.org /": "white space",
    # numbers in disguise
    "http://2130706433/": "disguise",
    "http://0x7f000001/": "disguise",
    "http://0x7f.0.0.1/": "disguise",
    "http://0177.0.0.1/": "disguise",
    "http://127.1/": "disguise",
    "http://127.0.0.1.1/": "disguise",
    "http://127.0.0.0x1/": "disguise",
    "http://herald.example.123/": "disguise",
    "http://017700000001/": "disguise",
    "http://256.256.256.256/": "disguise",
    "http://[fe80::1%25eth0]/": "IPv6",
    "http://[::1/": "host",
    "http://[127.0.0.1]/": "IPv6",
    "http://::1/": "host",
    # names of one's own network
    "http://localhost/": "own network",
    "http://LOCALHOST./": "own network",
    "http://ｌｏｃａｌｈｏｓｔ/": "own network",
    "http://desk.localhost:8765/": "own network",
    "http://router.local/": "own network",
    "http://metadata.google.internal/computeMetadata/v1/": "own network",
    "http://intranet/": "own network",
    # hosts and ports that are none
    "http://herald..example.org/": "none",
    "http://herald.example.org../": "none",
    "http://-herald.example.org/": "none",
    "http://" + "a" * 64 + ".example.org/": "none",
    "http://" + "a." * 130 + "example.org/": "none",
    "http://herald.example.org:0/": "none",
    "http://herald.example.org:65536/": "none",
    "http://herald.example.org:８０/": "none",
    "http://herald.example.org:80:80/": "none",
    "http://stra\u00dfe.example.org/": "two ways",
    "https://herald.example.org/" + "a" * 4_000: "characters",
}


@pytest.mark.parametrize(("given", "told"), REFUSED_AS_WRITTEN.items())
def test_refused_as_written(given: str, told: str) -> None:
    with pytest.raises(ReportError, match="Expected") as caught:
        parse_address(given)
    assert told in caught.value.found
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (" https://Herald.Example.org/talks?a=1#part ", "https://herald.example.org/talks?a=1"),
        ("HTTP://herald.example.org", "http://herald.example.org/"),
        ("http://herald.example.org:80/a", "http://herald.example.org/a"),
        ("https://herald.example.org:80/a", "https://herald.example.org:80/a"),
        ("http://herald.example.org.:/a", "http://herald.example.org/a"),
        ("https://herald.example.org?q=two+words", "https://herald.example.org/?q=two+words"),
        ("https://hérald.example.org/séance/1%202", "https://xn--hrald-bsa.example.org/s%C3%A9ance/1%202"),
        ("https://herald.example.org/a@b", "https://herald.example.org/a@b"),
        ("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"),
        ("http://127.0.0.1./", "http://127.0.0.1/"),
        ("http://[0:0:0:0:0:ffff:7f00:1]:8080/", "http://[::ffff:7f00:1]:8080/"),
    ],
)
def test_read_as(given: str, read: str) -> None:
    assert str(parse_address(given)) == read


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("0.0.0.7", "unspecified"),
        ("10.1.2.3", "private"),
        ("100.64.0.1", "provider"),
        ("100.100.100.200", "provider"),
        ("127.0.0.1", "this machine"),
        ("127.255.255.254", "this machine"),
        ("168.63.129.16", "cloud"),
        ("169.254.169.254", "metadata"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.192", "reserved"),
        ("192.168.1.1", "private"),
        ("198.18.0.1", "tests"),
        ("203.0.113.9", "documentation"),
        ("224.0.0.1", "multicast"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::1", "this machine"),
        ("::7f00:1", "this machine"),
        ("::ffff:127.0.0.1", "this machine"),
        ("::ffff:a9fe:a9fe", "metadata"),
        ("64:ff9b::10.0.0.1", "private"),
        ("64:ff9b::7f00:1", "this machine"),
        ("64:ff9b:1::8.8.8.8", "private"),
        ("2002:7f00:1::", "this machine"),
        ("2002:c0a8:101::1", "private"),
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", "private"),
        ("2600:1::5efe:10.0.0.1", "private"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("fc00::1", "private"),
        ("fd00:ec2::254", "private"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "one network"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("4000::1", "reserved"),
        ("::8.8.8.8", "reserved"),
        ("0177.0.0.1", "no known form"),
    ],
)
def test_not_public(address: str, why: str) -> None:
    assert why in (not_public(address) or "")


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:2800:21f:cb07::1", "64:ff9b::8.8.8.8"],
)
def test_public(address: str) -> None:
    assert not_public(address) is None


def test_redirects_are_read_from_where_they_stand() -> None:
    here = parse_address("https://herald.example.org/a/b?c")
    assert str(redirected(here, "../d")) == "https://herald.example.org/d"
    assert str(redirected(here, "//lake.example.org/d#e")) == "https://lake.example.org/d"
    with pytest.raises(ReportError, match="encrypted"):
        redirected(here, "http://herald.example.org/a/b")
    for there in ("file:///etc/passwd", "ftp://herald.example.org/", "http://localhost/", "//ana:secret@lake.example/"):
        with pytest.raises(ReportError, match="leads on") as caught:
            redirected(here, there)
        assert "secret" not in str(caught.value)


def test_shown_without_sign_in_and_invisible_characters() -> None:
    assert shown_address("http://ana:secret@herald.example.org/\u202ex") == "http://…@herald.example.org/�x"
    assert shown_address("ana:secret@herald.example.org") == "ana:…@herald.example.org"
    assert len(shown_address("http://a/" + "b" * 999)) < 200
