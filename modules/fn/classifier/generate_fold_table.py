"""Writes fold_table.hpp: what each letter with case or accent folds to.

usage: generate_fold_table.py <fold_table.hpp>

Covers the alphabets whose letters fold to one base letter below U+10000: Latin, Greek, Cyrillic,
Armenian. The table is committed, for another version of Unicode must not change the features.
"""

import sys
import unicodedata

RANGES = ((0xC0, 0x250), (0x370, 0x590), (0x1E00, 0x2000))
# Letters with a stroke have no decomposition.
STROKES = {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ŧ": "t", "ħ": "h"}


def fold(character):
    """The base letter of a character, or the character itself."""
    lower = character.lower()
    base = unicodedata.normalize("NFKD", lower[0] if lower else character)[0]
    return STROKES.get(base, base)


def main():
    rows = [(code, ord(fold(chr(code)))) for first, end in RANGES for code in range(first, end)
            if unicodedata.category(chr(code))[0] == "L" and fold(chr(code)) != chr(code)]
    entries = [f"{{0x{code:04x}, 0x{base:04x}}}," for code, base in rows]
    lines = ["    " + " ".join(entries[at:at + 5]) for at in range(0, len(entries), 5)]
    with open(sys.argv[1], "w", encoding="ascii") as file:
        file.write("#pragma once\n\n#include <cstdint>\n\n// Made by generate_fold_table.py, from "
                   f"Unicode {unicodedata.unidata_version}.\n\nnamespace skerry::fn {{\n\n"
                   "struct FoldedLetter {\n  std::uint16_t letter;\n  std::uint16_t base;\n};\n\n"
                   "/// Letters with case or accent and their base letters, ordered by letter.\n"
                   "// clang-format off\ninline constexpr FoldedLetter kFoldedLetters[] = {\n"
                   + "\n".join(lines) + "\n};\n// clang-format on\n\n}  // namespace skerry::fn\n")


main()
