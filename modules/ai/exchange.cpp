#include "modules/ai/exchange.hpp"

#include <algorithm>
#include <cmath>

#include "modules/ai/retry.hpp"
#include "modules/sdk/join.hpp"

namespace skerry::ai {

namespace {

using Kind = ModelFailureKind;

std::unique_ptr<AnswerReader> reader_for(Provider provider) {
  if (provider == Provider::kAnthropic) return anthropic::make_reader();
  if (provider == Provider::kWorkersAi) return workers_ai::make_reader();
  return chat::make_reader();
}

FetchRequest fetch_request(const Endpoint& endpoint, const WireRequest& request) {
  if (endpoint.provider == Provider::kAnthropic) return anthropic::request_to(endpoint, request);
  if (endpoint.provider == Provider::kWorkersAi) return workers_ai::request_to(request);
  return chat::request_to(endpoint, request);
}

/// Whether servers differ in what they know, and say so in their refusals.
bool may_lack_something(Provider provider) {
  return provider == Provider::kCompatible || provider == Provider::kWorkersAi;
}

}  // namespace

Exchange::Exchange(Ports ports, Endpoint endpoint, WireRequest request, Limits limits)
    : ports_(ports),
      endpoint_(std::move(endpoint)),
      request_(std::move(request)),
      limits_(limits),
      reader_(reader_for(endpoint_.provider)) {}

Task<Exchange::Outcome> Exchange::begin() {
  auto opened = co_await open();
  if (!opened || answer().complete || !answer().text.empty()) co_return opened;
  co_return co_await advance();
}

Task<Exchange::Outcome> Exchange::advance() {
  const std::size_t had_bytes = answer().text.size();
  while (!answer().complete && answer().text.size() <= had_bytes) {
    auto read = co_await read_piece();
    if (!read) co_return read;
  }
  co_return Outcome();
}

Task<Exchange::Outcome> Exchange::finish_from_start() {
  if (auto opened = co_await open(); !opened) co_return opened;
  while (!answer().complete) {
    auto read = co_await read_piece();
    if (!read) co_return read;
  }
  co_return Outcome();
}

Task<Exchange::Outcome> Exchange::open() {
  const auto limit = limit_ms(limits_.first_byte_ms);
  begins_by_ms_ = ports_.clock.monotonic_ms() + limits_.first_byte_ms;
  if (!limit) co_return std::unexpected(fault(Kind::kTimedOut, "no time was left"));
  auto stream = co_await with_timeout(
      ports_.timers, fetch_stream(ports_.fetch, fetch_request(endpoint_, request_)), *limit);
  if (!stream) co_return std::unexpected(fault_of(stream.error()));
  stream_ = std::make_unique<FetchStream>(std::move(*stream));
  status_ = stream_->status();
  if (const auto kind = failure_of_status(*status_)) {
    co_return std::unexpected(co_await refusal_of(*kind));
  }
  // Some servers pass over what they do not know and answer in one piece.
  if (!stream_->head().get("content-type").contains("text/event-stream")) {
    co_return co_await read_whole();
  }
  co_return Outcome();
}

Task<Exchange::Outcome> Exchange::read_piece() {
  auto piece = co_await next();
  if (!piece) co_return std::unexpected(std::move(piece.error()));
  if (!*piece) {
    co_return std::unexpected(fault(Kind::kTruncated, "the stream ended without its terminator"));
  }
  const auto events = parser_.feed(**piece);
  if (!events) co_return std::unexpected(fault(Kind::kBadAnswer, "an event beyond its limit"));
  begun_ = begun_ || !events->empty();
  for (const SseEvent& event : *events) {
    if (auto read = reader_->read_event(event); !read) {
      co_return std::unexpected(fault(read.error().kind, std::move(read.error().message)));
    }
    if (answer().complete) break;
  }
  if (answer().complete) co_await let_end();
  co_return Outcome();
}

Task<void> Exchange::let_end() {
  const auto limit = limit_ms(limits::kStreamEndMs);
  if (limit) co_await with_timeout(ports_.timers, stream_->read(), *limit);
  stream_.reset();
}

Task<Exchange::Outcome> Exchange::read_whole() {
  std::string body;
  while (true) {
    auto piece = co_await next();
    if (!piece) co_return std::unexpected(std::move(piece.error()));
    if (!*piece) break;
    begun_ = true;
    body += **piece;
    if (body.size() > limits::kWholeBytesMax) {
      co_return std::unexpected(fault(Kind::kBadAnswer, "an answer beyond its limit"));
    }
  }
  stream_.reset();
  if (auto read = reader_->read_whole(body); !read) {
    ExchangeFault unread = fault(read.error().kind, std::move(read.error().message));
    // Some models of Workers AI answer with nothing where they cannot stream.
    if (endpoint_.provider == Provider::kWorkersAi && !request_.lacks.streaming) {
      unread.lacks = request_.lacks;
      unread.lacks->streaming = true;
    }
    co_return std::unexpected(std::move(unread));
  }
  co_return Outcome();
}

Task<ExchangeFault> Exchange::refusal_of(ModelFailureKind kind) {
  begun_ = true;
  ExchangeFault refusal = fault(kind, {});
  if (const auto wish = retry_after_ms(stream_->head(), ports_.clock.now_ms())) {
    refusal.retry_after_ms = std::min(*wish, limits::kRetryAfterToldMaxMs);
  }
  std::string body;
  while (body.size() < limits::kErrorBytesMax) {
    auto piece = co_await next();
    // The status says enough when the words do not come.
    if (!piece || !*piece) break;
    body += **piece;
  }
  stream_.reset();
  refusal.message = message_in_error(body);
  refusal.lasting = is_quota_exhausted(body);
  if (may_lack_something(endpoint_.provider)) {
    refusal.lacks = chat::lacks_shown_by(status_.value_or(0), body, request_);
  }
  co_return refusal;
}

Task<std::expected<std::optional<std::string>, ExchangeFault>> Exchange::next() {
  auto limit = limit_ms(limits_.between_chunks_ms);
  // A server that waits itself may send comments meanwhile: they begin no answer.
  if (limit && !begun_) {
    const double left_ms = std::max(begins_by_ms_ - ports_.clock.monotonic_ms(), 1.0);
    limit = std::min(*limit, static_cast<std::uint64_t>(std::ceil(left_ms)));
  }
  if (!limit) co_return std::unexpected(fault(Kind::kTimedOut, "the model call's time is over"));
  auto piece = co_await with_timeout(ports_.timers, stream_->read(), *limit);
  if (!piece) co_return std::unexpected(fault_of(piece.error()));
  wire_bytes_ += *piece ? (*piece)->size() : 0;
  if (wire_bytes_ > limits::kWireBytesMax) {
    co_return std::unexpected(fault(Kind::kBadAnswer, "an answer beyond its limit"));
  }
  co_return std::move(*piece);
}

std::optional<std::uint64_t> Exchange::limit_ms(std::uint32_t limit_ms) const {
  const double left_ms = limits_.ends_ms - ports_.clock.monotonic_ms();
  if (left_ms <= 0) return std::nullopt;
  return std::min<std::uint64_t>(limit_ms, static_cast<std::uint64_t>(std::ceil(left_ms)));
}

ExchangeFault Exchange::fault_of(const Failure& failure) const {
  switch (failure.kind) {
    case FailureKind::kTimedOut:
      return fault(Kind::kTimedOut,
                   status_ ? "no more of the answer came in time" : "no answer began in time");
    case FailureKind::kNotUtf8:
      return fault(Kind::kBadAnswer, "the answer is not UTF-8");
    case FailureKind::kLimitExceeded:
      return fault(Kind::kBadAnswer, "an answer beyond the host's limit");
    case FailureKind::kDenied:
      return fault(Kind::kRejected,
                   "the host does not allow this address (fetch_private_addresses)");
    default:
      return fault(Kind::kUnreachable, failure.detail);
  }
}

ExchangeFault Exchange::fault(ModelFailureKind kind, std::string message) const {
  return {.kind = kind, .status = status_, .message = std::move(message)};
}

}  // namespace skerry::ai
