"""Events of force and the days on which versions bind."""

from __future__ import annotations

from corpus_repo import Corpus
from corpus_repo.answers import EventRow, Filter, SpanRow
from tests.corpus_repo.stored import put


def numbers(corpus: Corpus) -> dict[str, int]:
    """The number of the only version of each document, by its title."""
    by_version = corpus.queries.numbers_of()
    return {item.title: by_version[item.current] for item in corpus.queries.documents().items}


def test_events_are_found_by_what_they_happen_to_and_by_the_text_that_states_them(corpus: Corpus) -> None:
    put(corpus, "甲办法", "《乙办法》同时废止。", issued="2024-01-01")
    (waiting,) = corpus.queries.lacking("events", "r1", 9)
    assert corpus.queries.cover("events", "r1") == (0, 1)
    rows = (
        EventRow(1, "repeal", "《乙办法》同时废止。", "乙办法", "乙办法"),
        EventRow(1, "effect", "自公布之日起施行。", day="2024-02-01"),
    )
    corpus.catalog.put_events({waiting.number: rows}, "r1")
    assert corpus.queries.lacking("events", "r1", 9) == ()
    (hit,) = corpus.queries.events_naming(["乙办法"], [])
    assert (hit.title, hit.event.kind, hit.event.quote) == ("甲办法", "repeal", "《乙办法》同时废止。")
    assert corpus.queries.events_naming(["丙办法", ""], [""]) == ()
    assert [one.event.kind for one in corpus.queries.events_in(hit.document)] == ["repeal", "effect"]
    assert len(corpus.queries.all_events()) == 2
    corpus.catalog.put_events({waiting.number: rows[:1]}, "r2")
    assert len(corpus.queries.all_events()) == 1, "what was read anew replaces what was read before"


def test_events_stay_when_their_document_is_written_again_and_go_with_their_version(corpus: Corpus) -> None:
    put(corpus, "甲办法", "《乙办法》同时废止。")
    number = corpus.queries.lacking("events", "r1", 9)[0].number
    corpus.catalog.put_events({number: (EventRow(1, "repeal", "《乙办法》同时废止。", "乙办法", "乙办法"),)}, "r1")
    put(corpus, "丙办法", "丙。")
    assert [one.number for one in corpus.queries.lacking("events", "r1", 9)] != [number]
    assert corpus.queries.cover("events", "r1") == (1, 2)
    corpus.rebuild()
    assert corpus.queries.cover("events", "r1") == (0, 2), "a catalog made anew has read nothing yet"
    assert corpus.queries.all_events() == ()


def test_what_waits_is_what_was_said_to_wait(corpus: Corpus) -> None:
    put(corpus, "甲办法", "《乙办法》同时废止。")
    number = corpus.queries.lacking("events", "r1", 9)[0].number
    rows = [EventRow(1, "repeal", name, name, name) for name in ("乙办法", "丙办法")]
    corpus.catalog.put_events({number: rows}, "r1")
    first = corpus.queries.all_events()[0].number
    corpus.catalog.put_spans({}, [first], "s1")
    page = corpus.queries.waiting()
    assert (page.total, [hit.event.title for hit in page.items]) == (1, ["乙办法"])
    corpus.catalog.put_spans({}, [], "s2")
    assert corpus.queries.waiting().total == 0
    assert corpus.catalog.spans_of() == "s2"
    corpus.catalog.put_events({}, "r1")
    assert corpus.catalog.spans_of() == "", "events that changed make the days out of date"


def test_lists_and_searches_leave_out_what_does_not_bind_on_a_day(corpus: Corpus) -> None:
    spans = {
        "甲办法": SpanRow("2020-01-01", "2024-05-01", "repeal"),
        "乙办法": SpanRow("2024-05-01"),
        "丙草案": SpanRow(ended="draft"),
        "丁办法": SpanRow(),
    }
    for title in spans:
        put(corpus, title, "应当报送。")
    known = numbers(corpus)
    corpus.catalog.put_spans({known[title]: span for title, span in spans.items()}, [], "s1")

    def listed(day: str) -> set[str]:
        return {item.title for item in corpus.queries.documents(Filter(in_force_on=day)).items}

    def searched(day: str) -> set[str]:
        return {hit.title for hit in corpus.queries.search("报送", Filter(in_force_on=day)).items}

    for found in (listed, searched):
        assert found("2019-12-31") == {"丁办法"}
        assert found("2020-01-01") == {"甲办法", "丁办法"}
        assert found("2024-04-30") == {"甲办法", "丁办法"}
        assert found("2024-05-01") == {"乙办法", "丁办法"}
        assert found("") == set(spans)


def test_what_ended_is_listed_last_first_and_standings_say_why(corpus: Corpus) -> None:
    spans = {
        "甲办法": SpanRow("2020-01-01", "2024-05-01", "repeal"),
        "乙办法": SpanRow("2020-01-01", "2025-05-01", "expiry"),
        "丙办法": SpanRow("2020-01-01", "2023-05-01", "amended"),
        "丁办法": SpanRow("2026-01-01"),
    }
    for title in spans:
        put(corpus, title, f"{title}应当报送。")
    known = numbers(corpus)
    corpus.catalog.put_spans({known[title]: span for title, span in spans.items()}, [], "s1")

    def ended(day: str, asked: Filter | None = None) -> list[tuple[str, str]]:
        return [(item.title, item.until) for item in corpus.queries.ended(day, asked).items]

    assert ended("2025-05-01") == [("乙办法", "2025-05-01"), ("甲办法", "2024-05-01")]
    assert ended("2025-04-30") == [("甲办法", "2024-05-01")]
    assert ended("2025-05-01", Filter("甲")) == [("甲办法", "2024-05-01")]
    ids = {item.title: item.id for item in corpus.queries.documents().items}
    told = corpus.queries.standings(list(ids.values()), "2025-06-01")
    assert {title: told.get(name) for title, name in ids.items()} == {
        "甲办法": "repeal", "乙办法": "expiry", "丙办法": "amended", "丁办法": "later",
    }  # fmt: skip
    version = corpus.queries.documents(Filter("甲")).items[0].current
    assert corpus.queries.span(version) == spans["甲办法"]
    assert corpus.queries.span("0" * 12) is None
