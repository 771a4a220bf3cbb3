"""The types and tables of the lower packages that shells above need: they import `revtrack` and nothing below it."""

from __future__ import annotations

from alignment.duties.table import FIELDS as DUTY_FIELDS
from alignment.duties.table import WAYS
from alignment.model import SUBSTANCE_KINDS, Comparison, Link, ObligationChange, Side, Task
from corpus_repo.answers import SORTS, DutyFilter, Filter, Happened, Listed
from corpus_repo.catalog import document_facts
from corpus_repo.model import DATES, Document, Original, Status, Version, Withdrawal, as_text
from corpus_repo.model import FIELDS as METADATA_FIELDS
from corpus_repo.order import current, in_order
from corpus_repo.reviews import Verdict

__all__ = [
    "DATES",
    "DUTY_FIELDS",
    "METADATA_FIELDS",
    "SORTS",
    "SUBSTANCE_KINDS",
    "WAYS",
    "Comparison",
    "Document",
    "DutyFilter",
    "Filter",
    "Happened",
    "Link",
    "Listed",
    "ObligationChange",
    "Original",
    "Side",
    "Status",
    "Task",
    "Verdict",
    "Version",
    "Withdrawal",
    "as_text",
    "current",
    "document_facts",
    "in_order",
]
