"""Gunicorn as a part of ours: the application is given, not looked up by name."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication


class Server(BaseApplication):  # type: ignore[misc]
    """Serve one application with the settings given."""

    def __init__(self, app: Flask, options: dict[str, Any], *, beside: Callable[[Flask], None]) -> None:
        self.application = app
        # What each process does besides answering; threads begun before it was forked would not live in it.
        self.beside = beside
        self.options = {
            "worker_class": "gthread",
            "loglevel": "warning",
            "control_socket_disable": True,
            "graceful_timeout": 10,
            **options,
        }
        if os.path.isdir("/dev/shm"):  # noqa: S108 - a RAM disk for heartbeats, no data of ours
            self.options["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self.options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application; each worker opens its own connections."""
        self.application.extensions["trainer"].database.reader.dispose(close=False)
        self.application.extensions["trainer"].database.writer.dispose(close=False)
        # What the start has made stays for good: the collector need not look through it again. A page makes some
        # thousand short-lived values, and a search after every seven hundred took a tenth of its time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        stay_on_one_core()
        self.beside(self.application)
        return self.application


def stay_on_one_core() -> None:
    """Keep the threads of this process on one core, workers side by side on several, where the system lets us.

    One thread of a Python process runs at a time. Handed from core to core the turn costs a third of a page: measured
    on two cores with eight readers, 223 editor pages a second become 288.
    """
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[os.getpid() % len(cores)]})
