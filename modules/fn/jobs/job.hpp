#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/jobs/backoff.hpp"
#include "modules/fn/jobs/deliveries.hpp"
#include "modules/fn/jobs/job_store.hpp"
#include "modules/fn/jobs/signal.hpp"
#include "modules/fn/tasks/task_door.hpp"
#include "modules/sdk/actor.hpp"
#include "modules/sdk/alarm.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/event_sockets.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/module.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/storage.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// One job, as an actor: its rows are the truth, its alarm drives what is due.
///
/// Requests change rows and arm the alarm; all work (attempts, webhooks, the index, looking after a
/// session) is begun by the alarm, and so goes on by itself after whatever was lost. What an
/// instance has under way is in memory alone: an attempt that the rows call running and that this
/// instance does not know was interrupted.
///
/// Its door is for the front, which has parsed the job's id:
/// `POST /job/create` (`JobCreation`), `POST /job/wake`, `GET /job`, `GET /job/events`,
/// `GET /job/ws`, `POST /job/cancel`, `POST /job/look` (its session has moved), `GET
/// /job/deliveries`, `POST /job/deliveries/<id>/redeliver`, and `/task/…` for the task of a human
/// job.
class Job final : public Module, private TaskHost, private EventLog {
 public:
  struct Ports {
    Basics basics;
    FetchPort& fetch;
    StoragePort& storage;
    ActorStoragePort& actor_storage;
    ActorPort& actor;
    TimersPort& timers;
    AlarmPort& alarm;
    SocketsPort& sockets;
  };
  /// Makes what keeps human tasks; without one there are none.
  using MakeTaskDoor = std::function<std::unique_ptr<TaskDoor>(TaskHost&)>;

  Job(Ports ports, const MakeTaskDoor& make_tasks);

  Task<Answer> on_request(Request request) override;
  Task<void> on_alarm(std::uint32_t attempt) override;
  Task<void> on_socket_open(std::string socket) override;
  Task<void> on_socket_message(std::string socket, std::string text) override;
  Task<void> on_socket_close(std::string socket, std::uint16_t code, std::string reason) override;

 private:
  /// Set while a piece of work is under way in this instance, and no longer than its frame lives.
  class UnderWay {
   public:
    explicit UnderWay(bool& flag) : flag_(flag) { flag_ = true; }
    UnderWay(const UnderWay&) = delete;
    UnderWay& operator=(const UnderWay&) = delete;
    ~UnderWay() { flag_ = false; }

   private:
    bool& flag_;
  };

  // The door (job.cpp).

  [[nodiscard]] Task<Answer> create(Request request);
  [[nodiscard]] Answer wake(JobRecord job);
  [[nodiscard]] Answer look(JobRecord job);
  [[nodiscard]] Answer cancel(JobRecord job, std::string_view request_id);
  [[nodiscard]] Answer redeliver(const JobRecord& job, std::string_view path,
                                 std::string_view request_id);
  [[nodiscard]] Answer answer(JobRecord job, const Request& request, std::string_view request_id);
  /// The answer to whoever asked for the job.
  [[nodiscard]] Response accepted(const JobRecord& job);
  [[nodiscard]] Task<Answer> stream_events(Request request);

  // Its life (job_life.cpp): all of it within the running event.

  /// Whoever watches is told of the events that were added.
  void tell_watchers();
  void move(JobRecord& job, JobStatus to, Json data = Json::object());
  void end_with_problem(JobRecord& job, JobStatus to, std::string problem);
  /// An event for each thing that an attempt, or what came before the job (0), tried in turn.
  void add_tried(std::uint32_t attempt, const Json& account);
  void begin_attempt(JobRecord& job);
  void end_attempt(JobRecord& job, const AttemptOutcome& outcome);
  /// Another attempt would fail as well.
  void fail_for_good(JobRecord& job, std::string_view code, std::string_view detail,
                     const std::vector<FieldError>& errors = {});
  /// The work is of another type than was thought.
  void hand_on(JobRecord& job, std::string type);
  void retry_or_fail(JobRecord& job, const AttemptOutcome& outcome);
  /// Notices that what the rows call running is not.
  void notice_interruption(JobRecord& job);
  void pass_deadline(JobRecord& job);
  [[nodiscard]] std::uint64_t now_ms() const;

  // Its work (job_work.cpp): what waits for others.

  [[nodiscard]] Task<void> work();
  [[nodiscard]] Task<Result<FetchAnswer>> attempt();
  [[nodiscard]] Task<Result<FetchAnswer>> stopped();
  [[nodiscard]] FetchRequest attempt_request(const JobRecord& job);
  [[nodiscard]] Task<void> look_at_session();
  [[nodiscard]] Task<void> look_after_task();
  [[nodiscard]] Task<void> do_chores();
  [[nodiscard]] Task<bool> do_chore(JobRecord job);
  [[nodiscard]] Task<void> deliver();
  [[nodiscard]] Task<void> forget();
  [[nodiscard]] Task<void> arm_last();
  [[nodiscard]] std::string principal_of(const JobRecord& job) const;
  void follow_session(JobRecord& job, const FetchAnswer& answer);

  // What its WebSockets are told.

  [[nodiscard]] std::vector<EventFrame> frames_after(std::uint64_t seq, std::size_t limit) override;
  [[nodiscard]] std::uint64_t last_event() override { return store_.last_event(); }
  [[nodiscard]] bool is_complete() override { return job().ended(); }

  // What the task may do.

  [[nodiscard]] JobRecord job() override;
  [[nodiscard]] JobStore& store() override { return store_; }
  void add_event(std::string_view type, const Json& data) override;
  void succeed(const Json& result) override;
  void fail(std::string_view code, std::string_view detail) override;
  void expire(std::string_view detail) override;
  /// How long the job is kept once it has ended.
  [[nodiscard]] std::uint64_t retention_ms() const;
  /// Sets the alarm to whatever is due next.
  void arm() override;

  Ports ports_;
  JobStore store_;
  Deliveries deliveries_;
  EventSockets sockets_;
  std::unique_ptr<TaskDoor> tasks_;
  /// Of the running event.
  Runtime* runtime_ = nullptr;
  /// An event was added.
  Signal changed_;
  /// The job has ended: nobody waits for its work any more.
  Signal stop_;
  bool working_ = false;
  bool looking_ = false;
  bool at_task_ = false;
  bool at_chores_ = false;
  bool delivering_ = false;
  bool forgetting_ = false;
  std::size_t event_streams_ = 0;
};

}  // namespace skerry::fn
