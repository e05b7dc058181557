"""Servers under measurement, each a tree of processes that prints where it listens."""

import json
import os
import re
import subprocess
import urllib.request
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 32
START_SECONDS_MAX = 60
# Requests go to this machine, whatever the environment says of proxies.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Server:
    """A server process and those it starts."""

    def __init__(self, command, folder, environment=None):
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, **(environment or {})})
        heard = []
        for line in self.process.stdout:
            heard.append(line)
            found = re.search(r"\bon http://127\.0\.0\.1:(\d+)|^(\d+)$", line.strip())
            if found:
                self.port = int(found[1] or found[2])
                return
        raise RuntimeError(f"{command[0]} did not start: {''.join(heard[-5:])}")

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
        self.process.communicate(timeout=START_SECONDS_MAX)


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
