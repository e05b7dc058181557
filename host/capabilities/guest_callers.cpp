#include <algorithm>

#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/problem.hpp"

// Requests, calls and messages: what comes to a guest from outside.

namespace skerry::host {

void Guest::deliver_request(Inbound inbound) {
  auto request = std::make_shared<HttpRequest>();
  request->id = std::exchange(next_id_, next_id_ + 2);
  request->inbound = std::move(inbound);
  if (module_.description.role == ModuleDescription::Role::kFront) {
    request->deadline_ms = monotonic_ms() + kRequestDeadlineMs;
    arm_sweep();
  }
  requests_[request->id] = request;
  ++requests_open_;
  ++requests_served_;
  watch(request);
  const bool eager = module_.description.bodies == ModuleDescription::Bodies::kEager;
  const bool needs_body = eager && request->inbound.body == nullptr;
  if (!needs_body || request->inbound.exchange->is_upgrade()) return enqueue_request(request);
  request->body_asked = true;
  request->inbound.exchange->read_body(
      kEagerBodyBytesMax, [weak = weak_from_this(), loop = &loop_, request](auto body) {
        request->inbound.body = std::make_shared<const decltype(body)>(std::move(body));
        loop->run_or_post([weak, request] {
          if (const auto guest = weak.lock()) guest->enqueue_request(request);
        });
      });
}

void Guest::enqueue_request(const std::shared_ptr<HttpRequest>& request) {
  static const std::expected<std::string, Failure> kNoBody;
  const bool eager = module_.description.bodies == ModuleDescription::Bodies::kEager;
  enqueue({.request = request->id,
           .call =
               [request, eager](Instance& instance) {
                 const auto& body = request->inbound.body;
                 return instance.call(Event::kHttpRequest, request->id, request->inbound.head,
                                      request->inbound.principal,
                                      eager && body != nullptr ? *body : kNoBody);
               },
           .admit =
               [this, request] {
                 // It may have gone while its body was read or while it waited.
                 if (!requests_.contains(request->id)) return false;
                 request->delivered = true;
                 return true;
               },
           .after =
               [this, request](CallOutcome outcome) {
                 if (outcome == CallOutcome::kDone) return;
                 forget_request(request->id);
                 answer_problem(request->inbound,
                                outcome == CallOutcome::kNotUtf8 ? kBadText : kNoDestination);
               },
           .refuse =
               [this, request] {
                 if (!requests_.contains(request->id)) return;
                 forget_request(request->id);
                 answer_problem(request->inbound, kNoDestination);
               }});
}

void Guest::watch(const std::shared_ptr<HttpRequest>& request) {
  const auto on_loop = [weak = weak_from_this(), loop = &loop_, id = request->id](auto function) {
    return [weak, loop, id, function] {
      loop->run_or_post([weak, id, function] {
        if (const auto guest = weak.lock()) function(*guest, id);
      });
    };
  };
  request->inbound.exchange->watch(
      {.on_abort = on_loop([](Guest& guest, OpId id) { guest.request_aborted(id); }),
       .on_drain = on_loop([](Guest& guest, OpId id) {
         const auto found = guest.find_request(id);
         if (found == nullptr) return;
         if (auto drained = std::exchange(found->drained, {})) return drained();
         found->waiting_bytes = std::min(found->waiting_bytes, kStreamBufferBytes / 2);
         found->awaits_drain = false;
         guest.request_event(id, Event::kHttpDrain);
       }),
       .on_sent = on_loop([](Guest& guest, OpId id) {
         guest.request_event(id, Event::kHttpSent);
         guest.forget_request(id);
       })});
}

void Guest::request_event(OpId id, Event event) {
  const auto request = find_request(id);
  if (request == nullptr || !request->delivered) return;
  enqueue({.generation = generation_, .request = id, .call = [event, id](Instance& instance) {
             return instance.call(event, id);
           }});
}

void Guest::request_drained(OpId id) { request_event(id, Event::kHttpDrain); }

void Guest::request_aborted(OpId id) {
  const auto request = find_request(id);
  if (request == nullptr) return;
  const bool delivered = request->delivered;
  forget_request(id);
  if (!delivered) return;
  enqueue({.generation = generation_,
           .request = id,
           .call = [id](Instance& instance) { return instance.call(Event::kHttpAbort, id); },
           .after =
               [this, id](CallOutcome) {
                 if (module_.description.role != ModuleDescription::Role::kFront) return;
                 std::vector<OpId> orphans;
                 for (const auto& [op, operation] : operations_) {
                   if (operation.request == id) orphans.push_back(op);
                 }
                 for (const OpId op : orphans) {
                   stop_operation(op, {FailureKind::kCancelled, "the request ended"});
                 }
               }});
}

void Guest::accept_call(std::string method, std::string principal, std::string arguments,
                        Dispatcher::Reply reply) {
  const OpId id = std::exchange(next_id_, next_id_ + 2);
  const auto shared = std::make_shared<Dispatcher::Reply>(
      [reply = std::move(reply)](std::expected<std::string, Failure> outcome) {
        reply(outcome ? std::move(outcome) : call_answer(outcome.error()));
      });
  enqueue({.call =
               [id, method = std::move(method), principal = std::move(principal),
                arguments = std::move(arguments)](Instance& instance) {
                 return instance.call(Event::kRpcCall, id, method, principal, arguments);
               },
           .admit =
               [this, id, shared] {
                 calls_[id] = {*shared, monotonic_ms() + kRequestDeadlineMs};
                 arm_sweep();
                 return true;
               },
           .after =
               [this, id, shared](CallOutcome outcome) {
                 if (outcome == CallOutcome::kDone) return;
                 calls_.erase(id);
                 (*shared)(std::unexpected(
                     outcome == CallOutcome::kNotUtf8
                         ? Failure{FailureKind::kNotUtf8, "call"}
                         : Failure{FailureKind::kNotFound, "the service answers no calls"}));
               },
           .refuse =
               [shared] {
                 (*shared)(std::unexpected(Failure{FailureKind::kOverloaded, "no instance"}));
               }});
}

void Guest::reply_later(OpId call, std::string answer) {
  const std::size_t bytes = answer.size();
  perform_later(
      [this, call, answer = std::move(answer)]() mutable {
        const auto found = calls_.find(call);
        if (found == calls_.end()) return count_late();
        const auto reply = std::move(found->second.function);
        calls_.erase(found);
        reply(std::move(answer));
      },
      bytes);
}

void Guest::accept_message(std::string queue, std::string id, std::string body,
                           std::uint32_t attempts, std::function<void(MessageOutcome)> done) {
  const OpId message = std::exchange(next_id_, next_id_ + 2);
  enqueue({.call =
               [message, queue = std::move(queue), id = std::move(id), body = std::move(body),
                attempts](Instance& instance) {
                 return instance.call(Event::kQueueMessage, message, queue, id, body, attempts);
               },
           .admit =
               [this, message, done] {
                 messages_[message] = {done, monotonic_ms() + kRequestDeadlineMs};
                 arm_sweep();
                 return true;
               },
           .after =
               [this, message, done](CallOutcome outcome) {
                 if (outcome == CallOutcome::kDone) return;
                 messages_.erase(message);
                 done({});
               },
           .refuse = [done = std::move(done)] { done({}); }});
}

void Guest::settle_message_later(OpId message, MessageOutcome outcome) {
  perform_later([this, message, outcome] {
    const auto found = messages_.find(message);
    if (found == messages_.end()) return count_late();
    const auto done = std::move(found->second.function);
    messages_.erase(found);
    done(outcome);
  });
}

void Guest::shut_down() {
  shut_down_ = true;
  drop_instance(&kShuttingDown);
  auto waiting = std::exchange(queue_, {});
  for (auto& delivery : waiting) {
    if (delivery.refuse) delivery.refuse();
  }
}

}  // namespace skerry::host
