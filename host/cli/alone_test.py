"""Commands that no server helps: what becomes of jobs in a folder that is open for moments alone.

Usage: alone_test.py <skerry> <modules> [options of unittest].
"""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from command_fixture import MODULES, SKERRY, CommandCase

SAID = {"id": "x", "object": "chat.completion", "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop",
                     "message": {"role": "assistant", "content": '{"name": "Zed"}'}}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
SCHEMA = {"type": "object", "required": ["name"],
          "properties": {"name": {"type": "string", "minLength": 1}}}
ASKING = ("fn", "A poem about the sea and its author", "--type", "object", "--schema",
          json.dumps(SCHEMA), "--provider", "compatible", "--async")
# A job that no message woke starts by itself so long after its creation, and a little more.
WAKE_SECONDS = 6
# More than a job survives that fail.
CUT_OFF = 6


class AloneTest(CommandCase):
    warm = None

    def setUp(self):
        super().setUp()
        # The modules are compiled by the first start on a folder; once is enough.
        if AloneTest.warm is None:
            AloneTest.warm = tempfile.TemporaryDirectory(prefix="skerry-warm-")
            self.assertEqual(self.run_here("jobs", "list").returncode, 0)
            shutil.copytree(self.data, AloneTest.warm.name, dirs_exist_ok=True)
        else:
            shutil.copytree(AloneTest.warm.name, self.data)
        self.answer = threading.Event()
        self.answer.set()
        self.model = self.scripted({"POST /v1/chat/completions": self.say})
        self.environment.update(OPENAI_BASE_URL=self.model.origin + "/v1", DEFAULT_MODEL="m")

    def tearDown(self):
        self.answer.set()
        super().tearDown()

    def say(self):
        self.answer.wait(60)
        return 200, SAID

    def said(self, *arguments):
        """What a command that succeeds prints, as JSON: a list of its lines."""
        done = self.run_here(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def listed(self, job):
        return {one["jobId"]: one["status"] for one in self.said("jobs", "list")}[job]

    def test_commands_begin_nothing_that_others_left(self):
        created = time.monotonic()
        done = self.run_here(*ASKING, "--no-wait")
        job = json.loads(done.stdout)["jobId"]
        self.assertEqual(done.stderr, f"skerry: no server is running: {job} goes on with skerry jobs "
                                      f"watch {job}, or once one does\n")
        other = self.said("fn", "Review code for security")[0]
        commands = (["jobs", "list"], ["jobs", "show", job], ["tasks", "list"], ["functions", "list"],
                    ["classify", "Sort"], ["tasks", "claim", other["taskId"]],
                    ["fn", "Calculate factorial", "--args", '{"n":3}', "--provider", "local"],
                    ["fn", "Sort array of numbers", "--args", "[2,1]", "--provider", "local",
                     "--async"])
        rounds = 0
        while rounds < 2 or time.monotonic() < created + WAKE_SECONDS:
            rounds += 1
            for command in commands if rounds == 1 else commands[:5]:
                self.said(*command)
        # Due by now, and its message has been taken.
        for command in commands[:5]:
            self.said(*command)
        self.assertEqual(self.model.asked, [])
        shown = self.said("jobs", "show", job)[0]
        self.assertEqual((shown["status"], shown["attempts"]), ("queued", []))
        self.assertEqual(self.said("jobs", "watch", job)[-1]["type"], "job.succeeded")
        self.assertEqual(len(self.model.asked), 1)
        self.assertEqual(self.said("jobs", "show", job)[0]["result"], {"name": "Zed"})

    def test_a_server_does_what_commands_left(self):
        job = self.said(*ASKING, "--no-wait")[0]["jobId"]
        self.serve()
        self.assertEqual(self.said("jobs", "watch", job)[-1]["type"], "job.succeeded")

    def test_lists_show_what_a_command_did(self):
        self.assertEqual(self.said(*ASKING)[0]["result"], {"name": "Zed"})
        job = self.said("jobs", "list")[0]["jobId"]
        self.assertEqual(self.listed(job), "succeeded")
        job = self.said(*ASKING, "--no-wait")[0]["jobId"]
        self.said("jobs", "cancel", job)
        self.assertEqual(self.listed(job), "cancelled")
        task = self.said("fn", "Review code for security", "--async")[0]
        watched = self.run_here("jobs", "watch", task["jobId"])
        self.assertEqual((watched.returncode, watched.stdout), (1, ""))
        self.assertIn("waits for a person, who could not answer", watched.stderr)
        self.said("tasks", "complete", task["taskId"], "--claim", "--response", "true")
        self.assertEqual(self.listed(task["jobId"]), "succeeded")
        self.assertEqual(self.said("tasks", "list")[0]["state"], "completed")

    def begin(self, *arguments):
        """Starts a command and waits until it has asked the model."""
        asked = len(self.model.asked)
        process = subprocess.Popen([SKERRY, *arguments, "--data-dir", self.data, "--modules-dir",
                                    MODULES], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True, env=self.environment)
        self.servers.append(process)
        deadline = time.monotonic() + 60
        while len(self.model.asked) == asked and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertEqual(len(self.model.asked), asked + 1)
        return process

    def test_attempts_that_a_signal_cuts_off_fail_no_job(self):
        self.answer.clear()
        command = ASKING
        for signaled in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP] * (CUT_OFF // 3):
            process = self.begin(*command)
            process.send_signal(signaled)
            errors = process.communicate(timeout=30)[1]
            self.assertEqual(process.returncode, -signaled)
            job = self.said("jobs", "list")[0]["jobId"]
            self.assertEqual(errors, f"skerry: stopped by a signal\nskerry: no server is running: "
                                     f"{job} goes on with skerry jobs watch {job}, or once one does\n")
            command = ("jobs", "watch", job)
        shown = self.said("jobs", "show", job)[0]
        self.assertEqual([(one["outcome"], one["reason"]) for one in shown["attempts"]],
                         [("failed", "shutting_down")] * CUT_OFF)
        self.assertEqual(shown["status"], "queued")
        self.answer.set()
        self.assertEqual(self.said("jobs", "watch", job)[-1]["type"], "job.succeeded")

    def test_an_ignored_signal_stays_ignored(self):
        self.answer.clear()
        held = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        process = self.begin(*ASKING)
        signal.signal(signal.SIGHUP, held)
        process.send_signal(signal.SIGHUP)
        self.answer.set()
        self.assertEqual(json.loads(process.communicate(timeout=30)[0])["result"], {"name": "Zed"})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
