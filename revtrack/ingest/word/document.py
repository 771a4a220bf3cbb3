"""DOCX → its text: automatic numbers written out, tracked changes as accepted, tables row by row.

The XML is walked here and not by a library: those that read Word lose its numbers and what was inserted in review.
"""

from __future__ import annotations

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Account, Counting, Reason
from revtrack.ingest.extracted import Extracted, Remark
from revtrack.ingest.package import Element, Package, Relation
from revtrack.ingest.word.blocks import BlockReader
from revtrack.ingest.word.imported import read_import
from revtrack.ingest.word.inline import TEXTS, A, InlineReader, text_under
from revtrack.ingest.word.numbering import Numbering, W
from revtrack.ingest.word.styles import Styles

#: Text beside the body that is no text of the document: by the kind of the relation.
_BESIDE = {"header": Reason.FURNITURE, "footer": Reason.FURNITURE, "comments": Reason.COMMENT}
_VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
#: A file of pictures with less text than this is asked about.
_LITTLE = 60
#: Files that take in files that take in files: nobody writes deeper ones.
_DEEPEST = 3


def extract_docx(data: bytes, *, name: str, within: int = 0) -> Extracted:
    """The text of a Word file. Raises `InvalidInput` (see `Package`; also empty, pictures for pictures without text).

    `within` counts the files that take this one in.
    """
    package = Package(data, name)
    reading = _Document(package, name, within)
    text = "\n".join(reading.lines())
    if not text.strip():
        pictures = reading.inline.pictures or any("/media/" in part for part in package.names)
        raise InvalidInput("pictures" if pictures else "empty", name)
    return Extracted(text + "\n", tuple(reading.remarks(text)), reading.account())


class _Document:
    def __init__(self, package: Package, name: str, within: int) -> None:
        path = package.main_part("word/document.xml")
        root = package.part(path)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise InvalidInput("office-broken", name, facts={"reason": path})
        self._package, self._name, self._within = package, name, within
        self._root, self._body = root, body
        self._relations = package.relations(path)
        styles = self._related("styles")
        self._count = Counting()
        self._unread: list[str] = []
        self.inline = InlineReader(Styles(styles), self._count)
        notes = self._notes()
        numbering = Numbering(self._related("numbering"), styles)
        self._blocks = BlockReader(numbering, self.inline, self._count, notes, self._import)
        _hold(self._count, root, *notes.values())

    def lines(self) -> list[str]:
        """The lines of the document, drawings with text of their own at the end."""
        lines = list(self._blocks.lines(self._body))
        for note in self._blocks.unread_notes():
            self._count.leave(Reason.FURNITURE, text_under(note))
        for child in self._root:
            if child is not self._body:
                self._count.leave(Reason.UNSUPPORTED, text_under(child))
        lines += self._drawings()
        self._beside()
        return lines

    def account(self) -> Account:
        """What became of the characters."""
        return self._count.done()

    def remarks(self, text: str) -> list[Remark]:
        """What is to be told."""
        changes = sum(1 for _ in self._root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"))
        account = self._count.done()
        found = [Remark("tracked-changes", {"count": str(changes)})] if changes else []
        for reason in (Reason.STRUCK, Reason.HIDDEN):
            if reason in account.left:
                facts = {"count": str(account.left[reason]), "words": account.words[reason]}
                found.append(Remark(str(reason), facts))
        if self._unread:
            found.append(Remark("parts-unread", {"parts": ", ".join(self._unread)}))
        if self.inline.objects:
            found.append(Remark("objects", {"count": str(self.inline.objects)}))
        if self.inline.pictures and len("".join(text.split())) < _LITTLE:
            found.append(Remark("mostly-pictures", {"count": str(self.inline.pictures)}))
        return found

    # --- other parts -------------------------------------------------------------------------------------------------

    def _related(self, kind: str) -> Element | None:
        target = next((item.target for item in self._relations.values() if item.kind == kind and item.target), "")
        return self._package.part(target or f"word/{kind}.xml")

    def _notes(self) -> dict[tuple[str, str], Element]:
        """Footnotes and endnotes by their kind and id; the lines that part them from the text are none."""
        found: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            part = self._related(f"{kind}s")
            for note in part.iterfind(f"{W}{kind}") if part is not None else ():
                if note.get(f"{W}type", "normal") == "normal":
                    found[kind, note.get(f"{W}id", "")] = note
        return found

    def _import(self, identity: str) -> list[str]:
        """The lines of a part that the document takes in; where it cannot be read, it is named."""
        relation = self._relations.get(identity, Relation("", ""))
        data = self._package.bytes_of(relation.target) if relation.target else None
        word = self._within_this if self._within < _DEEPEST else None
        found = read_import(relation.target, data, self._name, word) if data is not None else None
        if found is None:
            self._unread.append(relation.target or identity)
            self._count.hold("？" * 100)  # nobody knows how much it is
            self._count.leave(Reason.UNSUPPORTED, "？" * 100)
            return []
        self._count.add(found.account)
        return found.text.rstrip("\n").split("\n")

    def _within_this(self, data: bytes, name: str) -> Extracted:
        """A Word file that this one takes in."""
        return extract_docx(data, name=name, within=self._within + 1)

    def _drawings(self) -> list[str]:
        """The words of diagrams; those of charts are told as not read."""
        lines: list[str] = []
        for identity in dict.fromkeys(self.inline.charts):
            relation = self._relations.get(identity)
            part = self._package.part(relation.target) if relation and relation.target else None
            if part is None or relation is None:
                continue
            _hold(self._count, part)
            if relation.kind == "chart":
                words = "".join(item.text or "" for item in part.iter(f"{A}t", _VALUE))
                self._count.hold("".join(item.text or "" for item in part.iter(_VALUE)))
                self._count.leave(Reason.UNSUPPORTED, words)
                self._unread.append(relation.target)
            else:
                shown = (text_under(paragraph) for paragraph in part.iter(f"{A}p"))
                lines += [self._count.read(text) for text in shown if text.strip()]
        return lines

    def _beside(self) -> None:
        """Heads, feet and comments: counted, and no text."""
        for relation in self._relations.values():
            reason = _BESIDE.get(relation.kind)
            part = self._package.part(relation.target) if reason and relation.target else None
            if part is not None and reason:
                _hold(self._count, part)
                self._count.leave(reason, text_under(part))


def _hold(count: Counting, *roots: Element) -> None:
    for root in roots:
        for item in root.iter(*TEXTS):
            count.hold(item.text or "")
