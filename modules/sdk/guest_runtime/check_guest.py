#!/usr/bin/env python3
"""Checks what only a built module can show.

usage: check_guest.py <build folder of the wasm preset>

1. A million co_awaits in a loop need no stack: the core modules sdk_await_loop_O0 and _O2 run in
   Wasmtime and in V8 (node).
2. No module imports anything but skerry:host, and nothing at all of WASI.

Exits with 77, which CTest counts as skipped, when the modules have not been built.
"""

import pathlib
import re
import subprocess
import sys

ROUNDS = 1_000_000
SKIPPED = 77
EXPORTS = ("count-immediate", "count-waiting")

NODE_PROGRAM = """
const bytes = require('fs').readFileSync(process.argv[1]);
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
exports._initialize();
for (const name of process.argv.slice(3)) console.log(exports[name](Number(process.argv[2])));
"""


def run_in_wasmtime(path):
    import wasmtime

    store = wasmtime.Store()
    module = wasmtime.Module.from_file(store.engine, str(path))
    exports = wasmtime.Instance(store, module, []).exports(store)
    exports["_initialize"](store)
    return [exports[name](store, ROUNDS) for name in EXPORTS]


def run_in_node(path):
    command = ["node", "-e", NODE_PROGRAM, str(path), str(ROUNDS), *EXPORTS]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [int(line) for line in output.split()]


def foreign_imports(path, wasm_tools):
    text = subprocess.run([wasm_tools, "component", "wit", str(path)], check=True,
                          capture_output=True, text=True).stdout
    world = text[text.index("world root {"):]
    imports = re.findall(r"^  import ([^;]+);", world[: world.index("\n}")], re.MULTILINE)
    return [name for name in imports if not name.startswith("skerry:host/")]


def main():
    build = pathlib.Path(sys.argv[1])
    loops = sorted(build.glob("modules/sdk/guest_runtime/sdk_await_loop_O*.wasm"))
    modules = sorted(build.glob("modules/*.wasm"))
    if len(loops) != 2 or not modules:
        print(f"skipped: no modules below {build}; build the wasm preset first")
        return SKIPPED
    failed = 0
    for loop in loops:
        for engine, run in (("Wasmtime", run_in_wasmtime), ("V8", run_in_node)):
            counts = run(loop)
            good = counts == [ROUNDS] * len(EXPORTS)
            failed += not good
            print(f"{'ok' if good else 'FAILED'}: {loop.stem} in {engine}: {counts}")
    wasm_tools = pathlib.Path(sys.executable).parent / "wasm-tools"
    for module in modules:
        foreign = foreign_imports(module, wasm_tools if wasm_tools.exists() else "wasm-tools")
        failed += bool(foreign)
        print(f"{'FAILED' if foreign else 'ok'}: {module.name} imports {foreign or 'skerry:host'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
