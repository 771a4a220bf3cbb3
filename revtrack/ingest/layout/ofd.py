"""OFD, the national layout format (GB/T 33190) → its paragraphs and tables: pages of text pieces with their places."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Reason, ink
from revtrack.ingest.extracted import Extracted, RecognisedLine
from revtrack.ingest.layout.glyphs import pale_words
from revtrack.ingest.layout.legible import legible
from revtrack.ingest.layout.ofd_objects import POINTS, Objects, box, child, local, named, read_objects
from revtrack.ingest.layout.paged import Paged
from revtrack.ingest.layout.placed import lines_by_place
from revtrack.ingest.layout.printed import PrintedLine
from revtrack.ingest.layout.stretched import set_back
from revtrack.ingest.package import Element, Package, inside

#: More pages than this is no policy.
_MOST_PAGES = 5_000


def extract_ofd(data: bytes, *, name: str) -> Extracted:
    """The text of an OFD file.

    Raises `InvalidInput` (see `Package`; also ofd-pages, scanned, unreadable-text, empty).
    """
    return _Reader(data, name, pictures=False).read()


def extract_pictured_ofd(data: bytes, *, name: str) -> Extracted:
    """The text of an OFD file, its pages that are pictures recognised, with a remark."""
    return _Reader(data, name, pictures=True).read()


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    width: float
    height: float
    left: float
    top: float
    templates: tuple[str, ...]


class _Reader:
    def __init__(self, data: bytes, name: str, *, pictures: bool) -> None:
        self._package = Package(data, name)
        self._name = name
        self._pictures = pictures
        self._read = Paged(name, lines_by_place)
        if any(posixpath.basename(part).lower() == "encryptions.xml" for part in self._package.names):
            raise InvalidInput("office-encrypted", name)

    def read(self) -> Extracted:
        """All pages of all documents in the file."""
        number = 0
        before: set[str] = set()
        for document in self._documents():
            for page in document.pages():
                if number >= _MOST_PAGES:
                    raise InvalidInput("ofd-pages", self._name, facts={"limit": str(_MOST_PAGES)})
                before = self._page(document, page, number, before)
                number += 1
            self._annotations(document)
        return self._read.extracted(number)

    def _documents(self) -> Iterator[_Document]:
        root = self._package.part("OFD.xml")
        if root is None:
            raise InvalidInput("office-broken", self._name, facts={"reason": "OFD.xml"})
        for item in named(root, "DocRoot"):
            path = inside("", item.text or "")
            part = self._package.part(path)
            if part is None:
                raise InvalidInput("office-broken", self._name, facts={"reason": path})
            yield _Document(self._package, path, part)

    # --- pages -------------------------------------------------------------------------------------------------------

    def _page(self, document: _Document, page: _Page, number: int, before: set[str]) -> set[str]:
        """Read one page; the pale words on it."""
        objects = Objects()
        content = self._package.part(page.path)
        for template in page.templates:
            part = document.template(template)
            if part is not None:
                read_objects(part, objects, document.composite)
        if content is not None:
            read_objects(content, objects, document.composite)
        set_back(objects.glyphs)
        for glyph in objects.glyphs:
            glyph.left -= page.left
            glyph.right -= page.left
            glyph.top -= page.top
            glyph.bottom -= page.top
        held = "".join(glyph.text for glyph in objects.glyphs)
        self._read.count.hold(held)
        for words in objects.unseen:
            self._read.count.hold(words)
            self._read.count.leave(Reason.HIDDEN, words)
        pale = pale_words(objects.glyphs)
        if not ink(held) and objects.pictures:
            self._picture(document, objects.pictures, number)
            return pale
        if not legible(held):
            self._read.count.leave(Reason.UNREADABLE, held)
            self._read.illegible.append(number)
            return pale
        everywhere = pale & before if number else pale
        self._read.put(number, (page.width, page.height), objects.glyphs, objects.rules, objects.dark, everywhere)
        return pale

    def _picture(self, document: _Document, pictures: list[str], number: int) -> None:
        lines: list[PrintedLine] = []
        shown: list[RecognisedLine] = []
        for identity in pictures if self._pictures else []:
            grey = _grey(self._package.bytes_of(document.media(identity)))
            if grey is not None:
                from revtrack.ingest.layout.recognised import recognise

                more, numbers = recognise(grey, number)
                lines += more
                shown += numbers
        self._read.put_recognised(number, lines, shown)

    def _annotations(self, document: _Document) -> None:
        """Stamps, notes and watermarks that lie over the pages: counted, and no text."""
        for annotation in document.annotations():
            words = "".join("".join((code.text or "").split()) for code in named(annotation, "TextCode"))
            if not words:
                continue
            self._read.count.hold(words)
            mark = annotation.get("Type", "") == "Watermark"
            self._read.count.leave(Reason.WATERMARK if mark else Reason.COMMENT, words)
            if mark:
                self._read.marks.append(words)


class _Document:
    """One document of a file: its pages, templates and resources."""

    def __init__(self, package: Package, path: str, root: Element) -> None:
        self._package = package
        self._root = root
        self._folder = posixpath.dirname(path)
        self._templates: dict[str, Element | None] = {}

    def pages(self) -> Iterator[_Page]:
        """The pages in order."""
        common = child(self._root, "CommonData")
        area = child(common, "PageArea") if common is not None else None
        usual = _area(area) or (0.0, 0.0, 210.0, 297.0)
        listed = child(self._root, "Pages")
        for page in listed if listed is not None else ():
            if local(page) != "Page":
                continue
            path = inside(self._folder, page.get("BaseLoc", ""))
            content = self._package.part(path)
            own = _area(child(content, "Area")) if content is not None else None
            left, top, width, height = (value * POINTS for value in own or usual)
            templates = [
                item.get("TemplateID", "") for item in (content if content is not None else ()) if _is(item, "Template")
            ]
            yield _Page(path, width or 595.0, height or 842.0, left, top, tuple(templates))

    def template(self, identity: str) -> Element | None:
        """The content of a template page."""
        if identity not in self._templates:
            where = next(
                (item.get("BaseLoc", "") for item in named(self._root, "TemplatePage") if item.get("ID") == identity),
                "",
            )
            self._templates[identity] = self._package.part(inside(self._folder, where)) if where else None
        return self._templates[identity]

    def composite(self, identity: str) -> Element | None:
        """The content of a composite object among the resources."""
        return self._composites.get(identity)

    def media(self, identity: str) -> str:
        """The path of a picture among the resources."""
        return self._media.get(identity, "")

    def annotations(self) -> Iterator[Element]:
        """What lies over the pages."""
        where = child(self._root, "Annotations")
        path = inside(self._folder, (where.text or "").strip()) if where is not None else ""
        listed = self._package.part(path) if path else None
        for item in named(listed, "FileLoc") if listed is not None else ():
            part = self._package.part(inside(posixpath.dirname(path), (item.text or "").strip()))
            if part is not None:
                yield from named(part, "Annot")

    @cached_property
    def _resources(self) -> list[tuple[str, Element]]:
        found: list[tuple[str, Element]] = []
        for name in ("PublicRes", "DocumentRes"):
            for item in named(self._root, name):
                path = inside(self._folder, (item.text or "").strip())
                part = self._package.part(path)
                if part is not None:
                    found.append((inside(posixpath.dirname(path), part.get("BaseLoc", "")), part))
        return found

    @cached_property
    def _composites(self) -> dict[str, Element]:
        return {item.get("ID", ""): item for _, part in self._resources for item in named(part, "CompositeGraphicUnit")}

    @cached_property
    def _media(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for folder, part in self._resources:
            for item in named(part, "MultiMedia"):
                file = child(item, "MediaFile")
                if file is not None:
                    found[item.get("ID", "")] = inside(folder, (file.text or "").strip())
        return found


def _is(item: Element, name: str) -> bool:
    return local(item) == name


def _area(area: Element | None) -> tuple[float, float, float, float] | None:
    physical = child(area, "PhysicalBox") if area is not None else None
    found = box((physical.text or "") if physical is not None else "")
    return found if found[2] > 0 and found[3] > 0 else None


def _grey(data: bytes | None) -> Any:
    """A picture as grey pixels, None where it cannot be opened here."""
    if data is None:
        return None
    try:
        import numpy as np
        from PIL import Image

        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > 60_000_000:
                return None
            return np.asarray(picture.convert("L"))
    except (ImportError, OSError, ValueError):
        return None
