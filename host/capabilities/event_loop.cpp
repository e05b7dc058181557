#include "host/capabilities/event_loop.hpp"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

namespace skerry::host {
namespace {

thread_local EventLoop* current_loop = nullptr;

/// Timers beyond this would overflow the clock; nothing is meant to wait longer.
constexpr std::uint64_t kTimerDelayMsMax = 366ULL * 24 * 3'600 * 1'000;

}  // namespace

struct EventLoop::State {
  // Not told that one thread runs it: other threads post.
  boost::asio::io_context context;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{
      context.get_executor()};
};

struct EventLoop::Timer::State {
  boost::asio::steady_timer timer;
  /// A timer that is due may be destroyed while its task still waits in the queue.
  std::shared_ptr<const bool> alive = std::make_shared<const bool>(true);
};

EventLoop::Timer::Timer(std::unique_ptr<State> state) : state_(std::move(state)) {}
EventLoop::Timer::~Timer() = default;

EventLoop::EventLoop() : state_(std::make_unique<State>()) {}
EventLoop::~EventLoop() = default;

void EventLoop::run() {
  EventLoop* const outer = std::exchange(current_loop, this);
  state_->context.run();
  current_loop = outer;
}

bool EventLoop::run_ready() {
  EventLoop* const outer = std::exchange(current_loop, this);
  state_->context.restart();
  const bool ran = state_->context.poll() != 0;
  current_loop = outer;
  return ran;
}

bool EventLoop::run_one_for(std::uint64_t timeout_ms) {
  EventLoop* const outer = std::exchange(current_loop, this);
  state_->context.restart();
  const bool ran = state_->context.run_one_for(std::chrono::milliseconds(timeout_ms)) != 0;
  current_loop = outer;
  return ran;
}

void EventLoop::stop() { state_->context.stop(); }

void EventLoop::post(Task task) { boost::asio::post(state_->context, std::move(task)); }

void EventLoop::run_or_post(Task task) {
  if (current_loop == this) return task();
  post(std::move(task));
}

std::unique_ptr<EventLoop::Timer> EventLoop::after(std::uint64_t delay_ms, Task task) {
  auto state = std::make_unique<Timer::State>(Timer::State{boost::asio::steady_timer(
      state_->context, std::chrono::milliseconds(std::min(delay_ms, kTimerDelayMsMax)))});
  state->timer.async_wait([task = std::move(task), alive = std::weak_ptr(state->alive)](
                              const boost::system::error_code& error) {
    if (!error && !alive.expired()) task();
  });
  return std::make_unique<Timer>(std::move(state));
}

EventLoop* EventLoop::current() { return current_loop; }

boost::asio::io_context& EventLoop::context() { return state_->context; }

}  // namespace skerry::host
