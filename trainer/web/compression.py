"""Styles and scripts travel compressed; pages do not.

A page holds both a token and somebody's words, and must not betray the one by its length beside the other.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.utils import safe_join

TEXTS = {"text/css", "text/javascript", "application/javascript", "image/svg+xml", "text/plain"}


@lru_cache(maxsize=128)
def _compressed(path: str, _changed: int) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 9, mtime=0)


def compress_static(app: Flask) -> None:
    """Send static texts as gzip to browsers that take it; compressed once for each version of a file."""

    @app.after_request
    def _compress(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code != 200 or response.mimetype not in TEXTS:
            return response
        response.vary.add("Accept-Encoding")
        path = safe_join(app.static_folder or "", (request.view_args or {}).get("filename", ""))
        if path is None or "gzip" not in request.accept_encodings:
            return response
        response.direct_passthrough = False
        response.set_data(_compressed(path, Path(path).stat().st_mtime_ns))
        response.headers["Content-Encoding"] = "gzip"
        return response
