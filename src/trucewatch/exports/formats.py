"""The forms in which a record leaves, in the order of the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["csv", "xlsx", "parquet", "jsonl", "ics", "plover", "ftm", "jsonld", "crosswalk"]


@dataclass(frozen=True)
class Format:
    """One form.

    Attributes:
        form: its name.
        about: what is written, in one sentence.
        is_folder: a folder of files, else one file.
        suffix: of the one file.
    """

    form: Form
    about: str
    is_folder: bool = False
    suffix: str = ""


FORMATS: tuple[Format, ...] = (
    Format("csv", "Write a folder of comma-separated files, one a table.", is_folder=True),
    Format("xlsx", "Write a workbook: a sheet a table, passages in the notes of cells.", suffix=".xlsx"),
    Format("parquet", "Write a folder of Parquet files, one a table.", is_folder=True),
    Format("jsonl", "Write statement files, which `import` takes in again with the same ids.", is_folder=True),
    Format("ics", "Write a calendar of talks, starts, last days and deadlines.", suffix=".ics"),
    Format("plover", "Write the events as records of PLOVER 2.0, one a line.", suffix=".jsonl"),
    Format("ftm", "Write actors and events as entities of FollowTheMoney, one a line.", suffix=".json"),
    Format("jsonld", "Write the statements as JSON-LD, with PROV-O and Web Annotations.", suffix=".jsonld"),
    Format("crosswalk", "Write stated obligations in the manner of PA-X and PAM, as CSV.", is_folder=True),
)
