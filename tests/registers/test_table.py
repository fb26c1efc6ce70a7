"""Reading tables and bringing name forms to their plain shape."""

from __future__ import annotations

import pytest

from trucewatch.errors import TrucewatchError
from trucewatch.registers.forms import in_capitals, look_up, plain_form
from trucewatch.registers.table import forms_in, rows_of


def test_columns_must_be_the_ones_asked_for() -> None:
    with pytest.raises(TrucewatchError, match=r"memberships\.csv has the columns"):
        rows_of("memberships.csv", ("code",))


def test_rows_leave_out_the_head() -> None:
    rows = rows_of("memberships.csv", ("body", "state", "joined", "left"))
    assert rows[0] == {"body": "OIC", "state": "AFG", "joined": "", "left": ""}
    assert not any(row["body"].startswith("#") for row in rows)


def test_forms_in_a_cell() -> None:
    assert forms_in("Dhaka| Dacca |") == ("Dhaka", "Dacca")
    assert forms_in("") == ()


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("the Kremlin’s", "Kremlin"),
        ("The Netherlands'", "Netherlands"),
        ("THE  GAMBIA'S", "GAMBIA"),
        ("Theseus", "Theseus"),
        ("N’Djamena", "N'Djamena"),
        ("the", "the"),
    ],
)
def test_plain_form(printed: str, plain: str) -> None:
    assert plain_form(printed) == plain


def test_short_capitals_are_only_what_is_listed() -> None:
    listed = {"Oman": 1, "Lao": 2, "US": 3}
    shouted = in_capitals(listed)
    assert look_up("OMAN", listed, shouted) == 1
    assert look_up("LAO", listed, shouted) is None
    assert look_up("US", listed, shouted) == 3
    assert look_up("us", listed, shouted) is None
