"""What an answer rests on: each text that it names with title, number, days and permanent address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from corpus_repo import Document, Version
from corpus_repo.catalog import document_facts
from corpus_repo.order import current
from revtrack.assistants.bounding import list_of, object_of, objects
from revtrack.assistants.told import Form, filled, without
from revtrack.errors import InvalidInput
from revtrack.export.unseen import show_unseen

if TYPE_CHECKING:
    from revtrack.service import Tracker

#: What has these tells of its text by itself.
_TELLING = frozenset(("title", "doc_number", "date"))
#: A text: the ids of its document and version, "" for the one that counts.
Text = tuple[str, str]


class Links:
    """Permanent addresses of the pages, where it is known at which address the site stands (`base`, "" where not)."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")

    def to(self, path: str) -> str:
        """The address of a page by its path; "" where the site's is not known."""
        return f"{self._base}{path}" if self._base and path else ""

    def of_text(self, document: str, version: str, line: object = None) -> str:
        """The address of a text, at one of its clauses where its line is known."""
        anchor = f"#l{line}" if isinstance(line, int) and version else ""
        query = f"?version={quote(version)}" if version else ""
        return self.to(f"/documents/{quote(document)}{query}{anchor}")


class Sources:
    """Tells of texts by their ids; each is looked up once."""

    def __init__(self, tracker: Tracker, links: Links) -> None:
        self._tracker, self._links = tracker, links
        self._documents: dict[str, Document | None] = {}

    def dressed(self, form: Form) -> Form:
        """A form with an address in each object that names a text, and with what nobody can see made visible."""
        return self._dress(form)

    def _dress(self, value: Any) -> Any:
        if isinstance(value, str):
            return show_unseen(value)
        if (some := list_of(value)) is not None:
            return [self._dress(one) for one in some]
        if (form := object_of(value)) is None:
            return value
        made = {name: self._dress(one) for name, one in form.items()}
        if isinstance(form.get("page"), str):
            made["page"] = self._links.to(form["page"])
        elif text := _text_of(form):
            made["page"] = self._links.of_text(*text, form.get("line"))
        return made if made.get("page") != "" else without(made, "page")

    def named(self, form: Form) -> Iterator[Text]:
        """The texts that a form names and does not tell of itself."""
        for one in objects(form):
            if (text := _text_of(one)) and not one.keys() >= _TELLING:
                yield text

    def told(self, text: Text) -> Form | None:
        """What a text is called, who issued it and when; None for what the corpus does not have."""
        document, version = text
        if document not in self._documents:
            try:
                self._documents[document] = self._tracker.document(document)
            except InvalidInput:
                self._documents[document] = None
        found = self._documents[document]
        if found is None:
            return None
        return self._dress(_told(found, found.versions.get(version) or current(found)))


def _text_of(form: Form) -> Text | None:
    """The text that an object names by id."""
    document, version = form.get("document"), form.get("version")
    if not isinstance(document, str) or not document:
        return None
    return document, version if isinstance(version, str) else ""


def _told(found: Document, version: Version | None) -> Form:
    facts = document_facts(found)
    said = {name: version.value(name) if version else "" for name in ("title", "doc_number", "issuers")}
    days = ("issued", "published", "effective", "expires")
    return filled(
        {
            "document": found.id,
            "version": version.id if version else "",
            **{name: value or facts[name] for name, value in said.items()},
            "jurisdiction": facts["jurisdiction"],
            "status": version.status.value if version else "",
            **{name: version.value(name) if version else "" for name in days},
            "source": version.source if version else "",
            "page": f"/documents/{found.id}" + (f"?version={version.id}" if version else ""),
        }
    )
