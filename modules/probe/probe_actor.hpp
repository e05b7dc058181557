#pragma once

#include "modules/probe/ledger.hpp"
#include "modules/probe/routes.hpp"

namespace skerry::probe {

/// The probe as an actor: besides the common routes, `/socket` accepts a WebSocket, and each event
/// other than a request runs the steps stored for it and notes itself in the table `noted`.
/// The socket message `after:<seq>` asks for what was noted since.
class ProbeActor final : public Module {
 public:
  explicit ProbeActor(StepPorts ports) : ports_(ports), routes_(ports), ledger_(ports) {}

  Task<Answer> on_request(Request request) override;
  Task<void> on_alarm(std::uint32_t attempt) override;
  Task<void> on_socket_open(std::string socket) override;
  Task<void> on_socket_message(std::string socket, std::string text) override;
  Task<void> on_socket_close(std::string socket, std::uint16_t code, std::string reason) override;

 private:
  void prepare();
  void note(std::string_view event, std::string_view detail);
  /// Sends a socket the messages noted after this number.
  void replay(std::string_view socket, std::string_view after);
  Task<Json> run_stored(std::string event);

  StepPorts ports_;
  Routes routes_;
  Ledger ledger_;
};

}  // namespace skerry::probe
