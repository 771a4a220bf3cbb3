"""Attacks by small inputs that once hung a server or filled a machine: each ends, in bounds of its own process."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from alignment import compare
from alignment.reading.lines import to_lines
from alignment.reading.segment import segment
from revtrack.holdings.reading import Prepared, Reading, prepare
from revtrack.ingest.page.parts import next_address, part_of
from revtrack.settings import load_settings
from revtrack.watch.lists.html_page import parse_page
from revtrack.watch.lists.item import Notes

ROOT = Path(__file__).resolve().parents[1]
#: Seconds of the processor and megabytes of memory that one attack may take, the loading of the program included.
SECONDS, MEGABYTES = 30, 700
RULE = "区水务局应当清掏雨水口。"


def read(words: str, name: str = "件.txt") -> None:
    """A file read into a document, with its metadata and duties, as `add` does."""
    settings = load_settings()
    given = Reading(settings.limits(), settings.reader_limits())
    found = prepare(words.encode("utf-8"), name, given)
    assert isinstance(found, tuple)
    assert all(isinstance(item, Prepared) for item in found)


def page(markup: str) -> None:
    """A page looked at as the watch does."""
    part_of(markup)
    next_address(markup, "https://river.example/t2031_1.html")
    parse_page(markup, "https://river.example/", "utf-8", Notes())


def blanks() -> None:
    side = segment("第一条" + " " * 100_000 + "\n", "new")
    to_lines(side)
    compare("第一条" + " " * 100_000, "第一条" + " " * 99_999)


ATTACKS: Mapping[str, Callable[[], object]] = {
    "comments without text": lambda: page("<!--a-->" * 62 + "<"),
    "comments as a text": lambda: read("<!--a-->" * 62 + RULE),
    "comments over many lines": lambda: segment(("<!--甲-->\n" + RULE + "\n") * 4_000, "new"),
    "openers of comments": lambda: segment("<!--" * 20_000 + RULE, "new"),
    "titles within titles": lambda: read("云渡区公厕管理办法\n第一条　根据《" + "〈甲〉" * 150 + "，制定本办法。\n"),
    "titles that never close": lambda: read("根据" + "《〈甲〉〈甲〉" * 4_000 + "\n第一条　" + RULE + "\n"),
    "links that never close": lambda: page("<a" * 3_000),
    "links with blanks that never close": lambda: page("<a " * 200_000),
    "brackets before one tag": lambda: page("<" * 400_000 + ">"),
    "blanks behind a number": blanks,
    "equal lines": lambda: compare((RULE + "\n") * 3_600, (RULE + "\n") * 3_700),
}
#: Those that are no trap but much, and take their time.
GREAT: Mapping[str, Callable[[], object]] = {
    "unnumbered paragraphs": lambda: compare(*(paragraphs(first) for first in (0, 1))),
}


def paragraphs(first: int) -> str:
    return "\n\n".join(f"区水务局应当清掏第{at}号雨水口。" for at in range(first, first + 10_050))


def suffered(name: str) -> subprocess.CompletedProcess[str]:
    """An attack in a process that may use so much and no more."""
    return subprocess.run(
        [sys.executable, "-m", "tests.test_attacks", name], cwd=ROOT, capture_output=True, check=False, text=True
    )


@pytest.mark.long
@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.timeout(300)
def test_an_attack_ends_in_its_bounds(name: str) -> None:
    run = suffered(name)
    assert run.returncode == 0, run.stderr


@pytest.mark.long
@pytest.mark.parametrize("name", GREAT)
@pytest.mark.timeout(600)
def test_what_is_much_ends_in_its_bounds(name: str) -> None:
    run = suffered(name)
    assert run.returncode == 0, run.stderr


def main(name: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20 * 2, MEGABYTES * 2**20 * 2))
    {**ATTACKS, **GREAT}[name]()
    # what the readers' own processes held does not count here: they have limits of their own; what rusage says of this
    # one counts what the process held that started it
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert held is None or int(held[1]) < MEGABYTES * 1024


if __name__ == "__main__":
    main(sys.argv[1])
