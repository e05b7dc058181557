"""What Schemathesis cannot know of this API: ids that exist, and which refusals are right.

Loaded by Schemathesis (`SCHEMATHESIS_HOOKS`). `CONTRACT_IDS` names a JSON file of ids by prefix;
with `CONTRACT_CANARY` the description says something wrong.
"""

import json
import os
import re
import zlib
from pathlib import Path

import jsonschema_rs
import schemathesis
from schemathesis.core.failures import ServerError
from schemathesis.openapi.checks import RejectedPositiveData

KNOWN_IDS = json.loads(Path(os.environ["CONTRACT_IDS"]).read_text())
ID = re.compile(r"(fn|call|job|task|dlv)_[0-9A-HJKMNP-TV-Z]{26}")

# One event of a stream, as Schemathesis looks at it. OpenAPI 3.1 describes the stream as one text.
EVENT = {
    "type": "object", "required": ["id", "event", "data"], "additionalProperties": False,
    "properties": {"id": {"type": "string", "pattern": "^[1-9][0-9]*$"},
                   "event": {"type": "string", "pattern": "^[a-z]+[.][a-z_]+$"},
                   "data": {"type": "string", "pattern": "^[{].*[}]$"}}}

# 503 and 504 that this server must answer with: it has neither Agent nor model, and `timeoutMs` may
# be one millisecond. Every other answer of 5xx is a failure.
UNAVAILABLE_CODES = {"agent_unavailable", "model_unavailable", "timed_out"}

# Problems of a request's form. What the description allows must never get one of them; what it
# asks for may still be impossible: a source that is no TypeScript, a task that has ended.
FORM_CODES = {"malformed_request", "invalid_header", "bad_path", "invalid_query", "invalid_json",
              "duplicate_key", "invalid_utf8", "json_too_deep", "unknown_field", "not_acceptable",
              "unsupported_media_type", "idempotency_key_invalid", "invalid_arguments"}
# `invalid_arguments` for what JSON Schema has no words for, by pointer: what a function takes, how
# examples agree with each other.
BEYOND_SCHEMAS = re.compile(
    r"/(args(/.*)?|examples(/\d+.*)?|parameters(/\d+)?)$")

# `x-bytesMax` and `x-depthMax` of the description.
SIZE = re.compile(r"(larger than \d+ bytes|nested deeper than \d+)")

call_validator = None


def problem_of(response):
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    global call_validator
    call_validator = jsonschema_rs.Draft202012Validator(
        {**raw_schema, "$ref": "#/components/schemas/Call"})
    for item in raw_schema["paths"].values():
        for operation in item.values():
            for response in operation["responses"].values():
                stream = response.get("content", {}).get("text/event-stream")
                if stream:
                    stream["schema"] = EVENT
    if os.environ.get("CONTRACT_CANARY"):
        health = raw_schema["paths"]["/health"]["get"]["responses"]["200"]
        health["content"]["application/json"]["schema"]["properties"]["status"] = {"const": "ill"}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Half of the well-formed ids become ids of something that is there."""
    if case.meta and case.meta.phase.name.value == "stateful":
        # Its ids are those that answers gave, and it knows which of them are gone. Under a key it
        # would be told of what an earlier scenario made and removed.
        for name in [name for name in case.headers or {} if name.lower() == "idempotency-key"]:
            del case.headers[name]
        return
    parameters = case.path_parameters or {}
    # By their digest: the same seed gives the same requests, and a job and a delivery go together.
    digest = zlib.crc32(repr(sorted(parameters.items())).encode())
    for name, value in parameters.items():
        found = ID.fullmatch(value) if isinstance(value, str) else None
        if found and digest % 2:
            known = KNOWN_IDS[found[1]]
            parameters[name] = known[digest // 2 % len(known)]


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """False where a failure is none."""
    problem = problem_of(response)
    code = problem.get("code")
    if isinstance(failure, ServerError):
        return not (response.status_code in (503, 504) and code in UNAVAILABLE_CODES)
    if isinstance(failure, RejectedPositiveData):
        if code == "invalid_arguments":
            return not all(BEYOND_SCHEMAS.match(error["pointer"]) or
                           SIZE.match(error["detail"]) for error in problem["errors"])
        return code is None or code in FORM_CODES
    return True


@schemathesis.check
def batch_items(ctx, response, case):
    """Each item of a batch is judged as POST /fn would have judged it."""
    if case.operation.label != "POST /fn/batch" or response.status_code != 200:
        return
    calls, items = case.body["calls"], response.json()["items"]
    assert len(items) == len(calls), "another number of answers than of calls"
    for index, (call, item) in enumerate(zip(calls, items)):
        if not call_validator.is_valid(call):
            assert item["success"] is False, f"call {index} violates the schema, and succeeded"
