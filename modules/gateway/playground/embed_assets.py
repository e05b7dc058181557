"""Writes a C++ file that defines what the playground serves: each file's path, type, tag and bytes.

usage: embed_assets.py <output.cpp> <file…>
"""

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "cmake"))
from embed_text import literals  # noqa: E402

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
TAG_DIGITS = 24


def main():
    target, *files = sys.argv[1:]
    definitions, rows = [], []
    for index, path in enumerate(map(Path, files)):
        content = path.read_bytes()
        tag = hashlib.sha256(content).hexdigest()[:TAG_DIGITS]
        definitions.append(f"constexpr char kBytes{index}[] =\n    {literals(content)};\n")
        rows.append(f'    {{"{path.name}", "{TYPES[path.suffix]}", "\\"{tag}\\"",\n'
                    f"     {{kBytes{index}, sizeof kBytes{index} - 1}}}},\n")
    Path(target).write_text(
        '#include "modules/gateway/playground/assets.hpp"\n\n'
        "namespace skerry::gateway {\nnamespace {\n\n" + "\n".join(definitions) +
        "\nconstexpr Asset kAssets[] = {\n" + "".join(rows) + "};\n\n}  // namespace\n\n"
        "std::span<const Asset> playground_assets() { return kAssets; }\n\n"
        "}  // namespace skerry::gateway\n", encoding="ascii")


main()
