"""Every character of a file is read or left out for a reason; what is in doubt is a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revtrack.ingest.account import Account, Counting, Reason, ink
from revtrack.ingest.page.reader import extract_markup
from revtrack.ingest.word.document import extract_docx
from tests.revtrack.ingest.made_files import control, p, r, tc, tr, word

TEXT = st.text(alphabet="甲乙丙丁第一条，。；a1 \u200b\u3000", max_size=12)


def test_ink_is_what_leaves_a_trace() -> None:
    assert (ink("第一条　应\u200b当\n"), ink(" \t\u00ad\ufeff"), ink("")) == (5, 0, 0)


def test_an_account_goes_through_plain_values_unchanged() -> None:
    count = Counting()
    count.hold("第一条甲乙丙")
    count.read("第一条")
    count.leave(Reason.STRUCK, "甲乙")
    count.sentence("第一条。")
    account = count.done()
    assert (account.held, account.read, account.unexplained, account.lost) == (6, 3, 1, 1)
    assert Account.from_json(account.to_json()) == account
    assert Account.from_json({"left": {"later-word": 3}, "held": "x"}).left == {Reason.UNSUPPORTED: 3}


@pytest.mark.parametrize(
    ("account", "question"),
    [
        (Account(1000, 1000), ""),
        (Account(1000, 900, {Reason.DELETED: 100}), ""),
        (Account(1000, 200, {Reason.MENU: 800}, sentences=200), ""),
        (Account(1000, 700, {Reason.MENU: 300}, sentences=900, judged=300), "judged"),
        (Account(1000, 980, {Reason.UNSUPPORTED: 20}), "lost"),
        (Account(100_000, 99_500, {Reason.UNSUPPORTED: 500}), "lost"),
        (Account(1000, 985), "lost"),
        (Account(1000, 999, {Reason.UNREADABLE: 1}), ""),
    ],
)
def test_below_a_threshold_it_is_a_question(account: Account, question: str) -> None:
    assert account.question == question


@given(st.lists(st.tuples(TEXT, st.sampled_from(["", "<w:strike/>", "<w:vanish/>", '<w:color w:val="FFFFFF"/>']))))
def test_word_accounts_for_every_run(runs: list[tuple[str, str]]) -> None:
    pieces = [r(text, look) for text, look in runs]
    body = (
        p("始。", *pieces) + control(p(*pieces)) + f"<w:tbl>{tr(*[tc(p(piece)) for piece in pieces] or ['空'])}</w:tbl>"
    )
    account = extract_docx(word(body), name="a.docx").account
    assert account.unexplained == 0
    assert account.read + sum(account.left.values()) == account.held


TAGS = st.sampled_from(
    ["p", "div", "td", "li", "span", "s", "nav", "footer", "h1", "table", "tr", "ruby", "rt", "a href=x"]
)
STYLE = st.sampled_from(
    ["", ' style="display:none"', ' style="font-size:0"', " class=TRS_Editor", " class=menu", " hidden"]
)


@given(st.lists(st.tuples(TAGS, STYLE, TEXT, st.booleans()), max_size=14))
def test_a_page_accounts_for_every_node(nodes: list[tuple[str, str, str, bool]]) -> None:
    markup, opened = "", list[str]()
    for tag, style, text, closes in nodes:
        markup += f"<{tag}{style}>{text}"
        opened.append(tag.split()[0])
        if closes:
            markup += f"</{opened.pop()}>"
    account = extract_markup(markup, name="a.html").account
    assert account.unexplained == 0
    assert account.read + sum(account.left.values()) == account.held
