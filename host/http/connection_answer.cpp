#include <algorithm>
#include <array>
#include <charconv>

#include "host/http/common_fields.hpp"
#include "host/http/connection.hpp"
#include "host/http/head.hpp"
#include "host/http/websocket.hpp"

// The third of Connection that answers. Requests are parsed by Beast; answers are put together
// here, because their heads come from modules as checked lines already and Beast's message type
// would allocate a node for each of them only to print it again.

namespace skerry::host::http {
namespace {

using boost::system::error_code;

constexpr std::uint64_t kBodyBytesReserved = 1024 * 1024;

void append_number(std::string& text, std::uint64_t number, int base = 10) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
  text.append(digits.data(), end);
}

}  // namespace

void Connection::watch(std::uint64_t serial, Exchange::Watcher watcher) {
  if (is_current(serial)) {
    current_.watcher = std::move(watcher);
  } else if (serial == aborted_serial_ && watcher.on_abort) {
    boost::asio::post(loop_.context(), std::move(watcher.on_abort));
  }
}

void Connection::read_body(std::uint64_t serial, std::uint64_t bytes_max, bool whole,
                           Exchange::BodyHandler handler) {
  const auto fail = [&](FailureKind kind, std::string detail) {
    boost::asio::post(loop_.context(),
                      [handler = std::move(handler), failure = Failure{kind, std::move(detail)}] {
                        handler(std::unexpected(failure));
                      });
  };
  if (!is_current(serial)) return fail(FailureKind::kUnreachable, "the exchange is over");
  if (current_.body_handler || current_.body_failed) {
    return fail(FailureKind::kInvalid, "the body is being read or has failed");
  }
  const std::uint64_t declared = current_.head.content_length.value_or(0);
  if (declared > bytes_max) {
    current_.body_failed = true;
    return fail(FailureKind::kLimitExceeded, "body_bytes_max=" + std::to_string(bytes_max));
  }
  if (whole) current_.body.reserve(std::min<std::uint64_t>(declared, kBodyBytesReserved));
  current_.body_bytes_max = bytes_max;
  current_.body_whole = whole;
  current_.body_handler = std::move(handler);
}

bool Connection::decide_keep_alive() const {
  if (!current_.head.keep_alive || current_.body_failed) return false;
  // What was read behind this request is answered too, if only with a refusal.
  if (loop_.draining()) return parser_.complete() && !input_.empty();
  if (parser_.complete()) return true;
  // A client that was not told to continue may send its body or not; there is no knowing which.
  if (current_.head.expects_continue && !current_.told_to_continue) return false;
  const std::uint64_t declared = current_.head.content_length.value_or(0);
  return declared <= current_.body_bytes + limits().drain_bytes_max;
}

bool Connection::begin_answer(std::string& wire, std::uint16_t status, std::string_view head) {
  static constexpr std::size_t kOwnHeadBytes = 160;
  wire.reserve(head.size() + kOwnHeadBytes);
  wire.append("HTTP/1.1 ");
  append_number(wire, status);
  wire.append(" ").append(reason_phrase(status)).append("\r\nDate: ").append(loop_.date());
  wire.append("\r\n");
  if (!is_final_status(status) || !append_answer_fields(wire, head)) return false;
  return append_answer_fields(wire,
                              missing_common_fields(head, request_id_, Clock::now() - began_));
}

void Connection::append_framing(std::string& wire, std::optional<std::uint64_t> length) {
  if (current_.chunked) wire.append("Transfer-Encoding: chunked\r\n");
  if (length) {
    wire.append("Content-Length: ");
    append_number(wire, *length);
    wire.append("\r\n");
  }
  if (!keep_alive_) {
    wire.append("Connection: close\r\n");
  } else if (!current_.head.http_1_1) {
    wire.append("Connection: keep-alive\r\n");
  }
  wire.append("\r\n");
}

void Connection::push_problem(Problem problem, bool to_head_method) {
  const std::string id = request_id_.empty() ? make_request_id() : request_id_;
  const std::string body = core_->problem_writer(problem_code(problem), id);
  std::string head = "content-type: application/problem+json\nx-request-id: " + id + "\n";
  if (problem_status(problem) == 503) head += "retry-after: 1\n";
  if (problem == Problem::kUpgradeRequired) head += "sec-websocket-version: 13\n";
  std::string wire;
  static_cast<void>(begin_answer(wire, problem_status(problem), head));
  append_framing(wire, body.size());
  if (!to_head_method) wire.append(body);
  output_.push(std::move(wire));
}

void Connection::respond(std::uint64_t serial, std::uint16_t status, std::string_view head,
                         std::string body) {
  if (!is_current(serial) || current_.answer != Answer::kNone) return;
  current_.answer = Answer::kFinished;
  keep_alive_ = decide_keep_alive();
  std::string wire;
  if (!begin_answer(wire, status, head)) {
    return push_problem(Problem::kInternalError, current_.head.is_head_method);
  }
  if (is_bodiless(status)) {
    append_framing(wire, std::nullopt);
    return output_.push(std::move(wire));
  }
  append_framing(wire, body.size());
  if (current_.head.is_head_method) return output_.push(std::move(wire));
  if (body.size() <= kInlineBodyBytesMax) {
    wire.append(body);
    return output_.push(std::move(wire));
  }
  output_.push(std::move(wire));
  output_.push(std::move(body));
}

void Connection::begin(std::uint64_t serial, std::uint16_t status, std::string_view head,
                       Waiting waiting) {
  if (!is_current(serial) || current_.answer != Answer::kNone) return;
  current_.answer = Answer::kStreaming;
  current_.bodiless = is_bodiless(status) || current_.head.is_head_method;
  current_.chunked = current_.head.http_1_1 && !is_bodiless(status);
  // Without chunks only the end of the connection ends the body.
  keep_alive_ = decide_keep_alive() && (current_.chunked || current_.bodiless);
  std::string wire;
  if (!begin_answer(wire, status, head)) {
    current_.answer = Answer::kFinished;
    current_.chunked = false;
    return push_problem(Problem::kInternalError, current_.head.is_head_method);
  }
  current_.waiting = std::move(waiting);
  append_framing(wire, std::nullopt);
  output_.push(std::move(wire));
}

void Connection::write(std::uint64_t serial, std::string bytes, bool tell_drain) {
  if (!is_current(serial) || current_.answer != Answer::kStreaming) return;
  current_.tell_drain |= tell_drain;
  const std::uint64_t payload = bytes.size();
  if (current_.bodiless || payload == 0) {
    *current_.waiting -= payload;
    return;
  }
  if (*current_.waiting > limits().response_waiting_bytes_max) {
    abort_due_ = true;
    return;
  }
  if (!current_.chunked) return output_.push(std::move(bytes), payload);
  std::string frame;
  append_number(frame, payload, 16);
  frame.append("\r\n");
  if (payload <= kInlineBodyBytesMax) {
    frame.append(bytes).append("\r\n");
    return output_.push(std::move(frame), payload);
  }
  bytes.append("\r\n");
  output_.push(std::move(frame));
  output_.push(std::move(bytes), payload);
}

void Connection::finish(std::uint64_t serial) {
  if (!is_current(serial) || current_.answer != Answer::kStreaming) return;
  current_.answer = Answer::kFinished;
  if (current_.chunked && !current_.bodiless) output_.push("0\r\n\r\n");
}

void Connection::break_off(std::uint64_t serial) {
  if (!is_current(serial) || current_.answer == Answer::kFinished) return;
  // The author knows, so nobody is told; what was written is given its chance.
  current_.watcher = {};
  current_.body_handler = nullptr;
  if (!output_.empty() && !writing_) flush();
  abort();
}

void Connection::upgrade(std::uint64_t serial, const std::shared_ptr<TcpWebSocket>& websocket) {
  if (is_current(serial) && current_.answer == Answer::kNone && loop_.draining()) {
    websocket->fail();
    return give_up();
  }
  // Bytes sent before the 101 cannot be frames yet (RFC 6455 section 4.1).
  const bool possible = is_current(serial) && current_.answer == Answer::kNone &&
                        current_.head.is_upgrade && input_.empty();
  if (!possible) {
    websocket->fail();
    return break_off(serial);
  }
  phase_ = Phase::kClosed;
  gone_ = true;
  loop_.remove(*this);
  error_code ignored;
  socket_.cancel(ignored);
  busy_slot_.release();
  websocket->attach(std::move(socket_), current_.head.websocket_key, std::move(slot_),
                    {.id = request_id_, .began = began_});
  if (current_.watcher.on_sent) {
    boost::asio::post(loop_.context(), std::move(current_.watcher.on_sent));
  }
  current_ = {};
}

void Connection::flush() {
  OutputQueue::Gathered gathered;
  while (!output_.empty()) {
    error_code error;
    const std::size_t count = socket_.send(output_.gather(gathered), 0, error);
    if (error == boost::asio::error::would_block) {
      writing_ = true;
      if (phase_ != Phase::kLingering) set_deadline(limits().write_timeout_ms);
      socket_.async_wait(Socket::wait_write, [self = shared()](error_code) {
        self->writing_ = false;
        if (self->phase_ == Phase::kClosed) return;
        if (self->phase_ == Phase::kExchange) self->clear_deadline();
        self->enter([] {});
      });
      break;
    }
    if (error) return on_input_ended();
    const std::uint64_t payload = output_.consume(count);
    if (payload > 0) *current_.waiting -= payload;
  }
  check_drain();
}

void Connection::check_drain() {
  if (phase_ != Phase::kExchange || !current_.tell_drain || !current_.waiting) return;
  if (*current_.waiting >= limits().response_buffer_bytes / 2) return;
  current_.tell_drain = false;
  // Posted, so that a fast reader's stream takes turns with the loop's other connections.
  boost::asio::post(loop_.context(), [self = shared(), serial = serial_] {
    self->enter([&] {
      if (!self->is_current(serial)) return;
      // A copy, since the watcher may be replaced from within.
      if (const auto on_drain = self->current_.watcher.on_drain) on_drain();
    });
  });
}

}  // namespace skerry::host::http
