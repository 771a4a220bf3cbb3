"""Tasks: given by whoever may, to whoever can do them, changed by whom they concern, and told once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from revtrack.accounts.model import Account
from revtrack.errors import InvalidInput
from revtrack.service import Tracker
from revtrack.tasks.desk import TaskDesk
from revtrack.watch.state import Entry
from revtrack.words.tasks import task_words
from tests.revtrack.subscriptions.made import FIRST, SECOND, House
from tests.revtrack.watch.receivers import Mailbox
from tests.web.conftest import invite

SAY = task_words("zh")
TODAY = datetime.now(UTC).astimezone().date()
YESTERDAY, TOMORROW = ((TODAY + timedelta(days=days)).isoformat() for days in (-1, 1))


class Office:
    """A corpus with two versions, and four people of three roles."""

    def __init__(self, house: House) -> None:
        self.house, self.tracker = house, house.tracker
        self.document, self.old = house.add(FIRST)
        _, self.new = house.add(SECOND, self.document)
        self.chief, self.wang, self.li, self.reader = (
            invite(house.tracker, name, role)
            for name, role in (("chief", "administrator"), ("wang", "analyst"), ("li", "analyst"), ("zhou", "reader"))
        )

    @property
    def desk(self) -> TaskDesk:
        return self.tracker.tasks

    def give(self, to: Account, due: str = "", note: str = "", by: Account | None = None) -> str:
        made = self.desk.assign_comparison(
            f"{self.document}@1", f"{self.document}@2", to.name, due=due, note=note, by=(by or self.li).id
        )
        return made.task.token

    def gather(self, moment: datetime | None = None) -> list[tuple[str, str]]:
        """(whom, title) of what waits in the outbox once everything is gathered."""
        with self.tracker.watching.state() as state:
            self.tracker.watching.telling.gather(state, [], moment or datetime.now(UTC))
            return [(one.whom, one.title) for one in state.waiting()]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with House(tmp_path / "home", 9) as house:
        yield Office(house)


def pending(tracker: Tracker) -> str:
    """An entry that waits in the inbox; its token."""
    token = "0a1b2c3d4e5f"  # noqa: S105 - the name of the entry
    values = dict.fromkeys(Entry.__dataclass_fields__, "")
    with tracker.watching.state() as state, state.writing() as connection:
        from revtrack.watch.state.schema import inbox

        names = {column.name for column in inbox.columns}
        row = {name: value for name, value in values.items() if name in names}
        row |= {"token": token, "digest": token, "title": "乙市养犬管理办法", "status": "pending", "kind": "new"}
        connection.execute(inbox.insert(), [{**row, "file": 0, "share": 0.0, "run": 0}])
    return token


def kind_of(wanted: pytest.ExceptionInfo[InvalidInput]) -> str:
    return wanted.value.kind


def test_a_task_names_what_whom_and_when_and_is_listed_by_its_day(office: Office) -> None:
    later = office.give(office.wang, TOMORROW, "先看  期限")
    entry = pending(office.tracker)
    office.desk.assign_entry(entry[:4], "wang", due=YESTERDAY, by=office.chief.id)
    first, second = office.desk.tasks("wang")
    assert (first.task.kind, first.task.old, first.path, first.overdue) == (
        "inbox",
        entry,
        f"/inbox#item-{entry}",
        True,
    )
    assert (second.task.token, second.task.note, second.overdue) == (later, "先看 期限", False)
    assert second.path == f"/compare/{office.old}/{office.new}"
    assert [one.task.token for one in office.desk.tasks(given_by="li")] == [later]
    assert [one.task.token for one in office.desk.about(office.old, office.new)] == [later]
    assert office.desk.tasks("li") == []


def test_the_day_itself_is_not_overdue(office: Office) -> None:
    office.give(office.wang, TODAY.isoformat())
    assert [one.overdue for one in office.desk.tasks("wang")] == [False]


def test_what_cannot_be_done_is_not_given(office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        office.give(office.reader)
    assert kind_of(refused) == "task-account"
    with pytest.raises(InvalidInput) as refused:
        office.give(office.wang, "2031-02-30")
    assert kind_of(refused) == "task-due"
    office.give(office.wang)
    with pytest.raises(InvalidInput) as refused:
        office.give(office.wang, TOMORROW)
    assert kind_of(refused) == "task-again"
    with pytest.raises(InvalidInput) as refused:
        office.desk.assign_comparison(office.document, "没有这份文件", "wang")
    assert kind_of(refused) == "unknown-document"
    with pytest.raises(InvalidInput) as refused:
        office.desk.assign_entry("ffff", "wang")
    assert kind_of(refused) == "unknown-item"
    with pytest.raises(InvalidInput) as refused:
        office.desk.assign_comparison(office.old, office.new, "nobody")
    assert kind_of(refused) == "account-unknown"


def test_whoever_has_it_says_how_far_it_is_and_whoever_gave_it_hands_it_on(office: Office) -> None:
    token = office.give(office.wang, TOMORROW)
    desk = office.desk
    assert desk.change(token, state="begun", by=office.wang.id).task.state == "begun"
    other = invite(office.tracker, "sun", "analyst")
    for by, asked in (
        (office.wang, {"account": "sun"}),
        (office.wang, {"due": "2031-01-01"}),
        (other, {"state": "done"}),
    ):
        with pytest.raises(InvalidInput) as refused:
            desk.change(token, **asked, by=by.id)  # type: ignore[arg-type]
        assert kind_of(refused) == "task-others"
    assert desk.change(token, account="sun", due="", by=office.li.id).task.assignee == other.id
    assert desk.change(token, state="dropped", by=office.chief.id).task.state == "dropped"
    assert desk.tasks("sun") == []
    assert [one.task.state for one in desk.tasks("sun", every=True)] == ["dropped"]
    with pytest.raises(InvalidInput) as refused:
        desk.change(token, state="asleep", by=office.chief.id)
    assert kind_of(refused) == "task-state"
    kinds = [deed.kind for deed in office.tracker.accounts.deeds()[1]]
    assert (kinds.count("task-assigned"), kinds.count("task-changed")) == (1, 3)
    told = next(deed for deed in office.tracker.accounts.deeds(kind="task-assigned")[1])
    assert (told.account, told.what["account"], told.what["due"]) == (office.li.id, office.wang.id, TOMORROW)


def test_what_was_decided_in_the_inbox_is_done_by_whoever_decided(office: Office) -> None:
    entry = pending(office.tracker)
    office.desk.assign_entry(entry, "wang", due=YESTERDAY, by=office.chief.id)
    (office.house.home / "tell.toml").write_text('wang = "json://127.0.0.1:9/"\n', "utf-8")
    with office.tracker.watching.state() as state:
        state.decide(entry, "declined", office.li.id, "2031-01-01T00:00:00+00:00")
    assert office.gather() == [], "nobody is told of what is done"
    (one,) = office.desk.tasks("wang", every=True)
    assert (one.task.state, one.task.changed_by, one.overdue) == ("done", office.li.id, False)
    with pytest.raises(InvalidInput) as refused:
        office.desk.assign_entry(entry, "wang")
    assert kind_of(refused) == "item-decided"


def test_it_is_told_once_when_it_is_given_and_once_when_its_day_has_come(office: Office) -> None:
    office.give(office.wang, TOMORROW)
    assert office.gather() == [], "there is no address yet"
    (office.house.home / "tell.toml").write_text('wang = "json://127.0.0.1:9/"\n', "utf-8")
    title = "杭州市停车管理办法"
    given = (office.wang.id, SAY.assigned_title.format(title=title))
    assert office.gather() == [given]
    assert office.gather() == [given]
    day = datetime.combine(date.fromisoformat(TOMORROW), datetime.min.time()).astimezone() + timedelta(hours=9)
    due = (office.wang.id, SAY.due_title.format(title=title))
    assert office.gather(day) == [given, due]
    assert office.gather(day + timedelta(days=3)) == [given, due]


def test_whoever_gets_it_next_is_told_and_a_new_day_is_told_anew(office: Office) -> None:
    (office.house.home / "tell.toml").write_text(
        'wang = "json://127.0.0.1:9/"\nli = {address = "json://127.0.0.1:9/", language = "en"}\n', "utf-8"
    )
    token = office.give(office.wang, YESTERDAY, by=office.chief)
    assert [whom for whom, _ in office.gather()] == [office.wang.id], "one message tells both"
    office.desk.change(token, account="li", by=office.chief.id)
    told = office.gather()
    assert told[1:] == [(office.li.id, task_words("en").due_title.format(title="杭州市停车管理办法"))]
    office.desk.change(token, due=TODAY.isoformat(), by=office.chief.id)
    assert len(office.gather()) == 3
    office.desk.change(token, state="done", by=office.li.id)
    office.desk.change(token, state="open", due=YESTERDAY, by=office.chief.id)
    assert len(office.gather()) == 4


def test_a_mail_says_what_from_whom_and_until_when(office: Office) -> None:
    mailbox = Mailbox()
    mailbox.start()
    try:
        (office.house.home / "tell.toml").write_text(f'wang = "{mailbox.address}"\n', "utf-8")
        token = office.give(office.wang, YESTERDAY, "看处罚")
        assert office.house.tell() == 1
        assert mailbox.to == [["wang@jia.example"]]
        assert [subject for _, subject in mailbox.came] == [SAY.due_title.format(title="杭州市停车管理办法")]
    finally:
        mailbox.stop()
    with office.tracker.watching.state() as state:
        (message,) = state.messages()
    assert message.status == "sent"
    day = date.fromisoformat(YESTERDAY)
    for part in ("杭州市停车管理办法", "看处罚", "Li", f"{day.year}年{day.month}月{day.day}日", f"tasks {token}"):
        assert part in message.body


def test_tasks_are_in_every_backup(office: Office, tmp_path: Path) -> None:
    token = office.give(office.wang, TOMORROW)
    kept = tmp_path / "kept.tar"
    office.tracker.back_up(kept)
    with Tracker(office.tracker.settings, tmp_path / "again") as again:
        again.restore(kept)
        assert [one.task.token for one in again.tasks.tasks("wang")] == [token]
