#include "tests/sim/product.hpp"

#include <algorithm>
#include <functional>

#include "modules/fn/fn.hpp"
#include "modules/gateway/gateway.hpp"
#include "modules/sdk/simulation/migrate.hpp"

namespace skerry::simulation {
namespace {

constexpr std::string_view kJson = "content-type: application/json\n";
/// Steps after which a run has not come to rest, and never will.
constexpr std::uint64_t kStepsMax = 200'000;
/// Longer than a lease on an `Idempotency-Key`.
constexpr double kPauseMs = 60'000;
constexpr std::uint64_t kSandboxMsMax = 400;
constexpr std::uint64_t kKeys = 6;
constexpr int kBurst = 250;

// Calls that run in the sandbox each time.
constexpr std::string_view kUncached1 =
    R"({"description":"Sort array of numbers","args":{"numbers":[1]},"options":{"cache":false}})";
constexpr std::string_view kUncached2 =
    R"({"description":"Sort array of numbers","args":{"numbers":[2]},"options":{"cache":false}})";
constexpr std::string_view kUncached3 =
    R"({"description":"Calculate factorial","args":{"n":3},"options":{"cache":false}})";
constexpr std::string_view kUncached4 =
    R"({"description":"Calculate factorial","args":{"n":4},"options":{"cache":false}})";

std::string report_of(std::uint64_t result) {
  return R"({"outcome":"returned","steps":1,"memoryBytes":1,"touchedTime":false,)"
         R"("touchedRandom":false,"result":)" +
         std::to_string(result) + R"(,"console":[],"consoleLinesDropped":0})";
}

}  // namespace

const std::vector<Plan>& plans() {
  static const std::vector<Plan> all = {
      {"POST", "/fn", kJson, kUncached1, 200, true},
      {"POST", "/fn", kJson, kUncached2, 200, true},
      {"POST", "/fn", kJson, kUncached3, 200, true},
      {"POST", "/fn", kJson, kUncached4, 200, true},
      {"POST", "/fn", kJson,
       R"({"description":"Sort array of numbers","args":{"numbers":[3,1,2]}})", 200, true},
      {"POST", "/fn", kJson, R"({"description":"Calculate factorial","args":{"n":5}})", 200, true},
      {"POST", "/fn", kJson, R"({"description":"Sort array of numbers","args":{"numbers":[9,8]}})",
       200, true},
      {"POST", "/fn", kJson,
       R"({"description":"Sort array of numbers","args":{"numbers":[7]},"options":{"timeoutMs":90}})",
       200, true},
      {"POST", "/fn", kJson,
       R"({"description":"Sort array of numbers","args":{"numbers":[4]},"options":{"mode":"async"}})",
       202, true},
      {"POST", "/fn", kJson,
       R"({"description":"Calculate factorial","args":{"n":6},"options":{"mode":"async"}})", 202,
       true},
      {"POST", "/fn/classify", kJson, R"({"description":"Sort array of numbers"})", 200, true},
      {"POST", "/fn", kJson, R"({"description":)", 400},
      {"POST", "/fn", "content-type: text/plain\n", "x", 415},
      {"POST", "/fn", kJson, R"({"description":"Zorble the quux","type":"code"})", 422},
      {"GET", "/health", "", "", 200},
      {"GET", "/ready", "", "", 200},
      {"GET", "/openapi.json", "", "", 200},
      {"GET", "/nothing", "", "", 404},
      {"DELETE", "/fn", "", "", 405},
  };
  return all;
}

Happened& Happened::operator+=(const Happened& other) {
  answered += other.answered;
  aborted += other.aborted;
  lost += other.lost;
  cached += other.cached;
  replayed += other.replayed;
  overloaded += other.overloaded;
  failed += other.failed;
  stale += other.stale;
  accepted += other.accepted;
  woken += other.woken;
  return *this;
}

Product::Product(std::uint64_t seed, const Disturbance& disturbance)
    : disturbance_(disturbance), random_(seed), gateway_(seed), fn_(seed + 1) {
  set_up_fn();
  set_up_gateway();
  for (SimulatedHost* host : {&gateway_, &fn_}) {
    host->world.latency_ms_max = 30;
    host->world.failure_probability = disturbance.failure_probability;
  }
}

void Product::set_up_fn() {
  migrate(fn_.storage.database);
  fn_.load<fn::Fn>(
      fn::Fn::Ports{fn_.basics(), fn_.sandbox, fn_.timers, fn_.storage, fn_.fetch, fn_.queue});
  fn_.queue.duplicate_probability = 0.2;
  fn_.fetch.script = [this](const NetworkRequest& request) { return play_job(request); };
  fn_.sandbox.script = [this](const SimulatedSandbox::Run& run) -> Result<std::string> {
    fn_.sandbox.duration_ms = static_cast<double>(below(kSandboxMsMax));
    std::uint64_t result = std::hash<std::string>()(run.program + run.arguments) % 1'000'000;
    if (disturbance_.results_vary) result += ++runs_;
    return report_of(result);
  };
}

NetworkAnswer Product::play_job(const NetworkRequest& request) {
  const std::string id(request.to.name.substr(request.to.name.find('/') + 1));
  if (request.head.get(":path") == "/job/wake") {
    ++happened_.woken;
    if (!disturbance_.jobs_are_unmade && !jobs_.contains(id)) fault("nobody made a job to wake");
    return NetworkAnswer::text("", 202);
  }
  if (!disturbance_.jobs_are_unmade) jobs_.insert(id);
  NetworkAnswer answer = NetworkAnswer::text(
      to_text(Json{{"success", true}, {"jobId", id}, {"status", "queued"}}), 202);
  answer.delay_ms = static_cast<double>(below(kSandboxMsMax));
  return answer;
}

void Product::set_up_gateway() {
  gateway_.config.values["authentication"] = "open-on-loopback";
  gateway_.load<gateway::Gateway>(
      gateway::Gateway::Ports{gateway_.basics(), gateway_.fetch, gateway_.storage});
  // The host keeps bodies for whoever the gateway hands a request on to.
  gateway_.http.bodies_on_demand = true;
  gateway_.fetch.script = [this](const NetworkRequest& request) {
    NetworkAnswer answer = NetworkAnswer::text(request.head.get(":path") == "/openapi.json"
                                                   ? R"({"paths":{},"components":{}})"
                                                   : R"({"status":"ready"})");
    answer.delay_ms = static_cast<double>(below(kSandboxMsMax));
    return answer;
  };
}

bool Product::chance(double probability) {
  constexpr std::uint64_t kScale = 1'000'000;
  return static_cast<double>(below(kScale)) < probability * static_cast<double>(kScale);
}

std::optional<std::string> Product::run() {
  for (int i = 0; i < disturbance_.requests && !fault_; ++i) {
    send_one();
    if (burst_ == 0 && chance(disturbance_.burst_probability)) burst_ = kBurst;
    if (burst_ > 0) --burst_;
    if (burst_ > 0 && open_requests() < disturbance_.open_max) continue;
    for (auto steps = below(10); steps > 0 || open_requests() >= disturbance_.open_max;) {
      if (!step() && steps == 0) break;
      if (steps > 0) --steps;
    }
    disturb();
  }
  for (std::uint64_t steps = 0; !fault_ && step(); ++steps) {
    if (steps > kStepsMax) fault("the installation does not come to rest");
  }
  if (!fault_) check_rest();
  for (const Sent& sent : sent_) {
    if (!fault_) check_answer(sent);
  }
  happened_.stale = gateway_.world.stale_deliveries() + fn_.world.stale_deliveries();
  return fault_;
}

void Product::send_one() {
  const auto keyed = static_cast<std::uint64_t>(
      std::ranges::count_if(plans(), [](const Plan& one) { return one.keyed; }));
  const Plan& plan = plans()[below(chance(0.6) ? keyed : plans().size())];
  Sent sent{.plan = &plan, .key = {}, .at_gateway = 0};
  std::string fields(plan.fields);
  if (plan.keyed && chance(0.3)) {
    sent.key = "key-" + std::to_string(below(kKeys));
    fields += "idempotency-key: " + sent.key + "\n";
  }
  sent.at_gateway = gateway_.http.send({.method = std::string(plan.method),
                                        .path = std::string(plan.path),
                                        .fields = std::move(fields),
                                        .body = std::string(plan.body)});
  at_gateway_.push_back(sent_.size());
  sent_.push_back(std::move(sent));
}

void Product::disturb() {
  if (chance(disturbance_.abort_probability)) {
    const std::size_t recent = std::min<std::size_t>(sent_.size(), disturbance_.open_max);
    abort(sent_[sent_.size() - 1 - below(recent)]);
  }
  for (SimulatedHost* host : {&gateway_, &fn_}) {
    if (chance(disturbance_.crash_probability)) host->world.crash();
    if (chance(disturbance_.crash_probability)) host->world.crash_in_next_event();
    if (chance(disturbance_.pause_probability)) {
      host->world.advance(kPauseMs);
      pass_on();
    }
  }
  if (disturbance_.records_vanish && chance(0.1)) {
    static_cast<void>(
        fn_.storage.database.execute("DELETE FROM idempotency_records", Json::array()));
  }
}

void Product::abort(Sent& sent) {
  const ClientView& view = view_of(sent);
  if (view.whole || view.broken) return;
  sent.aborted = true;
  if (sent.at_fn) return fn_.http.abort(*sent.at_fn);
  gateway_.http.abort(sent.at_gateway);
}

bool Product::step() {
  SimulatedHost& first = below(2) == 0 ? gateway_ : fn_;
  SimulatedHost& second = &first == &gateway_ ? fn_ : gateway_;
  if (!first.world.step() && !second.world.step()) return false;
  pass_on();
  check_limits();
  return true;
}

void Product::pass_on() {
  std::erase_if(at_gateway_, [this](std::size_t index) {
    Sent& sent = sent_[index];
    const ClientView& view = gateway_.http.view(sent.at_gateway);
    if (view.whole || view.broken || view.aborted) return true;
    if (!view.forwarded) return false;
    const std::string_view method = sent.plan->method;
    std::string fields(sent.plan->fields);
    if (!sent.key.empty()) fields += "idempotency-key: " + sent.key + "\n";
    sent.at_fn = fn_.http.send({.method = std::string(method),
                                .path = view.forwarded->path,
                                .fields = std::move(fields),
                                .principal = view.forwarded->principal,
                                .body = std::string(sent.plan->body)});
    return true;
  });
}

std::size_t Product::open_requests() const {
  return gateway_.http.open_requests() + fn_.http.open_requests();
}

const ClientView& Product::view_of(const Sent& sent) const {
  return sent.at_fn ? fn_.http.view(*sent.at_fn) : gateway_.http.view(sent.at_gateway);
}

std::string Product::trace() const {
  std::string text;
  for (const Sent& sent : sent_) text += std::to_string(view_of(sent).status) + " ";
  return text + std::to_string(fn_.world.now_ms()) + " " + std::to_string(gateway_.world.now_ms());
}

void Product::fault(std::string what) {
  if (!fault_) fault_ = std::move(what);
}

}  // namespace skerry::simulation
