#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace skerry::host {

/// One thread's event loop. A module's instance, an actor and an exchange each belong to one.
///
/// `post` and `stop` may be called from any thread, everything else from the loop's own.
class EventLoop {
 public:
  using Task = std::function<void()>;
  /// Cancels its timer when destroyed.
  class Timer;

  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Runs tasks on the calling thread until `stop`.
  void run();
  /// Runs what is ready and due without waiting, and tells whether anything ran. For tests.
  bool run_ready();
  /// Runs tasks until one has run or `timeout_ms` have passed. For tests.
  bool run_one_for(std::uint64_t timeout_ms);
  void stop();

  /// Runs `task` later on the loop's thread, in the order of posting.
  void post(Task task);
  /// Runs `task` at once when this is called on the loop's thread, else posts it.
  void run_or_post(Task task);
  /// Runs `task` on the loop's thread after `delay_ms`, unless the timer is destroyed first.
  [[nodiscard]] std::unique_ptr<Timer> after(std::uint64_t delay_ms, Task task);

  /// The loop that runs on the calling thread, or null.
  [[nodiscard]] static EventLoop* current();
  /// For libraries that are built on Asio.
  [[nodiscard]] boost::asio::io_context& context();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class EventLoop::Timer {
 public:
  struct State;
  explicit Timer(std::unique_ptr<State> state);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace skerry::host
