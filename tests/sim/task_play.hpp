#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "modules/fn/tasks/task_store.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::simulation {

/// What happened to tasks, so that a run in which nothing did proves nothing.
struct TasksHappened {
  /// Moves that were made, that were refused, and that were asked for anew.
  int made = 0;
  int refused = 0;
  int repeated = 0;
  int reminders = 0;

  TasksHappened& operator+=(const TasksHappened& other);
};

/// People at one human task: they claim, release, complete and reject at any moments, two of them
/// and a stranger, ask again under the same id when they may not have been heard, and are reminded.
class TaskPlay {
 public:
  TaskPlay(SimulatedHost& host, fn::JobStore& store) : host_(host), store_(store) {}

  /// The call that makes the task.
  [[nodiscard]] std::string call();
  /// Somebody does something.
  void move();
  /// Once the job has ended and all is at rest: the first promise that was not kept, or nothing.
  [[nodiscard]] std::optional<std::string> check(const fn::JobRecord& job);
  [[nodiscard]] const TasksHappened& happened() const { return happened_; }

 private:
  /// One wish, perhaps uttered several times.
  struct Wish {
    std::string path;
    std::string principal;
    std::string body;
    std::string comment;
    bool stranger = false;
    std::vector<OpId> requests;
  };

  [[nodiscard]] std::uint64_t below(std::uint64_t end) { return host_.world.random_below(end); }
  void send(Wish& wish);
  [[nodiscard]] std::optional<std::string> check_audit(const fn::JobRecord& job,
                                                       const fn::TaskRecord& task);
  [[nodiscard]] std::optional<std::string> check_wishes();
  [[nodiscard]] std::optional<std::string> check_reminders(const fn::TaskRecord& task);
  [[nodiscard]] std::optional<std::string> check_index(const fn::TaskRecord& task);

  SimulatedHost& host_;
  fn::TaskStore store_;
  std::vector<Wish> wishes_;
  TasksHappened happened_;
};

}  // namespace skerry::simulation
