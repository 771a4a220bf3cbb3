"""The new text as Akoma Ntoso 3.0, the standard XML for law, with what changed against the old text as its analysis.

`eId`s are the anchors of the HTML report, so that one place has one name in both.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from alignment.model import Clause, Comparison, Kind, Side
from revtrack.export.beside import Other
from revtrack.export.clauses_table import clause_texts
from revtrack.export.entries import Entry
from revtrack.export.fulltext import Row, Stretch
from revtrack.export.office_package import FIXED_TIME
from revtrack.export.places import Place, Places
from revtrack.export.presentation import Report, present
from revtrack.export.quotes import quoted
from revtrack.export.said import NOTHING, Said
from revtrack.export.xml_parts import Element, xml_text
from revtrack.words.language import Lang

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: The standard lets `old` and `new` hold only elements of another namespace: the words stand in one of ours.
REVTRACK = "urn:revtrack:comparison"
_MAKER = "#revtrack"
#: What the standard calls the changes of a clause; it has no word for a move and takes it for a new number.
_TYPES: Mapping[str, str] = {"added": "insertion", "removed": "repeal", "modified": "substitution"}
_LEVELS = (("编", "part"), ("章", "chapter"), ("节", "section"), ("条", "article"))
_LEVEL = re.compile(r"第[〇零一二三四五六七八九十百千\d]+([编章节条])")
_ELEMENTS: Mapping[str, str] = {"removed": "del", "added": "ins"}


def render_akoma_ntoso(
    comparison: Comparison, *, lang: Lang = "zh", old_name: str = "", new_name: str = "", said: Said = NOTHING
) -> str:
    """The new text as an XML document with its declaration, to be written as UTF-8.

    Every clause of the new text stands in the main body below the headings it belongs to; a clause that only the old
    text has stands where it stood, with the status `removed`. Differing characters are `ins` and `del`. Each change of
    a clause, an obligation or other substance is a `textualMod`, each pair of counterpart clauses a `mapping`.

    Args:
        comparison: what to write.
        lang: language of the names of changes.
        old_name, new_name: names of the files compared, titles where a text has none; "" where there are none.
        said: what people said of it.

    Raises:
        ValueError: there are no words in `lang`.
    """
    report = present(comparison, lang=lang, old_name=old_name, new_name=new_name, said=said)
    names: dict[str | None, str] = {None: AKN, "revtrack": REVTRACK}
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap=names)  # pyright: ignore[reportArgumentType] - None is allowed
    document = _child(root, "doc", name="comparison", contains="singleVersion")
    meta = _child(document, "meta")
    _Meta(comparison, report).write(meta)
    preface = _child(document, "preface")
    _text(_child(_child(_child(preface, "longTitle", eId="title"), "p"), "docTitle"), report.new.title)
    _Body(comparison, report).write(_child(document, "mainBody"))
    etree.indent(meta)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", {name: xml_text(value) for name, value in attributes.items()})


def _text(element: Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + xml_text(text)
    else:
        element.text = (element.text or "") + xml_text(text)


# --- meta --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Change:
    """A textual modification: its id, type and concepts, where it is, and the places and words of both sides."""

    id: str
    type: str
    concepts: tuple[str, ...]
    destinations: tuple[str, ...]
    old: tuple[tuple[str, str], ...] = ()
    new: tuple[tuple[str, str], ...] = ()
    previous: str = ""


class _Meta:
    """Writes what the document is, what changed in it, and what the analysis refers to."""

    def __init__(self, comparison: Comparison, report: Report) -> None:
        self._report = report
        self._rows = [row for passage in report.passages for row in passage.rows]
        self._texts = clause_texts(comparison, report)
        self._uris = {side.name: _uri(side) for side in (comparison.old, comparison.new)}
        self._day = comparison.new.issued
        self._actors = {choice.value: f"actor-{at}" for at, choice in enumerate(report.filters.actors, start=1)}
        #: Where a clause of the old text is in this document: its counterpart, or itself where it was removed.
        self._here = {place.anchor: (row.new or (place,))[0].anchor for row in self._rows for place in row.old}

    def write(self, meta: Element) -> None:
        """Fill the meta block in the order of the schema."""
        self._identification(_child(meta, "identification", source=_MAKER))
        changes = [*self._clause_changes(), *self._duty_changes(), *self._other_changes()]
        pairs = [(old, new) for row in self._rows for old in row.old for new in row.new]
        if changes or pairs:
            analysis = _child(meta, "analysis", source=_MAKER)
            if changes:
                modifications = _child(analysis, "passiveModifications")
                for change in changes:
                    self._modification(modifications, change)
            if pairs:
                mappings = _child(analysis, "mappings", source=_MAKER)
                for old, new in pairs:
                    _child(mappings, "mapping", original=f"#{old.anchor}", current=f"#{new.anchor}")
        self._references(_child(meta, "references", source=_MAKER))
        self._said(meta)

    def _said(self, meta: Element) -> None:
        """Where the comparison stands, and what people said of its rows, those that they took away included."""
        report = self._report
        rows: list[tuple[str, Entry | Other]] = []
        rows += [(f"obligation-change-{row.number}", row) for row in report.entries]
        rows += [(f"other-change-{row.number}", row) for row in report.others]
        rows += [(f"rejected-{at}", row) for at, row in enumerate(report.rejected, start=1)]
        told = [(name, row, one) for name, row in rows for one in row.reviews]
        if not (report.address or told):
            return
        block = _child(meta, "proprietary", source=_MAKER)
        if report.address:
            etree.SubElement(block, f"{{{REVTRACK}}}comparison", {"href": xml_text(report.address)})
        for name, row, one in told:
            facts = {"about": name, "status": one.status, "by": one.by, "at": one.at}
            review = etree.SubElement(
                block, f"{{{REVTRACK}}}review", {key: xml_text(said) for key, said in facts.items()}
            )
            _text(review, one.note)
            if name.startswith("rejected-"):
                for side, quote in zip(("old", "new"), row.quotes, strict=True):
                    if quote:
                        review.set(side, xml_text(quoted(quote)))

    def _identification(self, identification: Element) -> None:
        """The comparison is a work of its own, made by the program; its name is made of both texts."""
        work = f"/akn/cn/doc/comparison/{_digest(*self._uris.values())}"
        expression = f"{work}/zho@{self._day}"
        levels = (("FRBRWork", work), ("FRBRExpression", expression), ("FRBRManifestation", f"{expression}.xml"))
        # Every level needs a date: where the text has none, one that is plainly none.
        day, name = (self._day, "issued") if self._day else (FIXED_TIME.date().isoformat(), "unknown")
        for tag, uri in levels:
            level = _child(identification, tag)
            _child(level, "FRBRthis", value=f"{uri}/!main" if tag != "FRBRManifestation" else uri)
            _child(level, "FRBRuri", value=uri)
            _child(level, "FRBRdate", date=day, name=name)
            _child(level, "FRBRauthor", href=_MAKER)
            if tag == "FRBRWork":
                _child(level, "FRBRcountry", value="cn")
            elif tag == "FRBRExpression":
                _child(level, "FRBRlanguage", language="zho")
            else:
                _child(level, "FRBRformat", value="application/akn+xml")

    def _clause_changes(self) -> Iterator[_Change]:
        for at, row in enumerate((row for row in self._rows if row.changed), start=1):
            kinds = {note.kind for note in row.notes}
            types = [_TYPES[row.change]] if row.change in _TYPES else []
            types += [type_ for kind, type_ in (("split", "split"), ("merged", "join")) if kind in kinds]
            if kinds & {"moved", "renumbered"}:
                types.append("renumbering")
            for type_ in types:
                yield _Change(
                    id=f"clause-change-{at}-{type_}",
                    type=type_,
                    concepts=("clause-change", *([f"change-{row.change}"] if row.change in _TYPES else [])),
                    destinations=tuple(place.anchor for place in row.new or row.old),
                    old=tuple(self._worded(row.old)) if type_ != "renumbering" else (),
                    new=tuple(self._worded(row.new)) if type_ != "renumbering" else (),
                    previous=row.old[0].anchor if type_ == "renumbering" and row.old else "",
                )

    def _worded(self, places: Iterable[Place]) -> Iterator[tuple[str, str]]:
        return ((place.anchor, self._texts[place.anchor]) for place in places)

    def _duty_changes(self) -> Iterator[_Change]:
        for entry in self._report.entries:
            yield self._quoted_change(f"obligation-change-{entry.number}", entry, tuple(self._concepts(entry)))

    def _other_changes(self) -> Iterator[_Change]:
        for other in self._report.others:
            concepts = "other-change", f"substance-{other.kind}"
            yield self._quoted_change(f"other-change-{other.number}", other, concepts)

    def _quoted_change(self, name: str, row: Entry | Other, concepts: tuple[str, ...]) -> _Change:
        """The change of a row; one that only the old text has stands where its clause would be."""
        old, new = row.quotes
        return _Change(
            id=name,
            type=_TYPES[row.change],
            concepts=concepts,
            destinations=tuple(filter(None, [new.anchor if new else self._here.get(old.anchor, "") if old else ""])),
            old=((old.anchor, quoted(old)),) if old else (),
            new=((new.anchor, quoted(new)),) if new else (),
        )

    def _concepts(self, entry: Entry) -> Iterator[str]:
        yield "obligation-change"
        yield f"change-{entry.change}"
        yield from (f"field-{name}" for name in entry.fields)
        yield from (self._actors[actor] for actor in entry.actors)

    def _modification(self, parent: Element, change: _Change) -> None:
        refers = " ".join(f"#{concept}" for concept in change.concepts)
        element = _child(parent, "textualMod", type=change.type, eId=change.id, refersTo=refers)
        _child(element, "source", href="#new-text")
        # The text as a whole, where a place could not be told.
        for destination in change.destinations or ("title",):
            _child(element, "destination", href=f"#{destination}")
        if change.previous:
            _child(element, "previous", href=self._old_place(change.previous))
        for anchor, words in change.old:
            self._quote(_child(element, "old", href=self._old_place(anchor)), words)
        for anchor, words in change.new:
            self._quote(_child(element, "new", href=f"#{anchor}" if anchor else "#title"), words)

    def _old_place(self, anchor: str) -> str:
        return f"{self._uris['old']}#{anchor}"

    def _quote(self, parent: Element, words: str) -> None:
        _text(etree.SubElement(parent, f"{{{REVTRACK}}}quote"), words)

    def _references(self, references: Element) -> None:
        report, say = self._report, self._report.words
        _child(references, "original", eId="old-text", href=self._uris["old"], showAs=report.old.title)
        _child(references, "passiveRef", eId="new-text", href=self._uris["new"], showAs=report.new.title)
        _child(
            references, "TLCOrganization", eId="revtrack", href="/ontology/organization/revtrack", showAs=say.product
        )
        for actor, id_ in self._actors.items():
            # Only what the text calls the body: which body that is, the program does not know.
            href = f"/ontology/organization/cn/{_digest(actor)}"
            _child(references, "TLCOrganization", eId=id_, href=href, showAs=actor)
        concepts = {"clause-change": say.changed_clauses, "obligation-change": say.obligation_changes}
        names = {choice.value: choice.label for choice in report.filters.kinds}
        names |= {row.change: row.name for row in self._rows if row.change in _TYPES}
        concepts |= {f"change-{kind}": names[kind] for kind in _TYPES if kind in names}
        concepts |= {f"field-{choice.value}": choice.label for choice in report.filters.fields}
        if report.others:
            concepts["other-change"] = say.other_substance
        concepts |= {f"substance-{choice.value}": choice.label for choice in report.filters.substance}
        for id_, name in concepts.items():
            _child(references, "TLCConcept", eId=id_, href=f"/ontology/concept/revtrack/{id_}", showAs=name)


def _uri(side: Side) -> str:
    """The address of the text as an expression; a text has no address of its own, so one is made of its words."""
    text = _digest(side.title, *(clause.text for clause in side.clauses))
    return f"/akn/cn/doc/{side.issued or 'undated'}/{text}/zho@{side.issued}"


def _digest(*parts: str) -> str:
    # A text that was badly read may hold half a surrogate pair, which UTF-8 cannot.
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- body --------------------------------------------------------------------------------------------------------


class _Body:
    """Writes the clauses of the new text below their headings, and those that were removed where they stood."""

    def __init__(self, comparison: Comparison, report: Report) -> None:
        self._comparison = comparison
        self._places = Places.of(comparison, report.words)
        self._texts = clause_texts(comparison, report)
        self._rows = [row for passage in report.passages for row in passage.rows]
        self._row_of = {place.anchor: row for row in self._rows for place in row.new}
        self._above = {above for clause in comparison.new.clauses for above in clause.path}
        self._old = {self._places.clause("old", clause.id).anchor: clause for clause in comparison.old.clauses}

    def write(self, body: Element) -> None:
        """Fill the main body."""
        removed = self._removed_behind()
        elements: dict[str, Element] = {}
        self._write_removed(body, removed[""])
        for clause in self._comparison.new.clauses:
            anchor = self._places.clause("new", clause.id).anchor
            parent = next((elements[above] for above in reversed(clause.path) if above in elements), body)
            element = elements[clause.id] = self._clause(parent, clause, anchor)
            # Only what holds other clauses can hold a removed one; behind a paragraph it stands beside it.
            self._write_removed(element if self._holds(clause) else parent, removed[anchor])
        if not len(body):
            # The schema wants something in it.
            _child(body, "p")

    def _holds(self, clause: Clause) -> bool:
        return clause.kind is Kind.HEADING or clause.id in self._above

    def _removed_behind(self) -> defaultdict[str, list[Place]]:
        """The clauses that only the old text has, by the anchor of the clause that they stand behind, "" at first."""
        ranks = {
            self._places.clause("new", clause.id).anchor: rank
            for rank, clause in enumerate(self._comparison.new.clauses)
        }
        behind: defaultdict[str, list[Place]] = defaultdict(list)
        last = ""
        for row in self._rows:
            if row.new:
                last = max((place.anchor for place in row.new), key=lambda anchor: ranks[anchor])
            else:
                behind[last] += row.old
        return behind

    def _clause(self, parent: Element, clause: Clause, anchor: str) -> Element:
        row = self._row_of[anchor]
        element = self._container(parent, clause, eId=anchor)
        if row.old:
            element.set("wId", row.old[0].anchor)
        stretches = _stretches(row) if len(row.new) == 1 else []
        number = clause.number if clause.text.startswith(clause.number) else ""
        if "".join(stretch.text for stretch in stretches if stretch.mark != "removed") != clause.text:
            # Of several clauses in one row it is not told apart which characters of the old text face which of these.
            stretches = [Stretch("number", number), Stretch("equal", clause.text[len(number) :])]
        if number:
            _text(_child(element, "num"), number)
        if clause.kind is Kind.HEADING:
            holder = _child(element, "heading")
        else:
            holder = _child(_child(element, "intro" if clause.id in self._above else "content"), "p")
        _write_marked(holder, [stretch for stretch in stretches if stretch.mark != "number"])
        return element

    def _write_removed(self, parent: Element, places: Iterable[Place]) -> None:
        for place in places:
            clause = self._old[place.anchor]
            element = self._container(parent, clause, eId=place.anchor, status="removed")
            number = clause.number if clause.text.startswith(clause.number) else ""
            if number:
                _text(_child(_child(element, "num"), "del"), number)
            holder = _child(_child(element, "content"), "p")
            _text(_child(holder, "del"), clause.text[len(number) :])

    def _container(self, parent: Element, clause: Clause, **attributes: str) -> Element:
        found = _LEVEL.match(clause.number)
        if found:
            return _child(parent, dict(_LEVELS)[found[1]], **attributes)
        return _child(parent, "hcontainer", name=clause.kind.value, **attributes)


def _stretches(row: Row) -> list[Stretch]:
    """Both texts of a row in one; a line that only the old text has is removed as a whole."""
    said: list[Stretch] = []
    for line in row.lines:
        said += line.merged if line.new else [Stretch("removed", stretch.text) for stretch in line.old]
    return said


def _write_marked(holder: Element, stretches: Sequence[Stretch]) -> None:
    for stretch in stretches:
        tag = _ELEMENTS.get(stretch.mark)
        _text(_child(holder, tag) if tag else holder, stretch.text)
