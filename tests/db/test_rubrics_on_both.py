"""A rubric of one's own over HTTP on both databases: written, published, given to a class, marked by, taken back."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from tests.authoring.rubric_desk import LECTURER, adapt_rubric, add_part, drafted, publish, written_versions
from tests.authoring.test_drafting import put
from tests.conftest import Browser
from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO
from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.rubric import Rubric
from trainer.models import Assignment, Mark, RubricDraft, RubricDraftKept, Submission


def test_a_rubric_is_written_given_and_marked_by(anybody: Callable[[str], Browser]) -> None:
    lecturer = anybody(LECTURER)
    lecturer.client.set_cookie("language", "en")
    app = lecturer.client.application
    database = app.extensions["trainer"].database
    draft = adapt_rubric(lecturer)
    own = add_part(lecturer, draft, "criteria", "person")
    words = {f"criteria.{own}.{name}" for name in ("name", "question", *(f"level_{n}" for n in range(4)))}
    changes = [(f"{name}.{code}", "", "Слова") for name in sorted(words) for code in ("en", "ru", "uk", "kk")]
    step = next(part for part in drafted(app)["criteria"] if part["id"] == "step")["rules"]
    others = [rule for rule in step if rule != "step-nominalised"]
    changes += [("criteria.step.rules", step, others), (f"criteria.{own}.rules", [], ["step-nominalised"])]
    assert put(lecturer, f"{draft}/criteria", *changes).status_code == 200
    late = put(lecturer, f"{draft}/criteria", (f"criteria.{own}.name.en", "", "Came too late"))
    assert late.status_code == 409 and lecturer.get(late.get_json()["conflict"]).status_code == 200
    assert publish(lecturer, draft).status_code == 302
    made = written_versions(app)[0]
    with database.read() as db:
        assert db.scalars(select(RubricDraft)).one().based_on_id == made.id
        assert db.scalars(select(RubricDraftKept)).one().document["changes"][0]["mine"] == "Came too late"
        assignment = db.scalars(select(Assignment.public_id)).one()
        submission = db.scalars(select(Submission.public_id)).one()
    rubric = f"/assignments/{assignment}/rubric"
    given = lecturer.post(rubric, {"to": made.public_id, "scope": "unmarked", "reason": "Style is judged too"})
    assert given.status_code == 302
    with database.write() as db:
        again = db.scalars(select(Submission)).one()
        plan, case = Plan.model_validate(again.document), Case.model_validate(again.run.case_version.document)
        report = app.extensions["trainer"].checker.check(plan, rubric=Rubric.model_validate(made.document), case=case)
        again.report = report.to_document()
        assert any(str(finding.criterion) == own for finding in report.findings)
    page = lecturer.get(f"/marking/{submission}").get_data(as_text=True)
    assert f'id="u-{own}"' in page
    lecturer.post(f"/marking/{submission}/ready", form_of(page) | ALL_TWO | {f"m:{own}:level": "3"})
    marked = lecturer.get(f"/marking/{submission}").get_data(as_text=True)
    assert "The trainer cannot suggest a level here." in marked
    with database.read() as db:
        assert db.scalars(select(Mark.level).where(Mark.criterion == own)).one() == 3
    assert lecturer.get(f"/assignments/{assignment}/marks.csv").status_code == 200
    assert lecturer.post(rubric + "/undo").status_code == 302
    with database.read() as db:
        assert db.scalars(select(Assignment)).one().rubric_version.slug == "service-plan"
