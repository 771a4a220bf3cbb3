"""The command of tokens: what programs use the API with."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.accounts.model import moment_of
from revtrack.accounts.roles import Action
from revtrack.accounts.tokens import DAYS, SCOPES, Scope
from revtrack.cli.asking import asking
from revtrack.cli.options import Commands, Language, language_of, one_of
from revtrack.cli.output import write_stdout
from revtrack.errors import InvalidInput
from revtrack.export.unseen import show_unseen
from revtrack.words.help import of_argument
from revtrack.words.tokens import TokenWords, token_words

if TYPE_CHECKING:
    from revtrack.accounts.tokens import Token
    from revtrack.service import Tracker


def token_command(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help=of_argument("token-name"))] = "",
    make: Annotated[str, typer.Option("--make", metavar="PURPOSE", help=of_argument("token-make"))] = "",
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help=of_argument("token-scope"), **one_of(SCOPES))
    ] = None,
    days: Annotated[int, typer.Option("--days", help=of_argument("token-days"))] = DAYS,
    revoke: Annotated[str, typer.Option("--revoke", metavar="KEY", help=of_argument("token-revoke"))] = "",
    lang: Language = None,
) -> int:
    """List somebody's tokens; make one, or revoke one."""
    say = token_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        tracker.library.open()
        desk = tracker.accounts
        whose, by = _whose(tracker, name)
        if revoke:
            desk.tokens.revoke(whose, revoke, by, desk.at_the_machine)
            write_stdout(f"{say.token_revoked} {revoke}\n")
        elif make:
            made, text = desk.tokens.make(whose, make, scope or (Scope.READ,), by, desk.at_the_machine, days=days)
            write_stdout(f"{say.token_made.format(name=show_unseen(made.name))}\n{text}\n")
        else:
            found = desk.tokens.all(whose)
            write_stdout("".join(_line(one, say) for one in found) or f"{say.no_tokens}\n")
    return exitcodes.DONE


def _whose(tracker: Tracker, name: str) -> tuple[str, str]:
    """(whose tokens are meant, the id of whoever asks, "" for whoever looks after the machine)."""
    desk, own = tracker.accounts, tracker.settings.account
    if not own:
        return name, ""
    asks = desk.account(own)
    if name and desk.account(name).id != asks.id and not asks.may(Action.ADMINISTER):
        raise InvalidInput("account-may-not", facts={"name": own})
    return name or own, asks.id


def _line(one: Token, say: TokenWords) -> str:
    ends = say.token_over if one.is_over(time.time()) else f"{say.token_until} {moment_of(one.until)}"
    used = f"{say.token_used} {moment_of(one.used_at)}" if one.used_at else say.token_unused
    scopes = ", ".join(say.scopes[scope] for scope in one.scopes)
    return f"{one.key}  {show_unseen(one.name)}  {scopes}  {ends}  {used}\n"


COMMANDS: Commands = (("token", token_command),)
