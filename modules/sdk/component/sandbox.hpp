#pragma once

#include "modules/sdk/component/types.hpp"
#include "modules/sdk/sandbox.hpp"

namespace skerry::component {

class Sandbox final : public SandboxPort {
 public:
  void run(OpId op, SandboxLanguage language, std::string_view program, std::string_view arguments,
           const SandboxLimits& limits) override {
    host::sandbox::Run(op, static_cast<host::sandbox::Language>(language), program, arguments,
                       {limits.steps_max, limits.memory_bytes_max, limits.output_bytes_max,
                        limits.console_bytes_max});
  }
  void cancel(OpId op) override { host::sandbox::Cancel(op); }
};

}  // namespace skerry::component

namespace exports::skerry::host::sandbox_events {

void OnReport(std::uint64_t op,
              std::expected<wit::string, ::skerry::host::types::Failure> outcome) {
  ::skerry::component::instance().on_report(op, ::skerry::component::to_result(outcome));
}

}  // namespace exports::skerry::host::sandbox_events
