"""Pictures in the papers of a case: put in here, shown to whom the case is open, gone along wherever it goes."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from sqlalchemy import select

from tests.authoring.test_drafting import COLLEAGUE, adapt, colleague, document, english, page, share  # noqa: F401
from tests.bank.test_pictures import RAMP, marked, picture
from trainer.models import CaseDraft, CaseDraftPicture, CasePicture, CaseVersion, Visibility

STUDENT, LECTURER = "aigerim@example.org", "lecturer@example.org"
KERBS = "/cases/ramp/1.1.0/pictures/kerbs.png"


def put_in(opened, draft: str, data: bytes, paper: str = "x1"):
    sent = {"paper": paper, "picture": (io.BytesIO(data), "IMG 2026.png"), "csrf_token": opened.token}
    return opened.client.post(f"{draft}/picture", data=sent, content_type="multipart/form-data")


def shown(app) -> dict:
    return document(app)["exhibits"][0]["pictures"][-1]


def test_a_picture_is_put_in_cleaned_and_shown_to_its_author_alone(app, browser, colleague) -> None:  # noqa: F811
    opened = english(browser)
    draft = adapt(opened)
    page(opened, f"{draft}/papers")
    answer = put_in(opened, draft, marked())
    assert answer.status_code == 302
    row = shown(app)
    assert answer.headers["Location"].endswith(f"#exhibits.x1.pictures.{row['row']}")
    address = f"{draft}/picture/{row['file']}"
    assert f'src="{address}"' in page(opened, f"{draft}/papers")
    sent = opened.get(address)
    assert (sent.status_code, sent.mimetype) == (200, "image/jpeg")
    assert b"camera" not in sent.data and sent.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.client.get(address, headers={"If-None-Match": sent.headers["ETag"]}).status_code == 304
    assert english(browser, COLLEAGUE).get(address).status_code == 404
    assert english(browser, LECTURER).get(address).status_code == 403
    assert browser().get(address).status_code == 302
    share(app)
    assert english(browser, COLLEAGUE).get(address).status_code == 200


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "no PNG, JPEG or WebP picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "SVG drawing may carry a program"),
        (picture(size=(9000, 9000), mode="1"), "measures 9000 × 9000 pixels"),
        (picture("JPEG")[:300], "is damaged"),
        (b"", "no PNG, JPEG or WebP picture"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(app, browser, data: bytes, sentence: str) -> None:
    opened = english(browser)
    draft = adapt(opened)
    before = document(app)
    answer = put_in(opened, draft, data)
    assert answer.status_code == 302
    assert sentence in page(opened, f"{draft}/papers") and document(app) == before


def test_words_for_a_picture_are_asked_for_in_each_language_and_grow_old_with_their_source(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    put_in(opened, draft, picture())
    name = f"exhibits.x1.pictures.{shown(app)['row']}.alt"
    assert page(opened, f"{draft}/papers/beside").count("no words for those who cannot see it") == 4
    for language in document(app)["languages"]:
        change = {"name": f"{name}.{language}", "was": "", "now": f"A slip of paper, {language}."}
        assert opened.put(f"{draft}/papers", {"changes": [change]}).status_code == 200
    assert "no words for those who cannot see it" not in page(opened, f"{draft}/papers/beside")
    change = {"name": f"{name}.en", "was": "A slip of paper, en.", "now": "A slip of paper with a stamp."}
    opened.put(f"{draft}/papers", {"changes": [change]})
    beside = page(opened, f"{draft}/papers/in/kk")
    assert "A slip of paper with a stamp." in beside and "A slip of paper, en." in beside, "the older source is shown"
    assert f"{draft}/picture/" in beside, "whoever translates sees what is described"


def test_a_picture_that_was_taken_out_comes_back_with_its_words(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    put_in(opened, draft, picture())
    row = f"exhibits.x1.pictures.{shown(app)['row']}"
    opened.put(f"{draft}/papers", {"changes": [{"name": f"{row}.alt.en", "was": "", "now": "A slip."}]})
    gone = opened.post(f"{draft}/papers", {"do": f"remove {row}", "base": "0"})
    assert document(app)["exhibits"][0]["pictures"] == []
    kept = re.search(r"undo=(\d+)", gone.headers["Location"]).group(1)
    opened.post(f"{draft}/papers/undo/{kept}", {})
    assert shown(app)["alt"] == {"en": "A slip."}
    assert opened.get(f"{draft}/picture/{shown(app)['file']}").status_code == 200


def test_a_paper_holds_few_pictures_and_none_comes_without_a_file(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    for _each in range(6):
        assert put_in(opened, draft, picture()).status_code == 302
    assert put_in(opened, draft, picture()).status_code == 422
    assert put_in(opened, draft, picture(), "no-such").status_code == 404
    assert opened.post(f"{draft}/papers", {"do": "add exhibits.x1.pictures", "base": "0"}).status_code == 404
    assert len(document(app)["exhibits"][0]["pictures"]) == 6


def test_a_published_picture_stays_as_it_is_and_travels(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    put_in(opened, draft, picture())
    file, row = shown(app)["file"], f"exhibits.x1.pictures.{shown(app)['row']}"
    changes = [{"name": f"{row}.alt.{into}", "was": "", "now": "A slip."} for into in document(app)["languages"]]
    opened.put(f"{draft}/papers", {"changes": changes})
    assert f'src="{draft}/picture/{file}" alt="A slip."' in page(opened, f"{draft}/preview")
    wanted = {"do": "publish", "status": "review", "step": "major", "visibility": "private"}
    made = opened.post(f"{draft}/publish", wanted)
    assert made.status_code == 302, made.get_data(as_text=True)
    with app.extensions["trainer"].database.read() as db:
        version = db.scalars(select(CaseVersion).order_by(CaseVersion.id.desc())).first()
        slug = version.slug
        assert [each.name for each in version.pictures] == [file]
    address = f"/cases/{slug}/1.0.0/pictures/{file}"
    sent = opened.get(address)
    assert sent.status_code == 200 and sent.headers["Cache-Control"] == "private, no-cache"
    for other in (browser(), english(browser, STUDENT), english(browser, LECTURER)):
        assert other.get(address).status_code == 404, "a private case's picture is its author's"
    opened.post(f"{draft}/papers", {"do": f"remove {row}", "base": "0"})
    assert opened.get(address).data == sent.data
    taken = opened.get(f"/bank/{slug}/1.0.0/case.zip")
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        assert archive.read(f"{slug}/pictures/{file}") == sent.data
    assert "immutable" not in sent.headers["Cache-Control"]


def test_an_open_case_shows_its_picture_to_everybody_for_long(browser) -> None:
    somebody = browser()
    said = page(somebody, "/cases/ramp?in=ru")
    assert KERBS in said and "Карта Алины" in said
    sent = somebody.get(KERBS)
    assert (sent.status_code, sent.mimetype) == (200, "image/png")
    assert "immutable" in sent.headers["Cache-Control"] and sent.data == (RAMP / "pictures/kerbs.png").read_bytes()
    assert english(browser, STUDENT).get(KERBS).headers["Cache-Control"] == sent.headers["Cache-Control"]
    assert "img-src 'self'" in sent.headers["Content-Security-Policy"]
    assert KERBS in page(somebody, "/cases/ramp/pack?in=kk")
    for wrong in ("/cases/ramp/1.1.0/pictures/key.yaml", "/cases/ramp/1.0.0/pictures/kerbs.png",
                  "/cases/samira/1.0.0/pictures/kerbs.png", "/cases/ramp/1.1.0/pictures/..%2fcase.yaml"):  # fmt: skip
        assert somebody.get(wrong).status_code == 404


def test_whoever_works_with_a_case_sees_its_picture_even_when_it_is_shown_to_nobody_else(app, browser) -> None:
    student = english(browser, STUDENT)
    run = student.post("/cases/ramp/begin", {}).headers["Location"]
    with app.extensions["trainer"].database.write() as db:
        for version in db.scalars(select(CaseVersion).where(CaseVersion.slug == "ramp")):
            version.visibility = Visibility.PRIVATE
    assert KERBS in page(student, run)
    assert student.get(KERBS).status_code == 200
    assert browser().get(KERBS).status_code == 404
    assert english(browser, "sofia@example.org").get(KERBS).status_code == 404


def test_a_new_draft_takes_the_pictures_of_its_version_over(app, browser) -> None:
    opened = english(browser)
    answer = opened.post("/bank/ramp/1.1.0/write", {"as": "fork"})
    draft = answer.headers["Location"].rsplit("/", 1)[0]
    assert "Nothing to mend" in page(opened, f"{draft}/papers")
    with app.extensions["trainer"].database.read() as db:
        made = db.scalars(select(CaseDraft).order_by(CaseDraft.id.desc())).first()
        row = db.get(CaseDraftPicture, {"case_draft_id": made.id, "name": "kerbs.png"})
        first = db.scalars(select(CasePicture).where(CasePicture.name == "kerbs.png")).first()
        assert row.data == first.data and (row.width, row.height) == (first.width, first.height) == (920, 560)
    assert document(app)["exhibits"][1]["pictures"][0]["row"] == "kerbs"
    assert f"{draft}/picture/kerbs.png" in page(opened, f"{draft}/exemplar/proficient/edit")


def packed(picture_bytes: bytes, version: str = "7.0.0") -> bytes:
    """The case of the ramp as a file, with another picture under the same name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in sorted(each for each in RAMP.rglob("*") if each.is_file()):
            data = path.read_bytes() if path.name != "kerbs.png" else picture_bytes
            archive.writestr(f"ramp/{path.relative_to(RAMP)}", data.replace(b"1.1.0", version.encode()))
    return stream.getvalue()


def test_a_packed_case_brings_its_picture_along_and_a_hostile_one_is_kept_out(browser) -> None:
    opened = english(browser)
    bad = opened.post("/bank/bring-in", {"file": (io.BytesIO(packed(marked())), "ramp.zip")},
                      content_type="multipart/form-data")  # fmt: skip
    assert "carries what a camera or a program wrote" in bad.get_data(as_text=True)
    good = opened.post("/bank/bring-in", {"file": (io.BytesIO(packed(picture())), "ramp.zip")},
                       content_type="multipart/form-data").get_data(as_text=True)  # fmt: skip
    carried = re.search(r'name="carried" value="([^"]+)"', good).group(1)
    assert opened.post("/bank/bring-in", {"carried": carried, "take": "1"}).status_code == 302
    assert opened.get(KERBS.replace("1.1.0", "7.0.0")).data == picture()
    assert english(browser, STUDENT).get(KERBS.replace("1.1.0", "7.0.0")).status_code == 404
