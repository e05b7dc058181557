#include "modules/fn/tasks/openapi_tasks.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/fn/tasks/lifecycle.hpp"
#include "modules/fn/tasks/tasks_front.hpp"
#include "modules/sdk/openapi.hpp"
#include "modules/sdk/paging.hpp"

namespace skerry::fn {
namespace {

using Codes = std::vector<std::string_view>;

constexpr std::string_view kIdPattern = "^task_[0-9A-HJKMNP-TV-Z]{26}$";
constexpr std::string_view kExampleId = "task_01JD0000000000000000000000";

/// What the answers look like (`task_view.cpp`, `task_index.cpp`).
constexpr std::string_view kSchemas = R"({
  "ListedTask": {
    "type": "object",
    "required": ["taskId", "jobId", "state", "title", "priority", "expiresAt", "createdAt",
                 "updatedAt"],
    "properties": {
      "taskId": {"type": "string", "pattern": "^task_[0-9A-HJKMNP-TV-Z]{26}$"},
      "jobId": {"type": "string", "pattern": "^job_[0-9A-HJKMNP-TV-Z]{26}$"},
      "state": {"$ref": "#/components/schemas/TaskState"},
      "title": {"type": "string"},
      "priority": {"enum": ["low", "normal", "high", "urgent"]},
      "assignee": {"type": "string"},
      "group": {"type": "string"},
      "dueAt": {"type": "string", "format": "date-time"},
      "expiresAt": {"type": "string", "format": "date-time"},
      "createdAt": {"type": "string", "format": "date-time"},
      "updatedAt": {"type": "string", "format": "date-time"},
      "endedAt": {"type": "string", "format": "date-time"}
    }
  },
  "TaskPerson": {
    "type": "object",
    "required": ["kind", "name"],
    "properties": {
      "kind": {
        "enum": ["caller", "link", "system"],
        "description": "A caller of the API by its subject, whoever holds the link by its addressee, or nobody."
      },
      "name": {"type": "string"}
    }
  },
  "Task": {
    "allOf": [{"$ref": "#/components/schemas/ListedTask"}],
    "type": "object",
    "required": ["success", "instructions", "reminders", "audit"],
    "properties": {
      "success": {"const": true},
      "instructions": {"type": "string"},
      "args": {"description": "The call's own, if it had any."},
      "responseSchema": {"description": "The JSON Schema that a response must satisfy, if any."},
      "response": {"description": "What the person answered, once the task is completed."},
      "claimedBy": {"$ref": "#/components/schemas/TaskPerson"},
      "claimedAt": {"type": "string", "format": "date-time"},
      "taskUrl": {
        "type": "string",
        "description": "The page for a person without a key, while the task is open. As secret as a password."
      },
      "reminders": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["at"],
          "properties": {
            "at": {"type": "string", "format": "date-time"},
            "sentAt": {"type": "string", "format": "date-time"}
          }
        }
      },
      "audit": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["at", "action", "by", "to"],
          "properties": {
            "at": {"type": "string", "format": "date-time"},
            "action": {
              "enum": ["create", "claim", "release", "complete", "reject", "expire", "cancel"]
            },
            "by": {"$ref": "#/components/schemas/TaskPerson"},
            "from": {"$ref": "#/components/schemas/TaskState"},
            "to": {"$ref": "#/components/schemas/TaskState"},
            "comment": {"type": "string"}
          }
        }
      }
    }
  },
  "TaskPage": {
    "type": "object",
    "required": ["items", "nextCursor"],
    "properties": {
      "items": {"type": "array", "items": {"$ref": "#/components/schemas/ListedTask"}},
      "nextCursor": {"type": ["string", "null"]}
    }
  }
})";

Json reference(std::string_view schema) {
  return Json{{"$ref", "#/components/schemas/" + std::string(schema)}};
}

Json id_parameter() {
  return Json{{"name", "taskId"},
              {"in", "path"},
              {"required", true},
              {"schema", {{"type", "string"}, {"pattern", kIdPattern}}},
              {"example", kExampleId}};
}

Json operation(std::string_view id, std::string_view summary, std::string_view answer,
               Json parameters, Codes codes) {
  Json made = {{"operationId", id}, {"summary", summary}, {"parameters", std::move(parameters)}};
  made["responses"]["200"] =
      Json{{"description", "Done."},
           {"headers",
            {{"X-Request-Id", {{"$ref", "#/components/headers/RequestId"}}},
             {"Server-Timing", {{"$ref", "#/components/headers/ServerTiming"}}}}},
           {"content", {{"application/json", {{"schema", reference(answer)}}}}}};
  codes.insert(codes.end(), {"not_acceptable", "storage_unavailable", "destination_unavailable"});
  made["responses"].update(problem_responses(codes));
  return made;
}

Json filter(std::string_view name, Json schema) {
  return Json{{"name", name}, {"in", "query"}, {"required", false}, {"schema", std::move(schema)}};
}

/// A move of the API.
Json move_operation(TaskMove move, std::string_view summary, std::string_view schema) {
  Codes codes = {"task_not_found",
                 "conflict",
                 "expired",
                 "invalid_json",
                 "duplicate_key",
                 "invalid_utf8",
                 "json_too_deep",
                 "number_out_of_range",
                 "body_too_large",
                 "slow_body",
                 "unsupported_media_type",
                 "unsupported_content_encoding",
                 "unknown_field",
                 "invalid_arguments",
                 "idempotency_key_invalid",
                 "idempotency_mismatch",
                 "idempotency_in_progress",
                 "idempotency_answer_not_kept"};
  if (move == TaskMove::kComplete) {
    codes.insert(codes.end(), {"response_does_not_match_schema", "schema_too_expensive"});
  }
  const std::string id = std::string(name_of(move)) + "Task";
  Json made = operation(
      id, summary, "Task",
      Json::array({id_parameter(), Json{{"$ref", "#/components/parameters/IdempotencyKey"}}}),
      std::move(codes));
  const Json replayed = {{"$ref", "#/components/headers/IdempotencyReplayed"}};
  for (const auto& [status, response] : made["responses"].items()) {
    if (status < "5") response["headers"]["Idempotency-Replayed"] = replayed;
  }
  const bool needs_body = move == TaskMove::kComplete || move == TaskMove::kReject;
  made["requestBody"] = Json{{"required", needs_body},
                             {"content", {{"application/json", {{"schema", reference(schema)}}}}}};
  return made;
}

/// A page, or a form of one: every answer is HTML but those of whoever stands before the service.
Json page_operation(std::string_view id, std::string_view summary, bool form) {
  Json parameters = Json::array({id_parameter()});
  if (!form) {
    parameters.push_back(Json{
        {"name", "t"}, {"in", "query"}, {"required", false}, {"schema", {{"type", "string"}}}});
  }
  Json made = {{"operationId", id},
               {"summary", summary},
               {"security", Json::array()},
               {"parameters", std::move(parameters)}};
  if (form) {
    made["requestBody"] = Json{
        {"required", true},
        {"content",
         {{"application/x-www-form-urlencoded",
           {{"schema", {{"type", "object"}, {"properties", {{"t", {{"type", "string"}}}}}}}}}}}};
  }
  const Json html = {{"text/html", {{"schema", {{"type", "string"}}}}}};
  Json refusal = html;
  refusal["application/problem+json"]["schema"] = reference("Problem");
  made["responses"]["default"] =
      Json{{"description", "A page that says why not; a problem where no service was reached."},
           {"content", std::move(refusal)}};
  made["responses"]["200"] = Json{{"description", "The page."}, {"content", html}};
  if (form) made["responses"]["303"] = Json{{"description", "Done."}, {"content", html}};
  return made;
}

}  // namespace

void add_task_routes(Json& paths, Json& schemas) {
  schemas.update(*read_json(kSchemas));
  Json states = Json::array();
  for (const std::string_view name : kTaskStateNames) states.push_back(name);
  schemas["TaskState"] = Json{{"type", "string"}, {"enum", std::move(states)}};
  schemas["TaskClaim"] = task_move_schema(TaskMove::kClaim);
  schemas["TaskRelease"] = task_move_schema(TaskMove::kRelease);
  schemas["TaskCompletion"] = task_move_schema(TaskMove::kComplete);
  schemas["TaskRejection"] = task_move_schema(TaskMove::kReject);

  Json filters = page_parameters();
  filters.push_back(filter("state", reference("TaskState")));
  filters.push_back(filter("assignee", Json{{"type", "string"}, {"minLength", 1}}));
  paths["/fn/tasks"]["get"] = operation("listTasks", "Human tasks, newest first", "TaskPage",
                                        std::move(filters), {"invalid_query"});
  paths["/fn/tasks/{taskId}"]["get"] = operation("getTask", "A task with its audit trail", "Task",
                                                 Json::array({id_parameter()}), {"task_not_found"});
  const std::string one = "/fn/tasks/{taskId}/";
  paths[one + "claim"]["post"] =
      move_operation(TaskMove::kClaim, "Claim a task, so that nobody else does it", "TaskClaim");
  paths[one + "release"]["post"] =
      move_operation(TaskMove::kRelease, "Give a task back, and revoke its link", "TaskRelease");
  paths[one + "complete"]["post"] =
      move_operation(TaskMove::kComplete, "Answer a task: its job succeeds", "TaskCompletion");
  paths[one + "reject"]["post"] =
      move_operation(TaskMove::kReject, "Reject a task: its job fails", "TaskRejection");

  const std::string page = "/tasks/{taskId}";
  paths[page]["get"] =
      page_operation("showTaskPage", "A task's page, for a person with its link", false);
  paths[page + "/claim"]["post"] = page_operation("claimByPage", "The page's form to claim", true);
  paths[page + "/release"]["post"] =
      page_operation("releaseByPage", "The page's form to release", true);
  paths[page + "/complete"]["post"] =
      page_operation("completeByPage", "The page's form to answer", true);
  paths[page + "/reject"]["post"] =
      page_operation("rejectByPage", "The page's form to reject", true);
}

}  // namespace skerry::fn
