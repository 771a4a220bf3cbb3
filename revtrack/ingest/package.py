"""The zip of XML parts that an Office file is, opened so that it can do no harm: no bombs, no entities, no macros."""

from __future__ import annotations

import io
import zipfile
from functools import cached_property

from lxml import etree

from revtrack.errors import InvalidInput

#: An element of a parsed part; the library names its type with an underscore.
Element = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
#: Bytes that all parts together may unpack to, and how many parts there may be.
_MOST_BYTES, _MOST_PARTS = 300_000_000, 20_000
_MACROS = ("word/vbaProject.bin", "xl/vbaProject.bin")
_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """The parts of one file. Raises `InvalidInput`: office-encrypted, office-broken, office-bomb, office-macro."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        if data.startswith(_ENCRYPTED):
            raise InvalidInput("office-encrypted", name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise InvalidInput("office-broken", name, facts={"reason": str(error)}) from None
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_BYTES:
            raise InvalidInput("office-bomb", name, facts={"limit": f"{_MOST_BYTES:,}"})
        self.names = frozenset(info.filename for info in infos)
        if any(part in self.names for part in _MACROS):
            raise InvalidInput("office-macro", name)

    def part(self, path: str) -> Element | None:
        """The root of an XML part, None where there is no such part."""
        if path not in self.names:
            return None
        try:
            data = self._zip.read(path)
            if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
                raise InvalidInput("office-entities", self._name, facts={"part": path})
            return etree.fromstring(data, self._parser)
        except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, NotImplementedError, RuntimeError) as error:
            raise InvalidInput("office-broken", self._name, facts={"reason": f"{path}: {error}"}) from None

    @cached_property
    def _parser(self) -> etree.XMLParser:
        return etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
