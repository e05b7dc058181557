#include "tests/sim/job_schedule.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/jobs/creation.hpp"
#include "modules/fn/jobs/job.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/fn/tasks/human_task.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/simulation/migrate.hpp"

namespace skerry::simulation {
namespace {

using fn::JobRecord;
using fn::JobStatus;
namespace limits = fn::limits;

constexpr std::string_view kJobId = "job_01JDABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kPrincipal = R"({"tenant":"acme","requestId":"req_1"})";
constexpr std::string_view kHook = "https://hooks.example.com/";
constexpr std::uint64_t kWorkMsMax = 60'000;
/// Long enough for every deadline, retry and repair, and short of forgetting.
constexpr std::uint64_t kRestMs = 2 * limits::kDayMs;

NetworkAnswer problem_answer(std::string_view code) {
  return NetworkAnswer::text(problem_text(code, "played"), find_problem(code)->status);
}

}  // namespace

JobsHappened& JobsHappened::operator+=(const JobsHappened& other) {
  for (const auto& [status, count] : other.ended) ended[status] += count;
  retried += other.retried;
  interrupted += other.interrupted;
  dead_lettered += other.dead_lettered;
  repaired += other.repaired;
  delivered += other.delivered;
  tasks += other.tasks;
  return *this;
}

JobSchedule::JobSchedule(std::uint64_t seed, const JobFaults& faults)
    : faults_(faults), host_(seed) {
  migrate(host_.storage.database);
  host_.actor.identity = {"job", std::string(kJobId)};
  host_.http.bodies_on_demand = true;
  host_.world.latency_ms_max = 200;
  host_.fetch.script = [this](const NetworkRequest& request) { return answer(request); };
  host_.load<fn::Job>(fn::Job::Ports{.basics = host_.basics(),
                                     .fetch = host_.fetch,
                                     .storage = host_.storage,
                                     .actor_storage = host_.actor_storage,
                                     .actor = host_.actor,
                                     .timers = host_.timers,
                                     .alarm = host_.alarm,
                                     .sockets = host_.sockets},
                      fn::human_tasks({.basics = host_.basics(), .storage = host_.storage}));
}

NetworkAnswer JobSchedule::answer(const NetworkRequest& request) {
  if (request.to == Destination::internet()) {
    const std::string id(request.head.get("webhook-id"));
    const auto [first, is_new] = webhooks_.emplace(id, request.body);
    if (!is_new && first->second != request.body) fault("one delivery said two things");
    return NetworkAnswer::text("", below(3) == 0 ? 503 : 200);
  }
  if (request.head.get(":path") == "/internal/dead-letter") {
    ++dead_letters_;
    return below(3) == 0 ? NetworkAnswer::failed(FailureKind::kUnreachable)
                         : NetworkAnswer::text("{}", 202);
  }
  NetworkAnswer reply = work();
  reply.delay_ms = static_cast<double>(below(kWorkMsMax));
  return reply;
}

NetworkAnswer JobSchedule::work() {
  static constexpr std::string_view kPassing[] = {"rate_limited", "overloaded", "unreachable",
                                                  "timed_out", "module_trapped"};
  switch (below(6)) {
    case 0:
      return problem_answer("code_threw");
    case 1:
    case 2:
      return problem_answer(kPassing[below(std::size(kPassing))]);
    case 3:
      return NetworkAnswer::failed(FailureKind::kUnreachable);
    default:
      return NetworkAnswer::text(R"({"success":true,"id":"call_1","result":1})");
  }
}

OpId JobSchedule::send(std::string_view path, std::string body) {
  return host_.http.send({.method = "POST",
                          .path = std::string(path),
                          .principal = std::string(kPrincipal),
                          .body = std::move(body)});
}

void JobSchedule::accept() {
  has_callback_ = below(2) == 0;
  human_ = faults_.audit_is_cut || faults_.task_is_undone || below(3) == 0;
  std::optional<std::uint64_t> timeout;
  if (below(4) == 0) timeout = 1 + below(2 * limits::kMinuteMs);
  // By itself a task would outlive the run.
  if (human_ && !timeout) timeout = limits::kDayMs;
  const std::string creation =
      fn::creation_text({.tenant = "acme",
                         .request_id = "req_1",
                         .type = human_          ? "human"
                                 : below(2) == 0 ? "code"
                                                 : "object",
                         .classification = Json::object(),
                         .timeout_ms = timeout,
                         .callback_url = std::string(has_callback_ ? kHook : ""),
                         .call = {}},
                        human_ ? task_.call() : R"({"description":"Sort"})");
  // Whoever was told nothing asks again, under the same id.
  for (;;) {
    if (below(10) == 0) host_.world.crash_in_next_event();
    const OpId request = send("/job/create", creation);
    host_.world.advance(1'000);
    if (host_.http.view(request).status == 202) break;
  }
  host_.actor.destroyed = false;
}

void JobSchedule::disturb() {
  World& world = host_.world;
  if (world.chance(faults_.crash_probability)) world.crash();
  if (world.chance(faults_.trap_probability)) world.crash_in_next_event();
  if (world.chance(faults_.wake_probability)) static_cast<void>(send("/job/wake"));
  if (world.chance(faults_.cancel_probability)) static_cast<void>(send("/job/cancel"));
  if (human_ && world.chance(faults_.move_probability)) task_.move();
  if (world.chance(faults_.jump_probability)) {
    world.advance(static_cast<double>(below(faults_.jump_ms_max)));
  }
  // A step with nothing due would move the clock to the day on which an ended job is forgotten.
  const auto job = store_.load();
  if (job && !job->ended() && !human_) {
    world.step();
  } else {
    world.advance(static_cast<double>(below(limits::kSecondMs)));
  }
}

/// Does what no schedule may do, so that the checks have something to find.
void JobSchedule::plant() {
  if (faults_.alarm_vanishes) {
    host_.alarm.begin();
    host_.alarm.clear();
    host_.alarm.commit();
  }
  if (faults_.ended_is_undone) {
    const std::string past =
        "UPDATE job SET status = 'queued', ended_ms = NULL, attempts = 0, "
        "next_attempt_ms = 0, version = version + 1";
    host_.world.advance(static_cast<double>(kRestMs) / 2);
    store_.run(past);
    static_cast<void>(send("/job/wake"));
    host_.world.crash();
    host_.alarm.begin();
    host_.alarm.set(static_cast<std::uint64_t>(host_.world.now_ms()));
    host_.alarm.commit();
  }
  if (faults_.audit_is_cut) {
    host_.world.advance(static_cast<double>(kRestMs) / 2);
    store_.run("DELETE FROM task_audit WHERE rowid = (SELECT max(rowid) FROM task_audit)");
  }
  if (faults_.task_is_undone) {
    host_.world.advance(static_cast<double>(kRestMs) / 2);
    store_.run("UPDATE task SET state = 'pending', ended_ms = NULL");
  }
  if (faults_.index_is_forged) {
    host_.world.advance(static_cast<double>(kRestMs) / 2);
    static_cast<void>(host_.storage.database.execute("UPDATE function_jobs SET status = 'queued'",
                                                     Json::array()));
  }
}

std::optional<std::string> JobSchedule::run() {
  accept();
  host_.world.failure_probability = faults_.failure_probability;
  for (int step = 0; step < faults_.steps; ++step) disturb();
  host_.world.failure_probability = 0;
  plant();
  host_.world.advance(static_cast<double>(kRestMs));
  check_end();
  if (!fault_) check_forgotten();
  return fault_;
}

void JobSchedule::check_end() {
  const auto job = store_.load();
  if (!job) return fault("an accepted job is gone");
  if (!job->ended()) return fault("a job never ended: " + std::string(name_of(job->status)));
  ++happened_.ended[std::string(name_of(job->status))];
  check_events(*job);
  check_index(*job);
  if (human_) {
    if (auto fault = task_.check(*job)) this->fault(std::move(*fault));
    happened_.tasks = task_.happened();
  }
  check_deliveries(*job);
  if (host_.fetch.under_way() != 0) fault("a request outlives its job");
  if (host_.timers.running() != 0) fault("a timer outlives its job");
  if (host_.world.instance().counts().live_frames != 0) fault("frames are left over");
  if (!host_.alarm.get()) fault("nothing will ever forget the job");
}

void JobSchedule::check_events(const JobRecord& job) {
  std::optional<JobStatus> status;
  std::uint64_t seq = 0;
  for (const fn::JobEvent& event : store_.events_after(0, 10'000)) {
    if (event.seq <= seq) fault("events are not numbered in order");
    seq = event.seq;
    if (event.type == "chores.repaired") ++happened_.repaired;
    if (event.type == "job.dead-lettered") ++happened_.dead_lettered;
    const auto next = event.type.starts_with("job.")
                          ? fn::job_status_of(std::string_view(event.type).substr(4))
                          : std::nullopt;
    if (!next) continue;
    if (status && is_terminal(*status)) fault("a job ended, and then went on: " + event.type);
    if (status && !may_follow(*status, *next)) fault("a transition that is none: " + event.type);
    status = next;
  }
  if (status != job.status) fault("the last event is not the job's state");
  int succeeded = 0;
  for (const fn::JobAttempt& attempt : store_.attempts()) {
    if (!attempt.ended_ms) fault("an attempt has no end");
    if (attempt.outcome == "succeeded") ++succeeded;
    if (attempt.outcome == "interrupted") ++happened_.interrupted;
    if (attempt.number > 1) ++happened_.retried;
  }
  // A person makes no attempts.
  if (succeeded != (job.status == JobStatus::kSucceeded && !human_ ? 1 : 0)) {
    fault("successes: " + std::to_string(succeeded));
  }
  if (store_.answer().empty() != (job.status != JobStatus::kSucceeded)) fault("a wrong result");
  if (job.error.empty() != (job.status == JobStatus::kSucceeded)) fault("a wrong reason");
  if (job.dead_letter_owed) fault("a dead letter was never sent");
  const Json code = read_json(job.error).value_or(Json::object()).value("code", "");
  const bool gave_up =
      job.status == JobStatus::kFailed && code != "code_threw" && code != "task_rejected";
  if (gave_up != (dead_letters_ > 0)) fault("dead letters: " + std::to_string(dead_letters_));
}

void JobSchedule::check_index(const JobRecord& job) {
  if (job.chores_owed()) fault("something is still owed to others");
  const auto rows = host_.storage.database.execute(
      "SELECT status, version, ended_ms FROM function_jobs", Json::array());
  const Json& row = rows->at("rows");
  if (row.size() != 1) return fault("the index has " + std::to_string(row.size()) + " rows");
  if (row[0][0] != std::string(name_of(job.status)) || row[0][1] != job.version ||
      row[0][2] != job.ended_ms.value_or(0)) {
    fault("the index is not the truth: " + to_text(row));
  }
}

void JobSchedule::check_deliveries(const JobRecord& job) {
  if (!has_callback_) {
    if (!webhooks_.empty()) fault("a webhook that nobody wanted");
    return;
  }
  const Json rows = store_.run("SELECT id, state, body FROM deliveries").rows;
  const auto reminders = static_cast<std::size_t>(task_.happened().reminders);
  if (rows.size() != 1 + reminders) return fault("deliveries: " + std::to_string(rows.size()));
  std::size_t ends = 0;
  for (const Json& row : rows) {
    if (row[1] == "pending") fault("a delivery never came to its end");
    if (row[1] == "delivered") ++happened_.delivered;
    const auto body = read_json(row[2].get_ref<const std::string&>());
    if (body->at("type") == "task.reminder") continue;
    ++ends;
    if (body->at("type") != "job." + std::string(name_of(job.status))) {
      fault("a webhook reports another end");
    }
  }
  if (ends != 1) fault("webhooks about the end: " + std::to_string(ends));
}

void JobSchedule::check_forgotten() {
  host_.world.advance(static_cast<double>(limits::kJobRetentionMs));
  if (!host_.actor.destroyed) fault("a job is kept for ever");
  const auto rows = host_.storage.database.execute("SELECT 1 FROM function_jobs", Json::array());
  const auto tasks = host_.storage.database.execute("SELECT 1 FROM human_tasks", Json::array());
  if (!rows->at("rows").empty() || !tasks->at("rows").empty()) {
    fault("the index shows what is forgotten");
  }
}

void JobSchedule::fault(std::string what) {
  if (!fault_) fault_ = std::move(what);
}

}  // namespace skerry::simulation
