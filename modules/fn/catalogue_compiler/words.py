"""How English words are spelt in their forms, and phrases in their wordings."""

import itertools
import math

from .faults import Fault

PHRASE_EXPANSIONS_MAX = 2000
# Words of digits and number words name the same number.
NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                "ten", "eleven", "twelve")
ORDINAL_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
IRREGULAR = {
    "find": ["found"], "get": ["got", "gotten"], "give": ["gave", "given"],
    "take": ["took", "taken"], "make": ["made"], "build": ["built"], "tell": ["told"],
    "show": ["shown"], "write": ["written", "wrote"], "keep": ["kept"], "put": [], "cut": [],
    "split": [], "read": [], "leave": ["left"], "have": ["had"], "do": ["done", "did"],
    "go": ["went", "gone"], "come": ["came"], "begin": ["began", "begun"],
    "fall": ["fell", "fallen"], "grow": ["grew", "grown"], "rise": ["rose", "risen"],
    "throw": ["thrown", "threw"], "break": ["broke", "broken"], "choose": ["chose", "chosen"],
    "run": ["ran"], "hide": ["hid", "hidden"], "hold": ["held"], "know": ["knew", "known"],
    "say": ["said"], "lose": ["lost"], "bring": ["brought"], "stick": ["stuck"], "swap": [],
    "weave": ["wove", "woven"], "index": ["indices", "indexes"], "matrix": ["matrices"],
    "vertex": ["vertices"], "person": ["people", "persons"], "foot": ["feet"], "half": ["halves"],
    "radius": ["radii"], "child": ["children"], "person's": [], "be": [], "datum": ["data"],
    "parenthesis": ["parentheses"], "spell": ["spelt"], "stand": ["stood"], "bind": ["bound"],
    "shrink": ["shrank", "shrunk"], "send": ["sent"], "spit": ["spat"], "lay": ["laid"],
    "pay": ["paid"], "overlap": [], "sell": ["sold"], "mean": ["means"], "see": ["saw", "seen"],
    "sort": [], "even": [], "median": ["medians"], "divide": ["divided"], "think": ["thought"],
}
UNINFLECTED = {"even", "mean", "media", "first", "second", "third", "and", "or", "not", "than",
               "to", "of", "in", "by", "at", "on", "with", "from", "into", "is", "as", "no", "up",
               "off", "out", "it", "all", "any", "most", "more", "less", "least", "both", "one",
               "so", "be", "per", "each", "every", "other", "but", "does", "do", "over", "under",
               "above", "below"}


def surface_forms(word):
    """The spellings under which a base form occurs: itself, plural, -ing, -ed, irregular ones."""
    if len(word) < 3 or word in UNINFLECTED or not word.isalpha():
        return {word}
    forms = {word, *IRREGULAR.get(word, [])}
    vowels = "aeiou"
    if word.endswith("y") and word[-2] not in vowels:
        forms |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    elif word.endswith("e"):
        forms |= {word + "s", word + "d", word[:-1] + "ing"}
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        forms |= {word + "es", word + "ed", word + "ing"}
    else:
        forms |= {word + "s", word + "ed", word + "ing"}
        ends_short = (word[-1] not in "aeiouwxy" and word[-2] in vowels
                      and (len(word) == 3 or word[-3] not in vowels))
        if ends_short:
            forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
        if word.endswith("o"):
            forms.add(word + "es")
    return forms


def expand(phrase):
    """All wordings of a phrase with `a/b` alternatives and `[optional]` words."""
    places = []
    for word in phrase.split():
        optional = word.startswith("[") and word.endswith("]")
        choices = (word[1:-1] if optional else word).split("/")
        places.append(([""] if optional else []) + choices)
    count = math.prod(len(place) for place in places)
    if count > PHRASE_EXPANSIONS_MAX:
        raise Fault(f"phrase {phrase!r} has {count} wordings")
    return [" ".join(word for word in words if word) for words in itertools.product(*places)]
