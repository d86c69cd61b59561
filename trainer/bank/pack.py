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
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trainer.bank.cases import CASE_FILE, read_case
from trainer.bank.foreign_zip import Limits, broken, judged, mib, opened, pieces, too_big
from trainer.bank.problems import BankError, Problem

MAX_FILES = 400
MAX_ARCHIVE = 20 * 1024 * 1024
MAX_FILE = 4 * 1024 * 1024
MAX_WHOLE = 40 * 1024 * 1024
# Prose presses to a fifth; what presses to a hundredth is no case.
MAX_RATIO = 100
MAX_PATH, MAX_DEPTH = 200, 5
TYPES = frozenset({".yaml", ".md", ".png", ".jpg", ".jpeg", ".webp"})
LIMITS = Limits(MAX_FILES, MAX_ARCHIVE, MAX_FILE, MAX_WHOLE, MAX_RATIO, MAX_PATH, MAX_DEPTH, TYPES)
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
                raise too_big(f"{inside} has more than {mib(MAX_FILE)}", "it")
            found.append(inside)
    if len(found) > MAX_FILES:
        raise too_big(f"more than {MAX_FILES} files", "some")
    return found


def unpack_case(source: Path | bytes, into: Path) -> Unpacked:
    """Write the case of an archive to `into/<id>`; BankError with the reason when it is not trusted or not usable.

    The folder must not exist yet: an unpacked case never overwrites another.
    """
    data = source if isinstance(source, bytes) else _read(source)
    with opened(io.BytesIO(data), LIMITS) as archive:
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
        raise too_big(f"more than {mib(MAX_ARCHIVE)}", "pictures")
    return path.read_bytes()


def _judged(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The entries of the case by their path inside it, when the directory of the archive gives no reason to refuse."""
    files = judged(archive, LIMITS)
    tops = {PurePosixPath(entry.filename).parts[0] for entry in files}
    inside = {entry.filename.partition("/")[2]: entry for entry in files}
    if len(tops) != 1 or CASE_FILE not in inside:
        raise BankError([Problem("", 0, "ARCHIVE_NO_CASE")])
    return inside


def _write(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], room: Path) -> None:
    """Unpack the entries below `room/case`."""
    for name, entry in entries.items():
        target = room / "case" / name
        data = b"".join(pieces(archive, entry))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            raise broken(OSError(error.strerror or "a file cannot be written")) from None
