#include "modules/fn/tasks/tasks_front.hpp"

#include <optional>
#include <utility>

#include "modules/fn/http_rules.hpp"
#include "modules/fn/tasks/limits.hpp"
#include "modules/fn/tasks/task_index.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/request_body.hpp"
#include "modules/sdk/validation.hpp"

namespace skerry::fn {
namespace {

/// What the bodies of the moves hold, together.
struct Written {
  std::string task_id;
  Json response;
  std::string comment;
  bool claim = false;
};

ObjectOf<Written> fields_of(TaskMove move, bool names_task = false) {
  const Text text{.characters_max = limits::kTaskCommentCharactersMax};
  ObjectOf<Written> fields;
  if (names_task) {
    fields.required("taskId", &Written::task_id, Text{.characters_max = kIdCharacters + 10});
  }
  if (move == TaskMove::kComplete) {
    fields.required("response", &Written::response,
                    AnyValue{.bytes_max = limits::kTaskResponseBytesMax,
                             .depth_max = limits::kTaskResponseDepthMax},
                    "What the person answers; must satisfy the task's responseSchema.");
  }
  if (move == TaskMove::kReject) {
    fields.required("reason", &Written::comment, text, "Why nobody does it.");
  } else {
    fields.optional("comment", &Written::comment, text, "Kept in the audit trail.");
  }
  if (move == TaskMove::kComplete || move == TaskMove::kReject) {
    fields.optional("claim", &Written::claim, Boolean{}, "Claims the task too, at once.");
  }
  return fields;
}

TaskMove move_of(TaskRoute route) {
  return static_cast<TaskMove>(static_cast<int>(route) - static_cast<int>(TaskRoute::kClaim));
}

std::string states_listed() {
  std::string listed;
  for (const std::string_view name : kTaskStateNames) {
    const bool last = name == kTaskStateNames.back();
    listed.append(listed.empty() ? "" : last ? " or " : ", ").append(name);
  }
  return listed;
}

Response no_such_task(std::string_view request_id) {
  return problem("task_not_found", "There is no such task.", request_id);
}

}  // namespace

Json task_move_schema(TaskMove move) { return fields_of(move).schema(); }

TaskAsker asker_of(std::string_view principal) {
  Principal read = read_principal(principal);
  const auto json = read_json(principal);
  const Json* subject = json ? find_member(*json, "subject") : nullptr;
  return {.request_id = std::move(read.request_id),
          .tenant = std::move(read.tenant),
          .subject = subject != nullptr && subject->is_string() ? subject->get<std::string>() : "",
          .link = {}};
}

Task<Response> TasksFront::respond(TaskRoute route, std::string query, std::string task_id,
                                   std::string body, std::string principal,
                                   const std::optional<WorkIdentity>* identity) {
  TaskAsker asker = asker_of(principal);
  const std::string request_id = asker.request_id;
  if (route == TaskRoute::kList) {
    auto page = read_page_query(query, IdKind::kTask, kTaskFilters);
    if (!page) co_return problem("invalid_query", page.error(), request_id);
    co_return co_await list(std::move(*page), std::move(asker));
  }
  if (!is_id(IdKind::kTask, task_id)) co_return no_such_task(request_id);
  if (route == TaskRoute::kRead) {
    co_return co_await desk_.with_url(co_await desk_.show(std::move(task_id), std::move(asker)),
                                      request_id);
  }
  const TaskMove move = move_of(route);
  const auto json = read_json(is_blank(body) ? "{}" : std::string_view(body));
  if (!json) co_return json_problem(json.error(), request_id);
  auto written = fields_of(move).validate(*json);
  if (!written) co_return invalid_request(written.error(), request_id);
  co_return co_await desk_.with_url(
      co_await desk_.move(std::move(task_id),
                          {.move = move,
                           .claims_too = written->claim,
                           .response = std::move(written->response),
                           .comment = std::move(written->comment),
                           .id = *identity ? (*identity)->digest : ""},
                          std::move(asker)),
      request_id);
}

Task<Response> TasksFront::list(PageQuery query, TaskAsker asker) {
  const std::string_view state = query.filter("state");
  if (!state.empty() && !task_state_of(state)) {
    co_return problem("invalid_query", "state must be " + states_listed() + ".", asker.request_id);
  }
  SqlStatement statement = list_tasks(asker.tenant, query);
  const auto rows = co_await skerry::query(desk_.storage(), std::move(statement.sql),
                                           std::move(statement.params));
  if (!rows) co_return desk_.storage_problem(asker.request_id);
  co_return json_response(200, to_text(query.page(listed_tasks(*rows), "taskId")));
}

Task<Response> TasksFront::call(TaskRoute route, std::string arguments, std::string principal) {
  TaskAsker asker = asker_of(principal);
  const std::string request_id = asker.request_id;
  const auto json = read_json(arguments);
  if (!json) co_return json_problem(json.error(), request_id);
  if (route == TaskRoute::kList) {
    auto page = read_page_arguments(*json, IdKind::kTask, kTaskFilters);
    if (!page) co_return problem("invalid_query", page.error(), request_id);
    co_return co_await list(std::move(*page), std::move(asker));
  }
  auto written = fields_of(TaskMove::kComplete, true).validate(*json);
  if (!written) co_return invalid_request(written.error(), request_id);
  if (!is_id(IdKind::kTask, written->task_id)) co_return no_such_task(request_id);
  co_return co_await desk_.with_url(co_await desk_.move(std::move(written->task_id),
                                                        {.move = TaskMove::kComplete,
                                                         .claims_too = written->claim,
                                                         .response = std::move(written->response),
                                                         .comment = std::move(written->comment),
                                                         .id = {}},
                                                        std::move(asker)),
                                    request_id);
}

}  // namespace skerry::fn
