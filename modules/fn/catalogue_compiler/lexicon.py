"""Reads the lexicon: the senses and the phrases that have them."""

import re

from .faults import Fault

# Nouns whose number matters: one text is not a list of texts. The plural sense is derived.
PLURALS = {"NUMBER": "NUMBERS", "INTEGER": "INTEGERS", "STRING": "STRINGS",
           "THING_TEXT": "THING_TEXTS", "THING_NUM": "THING_NUMS", "ELEMENT": "ELEMENTS",
           "LIST": "LISTS", "SENTENCE": "SENTENCES", "THING_RECORD": "THING_RECORDS"}
NOUN_SENSES = {"NUMBER", "INTEGER", "NATURAL", "LIST", "ELEMENT", "STRING", "SENTENCE", "WORD",
               "WORDS", "LETTER", "LETTERS", "OBJECT", "KEY", "DATE", "TIME", "VALUES", "MEASURE"}


def load_lexicon(path):
    senses = {}
    current = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            current, _, line = line.partition(":")
            if not re.fullmatch(r"[A-Z][A-Z0-9_]*", current) or current in senses:
                raise Fault(f"lexicon line {number}: {current!r} is no new sense")
            senses[current] = []
        elif current is None:
            raise Fault(f"lexicon line {number}: continues nothing")
        senses[current] += [phrase.strip() for phrase in line.split(",") if phrase.strip()]
    for name in PLURALS:
        senses[PLURALS[name]] = list(senses[name])
    for sense in ("NOISE", "DROPPED", "BY", "CIRCUMSTANCE"):
        if sense not in senses:
            raise Fault(f"lexicon: the sense {sense} is missing")
    return senses
