#include "modules/sdk/instance.hpp"

#include <memory>
#include <utility>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/sockets.hpp"

namespace skerry {

// The signatures are those that overriding coroutines need.
// NOLINTBEGIN(performance-unnecessary-value-param)
Task<Answer> Module::on_request(Request) { __builtin_trap(); }
Task<std::string> Module::on_call(RpcCall) { __builtin_trap(); }
Task<QueueVerdict> Module::on_message(QueueMessage) { __builtin_trap(); }
Task<void> Module::on_alarm(std::uint32_t) { __builtin_trap(); }
Task<void> Module::on_socket_open(std::string) { __builtin_trap(); }
Task<void> Module::on_socket_message(std::string, std::string) { __builtin_trap(); }
Task<void> Module::on_socket_close(std::string, std::uint16_t, std::string) { __builtin_trap(); }
// NOLINTEND(performance-unnecessary-value-param)

Response Module::refuse(std::string_view code, std::string_view detail, const Head&,
                        std::string_view principal) {
  return problem(code, detail, read_principal(principal).request_id);
}

namespace {

struct AnswerSender {
  Exchange& exchange;

  void operator()(const Response& response) {
    exchange.respond(response.status, response.head, response.body);
  }
  void operator()(const Forward& forward) {
    exchange.forward(forward.to, forward.path, forward.principal, forward.head);
  }
  void operator()(const BlobResponse& blob) {
    exchange.send_blob(blob.status, blob.head, blob.key);
  }
  void operator()(Answered) { SKERRY_ASSERT(!exchange.open() && !exchange.streaming()); }
};

Task<void> serve_request(Module* module, Exchange* exchange, Request request) {
  const Answer answer = co_await module->on_request(std::move(request));
  std::visit(AnswerSender{*exchange}, answer);
}

Task<void> serve_call(Module* module, RpcPort* port, OpId id, RpcCall call) {
  const std::string answer = co_await module->on_call(std::move(call));
  port->reply(id, answer);
}

Task<void> serve_message(Module* module, QueuePort* port, OpId id, QueueMessage message) {
  const QueueVerdict verdict = co_await module->on_message(std::move(message));
  if (verdict.done) {
    port->ack(id);
  } else {
    port->retry(id, verdict.retry_delay_s);
  }
}

/// A request's answer, and the share of memory its body takes as long as its scope lives.
struct RequestInFlight {
  RequestInFlight(HttpPort& port, OpId request, std::size_t bytes, std::size_t& all_bytes)
      : exchange(port, request), body_bytes(bytes), all_body_bytes(all_bytes) {
    all_body_bytes += body_bytes;
  }
  RequestInFlight(const RequestInFlight&) = delete;
  RequestInFlight& operator=(const RequestInFlight&) = delete;
  ~RequestInFlight() { all_body_bytes -= body_bytes; }

  Exchange exchange;
  std::size_t body_bytes;
  std::size_t& all_body_bytes;
};

void respond_at_once(HttpPort& port, OpId request, const Response& response) {
  port.respond(request, response.status, response.head.block(), response.body);
}

constexpr std::string_view kOverloaded = "Too much is under way.";

Response head_problem(Module& module, const Failure& failure, std::string_view principal) {
  if (failure.kind == FailureKind::kLimitExceeded) {
    return module.refuse("header_too_large", failure.detail, Head(), principal);
  }
  return module.refuse("malformed_request", "A header field is malformed.", Head(), principal);
}

Response overloaded(Module& module, const Head& head, std::string_view principal) {
  Response busy = module.refuse("overloaded", kOverloaded, head, principal);
  busy.head.set("retry-after", "1");
  return busy;
}

}  // namespace

void Instance::on_request(OpId request, std::string head, std::string principal,
                          Result<std::string> body) {
  SKERRY_ASSERT(ports_.http != nullptr);
  auto parsed = Head::parse(std::move(head));
  if (!parsed) {
    return respond_at_once(*ports_.http, request, head_problem(module_, parsed.error(), principal));
  }
  const std::size_t body_bytes = body ? body->size() : 0;
  if (full() || body_bytes_in_flight_ + body_bytes > limits::kBodiesInFlightBytesMax) {
    return respond_at_once(*ports_.http, request, overloaded(module_, *parsed, principal));
  }
  auto state =
      std::make_shared<RequestInFlight>(*ports_.http, request, body_bytes, body_bytes_in_flight_);
  Exchange& exchange = state->exchange;
  Request content{std::move(*parsed), std::move(principal), std::move(body), &exchange};
  runtime_.spawn(request, serve_request(&module_, &exchange, std::move(content)), std::move(state));
  runtime_.drain();
}

void Instance::on_body(OpId request, Result<std::string> body) {
  runtime_.deliver<OperationKind::kRequestBody>(request, std::move(body));
  runtime_.drain();
}

void Instance::on_abort(OpId request) {
  Scope* scope = runtime_.find_scope(request);
  if (scope != nullptr) {
    SKERRY_ASSERT(scope->owned() != nullptr);
    static_cast<RequestInFlight*>(scope->owned())->exchange.aborted();
    runtime_.abort(request);
  }
  runtime_.drain();
}

void Instance::on_drain(OpId request) {
  // Also reported when nobody waits any more, which is no late delivery.
  if (runtime_.find({OperationKind::kResponseDrain, request}) != nullptr) {
    runtime_.deliver<OperationKind::kResponseDrain>(request, {});
  }
  runtime_.drain();
}

void Instance::on_sent(OpId) { runtime_.drain(); }

void Instance::on_call(OpId call, std::string method, std::string principal,
                       std::string arguments) {
  SKERRY_ASSERT(ports_.rpc != nullptr);
  if (full()) {
    const std::string error =
        problem_text("overloaded", kOverloaded, read_principal(principal).request_id);
    ports_.rpc->reply(call, R"({"success":false,"error":)" + error + "}");
    return;
  }
  runtime_.spawn(call, serve_call(&module_, ports_.rpc, call,
                                  {std::move(method), std::move(principal), std::move(arguments)}));
  runtime_.drain();
}

void Instance::on_fetch_whole(OpId op, std::uint16_t status, std::string head, std::string body) {
  auto parsed = Head::parse(std::move(head));
  if (!parsed) return on_fetch_failed(op, std::move(parsed.error()));
  runtime_.deliver<OperationKind::kFetchWhole>(
      op, FetchAnswer{status, std::move(*parsed), std::move(body)});
  runtime_.drain();
}

void Instance::on_fetch_failed(OpId op, Failure failure) {
  runtime_.deliver<OperationKind::kFetchWhole>(op, std::unexpected(std::move(failure)));
  runtime_.drain();
}

void Instance::on_fetch_head(OpId op, std::uint16_t status, std::string head) {
  auto parsed = Head::parse(std::move(head));
  if (parsed) {
    deliver_fetch_head(runtime_, op, status, std::move(*parsed));
  } else {
    break_off_fetch(runtime_, op, std::move(parsed.error()));
  }
  runtime_.drain();
}

void Instance::on_fetch_chunk(OpId op, std::string text) {
  deliver_fetch_chunk(runtime_, op, std::move(text));
  runtime_.drain();
}

void Instance::on_fetch_end(OpId op, Result<void> outcome) {
  deliver_fetch_end(runtime_, op, std::move(outcome));
  runtime_.drain();
}

void Instance::on_storage_result(OpId op, Result<std::string> outcome) {
  runtime_.deliver<OperationKind::kStorage>(op, std::move(outcome));
  runtime_.drain();
}

void Instance::on_blobs_result(OpId op, Result<std::string> outcome) {
  runtime_.deliver<OperationKind::kBlobs>(op, std::move(outcome));
  runtime_.drain();
}

void Instance::on_queued(OpId op, Result<void> outcome) {
  runtime_.deliver<OperationKind::kQueue>(op, std::move(outcome));
  runtime_.drain();
}

void Instance::on_message(OpId message, QueueMessage content) {
  SKERRY_ASSERT(ports_.queue != nullptr);
  if (full()) {
    constexpr std::uint32_t kRetryDelayS = 1;
    ports_.queue->retry(message, kRetryDelayS);
    return;
  }
  runtime_.spawn(message, serve_message(&module_, ports_.queue, message, std::move(content)));
  runtime_.drain();
}

void Instance::on_timer(OpId op) {
  runtime_.deliver<OperationKind::kTimer>(op, {});
  runtime_.drain();
}

void Instance::on_report(OpId op, Result<std::string> outcome) {
  runtime_.deliver<OperationKind::kSandbox>(op, std::move(outcome));
  runtime_.drain();
}

void Instance::on_alarm(std::uint32_t attempt) {
  runtime_.spawn(runtime_.new_id(), module_.on_alarm(attempt));
  runtime_.drain();
}

void Instance::on_socket_open(std::string socket) {
  runtime_.spawn(runtime_.new_id(), module_.on_socket_open(std::move(socket)));
  runtime_.drain();
}

void Instance::on_socket_message(std::string socket, std::string text) {
  runtime_.spawn(runtime_.new_id(), module_.on_socket_message(std::move(socket), std::move(text)));
  runtime_.drain();
}

void Instance::on_socket_close(std::string socket, std::uint16_t code, std::string reason) {
  runtime_.spawn(runtime_.new_id(),
                 module_.on_socket_close(std::move(socket), code, std::move(reason)));
  runtime_.drain();
}

}  // namespace skerry
