"""What the documents say of assistants: the tools with their arguments, the keys of answers, how one is started."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from revtrack.assistants.answering import MOST
from revtrack.assistants.asked import Paged
from revtrack.assistants.table import TOOLS
from tests.revtrack.assistants.conftest import Asking
from tests.test_docs import COMMANDS

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "assistants.md").read_text("utf-8")


def rows(heading: str) -> dict[str, str]:
    """The rows of the table below a heading: the first name, and the rest."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line.strip("| ").split(" | ", 1) for line in section.splitlines() if line.startswith("| ")][1:]
    return {cells[0].strip("`"): cells[1] for cells in lines}


def configurations(text: str) -> list[dict[str, Any]]:
    """The settings of assistants that a document shows."""
    blocks = re.findall(r"(?m)(?:^    .*\n?)+", text)
    return [json.loads(block) for block in blocks if block.lstrip().startswith("{")]


def test_the_page_names_every_tool_with_its_arguments() -> None:
    told = {name: re.findall(r"`(\w+)`", said) for name, said in rows("The tools").items()}
    paged = set(Paged.model_fields)
    assert told == {name: [one for one in tool.asked.model_fields if one not in paged] for name, tool in TOOLS.items()}


def test_the_page_names_the_keys_of_an_answer(sample: Asking) -> None:
    told = rows("The answers")
    answered = sample.ask("find_clauses", words="养老", limit=1)
    assert set(told) - {"the list"} == set(answered) - {"clauses"}
    assert set(answered["left_out"]) <= set(re.findall(r"`(\w+)`", told["left_out"]))
    assert set(answered["sources"][0]) <= set(re.findall(r"`(\w+)`", told["sources"]))
    assert f"{MOST:,} characters" in PAGE


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "docs/assistants.md"])
def test_assistants_are_told_to_start_what_is_there(name: str) -> None:
    found = configurations((ROOT / name).read_text("utf-8"))
    assert [next(iter(one)) for one in found][:2] == ["mcpServers", "servers"]
    for one in found:
        for server in next(iter(one.values())).values():
            if "url" in server:
                continue
            assert server["command"] == "revtrack"
            command, *options = server["args"]
            known = {option for parameter in COMMANDS[command].params for option in parameter.opts}
            assert {option for option in options if option.startswith("-")} <= known
