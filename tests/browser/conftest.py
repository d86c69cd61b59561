"""A real server process with demonstration data, and a real browser in front of it."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from trainer.cli.demonstration import PASSWORD

ROOT = Path(__file__).parents[2]


class Live:
    """The product as `trainer demo` starts it, on a free port; it can be killed and started again on the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        env = {**os.environ, "TRAINER_VAR": str(self.folder), "TRAINER_LIMITS": "no", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "trainer", "demo", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                # An answer, not only a connection: a killed server's socket may outlive it by a moment.
                with urllib.request.urlopen(f"{self.url}/sign-in", timeout=5) as answer:
                    answer.read()
                return
            except (OSError, http.client.HTTPException):
                assert self.process.poll() is None, "the server ended instead of starting"
                time.sleep(0.05)
        raise AssertionError("the server did not start within a minute")

    def kill(self) -> None:
        """Kill -9 the server with its workers, as a power cut would."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def live(stocked: Path, tmp_path: Path) -> Iterator[Live]:
    """A running product with demonstration data."""
    shutil.copy(stocked, tmp_path / "trainer.db")
    server = Live(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium is not installed here (Debian: apt install chromium); CI has it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield browser
        browser.close()


def sign_in(page: Page, url: str, email: str) -> None:
    """Sign in as a demonstration person."""
    page.goto(f"{url}/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/home")
