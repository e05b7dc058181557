#pragma once

#include "modules/probe/routes.hpp"

namespace skerry::probe {

/// The stateless probe: exercises every capability that a front may have.
class Probe final : public Module {
 public:
  explicit Probe(StepPorts ports) : storage_(ports.storage), routes_(ports) {}

  Task<Answer> on_request(Request request) override;
  Task<std::string> on_call(RpcCall call) override;
  Task<QueueVerdict> on_message(QueueMessage message) override;

 private:
  StoragePort& storage_;
  Routes routes_;
};

}  // namespace skerry::probe
