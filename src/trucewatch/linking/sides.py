"""For whom the actors of a report speak or act: the group of their state, party or body, up to its top."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from trucewatch.linking.decide import Decision
from trucewatch.linking.names import is_common, plain
from trucewatch.linking.nodes import Node
from trucewatch.registers.known_actors import KnownActors

_LONGEST = 4  # words of a name before an office
_STEPS = 6  # a spokesman of a ministry of a state: a chain longer than this goes in a circle


class Sides:
    """Who is of whom, in terms of the groups that are made so far.

    A side is the number of the first node of its group, or, where the one it is of has no actor anywhere, its name.
    """

    def __init__(self, nodes: Iterable[Node], decision: Decision, known: KnownActors | None = None) -> None:
        """Read the sides of some nodes off the groups that `decision` has made; `known` knows who "the UN" is."""
        self._known = known
        self._nodes = list(nodes)
        self._decision = decision
        self._found: dict[int, tuple[int | str, ...]] = {}

    @cached_property
    def _in_report(self) -> Mapping[str, dict[str, Node]]:
        """The things of each report by their names; what is called so by name goes first."""
        found: defaultdict[str, dict[str, Node]] = defaultdict(dict)
        things = [n for n in self._nodes if n.sort in ("thing", "closed") and n.actor.type not in ("person", "office")]
        for node in things:
            found[node.report_id].setdefault(node.actor.name, node)
        for node in things:
            for alias in node.actor.aliases:
                found[node.report_id].setdefault(alias, node)
        return found

    @cached_property
    def _in_process(self) -> Mapping[tuple[str, str], int]:
        """The first thing of a process by the plain form of its name."""
        found: dict[tuple[str, str], int] = {}
        for node in self._nodes:
            if node.sort == "thing":
                for name, form in node.forms.items():
                    if form != "metonym" and not is_common(name):
                        found.setdefault((node.process, plain(name)), node.number)
        return found

    @cached_property
    def _sizes(self) -> Mapping[int, int]:
        return Counter(self._decision.root(node.number) for node in self._nodes)

    def of(self, node: Node) -> tuple[int | str, ...]:
        """The sides of a node, the nearest first, its top last; () where its report tells none."""
        if node.number not in self._found:
            self._found[node.number] = self._climb(node)
        return self._found[node.number]

    def _climb(self, node: Node) -> tuple[int | str, ...]:
        sides: list[int | str] = []
        above, name = node, node.actor.of or self._told_in_name(node)
        while name is not None and len(sides) < _STEPS:
            next_ = self._in_report.get(node.report_id, {}).get(name)
            if next_ is None:
                number = self._number(node, name)
                if number is not None or not is_common(name):
                    sides.append(plain(name) if number is None else self._decision.root(number))
                break
            root = self._decision.root(next_.number)
            if next_ is above or root in sides:
                break
            if self._sizes[root] > 1 or (next_.sort != "closed" and next_.has_own_name):  # not "the government"
                sides.append(root)
            above, name = next_, next_.actor.of
        return tuple(sides)

    def _told_in_name(self, node: Node) -> str | None:
        """Whose an office is, where its words begin with a name of the process ("the UN envoy")."""
        words = node.actor.name.split()
        if node.sort == "office":
            for end in range(min(len(words) - 1, _LONGEST), 0, -1):
                name = " ".join(words[:end])
                if self._number(node, name) is not None:
                    return name
        return None

    def _number(self, node: Node, name: str) -> int | None:
        """The first thing of a node's process under a name, or under another name of whom the register has under it."""
        number = self._in_process.get((node.process, plain(name)))
        if number is None and self._known is not None and not is_common(name):
            known = self._known.find(name)
            number = self._by_code.get((node.process, known.id)) if known is not None else None
        return number

    @cached_property
    def _by_code(self) -> Mapping[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for node in self._nodes:
            if node.sort == "thing" and node.known is not None:
                found.setdefault((node.process, node.known.id), node.number)
        return found

    def contradict(self, one: int | str | None, other: int | str | None) -> bool:
        """Are two tops of sides two camps: states or parties that some report, or the register, tells apart?

        A council and the state that it governs, or two names that no report has side by side, may be one camp.
        """
        if not isinstance(one, int) or not isinstance(other, int) or one == other:
            return False
        mine, theirs = self._camps.get(one), self._camps.get(other)
        if mine is None or theirs is None:
            return False
        return bool(mine[0] and theirs[0]) or not mine[1].isdisjoint(theirs[1])

    @cached_property
    def _camps(self) -> Mapping[int, tuple[str, set[str]]]:
        """The states and parties by the first node of their groups: their code, and the reports that name them."""
        found: dict[int, tuple[str, set[str]]] = {}
        for node in self._nodes:
            if node.sort == "thing" and node.actor.type in ("state", "party"):
                root = self._decision.root(node.number)
                code, reports = found.get(root, ("", set()))
                reports.add(node.report_id)
                found[root] = (code or (node.known.id if node.known is not None else ""), reports)
        return found

    def top(self, node: Node) -> int | str | None:
        """The state, party or body that a node is of in the end; None where its report tells none."""
        sides = self.of(node)
        return sides[-1] if sides else None
