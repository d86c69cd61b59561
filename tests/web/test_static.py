"""What browsers load as it is."""

import gzip


def test_styles_travel_compressed_and_whole(browser) -> None:
    plain = browser().client.get("/static/css/site.css").data
    packed = browser().client.get("/static/css/site.css", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain and len(packed.data) < len(plain) / 2


def test_pages_with_tokens_are_not_compressed(browser) -> None:
    answer = browser().client.get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_every_answer_carries_a_strict_policy(browser) -> None:
    policy = browser().client.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'self'" in policy


def test_signed_in_pages_are_stored_by_nobody(browser) -> None:
    assert browser("sofia@example.org").get("/home").headers["Cache-Control"] == "no-store"
