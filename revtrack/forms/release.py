"""The rows of a dataset: documents, texts, comparisons, each whole by itself; keys are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revtrack.forms import corpus as corpus_json
from revtrack.forms.reviews import judged_form
from revtrack.holdings.library import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_repo import Document, Line
    from revtrack.holdings.comparing import Compared
    from revtrack.holdings.naming import Named

SCHEMA = "revtrack.release/1"
Row = dict[str, Any]


def document(found: Document, versions: Sequence[str]) -> Row:
    """A document with those of its versions that are handed on; where one came from only where that is an address."""
    form = corpus_json.document(found)
    kept = [one for one in form["versions"] if one["id"] in versions]
    for one in kept:
        one["source"] = one["source"] if one["source"].startswith(("http://", "https://")) else ""
    return {**form, "versions": kept}


def text(found: Named, lines: Sequence[Line]) -> Row:
    """The text of a version, whole and clause by clause."""
    return {
        **corpus_json.named(found),
        "date": found.version.date,
        "digest": found.version.digest,
        "text": plain_text(lines),
        "clauses": [corpus_json.clause(at, line) for at, line in enumerate(lines, start=1)],
    }


def comparison(found: Compared) -> Row:
    """What was found between two versions, as people corrected it; not who they are."""
    form = judged_form(found.judged)
    reviews = [{name: value for name, value in one.items() if name not in {"by", "at"}} for one in form["reviews"]]
    sides = {"old_version": corpus_json.named(found.old), "new_version": corpus_json.named(found.new)}
    return {**sides, **form, "reviews": reviews}
