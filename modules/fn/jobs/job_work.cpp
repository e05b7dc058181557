#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "modules/fn/jobs/agent_query.hpp"
#include "modules/fn/jobs/attempt_order.hpp"
#include "modules/fn/jobs/creation.hpp"
#include "modules/fn/jobs/job.hpp"
#include "modules/fn/jobs/job_index.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/fn/jobs/webhook.hpp"
#include "modules/sdk/join.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/problems.hpp"

// What a job waits for. Each piece runs once at a time in an instance; after each wait the rows are
// read anew, as anything may have happened meanwhile.

namespace skerry::fn {
namespace {

constexpr Backoff kRepairBackoff{limits::kRepairBackoffMs, limits::kRepairBackoffMsMax};

/// Members of a new session's answer that the caller gets.
constexpr std::string_view kSessionMembers[] = {"statusUrl", "webSocketUrl"};

}  // namespace

Task<void> Job::on_alarm(std::uint32_t /*attempt*/) {
  runtime_ = &(co_await current_scope()).runtime();
  auto job = store_.load();
  if (!job) co_return;
  notice_interruption(*job);
  const std::uint64_t now = now_ms();
  if (!job->ended() && job->deadline_ms <= now) pass_deadline(*job);
  sockets_.drop_stalled();
  std::vector<Task<void>> due;
  if (job->status == JobStatus::kQueued && job->next_attempt_ms <= now) {
    begin_attempt(*job);
    due.push_back(work());
  }
  if (!job->ended() && !job->session_id.empty() && job->session_look_ms <= now) {
    due.push_back(look_at_session());
  }
  if (tasks_ != nullptr && job->type == "human") {
    const auto task = tasks_->due_ms();
    if (task && *task <= now) due.push_back(look_after_task());
  }
  const auto delivery = deliveries_.due_ms();
  if (delivery && *delivery <= now) due.push_back(deliver());
  if (job->chores_due_ms <= now) {
    if (job->ended_ms && *job->ended_ms + retention_ms() <= now) {
      due.push_back(forget());
    } else if (job->chores_owed()) {
      due.push_back(do_chores());
    }
  }
  due.push_back(arm_last());
  co_await when_all(std::move(due));
}

/// Runs when everything before it has begun, and knows by that what is under way.
Task<void> Job::arm_last() {
  arm();
  co_return;
}

std::string Job::principal_of(const JobRecord& job) const {
  return to_text(Json{{"tenant", job.tenant}, {"requestId", job.request_id}, {"jobId", job.id}});
}

// Attempts ----------------------------------------------------------------------------------------

FetchRequest Job::attempt_request(const JobRecord& job) {
  const std::uint64_t left_ms = job.deadline_ms - std::min(job.deadline_ms - 1, now_ms());
  const auto call = read_json(store_.call(), JsonLimits::for_hosts());
  FetchRequest request{.method = "POST", .principal = principal_of(job)};
  request.head.add("content-type", "application/json");
  if (job.type == "agentic") {
    request.to = Destination::service("agent");
    request.url = "/agents";
    // A second attempt finds the session of the first.
    request.head.add("idempotency-key", job.id);
    // What cannot be handed over whole was refused, though not by older versions.
    const std::string query = agent_query(call ? *call : Json::object()).value_or(job.description);
    request.body = to_text(Json{{"query", query}, {"generate", true}});
    return request;
  }
  request.to = Destination::service("fn");
  request.url = "/internal/run";
  AttemptOrder order{.type = job.type,
                     .classification = read_json(job.classification).value_or(Json()),
                     .call_id = call_id_of(job.id),
                     .tokens_spent = tokens_spent(store_.accounts()),
                     .call = call ? *call : Json::object()};
  Json& options = order.call["options"];
  if (!options.is_object()) options = Json::object();
  options["mode"] = "async";
  options["timeoutMs"] = std::min(left_ms, limits::kAttemptTimeoutMs);
  options.erase("callbackUrl");
  request.body = order_text(order);
  return request;
}

Task<Result<FetchAnswer>> Job::stopped() {
  co_await stop_.wait();
  co_return skerry::fail(FailureKind::kCancelled, "the job has ended");
}

Task<Result<FetchAnswer>> Job::attempt() {
  std::vector<Task<Result<FetchAnswer>>> racers;
  racers.push_back(with_timeout(ports_.timers, fetch(ports_.fetch, attempt_request(job())),
                                limits::kAttemptTimeoutMs + limits::kAttemptMarginMs));
  racers.push_back(stopped());
  co_return std::move((co_await when_any(std::move(racers))).value);
}

Task<void> Job::work() {
  if (working_) co_return;
  const UnderWay mark(working_);
  const auto answer = co_await attempt();
  JobRecord job = this->job();
  if (job.status != JobStatus::kRunning) co_return;
  if (job.type == "agentic" && answer && (answer->status == 200 || answer->status == 201)) {
    follow_session(job, *answer);
  } else if (job.type == "agentic" && !answer && answer.error().kind == FailureKind::kNotFound) {
    end_attempt(job, {.kind = AttemptOutcome::Kind::kFinal,
                      .text = problem_text("agent_unavailable", kNoAgent, job.request_id),
                      .code = "agent_unavailable"});
  } else {
    end_attempt(job, outcome_of(answer, ports_.basics.clock.now_ms(), job.request_id));
  }
  working_ = false;
  arm();
}

// Sessions ----------------------------------------------------------------------------------------

void Job::follow_session(JobRecord& job, const FetchAnswer& answer) {
  const auto json = read_json(answer.body, JsonLimits::for_hosts());
  const std::string id = json ? text_member(*json, "sessionId") : std::string();
  if (!is_id(IdKind::kAgent, id)) {
    return end_attempt(
        job, {.kind = AttemptOutcome::Kind::kFinal,
              .text = problem_text("internal_error", "The session has no id.", job.request_id),
              .code = "internal_error"});
  }
  Json session = Json::object();
  for (const std::string_view name : kSessionMembers) {
    if (const std::string text = text_member(*json, name); !text.empty()) {
      session[std::string(name)] = text;
    }
  }
  store_.end_attempt(job.attempts, now_ms(), "succeeded", "");
  job.session_id = id;
  job.session = to_text(session);
  job.session_look_ms = now_ms() + limits::kSessionLookMs;
  store_.save(job);
  add_event("session.created", Json{{"sessionId", id}});
}

Task<void> Job::look_at_session() {
  if (looking_) co_return;
  const UnderWay mark(looking_);
  const JobRecord before = job();
  FetchRequest request{.to = Destination::service("agent"),
                       .url = "/agents/" + before.session_id,
                       .principal = principal_of(before)};
  const auto answer = co_await with_timeout(ports_.timers, fetch(ports_.fetch, std::move(request)),
                                            limits::kWatchdogMs);
  JobRecord job = this->job();
  looking_ = false;
  if (job.ended()) co_return;
  job.session_look_ms = now_ms() + limits::kSessionLookMs;
  store_.save(job);
  const auto json = answer && answer->status == 200
                        ? read_json(answer->body, JsonLimits::for_hosts())
                        : std::unexpected(JsonError{JsonErrorKind::kMalformed, {}, {}});
  const Json* state = json ? find_member(*json, "state") : nullptr;
  const auto status = state ? job_status_of(text_member(*state, "status")) : std::nullopt;
  if (answer && answer->status == 404) {
    end_with_problem(job, JobStatus::kFailed,
                     problem_text("agent_not_found", "The session is gone.", job.request_id));
  } else if (status == JobStatus::kSucceeded) {
    store_.keep_answer(to_text(Json{{"result", *state}}));
    move(job, JobStatus::kSucceeded);
  } else if (status == JobStatus::kCancelled) {
    end_with_problem(job, JobStatus::kCancelled,
                     problem_text("cancelled", "The session was cancelled.", job.request_id));
  } else if (status == JobStatus::kFailed || status == JobStatus::kExpired) {
    end_with_problem(
        job, JobStatus::kFailed,
        problem_text("session_failed", "The session ended without a result.", job.request_id));
  } else if (status == JobStatus::kWaiting && job.status == JobStatus::kRunning) {
    move(job, JobStatus::kWaiting);
  } else if (status == JobStatus::kRunning && job.status == JobStatus::kWaiting) {
    move(job, JobStatus::kRunning);
  }
  arm();
}

Task<void> Job::look_after_task() {
  if (at_task_) co_return;
  const UnderWay mark(at_task_);
  co_await tasks_->on_due();
  at_task_ = false;
  arm();
}

// Chores ------------------------------------------------------------------------------------------

Task<void> Job::do_chores() {
  if (at_chores_ || forgetting_) co_return;
  const UnderWay mark(at_chores_);
  for (;;) {
    JobRecord before = job();
    if (!before.chores_owed()) break;
    const bool repairs = before.chore_failures > 0;
    const bool done = co_await do_chore(std::move(before));
    JobRecord job = this->job();
    if (done) {
      if (repairs) add_event("chores.repaired", Json{{"failures", job.chore_failures}});
      job.chore_failures = 0;
      job.chores_due_ms = 0;
    } else {
      ++job.chore_failures;
      job.chores_due_ms = now_ms() + backoff_bound_ms(kRepairBackoff, job.chore_failures);
    }
    store_.save(job);
    if (!done) break;
  }
  at_chores_ = false;
  arm();
}

Task<bool> Job::do_chore(JobRecord job) {
  if (job.version > job.indexed_version) {
    const SqlStatement statement = index_job(job);
    const auto written = co_await query(ports_.storage, statement.sql, statement.params);
    if (!written) co_return false;
    JobRecord now = this->job();
    now.indexed_version = std::max(now.indexed_version, job.version);
    store_.save(now);
    co_return true;
  }
  FetchRequest request{.method = "POST", .principal = principal_of(job)};
  request.head.add("content-type", "application/json");
  const bool dead_letter = job.dead_letter_owed;
  request.to = Destination::service(dead_letter ? "fn" : "agent");
  request.url =
      dead_letter ? std::string("/internal/dead-letter") : "/agents/" + job.session_id + "/cancel";
  request.body = dead_letter ? to_text(Json{{"jobId", job.id}}) : std::string("{}");
  const auto answer = co_await with_timeout(ports_.timers, fetch(ports_.fetch, std::move(request)),
                                            limits::kWatchdogMs);
  // A session that has ended or is gone needs no cancelling.
  const bool done = answer && (answer->status < 300 ||
                               (!dead_letter && answer->status < 500 && answer->status != 429));
  if (!done) co_return false;
  JobRecord now = this->job();
  (dead_letter ? now.dead_letter_owed : now.session_cancel_owed) = false;
  store_.save(now);
  if (dead_letter) add_event("job.dead-lettered", Json::object());
  co_return true;
}

Task<void> Job::forget() {
  if (forgetting_ || at_chores_) co_return;
  const UnderWay mark(forgetting_);
  JobRecord before = job();
  std::vector<SqlStatement> statements = {unindex_job(before.id)};
  if (tasks_ != nullptr && before.type == "human") {
    for (SqlStatement& statement : tasks_->forget()) statements.push_back(std::move(statement));
  }
  const auto removed = co_await batch(ports_.storage, std::move(statements));
  if (removed) {
    ports_.alarm.clear();
    ports_.actor.destroy();
    co_return;
  }
  JobRecord job = this->job();
  ++job.chore_failures;
  job.chores_due_ms = now_ms() + backoff_bound_ms(kRepairBackoff, job.chore_failures);
  store_.save(job);
  forgetting_ = false;
  arm();
}

// Webhooks ----------------------------------------------------------------------------------------

Task<void> Job::deliver() {
  if (delivering_) co_return;
  const UnderWay mark(delivering_);
  while (const auto delivery = deliveries_.take_due()) {
    const std::string tenant = job().tenant;
    const auto outcome = co_await send_webhook(
        {&ports_.fetch, &ports_.storage, &ports_.timers, ports_.basics}, *delivery, tenant);
    deliveries_.settle(*delivery, outcome);
    tell_watchers();
  }
  delivering_ = false;
  arm();
}

}  // namespace skerry::fn
