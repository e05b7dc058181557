#include "modules/sdk/simulation/simulated_actor.hpp"

#include <algorithm>
#include <utility>

namespace skerry::simulation {

void SimulatedAlarm::schedule(double delay_ms, bool repeated) {
  if (!repeated) attempt_ = 0;
  const std::uint64_t version = ++version_;
  world_.deliver_to_any(delay_ms, [this, version](Instance& instance) {
    if (version != version_) return;
    ++deliveries;
    ++attempt_;
    at_ms_.reset();
    handling_ = true;
    instance.on_alarm(attempt_);
  });
}

void SimulatedAlarm::commit() {
  const bool handled = std::exchange(handling_, false);
  if (at_ms_ == before_ms_ && !handled) return;
  if (!at_ms_) {
    ++version_;
    return;
  }
  schedule(std::max(0.0, static_cast<double>(*at_ms_) - world_.now_ms()), false);
}

void SimulatedAlarm::roll_back() {
  at_ms_ = before_ms_;
  if (std::exchange(handling_, false)) schedule(kRetryDelayMs, true);
}

std::string SimulatedSockets::accept(OpId request) {
  http_.upgrade(request);
  const std::string id = "ws" + std::to_string(request);
  world_.effect([this, id] {
    sockets[id] = {};
    world_.deliver_to_any(0, [id](Instance& instance) { instance.on_socket_open(id); });
  });
  return id;
}

void SimulatedSockets::send(std::string_view socket, std::string_view text) {
  world_.effect([this, id = std::string(socket), message = std::string(text)] {
    const auto found = sockets.find(id);
    if (found != sockets.end() && found->second.open) found->second.received.push_back(message);
  });
}

void SimulatedSockets::close(std::string_view socket, std::uint16_t code, std::string_view) {
  world_.effect([this, id = std::string(socket), code] {
    const auto found = sockets.find(id);
    if (found == sockets.end() || !found->second.open) return;
    found->second.open = false;
    found->second.close_code = code;
    world_.deliver_to_any(world_.latency_ms(), [id, code](Instance& instance) {
      instance.on_socket_close(id, code, "");
    });
  });
}

std::vector<std::string> SimulatedSockets::list() {
  std::vector<std::string> open;
  for (const auto& [id, socket] : sockets) {
    if (socket.open) open.push_back(id);
  }
  return open;
}

void SimulatedSockets::client_send(const std::string& socket, std::string text) {
  world_.deliver_to_any(world_.latency_ms(),
                        [this, socket, text = std::move(text)](Instance& instance) {
                          if (sockets.at(socket).open) instance.on_socket_message(socket, text);
                        });
}

void SimulatedSockets::client_close(const std::string& socket, std::uint16_t code) {
  world_.deliver_to_any(world_.latency_ms(), [this, socket, code](Instance& instance) {
    Socket& state = sockets.at(socket);
    if (!std::exchange(state.open, false)) return;
    state.close_code = code;
    instance.on_socket_close(socket, code, "");
  });
}

}  // namespace skerry::simulation
