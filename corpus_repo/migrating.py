"""Bringing the schema of a database forward with Alembic, one database at a time in a process."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Alembic keeps what it is working on in its module `context`, one for the whole process: two threads that bring two
# databases forward at once (the catalog and the watch state of a server that starts) take it from one another.
_ONE_AT_A_TIME = threading.Lock()


def upgrade(connection: Connection, migrations: Path) -> None:
    """Bring the database behind a connection to the newest of the migrations in a folder, inside its transaction.

    Raises Alembic's `CommandError` when the database is at a migration that the folder does not hold.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")
