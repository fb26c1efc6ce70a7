"""Addresses as people and pages give them: read strictly, and never one that leads to a machine of one's own network.

What is refused follows the registries of special-purpose addresses (RFC 6890 and those that came after it); the list
stands here and not in the standard library's `is_global`, which differs between versions of Python.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from trucewatch.errors import ReportError

PORTS = (80, 443, 8080, 8443)
MAX_ADDRESS = 4_000  # characters; addresses with long search words have some 1,000

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_STANDARD = {"http": 80, "https": 443}
_SHOWN = 160
_EXPECTED = 'an address such as "https://herald.example/2025/talks"'
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PARTS = re.compile(r"([A-Za-z]+)://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?")
_PLACE = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_SIGN_IN = re.compile(r"^((?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\]*)[^/?#]*@")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# The two standards for international names turn these into different hosts; whoever means one writes it in ASCII.
_AMBIGUOUS = re.compile("[ßς\u200c\u200d]")
_OWN_NAMES = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa", "onion")

_REFUSED: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "unspecified"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "a provider's inner network"),
    ("127.0.0.0/8", "this machine itself"),
    ("168.63.129.16/32", "a cloud's inner service"),
    ("169.254.0.0/16", "link-local, where clouds keep their metadata"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved"),
    ("192.0.2.0/24", "for documentation"),
    ("192.88.99.0/24", "reserved"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "for tests of networks"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "this machine itself"),
    ("64:ff9b:1::/48", "private"),
    ("100::/64", "reserved"),
    ("2001:db8::/32", "for documentation"),
    ("2001::/23", "reserved"),
    ("3fff::/20", "for documentation"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "private"),
    ("ff00::/8", "multicast"),
)
_NETWORKS = tuple((ipaddress.ip_network(network), words) for network, words in _REFUSED)
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is given out to the public
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


@dataclass(frozen=True)
class WebAddress:
    """An address that was read.

    Attributes:
        scheme: "http" or "https".
        host: a name in ASCII and lower case without a dot at its end, or a numeric address without brackets.
        port: from 1 to 65535.
        target: path and query, as they are sent.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def place(self) -> str:
        """Host and port as the Host header has them; the scheme's own port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _STANDARD[self.scheme] else f"{host}:{self.port}"

    @property
    def numeric(self) -> IpAddress | None:
        """The host, where it is a numeric address and no name."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}{self.target}"


def parse_address(given: str) -> WebAddress:
    """An address as it was typed or copied; what stands behind a "#" is left out.

    Args:
        given: an absolute address, white space around it allowed.

    Raises:
        ReportError: another scheme than http and https, a name or password in it, a host in disguise (a number, octal,
            a zone), a name of one's own network, a port that is none.
    """
    text = given.strip()
    shown = shown_address(text)
    if not text or len(text) > MAX_ADDRESS:
        found = f"the address has {len(text):,} characters" if text else "no address was given"
        raise ReportError(found, expected=f"{_EXPECTED}, of at most {MAX_ADDRESS:,} characters")
    if "\\" in text or " " in text or not text.isprintable():
        raise ReportError(f"{shown} holds white space, a backslash or an invisible character", expected=_EXPECTED)
    scheme = _SCHEME.match(text)
    if not scheme or scheme[1].lower() not in _STANDARD:
        found = (
            f'{shown} begins with "{scheme[1][:20]}:"' if scheme else f"{shown} has no http:// or https:// before it"
        )
        raise ReportError(found, expected="http or https, as in " + _EXPECTED)
    parts = _PARTS.fullmatch(text)
    if not parts or not parts[2]:
        raise ReportError(f"{shown} names no host", expected=_EXPECTED)
    if "@" in parts[2]:
        advice = "Take the name and password out; pages behind a sign-in can be saved in a browser and added as files"
        raise ReportError(f'{shown} carries a name or password before "@"', expected=_EXPECTED, advice=advice)
    place = _PLACE.fullmatch(parts[2])
    port = int(place[2] or _STANDARD[parts[1].lower()]) if place else 0
    if not place or not 0 < port < 65_536:
        raise ReportError(f"{shown} names a host or port that is none", expected=_EXPECTED)
    target = quote(parts[3] or "/", safe="/:@!$&'()*+,;=~%-._") + quote(parts[4] or "", safe="/:@!$&'()*+,;=~%-._?")
    return WebAddress(parts[1].lower(), _host(place[1], shown), port, target)


def redirected(origin: WebAddress, given: str) -> WebAddress:
    """The address that a page sends on to.

    Raises:
        ReportError: it is none to go to, or leaves an encrypted connection for an open one.
    """
    try:
        there = parse_address(urljoin(str(origin), given.strip()))
    except (ReportError, ValueError) as error:
        said = error.found if isinstance(error, ReportError) else f"{shown_address(given)} cannot be read"
        raise ReportError(f"{shown_address(str(origin))} leads on to another address: {said}") from error
    if origin.scheme == "https" and there.scheme == "http":
        raise ReportError(
            f"{shown_address(str(origin))} is encrypted and leads on to {shown_address(str(there))}, which is not",
            expected="https all the way",
            advice="Save the page in a browser and add it as a file",
        )
    return there


def check_addresses(place: WebAddress, addresses: Sequence[str]) -> tuple[IpAddress, ...]:
    """The numeric addresses of a host, if each of them belongs to the public network.

    Args:
        place: the address, for the message.
        addresses: all that its host resolves to.

    Raises:
        ReportError: there is none, or one that is not public: then the others are not trusted either.
    """
    if not addresses:
        raise ReportError(f"{place.host} has no address", expected="a host that can be reached")
    checked = []
    for address in addresses:
        why = not_public(address)
        if why:
            at = "" if address == place.host else f" ({address})"
            raise ReportError(
                f"{shown_address(str(place))} leads to {place.host}{at}, an address that is {why}",
                expected="a host on the public network",
                advice="Save the page in a browser and add it as a file",
            )
        checked.append(ipaddress.ip_address(address))
    return tuple(checked)


def check_port(place: WebAddress) -> None:
    """Refuse a port on which no pages are published.

    Raises:
        ReportError: another port than those of `PORTS`.
    """
    if place.port not in PORTS:
        known = ", ".join(map(str, PORTS))
        raise ReportError(
            f"{shown_address(str(place))} names port {place.port}", expected=f"no port, or one of {known}"
        )


def not_public(address: str) -> str | None:
    """Why a numeric address is not one of the public network; None where it is.

    Args:
        address: IPv4 or IPv6, a zone ("%eth0") allowed. Where it carries another one within (mapped, 6to4, NAT64,
            Teredo, ISATAP), that one is looked at.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "of no known form"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id:
            return "bound to one network"
        for carried in _carried(ip):
            if why := not_public(str(carried)):
                return f"{why} ({carried} within it)"
        if _stands_for_ipv4(ip):
            return None
    for network, words in _NETWORKS:
        if ip.version == network.version and ip in network:
            return words
    return "reserved" if ip.version == 6 and ip not in _UNICAST else None


def _carried(ip: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address carries within."""
    value = int(ip)
    last = ipaddress.IPv4Address(value & 0xFFFF_FFFF)
    if ip.teredo:
        return ip.teredo
    if ip.sixtofour:
        return (ip.sixtofour,)
    if ip.ipv4_mapped or ip in _TRANSLATED or (ip in _COMPATIBLE and value > 1):
        return (last,)
    return (last,) if (value >> 32) & 0xFFFF_FFFF in _ISATAP else ()


def _stands_for_ipv4(ip: ipaddress.IPv6Address) -> bool:
    """Does it lead to the IPv4 address within it and nowhere else? On networks without IPv4 many hosts look so."""
    return ip.ipv4_mapped is not None or ip in _TRANSLATED


def _host(written: str, shown: str) -> str:
    if written.startswith("["):
        try:
            return str(ipaddress.IPv6Address(written[1:-1] if "%" not in written else ""))
        except ValueError:
            raise ReportError(f"{shown} names an IPv6 address that is none", expected=_EXPECTED) from None
    host = _in_ascii(written, shown)
    labels = host.split(".")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise ReportError(f"{shown} names a host that is none", expected=_EXPECTED)
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise ReportError(
                f"{shown} names its host by a number in disguise", expected="a name, or four numbers from 0 to 255"
            ) from None
    own = len(labels) == 1 or any(host == name or host.endswith(f".{name}") for name in _OWN_NAMES)
    if own:
        advice = "Save the page in a browser and add it as a file"
        raise ReportError(f"{shown} names a host of one's own network", expected="a public host", advice=advice)
    return host


def _in_ascii(written: str, shown: str) -> str:
    if _AMBIGUOUS.search(written):
        raise ReportError(
            f"{shown} names a host with a letter that is written two ways in host names",
            expected='the host as it is registered ("xn--...")',
        )
    try:
        host = written.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ReportError(f"{shown} names a host that is none", expected=_EXPECTED) from None
    return host.removesuffix(".")


def shown_address(text: str) -> str:
    """An address as messages show it: short, without invisible characters, and without a name or password."""
    bare = _SIGN_IN.sub(r"\1…@", text)
    clean = "".join(c if c.isprintable() else "�" for c in bare)
    return clean if len(clean) <= _SHOWN else f"{clean[:_SHOWN]}…"
