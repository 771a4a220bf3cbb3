"""Clauses that hold some words."""

from __future__ import annotations

from dataclasses import replace

from corpus_repo import Change, Corpus, Filter, Kind
from corpus_repo.layout import new_id
from tests.corpus_repo.stored import fold, lines, put


def test_search_finds_exactly_what_holds_the_words(corpus: Corpus) -> None:
    texts = ["实行告知承诺制。", "应当告知，承诺期限为2年。", "税务机关应当公示。", "AI 试点。", "征收税"]
    put(corpus, "甲办法", *texts)
    for asked in ("告知承诺", "告知", "税", "应当", "2年", "ai", "承诺期限为2年", "告知，承诺", "示", "年。", "不存在"):
        found = {hit.text.partition(".")[2] for hit in corpus.queries.search(asked).items}
        assert found == {text for text in texts if fold(asked) in fold(text)}, asked
    assert corpus.queries.search("应当 公示").total == 1
    assert corpus.queries.search("，。").total == 0


def test_search_is_narrowed_and_paged(corpus: Corpus) -> None:
    put(corpus, "甲省办法", "应当办理。", jurisdiction="甲省", issuers="甲省政府", issued="2020-01-01")
    put(corpus, "乙省办法", "应当办理。", jurisdiction="乙省", issuers="乙省政府", issued="2024-01-01", status="draft")
    asked = {
        "all": Filter(),
        "place": Filter(jurisdiction="甲"),
        "issuer": Filter(issuer="乙省"),
        "status": Filter(status="draft"),
        "since": Filter(since=2021),
        "until": Filter(until=2020),
        "hostile": Filter(jurisdiction="%"),
    }
    assert {name: corpus.queries.search("应当", given).total for name, given in asked.items()} == {
        "all": 2,
        "place": 1,
        "issuer": 1,
        "status": 1,
        "since": 1,
        "until": 1,
        "hostile": 0,
    }
    assert {name: corpus.queries.documents(given).total for name, given in asked.items()}["until"] == 1
    pages = [corpus.queries.search("应当", offset=at, limit=1).items[0].title for at in (0, 1)]
    assert sorted(pages) == ["乙省办法", "甲省办法"]


def test_withdrawn_and_reread_versions_are_not_found_unless_asked_for(corpus: Corpus) -> None:
    document, version, _ = put(corpus, "甲办法", "应当办理。")
    found = corpus.queries.record(document)
    assert found is not None
    with corpus.writing("tester") as writer:
        text, structure, files = writer.text(lines("应当依法办理。"))
        again = replace(found.versions[version], id=new_id(), text=text, structure=structure, reextracts=version)
        writer.stage(
            Change(Kind.REEXTRACT, (document,), again.id),
            [found.with_version(again)],
            texts={again.id: (lines("应当依法办理。"), files)},
        )
    assert [hit.version for hit in corpus.queries.search("应当").items] == [again.id]
    assert corpus.queries.search("应当", Filter(withdrawn=True)).total == 2
    assert corpus.queries.documents().items[0].versions == 1
