#include "modules/fn/jobs/creation.hpp"

#include "modules/fn/jobs/limits.hpp"

namespace skerry::fn {
namespace {

/// The members around the call, beside the call's own values and depth.
constexpr std::size_t kOwnValuesMax = 1'000;

}  // namespace

std::uint64_t default_timeout_ms(std::string_view type) {
  if (type == "human") return limits::kHumanJobTimeoutMs;
  if (type == "agentic") return limits::kAgenticJobTimeoutMs;
  return limits::kComputedJobTimeoutMs;
}

std::string creation_text(const JobCreation& creation, std::string_view call) {
  Json json = {{"tenant", creation.tenant}, {"requestId", creation.request_id},
               {"type", creation.type},     {"classification", creation.classification},
               {"before", creation.before}, {"callbackUrl", creation.callback_url}};
  if (creation.timeout_ms) json["timeoutMs"] = *creation.timeout_ms;
  std::string text = to_text(json);
  text.pop_back();
  return text.append(R"(,"call":)").append(call).append("}");
}

std::optional<JobCreation> read_creation(std::string_view text) {
  const JsonLimits bounds{.bytes_max = limits::kJobCreationBytesMax,
                          .depth_max = skerry::limits::kJsonDepthMax + 1,
                          .values_max = skerry::limits::kJsonValuesMax + kOwnValuesMax};
  const auto json = read_json(text, bounds);
  if (!json) return std::nullopt;
  const Json* classification = find_member(*json, "classification");
  const Json* before = find_member(*json, "before");
  const Json* call = find_member(*json, "call");
  const Json* timeout = find_member(*json, "timeoutMs");
  JobCreation creation{.tenant = text_member(*json, "tenant"),
                       .request_id = text_member(*json, "requestId"),
                       .type = text_member(*json, "type"),
                       .classification = classification == nullptr ? Json() : *classification,
                       .before = before == nullptr ? Json::object() : *before,
                       .timeout_ms = {},
                       .callback_url = text_member(*json, "callbackUrl"),
                       .call = call == nullptr ? Json() : *call};
  if (timeout != nullptr && timeout->is_number_integer() && *timeout > 0) {
    creation.timeout_ms = timeout->get<std::uint64_t>();
  }
  if (creation.tenant.empty() || creation.type.empty() || !creation.call.is_object()) {
    return std::nullopt;
  }
  return creation;
}

}  // namespace skerry::fn
