#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "modules/fn/jobs/job_store.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"
#include "tests/sim/task_play.hpp"

namespace skerry::simulation {

/// What is done to one job while it lives, each with its probability at each step.
struct JobFaults {
  int steps = 300;
  /// Of the index, of webhooks' secrets, of every request the job makes.
  double failure_probability = 0.15;
  double crash_probability = 0.03;
  /// An event that runs to its end and then is undone.
  double trap_probability = 0.03;
  /// The queue's message arrives; it may never, and again after that.
  double wake_probability = 0.02;
  double cancel_probability = 0.003;
  /// Somebody moves the task, if there is one.
  double move_probability = 0.03;
  /// The clock moves on by up to `jump_ms_max` while nothing runs.
  double jump_probability = 0.02;
  std::uint64_t jump_ms_max = 10 * 60'000;

  // For canaries alone: faults that the checks must find.

  /// The alarm is lost, which a host never does.
  bool alarm_vanishes = false;
  /// A job that has ended is put back by somebody else's hand.
  bool ended_is_undone = false;
  /// The index is changed behind the job's back.
  bool index_is_forged = false;
  /// An entry of a task's audit is taken away.
  bool audit_is_cut = false;
  /// A task is put back after it has ended with its job.
  bool task_is_undone = false;
};

/// What happened, so that a run in which nothing did proves nothing.
struct JobsHappened {
  std::map<std::string, int, std::less<>> ended;
  int retried = 0;
  int interrupted = 0;
  int dead_lettered = 0;
  int repaired = 0;
  int delivered = 0;
  TasksHappened tasks;

  JobsHappened& operator+=(const JobsHappened& other);
};

/// One job's actor under a schedule of faults: crashes between any two events and within them,
/// messages that are lost or repeated, writes that fail, answers that fail or never come, a clock
/// that jumps. What its work and its webhooks talk to is played.
class JobSchedule {
 public:
  JobSchedule(std::uint64_t seed, const JobFaults& faults);

  /// Lets the job, a person's in a third of all runs, live, be disturbed, come to rest and be
  /// forgotten. Returns the first promise that was not kept, or nothing.
  [[nodiscard]] std::optional<std::string> run();

  [[nodiscard]] const JobsHappened& happened() const { return happened_; }

 private:
  void accept();
  void disturb();
  void plant();
  [[nodiscard]] NetworkAnswer answer(const NetworkRequest& request);
  [[nodiscard]] NetworkAnswer work();
  void check_end();
  void check_events(const fn::JobRecord& job);
  void check_index(const fn::JobRecord& job);
  void check_deliveries(const fn::JobRecord& job);
  void check_forgotten();
  [[nodiscard]] OpId send(std::string_view path, std::string body = {});
  [[nodiscard]] std::uint64_t below(std::uint64_t end) { return host_.world.random_below(end); }
  void fault(std::string what);

  JobFaults faults_;
  SimulatedHost host_;
  fn::JobStore store_{host_.actor_storage};
  bool has_callback_ = false;
  bool human_ = false;
  TaskPlay task_{host_, store_};
  int dead_letters_ = 0;
  /// Bodies of webhooks by message id.
  std::map<std::string, std::string, std::less<>> webhooks_;
  std::optional<std::string> fault_;
  JobsHappened happened_;
};

}  // namespace skerry::simulation
