#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "modules/ai/service.hpp"
#include "modules/ai/strict_schema.hpp"

namespace skerry::ai {

/// One call of the service, over all its attempts, providers and rounds.
struct AiService::Call {
  Messages messages;
  Options options;
  /// The call's own budget and the caller's.
  std::vector<std::shared_ptr<Budget>> budgets;
  std::vector<ModelChoice> choices;
  double ends_ms = 0;
  /// As the caller gave it, and as it goes to providers.
  std::optional<Json> schema = {};
  std::optional<WrappedSchema> wrapped = {};
  /// To the end of the answer, or to its first text.
  bool to_end = true;
  std::vector<Attempt> attempts = {};
  /// The last time until which a provider is to be left alone, by the monotonic clock.
  double left_alone_until_ms = 0;
  /// Of all that was answered so far.
  Usage usage = {};
  /// Whose budget had too little left for a request.
  std::string_view short_budget = {};
  /// When it will have enough, in milliseconds since 1970.
  std::optional<double> budget_renewed_ms = {};
};

/// One provider's part of a call.
struct AiService::Turn {
  ModelChoice choice;
  /// When the next provider's turn begins unless an answer has begun; the call's end for the last.
  double ends_ms = 0;
  bool last = true;
};

/// One request under way or answered: what it has set aside and what it must report. One that is
/// destroyed without having settled was given up by the caller; it counts what it used by then.
class AiService::Running {
 public:
  Running(AiService& service, ModelChoice choice, Reservation reservation,
          std::unique_ptr<Exchange> exchange)
      : service_(service),
        choice_(std::move(choice)),
        reservation_(std::move(reservation)),
        exchange_(std::move(exchange)),
        began_ms_(service.now_ms()) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (settled_) return;
    service_.breakers_.abandoned(choice_.provider, choice_.model, service_.now_ms());
    reservation_.spend(usage());
  }

  /// Counts what the answer took, or, after a request that was not answered, nothing.
  void settle(bool answered) {
    settled_ = true;
    if (answered) reservation_.spend(usage());
  }

  [[nodiscard]] Exchange& exchange() { return *exchange_; }
  [[nodiscard]] const Exchange& exchange() const { return *exchange_; }
  [[nodiscard]] const ModelChoice& choice() const { return choice_; }
  [[nodiscard]] double latency_ms() const { return service_.now_ms() - began_ms_; }
  [[nodiscard]] Usage usage() const {
    return service_.usage_of(choice_, exchange_->request(), exchange_->answer());
  }

 private:
  AiService& service_;
  ModelChoice choice_;
  Reservation reservation_;
  std::unique_ptr<Exchange> exchange_;
  double began_ms_;
  bool settled_ = false;
};

}  // namespace skerry::ai
