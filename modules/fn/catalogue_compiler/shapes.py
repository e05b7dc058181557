"""What parameters and results look like: `number[]`, `string!`, `key<number>` and so on."""

import math
import re

from .faults import Fault

KINDS = ("any", "scalar", "number", "integer", "string", "character", "boolean", "date", "object",
         "list", "key", "point", "place", "edge", "adjacency")


def parse_shape(text):
    """`number[]`, `integer>=0<=170`, `string!`, `key<number>` and the like, as table fields."""
    found = re.fullmatch(r"(\w+)(?:<(\w+)>)?((?:\[\])*)(!?)(?:>=(-?[\d.]+))?(?:<=(-?[\d.]+))?",
                         text)
    if not found:
        raise Fault(f"shape {text!r} is not understood")
    base, of, brackets, bang, low, high = found.groups()
    if base not in KINDS or base == "list" or (of and (base != "key" or of not in KINDS)):
        raise Fault(f"shape {text!r} has an unknown kind")
    depth = len(brackets) // 2
    if depth > 2 or (base == "key" and depth):
        raise Fault(f"shape {text!r} nests too deep")
    kinds = (["list"] * depth + [base] + ["any"] * 2)[:3]
    if base == "key":
        kinds = ["key", of or "any", "any"]
    return {"kind": kinds[0], "item": kinds[1], "inner": kinds[2], "non_empty": bool(bang),
            "minimum": float(low) if low else -math.inf,
            "maximum": float(high) if high else math.inf}


def is_point(value):
    """`[x, y]`, `[x, y, z]` or an object that has such numbers."""
    if isinstance(value, dict):
        return is_number(value.get("x")) and is_number(value.get("y"))
    return isinstance(value, list) and len(value) in (2, 3) and all(map(is_number, value))


def is_place(value):
    return isinstance(value, dict) \
        and any(is_number(value.get(name)) for name in ("lat", "latitude")) \
        and any(is_number(value.get(name)) for name in ("lon", "lng", "long", "longitude"))


def is_node(value):
    return isinstance(value, str) or is_number(value)


def is_edge(value):
    """`[a, b]`, `[a, b, weight]` or an object that says from where to where."""
    if isinstance(value, dict):
        return any(is_node(value.get(a)) and is_node(value.get(b))
                   for a, b in (("from", "to"), ("source", "target")))
    return isinstance(value, list) and len(value) in (2, 3) and all(map(is_node, value[:2])) \
        and all(map(is_number, value[2:]))


def is_adjacency(value):
    """For each node its neighbours: a list, or an object of weights."""
    return isinstance(value, dict) and all(
        all(map(is_node, near)) if isinstance(near, list) else
        isinstance(near, dict) and all(map(is_number, near.values())) for near in value.values())


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def fits_kind(kind, shape, value):
    def is_in_range():
        return is_number(value) and shape["minimum"] <= value <= shape["maximum"]
    checks = {
        "any": lambda: True,
        "scalar": lambda: not isinstance(value, (list, dict)),
        "number": is_in_range,
        "integer": lambda: is_in_range() and value == int(value),
        "string": lambda: isinstance(value, str),
        "key": lambda: isinstance(value, str),
        "character": lambda: isinstance(value, str) and len(value) == 1,
        "boolean": lambda: isinstance(value, bool),
        "date": lambda: (isinstance(value, str)
                         and bool(re.match(r"\d{4}-\d\d-\d\d([T ]|$)", value))),
        "object": lambda: isinstance(value, dict),
        "list": lambda: isinstance(value, list),
        "point": lambda: is_point(value),
        "place": lambda: is_place(value),
        "edge": lambda: is_edge(value),
        "adjacency": lambda: is_adjacency(value),
    }
    return checks[kind]()


def fits(shape, value):
    if not fits_kind(shape["kind"], shape, value):
        return False
    if shape["non_empty"] and isinstance(value, (list, str)) and not value:
        return False
    if shape["kind"] != "list":
        return True
    return all(fits_kind(shape["item"], shape, item) and
               (shape["item"] != "list" or all(fits_kind(shape["inner"], shape, x) for x in item))
               for item in value)
