"""Odd texts of every kind: each is equal to itself, ends, stays small, and a change in it is accounted for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from alignment import compare
from alignment.account.balance import balance
from alignment.duties.of_text import obligations_of
from alignment.reading.segment import segment
from tests.alignment.odd_texts import BIG, FOLDER, SMALL, SURROGATES

ROOT = Path(__file__).resolve().parents[2]
#: So much memory a comparison may take.
ALLOWED = 500 * 1024 * 1024
ADDED = "\n第九百条　区水务局应当在三日内清掏雨水口。\n"


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.timeout(120)
def test_an_odd_text_is_equal_to_itself(name: str) -> None:
    text = SMALL[name]()
    found = compare(text, text)
    assert [entry for entry in found.account if entry.told] == []
    assert found.obligations == ()
    assert not found.differs
    assert {row.change for row in found.rows} <= {"unchanged"}


@pytest.mark.parametrize("name", SURROGATES)
def test_a_text_with_surrogates_is_equal_to_itself(name: str) -> None:
    text = SURROGATES[name]()
    assert not compare(text, text).differs


@pytest.mark.parametrize("name", BIG)
@pytest.mark.timeout(300)
def test_a_large_text_is_equal_to_itself_and_takes_little_memory(name: str) -> None:
    # a process of its own: what this one held before does not count
    command = [sys.executable, "-m", "tests.alignment.odd_texts", name]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert (said["told"], said["obligations"], said["differs"]) == ([], 0, False)
    assert 10 * 1024 * 1024 < said["peak"] < ALLOWED


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.timeout(120)
def test_what_is_put_into_an_odd_text_is_accounted_for(name: str) -> None:
    text = SMALL[name]()
    found = compare(text, text + ADDED)
    said = balance((found.old, found.new), found.links, found.account)
    assert (said["owned"], said["twice"], said["besides"]) == (said["differing"], 0, 0)
    assert found.differs


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_the_duties_of_an_odd_text_are_exact_quotes(name: str) -> None:
    side = segment(SMALL[name](), "new")
    for duty in obligations_of(side):
        assert side.by_sentence[duty.sentence][1].text[duty.start : duty.end] == duty.text
        assert duty.text.strip()


def test_each_short_text_is_of_its_own() -> None:
    texts = [path.read_bytes() for path in FOLDER.glob("*.txt")]
    assert len(texts) >= 20
    assert len(set(texts)) == len(texts)
