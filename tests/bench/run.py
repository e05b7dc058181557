"""Measures servers side by side: a few seconds each, in turn, for several rounds.

Requests a second come from wrk; processor time a request from the server process's own accounting.
Prints the table of docs/benchmarks.md. Ratios are medians over the rounds of the ratio within one
round, so that a machine that slows down does not favour anybody.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 3
CONNECTIONS = 32
TICKS = os.sysconf("SC_CLK_TCK")
CALL = json.dumps({"description": "Sort array of numbers", "args": {"numbers": [3, 1, 4, 1, 5]}})
UNCACHED = json.dumps({"description": "Sort array of numbers",
                       "args": {"numbers": [3, 1, 4, 1, 5]}, "options": {"cache": False}})


class Server:
    """A server process that prints where it listens."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)|^(\d+)$", line.strip())
            if found:
                self.port = int(found[1] or found[2])
                return
        raise RuntimeError(f"{command[0]} did not start")

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_kib(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def measure(server, path, body, folder):
    """Requests a second and microseconds of processor time a request."""
    script = folder / "request.lua"
    if body:
        script.write_text(f'wrk.method = "POST"\nwrk.body = [[{body}]]\n'
                          'wrk.headers["Content-Type"] = "application/json"\n')
    else:
        script.write_text("")
    before = server.cpu_seconds()
    output = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script),
         f"http://127.0.0.1:{server.port}{path}"],
        capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        raise RuntimeError(output)
    requests = int(re.search(r"(\d+) requests in", output)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    return rate, (server.cpu_seconds() - before) / requests * 1e6


def post(port, body):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/fn", body.encode(),
                                     {"content-type": "application/json"})
    return urllib.request.urlopen(request).read().decode()


def main(rounds):
    skerry = str(ROOT / "build/release/host/skerry")
    modules = str(ROOT / "build/wasm/modules")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def serve(*extra):
            data = tempfile.mkdtemp(dir=name)
            return Server([skerry, "serve", "--port", "0", "--data-dir", data, "--modules-dir",
                           modules, *extra])

        floor = Server([str(ROOT / "build/release/host/http/http_floor_server"), "0"])
        probe = serve("--public-module", "probe")
        product = serve()
        answer = post(product.port, CALL)
        stable = answer[answer.index('"type"'):answer.index(',"cached"')]
        twin = Server(["node", str(ROOT / "tests/bench/node_twin.mjs"), stable])
        cases = [
            ("bare server, no module", floor, "/", None),
            ("module's trivial route", probe, "/status?code=200&body=hello", None),
            ("`GET /health` through the gateway", product, "/health", None),
            ("result-cached `POST /fn`", product, "/fn", CALL),
            ("plain Node server, same answer", twin, "/fn", CALL),
            ("`POST /fn`, sandbox each time", product, "/fn", UNCACHED),
        ]
        results = {case[0]: [] for case in cases}
        for _ in range(rounds):
            for label, server, path, body in cases:
                results[label].append(measure(server, path, body, folder))
        print("| what | requests/s | CPU µs a request |\n|---|---|---|")
        for label, values in results.items():
            print(f"| {label} | {statistics.median(v[0] for v in values):,.0f} "
                  f"| {statistics.median(v[1] for v in values):.1f} |")

        def ratio(over, under, index):
            pairs = zip(results[over], results[under])
            return statistics.median(a[index] / b[index] for a, b in pairs)

        labels = [case[0] for case in cases]
        print("\n| ratio (median of rounds) | by rate | by CPU time | aim |\n|---|---|---|---|")
        for over, under, aim in [(1, 0, "≥ 0.7"), (3, 4, "≥ 1.5")]:
            print(f"| {labels[over]} / {labels[under]} | {ratio(labels[over], labels[under], 0):.2f} "
                  f"| {1 / ratio(labels[over], labels[under], 1):.2f} | {aim} |")
        print(f"\nResident memory of the product after the run: {product.resident_kib():,} KiB.")
        for server in (floor, probe, product, twin):
            server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]))
