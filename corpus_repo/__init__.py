"""The corpus: versions of documents in a git repository, originals beside it, a catalog derived from it."""

from corpus_repo.answers import Filter
from corpus_repo.corpus import Corpus, Healed
from corpus_repo.errors import CorpusError
from corpus_repo.lines import Line
from corpus_repo.message import Change, Kind
from corpus_repo.model import Document, Original, Status, Version, Withdrawal
from corpus_repo.reviews import About, Passage, Review, Verdict
from corpus_repo.writer import Written

__all__ = [
    "About",
    "Change",
    "Corpus",
    "CorpusError",
    "Document",
    "Filter",
    "Healed",
    "Kind",
    "Line",
    "Original",
    "Passage",
    "Review",
    "Status",
    "Verdict",
    "Version",
    "Withdrawal",
    "Written",
]
