#include "modules/fn/jobs/backoff.hpp"

#include <algorithm>
#include <utility>

#include "modules/ai/retry.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::fn {
namespace {

using Kind = AttemptOutcome::Kind;

bool may_pass(std::uint16_t status, std::string_view code) {
  if (status == 429 || status == 502 || status == 503 || status == 504) return true;
  // The instance was lost, perhaps by another request's doing.
  return code == "module_trapped";
}

AttemptOutcome own_problem(Kind kind, std::string_view code, std::string_view detail,
                           std::string_view request_id) {
  return {.kind = kind, .text = problem_text(code, detail, request_id), .code = std::string(code)};
}

AttemptOutcome outcome_of_failure(const Failure& failure, std::string_view request_id) {
  switch (failure.kind) {
    case FailureKind::kTimedOut:
      return own_problem(Kind::kPassing, "timed_out", "The attempt's time was over.", request_id);
    case FailureKind::kLimitExceeded:
    case FailureKind::kNotUtf8:
    case FailureKind::kInvalid:
      return own_problem(Kind::kFinal, "internal_error", "The answer could not be taken.",
                         request_id);
    default:
      return own_problem(Kind::kPassing, "unreachable", "The work could not be given to anybody.",
                         request_id);
  }
}

}  // namespace

std::uint64_t backoff_bound_ms(Backoff backoff, std::uint32_t failed) {
  std::uint64_t bound = backoff.first_ms;
  while (failed > 1 && bound < backoff.last_ms) {
    bound *= 2;
    --failed;
  }
  return std::min(bound, backoff.last_ms);
}

std::uint64_t backoff_ms(Backoff backoff, std::uint32_t failed, std::uint64_t random) {
  return random % (backoff_bound_ms(backoff, failed) + 1);
}

Json account_in(const Json& answer) {
  Json account = Json::object();
  for (const std::string_view name : {"attempts", "usage", "timings"}) {
    if (const Json* member = find_member(answer, name)) account[std::string(name)] = *member;
  }
  return account;
}

AttemptOutcome outcome_of(const Result<FetchAnswer>& answer, double now_ms,
                          std::string_view request_id) {
  if (!answer) return outcome_of_failure(answer.error(), request_id);
  const auto json = read_json(answer->body, JsonLimits::for_hosts());
  if (answer->status == 200 && json && json->is_object()) {
    return {.kind = Kind::kSucceeded, .text = answer->body, .account = account_in(*json)};
  }
  const Json* other_type = json ? find_member(*json, "goesOnAs") : nullptr;
  if (answer->status == 202 && other_type != nullptr && other_type->is_string()) {
    return {.kind = Kind::kHandedOn,
            .text = other_type->get<std::string>(),
            .code = "handed_on",
            .account = account_in(*json)};
  }
  const Json* code = json ? find_member(*json, "code") : nullptr;
  const bool is_problem = code != nullptr && code->is_string() && answer->status >= 400 &&
                          find_problem(code->get_ref<const std::string&>()) != nullptr;
  if (!is_problem) {
    const bool passing = may_pass(answer->status, {});
    return own_problem(passing ? Kind::kPassing : Kind::kFinal,
                       passing ? "unreachable" : "internal_error",
                       "The work ended without an answer.", request_id);
  }
  const auto& name = code->get_ref<const std::string&>();
  const bool passing = may_pass(answer->status, name);
  return {.kind = passing ? Kind::kPassing : Kind::kFinal,
          .text = answer->body,
          .code = name,
          .retry_after_ms = passing ? ai::retry_after_ms(answer->head, now_ms) : std::nullopt,
          .account = account_in(*json)};
}

}  // namespace skerry::fn
