#include "modules/fn/functions/openapi_functions.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/functions/batch.hpp"
#include "modules/fn/functions/function_requests.hpp"
#include "modules/fn/matching/table.hpp"
#include "modules/sdk/openapi.hpp"
#include "modules/sdk/paging.hpp"

namespace skerry::fn {
namespace {

using Codes = std::vector<std::string_view>;

constexpr std::string_view kFunctionIdPattern = "^fn_[0-9A-HJKMNP-TV-Z]{26}$";
constexpr std::string_view kCallIdPattern = "^call_[0-9A-HJKMNP-TV-Z]{26}$";
constexpr std::string_view kStorageCodes[] = {"not_acceptable", "storage_unavailable"};
constexpr std::string_view kRunCodes[] = {"code_threw",     "result_not_json", "source_invalid",
                                          "step_limit",     "memory_limit",    "output_limit",
                                          "sandbox_failed", "timed_out",       "overloaded"};
constexpr std::string_view kTakenCodes[] = {"function_name_taken", "function_phrase_taken"};
constexpr std::string_view kRegistrationCodes[] = {"function_not_proven", "function_name_taken",
                                                   "function_phrase_taken", "too_many_functions"};
constexpr std::string_view kInvocationCodes[] = {
    "argument_missing",         "function_not_found",   "invalid_schema",
    "unsupported_schema_draft", "schema_too_expensive", "result_does_not_match_schema"};

/// What the answers look like (`function_views.cpp`).
constexpr std::string_view kSchemas = R"({
  "Function": {
    "type": "object",
    "required": ["id", "description", "parameters", "origin", "tests"],
    "properties": {
      "id": {"type": "string", "pattern": "^fn_[0-9A-HJKMNP-TV-Z]{26}$"},
      "name": {"type": ["string", "null"]},
      "description": {"type": "string"},
      "paraphrases": {"type": "array", "items": {"type": "string"}},
      "parameters": {"type": "array", "items": {"type": "string"}},
      "origin": {"enum": ["own", "model", "catalogue"]},
      "provider": {"type": "string"},
      "model": {"type": "string"},
      "pinned": {"type": "boolean", "description": "Never makes room for another."},
      "tests": {"type": "integer", "minimum": 0},
      "createdAt": {"type": "string", "format": "date-time"},
      "usedAt": {
        "type": "string", "format": "date-time", "description": "Known to the minute."
      },
      "language": {"const": "typescript"},
      "source": {"type": "string", "description": "Left out in lists, as are the examples."},
      "examples": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["args", "result"],
          "properties": {"args": {"type": "array"}, "result": {}}
        }
      }
    }
  },
  "FunctionPage": {
    "type": "object",
    "required": ["items", "nextCursor"],
    "properties": {
      "items": {"type": "array", "items": {"$ref": "#/components/schemas/Function"}},
      "nextCursor": {"type": ["string", "null"]}
    }
  },
  "BatchAnswer": {
    "type": "object",
    "required": ["items"],
    "properties": {
      "items": {
        "type": "array",
        "description": "In the order of the calls, each as POST /fn answers.",
        "items": {
          "type": "object",
          "required": ["success"],
          "properties": {
            "success": {"type": "boolean"},
            "error": {"$ref": "#/components/schemas/Problem"}
          },
          "additionalProperties": true
        }
      }
    }
  },
  "FeedbackAnswer": {
    "type": "object",
    "required": ["success", "id", "type", "tier", "corrected"],
    "properties": {
      "success": {"const": true},
      "id": {"type": "string", "pattern": "^call_[0-9A-HJKMNP-TV-Z]{26}$"},
      "type": {"$ref": "#/components/schemas/WorkType"},
      "tier": {"type": "string", "description": "Who had decided the type."},
      "corrected": {"$ref": "#/components/schemas/WorkType"}
    }
  }
})";

constexpr std::string_view kNewFunctionExample = R"({
  "name": "loyalty points",
  "description": "Loyalty points of a purchase",
  "source": "export default (total: number, factor: number) => Math.floor(total / 10) * factor;",
  "examples": [
    {"args": {"total": 99, "factor": 1}, "result": 9},
    {"args": {"total": 100, "factor": 2}, "result": 20},
    {"args": {"total": 0, "factor": 5}, "result": 0}
  ]
})";

Codes joined(std::initializer_list<std::span<const std::string_view>> lists) {
  Codes all;
  for (const auto list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

Json reference(std::string_view schema) {
  return Json{{"$ref", "#/components/schemas/" + std::string(schema)}};
}

Json content(std::string_view schema) {
  return Json{{"application/json", {{"schema", reference(schema)}}}};
}

/// One operation, to be filled in.
struct Operation {
  std::string_view id;
  std::string_view summary;
  /// Schema of the request's body, empty for none.
  std::string_view request;
  std::string status = "200";
  /// Schema of the answer's body, empty for none.
  std::string_view answer;
  Codes codes;
  bool keyed = false;
};

Json described(const Operation& from, Json parameters = Json::array()) {
  Json operation = {{"operationId", from.id}, {"summary", from.summary}};
  if (from.keyed) {
    parameters.push_back(Json{{"$ref", "#/components/parameters/IdempotencyKey"}});
  }
  operation["parameters"] = std::move(parameters);
  if (!from.request.empty()) {
    operation["requestBody"] = Json{{"required", true}, {"content", content(from.request)}};
  }
  Json& answer = operation["responses"][from.status];
  answer["description"] = "Done.";
  Json& headers = answer["headers"];
  headers = {{"X-Request-Id", {{"$ref", "#/components/headers/RequestId"}}},
             {"Server-Timing", {{"$ref", "#/components/headers/ServerTiming"}}}};
  const Json replayed = {{"$ref", "#/components/headers/IdempotencyReplayed"}};
  if (from.keyed) headers["Idempotency-Replayed"] = replayed;
  if (!from.answer.empty()) answer["content"] = content(from.answer);
  Codes codes = joined({kStorageCodes, from.codes});
  if (!from.request.empty()) codes = joined({codes, body_problem_codes()});
  if (from.keyed) codes = joined({codes, idempotency_problem_codes()});
  Json problems = problem_responses(codes);
  for (const auto& [status, problem] : problems.items()) {
    // Final answers are given again as they were.
    if (from.keyed && status < "5") problem["headers"]["Idempotency-Replayed"] = replayed;
  }
  operation["responses"].update(problems);
  return operation;
}

Json id_parameter(std::string_view pattern, std::string_view example) {
  return Json::array({Json{{"name", "id"},
                           {"in", "path"},
                           {"required", true},
                           {"schema", {{"type", "string"}, {"pattern", pattern}}},
                           {"example", example}}});
}

Json list_and_registration() {
  Json registration = described({.id = "registerFunction",
                                 .summary = "Register a function of your own, proven by examples",
                                 .request = "NewFunction",
                                 .status = "201",
                                 .answer = "Function",
                                 .codes = joined({kRunCodes, kRegistrationCodes}),
                                 .keyed = true});
  registration["requestBody"]["content"]["application/json"]["examples"]["points"]["value"] =
      *read_json(kNewFunctionExample);
  registration["responses"]["201"]["headers"]["Location"] = Json{{"schema", {{"type", "string"}}}};
  return Json{{"get", described({.id = "listFunctions",
                                 .summary = "Your functions and those that models wrote for you",
                                 .answer = "FunctionPage",
                                 .codes = {"invalid_query"}},
                                page_parameters())},
              {"post", std::move(registration)}};
}

Json one_function(std::string_view example) {
  Json parameters = id_parameter(kFunctionIdPattern, example);
  parameters.push_back(Json{{"name", "format"},
                            {"in", "query"},
                            {"required", false},
                            {"description", "typescript gives a module to keep."},
                            {"schema", {{"enum", {"json", "typescript"}}}}});
  Json reading = described({.id = "getFunction",
                            .summary = "A function with its source",
                            .answer = "Function",
                            .codes = {"function_not_found", "invalid_query"}},
                           std::move(parameters));
  reading["responses"]["200"]["content"]["text/plain"] = Json{{"schema", {{"type", "string"}}}};
  const Codes refusals = {"function_not_found", "function_read_only"};
  return Json{{"get", std::move(reading)},
              {"patch", described({.id = "changeFunction",
                                   .summary = "Name, pin or reword a function",
                                   .request = "FunctionChange",
                                   .answer = "Function",
                                   .codes = joined({refusals, kTakenCodes})},
                                  id_parameter(kFunctionIdPattern, example))},
              {"delete", described({.id = "forgetFunction",
                                    .summary = "Forget a function",
                                    .status = "204",
                                    .codes = refusals},
                                   id_parameter(kFunctionIdPattern, example))}};
}

}  // namespace

void add_function_routes(Json& paths, Json& schemas, const CallLimits& limits) {
  schemas.update(*read_json(kSchemas));
  schemas["NewFunction"] = new_function_schema();
  schemas["FunctionChange"] = function_patch_schema();
  schemas["Invocation"] = invocation_schema(limits);
  schemas["Feedback"] = feedback_schema();
  schemas["Batch"] = batch_schema(limits);

  const std::string example = table::catalogue().functions.front().id();
  paths["/fn/functions"] = list_and_registration();
  paths["/fn/functions/{id}"] = one_function(example);
  paths["/fn/functions/{id}/invoke"]["post"] =
      described({.id = "invokeFunction",
                 .summary = "Run a function on args: nothing is classified, no model is asked",
                 .request = "Invocation",
                 .answer = "CallAnswer",
                 .codes = joined({kRunCodes, kInvocationCodes}),
                 .keyed = true},
                id_parameter(kFunctionIdPattern, example));
  paths["/fn/batch"]["post"] = described({.id = "executeBatch",
                                          .summary = "Make up to 100 calls at once",
                                          .request = "Batch",
                                          .answer = "BatchAnswer",
                                          .codes = {"batch_too_large"},
                                          .keyed = true});
  paths["/fn/calls/{id}/feedback"]["post"] =
      described({.id = "correctCall",
                 .summary = "Say what type an executed call should have been",
                 .request = "Feedback",
                 .answer = "FeedbackAnswer",
                 .codes = {"call_not_found"},
                 .keyed = true},
                id_parameter(kCallIdPattern, "call_01JD0000000000000000000000"));
}

}  // namespace skerry::fn
