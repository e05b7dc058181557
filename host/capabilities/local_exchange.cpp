#include "host/capabilities/local_exchange.hpp"

#include <algorithm>
#include <utility>

#include "host/capabilities/limits.hpp"
#include "host/engine/value.hpp"

namespace skerry::host {
namespace {

constexpr std::size_t kBodyPieceBytes = 64U << 10;

}  // namespace

std::shared_ptr<LocalExchange> LocalExchange::create(EventLoop& loop, std::string head,
                                                     std::string body, Client client) {
  return std::shared_ptr<LocalExchange>(
      new LocalExchange(loop, std::move(head), std::move(body), std::move(client)));
}

LocalExchange::LocalExchange(EventLoop& loop, std::string head, std::string body, Client client)
    : loop_(loop),
      head_(std::move(head)),
      body_(std::move(body)),
      client_(std::make_shared<Client>(std::move(client))) {}

LocalExchange::~LocalExchange() {
  if (stage_ == Stage::kOver || left_) return;
  loop_.post([client = client_] {
    client->on_end(std::unexpected(Failure{FailureKind::kUnreachable, "nobody answered"}));
  });
}

std::shared_ptr<LocalExchange::Client> LocalExchange::client() {
  const std::lock_guard lock(mutex_);
  return left_ ? nullptr : client_;
}

void LocalExchange::taken(std::size_t bytes) {
  std::function<void()> drained;
  {
    const std::lock_guard lock(mutex_);
    const bool was_above = waiting_bytes_ >= kStreamBufferBytes / 2;
    waiting_bytes_ -= std::min<std::uint64_t>(waiting_bytes_, bytes);
    if (was_above && waiting_bytes_ < kStreamBufferBytes / 2 && stage_ == Stage::kStreaming) {
      drained = watcher_.on_drain;
    }
  }
  if (drained) drained();
}

void LocalExchange::leave() {
  std::function<void()> aborted;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(left_, true) || stage_ == Stage::kOver) return;
    aborted = watcher_.on_abort;
  }
  if (aborted) aborted();
}

void LocalExchange::watch(Watcher watcher) {
  std::function<void()> aborted;
  {
    const std::lock_guard lock(mutex_);
    watcher_ = std::move(watcher);
    if (left_ && stage_ != Stage::kOver) aborted = watcher_.on_abort;
  }
  if (aborted) loop_.post(std::move(aborted));
}

void LocalExchange::read_body(std::uint64_t bytes_max, BodyHandler handler) {
  std::expected<std::string, Failure> body;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(body_read_, true)) {
      body = std::unexpected(Failure{FailureKind::kInvalid, "the body was read before"});
    } else if (body_.size() > bytes_max) {
      body = std::unexpected(
          Failure{FailureKind::kLimitExceeded, "body_bytes_max=" + std::to_string(bytes_max)});
    } else {
      body = std::exchange(body_, {});
    }
  }
  loop_.run_or_post([handler = std::move(handler), body = std::move(body)]() mutable {
    handler(std::move(body));
  });
}

void LocalExchange::read_body_some(std::uint64_t bytes_max_in_all, BodyHandler handler) {
  std::expected<std::string, Failure> piece;
  {
    const std::lock_guard lock(mutex_);
    if (body_.size() > bytes_max_in_all) {
      piece = std::unexpected(Failure{FailureKind::kLimitExceeded,
                                      "body_bytes_max=" + std::to_string(bytes_max_in_all)});
    } else {
      body_read_ = true;
      piece = body_.substr(body_offset_, kBodyPieceBytes);
      body_offset_ += piece->size();
    }
  }
  // Always posted: the handler calls again for the next piece.
  loop_.post([handler = std::move(handler), piece = std::move(piece)]() mutable {
    handler(std::move(piece));
  });
}

bool LocalExchange::end(Stage from) {
  const std::lock_guard lock(mutex_);
  if (stage_ != from) return false;
  stage_ = Stage::kOver;
  return true;
}

void LocalExchange::report_sent() {
  std::function<void()> sent;
  {
    const std::lock_guard lock(mutex_);
    sent = watcher_.on_sent;
  }
  if (sent) sent();
}

void LocalExchange::respond(std::uint16_t status, std::string head, std::string body) {
  if (!end(Stage::kOpen)) return;
  loop_.run_or_post([self = shared_from_this(), status, head = std::move(head),
                     body = std::move(body)]() mutable {
    if (const auto client = self->client()) {
      client->on_head(status, std::move(head));
      if (!body.empty()) client->on_bytes(std::move(body));
      client->on_end({});
    }
    self->report_sent();
  });
}

void LocalExchange::begin(std::uint16_t status, std::string head) {
  {
    const std::lock_guard lock(mutex_);
    if (stage_ != Stage::kOpen) return;
    stage_ = Stage::kStreaming;
  }
  loop_.run_or_post([self = shared_from_this(), status, head = std::move(head)]() mutable {
    if (const auto client = self->client()) client->on_head(status, std::move(head));
  });
}

std::uint64_t LocalExchange::write(std::string bytes) {
  {
    const std::lock_guard lock(mutex_);
    if (stage_ != Stage::kStreaming || left_) return 0;
    waiting_bytes_ += bytes.size();
  }
  loop_.run_or_post([self = shared_from_this(), bytes = std::move(bytes)]() mutable {
    if (const auto client = self->client()) client->on_bytes(std::move(bytes));
  });
  const std::lock_guard lock(mutex_);
  return waiting_bytes_;
}

void LocalExchange::finish() {
  if (!end(Stage::kStreaming)) return;
  loop_.run_or_post([self = shared_from_this()] {
    if (const auto client = self->client()) client->on_end({});
    self->report_sent();
  });
}

void LocalExchange::break_off() {
  if (!end(Stage::kStreaming) && !end(Stage::kOpen)) return;
  loop_.run_or_post([self = shared_from_this()] {
    const auto client = self->client();
    if (client != nullptr)
      client->on_end(std::unexpected(Failure{FailureKind::kUnreachable, "broken off"}));
  });
}

std::shared_ptr<WebSocket> LocalExchange::accept_websocket(std::string) { return nullptr; }

}  // namespace skerry::host
