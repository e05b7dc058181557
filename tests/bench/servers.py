"""Servers under measurement, each a tree of processes that prints where it listens."""

import collections
import json
import os
import re
import subprocess
import threading
import urllib.request
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 32
START_SECONDS_MAX = 60
HEARD_LINES_MAX = 50
# Requests go to this machine, whatever the environment says of proxies.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Server:
    """A server process and those it starts."""

    def __init__(self, command, folder, environment=None):
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, **(environment or {})})
        # The end of what it printed.
        self.heard = collections.deque(maxlen=HEARD_LINES_MAX)
        for line in self.process.stdout:
            self.heard.append(line)
            # What is going to listen may say so first.
            found = re.search(r"(?<!to listen )\bon http://127\.0\.0\.1:(\d+)|^(\d+)$",
                              line.strip())
            if found:
                self.port = int(found[1] or found[2])
                # A pipe that nobody reads fills with log lines, and the server waits for room.
                self.listener = threading.Thread(
                    target=self.heard.extend, args=(self.process.stdout,), daemon=True)
                self.listener.start()
                return
        raise RuntimeError(f"{command[0]} did not start: {''.join(self.heard)}")

    def processes(self):
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parents[int(entry.name)] = int(fields_of(int(entry.name))[1])
                except OSError:
                    pass  # ended meanwhile
        tree = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in tree} - tree:
            tree |= more
        return tree

    def cpu_seconds(self):
        """Processor time of all its processes, user and system."""
        return sum(int(fields[11]) + int(fields[12])
                   for fields in map(fields_of, self.processes())) / TICKS

    def resident_kib(self):
        return sum(int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
                   for pid in self.processes())

    def send(self, path, body):
        """The answer to a JSON body, as text; fails unless the status is 2xx."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}",
                                         json.dumps(body).encode(),
                                         {"content-type": "application/json"})
        return DIRECT.open(request).read().decode()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=START_SECONDS_MAX)
        self.listener.join()
        self.process.stdout.close()


def fields_of(pid):
    """The fields of /proc/PID/stat after the name: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def load(server, path, body, seconds, folder):
    """Requests a second, and microseconds of the server's processor time for each."""
    script = folder / "request.lua"
    script.write_text("" if body is None else
                      f'wrk.method = "POST"\nwrk.body = [[{json.dumps(body)}]]\n'
                      'wrk.headers["Content-Type"] = "application/json"\n')
    before = server.cpu_seconds()
    output = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script),
         f"http://127.0.0.1:{server.port}{path}"],
        capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise RuntimeError(f"{path}: {output}")
    requests = int(re.search(r"(\d+) requests in", output)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    return rate, (server.cpu_seconds() - before) / requests * 1e6


# Requests in turn from a list, `@N@` in a body replaced by a number that never comes twice; the end
# at a count of answers, or by wrk's clock; what it found as a line of JSON.
DRIVER = """
local ffi = require("ffi")
ffi.cdef("int getpid(void); int kill(int, int);")
local interrupt = 2
local calls = { %(calls)s }
local sent, answered = %(first)d, 0
request = function()
  sent = sent + 1
  local call = calls[sent %% #calls + 1]
  local body = call[3] and string.gsub(call[3], "@N@", tostring(sent))
  return wrk.format(call[1], call[2], wrk.headers, body)
end
response = function()
  answered = answered + 1
  if answered == %(count)d then
    wrk.thread:stop()
    -- wrk itself would sleep to the end of its time.
    ffi.C.kill(ffi.C.getpid(), interrupt)
  end
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\\n{"answers": %%d, "seconds": %%f, "p50": %%f, "p99": %%f, "mean": %%f, "errors": %%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(99),
    latency.mean, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
DRIVE_SECONDS_MAX = 120
driven = 0


def drive(server, calls, folder, *, connections=1, seconds=DRIVE_SECONDS_MAX, count=0):
    """Makes `calls`, pairs of path and JSON body or None, for so long or so many answers.

    Answers with `answers`, `seconds`, `errors` (also statuses of 400 and more), and of the latency
    seen by the client `p50`, `p99` and `mean`, in microseconds.
    """
    global driven
    driven += 1
    texts = []
    for path, body in calls:
        text = "nil" if body is None else f"[==[{json.dumps(body)}]==]"
        texts.append(f'{{"{"GET" if body is None else "POST"}", "{path}", {text}}}')
    script = folder / "drive.lua"
    script.write_text('wrk.headers["Content-Type"] = "application/json"\n' + DRIVER % {
        "calls": ", ".join(texts), "first": driven * 10_000_000, "count": count})
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", f"{DRIVE_SECONDS_MAX}s",
         "-s", str(script), f"http://127.0.0.1:{server.port}"],
        capture_output=True, text=True, check=True).stdout
    found = json.loads(output.strip().splitlines()[-1])
    if count and found["answers"] < count:
        raise RuntimeError(f"{found['answers']} of {count} answers in {seconds} s: {calls[0]}")
    return found
