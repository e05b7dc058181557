#include "modules/fn/adjustable_limits.hpp"

#include "modules/sandbox/sandbox_abi.hpp"
#include "modules/sdk/whole_number.hpp"

namespace skerry::fn {

std::uint64_t value_of(ConfigPort& config, const AdjustableLimit& limit) {
  const auto text = config.get(limit.name);
  if (!text) return limit.otherwise;
  const auto value = read_whole_number(*text);
  return value && *value >= limit.minimum && *value <= limit.maximum ? *value : limit.otherwise;
}

std::uint64_t sandbox_work_steps(ConfigPort& config) {
  return value_of(config, kSandboxWorkMs) * sandbox::kStepsPerMillisecond;
}

}  // namespace skerry::fn
