#!/usr/bin/env python3
"""Runs the conformance cases of the sandbox on Wasmtime.

    run_cases.py SANDBOX.wasm [--cases FOLDER] [--steps FILE] [--compare FILE] [--seconds-max N]
                 [--verbose]

The twin of run_cases.mjs: same cases, same options, same last line.
"""

import argparse
import json
import pathlib
import re
import struct
import sys
import time

import wasmtime

OUTCOMES = ["running", "returned", "threw", "result_not_json", "syntax_error", "no_default_export",
            "import_refused", "never_settled", "limit_steps", "limit_memory", "limit_stack",
            "limit_output", "bad_arguments"]
FLAGS = ["touched_time", "touched_random", "result_bigint"]
HOST_STACK_BYTES_MIN = 1536 << 10
STATUS = struct.Struct("<IIQ10I")


class Program:
    """One fresh instance."""

    def __init__(self, engine, module):
        self.store = wasmtime.Store(engine)
        exports = wasmtime.Instance(self.store, module, []).exports(self.store)
        self.exports = exports
        self.memory = exports["memory"]
        self.status = self.call("sandbox_status_address")

    def call(self, name, *arguments):
        return self.exports[name](self.store, *arguments)

    def place(self, text):
        data = text.encode()
        address = self.call("sandbox_allocate", len(data))
        self.memory.write(self.store, data, address)
        return address, len(data)

    def text(self, address, length):
        if not address:
            return None
        return bytes(self.memory.read(self.store, address, address + length)).decode()

    def report(self):
        address = self.status
        (_, outcome, steps, memory, flags, result, result_bytes, error, error_bytes, lines,
         lines_bytes, _, dropped) = STATUS.unpack(
             bytes(self.memory.read(self.store, address, address + STATUS.size)))
        error_text = self.text(error, error_bytes)
        console = self.text(lines, lines_bytes) or ""
        return {
            "outcome": OUTCOMES[outcome],
            "steps": steps,
            "memory": memory,
            "flags": [name for bit, name in enumerate(FLAGS) if flags & 1 << bit],
            "result": self.text(result, result_bytes),
            "error": None if error_text is None else json.loads(error_text),
            "console": [json.loads(line) for line in console.splitlines()],
            "dropped": dropped,
        }


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def text_of(source, folder):
    """A source is text, lines, or the name of a file beside the cases."""
    if isinstance(source, dict):
        return (folder / source["file"]).read_text()
    text = "\n".join(source) if isinstance(source, list) else source
    return re.sub(r"\{\{(.)\*(\d+)\}\}", lambda found: found[1] * int(found[2]), text)


def run(engine, module, test, defaults, folder):
    program = Program(engine, module)
    limits = {**defaults["limits"], **test.get("limits", {})}
    source = program.place(text_of(test["source"], folder))
    arguments = program.place(test.get("argumentsText", compact(test.get("args", []))))
    program.memory.write(program.store, bytes([test.get("seed", defaults["seed"])] * 32),
                         program.call("sandbox_seed_address"))
    trap = None
    try:
        program.call("sandbox_run", *source, *arguments,
                     float(test.get("now_ms", defaults["now_ms"])), limits["steps_max"],
                     limits["memory_bytes_max"], limits["output_bytes_max"],
                     limits["console_bytes_max"])
    except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
        trap = str(error)
    return {**program.report(), "trap": trap}


def differences(expected, actual):
    found = []

    def check(what, want, have):
        if type(want) is not type(have) or want != have:
            found.append(f"{what}: expected {want!r}, got {have!r}")

    check("outcome", expected["outcome"], actual["outcome"])
    if "result" in expected:
        check("result", compact(expected["result"]), actual["result"])
    if "resultText" in expected:
        check("result", expected["resultText"], actual["result"])
    if "resultBytes" in expected:
        check("result length", expected["resultBytes"], len(actual["result"] or ""))
    for key, want in expected.get("error", {}).items():
        check(f"error.{key}", want, (actual["error"] or {}).get(key))
    if "console" in expected:
        check("console", expected["console"],
              [[line["level"], line["text"]] for line in actual["console"]])
    if "dropped" in expected:
        check("lines dropped", expected["dropped"], actual["dropped"])
    if "flags" in expected:
        check("flags", expected["flags"], actual["flags"])
    if "trapped" in expected:
        check("trapped", expected["trapped"], actual["trap"] is not None)
    return found


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module")
    parser.add_argument("--cases", type=pathlib.Path,
                        default=pathlib.Path(__file__).parent / "cases")
    parser.add_argument("--steps", type=pathlib.Path)
    parser.add_argument("--compare", type=pathlib.Path)
    parser.add_argument("--seconds-max", type=float, default=20)
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def main():
    options = parse_options()
    defaults = json.loads((options.cases / "defaults.json").read_text())
    compared = json.loads(options.compare.read_text()) if options.compare else None
    config = wasmtime.Config()
    config.max_wasm_stack = HOST_STACK_BYTES_MIN
    engine = wasmtime.Engine(config)
    module = wasmtime.Module.from_file(engine, options.module)
    used, passed, failed, slowest = {}, 0, 0, (0.0, "")
    for file in sorted(options.cases.glob("*.json")):
        if file.name == "defaults.json":
            continue
        is_canary = file.name == "canaries.json"
        for test in json.loads(file.read_text()):
            name = f"{file.stem}/{test['name']}"
            start = time.perf_counter()
            actual = run(engine, module, test, defaults, options.cases)
            seconds = time.perf_counter() - start
            found = differences(test["expect"], actual)
            used[name] = {key: actual[key] for key in ("outcome", "steps", "error")}
            if compared is not None and compared.get(name) != used[name]:
                found.append(f"engines differ: {compared.get(name)} and {used[name]}")
            if seconds > options.seconds_max:
                found.append(f"took {seconds:.1f} s")
            slowest = max(slowest, (seconds, name))
            if options.verbose:
                print(f"{name}: {seconds * 1000:.0f} ms, {actual}")
            if bool(found) == is_canary:
                passed += 1
            else:
                failed += 1
                print(f"FAILED {name}: {'a canary passed' if is_canary else '; '.join(found)}")
    if options.steps:
        options.steps.write_text(json.dumps(used, indent=1))
    print(f"slowest: {slowest[1]}, {slowest[0] * 1000:.0f} ms")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
