"""The zip of XML parts that an Office or OFD file is, opened so that it can do no harm: no bombs, entities, macros.

The same parts may stand in one XML file (Word's flat form). Names of Strict Open XML are turned into the usual ones, so
that readers know one set.
"""

from __future__ import annotations

import base64
import binascii
import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from revtrack.errors import InvalidInput

#: An element of a parsed part; the library names its type with an underscore.
Element = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
#: Bytes that all parts together may unpack to, those of one XML part, those of all XML parts that are read, and how
#: many parts there may be. A parsed part takes up to ten times its bytes in memory.
_MOST_BYTES, _MOST_XML, _MOST_XML_READ, _MOST_PARTS = 300_000_000, 40_000_000, 120_000_000, 20_000
#: What the library raises for a part that is broken, or packed as it cannot unpack.
_UNPACKABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, EOFError, ValueError)
_MACROS = ("word/vbaProject.bin", "xl/vbaProject.bin")
_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_STRICT = "http://purl.oclc.org/ooxml/"
#: Strict Open XML names → the usual ones.
_USUAL = {
    f"{_STRICT}wordprocessingml/main": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    f"{_STRICT}spreadsheetml/main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    f"{_STRICT}drawingml/main": "http://schemas.openxmlformats.org/drawingml/2006/main",
    f"{_STRICT}drawingml/spreadsheetDrawing": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    f"{_STRICT}drawingml/wordprocessingDrawing": (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    f"{_STRICT}officeDocument/math": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    f"{_STRICT}officeDocument/relationships": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Relation(NamedTuple):
    """What a part points to: the last word of the relation's type, and the path, "" for what lies outside."""

    kind: str
    target: str


class Package:
    """The parts of one file. Raises `InvalidInput`: office-encrypted, office-broken, office-bomb, office-macro."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = _MOST_XML_READ
        if data.startswith(_ENCRYPTED):
            raise InvalidInput("office-encrypted", name)
        self._flat: dict[str, bytes] | None = None
        self._zip: zipfile.ZipFile | None = None
        if not data.startswith(b"PK"):
            self._flat = self._flat_parts(data)
            self.names = frozenset(self._flat)
        else:
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

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of a part, None where there is none; a name in other letters or slashes is found, too."""
        own = path if path in self.names else self._folded.get(_folded(path), "")
        if not own:
            return None
        try:
            if self._zip is None:
                return (self._flat or {})[own]
            size = self._zip.getinfo(own).file_size
            if size > _MOST_BYTES:
                raise InvalidInput("office-bomb", self._name, facts={"limit": f"{_MOST_BYTES:,}"})
            with self._zip.open(own) as stream:
                data = stream.read(size + 1)
        except _UNPACKABLE as error:
            if isinstance(error, InvalidInput):
                raise
            raise InvalidInput("office-broken", self._name, facts={"reason": f"{own}: {error}"}) from None
        return data

    def xml_bytes(self, path: str) -> bytes | None:
        """The bytes of an XML part, within bounds and without entities."""
        data = self.bytes_of(path)
        if data is None:
            return None
        self._left -= len(data)
        if len(data) > _MOST_XML or self._left < 0:
            raise InvalidInput("office-bomb", self._name, facts={"limit": f"{_MOST_XML:,}"})
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or _wide_entity(data):
            raise InvalidInput("office-entities", self._name, facts={"part": path})
        return data

    def part(self, path: str) -> Element | None:
        """The root of an XML part, None where there is no such part."""
        data = self.xml_bytes(path)
        if data is None:
            return None
        try:
            root = etree.fromstring(data, self._parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InvalidInput("office-broken", self._name, facts={"reason": f"{path}: {error}"}) from None
        if _STRICT.encode() in data[:20_000]:
            _to_usual(root)
        return root

    def relations(self, path: str = "") -> dict[str, Relation]:
        """Where a part ("" for the package itself) points to, by id."""
        folder, file = posixpath.split(path)
        listed = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for item in listed.iter(_RELATION) if listed is not None else ():
            outside = item.get("TargetMode", "") == "External"
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            target = "" if outside else inside(folder, unquote(item.get("Target", "")))
            found[item.get("Id", "")] = Relation(kind, target)
        return found

    def main_part(self, otherwise: str) -> str:
        """The path of the part that the file is about, by its relations; a usual name where they name none."""
        named = (relation.target for relation in self.relations().values() if relation.kind == "officeDocument")
        return next((target for target in named if target), otherwise)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {_folded(name): name for name in self.names}

    @cached_property
    def _parser(self) -> etree.XMLParser:
        return etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )

    def _flat_parts(self, data: bytes) -> dict[str, bytes]:
        """The parts of a package that is one XML file."""
        if len(data) > _MOST_XML or b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise InvalidInput("office-bomb", self._name, facts={"limit": f"{_MOST_XML:,}"})
        try:
            root = etree.fromstring(data, self._parser)
            return dict(_parts_of(root))
        except (etree.XMLSyntaxError, ValueError, binascii.Error) as error:
            raise InvalidInput("office-broken", self._name, facts={"reason": str(error)}) from None


def inside(folder: str, path: str) -> str:
    """A path within a package, however it is written; one that leads out of it names nothing."""
    clean = path.replace("\\", "/").strip()
    return posixpath.normpath(clean.lstrip("/") if clean.startswith("/") else posixpath.join(folder, clean))


def _parts_of(root: Element) -> Iterator[tuple[str, bytes]]:
    for part in root.iter(f"{_PKG}part"):
        path = part.get(f"{_PKG}name", "").lstrip("/")
        data = part.find(f"{_PKG}xmlData")
        binary = part.findtext(f"{_PKG}binaryData")
        if data is not None and len(data):
            yield path, etree.tostring(data[0])
        elif binary is not None:
            yield path, base64.b64decode(binary)


def _folded(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def _wide_entity(data: bytes) -> bool:
    """Whether a part in UTF-16 declares entities: the search for plain bytes does not see them."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") and (
        "<!ENTITY".encode("utf-16-le") in data or "<!ENTITY".encode("utf-16-be") in data
    )


def _to_usual(root: Element) -> None:
    """Give the elements and attributes of Strict Open XML their usual names."""
    for element in root.iter(etree.Element):
        namespace, _, local = element.tag[1:].rpartition("}")
        if namespace in _USUAL:
            element.tag = f"{{{_USUAL[namespace]}}}{local}"
        for key, value in list(element.attrib.items()):
            own, _, word = str(key)[1:].rpartition("}")
            if own in _USUAL:
                del element.attrib[key]
                element.set(f"{{{_USUAL[own]}}}{word}", value)
