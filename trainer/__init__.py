"""The Case Trainer: learn to write a social-work service plan. `create_app` is the only place where the parts meet."""

# No `from __future__ import annotations` here: Python 3.6 must be able to read it, to be told that it is too old.
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from trainer.settings import Settings

__version__ = "0.1.0"

CAPABILITIES = (
    "accounts", "courses", "practice", "plans", "marking", "peers", "overview", "reports", "authoring", "notices",
)  # fmt: skip


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Wire the application. Nothing is migrated, imported or asked here; `python3 -m trainer demo` does that first."""
    # Inside the function: the two commands of `__main__` must run before anything is installed.
    from importlib import import_module

    from trainer.settings import Settings
    from trainer.web.application import bare_app

    app = bare_app(settings or Settings.from_env())
    for name in CAPABILITIES:
        app.register_blueprint(import_module(f"trainer.{name}.routes").blueprint)
    return app
