"""What DOCX and XLSX share: a package that is the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

#: A comparison has no hour of its own, and the same one gives the same file: the earliest day that a zip knows.
FIXED_TIME = datetime(1980, 1, 1)  # noqa: DTZ001 - both libraries want a time without a zone and write it as UTC
_WRITTEN_AT = re.compile(rb"(<dcterms:(created|modified)\b[^<>]{0,200}>)[^<]{0,200}(</dcterms:\2>)")
_CORE_PROPERTIES = "docProps/core.xml"


def repacked(package: bytes) -> bytes:
    """The same Office package, with every time in it set to `FIXED_TIME`.

    Raises zipfile.BadZipFile where the bytes are no zip archive.
    """
    stamp = FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w") as packed:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == _CORE_PROPERTIES:
                content = _WRITTEN_AT.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            entry = zipfile.ZipInfo(info.filename, FIXED_TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            # The system that wrote an archive is named in it; 0 is what every program can read.
            entry.create_system = 0
            packed.writestr(entry, content)
    return target.getvalue()
