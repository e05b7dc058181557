#include "host/http/connection.hpp"

#include <simdjson.h>

#include <algorithm>
#include <string_view>

#include "host/http/head.hpp"
#include "host/http/tcp_exchange.hpp"
#include "host/http/websocket.hpp"

namespace skerry::host::http {

using boost::system::error_code;

namespace {

Failure body_too_large(std::uint64_t bytes_max) {
  return {FailureKind::kLimitExceeded, "body_bytes_max=" + std::to_string(bytes_max)};
}

}  // namespace

Connection::Connection(std::shared_ptr<Core> core, Loop& loop, Socket socket, Slot slot)
    : core_(std::move(core)), loop_(loop), socket_(std::move(socket)), slot_(std::move(slot)) {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
  const auto remote = socket_.remote_endpoint(ignored);
  peer_ = remote.address().to_string();
}

void Connection::start() {
  enter([&] {
    loop_.add(*this);
    set_deadline(limits().head_timeout_ms);
  });
}

void Connection::refuse() {
  enter([&] {
    loop_.add(*this);
    reject(Problem::kOverloaded);
  });
}

// ---- what the loop tells
// -------------------------------------------------------------------------

void Connection::on_deadline() {
  enter([&] {
    if (phase_ == Phase::kHead) {
      if (head_began_) return reject(Problem::kRequestTimeout);
      return close();
    }
    if (phase_ != Phase::kExchange) return close();
    // A client that takes nothing of its answer and one that sends nothing of its body are alike in
    // that only the latter can still be told.
    if (writing_) return abort();
    if (current_.body_handler) {
      end_body(std::unexpected(Failure{FailureKind::kTimedOut, "body_idle_timeout_ms"}));
    }
  });
}

// ---- doing what is due
// ---------------------------------------------------------------------------

void Connection::settle_soon() {
  if (settle_posted_) return;
  settle_posted_ = true;
  boost::asio::post(loop_.context(), [self = shared()] {
    self->settle_posted_ = false;
    self->enter([] {});
  });
}

void Connection::settle() {
  while (step()) {
  }
  if (phase_ == Phase::kClosed) {
    // Whoever watched may hold this connection through its exchange.
    current_ = {};
    return;
  }
  wait_to_read();
}

bool Connection::step() {
  if (phase_ == Phase::kClosed) return false;
  if (std::exchange(abort_due_, false)) abort();
  if (!output_.empty() && !writing_) flush();
  switch (phase_) {
    case Phase::kHead:
      return step_head();
    case Phase::kExchange:
      if (current_.answer == Answer::kFinished && output_.empty()) {
        end_exchange();
        return true;
      }
      return step_body();
    case Phase::kDraining:
    case Phase::kLingering:
      return step_discard();
    case Phase::kClosed:
      break;
  }
  return false;
}

// ---- reading
// -------------------------------------------------------------------------------------

void Connection::wait_to_read() {
  // With its buffer full a connection is not looked at until somebody uses some of it up.
  if (reading_ || input_.full()) return;
  reading_ = true;
  socket_.async_wait(Socket::wait_read, [self = shared()](error_code error) {
    self->reading_ = false;
    if (self->phase_ == Phase::kClosed) return;
    self->enter([&] {
      if (error) return self->on_input_ended();
      self->on_readable();
    });
  });
}

void Connection::on_readable() {
  error_code error;
  const auto room = input_.prepare();
  const std::size_t count = socket_.read_some(boost::asio::buffer(room.data(), room.size()), error);
  if (error == boost::asio::error::would_block) return;
  if (error) return on_input_ended();
  input_.commit(count);
}

void Connection::on_input_ended() {
  if (phase_ == Phase::kExchange) return abort();
  close();
}

bool Connection::step_head() {
  while (!head_began_ && (input_.view().starts_with("\r\n"))) input_.consume(2);
  if (input_.empty()) return false;
  if (!head_began_) {
    head_began_ = true;
    began_ = Clock::now();
    request_id_.clear();
    scanned_ = 0;
    if (loop_.draining()) busy_slot_ = Slot(core_, &Core::busy);
    set_deadline(limits().head_timeout_ms);
  }
  const std::string_view bytes = input_.view();
  const std::size_t end = bytes.find("\r\n\r\n", scanned_);
  const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 4;
  if (size > limits().header_bytes_max) {
    const bool one_line = bytes.find("\r\n") >= limits().target_bytes_max;
    reject(one_line ? Problem::kTargetTooLong : Problem::kHeadTooLarge);
    return true;
  }
  if (end == std::string_view::npos) {
    // What can never become a request is refused at once instead of when its time is over.
    const std::size_t from = scanned_ > 0 && bytes[scanned_] == '\n' ? scanned_ - 1 : scanned_;
    const bool hopeless =
        bytes != "\r" && (!is_token(bytes.substr(0, 1)) || has_bare_control(bytes.substr(from)));
    if (hopeless) {
      reject(has_unfit_target(bytes) ? Problem::kBadPath : Problem::kMalformedRequest);
      return true;
    }
    scanned_ = bytes.size() - std::min<std::size_t>(bytes.size(), 3);
    return false;
  }
  auto head = parser_.parse_head(bytes.substr(0, size), peer_, limits());
  request_id_ = parser_.request_id();
  if (!head) {
    reject(head.error());
    return true;
  }
  input_.consume(size);
  current_.head = std::move(*head);
  begin_exchange();
  return true;
}

void Connection::begin_exchange() {
  phase_ = Phase::kExchange;
  head_began_ = false;
  ++serial_;
  clear_deadline();
  if (loop_.draining()) {
    current_.answer = Answer::kFinished;
    keep_alive_ = decide_keep_alive();
    return push_problem(Problem::kShuttingDown, current_.head.is_head_method);
  }
  auto exchange = std::make_shared<TcpExchange>(shared(), serial_, std::move(current_.head.block),
                                                current_.head.is_upgrade);
  core_->handler(std::move(exchange), loop_.index());
}

bool Connection::step_body() {
  if (!current_.body_handler || current_.body_failed) return false;
  while (!input_.empty() && !parser_.complete()) {
    const std::size_t before = current_.body.size();
    const auto used = parser_.parse_body(input_.view(), current_.body,
                                         current_.body_bytes_max - current_.body_bytes);
    if (!used && used.error() == Problem::kBodyTooLarge) {
      end_body(std::unexpected(body_too_large(current_.body_bytes_max)));
      return true;
    }
    if (!used || (*used == 0 && input_.full())) {
      end_body(std::unexpected(Failure{FailureKind::kInvalid, "malformed chunked body"}));
      return true;
    }
    if (*used == 0) break;
    input_.consume(*used);
    current_.body_bytes += current_.body.size() - before;
    if (current_.body_bytes > current_.body_bytes_max) {
      end_body(std::unexpected(body_too_large(current_.body_bytes_max)));
      return true;
    }
  }
  if (!current_.body_whole && (parser_.complete() || !current_.body.empty())) {
    end_body(std::exchange(current_.body, {}));
    return true;
  }
  if (parser_.complete()) {
    std::string text = std::exchange(current_.body, {});
    if (simdjson::validate_utf8(text.data(), text.size())) {
      end_body(std::move(text));
    } else {
      end_body(std::unexpected(Failure{FailureKind::kNotUtf8, "request body"}));
    }
    return true;
  }
  wait_for_body();
  return false;
}

void Connection::wait_for_body() {
  if (current_.head.expects_continue && !current_.told_to_continue) {
    current_.told_to_continue = true;
    if (current_.answer == Answer::kNone && current_.body_bytes == 0 && input_.empty()) {
      output_.push("HTTP/1.1 100 Continue\r\n\r\n");
      flush();
      if (phase_ == Phase::kClosed) return;
    }
  }
  // A body may pause for the idle limit, and on the whole it must keep the least rate: otherwise a
  // byte now and then would hold the exchange for ever.
  const auto now = Clock::now();
  if (current_.body_wait_began != Clock::time_point::max()) {
    const auto waited = now - current_.body_wait_began;
    current_.body_waited_ms += static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(waited).count());
  }
  current_.body_wait_began = now;
  const std::uint64_t idle_ms = limits().body_idle_timeout_ms;
  const std::uint64_t granted_ms =
      idle_ms + current_.body_bytes * 1000 / limits().body_bytes_per_second_min;
  const std::uint64_t left_ms = granted_ms - std::min(granted_ms, current_.body_waited_ms);
  if (!writing_) set_deadline(static_cast<std::uint32_t>(std::min(idle_ms, left_ms)));
}

void Connection::end_body(std::expected<std::string, Failure> outcome) {
  current_.body_wait_began = Clock::time_point::max();
  if (!writing_) clear_deadline();
  if (!outcome) {
    current_.body_failed = true;
    current_.body = {};
  }
  auto handler = std::exchange(current_.body_handler, nullptr);
  handler(std::move(outcome));
}

bool Connection::step_discard() {
  const bool lingering = phase_ == Phase::kLingering;
  if (lingering && output_.empty() && !write_shut_) {
    error_code ignored;
    write_shut_ = true;
    socket_.shutdown(Socket::shutdown_send, ignored);
    busy_slot_.release();
  }
  if (lingering) {
    discarded_bytes_ += input_.view().size();
    input_.consume(input_.view().size());
    if (discarded_bytes_ > limits().linger_bytes_max) close();
    return false;
  }
  std::string content;
  while (!input_.empty() && !parser_.complete()) {
    const auto used = parser_.parse_body(input_.view(), content, limits().drain_bytes_max);
    if (used) {
      input_.consume(*used);
      discarded_bytes_ += *used;
    }
    content.clear();
    const bool stuck = !used || (*used == 0 && input_.full());
    if (stuck || discarded_bytes_ > limits().drain_bytes_max) {
      linger();
      return true;
    }
    if (*used == 0) return false;
  }
  if (!parser_.complete()) return false;
  become_idle();
  return true;
}

}  // namespace skerry::host::http
