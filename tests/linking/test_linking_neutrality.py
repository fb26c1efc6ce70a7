"""Exchange the names of two sides and what is linked exchanges with them."""

from __future__ import annotations

from linking_case import LinkingCase, Who, office, person, source, thing
from trucewatch.linking.actors import LinkedActors

SIDES = ("Bolivia", "Paraguay")


def told(one: str, other: str) -> tuple[LinkingCase, LinkedActors]:
    """The same reports about two sides under these names."""
    case = LinkingCase()
    states = (thing(one), thing(other))
    rows: list[tuple[str, tuple[Who, ...]]] = [
        ("2031-03-01", (person("Elen Maro", one, "foreign minister"), person("Ivo Tark", other, "foreign minister"))),
        ("2031-03-05", (office("foreign minister", one), office("foreign minister", other), source("an aide", one))),
        ("2031-03-09", (person("Elen Maro", one, "foreign minister"), person("Ana Berg", other, "foreign minister"))),
        ("2031-03-11", (person("Maro", one, "foreign minister"), person("Tark", other, "former foreign minister"))),
        ("2031-03-12", (person("Elen Maro", other, "envoy"), thing("army", "body", of=one))),
    ]  # fmt: skip
    for day, whos in rows:
        case.report(day, *states, *whos)
    return case, case.linked()


def named(case: LinkingCase, linked: LinkedActors, *, exchanged: bool) -> tuple[object, ...]:
    """Groups and queue in words, with the names of the sides exchanged again."""
    swap = dict(zip(SIDES, reversed(SIDES), strict=True)) if exchanged else {}
    names = {m.id: f"{m.published} {swap.get(m.name, m.name)}" for a in linked.actors for m in a.members}
    groups = sorted(tuple(names[m.id] for m in a.members) for a in linked.actors)
    queue = sorted((names[c.left], names[c.right], c.score, c.grounds) for c in linked.queue)
    return groups, queue


def test_what_is_linked_exchanges_with_the_names() -> None:
    one = named(*told(*SIDES), exchanged=False)
    other = named(*told(*reversed(SIDES)), exchanged=True)
    assert one == other
    assert any(len(group) > 2 for group in one[0])  # type: ignore[attr-defined]
    assert one[1]
