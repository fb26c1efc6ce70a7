from __future__ import annotations

import gzip
import itertools
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import trucewatch
from trucewatch.errors import ReportError
from trucewatch.reports import fetch_connection
from trucewatch.reports.fetch import FetchOptions, fetch
from trucewatch.reports.fetch_connection import MAX_BODY, Answer, Request
from web_host import LOOPBACK, answer, serving

PAGE = b"<!doctype html><p>The two delegations met at the lake.</p>"
NOW = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)
NAME = "https://herald.example.org"


def test_page_with_what_the_host_says_of_it() -> None:
    sent = answer(PAGE, kind="Text/HTML; charset=utf-8", Last_Modified="Sun, 04 May 2031 08:00:00 GMT", ETag='"a1"')
    with serving({"/talks?day=4": sent}) as host:
        got = fetch(host.url("/talks?day=4#top"), host.options(clock=lambda: NOW))
    assert got.body.decode("utf-8-sig") == PAGE.decode()
    assert (got.content_type, got.suffix, got.at) == ("text/html", ".html", NOW)
    assert (got.last_modified, got.etag) == ("Sun, 04 May 2031 08:00:00 GMT", '"a1"')
    assert got.address == host.url("/talks?day=4")
    (head,) = host.asked
    assert f"\r\nHost: herald.example.org:{host.port}\r\n" in head
    assert f"User-Agent: Trucewatch/{trucewatch.__version__} " in head
    assert "Cookie" not in head
    assert "Referer" not in head


def test_redirects_are_followed_to_the_page_and_no_further_than_five() -> None:
    steps = {f"/{n}": answer(status="302 Found", Location=f"/{n - 1}") for n in range(1, 7)}
    with serving({**steps, "/0": answer(b"Talks resumed.", kind="text/plain")}) as host:
        got = fetch(host.url("/5"), host.options())
        assert (got.asked, got.address, got.suffix) == (host.url("/5"), host.url("/0"), ".txt")
        with pytest.raises(ReportError, match="more than 5 times"):
            fetch(host.url("/6"), host.options())


@pytest.mark.parametrize(
    "there",
    [
        "file:///etc/passwd",
        "ftp://herald.example.org/talks",
        "http://localhost/",
        "http://127.0.0.1/",
        "http://127.0.0.1:22/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://ana:secret@herald.example.org/",
        "//10.0.0.1/",
        "http://herald.example.org:25/",
        "http://ring.example.org/",
    ],
)
def test_redirects_are_checked_anew(there: str) -> None:
    tried: list[str] = []

    @contextmanager
    def connect(request: Request) -> Iterator[Answer]:
        tried.append(str(request.address))
        with fetch_connection.connect(request) as got:
            yield got

    def resolve(host: str, port: int) -> tuple[str, ...]:
        return ("10.9.8.7",) if host == "ring.example.org" else (LOOPBACK,)

    with serving({"/": answer(status="301 Moved", Location=there)}) as host:
        with pytest.raises(ReportError) as caught:
            fetch(host.url(), host.options(connect=connect, resolve=resolve))
        assert tried == [LOOPBACK]
        assert len(host.asked) == 1
        assert "secret" not in str(caught.value)


def test_one_address_that_is_not_public_refuses_all() -> None:
    def no_connection(request: Request) -> Iterator[Answer]:
        raise AssertionError(request)

    for found in (("93.184.215.14", "10.0.0.1"), ("::1",), ("2606:2800:21f:cb07::1", "fe80::1%eth0"), ()):
        options = FetchOptions(resolve=lambda host, port, found=found: found, connect=no_connection)  # type: ignore[misc, arg-type]
        with pytest.raises(ReportError, match=r"public|reached"):
            fetch(f"{NAME}/", options)


def test_host_is_resolved_once_and_its_checked_address_is_connected_to() -> None:
    answers = iter([("93.184.215.14",), ("127.0.0.1",)])
    seen: list[Request] = []

    @contextmanager
    def connect(request: Request) -> Iterator[Answer]:
        seen.append(request)
        raise ReportError("seen")
        yield

    with pytest.raises(ReportError, match="seen"):
        fetch(f"{NAME}/", FetchOptions(resolve=lambda host, port: next(answers), connect=connect))
    (request,) = seen
    assert str(request.address) == "93.184.215.14"
    assert request.place.host == "herald.example.org"


def test_without_permission_nothing_of_this_machine_is_reached() -> None:
    with serving({"/": answer(PAGE)}) as host:
        for name in (LOOPBACK, "herald.example.org"):
            options = FetchOptions(resolve=lambda host, port: (LOOPBACK,))
            with pytest.raises(ReportError, match=r"port|this machine"):
                fetch(host.url(name=name), options)
        with pytest.raises(ReportError, match="port"):  # the permission is for one address and port
            fetch(host.url(), host.options(allow=frozenset({(LOOPBACK, host.port + 1)})))
        assert not host.asked


def test_next_address_is_tried_where_one_is_not_reached() -> None:
    with serving({"/": answer(PAGE)}) as host, socket.create_server(("127.0.0.2", 0)) as closed:
        closed.close()
        allow = host.allow | {("127.0.0.2", host.port)}
        options = host.options(resolve=lambda name, port: ("127.0.0.2", LOOPBACK), allow=allow)
        assert fetch(host.url(), options).body == PAGE


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (answer(PAGE, status="404 Not Found"), "404: no such page"),
        (answer(PAGE, status="500 <script>"), "500: an error of the host"),
        (answer(PAGE, status="204 No Content"), "204"),
        (answer(PAGE, status="302 Found"), "302"),
        (answer(PAGE, kind="application/zip"), '"application/zip"'),
        (answer(PAGE, kind="text/htmlx"), '"text/htmlx"'),
        (answer(PAGE, kind=""), "does not say"),
        (answer(b"%PDF-1.7 \xe9", kind="text/html; charset=iso-8859-1"), "PDF document"),
        (answer(PAGE, Content_Encoding="br"), '"br"'),
        (answer(PAGE, Content_Encoding="gzip, gzip"), '"gzip, gzip"'),
        (answer(PAGE, Content_Encoding="gzip"), "broke off"),
        (answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "broke off"),
        (answer(PAGE, Content_Length="9999"), "broke off"),
        (answer(PAGE, Content_Length=str(MAX_BODY + 1)), "too large"),
        (answer(gzip.compress(b"a" * (MAX_BODY + 1)), Content_Encoding="gzip"), "too large"),
        (b"SSH-2.0-server\r\n", "no HTTP"),
        (b"", "broke off|no HTTP|failed"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200, "no HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "broke off"),
    ],
)
def test_answers_that_are_no_page(sent: bytes, told: str) -> None:
    with serving({"/": sent}) as host, pytest.raises(ReportError, match=told) as caught:
        fetch(host.url(), host.options())
    assert "<script>" not in str(caught.value)


def test_endless_body_is_left_at_the_limit() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    endless = itertools.chain([head], itertools.repeat(b"a" * 65_536))
    with serving({"/": endless}) as host, pytest.raises(ReportError, match="too large"):
        fetch(host.url(), host.options())


def test_packed_body_that_grows_without_end_is_left_at_the_limit() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    bomb = gzip.compress(bytes(60_000_000))  # 60 kB
    with serving({"/": head + bomb}) as host, pytest.raises(ReportError, match="too large"):
        fetch(host.url(), host.options())


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "]
)
def test_host_that_sends_a_byte_now_and_then_is_left(head: bytes) -> None:
    def drops() -> Iterator[bytes]:
        yield head
        while True:
            time.sleep(0.05)
            yield b"a"

    began = time.monotonic()
    with serving({"/": drops()}) as host, pytest.raises(ReportError, match="too long"):
        fetch(host.url(), host.options(seconds=0.4))
    assert time.monotonic() - began < 5


def test_packed_page_comes_unpacked() -> None:
    with serving({"/": answer(gzip.compress(PAGE), Content_Encoding="GZIP")}) as host:
        assert fetch(host.url(), host.options()).body == PAGE


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=windows-1251", "Переговоры".encode("cp1251"), "Переговоры"),
        ('text/plain; charset="ISO-8859-1"', "“café”".encode("cp1252"), "“café”"),
        ("text/plain; charset=ISO-8859-1", "“café”".encode(), "“café”"),
        ("text/plain; charset=utf-16-le", "café".encode("utf-16-le"), "café"),
    ],
)
def test_declared_encoding(kind: str, body: bytes, text: str) -> None:
    with serving({"/": answer(body, kind=kind)}) as host:
        assert fetch(host.url(), host.options()).body.decode("utf-8-sig") == text


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "x-none", "utf-8", "rot13"])
def test_encoding_that_does_not_fit_changes_nothing(charset: str) -> None:
    body = b"+ADw-\\u0041 caf\xe9"
    with serving({"/": answer(body, kind=f"text/plain; charset={charset}")}) as host:
        assert fetch(host.url(), host.options()).body == body


def certificate(folder: Path, name: str) -> Path:
    """A certificate for one name, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(
        key, hashes.SHA256()
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


def test_certificate_must_be_for_the_name_and_not_for_the_address(tmp_path: Path) -> None:
    path = certificate(tmp_path, "herald.example.org")
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(path)
    trusting = ssl.create_default_context(cafile=path)

    @contextmanager
    def connect(request: Request) -> Iterator[Answer]:
        with fetch_connection.connect(request, trusting) as got:
            yield got

    with serving({"/": answer(PAGE)}, own) as host:
        right = host.url().replace("http:", "https:")
        assert fetch(right, host.options(connect=connect)).body == PAGE
        with pytest.raises(ReportError, match="certificate is not trusted"):
            fetch(right, host.options())
        with pytest.raises(ReportError, match="certificate is not trusted"):
            fetch(right.replace("herald", "other"), host.options(connect=connect))
