"""Numbers words, senses and phrases of the lexicon and the entries."""

import itertools
import json
import re

from .entries import fold_name, strings
from .faults import Fault
from .lexicon import NOUN_SENSES, PLURALS
from .senses import incidental_senses
from .shapes import fits
from .words import NUMBER_WORDS, ORDINAL_WORDS, UNINFLECTED, expand, surface_forms


class Lists:
    """Numbers lists, equal ones alike; they are laid out one after another."""

    def __init__(self):
        self.numbers = {}

    def number(self, items):
        return self.numbers.setdefault(tuple(items), len(self.numbers))

    def sizes(self):
        return map(len, self.numbers)

    def items(self):
        return list(itertools.chain.from_iterable(self.numbers))


class Compiler:
    """Numbers words, senses and phrases and lays the tables out."""

    REPEATABLE = ("BOOL", "BY", "CHECK", "CONVERT", "COUNT", "CREATE", "EACH", "FORMAT", "FROM",
                  "KEEP", "NUMBER", "LIST", "STRING", "DATE", "DAYS", "TO", "WORD", "WORDS",
                  "LETTER", "LETTERS", "RETURN", "INTEGER", "DIGIT", "ELEMENT", "KEY", "OBJECT",
                  "PAIR", "MATRIX", "NESTED", "POINTS", "SUBSTRING", "CONTAIN", "FIRST_N", "TERM",
                  "PERCENT", "DIGITS_IN")

    def __init__(self, lexicon, entries):
        self.lexicon = lexicon
        self.entries = entries
        self.lemmas = {}
        self.sense_numbers = {name: number for number, name in enumerate(lexicon)}
        self.sense_numbers["WHOLE"] = len(lexicon)
        self.shared = len(lexicon) + 1
        self.singular_senses = {self.sense_numbers[name] for name in PLURALS}
        self.plural_senses = {self.sense_numbers[name] for name in PLURALS.values()}
        self.noun_senses = {self.sense_numbers[name] for name in lexicon
                            if name.startswith(("THING_", "PAIR_")) or name in NOUN_SENSES}
        self.owners = []
        self.trie = {}
        self.senses = Lists()
        self.names = {}
        self.name_lists = Lists()
        self.shapes = {}
        self.arrays = {name: [] for name in ("parameters", "values", "signatures", "slots")}
        self.function_rows = []
        self.dropped = {word.lstrip("=") for word in lexicon["DROPPED"]}

    def marked(self, word, sense, is_last):
        """A noun of a sense that names data takes a plural, but no verb forms: `+word`. Where its
        number matters it is the singular alone, `=word`, or the plural alone, `*word`."""
        if is_last and word.isalpha() and sense in self.singular_senses:
            return "=" + word
        if is_last and sense in self.plural_senses:
            return "*" + word if word.isalpha() else word
        is_noun = sense in self.noun_senses and word.isalpha() and word not in UNINFLECTED
        return "+" + word if is_noun else word

    def lemma(self, word):
        if not re.fullmatch(r"[=^+*]?(?:[a-z0-9à-öø-ÿ]+|-\d+|\d+\.\d+|[@#])", word):
            raise Fault(f"the word {word!r} is not plain")
        return self.lemmas.setdefault(word, len(self.lemmas))

    def add_phrases(self, sense, phrases):
        for phrase in phrases:
            whole = phrase.startswith("!")
            for wording in expand(phrase.removeprefix("!")):
                words = [w for w in wording.split()
                         if sense == self.sense_numbers["DROPPED"] or w not in self.dropped]
                if not words or len(words) == 1 < len(wording.split()):
                    raise Fault(f"the phrase {wording!r} is one word without its determiners")
                node = self.trie
                for place, word in enumerate(words, 1):
                    lemma = self.lemma(self.marked(word, sense, place == len(words)))
                    node = node.setdefault(lemma, {})
                node.setdefault("senses", set()).add(sense)
                if whole:
                    node["senses"].add(self.sense_numbers["WHOLE"])

    def sense_set(self, senses):
        return self.senses.number(sorted(set(senses)))

    def sense(self, where, name, local):
        if name in local:
            return local[name]
        if name in self.lexicon:
            return self.sense_numbers[name]
        raise Fault(f"{where}: unknown sense {name!r}")

    def append(self, array, rows):
        first = len(self.arrays[array])
        self.arrays[array] += rows
        return (first, len(rows))

    def compile(self):
        for name, phrases in self.lexicon.items():
            self.add_phrases(self.sense_numbers[name], phrases)
        for index, entry in enumerate(self.entries):
            self.compile_entry(index, entry)

    def compile_entry(self, index, entry):
        where = entry["id"]
        local = {}
        for name, phrases in entry.get("vocabulary", {}).items():
            if name in self.lexicon:
                raise Fault(f"{where}: the sense {name!r} is shared already")
            local[name] = self.shared + len(self.owners)
            self.owners.append(index)
            self.add_phrases(local[name], strings(where, phrases))
        accepted = {self.sense(where, name, local) for name in entry.get("allow", [])}
        forbidden = {self.sense(where, name, local) for name in entry.get("forbid", [])}
        accepted |= set(local.values()) - forbidden

        worded = set()
        signatures = []
        for text in entry["signatures"]:
            ordered = ">" in text
            parts = [part.split("|") for part in text.replace(">", " ").split()]
            for names in itertools.product(*parts):
                senses = [self.sense(where, name, local) for name in names]
                worded |= set(senses)
                signatures.append((self.senses.number(senses), ordered))

        parameters = []
        for parameter, shape in zip(entry["parameters"], entry["shapes"]):
            values = []
            for name, value in parameter.get("values", {}).items():
                if not fits(shape, value):
                    raise Fault(f"{where}: {name} binds {value!r}, which is not "
                                f"{parameter['shape']}")
                sense = self.sense(where, name, local)
                accepted.add(sense)
                values.append((sense, json.dumps(value)))
            names = map(fold_name, [parameter["name"], *parameter.get("synonyms", [])])
            names = self.name_lists.number(
                self.names.setdefault(name, len(self.names)) for name in names)
            shape_number = self.shapes.setdefault(parameter["shape"], len(self.shapes))
            parameters.append(
                (parameter, shape, shape_number, names, self.append("values", values)))
        slots = self.compile_slots(where, entry, local)
        nouns = (accepted | worded) & (self.noun_senses | self.singular_senses | self.plural_senses)
        incidental = {self.sense(where, name, local) for name in incidental_senses(entry)} | nouns
        accepted -= nouns
        # What only a signature speaks of is accepted where the description fulfils that signature.
        incidental -= accepted | (worded - nouns)
        self.function_rows.append({
            "entry": entry, "parameters": self.append("parameters", parameters),
            "signatures": self.append("signatures", signatures), "slots": slots,
            "accepted": self.sense_set(accepted), "incidental": self.sense_set(incidental),
            "forbidden": self.sense_set(forbidden)})

    def compile_slots(self, where, entry, local):
        names = [parameter["name"] for parameter in entry["parameters"]]
        wordings = [wording for slot in entry.get("slots", []) for wording in expand(slot)]
        wordings += [f"{{{parameter['name']}}}"
                     for parameter, shape in zip(entry["parameters"], entry["shapes"])
                     if shape["kind"] in ("list", "string") and parameter["role"] == "data"]
        wordings = [" ".join(word for word in wording.split() if word not in self.dropped)
                    for wording in wordings]
        wordings.sort(key=lambda wording: -len(wording.split()))
        rows = []
        for wording in wordings:
            elements = []
            for word in wording.split():
                capture = re.fullmatch(r"\{(\w+)(:th)?\}", word)
                if capture:
                    if capture.group(1) not in names:
                        raise Fault(f"{where}: slot {wording!r} names no parameter")
                    kind = "ordinal_capture" if capture.group(2) else "capture"
                    elements.append((kind, names.index(capture.group(1))))
                elif word.isupper() and len(word) > 1:
                    elements.append(("sense", self.sense(where, word, local)))
                else:
                    elements.append(("lemma", self.lemma(word)))
            rows.append(elements)
        return self.append("slots", rows)

    def surfaces(self):
        """Every spelling with the base forms it stands for, sorted."""
        out = {}
        for word, number in self.lemmas.items():
            if word[0] in "=^":
                forms = {word.lstrip("=")}
            elif word[0] in "+*":
                forms = {form for form in surface_forms(word[1:])
                         if not form.endswith(("ed", "ing"))}
                forms = forms - {word[1:]} if word[0] == "*" else forms | {word[1:]}
            else:
                forms = surface_forms(word)
            for form in forms:
                out.setdefault(form, set()).add(number)
        for number, word in list(enumerate(NUMBER_WORDS)):
            for lemma in out.get(word, ()):
                out.setdefault(str(number), set()).add(lemma)
        for number, word in enumerate(ORDINAL_WORDS, 1):
            for lemma in out.get(word, ()):
                out.setdefault(str(number), set())
        return sorted((text, tuple(sorted(lemmas))) for text, lemmas in out.items() if lemmas)

    def trie_rows(self):
        """Of each node, breadth first: the lemmas of its edges, sorted, and its set of senses. So
        the nodes that edges lead to follow each other in the order of the edges."""
        rows, queue = [], [self.trie]
        for node in queue:
            lemmas = sorted(key for key in node if key != "senses")
            queue += [node[lemma] for lemma in lemmas]
            rows.append((lemmas, self.sense_set(node.get("senses", ()))))
        return rows
