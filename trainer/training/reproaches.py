"""How sentences that judge somebody are learnt: from written lines, from the lists' judging words, and from plans.

A line of `judging/<language>*.txt` begins with `- ` where it judges somebody and with `+ ` where it only looks so.
The judging words of the vocabulary are further lines that judge; the written units of plans that judge nobody, and
the lines with `+ `, say what is let be. The bar is put above all but a few of those, each read by a reader that did
not learn from it.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from trainer.bank.exemplars import load_exemplars
from trainer.checker.reading.reproach import names_of, sentences, settled_sum
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language
from trainer.training.examples import examples

FOLDER = Path(__file__).parent / "judging"
CASES = Path(__file__).resolve().parents[2] / "casebank" / "cases"
_FACT = re.compile(r"^- \[\w+\] *")
ROUNDS = 12
STEP = 0.3
PENALTY = 0.5
FOLDS = 5
# A sentence without a telling word judges nobody.
BIAS = -2.0
# A run of letters or a word pair that a single line has says nothing.
LEAST = 2
# Of the lines that judge nobody, so many in a hundred may lie above the bar.
WRONGLY = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: what is weighed at each of its words, whether it judges, how much it counts."""

    words: tuple[tuple[str, ...], ...]
    judges: bool
    weight: float

    def names(self) -> list[str]:
        """Everything that is weighed, each once, in the order of the words."""
        return list(dict.fromkeys(chain.from_iterable(self.words)))


def read_lines(path: Path) -> Iterator[tuple[str, bool]]:
    """The lines of a file with whether they judge."""
    for line in path.read_text("utf-8").splitlines():
        if line[:2] in ("- ", "+ "):
            yield line[2:], line[0] == "-"


def lines_of(language: Language, vocabulary: Vocabulary, folder: Path = FOLDER) -> list[Line]:
    """All lines to learn from in a language."""
    found = [
        line
        for path in sorted(folder.glob(f"{language}*.txt"))
        for text, judges in read_lines(path)
        for line in _lines(text, language, judges, 1.0)
    ]
    for entry in vocabulary.entries:
        if entry.list in ("judgement", "judging_trait") and entry.severity > 1:
            found += _lines(entry.lemma, language, True, 0.3)
    for example in examples():
        if example.language is language and example.labels.get("frame") != "judgement":
            found += _lines(example.text, language, False, 1.0)
    return [*found, *told_in_cases(language)]


def told_in_cases(language: Language) -> Iterator[Line]:
    """What the cases of the bank tell and show, and their strong plans: ordinary prose that judges nobody."""
    for text in chain(_told(language), _planned(language)):
        yield from _lines(text, language, False, 1.0)


def _told(language: Language) -> Iterator[str]:
    for pattern in (f"**/text/{language}.md", f"**/exhibits/*.{language}.md"):
        for path in sorted(CASES.glob(pattern)):
            for line in path.read_text("utf-8").splitlines():
                text = _FACT.sub("", line).strip()
                if text and text[0] not in "#|-":
                    yield text


def _planned(language: Language) -> Iterator[str]:
    for folder in sorted(path for path in CASES.iterdir() if path.is_dir()):
        for exemplar in load_exemplars(folder):
            if exemplar.level == "proficient":
                for goal in exemplar.plan(language).goals:
                    yield from (text for text in (goal.problem, goal.goal, *(step.text for step in goal.steps)) if text)


def _lines(text: str, language: Language, judges: bool, weight: float) -> Iterator[Line]:
    for words in sentences(tokenise(text)):
        yield Line(tuple(names_of(words, language)), judges, weight)


def learn(lines: Sequence[Line], seed: int = 1) -> dict[str, float]:
    """Weights of a logistic regression with a penalty, by stochastic gradients; `""` is what holds for every line."""
    common = Counter(name for line in lines for name in line.names())
    weights = {name: 0.0 for name, times in sorted(common.items()) if times >= LEAST}
    moved = dict.fromkeys(weights, 1e-6)
    penalty = {name: PENALTY / common[name] for name in weights}
    known = [[name for name in line.names() if name in weights] for line in lines]
    order = list(range(len(lines)))
    shuffle = random.Random(seed)  # noqa: S311 - an order of training, no secret
    for _ in range(ROUNDS):
        shuffle.shuffle(order)
        for place in order:
            line = lines[place]
            names = known[place]
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, BIAS + sum(weights[name] for name in names)))))
            miss = (chance - line.judges) * line.weight
            for name in names:
                slope = miss + penalty[name] * weights[name]
                moved[name] += slope * slope
                weights[name] -= STEP * slope / math.sqrt(moved[name])
    return weights


def score(line: Line, weights: Mapping[str, float]) -> float:
    """What a line sums up to, as the checker reads it."""
    return settled_sum([sum(weights.get(name, 0.0) for name in names) for names in line.words])


def bar_of(lines: Sequence[Line]) -> float:
    """The sum that all but a few of the lines that judge nobody stay below, read by readers that do not know them."""
    scores: list[float] = []
    for fold in range(FOLDS):
        weights = learn([line for place, line in enumerate(lines) if place % FOLDS != fold])
        scores += [score(line, weights) for line in lines[fold::FOLDS] if not line.judges]
    scores.sort(reverse=True)
    return scores[int(len(scores) * WRONGLY / 100)]


def train_reproaches(vocabularies: Mapping[Language, Vocabulary]) -> dict[str, Any]:
    """The bar and the rounded weights of every language."""
    made: dict[str, Any] = {}
    for language, vocabulary in vocabularies.items():
        lines = lines_of(language, vocabulary)
        weights = learn(lines)
        kept = {name: round(weight * 100) for name, weight in weights.items()}
        made[language.value] = {
            "bar": round(bar_of(lines) * 100),
            "weights": {name: weight for name, weight in sorted(kept.items()) if abs(weight) >= 4},
        }
    return made
