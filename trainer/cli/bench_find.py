"""The finding half of `trainer bench web`: the page of cases on a made bank, on each database that is at hand."""

from __future__ import annotations

import random
import statistics
import sys
import time
import urllib.parse
from typing import Any

import click
from sqlalchemy import select

from trainer.checker.reading.asked_words import words_asked
from trainer.checker.values import Language
from trainer.cli.bench_bank import AT_ONCE, make_bank
from trainer.cli.bench_desk import DATABASES
from trainer.cli.bench_load import Counted, Served, Visitor, load, opening, serving
from trainer.cli.serve import stock
from trainer.db import Database
from trainer.db.migrate import upgrade
from trainer.models import CaseText
from trainer.settings import Settings

CLIENTS = 8
# Of each language: words as they stand in the cases, so frequent ones as often as a reader meets them.
WORDS_ASKED = 120
_KINDS = ("/cases?client=older", "/cases?model=broker&level=2&country=UA", "/cases?language=kk&time=90&page=3")


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
    asked = _words(settings)
    with serving("serve", env) as server:
        for name, paths in {"all": ["/cases", "/cases?page=2"], "kinds": [*_KINDS], "case": ["/cases/samira"]}.items():
            figures |= _opened(server, name, "en", paths, seconds)
        for language, words in asked.items():
            figures |= _sought(server, language, [f"/cases?q={urllib.parse.quote(each)}" for each in words], seconds)
    return figures | _statements(settings, asked)


def _opened(server: Served, name: str, language: str, paths: list[str], seconds: float) -> dict[str, Any]:
    """Pages that were opened before, by one client and by eight at once."""
    acts = [opening(_reader(server, language), *paths) for _ in range(CLIENTS)]
    for _ in paths:
        acts[0]()
    alone = load("", acts[:1], seconds, server.cpu)
    figures = {f"{name}{key}": alone.get(key) for key in ("_p50_ms", "_p95_ms", "_cpu_ms", "_failed")}
    return figures | {f"{name}_per_second": load("", acts, seconds)["_per_second"]}


def _sought(server: Served, language: str, paths: list[str], seconds: float) -> dict[str, Any]:
    """Words that nobody has asked for yet, each once; then the same again, as when one turns pages or narrows down."""
    reader = _reader(server, language)
    reader.ask("GET", "/cases")  # reads the catalogue, which is then kept
    times = []
    for path in paths:
        begun = time.perf_counter()
        reader.ask("GET", path)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    figures = {f"{language}_new_p50_ms": round(statistics.median(times), 1)}
    figures[f"{language}_new_p95_ms"] = round(times[int(len(times) * 0.95)], 1)
    return figures | _opened(server, f"{language}_again", language, paths, seconds)


def _reader(server: Served, language: str) -> Visitor:
    visitor = Visitor(server.port)
    visitor.cookies["language"] = language
    return visitor


def _words(settings: Settings) -> dict[str, list[str]]:
    """In each language words out of the cases, every fourth time two of one sentence."""
    chance = random.Random(20260901)  # noqa: S311 - the same words each time, not a secret
    database = Database(settings.database_url)
    asked = {}
    with database.read() as db:
        for language in Language:
            rows = select(CaseText.sentences).where(CaseText.language == language).order_by(CaseText.case_version_id)
            texts = list(db.scalars(rows.limit(2000)))
            asked[language.value] = [_asked(chance.choice(texts), n % 4 == 0, language, chance)
                                     for n in range(WORDS_ASKED)]  # fmt: skip
    database.close()
    return asked


def _asked(text: list[list[str]], two: bool, language: Language, chance: random.Random) -> str:
    sentences = [words for _, words in text if len(words_asked(words, language)) > 1]
    return " ".join(chance.sample(words_asked(chance.choice(sentences), language), 1 + two))


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


def _statements(settings: Settings, asked: dict[str, list[str]]) -> dict[str, int]:
    counted = Counted(settings)
    counted.statements("/cases")
    figures = {"all_sql_statements": counted.statements("/cases")}
    figures["kinds_sql_statements"] = max(counted.statements(path) for path in _KINDS)
    for language, words in asked.items():
        counted.client.set_cookie("language", language)
        paths = [f"/cases?q={urllib.parse.quote(each)}" for each in words]
        figures[f"{language}_new_sql_statements"] = max(counted.statements(path) for path in paths)
        figures[f"{language}_again_sql_statements"] = max(counted.statements(path) for path in paths)
    counted.close()
    return figures
