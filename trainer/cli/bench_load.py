"""What the benches share: a real server process, visitors on real connections, and the counting of SQL statements."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from trainer.cli.demonstration import PASSWORD
from trainer.settings import Settings

Answer = tuple[int, bytes, dict[str, str]]


class Served(NamedTuple):
    """A server of the product: the port on this machine, and the process that was started."""

    port: int
    pid: int

    def cpu(self) -> float | None:
        """CPU seconds that the process and its workers have used; None where /proc is not at hand."""
        try:
            found = {int(path.name): _times(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
        except (OSError, ValueError, IndexError):
            return None
        used = [ticks for pid, (parent, ticks) in found.items() if self.pid in (pid, parent)]
        return sum(used) / os.sysconf("SC_CLK_TCK") if used else None


def _times(process: Path) -> tuple[int, int]:
    """The parent of a process and its CPU time in ticks; nobody's and none for one that has just ended."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0
    return int(fields[1]), int(fields[11]) + int(fields[12])


@contextmanager
def serving(command: str, env: dict[str, str]) -> Iterator[Served]:
    """Run `trainer COMMAND` on a free port of this machine until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "trainer", command, "--port", str(port)]
    env = {**os.environ, "TRAINER_LIMITS": "no", **env}
    server = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait(port, server)
        yield Served(port, server.pid)
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server ended with {server.returncode} before it answered")


class Visitor:
    """One browser on one kept connection."""

    def __init__(self, port: int) -> None:
        self.port = port
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

    def again(self) -> Visitor:
        """The same person on another connection."""
        other = Visitor(self.port)
        other.cookies, other.token = dict(self.cookies), self.token
        return other

    def sign_in(self, email: str) -> Visitor:
        """Sign in with the password of the demonstration."""
        self.ask("GET", "/sign-in")
        self.ask("POST", "/sign-in", {"email": email, "password": PASSWORD})
        if self.ask("GET", "/home")[0] != 200:
            raise LookupError(f"{email} could not sign in")
        return self

    def links(self, path: str, pattern: bytes) -> list[str]:
        """What the links of a page match, each once, in their order; LookupError when there is none."""
        found = [each.decode() for each in dict.fromkeys(re.findall(pattern, self.ask("GET", path)[1]))]
        if not found:
            raise LookupError(f"no link like {pattern.decode()} on {path}")
        return found


def opening(visitor: Visitor, *paths: str) -> Callable[[], bool]:
    """An act for `load`: open these pages in turn."""
    turn = itertools.cycle(paths)
    return lambda: visitor.ask("GET", next(turn))[0] == 200


def marking(visitor: Visitor, paper: str) -> Callable[[], bool]:
    """An act for `load`: save one mark of a plan, each time another level and other words."""
    state = {"revision": 0, "turn": 0}

    def act() -> bool:
        state["turn"] += 1
        body = json.dumps({"base": state["revision"], "level": state["turn"] % 4, "comment": f"Words {state['turn']}"})
        headers = {"X-CSRFToken": visitor.token, "Accept": "application/json", "Content-Type": "application/json"}
        status, data, _headers = visitor.ask("PUT", f"{paper}/marks/time", body, **headers)
        state["revision"] = json.loads(data).get("revision", state["revision"])
        return status == 200

    act()  # saved or not, the answer says on which revision the next save stands
    return act


def load(
    name: str, acts: list[Callable[[], bool]], seconds: float, cpu: Callable[[], float | None] = lambda: None
) -> dict[str, Any]:
    """Repeat each act in a thread of its own; how many were done a second, how long they took, how many failed.

    `cpu` tells the CPU seconds of the server: unlike the times, they hardly change when others use the machine.
    """
    times: list[list[float]] = [[] for _ in acts]
    failed = [0] * len(acts)
    before = cpu()
    begun = time.perf_counter()

    def work(place: int) -> None:
        while not times[place] or time.perf_counter() < begun + seconds:
            asked = time.perf_counter()
            failed[place] += not acts[place]()
            times[place].append(time.perf_counter() - asked)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, after = time.perf_counter() - begun, cpu()
    every = sorted(one for each in times for one in each)
    counts = [len(each) for each in times]
    used = {} if before is None or after is None else {f"{name}_cpu_ms": round((after - before) * 1000 / len(every), 1)}
    return {
        f"{name}_clients": len(acts),
        f"{name}_per_second": round(len(every) / took, 1),
        f"{name}_p50_ms": round(every[len(every) // 2] * 1000, 1),
        f"{name}_p95_ms": round(every[int(len(every) * 0.95)] * 1000, 1),
        f"{name}_slowest_client_share": round(min(counts) / statistics.mean(counts), 2),
        f"{name}_failed": sum(failed),
    } | used


class Counted:
    """The application inside this process, with its SQL statements counted; nobody is signed in yet."""

    def __init__(self, settings: Settings) -> None:
        from sqlalchemy import event

        from trainer import create_app

        app = create_app(settings)
        self.client = app.test_client()
        self.database = app.extensions["trainer"].database
        self.token = ""
        self.count = 0
        for engine in {self.database.reader, self.database.writer}:
            event.listen(engine, "before_cursor_execute", self._one_more)

    def sign_in(self, email: str) -> Counted:
        """Become this person, with the password of the demonstration."""
        self.client.delete_cookie("session")
        page = self.client.get("/sign-in").get_data(as_text=True)
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        self.token = token.group(1) if token else ""
        if self.post("/sign-in", email=email, password=PASSWORD).status_code != 302:
            raise LookupError(f"{email} could not sign in")
        return self

    def _one_more(self, *_: Any) -> None:
        self.count += 1

    def post(self, path: str, **fields: str) -> Any:
        """Send a form."""
        return self.client.post(path, data={"csrf_token": self.token, **fields})

    def statements(self, path: str) -> int:
        """How many statements a page needs."""
        return self._counted(path)[0]

    def of_a_save(self, path: str) -> int:
        """How many statements the saving of a mark needs, when it stands on what was saved before."""
        _count, before = self._counted(path, "PUT", json={"base": 0, "level": 1, "comment": "Words"})
        count, after = self._counted(path, "PUT", json={"base": before["revision"], "level": 2, "comment": "Words"})
        if after["revision"] != before["revision"] + 1:
            raise LookupError(f"{path} was not saved: {after}")
        return count

    def _counted(self, path: str, method: str = "GET", **sent: Any) -> tuple[int, Any]:
        self.count = 0
        headers = {"X-CSRFToken": self.token, "Accept": "application/json" if sent else "text/html"}
        answer = self.client.open(path, method=method, headers=headers, **sent)
        if answer.status_code != 200 and not sent:
            raise LookupError(f"{path} answered {answer.status}")
        return self.count, answer.get_json(silent=True)

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()
