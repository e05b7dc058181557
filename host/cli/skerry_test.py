"""The program `skerry` as an operator meets it: what it prints, how it stops, what it refuses.

Usage: skerry_test.py <skerry> <fixtures> <sandbox modules> [options of unittest]; the fixture plays
every front, so that faults come on demand.
"""

import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

SKERRY, FIXTURES, SANDBOX = map(pathlib.Path, sys.argv[1:4])
# Whoever runs these tests may use models; the tests do not. Nobody listens on port 1.
os.environ["OLLAMA_HOST"] = "127.0.0.1:1"
for name in [name for name in os.environ
             if name.startswith(("OPENAI_", "ANTHROPIC_", "AI_", "MODEL_", "DEFAULT_MODEL"))]:
    del os.environ[name]
STOP_SECONDS_MAX = 5
# What a start says that takes long, or comes far.
OPENING = ("skerry: opening ", "skerry: provider ", "skerry: no model", "skerry: compiling ")
COMMON_FIELDS = ("X-Request-Id", "Server-Timing", "X-Content-Type-Options",
                 "Content-Security-Policy", "Referrer-Policy", "Cache-Control")


class Server:
    """`skerry serve` on a free port."""

    def __init__(self, data, modules, *options, **environment):
        self.process = subprocess.Popen(
            [SKERRY, "serve", "--port", "0", "--data-dir", data, "--modules-dir", modules, *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **environment})
        self.line = self.process.stdout.readline()
        self.port = int(self.line.rsplit(":", 1)[1]) if self.line else None

    def ask(self, path, body=b""):
        connection = self.connect()
        connection.request("POST", path, body)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

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
        shutil.copy(FIXTURES / "actor.wasm", self.modules / "job.wasm")
        for name in ("sandbox", "typestrip"):
            shutil.copy(SANDBOX / f"{name}.wasm", self.modules)
        shutil.copytree(SANDBOX / "sdk" / "migrations", self.modules / "sdk" / "migrations")
        self.servers = []

    def tearDown(self):
        for server in self.servers:
            if server.process.poll() is None:
                server.process.kill()
            server.process.communicate()
        shutil.rmtree(self.folder)

    def serve(self, *options, **environment):
        server = Server(self.data, self.modules, *options, **environment)
        self.servers.append(server)
        return server

    def refused(self, *arguments, **environment):
        """Runs what must fail, and returns its one line."""
        done = subprocess.run([SKERRY, *arguments], capture_output=True, text=True, timeout=60,
                              env={**os.environ, **environment}, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "")
        lines = [line for line in done.stderr.splitlines() if not line.startswith(OPENING)]
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertTrue(lines[0].startswith("skerry: "), done.stderr)
        return lines[0]

    def serve_refused(self, *options, **environment):
        return self.refused("serve", "--port", "0", "--data-dir", str(self.data), "--modules-dir",
                            str(self.modules), *options, **environment)

    def ask_fn(self, *arguments, **options):
        """Runs `skerry fn` with the modules that users have."""
        return subprocess.run(
            [SKERRY, "fn", "--data-dir", self.data, "--modules-dir", SANDBOX, *arguments],
            stdout=options.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, text=True,
            timeout=60, check=False, **options)

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
        waiting = [server.connect() for _ in range(30)]
        for connection in waiting:
            connection.request("POST", "/hold", b"")
        kept = server.connect()
        kept.request("POST", "/echo", b"")
        self.assertEqual(kept.getresponse().read(), b"")
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        # Who comes late over an open connection is told so; nobody else gets in.
        kept.request("POST", "/echo", b"")
        self.check_shutting_down(kept.getresponse())
        with self.assertRaises(ConnectionRefusedError):
            server.connect().connect()
        for connection in waiting:
            self.check_shutting_down(connection.getresponse())
            connection.close()
        server.process.communicate(timeout=30)
        self.assertLess(time.monotonic() - began, STOP_SECONDS_MAX)
        self.assertEqual(server.process.returncode, 0)
        kept.close()

    def check_shutting_down(self, answer):
        self.assertEqual(answer.status, 503)
        self.assertIn(b'"code":"shutting_down"', answer.read())
        self.assertEqual(answer.headers["Connection"], "close")
        for name in ("Retry-After", *COMMON_FIELDS):
            self.assertEqual(len(answer.headers.get_all(name, [])), 1, name)

    def test_every_answer_has_the_common_fields(self):
        server = self.serve()
        for method, path, headers in (("POST", "/echo", {}), ("POST", "/trap", {}),
                                      ("GET", "/%zz", {}), ("GET", "/" + "a" * 9000, {}),
                                      ("GET", "/", {"Expect": "cake"})):
            connection = server.connect()
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            for name in COMMON_FIELDS:
                self.assertEqual(len(answer.headers.get_all(name, [])), 1, (path, name))
            connection.close()

    def test_localhost_is_an_address_and_other_names_are_not(self):
        server = self.serve("--host", "localhost")
        self.assertRegex(server.line, r"^skerry listening on http://127\.0\.0\.1:\d+\n$")
        self.assertEqual(server.ask("/echo")[0], 200)
        self.assertIn("example.com", self.serve_refused("--host", "example.com"))

    def test_without_a_key_a_closed_server_says_so(self):
        closed = {"SKERRY_AUTHENTICATION": "closed"}
        for environment, said in (({}, None), (closed, "no key"),
                                  ({**closed, "SKERRY_API_KEY": "k"}, None)):
            code, _, _, errors = self.serve(**environment).stop()
            warnings = [line for line in errors.splitlines() if line.startswith("skerry: warning:")]
            self.assertEqual((code, len(warnings)), (0, 0 if said is None else 1), errors)
            self.assertIn(said or "", "".join(warnings))

    def test_idle_connections_keep_nobody_out(self):
        command = f'ulimit -n 1024 && exec "{SKERRY}" serve --port 0 --data-dir "{self.data}" ' \
                  f'--modules-dir "{self.modules}"'
        process = subprocess.Popen(["bash", "-c", command], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        server = Server.__new__(Server)
        server.process = process
        self.servers.append(server)
        server.port = int(process.stdout.readline().rsplit(":", 1)[1])
        idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(700)]
        self.assertEqual(server.ask("/echo")[0], 200)
        for connection in idle:
            connection.close()

    def test_a_full_disk_is_noticed(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            for arguments in (["--version"], ["--help"],
                              ["modules", "--modules-dir", self.modules],
                              ["serve", "--port", "0", "--data-dir", self.data, "--modules-dir",
                               self.modules]):
                done = subprocess.run([SKERRY, *arguments], stdout=full, stderr=subprocess.PIPE,
                                      text=True, timeout=60, check=False)
                self.assertEqual(done.returncode, 1, arguments)
                lines = [line for line in done.stderr.splitlines()
                         if not line.startswith(OPENING)]
                self.assertEqual(len(lines), 1, done.stderr)
                self.assertIn("cannot write to standard output", lines[0])
            done = self.ask_fn("Calculate factorial", "--args", '{"n":1}', stdout=full)
            self.assertEqual(done.returncode, 1)
            self.assertIn("cannot write to standard output", done.stderr)

    def test_a_call_whose_arguments_are_no_json_is_refused(self):
        for arguments, named in (("", "--args is empty"), (" ", "--args is empty"),
                                 ("{", "--args is no JSON"), ("{} {}", "--args is no JSON"),
                                 ('{"n":1,"n":2}', 'duplicate key "n"'),
                                 ('[{"a":1,"b":{"c":1,"c":1}}]', 'duplicate key "c"'),
                                 ('"\\ud800"', "--args is no JSON")):
            for way in ({"args": ["--args", arguments]},
                        {"args": ["--args", "-"], "input": arguments}):
                done = self.ask_fn("anything", *way.pop("args"), **way)
                self.assertEqual(done.returncode, 1, arguments)
                self.assertEqual(done.stdout, "")
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertIn(named, done.stderr)

    def test_a_call_is_answered_on_standard_output_and_its_problem_on_the_other(self):
        good = self.ask_fn("Calculate factorial", "--args", '{"n":5}',
                           env={**os.environ, "SKERRY_API_KEY": "k"})
        self.assertEqual((good.returncode, good.stderr), (0, ""))
        self.assertEqual(json.loads(good.stdout)["result"], 120)
        self.assertEqual(json.loads(good.stdout)["type"], "code")
        bad = self.ask_fn("Sort the numbers but keep the first one in place", "--args", "[3,1,2]")
        self.assertEqual((bad.returncode, bad.stdout), (1, ""))
        self.assertEqual(json.loads(bad.stderr)["code"], "no_matching_function")

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
        shutil.rmtree(self.modules / "sdk")
        self.assertIn("migrations/*.sql in " + str(self.modules), self.serve_refused())
        shutil.copytree(SANDBOX / "sdk" / "migrations", self.modules / "sdk" / "migrations")
        (self.modules / "fn.wasm").unlink()
        self.assertIn("fn.wasm", self.serve_refused())
        (self.modules / "fn.wasm").write_bytes(b"no module")
        self.assertIn("fn.wasm", self.serve_refused())
        (self.modules / "gateway.wasm").unlink()
        self.assertIn("no modules found", self.serve_refused())

    def test_an_unreadable_configuration_is_named(self):
        file = self.folder / "configuration.json"
        self.assertIn(str(file), self.serve_refused("--config", str(file)))
        for text, named in (("", "malformed"), ("[1]", "object"), ('{"hosts": {}}', "hosts"),
                            ('{"hosts": 5}', "hosts"), ('{"hosst": "a"}', "mean hosts?"),
                            ('{"hosts": "a", "hosts": "b"}', '"hosts"'),
                            ('{"api_key": ""}', "api_key"), ('{"x\\ny": 1}', '"x\\ny"'),
                            ('{"hosts": "\\ud800"', "surrogate")):
            file.write_text(text)
            line = self.serve_refused("--config", str(file))
            self.assertIn(str(file), line)
            self.assertIn(named, line)
        self.assertFalse(self.data.exists())

    def test_a_misspelt_variable_is_named(self):
        self.assertIn("mean SKERRY_API_KEY?", self.serve_refused(SKERRY_API_KEI="k"))
        self.assertIn("SKERRY_API_KEY", self.serve_refused(SKERRY_API_KEY=""))
        self.assertIn("SKERRY_TASK_LINK_KEY: must have at least 32 characters",
                      self.serve_refused(SKERRY_TASK_LINK_KEY="short"))
        self.assertFalse(self.data.exists())

    def test_each_fault_of_the_models_settings_is_a_line_without_secrets(self):
        self.assertIn("OPENAI_BASE_URL: ", self.serve_refused(OPENAI_BASE_URL="localhost:1"))
        self.assertIn("mean OPENAI_API_KEY?", self.serve_refused(SKERRY_OPENAI_API_KEY="k"))
        for command in (["serve", "--port", "0"], ["fn", "anything"]):
            done = subprocess.run(
                [SKERRY, *command, "--data-dir", self.data, "--modules-dir", self.modules],
                env={**os.environ, "OPENAI_API_KEY": "top secret", "AI_PROVIDERS": "anthropic",
                     "MODEL_CODE": ","}, capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            lines = done.stderr.splitlines()
            self.assertEqual([line.split(":")[:2] for line in lines],
                             [["skerry", " OPENAI_API_KEY"], ["skerry", " ANTHROPIC_API_KEY"],
                              ["skerry", " MODEL_CODE"]])
            self.assertNotIn("secret", done.stderr)
        self.assertFalse(self.data.exists())

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
        self.assertIn("gateway/core-1", names)
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"^[a-z-]+(/core(-\d+)?)? [0-9a-f]{64} \d+ bytes$")
        self.assertEqual(len(set(names)), len(names))
        done = subprocess.run([SKERRY, "modules", "--modules-dir", SANDBOX], capture_output=True,
                              text=True, check=True)
        names = [line.split()[0] for line in done.stdout.splitlines()]
        self.assertEqual(len(set(names)), len(names))

    def test_says_its_version_and_refuses_what_it_does_not_know(self):
        done = subprocess.run([SKERRY, "--version"], capture_output=True, text=True, check=True)
        self.assertRegex(done.stdout, r"^skerry \d+\.\d+\.\d+\n$")
        self.assertIn("--prot", self.refused("--prot", "1"))
        self.assertIn("--port", self.refused("--port", "66000"))
        self.assertIn("description", self.refused("fn"))
        for option in ("--server", "--data-dir", "--config", "--modules-dir"):
            self.assertIn(option, self.refused("jobs", "list", option, ""))
            self.assertIn(option, self.refused("jobs", "list", option + "="))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
