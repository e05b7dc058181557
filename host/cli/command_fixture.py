"""What the tests of the commands share: a scripted HTTP server, and a folder to run commands on."""

import contextlib
import fcntl
import http.server
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import unittest

SKERRY, MODULES = map(pathlib.Path, sys.argv[1:3])
SECRET = "key-that-nobody-may-see"


class Scripted(http.server.ThreadingHTTPServer):
    """Answers by a table of `METHOD path` to (status, body) or a function, and keeps what came."""

    def __init__(self, answers):
        scripted = self
        self.answers = answers
        self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                size = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(size).decode()
                scripted.asked.append((self.command, self.path, dict(self.headers), body))
                known = scripted.answers.get(f"{self.command} {self.path}", (404, {}))
                status, text = known() if callable(known) else known
                text = text if isinstance(text, (str, bytes)) else json.dumps(text)
                data = text if isinstance(text, bytes) else text.encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(data)

            do_GET = do_POST = do_DELETE = answer

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()


class CommandCase(unittest.TestCase):
    maxDiff = None
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="skerry-commands-"))
        self.data = self.folder / "data"
        # Whoever runs these tests may use models; the tests do not. Nobody listens on port 1.
        models = ("OPENAI_", "ANTHROPIC_", "AI_", "MODEL_", "DEFAULT_MODEL", "SKERRY_", "NO_COLOR")
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(models)}
        self.environment.update(OLLAMA_HOST="127.0.0.1:1", TERM="xterm")
        self.servers = []

    def tearDown(self):
        for server in self.servers:
            if isinstance(server, Scripted):
                server.close()
            else:
                if server.poll() is None:
                    server.kill()
                server.communicate()
        shutil.rmtree(self.folder)

    def scripted(self, answers):
        server = Scripted(answers)
        self.servers.append(server)
        return server

    def run_skerry(self, *arguments, stdin="", **environment):
        return subprocess.run([SKERRY, *arguments], input=stdin, capture_output=True, text=True,
                              timeout=120, env={**self.environment, **environment}, check=False)

    def run_here(self, *arguments, **options):
        return self.run_skerry(*arguments, "--data-dir", self.data, "--modules-dir", MODULES,
                               **options)

    def ask(self, server, *arguments, **options):
        return self.run_skerry(*arguments, "--server", server.origin, **options)

    def serve(self, **environment):
        """Starts a server on the data folder and returns it and its URL."""
        process = subprocess.Popen(
            [SKERRY, "serve", "--port", "0", "--data-dir", self.data, "--modules-dir", MODULES],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**self.environment, **environment})
        self.servers.append(process)
        line = process.stdout.readline()
        self.assertTrue(line.startswith("skerry listening on http://"), line)
        return process, line.split()[-1]

    def stop(self, process):
        process.send_signal(signal.SIGTERM)
        return process.communicate(timeout=30)

    def on_terminal(self, *arguments, columns=80, **environment):
        """Runs a command on a terminal and returns its status and what a person sees."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen([SKERRY, *arguments], stdin=subprocess.DEVNULL, stdout=theirs,
                                   stderr=theirs, env={**self.environment, **environment})
        os.close(theirs)
        text = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
        os.close(ours)
        seen = text.decode().replace("\r\n", "\n")
        # Whether there is time to say so depends on the machine.
        seen = re.sub(r"^skerry: compiling .*\n", "", seen, flags=re.MULTILINE)
        return process.wait(timeout=60), seen

    def write(self, text):
        file = self.folder / "source"
        file.write_text(text)
        return str(file)
