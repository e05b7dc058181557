#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "modules/fn/jobs/agent_query.hpp"
#include "modules/fn/jobs/creation.hpp"
#include "modules/fn/jobs/job.hpp"
#include "modules/fn/jobs/job_view.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/assert.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/timestamp.hpp"

// The states of a job and what moves it: nothing here waits, so each change is whole or not at all.

namespace skerry::fn {
namespace {

constexpr Backoff kAttemptBackoff{limits::kAttemptBackoffMs, limits::kAttemptBackoffMsMax};
/// The code of an attempt whose instance was lost.
constexpr std::string_view kTrapped = "module_trapped";
constexpr std::string_view kShuttingDown = "shutting_down";

/// Attempts that failed; one that was cut off because the host ended says nothing of the work.
std::uint32_t count_failed(std::span<const JobAttempt> attempts, std::uint32_t begun) {
  const auto cut_off = std::ranges::count(attempts, kShuttingDown, &JobAttempt::code);
  return begun - static_cast<std::uint32_t>(cut_off);
}

/// Whether the attempts, the last of which ended in `outcome`, show that it is the work which traps
/// its instance.
bool traps(std::span<const JobAttempt> attempts, const AttemptOutcome& outcome) {
  if (outcome.code != kTrapped) return false;
  // One that was interrupted is another matter: the job's own instance was lost, or the host.
  const auto trapped = std::ranges::count_if(attempts, [](const JobAttempt& attempt) {
    return attempt.code == kTrapped && attempt.outcome == "failed";
  });
  return static_cast<std::uint64_t>(trapped) >= limits::kTrappedAttemptsMax;
}

}  // namespace

std::uint64_t Job::now_ms() const {
  return static_cast<std::uint64_t>(ports_.basics.clock.now_ms());
}

void Job::add_event(std::string_view type, const Json& data) {
  store_.add_event(now_ms(), type, data);
  tell_watchers();
}

void Job::tell_watchers() {
  sockets_.send_added();
  changed_.fire(*runtime_);
}

void Job::move(JobRecord& job, JobStatus to, Json data) {
  SKERRY_ASSERT(may_follow(job.status, to));
  const std::uint64_t now = now_ms();
  job.status = to;
  job.updated_ms = now;
  ++job.version;
  if (to == JobStatus::kRunning && !job.started_ms) job.started_ms = now;
  if (is_terminal(to)) job.ended_ms = now;
  store_.save(job);
  data["status"] = std::string(name_of(to));
  add_event("job." + std::string(name_of(to)), data);
  if (!is_terminal(to)) return;
  if (!job.callback_url.empty()) {
    deliveries_.add(
        job.callback_url,
        webhook_text(job, job_json(job, store_.attempts(), store_.answer(), store_.accounts())));
  }
  // Whatever works for it in this instance stops; the answer would find it ended anyway.
  stop_.fire(*runtime_);
  ports_.basics.metrics.add("fn_jobs_ended",
                            to_text(Json{{"type", job.type}, {"status", name_of(to)}}), 1);
}

void Job::end_with_problem(JobRecord& job, JobStatus to, std::string problem) {
  const auto read = read_json(problem);
  const Json* code = read ? find_member(*read, "code") : nullptr;
  Json data = Json::object();
  if (code != nullptr) data["reason"] = *code;
  job.error = std::move(problem);
  if (!job.session_id.empty() && to != JobStatus::kFailed) job.session_cancel_owed = true;
  if (job.status == JobStatus::kRunning && job.session_id.empty()) {
    store_.end_attempt(job.attempts, now_ms(), "failed", name_of(to));
  }
  // First, since watchers read to the job's own end.
  if (tasks_ != nullptr && job.type == "human") tasks_->on_job_ended(to);
  move(job, to, std::move(data));
}

void Job::add_tried(std::uint32_t attempt, const Json& account) {
  const Json* tried = find_member(account, "attempts");
  if (tried == nullptr || !tried->is_array()) return;
  for (Json data : *tried) {
    if (!data.is_object()) continue;
    data["attempt"] = attempt;
    add_event("attempt.tried", data);
  }
}

void Job::begin_attempt(JobRecord& job) {
  ++job.attempts;
  store_.begin_attempt(job.attempts, now_ms());
  store_.add_to_account(job.attempts, Json{{"route", job.type}});
  move(job, JobStatus::kRunning, Json{{"attempt", job.attempts}});
}

void Job::fail_for_good(JobRecord& job, std::string_view code, std::string_view detail,
                        const std::vector<FieldError>& errors) {
  retry_or_fail(job, {.kind = AttemptOutcome::Kind::kFinal,
                      .text = problem_text(code, detail, job.request_id, errors),
                      .code = std::string(code)});
}

void Job::hand_on(JobRecord& job, std::string type) {
  if (type == "human" ? tasks_ == nullptr : type != "agentic") {
    return fail_for_good(job, "not_yet_available", "Nobody does work of the type " + type + ".");
  }
  const auto call = read_json(store_.call(), JsonLimits::for_hosts());
  if (type == "agentic" && call) {
    if (const auto query = agent_query(*call); !query) {
      return fail_for_good(job, query.error().code, query.error().detail, {query.error().field});
    }
  }
  const Json* options = call ? find_member(*call, "options") : nullptr;
  if (options == nullptr || find_member(*options, "timeoutMs") == nullptr) {
    job.deadline_ms = job.created_ms + default_timeout_ms(type);
  }
  job.type = std::move(type);
  job.next_attempt_ms = now_ms();
  if (job.type == "agentic") return move(job, JobStatus::kQueued, Json{{"type", job.type}});
  move(job, JobStatus::kWaiting, Json{{"type", job.type}});
  tasks_->create();
}

void Job::end_attempt(JobRecord& job, const AttemptOutcome& outcome) {
  if (!outcome.account.empty()) {
    store_.add_to_account(job.attempts, outcome.account);
    add_tried(job.attempts, outcome.account);
  }
  if (outcome.kind != AttemptOutcome::Kind::kSucceeded) {
    store_.end_attempt(job.attempts, now_ms(), "failed", outcome.code);
    if (outcome.kind == AttemptOutcome::Kind::kHandedOn) return hand_on(job, outcome.text);
    return retry_or_fail(job, outcome);
  }
  store_.end_attempt(job.attempts, now_ms(), "succeeded", "");
  store_.keep_answer(outcome.text);
  move(job, JobStatus::kSucceeded);
}

void Job::retry_or_fail(JobRecord& job, const AttemptOutcome& outcome) {
  const bool passing = outcome.kind == AttemptOutcome::Kind::kPassing;
  const std::vector<JobAttempt> attempts = store_.attempts();
  const std::uint32_t failed = count_failed(attempts, job.attempts);
  std::uint64_t pause_ms = backoff_ms(kAttemptBackoff, failed, ports_.basics.random.next());
  if (outcome.retry_after_ms) {
    const double asked_ms =
        std::min(*outcome.retry_after_ms, static_cast<double>(limits::kJobTimeoutMsMax));
    pause_ms = std::max(pause_ms, static_cast<std::uint64_t>(asked_ms));
  }
  // To wait for an attempt that was told to come too late would only hide why the job fails.
  const bool in_time = !outcome.retry_after_ms || now_ms() + pause_ms < job.deadline_ms;
  if (!passing || !in_time || failed >= limits::kAttemptsMax ||
      job.attempts >= limits::kAttemptsBegunMax || traps(attempts, outcome)) {
    job.error = outcome.text;
    job.dead_letter_owed = passing;
    return move(job, JobStatus::kFailed,
                Json{{"reason", outcome.code}, {"attempts", job.attempts}});
  }
  job.next_attempt_ms = now_ms() + pause_ms;
  move(job, JobStatus::kQueued,
       Json{{"attempt", job.attempts},
            {"reason", outcome.code},
            {"nextAttemptAt", timestamp(job.next_attempt_ms)}});
}

void Job::notice_interruption(JobRecord& job) {
  if (job.status != JobStatus::kRunning || !job.session_id.empty() || working_) return;
  store_.end_attempt(job.attempts, now_ms(), "interrupted", kTrapped);
  retry_or_fail(job,
                {.kind = AttemptOutcome::Kind::kPassing,
                 .text = problem_text(kTrapped, "The attempts at the work were all interrupted.",
                                      job.request_id),
                 .code = std::string(kTrapped)});
  arm();
}

void Job::pass_deadline(JobRecord& job) {
  std::string detail = "The job's time was over";
  if (job.attempts > 0) detail += " after " + std::to_string(job.attempts) + " attempts";
  end_with_problem(job, JobStatus::kExpired, problem_text("expired", detail + ".", job.request_id));
}

std::uint64_t Job::retention_ms() const {
  return value_of(ports_.basics.config, kJobRetentionDays) * limits::kDayMs;
}

void Job::arm() {
  const auto job = store_.load();
  if (!job) return;
  const std::uint64_t now = now_ms();
  std::uint64_t due = std::numeric_limits<std::uint64_t>::max();
  // What is under way is looked at again later, in case this instance loses it.
  const auto at = [&](bool under_way, std::uint64_t when) {
    due = std::min(due, under_way ? std::max(when, now + limits::kWatchdogMs) : when);
  };
  if (const auto ended_ms = job->ended_ms) {
    at(forgetting_, std::max(*ended_ms + retention_ms(), job->chores_due_ms));
  } else {
    at(false, job->deadline_ms);
    if (job->status == JobStatus::kQueued) at(false, job->next_attempt_ms);
    if (!job->session_id.empty()) at(looking_, job->session_look_ms);
    if (job->status == JobStatus::kRunning && job->session_id.empty()) at(working_, now);
  }
  if (job->chores_owed()) at(at_chores_, job->chores_due_ms);
  if (const auto delivery = deliveries_.due_ms()) at(delivering_, *delivery);
  if (tasks_ != nullptr && job->type == "human") {
    if (const auto task = tasks_->due_ms()) at(at_task_, *task);
  }
  if (const auto stalled = sockets_.due_ms()) at(false, *stalled);
  ports_.alarm.set(due);
}

JobRecord Job::job() {
  auto job = store_.load();
  SKERRY_ASSERT(job.has_value());
  return std::move(*job);
}

void Job::succeed(const Json& result) {
  JobRecord job = this->job();
  if (job.ended()) return;
  store_.keep_answer(to_text(Json{{"result", result}}));
  move(job, JobStatus::kSucceeded);
  arm();
}

void Job::fail(std::string_view code, std::string_view detail) {
  JobRecord job = this->job();
  if (job.ended()) return;
  job.error = problem_text(code, detail, job.request_id);
  move(job, JobStatus::kFailed, Json{{"reason", std::string(code)}});
  arm();
}

void Job::expire(std::string_view detail) {
  JobRecord job = this->job();
  if (job.ended()) return;
  job.error = problem_text("expired", detail, job.request_id);
  move(job, JobStatus::kExpired, Json{{"reason", "expired"}});
  arm();
}

}  // namespace skerry::fn
