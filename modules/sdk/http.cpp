#include "modules/sdk/http.hpp"

#include "modules/sdk/assert.hpp"
#include "modules/sdk/limits.hpp"

namespace skerry {

std::string_view Request::path() const {
  const std::string_view target = head.get(":path");
  return target.substr(0, target.find('?'));
}

std::string_view Request::query() const {
  const std::string_view target = head.get(":path");
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

void Exchange::respond(std::uint16_t status, const Head& head, std::string_view body) {
  SKERRY_ASSERT(open());
  state_ = State::kOver;
  port_.respond(request_, status, head.block(), body);
}

void Exchange::send_blob(std::uint16_t status, const Head& head, std::string_view key) {
  SKERRY_ASSERT(open());
  state_ = State::kOver;
  port_.send_blob(request_, status, head.block(), key);
}

void Exchange::forward(const Destination& to, std::string_view path, std::string_view principal,
                       const Head& head) {
  SKERRY_ASSERT(open());
  state_ = State::kOver;
  port_.forward(request_, to, path, principal, head.block());
}

void Exchange::begin(std::uint16_t status, const Head& head) {
  SKERRY_ASSERT(open());
  state_ = State::kStreaming;
  port_.begin(request_, status, head.block());
}

std::uint64_t Exchange::write(std::string_view text) {
  SKERRY_ASSERT(streaming());
  return port_.write(request_, text);
}

std::uint64_t Exchange::write_base64(std::string_view data) {
  SKERRY_ASSERT(streaming());
  return port_.write_base64(request_, data);
}

void Exchange::finish() {
  SKERRY_ASSERT(streaming());
  state_ = State::kOver;
  port_.finish(request_);
}

void Exchange::break_off() {
  SKERRY_ASSERT(streaming());
  state_ = State::kOver;
  port_.break_off(request_);
}

void Exchange::accepted() {
  SKERRY_ASSERT(open());
  state_ = State::kOver;
}

namespace {

Task<Result<std::string>> read_whole_body(Exchange* exchange, std::uint64_t bytes_max) {
  co_return co_await operation<OperationKind::kRequestBody>(
      [=](OpId request) { exchange->port().read_body(request, bytes_max); }, [](OpId) {})
      .under(exchange->request());
}

}  // namespace

Task<Result<std::string>> read_body(Exchange& exchange, std::uint64_t bytes_max) {
  return read_whole_body(&exchange, bytes_max);
}

ResponseStream::ResponseStream(Exchange& exchange, std::uint16_t status, const Head& head)
    : exchange_(&exchange) {
  exchange.begin(status, head);
}

ResponseStream::~ResponseStream() {
  if (exchange_ != nullptr && exchange_->streaming()) exchange_->break_off();
}

namespace {

Task<void> drained(OpId request) {
  co_await operation<OperationKind::kResponseDrain>([](OpId) {}, [](OpId) {}).under(request);
}

}  // namespace

Task<void> ResponseStream::write(std::string text) {
  if (exchange_->write(text) > limits::kResponseBufferBytes) co_await drained(exchange_->request());
}

Task<void> ResponseStream::write_base64(std::string data) {
  if (exchange_->write_base64(data) > limits::kResponseBufferBytes) {
    co_await drained(exchange_->request());
  }
}

Answered ResponseStream::finish() {
  exchange_->finish();
  return {};
}

}  // namespace skerry
