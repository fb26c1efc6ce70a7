"""The words of a piece of HTML: bodies of feeds, wires and mails are articles already, with no page around them."""

from __future__ import annotations

from functools import cache
from typing import Any

_LEFT_OUT = frozenset({"script", "style", "noscript", "template", "head", "iframe", "object", "svg"})
_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table tbody td tfoot th thead tr ul br block body.content hl1 hl2".split()
)


@cache
def _library() -> Any:
    import lxml.html  # noqa: PLC0415 - only what holds HTML pays for it

    return lxml.html


def words_of(markup: str) -> str:
    """The text of a piece of HTML, a line for each block, without blank lines.

    Args:
        markup: HTML; plain text comes out as it is, its white space folded.
    """
    if not markup.strip():
        return ""
    if "<" not in markup and "&" not in markup:
        return _tidy([markup])
    # A declaration of encoding means nothing in text that is decoded, and the parser refuses it.
    root = _library().fragment_fromstring(markup.replace("<?", "&lt;?"), create_parent="div")
    return words_in(root)


def words_in(root: Any) -> str:
    """The same of an element that was parsed already."""
    pieces: list[str] = []
    _walk(root, pieces)
    return _tidy(pieces)


def _walk(root: Any, pieces: list[str]) -> None:
    """Text and ends of blocks, in their order; a stack of our own, since hostile markup nests without end."""
    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        element, is_left = waiting.pop()
        tag = _tag(element)
        if is_left:
            if tag in _BLOCKS:
                pieces.append("\n")
            pieces.append((element.tail or "") if element is not root else "")
            continue
        waiting.append((element, True))
        if tag is None or tag in _LEFT_OUT:
            continue
        if tag in _BLOCKS:
            pieces.append("\n")
        pieces.append(element.text or "")
        waiting.extend((child, False) for child in reversed(element))


def _tag(element: Any) -> str | None:
    """The name without its namespace; None for comments and instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else None


def _tidy(pieces: list[str]) -> str:
    # Line ends inside a block are only how the markup was wrapped; those that we put in are the blocks' own.
    folded = "".join("\n" if piece == "\n" else piece.replace("\r", " ").replace("\n", " ") for piece in pieces)
    return "\n".join(line for line in (" ".join(raw.split()) for raw in folded.split("\n")) if line)
