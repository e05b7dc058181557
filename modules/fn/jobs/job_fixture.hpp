#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "modules/fn/jobs/creation.hpp"
#include "modules/fn/jobs/job.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::fn {

inline constexpr std::string_view kJobId = "job_01JDABCDEFGHJKMNPQRSTVWXYZ";
/// Under which the type of that job's call is corrected.
inline constexpr std::string_view kCallId = "call_01JDABCDEFGHJKMNPQRSTVWXYZ";
inline constexpr std::string_view kPrincipal = R"({"tenant":"acme","requestId":"req_1"})";

/// One job's actor on a simulated host, with the shared storage's tables.
struct JobFixture {
  explicit JobFixture(std::uint64_t seed = 1, const Job::MakeTaskDoor& make_tasks = nullptr)
      : host(seed) {
    for (const char* name : {"0003_function_jobs.sql"}) {
      std::ifstream file(std::string(SKERRY_SOURCE_DIR "/modules/sdk/migrations/") + name);
      std::string sql{std::istreambuf_iterator<char>(file), {}};
      for (std::size_t end = 0; (end = sql.find(";\n")) != std::string::npos;) {
        REQUIRE(host.storage.database.execute(sql.substr(0, end), Json::array()));
        sql.erase(0, end + 2);
      }
    }
    host.actor.identity = {"job", std::string(kJobId)};
    host.http.bodies_on_demand = true;
    host.load<Job>(Job::Ports{.basics = host.basics(),
                              .fetch = host.fetch,
                              .storage = host.storage,
                              .actor_storage = host.actor_storage,
                              .actor = host.actor,
                              .timers = host.timers,
                              .alarm = host.alarm,
                              .sockets = host.sockets},
                   Job::MakeTaskDoor(make_tasks));
  }

  OpId send(std::string_view method, std::string_view path, std::string body = {},
            std::string_view principal = kPrincipal, std::string fields = {}) {
    return host.http.send({.method = std::string(method),
                           .path = std::string(path),
                           .fields = std::move(fields),
                           .principal = std::string(principal),
                           .body = std::move(body)});
  }
  /// The answer, once everything that is due now has happened.
  const simulation::ClientView& ask(std::string_view method, std::string_view path,
                                    std::string body = {},
                                    std::string_view principal = kPrincipal) {
    const OpId request = send(method, path, std::move(body), principal);
    host.world.advance(0);
    return host.http.view(request);
  }

  static std::string creation(std::string_view type = "code", std::string_view callback_url = {},
                              std::optional<std::uint64_t> timeout_ms = {}) {
    return creation_text({.tenant = "acme",
                          .request_id = "req_0",
                          .type = std::string(type),
                          .classification = Json{{"type", std::string(type)}},
                          .timeout_ms = timeout_ms,
                          .callback_url = std::string(callback_url),
                          .call = {}},
                         R"({"description":"Sort array of numbers","args":{"numbers":[2,1]}})");
  }
  const simulation::ClientView& create(std::string_view type = "code",
                                       std::string_view callback_url = {},
                                       std::optional<std::uint64_t> timeout_ms = {}) {
    return ask("POST", "/job/create", creation(type, callback_url, timeout_ms));
  }

  /// The job as it is shown.
  Json shown() {
    const auto& view = ask("GET", "/job");
    REQUIRE(view.status == 200);
    return *read_json(view.body);
  }
  std::string status() { return shown()["status"].get<std::string>(); }
  /// What the index says: status and error code; null when it has no such job.
  Json indexed() {
    const auto rows = host.storage.database.execute("SELECT status, error_code FROM function_jobs",
                                                    Json::array());
    REQUIRE(rows);
    return rows->at("rows").empty() ? Json() : rows->at("rows")[0];
  }
  /// Types of events in order.
  std::vector<std::string> events() {
    std::vector<std::string> types;
    JobStore store(host.actor_storage);
    for (const JobEvent& event : store.events_after(0, 1'000)) types.push_back(event.type);
    return types;
  }

  simulation::SimulatedHost host;
};

/// What the front answers when it has done the work.
inline simulation::NetworkAnswer done() {
  return simulation::NetworkAnswer::text(
      R"({"success":true,"id":"call_01JDABCDEFGHJKMNPQRSTVWXYZ","type":"code",)"
      R"("status":"succeeded","result":[1,2],)"
      R"("attempts":[{"route":"code","outcome":"succeeded"}],"timings":{"totalMs":1}})");
}

/// A problem as the front answers it.
inline simulation::NetworkAnswer refused(std::string_view code, double delay_ms = 0) {
  simulation::NetworkAnswer answer =
      simulation::NetworkAnswer::text(problem_text(code, "no"), find_problem(code)->status);
  answer.delay_ms = delay_ms;
  return answer;
}

}  // namespace skerry::fn
