#include "modules/fn/tasks/task_pages.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "modules/fn/tasks/limits.hpp"
#include "modules/sdk/ascii.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/percent.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/validation.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kToken = "t";
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

TaskMove move_of(TaskRoute route) {
  return static_cast<TaskMove>(static_cast<int>(route) - static_cast<int>(TaskRoute::kPageClaim));
}

/// The type that forms have, with no other `charset` than UTF-8.
bool is_form(const Head& head) {
  const auto types = head.all("content-type");
  if (types.size() != 1) return false;
  const std::string type = lowered(types.front());
  const std::size_t end = type.find(';');
  std::string_view essence = std::string_view(type).substr(0, end);
  while (essence.ends_with(' ')) essence.remove_suffix(1);
  if (essence != kFormType) return false;
  const auto charset = type.find("charset=");
  return charset == std::string::npos || type.substr(charset + 8) == "utf-8" ||
         type.substr(charset + 8) == "\"utf-8\"";
}

/// The one value of a parameter; empty when there is none, or several that may mean anything.
std::string only(const FormParameters& parameters, std::string_view name) {
  const auto count = std::ranges::count(parameters, name, &FormParameters::value_type::first);
  return count == 1 ? std::string(parameter(parameters, name)) : std::string();
}

std::string code_of(const Response& refusal) {
  const auto json = read_json(refusal.body, JsonLimits::for_hosts());
  const Json* code = json ? find_member(*json, "code") : nullptr;
  return code != nullptr && code->is_string() ? code->get<std::string>() : std::string();
}

/// What a problem says, for people: its detail, and each place at fault.
std::vector<std::string> sentences_of(const Response& refusal) {
  constexpr std::string_view kResponse = "/response";
  std::vector<std::string> sentences;
  const auto json = read_json(refusal.body, JsonLimits::for_hosts());
  if (!json) return {"It could not be done."};
  if (const Json* errors = find_member(*json, "errors"); errors != nullptr && errors->is_array()) {
    for (const Json& error : *errors) {
      const Json* pointer = find_member(error, "pointer");
      const Json* detail = find_member(error, "detail");
      if (pointer == nullptr || !pointer->is_string() || detail == nullptr ||
          !detail->is_string()) {
        continue;
      }
      std::string place = pointer->get<std::string>();
      if (place.starts_with(kResponse)) place.erase(0, kResponse.size());
      if (place.starts_with('/')) place.erase(0, 1);
      sentences.push_back(place.empty() ? detail->get<std::string>()
                                        : place + ": " + detail->get<std::string>());
    }
  }
  const Json* detail = find_member(*json, "detail");
  if (sentences.empty() && detail != nullptr && detail->is_string()) {
    sentences.push_back(detail->get<std::string>());
  }
  return sentences;
}

/// A text of a form as the API would take it, or what is wrong with it.
std::expected<std::string, std::string> checked_text(std::string_view name, std::string_view value,
                                                     bool may_be_empty) {
  if (value.empty() && may_be_empty) return std::string();
  ValidationErrors errors;
  std::string checked;
  Text{.characters_max = limits::kTaskCommentCharactersMax}.read(Json(std::string(value)), checked,
                                                                 errors, "");
  if (errors.empty()) return checked;
  return std::unexpected(std::string(name) + ": " + errors.take().errors.front().detail);
}

}  // namespace

Response TaskPages::notice(std::uint16_t status, std::string_view heading,
                           std::string_view text) const {
  return html_response(desk_.basics().crypto, status, notice_html(heading, text));
}

Response TaskPages::page_of(const Response& refusal) const {
  const std::string code = code_of(refusal);
  if (code == "task_not_found") {
    return notice(404, "This link leads nowhere",
                  "It may have been copied incompletely. Ask whoever sent it for a new one.");
  }
  if (code == "task_link_revoked") {
    return notice(403, "This link is no longer valid",
                  "The task was given back, which ends its link. Ask whoever sent it for a new "
                  "one.");
  }
  if (refusal.status >= 500) {
    Response busy = notice(503, "Not now", "The task cannot be reached. Try again in a moment.");
    busy.head.add("retry-after", "1");
    return busy;
  }
  return notice(refusal.status, "It could not be done", sentences_of(refusal).front());
}

Task<std::expected<TaskPages::Holder, Response>> TaskPages::holder_of(std::string task_id,
                                                                      std::string token,
                                                                      std::string request_id) {
  const auto key = co_await desk_.key();
  if (!key) co_return std::unexpected(page_of(desk_.storage_problem(request_id)));
  auto link = read_link_token(desk_.basics().crypto, *key, task_id, token);
  if (!link || !is_id(IdKind::kTask, task_id)) {
    co_return std::unexpected(page_of(problem("task_not_found", "", request_id)));
  }
  if (static_cast<double>(link->expires_ms) <= desk_.basics().clock.now_ms()) {
    co_return std::unexpected(
        notice(410, "This link has expired", "The time in which the task could be done is over."));
  }
  co_return Holder{{.request_id = std::move(request_id), .link = std::move(link)},
                   std::move(token)};
}

Task<Response> TaskPages::respond(TaskRoute route, Request request, std::string task_id) {
  std::string request_id = read_principal(request.principal).request_id;
  const bool shows = route == TaskRoute::kPage;
  if (!shows && !is_form(request.head)) {
    co_return notice(415, "It could not be done", "The forms of the page send it.");
  }
  if (!shows && !request.body) {
    const bool large = request.body.error().kind == FailureKind::kLimitExceeded;
    co_return notice(large ? 413 : 400, "It could not be done",
                     large ? "The answer is too large." : "The answer did not arrive whole.");
  }
  auto parameters = parse_query(shows ? request.query() : std::string_view(*request.body));
  if (!parameters || parameters->size() > limits::kTaskFormParametersMax) {
    co_return notice(400, "It could not be done", "What was sent is not a form of this page.");
  }
  for (auto& [name, value] : *parameters) value = plain_line_ends(value);
  auto holder = co_await holder_of(task_id, only(*parameters, kToken), std::move(request_id));
  if (!holder) co_return std::move(holder.error());
  if (shows) co_return co_await show(std::move(task_id), std::move(*holder), {}, {}, 200);
  co_return co_await act(move_of(route), std::move(task_id), std::move(*holder),
                         std::move(*parameters));
}

Task<Response> TaskPages::show(std::string task_id, Holder holder, std::vector<std::string> errors,
                               FormParameters sent, std::uint16_t status) {
  const Response shown = co_await desk_.show(std::move(task_id), holder.asker);
  if (shown.status != 200) co_return page_of(shown);
  auto task = read_json(shown.body, JsonLimits::for_hosts());
  if (!task) co_return notice(500, "It could not be done", "The task could not be read.");
  co_return html_response(desk_.basics().crypto, status,
                          task_html({.task = std::move(*task),
                                     .link = holder.asker.link.value_or(TaskLink{}),
                                     .token = std::move(holder.token),
                                     .errors = std::move(errors),
                                     .sent = std::move(sent)}));
}

Task<std::expected<Json, Response>> TaskPages::response_in(std::string task_id, Holder holder,
                                                           FormParameters form) {
  const Response shown = co_await desk_.show(task_id, holder.asker);
  if (shown.status != 200) co_return std::unexpected(page_of(shown));
  const auto task = read_json(shown.body, JsonLimits::for_hosts());
  const Json* schema = task ? find_member(*task, "responseSchema") : nullptr;
  auto response = read_response(response_form(schema), form);
  if (response && to_text(*response).size() <= limits::kTaskResponseBytesMax) {
    co_return std::move(*response);
  }
  std::string error = response ? std::string("The answer is too large.") : response.error();
  co_return std::unexpected(co_await show(std::move(task_id), std::move(holder), {std::move(error)},
                                          std::move(form), 422));
}

Task<Response> TaskPages::act(TaskMove move, std::string task_id, Holder holder,
                              FormParameters form) {
  TaskWork work{.move = move, .claims_too = move == TaskMove::kReject};
  const bool rejects = move == TaskMove::kReject;
  auto comment = rejects ? checked_text("Reason", parameter(form, "reason"), false)
                         : checked_text("Comment", parameter(form, "comment"), true);
  if (!comment) {
    co_return co_await show(std::move(task_id), std::move(holder), {std::move(comment.error())},
                            std::move(form), 422);
  }
  work.comment = std::move(*comment);
  if (move == TaskMove::kComplete) {
    auto response = co_await response_in(task_id, holder, form);
    if (!response) co_return std::move(response.error());
    work.response = std::move(*response);
  }
  const Response done = co_await desk_.move(task_id, std::move(work), holder.asker);
  if (done.status == 200 && move == TaskMove::kRelease) {
    co_return notice(200, "You have given the task back", "Your link has ended with it.");
  }
  if (done.status == 200) {
    // So that reloading the page sends nothing again (RFC 9110, 15.4.4).
    Response response = notice(303, "Done", "The task's page follows.");
    response.head.add("location", "/tasks/" + task_id + "?t=" + holder.token);
    co_return response;
  }
  const bool explained = done.status == 409 || done.status == 422;
  if (!explained) co_return page_of(done);
  co_return co_await show(std::move(task_id), std::move(holder), sentences_of(done),
                          std::move(form), done.status);
}

}  // namespace skerry::fn
