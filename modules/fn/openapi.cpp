#include "modules/fn/openapi.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "modules/fn/call.hpp"
#include "modules/fn/functions/openapi_functions.hpp"
#include "modules/fn/jobs/openapi_jobs.hpp"
#include "modules/fn/openapi_webhooks.hpp"
#include "modules/fn/tasks/openapi_tasks.hpp"
#include "modules/sdk/openapi.hpp"

namespace skerry::fn {
namespace {

/// Problems of what surrounds a body and of what a call may ask for.
constexpr std::string_view kRequestProblems[] = {"not_acceptable",    "storage_unavailable",
                                                 "invalid_schema",    "unsupported_schema_draft",
                                                 "model_not_allowed", "model_unavailable"};

/// Problems of finding a function and running it.
constexpr std::string_view kExecutionProblems[] = {"uncertain_type",
                                                   "agent_unavailable",
                                                   "too_many_queued",
                                                   "destination_unavailable",
                                                   "not_yet_available",
                                                   "no_matching_function",
                                                   "argument_missing",
                                                   "code_threw",
                                                   "result_not_json",
                                                   "source_invalid",
                                                   "step_limit",
                                                   "memory_limit",
                                                   "output_limit",
                                                   "sandbox_failed",
                                                   "result_does_not_match_schema",
                                                   "object_not_generated",
                                                   "model_output_invalid",
                                                   "model_refused",
                                                   "model_budget_exceeded",
                                                   "timed_out"};

/// What the answers look like (`answer.cpp`).
constexpr std::string_view kSchemas = R"({
  "Classification": {
    "type": "object",
    "required": ["type", "confidence", "reasoning", "tier", "alternatives"],
    "properties": {
      "type": {"$ref": "#/components/schemas/WorkType"},
      "confidence": {"type": "number", "minimum": 0, "maximum": 1},
      "reasoning": {"type": "string"},
      "tier": {
        "enum": ["caller", "registered", "accepted", "catalogue", "model", "llm"],
        "description": "Who decided the type: the caller; a function of one's own, or code that was accepted for the same task before; a function of the catalogue, which accounts for every word of the description; the local classifier; or a language model that was asked because that was not sure. Who did the work is for code.origin, object.origin and attempts to say: what the catalogue recognises a model may still have to write, for other args."
      },
      "provider": {
        "$ref": "#/components/schemas/Provider", "description": "Of the tier llm: who decided."
      },
      "model": {"type": "string", "description": "Of the tier llm: which model decided."},
      "alternatives": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["type", "confidence"],
          "properties": {
            "type": {"$ref": "#/components/schemas/WorkType"},
            "confidence": {"type": "number", "minimum": 0, "maximum": 1}
          }
        }
      }
    }
  },
  "Provider": {"enum": ["openai", "anthropic", "compatible", "workers-ai", "local"]},
  "Attempts": {
    "type": "array",
    "description": "What was tried for the answer, in order. Problems list it too.",
    "items": {
      "type": "object",
      "required": ["route", "outcome", "provider"],
      "properties": {
        "route": {"enum": ["classify", "code", "object"]},
        "outcome": {"enum": ["succeeded", "failed"]},
        "reason": {"type": "string", "description": "Why it failed."},
        "provider": {"$ref": "#/components/schemas/Provider"},
        "model": {"type": "string"}
      }
    }
  },
  "ClassifyAnswer": {
    "type": "object",
    "required": ["success", "classification"],
    "properties": {
      "success": {"const": true},
      "classification": {"$ref": "#/components/schemas/Classification"},
      "uncertain": {"const": true, "description": "Present below the threshold."},
      "wouldRun": {
        "enum": ["code", "object", "agentic", "human", "error"],
        "description": "Below the threshold, what options.onUncertain would do."
      },
      "attempts": {"$ref": "#/components/schemas/Attempts"},
      "usage": {"$ref": "#/components/schemas/Usage"}
    }
  },
  "CallAnswer": {
    "type": "object",
    "required": ["success", "id", "type", "status", "classification", "attempts", "cached",
                 "timings"],
    "properties": {
      "success": {"const": true},
      "id": {
        "type": "string", "pattern": "^call_[0-9A-HJKMNP-TV-Z]{26}$",
        "description": "The execution that made the result. A cached answer was not executed anew and has the id of the one that was; each request has its own X-Request-Id."
      },
      "type": {"enum": ["code", "object"]},
      "status": {"const": "succeeded"},
      "result": {
        "description": "What the function returned, absent when a code call had no args; or the data that was made."
      },
      "schema": {"description": "The JSON Schema inferred for an object call that sent none."},
      "object": {
        "$ref": "#/components/schemas/MadeObject", "description": "Present for an object call."
      },
      "resultEncoding": {
        "const": "bigint",
        "description": "Integers beyond 2^53 - 1 in result are texts of digits."
      },
      "classification": {"$ref": "#/components/schemas/Classification"},
      "code": {"$ref": "#/components/schemas/Code", "description": "Present for a code call."},
      "attempts": {"$ref": "#/components/schemas/Attempts"},
      "usage": {"$ref": "#/components/schemas/Usage"},
      "cached": {"type": "boolean"},
      "timings": {"$ref": "#/components/schemas/Timings"}
    }
  },
  "MadeObject": {
    "type": "object",
    "required": ["origin", "provider"],
    "properties": {
      "origin": {"enum": ["sample", "model"], "description": "sample: made up, by no model."},
      "provider": {"$ref": "#/components/schemas/Provider"},
      "model": {"type": "string"}
    }
  },
  "Usage": {
    "type": "object",
    "required": ["inputTokens", "outputTokens"],
    "description": "What models took for this answer; absent where none was asked.",
    "properties": {
      "inputTokens": {"type": "integer", "minimum": 0},
      "outputTokens": {"type": "integer", "minimum": 0},
      "costUsd": {"type": "number", "minimum": 0, "description": "By the configured prices."}
    }
  },
  "Timings": {
    "type": "object",
    "required": ["classifyMs", "generateMs", "executeMs", "totalMs"],
    "properties": {
      "classifyMs": {"type": "number", "minimum": 0},
      "generateMs": {"type": "number", "minimum": 0},
      "executeMs": {"type": "number", "minimum": 0},
      "totalMs": {"type": "number", "minimum": 0}
    }
  },
  "Code": {
    "type": "object",
    "required": ["title", "language", "source", "origin", "tests"],
    "properties": {
      "functionId": {
        "type": "string", "pattern": "^fn_[0-9A-HJKMNP-TV-Z]{26}$",
        "description": "Absent where code that a model wrote could not be kept, and where source was composed for the call."
      },
      "basedOn": {
        "type": "string", "pattern": "^fn_[0-9A-HJKMNP-TV-Z]{26}$",
        "description": "Whose result source rounds, as the description asks."
      },
      "title": {"type": "string"},
      "language": {"const": "typescript"},
      "source": {"type": "string"},
      "origin": {"enum": ["catalogue", "own", "model"]},
      "provider": {"$ref": "#/components/schemas/Provider"},
      "model": {"type": "string", "description": "Which model wrote it."},
      "tests": {"type": "integer", "minimum": 0, "description": "Tests the function passes."},
      "console": {
        "type": "object",
        "required": ["lines"],
        "properties": {
          "lines": {"type": "array"},
          "dropped": {"type": "integer", "minimum": 1}
        }
      }
    }
  }
})";

constexpr std::string_view kPaths = R"({
  "/fn": {
    "post": {
      "operationId": "executeFunction",
      "summary": "Describe a function, get it done",
      "description": "Decides what kind of work the description asks for, finds the function that explains every word of it, runs it on args in a sandbox and answers with the result. Without args the function is found and not run. Where a model is configured it writes functions, which are accepted once their examples prove them, and makes data; without one, work of the type object is done by the local provider, which makes sample data for a schema or for the records and fields that the description names. Work of the types agentic and human, and any work with options.mode async, becomes a job.",
      "requestBody": {
        "required": true,
        "content": {
          "application/json": {
            "schema": {"$ref": "#/components/schemas/Call"},
            "examples": {
              "sort": {"summary": "An array of numbers, sorted",
                       "value": {"description": "Sort array of numbers",
                                 "args": {"numbers": [3, 1, 4, 1, 5]}}},
              "factorial": {"summary": "A number beyond 2^53, which comes as a text of digits",
                            "value": {"description": "Calculate factorial", "args": {"n": 25}}},
              "checked": {"summary": "The one array as args, more about what is wanted, and a schema that the result must satisfy",
                          "value": {"description": "Sort array of numbers",
                                    "context": "descending", "args": [2, 3, 1],
                                    "schema": {"type": "array", "items": {"type": "number"}},
                                    "options": {"timeoutMs": 5000, "cache": false}}}
            }
          }
        }
      },
      "responses": {
        "200": {
          "description": "The function, and its result.",
          "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/CallAnswer"}}
          }
        }
      }
    }
  },
  "/fn/classify": {
    "post": {
      "operationId": "classify",
      "summary": "Say what kind of work a description asks for",
      "description": "Takes what POST /fn takes, but type, and does nothing of the work. Options that concern the work alone, such as callbackUrl, are checked for their form and change nothing.",
      "requestBody": {
        "required": true,
        "content": {
          "application/json": {
            "schema": {"$ref": "#/components/schemas/ClassifyCall"},
            "examples": {
              "human": {"value": {"description": "Review code for security"}}
            }
          }
        }
      },
      "responses": {
        "200": {
          "description": "The best guess, and whether it is above the threshold.",
          "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/ClassifyAnswer"}}
          }
        }
      }
    }
  }
})";

/// Adds what every operation of this service has.
void complete(Json& operation, std::span<const std::string_view> codes) {
  operation["parameters"] = Json::array({Json{{"$ref", "#/components/parameters/IdempotencyKey"}}});
  Json& responses = operation["responses"];
  responses["200"]["headers"] = {
      {"X-Request-Id", {{"$ref", "#/components/headers/RequestId"}}},
      {"Server-Timing", {{"$ref", "#/components/headers/ServerTiming"}}},
      {"Idempotency-Replayed", {{"$ref", "#/components/headers/IdempotencyReplayed"}}}};
  Json problems = problem_responses(codes);
  for (const auto& [status, problem] : problems.items()) {
    // Final answers are given again as they were.
    if (status < "5")
      problem["headers"]["Idempotency-Replayed"] =
          responses["200"]["headers"]["Idempotency-Replayed"];
  }
  // A tenant's tokens are there again the next day (docs/ai.md).
  if (std::ranges::contains(codes, "model_budget_exceeded")) {
    problems["422"]["headers"]["Retry-After"] = {{"$ref", "#/components/headers/RetryAfter"}};
  }
  responses.update(problems);
}

}  // namespace

Json openapi_part(const CallLimits& limits) {
  Json schemas = *read_json(kSchemas);
  Json types = Json::array();
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    types.push_back(name_of(static_cast<WorkType>(index)));
  }
  schemas["WorkType"] = Json{{"type", "string"}, {"enum", std::move(types)}};
  schemas["Call"] = call_schema(CallKind::kExecute, limits);
  schemas["ClassifyCall"] = call_schema(CallKind::kClassify, limits);

  Json paths = *read_json(kPaths);
  std::vector<std::string_view> codes(std::begin(kRequestProblems), std::end(kRequestProblems));
  for (const auto more : {body_problem_codes(), idempotency_problem_codes()}) {
    codes.insert(codes.end(), more.begin(), more.end());
  }
  complete(paths["/fn/classify"]["post"], codes);
  codes.insert(codes.end(), std::begin(kExecutionProblems), std::end(kExecutionProblems));
  complete(paths["/fn"]["post"], codes);
  Json webhooks = Json::object();
  add_function_routes(paths, schemas, limits);
  add_job_routes(paths, schemas);
  add_task_routes(paths, schemas);
  add_webhooks(webhooks, schemas);
  return Json{{"paths", std::move(paths)},
              {"webhooks", std::move(webhooks)},
              {"components", {{"schemas", std::move(schemas)}}}};
}

}  // namespace skerry::fn
