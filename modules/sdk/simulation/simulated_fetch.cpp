#include "modules/sdk/simulation/simulated_fetch.hpp"

#include <algorithm>

namespace skerry::simulation {

void SimulatedFetch::start(OpId op, const Destination& to, FetchMode mode, std::string_view head,
                           std::string_view principal, std::string_view body) {
  world_.require(op % 2 == 1, "an operation's id must be odd");
  world_.require(!fetches_.contains(op), "an operation's id was used twice");
  world_.require(to.kind != Destination::Kind::kInternet || principal.empty(),
                 "a principal must not leave for the internet");
  auto parsed = Head::parse(std::string(head));
  world_.require(parsed.has_value() && parsed->find(":method"), "a malformed head");
  fetches_[op] = {mode, {}};
  NetworkRequest request{to, *parsed, std::string(principal), std::string(body)};
  world_.effect([this, op, request = std::move(request)] { answer(op, request); });
}

void SimulatedFetch::answer(OpId op, const NetworkRequest& request) {
  const auto found = fetches_.find(op);
  if (found == fetches_.end()) return;
  requests.push_back(request);
  NetworkAnswer reply =
      script ? script(request) : NetworkAnswer::failed(FailureKind::kUnreachable, "no script");
  if (world_.chance(world_.failure_probability)) {
    reply.failure = Failure{FailureKind::kUnreachable, "simulated"};
    reply.pieces.resize(world_.random_below(reply.pieces.size() + 1));
  }
  const double delay_ms = reply.delay_ms + world_.latency_ms();
  Fetch& fetch = found->second;
  fetch.answer = std::move(reply);
  if (fetch.mode == FetchMode::kStreamed) {
    fetch.busy = true;
    const bool no_head = fetch.answer.failure && fetch.answer.pieces.empty();
    world_.deliver(delay_ms, [this, op, no_head](Instance& instance) {
      const auto current = fetches_.find(op);
      if (current == fetches_.end()) return;
      current->second.busy = false;
      current->second.head_sent = true;
      if (!no_head) {
        instance.on_fetch_head(op, current->second.answer.status,
                               current->second.answer.head.block());
      }
      world_.happen(0, [this, op] { pump(op); });
    });
    return;
  }
  world_.deliver(delay_ms, [this, op](Instance& instance) {
    const auto current = fetches_.find(op);
    if (current == fetches_.end()) return;
    const NetworkAnswer whole = std::move(current->second.answer);
    fetches_.erase(current);
    if (whole.failure) return instance.on_fetch_failed(op, *whole.failure);
    std::string body;
    for (const std::string& piece : whole.pieces) body += piece;
    instance.on_fetch_whole(op, whole.status, whole.head.block(), body);
  });
}

void SimulatedFetch::pull(OpId op, std::uint32_t bytes) {
  const auto found = fetches_.find(op);
  world_.require(found != fetches_.end() && found->second.mode == FetchMode::kStreamed,
                 "credit for what is no stream");
  found->second.credit_bytes += bytes;
  world_.effect([this, op] { pump(op); });
}

void SimulatedFetch::pump(OpId op) {
  const auto found = fetches_.find(op);
  if (found == fetches_.end() || !found->second.head_sent || found->second.busy) return;
  Fetch& fetch = found->second;
  if (fetch.next_piece == fetch.answer.pieces.size()) {
    fetch.busy = true;
    world_.deliver(world_.latency_ms(), [this, op](Instance& instance) {
      const auto current = fetches_.find(op);
      if (current == fetches_.end()) return;
      const auto failure = current->second.answer.failure;
      fetches_.erase(current);
      instance.on_fetch_end(op, failure ? Result<void>(std::unexpected(*failure)) : Result<void>());
    });
    return;
  }
  std::string& piece = fetch.answer.pieces[fetch.next_piece];
  if (fetch.credit_bytes == 0 && !piece.empty()) return;
  std::size_t bytes = std::min<std::size_t>(piece.size(), fetch.credit_bytes);
  // Never inside of a character; a host would wait for more credit.
  while (bytes > 0 && bytes < piece.size() &&
         (static_cast<unsigned char>(piece[bytes]) & 0xc0) == 0x80) {
    --bytes;
  }
  if (bytes == 0 && !piece.empty()) return;
  fetch.credit_bytes -= bytes;
  const std::string text = piece.substr(0, bytes);
  piece.erase(0, bytes);
  if (piece.empty()) ++fetch.next_piece;
  fetch.busy = true;
  const double delay_ms = fetch.answer.piece_delay_ms + world_.latency_ms();
  world_.deliver(delay_ms, [this, op, text](Instance& instance) {
    const auto current = fetches_.find(op);
    if (current == fetches_.end()) return;
    current->second.busy = false;
    instance.on_fetch_chunk(op, text);
    world_.happen(0, [this, op] { pump(op); });
  });
}

void SimulatedFetch::cancel(OpId op) {
  ++cancelled;
  fetches_.erase(op);
}

}  // namespace skerry::simulation
