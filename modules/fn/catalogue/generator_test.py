#!/usr/bin/env python3
"""Breaks a good entry in every way that the generator must notice, one at a time."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "modules/fn"))
from catalogue_compiler import packing  # noqa: E402 (found only now)
from catalogue_compiler.faults import Fault  # noqa: E402

ENTRY = "number_theory/factorial"


class Generator(unittest.TestCase):
    def run_on(self, change=lambda entry: None, source=lambda text: text, add=None):
        """Runs the generator on a catalogue of one entry, changed; returns its exit code and faults."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder) / "catalogue"
            (root / "number_theory").mkdir(parents=True)
            for suffix in (".json", ".ts"):
                shutil.copy(ROOT / "modules/fn/catalogue" / f"{ENTRY}{suffix}", root / "number_theory")
            metadata = root / f"{ENTRY}.json"
            entry = json.loads(metadata.read_text(encoding="utf-8"))
            change(entry)
            metadata.write_text(json.dumps(entry), encoding="utf-8")
            code = root / f"{ENTRY}.ts"
            code.write_text(source(code.read_text(encoding="utf-8")), encoding="utf-8")
            if add:
                add(root)
            result = subprocess.run(
                [sys.executable, ROOT / "scripts/generate-catalogue", "--catalogue", root,
                 "--lexicon", ROOT / "modules/fn/matching/lexicon.txt",
                 "--output", root.parent / "table.cpp", "--tests", root.parent / "tests.json"],
                capture_output=True, text=True, check=False)
            return result.returncode, result.stderr.strip()

    def refuses(self, fault, **changes):
        code, faults = self.run_on(**changes)
        self.assertEqual(code, 1)
        self.assertEqual(len(faults.splitlines()), 1, faults)
        self.assertIn(fault, faults)

    def test_a_good_entry_passes(self):
        self.assertEqual(self.run_on(), (0, ""))

    def test_metadata_faults(self):
        def keep(field, count):
            return lambda entry: entry.update({field: entry[field][:count]})
        for fault, change in {
            "unknown field 'color'": lambda entry: entry.update(color="red"),
            "'title' is missing": lambda entry: entry.pop("title"),
            "is not its path": lambda entry: entry.update(id="number_theory/other"),
            "no edge is tested": keep("edges", 0),
            "fewer than 3 examples": keep("examples", 2),
            "fewer than 3 paraphrases": keep("paraphrases", 2),
            "unknown sense 'NO_SUCH'": lambda entry: entry["signatures"].append("NO_SUCH"),
            "unknown trait": lambda entry: entry.update(traits=["odd"]),
            "names no parameter": lambda entry: entry.update(slots=["of {m}"]),
            "n is not integer": lambda entry: entry["examples"][0].update(args=[-1]),
            "expected 1 arguments": lambda entry: entry["examples"][0].update(args=[]),
            "the metadata says": lambda entry: entry["parameters"][0].update(name="m", synonyms=[]),
        }.items():
            with self.subTest(fault):
                self.refuses(fault, change=change)

    def test_source_faults(self):
        for fault, line in {
            "uses imports": "import x from 'y';",
            "uses the clock": "const now = Date.now();",
            "uses randomness": "const dice = Math.random();",
            "uses an enum": "enum Color { Red }",
        }.items():
            with self.subTest(fault):
                self.refuses(fault, source=lambda text, line=line: f"{line}\n{text}")
        self.refuses("export default function", source=lambda text: text.replace("export default ", ""))

    def test_catalogue_faults(self):
        def orphan(root):
            (root / "number_theory/orphan.ts").write_text("export default 1;", encoding="utf-8")

        def twin(root):
            entry = json.loads((root / f"{ENTRY}.json").read_text(encoding="utf-8"))
            entry["id"] = "number_theory/twin"
            (root / "number_theory/twin.json").write_text(json.dumps(entry), encoding="utf-8")
            shutil.copy(root / f"{ENTRY}.ts", root / "number_theory/twin.ts")
        self.refuses("its metadata is missing", add=orphan)
        self.refuses("the same", add=twin)


class Packing(unittest.TestCase):
    def test_starts_count_from_their_block(self):
        blocks, offsets = packing.pack_starts([1000] * 130)
        self.assertEqual(blocks, [0, 64000, 128000])
        self.assertEqual(len(offsets), 131)
        for place, offset in enumerate(offsets):
            self.assertEqual(blocks[place // 64] + offset, 1000 * place)
        with self.assertRaises(Fault):
            packing.pack_starts([1100] * 64)

    def test_degrees_are_unary(self):
        self.assertEqual(packing.pack_degrees([2, 0, 1, 0]), ([0b0010011], [0]))
        degrees = [300, *[0, 3, 1] * 100]
        words, blocks = packing.pack_degrees(degrees)
        bits = "".join(f"{word:064b}"[::-1] for word in words)
        self.assertEqual([len(run) for run in bits.split("0")][:len(degrees)], degrees)
        self.assertEqual(blocks, [sum(degrees[:node]) + node for node in range(0, 301, 64)])


if __name__ == "__main__":
    unittest.main()
