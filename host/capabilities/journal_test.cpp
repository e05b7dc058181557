#include "host/capabilities/journal.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "modules/ai/failure.hpp"

namespace skerry::host {
namespace {

nlohmann::json written(std::string_view fields) {
  return nlohmann::json::parse(log_line(LogLevel::kWarning, "fn", "it happened", fields));
}

}  // namespace

TEST_CASE("a line has its own members and those of its fields", "[journal]") {
  const auto line = written(R"({"latencyMs": 12})");
  CHECK(line["level"] == "warning");
  CHECK(line["source"] == "fn");
  CHECK(line["message"] == "it happened");
  CHECK(line["latencyMs"] == 12);
  CHECK(line.contains("time"));
}

TEST_CASE("a field named like one of the line's own is kept", "[journal]") {
  const auto line = written(R"({"message": "the other's", "level": 3, "status": 500})");
  CHECK(line["message"] == "it happened");
  CHECK(line["level"] == "warning");
  CHECK(line["fields"] == nlohmann::json({{"message", "the other's"}, {"level", 3}}));
  CHECK(line["status"] == 500);
}

TEST_CASE("a provider's own words are in the line", "[journal]") {
  const Json report = ai::report_of(
      {{ai::Provider::kOpenai, "m", ai::ModelFailureKind::kRejected, 400, 12, "no such model"}});
  const auto line = written(to_text(report.front()));
  CHECK(line["message"] == "it happened");
  CHECK(line["providerMessage"] == "no such model");
}

TEST_CASE("what is no object is kept as text", "[journal]") {
  CHECK(written("plain")["fields"] == "plain");
  CHECK_FALSE(written("").contains("fields"));
}

}  // namespace skerry::host
