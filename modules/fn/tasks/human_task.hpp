#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "modules/fn/jobs/job.hpp"
#include "modules/fn/tasks/task_door.hpp"
#include "modules/fn/tasks/task_store.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

/// The task of one human job, inside the job's actor.
///
/// Its door is for the front, which has checked what a person sends and, for a link, the token:
/// `GET /task/show` and `POST /task/{claim,release,complete,reject}` with `{"claim", "response",
/// "comment"}`. The principal says who asks: a tenant's caller by `tenant` and `subject`, or the
/// holder of a link by `link`: `{"generation", "addressee"}`.
class HumanTask final : public TaskDoor {
 public:
  struct Ports {
    Basics basics;
    StoragePort& storage;
  };

  HumanTask(TaskHost& host, Ports ports) : ports_(ports), host_(host), store_(host.store()) {}

  void create() override;
  [[nodiscard]] Json accepted() override;
  [[nodiscard]] Task<Answer> on_request(Request request) override;
  [[nodiscard]] std::optional<std::uint64_t> due_ms() override;
  [[nodiscard]] Task<void> on_due() override;
  void on_job_ended(JobStatus status) override;
  [[nodiscard]] Json members() override;
  [[nodiscard]] std::vector<SqlStatement> forget() override;

 private:
  /// What somebody asks for.
  struct Asked {
    TaskMove move = TaskMove::kClaim;
    TaskPerson who;
    bool claims_too = false;
    Json response;
    std::string comment;
  };

  /// The task; traps when there is none.
  [[nodiscard]] TaskRecord task();
  /// Who asks, or why they get no answer.
  [[nodiscard]] std::variant<TaskPerson, Response> who_asks(const Request& request,
                                                            const TaskRecord& task);
  /// Does what is asked for, at once. Nothing when it was done.
  [[nodiscard]] std::optional<Response> act(const Asked& asked, std::string_view request_id);
  void enter(TaskRecord& task, std::string_view action, TaskState state, const TaskPerson& who,
             std::string_view comment);
  [[nodiscard]] Response shown();
  void send_reminders(std::uint64_t now_ms);
  [[nodiscard]] Task<void> write_index();
  [[nodiscard]] std::uint64_t now_ms() const {
    return static_cast<std::uint64_t>(ports_.basics.clock.now_ms());
  }

  Ports ports_;
  TaskHost& host_;
  TaskStore store_;
};

/// Makes the tasks of an actor's job.
[[nodiscard]] Job::MakeTaskDoor human_tasks(HumanTask::Ports ports);

}  // namespace skerry::fn
