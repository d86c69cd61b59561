"""The list as teachers have it: any encoding, any separator, broken lines, and one answer for each line."""

from __future__ import annotations

import io
import time

import openpyxl
import pytest

from trainer.courses.roster import MOST_LINES, Line, clean_name, decode, read
from trainer.errors import Invalid

CYRILLIC = "ФИО;Почта\nИванова Анна;anna@example.org\nБойко Олег;oleg@example.org\n"
BOTH = [("Иванова Анна", "anna@example.org"), ("Бойко Олег", "oleg@example.org")]


def people(text: str) -> list[tuple[str, str]]:
    return [(line.name, line.email) for line in read(text)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_office_program_writes_the_same_list(encoding, separator, ending) -> None:
    text = CYRILLIC.replace(";", separator).replace("\n", ending)
    assert people(decode(text.encode(encoding))) == BOTH


def workbook(*rows: list[object]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_a_list_too_and_its_lines_have_the_numbers_of_its_rows() -> None:
    data = workbook(["№", "ФИО", "Группа", "Почта"], [1, 'Иванова "Аня"\nАнна', 21, "anna@example.org"], [],
                    [2, "Құрманғазы Әлия", 21, "none"], [3, "Бойко; Олег", None, "oleg@example.org"])  # fmt: skip
    assert read(decode(data)) == [
        Line(2, 'Иванова "Аня" Анна', "anna@example.org", group="21"),
        Line(4, "Құрманғазы Әлия", "", "courses.row_no_email", group="21"),
        Line(5, "Бойко; Олег", "oleg@example.org"),
    ]
    for rows, key in [([[]], "empty"), ([["a", "a@x.org"]] * (MOST_LINES + 5), "too_many")]:
        with pytest.raises(Invalid, match=f"courses.roster_{key}"):
            decode(workbook(*rows))


def test_kazakh_and_ukrainian_names_come_through() -> None:
    text = "Әлия Құрманғазы,aliya@example.org\nЄвгенія Ґалаґан-Їжак,yev@example.org\nДар’я О’Ніл;x"
    assert people(text)[:2] == [("Әлия Құрманғазы", "aliya@example.org"), ("Євгенія Ґалаґан-Їжак", "yev@example.org")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Dana Seitova;SW-21;dana@example.org", "Dana Seitova"),
        ("Seitova;Dana;dana@example.org", "Seitova Dana"),
        ("dana@example.org;Dana Seitova", "Dana Seitova"),
        ("1;Dana Seitova;dana@example.org;", "Dana Seitova"),
        ('"Seitova, Dana",dana@example.org', "Seitova, Dana"),
        ("Dana Seitova <dana@example.org>", "Dana Seitova"),
        ('"Dana Seitova" <dana@example.org>;', "Dana Seitova"),
        ("  Dana   Seitova\t Dana@Example.ORG ", "Dana Seitova"),
    ],
)
def test_name_and_address_are_found_wherever_they_stand(line, name) -> None:
    assert read(line) == [Line(1, name, "dana@example.org")]


def test_columns_are_named_by_a_heading_in_any_of_the_languages() -> None:
    ukrainian = "№;Прізвище;Ім’я;Група;Пошта\n1;Бойко;Олег;СР-21;oleg@example.org"
    assert people(ukrainian) == [("Бойко Олег", "oleg@example.org")]
    assert people("Аты-жөні;Тобы;E-mail\nӘлия Сейіт;101;aliya@example.org") == [("Әлия Сейіт", "aliya@example.org")]


def test_a_first_line_without_an_address_is_a_student_and_not_a_heading() -> None:
    assert [line.problem for line in read("Anna Ivanova\nOleg Boiko;oleg@example.org")] == ["courses.row_no_email", ""]


def test_a_broken_line_is_named_by_its_number_and_spoils_no_other() -> None:
    text = (
        "name;email\n"
        '"Anna;anna@example.org\n'
        "Oleg Boiko;oleg(at)example.org\n"
        "Oleg Boiko;oleg@example\n"
        "\n"
        ";nobody@example.org\n"
        f"{'x' * 200};long@example.org\n"
        "Anna again;ANNA@example.org\n"
        "?айрат ?аби;kairat@example.org\n"
        "Dana;dana@example.org\n"
    )
    assert [(line.number, line.problem.removeprefix("courses.row_")) for line in read(text)] == [
        (2, ""), (3, "no_email"), (4, "bad_email"), (6, "no_name"), (7, "too_long"), (8, "twice"), (9, "lost_letters"),
        (10, ""),
    ]  # fmt: skip


def test_a_name_hides_and_runs_nothing() -> None:
    assert clean_name('=HYPERLINK("http://x")') == 'HYPERLINK("http://x")'
    assert clean_name("+-@=Dana\u202e\u200b \0Seit\nova") == "Dana Seit ova"
    assert clean_name("И\u0306ван") == "Йван"
    assert clean_name("\ud800Dana") == "Dana"


def test_what_is_no_list_gets_a_sentence() -> None:
    for data, key in [
        (b"PK\x03\x04rest", "workbook"), (b"\x89PNG\0\0", "workbook"), (b"x" * 400_000, "too_large"),
    ]:  # fmt: skip
        with pytest.raises(Invalid, match=f"courses.roster_{key}"):
            decode(data)
    for text, key in [("", "empty"), (" ;;\n,\n", "empty"), ("a;a@x.org\n" * (MOST_LINES + 1), "too_many")]:
        with pytest.raises(Invalid, match=f"courses.roster_{key}"):
            read(text)
    with pytest.raises(Invalid, match="too_large"):
        read("x" * 400_000)


def test_no_line_takes_long() -> None:
    begun = time.process_time()
    for sign in ("<", '"', "@", "<a@", ";", "=", '"a@x.org" '):
        read("x" + sign * (290_000 // len(sign)))
    assert time.process_time() - begun < 20, "a hostile list is read in linear time"
