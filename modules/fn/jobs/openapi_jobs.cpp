#include "modules/fn/jobs/openapi_jobs.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/jobs/status.hpp"
#include "modules/sdk/openapi.hpp"
#include "modules/sdk/paging.hpp"

namespace skerry::fn {
namespace {

/// What the answers look like (`job.cpp`, `job_view.cpp`, `deliveries.cpp`).
constexpr std::string_view kSchemas = R"({
  "JobAccepted": {
    "type": "object",
    "required": ["success", "jobId", "callId", "type", "status", "classification"],
    "properties": {
      "success": {"const": true},
      "jobId": {"$ref": "#/components/schemas/JobId"},
      "callId": {"$ref": "#/components/schemas/JobCallId"},
      "type": {"$ref": "#/components/schemas/WorkType"},
      "status": {"$ref": "#/components/schemas/JobStatus"},
      "classification": {"$ref": "#/components/schemas/Classification"},
      "attempts": {"$ref": "#/components/schemas/Attempts"},
      "sessionId": {"type": "string", "description": "Of an agentic job."},
      "statusUrl": {"type": "string"},
      "webSocketUrl": {"type": "string"},
      "taskId": {"type": "string", "description": "Of a human job."},
      "taskUrl": {"type": "string", "description": "The task's page, for whoever has this link."}
    }
  },
  "JobReport": {
    "type": "object",
    "required": ["jobId", "callId", "type", "status", "description", "classification",
                 "createdAt", "updatedAt", "deadlineAt", "attempts"],
    "properties": {
      "jobId": {"$ref": "#/components/schemas/JobId"},
      "type": {"$ref": "#/components/schemas/WorkType"},
      "status": {"$ref": "#/components/schemas/JobStatus"},
      "description": {"type": "string"},
      "classification": {"$ref": "#/components/schemas/Classification"},
      "createdAt": {"type": "string", "format": "date-time"},
      "updatedAt": {"type": "string", "format": "date-time"},
      "deadlineAt": {"type": "string", "format": "date-time"},
      "startedAt": {"type": "string", "format": "date-time"},
      "endedAt": {"type": "string", "format": "date-time"},
      "nextAttemptAt": {"type": "string", "format": "date-time"},
      "callbackUrl": {"type": "string"},
      "attempts": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["number", "route", "startedAt"],
          "properties": {
            "number": {"type": "integer", "minimum": 1},
            "route": {"$ref": "#/components/schemas/WorkType"},
            "startedAt": {"type": "string", "format": "date-time"},
            "endedAt": {"type": "string", "format": "date-time"},
            "outcome": {"enum": ["succeeded", "failed", "interrupted"]},
            "reason": {"type": "string", "description": "A problem's code."},
            "tried": {"$ref": "#/components/schemas/Attempts"}
          }
        }
      },
      "tried": {
        "$ref": "#/components/schemas/Attempts",
        "description": "What was tried before the call became a job: its classification by a model, routes that failed."
      },
      "callId": {"$ref": "#/components/schemas/JobCallId"},
      "sessionId": {"type": "string", "description": "Of an agentic job."},
      "statusUrl": {"type": "string"},
      "webSocketUrl": {"type": "string"},
      "result": {"description": "As the call would have answered it, with what follows."},
      "resultEncoding": {"const": "bigint"},
      "schema": {"description": "Inferred for an object call that sent none."},
      "code": {"$ref": "#/components/schemas/Code"},
      "object": {"$ref": "#/components/schemas/MadeObject"},
      "timings": {"$ref": "#/components/schemas/Timings"},
      "usage": {"$ref": "#/components/schemas/Usage"},
      "resultOmitted": {"const": true, "description": "It is too large for a webhook."},
      "error": {"$ref": "#/components/schemas/Problem"}
    }
  },
  "JobPage": {
    "type": "object",
    "required": ["items", "nextCursor"],
    "properties": {
      "items": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["jobId", "type", "status", "description", "createdAt", "updatedAt"],
          "properties": {
            "jobId": {"$ref": "#/components/schemas/JobId"},
            "type": {"$ref": "#/components/schemas/WorkType"},
            "status": {"$ref": "#/components/schemas/JobStatus"},
            "description": {"type": "string", "description": "Its first 200 characters."},
            "createdAt": {"type": "string", "format": "date-time"},
            "updatedAt": {"type": "string", "format": "date-time"},
            "endedAt": {"type": "string", "format": "date-time"},
            "errorCode": {"type": "string", "description": "Why it failed."}
          }
        }
      },
      "nextCursor": {"type": ["string", "null"]}
    }
  },
  "JobCancelled": {
    "type": "object",
    "required": ["success", "jobId", "type", "status"],
    "properties": {
      "success": {"const": true},
      "jobId": {"$ref": "#/components/schemas/JobId"},
      "type": {"$ref": "#/components/schemas/WorkType"},
      "status": {"const": "cancelled"}
    }
  },
  "DeliveryPage": {
    "type": "object",
    "required": ["items", "nextCursor"],
    "properties": {
      "items": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["deliveryId", "url", "state", "createdAt", "attempts"],
          "properties": {
            "deliveryId": {"$ref": "#/components/schemas/DeliveryId"},
            "url": {"type": "string"},
            "state": {"enum": ["pending", "delivered", "failed"]},
            "createdAt": {"type": "string", "format": "date-time"},
            "nextAttemptAt": {"type": "string", "format": "date-time"},
            "attempts": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["at", "outcome"],
                "properties": {
                  "at": {"type": "string", "format": "date-time"},
                  "outcome": {"enum": ["delivered", "failed"]},
                  "status": {"type": "integer"},
                  "reason": {"enum": ["refused", "redirected", "unreachable", "timed_out",
                                      "address_not_allowed", "storage_unavailable"]}
                }
              }
            }
          }
        }
      },
      "nextCursor": {"type": "null"}
    }
  },
  "Redelivery": {
    "type": "object",
    "required": ["success", "jobId", "deliveryId", "state"],
    "properties": {
      "success": {"const": true},
      "jobId": {"$ref": "#/components/schemas/JobId"},
      "deliveryId": {"$ref": "#/components/schemas/DeliveryId"},
      "state": {"const": "pending"}
    }
  },
  "WebhookSecret": {
    "type": "object",
    "required": ["success", "secret"],
    "properties": {
      "success": {"const": true},
      "secret": {"type": "string", "pattern": "^whsec_[A-Za-z0-9+/=]+$"},
      "formerSecretUntil": {
        "type": "string", "format": "date-time",
        "description": "Until then webhooks are signed with the former secret too."
      }
    }
  },
  "Nothing": {"type": "object", "additionalProperties": false, "properties": {}},
  "JobCallId": {
    "type": "string", "pattern": "^call_[0-9A-HJKMNP-TV-Z]{26}$",
    "description": "Under which POST /fn/calls/{id}/feedback corrects the type."
  },
  "JobId": {"type": "string", "pattern": "^job_[0-9A-HJKMNP-TV-Z]{26}$"},
  "DeliveryId": {"type": "string", "pattern": "^dlv_[0-9A-HJKMNP-TV-Z]{26}$"}
})";

constexpr std::string_view kReachCodes[] = {"job_not_found", "destination_unavailable",
                                            "overloaded", "not_acceptable"};
constexpr std::string_view kSocketCodes[] = {"job_not_found", "destination_unavailable",
                                             "overloaded", "upgrade_required", "invalid_query"};
constexpr std::string_view kListCodes[] = {"invalid_query", "storage_unavailable",
                                           "not_acceptable"};
constexpr std::string_view kCancelCodes[] = {"job_not_found",           "conflict",
                                             "destination_unavailable", "overloaded",
                                             "idempotency_key_invalid", "not_acceptable"};
constexpr std::string_view kRedeliverCodes[] = {
    "job_not_found",           "delivery_not_found",  "conflict",      "overloaded",
    "destination_unavailable", "storage_unavailable", "not_acceptable"};
constexpr std::string_view kSecretCodes[] = {"storage_unavailable", "idempotency_key_invalid",
                                             "not_acceptable"};
constexpr std::string_view kRotateCodes[] = {"storage_unavailable", "not_acceptable"};

constexpr std::string_view kExampleJob = "job_01JDABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kExampleDelivery = "dlv_01JDABCDEFGHJKMNPQRSTVWXYZ";

Json id_parameter(std::string_view name, std::string_view schema, std::string_view example) {
  return Json{{"name", name},
              {"in", "path"},
              {"required", true},
              {"schema", {{"$ref", "#/components/schemas/" + std::string(schema)}}},
              {"example", example}};
}

Json success(std::string_view description, std::string_view media, Json schema) {
  Json answer = {{"description", description},
                 {"headers",
                  {{"X-Request-Id", {{"$ref", "#/components/headers/RequestId"}}},
                   {"Server-Timing", {{"$ref", "#/components/headers/ServerTiming"}}}}}};
  answer["content"][std::string(media)]["schema"] = std::move(schema);
  return answer;
}

Json success(std::string_view description, std::string_view schema) {
  return success(description, "application/json",
                 Json{{"$ref", "#/components/schemas/" + std::string(schema)}});
}

struct Operation {
  std::string_view id;
  std::string_view summary;
  Json parameters;
  std::string_view status;
  Json answer;
  std::span<const std::string_view> codes;
};

Json described(Operation from) {
  Json responses = problem_responses(from.codes);
  responses[std::string(from.status)] = std::move(from.answer);
  return Json{{"operationId", from.id},
              {"summary", from.summary},
              {"parameters", std::move(from.parameters)},
              {"responses", std::move(responses)}};
}

Json status_parameter() {
  return Json{{"name", "status"},
              {"in", "query"},
              {"required", false},
              {"schema", {{"$ref", "#/components/schemas/JobStatus"}}}};
}

/// An operation that may have an empty object as its body.
Json posted(Operation from) {
  std::vector<std::string_view> codes(from.codes.begin(), from.codes.end());
  codes.insert(codes.end(), body_problem_codes().begin(), body_problem_codes().end());
  from.codes = codes;
  Json operation = described(std::move(from));
  operation["requestBody"] = Json{{"required", false}};
  operation["requestBody"]["content"]["application/json"]["schema"]["$ref"] =
      "#/components/schemas/Nothing";
  return operation;
}

/// The same, carried out once under a key.
Json posted_once(Operation from) {
  std::vector<std::string_view> codes(from.codes.begin(), from.codes.end());
  codes.insert(codes.end(), idempotency_problem_codes().begin(), idempotency_problem_codes().end());
  from.codes = codes;
  from.parameters.push_back(Json{{"$ref", "#/components/parameters/IdempotencyKey"}});
  Json operation = posted(std::move(from));
  for (const auto& [status, response] : operation["responses"].items()) {
    // Final answers are given again as they were.
    if (status >= "5") continue;
    response["headers"]["Idempotency-Replayed"]["$ref"] =
        "#/components/headers/IdempotencyReplayed";
  }
  return operation;
}

Json socket_operation(Json parameters) {
  parameters.push_back(Json{{"name", "after"},
                            {"in", "query"},
                            {"required", false},
                            {"description",
                             "Goes on after the event of this number; from the first when there "
                             "is none of it yet."},
                            {"schema", {{"type", "integer"}, {"minimum", 0}}}});
  return described(
      {"watchJobBySocket", "A job's events until it ends, by WebSocket", std::move(parameters),
       "101",
       Json{{"description",
             "Each event is a message {seq, type, at, data}; {type: ack, seq} acknowledges."}},
       kSocketCodes});
}

void add_webhook_routes(Json& paths) {
  const Json job = Json::array({id_parameter("jobId", "JobId", kExampleJob)});
  paths["/fn/jobs/{jobId}/deliveries"]["get"] =
      described({"listDeliveries", "The reports of a job's end to its callbackUrl", job, "200",
                 success("All of them.", "DeliveryPage"), kReachCodes});
  Json delivery = job;
  delivery.push_back(id_parameter("deliveryId", "DeliveryId", kExampleDelivery));
  paths["/fn/jobs/{jobId}/deliveries/{deliveryId}/redeliver"]["post"] =
      posted_once({"redeliver", "Send a report again", delivery, "202",
                   success("It is due at once.", "Redelivery"), kRedeliverCodes});
  paths["/fn/webhooks/secret"]["get"] =
      described({"getWebhookSecret", "What webhooks are signed with", Json::array(), "200",
                 success("The secret, made when there was none.", "WebhookSecret"), kSecretCodes});
  paths["/fn/webhooks/secret/rotate"]["post"] = posted_once(
      {"rotateWebhookSecret", "Sign with a new secret", Json::array(), "200",
       success("The new one; the former signs too for 24 hours.", "WebhookSecret"), kRotateCodes});
}

/// A job as it is asked for: what its webhook reports, and what only an answer has.
Json job_schema(Json report) {
  report["properties"].erase("resultOmitted");
  return extended_schema(std::move(report), *read_json(R"({
    "required": ["success"],
    "properties": {
      "success": {"const": true},
      "taskId": {"type": "string", "description": "Of a human job."}
    }
  })"));
}

}  // namespace

void add_job_routes(Json& paths, Json& schemas) {
  schemas.update(*read_json(kSchemas));
  schemas["Job"] = job_schema(schemas["JobReport"]);
  Json statuses = Json::array();
  for (const std::string_view name : kJobStatusNames) statuses.push_back(name);
  schemas["JobStatus"] = Json{{"type", "string"}, {"enum", std::move(statuses)}};

  const Json job = Json::array({id_parameter("jobId", "JobId", kExampleJob)});
  Json list = page_parameters();
  list.push_back(status_parameter());
  paths["/fn/jobs"]["get"] = described({"listJobs", "Your jobs, newest first", std::move(list),
                                        "200", success("A page of them.", "JobPage"), kListCodes});
  paths["/fn/jobs/{jobId}"]["get"] =
      described({"getJob", "A job with its result, attempts and timings", job, "200",
                 success("The job.", "Job"), kReachCodes});
  paths["/fn/jobs/{jobId}/cancel"]["post"] =
      posted({"cancelJob", "Cancel a job; again, it stays cancelled", job, "200",
              success("It is cancelled.", "JobCancelled"), kCancelCodes});
  Json watched = job;
  watched.push_back(
      Json{{"name", "Last-Event-ID"},
           {"in", "header"},
           {"required", false},
           {"description", "Goes on after this event; from the first when it is none."},
           {"schema", {{"type", "string"}}}});
  paths["/fn/jobs/{jobId}/events"]["get"] = described(
      {"watchJob", "A job's events until it ends, text/event-stream", std::move(watched), "200",
       success("The events.", "text/event-stream", Json{{"type", "string"}}), kReachCodes});
  paths["/fn/jobs/{jobId}/ws"]["get"] = socket_operation(job);
  add_webhook_routes(paths);

  Json& responses = paths["/fn"]["post"]["responses"];
  Json accepted = success(
      "The call has become a job: options.mode was async, or it is agentic or "
      "human work.",
      "JobAccepted");
  accepted["headers"]["Location"] = Json{{"schema", {{"type", "string"}}}};
  accepted["headers"]["Idempotency-Replayed"] =
      Json{{"$ref", "#/components/headers/IdempotencyReplayed"}};
  responses["202"] = std::move(accepted);
}

}  // namespace skerry::fn
