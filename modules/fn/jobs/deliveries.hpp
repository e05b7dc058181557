#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modules/fn/jobs/job_store.hpp"
#include "modules/sdk/basics.hpp"

namespace skerry::fn {

/// A report of a job's end to the caller's address.
struct Delivery {
  /// The webhook's message id: the same for each attempt, so that a receiver can tell repetitions.
  std::string id;
  std::string url;
  /// What is sent, JSON text.
  std::string body;
  std::uint32_t attempts = 0;
};

/// How an attempt at a delivery went. `reason` is one word of a few; the receiver's own words are
/// never kept.
struct DeliveryOutcome {
  bool delivered = false;
  /// The receiver does not want it: no further attempt.
  bool refused_for_good = false;
  /// 0 when there was no answer.
  std::uint16_t status = 0;
  std::string reason = {};
};

/// The webhook deliveries of one job, as rows in its actor's database. All of it acts at once,
/// within the running event.
class Deliveries {
 public:
  Deliveries(JobStore& store, Basics basics) : store_(store), basics_(basics) {}

  /// A new delivery, due at once.
  void add(std::string_view url, std::string_view body);
  /// When the next attempt is due, of those that are still to be delivered.
  [[nodiscard]] std::optional<std::uint64_t> due_ms();
  /// The delivery that is due and has waited longest. Counts the attempt before it is made and
  /// moves the next one away, so that a receiver that takes the host down is not asked for ever.
  [[nodiscard]] std::optional<Delivery> take_due();
  /// What came of the attempt.
  void settle(const Delivery& delivery, const DeliveryOutcome& outcome);
  /// A delivery is due again at once, with a fresh count of attempts. False when there is none of
  /// this id, or it was asked for too often.
  enum class Redelivery : std::uint8_t { kDue, kUnknown, kTooOften };
  [[nodiscard]] Redelivery redeliver(std::string_view id);
  /// All of them with their attempts, oldest first.
  [[nodiscard]] Json list();

 private:
  void prepare();
  [[nodiscard]] bool exists();
  [[nodiscard]] std::uint64_t now_ms() const {
    return static_cast<std::uint64_t>(basics_.clock.now_ms());
  }

  JobStore& store_;
  Basics basics_;
};

}  // namespace skerry::fn
