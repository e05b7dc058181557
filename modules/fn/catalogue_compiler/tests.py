"""Writes the functions' tests for whoever runs them in the sandbox."""

import json


def tests_json(entries):
    out = []
    for entry in entries:
        tests = []
        for test in [*entry["examples"], *entry["edges"]]:
            row = {"args": test["args"]}
            for field, name in (("result", "expected"), ("bigint", "bigint"), ("throws", "throws"),
                                ("tolerance", "tolerance")):
                if field in test:
                    row[name] = test[field]
            tests.append(row)
        out.append({"id": entry["function_id"], "path": entry["id"], "title": entry["title"],
                    "source": entry["source"], "tests": tests, "paraphrases": entry["paraphrases"],
                    "nearMisses": entry.get("near_misses", [])})
    return json.dumps({"functions": out}, ensure_ascii=False, indent=1) + "\n"
