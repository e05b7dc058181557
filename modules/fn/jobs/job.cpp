#include "modules/fn/jobs/job.hpp"

#include <utility>
#include <vector>

#include "modules/fn/jobs/attempt_order.hpp"
#include "modules/fn/jobs/creation.hpp"
#include "modules/fn/jobs/job_view.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/assert.hpp"
#include "modules/sdk/join.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/timers.hpp"
#include "modules/sdk/whole_number.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kTaskPaths = "/task/";
constexpr std::string_view kDeliveryPaths = "/job/deliveries/";
constexpr std::string_view kRedeliver = "/redeliver";

Response no_such_job(std::string_view request_id) {
  return problem("job_not_found", "There is no such job.", request_id);
}

/// The number of the last event that a reader has got; 0 for what is no number of one up to `last`:
/// who names an event that was never sent has to get them all.
std::uint64_t last_event_id(const Head& head, std::uint64_t last) {
  const std::uint64_t seq = read_whole_number(head.get("last-event-id")).value_or(0);
  return seq <= last ? seq : 0;
}

Response no_task_service(std::string_view request_id) {
  return problem("not_yet_available", "Calls of type human are not there yet.", request_id);
}

}  // namespace

Job::Job(Ports ports, const MakeTaskDoor& make_tasks)
    : ports_(ports),
      store_(ports.actor_storage),
      deliveries_(store_, ports.basics),
      sockets_({ports.actor_storage, ports.sockets, ports.basics.clock}, *this) {
  if (make_tasks) tasks_ = make_tasks(*this);
}

Task<Answer> Job::on_request(Request request) {
  runtime_ = &(co_await current_scope()).runtime();
  const Principal principal = read_principal(request.principal);
  const std::string path(request.path());
  if (path == "/job/create") co_return co_await create(std::move(request));
  auto job = store_.load();
  if (!job) {
    // Nothing is left behind of an id that somebody made up.
    ports_.actor.destroy();
    co_return no_such_job(principal.request_id);
  }
  notice_interruption(*job);
  if (path.starts_with(kTaskPaths)) {
    if (tasks_ == nullptr || job->type != "human") co_return no_such_job(principal.request_id);
    co_return co_await tasks_->on_request(std::move(request));
  }
  if (path == "/job/wake") co_return wake(std::move(*job));
  // Another tenant's job is none.
  if (job->tenant != principal.tenant) co_return no_such_job(principal.request_id);
  if (path == "/job/events") co_return co_await stream_events(std::move(request));
  if (path == "/job/ws") co_return sockets_.accept(request, principal.request_id);
  co_return answer(std::move(*job), request, principal.request_id);
}

Answer Job::answer(JobRecord job, const Request& request, std::string_view request_id) {
  const std::string_view path = request.path();
  if (path == "/job") {
    Json shown = {{"success", true}};
    shown.update(job_json(job, store_.attempts(), store_.answer(), store_.accounts()));
    if (tasks_ != nullptr && job.type == "human") shown.update(tasks_->members());
    return json_response(200, to_text(shown));
  }
  if (path == "/job/cancel") return cancel(std::move(job), request_id);
  if (path == "/job/look") return look(std::move(job));
  if (path == "/job/deliveries") {
    return json_response(200,
                         to_text(Json{{"items", deliveries_.list()}, {"nextCursor", nullptr}}));
  }
  if (path.starts_with(kDeliveryPaths) && path.ends_with(kRedeliver)) {
    return redeliver(job, path, request_id);
  }
  return problem("not_found", "There is nothing at this path.", request_id);
}

Task<Answer> Job::create(Request request) {
  const auto body = co_await read_body(*request.exchange, limits::kJobCreationBytesMax);
  const std::string request_id = read_principal(request.principal).request_id;
  const auto creation = body ? read_creation(*body) : std::nullopt;
  if (!creation) co_return problem("internal_error", "The job could not be read.", request_id);
  if (creation->type == "human" && tasks_ == nullptr) co_return no_task_service(request_id);
  // Asked for a second time when the first answer was lost.
  if (const auto existing = store_.load()) {
    if (existing->tenant == creation->tenant) co_return accepted(*existing);
    co_return problem("internal_error", "The job's id is taken.", request_id);
  }
  const Json* description = find_member(creation->call, "description");
  const std::uint64_t now = now_ms();
  JobRecord job{
      .id = ports_.actor.self().name,
      .tenant = creation->tenant,
      .request_id = creation->request_id,
      .description = description == nullptr ? std::string() : sql_text(*description),
      .classification = to_text(creation->classification),
      .callback_url = creation->callback_url,
      .created_ms = now,
      .type = creation->type,
      .deadline_ms = now + creation->timeout_ms.value_or(default_timeout_ms(creation->type)),
      .updated_ms = now,
      .next_attempt_ms = now + limits::kWakeWaitMs,
      .version = 1,
  };
  store_.create(job, to_text(creation->call));
  store_.add_to_account(0, creation->before);
  add_event("job.queued", Json{{"status", "queued"}, {"type", job.type}});
  add_tried(0, creation->before);
  if (job.type == "human") {
    move(job, JobStatus::kWaiting);
    tasks_->create();
  }
  // Its answer names the session, so this one's first attempt is not left to the alarm.
  const bool at_once = job.type == "agentic";
  if (at_once) begin_attempt(job);
  arm();
  if (at_once) co_await work();
  // So that a list shows it as soon as it is accepted; when that fails the alarm makes up for it.
  co_await do_chores();
  if (job.type == "human") co_await look_after_task();
  arm();
  job = this->job();
  co_return accepted(job);
}

Response Job::accepted(const JobRecord& job) {
  Json answer = {{"success", true},
                 {"jobId", job.id},
                 {"callId", call_id_of(job.id)},
                 {"type", job.type},
                 {"status", std::string(name_of(job.status))}};
  const JobAccounts accounts = store_.accounts();
  const auto before = accounts.find(0);
  const Json* tried = before == accounts.end() ? nullptr : find_member(before->second, "attempts");
  if (tried != nullptr && !tried->empty()) answer["attempts"] = *tried;
  if (const auto classification = read_json(job.classification)) {
    answer["classification"] = *classification;
  }
  if (!job.session_id.empty()) {
    answer["sessionId"] = job.session_id;
    if (const auto session = read_json(job.session)) answer.update(*session);
  }
  if (tasks_ != nullptr && job.type == "human") answer.update(tasks_->accepted());
  Response response = json_response(202, to_text(answer));
  response.head.add("location", "/fn/jobs/" + job.id);
  return response;
}

Answer Job::wake(JobRecord job) {
  // A repeated message must not cut a pause between attempts short.
  if (job.status == JobStatus::kQueued && job.attempts == 0 && job.next_attempt_ms > now_ms()) {
    job.next_attempt_ms = now_ms();
    store_.save(job);
    arm();
  }
  return json_response(202, "{}");
}

Answer Job::look(JobRecord job) {
  if (!job.ended() && !job.session_id.empty()) {
    job.session_look_ms = now_ms();
    store_.save(job);
    arm();
  }
  return json_response(202, "{}");
}

Answer Job::cancel(JobRecord job, std::string_view request_id) {
  if (!job.ended()) {
    end_with_problem(job, JobStatus::kCancelled,
                     problem_text("cancelled", "The job was cancelled.", job.request_id));
    arm();
  }
  if (job.status != JobStatus::kCancelled) {
    return problem("conflict",
                   "The job has already ended: " + std::string(name_of(job.status)) + ".",
                   request_id);
  }
  return json_response(200, to_text(Json{{"success", true},
                                         {"jobId", job.id},
                                         {"type", job.type},
                                         {"status", std::string(name_of(job.status))}}));
}

Answer Job::redeliver(const JobRecord& job, std::string_view path, std::string_view request_id) {
  path.remove_prefix(kDeliveryPaths.size());
  path.remove_suffix(kRedeliver.size());
  switch (deliveries_.redeliver(path)) {
    case Deliveries::Redelivery::kUnknown:
      return problem("delivery_not_found", "The job has no such delivery.", request_id);
    case Deliveries::Redelivery::kTooOften:
      return problem("conflict", "The delivery was asked for again too often.", request_id);
    case Deliveries::Redelivery::kDue:
      break;
  }
  arm();
  return json_response(202, to_text(Json{{"success", true},
                                         {"jobId", job.id},
                                         {"deliveryId", std::string(path)},
                                         {"state", "pending"}}));
}

namespace {

Task<void> write_to(ResponseStream* stream, std::string text) {
  co_await stream->write(std::move(text));
}

/// Writes unless the reader takes nothing for too long. False then.
Task<bool> write_in_time(ResponseStream* stream, TimersPort* timers, std::string text) {
  std::vector<Task<void>> racers;
  racers.push_back(write_to(stream, std::move(text)));
  racers.push_back(sleep(*timers, limits::kStalledReaderMs));
  const auto first = co_await when_any(std::move(racers));
  co_return first.index == 0;
}

/// Counts one stream as long as it lasts.
class Counted {
 public:
  explicit Counted(std::size_t& count) : count_(count) { ++count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --count_; }

 private:
  std::size_t& count_;
};

}  // namespace

Task<Answer> Job::stream_events(Request request) {
  if (event_streams_ >= limits::kEventStreamsMax) {
    Response busy = problem("overloaded", "Too many watch this job.",
                            read_principal(request.principal).request_id);
    busy.head.add("retry-after", "5");
    co_return busy;
  }
  const Counted counted(event_streams_);
  std::uint64_t after = last_event_id(request.head, store_.last_event());
  Head head;
  head.add("content-type", "text/event-stream").add("cache-control", "no-store");
  ResponseStream stream(*request.exchange, 200, head);
  std::string text;
  for (;;) {
    const auto events = store_.events_after(after, limits::kEventsPerReadMax);
    const auto job = store_.load();
    if (!job) break;
    for (const JobEvent& event : events) {
      text += event_text(job->id, event);
      after = event.seq;
    }
    if (!text.empty()) {
      const bool taken = co_await write_in_time(&stream, &ports_.timers, std::exchange(text, {}));
      // Destroyed before its end, the stream is broken off.
      if (!taken) co_return Answered{};
      continue;
    }
    if (job->ended()) break;
    std::vector<Task<void>> wakers;
    wakers.push_back(changed_.wait());
    wakers.push_back(sleep(ports_.timers, limits::kHeartbeatMs));
    if ((co_await when_any(std::move(wakers))).index == 1) text = ": heartbeat\n\n";
  }
  co_return stream.finish();
}

// WebSockets --------------------------------------------------------------------------------------

Task<void> Job::on_socket_open(std::string socket) {
  if (!store_.load()) co_return ports_.actor.destroy();
  const auto due_ms = sockets_.due_ms();
  sockets_.on_open(socket);
  if (sockets_.due_ms() != due_ms) arm();
}

Task<void> Job::on_socket_message(std::string socket, std::string text) {
  if (!store_.load()) co_return ports_.actor.destroy();
  const auto due_ms = sockets_.due_ms();
  sockets_.on_message(socket, text);
  // Most messages move nothing. To arm anew would be a write for each of them, and would put off
  // the look at work under way for as long as they come.
  if (sockets_.due_ms() != due_ms) arm();
}

Task<void> Job::on_socket_close(std::string socket, std::uint16_t /*code*/,
                                std::string /*reason*/) {
  if (!store_.load()) co_return ports_.actor.destroy();
  // The alarm may come for its sake, once and in vain.
  sockets_.on_close(socket);
}

std::vector<EventFrame> Job::frames_after(std::uint64_t seq, std::size_t limit) {
  const std::string id = ports_.actor.self().name;
  std::vector<EventFrame> frames;
  for (const JobEvent& event : store_.events_after(seq, limit)) {
    frames.push_back(event_frame(event.seq, event.type, event.at_ms, event_data(id, event)));
  }
  return frames;
}

}  // namespace skerry::fn
