#pragma once

#include <atomic>
#include <boost/asio/post.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "host/http/exchange.hpp"
#include "host/http/input_buffer.hpp"
#include "host/http/loop.hpp"
#include "host/http/message_parser.hpp"
#include "host/http/output_queue.hpp"

namespace skerry::host::http {

class TcpWebSocket;

/// One TCP connection and its exchanges, one after the other.
///
/// Lives on its loop. What an exchange asks for (the functions with a `serial`) only changes state;
/// `settle` then does the reading, writing and calling back, once nothing of the asker is left on
/// the stack. That keeps callbacks out of calls, makes pipelined requests a loop instead of a
/// recursion, and lets everything written within one event leave in one system call.
class Connection final : public LoopMember {
 public:
  Connection(std::shared_ptr<Core> core, Loop& loop, Socket socket, Slot slot);

  /// Begins to read requests.
  void start();
  /// Answers 503 and goes.
  void refuse();

  void on_deadline() override;
  void on_drain() override;
  void on_quiet() override;
  void on_last_words() override;
  void on_force_close() override;
  [[nodiscard]] std::optional<Clock::time_point> idle_since() const override;
  void on_shed() override;

  /// Runs `f` on the loop: now if that is here and nothing asked for earlier is still on its way.
  template <class F>
  void on_loop(F f) {
    if (posted_ == 0 && loop_.context().get_executor().running_in_this_thread()) {
      // What `f` lets go of may be the last to hold this connection.
      const auto self = shared();
      f(*this);
      if (depth_ == 0) settle_soon();
      return;
    }
    ++posted_;
    boost::asio::post(loop_.context(), [self = shared(), f = std::move(f)]() mutable {
      --self->posted_;
      self->enter([&] { f(*self); });
    });
  }

  /// True once nothing more can be sent. May be asked from any thread.
  [[nodiscard]] bool gone() const { return gone_; }
  [[nodiscard]] const Limits& limits() const { return core_->limits; }
  [[nodiscard]] const std::shared_ptr<Core>& core() const { return core_; }
  [[nodiscard]] Loop& loop() const { return loop_; }

  // Asked by the exchange `serial`; ignored when that is over. On the loop only.
  using Waiting = std::shared_ptr<std::atomic<std::uint64_t>>;
  void watch(std::uint64_t serial, Exchange::Watcher watcher);
  void read_body(std::uint64_t serial, std::uint64_t bytes_max, bool whole,
                 Exchange::BodyHandler handler);
  void respond(std::uint64_t serial, std::uint16_t status, std::string_view head, std::string body);
  void begin(std::uint64_t serial, std::uint16_t status, std::string_view head, Waiting waiting);
  void write(std::uint64_t serial, std::string bytes, bool tell_drain);
  void finish(std::uint64_t serial);
  void break_off(std::uint64_t serial);
  void upgrade(std::uint64_t serial, const std::shared_ptr<TcpWebSocket>& websocket);

 private:
  enum class Phase : std::uint8_t {
    kHead,       ///< Between two requests or within a head.
    kExchange,   ///< A request is with its handler or its answer is being written.
    kDraining,   ///< Answered; the rest of the body is thrown away.
    kLingering,  ///< The last answer is written; what the client still sends is thrown away.
    kClosed,
  };
  enum class Answer : std::uint8_t { kNone, kStreaming, kFinished };

  /// What belongs to the exchange under way.
  struct Current {
    RequestHead head;
    Exchange::Watcher watcher;
    Exchange::BodyHandler body_handler;
    std::string body;
    std::uint64_t body_bytes_max = 0;
    std::uint64_t body_bytes = 0;
    std::uint64_t body_waited_ms = 0;
    Clock::time_point body_wait_began = Clock::time_point::max();
    bool body_whole = false;
    bool body_failed = false;
    bool told_to_continue = false;
    Answer answer = Answer::kNone;
    bool chunked = false;
    bool bodiless = false;
    bool tell_drain = false;
    Waiting waiting;
  };

  [[nodiscard]] std::shared_ptr<Connection> shared() {
    return std::static_pointer_cast<Connection>(shared_from_this());
  }
  [[nodiscard]] bool is_current(std::uint64_t serial) const {
    return phase_ == Phase::kExchange && serial == serial_;
  }
  template <class F>
  void enter(F&& f) {
    ++depth_;
    f();
    if (depth_ == 1) settle();
    --depth_;
  }
  void settle();
  void settle_soon();
  /// One step of what is due; false when nothing is.
  bool step();

  void wait_to_read();
  void on_readable();
  void on_input_ended();
  void begin_exchange();
  /// Answers what is no request, or comes too late to be one, and ends the connection.
  void reject(Problem problem);
  /// Tells a client that its request will not be answered any more, and the exchange's holder that
  /// it is over.
  void give_up();
  void become_idle();
  [[nodiscard]] bool is_idle() const {
    return phase_ == Phase::kHead && !head_began_ && input_.empty();
  }
  bool step_head();
  bool step_body();
  bool step_discard();
  void end_body(std::expected<std::string, Failure> outcome);
  void wait_for_body();
  void end_exchange();
  void linger();
  void abort();
  void close(bool reset = false);

  [[nodiscard]] bool begin_answer(std::string& wire, std::uint16_t status, std::string_view head);
  void append_framing(std::string& wire, std::optional<std::uint64_t> length);
  [[nodiscard]] bool decide_keep_alive() const;
  void push_problem(Problem problem, bool to_head_method);
  void flush();
  void check_drain();

  std::shared_ptr<Core> core_;
  Loop& loop_;
  Socket socket_;
  Slot slot_;
  /// Held while a request is not answered in full and the server is draining.
  Slot busy_slot_;
  std::string peer_;
  /// The client's own id of the request under way, if it is sane.
  std::string request_id_;
  /// When the request under way began, or the connection became idle.
  Clock::time_point began_ = Clock::now();
  InputBuffer input_;
  OutputQueue output_;
  MessageParser parser_;
  Current current_;
  std::uint64_t serial_ = 0;
  std::uint64_t aborted_serial_ = 0;
  std::uint64_t discarded_bytes_ = 0;
  std::size_t scanned_ = 0;
  Phase phase_ = Phase::kHead;
  bool keep_alive_ = true;
  bool head_began_ = false;
  bool reading_ = false;
  bool writing_ = false;
  bool write_shut_ = false;
  bool settle_posted_ = false;
  bool abort_due_ = false;
  int depth_ = 0;
  std::atomic<int> posted_ = 0;
  std::atomic<bool> gone_ = false;
};

}  // namespace skerry::host::http
