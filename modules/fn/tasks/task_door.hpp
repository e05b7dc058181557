#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "modules/fn/jobs/job_store.hpp"
#include "modules/sdk/http.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

/// What a task may learn of the job it belongs to, and do to it. All of it acts at once, within the
/// running event's transaction, and none of it waits: whatever a handler does between two waits is
/// kept together or not at all. Never null and longer lived than any task of the actor.
class TaskHost {
 public:
  /// The job; traps when there is none.
  [[nodiscard]] virtual JobRecord job() = 0;
  /// The actor's own database beside the job's rows (tables whose names begin with `task`).
  [[nodiscard]] virtual JobStore& store() = 0;
  /// Tells watchers, `task.claimed` say. `data` is an object.
  virtual void add_event(std::string_view type, const Json& data) = 0;
  /// The job succeeds with this as its `result`. Nothing happens when it has ended already.
  virtual void succeed(const Json& result) = 0;
  /// The job fails with a problem of the table.
  virtual void fail(std::string_view code, std::string_view detail) = 0;
  /// The job's time is over.
  virtual void expire(std::string_view detail) = 0;
  /// To be called at the end of whatever moved `due_ms`.
  virtual void arm() = 0;

 protected:
  ~TaskHost() = default;
};

/// The human task of a job of type `human`, inside the job's actor.
class TaskDoor {
 public:
  virtual ~TaskDoor() = default;

  /// Makes the task's rows, within the event that makes the job.
  virtual void create() = 0;
  /// The members that the 202 shows beside the job's own: `taskId`, `taskUrl`. Asked for again when
  /// the first answer was lost.
  [[nodiscard]] virtual Json accepted() = 0;
  /// A request whose path begins with `/task/`: as the front sent or forwarded it. The actor has
  /// checked nothing but that there is a job, of type human.
  [[nodiscard]] virtual Task<Answer> on_request(Request request) = 0;
  /// When `on_due` wants to be called next: expiry, reminders, repair of the task's index row.
  [[nodiscard]] virtual std::optional<std::uint64_t> due_ms() = 0;
  /// Does what is due. Runs once at a time. What it changes before its first wait is part of the
  /// alarm's transaction; the actor arms its alarm anew afterwards.
  [[nodiscard]] virtual Task<void> on_due() = 0;
  /// The job is about to be cancelled, or its time is over: the task closes. Part of the same
  /// transaction.
  virtual void on_job_ended(JobStatus status) = 0;
  /// Members added to the job when it is read: `taskId`.
  [[nodiscard]] virtual Json members() = 0;
  /// What removes the task's row from the shared index, when the job is forgotten.
  [[nodiscard]] virtual std::vector<SqlStatement> forget() = 0;
};

}  // namespace skerry::fn
