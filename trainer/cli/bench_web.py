"""The web half of `trainer bench`: a real server process and real connections on loopback."""

from __future__ import annotations

import gzip
import re
import tempfile
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from trainer.cli.bench_load import Counted, Served, Visitor, load, marking, opening, serving
from trainer.settings import Settings


def measure(seconds: float) -> dict[str, Any]:
    """Figures of the case page, the editor and the autosave with many clients, and of a cold editor page."""
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder:
        begun = time.perf_counter()
        # Without an address of a database: what is measured is made in a file of its own.
        with serving("demo", {"TRAINER_VAR": folder, "TRAINER_DATABASE_URL": ""}) as server:
            figures: dict[str, Any] = {"first_start_s": round(time.perf_counter() - begun, 2)}
            figures |= _pages(server, seconds) | _saves(server, seconds) | _marking(server, seconds)
            return figures | _statements(Path(folder))


def _begun(port: int) -> tuple[Visitor, str]:
    visitor = Visitor(port)
    visitor.ask("GET", "/cases/samira")
    _status, _data, headers = visitor.ask("POST", "/begin", {})
    address = headers["Location"]
    visitor.ask("GET", address)
    visitor.ask("GET", address)
    return visitor, address


def _pages(server: Served, seconds: float) -> dict[str, Any]:
    visitor, address = _begun(server.port)
    figures: dict[str, Any] = {}
    for name, path in (("case", "/cases/samira"), ("editor", address)):
        visitors = [visitor.again() for _ in range(8)]
        figures |= load(name, [opening(each, path) for each in visitors], seconds, server.cpu)
    return figures | _cold(visitor, address)


def _saves(server: Served, seconds: float) -> dict[str, Any]:
    acts = []
    for _ in range(32):
        visitor, address = _begun(server.port)
        acts.append(_saver(visitor, address))
    return load("autosave", acts, seconds, server.cpu)


def _saver(visitor: Visitor, address: str) -> Callable[[], bool]:
    page = visitor.ask("GET", address)[1].decode()
    goal = re.search(r'name="goal" value="(\w+)"', page)
    base = re.search(r'name="base" value="(\d+)"', page)
    state = {"revision": int(base.group(1)) if base else 0, "turn": 0}
    row = goal.group(1) if goal else "g1"

    def act() -> bool:
        state["turn"] += 1
        fields = {"base": str(state["revision"]), "goal": row, f"{row}.goal": f"Text number {state['turn']} " * 20}
        status, data, _headers = visitor.ask(
            "PUT", f"{address}/draft", fields, **{"X-CSRFToken": visitor.token, "Accept": "application/json"}
        )
        found = re.search(rb'"revision":\s*(\d+)', data)
        state["revision"] = int(found.group(1)) if found else state["revision"]
        return status == 200

    return act


def _marking(server: Served, seconds: float) -> dict[str, Any]:
    lecturer = Visitor(server.port).sign_in("lecturer@example.org")
    course = lecturer.links("/courses", rb'href="(/courses/(?!new)[\w-]+)"')[0]
    queue = lecturer.links(course, rb'href="(/assignments/[\w-]+/queue)"')[0]
    paper = lecturer.links(queue, rb'href="(/marking/[\w-]+)')[0]
    opens = [opening(lecturer.again(), paper) for _ in range(8)]
    figures = load("marking_page", opens, seconds, server.cpu)
    return figures | load("mark_saved", [marking(lecturer, paper)], seconds, server.cpu)


def _cold(visitor: Visitor, address: str) -> dict[str, Any]:
    """What an empty browser fetches for the editor: the page, its sheets, its scripts with theirs, and its fonts."""
    _status, page, headers = visitor.ask("GET", address)
    sizes = [len(page)]
    text = _unpacked(page, headers)
    waiting = sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js))"', text)))
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        _status, data, headers = visitor.ask("GET", path)
        sizes.append(len(data))
        source = _unpacked(data, headers)
        needed = {urllib.parse.urljoin(path, each) for each in [*_imports(source), *_fonts(source, text)]} - seen
        seen |= needed
        waiting += needed
    return {"editor_cold_requests": len(sizes), "editor_cold_kb": round(sum(sizes) / 1024, 1)}


def _unpacked(data: bytes, headers: dict[str, str]) -> str:
    return (gzip.decompress(data) if headers.get("Content-Encoding") == "gzip" else data).decode("utf-8", "replace")


def _imports(source: str) -> list[str]:
    return re.findall(r'^import [^"]*"(\./[^"]+)"', source, re.MULTILINE)


def _fonts(source: str, page: str) -> list[str]:
    """The font files of a sheet that have letters of this page."""
    letters = {ord(sign) for sign in page}
    found = []
    for face in re.findall(r"@font-face\s*\{[^}]*\}", source):
        address = re.search(r"url\(([^)]+)\)", face)
        spans = [span.split("-") for span in re.findall(r"U\+([0-9A-F-]+)", face)]
        if address and any(int(span[0], 16) <= one <= int(span[-1], 16) for span in spans for one in letters):
            found.append(address.group(1))
    return found


def _statements(folder: Path) -> dict[str, Any]:
    settings = Settings.from_env({"TRAINER_VAR": str(folder), "TRAINER_LIMITS": "no"})
    counted = Counted(settings).sign_in("daniyar@example.org")
    plan = counted.post("/begin").headers["Location"]
    pages = {"home": "/home", "case": "/cases/samira", "editor": plan, "check": f"{plan}/check"}
    figures = {f"{name}_sql_statements": counted.statements(path) for name, path in pages.items()}
    counted.close()
    return figures
