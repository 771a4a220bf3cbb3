"""The catalog: derived from git, and made anew where it is not ours."""

from __future__ import annotations

from corpus_repo import Corpus
from tests.corpus_repo.stored import fold, put


def test_a_catalog_of_another_program_is_made_anew(corpus: Corpus) -> None:
    from sqlalchemy import text

    put(corpus, "甲办法", "甲。")
    with corpus.catalog.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    corpus.close()
    with Corpus(corpus.home, fold) as again:
        assert again.queries.search("甲").total == 1
