from __future__ import annotations

import base64
import hashlib
import subprocess
import sys

import pytest

from trucewatch.errors import ReportError
from trucewatch.reports.language import declared_language, identify_language, is_read

TEXTS = {
    "en": "The two delegations returned to the lake on Sunday and agreed to extend the truce by two weeks.",
    "fr": "Les deux délégations sont revenues au bord du lac dimanche et ont prolongé la trêve de deux semaines.",
    "es": "Las dos delegaciones volvieron el domingo al lago y acordaron prolongar la tregua dos semanas más.",
    "ru": "Обе делегации вернулись в воскресенье к озеру и договорились продлить перемирие на две недели.",
    "uk": "Обидві делегації повернулися в неділю до озера та домовилися продовжити перемир'я на два тижні.",
    "ar": "عاد الوفدان إلى البحيرة يوم الأحد واتفقا على تمديد الهدنة أسبوعين آخرين بعد محادثات طويلة.",
    "he": "שתי המשלחות חזרו ביום ראשון אל האגם והסכימו להאריך את הפסקת האש בשבועיים נוספים.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_identified(language: str) -> None:
    assert identify_language(TEXTS[language]) == language
    assert identify_language(TEXTS[language] * 200) == language


def test_capitals_are_no_other_language() -> None:
    assert identify_language(TEXTS["en"].upper()) == "en"


@pytest.mark.parametrize("text", ["", "12 + 30 = 42 " * 40, "Talks resumed.", "… — …"])
def test_too_little_to_tell(text: str) -> None:
    assert identify_language(text) == "und"


def test_encoded_data_is_no_language() -> None:
    data = base64.b64encode(b"".join(hashlib.sha256(bytes([n])).digest() for n in range(200))).decode()
    assert identify_language(data) == "zxx"


def test_a_foreign_heading_does_not_decide() -> None:
    assert identify_language(TEXTS["fr"] + "\n" + TEXTS["en"] * 60) == "en"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"),
        (" EN ", "en"),
        ("en-GB", "en"),
        ("en_us", "en"),
        ("eng", "en"),
        ("ckb", "ckb"),
        ("", None),
        (None, None),
    ],
)
def test_declared(value: str | None, code: str | None) -> None:
    assert declared_language(value) == code


@pytest.mark.parametrize("value", ["English", "e", "en GB", "Ру", "x" * 500])
def test_no_code(value: str) -> None:
    with pytest.raises(ReportError, match="not a code") as caught:
        declared_language(value)
    assert len(str(caught.value)) < 150


def test_read_languages() -> None:
    assert is_read("en")
    assert is_read("und")
    assert is_read(None)
    assert not is_read("fr")


def test_nothing_heavy_is_loaded_at_import() -> None:
    code = (
        "import sys, trucewatch.reports.intake; "
        "print([m for m in ('py3langid', 'trafilatura', 'htmldate', 'lxml', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
