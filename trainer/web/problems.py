"""Errors as pages: what went wrong, where, and how to mend it; the same for a page, a fragment and JSON."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from trainer.errors import TooLarge, TrainerError
from trainer.web.parts import close_reading
from trainer.web.words import _

log = logging.getLogger("trainer")

KEYS = {
    400: "errors.invalid",
    403: "errors.not_allowed",
    404: "errors.not_found",
    405: "errors.not_found",
    409: "errors.conflict",
    413: "errors.too_large",
    429: "errors.too_often",
}


def handle_errors(app: Flask) -> None:
    """Give every error its sentence."""
    app.register_error_handler(TrainerError, lambda error: answer(error.status, _(error.key, **error.values)))
    app.register_error_handler(CSRFError, _expired_token)
    app.register_error_handler(RequestEntityTooLarge, lambda error: answer(413, _(TooLarge.default_key)))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """True for a request made by a script of ours."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def answer(status: int, sentence: str) -> Any:
    """One error, as JSON for scripts and as a page for people."""
    if wants_json():
        return jsonify(error=sentence), status
    template = f"errors/{status}.html" if status in (403, 404, 409, 413, 429, 500) else "errors/400.html"
    return render_template(template, sentence=sentence, status=status), status


def _http_error(error: HTTPException) -> Any:
    if error.code is not None and error.code < 400:
        return error
    status = 404 if error.code == 405 and request.method == "GET" else (error.code or 500)
    return answer(status, _(KEYS.get(status, "errors.unexpected")))


def _expired_token(error: CSRFError) -> Any:
    # The text must not be lost: the page gives it back to send again with a fresh token.
    if wants_json():
        return jsonify(error=_("errors.token"), token_expired=True), 400
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    ]
    return render_template("errors/csrf.html", sentence=_("errors.token"), typed=typed, action=request.full_path), 400


def _unexpected(error: Exception) -> Any:
    close_reading()
    log.exception("unexpected error at %s", request.path)
    return answer(500, _("errors.unexpected"))
