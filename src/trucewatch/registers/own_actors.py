"""The actors of the user's own file joined with those of the registers; what does not fit is a mistake."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from trucewatch.registers.actors_file import ActorRow, ActorsFile
from trucewatch.registers.forms import look_up, plain_form, straightened
from trucewatch.registers.known_actor import FormHow, KnownActor, OfficeHeld, RoleHeld
from trucewatch.registers.register_actors import Naming, register_actors, register_forms, register_shouted, slug
from trucewatch.registers.yaml_file import FileMistake, nearest

# What a register has may be written as either of these in the file.
_SORTS: Mapping[str, str] = {"state": "state", "place": "territory", "body": "body", "party": "group", "group": "group"}


@dataclass(frozen=True)
class OwnActors:
    """What a file gives.

    Attributes:
        actors: by id; those that a register has too bear the register's id.
        forms: the forms of the file -> whom they name.
        mistakes: what does not fit.
    """

    actors: Mapping[str, KnownActor]
    forms: Mapping[str, tuple[Naming, ...]]
    mistakes: tuple[FileMistake, ...]


def join_with_registers(file: ActorsFile) -> OwnActors:
    """The sound actors of a file as known actors, with every mistake between them."""
    return _Joining(file).joined()


class _Joining:
    def __init__(self, file: ActorsFile) -> None:
        self._file = file
        self._mistakes: list[FileMistake] = []
        self._named: dict[str, list[int]] = defaultdict(list)
        for number, row in file.rows:
            for form in (row.name, *row.aliases):
                self._named[plain_form(form)].append(number)
        slugs = Counter(slug(row.name) for _, row in file.rows)
        self._ids = {number: _id_of(row, slugs) for number, row in file.rows}

    def joined(self) -> OwnActors:
        self._find_twins()
        actors: dict[str, KnownActor] = {}
        forms: dict[str, tuple[Naming, ...]] = {}
        for number, row in self._file.rows:
            actor = self._actor(number, row)
            actors[actor.id] = actor
            for form in dict.fromkeys(straightened(each) for each in (row.name, *row.aliases)):
                naming: Naming = (actor.id, _how(form, actor.id))
                forms[form] = tuple(dict.fromkeys((*forms.get(form, ()), naming)))
        for form, place in self._file.sides:
            list(self._resolved([form], *place))
        return OwnActors(actors, forms, tuple(self._mistakes))

    def _wrong(self, found: str, expected: str, *place: str | int, advice: str = "") -> None:
        self._mistakes.append(FileMistake(self._file.file.line_of("actors", *place), found, expected, advice))

    def _find_twins(self) -> None:
        """Two entries that cannot be told apart: one id, or one name with nothing beside it that parts them."""
        first: dict[str, int] = {}
        for number, row in self._file.rows:
            other = first.setdefault(self._ids[number], number)
            if other != number:
                line = self._file.file.line_of("actors", other)
                self._wrong(
                    f"a second entry for `{row.name}` (the first is in line {line})",
                    "one entry an actor, or an `of` that tells two apart",
                    number,
                    "name",
                )

    def _actor(self, number: int, row: ActorRow) -> KnownActor:
        known = register_actors().get(self._ids[number])
        if row.type != "person" and row.offices:
            self._wrong(f"offices of `{row.name}`, a {row.type}", "offices of persons alone", number, "offices")
        if row.private and row.type != "person":
            self._wrong(f"`{row.name}`, a {row.type}, as private", "`private` with persons alone", number, "private")
        elif row.private and row.offices:
            self._wrong(f"offices of the private `{row.name}`", "a private person without offices", number, "offices")
        actor = KnownActor(
            id=self._ids[number],
            name=row.name,
            type=row.type,
            aliases=tuple(dict.fromkeys(row.aliases)),
            of=tuple(self._resolved(row.of, number, "of")),
            member_of=tuple(self._resolved(row.member_of, number, "member_of")),
            offices=tuple(self._offices(number, row)),
            roles=tuple(self._roles(number, row)),
            private=row.private,
            note=row.note,
            source=row.source,
            is_own=True,
        )
        if known is None:
            return actor
        names = (*actor.aliases, known.name, *known.aliases)
        return replace(
            actor,
            aliases=tuple(name for name in dict.fromkeys(names) if name != actor.name),
            of=actor.of or known.of,
            note=actor.note or known.note,
            source=actor.source or known.source,
        )

    def _offices(self, number: int, row: ActorRow) -> Iterator[OfficeHeld]:
        for place, held in enumerate(row.offices):
            if held.until is not None and held.until < held.since:
                found = f"an office from {held.since} until {held.until}"
                self._wrong(found, "`until` not before `from`", number, "offices", place, "until")
            of = next(iter(self._resolved([held.of], number, "offices", place, "of")), "")
            yield OfficeHeld(office=held.office, of=of, since=held.since, until=held.until, source=held.source)

    def _roles(self, number: int, row: ActorRow) -> Iterator[RoleHeld]:
        for place, held in enumerate(row.roles):
            if held.since is not None and held.until is not None and held.until < held.since:
                found = f"a role from {held.since} until {held.until}"
                self._wrong(found, "`until` not before `from`", number, "roles", place, "until")
            yield RoleHeld(
                role=held.role,
                in_=held.in_,
                since=held.since,
                until=held.until,
                according_to=held.according_to,
                source=held.source,
            )

    def _resolved(self, forms: Iterable[str], number: str | int, *place: str | int) -> Iterator[str]:
        """The ids of the actors that some forms name; what none or several have is a mistake."""
        for form in forms:
            own = {self._ids[each] for each in self._named.get(plain_form(form), ()) if each != number}
            found = own or {id_ for id_, _ in look_up(form, register_forms(), register_shouted()) or ()}
            if not found and form in register_actors():
                found = {form}
            if len(found) == 1:
                yield next(iter(found))
            elif plain_form(form) in self._file.unread:
                continue  # its entry has a mistake, which is told there
            elif found:
                expected = "a name that only one of them has"
                self._wrong(f"`{form}`, which names {' and '.join(sorted(found))}", expected, number, *place)
            else:
                names = (name for _, row in self._file.rows for name in (row.name, *row.aliases))
                self._wrong(
                    f"`{form}`, whom neither this file nor a register has",
                    "a name from either",
                    number,
                    *place,
                    advice=nearest(form, (*names, *self._file.unread, *register_forms())) or "give it an entry too",
                )


def _id_of(row: ActorRow, slugs: Counter[str]) -> str:
    """The register's id where it has an actor of this sort and name, else one made of the name.

    Of two with one name each bears also whose it is, so that the order of the file means nothing.
    """
    sort = _SORTS.get(row.type)
    named = look_up(row.name, register_forms(), register_shouted()) or ()
    found = [id_ for id_, how in named if how == "name" and sort is not None and id_.startswith(f"{sort}:")]
    if len(found) > 1 and row.of:
        sides = {id_ for form in row.of for id_, _ in look_up(form, register_forms(), register_shouted()) or ()}
        found = [id_ for id_ in found if sides & set(register_actors()[id_].of)]
    if len(found) == 1:
        return found[0]
    own = slug(row.name)
    return f"own:{own}" if slugs[own] == 1 else f"own:{own}-of-{slug(' '.join(sorted(row.of)) or row.type)}"


def _how(form: str, id_: str) -> FormHow:
    """How a register says that a form names an actor; "name" where it says nothing."""
    return next((how for other, how in register_forms().get(form, ()) if other == id_), "name")
