"""The Flask application without its pages: settings, sessions, tokens, words, headers and errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from flask.templating import Environment
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from trainer.bank.places import casebank_root, static_root, templates_root
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.engine import Checker
from trainer.db import Database
from trainer.settings import Settings
from trainer.web import words
from trainer.web.compression import compress_static
from trainer.web.parts import Parts, close_reading
from trainer.web.problems import handle_errors
from trainer.web.security import protect
from trainer.web.small_numbers import SmallNumber
from trainer.web.viewer import login_manager

csrf = CSRFProtect()


class Templates(Environment):
    """Jinja's environment, with one set of globals for every template: nobody here gives a template its own."""

    def make_globals(self, own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's globals themselves. Jinja's chained copy made each import a search through both."""
        return super().make_globals(own) if own else self.globals


class Application(Flask):
    """Flask with our templates."""

    jinja_environment = Templates


def bare_app(settings: Settings) -> Flask:
    """The application before any capability is registered."""
    app = Application("trainer", template_folder=str(templates_root()), static_folder=str(static_root()))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.max_body,
        MAX_FORM_MEMORY_SIZE=settings.max_body,
        # The token lives as long as the session: an hour's limit would lose the submit of a slow writer.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=dt.timedelta(days=60),
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.url_map.converters["int"] = SmallNumber
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    vocabulary = casebank_root() / "vocabulary"
    checker = _checker(vocabulary, max(file.stat().st_mtime_ns for file in vocabulary.iterdir()))
    app.extensions["trainer"] = Parts(settings=settings, database=Database(settings.database_url), checker=checker)
    # First of all, because the page for an old token speaks the reader's language too.
    app.before_request(choose_language)
    for extension in (csrf, login_manager):
        extension.init_app(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    app.teardown_request(close_reading)
    app.teardown_request(lambda _error: words.speak(words.DEFAULT))
    protect(app)
    compress_static(app)
    handle_errors(app)
    _give_words(app)
    return app


@lru_cache(maxsize=2)
def _checker(vocabulary: Path, changed_at: int) -> Checker:
    """Applications of one process share a checker, which compiles its words once; a changed file makes a new one."""
    return Checker(load_vocabularies(vocabulary))


def choose_language() -> None:
    """The reader's language: what they chose in this browser, else their own, else what the browser asks for."""
    if request.endpoint == "static":
        return
    chosen = request.cookies.get("language", "")
    if chosen not in words.LANGUAGES and current_user.is_authenticated:
        chosen = current_user.language
    if chosen not in words.LANGUAGES:
        chosen = request.accept_languages.best_match(list(words.LANGUAGES), words.DEFAULT)
    words.speak(chosen)


def _give_words(app: Flask) -> None:
    days = ("day", "short_day", "short_months", "moment", "clock")
    given = ("_", "ngettext", *days, "number", "and_list", "quoted", "lang_of", "lang_back")
    app.jinja_env.globals.update({name: getattr(words, name) for name in given})

    # A door is shown when the room behind it exists: an installation may leave a capability out.
    app.jinja_env.globals["has_page"] = lambda endpoint: endpoint in app.view_functions

    @app.context_processor
    def _context() -> dict[str, Any]:
        return {
            "language": words.language(),
            "languages": words.LANGUAGES,
            "institution": g.get("institution") or {"name": "", "support_url": ""},
        }
