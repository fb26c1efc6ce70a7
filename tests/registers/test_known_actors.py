"""Known actors: the user's own file first, then the registers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trucewatch.registers.known_actors import ActorsFileError, KnownActors, load_known_actors

FILE = """\
actors:
  - name: Karsa
    type: state
    aliases: [Republic of Karsa, Karsan, Port Ansel]
  - name: Upland Front
    type: party
    aliases: [UF, uplanders]
    of: Karsa
    source: our own notes
  - name: Anna Berg
    type: person
    aliases: [A. Berg]
    of: Karsa
    offices:
      - {office: foreign minister, of: Karsa, from: 2030-05-01, until: 2031-03-31, source: gazette}
      - {office: prime minister, of: Karsa, from: 2031-04-01}
    roles:
      - {role: mediator, in: Ansel Accord, from: 2031-03-07, according_to: Upland Front}
  - name: Bo Lind
    type: person
    of: Karsa
    offices:
      - {office: minister of foreign affairs, of: Karsan, from: 2031-04-01}
  - name: Ida Holm
    type: person
    private: true
  - name: Kenya
    type: state
    aliases: [Kenia]
    note: as our style guide has it
  - name: No
    type: party
    aliases: Yes
"""


def load(tmp_path: Path, text: str) -> KnownActors:
    path = tmp_path / "actors.yaml"
    path.write_text(text, encoding="utf-8")
    return load_known_actors(path)


def mistakes_of(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(ActorsFileError) as caught:
        load(tmp_path, text)
    return [(mistake.line, str(mistake)) for mistake in caught.value.mistakes]


@pytest.fixture
def known(tmp_path: Path) -> KnownActors:
    return load(tmp_path, FILE)


@pytest.mark.parametrize(
    ("form", "id_"),
    [
        ("Karsa", "own:karsa"),
        ("the Republic of Karsa’s", "own:karsa"),
        ("UPLAND FRONT", "own:upland-front"),
        ("UF", "own:upland-front"),
        ("Anna Berg", "own:anna-berg"),
        ("Kenya", "state:kenya"),
        ("Kenia", "state:kenya"),
        ("Kenyan", "state:kenya"),
        ("Nairobi", "state:kenya"),
        ("No", "own:no"),
        ("Yes", "own:no"),
        ("African Union", "body:AU"),
        ("Gaza", "territory:gaza-strip"),
        ("LTTE", "group:LTTE"),
        ("SLA", None),
        ("Jerusalem", None),
        ("foreign minister", None),
        ("nobody", None),
    ],
)
def test_find(known: KnownActors, form: str, id_: str | None) -> None:
    found = known.find(form)
    assert (found.id if found is not None else None) == id_


def test_a_match_tells_how(known: KnownActors) -> None:
    hows = {
        form: found.how for form in ("Kenya", "Kenyan", "Kenyans", "Nairobi", "Karsan") if (found := known.match(form))
    }
    assert hows == {"Kenya": "name", "Kenyan": "demonym", "Kenyans": "people", "Nairobi": "capital", "Karsan": "name"}


def test_the_file_goes_before_the_register_and_adds_to_it(known: KnownActors) -> None:
    kenya = known.find("Nairobi")
    assert kenya is not None
    assert (kenya.is_own, kenya.note) == (True, "as our style guide has it")
    assert {"Kenia", "Kenyans"} <= set(kenya.aliases)
    plain = KnownActors.register_only().find("Nairobi")
    assert plain is not None
    assert (plain.id, plain.is_own) == (kenya.id, False)


def test_a_form_of_the_file_is_never_the_registers(tmp_path: Path) -> None:
    known = load(tmp_path, "actors:\n  - {name: Shore League, type: party, aliases: [LTTE]}\n")
    found = known.find("LTTE")
    assert found is not None
    assert found.id == "own:shore-league"


def test_an_office_is_held_on_the_days_given_and_on_no_other(known: KnownActors) -> None:
    def holder(office: str, of: str, year: int, month: int, day: int) -> str | None:
        found = known.office_holder(office, of, date(year, month, day))
        return found.name if found is not None else None

    assert holder("foreign minister", "Karsa", 2030, 4, 30) is None
    assert holder("foreign minister", "Karsa", 2030, 5, 1) == "Anna Berg"
    assert holder("Minister of Foreign Affairs", "Republic of Karsa", 2031, 3, 31) == "Anna Berg"
    assert holder("FM", "own:karsa", 2031, 4, 1) == "Bo Lind"
    assert holder("prime minister", "Karsa", 2031, 3, 31) is None
    assert holder("premier", "Karsa", 2040, 1, 1) == "Anna Berg"
    assert holder("deputy foreign minister", "Karsa", 2031, 4, 1) is None
    assert holder("former foreign minister", "Karsa", 2031, 4, 1) is None
    assert holder("foreign minister", "Kenya", 2031, 4, 1) is None
    assert holder("foreign minister", "nowhere", 2031, 4, 1) is None


def test_two_holders_on_one_day_are_no_answer(tmp_path: Path) -> None:
    known = load(tmp_path, FILE.replace("from: 2031-04-01}\n  - name: Ida", "from: 2031-03-31}\n  - name: Ida"))
    assert known.office_holder("foreign minister", "Karsa", date(2031, 3, 30)) is not None
    assert known.office_holder("foreign minister", "Karsa", date(2031, 3, 31)) is None


def test_the_registers_alone_tie_nobody_to_an_office() -> None:
    known = KnownActors.register_only()
    for side in ("Kenya", "African Union", "LTTE", "Gaza"):
        for office in ("president", "foreign minister", "leader", "chairperson"):
            assert known.office_holder(office, side, date(2026, 1, 1)) is None


def test_two_persons_of_one_name_are_told_apart_by_their_side(tmp_path: Path) -> None:
    entries = [{"of": "Kenya"}, {"of": "Peru"}]
    text = "actors:\n" + "".join(f"  - {{name: Ann Lee, type: person, of: {each['of']}}}\n" for each in entries)
    known = load(tmp_path, text)
    assert known.find("Ann Lee") is None
    kenyan, peruvian, other = (known.find("Ann Lee", of=of) for of in ("Kenya", "Peruvian", "Norway"))
    assert kenyan is not None
    assert peruvian is not None
    assert other is None
    assert {kenyan.id, peruvian.id} == {"own:ann-lee-of-kenya", "own:ann-lee-of-peru"}
    turned = load(tmp_path, "actors:\n" + "".join(reversed(text.splitlines(keepends=True)[1:])))
    assert {actor.id for actor in turned.own()} == {actor.id for actor in known.own()}


def test_a_person_of_another_side_is_somebody_else(known: KnownActors) -> None:
    assert known.find("Bo Lind", of="Karsa") is not None
    assert known.find("Bo Lind", of="Kenya") is None
    assert known.find("Bo Lind", of="whoever") is not None


def test_a_group_is_chosen_by_day_where_only_one_was_there() -> None:
    known = KnownActors.register_only()
    assert known.find("NRF", on=date(2022, 1, 1)) is None
    early = known.find("NRF", on=date(2010, 1, 1))
    assert early is not None
    assert early.id == "group:NRF_SDN"


def test_roles_and_private_persons(known: KnownActors) -> None:
    anna, ida = known.find("Anna Berg"), known.find("Ida Holm")
    assert anna is not None
    assert ida is not None
    assert [(role.role, role.in_, role.according_to) for role in anna.roles] == [
        ("mediator", "Ansel Accord", "Upland Front")
    ]
    assert (anna.private, ida.private) == (False, True)


WRONG = """\
actors:
  - name: Karsa
    typ: state
  - name: Upland Front
    type: partei
    of: Karsaa
  - name: Anna Berg
    type: person
    of: Kenia
    privat: true
    offices:
      - {office: foreign minister, of: Kenya, from: 2031-02-30}
      - {office: prime minister, of: Kenya, until: 2031-04-01}
  - name: Bo Lind
    type: person
    offices:
      - {office: prime minister, of: Kenya, from: 2031-04-01, until: 2030-04-01}
  - name: Bo Lind
    type: person
    note: [a, b]
  - name: Shore League
    type: party
    private: true
    offices:
      - {office: leader, of: Kenya, from: 2031-04-01}
people: []
"""


def test_every_mistake_is_told_with_its_line_and_what_was_expected(tmp_path: Path) -> None:
    told = mistakes_of(tmp_path, WRONG)
    assert [line for line, _ in told] == [2, 3, 5, 6, 9, 10, 12, 13, 17, 20, 23, 24, 26]
    text = "\n".join(words for _, words in told)
    for part in (
        "did you mean `type`?", "did you mean `party`?", "did you mean `Karsa`?", "did you mean `Kenya`?",
        "did you mean `private`?", "a day of the calendar", "no `from`", "`until` not before `from`", "`note`",
        "`private` with persons alone", "offices of persons alone", "the key `people`",
    ):  # fmt: skip
        assert part in text, part


def test_two_entries_of_one_name_and_side_cannot_be_told_apart(tmp_path: Path) -> None:
    told = mistakes_of(tmp_path, "actors:\n  - {name: Bo Lind, type: person}\n  - {name: Bo Lind, type: person}\n")
    assert told == [(3, told[0][1])]
    assert "the first is in line 2" in told[0][1]


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 1, "a key `actors`"),
        ("actors: 5\n", 1, "a key `actors`"),
        ("- name: x\n", 1, "a key `actors`"),
        ("actors:\n  - just words\n", 2, "keys and values"),
        ("actors:\n  - name: a\n   type: b\n", 3, "YAML"),
        ("actors:\n  - {name: a, name: b, type: party}\n", 2, "each key once"),
        ("actors:\n  - &x {name: a, type: party}\n  - *x\n", 2, "written out"),
        ("actors:\n  - {name: a, type: party, of: SLA}\n", 2, "names group:SLA_LBN and group:SLM"),
        ("actors:\n  - {name: a, type: party, of: a}\n", 2, "whom neither this file nor a register has"),
        ("actors:\n  - {name: '', type: party}\n", 2, "`name` with ''"),
    ],
)
def test_files_that_are_no_lists_of_actors(tmp_path: Path, text: str, line: int, part: str) -> None:
    told = mistakes_of(tmp_path, text)
    assert told[0][0] == line
    assert any(part in words for _, words in told)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ActorsFileError, match="a file that can be read"):
        load_known_actors(tmp_path / "nothing.yaml")
    path = tmp_path / "actors.yaml"
    path.write_bytes(b"actors:\n  - {name: \xff, type: party}\n")
    with pytest.raises(ActorsFileError, match="line 2: bytes that are no text"):
        load_known_actors(path)
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ActorsFileError):
        load_known_actors(path)


def test_the_example_can_be_read() -> None:
    known = load_known_actors(Path(__file__).parents[2] / "examples" / "actors.yaml")
    before, after = (
        known.office_holder("foreign minister", "Karsan", day) for day in (date(2031, 4, 15), date(2031, 4, 16))
    )
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Ilse Marrak", "Teodor Venn")
    assert {actor.type for actor in known.own()} == {"state", "party", "body", "person"}
