"""Open a DOCX or XLSX file that somebody sent, without letting it fill the memory or reach out of itself."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from trainer.documents.errors import Unreadable

MAX_BYTES = 5_000_000
MAX_MEMBERS = 1_000
MAX_UNPACKED = 60_000_000
MAX_RATIO = 120
# Below this size even an extreme ratio harms nobody: short XML full of repeated styles packs very well.
RATIO_FROM = 6_000_000
# The text of a plan is well under one megabyte; the rest of a part is formatting.
MAX_PART = 12_000_000
_MAX_DIRECTORY = 400_000
_CHUNK = 64 * 1024

_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_END_OF_DIRECTORY = b"PK\x05\x06"


class Archive:
    """A checked archive: its parts can be read one at a time, each within the limit."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.names = frozenset(info.filename for info in packed.infolist())

    def parse(self, name: str, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None],
              text: Callable[[str], None]) -> None:
        """Stream one XML part through three handlers. Definitions (DTD, entities) are refused before they work."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_definitions
        try:
            for chunk in self._chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise Unreadable.because("documents.damaged", part=name) from None

    def read(self, name: str) -> bytes:
        """The bytes of one part."""
        return b"".join(self._chunks(name))

    def refuse_definitions(self, name: str) -> None:
        """Refuse a part with a DTD, for readers that are not ours."""
        content = self.read(name)
        for encoding in ("ascii", "utf-16-le", "utf-16-be"):
            if "<!DOCTYPE".encode(encoding) in content or "<!ENTITY".encode(encoding) in content:
                raise Unreadable.because("documents.doctype")

    def _chunks(self, name: str) -> Any:
        total = 0
        try:
            with self._packed.open(name) as part:
                while chunk := part.read(_CHUNK):
                    total += len(chunk)
                    if total > MAX_PART:
                        raise Unreadable.because("documents.unpacks_too_large", limit=MAX_PART // 1_000_000)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError):
            raise Unreadable.because("documents.damaged", part=name) from None
        except RuntimeError:
            raise Unreadable.because("documents.encrypted") from None


def open_archive(data: bytes) -> Archive:
    """The archive in these bytes after every check that needs no unpacking; Unreadable says which one failed."""
    if not data:
        raise Unreadable.because("documents.empty")
    if len(data) > MAX_BYTES:
        raise Unreadable.because("documents.too_large", size=f"{len(data) / 1e6:.1f}", limit=MAX_BYTES // 1_000_000)
    _refuse_other_kinds(data)
    _refuse_huge_directory(data)
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, RuntimeError):
        raise Unreadable.because("documents.not_zip") from None
    _check_members(packed.infolist(), len(data))
    if "mimetype" in packed.namelist() and "content.xml" in packed.namelist():
        raise Unreadable.because("documents.is_odf")
    return Archive(packed)


def _refuse_other_kinds(data: bytes) -> None:
    """Name the kinds of file that people send by mistake; anything else that is not an archive is just that."""
    if data.startswith(_OLD_OFFICE):
        # Word and Excel keep a file with a password as this stream inside the older container.
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable.because("documents.encrypted" if encrypted else "documents.is_old_office")
    if data.startswith(b"%PDF"):
        raise Unreadable.because("documents.is_pdf")
    if data.startswith(b"{\\rtf"):
        raise Unreadable.because("documents.is_rtf")
    if not data.startswith(b"PK"):
        raise Unreadable.because("documents.not_zip")


def _refuse_huge_directory(data: bytes) -> None:
    """Refuse a list of contents that would itself fill the memory, before the library reads it."""
    at = data.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(data) < at + 22:
        raise Unreadable.because("documents.not_zip")
    count, size = struct.unpack("<HI", data[at + 10 : at + 16])
    if count > MAX_MEMBERS or size > _MAX_DIRECTORY:
        raise Unreadable.because("documents.too_many_members", limit=MAX_MEMBERS)


def _check_members(members: list[zipfile.ZipInfo], packed_size: int) -> None:
    if len(members) > MAX_MEMBERS:
        raise Unreadable.because("documents.too_many_members", limit=MAX_MEMBERS)
    if any(_points_out(info) for info in members):
        raise Unreadable.because("documents.archive_links")
    if any(info.flag_bits & 1 for info in members):
        raise Unreadable.because("documents.encrypted")
    unpacked = sum(info.file_size for info in members)
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed_size:
        raise Unreadable.because("documents.ratio")
    if unpacked > MAX_UNPACKED:
        raise Unreadable.because("documents.unpacks_too_large", limit=MAX_UNPACKED // 1_000_000)


def _points_out(info: zipfile.ZipInfo) -> bool:
    """A symbolic link, or a name that would leave the folder if the archive were unpacked."""
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    parts = info.filename.replace("\\", "/").split("/")
    return is_link or ".." in parts or info.filename.startswith("/") or ":" in parts[0]


def _refuse_definitions(*_: Any) -> None:
    raise Unreadable.because("documents.doctype")
