#include "modules/fn/generation/attempts.hpp"

#include <utility>

#include "modules/ai/failure.hpp"

namespace skerry::fn {

void add_failed(RouteAttempts& attempts, std::string_view route, const ai::Attempt& failed) {
  attempts.push_back({route, std::string(ai::name_of(failed.kind)), failed.provider, failed.model});
}

Json to_json(const RouteAttempts& attempts) {
  Json list = Json::array();
  for (const RouteAttempt& attempt : attempts) {
    Json entry = {{"route", attempt.route},
                  {"outcome", attempt.reason.empty() ? "succeeded" : "failed"}};
    if (!attempt.reason.empty()) entry["reason"] = attempt.reason;
    entry["provider"] = ai::name_of(attempt.provider);
    if (!attempt.model.empty()) entry["model"] = attempt.model;
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace skerry::fn
