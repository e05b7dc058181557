#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/http/exchange.hpp"
#include "host/http/limits.hpp"
#include "host/http/problem.hpp"

// Internal to the server: what connections share.

namespace skerry::host::http {

using Clock = std::chrono::steady_clock;
using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// Something that lives on one event loop and has a deadline.
class LoopMember : public std::enable_shared_from_this<LoopMember> {
 public:
  virtual ~LoopMember() = default;
  /// The deadline has passed. It is cleared before the call.
  virtual void on_deadline() = 0;
  /// The server is going down: be done as soon as what is under way is.
  virtual void on_drain() = 0;
  /// The server is going down and no request is under way anywhere: who waits for one is to go.
  virtual void on_quiet() = 0;
  /// The time of what is under way is over: say so to whoever waits, and go.
  virtual void on_last_words() = 0;
  /// The server is down: be gone now.
  virtual void on_force_close() = 0;
  /// Since when nothing is under way; none when something is, or this cannot be spared.
  [[nodiscard]] virtual std::optional<Clock::time_point> idle_since() const = 0;
  /// The server is full and this has been idle longest.
  virtual void on_shed() = 0;

 protected:
  void set_deadline(std::uint32_t after_ms) {
    deadline_ = Clock::now() + std::chrono::milliseconds(after_ms);
  }
  void clear_deadline() { deadline_ = Clock::time_point::max(); }

 private:
  friend class Loop;
  Clock::time_point deadline_ = Clock::time_point::max();
  std::size_t position_ = 0;
};

/// One event loop of a server. Everything runs on the loop's own thread.
///
/// Deadlines are looked at together, a few times within the shortest of them: that costs less than
/// arming a timer for every request, and a deadline may come up to one such step late.
///
/// Owns nothing that belongs to its io_context, so that it may outlive it.
class Loop : public std::enable_shared_from_this<Loop> {
 public:
  Loop(boost::asio::io_context& context, std::size_t index, const Limits& limits);

  [[nodiscard]] boost::asio::io_context& context() { return context_; }
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] bool draining() const { return draining_; }

  void add(LoopMember& member);
  void remove(LoopMember& member);
  void drain();
  /// Calls `tell` on every member.
  void tell_all(void (LoopMember::*tell)());
  /// Ends the member that has been idle longest. False when none is.
  [[nodiscard]] bool shed();
  /// The time in the form of RFC 9110 section 5.6.7.
  [[nodiscard]] const std::string& date();

 private:
  void tick();
  void look();
  [[nodiscard]] std::vector<std::shared_ptr<LoopMember>> members() const;

  boost::asio::io_context& context_;
  std::size_t index_;
  std::chrono::milliseconds step_;
  bool ticking_ = false;
  bool draining_ = false;
  std::vector<LoopMember*> members_;
  std::time_t date_time_ = -1;
  std::string date_;
};

/// What all loops of one server share. Immutable but for the atomics and the end of a drain.
struct Core : std::enable_shared_from_this<Core> {
  using Handler = std::function<void(std::shared_ptr<Exchange>, std::size_t loop)>;

  Limits limits;
  Handler handler;
  ProblemWriter problem_writer;
  std::vector<std::shared_ptr<Loop>> loops;
  std::atomic<std::size_t> connections = 0;
  std::atomic<std::size_t> refusals = 0;
  /// Connections that hold a request not yet answered in full. Counted only while draining.
  std::atomic<std::size_t> busy = 0;
  std::atomic<bool> draining = false;
  /// Called on the first loop, while draining, after one of the counts has fallen to zero. Touched
  /// on that loop only.
  std::function<void()> on_zero;
};

/// One connection's place in a count, given back when it goes.
class Slot {
 public:
  Slot() = default;
  Slot(std::shared_ptr<Core> core, std::atomic<std::size_t> Core::* counter);
  Slot(Slot&& other) noexcept = default;
  Slot& operator=(Slot&& other) noexcept {
    release();
    core_ = std::move(other.core_);
    counter_ = other.counter_;
    return *this;
  }
  ~Slot() { release(); }
  void release() noexcept;

 private:
  std::shared_ptr<Core> core_;
  std::atomic<std::size_t> Core::* counter_ = nullptr;
};

}  // namespace skerry::host::http
