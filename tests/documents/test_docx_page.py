"""A page as a Word document: what is written, what is bold, what spans rows, and the pictures that come along."""

from __future__ import annotations

import base64
import io
import zipfile

import docx

from trainer.documents import docx_page

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


def written(html: str, **more):
    data = docx_page.write(html, title="A page", language="kk", left_out={"no-print"}, new_page={"next"}, **more)
    return docx.Document(io.BytesIO(data)), data


def test_words_keep_their_weight_and_what_is_for_the_screen_stays_there() -> None:
    file, _data = written('<h2>Бас</h2><p>Бір <b>қалың</b> <em>сөз</em></p><p class="no-print">Түйме</p>'
                          "<svg><text>x</text></svg>")  # fmt: skip
    assert [each.text for each in file.paragraphs] == ["Бас", "Бір қалың сөз"]
    assert {run.text: (run.bold, run.italic) for run in file.paragraphs[1].runs} == {
        "Бір ": (None, None), "қалың": (True, None), " ": (None, None), "сөз": (None, True)}  # fmt: skip


def test_a_cell_that_spans_rows_is_one_cell_and_a_new_part_begins_a_page() -> None:
    file, _data = written('<p>x</p><section class="next"><h2>Кесте</h2><table><tr><th>A</th><th>B</th></tr>'
                          '<tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></table></section>')  # fmt: skip
    [table] = file.tables
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc and table.cell(2, 1).text == "3"
    assert [each.paragraph_format.page_break_before for each in file.paragraphs[:2]] == [None, True]


def test_a_picture_comes_along_with_its_words_and_one_that_is_gone_is_told() -> None:
    html = ('<article><a href="/p/a.png"><img src="/p/a.png?v=1" alt="Шатыр"></a><p>Хат</p>'
            '<a><img src="b" alt="Есік"></a></article>')  # fmt: skip
    file, data = written(html, pictures={"a.png": DOT})
    assert [each.text for each in file.paragraphs] == ["", "Хат", "Есік"]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert 'descr="Шатыр"' in packed.read("word/document.xml").decode()
        assert any(name.startswith("word/media/") for name in packed.namelist())


def test_html_that_is_broken_is_written_as_far_as_it_goes() -> None:
    file, _data = written('</p><p>A<b>B</p>C<table><tr><td colspan="900">D</td></tr></table><table></table>\x00')
    assert "A" in file.paragraphs[0].text and file.tables[0].cell(0, 0).text == "D"
