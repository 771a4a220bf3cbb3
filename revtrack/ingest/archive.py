"""ZIP files of documents → the documents in them: names repaired, nothing trusted, nothing unpacked to the disk."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from revtrack.errors import InvalidInput

#: Members, bytes of all of them together, and bytes of a name.
_MOST_MEMBERS, _MOST_BYTES, _LONGEST_NAME = 2_000, 300_000_000, 1_000
#: More than so many bytes out of one is no document but a bomb.
_MOST_RATIO = 500
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
#: What the library raises for archives that are broken, or packed as it cannot unpack.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, ValueError, RuntimeError, EOFError)


def members(data: bytes, *, name: str, suffixes: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """(name within the archive, bytes) of the files with one of these suffixes, in the archive's order.

    Raises `InvalidInput`: zip-broken, zip-bomb, zip-path (a name that leads out or is too long), zip-encrypted.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if info.filename and not info.is_dir()]
    except _BROKEN as error:
        raise InvalidInput("zip-broken", name, facts={"reason": str(error)}) from None
    packed = max(1, len(data))
    total = sum(info.file_size for info in infos)
    if len(infos) > _MOST_MEMBERS or total > min(_MOST_BYTES, packed * _MOST_RATIO):
        raise InvalidInput("zip-bomb", name, facts={"limit": f"{_MOST_BYTES:,}"})
    for info in infos:
        own = _name(info)
        path = PurePosixPath(own.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or len(own.encode("utf-8", "replace")) > _LONGEST_NAME:
            raise InvalidInput("zip-path", name, facts={"member": own[:60]})
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        if hidden or path.suffix.lower() not in suffixes:
            continue
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise InvalidInput("zip-encrypted", name, facts={"member": own})
        try:
            yield own, archive.read(info)
        except _BROKEN as error:
            raise InvalidInput("zip-broken", name, facts={"reason": f"{own}: {error}"}) from None


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; one that is not marked as UTF-8 was most likely written in GBK."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
