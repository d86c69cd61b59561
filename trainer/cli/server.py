"""Gunicorn as a part of ours: the application is given, not looked up by name."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication


class Server(BaseApplication):  # type: ignore[misc]
    """Serve one application with the settings given."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.application = app
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
        return self.application
