#include <algorithm>
#include <memory>
#include <string>

#include "host/capabilities/base64.hpp"
#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/http@0.1.0";

using State = HttpRequest::State;

/// A request that may still be answered, or null: the answer may have crossed the client's leaving.
std::shared_ptr<HttpRequest> find_open(Guest& guest, OpId id, State state) {
  auto request = guest.find_request(id);
  if (request == nullptr || request->over || request->state != state) return nullptr;
  return request;
}

void respond(Guest& guest, std::uint64_t id, std::uint16_t status, std::string_view head,
             std::string_view body) {
  const auto request = find_open(guest, id, State::kOpen);
  if (request == nullptr) return;
  request->state = State::kAnswered;
  guest.perform_later(
      [&guest, request, status, head = std::string(head), body = std::string(body)]() mutable {
        if (request->over) return;
        guest.note_answered(*request);
        request->inbound.exchange->respond(status, request->inbound.answer_head + head,
                                           std::move(body));
      },
      head.size() + body.size());
}

void begin(Guest& guest, std::uint64_t id, std::uint16_t status, std::string_view head) {
  const auto request = find_open(guest, id, State::kOpen);
  if (request == nullptr) return;
  request->state = State::kStreaming;
  guest.perform_later(
      [request, status, head = std::string(head)] {
        if (request->over) return;
        request->begun = true;
        request->inbound.exchange->begin(status, request->inbound.answer_head + head);
      },
      head.size());
}

/// Sends what one event has written to a streamed answer.
void perform_write(Guest& guest, HttpRequest& request, std::string bytes) {
  if (request.over) return;
  request.waiting_bytes = request.inbound.exchange->write(std::move(bytes));
  // The module was told a bound; when the client turns out to be quick enough, nobody else will
  // tell it that it may go on.
  if (!request.awaits_drain || request.waiting_bytes > kStreamBufferBytes) return;
  request.awaits_drain = false;
  guest.request_drained(request.id);
}

std::uint64_t write_bytes(Guest& guest, std::uint64_t id, std::string bytes) {
  const auto request = find_open(guest, id, State::kStreaming);
  if (request == nullptr) return 0;
  request->waiting_bytes += bytes.size();
  if (request->waiting_bytes > kStreamBufferBytes) request->awaits_drain = true;
  if (request->written != nullptr && request->written_in_event == guest.event_number()) {
    if (guest.hold(bytes.size())) *request->written += bytes;
    return request->waiting_bytes;
  }
  const std::size_t size = bytes.size();
  request->written = std::make_shared<std::string>(std::move(bytes));
  request->written_in_event = guest.event_number();
  guest.perform_later(
      [&guest, request, written = request->written] {
        perform_write(guest, *request, std::move(*written));
      },
      size);
  return request->waiting_bytes;
}

std::uint64_t write(Guest& guest, std::uint64_t id, std::string_view text) {
  return write_bytes(guest, id, std::string(text));
}

std::uint64_t write_base64(Guest& guest, std::uint64_t id, std::string_view data) {
  auto bytes = decode_base64(data);
  if (!bytes) {
    guest.trap("write-base64: the data is no base64");
    return 0;
  }
  return write_bytes(guest, id, std::move(*bytes));
}

void end_stream(Guest& guest, std::uint64_t id, bool whole) {
  const auto request = find_open(guest, id, State::kStreaming);
  if (request == nullptr) return;
  request->state = State::kAnswered;
  guest.perform_later([&guest, request, whole] {
    if (request->over) return;
    guest.note_answered(*request);
    if (whole) return request->inbound.exchange->finish();
    request->inbound.exchange->break_off();
    guest.forget_request(request->id);
  });
}

void finish(Guest& guest, std::uint64_t id) { end_stream(guest, id, true); }
void break_off(Guest& guest, std::uint64_t id) { end_stream(guest, id, false); }

void forward(Guest& guest, std::uint64_t id, Destination to, std::string_view path,
             std::string_view principal, std::string_view head) {
  const auto request = find_open(guest, id, State::kOpen);
  if (request == nullptr) return;
  request->state = State::kAnswered;
  guest.perform_later(
      [&guest, request, to = std::move(to), path = std::string(path),
       principal = std::string(principal), head = std::string(head)] {
        if (request->over) return;
        const Inbound& old = request->inbound;
        Inbound next{.exchange = old.exchange,
                     .head = with_path(old.head, path),
                     .principal = principal,
                     .answer_head = old.answer_head + head,
                     .body = old.body};
        guest.forget_request(request->id);
        guest.environment().dispatcher->dispatch(to, std::move(next));
      },
      path.size() + principal.size() + head.size());
}

void read_body(Guest& guest, std::uint64_t id, std::uint64_t bytes_max) {
  const auto request = find_open(guest, id, State::kOpen);
  if (request == nullptr) return;
  if (request->body_asked) return guest.trap("read-body: the body was asked for before");
  request->body_asked = true;
  guest.start(id, Event::kHttpBody, [request, bytes_max](const Ticket& ticket) {
    if (const auto& body = request->inbound.body) {
      const bool fits = !*body || (*body)->size() <= bytes_max;
      return ticket.finish(
          Event::kHttpBody,
          fits ? *body
               : std::expected<std::string, Failure>(std::unexpected(Failure{
                     FailureKind::kLimitExceeded, "body_bytes_max=" + std::to_string(bytes_max)})));
    }
    request->inbound.exchange->read_body(std::min(bytes_max, kBodyTextBytesMax),
                                         [ticket](std::expected<std::string, Failure> body) {
                                           ticket.finish(Event::kHttpBody, std::move(body));
                                         });
  });
}

}  // namespace

void add_http(Imports& imports) {
  imports.add<&respond>(kInterface, "respond");
  imports.add<&begin>(kInterface, "begin");
  imports.add<&write>(kInterface, "write");
  imports.add<&write_base64>(kInterface, "write-base64");
  imports.add<&finish>(kInterface, "finish");
  imports.add<&break_off>(kInterface, "break-off");
  imports.add<&forward>(kInterface, "forward");
  imports.add<&read_body>(kInterface, "read-body");
}

}  // namespace skerry::host
