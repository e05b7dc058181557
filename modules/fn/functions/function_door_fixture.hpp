#pragma once

#include <string>
#include <utility>

#include "modules/fn/fn_fixture.hpp"

namespace skerry::fn {

using testing::report_of;

/// A Fn whose sandbox knows three programs: one that doubles, one that does not parse, and any
/// other, which gives 7.
struct DoorBench {
  DoorBench() {
    simulation::migrate(host.storage.database);
    host.load<Fn>(
        Fn::Ports{host.basics(), host.sandbox, host.timers, host.storage, host.fetch, host.queue});
    host.sandbox.script = [this](const simulation::SimulatedSandbox::Run& run) {
      ++runs;
      const Json args = *read_json(run.arguments);
      if (run.program.contains("SYNTAX")) {
        return Result<std::string>(
            R"({"outcome":"syntax_error","error":{"name":"SyntaxError","message":"no","line":1,)"
            R"("column":2},"console":[],"consoleLinesDropped":0})");
      }
      if (run.program.contains("DOUBLE")) {
        return Result<std::string>(report_of(json_number(args[0].get<double>() * 2)));
      }
      return Result<std::string>(report_of(7));
    };
  }

  const simulation::ClientView& send(std::string method, std::string path,
                                     const std::string& body = "", const std::string& fields = "",
                                     const std::string& tenant = "t") {
    const std::string type = body.empty() ? "" : "content-type: application/json\n";
    const OpId id =
        host.http.send({.method = std::move(method),
                        .path = std::move(path),
                        .fields = type + fields,
                        .principal = R"({"tenant":")" + tenant + R"(","requestId":"req_x"})",
                        .body = body});
    host.world.run();
    return host.http.view(id);
  }

  /// The answer's body, with its status beside it.
  Json json(std::string method, std::string path, const Json& body = {},
            const std::string& tenant = "t") {
    const auto& view = send(std::move(method), std::move(path),
                            body.is_null() ? std::string() : to_text(body), "", tenant);
    Json answer = view.body.empty() ? Json::object() : *read_json(view.body);
    answer["httpStatus"] = view.status;
    return answer;
  }

  std::string call(const std::string& method, const Json& argument) {
    const OpId id =
        host.rpc.call(method, to_text(argument), R"({"tenant":"t","requestId":"req_x"})");
    host.world.run();
    return host.rpc.reply_to(id).value_or("");
  }

  simulation::SimulatedHost host{7};
  int runs = 0;
};

inline std::string id_in(const Json& function) { return function["id"].get<std::string>(); }

/// A call that the catalogue answers.
inline const Json kSort = {{"description", "Sort array of numbers"},
                           {"args", {{"numbers", {2, 1}}}}};

}  // namespace skerry::fn
