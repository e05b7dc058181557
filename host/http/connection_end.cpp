#include <algorithm>
#include <utility>

#include "host/http/connection.hpp"

// The third of Connection that ends things: exchanges, the connection, and both when the server
// goes down.

namespace skerry::host::http {

using boost::system::error_code;

// ---- what the loop tells when the server goes down or is full
// ------------------------------------

void Connection::on_drain() {
  const bool busy = phase_ == Phase::kExchange || (phase_ == Phase::kHead && !is_idle());
  if (busy) busy_slot_ = Slot(core_, &Core::busy);
}

void Connection::on_quiet() {
  enter([&] {
    // A request may have arrived that nobody has looked at yet.
    if (is_idle()) on_readable();
    if (is_idle()) close();
  });
}

void Connection::on_last_words() {
  enter([&] {
    switch (phase_) {
      case Phase::kHead:
        return is_idle() ? close() : reject(Problem::kShuttingDown);
      case Phase::kExchange:
        if (current_.answer == Answer::kNone) return give_up();
        if (current_.answer == Answer::kStreaming) return abort();
        return;
      case Phase::kDraining:
        return linger();
      case Phase::kLingering:
      case Phase::kClosed:
        return;
    }
  });
}

void Connection::on_force_close() {
  enter([&] { abort(); });
}

std::optional<Clock::time_point> Connection::idle_since() const {
  return is_idle() ? std::optional(began_) : std::nullopt;
}

void Connection::on_shed() {
  enter([&] { close(); });
}

// ---- ends
// ----------------------------------------------------------------------------------------

void Connection::reject(Problem problem) {
  keep_alive_ = false;
  push_problem(problem, input_.view().starts_with("HEAD "));
  linger();
  flush();
}

void Connection::give_up() {
  auto on_abort = std::move(current_.watcher.on_abort);
  auto body_handler = std::move(current_.body_handler);
  current_.watcher = {};
  current_.body_handler = nullptr;
  current_.body_failed = true;
  current_.answer = Answer::kFinished;
  aborted_serial_ = serial_++;
  keep_alive_ = false;
  push_problem(Problem::kShuttingDown, current_.head.is_head_method);
  if (body_handler) {
    body_handler(std::unexpected(Failure{FailureKind::kUnreachable, "the server is going down"}));
  }
  if (on_abort) on_abort();
}

void Connection::become_idle() {
  phase_ = Phase::kHead;
  began_ = Clock::now();
  input_.shrink();
  set_deadline(limits().keep_alive_timeout_ms);
  busy_slot_.release();
}

void Connection::end_exchange() {
  const auto on_sent = std::move(current_.watcher.on_sent);
  current_ = {};
  if (!keep_alive_) {
    linger();
  } else if (!parser_.complete()) {
    phase_ = Phase::kDraining;
    discarded_bytes_ = 0;
    set_deadline(limits().body_idle_timeout_ms);
  } else {
    become_idle();
  }
  if (on_sent) on_sent();
}

void Connection::linger() {
  // Closing with unread input would reset the connection and could take the answer with it
  // (RFC 9112 section 9.6).
  phase_ = Phase::kLingering;
  discarded_bytes_ = 0;
  const std::uint32_t patience_ms = limits().linger_timeout_ms;
  set_deadline(loop_.draining() ? std::min(patience_ms, kLastWordsMs) : patience_ms);
}

void Connection::abort() {
  if (phase_ != Phase::kExchange) return close();
  auto on_abort = std::move(current_.watcher.on_abort);
  auto body_handler = std::move(current_.body_handler);
  const bool reset = current_.answer != Answer::kNone && !current_.chunked;
  current_ = {};
  aborted_serial_ = serial_;
  close(reset);
  if (body_handler) {
    body_handler(std::unexpected(Failure{FailureKind::kUnreachable, "the client went away"}));
  }
  if (on_abort) on_abort();
}

void Connection::close(bool reset) {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kClosed;
  gone_ = true;
  loop_.remove(*this);
  output_.clear();
  // The connection is over, whatever goes wrong with its end.
  error_code ignored;
  if (reset) ignored = socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  ignored = socket_.close(ignored);
  busy_slot_.release();
  slot_.release();
}

}  // namespace skerry::host::http
