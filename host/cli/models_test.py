"""Which models `skerry` uses, and what `skerry doctor` says, against scripted providers.

Usage: models_test.py <skerry> <modules> [options of unittest].
"""

import json
import re
import select
import subprocess
import sys
import threading
import time
import unittest

from command_fixture import MODULES, SECRET, SKERRY, CommandCase


class ModelsTest(CommandCase):
    def test_serve_says_which_providers_it_uses_and_why(self):
        process, _ = self.serve()
        err = self.stop(process)[1]
        lines = err.splitlines()
        self.assertRegex(lines.pop(0), f"^skerry: opening {re.escape(str(self.data))} to listen on "
                                       r"http://127\.0\.0\.1:\d+$")
        self.assertEqual(lines[:2], [
            "skerry: provider local: built in, without a network (always there)",
            "skerry: no model: no key, no OPENAI_BASE_URL, and no Ollama at http://127.0.0.1:1"])
        process, _ = self.serve(ANTHROPIC_API_KEY=SECRET)
        err = self.stop(process)[1]
        self.assertEqual(err.splitlines()[1], "skerry: provider anthropic: claude-haiku-4-5 at "
                                              "https://api.anthropic.com (ANTHROPIC_API_KEY is set)")
        self.assertNotIn(SECRET, err)

    def test_a_first_start_is_not_silent_while_it_compiles(self):
        process = subprocess.Popen(
            [SKERRY, "serve", "--port", "0", "--data-dir", self.data, "--modules-dir", MODULES],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment)
        self.servers.append(process)
        said = [process.stderr.readline() for _ in range(4)]
        # Nobody has been told yet that it listens.
        self.assertEqual(select.select([process.stdout], [], [], 0)[0], [])
        self.assertRegex(said[0], "^skerry: opening /")
        self.assertRegex(said[1], "^skerry: provider local")
        self.assertRegex(said[2], "^skerry: no model")
        self.assertRegex(said[3], "^skerry: compiling the modules for this machine")
        self.assertRegex(process.stdout.readline(), "^skerry listening on ")
        self.assertEqual(self.stop(process)[1].count("skerry: opening"), 0)

    def test_an_ollama_of_this_machine_is_found_unless_it_is_ruled_out(self):
        tags = {"models": [{"name": "small:1b", "size": 10}, {"name": "good:7b", "size": 20}]}
        ollama = self.scripted({"GET /api/tags": (200, tags)})
        process, _ = self.serve(OLLAMA_HOST=ollama.origin)
        lines = self.stop(process)[1].splitlines()
        self.assertEqual(lines[1:3], [
            "skerry: provider local: built in, without a network (always there)",
            f"skerry: provider compatible: good:7b at {ollama.origin}/v1 (an Ollama runs on this "
            "machine; AI_PROVIDERS=local leaves it alone)"])
        self.assertEqual(len(ollama.asked), 1)
        process, _ = self.serve(OLLAMA_HOST=ollama.origin, AI_PROVIDERS="local")
        self.assertIn("no model: none is configured", self.stop(process)[1])
        self.assertEqual(len(ollama.asked), 1)

    def test_an_ollama_that_answers_anything_stops_no_start(self):
        foreign = ["my model", "größe", "a\x1b[2J", "a\u202eb", "m" * 300]
        ollama = self.scripted({"GET /api/tags": (200, {"models": [
            {"name": name, "size": 1} for name in foreign]})})
        process, _ = self.serve(OLLAMA_HOST=ollama.origin)
        self.assertEqual(self.stop(process)[1].splitlines()[2:4], [
            f"skerry: no model: the Ollama at {ollama.origin} has none that can be used; "
            "`ollama pull` gets one",
            f"skerry: models of the Ollama at {ollama.origin} that are left out for their names: 5; "
            "names are visible ASCII without commas"])
        for answer in ({"models": None}, {"models": []}, {"models": [{"name": 5, "size": "1"}]}, [],
                       "", "{", b'{"models": [{"name": "\xff"}]}', {"models": "x" * 10_000_000}):
            ollama.answers["GET /api/tags"] = (200, answer)
            usable, checks = self.doctor(OLLAMA_HOST=ollama.origin)
            self.assertTrue(usable)
            self.assertEqual(checks["provider compatible"][0], "off")
        ollama.answers["GET /api/tags"] = (200, {"models": [{"name": "my model", "size": 9},
                                                            {"name": "good:7b", "size": "9"}]})
        self.assertIn("good:7b at", self.doctor(OLLAMA_HOST=ollama.origin)[1][
            "provider compatible"][1])

    def test_a_name_that_is_none_is_a_fault_of_its_setting(self):
        self.assertIn("DEFAULT_MODEL: a model's name is", self.doctor(
            OPENAI_API_KEY=SECRET, DEFAULT_MODEL="my model")[1]["settings"][1])

    def test_what_no_model_answered_is_said_alone_and_where_to_look(self):
        call = ("fn", "A poem about the sea", "--type", "object", "--provider", "compatible",
                "--data-dir", str(self.data))
        down = {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1", "DEFAULT_MODEL": "m"}
        done = self.run_here(*call[:-2], **down)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(json.loads(done.stderr)["code"], "model_unavailable")
        code, text = self.on_terminal(*call, **down)
        self.assertEqual(code, 1)
        self.assertRegex(text, r"^skerry: [^{]*\(model_unavailable\): No provider answered\.\n"
                               r"skerry: skerry doctor says which providers can be reached\n$")

    def test_an_ollama_that_says_nothing_delays_no_start(self):
        answering = threading.Event()
        ollama = self.scripted({"GET /api/tags": lambda: (answering.wait(20), (200, {}))[1]})
        began = time.monotonic()
        plain = self.run_here("classify", "Sort", AI_PROVIDERS="local")
        base = time.monotonic() - began
        began = time.monotonic()
        done = self.run_here("classify", "Sort", OLLAMA_HOST=ollama.origin)
        answering.set()
        self.assertEqual((plain.returncode, done.returncode, done.stderr), (0, 0, ""))
        self.assertLess(time.monotonic() - began, base + 5)
        self.assertEqual(len(ollama.asked), 1)

    def test_a_model_on_this_machine_is_reached_by_calls(self):
        said = {"id": "x", "object": "chat.completion", "model": "good:7b",
                "choices": [{"index": 0, "finish_reason": "stop",
                             "message": {"role": "assistant", "content": '{"name": "Zed"}'}}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
        tags = {"models": [{"name": "good:7b", "size": 20}]}
        ollama = self.scripted({"GET /api/tags": (200, tags),
                                "POST /v1/chat/completions": (200, said)})
        schema = {"type": "object", "required": ["name"],
                  "properties": {"name": {"type": "string", "minLength": 1}}}
        done = self.run_here("fn", "A poem about the sea and its author", "--type", "object",
                             "--schema", json.dumps(schema), "--provider", "compatible",
                             OLLAMA_HOST=ollama.origin)
        self.assertEqual((done.returncode, json.loads(done.stdout)["result"], done.stderr),
                         (0, {"name": "Zed"}, ""))
        self.assertEqual(json.loads(ollama.asked[-1][3])["model"], "good:7b")

    def doctor(self, **environment):
        done = self.run_here("doctor", "--json", **environment)
        self.assertEqual(done.stderr, "")
        report = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0 if report["usable"] else 1)
        self.assertNotIn(SECRET, done.stdout)
        return report["usable"], {check["check"]: (check["state"], check["detail"])
                                  for check in report["checks"]}

    def test_doctor_says_that_all_is_well(self):
        usable, checks = self.doctor()
        self.assertTrue(usable)
        self.assertEqual(checks["provider local"][0], "ok")
        self.assertEqual(checks["provider openai"],
                         ("off", "not configured: OPENAI_API_KEY is not set"))
        self.assertEqual(checks["server"], ("off", "none runs on this folder"))
        self.assertFalse(self.data.exists())
        _, url = self.serve()
        self.assertEqual(self.doctor()[1]["server"], ("ok", f"ready at {url}"))

    def test_doctor_looks_at_the_models_that_a_running_server_uses(self):
        models = {"data": [{"id": "m"}]}
        server = self.scripted({"GET /open/models": (200, models), "GET /keyed/models": (200, models)})
        # What is set here alone is of no matter, were it wrong.
        here = {"ANTHROPIC_API_KEY": SECRET, "MODEL_CODE": ","}
        process, _ = self.serve(OPENAI_BASE_URL=server.origin + "/open", DEFAULT_MODEL="m")
        usable, checks = self.doctor(**here)
        self.assertTrue(usable, checks)
        self.assertEqual(checks["provider compatible"], (
            "ok", f"m at {server.origin}/open: reachable, and has the models"))
        self.assertNotIn("provider anthropic", checks)
        server.answers["GET /open/models"] = (500, "")
        self.assertFalse(self.doctor()[0])
        self.stop(process)
        keyed = {"OPENAI_BASE_URL": server.origin + "/keyed", "OPENAI_API_KEY": SECRET,
                 "DEFAULT_MODEL": "m"}
        process, url = self.serve(**keyed, SKERRY_API_KEY="k")
        self.assertNotIn(SECRET, (self.data / "server.json").read_text())
        asked = len(server.asked)
        usable, checks = self.doctor(SKERRY_API_KEY="k")
        self.assertTrue(usable, checks)
        self.assertEqual(checks["provider compatible"], (
            "off", f"m at {server.origin}/keyed: in use, and not tried: its key is the server's alone"))
        self.assertEqual(len(server.asked), asked)
        usable, checks = self.doctor(**keyed, SKERRY_API_KEY="k")
        self.assertEqual(checks["provider compatible"][0], "ok")
        self.assertEqual(server.asked[-1][2]["Authorization"], "Bearer " + SECRET)
        usable, checks = self.doctor()
        self.assertFalse(usable)
        self.assertIn("its key belongs into SKERRY_API_KEY", checks["server"][1])
        done = self.run_skerry("doctor", "--server", url, "--modules-dir", MODULES,
                               SKERRY_API_KEY="k", **here)
        checks = {check["check"]: check["state"] for check in json.loads(done.stdout)["checks"]}
        self.assertEqual((checks["server"], checks["models"], checks["settings"]),
                         ("ok", "off", "ok"))
        self.stop(process)
        self.serve()
        self.assertEqual(self.doctor()[1]["models"], ("off", "the server was started without any"))

    def test_doctor_says_what_is_wrong_with_a_provider(self):
        model = {"data": [{"id": "m"}, {"id": "tagged:latest"}]}
        server = self.scripted({"GET /good/models": (200, model), "GET /none/models": (404, ""),
                                "GET /key/models": (401, f"bad key {SECRET}"),
                                "GET /v1/models?limit=1000": (200, {"data": [
                                    {"id": "claude-haiku-4-5-20251001"}]})})
        for path, default, good, words in (
                ("/good", "m", True, "reachable, and has the models"),
                ("/good", "tagged", True, "reachable, and has the models"),
                ("/good", "m,compatible:other", True, "reachable"),
                ("/good", "gone", False, "does not list gone among its 2 models"),
                ("/none", "m", True, "lists no models"),
                ("/key", "m", False, "OPENAI_API_KEY is refused: 401")):
            usable, checks = self.doctor(OPENAI_BASE_URL=server.origin + path, DEFAULT_MODEL=default,
                                         OPENAI_API_KEY=SECRET)
            self.assertEqual(usable, good, checks)
            self.assertIn(words, checks["provider compatible"][1])
            self.assertEqual(server.asked[-1][2]["Authorization"], "Bearer " + SECRET)
        usable, checks = self.doctor(ANTHROPIC_BASE_URL=server.origin, ANTHROPIC_API_KEY=SECRET)
        self.assertTrue(usable, checks)
        self.assertEqual(server.asked[-1][2]["x-api-key"], SECRET)
        usable, checks = self.doctor(OPENAI_BASE_URL="http://127.0.0.1:1/v1")
        self.assertFalse(usable)
        self.assertIn("nothing listens there", checks["provider compatible"][1])
        usable, checks = self.doctor(OPENAI_BASE_URL="http://nowhere.invalid/v1")
        self.assertFalse(usable)
        self.assertIn("the name is unknown", checks["provider compatible"][1])

    def test_a_variable_that_is_nearly_a_setting_is_named(self):
        self.assertEqual(self.doctor(MODEL_CLASIFY="m", MODEL_STORE="x")[1]["settings"],
                         ("off", "MODEL_CLASIFY is no setting; did you mean MODEL_CLASSIFY?"))
        process, _ = self.serve(AI_PROVIDER="openai", AI_PROVIDERS="local")
        self.assertIn("skerry: AI_PROVIDER is no setting; did you mean AI_PROVIDERS?",
                      self.stop(process)[1])

    def test_doctor_says_what_else_is_wrong(self):
        self.assertEqual(self.doctor(AI_PROVIDERS="local,opnai")[1]["settings"], (
            "wrong", "AI_PROVIDERS: knows openai, anthropic, compatible, workers-ai and local; item "
            "2 is none of them; did you mean openai?"))
        self.assertEqual(self.doctor(OPENAI_BASE_URL="x")[1]["settings"],
                         ("wrong", "OPENAI_BASE_URL: expected an absolute http or https URL"))
        self.assertIn("SKERRY_API_KEI", self.doctor(SKERRY_API_KEI="x")[1]["settings"][1])
        self.data.mkdir()
        (self.data / "letter.txt").write_text("dear diary")
        usable, checks = self.doctor()
        self.assertFalse(usable)
        self.assertEqual(checks["data folder"][0], "wrong")
        done = self.run_skerry("doctor", "--modules-dir", str(self.folder))
        self.assertEqual(done.returncode, 1)
        self.assertIn("no modules found", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
