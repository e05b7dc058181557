#include "modules/ai/budget.hpp"

#include <algorithm>

#include "modules/sdk/assert.hpp"

namespace skerry::ai {

std::uint64_t estimated_tokens(std::string_view text) {
  constexpr std::uint64_t kAsciiPerToken = 3;
  std::uint64_t ascii = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80) ++ascii;
  }
  return (ascii + kAsciiPerToken - 1) / kAsciiPerToken + (text.size() - ascii);
}

bool Reservation::fits(const std::vector<std::shared_ptr<Budget>>& budgets, std::uint64_t tokens) {
  return std::ranges::all_of(budgets,
                             [&](const auto& budget) { return tokens <= budget->tokens_left(); });
}

Reservation::Reservation(std::vector<std::shared_ptr<Budget>> budgets, std::uint64_t tokens)
    : budgets_(std::move(budgets)), tokens_(tokens) {
  SKERRY_ASSERT(fits(budgets_, tokens));
  for (const auto& budget : budgets_) budget->reserved_tokens += tokens_;
}

Reservation::~Reservation() {
  for (const auto& budget : budgets_) budget->reserved_tokens -= tokens_;
}

void Reservation::spend(const Usage& usage) {
  for (const auto& budget : budgets_) budget->spent += usage;
}

const Budget& tightest_of(const std::vector<std::shared_ptr<Budget>>& budgets) {
  SKERRY_ASSERT(!budgets.empty());
  return **std::ranges::min_element(
      budgets, {}, [](const std::shared_ptr<Budget>& budget) { return budget->tokens_left(); });
}

}  // namespace skerry::ai
