"""Which of the texts of one item is the one that it is about: told from the texts alone."""

from __future__ import annotations

from alignment.limits import Limits
from corpus_repo import Line
from revtrack.holdings.reading import Prepared, Reading
from revtrack.ingest.read import ReaderLimits
from revtrack.watch.texts import FoundText, Part, chosen, is_thin, read_parts

READING = Reading(Limits(), ReaderLimits(20, 500))


def text(part: int, characters: int, title: str = "甲市停车管理办法", **values: str) -> FoundText:
    """A text whose provisions have so many characters."""
    lines = (Line("", title, "", "front", 1), Line("第一条", "停" * characters, "第一条", "body", 2))
    prepared = Prepared("html/1", f"{part}-{characters}", f"{characters}", {"title": title, **values}, {}, lines)
    return FoundText(part, f"{part}.html", prepared)


def test_a_page_that_holds_the_text_is_the_text() -> None:
    page, attached = text(0, 3000), text(1, 900)
    assert chosen([page, attached]) == [page]


def test_a_page_that_only_covers_gives_way_to_what_is_attached() -> None:
    (picked,) = chosen([text(0, 20), text(1, 900)])
    assert picked.part == 1


def test_a_notice_that_an_attachment_outweighs_gives_way_to_it() -> None:
    assert [one.part for one in chosen([text(0, 600), text(1, 2500)])] == [1]
    assert [one.part for one in chosen([text(0, 600), text(1, 1000)])] == [0]


def test_what_the_page_says_of_its_attachment_is_kept_where_that_is_silent() -> None:
    page = text(0, 20, doc_number="甲政发〔2026〕3号", issued="2026-03-01")
    (picked,) = chosen([page, text(1, 900, issued="2026-03-05")])
    assert picked.prepared.values["doc_number"] == "甲政发〔2026〕3号"
    assert picked.prepared.values["issued"] == "2026-03-05"


def test_explanations_and_forms_are_not_the_document() -> None:
    texts = [text(0, 20), text(1, 5000, "甲市停车管理办法起草说明"), text(2, 900)]
    assert [one.part for one in chosen(texts)] == [2]
    assert [one.part for one in chosen(texts[:2])] == [0], "what else there is covers nothing"


def test_one_text_in_two_renderings_is_one() -> None:
    assert len(chosen([text(0, 20), text(1, 900), text(2, 900)])) == 1
    assert len(chosen([text(0, 900), text(1, 900), text(2, 800)], page=False)) == 2


def test_little_text_is_thin() -> None:
    assert is_thin([text(0, 20)])
    assert not is_thin([text(0, 900)])


def test_each_file_is_read_and_one_that_is_no_text_is_told() -> None:
    parts = [
        Part(
            "a.html",
            "<html><body><h1>甲市办法</h1><p>第一条　应当公示。</p></body></html>".encode(),
            "https://a.example/",
        ),
        Part("b.pdf", b"%PDF-1.4", "https://a.example/b.pdf"),
    ]
    texts, refused = read_parts(parts, READING)
    assert [(one.part, "应当公示" in one.prepared.lines[-1].text) for one in texts] == [(0, True)]
    assert [one.kind for one in refused] == ["pdf-broken"]
