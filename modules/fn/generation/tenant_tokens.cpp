#include "modules/fn/generation/tenant_tokens.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "modules/fn/generation/limits.hpp"

namespace skerry::fn {
namespace {

constexpr double kMsPerDay = 24.0 * 60 * 60 * 1'000;

constexpr std::string_view kAdd =
    "INSERT INTO model_tokens (day, tenant, tokens) VALUES (?, ?, ?) "
    "ON CONFLICT (day, tenant) DO UPDATE SET tokens = tokens + excluded.tokens";
constexpr std::string_view kSweep = "DELETE FROM model_tokens WHERE day < ?";
constexpr std::string_view kRead = "SELECT tokens FROM model_tokens WHERE day = ? AND tenant = ?";

/// The number in the first row of what was read; 0 without a row.
std::uint64_t tokens_in(const std::vector<SqlRows>& results) {
  const Json& rows = results.back().rows;
  if (rows.empty() || rows[0].empty() || !rows[0][0].is_number()) return 0;
  return static_cast<std::uint64_t>(std::max(rows[0][0].get<double>(), 0.0));
}

}  // namespace

/// Tokens on their way to storage. What becomes of a write that is given up is not known; it is
/// taken to have happened, as what was sent mostly has.
class TenantTokens::Write {
 public:
  explicit Write(Day& day) : day_(day), tokens_(day.unwritten_tokens()) {
    day_.writing_tokens += tokens_;
  }
  Write(const Write&) = delete;
  Write& operator=(const Write&) = delete;
  ~Write() {
    if (settled_) return;
    day_.writing_tokens -= tokens_;
    day_.stored_tokens += tokens_;
  }

  [[nodiscard]] std::uint64_t tokens() const { return tokens_; }
  void failed() {
    settled_ = true;
    day_.writing_tokens -= tokens_;
  }
  void succeeded(std::uint64_t total_tokens) {
    failed();
    // They are among what storage says now.
    day_.budget->spent = {.input_tokens = day_.budget->spent.tokens() - tokens_};
    day_.learn(total_tokens);
  }

 private:
  Day& day_;
  std::uint64_t tokens_;
  bool settled_ = false;
};

void TenantTokens::Day::learn(std::uint64_t tokens) {
  // Answers may overtake each other.
  if (tokens <= stored_tokens) return;
  budget->spent.input_tokens += tokens - stored_tokens;
  stored_tokens = tokens;
}

Task<void> TenantTokens::open(CallTrace* trace) {
  if (tokens_max_ == 0 || trace->tenant_budget != nullptr) co_return;
  co_await synchronise(trace->tenant);
  trace->tenant_budget = today_of(trace->tenant)->budget;
}

Task<void> TenantTokens::close(const CallTrace* trace) {
  if (trace->tenant_budget == nullptr) co_return;
  if (today_of(trace->tenant)->unwritten_tokens() > 0) co_await synchronise(trace->tenant);
}

Task<void> TenantTokens::synchronise(std::string tenant) {
  const std::shared_ptr<Day> day = today_of(tenant);
  Write write(*day);
  std::vector<SqlStatement> statements;
  if (write.tokens() > 0) {
    statements.push_back({std::string(kAdd), Json::array({day->number, tenant, write.tokens()})});
    statements.push_back(
        {std::string(kSweep), Json::array({day->number - limits::kTokenDaysKept})});
  }
  statements.push_back({std::string(kRead), Json::array({day->number, std::move(tenant)})});
  const auto results = co_await batch(storage_, std::move(statements));
  if (results) {
    write.succeeded(tokens_in(*results));
    co_return;
  }
  write.failed();
  basics_.log.write(LogLevel::kWarning, "a tenant's tokens are counted by this instance alone",
                    to_text(Json{{"failure", name_of(results.error().kind)},
                                 {"detail", results.error().detail}}));
}

std::shared_ptr<TenantTokens::Day> TenantTokens::today_of(const std::string& tenant) {
  const auto number = static_cast<std::int64_t>(std::floor(basics_.clock.now_ms() / kMsPerDay));
  if (!days_.contains(tenant) && days_.size() >= limits::kTenantsCountedMax) forget_settled();
  std::shared_ptr<Day>& day = days_[tenant];
  // Calls of yesterday keep their budget; nobody asks any more what they took.
  if (day == nullptr || day->number != number) {
    const ai::Budget budget{.tokens_max = tokens_max_,
                            .owner = "tenant",
                            .renewed_ms = static_cast<double>(number + 1) * kMsPerDay};
    day = std::make_shared<Day>(
        Day{.number = number, .budget = std::make_shared<ai::Budget>(budget)});
  }
  return day;
}

void TenantTokens::forget_settled() {
  std::erase_if(days_, [](const auto& entry) {
    const Day& day = *entry.second;
    return day.budget.use_count() == 1 && day.writing_tokens == 0 && day.unwritten_tokens() == 0;
  });
}

}  // namespace skerry::fn
