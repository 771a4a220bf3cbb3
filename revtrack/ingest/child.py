"""Runs a reader in a process of its own: a hostile file can break that one only, and not for long.

`run_reader` hands a file to such a process, which has limits on time, memory and output and answers in JSON; nothing of
the caller's environment reaches it. Starting one costs a tenth of a second, so one that did well is kept for the next
file; one that read a format by a library of C (PDF), grew large or failed is not.
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from importlib import import_module
from typing import IO, Any, cast

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Account
from revtrack.ingest.extracted import Extracted, RecognisedLine, Remark

#: Readers by the kind of file, as module and function: (bytes, name=…) → Extracted.
READERS: dict[str, tuple[str, str]] = {
    "text": ("revtrack.ingest.plain", "extract_text"),
    "mhtml": ("revtrack.ingest.plain", "extract_mhtml"),
    "pdf": ("revtrack.ingest.layout.pdf", "extract_pdf"),
    "pdf-pictures": ("revtrack.ingest.layout.pdf", "extract_pictured_pdf"),
    "docx": ("revtrack.ingest.word.document", "extract_docx"),
    "xlsx": ("revtrack.ingest.sheet.workbook", "extract_xlsx"),
    "ofd": ("revtrack.ingest.layout.ofd", "extract_ofd"),
    "ofd-pictures": ("revtrack.ingest.layout.ofd", "extract_pictured_ofd"),
}
#: Kinds after which a process is not kept.
_FRESH = frozenset(("pdf", "pdf-pictures", "ofd-pictures"))
#: Characters that a reader may give back, no policy is longer; and bytes of an answer.
_MOST_TEXT, _MOST_ANSWER = 50_000_000, 400_000_000
#: Files that one process reads, and the megabytes that it may have grown to, before it is replaced; how many wait.
_MOST_FILES, _MOST_GROWN, _MOST_IDLE = 200, 220, 4
#: A process that waits for the machine is given so many times its seconds by the clock.
_PATIENCE = 3
_LENGTH = struct.Struct(">Q")


def run_reader(kind: str, data: bytes, *, name: str, seconds: int, megabytes: int) -> Extracted:
    """The text of a file of a kind that `READERS` names.

    Raises what the reader found wrong with the file, else `InvalidInput` (reader-slow, reader-memory, reader-failed).
    """
    facts = {"format": kind.split("-", maxsplit=1)[0], "seconds": str(seconds), "megabytes": str(megabytes)}
    servant = _hired(megabytes)
    try:
        answer = servant.ask(kind, data, name, seconds)
    except TimeoutError:
        servant.dismiss()
        raise InvalidInput("reader-slow", name, facts=facts) from None
    except (OSError, EOFError, ValueError):
        code = servant.dismiss()
        if code == -signal.SIGXCPU:
            raise InvalidInput("reader-slow", name, facts=facts) from None
        if code == -signal.SIGKILL:  # the system ended it
            raise InvalidInput("reader-memory", name, facts=facts) from None
        raise InvalidInput("reader-failed", name, facts=facts) from None
    except BaseException:
        servant.dismiss()
        raise
    if kind in _FRESH or "text" not in answer or servant.worn(answer):
        servant.dismiss()
    else:
        _released(servant)
    if "refused" in answer:
        wrong, line, byte, said = (answer["refused"][key] for key in ("kind", "line", "byte", "facts"))
        raise InvalidInput(
            wrong, name, line=line, byte=byte, facts=said or (facts if wrong.startswith("reader-") else {})
        )
    if "text" not in answer:
        raise InvalidInput("reader-failed", name, facts=facts)
    return _extracted(answer)


def _extracted(answer: dict[str, Any]) -> Extracted:
    return Extracted(
        text=str(answer["text"]),
        remarks=tuple(Remark(item["kind"], item["facts"]) for item in answer["remarks"]),
        account=Account.from_json(answer["account"]),
        facts={name: (value, words) for name, (value, words) in answer["facts"].items()},
        encoding=answer["encoding"],
        form=answer["form"],
        recognised=tuple(
            RecognisedLine(item["page"], item["text"], item["sure"], base64.b64decode(item["picture"]))
            for item in answer["recognised"]
        ),
    )


# --- the processes ---------------------------------------------------------------------------------------------------


class _Servant:
    """One process that reads files, one after the other."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        self._files = 0
        command = [sys.executable, "-I", "-m", "revtrack.ingest.child", str(megabytes)]
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter, our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "2"},
        )

    def ask(self, kind: str, data: bytes, name: str, seconds: int) -> dict[str, Any]:
        """The answer to one file. Raises TimeoutError, EOFError, OSError, ValueError."""
        self._files += 1
        until = time.monotonic() + _PATIENCE * seconds + 5
        head = json.dumps({"kind": kind, "name": name, "seconds": seconds, "size": len(data)}).encode("ascii")
        writer = threading.Thread(target=self._send, args=(_LENGTH.pack(len(head)) + head, data), daemon=True)
        writer.start()
        (length,) = _LENGTH.unpack(self._receive(_LENGTH.size, until))
        if length > _MOST_ANSWER:
            raise ValueError(length)
        answer = cast("dict[str, Any]", json.loads(self._receive(length, until)))
        writer.join(5)
        return answer

    def worn(self, answer: dict[str, Any]) -> bool:
        """Whether the process has read enough, or has grown large."""
        return self._files >= _MOST_FILES or answer.get("megabytes", 0) > _MOST_GROWN

    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def dismiss(self) -> int:
        """End the process; how it ended."""
        if self._process.poll() is None:
            # one that is done sees the end of its input; another one is ended
            with _Quiet():
                _pipe(self._process.stdin).close()
            try:
                self._process.wait(0.2)
            except subprocess.TimeoutExpired:
                self._process.kill()
        code = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with _Quiet():
                _pipe(stream).close()
        return code

    def _send(self, head: bytes, data: bytes) -> None:
        stream = _pipe(self._process.stdin)
        with _Quiet():
            stream.write(head)
            stream.write(data)
            stream.flush()

    def _receive(self, length: int, until: float) -> bytes:
        handle = _pipe(self._process.stdout).fileno()
        parts: list[bytes] = []
        while length:
            ready, _, _ = select.select([handle], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            part = os.read(handle, min(length, 1 << 20))
            if not part:
                self._process.wait(5)
                raise EOFError
            parts.append(part)
            length -= len(part)
        return b"".join(parts)


class _Quiet:
    """Lets pass that a process at the other end of a pipe is gone."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is not None and issubclass(kind, (OSError, ValueError))


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OSError("no pipe")
    return stream


_IDLE: list[_Servant] = []
_lock = threading.Lock()


def _hired(megabytes: int) -> _Servant:
    with _lock:
        for servant in list(_IDLE):
            if servant.megabytes == megabytes:
                _IDLE.remove(servant)
                if servant.alive():
                    return servant
                servant.dismiss()
    return _Servant(megabytes)


def _released(servant: _Servant) -> None:
    with _lock:
        if len(_IDLE) < _MOST_IDLE:
            _IDLE.append(servant)
            return
    servant.dismiss()


@atexit.register
def _dismiss_all() -> None:
    while _IDLE:
        _IDLE.pop().dismiss()


def _start_anew() -> None:
    """In a process that was forked: the servants are the parent's, and a thread that is not here may hold the lock."""
    global _lock  # noqa: PLW0603 -- a lock cannot be opened from outside
    _lock = threading.Lock()
    _IDLE.clear()


os.register_at_fork(after_in_child=_start_anew)


# --- the child -------------------------------------------------------------------------------------------------------


def main() -> int:
    """The child: files from standard input, for each an answer as JSON on standard output."""
    most = int(sys.argv[1]) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    given, taken = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 -- what a library prints must not mix with answers
    while head := given.read(_LENGTH.size):
        asked = json.loads(given.read(_LENGTH.unpack(head)[0]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + 1 + int(asked["seconds"])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (spent, hard))
        answer = json.dumps(_answer(asked["kind"], given.read(asked["size"]), asked["name"])).encode("ascii")
        taken.write(_LENGTH.pack(len(answer)) + answer)
        taken.flush()
    return 0


def _answer(kind: str, data: bytes, name: str) -> dict[str, Any]:
    module, function = READERS[kind]
    try:
        found: Extracted = getattr(import_module(module), function)(data, name=name)
    except InvalidInput as error:
        return {"refused": {"kind": error.kind, "line": error.line, "byte": error.byte, "facts": dict(error.facts)}}
    except MemoryError:
        return {"refused": {"kind": "reader-memory", "line": None, "byte": None, "facts": {}}}
    except RecursionError:
        return {"refused": {"kind": "reader-failed", "line": None, "byte": None, "facts": {}}}
    return {
        "text": found.text[:_MOST_TEXT],
        "remarks": [{"kind": remark.kind, "facts": dict(remark.facts)} for remark in found.remarks],
        "account": found.account.to_json(),
        "facts": {field: list(value) for field, value in found.facts.items()},
        "encoding": found.encoding,
        "form": found.form,
        "recognised": [
            {
                "page": line.page,
                "text": line.text,
                "sure": line.sure,
                "picture": base64.b64encode(line.picture).decode("ascii"),
            }
            for line in found.recognised
        ],
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    sys.exit(main())
