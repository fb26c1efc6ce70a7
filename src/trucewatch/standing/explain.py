"""Why an answer is what it is: a tree from the answer to clauses, reckonings, statements and passages.

The same tree can be read in words, as JSON, or drawn as a graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trucewatch.errors import UnknownIdError
from trucewatch.standing.corroboration import Corroboration, Sources
from trucewatch.standing.grounds import Answer, Ground
from trucewatch.standing.under_terms import TermsStanding
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.kinds import plain
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View


@dataclass(frozen=True)
class Branch:
    """One node of an explanation.

    Attributes:
        sort: answer, clause, calendar, said, power, silence, source, statement, passage or ruling.
        words: what it says.
        id: id of the statement or key of the source, where it is one.
        branches: what it rests on.
    """

    sort: str
    words: str
    id: str | None = None
    branches: tuple[Branch, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {"sort": self.sort, "words": self.words, "id": self.id, "branches": [b.to_json() for b in self.branches]}

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree in words, a line a node, deeper ones further in."""
        yield "  " * depth + self.words
        for branch in self.branches:
            yield from branch.lines(depth + 1)

    def dot(self) -> str:
        """The tree as a graph in the DOT language of Graphviz."""
        nodes: list[str] = []
        edges: list[str] = []

        def add(branch: Branch) -> int:
            number = len(nodes)
            nodes.append(f"  n{number} [label={_quoted(branch.words)}, tooltip={_quoted(branch.sort)}];")
            edges.extend(f"  n{number} -> n{add(under)};" for under in branch.branches)
            return number

        add(self)
        return "\n".join(["digraph why {", "  node [shape=box];", *nodes, *edges, "}", ""])


RulingsOn = Callable[[str], tuple[Ruling, ...]]
"""The rulings on a statement by its id, oldest first."""


def explain(
    standing: TermsStanding, path: str, view: View, sources: Sources | None = None, rulings: RulingsOn | None = None
) -> Branch:
    """The tree behind one answer.

    Args:
        standing: what was folded.
        path: of the answer ("phase-1.calendar").
        view: the reports that the statements are of.
        sources: for telling how many independent sources there are.
        rulings: what people ruled on a statement; None: the tree goes without.

    Raises:
        UnknownIdError: the standing has no answer under that path; the message names near ones.
    """
    answer = standing.answers.get(path)
    if answer is None:
        raise UnknownIdError(f"there is no answer {path!r}", expected=_near(path, standing), advice=_ADVICE)
    voices = sources.voices if sources else Voices(view)
    on = rulings or _no_rulings
    grounds = tuple(_ground(g, standing, voices, on) for g in answer.grounds)
    told = _sources(answer, path, standing, sources)
    return Branch("answer", f"{path}: {_value(answer.value)}", None, (*grounds, *told))


_ADVICE = "`trucewatch standing TERMS --json` lists every path with its value."


def corroboration_of(standing: TermsStanding, path: str, sources: Sources) -> Corroboration:
    """The sources behind one answer of a standing."""
    id_ = path.rpartition(".")[0]
    bearers = next((o.bearers for o in standing.terms.obligations if o.id == id_), ())
    statements = (s for ground in standing.answers[path].grounds for s in ground.statements)
    return sources.behind(dict.fromkeys(statements), bearers)


def _sources(answer: Answer, path: str, standing: TermsStanding, sources: Sources | None) -> tuple[Branch, ...]:
    if sources is None or not any(g.statements for g in answer.grounds):
        return ()
    return (Branch("sources", f"sources: {corroboration_of(standing, path, sources).words}"),)


def _no_rulings(_: str) -> tuple[Ruling, ...]:
    return ()


def _ground(ground: Ground, standing: TermsStanding, voices: Voices, rulings: RulingsOn) -> Branch:
    keys = {s.key: s for s in standing.terms.sources}
    printed = tuple(
        Branch("source", keys[k].what + (f", {keys[k].reference}" if keys[k].reference else ""), k)
        for k in ground.sources
        if k in keys
    )
    return Branch(
        ground.kind,
        ground.words,
        ground.path,
        (*printed, *(_statement(s, voices, ground.passages, rulings(s.id)) for s in ground.statements)),
    )


def _statement(
    statement: AnyStatement, voices: Voices, narrower: tuple[Passage, ...], rulings: tuple[Ruling, ...]
) -> Branch:
    published = statement.published.isoformat() if statement.published else "a day not known"
    words = f"{statement.content.KIND} {statement.id[:8]}, {voices.outlet(statement.report_id)}, {published}"
    passages = tuple(
        Branch("passage", f"“{p.text}”", statement.report_id) for p in narrower or statement.content.passages
    )
    ruled = tuple(
        Branch("ruling", f"{r.verdict} by {r.author}, {r.at.date().isoformat()}: {r.reason}", r.statement_id)
        for r in rulings
    )
    return Branch("statement", words, statement.id, (*passages, *ruled))


def _value(value: object) -> str:
    if isinstance(value, dict):
        if set(value) == {"either"}:
            return " or ".join(_value(v) for v in value["either"])
        return "; ".join(f"{k}: {_value(v)}" for k, v in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(_value(v) for v in value) or "none"
    return str(plain(value)).replace("_", " ") if not isinstance(value, bool) else ("yes" if value else "no")


def _near(path: str, standing: TermsStanding) -> str:
    id_, _, facet = path.rpartition(".")
    like = [p for p in standing.answers if p.startswith(f"{id_}.")] or [
        p for p in standing.answers if p.endswith(f".{facet}")
    ]
    return "one of " + ", ".join(like or [p for p in standing.answers if p.startswith("agreement.")])


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
