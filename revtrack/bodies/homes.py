"""Of which place a document is: told by its metadata, else by its number, else by the places that its text names."""

from __future__ import annotations

from collections.abc import Mapping

from corpus_repo import Corpus
from corpus_repo.answers import Listed
from corpus_repo.clause_rows import clause_rows
from revtrack.ingest.places import place_of
from revtrack.tracing.standing import guessed, standing

#: What the numbers of documents begin with, by province.
_LETTERS: Mapping[str, str] = {
    letter: province
    for letters, province in (
        ("京", "北京市"),
        ("津", "天津市"),
        ("沪", "上海市"),
        ("渝", "重庆市"),
        ("冀", "河北省"),
        ("晋", "山西省"),
        ("内", "内蒙古自治区"),
        ("辽", "辽宁省"),
        ("吉", "吉林省"),
        ("黑", "黑龙江省"),
        ("苏", "江苏省"),
        ("浙", "浙江省"),
        ("皖", "安徽省"),
        ("闽", "福建省"),
        ("赣", "江西省"),
        ("鲁", "山东省"),
        ("豫", "河南省"),
        ("鄂", "湖北省"),
        ("湘", "湖南省"),
        ("粤", "广东省"),
        ("桂", "广西壮族自治区"),
        ("琼", "海南省"),
        ("川", "四川省"),
        ("黔贵", "贵州省"),
        ("云滇", "云南省"),
        ("藏", "西藏自治区"),
        ("陕", "陕西省"),
        ("甘", "甘肃省"),
        ("青", "青海省"),
        ("宁", "宁夏回族自治区"),
        ("新", "新疆维吾尔自治区"),
        ("国", "全国"),
    )
    for letter in letters
}


def homes(corpus: Corpus) -> dict[str, str]:
    """The place of every document as a path of names from the province down, "" where nothing tells."""
    return {item.id: home_of(corpus, item) for item in corpus.queries.documents().items}


def home_of(corpus: Corpus, item: Listed) -> str:
    """The place of one document."""
    if item.jurisdiction:
        return item.jurisdiction
    stands = standing("", item.issuers, item.title)
    if stands.rank == 0:
        return "全国"
    if stands.path:
        return "/".join(stands.path)
    if (place := place_of(item.title.lstrip("关于"), "")) is not None:
        return place.path
    if item.doc_number[:1] in _LETTERS:
        return _LETTERS[item.doc_number[:1]]
    number = corpus.queries.numbers_of().get(item.current)
    rows = clause_rows(corpus.catalog, [number]) if number is not None else ()
    return "/".join(guessed(row.text for row in rows).path)
