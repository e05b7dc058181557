#include "modules/fn/jobs/job_view.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "modules/fn/jobs/attempt_order.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

/// Members that a call's answer gives its job, beside the result.
constexpr std::string_view kAnswerMembers[] = {"result", "resultEncoding", "schema", "code",
                                               "object", "timings",        "usage"};

/// A member of an attempt's account, or null.
const Json* in_account(const JobAccounts& accounts, std::uint32_t number, std::string_view name) {
  const auto account = accounts.find(number);
  return account == accounts.end() ? nullptr : find_member(account->second, name);
}

Json attempts_json(const std::vector<JobAttempt>& attempts, const JobAccounts& accounts,
                   std::string_view type) {
  Json list = Json::array();
  for (const JobAttempt& attempt : attempts) {
    const Json* route = in_account(accounts, attempt.number, "route");
    Json item = {{"number", attempt.number},
                 {"route", route != nullptr ? *route : Json(std::string(type))},
                 {"startedAt", timestamp(attempt.began_ms)}};
    if (attempt.ended_ms) {
      item["endedAt"] = timestamp(*attempt.ended_ms);
      item["outcome"] = attempt.outcome;
      if (!attempt.code.empty()) item["reason"] = attempt.code;
    }
    if (const Json* tried = in_account(accounts, attempt.number, "attempts")) {
      item["tried"] = *tried;
    }
    list.push_back(std::move(item));
  }
  return list;
}

/// The answer's own members; what it tried in turn becomes the last attempt's.
void add_answer(Json& shown, std::string_view text) {
  auto answer = read_json(text, JsonLimits::for_hosts());
  if (!answer || !answer->is_object()) return;
  for (const std::string_view name : kAnswerMembers) {
    if (const Json* member = find_member(*answer, name)) shown[std::string(name)] = *member;
  }
  if (const Json* call = find_member(*answer, "id")) shown["callId"] = *call;
  const Json* tried = find_member(*answer, "attempts");
  Json& attempts = shown["attempts"];
  if (tried != nullptr && !attempts.empty()) attempts.back()["tried"] = *tried;
}

/// The sums of numbers under the same names, to a millionth.
void add_numbers(Json& sums, const Json& numbers) {
  constexpr double kParts = 1e6;
  for (const auto& [name, number] : numbers.items()) {
    if (!number.is_number()) continue;
    const Json* before = find_member(sums, name);
    const double sum = (before == nullptr ? 0 : before->get<double>()) + number.get<double>();
    sums[name] = json_number(std::round(sum * kParts) / kParts);
  }
}

/// The sum of one member of all accounts, whose own members are numbers; null without any.
Json sum_of(const JobAccounts& accounts, std::string_view name) {
  Json sums;
  for (const auto& [number, account] : accounts) {
    const Json* part = find_member(account, name);
    if (part == nullptr) continue;
    if (sums.is_null()) sums = Json::object();
    add_numbers(sums, *part);
  }
  return sums;
}

/// A price that leaves out a part is none.
bool is_priced(const JobAccounts& accounts) {
  for (const auto& [number, account] : accounts) {
    const Json* usage = find_member(account, "usage");
    if (usage != nullptr && find_member(*usage, "costUsd") == nullptr) return false;
  }
  return true;
}

void add_accounts(Json& shown, const JobAccounts& accounts) {
  const Json* before = in_account(accounts, 0, "attempts");
  if (before != nullptr && !before->empty()) shown["tried"] = *before;
  if (Json timings = sum_of(accounts, "timings"); !timings.is_null()) {
    shown["timings"] = std::move(timings);
  }
  if (Json usage = sum_of(accounts, "usage"); !usage.is_null()) {
    if (!is_priced(accounts)) usage.erase("costUsd");
    shown["usage"] = std::move(usage);
  }
}

}  // namespace

Json job_json(const JobRecord& job, const std::vector<JobAttempt>& attempts,
              std::string_view answer, const JobAccounts& accounts) {
  Json shown = {{"jobId", job.id},
                {"callId", call_id_of(job.id)},
                {"type", job.type},
                {"status", std::string(name_of(job.status))},
                {"description", job.description},
                {"createdAt", timestamp(job.created_ms)},
                {"updatedAt", timestamp(job.updated_ms)},
                {"deadlineAt", timestamp(job.deadline_ms)}};
  if (job.started_ms) shown["startedAt"] = timestamp(*job.started_ms);
  if (job.ended_ms) shown["endedAt"] = timestamp(*job.ended_ms);
  if (job.status == JobStatus::kQueued && job.attempts > 0) {
    shown["nextAttemptAt"] = timestamp(job.next_attempt_ms);
  }
  if (const auto classification = read_json(job.classification)) {
    shown["classification"] = *classification;
  }
  if (!job.callback_url.empty()) shown["callbackUrl"] = job.callback_url;
  if (!job.session_id.empty()) {
    shown["sessionId"] = job.session_id;
    if (const auto session = read_json(job.session)) shown.update(*session);
  }
  shown["attempts"] = attempts_json(attempts, accounts, job.type);
  if (!answer.empty()) add_answer(shown, answer);
  add_accounts(shown, accounts);
  if (const auto error = read_json(job.error)) shown["error"] = *error;
  return shown;
}

std::string webhook_text(const JobRecord& job, Json shown) {
  if (const Json* result = find_member(shown, "result");
      result != nullptr && to_text(*result).size() > limits::kDeliveredResultBytesMax) {
    shown.erase("result");
    shown["resultOmitted"] = true;
  }
  return to_text(Json{{"type", "job." + std::string(name_of(job.status))},
                      {"timestamp", timestamp(job.updated_ms)},
                      {"data", std::move(shown)}});
}

Json event_data(std::string_view job_id, const JobEvent& event) {
  Json data = {{"jobId", std::string(job_id)}};
  if (const auto own = read_json(event.data); own && own->is_object()) data.update(*own);
  return data;
}

std::string event_text(std::string_view job_id, const JobEvent& event) {
  Json data = event_data(job_id, event);
  data["at"] = timestamp(event.at_ms);
  // Compact JSON has no line end, which would end the field.
  return "id: " + std::to_string(event.seq) + "\nevent: " + event.type +
         "\ndata: " + to_text(data) + "\n\n";
}

}  // namespace skerry::fn
