"""The command of accounts: who may do what, for whoever looks after the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.accounts.model import moment_of
from revtrack.accounts.roles import COMMANDS as ACTIONS
from revtrack.accounts.roles import ROLES, Role
from revtrack.cli.asking import asking
from revtrack.cli.options import Commands, Language, Limit, language_of, one_of
from revtrack.cli.output import write_stdout
from revtrack.errors import InvalidInput
from revtrack.export.unseen import show_unseen
from revtrack.words.accounts import AccountWords, account_words
from revtrack.words.help import of_argument

if TYPE_CHECKING:
    from revtrack.accounts.desk import AccountDesk
    from revtrack.accounts.model import Account

#: Where the pages stand for whoever is at the machine.
_HERE = "http://127.0.0.1:8765"


def check_account(name: str, command: str | None) -> None:
    """Raises `InvalidInput` (account-may-not, account-unknown) where an account may not run a command."""
    if command is None:
        return
    from revtrack.service import Tracker

    with Tracker.from_settings() as tracker:
        found = tracker.accounts.account(name)
    if command not in ACTIONS or not found.may(ACTIONS[command]):
        raise InvalidInput("account-may-not", facts={"name": name})


def account_command(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help=of_argument("account-name"))] = "",
    add: Annotated[bool, typer.Option("--add", help=of_argument("account-add"))] = False,
    role: Annotated[str, typer.Option("--role", help=of_argument("account-role"), **one_of(("", *ROLES)))] = "",
    shown: Annotated[str, typer.Option("--shown", metavar="NAME", help=of_argument("account-shown"))] = "",
    reset: Annotated[bool, typer.Option("--reset", help=of_argument("account-reset"))] = False,
    end: Annotated[bool, typer.Option("--end", help=of_argument("account-end"))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=of_argument("account-remove"))] = False,
    log: Annotated[bool, typer.Option("--log", help=of_argument("account-log"))] = False,
    limit: Limit = 50,
    lang: Language = None,
) -> int:
    """List accounts; make one, change it, or tell what was done under it."""
    say = account_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        tracker.library.open()  # where there is no corpus there is nothing to keep others from
        desk = tracker.accounts
        link, made = "", None
        if end and not name:
            desk.end_everything()
        if name and add:
            made, link = desk.invite(name, shown, role or Role.READER)
        elif name:
            made, link = _changed(desk, name, role, shown, reset=reset, end=end)
            if remove:
                desk.remove(name)
        if made and link:
            base = tracker.settings.public_url.rstrip("/") or _HERE
            write_stdout(f"{say.invited.format(name=made.shown)}\n{base}/invitation/{link}\n")
        elif log:
            write_stdout(_log(desk, desk.account(name).id if name else "", limit, say))
        else:
            people = [one for one in desk.all() if not one.removed]
            write_stdout("".join(_line(one, say) for one in people) or f"{say.no_accounts}\n")
    return exitcodes.DONE


def _changed(desk: AccountDesk, name: str, role: str, shown: str, *, reset: bool, end: bool) -> tuple[Account, str]:
    """The account as it was, and a link where its password was reset."""
    found, link = desk.account(name), ""
    if role:
        desk.set_role(name, role)
    if shown:
        desk.rename(name, shown)
    if end:
        desk.end_sessions(found, "", desk.at_the_machine)
    if reset:
        found, link = desk.reset(name)
    return found, link


def _line(one: Account, say: AccountWords) -> str:
    marks = [say.roles[one.role], *([] if one.has_password else [say.no_password])]
    marks += [say.second_factor] if one.has_totp else []
    return f"{one.name}  {show_unseen(one.shown)}  {'  '.join(marks)}  {one.id}\n"


def _log(desk: AccountDesk, account: str, limit: int, say: AccountWords) -> str:
    _, found = desk.deeds(account=account, limit=limit)
    names = {one.id: say.former if one.removed else one.name for one in desk.all()}
    lines = [
        f"{moment_of(one.at)}  {say.kinds.get(one.kind, one.kind)}"
        f"  {names.get(one.account, '-')}  {one.client or '-'}"
        f"  {show_unseen(' '.join(str(names.get(value, value)) for value in one.what.values()))}\n"
        for one in found
    ]
    return "".join(lines) or f"{say.none}\n"


COMMANDS: Commands = (("account", account_command),)
