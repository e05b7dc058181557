#include "modules/fn/tasks/openapi_tasks.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/fn/tasks/lifecycle.hpp"
#include "modules/fn/tasks/limits.hpp"
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
  "TaskSummary": {
    "type": "object",
    "required": ["taskId", "jobId", "state", "title", "priority", "expiresAt"],
    "properties": {
      "taskId": {"type": "string", "pattern": "^task_[0-9A-HJKMNP-TV-Z]{26}$"},
      "jobId": {"$ref": "#/components/schemas/JobId"},
      "state": {"$ref": "#/components/schemas/TaskState"},
      "title": {"type": "string"},
      "priority": {"enum": ["low", "normal", "high", "urgent"]},
      "assignee": {"type": "string"},
      "group": {"type": "string"},
      "dueAt": {"type": "string", "format": "date-time"},
      "expiresAt": {"type": "string", "format": "date-time"}
    }
  },
  "ListedTask": {
    "required": ["createdAt", "updatedAt"],
    "properties": {
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
  Codes codes = {"task_not_found", "conflict", "expired"};
  for (const auto more : {body_problem_codes(), idempotency_problem_codes()}) {
    codes.insert(codes.end(), more.begin(), more.end());
  }
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

/// What the pages answer with. The forms alone have those that `forms_only` says.
struct PageAnswer {
  std::string_view status;
  std::string_view description;
  bool forms_only = false;
};

constexpr PageAnswer kPageAnswers[] = {
    {"400", "What was sent is no form of this page."},
    {"403", "The task was given back, which ended its link."},
    {"404", "The link leads nowhere."},
    {"409", "The task's state forbids it: the page says why.", true},
    {"410", "The link's time, or the task's, is over."},
    {"413", "The answer is too large.", true},
    {"415", "The body is no form.", true},
    {"422", "The page again, with what is wrong and what was written.", true},
    {"500", "The task could not be read."},
    {"503", "The task cannot be reached."}};

/// What a form of the page sends. The link's token is its authorisation.
Json form_schema(TaskMove move) {
  Json schema = *read_json(R"({"type": "object", "required": ["t"],
                               "properties": {"t": {"type": "string"}}})");
  const Json text = {{"type", "string"}, {"maxLength", limits::kTaskCommentCharactersMax}};
  const bool rejects = move == TaskMove::kReject;
  schema["properties"][rejects ? "reason" : "comment"] = text;
  if (rejects) schema["required"].push_back("reason");
  if (move != TaskMove::kComplete) return schema;
  return extended_schema(std::move(schema), *read_json(R"({
    "properties": {"response": {
      "type": "string",
      "description": "The answer where the page asks for one: text, or JSON that satisfies responseSchema. Else f0, f1, … have the members that the page asks for, in their order; yes and no are truths, a choice is its number, and an empty field is no answer."
    }}
  })"));
}

/// A page, or one of its forms. Refusals are pages too, but those of whoever stands before the
/// service.
Json page_operation(std::string_view id, std::string_view summary, std::optional<TaskMove> move) {
  Json made = {{"operationId", id},
               {"summary", summary},
               {"security", Json::array()},
               {"parameters", Json::array({id_parameter()})}};
  if (move) {
    made["requestBody"]["required"] = true;
    made["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"] =
        form_schema(*move);
  } else {
    made["parameters"].push_back(
        Json{{"name", "t"}, {"in", "query"}, {"required", true}, {"schema", {{"type", "string"}}}});
  }
  const Json html = {{"schema", {{"type", "string"}}}};
  Json& responses = made["responses"] = problem_responses({});
  // No key is asked for.
  responses.erase("401");
  const auto add = [&](std::string_view status, std::string_view description) -> Json& {
    Json& response = responses[std::string(status)];
    const bool problems_too = !response.is_null();
    response["description"] = problems_too ? std::string(description) + " As problems: " +
                                                 response["description"].get<std::string>()
                                           : std::string(description);
    response["content"]["text/html"] = html;
    return response;
  };
  for (const PageAnswer& answer : kPageAnswers) {
    if (move || !answer.forms_only) add(answer.status, answer.description);
  }
  if (!move) {
    add("200", "The page.");
  } else if (*move == TaskMove::kRelease) {
    add("200", "The task is given back, and the link has ended.");
  } else {
    add("303", "Done.")["headers"]["Location"]["schema"]["type"] = "string";
  }
  return made;
}

}  // namespace

void add_task_routes(Json& paths, Json& schemas) {
  Json own = *read_json(kSchemas);
  own["ListedTask"] = extended_schema(own["TaskSummary"], own["ListedTask"]);
  own["Task"] = extended_schema(own["ListedTask"], own["Task"]);
  schemas.update(own);
  Json states = Json::array();
  for (const std::string_view name : kTaskStateNames) states.push_back(name);
  schemas["TaskState"] = Json{{"type", "string"}, {"enum", std::move(states)}};
  schemas["TaskClaim"] = task_move_schema(TaskMove::kClaim);
  schemas["TaskRelease"] = task_move_schema(TaskMove::kRelease);
  schemas["TaskCompletion"] = task_move_schema(TaskMove::kComplete);
  schemas["TaskRejection"] = task_move_schema(TaskMove::kReject);

  Json filters = page_parameters();
  filters.push_back(filter("state", reference("TaskState")));
  for (const auto* name : {"assignee", "group"}) {
    filters.push_back(filter(name, Json{{"type", "string"}, {"minLength", 1}}));
  }
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
      page_operation("showTaskPage", "A task's page, for a person with its link", {});
  paths[page + "/claim"]["post"] =
      page_operation("claimByPage", "The page's form to claim", TaskMove::kClaim);
  paths[page + "/release"]["post"] =
      page_operation("releaseByPage", "The page's form to release", TaskMove::kRelease);
  paths[page + "/complete"]["post"] =
      page_operation("completeByPage", "The page's form to answer", TaskMove::kComplete);
  paths[page + "/reject"]["post"] =
      page_operation("rejectByPage", "The page's form to reject", TaskMove::kReject);
}

}  // namespace skerry::fn
