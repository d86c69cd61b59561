"""A PostgreSQL of our own for as long as a measurement or a test lasts: a server from the machine's programs, or a
database beside the others of a server that is at hand."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder with the newest PostgreSQL of this machine, as Debian lays them; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def temporary_server(programs: Path, *, options: str = "") -> Iterator[str]:
    """Run a server in a temporary folder, not as root, and give its address. `options` are PostgreSQL's own."""
    folder = Path(tempfile.mkdtemp(prefix="trainer-pg-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"

    def run(program: str, *words: str) -> None:
        command = [*as_user, str(programs / program), "-D", str(data), *words]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    try:
        run("initdb", "-A", "trust", "-U", "postgres", "--no-sync")
        where = f"-c listen_addresses='' -c unix_socket_directories={folder} {options}"
        run("pg_ctl", "-o", where, "-w", "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_database(url: str, *, like: str = "") -> Iterator[str]:
    """Make a database on a server, empty or `like` another of its databases that nobody is using, and drop it
    afterwards; what else lies on the server is not touched. Both are addresses."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url

    name = f"trainer_bench_{secrets.token_hex(4)}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        template = f" TEMPLATE {make_url(like).database}" if like else ""
        connection.execute(text(f"CREATE DATABASE {name}{template}"))
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()
