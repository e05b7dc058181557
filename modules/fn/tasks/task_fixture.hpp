#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "modules/fn/jobs/job_fixture.hpp"
#include "modules/fn/tasks/human_task.hpp"
#include "modules/sdk/id.hpp"

namespace skerry::fn {

inline constexpr std::string_view kTaskId = "task_01JDABCDEFGHJKMNPQRSTVWXYZ";
inline constexpr std::string_view kOther = R"({"tenant":"other","subject":"key:a"})";

/// A human job's actor on a simulated host.
struct TaskFixture : JobFixture {
  explicit TaskFixture(std::uint64_t seed = 1)
      : JobFixture(seed, [this](TaskHost& job) -> std::unique_ptr<TaskDoor> {
          return human_tasks({.basics = host.basics(), .storage = host.storage})(job);
        }) {
    std::ifstream file(SKERRY_SOURCE_DIR "/modules/sdk/migrations/0004_human_tasks.sql");
    std::string sql{std::istreambuf_iterator<char>(file), {}};
    for (std::size_t end = 0; (end = sql.find(";\n")) != std::string::npos;) {
      REQUIRE(host.storage.database.execute(sql.substr(0, end), Json::array()));
      sql.erase(0, end + 2);
    }
  }

  const simulation::ClientView& create_task(const Json& task = Json::object(),
                                            std::string_view callback_url = {},
                                            std::optional<std::uint64_t> timeout_ms = {}) {
    const Json call = {{"description", "Review the contract\nof Ann"},
                       {"args", {{"page", 3}}},
                       {"context", "Carefully."},
                       {"schema", {{"type", "object"}}},
                       {"options", {{"task", task}}}};
    return ask("POST", "/job/create",
               creation_text({.tenant = "acme",
                              .request_id = "req_0",
                              .type = "human",
                              .classification = Json{{"type", "human"}},
                              .timeout_ms = timeout_ms,
                              .callback_url = std::string(callback_url),
                              .call = {}},
                             to_text(call)));
  }

  static std::string caller(std::string_view subject = "key:a") {
    return to_text(
        Json{{"tenant", "acme"}, {"subject", std::string(subject)}, {"requestId", "req_1"}});
  }
  static std::string link(std::uint64_t generation, std::string_view addressee = "ann") {
    return to_text(
        Json{{"requestId", "req_1"},
             {"link", {{"generation", generation}, {"addressee", std::string(addressee)}}}});
  }
  /// The status of an answer to a move.
  std::uint16_t move(std::string_view name, std::string_view principal,
                     const Json& body = Json::object()) {
    const auto& view = ask("POST", "/task/" + std::string(name), to_text(body), principal);
    last = read_json(view.body).value_or(Json());
    return view.status;
  }
  Json task() {
    const auto& view = ask("GET", "/task/show", {}, caller());
    REQUIRE(view.status == 200);
    return *read_json(view.body);
  }
  std::string state() { return task()["state"].get<std::string>(); }
  /// `action by kind name: from > to` for each entry.
  std::vector<std::string> audit() {
    std::vector<std::string> lines;
    for (const Json& entry : task()["audit"]) {
      const Json* from = find_member(entry, "from");
      lines.push_back(
          entry["action"].get<std::string>() + " by " + entry["by"]["kind"].get<std::string>() +
          " " + entry["by"]["name"].get<std::string>() + ": " +
          (from ? from->get<std::string>() : "") + " > " + entry["to"].get<std::string>());
    }
    return lines;
  }
  /// The state that the shared index shows; empty without a row.
  std::string listed() {
    const auto rows = host.storage.database.execute(
        "SELECT state FROM human_tasks WHERE tenant = 'acme'", Json::array());
    REQUIRE(rows);
    return rows->at("rows").empty() ? std::string() : rows->at("rows")[0][0].get<std::string>();
  }

  Json last;
};

}  // namespace skerry::fn
