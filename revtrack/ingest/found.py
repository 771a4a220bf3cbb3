"""What is found in a file: documents with their place in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """One document of a file: lines from 1, `start_col` characters from 1; `text` its lines without the
    rest, flattened tables as rows.

    `heading` is what a compilation calls it (number and date taken off), `heading_date` the day given there
    (YYYY-MM-DD), `region` the place under whose heading it stands; "" where there is none. `mentioned` are the titles
    that the file cites anywhere.
    """

    start_line: int
    start_col: int
    end_line: int
    text: str
    heading: str = ""
    heading_date: str = ""
    region: str = ""
    mentioned: tuple[str, ...] = ()
