"""Shared wording without a citation: texts of our own in a real corpus, the index beside its catalog as files."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from alignment.knowledge import Knowledge
from alignment.linking.similarity import ratio_matrix
from alignment.postings import PORTION, Int64s, Segment, UnusableIndex
from alignment.reuse import Mask, ReuseIndex, ReuseKeys
from corpus_repo import Corpus
from corpus_repo.clause_rows import clauses_at, version_rows
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import find_version
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.tracing import reuse
from revtrack.tracing.shards import ShardFiles
from revtrack.tracing.standing import LevelRelation, standing
from revtrack.tracing.wording import Direction, Related, related, sources

CITY = """云州市街角书屋建设实施方案

一、总体要求
以习近平新时代中国特色社会主义思想为指导，认真落实党中央、国务院决策部署，推动街角书屋高质量发展。
二、主要任务
（一）完善选址布局。各区应当在居民步行十分钟可达的范围内设置街角书屋，优先利用闲置的报刊亭和社区用房。
（二）规范图书配送。各区图书馆每月向街角书屋配送不少于五十册新书，并建立跨馆通借通还的流转台账。
（三）延长开放时间。街角书屋每周开放不少于四十小时，夜间和节假日应当安排志愿者值守并公示联系方式。
三、保障措施
加强组织领导，各部门要高度重视，形成工作合力，确保各项任务落到实处、取得实效。
"""
DISTRICT = """临江区街角书屋工作方案

一、指导思想
以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，推动临江区文化事业高质量发展。
二、工作措施
（一）优化选址。在居民步行十分钟可达的范围内设置街角书屋，优先利用闲置的报刊亭、社区用房和口袋公园。
（二）做好图书配送。区图书馆每月向街角书屋配送不少于六十册新书，并建立跨馆通借通还的流转台账。
（三）自有内容。每季度举办一次面向外来务工子女的诵读沙龙，由区妇联负责邀请主讲人。
三、组织保障
加强组织领导，各部门要高度重视，形成工作合力，确保各项任务落到实处、取得实效。
"""
#: Shares nothing with the others but what every plan says.
OTHER = """青溪区屠宰场污水整治方案

一、指导思想
以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，推动青溪区高质量发展。
二、工作措施
（一）屠宰企业应当安装格栅和隔油池，污水经预处理后方可排入市政管网，化学需氧量每日监测两次。
（二）生态环境部门对拒不安装在线监测设备的企业立案查处，处三万元罚款。
三、组织保障
加强组织领导，各部门要高度重视，形成工作合力，确保各项任务落到实处、取得实效。
"""
SECOND = DISTRICT.replace("临江区", "青石区").replace(
    "每季度举办一次面向外来务工子女的诵读沙龙", "每年评选一批书香家庭"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A corpus with a city's plan, a district's that follows it without naming it, and a plan of something else."""
    home = tmp_path / "home"
    with Tracker(load_settings(), home) as tracker:
        tracker.init()
    add(home, "city", CITY, "云州市", "2023-02-01")
    add(home, "district", DISTRICT, "云州市/临江区", "2023-05-01")
    add(home, "other", OTHER, "云州市/青溪区", "2023-04-01")
    return home


@pytest.fixture
def corpus(home: Path) -> Iterator[Corpus]:
    """The corpus opened."""
    with Corpus(home, lookup_key) as opened:
        yield opened


def add(home: Path, name: str, text: str, jurisdiction: str, issued: str) -> str:
    """Put a text into the corpus; its document."""
    path = home.parent / f"{name}.txt"
    path.write_text(text, "utf-8")
    with Tracker(load_settings(), home) as tracker:
        (addition,) = tracker.add([path], values={"jurisdiction": jurisdiction, "issued": issued})
        return addition.document


def assert_only_what_counts(folder: Path) -> None:
    """That a folder holds the files that the manifest names and no others."""
    told = json.loads((folder / "index.json").read_bytes())
    entries = (told["rarity"], told["places"], *told["segments"])
    named = {f"{entry['name']}.{name}.npy" for entry in entries for name in entry["arrays"]}
    assert {path.name for path in folder.iterdir()} - {"lock"} == {*named, "index.json"}


def of(corpus: Corpus, words: str) -> tuple[Related, ...]:
    """What is related to a document by a part of its title."""
    return related(corpus, find_version(corpus, words))


# --- the index alone -------------------------------------------------------------------------------------------------


def test_the_nearest_are_those_that_comparing_with_all_finds() -> None:
    draw = random.Random(7)  # noqa: S311
    words = [f"{a}{b}" for a in "清理检修更换核对公布储备修订登记巡查评估" for b in "台账管网井盖泵站图纸沙袋"]
    texts = ["".join(draw.choices(words, k=draw.randint(6, 14))) for _ in range(300)]
    asked = [text[:4] + "有关" + text[6:] for text in texts[::30]]
    index = ReuseIndex.build(enumerate(texts))
    table = ratio_matrix(asked, texts)
    for row, near in zip(table, index.nearest(asked, 20), strict=True):
        best = max(near, key=lambda item: item.ratio)
        assert best.number == int(np.argmax(row))
        assert best.ratio == pytest.approx(float(row.max()), abs=1e-6)
        assert [item.cosine for item in near] == sorted((item.cosine for item in near), reverse=True)


def test_an_index_grown_by_pieces_finds_what_one_built_at_once_finds() -> None:
    texts = [
        f"第{at}号泵站每{at % 7}日检修一次，台账由{'甲乙丙丁戊'[at % 5]}所{at * 37}组保存备查" for at in range(200)
    ]
    whole = ReuseIndex.build(enumerate(texts))
    grown = ReuseIndex(whole.rarity, [])
    for at in range(0, 200, 9):
        grown = grown.grown((number, texts[number]) for number in range(at, min(200, at + 9)))
    assert grown.rows == 200
    assert len(grown.segments) < 10
    for one, other in zip(whole.nearest(texts[::20], 5), grown.nearest(texts[::20], 5), strict=True):
        assert one[0] == other[0]
        assert [round(item.cosine, 4) for item in one] == [round(item.cosine, 4) for item in other]


def test_each_choice_of_rows_gives_its_own_nearest() -> None:
    texts = ["街道应当公布书屋的开放时间和管理人员"] * 50 + ["街道公布书屋开放的时间和管理人员电话"]
    index = ReuseIndex.build(enumerate(texts))

    def last(numbers: Int64s) -> Mask:
        return numbers == 50

    def first(numbers: Int64s) -> Mask:
        return numbers < 50

    (near,) = index.nearest([texts[0]], 10, [first, last])
    assert len(near) == 11
    assert near[-1].number == 50


def test_odd_texts_harm_nothing() -> None:
    empty = ReuseIndex.build([])
    assert empty.nearest(["街道应当公布书屋的开放时间"]) == [[]]
    index = empty.grown([(1, ""), (2, "二"), (3, "\0\0\0"), (4, "𠀀𠀁𠀂𠀃"), (5, "\ud800一二三四")])
    assert index.nearest([]) == []
    assert [near[0].number if near else 0 for near in index.nearest(["", "二", "𠀀𠀁𠀂𠀃", "一二三四"])] == [0, 0, 4, 5]


def test_arrays_that_make_no_segment_are_refused() -> None:
    arrays = ReuseIndex.build([(1, "街道应当公布书屋的开放时间")]).segments[0].arrays()
    assert Segment.from_arrays(arrays).keys_of(np.array([0])) == ["街道应当公布书屋的开放时间"]
    for broken in (
        {},
        {**arrays, "rows": arrays["rows"][:-1]},
        {**arrays, "scale": arrays["scale"].astype(np.float64)},
        {name: array for name, array in arrays.items() if name != "text"},
    ):
        with pytest.raises(UnusableIndex):
            Segment.from_arrays(broken)


def test_places_and_set_phrases_do_not_count() -> None:
    keys = ReuseKeys(Knowledge.shipped())
    assert keys.key("各区政务服务管理部门") == keys.key("区政务服务局")
    assert not keys.content(keys.key("组织领导")).strip("\0")


# --- related documents -----------------------------------------------------------------------------------------------


def test_a_derivative_finds_its_source_though_it_names_none(corpus: Corpus) -> None:
    (found,) = of(corpus, "临江区")
    assert found.title == "云州市街角书屋建设实施方案"
    assert (found.level, found.relation, found.direction) == ("city", LevelRelation.HIGHER, Direction.SOURCE)
    assert 0.3 < found.share < 0.9
    assert found.clauses >= 2
    best = found.evidence[0]
    assert "书屋" in best.text
    assert "书屋" in best.other_text
    assert best.address.startswith("二")
    lines = {line.text: at for at, line in enumerate(corpus.lines(find_version(corpus, "临江区").version), start=1)}
    assert best.line in lines.values()
    (back,) = of(corpus, "云州市")
    assert (back.relation, back.direction) == (LevelRelation.LOWER, Direction.DERIVATIVE)


def test_boilerplate_relates_nothing(corpus: Corpus) -> None:
    assert of(corpus, "屠宰场") == ()


def test_of_two_districts_the_later_is_the_derivative_and_the_city_stands_above(home: Path) -> None:
    add(home, "second", SECOND, "云州市/青石区", "2023-06-01")
    with Corpus(home, lookup_key) as corpus:
        found = {item.title[:3]: item for item in of(corpus, "临江区")}
        assert (found["青石区"].relation, found["青石区"].direction) == (LevelRelation.SAME, Direction.DERIVATIVE)
        higher = [item for item in of(corpus, "青石区") if item.relation is LevelRelation.HIGHER]
        assert [item.title for item in higher] == ["云州市街角书屋建设实施方案"]


def test_versions_of_the_document_itself_and_joined_ones_are_left_out(home: Path) -> None:
    draft = add(
        home, "draft", DISTRICT.replace("六十册", "四十册").replace("工作方案", "试点方案"), "云州市/临江区", ""
    )
    with Tracker(load_settings(), home) as tracker:
        final = next(item.id for item in tracker.documents().items if item.title == "临江区街角书屋工作方案")
    with Corpus(home, lookup_key) as corpus:
        assert draft in {item.document for item in of(corpus, final)}
    with Tracker(load_settings(), home) as tracker:
        tracker.link(draft, final)
    with Corpus(home, lookup_key) as corpus:
        for which in ("@1", "@2"):
            assert {item.title for item in of(corpus, final + which)} == {"云州市街角书屋建设实施方案"}


def test_withdrawn_versions_are_left_out(home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        city = find_version(corpus, "云州市").document.id
        assert of(corpus, "临江区")
        with Tracker(load_settings(), home) as tracker:
            tracker.withdraw(city, "issued in error")
        assert of(corpus, "临江区") == ()
        assert sources(corpus, find_version(corpus, "临江区"), 5) == ()


def test_a_document_taken_back_is_forgotten(home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        assert of(corpus, "临江区")
        with Tracker(load_settings(), home) as tracker:
            city = find_version(corpus, "云州市").document.id
            tracker.undo(tracker.history(city)[0].commit)
        assert of(corpus, "临江区") == ()


# --- one clause ------------------------------------------------------------------------------------------------------


def test_the_sources_of_a_clause_come_earliest_first(home: Path) -> None:
    add(home, "second", SECOND, "云州市/青石区", "2022-06-01")
    with Corpus(home, lookup_key) as corpus:
        named = find_version(corpus, "临江区")
        lines = corpus.lines(named.version)
        line = next(at for at, item in enumerate(lines, start=1) if "图书配送" in item.text)
        found = sources(corpus, named, line)
        assert [item.title[:3] for item in found] == ["青石区", "云州市"]
        assert [item.date for item in found] == ["2022-06-01", "2023-02-01"]
        assert found[0].score == 1.0
        assert found[1].relation is LevelRelation.HIGHER
        assert all("流转台账" in item.text and item.address for item in found)
        own = next(at for at, item in enumerate(lines, start=1) if "诵读沙龙" in item.text)
        assert all(item.score < 0.9 for item in sources(corpus, named, own))
        assert sources(corpus, named, 999) == ()


# --- the files -------------------------------------------------------------------------------------------------------


def test_the_index_grows_by_a_document(home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        told: list[tuple[int, int]] = []
        before = reuse.update(corpus, lambda done, total: told.append((done, total)))
        assert told[-1] == (3, 3)
        files = {path.name for path in (home / reuse.FOLDER).iterdir()}
        add(home, "second", SECOND, "云州市/青石区", "2023-06-01")
        assert reuse.update(corpus) > before
        assert {item.title[:3] for item in of(corpus, "云州市")} == {"临江区", "青石区"}
        # what was there stays as it is: the rarities and the first segment
        assert len(files & {path.name for path in (home / reuse.FOLDER).iterdir()}) >= 8


def test_the_index_outlives_a_catalog_that_is_made_anew(home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        before = of(corpus, "临江区")
    stamp = (home / reuse.FOLDER / "index.json").read_bytes()
    with Tracker(load_settings(), home) as tracker:
        tracker.reindex()
    with Corpus(home, lookup_key) as corpus:
        assert of(corpus, "临江区") == before
    assert (home / reuse.FOLDER / "index.json").read_bytes() == stamp


def test_a_deleted_index_is_made_anew(home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        before = of(corpus, "临江区")
    for path in (home / reuse.FOLDER).iterdir():
        path.unlink()
    (home / reuse.FOLDER).rmdir()
    with Corpus(home, lookup_key) as corpus:
        assert of(corpus, "临江区") == before


@pytest.mark.parametrize("harm", ["manifest", "truncated", "beyond", "missing", "digest", "entries", "versions"])
def test_a_damaged_index_is_made_anew(harm: str, home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        before = of(corpus, "临江区")
    folder = home / reuse.FOLDER
    manifest = folder / "index.json"
    told = json.loads(manifest.read_bytes())
    token = told["segments"][0]["name"]
    rows = folder / f"{token}.rows.npy"
    if harm == "manifest":
        manifest.write_bytes(manifest.read_bytes()[:-20])
    elif harm == "truncated":
        rows.write_bytes(rows.read_bytes()[:-7])
    elif harm == "beyond":  # rows that no clause has: seen when they are looked up
        rows.write_bytes(rows.read_bytes()[:128] + b"\x7f" * (rows.stat().st_size - 128))
    elif harm == "missing":
        rows.unlink()
    elif harm == "digest":
        manifest.write_text(json.dumps({**told, "digest": "0" * 16}), "ascii")
    elif harm == "versions":
        highest = {**told["segments"][0], "highest": 1 << 40}
        manifest.write_text(json.dumps({**told, "segments": [highest, *told["segments"][1:]]}), "ascii")
    else:
        manifest.write_text(json.dumps({**told, "segments": [1, None]}), "ascii")
    with Corpus(home, lookup_key) as corpus:
        assert of(corpus, "临江区") == before
    assert json.loads(manifest.read_bytes())["digest"] == told["digest"]
    assert not (folder / f"{token}.rows.npy").exists()


def test_verifying_names_what_was_changed_and_the_index_is_made_anew(home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        before = of(corpus, "临江区")
    folder = home / reuse.FOLDER
    with Tracker(load_settings(), home) as tracker:
        assert tracker.verify().damage == ()
        (scale,) = folder.glob(f"{json.loads((folder / 'index.json').read_bytes())['segments'][0]['name']}.scale.npy")
        data = bytearray(scale.read_bytes())
        data[-3] ^= 0x40
        scale.write_bytes(data)
        (damage,) = tracker.verify().damage
        assert (damage.kind, damage.what) == ("wording", scale.name)
        assert tracker.verify().damage == ()
    with Corpus(home, lookup_key) as corpus:
        assert of(corpus, "临江区") == before
    assert not scale.exists()


LEFT = """
import os, sys
from pathlib import Path
from corpus_repo import Corpus
from revtrack.holdings.folding import lookup_key
from revtrack.tracing import reuse, shards
written = 0
write = shards.ShardFiles._written
def dying(self, name, array, parts):
    global written
    written += 1
    if written > int(sys.argv[2]):
        os._exit(9)
    return write(self, name, array, parts)
shards.ShardFiles._written = dying
with Corpus(Path(sys.argv[1]), lookup_key) as corpus:
    reuse.update(corpus)
"""


@pytest.mark.parametrize("after", [0, 4, 9, 15, 18])
def test_whoever_is_killed_while_making_the_index_leaves_nothing_that_counts(after: int, home: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", LEFT, str(home), str(after)], check=False, timeout=60)
    assert killed.returncode == 9
    assert not (home / reuse.FOLDER / "index.json").exists()
    with Corpus(home, lookup_key) as corpus:
        assert [item.title[:3] for item in of(corpus, "临江区")] == ["云州市"]
    assert_only_what_counts(home / reuse.FOLDER)


def test_shards_made_on_the_disk_answer_as_the_index_in_one_piece(tmp_path: Path) -> None:
    draw = random.Random(11)  # noqa: S311
    words = [f"{a}{b}" for a in "清理检修更换核对公布储备修订登记巡查评估" for b in "台账管网井盖泵站图纸沙袋"]
    texts = ["".join(draw.choices(words, k=draw.randint(6, 14))) for _ in range(3 * PORTION // 2)]
    files = ShardFiles(tmp_path)
    rarity, entries = files.build(enumerate(texts))
    assert len(entries) == 1
    whole = ReuseIndex.build(enumerate(texts))
    kept = ReuseIndex(rarity, [files.segment(entry) for entry in entries])
    asked = [text[:4] + "有关" + text[6:] for text in texts[::3000]]
    assert kept.nearest(asked, 30) == whole.nearest(asked, 30)
    # few postings read: the best is found, and said to be as near as it is
    hasty = ReuseIndex(rarity, kept.segments, postings=2_000)
    for one, other in zip(hasty.nearest(asked, 30), whole.nearest(asked, 30), strict=True):
        assert max(one, key=lambda item: item.ratio).ratio == max(other, key=lambda item: item.ratio).ratio
        known = {item.number: item.cosine for item in other}
        assert all(item.cosine == pytest.approx(known[item.number], abs=1e-5) for item in one if item.number in known)
    assert not [path for path in tmp_path.iterdir() if path.name.partition(".")[0] != entries[0]["name"]]


def test_many_small_shards_are_joined(home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        reuse.update(corpus)
        before = of(corpus, "临江区")
    files = ShardFiles(home / reuse.FOLDER)
    one = files.segment(json.loads((home / reuse.FOLDER / "index.json").read_bytes())["segments"][0])
    entries = [files.put(one) for _ in range(20)]
    (joined,) = files.tidied(entries)
    assert joined["rows"] == 20 * len(one.numbers)
    assert files.damaged(joined) == []
    assert files.tidied(entries[:5]) == entries[:5]
    with Corpus(home, lookup_key) as corpus:
        assert of(corpus, "临江区") == before


def test_a_folder_that_cannot_be_used_costs_only_time(home: Path) -> None:
    (home / reuse.FOLDER).write_text("in the way", "utf-8")
    with Corpus(home, lookup_key) as corpus:
        assert [item.title[:3] for item in of(corpus, "临江区")] == ["云州市"]
    assert (home / reuse.FOLDER).read_text("utf-8") == "in the way"


ASKING = """
import sys
from pathlib import Path
from corpus_repo import Corpus
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import find_version
from revtrack.tracing.wording import related
from revtrack.tracing.reuse import update
with Corpus(Path(sys.argv[1]), lookup_key) as corpus:
    update(corpus)
    print([item.document for item in related(corpus, find_version(corpus, "临江区"))])
"""


def test_two_processes_make_one_index(home: Path) -> None:
    add(home, "second", SECOND, "云州市/青石区", "2023-06-01")
    command = [sys.executable, "-c", ASKING, str(home)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = {child.communicate(timeout=60)[0] for child in running}
    assert [child.returncode for child in running] == [0, 0, 0]
    assert len(answers) == 1
    assert_only_what_counts(home / reuse.FOLDER)


def test_another_process_that_grew_the_index_is_believed(home: Path) -> None:
    with Corpus(home, lookup_key) as corpus:
        reuse.update(corpus)
        add(home, "second", SECOND, "云州市/青石区", "2023-06-01")
        with Corpus(home, lookup_key) as other:
            grown = reuse.update(other)
        stamp = (home / reuse.FOLDER / "index.json").read_bytes()
        assert reuse.update(corpus) == grown
        assert (home / reuse.FOLDER / "index.json").read_bytes() == stamp


# --- levels and rows -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jurisdiction", "issuers", "title", "level"),
    [
        ("全国", "", "某法", "state"),
        ("", "国务院", "某条例", "state"),
        ("", "", "储蓄管理条例", "state"),
        ("", "", "汕头经济特区某条例", ""),
        ("", "", "重点任务清单", ""),
        ("山东省", "", "山东省某条例", "province"),
        ("山东省/济南市", "", "", "city"),
        ("山东省/济南市/城市", "", "济南市城市绿化条例", "city"),
        ("北京市", "", "", "province"),
        ("北京市/顺义区", "", "", "district"),
        ("云州市", "", "", "city"),
        ("云州市/临江区/柳林镇", "", "", "town"),
        ("", "", "", ""),
    ],
)
def test_levels(jurisdiction: str, issuers: str, title: str, level: str) -> None:
    assert standing(jurisdiction, issuers, title).level == level


def test_only_what_stands_above_is_higher() -> None:
    state, province, city = standing("全国", "", ""), standing("山东省", "", ""), standing("山东省/济南市", "", "")
    elsewhere = standing("河南省", "", "")
    assert city.to(state) is city.to(province) is LevelRelation.HIGHER
    assert city.to(elsewhere) is elsewhere.to(city) is LevelRelation.BESIDE
    assert province.to(elsewhere) is LevelRelation.SAME
    assert state.to(city) is LevelRelation.LOWER
    assert state.to(standing("", "", "")) is LevelRelation.UNKNOWN


def test_clauses_are_found_by_their_places(corpus: Corpus) -> None:
    rows = version_rows(corpus.catalog)
    number = next(row.number for row in rows if row.jurisdiction == "云州市")
    found = clauses_at(corpus.catalog, [(number, 2), (number, 999), (999, 1)])
    assert list(found) == [(number, 2)]
    assert found[number, 2].line == 2


# --- real documents --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds(evaluation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The seeds as a corpus."""
    home = tmp_path_factory.mktemp("seeds") / "home"
    with Tracker(load_settings(), home) as tracker:
        tracker.init()
        tracker.add([evaluation / "seeds"])
    with Corpus(home, lookup_key) as corpus:
        yield corpus


@pytest.mark.evaluation
@pytest.mark.parametrize(
    ("words", "parent"),
    [
        ("顺义区推行“一业一证”改革实施方案", "北京市推广“一业一证”改革实施方案"),
        ("全面推行“一业一证”改革方案（征求意见稿）", "北京市推广“一业一证”改革实施方案"),
        ("通州区全面优化营商环境", "北京市全面优化营商环境助力企业高质量发展实施方案"),
    ],
)
def test_a_district_finds_its_citys_plan(words: str, parent: str, seeds: Corpus) -> None:
    rows = [row for row in version_rows(seeds.catalog) if row.title.startswith(words)]
    assert rows
    higher = [item for item in of(seeds, rows[0].document) if item.relation is LevelRelation.HIGHER]
    assert higher[0].title == parent


@pytest.mark.evaluation
def test_where_a_text_stands_that_says_nothing_of_itself_is_told_by_the_places_it_names(seeds: Corpus) -> None:
    final = of(seeds, "顺义区推行“一业一证”改革实施方案")
    draft = next(item for item in final if item.title.startswith("全面推行“一业一证”改革方案"))
    assert (draft.level, draft.relation) == ("district", LevelRelation.SAME)
