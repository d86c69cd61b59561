"""Judge a zip that came from outside by its directory, before anything of it is unpacked.

How many files, how large, how tightly pressed, whether a path leads outside: each kind of archive names its limits.
Reading an entry counts its bytes, because the sizes in the directory may lie.
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from trainer.bank.problems import BankError, Problem

MIB = 1024 * 1024
# Small files may press as they like.
RATIO_FROM = 64 * 1024
# The record at the end of a zip, behind which a comment of 64 KiB may stand.
_TAIL = 66_000
_AT_ONCE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive of one kind may hold: sizes in bytes, `types` the endings of its files."""

    files: int
    archive: int
    file: int
    whole: int
    ratio: int
    path: int
    depth: int
    types: frozenset[str]


# What reading a damaged archive may raise, by where it is damaged: a negative place to seek is a ValueError.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def opened(file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """The archive in a file that can be sought; BankError when it is none or too large to be looked at."""
    size = file.seek(0, 2)
    if size > limits.archive:
        raise too_big(f"more than {mib(limits.archive)}", "pictures")
    file.seek(max(0, size - _TAIL))
    _weigh_directory(file.read(_TAIL), limits)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise broken(error) from None


def _weigh_directory(data: bytes, limits: Limits) -> None:
    """Refuse a directory of a million entries before it is listed; the record at the archive's end tells its size."""
    end = len(data) - 22
    if not (data[end:].startswith(b"PK\x05\x06") and data.endswith(b"\0\0")):
        end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if end < 0:
        return
    entries, size = (
        int.from_bytes(data[end + 10 : end + 12], "little"),
        int.from_bytes(data[end + 12 : end + 16], "little"),
    )
    # The large form of zip overrules the record with numbers of its own; no case needs it.
    large = data[max(0, end - 20) : end].startswith(b"PK\x06\x07")
    if large or entries > limits.files or size > limits.files * 1024:
        raise too_big(f"more than {limits.files} files", "some")


def judged(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """The files of the archive, when its directory gives no reason to refuse it."""
    files = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(archive.infolist()) > limits.files:
        raise too_big(f"more than {limits.files} files", "some")
    if sum(entry.file_size for entry in files) > limits.whole:
        raise too_big(f"unpacked more than {mib(limits.whole)}", "pictures")
    problems = [problem for entry in archive.infolist() if (problem := _distrust(entry, limits))]
    seen: set[str] = set()
    for entry in files:
        # On some disks "A.md" and "a.md" are one file, and so are two spellings of "й".
        key = unicodedata.normalize("NFC", entry.filename).casefold()
        if key in seen:
            problems.append(Problem("", 0, "ARCHIVE_TWICE", values={"path": shown(entry.filename)}))
        seen.add(key)
    if problems:
        raise BankError(problems[:20])
    return files


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of an entry piece by piece; BankError when it is damaged or longer than the directory says."""
    left = entry.file_size
    try:
        with archive.open(entry) as packed:
            while piece := packed.read(_AT_ONCE):
                left -= len(piece)
                if left < 0:
                    raise too_big(f"{shown(entry.filename)} is larger than the archive says", "it")
                yield piece
    except UNREADABLE as error:
        raise broken(error) from None


def _distrust(entry: zipfile.ZipInfo, limits: Limits) -> Problem | None:
    """The reason not to unpack this entry, if there is one."""
    name = entry.filename
    named = {"path": shown(name)}
    path = PurePosixPath(name)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    # `orig_filename` still has what Python cut off behind a NUL.
    outside = name.startswith("/") or "\\" in name or ":" in name or ".." in path.parts or "\x00" in entry.orig_filename
    if outside or len(name) > limits.path or len(path.parts) > limits.depth or not path.parts or "//" in name:
        return Problem("", 0, "ARCHIVE_PATH", values=named)
    if any(part.startswith(".") or part != part.strip() for part in path.parts):
        return Problem("", 0, "ARCHIVE_PATH", values=named)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Problem("", 0, "ARCHIVE_LINK", values=named)
    if entry.is_dir():
        return None
    if path.suffix.lower() not in limits.types:
        return Problem("", 0, "ARCHIVE_TYPE", values=named)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # Other methods may ask for gigabytes of memory before the first byte.
        return Problem("", 0, "ARCHIVE_BROKEN", values={"why": "its way of packing is not used for cases"})
    if entry.flag_bits & 0x1:
        return Problem("", 0, "ARCHIVE_BROKEN", values={"why": "it wants a password"})
    if entry.file_size > limits.file:
        values = {"what": f"{shown(name)} has more than {mib(limits.file)}", "more": "it"}
        return Problem("", 0, "ARCHIVE_TOO_BIG", values=values)
    if entry.file_size > RATIO_FROM and entry.file_size > limits.ratio * max(1, entry.compress_size):
        values = {"what": f"{shown(name)} grows more than {limits.ratio} times", "more": "it"}
        return Problem("", 0, "ARCHIVE_TOO_BIG", values=values)
    return None


def shown(name: str) -> str:
    """A name of an archive as it may be printed."""
    return name[:80].encode("ascii", "backslashreplace").decode() if not name.isprintable() else name[:80]


def mib(size: int) -> str:
    """A size in words."""
    return f"{size // (1024 * 1024)} MiB"


def too_big(what: str, more: str) -> BankError:
    """The error for an archive that is too large, and for what is to be left out of it."""
    return BankError([Problem("", 0, "ARCHIVE_TOO_BIG", values={"what": what, "more": more})])


def broken(error: Exception) -> BankError:
    """The error for an archive that cannot be read."""
    why = " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
    return BankError([Problem("", 0, "ARCHIVE_BROKEN", values={"why": why})])
