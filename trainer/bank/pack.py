"""Pack a case folder into one zip that is the same bytes each time, and unpack one without trusting it.

A foreign archive is judged by its directory before anything is unpacked: how many files, how large, how tightly
pressed, whether a path leads outside. Nothing is written unless all of it can be, and the case in it can be read.
"""

from __future__ import annotations

import io
import os
import shutil
import stat
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trainer.bank.cases import CASE_FILE, read_case
from trainer.bank.problems import BankError, Problem

MAX_FILES = 400
MAX_ARCHIVE = 20 * 1024 * 1024
MAX_FILE = 4 * 1024 * 1024
MAX_WHOLE = 40 * 1024 * 1024
# Prose presses to a fifth; what presses to a hundredth is no case. Small files may press as they like.
MAX_RATIO, RATIO_FROM = 100, 64 * 1024
MAX_PATH, MAX_DEPTH = 200, 5
TYPES = frozenset({".yaml", ".md", ".png", ".jpg", ".jpeg", ".webp"})
TEACHING = "instructor/"
# Zip keeps local times; one fixed day makes the same case the same bytes.
DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Packed:
    """The bytes of an archive and how many files it holds."""

    data: bytes
    files: int


@dataclass(frozen=True)
class Unpacked:
    """Where a case was written and how many files it has."""

    folder: Path
    files: int


def pack_case(folder: Path) -> Packed:
    """The case as a zip with one folder inside. BankError when the case cannot be used or a file is none of a case."""
    case = read_case(folder).case
    names = _case_files(folder)
    return pack_files(case.id, {name: (folder / name).read_bytes() for name in names})


def pack_files(id: str, files: Mapping[str, bytes]) -> Packed:
    """The files of a case, by their path inside its folder, as one zip: the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{id}/{name}", DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[name])
    return Packed(stream.getvalue(), len(files))


def without_teaching(data: bytes) -> Packed:
    """An archive of ours without key, note and exemplars: what may be given to somebody who will practise the case."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            id, _, inside = name.partition("/")
            if not inside.startswith(TEACHING):
                files[inside] = archive.read(name)
    return pack_files(id, files)


def _case_files(folder: Path) -> list[str]:
    """The files that travel, by name: those of a case, without links; a BankError for what is too large."""
    found: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place) / name
            inside = path.relative_to(folder).as_posix()
            if name.startswith(".") or path.suffix.lower() not in TYPES:
                continue
            if path.is_symlink():
                raise BankError([Problem(inside, 0, "ARCHIVE_LINK", values={"path": inside})])
            if path.stat().st_size > MAX_FILE:
                raise _too_big(f"{inside} has more than {_mib(MAX_FILE)}", "it")
            found.append(inside)
    if len(found) > MAX_FILES:
        raise _too_big(f"more than {MAX_FILES} files", "some")
    return found


def unpack_case(source: Path | bytes, into: Path) -> Unpacked:
    """Write the case of an archive to `into/<id>`; BankError with the reason when it is not trusted or not usable.

    The folder must not exist yet: an unpacked case never overwrites another.
    """
    data = source if isinstance(source, bytes) else _read(source)
    with _opened(data) as archive:
        entries = _judged(archive)
        into.mkdir(parents=True, exist_ok=True)
        # Beside its final place, so that the last move is one rename on one disk.
        with tempfile.TemporaryDirectory(prefix=".unpack-", dir=into) as room:
            _write(archive, entries, Path(room))
            case = read_case(Path(room) / "case").case
            folder = into / case.id
            if folder.exists():
                raise BankError([Problem(str(folder), 0, "FOLDER_TAKEN")])
            shutil.move(Path(room) / "case", folder)
    return Unpacked(folder, len(entries))


def _read(path: Path) -> bytes:
    if path.stat().st_size > MAX_ARCHIVE:
        raise _too_big(f"more than {_mib(MAX_ARCHIVE)}", "pictures")
    return path.read_bytes()


# What reading a damaged archive may raise, by where it is damaged: a negative place to seek is a ValueError.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def _opened(data: bytes) -> zipfile.ZipFile:
    if len(data) > MAX_ARCHIVE:
        raise _too_big(f"more than {_mib(MAX_ARCHIVE)}", "pictures")
    _weigh_directory(data)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _broken(error) from None


def _weigh_directory(data: bytes) -> None:
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
    if large or entries > MAX_FILES or size > MAX_FILES * 1024:
        raise _too_big(f"more than {MAX_FILES} files", "some")


def _judged(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The entries of the case by their path inside it, when the directory of the archive gives no reason to refuse."""
    files = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(archive.infolist()) > MAX_FILES:
        raise _too_big(f"more than {MAX_FILES} files", "some")
    if sum(entry.file_size for entry in files) > MAX_WHOLE:
        raise _too_big(f"unpacked more than {_mib(MAX_WHOLE)}", "pictures")
    problems = [problem for entry in archive.infolist() if (problem := _distrust(entry))]
    seen: set[str] = set()
    for entry in files:
        # On some disks "A.md" and "a.md" are one file, and so are two spellings of "й".
        key = unicodedata.normalize("NFC", entry.filename).casefold()
        if key in seen:
            problems.append(Problem("", 0, "ARCHIVE_TWICE", values={"path": _shown(entry.filename)}))
        seen.add(key)
    if problems:
        raise BankError(problems[:20])
    tops = {PurePosixPath(entry.filename).parts[0] for entry in files}
    inside = {entry.filename.partition("/")[2]: entry for entry in files}
    if len(tops) != 1 or CASE_FILE not in inside:
        raise BankError([Problem("", 0, "ARCHIVE_NO_CASE")])
    return inside


def _distrust(entry: zipfile.ZipInfo) -> Problem | None:
    """The reason not to unpack this entry, if there is one."""
    name = entry.filename
    shown = {"path": _shown(name)}
    path = PurePosixPath(name)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    # `orig_filename` still has what Python cut off behind a NUL.
    outside = name.startswith("/") or "\\" in name or ":" in name or ".." in path.parts or "\x00" in entry.orig_filename
    if outside or len(name) > MAX_PATH or len(path.parts) > MAX_DEPTH or not path.parts or "//" in name:
        return Problem("", 0, "ARCHIVE_PATH", values=shown)
    if any(part.startswith(".") or part != part.strip() for part in path.parts):
        return Problem("", 0, "ARCHIVE_PATH", values=shown)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Problem("", 0, "ARCHIVE_LINK", values=shown)
    if entry.is_dir():
        return None
    if path.suffix.lower() not in TYPES:
        return Problem("", 0, "ARCHIVE_TYPE", values=shown)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # Other methods may ask for gigabytes of memory before the first byte.
        return Problem("", 0, "ARCHIVE_BROKEN", values={"why": "its way of packing is not used for cases"})
    if entry.flag_bits & 0x1:
        return Problem("", 0, "ARCHIVE_BROKEN", values={"why": "it wants a password"})
    if entry.file_size > MAX_FILE:
        values = {"what": f"{_shown(name)} has more than {_mib(MAX_FILE)}", "more": "it"}
        return Problem("", 0, "ARCHIVE_TOO_BIG", values=values)
    if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        values = {"what": f"{_shown(name)} grows more than {MAX_RATIO} times", "more": "it"}
        return Problem("", 0, "ARCHIVE_TOO_BIG", values=values)
    return None


def _write(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], room: Path) -> None:
    """Unpack the entries below `room/case`, counting bytes: the sizes in the directory may lie."""
    left = MAX_WHOLE
    for name, entry in entries.items():
        target = room / "case" / name
        try:
            with archive.open(entry) as packed:
                data = packed.read(min(entry.file_size, MAX_FILE) + 1)
        except _UNREADABLE as error:
            raise _broken(error) from None
        left -= len(data)
        if len(data) > entry.file_size or left < 0:
            raise _too_big(f"{_shown(name)} is larger than the archive says", "it")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            raise _broken(OSError(error.strerror or "a file cannot be written")) from None


def _shown(name: str) -> str:
    return name[:80].encode("ascii", "backslashreplace").decode() if not name.isprintable() else name[:80]


def _mib(size: int) -> str:
    return f"{size // (1024 * 1024)} MiB"


def _too_big(what: str, more: str) -> BankError:
    return BankError([Problem("", 0, "ARCHIVE_TOO_BIG", values={"what": what, "more": more})])


def _broken(error: Exception) -> BankError:
    why = " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
    return BankError([Problem("", 0, "ARCHIVE_BROKEN", values={"why": why})])
