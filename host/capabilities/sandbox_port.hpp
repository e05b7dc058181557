#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "host/engine/value.hpp"
#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// A program that nobody trusts.
struct SandboxProgram {
  bool typescript = false;
  std::string source;
  /// A JSON array.
  std::string arguments;
  SandboxLimits limits;
  /// Whoever it is run for; owners take turns where there are more runs than threads.
  std::string owner = {};
  /// Whichever of the owner's requests it is run for; these take turns too.
  std::string request = {};
};

/// Runs programs apart from every event loop.
class SandboxPort {
 public:
  /// The report of `modules/sandbox/REPORT.md`, or why there is none.
  using Done = std::function<void(std::expected<std::string, Failure>)>;
  /// A run under way; destroying it ends the run, whose outcome nobody hears then.
  class Run {
   public:
    virtual ~Run() = default;
  };

  virtual ~SandboxPort() = default;
  /// Starts a run. `done` is called once, on any thread, unless the run was destroyed before; never
  /// before this returns.
  [[nodiscard]] virtual std::unique_ptr<Run> start(SandboxProgram program, Done done) = 0;
};

}  // namespace skerry::host
