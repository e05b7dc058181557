#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/ai/usage.hpp"

namespace skerry::ai {

/// Tokens that a job, session or tenant may use, and what it has used. Plain data: whoever owns it
/// keeps `spent` where it must survive.
struct Budget {
  std::uint64_t tokens_max = 0;
  Usage spent = {};
  /// Set aside for calls under way, so that two at once cannot use the same remainder.
  std::uint64_t reserved_tokens = 0;
  /// Whose it is, for reports: `call`, `job` or `tenant`. Refers to a constant.
  std::string_view owner = "call";
  /// When all of it is there again, in milliseconds since 1970; none for what is never filled up.
  std::optional<double> renewed_ms = {};

  [[nodiscard]] std::uint64_t tokens_left() const {
    const std::uint64_t taken = spent.tokens() + reserved_tokens;
    return tokens_max > taken ? tokens_max - taken : 0;
  }
};

/// About how many tokens a text is, rather too many than too few: three ASCII characters, or one
/// byte of any other, count as one.
[[nodiscard]] std::uint64_t estimated_tokens(std::string_view text);

/// Tokens set aside in several budgets; gives back what was not spent when it is destroyed.
class Reservation {
 public:
  /// Nothing is set aside unless every budget has `tokens` left.
  [[nodiscard]] static bool fits(const std::vector<std::shared_ptr<Budget>>& budgets,
                                 std::uint64_t tokens);

  Reservation(std::vector<std::shared_ptr<Budget>> budgets, std::uint64_t tokens);
  Reservation(Reservation&& other) noexcept
      : budgets_(std::move(other.budgets_)), tokens_(std::exchange(other.tokens_, 0)) {
    other.budgets_.clear();
  }
  Reservation(const Reservation&) = delete;
  Reservation& operator=(const Reservation&) = delete;
  Reservation& operator=(Reservation&&) = delete;
  ~Reservation();

  /// Counts what a request really took.
  void spend(const Usage& usage);

 private:
  std::vector<std::shared_ptr<Budget>> budgets_;
  std::uint64_t tokens_;
};

/// The budget with the least left. There must be one.
[[nodiscard]] const Budget& tightest_of(const std::vector<std::shared_ptr<Budget>>& budgets);

}  // namespace skerry::ai
