"""English word forms: regular endings by spelling, and the irregular words that plans use."""

# Tables of forms read best one word a line.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

Admits = Callable[[str], bool]

IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("is", "are", "was", "were", "been", "being", "am"),
    "become": ("becomes", "became", "becoming"),
    "begin": ("begins", "began", "begun", "beginning"),
    "bring": ("brings", "brought", "bringing"),
    "build": ("builds", "built", "building"),
    "buy": ("buys", "bought", "buying"),
    "catch": ("catches", "caught", "catching"),
    "child": ("children", "child's", "children's"),
    "choose": ("chooses", "chose", "chosen", "choosing"),
    "come": ("comes", "came", "coming"),
    "cut": ("cuts", "cutting"),
    "do": ("does", "did", "done", "doing"),
    "drive": ("drives", "drove", "driven", "driving"),
    "eat": ("eats", "ate", "eaten", "eating"),
    "feel": ("feels", "felt", "feeling"),
    "fill": ("fills", "filled", "filling"),
    "find": ("finds", "found", "finding"),
    "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "go": ("goes", "went", "gone", "going"),
    "grow": ("grows", "grew", "grown", "growing"),
    "have": ("has", "had", "having"),
    "hold": ("holds", "held", "holding"),
    "keep": ("keeps", "kept", "keeping"),
    "know": ("knows", "knew", "known", "knowing"),
    "lead": ("leads", "led", "leading"),
    "learn": ("learns", "learned", "learnt", "learning"),
    "leave": ("leaves", "left", "leaving"),
    "lend": ("lends", "lent", "lending"),
    "let": ("lets", "letting"),
    "lose": ("loses", "lost", "losing"),
    "make": ("makes", "made", "making"),
    "man": ("men", "man's"),
    "meet": ("meets", "met", "meeting"),
    "pay": ("pays", "paid", "paying"),
    "person": ("people", "person's", "people's", "persons"),
    "put": ("puts", "putting"),
    "read": ("reads", "reading"),
    "ring": ("rings", "rang", "rung", "ringing"),
    "run": ("runs", "ran", "running"),
    "say": ("says", "said", "saying"),
    "see": ("sees", "saw", "seen", "seeing"),
    "sell": ("sells", "sold", "selling"),
    "send": ("sends", "sent", "sending"),
    "set": ("sets", "setting"),
    "sew": ("sews", "sewed", "sewn", "sewing"),
    "show": ("shows", "showed", "shown", "showing"),
    "sing": ("sings", "sang", "sung", "singing"),
    "sit": ("sits", "sat", "sitting"),
    "sleep": ("sleeps", "slept", "sleeping"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "spend": ("spends", "spent", "spending"),
    "stand": ("stands", "stood", "standing"),
    "swim": ("swims", "swam", "swum", "swimming"),
    "take": ("takes", "took", "taken", "taking"),
    "teach": ("teaches", "taught", "teaching"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "understand": ("understands", "understood", "understanding"),
    "undergo": ("undergoes", "underwent", "undergone", "undergoing"),
    "wake": ("wakes", "woke", "woken", "waking"),
    "wear": ("wears", "wore", "worn", "wearing"),
    "wife": ("wives", "wife's"),
    "woman": ("women", "woman's"),
    "write": ("writes", "wrote", "written", "writing"),
    "die": ("dies", "died", "dying"),
    "lie": ("lies", "lying"),
}
UNCHANGED = frozenset(
    "a an the of to in on at by for with and or not no from as into up out over so that which who what it its her his "
    "their our my your this these those i we you he she they him them me us is are will must should can cannot be "
    "than then if when while about because through before after until without".split()
)
_VOWELS = "aeiou"


def forms(word: str, part: str | None) -> tuple[set[str], list[tuple[str, Admits]]]:
    """Whole-word forms; English needs no stems."""
    if word in UNCHANGED and part is None:
        return {word}, []
    if word in IRREGULAR:
        return {word, *IRREGULAR[word]}, []
    if part == "adjective":
        return {word, f"{word}er", f"{word}est"}, []
    found = {word, f"{word}'s", f"{word}s'"}
    found |= _plural(word)
    if part != "noun":
        found |= _verbal(word)
    return found, []


def _plural(word: str) -> set[str]:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return {word[:-1] + "ies", word[:-1] + "ies'"}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return {word + "es"}
    return {word + "s"}


def _verbal(word: str) -> set[str]:
    if word.endswith("e"):
        return {word + "d", word[:-1] + "ing"}
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return {word[:-1] + "ied", word + "ing"}
    found = {word + "ed", word + "ing"}
    # stop -> stopping, enrol -> enrolled: short words and a few final consonants double.
    if len(word) > 2 and word[-1] in "bdglmnprt" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return found
