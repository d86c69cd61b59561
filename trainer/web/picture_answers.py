"""A picture of a case as an answer: its bytes under their true kind, kept by the browser where everybody may see it."""

from __future__ import annotations

import hashlib

from flask import Response, request

from trainer.errors import NotFound
from trainer.models import CaseDraftPicture, CasePicture

YEAR = 365 * 24 * 3600


def picture_answer(picture: CasePicture | CaseDraftPicture | None, *, lasting: bool) -> Response:
    """The picture, or NotFound without one.

    `lasting`: it never changes and is open, so it need not be asked for again. Any other is asked for each time: the
    next person at the same machine may not be one who may see it.
    """
    if picture is None:
        raise NotFound()
    answer = Response(picture.data, mimetype=picture.media_type)
    answer.set_etag(hashlib.sha256(picture.data).hexdigest()[:32])
    answer.headers["Content-Disposition"] = f'inline; filename="{picture.name}"'
    answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable" if lasting else "private, no-cache"
    return answer.make_conditional(request)
