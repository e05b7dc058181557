"""Literals and arrays of C++."""

import math

from .packing import pack_starts


def c_text(text):
    """A C++ string literal of exactly these bytes."""
    out = []
    for byte in text.encode("utf-8"):
        char = chr(byte)
        if char == "\n":
            out.append("\\n\"\n\"")
        elif char in "\"\\":
            out.append("\\" + char)
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append(f"\\{byte:03o}")
    return '"' + "".join(out).replace("??", "?\\?") + '"'


def c_range(pair):
    return f"{{{pair[0]}, {pair[1]}}}"


def c_double(value):
    if math.isinf(value):
        return "-kInfinity" if value < 0 else "kInfinity"
    return repr(float(value))


def c_array(kind, name, rows, count=None):
    """Each row is an element, unless it is said how many there are."""
    body = ",\n".join(rows)
    size = len(rows) if count is None else count
    return f"constexpr std::array<{kind}, {size}> {name} = {{{{\n{body}\n}}}};\n"


def c_numbers(kind, name, numbers):
    """Twenty to a line."""
    numbers = list(numbers)
    rows = [",".join(map(str, numbers[at:at + 20])) for at in range(0, len(numbers), 20)]
    return c_array(kind, name, rows, len(numbers))


def c_starts(name, sizes):
    """The two arrays of a `Starts`."""
    blocks, offsets = pack_starts(sizes)
    return (c_numbers("std::uint32_t", f"{name}Blocks", blocks)
            + c_numbers("std::uint16_t", f"{name}Offsets", offsets))


def c_lists(name, lists):
    """The arrays of a `Lists<Id>`."""
    return c_starts(name, lists.sizes()) + c_numbers("Id", name, lists.items())
