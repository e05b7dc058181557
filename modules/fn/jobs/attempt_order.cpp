#include "modules/fn/jobs/attempt_order.hpp"

#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/id.hpp"

namespace skerry::fn {
namespace {

/// The order's own values, beside the call's.
constexpr std::size_t kOwnValuesMax = 100;

}  // namespace

std::string order_text(const AttemptOrder& order) {
  return to_text(Json{{"type", order.type},
                      {"classification", order.classification},
                      {"callId", order.call_id},
                      {"tokensSpent", order.tokens_spent},
                      {"call", order.call}});
}

std::optional<AttemptOrder> read_order(std::string_view text) {
  // The call is one level deeper than its caller wrote it, and has the order's values beside it.
  const JsonLimits bounds{.bytes_max = limits::kJobCreationBytesMax,
                          .depth_max = skerry::limits::kJsonDepthMax + 1,
                          .values_max = skerry::limits::kJsonValuesMax + kOwnValuesMax};
  const auto json = read_json(text, bounds);
  if (!json || !json->is_object()) return std::nullopt;
  const Json* classification = find_member(*json, "classification");
  const Json* call = find_member(*json, "call");
  const Json* spent = find_member(*json, "tokensSpent");
  if (classification == nullptr || call == nullptr || !call->is_object() || spent == nullptr ||
      !spent->is_number_integer() || *spent < 0) {
    return std::nullopt;
  }
  return AttemptOrder{.type = text_member(*json, "type"),
                      .classification = *classification,
                      .call_id = text_member(*json, "callId"),
                      .tokens_spent = spent->get<std::uint64_t>(),
                      .call = *call};
}

std::string call_id_of(std::string_view job_id) {
  return std::string(prefix_of(IdKind::kCall))
      .append(job_id.substr(prefix_of(IdKind::kJob).size()));
}

}  // namespace skerry::fn
