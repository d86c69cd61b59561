"""The web half of `trainer bench`: a real server process and real connections on loopback."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from trainer.cli.demonstration import PASSWORD

Answer = tuple[int, bytes, dict[str, str]]


class Visitor:
    """One browser on one kept connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, method: str, path: str, fields: dict[str, str] | str | None = None, **headers: str) -> Answer:
        """One request; cookies and the page's token are kept."""
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers["Accept-Encoding"] = "gzip"
        body = fields if isinstance(fields, str) else None
        if isinstance(fields, dict):
            body = urllib.parse.urlencode({"csrf_token": self.token, **fields})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # An idle connection that the server has closed meanwhile, as any browser meets it.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        data = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        found = re.search(rb'name="csrf-token" content="([^"]+)"', data)
        self.token = found.group(1).decode() if found else self.token
        return answer.status, data, dict(answer.headers)


def measure(seconds: float) -> dict[str, Any]:
    """Figures of the case page, the editor and the autosave with many clients, and of a cold editor page."""
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = {**os.environ, "TRAINER_VAR": folder, "TRAINER_LIMITS": "no"}
        command = [sys.executable, "-m", "trainer", "demo", "--port", str(port)]
        begun = time.perf_counter()
        server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
        try:
            _wait(port)
            figures: dict[str, Any] = {"first_start_s": round(time.perf_counter() - begun, 2)}
            figures |= _pages(port, seconds) | _saves(port, seconds) | _marking(port, seconds)
            return figures | _statements(Path(folder))
        finally:
            server.terminate()
            server.wait()


def _wait(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)


def _begun(port: int) -> tuple[Visitor, str]:
    visitor = Visitor(port)
    visitor.ask("GET", "/cases/samira")
    _status, _data, headers = visitor.ask("POST", "/begin", {})
    address = headers["Location"]
    visitor.ask("GET", address)
    visitor.ask("GET", address)
    return visitor, address


def _pages(port: int, seconds: float) -> dict[str, Any]:
    visitor, address = _begun(port)
    figures: dict[str, Any] = {}
    for name, path in (("case", "/cases/samira"), ("editor", address)):
        visitors = [_copy(visitor, port) for _ in range(8)]
        figures |= _load(name, [lambda v=v, path=path: v.ask("GET", path)[0] == 200 for v in visitors], seconds)  # type: ignore[misc]
    return figures | _cold(visitor, address)


def _copy(visitor: Visitor, port: int) -> Visitor:
    other = Visitor(port)
    other.cookies, other.token = dict(visitor.cookies), visitor.token
    return other


def _saves(port: int, seconds: float) -> dict[str, Any]:
    acts = []
    for _ in range(32):
        visitor, address = _begun(port)
        acts.append(_saver(visitor, address))
    return _load("autosave", acts, seconds)


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


def _load(name: str, acts: list[Callable[[], bool]], seconds: float) -> dict[str, Any]:
    times: list[list[float]] = [[] for _ in acts]
    failed = [0] * len(acts)
    until = time.perf_counter() + seconds

    def work(place: int) -> None:
        while time.perf_counter() < until:
            begun = time.perf_counter()
            failed[place] += not acts[place]()
            times[place].append(time.perf_counter() - begun)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = sorted(one for each in times for one in each)
    counts = [len(each) for each in times]
    return {
        f"{name}_clients": len(acts),
        f"{name}_per_second": round(len(every) / seconds, 1),
        f"{name}_p50_ms": round(every[len(every) // 2] * 1000, 1),
        f"{name}_p95_ms": round(every[int(len(every) * 0.95)] * 1000, 1),
        f"{name}_slowest_client_share": round(min(counts) / statistics.mean(counts), 2),
        f"{name}_failed": sum(failed),
    }


def _marking(port: int, seconds: float) -> dict[str, Any]:
    lecturer = Visitor(port)
    _sign_in(lecturer, "lecturer@example.org")
    course = _first_link(lecturer, "/courses", rb'href="(/courses/(?!new)[\w-]+)"')
    queue = _first_link(lecturer, course, rb'href="(/assignments/[\w-]+/queue)"')
    paper = _first_link(lecturer, queue, rb'href="(/marking/[\w-]+)"')
    markers = [_copy(lecturer, port) for _ in range(8)]
    opens = [lambda m=m: m.ask("GET", paper)[0] == 200 for m in markers]  # type: ignore[misc]
    figures = _load("marking_page", opens, seconds)
    return figures | _load("mark_saved", [_marker(lecturer, paper)], seconds)


def _sign_in(visitor: Visitor, email: str) -> None:
    visitor.ask("GET", "/sign-in")
    visitor.ask("POST", "/sign-in", {"email": email, "password": PASSWORD})
    visitor.ask("GET", "/home")


def _first_link(visitor: Visitor, path: str, pattern: bytes) -> str:
    found = re.search(pattern, visitor.ask("GET", path)[1])
    if found is None:
        raise LookupError(f"no link like {pattern.decode()} on {path}")
    return found.group(1).decode()


def _marker(marker: Visitor, paper: str) -> Callable[[], bool]:
    state = {"revision": 0, "turn": 0}

    def act() -> bool:
        state["turn"] += 1
        body = json.dumps({"base": state["revision"], "level": state["turn"] % 4, "comment": f"Words {state['turn']}"})
        headers = {"X-CSRFToken": marker.token, "Accept": "application/json", "Content-Type": "application/json"}
        status, data, _headers = marker.ask("PUT", f"{paper}/marks/time", body, **headers)
        state["revision"] = json.loads(data).get("revision", state["revision"])
        return status == 200

    return act


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
    from sqlalchemy import event

    from trainer import create_app
    from trainer.settings import Settings

    settings = Settings.from_env({"TRAINER_VAR": str(folder), "TRAINER_LIMITS": "no"})
    app = create_app(settings)
    client = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)
    form = {"email": "daniyar@example.org", "password": PASSWORD, "csrf_token": token.group(1) if token else ""}
    client.post("/sign-in", data=form)
    count = [0]
    database = app.extensions["trainer"].database
    for engine in (database.reader, database.writer):
        event.listen(engine, "before_cursor_execute", lambda *_: count.__setitem__(0, count[0] + 1))
    plan = client.post("/begin", data={"csrf_token": form["csrf_token"]}).headers["Location"]
    figures = {}
    for name, path in (("home", "/home"), ("case", "/cases/samira"), ("editor", plan), ("check", f"{plan}/check")):
        count[0] = 0
        client.get(path)
        figures[f"{name}_sql_statements"] = count[0]
    database.close()
    return figures
