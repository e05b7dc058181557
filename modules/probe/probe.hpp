#pragma once

#include "modules/probe/routes.hpp"

namespace skerry::probe {

/// The stateless probe: exercises every capability that a front may have.
class Probe final : public Module {
 public:
  explicit Probe(StepPorts ports) : ports_(ports), routes_(ports) {}

  Task<Answer> on_request(Request request) override;
  Task<std::string> on_call(RpcCall call) override;
  Task<QueueVerdict> on_message(QueueMessage message) override;

 private:
  /// Notes that a message came, in the shared database. False when that failed.
  Task<bool> note(Json instructions, QueueMessage message);
  /// Brings a ledger's message to its actor. False when that failed.
  Task<bool> apply(Json instructions);

  StepPorts ports_;
  Routes routes_;
};

}  // namespace skerry::probe
