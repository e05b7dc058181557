#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/sdk/idempotency.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry {

inline constexpr std::uint64_t kWorkMs = 30'000;
inline constexpr double kLeaseMs = kWorkMs + limits::kIdempotencyLeaseMarginMs;

/// Counts how often it works; the path says what it answers and how long that takes.
class Counter final : public Module {
 public:
  Counter(simulation::SimulatedHost& host, int& runs, std::vector<std::string>& identities)
      : host_(host),
        runs_(runs),
        identities_(identities),
        idempotency_(host.basics(), host.storage, kWorkMs) {}

  Task<Answer> on_request(Request request) override {
    const Principal principal = read_principal(request.principal);
    auto keyed = read_keyed_request(request, principal, host_.crypto);
    if (!keyed) co_return std::move(keyed.error());
    std::optional<WorkIdentity> identity;
    co_return co_await idempotency_.once(std::move(*keyed),
                                         work(std::string(request.path()), &identity), &identity);
  }

 private:
  Task<Response> work(std::string path, const std::optional<WorkIdentity>* identity) {
    if (*identity) {
      identities_.push_back(std::to_string((*identity)->began_ms) + " " + (*identity)->digest);
    }
    const std::string run = std::to_string(++runs_);
    if (path == "/slow") co_await sleep(host_.timers, 1'000);
    if (path == "/too-slow") co_await sleep(host_.timers, 60'000);
    if (path == "/broken") co_return problem("internal_error", "broken");
    if (path == "/invalid") co_return problem("invalid_arguments", "run " + run);
    if (path == "/malformed") co_return problem("invalid_json", "run " + run);
    if (path == "/threw") co_return problem("code_threw", "run " + run);
    if (path == "/large") {
      co_return text_response(200, std::string(limits::kIdempotencyBodyBytesMax + 1, 'x'));
    }
    Response response = text_response(201, "run " + run);
    response.head.add("location", "/things/" + run).add("server-timing", "work;dur=1");
    co_return response;
  }

  simulation::SimulatedHost& host_;
  int& runs_;
  std::vector<std::string>& identities_;
  Idempotency idempotency_;
};

inline std::string idempotency_migration() {
  std::ifstream file(SKERRY_SOURCE_DIR "/modules/sdk/migrations/0001_idempotency_records.sql");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A module that answers each key once, on a simulated host.
struct IdempotencyBench {
  explicit IdempotencyBench(std::uint64_t seed = 5) : host(seed) {
    const std::string sql = idempotency_migration();
    const std::size_t end = sql.find(");") + 2;
    REQUIRE(host.storage.database.execute(sql.substr(0, end), Json::array()));
    REQUIRE(host.storage.database.execute(sql.substr(end), Json::array()));
    host.load<Counter>(std::ref(host), std::ref(runs), std::ref(identities));
  }

  OpId send(std::string path, std::string fields, std::string body = "{}",
            const std::string& tenant = "t") {
    return host.http.send({.method = "POST",
                           .path = std::move(path),
                           .fields = std::move(fields),
                           .principal = R"({"tenant":")" + tenant + R"(","requestId":"req_x"})",
                           .body = std::move(body)});
  }

  const simulation::ClientView& post(std::string path, std::string fields, std::string body = "{}",
                                     const std::string& tenant = "t") {
    const OpId id = send(std::move(path), std::move(fields), std::move(body), tenant);
    host.world.run();
    return host.http.view(id);
  }

  std::int64_t records() {
    const auto rows =
        host.storage.database.execute("SELECT count(*) FROM idempotency_records", Json::array());
    return (*rows)["rows"][0][0].get<std::int64_t>();
  }

  simulation::SimulatedHost host;
  int runs = 0;
  /// Under which identity each run began.
  std::vector<std::string> identities;
};

/// The status, and the code of a problem.
inline std::string code_of(const simulation::ClientView& view) {
  const auto body = read_json(view.body);
  const Json* code = body ? find_member(*body, "code") : nullptr;
  return std::to_string(view.status) + (code == nullptr ? "" : " " + code->get<std::string>());
}

inline const std::string kKey = "idempotency-key: k1\n";

}  // namespace skerry
