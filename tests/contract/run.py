"""Schemathesis against `skerry serve`: what the server answers is what it says of itself.

    run.py [SECONDS]        default 75

Requests are made from GET /openapi.json, good and bad ones, to every operation, and by following
ids from one answer into the next request. Closes with `N passed, N failed, N skipped`, counting
requests.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "bench"))

from servers import DIRECT, Server  # noqa: E402

SECONDS = 75
CANARY_SECONDS = 5
# Beyond its time for generating, Schemathesis finishes what it began.
GRACE_SECONDS = 120
OPERATIONS_MIN = 30
# Nothing listens there: callbacks to made-up addresses never leave this machine.
NOWHERE = "http://127.0.0.1:9"
CALLBACK = "https://callback.example/"
DELIVERY_SECONDS_MAX = 20
POLL_SECONDS = 0.1


def things(server):
    """Ids of what the operations work on, by prefix."""
    def send(path, body):
        return json.loads(server.send(path, body))

    functions = [send("/fn/functions", {
        "name": f"seed {n}", "description": f"Scale by seed {n}",
        "source": f"export default (n: number) => n * {n};",
        "examples": [{"args": {"n": value}, "result": value * n} for value in (1, 2, 3)],
    })["id"] for n in range(2, 10)]
    sort = {"description": "Sort array of numbers", "args": {"numbers": [3, 1, 2]}}
    calls = [send("/fn", sort)["id"] for _ in range(3)]
    jobs = [send("/fn", {**sort, "options": {"mode": "async", "callbackUrl": CALLBACK}})["jobId"]
            for _ in range(3)]
    tasks = [send("/fn", {"description": "Approve the invoice", "type": "human"})["taskId"]
             for _ in range(12)]
    return {"fn": functions, "call": calls, "job": jobs, "task": tasks,
            "dlv": [delivery_of(server, job) for job in jobs]}


def delivery_of(server, job):
    """The report of a job's end, once there is one."""
    deadline = time.monotonic() + DELIVERY_SECONDS_MAX
    url = f"http://127.0.0.1:{server.port}/fn/jobs/{job}/deliveries"
    while time.monotonic() < deadline:
        items = json.load(DIRECT.open(url))["items"]
        if items:
            return items[0]["deliveryId"]
        time.sleep(POLL_SECONDS)
    raise RuntimeError(f"no delivery of {job}")


def start(folder):
    return Server([str(ROOT / "build/release/host/skerry"), "serve", "--port", "0",
                   "--data-dir", str(folder / "data"),
                   "--modules-dir", str(ROOT / "build/wasm/modules")], ROOT,
                  {"SKERRY_FETCH_PROXY": NOWHERE, "AI_PROVIDERS": "local"})


def examine(server, folder, seconds, *options, **environment):
    """Runs Schemathesis; answers with its exit status, its report and what it printed."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    done = subprocess.run(
        [str(Path(sys.executable).parent / "schemathesis"), "--no-color",
         "--config-file", str(HERE / "schemathesis.toml"),
         "run", f"http://127.0.0.1:{server.port}/openapi.json", "--max-time", str(seconds),
         "--report", "json", "--report-json-path", str(report), *options],
        cwd=folder, timeout=seconds + GRACE_SECONDS, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE),
             "CONTRACT_IDS": str(folder / "ids.json"), **environment})
    found = json.loads(report.read_text()) if report.exists() else {}
    if not found.get("operations"):
        raise RuntimeError(f"Schemathesis did not run: {done.stdout}")
    return done.returncode, found, done.stdout


def faults(server, folder, seconds):
    """Examines the server, and whether an examination can fail; answers with counts."""
    (folder / "ids.json").write_text(json.dumps(things(server)))
    canary, _, _ = examine(server, folder, CANARY_SECONDS, "--include-path", "/health",
                           CONTRACT_CANARY="1")
    status, report, printed = examine(server, folder, seconds)
    if status:
        print(printed)
    cases, operations = report["test_cases"], report["operations"]
    failed = cases["with_failures"] + cases["errored"] + len(report["errors"])
    passed = cases["generated"] - cases["with_failures"] - cases["errored"]
    others = {
        "a description that is wrong of /health was found right": canary == 0,
        f"{operations['tested']} of {operations['total']} operations were tested":
            operations["tested"] < max(operations["total"], OPERATIONS_MIN),
        "Schemathesis failed without a failure": status and not failed,
        "the server ended": server.process.poll() is not None,
    }
    for what in (what for what, is_so in others.items() if is_so):
        print(f"FAILED: {what}")
        failed += 1
    return passed - cases["without_checks"], failed, cases["without_checks"]


def main(seconds):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = start(folder)
        try:
            counts = faults(server, folder, seconds)
        finally:
            server.stop()
    print("{} passed, {} failed, {} skipped".format(*counts))
    return 1 if counts[1] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
