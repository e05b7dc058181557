#include "host/capabilities/front.hpp"

#include "host/capabilities/problem.hpp"

namespace skerry::host {

void Front::accept(Inbound inbound) {
  if (requests_open() < kRequestsInFlightMax) return deliver_request(std::move(inbound));
  if (waiting_.size() < kRequestsWaitingMax) return waiting_.push_back(std::move(inbound));
  environment().metrics->add("skerry_requests_refused", "", 1);
  answer_problem(inbound, kOverloadedProblem);
}

void Front::request_over() {
  while (!waiting_.empty() && requests_open() < kRequestsInFlightMax) {
    Inbound next = std::move(waiting_.front());
    waiting_.pop_front();
    deliver_request(std::move(next));
  }
}

void Front::pump() {
  if (pumping_) return;
  const auto self = shared_from_this();
  pumping_ = true;
  while (!queue_.empty()) {
    if (!ensure_instance()) break;
    Delivery delivery = std::move(queue_.front());
    queue_.pop_front();
    if (run(delivery) == CallOutcome::kTrapped) {
      report_trap();
      drop_instance(&kModuleTrapped);
      continue;
    }
    for (const auto& effect : take_effects()) effect();
  }
  // Memory that a module never gives back goes when nobody waits for it.
  if (requests_served_ >= kRequestsPerInstanceMax && is_quiescent()) drop_instance(nullptr);
  pumping_ = false;
}

}  // namespace skerry::host
