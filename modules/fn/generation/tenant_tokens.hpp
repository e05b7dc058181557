#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "modules/ai/budget.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/storage.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// Keeps what models take for each tenant's calls in a day (UTC) within one budget. The count is in
/// the shared storage (migration 0008), so that all instances see it; what others have under way is
/// not in it yet.
///
/// While storage does not answer an instance counts by itself, and writes later. What a request
/// took whose caller went away is written with the tenant's next.
class TenantTokens {
 public:
  /// With a `tokens_max` of 0 there is no limit and nothing is counted. The ports outlive this.
  TenantTokens(Basics basics, StoragePort& storage, std::uint64_t tokens_max)
      : basics_(basics), storage_(storage), tokens_max_(tokens_max) {}
  TenantTokens(const TenantTokens&) = delete;
  TenantTokens& operator=(const TenantTokens&) = delete;

  /// Gives the call its tenant's budget of today, as all instances know it, unless it has one.
  /// `trace` outlives the task.
  [[nodiscard]] Task<void> open(CallTrace* trace);
  /// Writes what the tenant's calls have taken here, when the call had a budget.
  [[nodiscard]] Task<void> close(const CallTrace* trace);

 private:
  /// A tenant's day as this instance knows it.
  struct Day {
    std::int64_t number = 0;
    std::shared_ptr<ai::Budget> budget;
    /// Of what the budget has spent: what storage said last, and what is being written.
    std::uint64_t stored_tokens = 0;
    std::uint64_t writing_tokens = 0;

    [[nodiscard]] std::uint64_t unwritten_tokens() const {
      return budget->spent.tokens() - stored_tokens - writing_tokens;
    }
    /// Storage says that so many tokens were taken, by whomever.
    void learn(std::uint64_t tokens);
  };
  class Write;

  [[nodiscard]] Task<void> synchronise(std::string tenant);
  [[nodiscard]] std::shared_ptr<Day> today_of(const std::string& tenant);
  void forget_settled();

  Basics basics_;
  StoragePort& storage_;
  std::uint64_t tokens_max_;
  std::map<std::string, std::shared_ptr<Day>, std::less<>> days_;
};

}  // namespace skerry::fn
