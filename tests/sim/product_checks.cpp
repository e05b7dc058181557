#include "modules/sdk/json.hpp"
#include "modules/sdk/problems.hpp"
#include "tests/sim/product.hpp"

namespace skerry::simulation {
namespace {

/// An answer without what differs between two answers to equal calls.
std::string comparable(Json answer) {
  for (const auto* member : {"id", "cached", "timings", "jobId"}) answer.erase(member);
  return to_text(answer);
}

std::string describe(const Sent& sent, const ClientView& view) {
  return std::string(sent.plan->method) + " " + std::string(sent.plan->path) + " " +
         std::string(sent.plan->body) + " (key '" + sent.key + "') was answered " +
         std::to_string(view.status) + " " + view.body;
}

/// What failures, crashes, limits and keys may make of a request.
bool is_excused(const Sent& sent, std::uint16_t status) {
  if (status >= 500) return true;
  return !sent.key.empty() && (status == 409 || status == 422);
}

}  // namespace

void Product::check_limits() {
  for (SimulatedHost* host : {&gateway_, &fn_}) {
    const RuntimeCounts counts = host->world.instance().counts();
    if (counts.scopes > disturbance_.requests_in_flight_max) {
      fault("requests in one instance: " + std::to_string(counts.scopes));
    }
    // An operation belongs to a request.
    if (counts.scopes == 0 && (counts.pending_operations > 0 || counts.live_frames > 0)) {
      fault("an operation outlives its request");
    }
  }
}

void Product::check_rest() {
  if (open_requests() != 0) fault("requests are left without an answer");
  for (SimulatedHost* host : {&gateway_, &fn_}) {
    const RuntimeCounts counts = host->world.instance().counts();
    if (counts.live_frames != 0) fault("frames leak: " + std::to_string(counts.live_frames));
    if (counts.pending_operations != 0) fault("operations are left over");
    if (counts.scopes != 0) fault("scopes are left over");
    if (host->timers.running() != 0) fault("timers are left over");
    if (host->fetch.under_way() != 0) fault("fetches are left over");
  }
}

void Product::check_answer(const Sent& sent) {
  const ClientView& view = view_of(sent);
  if (view.aborted) {
    ++happened_.aborted;
    return;
  }
  if (view.broken) {
    ++happened_.lost;
    return;
  }
  if (!view.whole) return fault("neither answered nor aborted: " + describe(sent, view));
  ++happened_.answered;
  if (view.status == 500 && view.body.empty()) {
    // The host's own answer in place of an instance that crashed.
    ++happened_.lost;
    return;
  }
  if (view.status != sent.plan->status && !is_excused(sent, view.status)) {
    return fault("not what was asked for: " + describe(sent, view));
  }
  const auto json = read_json(view.body, JsonLimits::for_hosts());
  if (!json) return fault("no JSON: " + describe(sent, view));
  if (view.status < 300) return check_success(sent, view);
  ++happened_.failed;
  const bool is_readiness = sent.plan->path == "/ready";
  const Json* code = find_member(*json, "code");
  if (code == nullptr || !code->is_string()) {
    if (!is_readiness) fault("no problem: " + describe(sent, view));
    return;
  }
  const auto* known = find_problem(code->get_ref<const std::string&>());
  if (known == nullptr || known->status != view.status) {
    return fault("a problem that is not in the table: " + describe(sent, view));
  }
  if (*code == "overloaded") ++happened_.overloaded;
}

void Product::check_success(const Sent& sent, const ClientView& view) {
  if (!sent.plan->keyed) return;
  const Json answer = *read_json(view.body, JsonLimits::for_hosts());
  if (const Json* cached = find_member(answer, "cached"); cached != nullptr && *cached == true) {
    ++happened_.cached;
  }
  if (sent.plan->status == 202) {
    ++happened_.accepted;
    const Json* id = find_member(answer, "jobId");
    if (id == nullptr || !jobs_.contains(id->get_ref<const std::string&>())) {
      return fault("a job was accepted that nobody made: " + describe(sent, view));
    }
  }
  const std::string body = std::string(sent.plan->path) + std::string(sent.plan->body);
  const auto [first, is_first] = results_by_body_.emplace(body, comparable(answer));
  if (!is_first && first->second != comparable(answer)) {
    fault("answers to equal calls differ: " + first->second + " and " + comparable(answer));
  }
  if (sent.key.empty()) return;
  if (view.head.find("idempotency-replayed")) ++happened_.replayed;
  // A key belongs to one path; whatever came between, only one work's answer is ever seen.
  const auto [kept, is_new] =
      answers_by_key_.emplace(std::string(sent.plan->path) + " " + sent.key, view.body);
  if (!is_new && kept->second != view.body) {
    fault("one key has two answers: " + kept->second + " and " + view.body);
  }
}

}  // namespace skerry::simulation
