"""The commands of `skerry` that ask an installation, as a person at a terminal and a script see them.

Usage: commands_test.py <skerry> <modules> [options of unittest]. Where an installation is asked, it
is the real one; what only a server elsewhere can do, such as refusing a key, a scripted one does.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from command_fixture import MODULES, SECRET, SKERRY, CommandCase

JOB = "job_01JD0000000000000000000000"
TASK = "task_01JD0000000000000000000000"
DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
FUNCTION = "fn_97J1CTZ1EBMTW3RA3ZBAR8DP1M"
PROBLEM = {"type": "/problems/conflict", "title": "State conflict", "status": 409,
           "code": "conflict", "detail": "the task is not claimed",
           "errors": [{"pointer": "/response", "detail": "missing"}]}

# Moves a terminal's cursor, or shows what follows in another order.
UNSAFE = ("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
          "\U000e0041]")


class CommandsTest(CommandCase):
    # Which installation is asked.

    @staticmethod
    def result_of(done):
        """What the answer on standard output holds as its result."""
        return json.loads(done.stdout)["result"]

    def test_a_running_server_is_asked_for_the_folder_it_holds(self):
        process, url = self.serve(SKERRY_API_KEY="k")
        note = json.loads((self.data / "server.json").read_text())
        self.assertEqual(note, {"url": url, "process": process.pid,
                                "providers": [{"provider": "local"}]})
        done = self.run_here("fn", "Calculate factorial", "--args", '{"n":5}', SKERRY_API_KEY="k")
        self.assertEqual((done.returncode, self.result_of(done), done.stderr), (0, 120, ""))
        # The key that the server wants is the caller's to know.
        done = self.run_here("fn", "Calculate factorial", "--args", '{"n":5}')
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(json.loads(done.stderr)["status"], 401)
        code, text = self.on_terminal("jobs", "list", "--data-dir", str(self.data))
        self.assertEqual(code, 1)
        self.assertIn("skerry: the key that the server wants is read from SKERRY_API_KEY, or from "
                      "api_key in the file that --config names\n", text)
        code, text = self.on_terminal("jobs", "list", "--data-dir", str(self.data),
                                      SKERRY_API_KEY="other")
        self.assertIn("skerry: the key given here is not the one that the server wants\n", text)
        self.stop(process)
        self.assertFalse((self.data / "server.json").exists())
        done = self.run_here("fn", "Calculate factorial", "--args", "@" + self.write('{"n":4}'))
        self.assertEqual((done.returncode, self.result_of(done)), (0, 24))

    def test_what_a_killed_server_left_behind_misleads_nobody(self):
        process, _ = self.serve()
        process.kill()
        process.communicate()
        self.assertTrue((self.data / "server.json").exists())
        done = self.run_here("fn", "Calculate factorial", "--args", "-", stdin='{"n":3}')
        self.assertEqual((done.returncode, self.result_of(done), done.stderr), (0, 6, ""))

    def test_commands_wait_for_one_another(self):
        self.run_here("classify", "Sort")
        commands = [subprocess.Popen(
            [SKERRY, "fn", "Calculate factorial", "--args", f'{{"n":{n}}}', "--data-dir", self.data,
             "--modules-dir", MODULES], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=self.environment) for n in (3, 4)]
        answers = [command.communicate(timeout=120) for command in commands]
        self.assertEqual([json.loads(output)["result"] for output, _ in answers], [6, 24])
        self.assertEqual([faults for _, faults in answers], ["", ""])

    def test_a_server_that_is_not_there_is_named(self):
        done = self.run_skerry("jobs", "list", "--server", "http://127.0.0.1:1")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr, "skerry: http://127.0.0.1:1: nothing listens there\n")
        done = self.run_skerry("jobs", "list", "--server", "localhost:1")
        self.assertEqual(done.stderr, "skerry: --server: expected an absolute http or https URL\n")

    def test_the_key_goes_to_the_server_and_is_shown_nowhere(self):
        server = self.scripted({"GET /fn/jobs?limit=20": (401, "no")})
        done = self.ask(server, "jobs", "list", SKERRY_API_KEY=SECRET)
        self.assertEqual(server.asked[0][2]["Authorization"], "Bearer " + SECRET)
        self.assertEqual(done.returncode, 1)
        self.assertNotIn(SECRET, done.stdout + done.stderr)

    # Calls.

    def test_a_call_says_all_that_was_asked_for(self):
        server = self.scripted({"POST /fn": (200, {"success": True, "result": None})})
        done = self.ask(server, "fn", "Sort", "--args", "[2,1]", "--schema", "-", "--context", "up",
                        "--type", "code", "--model", "m", "--provider", "openai",
                        stdin='{"type":"array"}')
        self.assertEqual((done.returncode, self.result_of(done), done.stderr), (0, None, ""))
        self.assertEqual(json.loads(server.asked[0][3]), {
            "description": "Sort", "context": "up", "type": "code", "args": [2, 1],
            "schema": {"type": "array"}, "options": {"model": "m", "provider": "openai"}})
        for arguments, named in ((["--args", "-", "--schema", "-"], "both be standard input"),
                                 (["--args", "@/nowhere/at.all"], "cannot read /nowhere/at.all"),
                                 (["--type", "magic"], "--type"), (["--no-wait"], "--async")):
            done = self.ask(server, "fn", "Sort", *arguments)
            self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), done.stderr)
            self.assertIn(named, done.stderr)
        self.assertEqual(len(server.asked), 1)

    def test_a_job_is_waited_for_and_its_end_is_the_commands(self):
        for status, end, code in (("succeeded", {"result": [1]}, 0),
                                  ("failed", {"error": PROBLEM}, 1)):
            states = ["queued", "running", status]
            server = self.scripted({
                "POST /fn": (202, {"success": True, "jobId": JOB, "type": "code",
                                   "status": "queued"}),
                f"GET /fn/jobs/{JOB}": lambda: (200, {"jobId": JOB, "status": states.pop(0), **end})})
            done = self.ask(server, "fn", "Sort", "--async")
            self.assertEqual(json.loads(server.asked[0][3])["options"], {"mode": "async"})
            self.assertEqual(done.returncode, code)
            if code == 0:
                self.assertEqual(self.result_of(done), [1])
            else:
                self.assertEqual(done.stdout, "")
            self.assertEqual(json.loads(done.stderr or "null"), None if code == 0 else PROBLEM)
        done = self.ask(server, "fn", "Sort", "--async", "--no-wait")
        self.assertEqual(json.loads(done.stdout)["jobId"], JOB)

    def test_a_terminal_shows_results_progress_and_problems_for_people(self):
        states = ["queued", "running", "succeeded"]
        server = self.scripted({
            "POST /fn": (202, {"jobId": JOB, "status": "queued"}),
            f"GET /fn/jobs/{JOB}": lambda: (200, {"status": states.pop(0),
                                                  "result": {"a": "\x1b[2J"}}),
            f"POST /fn/tasks/{TASK}/claim": (409, PROBLEM)})
        code, text = self.on_terminal("fn", "x", "--async", "--server", server.origin)
        self.assertEqual(code, 0)
        self.assertRegex(text, JOB + r" queued \d\.\d s")
        self.assertTrue(text.endswith('{\n  "a": "\\u001b[2J"\n}\n'), text)
        code, text = self.on_terminal("tasks", "claim", TASK, "--server", server.origin)
        self.assertEqual(code, 1)
        self.assertEqual(text, "skerry: State conflict (conflict): the task is not claimed\n"
                               "skerry:   /response: missing\n")

    def test_what_others_say_cannot_steer_a_terminal(self):
        nasty = "\x1b]0;PWN\x07\x7f\x9b31m\u202ea\u2066b\u200e\u200f\U000e0041"
        job = f"/fn/jobs/{JOB}"
        problem = {**PROBLEM, "title": nasty, "detail": nasty, "errors": [{"detail": nasty}]}
        record = {"jobId": JOB, "status": nasty, "description": nasty, nasty: [nasty],
                  "result": {nasty: nasty}}
        for status, body in ((500, nasty.encode() + b"\xff"), (500, problem), (404, {"a": nasty}),
                             (200, {"items": [record], "nextCursor": None, **record}),
                             (200, nasty.encode() + b"\xff"), (200, json.dumps(nasty))):
            server = self.scripted(dict.fromkeys(
                ("GET /fn/jobs?limit=20", f"GET {job}", "POST /fn", f"GET {job}/events",
                 f"GET /fn/functions/{FUNCTION}?format=typescript", f"POST /fn/tasks/{TASK}/claim"),
                (status, body)))
            for words in (["jobs", "list"], ["jobs", "show", JOB], ["fn", "x"],
                          ["functions", "export", FUNCTION], ["tasks", "claim", TASK]):
                for options in ([], ["--json"]):
                    _, text = self.on_terminal(*words, *options, "--server", server.origin,
                                               NO_COLOR="1")
                    self.assertNotRegex(text, UNSAFE, (words, body))
                    self.assertTrue(text)
                    if options and status == 200 and isinstance(body, dict) and words[1] == "show":
                        self.assertEqual(json.loads(text), body)

    def test_a_link_to_a_task_leads_to_the_server_that_was_asked(self):
        path = f"/tasks/{TASK}?t=1.2.3"
        elsewhere = f"https://example.com{path}"
        for given, origin in ((path, True), (elsewhere, False)):
            server = self.scripted({
                "POST /fn": (202, {"jobId": JOB, "taskId": TASK, "taskUrl": given}),
                f"GET /fn/tasks/{TASK}": (200, {"taskId": TASK, "taskUrl": given})})
            shown = server.origin + path if origin else elsewhere
            for words in (["fn", "x"], ["tasks", "show", TASK]):
                self.assertEqual(json.loads(self.ask(server, *words).stdout)["taskUrl"], shown)

    def test_classify_says_the_type(self):
        done = self.run_here("classify", "Review code for security")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["classification"]["type"], "human")
        code, text = self.on_terminal("classify", "Review code for security", "--data-dir",
                                      str(self.data), NO_COLOR="1")
        self.assertEqual(code, 0)
        self.assertRegex(text, r"^type          human\nconfidence    0\.\d+\nreasoning     .+\n")
        self.assertRegex(text, r"\nalternatives\n  type +confidence\n  code +0\.\d+\n")
        self.assertNotRegex(text, "[{}\\[\\]]")

    def test_a_task_says_on_a_terminal_how_it_is_answered(self):
        self.run_here("classify", "Sort")
        code, text = self.on_terminal("fn", "Review code for security", "--async", "--data-dir",
                                      str(self.data), NO_COLOR="1")
        self.assertEqual(code, 0)
        task, job = (re.search(rf"{kind}_\w{{26}}", text)[0] for kind in ("task", "job"))
        self.assertEqual(text.splitlines()[:4], [
            "waits for  a person", f"task       {task}", f"job        {job}",
            f"answer it  skerry tasks complete {task} --claim --response '\"…\"'"])
        self.assertRegex(text.splitlines()[4], r"^human \(0\.\d+ sure\)")
        server = self.scripted({"POST /fn": (202, {
            "success": True, "jobId": JOB, "taskId": TASK, "type": "human",
            "taskUrl": f"/tasks/{TASK}?t=1"})})
        code, text = self.on_terminal("fn", "x", "--server", server.origin, NO_COLOR="1")
        self.assertIn(f"link       {server.origin}/tasks/{TASK}?t=1\n", text)

    # Lists, ids and the routes behind the commands.

    def test_lists_are_tables_on_a_terminal_and_lines_of_json_elsewhere(self):
        jobs = [{"jobId": JOB, "status": "failed", "type": "code", "createdAt": "2026-01-01T00:00:00Z",
                 "description": "a long description " * 9 + "\x1b[31m"}] * 3
        server = self.scripted({
            "GET /fn/jobs?status=failed&limit=3": (200, {"items": jobs[:2], "nextCursor": "a/b"}),
            "GET /fn/jobs?status=failed&limit=1&cursor=a%2Fb": (200, {"items": jobs[2:],
                                                                      "nextCursor": "more"})})
        options = ("jobs", "list", "--status", "failed", "--limit", "3", "--server", server.origin)
        done = self.run_skerry(*options)
        self.assertEqual([json.loads(line) for line in done.stdout.splitlines()], jobs)
        for columns in (60, 100, 140):
            code, text = self.on_terminal(*options, columns=columns, NO_COLOR="1")
            self.assertEqual(code, 0)
            lines = text.splitlines()
            self.assertEqual(len(lines), 4)
            self.assertTrue(lines[0].startswith("JOB "))
            self.assertTrue(lines[1].startswith(JOB + "  failed  code  "))
            self.assertNotIn("\x1b", text)
            if columns >= 100:
                self.assertEqual(max(map(len, lines)), columns)
        self.assertIn("\x1b[2m", self.on_terminal(*options)[1])
        self.assertNotIn("\x1b", self.on_terminal(*options, TERM="dumb")[1])
        code, text = self.on_terminal("functions", "list", "--server", self.scripted({
            "GET /fn/functions?limit=20": (200, {"items": [], "nextCursor": None})}).origin)
        self.assertEqual((code, text), (0, "none\n"))

    def test_what_is_no_id_is_asked_about_nowhere(self):
        server = self.scripted({})
        for command in (["jobs", "show"], ["jobs", "cancel"], ["jobs", "watch"], ["tasks", "show"],
                        ["tasks", "claim"], ["tasks", "release"], ["functions", "show"],
                        ["functions", "rm"], ["functions", "invoke"], ["functions", "export"]):
            for bad in ("../jobs", "job_1", JOB.lower(), JOB + "/x", "", "call_" + JOB[4:]):
                done = self.ask(server, *command, bad)
                self.assertEqual((done.returncode, done.stdout), (1, ""), (command, bad))
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertEqual(server.asked, [])

    def test_each_command_asks_its_route(self):
        for words, route, body in (
                (["jobs", "show", JOB], f"GET /fn/jobs/{JOB}", None),
                (["jobs", "cancel", JOB], f"POST /fn/jobs/{JOB}/cancel", None),
                (["tasks", "list", "--state", "pending", "--assignee", "a&b"],
                 "GET /fn/tasks?state=pending&assignee=a%26b&limit=20", None),
                (["tasks", "list", "--group", "finance"],
                 "GET /fn/tasks?group=finance&limit=20", None),
                (["tasks", "show", TASK], f"GET /fn/tasks/{TASK}", None),
                (["tasks", "claim", TASK], f"POST /fn/tasks/{TASK}/claim", {}),
                (["tasks", "release", TASK], f"POST /fn/tasks/{TASK}/release", {}),
                (["tasks", "complete", TASK, "--response", '{"ok":true}', "--comment", "c", "--claim"],
                 f"POST /fn/tasks/{TASK}/complete",
                 {"response": {"ok": True}, "comment": "c", "claim": True}),
                (["tasks", "reject", TASK, "--reason", "r"], f"POST /fn/tasks/{TASK}/reject",
                 {"reason": "r"}),
                (["functions", "show", FUNCTION], f"GET /fn/functions/{FUNCTION}", None),
                (["functions", "invoke", FUNCTION, "--args", "[1]"],
                 f"POST /fn/functions/{FUNCTION}/invoke", {"args": [1]}),
                (["functions", "add", "@" + self.write("export default 1"), "--name", "n",
                  "--description", "d", "--examples", '[{"args":[],"result":1}]', "--paraphrase",
                  "p", "--paraphrase", "q", "--parameter", "x"], "POST /fn/functions",
                 {"name": "n", "description": "d", "source": "export default 1",
                  "examples": [{"args": [], "result": 1}], "paraphrases": ["p", "q"],
                  "parameters": ["x"]})):
            server = self.scripted({route: (200, {"items": []} if "list" in words
                                            else {"success": True, "result": 7})})
            done = self.ask(server, *words)
            self.assertEqual((done.returncode, done.stderr), (0, ""), words)
            self.assertEqual(len(server.asked), 1)
            sent = server.asked[0][3]
            self.assertEqual(json.loads(sent) if sent else None, body)
        server = self.scripted({f"DELETE /fn/functions/{FUNCTION}": (204, ""),
                                f"GET /fn/functions/{FUNCTION}?format=typescript":
                                    (200, "export default 1;\n")})
        self.assertEqual(self.ask(server, "functions", "rm", FUNCTION).returncode, 0)
        self.assertEqual(self.ask(server, "functions", "export", FUNCTION).stdout,
                         "export default 1;\n")

    def test_the_name_of_a_file_is_no_text_of_one(self):
        server = self.scripted({})
        for content, words in (
                ("export default 1", ["functions", "add", "{}", "--name", "n", "--description", "d",
                                      "--examples", "[]"]),
                ("[1]", ["fn", "Sort", "--args", "{}"]),
                ("{}", ["tasks", "complete", TASK, "--response", "{}"])):
            file = self.write(content)
            done = self.ask(server, *[file if word == "{}" else word for word in words])
            self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), done.stderr)
            self.assertTrue(done.stderr.endswith(f"; @{file} reads that file\n"), done.stderr)
        done = self.ask(server, "functions", "add", "f.ts", "--name", "n", "--description", "d",
                        "--examples", "[]")
        self.assertEqual(done.stderr, "skerry: the source is no TypeScript: f.ts; give its text, "
                                      "@file, or -\n")
        self.assertEqual(server.asked, [])

    def test_a_watched_jobs_events_come_once_although_the_stream_breaks_off(self):
        parts = ['id: 1\nevent: job.running\ndata: {"jobId":"j","at":"t1"}\n\nid: 2\ndata: {"lost',
                 'id: 2\nevent: job.succeeded\ndata: {"at":"t2","n":1}\n\n']
        states = ["running", "succeeded"]
        server = self.scripted({f"GET /fn/jobs/{JOB}/events": lambda: (200, parts.pop(0)),
                                f"GET /fn/jobs/{JOB}": lambda: (200, {"status": states.pop(0)})})
        done = self.ask(server, "jobs", "watch", JOB)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([json.loads(line) for line in done.stdout.splitlines()],
                         [{"id": "1", "type": "job.running", "data": {"jobId": "j", "at": "t1"}},
                          {"id": "2", "type": "job.succeeded", "data": {"at": "t2", "n": 1}}])
        resumed = [asked[2].get("Last-Event-ID") for asked in server.asked
                   if asked[1].endswith("/events")]
        self.assertEqual(resumed, [None, "1"])
        parts, states = ['id: 1\nevent: job.failed\ndata: {"at":"t","code":"c"}\n\n'], ["failed"]
        code, text = self.on_terminal("jobs", "watch", JOB, "--server", server.origin)
        self.assertEqual((code, text), (1, 't  job.failed  {"code":"c"}\n'))

    def test_jobs_and_functions_of_a_real_installation(self):
        done = self.run_here("fn", "Sort array of numbers", "--args", "[3,1,2]", "--async")
        self.assertEqual((done.returncode, self.result_of(done), done.stderr), (0, [1, 2, 3], ""))
        self.serve()
        job = json.loads(self.run_here("jobs", "list", "--status", "succeeded").stdout)["jobId"]
        self.assertEqual(json.loads(self.run_here("jobs", "show", job).stdout)["result"], [1, 2, 3])
        watched = self.run_here("jobs", "watch", job)
        self.assertEqual(watched.returncode, 0)
        self.assertEqual(json.loads(watched.stdout.splitlines()[-1])["type"], "job.succeeded")
        self.assertEqual(self.run_here("jobs", "cancel", job).returncode, 1)
        source = "export default (n: number): number => n * 2;\n"
        examples = [{"args": {"n": n}, "result": 2 * n} for n in (1, 2, -3)]
        added = self.run_here("functions", "add", "@" + self.write(source), "--name", "twofold",
                              "--description", "Make it twofold", "--examples",
                              json.dumps(examples))
        self.assertEqual((added.returncode, added.stderr), (0, ""))
        function = json.loads(added.stdout)["id"]
        self.assertEqual(json.loads(self.run_here("functions", "list").stdout)["name"], "twofold")
        code, text = self.on_terminal("functions", "list", "--data-dir", str(self.data))
        self.assertEqual(code, 0)
        self.assertIn(function + "  twofold", text)
        done = self.run_here("functions", "invoke", function, "--args", '{"n":21}')
        self.assertEqual((done.returncode, self.result_of(done), done.stderr), (0, 42, ""))
        self.assertIn(source, self.run_here("functions", "export", function).stdout)
        done = self.run_here("functions", "rm", function)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.run_here("functions", "show", function).returncode, 1)

    def test_every_command_and_option_is_documented_and_nothing_else(self):
        commands = dict(re.findall(r"^ {6}'skerry ?([a-z ]*)'\) words='(.*)' ;;$",
                                   self.run_skerry("completion", "bash").stdout, re.M))
        options = {path: {word for word in words.split() if word.startswith("--")} - {"--help"}
                   for path, words in commands.items()}
        # A command with others below it does nothing by itself.
        for path in {path.rsplit(" ", 1)[0] for path in options if " " in path} | {""}:
            del options[path]
        common = {"--server", "--json", "--data-dir", "--config", "--modules-dir"}
        page = (DOCS / "cli.md").read_text()
        rows = {path: set(re.findall("--[a-z-]+", own)) for path, own in re.findall(
            r"^\| `([a-z ]+)`[^|]*\|[^|]*\|([^|]*)\|$", page, re.M)}
        served = options.pop("serve")
        self.assertEqual(rows.pop("serve"), set())
        self.assertEqual(rows, {path: own - common if "--server" in own else own
                                for path, own in options.items()})
        listed = re.findall(r"^\| (`--.*?) \|", page, re.M)
        self.assertEqual(set(re.findall("--[a-z-]+", " ".join(listed))), common)
        page = (DOCS / "configuration.md").read_text().split("## Options of `skerry serve`")[1]
        listed = re.findall(r"^\| (`--.*?) \|", page, re.M)
        self.assertEqual(set(re.findall("--[a-z-]+", " ".join(listed))), served)

    def test_the_printed_completion_completes(self):
        script = self.run_skerry("completion", "bash").stdout
        done = subprocess.run(["bash"], input=script + "COMP_WORDS=(skerry functions exp)\n"
                              "COMP_CWORD=2\n_skerry\necho \"${COMPREPLY[@]}\"\n",
                              capture_output=True, text=True, timeout=20, check=True)
        self.assertEqual(done.stdout, "export\n")
        script = self.run_skerry("completion", "zsh").stdout
        self.assertTrue(script.startswith("#compdef skerry\n"))
        if shutil.which("zsh"):
            # A shell that has loaded no completion yet.
            done = subprocess.run(["zsh", "-f"], input=script + "print $_comps[skerry]\n",
                                  env={**self.environment, "HOME": str(self.folder)},
                                  capture_output=True, text=True, timeout=20, check=False)
            self.assertEqual((done.stdout, done.stderr), ("_skerry\n", ""))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
