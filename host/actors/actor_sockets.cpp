#include <algorithm>
#include <format>
#include <random>

#include "host/actors/actor.hpp"

namespace skerry::host {
namespace {

constexpr std::uint16_t kNoHandshake = 1006;

std::string make_socket_id() {
  // `random_device` is the system's cryptographic generator.
  std::random_device random;
  std::string id = "ws_";
  for (int i = 0; i < 4; ++i) id += std::format("{:08x}", random());
  return id;
}

}  // namespace

void Actor::close_stale_sockets() {
  // Rows of sockets that a process before this one had open.
  if (!database_->begin_event()) return;
  const auto ids = database_->sockets();
  static_cast<void>(database_->end_event());
  if (!ids) return;
  for (const auto& id : *ids) {
    if (!sockets_->contains(id)) deliver_socket_close(id, kNoHandshake, "");
  }
}

std::string Actor::accept_socket(OpId id) {
  const auto request = find_request(id);
  if (request == nullptr || request->over || request->state != HttpRequest::State::kOpen) return {};
  request->state = HttpRequest::State::kAnswered;
  const std::string socket = make_socket_id();
  require(database_->add_socket(socket));
  perform_later([this, request, socket] {
    if (request->over) return deliver_socket_close(socket, kNoHandshake, "");
    forget_request(request->id);
    auto accepted = request->inbound.exchange->accept_websocket(request->inbound.answer_head);
    if (accepted == nullptr) return deliver_socket_close(socket, kNoHandshake, "");
    (*sockets_)[socket] = accepted;
    deliver_socket_open(socket);
    hooks_.on_socket(socket, accepted);
  });
  return socket;
}

void Actor::send_socket(std::string_view socket, std::string_view text) {
  perform_later(
      [this, socket = std::string(socket), text = std::string(text)]() mutable {
        const auto found = sockets_->find(socket);
        if (found != sockets_->end()) found->second->send(std::move(text));
      },
      text.size());
}

void Actor::close_socket(std::string_view socket, std::uint16_t code, std::string_view reason) {
  perform_later([this, socket = std::string(socket), code, reason = std::string(reason)] {
    const auto found = sockets_->find(socket);
    if (found != sockets_->end()) found->second->close(code, reason);
  });
}

std::string Actor::list_sockets() {
  const auto ids = database_->sockets();
  if (!ids) {
    trap("actor storage: " + ids.error().detail);
    return {};
  }
  std::string lines;
  for (const auto& id : *ids) lines += id + "\n";
  return lines;
}

void Actor::deliver_socket_open(std::string socket) {
  enqueue({.call = [socket = std::move(socket)](Instance& instance) {
    return instance.call(Event::kSocketOpen, socket);
  }});
}

void Actor::deliver_socket_message(std::string socket, std::string text,
                                   std::shared_ptr<void> receipt) {
  enqueue(
      {.call =
           [socket = std::move(socket), text = std::move(text), receipt = std::move(receipt)](
               Instance& instance) { return instance.call(Event::kSocketMessage, socket, text); },
       .refuse = {}});
}

void Actor::deliver_socket_close(std::string socket, std::uint16_t code, std::string reason) {
  enqueue({.call = [this, socket = std::move(socket), code,
                    reason = std::move(reason)](Instance& instance) {
    // A failure shows when the event ends.
    static_cast<void>(database_->remove_socket(socket));
    return instance.call(Event::kSocketClose, socket, code, reason);
  }});
}

}  // namespace skerry::host
