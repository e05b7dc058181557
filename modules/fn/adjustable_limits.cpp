#include "modules/fn/adjustable_limits.hpp"

#include <charconv>

#include "modules/sandbox/sandbox_abi.hpp"

namespace skerry::fn {

std::uint64_t value_of(ConfigPort& config, const AdjustableLimit& limit) {
  const auto text = config.get(limit.name);
  if (!text) return limit.otherwise;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool whole = error == std::errc() && end == text->data() + text->size();
  return whole && value >= limit.minimum && value <= limit.maximum ? value : limit.otherwise;
}

std::uint64_t sandbox_work_steps(ConfigPort& config) {
  return value_of(config, kSandboxWorkMs) * sandbox::kStepsPerMillisecond;
}

}  // namespace skerry::fn
