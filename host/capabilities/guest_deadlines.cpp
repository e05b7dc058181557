#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/problem.hpp"

// What outlives its request's deadline is swept.

namespace skerry::host {

void Guest::arm_sweep() {
  if (sweep_timer_ != nullptr) return;
  sweep_timer_ = loop_.after(kSweepIntervalMs, [this] {
    sweep_timer_.reset();
    sweep(monotonic_ms());
    if (!is_quiescent()) arm_sweep();
  });
}

void Guest::sweep(std::uint64_t now_ms) {
  const auto self = shared_from_this();
  sweep_requests(now_ms);
  sweep_operations(now_ms);
  sweep_callers(now_ms);
  end_waiting(now_ms);
}

void Guest::sweep_requests(std::uint64_t now_ms) {
  std::vector<std::shared_ptr<HttpRequest>> late;
  for (const auto& [id, request] : requests_) {
    if (request->deadline_ms != 0 && request->deadline_ms <= now_ms) late.push_back(request);
  }
  for (const auto& request : late) {
    const bool answered = request->over;
    request_aborted(request->id);
    if (answered) continue;
    if (request->begun) {
      request->inbound.exchange->break_off();
    } else {
      answer_problem(request->inbound, kDeadlinePassed);
    }
  }
}

void Guest::sweep_operations(std::uint64_t now_ms) {
  std::vector<OpId> orphans;
  for (const auto& [op, operation] : operations_) {
    if (operation.deadline_ms != 0 && operation.deadline_ms <= now_ms) orphans.push_back(op);
  }
  for (const OpId op : orphans) {
    stop_operation(
        op, {FailureKind::kCancelled, "request_deadline_ms=" + std::to_string(kRequestDeadlineMs)});
  }
}

void Guest::sweep_callers(std::uint64_t now_ms) {
  std::vector<Dispatcher::Reply> calls;
  std::erase_if(calls_, [&](auto& entry) {
    if (entry.second.deadline_ms > now_ms) return false;
    calls.push_back(std::move(entry.second.function));
    return true;
  });
  for (const auto& reply : calls) {
    reply(std::unexpected(Failure{FailureKind::kTimedOut,
                                  "request_deadline_ms=" + std::to_string(kRequestDeadlineMs)}));
  }
  // The queue's own lease has ended long before.
  std::erase_if(messages_, [&](const auto& entry) { return entry.second.deadline_ms <= now_ms; });
}

}  // namespace skerry::host
