"""Pictures of a case: what they really are, how large, and a clean copy without what a camera wrote into them.

What a file is called says nothing of what it is: its kind is read from its bytes, and it is decoded only when its
head promises a picture of a size that a page can use. Drawings in SVG are documents that may carry scripts; they are
turned into PNG by whoever drew them.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps, UnidentifiedImageError

from trainer.bank.problems import Problem

Reason = Literal["kind", "svg", "heavy", "wide", "broken", "marked"]
FOLDER = "pictures"
MAX_BYTES = 600 * 1024
MAX_SIDE = 2000
# What may be sent to be made small: a photograph of a phone.
MAX_SENT, MAX_SENT_PIXELS = 5 * 1024 * 1024, 30_000_000
SHRUNK_TO = 1600
_KINDS = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "WEBP": ("webp", "image/webp")}
ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".webp"})
# Where a camera or a program writes who took a picture, when, and at which place on earth.
_MARKS = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Raw profile type exif", "Raw profile type iptc")
# What decoding a damaged or hostile file may raise.
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, struct.error, KeyError, IndexError, TypeError, MemoryError)


class PictureRefused(Exception):
    """A picture that no case can hold, and why; `values` fill the gaps of the sentence."""

    def __init__(self, reason: Reason, **values: str) -> None:
        self.reason: Reason = reason
        self.values = values
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture with what they are: `kind` is the ending of its file, sizes are in pixels."""

    kind: str
    media_type: str
    width: int
    height: int
    data: bytes = field(repr=False)


def judged(data: bytes) -> Picture:
    """A picture as a case may hold it: PictureRefused when it is none, is too large, or carries marks of a camera."""
    if len(data) > MAX_BYTES:
        raise PictureRefused("heavy", size=str(len(data) // 1024), limit=str(MAX_BYTES // 1024))
    opened = _opened(data)
    if max(opened.size) > MAX_SIDE:
        raise PictureRefused("wide", size=f"{opened.width} × {opened.height}", limit=str(MAX_SIDE))
    _decode(opened)
    if opened.getexif() or any(opened.info.get(name) for name in _MARKS) or getattr(opened, "text", None):
        raise PictureRefused("marked")
    kind, media_type = _KINDS[str(opened.format)]
    return Picture(kind, media_type, opened.width, opened.height, data)


def cleaned(data: bytes) -> Picture:
    """What was sent, decoded and written anew: upright, no larger than a page needs, without any mark of a camera."""
    if len(data) > MAX_SENT:
        raise PictureRefused("heavy", size=str(len(data) // 1024), limit=str(MAX_SENT // 1024))
    opened = _opened(data)
    if opened.width * opened.height > MAX_SENT_PIXELS:
        raise PictureRefused("wide", size=f"{opened.width} × {opened.height}", limit=f"{MAX_SENT_PIXELS:,}")
    kind = str(opened.format)
    _decode(opened)
    written = io.BytesIO()
    _plain(opened).save(written, kind, **({"optimize": True} if kind == "PNG" else {"quality": 85}))
    if written.tell() > MAX_BYTES:
        raise PictureRefused("heavy", size=str(written.tell() // 1024), limit=str(MAX_BYTES // 1024))
    return judged(written.getvalue())


def _plain(opened: Image.Image) -> Image.Image:
    """The pixels alone, upright and small enough; nothing that stood beside them goes along."""
    upright = ImageOps.exif_transpose(opened)
    if upright.mode == "P" and max(upright.size) <= SHRUNK_TO and "transparency" not in upright.info:
        plain = upright.copy()
    else:
        clear = "A" in upright.mode or "transparency" in upright.info
        plain = upright.convert("L" if upright.mode in ("1", "L") and not clear else "RGBA" if clear else "RGB")
        plain.thumbnail((SHRUNK_TO, SHRUNK_TO))
    plain.info.clear()
    return plain


def _opened(data: bytes) -> Image.Image:
    """The picture with its head read and nothing decoded yet."""
    if b"<svg" in data[:4096].lower():
        raise PictureRefused("svg")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(data), formats=tuple(_KINDS))
    except Image.DecompressionBombError:
        beyond = 2 * int(Image.MAX_IMAGE_PIXELS or 0)
        raise PictureRefused("wide", size=f"> {beyond:,}", limit=f"{MAX_SENT_PIXELS:,}") from None
    except UnidentifiedImageError:
        raise PictureRefused("kind") from None
    except _UNREADABLE:
        raise PictureRefused("broken") from None


def _decode(opened: Image.Image) -> None:
    try:
        opened.load()
    except _UNREADABLE:
        raise PictureRefused("broken") from None


def pictures_in(folder: Path) -> dict[str, Picture]:
    """The pictures of a case folder by the name of their file; those that no case can hold are left out."""
    found = {}
    for path in picture_files(folder):
        try:
            found[path.name] = judged(_read(path))
        except PictureRefused:
            continue
    return found


def picture_problems(folder: Path) -> Iterator[Problem]:
    """What stops a case because of its pictures: files that are none, too large, or carry marks of a camera."""
    for path in picture_files(folder):
        name = f"{FOLDER}/{path.name}"
        try:
            seen = judged(_read(path))
        except PictureRefused as refused:
            yield Problem(name, 0, _CODES[refused.reason], "", {"size": "", "limit": "", **refused.values})
            continue
        if path.suffix.lower().removeprefix(".").replace("jpeg", "jpg") != seen.kind:
            yield Problem(name, 0, "PICTURE_KIND", "", {})


_CODES = {
    "kind": "PICTURE_KIND", "svg": "PICTURE_KIND", "broken": "PICTURE_KIND", "heavy": "PICTURE_TOO_LARGE",
    "wide": "PICTURE_TOO_LARGE", "marked": "PICTURE_MARKED",
}  # fmt: skip


def picture_files(folder: Path) -> list[Path]:
    """The files of a case folder that call themselves pictures, by name."""
    room = folder / FOLDER
    return sorted(path for path in room.iterdir() if path.suffix.lower() in ENDINGS) if room.is_dir() else []


def _read(path: Path) -> bytes:
    """The file, no further than is needed to see that it is too large."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
