"""The catalog: derived from git, and made anew where it is ours and in no form that we know."""

from __future__ import annotations

import pytest

from corpus_repo import Corpus
from corpus_repo.errors import DatabaseRefused
from tests.corpus_repo.stored import fold, put


@pytest.mark.parametrize("form", ["nonsense", "0000", "9999"])
def test_a_catalog_in_an_unknown_form_is_made_anew_and_a_newer_one_refused(corpus: Corpus, form: str) -> None:
    from sqlalchemy import text

    put(corpus, "甲办法", "甲。")
    with corpus.catalog.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :form"), {"form": form})
    corpus.close()
    if form == "9999":
        with pytest.raises(DatabaseRefused), Corpus(corpus.home, fold, catalog_url=corpus.catalog.url):
            pass
        with pytest.raises(DatabaseRefused):
            corpus.rebuild()
    else:
        with Corpus(corpus.home, fold, catalog_url=corpus.catalog.url) as again:
            assert again.queries.search("甲").total == 1
