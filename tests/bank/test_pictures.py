"""A picture of a case: what it really is, what it carries, and what the lint says of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.bank.conftest import SAMIRA
from trainer.bank.cases import load_case
from trainer.bank.lint import lint_case
from trainer.bank.pack import pack_case, unpack_case
from trainer.bank.pictures import MAX_BYTES, MAX_SENT, MAX_SIDE, PictureRefused, cleaned, judged, pictures_in
from trainer.bank.places import casebank_root
from trainer.bank.problems import BankError

RAMP = casebank_root() / "cases" / "ramp"
NAMED = "    pictures: [{file: card.png, alt: {en: A card., ru: Карточка., uk: Картка., kk: Карточка.}}]\n"
AT = "    carries: [f04]\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, "white").save(stream, kind, **more)
    return stream.getvalue()


def marked() -> bytes:
    """A photograph that says where it was taken, lying on its side."""
    shot = Image.new("RGB", (60, 40), "white")
    exif = shot.getexif()
    exif[0x0112], exif[0x010F] = 6, "A camera of ours"
    exif.get_ifd(0x8825)[2] = (50.0, 27.0, 0.0)
    stream = io.BytesIO()
    shot.save(stream, "JPEG", exif=exif, comment=b"taken by Anna")
    return stream.getvalue()


@pytest.fixture
def shown(change: Callable[[str, str, str], Path]) -> Path:
    """Samira with a picture in the referral slip."""
    folder = change("case.yaml", AT, AT + NAMED)
    (folder / "pictures").mkdir()
    (folder / "pictures/card.png").write_bytes(picture())
    return folder


def codes(folder: Path) -> list[tuple[str, str, str]]:
    return [(one.code, one.file, one.field) for one in lint_case(folder)]


def test_a_case_with_a_picture_has_nothing_to_mend(shown: Path) -> None:
    assert codes(shown) == []


def test_a_case_without_pictures_is_the_same_document_as_ever() -> None:
    assert "pictures" not in str(load_case(SAMIRA).to_document()["exhibits"])


def test_a_picture_that_is_named_and_not_there_is_told(shown: Path) -> None:
    (shown / "pictures/card.png").unlink()
    problem = next(iter(lint_case(shown)))
    assert (problem.code, problem.file, problem.weight) == ("PICTURE_MISSING", "case.yaml", "publish")
    assert "card.png" in (shown / "case.yaml").read_text("utf-8").splitlines()[problem.line - 1]


@pytest.mark.parametrize(("language", "words"), [("en", "en: A card., "), ("kk", ", kk: Карточка.")])
def test_a_picture_without_words_is_told_for_each_language(shown: Path, language: str, words: str) -> None:
    path = shown / "case.yaml"
    path.write_text(path.read_text("utf-8").replace(words, ""), "utf-8")
    found = [one for one in codes(shown) if one[0] == "ALT_MISSING"]
    assert [one[2].rpartition(".")[2] for one in found] == [language] and len(codes(shown)) == 1


def test_a_picture_that_no_paper_shows_is_told(shown: Path) -> None:
    (shown / "pictures/left.webp").write_bytes(picture("WEBP"))
    assert codes(shown) == [("PICTURE_UNUSED", "pictures/left.webp", "")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (picture("JPEG"), "PICTURE_KIND"),
        (b"GIF89a" + bytes(40), "PICTURE_KIND"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "PICTURE_KIND"),
        (picture()[:40], "PICTURE_KIND"),
        (b"", "PICTURE_KIND"),
        (picture(size=(MAX_SIDE + 1, 4)), "PICTURE_TOO_LARGE"),
        (picture() + bytes(MAX_BYTES), "PICTURE_TOO_LARGE"),
        (marked(), "PICTURE_MARKED"),
    ],
)
def test_a_file_that_no_page_should_show_stops_the_case(shown: Path, data: bytes, code: str) -> None:
    (shown / "pictures/card.png").write_bytes(data)
    found = lint_case(shown)
    assert [(one.code, one.file, one.weight) for one in found] == [(code, "pictures/card.png", "error")]
    assert found[0].reason and found[0].mend and "{" not in str(found[0])
    with pytest.raises(BankError):
        pack_case(shown)


def test_a_name_that_leads_out_of_the_folder_is_no_name(change: Callable[[str, str, str], Path]) -> None:
    for name in ("../key.png", "a/b.png", "card.svg", "Card.PNG"):
        assert "SCHEMA_VALUE" in {
            code for code, _file, _field in codes(change("case.yaml", AT, AT + NAMED.replace("card.png", name)))
        }
        change("case.yaml", AT + NAMED.replace("card.png", name), AT)


def test_a_case_travels_with_its_pictures_and_comes_back_byte_for_byte(tmp_path: Path) -> None:
    packed = pack_case(RAMP)
    folder = unpack_case(packed.data, tmp_path).folder
    assert pictures_in(folder) == pictures_in(RAMP) and set(pictures_in(RAMP)) == {"kerbs.png"}
    assert pack_case(folder).data == packed.data


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "L"),
                                            ("JPEG", "CMYK"), ("WEBP", "RGBA")])  # fmt: skip
def test_whatever_can_be_opened_comes_out_clean(kind: str, mode: str) -> None:
    stream = io.BytesIO()
    Image.new(mode, (40, 30)).save(stream, kind)
    made = cleaned(stream.getvalue())
    assert judged(made.data) == made and (made.width, made.height) == (40, 30)


def test_what_a_camera_wrote_is_gone_and_the_picture_stands_upright() -> None:
    made = cleaned(marked())
    assert b"camera" not in made.data and b"Anna" not in made.data and not Image.open(io.BytesIO(made.data)).getexif()
    assert (made.width, made.height) == (40, 60)


def test_a_photograph_is_made_small() -> None:
    made = cleaned(picture("JPEG", (4000, 3000)))
    assert (made.width, made.height) == (1600, 1200)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", "kind"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "svg"),
        (picture("JPEG")[:400], "broken"),
        (picture(size=(20_000, 20_000), mode="1"), "wide"),
        (picture(size=(7000, 7000), mode="1"), "wide"),
        (bytes(MAX_SENT + 1), "heavy"),
    ],
)
def test_what_cannot_be_a_picture_of_a_case_is_refused_before_it_costs_anything(data: bytes, reason: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        cleaned(data)
    assert refused.value.reason == reason
