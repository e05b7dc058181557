#include "modules/fn/tasks/task_desk.hpp"

#include <utility>
#include <vector>

#include "modules/fn/tasks/limits.hpp"
#include "modules/fn/tasks/task_index.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::fn {
namespace {

std::uint64_t number_of(const Json& json, std::string_view name) {
  const Json* member = find_member(json, name);
  return member != nullptr && member->is_number_integer() ? member->get<std::uint64_t>() : 0;
}

/// The checker speaks of results; here they are responses.
std::vector<FieldError> about_response(std::vector<FieldError> errors) {
  constexpr std::string_view kResult = "/result";
  for (FieldError& error : errors) {
    if (error.pointer.starts_with(kResult)) {
      error.pointer = "/response" + error.pointer.substr(kResult.size());
    }
  }
  return errors;
}

}  // namespace

std::string TaskAsker::principal() const {
  if (!link) {
    return to_text(Json{{"tenant", tenant}, {"subject", subject}, {"requestId", request_id}});
  }
  return to_text(
      Json{{"requestId", request_id},
           {"link", {{"generation", link->generation}, {"addressee", link->addressee}}}});
}

Response TaskDesk::storage_problem(std::string_view request_id) const {
  Response response =
      problem("storage_unavailable", "What is kept of tasks cannot be read.", request_id);
  response.head.add("retry-after", "1");
  return response;
}

Task<Response> TaskDesk::ask(std::string task_id, std::string method, std::string path,
                             std::string body, TaskAsker asker) {
  FetchRequest request{.to = Destination::actor("job", job_id_of(task_id)),
                       .method = std::move(method),
                       .url = std::move(path),
                       .principal = asker.principal(),
                       .body = std::move(body)};
  if (!request.body.empty()) request.head.add("content-type", "application/json");
  auto answer = co_await fetch(ports_.fetch, std::move(request));
  if (!answer) {
    Response busy =
        problem("destination_unavailable", "The task cannot be reached.", asker.request_id);
    busy.head.add("retry-after", "1");
    co_return busy;
  }
  if (answer->status == 404) {
    // The job's own words would tell that there is one, of another kind.
    co_return problem("task_not_found", "There is no such task.", asker.request_id);
  }
  Response response{answer->status, {}, std::move(answer->body)};
  if (const auto type = answer->head.find("content-type")) {
    response.head.add("content-type", *type);
  }
  co_return response;
}

Task<Response> TaskDesk::show(std::string task_id, TaskAsker asker) {
  return ask(std::move(task_id), "GET", "/task/show", {}, std::move(asker));
}

Task<std::optional<Response>> TaskDesk::check(std::string task_id, Json response, TaskAsker asker) {
  const std::string request_id = asker.request_id;
  Response shown = co_await show(std::move(task_id), std::move(asker));
  if (shown.status != 200) co_return shown;
  const auto task = read_json(shown.body, JsonLimits::for_hosts());
  if (!task) co_return problem("internal_error", "The task could not be read.", request_id);
  const auto state = task_state_of(text_member(*task, "state"));
  const Json* schema = find_member(*task, "responseSchema");
  // A task that has ended says so itself.
  if (schema == nullptr || !state || !is_open(*state)) co_return std::nullopt;
  auto checked = co_await ports_.schemas.read(*schema, limits::kTaskSchemaTimeoutMs);
  if (!checked) {
    co_return problem(checked.error().code, checked.error().detail, request_id,
                      checked.error().errors);
  }
  auto mismatch = co_await ports_.schemas.check(*checked, std::move(response));
  if (!mismatch) co_return std::nullopt;
  if (mismatch->code != "result_does_not_match_schema") {
    co_return problem(mismatch->code, mismatch->detail, request_id, mismatch->errors);
  }
  co_return problem("response_does_not_match_schema",
                    "The response does not satisfy the task's schema.", request_id,
                    about_response(std::move(mismatch->errors)));
}

Task<Response> TaskDesk::move(std::string task_id, TaskWork work, TaskAsker asker) {
  if (work.move == TaskMove::kComplete) {
    if (auto refusal = co_await check(task_id, work.response, asker)) {
      co_return std::move(*refusal);
    }
  }
  Json body = {{"claim", work.claims_too}, {"comment", std::move(work.comment)}};
  if (work.move == TaskMove::kComplete) body["response"] = std::move(work.response);
  if (!work.id.empty()) body["moveId"] = std::move(work.id);
  std::string path = "/task/" + std::string(name_of(work.move));
  co_return co_await ask(std::move(task_id), "POST", std::move(path), to_text(body),
                         std::move(asker));
}

Task<Result<std::string>> TaskDesk::key() {
  if (!key_) {
    auto made = co_await task_link_key(ports_.basics, &ports_.storage);
    if (!made) co_return std::unexpected(made.error());
    key_ = std::move(*made);
  }
  co_return *key_;
}

Task<Response> TaskDesk::with_url(Response response, std::string request_id) {
  auto json = read_json(response.body, JsonLimits::for_hosts());
  const Json* link = json ? find_member(*json, "link") : nullptr;
  if (link == nullptr) co_return response;
  const auto key = co_await this->key();
  if (!key) co_return storage_problem(request_id);
  const std::string task_id = text_member(*json, "taskId");
  const std::string token = link_token(ports_.basics.crypto, *key, task_id,
                                       {.generation = number_of(*link, "generation"),
                                        .expires_ms = number_of(*link, "expiresMs"),
                                        .addressee = text_member(*link, "addressee")});
  std::string base = ports_.basics.config.get("public_url").value_or("");
  while (base.ends_with('/')) base.pop_back();
  json->erase("link");
  (*json)["taskUrl"] = base.append("/tasks/").append(task_id).append("?t=").append(token);
  response.body = to_text(*json);
  co_return response;
}

}  // namespace skerry::fn
