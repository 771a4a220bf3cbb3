"""The documents say what the program does: commands and options of both READMEs, keys of docs/json.md."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer.main

import revtrack
import web.command
from alignment.duties.stages import Stage
from corpus_repo import Document, Version
from corpus_repo.answers import DutyHit, DutyRow, Listed, TargetHit, TargetRow, TargetText
from revtrack.bodies.changes import Shift, Shifted
from revtrack.bodies.names import Office
from revtrack.bodies.register import BodyDuty, Listing
from revtrack.features.bodies import AskedOfBody, FoundBody
from revtrack.features.indicators import FoundIndicator
from revtrack.forms import bodies as bodies_json
from revtrack.forms import citers as citers_json
from revtrack.forms import diffusion as diffusion_json
from revtrack.forms import enforcement as enforcement_json
from revtrack.forms import indicators as indicators_json
from revtrack.forms import jobs as jobs_json
from revtrack.forms import lines as lines_json
from revtrack.forms import subscriptions as subscriptions_json
from revtrack.forms import tasks as tasks_json
from revtrack.forms import watch as watch_json
from revtrack.holdings.naming import Named
from revtrack.indicators.model import Doubt, Doubtful, Indicator, Row, Step, Turn
from revtrack.jobs.rows import Age, Job
from revtrack.subscriptions.held import Held
from revtrack.tasks.desk import Given
from revtrack.tracing.citers import Base, Called, Calling
from revtrack.tracing.diffusion import Diffusion, Moved, Spot
from revtrack.tracing.enforcement import Enforced, Enforcement, How, Sanction
from revtrack.tracing.lines import Course, Member, PolicyLine, Reason
from revtrack.tracing.siblings import Own, Shared, Siblings
from revtrack.watch.health import Health, HealthReason
from revtrack.watch.lists.item import Diagnostic, Discovered, Item
from revtrack.watch.posting import Delivery
from revtrack.watch.sources import Source
from revtrack.watch.state import Match, Message, Subscription, Task
from revtrack.watch.trying import Looked
from tests.commands import Run, answer

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")
SAMPLES = Path(revtrack.__file__).parent / "sample"
GROUP: Any = typer.main.get_command(web.command.cli.app)
#: Every command by the words that call it.
COMMANDS: dict[str, Any] = {
    **GROUP.commands,
    **{f"watch {name}": command for name, command in GROUP.commands["watch"].commands.items()},
}
LAW = "\n".join(
    (
        "云州市停车管理条例",
        "第一条　为了规范停车，制定本条例。",
        "第二条　停车场应当在三十日内备案。",
        "第三条　停车场应当公示收费标准。",
        "第四条　停车场应当配备不少于三个充电桩。",
    )
)
DECISION = "\n".join(
    (
        "云州市人民代表大会常务委员会关于修改《云州市停车管理条例》的决定",
        "对《云州市停车管理条例》作出修改：",
        "一、将第二条中的“三十日”修改为“十五日”。",
        "本决定自公布之日起施行。",
    )
)


# --- README ----------------------------------------------------------------------------------------------------------


def code(name: str) -> str:
    """The indented blocks of a document, without what stands behind # on a line."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return "\n".join(line.split("  #", 1)[0] for line in lines if line.startswith("    "))


def calls(text: str) -> Iterator[tuple[str, str]]:
    """(command, the rest of the line) wherever a text calls revtrack."""
    for line in re.findall(r"(?m)^ +(?:\S*bin/)?revtrack\b(.*)$", text):
        words = line.split()
        if words[:1] == ["watch"] and len(words) > 1:
            for part in line.split("watch", 1)[1].split(" · "):
                yield f"watch {part.split()[0]}", part
        elif words:
            yield words[0], line


@pytest.mark.parametrize("name", READMES)
def test_what_a_readme_calls_is_there_with_the_options_that_it_gives(name: str) -> None:
    found = list(calls(code(name)))
    assert len(found) > 20
    for command, line in found:
        assert command in COMMANDS, f"{name}: revtrack {command}"
        known = {option for one in COMMANDS[command].params for option in one.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z][\w-]*", line)) <= known, f"{name}: revtrack{line}"


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_command(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    called = {command for command, _ in calls(code(name))}
    named = set(re.findall(r"`(?:revtrack )?([a-z]+)`", text))
    assert sorted(one for one in COMMANDS if one not in called | named) == []


@pytest.mark.parametrize("name", READMES)
def test_make_targets_of_a_readme_are_there(name: str) -> None:
    targets = set(re.findall(r"(?m)^([\w-]+):", (ROOT / "Makefile").read_text("utf-8")))
    assert set(re.findall(r"\bmake ([a-z][\w-]*)", code(name))) <= targets


SOURCE = Source(name="a", title="甲市政府文件", kind="list", address="https://a.example/")
ITEM = Item("https://a.example/1", "甲市停车管理办法")
TOLD = Delivery(whom="office", status="warning", waiting=1, oldest="2026-08-01T08:00:00+00:00", kind="refused")
MESSAGE = Message(id="0a", whom="office", kind="digest", title="甲", body="乙", made_at="2026-08-01T08:00:00+00:00")
FARES = Health(source="a", title="甲市政府文件", status="alarm", reasons=(HealthReason("empty", "alarm"),))


# --- docs/json.md ----------------------------------------------------------------------------------------------------

#: What each command is run with; what it prints must have the keys that its row names, and no others.
RUNS: Mapping[str, tuple[str, ...]] = {
    "add": ("add", "proposed.txt", "bad.txt"),
    "split": ("split", "final.txt"),
    "list": ("list",),
    "show": ("show", "{withdrawn}"),
    "history": ("history", "{district}"),
    "text": ("text", "{district}"),
    "blame": ("blame", "{district}"),
    "compare": (
        "compare",
        str(SAMPLES / "district_draft.txt"),
        str(SAMPLES / "district_issued.txt"),
        "--task",
        "derivation",
    ),
    "search": ("search", "应当"),
    "duties": ("duties", "--read", "--words", "应当"),
    "force": ("force", "{law}"),
    "article": ("article", "{law}@1", "第二条"),
    "link": ("link", "{draft}", "{final}"),
    "verify": ("verify",),
    "doctor": ("doctor",),
    "backup": ("backup", "kept.tar"),
    "trace": ("trace", "{city}", "{district}"),
    "lineage": ("lineage", "{city}#{address}"),
    "related": ("related", "{city}"),
    "promises": ("promises", "--read"),
    "indicators": ("indicators", "家庭养老床位"),
    "bodies": ("bodies", "区民政局"),
    "enforcement": ("enforcement", "{law}"),
    "measures": ("measures", "停车"),
    "called": ("called", "{district}"),
    "line": ("line", "{city}"),
    "siblings": ("siblings", "{city}", "{district}"),
    "amendments": ("amendments", "{decision}", "{law}@2", "--base", "{law}@1"),
    "jobs": ("jobs",),
    "subscribe": ("subscribe",),
    "tasks": ("tasks",),
    "assign": ("assign", "{law}@1", "{law}@2"),
    "release": ("release", "handed-on"),
    "watch list": ("watch", "list"),
    "watch check": ("watch", "check", "texts"),
    "watch run": ("watch", "run"),
    "watch log": ("watch", "log"),
    "watch health": ("watch", "health"),
    "watch inbox": ("watch", "inbox"),
    "watch outbox": ("watch", "outbox"),
    "watch settle": ("watch", "settle", "texts"),
    "watch decline": ("watch", "decline", "{item}"),
    "watch accept": ("watch", "accept", "{item}"),
}
_PLAN = TargetText("d1", "v1", 1, "issued", "云州市停车规划", "2031-01-01", "云州市", "云州市", current=True)
_TARGET = TargetHit(_PLAN, "一", TargetRow(1, "泊位300个", "泊位", "泊位", value="300", family="count", year=2031))
#: A thing of which two plans ask two values, and one nothing any more.
INDICATOR = FoundIndicator(
    Indicator(
        "泊位",
        ("泊位",),
        (Row("云州市", "city", "", (Step(Turn.FIRST, _PLAN, _TARGET), Step(Turn.DROPPED, _PLAN, _TARGET))),),
        (Doubtful(Doubt.TWO_VALUES, 2031, _TARGET, _TARGET),),
    ),
    1,
    1,
)
_BORNE = BodyDuty(
    DutyHit("d1", "v1", 1, "issued", "云州市停车规划", "2031-01-01", "一", DutyRow(1, "市交通局牵头", "duty", 3)),
    ("lead",),
    ("市交通局",),
    "2031-01-02",
    current=True,
)
#: A body of which a duty changed its day.
BODY = FoundBody(
    "云州市/交通运输局",
    Listing(Office("云州市", "交通运输局", own=True), ("市交通局",), {"lead": 1}, 1),
    (),
    AskedOfBody(since="2031-01-01"),
    (_BORNE,),
    (Shifted(Shift.CHANGED, "2031-01-01", _BORNE, _BORNE, (("deadline", "2031-05-31", "2031-06-30"),)),),
    1,
    1,
)
_SANCTION = Sanction(How.NAMES, "d1", "v1", "甲", "2031-01-01", 9, "第九条", "违反第二条的，罚款。", (("乙", ""),))
#: A text of which a clause is punished.
ENFORCED = Enforcement(
    Named(
        Document(id="d1", created="2031-01-01"),
        Version(id="v1", text="", structure="", digest="", received="2031-01-01"),
        1,
    ),
    (Enforced(2, "第二条", "应当备案。", (_SANCTION,)),),
    (_SANCTION,),
    more=False,
)
_SPOT = Spot(
    *("d1", "v1", "甲", "云州市", "city", "issued", "2031-01-01", 2031, False, 2, "一", "推行", "推行"),
    Stage.PUSH,
    3,
    (("市交通局", "lead"),),
    ("20个",),
    ("2031-06-30",),
    0.0,
    1,
)
#: A measure in one text, and two texts side by side.
MEASURE = Diffusion("一桩一码", _SPOT, (Moved(_SPOT, (("stage", "pilot", "push"),)),), more=False)
SIDES = Siblings(
    (ENFORCED.named, ENFORCED.named),
    (Shared("一", "甲", ("市交通局",), ("20个",), ("二",), (("30个",),)),),
    (),
    ((), (Own("三", "乙", ("市交通局",), ("6月底前",), ("5个",)),)),
)
_LISTED = Listed("d1", "甲", "", "", "", "", "", 1, "v1", "", "")
#: A text by itself on its line.
LINE = PolicyLine(
    ENFORCED.named,
    (Member(_LISTED, "云州市", 2031, False, (Reason.TITLE,), ("乙",), False),),
    (Course("乙", (Stage.PILOT, None)),),
)
#: A text that has lost its number.
CALLING = Calling(
    ENFORCED.named,
    {"title": "甲", "doc_number": "", "issued": ""},
    (Called("doc_number", "云政发〔2031〕7号", "d2", "v2", "乙", "一", 2, "依据甲"),),
    (Base("丙", "", "", marked=False, address="一", line=2),),
)
#: What somebody is told of, and a version in which something was found.
HELD = Held(Subscription(token="0a", kind="search", wanted={"words": "停车"}, title="停车"), "")
MATCH = Match(
    subscription="0a",
    document="d1",
    version="v1",
    title="甲",
    at="2031-01-01T00:00:00+00:00",
    told={
        **dict.fromkeys(("status", "date", "doc_number", "issuers", "before"), ""),
        "position": 1,
        "found_total": 1,
        "changes_total": 1,
        "found": [dict.fromkeys(("kind", "change", "quote", "was", "address", "line", "told"), "")],
        "changes": [
            dict.fromkeys(("change", "signs", "told", "fields", "old", "new", "old_address", "new_address"), "")
        ],
    },
)
#: What somebody is to do.
TASK = Given(Task(token="0a", kind="comparison", old="v1", new="v2", way="revision"), "/compare/v1/v2", overdue=False)
#: What only a page on the web, or a fault, would bring is put together here.
MADE: Mapping[str, Callable[[], Any]] = {
    "subscribe": lambda: {
        **subscriptions_json.subscriptions([HELD]),
        **subscriptions_json.made(HELD),
        **subscriptions_json.matches([MATCH]),
        **subscriptions_json.event(HELD.subscription, MATCH, "0b", "/documents/d1"),
    },
    "tasks": lambda: tasks_json.tasks([TASK]),
    "assign": lambda: tasks_json.task(TASK),
    "jobs": lambda: jobs_json.jobs([Job(id="0a", name="a", kind="compare", made_at=1.0)], Age(1, 2.0, 0)),
    "line": lambda: lines_json.line(LINE),
    "called": lambda: citers_json.calling(CALLING),
    "measures": lambda: diffusion_json.diffusion(MEASURE),
    "siblings": lambda: diffusion_json.siblings(SIDES),
    "enforcement": lambda: enforcement_json.enforcement(ENFORCED),
    "bodies": lambda: bodies_json.body(BODY, 0, 1),
    "indicators": lambda: indicators_json.indicator(INDICATOR),
    "watch check": lambda: watch_json.looked(
        Looked(SOURCE, Discovered((ITEM,), diagnostics=(Diagnostic("untitled"),)))
    ),
    "watch health": lambda: {"sources": [watch_json.fares(FARES)], "delivery": [watch_json.delivery(TOLD)]},
    "watch outbox": lambda: {"delivery": [watch_json.delivery(TOLD)], "messages": [watch_json.message(MESSAGE)]},
}
#: Objects whose keys are data: fields of metadata, statuses, addresses.
OPEN = frozenset(
    (
        "facts",
        "metadata",
        "read",
        "read_from",
        "dates",
        "corrected",
        "statuses",
        "hashes",
        "counts",
        "directions",
        "listed",
        "wanted",
    )
)
#: Keys of a list, where a run of the watch has a number of that name.
NUMBERS = frozenset(("listed",))


def rows() -> dict[str, str]:
    """What docs/json.md says of each command; further paragraphs that begin with a command belong to it."""
    told: dict[str, str] = {}
    prefix = ""
    for line in (ROOT / "docs" / "json.md").read_text("utf-8").splitlines():
        if line.startswith("| `watch` command"):
            prefix = "watch "
        elif line.startswith("| "):
            names, said = line.strip("| ").split(" | ", 1)
            told |= {f"{prefix}{name}": said for name in re.findall(r"`([a-z]+)`", names)}
    version = (ROOT / "docs" / "json.md").read_text("utf-8").split("A version in `show`:", 1)[1]
    version, comparison = version.split("A comparison, ", 1)
    told["show"] += version
    matches = (ROOT / "docs" / "json.md").read_text("utf-8").split("A match of a subscription ", 1)[1]
    told["subscribe"] += matches.split("The stream", 1)[0]
    told["compare"] = told["diff"] = comparison
    told["watch decline"] = told["watch inbox"].replace("`items`", "")
    return told


def keys(value: object, above: str = "") -> set[str]:
    """All keys of a form, but for those that are data."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item, above)}
    if not isinstance(value, dict) or (above in OPEN and value):
        return set()
    return set(value) | {key for name, item in value.items() for key in keys(item, name)}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with the home and the texts of a corpus that was filled once, and the names to ask with."""
    return tmp_path_factory.mktemp("filled"), {}


@pytest.fixture
def filled(run: Run, tmp_path: Path, template: tuple[Path, dict[str, str]]) -> tuple[Run, dict[str, str]]:
    """A corpus in which every command has something to tell, and the names to ask with."""
    kept, names = template
    if not names:
        names |= fill(run, kept / "watched")
        shutil.copytree(tmp_path, kept / "made")
    else:
        shutil.copytree(kept / "made", tmp_path, dirs_exist_ok=True)
    return run, names


def fill(run: Run, watched: Path) -> dict[str, str]:
    """Put into a corpus what there is to tell of; `watched` becomes a folder that is looked at."""
    run("init")
    Path("law.txt").write_text(LAW, "utf-8")
    Path("decision.txt").write_text(DECISION, "utf-8")
    Path("again.txt").write_text("临江区停车治理工作方案（修订）\n一、要求\n各镇应当落实停车要求。\n", "utf-8")
    Path("proposed.txt").write_text((SAMPLES / "district_draft.txt").read_text("utf-8"), "utf-8")
    Path("bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    files = {
        "city": str(SAMPLES / "city_plan.txt"),
        "district": str(SAMPLES / "district_issued.txt"),
        "draft": "draft.txt",
        "final": "final.txt",
        "law": "law.txt",
        "decision": "decision.txt",
    }
    names = {name: answer(run, "add", file)["files"][0]["document"] for name, file in files.items()}
    names["withdrawn"] = answer(run, "add", "again.txt")["files"][0]["document"]
    run("withdraw", names["withdrawn"], "--reason", "误收")
    run("derive", names["district"], names["city"])
    run("edit", names["city"], "force=trial")
    names["address"] = next(
        one["address"] for one in answer(run, "text", names["city"])["clauses"] if "应" in one["text"]
    )
    Path("amended.txt").write_text(LAW.replace("三十日", "十五日"), "utf-8")
    run("add", "amended.txt", "--to", names["law"])
    watched.mkdir()
    for at in range(2):
        (watched / f"{at}.txt").write_text(
            f"云州市第{at}号公园管理办法\n第一条　公园应当每{at + 2}日清扫一次。\n", "utf-8"
        )
    run("watch", "add", str(watched), "--name", "texts")
    run("watch", "run")
    names["item"] = answer(run, "watch", "inbox")["items"][0]["token"]
    return names


def form(filled: tuple[Run, dict[str, str]], command: str, home: Path) -> Any:
    run, names = filled
    if command in MADE:
        return MADE[command]()
    if command == "verify":  # something to tell of
        next(path for path in (home / "originals").rglob("*") if path.is_file()).unlink()
    words = [word.format(**names) for word in RUNS[command]]
    code, out, err = run(*words, "--format", "json")
    assert code in {0, 1, 2}, err
    return json.loads(out)


def test_every_command_that_prints_json_has_its_row() -> None:
    printing = {
        name
        for name, command in COMMANDS.items()
        if any("--format" in one.opts for one in command.params) and name != "derive"
    }
    assert printing == set(rows())


@pytest.mark.parametrize("command", RUNS)
def test_the_keys_of_an_answer_are_those_that_are_documented(
    filled: tuple[Run, dict[str, str]], command: str, tmp_path: Path
) -> None:
    documented = set(re.findall(r"`([a-z_0-9]+)`", rows()[command]))
    given = keys(form(filled, command, tmp_path / "home"))
    assert sorted(given ^ documented) == [], (
        f"documented: {sorted(documented - given)}, given: {sorted(given - documented)}"
    )
