#include "host/http/websocket.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <utility>

#include "host/http/common_fields.hpp"
#include "host/http/head.hpp"

namespace skerry::host::http {
namespace {

namespace beast = boost::beast;
namespace ws = boost::beast::websocket;
using beast::error_code;

/// So that many empty messages reach the limit too.
constexpr std::uint64_t kMessageOverheadBytes = 32;
constexpr std::size_t kCloseReasonBytesMax = 123;

enum : std::uint16_t {
  kGoingAway = 1001,
  kProtocolError = 1002,
  kUnsupportedData = 1003,
  kNoStatus = 1005,
  kAbnormal = 1006,
  kBadPayload = 1007,
  kTooBig = 1009,
  kInternalError = 1011,
  kSlowReader = 4008,
};

/// The codes an endpoint may send (RFC 6455 section 7.4).
bool is_sendable(std::uint16_t code) {
  const bool registered = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
  return registered || (code >= 3000 && code <= 4999);
}

std::string shortened(std::string reason) {
  if (reason.size() <= kCloseReasonBytesMax) return reason;
  std::size_t end = kCloseReasonBytesMax;
  while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xC0) == 0x80) --end;
  reason.resize(end);
  return reason;
}

std::uint16_t code_of(const error_code& error, const ws::close_reason& received) {
  if (error == ws::error::closed) return received.code == 0 ? kNoStatus : received.code;
  if (error == ws::error::message_too_big || error == ws::error::buffer_overflow) return kTooBig;
  if (error == ws::error::bad_frame_payload) return kBadPayload;
  if (error == ws::condition::protocol_violation) return kProtocolError;
  return kAbnormal;
}

std::string text_of(const ws::close_reason& received) {
  return {received.reason.data(), received.reason.size()};
}

}  // namespace

struct TcpWebSocket::Stream {
  explicit Stream(Socket socket) : ws(std::move(socket)) {}

  ws::stream<Socket, false> ws;
  beast::http::request<beast::http::empty_body> request;
  beast::flat_buffer input;
};

TcpWebSocket::TcpWebSocket(std::shared_ptr<Core> core, Loop& loop, std::string head)
    : core_(std::move(core)), loop_(loop), head_(std::move(head)) {}

TcpWebSocket::~TcpWebSocket() = default;

template <class F>
void TcpWebSocket::on_loop(F f) {
  if (posted_ == 0 && loop_.context().get_executor().running_in_this_thread()) return f();
  ++posted_;
  boost::asio::post(loop_.context(), [self = shared(), f = std::move(f)]() mutable {
    --self->posted_;
    f();
  });
}

// ---- asked from anywhere
// -------------------------------------------------------------------------

void TcpWebSocket::start(Callbacks callbacks) {
  on_loop([this, callbacks = std::move(callbacks)]() mutable {
    callbacks_ = std::move(callbacks);
    started_ = true;
    if (ended_) {
      boost::asio::post(loop_.context(), [self = shared()] { self->report_end(); });
    } else if (open_) {
      read();
    }
  });
}

void TcpWebSocket::send(std::string text) {
  if (closing_) return;
  const std::uint64_t bytes = text.size() + kMessageOverheadBytes;
  const std::uint64_t bytes_max = core_->limits.websocket_buffer_bytes_max;
  const std::uint64_t before = waiting_bytes_.fetch_add(bytes);
  if (text.size() > bytes_max || (before > 0 && before + bytes > bytes_max)) {
    if (closing_.exchange(true)) return;
    on_loop([this] { begin_close(kSlowReader, "too slow", true); });
    return;
  }
  on_loop([this, text = std::move(text)]() mutable {
    if (ended_ || close_due_) return;
    queue_.push_back(std::move(text));
    write();
  });
}

void TcpWebSocket::close(std::uint16_t code, std::string reason) {
  if (closing_.exchange(true)) return;
  if (!is_sendable(code)) code = kInternalError;
  on_loop([this, code, reason = shortened(std::move(reason))]() mutable {
    begin_close(code, std::move(reason), false);
  });
}

// ---- on the loop
// ---------------------------------------------------------------------------------

void TcpWebSocket::attach(Socket socket, const std::string& key, Slot slot, const Request& asked) {
  head_ += missing_common_fields(head_, asked.id, Clock::now() - asked.began);
  stream_ = std::make_unique<Stream>(std::move(socket));
  slot_ = std::move(slot);
  loop_.add(*this);
  const Limits& limits = core_->limits;
  auto& stream = stream_->ws;
  ws::stream_base::timeout timeout{};
  timeout.handshake_timeout = std::chrono::milliseconds(limits.websocket_handshake_timeout_ms);
  timeout.idle_timeout = std::chrono::milliseconds(limits.websocket_idle_timeout_ms);
  timeout.keep_alive_pings = true;
  stream.set_option(timeout);
  stream.read_message_max(limits.websocket_message_bytes_max);
  stream.auto_fragment(false);
  stream.text(true);
  stream.set_option(ws::stream_base::decorator([this](ws::response_type& response) {
    // Left alone, Beast would name itself and its version.
    response.set(beast::http::field::server, "Skerry");
    response.set(beast::http::field::date, loop_.date());
    static_cast<void>(for_each_field(head_, [&](std::string_view name, std::string_view value) {
      if (!is_set_by_host(name))
        response.insert(beast::string_view(name.data(), name.size()),
                        beast::string_view(value.data(), value.size()));
    }));
  }));
  auto& request = stream_->request;
  request.method(beast::http::verb::get);
  request.target("/");
  request.version(11);
  // The connection has checked the handshake; this repeats what it found.
  request.set(beast::http::field::host, "localhost");
  request.set(beast::http::field::upgrade, "websocket");
  request.set(beast::http::field::connection, "Upgrade");
  request.set(beast::http::field::sec_websocket_version, "13");
  request.set(beast::http::field::sec_websocket_key, key);
  stream.async_accept(request, [self = shared()](error_code error) {
    if (error) return self->end(kAbnormal, {});
    self->open();
  });
}

void TcpWebSocket::fail() { end(kAbnormal, {}); }

void TcpWebSocket::open() {
  if (ended_) return;
  open_ = true;
  write();
  if (started_) read();
}

void TcpWebSocket::read() {
  if (close_sent_ || ended_) return;
  reading_ = true;
  stream_->ws.async_read(stream_->input, [self = shared()](error_code error, std::size_t) {
    self->reading_ = false;
    if (self->ended_) return;
    if (!error) return self->on_message();
    // While closing, the closing handshake tells how it ended.
    if (self->close_sent_) return;
    const auto& received = self->stream_->ws.reason();
    const bool closed = error == ws::error::closed;
    self->end(code_of(error, received), closed ? text_of(received) : std::string());
  });
}

void TcpWebSocket::on_message() {
  if (!stream_->ws.got_text()) {
    if (!closing_.exchange(true)) begin_close(kUnsupportedData, "text only", true);
    return read();
  }
  const auto bytes = stream_->input.cdata();
  std::string text(static_cast<const char*>(bytes.data()), bytes.size());
  stream_->input.clear();
  if (callbacks_.on_message && !close_sent_) callbacks_.on_message(std::move(text));
  read();
}

void TcpWebSocket::write() {
  if (!open_ || writing_ || close_sent_ || ended_) return;
  if (queue_.empty()) {
    if (close_due_) close_stream();
    return;
  }
  writing_ = true;
  stream_->ws.async_write(
      boost::asio::buffer(queue_.front()), [self = shared()](error_code error, std::size_t) {
        self->writing_ = false;
        self->waiting_bytes_ -= self->queue_.front().size() + kMessageOverheadBytes;
        self->queue_.pop_front();
        if (!error) return self->write();
        // A reader hears why; without one this is all there is.
        if (!self->reading_) self->end(kAbnormal, {});
      });
}

void TcpWebSocket::begin_close(std::uint16_t code, std::string reason, bool at_once) {
  if (ended_ || close_due_) return;
  close_due_ = true;
  close_code_ = code;
  close_reason_ = std::move(reason);
  set_deadline(core_->limits.websocket_handshake_timeout_ms);
  if (at_once) queue_.resize(writing_ ? 1 : 0);
  write();
}

void TcpWebSocket::close_stream() {
  close_sent_ = true;
  const ws::close_reason reason(static_cast<ws::close_code>(close_code_),
                                beast::string_view(close_reason_.data(), close_reason_.size()));
  stream_->ws.async_close(reason, [self = shared()](error_code error) {
    const auto& received = self->stream_->ws.reason();
    if (error) return self->end(kAbnormal, {});
    self->end(received.code == 0 ? kNoStatus : received.code, text_of(received));
  });
}

void TcpWebSocket::end(std::uint16_t code, std::string reason) {
  if (ended_) return;
  ended_ = true;
  closing_ = true;
  close_code_ = code;
  close_reason_ = std::move(reason);
  if (stream_) {
    loop_.remove(*this);
    error_code ignored;
    beast::get_lowest_layer(stream_->ws).close(ignored);
  }
  slot_.release();
  report_end();
}

void TcpWebSocket::report_end() {
  if (!started_ || reported_) return;
  reported_ = true;
  const auto callbacks = std::exchange(callbacks_, {});
  if (callbacks.on_close) callbacks.on_close(close_code_, close_reason_);
}

void TcpWebSocket::on_deadline() { end(kAbnormal, {}); }

void TcpWebSocket::on_drain() { close(kGoingAway, "server going away"); }

void TcpWebSocket::on_last_words() { end(kAbnormal, {}); }

void TcpWebSocket::on_force_close() { end(kAbnormal, {}); }

}  // namespace skerry::host::http
