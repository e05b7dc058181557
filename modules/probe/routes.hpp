#pragma once

#include "modules/probe/steps.hpp"
#include "modules/sdk/module.hpp"

namespace skerry::probe {

/// The routes that the stateless probe and the actor have in common (README.md).
class Routes {
 public:
  explicit Routes(StepPorts ports) : ports_(ports), steps_(ports) {}

  [[nodiscard]] Task<Answer> answer(Request request);
  [[nodiscard]] Steps& steps() { return steps_; }
  /// Requests that ended before they were answered, in this instance.
  [[nodiscard]] std::uint64_t aborted() const { return aborted_; }

 private:
  Task<Answer> run(Request request);
  Task<Answer> echo(Request request);
  Task<Answer> stream(Request request);
  Task<Answer> hang(Request request);
  Task<Answer> receive(Request request);

  StepPorts ports_;
  Steps steps_;
  std::uint64_t aborted_ = 0;
};

/// The value of a query parameter, undecoded, or `fallback`.
[[nodiscard]] std::string query_value(std::string_view query, std::string_view name,
                                      std::string_view fallback);

}  // namespace skerry::probe
