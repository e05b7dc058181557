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

CallLimits call_limits(ConfigPort& config) {
  const auto size_of = [&](const AdjustableLimit& limit) {
    return static_cast<std::size_t>(value_of(config, limit));
  };
  return {.description_characters_max = size_of(kDescriptionCharacters),
          .context_characters_max = size_of(kContextCharacters),
          .args_bytes_max = size_of(kArgsBytes),
          .schema_bytes_max = size_of(kSchemaBytes),
          .timeout_ms_max = static_cast<std::uint32_t>(value_of(config, kCallTimeout)),
          .batch_calls_max = size_of(kBatchCalls)};
}

std::uint64_t sandbox_work_steps(ConfigPort& config) {
  return value_of(config, kSandboxWorkMs) * sandbox::kStepsPerMillisecond;
}

}  // namespace skerry::fn
