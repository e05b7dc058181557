"""The program `skerry` as an operator meets it: what it prints, how it stops, what it refuses.

Usage: skerry_test.py <skerry> <fixtures> <sandbox modules>; the fixture plays every front, so that
faults come on demand.
"""

import http.client
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

SKERRY, FIXTURES, SANDBOX = map(pathlib.Path, sys.argv[1:4])
STOP_SECONDS_MAX = 5


class Server:
    """`skerry serve` on a free port."""

    def __init__(self, data, modules, *options):
        self.process = subprocess.Popen(
            [SKERRY, "serve", "--port", "0", "--data-dir", data, "--modules-dir", modules, *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.line = self.process.stdout.readline()
        self.port = int(self.line.rsplit(":", 1)[1]) if self.line else None

    def ask(self, path, body=b""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("POST", path, body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def stop(self, how=signal.SIGTERM):
        began = time.monotonic()
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, time.monotonic() - began, out, err


class SkerryTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="skerry-test-"))
        self.data = self.folder / "data"
        self.modules = self.folder / "modules"
        self.modules.mkdir()
        for name in ("gateway", "fn"):
            shutil.copy(FIXTURES / "front.wasm", self.modules / f"{name}.wasm")
        for name in ("sandbox", "typestrip"):
            shutil.copy(SANDBOX / f"{name}.wasm", self.modules)
        self.servers = []

    def tearDown(self):
        for server in self.servers:
            if server.process.poll() is None:
                server.process.kill()
            server.process.communicate()
        shutil.rmtree(self.folder)

    def serve(self, *options):
        server = Server(self.data, self.modules, *options)
        self.servers.append(server)
        return server

    def refused(self, *arguments, **environment):
        """Runs what must fail, and returns its one line."""
        done = subprocess.run([SKERRY, *arguments], capture_output=True, text=True, timeout=60,
                              env={**os.environ, **environment}, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        return done.stderr

    def serve_refused(self, *options):
        return self.refused("serve", "--port", "0", "--data-dir", str(self.data), "--modules-dir",
                            str(self.modules), *options)

    def test_answers_once_it_has_said_so_and_stops_when_told(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            server = self.serve()
            self.assertRegex(server.line, r"^skerry listening on http://127\.0\.0\.1:\d+\n$")
            self.assertEqual(server.ask("/echo")[0], 200)
            code, seconds, out, _ = server.stop(how)
            self.assertEqual(code, 0)
            self.assertEqual(out, "")
            self.assertLess(seconds, STOP_SECONDS_MAX)

    def test_stops_in_time_although_a_request_never_ends(self):
        server = self.serve()
        waiting = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        waiting.request("POST", "/hold", b"")
        server.ask("/echo")
        code, seconds, _, _ = server.stop()
        self.assertEqual(code, 0)
        self.assertLess(seconds, STOP_SECONDS_MAX)
        waiting.close()

    def test_a_fault_is_answered_and_survived(self):
        server = self.serve()
        for path in ("/trap", "/loop", "/bomb", "/flood"):
            status, body = server.ask(path)
            self.assertEqual(status, 500, path)
            self.assertIn('"code":"module_trapped"', body)
            self.assertEqual(server.ask("/echo")[0], 200)

    def test_a_running_server_keeps_its_data_and_its_port(self):
        server = self.serve()
        self.assertIn(str(self.data), self.serve_refused())
        other = str(self.folder / "other")
        line = self.refused("serve", "--port", str(server.port), "--data-dir", other,
                            "--modules-dir", str(self.modules))
        self.assertIn(f"cannot listen on http://127.0.0.1:{server.port}", line)
        self.assertEqual(server.ask("/echo")[0], 200)

    def test_missing_and_broken_modules_are_named(self):
        (self.modules / "fn.wasm").unlink()
        self.assertIn("fn.wasm", self.serve_refused())
        (self.modules / "fn.wasm").write_bytes(b"no module")
        self.assertIn("fn.wasm", self.serve_refused())
        (self.modules / "gateway.wasm").unlink()
        self.assertIn("no modules found", self.serve_refused())

    def test_an_unreadable_configuration_is_named(self):
        file = self.folder / "configuration.json"
        self.assertIn(str(file), self.serve_refused("--config", str(file)))
        for text in ("", "[1]", '{"name": {}}', '{"name": "\\ud800"'):
            file.write_text(text)
            self.assertIn(str(file), self.serve_refused("--config", str(file)))

    def test_damaged_and_foreign_data_is_left_alone(self):
        self.serve().stop()
        storage = self.data / "storage.sqlite"
        damage = b"not a database, certainly" * 400
        storage.write_bytes(damage)
        self.assertIn("storage", self.serve_refused())
        self.assertEqual(storage.read_bytes(), damage)
        foreign = self.folder / "foreign"
        foreign.mkdir()
        (foreign / "letter.txt").write_text("dear diary")
        self.data = foreign
        self.serve_refused()
        self.assertEqual([entry.name for entry in foreign.iterdir()], ["letter.txt"])

    def test_too_few_descriptors_are_noticed(self):
        command = f'ulimit -n 256 && exec "{SKERRY}" serve --port 0 --data-dir "{self.data}" ' \
                  f'--modules-dir "{self.modules}"'
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60,
                              check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("too few open files", done.stderr)

    def test_a_damaged_cache_is_made_anew(self):
        self.serve().stop()
        for file in (self.data / "cache").iterdir():
            file.write_bytes(file.read_bytes()[:1000])
        server = self.serve()
        self.assertEqual(server.ask("/echo")[0], 200)

    def test_modules_are_listed_with_their_digests(self):
        done = subprocess.run([SKERRY, "modules", "--modules-dir", self.modules],
                              capture_output=True, text=True, check=True)
        names = [line.split()[0] for line in done.stdout.splitlines()]
        self.assertIn("gateway", names)
        self.assertIn("gateway/core", names)
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"^[a-z-]+(/core)? [0-9a-f]{64} \d+ bytes$")

    def test_says_its_version_and_refuses_what_it_does_not_know(self):
        done = subprocess.run([SKERRY, "--version"], capture_output=True, text=True, check=True)
        self.assertRegex(done.stdout, r"^skerry \d+\.\d+\.\d+\n$")
        wrong = subprocess.run([SKERRY, "--prot", "1"], capture_output=True, text=True, check=False)
        self.assertNotEqual(wrong.returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
