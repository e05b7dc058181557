"""Writes the meta-schemas of all drafts into one text: each as a line of its URI and one of JSON.

usage: gather_meta_schemas.py <folder of ajv's dist/refs> <output>
"""

import json
import sys
from pathlib import Path

SOURCES = ("json-schema-2020-12/schema.json", "json-schema-2020-12/meta/*.json",
           "json-schema-2019-09/schema.json", "json-schema-2019-09/meta/*.json",
           "json-schema-draft-07.json")
DOCUMENTS_MIN = 16


def main():
    folder, output = sys.argv[1:]
    lines = []
    for source in SOURCES:
        for path in sorted(Path(folder).glob(source)):
            document = json.loads(path.read_text(encoding="utf-8"))
            lines += [document["$id"].removesuffix("#"),
                      json.dumps(document, ensure_ascii=False, separators=(",", ":"))]
    if len(lines) < 2 * DOCUMENTS_MIN:
        sys.exit(f"only {len(lines) // 2} meta-schemas in {folder}")
    Path(output).write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
