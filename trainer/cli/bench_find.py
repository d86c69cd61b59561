"""The finding half of `trainer bench web`: the page of cases on a made bank, on each database that is at hand."""

from __future__ import annotations

import sys
import time
import urllib.parse
from typing import Any

import click

from trainer.cli.bench_bank import AT_ONCE, make_bank
from trainer.cli.bench_desk import DATABASES
from trainer.cli.bench_load import Counted, Visitor, load, opening, serving
from trainer.cli.serve import stock
from trainer.db import Database
from trainer.db.migrate import upgrade
from trainer.settings import Settings

CLIENTS = 8
# Seldom words and frequent ones, one and several, in a form that is rarely the one of the text.
WORDS = {
    "en": ("outbuildings", "children", "wheelchairs", "mother's houses", "dementia", "debt letters"),
    "ru": ("времянку", "детьми", "коляскою", "матери домов", "пенсию", "ребенка письмо"),
    "uk": ("пандусу", "дітьми", "здоровям", "матері будинків", "пенсію", "школою листи"),
    "kk": ("мешіттен", "балаларға", "комек", "анасынын уйи", "зейнетақыдан", "мектепте хаттар"),
}


def measure(seconds: float, *, cases: int, only: str | None = None) -> dict[str, Any]:
    """Figures of a made bank on SQLite and PostgreSQL; a database that is not at hand has none."""
    figures: dict[str, Any] = {}
    for name, place in DATABASES:
        if only in (None, name):
            with place() as env:
                found = _measure(env, seconds, cases) if env else {"missing": True}
            figures |= {f"find_{name}_{key}": value for key, value in found.items()}
    return figures


def _measure(env: dict[str, str], seconds: float, cases: int) -> dict[str, Any]:
    settings = Settings.from_env({**env, "TRAINER_LIMITS": "no"})
    begun = time.perf_counter()
    _make(settings, cases)
    figures: dict[str, Any] = {"cases": cases, "made_s": round(time.perf_counter() - begun, 1)}
    with serving("serve", env) as server:
        for name, paths in _paths().items():
            visitor = Visitor(server.port)
            visitor.cookies["language"] = name if name in WORDS else "en"
            acts = [opening(visitor.again(), *paths) for _ in range(CLIENTS)]
            for _ in paths:
                acts[0]()  # each address once: the first time reads the catalogue, which is then kept
            alone = load("", acts[:1], seconds, server.cpu)
            figures |= {f"{name}{key}": alone.get(key) for key in ("_p50_ms", "_p95_ms", "_cpu_ms", "_failed")}
            figures[f"{name}_per_second"] = load("", acts, seconds)["_per_second"]
    return figures | _statements(settings)


def _make(settings: Settings, cases: int) -> None:
    database = Database(settings.database_url)
    upgrade(database)
    stock(database, settings)
    made = make_bank(database, cases=cases)
    with click.progressbar(made, length=-(-cases // AT_ONCE), label=f"Making {cases} cases", file=sys.stderr) as steps:
        for _ in steps:
            pass
    if not database.on_sqlite:
        # What PostgreSQL does by itself within a minute of such a load.
        with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    database.close()


def _paths() -> dict[str, list[str]]:
    """The addresses that are opened in turn: all cases, kinds alone, and words in each language, some with a kind."""
    kinds = ["/cases?client=older", "/cases?model=broker&level=2&country=UA", "/cases?language=kk&time=90&page=3"]
    paths = {"all": ["/cases", "/cases?page=2"], "kinds": kinds, "case": ["/cases/samira"]}
    for language, asked in WORDS.items():
        words = [urllib.parse.quote(each) for each in asked]
        paths[language] = [f"/cases?q={each}" for each in words] + [f"/cases?q={words[1]}&level=2&model=strengths"]
    return paths


def _statements(settings: Settings) -> dict[str, int]:
    counted = Counted(settings)
    figures = {}
    for name, paths in _paths().items():
        counted.client.set_cookie("language", name if name in WORDS else "en")
        counted.statements(paths[0])
        figures[f"{name}_sql_statements"] = max(counted.statements(path) for path in paths)
    counted.close()
    return figures
