"""Runs a reader in a process of its own: a hostile file can break that one only, and not for long.

`run_reader` starts it with limits on time, memory and output; the child reads the file's bytes from standard input and
answers in JSON. Nothing of the caller's environment reaches it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from importlib import import_module
from typing import Any, cast

from revtrack.errors import InvalidInput
from revtrack.ingest.extracted import Extracted, Remark

#: Readers by the kind of file, as module and function: (bytes, name=…) → Extracted.
READERS: dict[str, tuple[str, str]] = {
    "pdf": ("revtrack.ingest.pdf", "extract_pdf"),
    "docx": ("revtrack.ingest.docx", "extract_docx"),
    "xlsx": ("revtrack.ingest.xlsx", "extract_xlsx"),
    "ofd": ("revtrack.ingest.ofd", "extract_ofd"),
}
#: Characters that a reader may give back; no policy is longer.
_MOST_TEXT = 50_000_000


def run_reader(kind: str, data: bytes, *, name: str, seconds: int, megabytes: int) -> Extracted:
    """The text of a file of a kind that `READERS` names.

    Raises what the reader found wrong with the file, else `InvalidInput` (reader-slow, reader-memory, reader-failed).
    """
    command = [sys.executable, "-I", "-m", "revtrack.ingest.child", kind, str(seconds), str(megabytes), name]
    facts = {"format": kind, "seconds": str(seconds), "megabytes": str(megabytes)}
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter, our own module
            [os.fsencode(part) for part in command],
            input=data,
            capture_output=True,
            check=False,
            timeout=seconds + 5,
            env={"LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise InvalidInput("reader-slow", name, facts=facts) from None
    if done.returncode in (-24, -9):  # SIGXCPU: it used up its time; SIGKILL: the system ended it
        raise InvalidInput("reader-slow" if done.returncode == -24 else "reader-memory", name, facts=facts)
    try:
        answer = cast("dict[str, Any]", json.loads(done.stdout)) if done.returncode == 0 else {}
    except ValueError:
        answer = {}
    if "refused" in answer:
        wrong, line, byte, said = (answer["refused"][key] for key in ("kind", "line", "byte", "facts"))
        raise InvalidInput(wrong, name, line=line, byte=byte, facts=said)
    if "text" not in answer:
        raise InvalidInput("reader-failed", name, facts=facts)
    remarks = tuple(Remark(item["kind"], item["facts"]) for item in answer["remarks"])
    return Extracted(str(answer["text"]), remarks)


def main() -> int:
    """The child: one file from standard input, the answer as JSON on standard output."""
    kind, seconds, megabytes, name = sys.argv[1:5]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    most = int(megabytes) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, function = READERS[kind]
    answer: dict[str, Any]
    try:
        found: Extracted = getattr(import_module(module), function)(sys.stdin.buffer.read(), name=name)
        answer = {
            "text": found.text[:_MOST_TEXT],
            "remarks": [{"kind": remark.kind, "facts": dict(remark.facts)} for remark in found.remarks],
        }
    except InvalidInput as error:
        facts = dict(error.facts)
        answer = {"refused": {"kind": error.kind, "line": error.line, "byte": error.byte, "facts": facts}}
    except MemoryError:
        facts = {"format": kind, "megabytes": megabytes}
        answer = {"refused": {"kind": "reader-memory", "line": None, "byte": None, "facts": facts}}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
