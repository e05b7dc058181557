#include "modules/fn/jobs/job_view.hpp"

#include <string>
#include <utility>

#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

/// Members that a call's answer gives its job, beside the result.
constexpr std::string_view kAnswerMembers[] = {"result", "resultEncoding", "schema", "code",
                                               "object", "timings",        "usage"};

Json attempts_json(const std::vector<JobAttempt>& attempts, std::string_view type) {
  Json list = Json::array();
  for (const JobAttempt& attempt : attempts) {
    Json item = {{"number", attempt.number},
                 {"route", std::string(type)},
                 {"startedAt", timestamp(attempt.began_ms)}};
    if (attempt.ended_ms) {
      item["endedAt"] = timestamp(*attempt.ended_ms);
      item["outcome"] = attempt.outcome;
      if (!attempt.code.empty()) item["reason"] = attempt.code;
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

}  // namespace

Json job_json(const JobRecord& job, const std::vector<JobAttempt>& attempts,
              std::string_view answer) {
  Json shown = {{"jobId", job.id},
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
  if (!job.session_id.empty()) shown["sessionId"] = job.session_id;
  shown["attempts"] = attempts_json(attempts, job.type);
  if (!answer.empty()) add_answer(shown, answer);
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

std::string event_text(std::string_view job_id, const JobEvent& event) {
  Json data = {{"jobId", std::string(job_id)}, {"at", timestamp(event.at_ms)}};
  if (const auto own = read_json(event.data); own && own->is_object()) data.update(*own);
  // Compact JSON has no line end, which would end the field.
  return "id: " + std::to_string(event.seq) + "\nevent: " + event.type +
         "\ndata: " + to_text(data) + "\n\n";
}

}  // namespace skerry::fn
