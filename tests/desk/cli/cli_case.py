"""Two small invented reports, a reader that finds a few patterns in them, and a way to run the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from trucewatch.desk.cli.app import app
from trucewatch.vocabulary.actors import ActorMention, MentionHow, ReportActor
from trucewatch.vocabulary.kinds import (
    Agreement,
    Content,
    Figure,
    Instrument,
    Obligation,
    Position,
    Proposal,
    Quote,
    Talks,
    Violation,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

HARBOUR = (
    "Guns fall silent on the reef\n\n"
    "The reef truce took effect on 3 May 2031 for 20 days. The Harbour Council accepted the ferry offer.\n\n"
    "“We counted 14 dead,” Dr. Ana Velu said. Talks are planned for 20 May 2031 in Sarn.\n\n"
    "The Shore League must withdraw its guns by 12 May 2031. The text recalls resolution 2720 (2024)."
)
WIRE = (
    "The Shore League rejected the ferry offer. Officials counted 27 dead by noon. "
    "The Shore League accused the Harbour Council of shelling the pier."
)
STANCES = {"accepted": "accept", "rejected": "reject"}
ID = re.compile(r"\b[0-9a-f]{12}\b")


def day(words: str) -> str:
    return datetime.strptime(words, "%d %B %Y").date().isoformat()  # noqa: DTZ007 - a day has no zone


def contents(text: str) -> Iterator[Content]:
    def at(m: re.Match[str], group: int = 0) -> tuple[Passage, ...]:
        return (Passage.of(text, *m.span(group)),)

    for m in re.finditer(r"The (\w+ truce) took effect on (\d+ \w+ \d+) for (\d+) days", text):
        made = {"start": day(m[2]), "duration": f"P{m[3]}D", "term_used": m[1]}
        yield Agreement(kind="truce", evidence=at(m), step="agreements", **made)  # type: ignore[arg-type]
    for m in re.finditer(
        r"(?:The )?(Harbour Council|Shore League|Chad|Germany) (accepted|rejected) the (ferry offer)", text
    ):
        yield Proposal(label="ferry offer", evidence=at(m, 3), step="proposals")
        stance: Any = STANCES[m[2]]
        yield Position(actor=m[1], proposal="ferry offer", stance=stance, evidence=at(m), step="positions")
    for m in re.finditer(r"“(.+?),” (.+?) said", text):
        said = {"speaker": m[2], "mention": m[2], "cue": "said", "content": at(m, 1), "source": at(m, 2)}
        yield Quote(type="direct", step="speakers", **said)  # type: ignore[arg-type]
    for m in re.finditer(r"(\d+) (dead)", text):
        yield Figure(what="killed", measure="dead", number=int(m[1]), evidence=at(m), step="figures")
    for m in re.finditer(r"Talks are planned for (\d+ \w+ \d+) in (\w+)", text):
        yield Talks(venue=m[2], date=day(m[1]), status="planned", evidence=at(m), step="talks")
    for m in re.finditer(r"The (\w+ \w+) must withdraw (its guns) by (\d+ \w+ \d+)", text):
        made = {"bearer": m[1], "object": m[2], "deadline": day(m[3]), "evidence": at(m)}
        yield Obligation(action="withdraw", state="pending", step="obligations", **made)  # type: ignore[arg-type]
    for m in re.finditer(r"resolution (\d+) \((\d+)\)", text):
        yield Instrument(citation=f"S/RES/{m[1]} ({m[2]})", evidence=at(m), step="instruments")
    for m in re.finditer(r"The (\w+ \w+) accused the (\w+ \w+) of (.+?)\.", text):
        made = {"alleged_by": m[1], "against": m[2], "what": m[3], "evidence": at(m)}
        yield Violation(status="alleged", step="violations", **made)  # type: ignore[arg-type]
    for m in re.finditer(r"The (\w+ \w+) denied a claim by the (\w+ \w+) that (.+?)\.", text):
        made = {"alleged_by": m[2], "against": m[1], "what": m[3], "evidence": at(m)}
        yield Violation(status="denied", step="violations", **made)  # type: ignore[arg-type]


def actors(text: str) -> Iterator[ReportActor]:
    """The two parties, a person with the office her report gives her, and an unnamed source."""
    for name in ("Harbour Council", "Shore League"):
        mentions = [mention(text, m, "name") for m in re.finditer(name, text)]
        if mentions:
            yield ReportActor(name=name, type="party", mentions=tuple(mentions))
    for m in re.finditer(r"(?P<office>spokeswoman|herder) (?P<name>(?:Dr\. )?Ana Velu)|(?P<bare>Dr\. Ana Velu)", text):
        name, office = m["name"] or m["bare"], m["office"]
        told: dict[str, Any] = {"person": "unknown"}
        if office == "spokeswoman":
            told = {"person": "spokesperson", "offices": (office,), "of": "Shore League"}
        elif office:
            told = {"person": "private"}
        yield ReportActor(name=name, type="person", mentions=(mention(text, m, "name"),), **told)
    for m in re.finditer("both sides", text):
        yield ReportActor(name=m[0], type="group", mentions=(mention(text, m, "nominal"),))
    for m in re.finditer("Officials", text):
        mentions = [mention(text, m, "nominal")]
        yield ReportActor(name="officials", type="office", person="unknown", sealed=True, mentions=tuple(mentions))


def mention(text: str, match: re.Match[str], how: MentionHow) -> ActorMention:
    return ActorMention(passage=Passage.of(text, *match.span()), how=how)


def read(report: Report) -> Reading:
    if "FAULT" in report.text:
        raise IndexError("a step went astray")
    if "INTERRUPT" in report.text:
        raise KeyboardInterrupt
    found = tuple(Statement(report.id, c, report.published) for c in contents(report.text))
    names = dict.fromkeys(s.content.step for s in found)
    steps = tuple(f"{name} 3" for name in names) or ("nothing 3",)
    told = tuple(sorted(actors(report.text), key=lambda a: a.mentions[0].passage))
    return Reading(report, found, steps=steps, models=("reef-tagger@0123456789ab",), actors=told)


class Desk:
    """A folder with the two reports, its record, and the command line run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports = folder / "reports"
        self.reports.mkdir()
        self.write("reports/harbour.txt", HARBOUR)
        self.write("reports/wire.txt", WIRE)
        self.meta = self.write(
            "meta.csv",
            "file,published,outlet,process\n"
            "reports/harbour.txt,2031-05-10,Harbour Post,reef\n"
            "reports/wire.txt,2031-05-11,Island Wire,reef\n",
        )
        self.record = folder / "talks.sqlite"
        self.env = {"TRUCEWATCH_RECORD": str(self.record), "TRUCEWATCH_AUTHOR": "Noor", "COLUMNS": "100"}

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def run(self, *words: object, rc: int = 0, **env: str) -> Result:
        """Run one call; its exit code must be `rc`."""
        result = CliRunner().invoke(app, [str(w) for w in words], env={**self.env, **env})
        assert result.exit_code == rc, (result.output, result.exception)
        return result

    def add(self) -> Result:
        return self.run("add", self.reports, "--meta", self.meta)

    def out(self, *words: object, **env: str) -> str:
        return self.run(*words, rc=0, **env).stdout


def flat(text: str) -> str:
    """Text without its line breaks and alignment."""
    return " ".join(text.split())
