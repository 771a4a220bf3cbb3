"""Old Office and WPS files (.doc, .wps, .xls), RTF, ODF and Word's old XML by way of LibreOffice, where installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from revtrack.errors import InvalidInput

_PROGRAMS = ("soffice", "libreoffice")
#: Kinds that are converted, with the suffix under which LibreOffice knows them.
CONVERTED = {"ole": ".doc", "rtf": ".rtf", "odf": ".odt", "ods": ".ods", "word-xml": ".xml", "excel-xml": ".xml"}
_SHEETS = frozenset(("ods", "excel-xml"))


def convert(kind: str, data: bytes, *, name: str, seconds: int) -> tuple[str, bytes]:
    """(docx or xlsx, bytes) of a file in another format. An old spreadsheet is told by its streams' names.

    Raises `InvalidInput`: no-converter where LibreOffice is not installed, office-encrypted for a new file under a
    password, reader-slow, reader-failed.
    """
    if kind == "ole" and "EncryptedPackage".encode("utf-16-le") in data:
        raise InvalidInput("office-encrypted", name)
    program = next((found for program in _PROGRAMS if (found := shutil.which(program))), "")
    if not program:
        raise InvalidInput("no-converter", name)
    old_sheet = kind == "ole" and any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book"))
    sheet = old_sheet or kind in _SHEETS
    wanted = "xlsx" if sheet else "docx"
    facts = {"format": "doc", "seconds": str(seconds)}
    with tempfile.TemporaryDirectory(prefix="revtrack-") as scratch:
        folder = Path(scratch)
        source = folder / f"source{'.xls' if old_sheet else CONVERTED[kind]}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        env = {"HOME": scratch, "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        command = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            wanted,
            "--outdir",
            scratch,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=seconds, cwd=scratch, env=env)  # noqa: S603
        except subprocess.TimeoutExpired:
            raise InvalidInput("reader-slow", name, facts=facts) from None
        made = folder / f"source.{wanted}"
        if not made.is_file():
            raise InvalidInput("reader-failed", name, facts=facts)
        return wanted, made.read_bytes()
