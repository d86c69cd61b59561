"""The lint: Samira has nothing to mend, and for every code there is a broken copy that shows it at its line."""

# A break stays on one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bank.conftest import SAMIRA
from trainer.bank.lint import lint_case, stopping
from trainer.bank.messages import MESSAGES
from trainer.bank.places import casebank_root
from trainer.bank.problems import Problem
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.case import Status

CASE, KEY = "case.yaml", "instructor/key.yaml"
PLANS = "instructor/plans"
MANY_NEEDS = "".join(f"  - {{id: n_{n}, name: {{}}, domain: health, priority: 3, facts: [f01]}}\n" for n in range(3))

# code, file, what stands there, what breaks it, the file and the field that the problem must name
BREAKS: list[tuple[str, str, str, str, str, str]] = [
    ("YAML_SYNTAX", CASE, "minutes: 120", 'minutes: "120', CASE, ""),
    ("YAML_REFUSED", CASE, "minutes: 120", "minutes: &m 120", CASE, ""),
    ("YAML_REFUSED", CASE, "minutes: 120", "minutes: !!int 120", CASE, ""),
    ("YAML_REFUSED", CASE, "minutes: 120", "minutes: 120\n---\na: 1", CASE, ""),
    ("YAML_REFUSED", CASE, "minutes: 120", f"minutes: {'[' * 30}{']' * 30}", CASE, ""),
    ("DUPLICATE_KEY", CASE, "minutes: 120", "minutes: 120\nlevel: 3", CASE, "level"),
    ("DUPLICATE_KEY", KEY, "    priority: 1\n", "    priority: 1\n    priority: 2\n", KEY, "needs[0].priority"),
    ("SCHEMA_MISSING", CASE, "model: strengths\n", "", CASE, "model"),
    ("SCHEMA_UNKNOWN", CASE, "minutes: 120", "minuts: 120", CASE, "minuts"),
    ("SCHEMA_UNKNOWN", CASE, "    age: 13", "    agee: 13", CASE, "people[0].agee"),
    ("SCHEMA_VALUE", CASE, "minutes: 120", "minutes: two hours", CASE, "minutes"),
    ("SCHEMA_VALUE", CASE, "version: 1.0.0", "version: 1.0", CASE, "version"),
    ("SCHEMA_VALUE", CASE, "id: samira\n", "id: Samira's\n", CASE, "id"),
    ("SCHEMA_VALUE", KEY, "    priority: 1", "    priority: 7", KEY, "needs[0].priority"),
    ("SCHEMA_VALUE", f"{PLANS}/beginning.yaml", "level: beginning", "level: novice", f"{PLANS}/beginning.yaml", "level"),
    ("SCHEMA_UNKNOWN", f"{PLANS}/beginning.yaml", "    steps:", "    stepps:", f"{PLANS}/beginning.yaml", "goals[0].stepps"),
    ("ID_TWICE", CASE, "{id: f02,", "{id: f01,", CASE, "facts[0].id"),
    ("ID_UNKNOWN", CASE, "by: mo, about: [mo, fa]", "by: mum, about: [mo, fa]", CASE, "facts[4].by"),
    ("ID_UNKNOWN", KEY, "must: [n_safety", "must: [n_saftey", KEY, "coverage.must[0]"),
    ("EVIDENCE_UNKNOWN", KEY, "facts: [f02, f03]", "facts: [f02, f99]", KEY, "needs[0].facts[1]"),
    ("EVIDENCE_UNKNOWN", f"{PLANS}/beginning.yaml", "[f10, f13]", "[f10, f77]", f"{PLANS}/beginning.yaml", "goals[1].facts[1]"),
    ("FACT_UNDECLARED", "text/kk.md", "- [f22]", "- [f32] Бір сөйлем.\n- [f22]", "text/kk.md", "f32"),
    ("FACT_TWICE", "text/ru.md", "- [f02]", "- [f01]", "text/ru.md", "f01"),
    ("FACT_WITHOUT_ID", "text/uk.md", "- [f22] ", "- ", "text/uk.md", ""),
    ("STAGE_UNKNOWN", CASE, "{id: f01, at: intake", "{id: f01, at: intak", CASE, "facts[0].at"),
    ("STAGE_UNKNOWN", "text/en.md", "## monitoring", "## later", "text/en.md", "later"),
    ("SCHEMA_VALUE", CASE, "age: 10", "age: old", CASE, "people[3].age"),
    ("ID_NOT_FOLDER", CASE, "id: samira\n", "id: zamira\n", CASE, "id"),
    ("TAXONOMY_UNKNOWN", CASE, "client: troubled_family", "client: trouble_family", CASE, "client"),
    ("TAXONOMY_UNKNOWN", CASE, "pathway: seven_stage", "pathway: eight_stage", CASE, "pathway"),
    ("TAXONOMY_UNKNOWN", CASE, "licence: CC-BY-4.0", "licence: free", CASE, "licence"),
    ("TAXONOMY_UNKNOWN", KEY, "domain: housing", "domain: houses", KEY, "needs[0].domain"),
    ("SOURCE_LANGUAGE", CASE, "en: source", "en: translated", CASE, "languages"),
    ("FOCAL_ONE", CASE, "    focal: true\n", "", CASE, "people"),
    ("BLURB_LONG", CASE, "Two parents, five children,", "Two parents, five children," + " and more" * 9, CASE, "blurb.en"),
    ("AUTHOR_MISSING", CASE, '\n  - {name: "Case Trainer editors", role: author}', " []", CASE, "authors"),
    ("SOURCE_UNCITED", CASE, "  cite:", '  cite: ""\n  consent:', CASE, "source.cite"),
    ("CONSENT_MISSING", CASE, "people: published_source", "people: real_deidentified", CASE, "source.consent"),
    ("REVIEW_MISSING", CASE, "status: review", "status: published", CASE, "reviewed.content"),
    ("REPLACEMENT_MISSING", CASE, "status: review", "status: deprecated", CASE, "status"),
    ("TEXT_MISSING", "text/kk.md", "- [f15] ", "- [f15]\n\n", "text/kk.md", "f15"),
    ("TEXT_MISSING", CASE, '  uk: "Родина Саміри"\n', "", CASE, "title.uk"),
    ("TEXT_MISSING", f"{PLANS}/beginning.yaml", '  kk: "Мерзімі жоқ ізгі тілектер"\n', "", f"{PLANS}/beginning.yaml", "title.kk"),
    ("FACT_ELSEWHERE", CASE, "{id: f07, at: intake", "{id: f07, at: assessment, ask: a_mo", "text/en.md", "f07"),
    ("ALT_MISSING", "exhibits/x1.en.md", "Family of seven.", "Family of seven. ![](map.png)", "exhibits/x1.en.md", "x1"),
    ("FACT_UNREACHABLE", CASE, "{id: f15, at: assessment, ask: a_home", "{id: f15, at: assessment", CASE, "facts[14]"),
    ("FACT_IDLE", CASE, "noise: true, ", "", CASE, "facts[21]"),
    ("PERSON_UNTOLD", CASE, "people:\n", "people:\n  - {id: gu, name: {en: Guest, ru: Гость, uk: Гість, kk: Қонақ}, sex: x}\n", CASE, "people[0]"),
    ("BUDGET_NO_CHOICE", CASE, "contacts: {first: 5", "contacts: {first: 6", CASE, "contacts"),
    ("MUST_UNREACHABLE", CASE, "contacts: {first: 5", "contacts: {first: 3", KEY, "coverage.must"),
    ("EVENT_DEAD", CASE, "{state: started, need: n_health}", "{state: started}", CASE, "events[0].when"),
    ("RETURN_UNKNOWN", CASE, "returns_to: planning", "returns_to: plan", CASE, "events[0].returns_to"),
    ("NEED_COUNT", KEY, "needs:\n", "needs:\n" + MANY_NEEDS, KEY, "needs"),
    ("WITHOUT_FACTS", KEY, "facts: [f13]", "facts: []", KEY, "needs[3]"),
    ("NEED_ONLY_HEARSAY", KEY, "risk: unverified", "risk: low", KEY, "needs[7]"),
    ("COVERAGE_MISSING", KEY, "  must: [n_safety, n_health, n_food]", "  must: []", KEY, "coverage"),
    ("PRIVACY", "text/en.md", "- [f22] ", "- [f22] Ring +7 701 123 45 67. ", "text/en.md", "f22"),
    ("PRIVACY", "exhibits/x1.ru.md", "Семья из семи", "mama@example.org Семья из семи", "exhibits/x1.ru.md", "x1"),
    ("WORDING", "text/en.md", "- [f01] ", "- [f01] The mother is an alcoholic. ", "text/en.md", "f01"),
    ("NAME_NOT_IN_ROSTER", "text/ru.md", "что Самира участвует", "что Сабина участвует", "text/ru.md", "f09"),
    ("CONTENT_NOTE_MISSING", CASE, "content_notes: [poverty, alcohol, unsafe_housing]", "content_notes: [poverty]", "text/ru.md", "content_notes"),
    ("SERVICE_UNUSED", CASE, "services:\n", "services:\n  - {id: zoo, kind: leisure, name: {en: Zoo, ru: Зоопарк, uk: Зоопарк, kk: Хайуанаттар бағы}}\n", CASE, "services[0]"),
    ("EXEMPLARS_FEW", f"{PLANS}/beginning.yaml", "level: beginning", "level: developing", PLANS, ""),
    ("EXEMPLAR_NONE_APPROVED", f"{PLANS}/proficient.yaml", "approved: true", "approved: false", PLANS, ""),
    ("EXPECT_UNKNOWN", f"{PLANS}/beginning.yaml", "{rule: no-review}", "{rule: no-reviews}", f"{PLANS}/beginning.yaml", ""),
    ("EXPECT_UNKNOWN", f"{PLANS}/beginning.yaml", "at: g2s3}", "at: g2s9}", f"{PLANS}/beginning.yaml", "expect.must[7]"),
    ("SELF_TEST_FAIL", f"{PLANS}/proficient.yaml", "{rule: goal-dated, at: g1}", "{rule: no-review}", f"{PLANS}/proficient.yaml", "expect.must[0]"),
    ("TRAP_UNTESTED", f"{PLANS}/beginning.yaml", "        responsible: [sam, clinic]", "        responsible: [mo, clinic]", KEY, "traps[1]"),
]  # fmt: skip


def codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def lint(folder: Path, code: str = "") -> list[Problem]:
    """All problems; the slow reading of texts only for the codes that come from it."""
    reads = code in ("WORDING", "SELF_TEST_FAIL", "TRAP_UNTESTED")
    return lint_case(folder, vocabularies=load_vocabularies(casebank_root() / "vocabulary") if reads else None)


def test_samira_has_nothing_to_mend() -> None:
    assert lint(SAMIRA, "SELF_TEST_FAIL") == []


@pytest.mark.parametrize(("code", "file", "old", "new", "where", "field"), BREAKS)
def test_a_broken_copy_is_told_with_its_place(
    change: Callable[[str, str, str], Path], code: str, file: str, old: str, new: str, where: str, field: str
) -> None:
    problems = [one for one in lint(change(file, old, new), code) if one.code == code and one.file == where]
    assert problems
    assert not field or field in {one.field for one in problems}
    assert all(one.line > 0 for one in problems if (SAMIRA / one.file).is_file())
    assert all(one.reason and one.mend and not re.search(r"\{\w+\}", str(one)) for one in problems)


def test_a_line_is_the_one_that_the_designer_must_look_at(change: Callable[[str, str, str], Path]) -> None:
    folder = change(KEY, "must: [n_safety", "must: [n_saftey")
    problem = next(one for one in lint(folder) if one.code == "ID_UNKNOWN")
    assert "n_saftey" in (folder / KEY).read_text("utf-8").splitlines()[problem.line - 1]
    assert str(problem) == (
        f"instructor/key.yaml:{problem.line} (coverage.must[0]): "
        "`n_saftey` is not the id of any need of this case. Did you mean `n_safety`? [ID_UNKNOWN]"
    )


def test_a_field_with_a_slip_is_told_the_field_that_was_meant(change: Callable[[str, str, str], Path]) -> None:
    problems = lint(change(CASE, "    age: 13", "    agee: 13"))
    assert [one.mend for one in problems] == ["Did you mean `age`?"]


def test_all_mistakes_are_told_at_once(copy: Path) -> None:
    text = (copy / CASE).read_text("utf-8")
    text = text.replace("minutes: 120", "minutes: 2").replace("level: 2", "level: 9").replace("sex: f", "sex: w", 1)
    (copy / CASE).write_text(text, "utf-8")
    assert [one.field for one in lint(copy)] == ["level", "minutes", "people[0].sex"]


def test_a_partial_language_gets_one_note(change: Callable[[str, str, str], Path], copy: Path) -> None:
    change(CASE, "kk: translated}", "kk: partial}")
    change("text/kk.md", "- [f15] ", "- [f15]\n\n")
    change(CASE, '  kk: "Самираның отбасы"\n', "")
    assert [(one.code, one.field) for one in lint(copy)] == [("LANGUAGE_PARTIAL", "languages.kk")]


def test_a_language_without_cue_words_is_told(copy: Path) -> None:
    text = (copy / KEY).read_text("utf-8")
    (copy / KEY).write_text(re.sub(r"\n      kk: \[.*?\]", "", text, count=1), "utf-8")
    assert ("CUES_MISSING", "needs[0].cues.kk") in {(one.code, one.field) for one in lint(copy)}


def test_a_case_in_which_nothing_happens_is_told(copy: Path) -> None:
    text = (copy / CASE).read_text("utf-8")
    (copy / CASE).write_text(text[: text.index("\nevents:")], "utf-8")
    assert codes(lint(copy)) == {"EVENT_MISSING", "FACT_UNREACHABLE", "FACT_IDLE"}


def test_strengths_of_helpers_alone_are_told(copy: Path) -> None:
    text = (copy / KEY).read_text("utf-8")
    (copy / KEY).write_text(re.sub(r"    of: \[.*?\]", "    of: [activists]", text), "utf-8")
    assert "STRENGTH_NONE_INTERNAL" in codes(lint(copy))


def test_a_thin_key_is_told(copy: Path) -> None:
    text = (copy / KEY).read_text("utf-8")
    strengths, hazards = text.index("strengths:"), text.index("hazards:")
    traps = text.index("  - id: t_samira_load")
    (copy / KEY).write_text(text[:strengths] + text[hazards:traps], "utf-8")
    assert {"STRENGTHS_FEW", "TRAPS_FEW"} <= codes(lint(copy))


def test_a_case_without_its_key_may_be_kept_but_not_published(copy: Path) -> None:
    (copy / KEY).unlink()
    problems = lint(copy)
    assert "KEY_MISSING" in codes(problems)
    assert not [one for one in problems if one.weight == "error" and one.file == CASE]


def test_a_private_key_may_lie_in_another_folder(copy: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "private"
    (overlay / "instructor").mkdir(parents=True)
    (copy / KEY).rename(overlay / KEY)
    assert "KEY_MISSING" not in codes(lint_case(copy, overlay=overlay))


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_a_missing_note_is_told_for_its_language(copy: Path, language: str) -> None:
    (copy / f"instructor/note.{language}.md").unlink()
    assert [(one.code, one.file) for one in lint(copy)] == [("NOTE_MISSING", f"instructor/note.{language}.md")]


def test_a_missing_language_file_is_told(copy: Path) -> None:
    (copy / "text/uk.md").unlink()
    assert [(one.code, one.file) for one in lint(copy)] == [("FILE_MISSING", "text/uk.md")]


def test_a_folder_without_a_case_is_told(tmp_path: Path) -> None:
    assert [(one.code, one.file) for one in lint(tmp_path)] == [("FILE_MISSING", CASE)]


def test_a_file_that_is_not_text_is_told(copy: Path) -> None:
    (copy / "text/ru.md").write_bytes("## intake\n\n- [f01] Дом".encode("cp1251"))
    assert [(one.code, one.file, one.line) for one in lint(copy)] == [("NOT_UTF8", "text/ru.md", 3)]


@pytest.mark.parametrize(
    "content", ["", "[]", "just words", "a: b: c", "\x00", "- - - -" * 2000, "{" * 5000, "&a [*a]"]
)
def test_a_file_that_is_no_case_is_told(copy: Path, content: str) -> None:
    (copy / CASE).write_text(content, "utf-8")
    problems = lint(copy)
    assert problems and all(one.weight == "error" and one.file == CASE for one in problems)


@pytest.mark.parametrize("file", [CASE, KEY, "text/en.md", f"{PLANS}/beginning.yaml", "exhibits/x1.en.md"])
def test_a_huge_file_is_refused_unread(copy: Path, file: str) -> None:
    with (copy / file).open("ab") as stream:
        stream.write(b"# padding\n" * 100_000)
    assert [(one.code, one.file) for one in lint(copy)] == [("FILE_TOO_BIG", file)]


def test_a_file_with_too_many_values_is_refused(copy: Path) -> None:
    (copy / CASE).write_text("a: [" + "1," * 25_000 + "1]", "utf-8")
    assert [(one.code, one.file) for one in lint(copy)] == [("YAML_REFUSED", CASE)]


def test_a_file_that_does_not_belong_is_told(copy: Path) -> None:
    (copy / "text/de.md").write_text("## intake\n", "utf-8")
    (copy / "Thumbs.db").write_bytes(b"\0")
    found = [(one.code, one.file) for one in lint(copy)]
    assert found == [("FILE_STRAY", "Thumbs.db"), ("FILE_STRAY", "text/de.md")]


def test_what_hinders_publishing_stops_a_case_in_review_but_not_a_draft() -> None:
    problems = [Problem(CASE, 1, "AUTHOR_MISSING"), Problem(CASE, 1, "FACT_IDLE", values={"fact": "f01"})]
    assert stopping(problems, Status.DRAFT) == []
    assert stopping(problems, Status.REVIEW) == problems[:1]
    assert stopping([Problem(CASE, 1, "FACT_WITHOUT_ID")], Status.DRAFT)


def test_every_code_has_its_test() -> None:
    here = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert not [code for code in MESSAGES if not re.search(rf'"{code}"', here)]
