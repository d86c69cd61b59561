"""A case as one file: the same bytes back, and a hostile archive refused before it can do harm."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from tests.bank.conftest import SAMIRA
from trainer.bank.pack import MAX_FILES, pack_case, unpack_case
from trainer.bank.problems import BankError


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def archive_of(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return stream.getvalue()


def refused(data: bytes, into: Path) -> set[str]:
    """The codes of a refusal; nothing may be left behind, and little memory taken on the way."""
    tracemalloc.start()
    try:
        with pytest.raises(BankError) as error:
            unpack_case(data, into)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 * 1024 * 1024
    assert not into.exists() or list(into.iterdir()) == []
    assert all(problem.reason and problem.mend for problem in error.value.problems)
    return {problem.code for problem in error.value.problems}


def test_a_case_comes_back_byte_by_byte(tmp_path: Path) -> None:
    packed = pack_case(SAMIRA)
    unpacked = unpack_case(packed.data, tmp_path / "bank")
    assert unpacked.folder == tmp_path / "bank" / "samira"
    assert files_of(unpacked.folder) == files_of(SAMIRA)
    assert unpacked.files == packed.files == len(files_of(SAMIRA))
    assert pack_case(unpacked.folder).data == packed.data


def test_the_same_case_gives_the_same_bytes_on_any_day(copy: Path) -> None:
    before = pack_case(SAMIRA).data
    for path in copy.rglob("*.md"):
        path.touch()
    assert pack_case(copy).data == before


def test_what_is_no_part_of_a_case_stays_at_home(copy: Path) -> None:
    (copy / "Thumbs.db").write_bytes(b"\0")
    (copy / ".git").mkdir()
    (copy / ".git" / "config.yaml").write_text("a: b", "utf-8")
    assert pack_case(copy).data == pack_case(SAMIRA).data


def test_a_case_that_cannot_be_used_is_not_packed(copy: Path) -> None:
    (copy / "case.yaml").write_text("id: samira", "utf-8")
    with pytest.raises(BankError):
        pack_case(copy)


def test_a_link_is_not_followed_when_packing(copy: Path) -> None:
    (copy / "text" / "secret.md").symlink_to("/etc/passwd")
    with pytest.raises(BankError, match="ARCHIVE_LINK"):
        pack_case(copy)


def test_an_unpacked_case_never_overwrites_another(copy: Path) -> None:
    data = pack_case(SAMIRA).data
    kept = files_of(copy)
    with pytest.raises(BankError, match="FOLDER_TAKEN"):
        unpack_case(data, copy.parent)
    assert files_of(copy) == kept


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md",
        "samira/../../evil.md",
        "/etc/evil.md",
        "C:/evil.md",
        "samira\\..\\evil.md",
        "samira/.hidden/evil.md",
        "samira//evil.md",
        "samira/ /evil.md",
        "samira/" + "a" * 300 + ".md",
        "samira/a/b/c/d/e/f.md",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    data = archive_of(("samira/case.yaml", b"id: samira"), (name, b"evil"))
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_PATH"}
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_a_link_or_a_device_is_refused(kind: int, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("samira/text/en.md")
    link.create_system = 3
    link.external_attr = (kind | 0o777) << 16
    data = archive_of(("samira/case.yaml", b"id: samira"), (link, b"/etc/passwd"))
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_LINK"}


@pytest.mark.parametrize("name", ["run.py", "run.sh", "page.html", "picture.svg", "inner.zip", "noext"])
def test_a_file_of_another_kind_is_refused(name: str, tmp_path: Path) -> None:
    data = archive_of(("samira/case.yaml", b"id: samira"), (f"samira/{name}", b"x"))
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_TYPE"}


def test_thousands_of_files_are_refused(tmp_path: Path) -> None:
    data = archive_of(*((f"samira/text/{number}.md", b"x") for number in range(5000)))
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_TOO_BIG"}


def test_a_directory_that_hides_its_length_is_refused(tmp_path: Path) -> None:
    data = archive_of(*((f"samira/text/{number}.md", b"x") for number in range(MAX_FILES + 100)))
    end = data.rfind(b"PK\x05\x06")
    lying = data[: end + 8] + struct.pack("<HH", 3, 3) + data[end + 12 :]
    assert refused(lying, tmp_path / "bank") == {"ARCHIVE_TOO_BIG"}


def test_an_archive_of_the_large_form_is_refused(tmp_path: Path) -> None:
    data = archive_of(("samira/case.yaml", b"id: samira"))
    end = data.rfind(b"PK\x05\x06")
    locator = b"PK\x06\x07" + bytes(16)
    assert refused(data[:end] + locator + data[end:], tmp_path / "bank") == {"ARCHIVE_TOO_BIG"}


@pytest.mark.parametrize("size", [3 * 1024 * 1024, 300 * 1024 * 1024])
def test_a_bomb_is_refused_unopened(size: int, tmp_path: Path) -> None:
    data = archive_of(("samira/case.yaml", b"id: samira"), ("samira/text/en.md", bytes(size)))
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_TOO_BIG"}


def test_many_files_that_are_large_together_are_refused(tmp_path: Path) -> None:
    piece = bytes(range(256)) * 16_000
    data = archive_of(*((f"samira/text/{number}.md", piece) for number in range(20)))
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_TOO_BIG"}


def test_a_size_that_lies_is_noticed(tmp_path: Path) -> None:
    data = archive_of(("samira/case.yaml", b"id: samira\n" * 5000))
    small, true = struct.pack("<I", 20), struct.pack("<I", 55_000)
    assert refused(data.replace(true, small), tmp_path / "bank") <= {"ARCHIVE_TOO_BIG", "ARCHIVE_BROKEN"}


def test_a_way_of_packing_that_could_take_all_memory_is_refused(tmp_path: Path) -> None:
    data = archive_of(("samira/case.yaml", b"id: samira"), method=zipfile.ZIP_LZMA)
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_BROKEN"}


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    data = bytearray(archive_of(("samira/case.yaml", b"id: samira"), method=zipfile.ZIP_STORED))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    assert refused(bytes(data), tmp_path / "bank") == {"ARCHIVE_BROKEN"}


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    data = archive_of(("samira/case.yaml", b"id: samira"), ("samira/Case.yaml", b"id: other"))
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_TWICE"}


def test_a_file_where_a_folder_must_be_is_refused(tmp_path: Path) -> None:
    entries = (("samira/case.yaml", b"id: samira"), ("samira/text.md", b"x"), ("samira/text.md/en.md", b"x"))
    assert refused(archive_of(*entries), tmp_path / "bank") == {"ARCHIVE_BROKEN"}


@pytest.mark.parametrize(
    "entries", [[], ["readme.md"], ["a/case.yaml", "b/case.yaml"], ["a/b/case.yaml"], ["case.yaml"]]
)
def test_an_archive_without_its_one_case_is_refused(entries: list[str], tmp_path: Path) -> None:
    data = archive_of(*((name, b"id: samira") for name in entries))
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_NO_CASE"}


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", b"PK\x05\x06", b"PK\x03\x04" + bytes(100), bytes(100_000)])
def test_a_file_that_is_no_archive_is_refused(data: bytes, tmp_path: Path) -> None:
    assert refused(data, tmp_path / "bank") == {"ARCHIVE_BROKEN"}


def test_a_damaged_archive_is_refused_wherever_it_is_damaged(tmp_path: Path) -> None:
    data = pack_case(SAMIRA).data
    for place in range(0, len(data), len(data) // 60):
        damaged = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            unpack_case(damaged, tmp_path / str(place))
        except BankError:
            assert not list((tmp_path / str(place)).glob("*"))


def test_a_case_that_cannot_be_used_is_not_unpacked(tmp_path: Path) -> None:
    codes = refused(archive_of(("samira/case.yaml", b"id: samira\nminuts: 3")), tmp_path / "bank")
    assert {"SCHEMA_MISSING", "SCHEMA_UNKNOWN"} <= codes


def test_a_file_that_is_too_large_to_send_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.zip"
    with file.open("wb") as stream:
        stream.truncate(30 * 1024 * 1024)
    with pytest.raises(BankError, match="ARCHIVE_TOO_BIG"):
        unpack_case(file, tmp_path / "bank")
