"""The keys by which an event finds what it happens to."""

from __future__ import annotations

import pytest

from revtrack.force.keys import is_serial, number_key, title_key


@pytest.mark.parametrize(
    "written",
    [
        "云州市停车管理办法",
        "云州市 停车管理办法",
        "云州市交通局关于印发《云州市停车管理办法》的通知",
        "云州市人民政府办公室关于印发〈云州市停车管理办法〉的通知（试行）",
        "雲州市停車管理辦法",
        "云州市停车管理办法（2019年修正）",
    ],
)
def test_a_title_has_one_key_however_it_is_given(written: str) -> None:
    assert title_key(written) == title_key("云州市停车管理办法")


@pytest.mark.parametrize(
    "other", ["云州市停车管理办法（试行）", "云州市停车管理条例", "云州市停车管理办法实施细则", "云州市关于停车的办法"]
)
def test_other_titles_have_other_keys(other: str) -> None:
    assert title_key(other) != title_key("云州市停车管理办法")


def test_the_body_and_the_state_before_a_title_do_not_count() -> None:
    assert title_key("云州市人民政府关于加强停车管理的意见") == title_key("关于加强停车管理的意见")
    assert title_key("中华人民共和国停车法") == title_key("停车法")
    assert number_key("云政发〔2020〕7号") == number_key("云政发〔２０２０〕 7 号")
    assert is_serial(number_key("云政发〔2020〕7号"))
    assert not is_serial(number_key("云州市人民政府令第7号"))
