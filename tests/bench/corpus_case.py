"""A report of our own and its annotation, small enough to be read at a glance."""

from __future__ import annotations

from pathlib import Path

from bench.corpus.validate import Checked, check_file

TEXT = """\
PORT SAREL, May 4 (Skerry News) - Ostrava and the Liberation Council of Perran (LCP) signed a truce on Monday.

The Ostravan army is to leave the harbour by 1 June, and the LCP is to free 40 prisoners. "We shall keep to every
line of it," said Ines Varga, the army's spokeswoman, "and so must they."

Varga denied that Ostravan troops had fired on Monday's convoy. The council accuses Varga of lying.
"""
HEAD = """\
meta:
  published: 2015-05-04
  title: Truce signed
  outlet: Skerry News
  manner: wire lead
  process: perran
  world: invented
  hand: test
"""
BODY = """\
exchange: [Ostrava, Liberation Council of Perran]
actors:
  - {name: Ostrava, type: state, forms: [Ostrava], demonym: [Ostravan]}
  - {name: Liberation Council of Perran, type: armed_group, forms: [Liberation Council of Perran, LCP],
     also: [The council]}
  - {name: Ines Varga, type: person, forms: [Ines Varga, Varga], stands_for: Ostrava}
parties:
  - {name: Ostrava, role: party, at: "Ostrava and the Liberation Council of Perran (LCP) signed a truce"}
  - {name: Liberation Council of Perran, role: party, aliases: [LCP], at: "Ostrava and ... signed a truce"}
agreement: {kind: truce, signed: 2015-05-04, at: "signed a truce on Monday"}
obligations:
  - {bearer: Ostrava, action: withdraw, object: the harbour, deadline: 2015-06-01, state: pending,
     at: "The Ostravan army is to leave the harbour by 1 June"}
  - {bearer: Liberation Council of Perran, action: release, object: prisoners, quantity: 40,
     state: pending, at: "the LCP is to free 40 prisoners"}
quotes:
  - {speaker: Ines Varga, mention: "Ines Varga, the army's spokeswoman", cue: said,
     content: ["We shall keep to every ... line of it,", "and so must they."]}
  - {speaker: Ines Varga, mention: Varga, cue: denied, content: "Ostravan troops had fired on Monday's convoy"}
attributions:
  - {source: The council, cue: accuses, content: Varga of lying}
times:
  - {at: May 4, type: date, value: 2015-05-04}
  - {at: "Monday #1", type: date, value: 2015-05-04}
  - {at: 1 June, type: date, value: 2015-06-01}
events:
  - {at: signed, type: SUPPORT, actor: [Ostrava, Liberation Council of Perran]}
"""


def check(folder: Path, body: str = BODY, text: str = TEXT, head: str = HEAD) -> Checked:
    """Write the annotation into a folder and check it."""
    path = folder / "01.yaml"
    path.write_text(head + body, "utf-8")
    return check_file(path, text, "perran/01")


def messages(checked: Checked) -> list[str]:
    """The mistakes found, without the one about the length of this short text."""
    return [str(mistake) for mistake in checked.mistakes if "700 are wanted" not in str(mistake)]


def line_of(words: str, body: str = BODY, head: str = HEAD) -> int:
    """The line of the file that holds these words."""
    return next(number for number, line in enumerate((head + body).splitlines(), 1) if words in line)
