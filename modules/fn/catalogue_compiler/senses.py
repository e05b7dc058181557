"""Which senses say no more than what kind of data a function takes and gives."""

from .shapes import parse_shape

# What may be said of the data of a shape without changing the task.
ITEM_SENSES = {
    "number": ["NUMBER", "NUMBERS", "INTEGER", "INTEGERS", "THING_NUM", "THING_NUMS"],
    "integer": ["NUMBER", "NUMBERS", "INTEGER", "INTEGERS", "THING_NUM", "THING_NUMS"],
    "string": ["STRINGS", "WORDS", "THING_TEXTS"],
    "character": ["LETTERS"],
    "date": ["DATE"],
    "object": ["OBJECT", "THING_RECORD", "THING_RECORDS"],
    "any": ["NUMBERS", "INTEGERS", "STRINGS", "WORDS", "THING_NUMS", "THING_TEXTS"],
    "scalar": ["NUMBERS", "INTEGERS", "STRINGS", "WORDS", "THING_NUMS", "THING_TEXTS"],
    "boolean": ["BOOL"],
    "list": ["NESTED", "LISTS", "MATRIX", "PAIR", "PAIR_LIST"],
    "point": ["POINTS"],
    "edge": ["GRAPH", "NODES", "EDGES", "PAIR"],
}
SCALAR_SENSES = {
    "number": ["NUMBER", "INTEGER", "THING_NUM", "NVAR"],
    "integer": ["NUMBER", "INTEGER", "NATURAL", "THING_NUM", "NVAR"],
    "string": ["STRING", "SENTENCE", "WORD", "THING_TEXT"],
    "character": ["LETTER", "STRING"],
    "date": ["DATE"],
    "object": ["OBJECT"],
    "key": ["KEY"],
    "any": ["ELEMENT", "NUMBER", "STRING", "WORD"],
    "scalar": ["ELEMENT", "NUMBER", "STRING", "WORD"],
    "boolean": ["BOOL"],
    "point": ["POINTS"],
    "place": ["POINTS", "COORDINATES"],
    "adjacency": ["GRAPH", "NODES", "EDGES", "OBJECT"],
}
PAIR_SENSES = {"number": ["PAIR_NUMBER", "NUMBERS", "INTEGERS"],
               "integer": ["PAIR_NUMBER", "NUMBERS", "INTEGERS"],
               "string": ["PAIR_TEXT", "STRINGS", "WORDS"],
               "list": ["PAIR_LIST", "LISTS"], "date": ["PAIR_DATE"], "object": ["PAIR_OBJECT"]}


def incidental_senses(entry):
    """The senses that name only the kind of data that the function takes and gives."""
    result = parse_shape(entry["result"])
    senses = set()
    for parameter, shape in zip(entry["parameters"], entry["shapes"]):
        if parameter["role"] not in ("data", "key"):
            continue
        if shape["kind"] == "list":
            senses |= {"LIST", "ELEMENT", "ELEMENTS", *ITEM_SENSES.get(shape["item"], ())}
            if shape["item"] == "list":
                senses |= {"MATRIX"}
            if shape["item"] in ("number", "integer"):
                senses.add("SETTING_NUMBERS")
        else:
            senses |= set(SCALAR_SENSES.get(shape["kind"], ()))
        if shape["kind"] in ("list", "string") and result["kind"] != "boolean":
            senses.add("CONTEXT_ALL")
    if result["kind"] == "boolean":
        senses |= {"BOOL", "CHECK"}
    elif result["kind"] == "list":
        senses.add("CONTEXT_ALL")
        senses |= {"LIST", "ELEMENT", "ELEMENTS"}
    elif result["kind"] in ("number", "integer"):
        senses |= {"NUMBER", "INTEGER"}
    elif result["kind"] == "object":
        senses |= {"OBJECT"}
    elif result["kind"] == "string":
        senses |= {"STRING"}
    required = [shape for parameter, shape in zip(entry["parameters"], entry["shapes"])
                if "default" not in parameter]
    kinds = [shape["kind"] for shape in required]
    for kind in set(kinds):
        if kinds.count(kind) > 1:
            senses |= {"PAIR", *PAIR_SENSES.get(kind, [])}
    return senses
