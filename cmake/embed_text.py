"""Writes a C++ file that defines a function returning the text of a file.

usage: embed_text.py <input> <output.cpp> <header> <namespace::function>
"""

import sys

CHUNK_BYTES = 4096


def literal(chunk):
    escapes = {0x22: '\\"', 0x5C: "\\\\", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"}
    # Octal escapes end after three digits, so the next character cannot join one.
    return '"' + "".join(
        escapes.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
        for byte in chunk) + '"'


def literals(content):
    """String literals, one a line, that together are the content."""
    chunks = [content[i:i + CHUNK_BYTES] for i in range(0, len(content), CHUNK_BYTES)]
    return "\n    ".join(map(literal, chunks))


def main():
    source, target, header, function = sys.argv[1:]
    with open(source, "rb") as file:
        text = file.read()
    name = function.split("::")[-1]
    with open(target, "w", encoding="ascii") as file:
        file.write(f'#include "{header}"\n\n')
        file.write(f"namespace {'::'.join(function.split('::')[:-1])} {{\n\n")
        file.write(f"constexpr char kText[] =\n    {literals(text)};\n\n")
        file.write(f"std::string_view {name}() {{ return {{kText, sizeof kText - 1}}; }}\n\n}}\n")


if __name__ == "__main__":
    main()
