#include "modules/sdk/openapi.hpp"

#include <algorithm>
#include <string>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/idempotency.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry {
namespace {

constexpr std::string_view kCommonProblems[] = {"malformed_request",
                                                "invalid_header",
                                                "unauthenticated",
                                                "origin_not_allowed",
                                                "bad_path",
                                                "uri_too_long",
                                                "misdirected_request",
                                                "header_too_large",
                                                "internal_error",
                                                "module_trapped",
                                                "overloaded",
                                                "shutting_down",
                                                "authentication_not_configured",
                                                "destination_unavailable",
                                                "timed_out"};

constexpr std::string_view kBodyProblems[] = {
    "invalid_json",  "duplicate_key",          "invalid_utf8",
    "json_too_deep", "number_out_of_range",    "body_too_large",
    "slow_body",     "unsupported_media_type", "unsupported_content_encoding",
    "unknown_field", "invalid_arguments"};

constexpr std::string_view kIdempotencyProblems[] = {
    "idempotency_key_invalid", "idempotency_mismatch", "idempotency_in_progress",
    "idempotency_answer_not_kept"};

Json header_reference(std::string_view name) {
  return Json{{"$ref", "#/components/headers/" + std::string(name)}};
}

/// One entry, without codes yet.
Json response_for(std::uint16_t status) {
  Json headers = {{"X-Request-Id", header_reference("RequestId")},
                  {"Server-Timing", header_reference("ServerTiming")}};
  const bool waiting_helps = status == 409 || status == 429 || status == 503;
  if (waiting_helps) headers["Retry-After"] = header_reference("RetryAfter");
  if (status == 405) headers["Allow"] = header_reference("Allow");
  Json schema = {{"allOf", Json::array({Json{{"$ref", "#/components/schemas/Problem"}},
                                        Json{{"properties",
                                              {{"code", {{"enum", Json::array()}}},
                                               {"status", {{"const", status}}}}}}})}};
  return Json{{"description", ""},
              {"headers", std::move(headers)},
              {"content", {{"application/problem+json", {{"schema", std::move(schema)}}}}}};
}

void add_code(Json& responses, std::string_view code) {
  const ProblemKind* kind = find_problem(code);
  SKERRY_ASSERT(kind != nullptr);
  Json& response = responses[std::to_string(kind->status)];
  if (response.is_null()) response = response_for(kind->status);
  Json& codes = response["content"]["application/problem+json"]["schema"]["allOf"][1]["properties"]
                        ["code"]["enum"];
  if (std::ranges::contains(codes, Json(code))) return;
  codes.push_back(code);
  auto& description = response["description"].get_ref<std::string&>();
  if (!description.empty()) description += ' ';
  description.append("`").append(code).append("`: ").append(kind->cause);
}

}  // namespace

std::span<const std::string_view> common_problem_codes() { return kCommonProblems; }

std::span<const std::string_view> body_problem_codes() { return kBodyProblems; }

std::span<const std::string_view> idempotency_problem_codes() { return kIdempotencyProblems; }

Json extended_schema(Json schema, const Json& more) {
  for (const char* name : {"required", "properties"}) {
    const Json* members = find_member(more, name);
    if (members == nullptr) continue;
    Json& own = schema[name];
    if (members->is_array()) {
      own.insert(own.end(), members->begin(), members->end());
    } else {
      own.update(*members);
    }
  }
  return schema;
}

Json problem_schema() {
  Json codes = Json::array();
  for (const ProblemKind& kind : problem_kinds()) codes.push_back(kind.code);
  Json schema = *read_json(R"({
    "type": "object",
    "description": "A problem (RFC 9457). GET /problems/{code} tells cause and remedy.",
    "required": ["type", "title", "status", "code"],
    "properties": {
      "type": {"type": "string", "format": "uri-reference", "pattern": "^/problems/[a-z0-9_]+$"},
      "title": {"type": "string"},
      "status": {"type": "integer", "minimum": 400, "maximum": 599},
      "code": {"type": "string"},
      "detail": {"type": "string"},
      "requestId": {"type": "string"},
      "retryAfterMs": {
        "type": "number", "minimum": 0,
        "description": "How long a provider of models asks to be left alone, or until a tenant's tokens are there again; Retry-After says it in seconds."
      },
      "errors": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["pointer", "detail"],
          "properties": {
            "pointer": {"type": "string", "description": "JSON Pointer (RFC 6901) into the body."},
            "detail": {"type": "string"}
          }
        }
      }
    }
  })");
  schema["properties"]["code"]["enum"] = std::move(codes);
  return schema;
}

Json problem_responses(std::span<const std::string_view> codes) {
  Json found = Json::object();
  for (const std::string_view code : codes) add_code(found, code);
  for (const std::string_view code : kCommonProblems) add_code(found, code);
  std::vector<std::string> statuses;
  for (const auto& [status, response] : found.items()) statuses.push_back(status);
  std::ranges::sort(statuses);
  Json sorted = Json::object();
  for (const std::string& status : statuses) sorted[status] = std::move(found[status]);
  return sorted;
}

Json header_components() {
  return *read_json(R"({
    "RequestId": {
      "description": "The client's X-Request-Id when it is a plain token, else a new id.",
      "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"}
    },
    "ServerTiming": {"description": "Time spent, by part.", "schema": {"type": "string"}},
    "RetryAfter": {
      "description": "Seconds after which asking again makes sense.",
      "schema": {"type": "integer", "minimum": 1}
    },
    "Allow": {"description": "The methods that the resource has.", "schema": {"type": "string"}},
    "IdempotencyReplayed": {
      "description": "Present when the answer is that of an earlier request with the same key.",
      "schema": {"type": "string", "const": "true"}
    }
  })");
}

Json idempotency_key_parameter() {
  Json parameter = *read_json(R"({
    "name": "Idempotency-Key",
    "in": "header",
    "required": false,
    "description": "Requests with the same key and body within 24 hours are carried out once and get the first answer again. Answers with a status of 5xx, 408, 409, 425 or 429 are not kept.",
    "schema": {"type": "string", "minLength": 1, "pattern": "^[!-~]+$"},
    "example": "5f0c7f5e-2f0d-4d2b-9a53-6d1f2b7d9c11"
  })");
  parameter["schema"]["maxLength"] = limits::kIdempotencyKeyCharactersMax;
  return parameter;
}

}  // namespace skerry
