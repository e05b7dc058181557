#include "host/capabilities/front.hpp"

#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {

void Front::accept(Inbound inbound) {
  const bool eager = module().description.bodies == ModuleDescription::Bodies::kEager;
  if (eager && inbound.body == nullptr && !inbound.exchange->is_upgrade()) {
    return await_body(std::move(inbound));
  }
  admit(std::move(inbound));
}

void Front::await_body(Inbound inbound) {
  if (bodies_arriving_ >= kBodiesArrivingMax) return refuse(inbound);
  ++bodies_arriving_;
  const auto held = std::make_shared<Inbound>(std::move(inbound));
  held->exchange->read_body(kEagerBodyBytesMax, [weak = weak_from_this(), loop = &this->loop(),
                                                 held](std::expected<std::string, Failure> body) {
    const bool gone = !body && body.error().kind == FailureKind::kUnreachable;
    held->body = std::make_shared<const std::expected<std::string, Failure>>(std::move(body));
    loop->run_or_post([weak, held, gone] {
      const auto front = std::static_pointer_cast<Front>(weak.lock());
      if (front == nullptr) return;
      --front->bodies_arriving_;
      if (!gone) front->admit(std::move(*held));
    });
  });
}

void Front::admit(Inbound inbound) {
  if (requests_open() < kRequestsInFlightMax) return deliver_request(std::move(inbound));
  if (waiting_.size() < kRequestsWaitingMax) {
    waiting_.push_back({std::move(inbound), monotonic_ms() + kRequestWaitMsMax});
    return;
  }
  refuse(inbound);
}

void Front::refuse(const Inbound& inbound) {
  environment().metrics->add("skerry_requests_refused", "", 1);
  answer_problem(inbound, kOverloadedProblem);
}

void Front::request_over() {
  while (!waiting_.empty() && requests_open() < kRequestsInFlightMax) {
    Inbound next = std::move(waiting_.front().inbound);
    waiting_.pop_front();
    deliver_request(std::move(next));
  }
}

void Front::end_waiting(std::uint64_t now_ms) {
  while (!waiting_.empty() && waiting_.front().deadline_ms <= now_ms) {
    const Inbound late = std::move(waiting_.front().inbound);
    waiting_.pop_front();
    refuse(late);
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
  const bool worn = requests_served_ >= kRequestsPerInstanceMax || is_large();
  if (worn && is_quiescent()) drop_instance(nullptr);
  pumping_ = false;
}

}  // namespace skerry::host
