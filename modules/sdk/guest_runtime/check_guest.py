#!/usr/bin/env python3
"""Checks what only a built module can show.

usage: check_guest.py <build folder of the wasm preset>

1. A million co_awaits in a loop need no stack: the core modules sdk_await_loop_O0 and _O2 run in
   Wasmtime and in V8 (node).
2. No module imports anything but skerry:host, and nothing at all of WASI.
3. The adapters say to the host, and hear from it, what the contract means: the example is driven
   through one request of each kind.

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


def is_component(path):
    with open(path, "rb") as file:
        return file.read(8)[4:] == b"\x0d\x00\x01\x00"


def foreign_imports(path, wasm_tools):
    if not is_component(path):
        import wasmtime

        module = wasmtime.Module.from_file(wasmtime.Engine(), str(path))
        return [f"{item.module}.{item.name}" for item in module.imports]
    text = subprocess.run([wasm_tools, "component", "wit", str(path)], check=True,
                          capture_output=True, text=True).stdout
    world = text[text.index("world root {"):]
    imports = re.findall(r"^  import ([^;]+);", world[: world.index("\n}")], re.MULTILINE)
    return [name for name in imports if not name.startswith("skerry:host/")]


HEAD = ":method: POST\n:path: /x\n:authority: localhost\n"
FAILURES = ("cancelled", "timed-out", "unreachable", "not-found", "limit-exceeded", "not-utf8",
            "denied", "overloaded", "trapped", "constraint", "invalid", "number-out-of-range",
            "unavailable")
IMPORTS = {
    "types": (), "clock": ("now-ms", "monotonic-ms"), "random": ("next",), "log": ("write",),
    "metrics": ("add", "observe"), "config": ("get",),
    "crypto": ("sha256", "hmac-sha256", "verify"), "rpc": ("reply",),
    "http": ("respond", "begin", "write", "write-base64", "finish", "break-off", "send-blob",
             "forward", "read-body"),
    "fetch": ("start", "pull", "cancel"), "queue": ("send", "ack", "retry"),
    "timers": ("start", "cancel"),
}


class ExampleComponent:
    """The example in Wasmtime; remembers what it asks of its host."""

    def __init__(self, path):
        import wasmtime
        from wasmtime import component

        engine = wasmtime.Engine()
        self.store = wasmtime.Store(engine)
        self.calls = []
        linker = component.Linker(engine)
        with linker.root() as root:
            for interface, names in IMPORTS.items():
                with root.add_instance(f"skerry:host/{interface}@0.1.0") as instance:
                    for name in names:
                        instance.add_func(name, self.recorder(f"{interface}.{name}"))
        loaded = component.Component.from_file(engine, str(path))
        self.instance = linker.instantiate(self.store, loaded)

    def recorder(self, name):
        return lambda _store, *arguments: self.calls.append((name, *arguments))

    def event(self, interface, name, *arguments):
        """Delivers an event and returns what the module asked for."""
        exports = self.instance.get_export_index(self.store, f"skerry:host/{interface}@0.1.0")
        index = self.instance.get_export_index(self.store, name, exports)
        self.instance.get_func(self.store, index)(self.store, *arguments)
        asked, self.calls = self.calls, []
        return asked


def drive_example(path):
    """The names of what went wrong."""
    from wasmtime import component

    example = ExampleComponent(path)
    wrong = []

    def expect(what, found, wanted):
        if found != wanted:
            wrong.append(f"{what}: {found}")

    started = example.event("http-events", "on-request", 2, HEAD, "", "hello €")
    # How much memory it has is measured after the first event, whatever that is.
    expect("memory", [call[:2] for call in started[2:]],
           [("metrics.observe", "instance_memory_bytes")])
    expect("request", started[:2], [
        ("fetch.start", 1, component.Variant("service", "other"), "whole",
         ":method: POST\n:path: /echo\n", "", "hello €"), ("timers.start", 3, 1000)])
    answer = component.Record()
    answer.status, answer.head, answer.body = 200, "a: b\n", "echo €"
    expect("answer", example.event("fetch-events", "on-whole", 1, answer), [
        ("timers.cancel", 3),
        ("http.respond", 2, 200, "content-type: text/plain; charset=utf-8\n", "echo €")])
    expect("late answer", example.event("fetch-events", "on-whole", 1, answer), [])

    for number, failure in enumerate(FAILURES):
        request, fetch, timer = 4 + 2 * number, 5 + 4 * number, 7 + 4 * number
        example.event("http-events", "on-request", request, HEAD, "", "")
        asked = example.event("fetch-events", "on-whole", fetch,
                              component.Variant(failure, "why"))
        expect(failure, [call[:3] for call in asked], [
            ("timers.cancel", timer), ("log.write", "warning", failure),
            ("http.respond", request, 502)])

    example.event("http-events", "on-request", 100, HEAD, "", "")
    aborted = example.event("http-events", "on-abort", 100)
    expect("abort", sorted(call[0] for call in aborted), ["fetch.cancel", "timers.cancel"])
    refused = example.event("http-events", "on-request", 102, HEAD, "",
                            component.Variant("not-utf8", ""))
    expect("bad body", [call[:3] for call in refused], [("http.respond", 102, 400)])
    return wrong


def main():
    build = pathlib.Path(sys.argv[1])
    loops = sorted(build.glob("modules/sdk/guest_runtime/sdk_await_loop_O*.wasm"))
    modules = sorted(build.glob("modules/*.wasm"))
    if len(loops) != 2 or not modules:
        print(f"skipped: no modules below {build}; build the wasm preset first")
        print("0 passed, 0 failed, 1 skipped")
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
    wrong = drive_example(build / "modules/sdk_example.wasm")
    failed += bool(wrong)
    print(f"{'FAILED' if wrong else 'ok'}: sdk_example.wasm driven by a host {wrong or ''}")
    checks = 2 * len(loops) + len(modules) + 1
    print(f"{checks - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
