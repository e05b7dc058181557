#include "modules/ai/breaker.hpp"

#include <algorithm>

#include "modules/ai/limits.hpp"

namespace skerry::ai {

Breakers::State* Breakers::find(Provider provider, std::string_view model) {
  const auto found = states_.find({provider, std::string(model)});
  return found == states_.end() ? nullptr : &found->second;
}

std::expected<void, double> Breakers::admit(Provider provider, std::string_view model,
                                            double now_ms) {
  State* state = find(provider, model);
  if (state == nullptr || state->open_until_ms == 0) return {};
  if (now_ms < state->open_until_ms) return std::unexpected(state->open_until_ms);
  // This one tries; the others wait for what becomes of it.
  state->probing = true;
  state->open_until_ms = now_ms + limits::kBreakerOpenMs;
  return {};
}

void Breakers::succeeded(Provider provider, std::string_view model) {
  states_.erase({provider, std::string(model)});
}

void Breakers::failed(Provider provider, std::string_view model, double now_ms) {
  State* state = find(provider, model);
  if (state == nullptr) {
    // Models come from the allow-list, so this is a bound against a list beyond reason.
    if (states_.size() >= limits::kRememberedModelsMax) states_.erase(states_.begin());
    state = &states_[{provider, std::string(model)}];
  }
  std::erase_if(state->failed_at_ms,
                [&](double at_ms) { return now_ms - at_ms >= limits::kBreakerWindowMs; });
  state->failed_at_ms.push_back(now_ms);
  const bool too_many = state->failed_at_ms.size() >= limits::kBreakerFailuresMax;
  if (!state->probing && !too_many) return;
  state->probing = false;
  state->failed_at_ms.clear();
  state->open_until_ms = now_ms + limits::kBreakerOpenMs;
}

void Breakers::abandoned(Provider provider, std::string_view model, double now_ms) {
  State* state = find(provider, model);
  if (state == nullptr || !state->probing) return;
  state->probing = false;
  state->open_until_ms = now_ms;
}

}  // namespace skerry::ai
