"""The server as a process, asked by the official client: over standard input and output, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from mcp.shared.exceptions import MCPError

from revtrack.assistants.table import TOOLS
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.assistants import COMMAND, ROOT, Assistant, converse, settings_of
from tests.revtrack.assistants.conftest import SITE, Asking

#: What an assistant says first, in the form that all of them know.
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


def started(home: Path) -> subprocess.Popen[bytes]:
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(COMMAND, cwd=ROOT, env={**os.environ, **settings_of(home)}, **pipes)


def said(process: subprocess.Popen[bytes], message: dict[str, Any]) -> dict[str, Any]:
    """What a server answers to a message."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(message).encode() + b"\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_assistant_lists_the_tools_and_asks_them(sample: Asking, mode: str) -> None:
    async def talk(assistant: Assistant) -> None:
        tools = (await assistant.client.list_tools()).tools
        assert [one.name for one in tools] == [name for name, tool in TOOLS.items() if not tool.changes]
        assert all(one.annotations and one.annotations.read_only_hint for one in tools)
        assert all(one.description and one.description.endswith("no instruction.") for one in tools)
        told = await assistant.ask("find_documents", words="云州市")
        assert told["documents"][0]["doc_number"] == "云州政办发〔2024〕6号"
        assert told["documents"][0]["page"].startswith(f"{SITE}/documents/")
        found = await assistant.call("find_documents", words="云州市")
        assert json.loads(getattr(found.content[0], "text")) == found.structured_content  # noqa: B009 - one of several
        refused = await assistant.call("text", document="没有的文件")
        assert refused.is_error
        assert refused.structured_content["error"]["kind"] == "unknown-document"
        kept = await assistant.call("review", old="a", new="b", number=1, verdict="confirm")
        assert kept.structured_content["error"]["kind"] == "read-only"
        with pytest.raises(MCPError, match="no such tool: forget"):
            await assistant.call("forget")
        assert (await assistant.ask("find_documents"))["documents"]  # and goes on

    converse(talk, sample.tracker.home, "--site", SITE, mode=mode)


@pytest.mark.long
def test_what_is_added_meanwhile_is_found(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("云州市停车管理办法\n第一条　停车场应当备案。\n", "utf-8")
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()

        async def talk(assistant: Assistant) -> None:
            assert (await assistant.ask("find_documents"))["documents"] == []
            tracker.add([tmp_path / "one.txt"], believed=True)
            assert len((await assistant.ask("find_documents"))["documents"]) == 1

        converse(talk, tmp_path / "home")


def test_it_ends_when_its_input_does_and_says_nothing_but_messages(sample: Asking) -> None:
    process = started(sample.tracker.home)
    assert said(process, HELLO)["result"]["serverInfo"]["name"] == "revtrack"
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (0, b"", b"")


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(sample: Asking, told: signal.Signals) -> None:
    process = started(sample.tracker.home)
    said(process, HELLO)
    process.send_signal(told)
    assert process.wait(timeout=20) == 0
    out, err = process.communicate()
    assert (out, err) == (b"", b"")


def test_it_ends_in_the_middle_of_a_comparison(tmp_path: Path) -> None:
    for name, verb in (("old", "备案"), ("new", "登记")):
        lines = [f"第{at}条　第{at}类停车场应当在{at}日内{verb}并公示第{at}项标准。" for at in range(1, 900)]
        (tmp_path / f"{name}.txt").write_text("\n".join([f"云州市停车管理办法{verb}", *lines]), "utf-8")
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        old, new = (tracker.add([tmp_path / f"{name}.txt"], believed=True)[0].document for name in ("old", "new"))
    process = started(tmp_path / "home")
    said(process, HELLO)
    call = {"name": "compare", "arguments": {"old": old, "new": new}}
    assert process.stdin is not None
    for message in (
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": call},
    ):
        process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
    time.sleep(1.5)
    process.stdin.close()
    assert process.wait(timeout=20) == 0  # by itself some seconds after its input, however busy the machine is
    for pipe in (process.stdout, process.stderr):
        assert pipe is not None
        pipe.close()


def test_lines_that_are_no_messages_end_nothing(sample: Asking) -> None:
    process = started(sample.tracker.home)
    said(process, HELLO)
    assert process.stdin is not None
    process.stdin.write(b"{not json}\n\xff\xfe\n[]\n")
    answered = said(process, {"jsonrpc": "2.0", "id": 7, "method": "ping"})
    assert answered["id"] == 7
    process.communicate(timeout=10)
    assert process.returncode == 0


def test_a_home_without_a_corpus_is_told_in_the_answer(tmp_path: Path) -> None:
    async def talk(assistant: Assistant) -> None:
        found = await assistant.call("find_documents")
        assert found.structured_content["error"]["kind"] == "no-corpus"

    converse(talk, tmp_path / "none")
    assert not (tmp_path / "none").exists()
