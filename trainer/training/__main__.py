"""Make `weights.json` and `reproach.json` of the checker's reading anew: `python -m trainer.training`.

With `--measure` nothing is written: a fifth of the examples, chosen by their text, is held back and measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.evaluation import kappa
from trainer.checker.reading.reproach import trained_reproaches
from trainer.training.examples import examples
from trainer.training.readers import Seen, agreement, see, train
from trainer.training.reproaches import train_reproaches

ROOT = Path(__file__).resolve().parents[2]
READING = ROOT / "trainer" / "checker" / "reading"
WEIGHTS, REPROACH = READING / "weights.json", READING / "reproach.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="hold back a fifth and print the agreement with it")
    vocabularies = load_vocabularies(ROOT / "casebank" / "vocabulary")
    if not parser.parse_args().measure:
        REPROACH.write_text(_lines(train_reproaches(vocabularies)), "utf-8")
        trained_reproaches.cache_clear()
    seen = [see(example, vocabularies) for example in examples()]
    if parser.parse_args().measure:
        _measure([each for each in seen if not _held(each)], [each for each in seen if _held(each)])
        return
    rows = train(seen)
    # One feature a line, in order: a change of the examples shows as a small change of the file.
    WEIGHTS.write_text(_lines(rows), "utf-8")
    print(f"{len(seen)} examples, {sum(len(part['weights']) for part in rows.values())} weights: {WEIGHTS}")


def _held(each: Seen) -> bool:
    return int(hashlib.sha256(each.unit.text.encode()).hexdigest(), 16) % 5 == 0


def _measure(kept: list[Seen], held: list[Seen]) -> None:
    for name, pairs in sorted(agreement(train(kept), held).items()):
        print(f"{name:<16} n {len(pairs):>4}  kappa {kappa(pairs):.2f}")


def _lines(rows: Mapping[str, Mapping[str, object]]) -> str:
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return re.sub(r"(\]|\d),(?=\")", r"\1,\n", text) + "\n"


if __name__ == "__main__":
    main()
