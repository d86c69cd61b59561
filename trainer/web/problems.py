"""Errors as pages: what went wrong, where, and how to mend it; the same for a page, a fragment and JSON."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from trainer.errors import Invalid, NotFound, SignedOut, TooOften, TrainerError
from trainer.web.forms import is_secret
from trainer.web.limits import in_words
from trainer.web.parts import close_reading
from trainer.web.words import _

log = logging.getLogger("trainer")

KEYS = {
    403: "errors.not_allowed",
    404: "errors.not_found",
    405: "errors.not_found",
    409: "errors.conflict",
    413: "errors.too_large",
    429: "errors.too_often",
}

# Fields that a page fills in or that are chosen from a list: sent again, but not shown as words of the writer.
NOT_TYPED = {
    "act", "administer", "after_due", "attempts", "base", "carried", "case", "case-part", "deferred.row", "design",
    "do", "goal", "key", "kind", "language", "next", "paper", "person", "review.row", "right", "role", "rounding",
    "rubric", "seen", "show_findings", "show_suggestion", "take", "teach", "timezone",
}  # fmt: skip
# The refusals after which typed words stand on no other page.
GIVEN_BACK = (Invalid.status, NotFound.status)
# Of a form with secrets only these are given back: a field with an unlucky name must not show one.
HARMLESS = {"email", "name", "next"}


def handle_errors(app: Flask) -> None:
    """Give every error its sentence."""
    app.register_error_handler(TrainerError, _known_error)
    app.register_error_handler(TooOften, _too_often)
    app.register_error_handler(SignedOut, _signed_out)
    app.register_error_handler(CSRFError, _expired_token)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """True for a request made by a script of ours."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def answer(status: int, title: str, sentence: str) -> Any:
    """One error, as JSON for scripts and as a page for people."""
    if wants_json():
        return jsonify(error=sentence), status
    template = "errors/500.html" if status >= 500 else "errors/error.html"
    return render_template(template, title=title, sentence=sentence, back=_came_from()), status


def _known_error(error: TrainerError) -> Any:
    # What was typed stands on no other page when it could not be kept: it is given back with the reason.
    # Also to who was taken out of a course meanwhile: the page that they wrote on is theirs no longer.
    if error.status in GIVEN_BACK and not wants_json() and _typed_words():
        return _given_back(_title_of(error), _(error.key, **error.values)), error.status
    return answer(error.status, _title_of(error), _(error.key, **error.values))


def _title_of(error: TrainerError) -> str:
    own = f"{error.key}_title"
    found = _(own)
    return found if found != own else _(error.kind_title)


def _came_from() -> str:
    """The page whose form was refused, so that one way leads back to it; nothing after a mere look at an address."""
    came = urlsplit(request.referrer or "")
    return came.path if request.method != "GET" and came.netloc == request.host else ""


def _too_often(error: TooOften) -> Any:
    page, status = answer(error.status, _title_of(error), in_words(error.wait))
    return page, status, {"Retry-After": str(error.wait)}


def _http_error(error: HTTPException) -> Any:
    if error.code is not None and error.code < 400:
        return error
    status = 404 if error.code == 405 and request.method == "GET" else (error.code or 500)
    key = KEYS.get(status, "errors.invalid" if status < 500 else "errors.unexpected")
    return answer(status, _(f"{key}_title"), _(key))


def _expired_token(_error: CSRFError) -> Any:
    if wants_json():
        return jsonify(error=_("errors.token"), token_expired=True), 400
    return _send_again("errors.token"), 400


def _signed_out(error: SignedOut) -> Any:
    if wants_json() or not (request.form or request.files):
        return _known_error(error)
    return _send_again(error.key), error.status


def _send_again(key: str) -> str:
    """The page that gives back what was typed, to be sent with a fresh token."""
    return _given_back(_(f"{key}_title"), _("errors.secrets_again" if _had_secrets() else key))


def _given_back(title: str, sentence: str) -> str:
    """What was typed, to be mended and sent again. Secrets are never written into a page."""
    kept, typed = _kept(), _typed_words()
    return render_template(
        "errors/send_again.html",
        title=title,
        sentence=sentence,
        typed=typed,
        others=[pair for pair in kept if pair not in typed],
        had_secrets=_had_secrets(),
        had_file=any(file.filename for file in request.files.values()),
        action=request.full_path.rstrip("?"),
    )


def _had_secrets() -> bool:
    return any(is_secret(name) for name in request.form)


def _kept() -> list[tuple[str, str]]:
    """The fields that may be written into a page again."""
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return [pair for pair in sent if pair[0] in HARMLESS] if _had_secrets() else sent


def _typed_words() -> list[tuple[str, str]]:
    """Those of them that somebody has typed."""
    return [(name, value) for name, value in _kept() if value.strip() and not _fills_itself(name)]


def _fills_itself(name: str) -> bool:
    return name in NOT_TYPED or name.endswith(".step")


def _unexpected(error: Exception) -> Any:
    close_reading()
    log.exception("unexpected error at %s", request.path)
    return answer(500, _("errors.unexpected_title"), _("errors.unexpected"))
