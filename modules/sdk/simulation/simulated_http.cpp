#include "modules/sdk/simulation/simulated_http.hpp"

#include <algorithm>

#include "modules/sdk/limits.hpp"

namespace skerry::simulation {

OpId SimulatedHttp::send(ClientRequest request) {
  const OpId id = next_id_;
  next_id_ += 2;
  std::string head = ":method: " + request.method + "\n:path: " + request.path +
                     "\n:authority: " + request.authority + "\n";
  if (request.principal.empty()) head += ":peer: 127.0.0.1\n";
  head += request.fields;
  open_.insert(id);
  Entry& entry = exchanges_[id];
  entry.body = request.body;
  if (bodies_on_demand) request.body = "";
  world_.deliver_to_any(world_.latency_ms(), [this, id, head, request](Instance& instance) {
    if (exchanges_[id].view.aborted) return;
    exchanges_[id].arrived = true;
    instance.on_request(id, head, request.principal, request.body);
  });
  return id;
}

void SimulatedHttp::abort(OpId request) {
  Entry& entry = exchanges_.at(request);
  if (entry.state == State::kOver || entry.view.aborted) return;
  entry.view.aborted = true;
  open_.erase(request);
  world_.deliver(0, [this, request](Instance& instance) {
    exchanges_[request].state = State::kOver;
    instance.on_abort(request);
  });
}

void SimulatedHttp::stall(OpId request, bool stalled) {
  exchanges_.at(request).stalled = stalled;
  if (!stalled) drain(request);
}

SimulatedHttp::Entry& SimulatedHttp::entry(OpId request, State expected) {
  const auto found = exchanges_.find(request);
  world_.require(found != exchanges_.end(), "an answer to a request that never came");
  world_.require(found->second.state == expected, "an answer out of order, or after an abort");
  return found->second;
}

SimulatedHttp::Entry& SimulatedHttp::last_word(OpId request, State expected) {
  Entry& found = entry(request, expected);
  found.state = State::kOver;
  return found;
}

void SimulatedHttp::respond(OpId request, std::uint16_t status, std::string_view head,
                            std::string_view body) {
  last_word(request, State::kOpen);
  auto parsed = Head::parse(std::string(head));
  world_.require(parsed.has_value(), "a malformed head");
  world_.effect([this, request, status, head = *parsed, body = std::string(body)] {
    ClientView& view = exchanges_[request].view;
    if (view.aborted) return;
    view.status = status;
    view.head = head;
    view.body = body;
    view.whole = true;
    open_.erase(request);
    world_.deliver(0, [request](Instance& instance) { instance.on_sent(request); });
  });
}

void SimulatedHttp::begin(OpId request, std::uint16_t status, std::string_view head) {
  entry(request, State::kOpen).state = State::kStreaming;
  auto parsed = Head::parse(std::string(head));
  world_.require(parsed.has_value(), "a malformed head");
  world_.effect([this, request, status, head = *parsed] {
    exchanges_[request].view.status = status;
    exchanges_[request].view.head = head;
  });
}

std::uint64_t SimulatedHttp::write(OpId request, std::string_view text) {
  Entry& found = entry(request, State::kStreaming);
  found.waiting_bytes += text.size();
  if (found.waiting_bytes > limits::kResponseBufferBytes) found.drain_owed = true;
  world_.effect([this, request, text = std::string(text)] {
    Entry& client = exchanges_[request];
    client.view.body += text;
    if (client.stalled) return;
    world_.happen(world_.latency_ms(), [this, request] { drain(request); });
  });
  return found.waiting_bytes;
}

void SimulatedHttp::drain(OpId request) {
  Entry& client = exchanges_[request];
  if (client.stalled) return;
  client.waiting_bytes = 0;
  if (!client.drain_owed || client.state == State::kOver) return;
  client.drain_owed = false;
  world_.deliver(0, [request](Instance& instance) { instance.on_drain(request); });
}

std::uint64_t SimulatedHttp::write_base64(OpId request, std::string_view data) {
  world_.require(data.size() % 4 == 0, "base64 without its padding");
  return write(request, data);
}

void SimulatedHttp::finish(OpId request) {
  last_word(request, State::kStreaming);
  world_.effect([this, request] {
    exchanges_[request].view.whole = true;
    open_.erase(request);
    world_.deliver(0, [request](Instance& instance) { instance.on_sent(request); });
  });
}

void SimulatedHttp::break_off(OpId request) {
  last_word(request, State::kStreaming);
  world_.effect([this, request] {
    exchanges_[request].view.broken = true;
    open_.erase(request);
  });
}

void SimulatedHttp::send_blob(OpId request, std::uint16_t status, std::string_view head,
                              std::string_view key) {
  last_word(request, State::kOpen);
  auto parsed = Head::parse(std::string(head));
  world_.require(parsed.has_value(), "a malformed head");
  world_.effect([this, request, status, head = *parsed, key = std::string(key)] {
    ClientView& view = exchanges_[request].view;
    view.status = status;
    view.head = head;
    view.blob_key = key;
    view.whole = true;
    open_.erase(request);
  });
}

void SimulatedHttp::forward(OpId request, const Destination& to, std::string_view path,
                            std::string_view principal, std::string_view head) {
  last_word(request, State::kOpen);
  auto parsed = Head::parse(std::string(head));
  world_.require(parsed.has_value(), "a malformed head");
  world_.effect(
      [this, request, forward = Forward{to, std::string(path), std::string(principal), *parsed}] {
        exchanges_[request].view.forwarded = forward;
        open_.erase(request);
      });
}

void SimulatedHttp::read_body(OpId request, std::uint64_t bytes_max) {
  entry(request, State::kOpen);
  world_.effect([this, request, bytes_max] {
    Result<std::string> body = exchanges_[request].body;
    if (body && body->size() > bytes_max) {
      body = fail(FailureKind::kLimitExceeded, "body_bytes_max=" + std::to_string(bytes_max));
    }
    world_.deliver(world_.latency_ms(),
                   [request, body](Instance& instance) { instance.on_body(request, body); });
  });
}

void SimulatedHttp::upgrade(OpId request) {
  last_word(request, State::kOpen);
  world_.effect([this, request] {
    exchanges_[request].view.upgraded = true;
    open_.erase(request);
  });
}

void SimulatedHttp::instance_dropped() {
  std::erase_if(open_, [this](OpId request) {
    Entry& lost = exchanges_[request];
    if (!lost.arrived) return false;
    lost.state = State::kOver;
    lost.view.broken = lost.view.status != 0;
    if (lost.view.broken) return true;
    lost.view.status = 500;
    lost.view.whole = true;
    return true;
  });
}

OpId SimulatedRpc::call(std::string method, std::string arguments, std::string principal) {
  const OpId id = next_id_;
  next_id_ += 2;
  replies_[id] = std::nullopt;
  world_.deliver_to_any(world_.latency_ms(),
                        [id, method = std::move(method), arguments = std::move(arguments),
                         principal = std::move(principal)](Instance& instance) {
                          instance.on_call(id, method, principal, arguments);
                        });
  return id;
}

std::optional<std::string> SimulatedRpc::reply_to(OpId call) const { return replies_.at(call); }

void SimulatedRpc::reply(OpId call, std::string_view answer) {
  world_.effect([this, call, answer = std::string(answer)] {
    world_.require(!replies_.at(call).has_value(), "a second reply");
    replies_[call] = answer;
  });
}

}  // namespace skerry::simulation
