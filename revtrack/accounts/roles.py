"""Which role may do what: the one table from which pages, API and commands are checked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here for."""

    READER = "reader"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


ROLES = tuple(role.value for role in Role)


class Action(StrEnum):
    """What can be done, by what it needs.

    `LOOK`: read, compare, search, export, feeds, originals. `OWN`: one's own account. `FOLLOW`: one's own
    subscriptions. `CHANGE`: upload, confirm, join, edit, review, take back what one did, decide what waits in the
    inbox, give tasks. `OVERRULE`: take back what others did, withdraw. `ADMINISTER`: sources, whom to tell, settings,
    accounts, what was done, backup.
    """

    LOOK = "look"
    OWN = "own"
    FOLLOW = "follow"
    CHANGE = "change"
    OVERRULE = "overrule"
    ADMINISTER = "administer"


MAY: Mapping[Role, frozenset[Action]] = {
    Role.READER: frozenset((Action.LOOK, Action.OWN, Action.FOLLOW)),
    Role.ANALYST: frozenset((Action.LOOK, Action.OWN, Action.FOLLOW, Action.CHANGE)),
    Role.ADMINISTRATOR: frozenset(Action),
}
#: What each command is, for whoever the setting `account` says works at the command line.
COMMANDS: Mapping[str, Action] = {
    **dict.fromkeys(
        "compare split list show history text original blame diff search duties force article trace lineage related"
        " amendments promises indicators bodies measures siblings enforcement called line subscribe tasks demo jobs"
        " verify mcp manual completion".split(),
        Action.LOOK,
    ),
    **dict.fromkeys("add link unlink move edit derive undo assign".split(), Action.CHANGE),
    "withdraw": Action.OVERRULE,
    "token": Action.OWN,  # one's own; those of others take ADMINISTER
    **dict.fromkeys("init reindex backup restore release serve watch account doctor".split(), Action.ADMINISTER),
}


def may(role: str, action: Action) -> bool:
    """Whether a role may do something; one that is not known may nothing."""
    return role in ROLES and action in MAY[Role(role)]
