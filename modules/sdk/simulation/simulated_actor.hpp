#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/actor.hpp"
#include "modules/sdk/alarm.hpp"
#include "modules/sdk/simulation/simulated_http.hpp"
#include "modules/sdk/simulation/world.hpp"
#include "modules/sdk/sockets.hpp"

namespace skerry::simulation {

/// The durable alarm: part of each event's transaction, delivered again after a trap.
class SimulatedAlarm final : public AlarmPort, public Participant {
 public:
  explicit SimulatedAlarm(World& world) : world_(world) { world.join(*this); }

  void set(std::uint64_t at_ms) override { at_ms_ = at_ms; }
  void clear() override { at_ms_.reset(); }
  std::optional<std::uint64_t> get() override { return at_ms_; }

  void begin() override { before_ms_ = at_ms_; }
  void commit() override;
  void roll_back() override;

  /// Deliveries so far, repeated ones included.
  std::uint64_t deliveries = 0;

 private:
  static constexpr double kRetryDelayMs = 1000;

  void schedule(double delay_ms, bool repeated);

  World& world_;
  std::optional<std::uint64_t> at_ms_;
  std::optional<std::uint64_t> before_ms_;
  /// Deliveries scheduled for an alarm that was set anew since are void.
  std::uint64_t version_ = 0;
  std::uint32_t attempt_ = 0;
  bool handling_ = false;
};

/// WebSocket clients of the actor. Sockets survive crashes.
class SimulatedSockets final : public SocketsPort {
 public:
  struct Socket {
    std::vector<std::string> received;  ///< What the client got.
    bool open = true;
    std::uint16_t close_code = 0;
  };

  SimulatedSockets(World& world, SimulatedHttp& http) : world_(world), http_(http) {}

  std::string accept(OpId request) override;
  void send(std::string_view socket, std::string_view text) override;
  void close(std::string_view socket, std::uint16_t code, std::string_view reason) override;
  std::vector<std::string> list() override;

  /// The client says or ends something.
  void client_send(const std::string& socket, std::string text);
  void client_close(const std::string& socket, std::uint16_t code);

  std::map<std::string, Socket, std::less<>> sockets;

 private:
  World& world_;
  SimulatedHttp& http_;
};

class SimulatedActor final : public ActorPort {
 public:
  explicit SimulatedActor(World& world) : world_(world) {}
  ActorIdentity self() override { return identity; }
  void destroy() override {
    world_.effect([this] { destroyed = true; });
  }

  ActorIdentity identity{"things", "one"};
  bool destroyed = false;

 private:
  World& world_;
};

}  // namespace skerry::simulation
