#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "modules/sdk/task.hpp"

namespace skerry {

enum class SandboxLanguage : std::uint8_t { kJavascript, kTypescript };

struct SandboxLimits {
  std::uint64_t steps_max = 0;
  std::uint32_t memory_bytes_max = 0;
  std::uint32_t output_bytes_max = 0;
  std::uint32_t console_bytes_max = 0;
};

/// Runs programs nobody trusts (`sandbox` of the contract).
class SandboxPort {
 public:
  virtual void run(OpId op, SandboxLanguage language, std::string_view program,
                   std::string_view arguments, const SandboxLimits& limits) = 0;
  virtual void cancel(OpId op) = 0;

 protected:
  ~SandboxPort() = default;
};

namespace detail {

inline Task<Result<std::string>> run(SandboxPort* port, SandboxLanguage language,
                                     std::string program, std::string arguments,
                                     SandboxLimits limits) {
  co_return co_await operation<OperationKind::kSandbox>(
      [&](OpId op) { port->run(op, language, program, arguments, limits); },
      [=](OpId op) { port->cancel(op); });
}

}  // namespace detail

/// Runs the default export of an ES module on `arguments`, a JSON array. The report is JSON, its
/// shape described in `modules/sandbox/README.md`; a failure means that no report was made.
inline Task<Result<std::string>> run(SandboxPort& port, SandboxLanguage language,
                                     std::string program, std::string arguments,
                                     SandboxLimits limits) {
  return detail::run(&port, language, std::move(program), std::move(arguments), limits);
}

}  // namespace skerry
