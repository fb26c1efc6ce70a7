"""What a user's file says of sources, and its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch.standing.corroboration import SourceCard
from trucewatch.standing.source_cards import SourcesFileError, load_source_cards


def load(folder: Path, text: str) -> dict[str, SourceCard]:
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return load_source_cards(path, ("karsa", "oruvel"))


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(SourcesFileError) as caught:
        load(folder, text)
    return str(caught.value).splitlines()


def test_class_side_and_grades_are_read(tmp_path: Path) -> None:
    cards = load(
        tmp_path,
        "sources:\n  Gazette: {class: independent_media, reliability: B, credibility: 2}\n"
        "  Radio Karsa: {side: karsa}\n  Leaflet: {credibility: 6}\n",
    )
    assert cards["Gazette"] == SourceCard("independent_media", None, "B", "2")
    assert cards["Radio Karsa"] == SourceCard("party_affiliated", "karsa", None, None)
    assert cards["Leaflet"] == SourceCard("unknown", None, None, "6")


@pytest.mark.parametrize("text", ["", "outlets: {}\n", "- Gazette\n", "sources: [Gazette]\n"])
def test_a_file_without_sources_is_refused(tmp_path: Path, text: str) -> None:
    told = " ".join(mistakes(tmp_path, text))
    assert "no `sources`" in told
    assert "`sources:` with names of outlets or speakers" in told


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path,
        "sources:\n  Gazette: {clas: local}\n  Wire: {class: paper}\n  Radio: {side: harran}\n  Leaflet: none\n"
        "  Post: {reliability: B}\n",
    )
    whole = " ".join(told)
    for words in (
        "the key `clas`", "one of class, side, reliability, credibility", "`class: paper`", "`side: harran`",
        "one of karsa, oruvel", "`Leaflet` without keys", "keys: class, side, reliability, credibility",
    ):  # fmt: skip
        assert words in whole
    for line, key in ((2, "clas"), (3, "paper"), (4, "harran"), (5, "Leaflet")):
        assert any(str(line) in one and key in one for one in told)
    assert "Post" not in whole
