"""Headers that every answer carries: what a page may load, who may frame it, and that nobody stores it."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_login import current_user

POLICY = "; ".join((
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))


def protect(app: Flask) -> None:
    """Add the headers to every answer of the application."""

    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        # What says itself how long it lasts: our own files, and pictures of cases.
        if request.endpoint == "static" or response.headers.get("Cache-Control", "").startswith("private, "):
            return response
        if current_user.is_authenticated or response.headers.get("Set-Cookie"):
            response.headers["Cache-Control"] = "no-store"
        return response
