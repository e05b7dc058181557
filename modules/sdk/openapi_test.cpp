#include "modules/sdk/openapi.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "modules/sdk/idempotency.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry {
namespace {

TEST_CASE("each code stands under its own status, once", "[openapi]") {
  constexpr std::string_view kCodes[] = {"invalid_json", "duplicate_key", "invalid_arguments",
                                         "overloaded"};
  const Json responses = problem_responses(kCodes);
  std::set<std::string> seen;
  for (const auto& [status, response] : responses.items()) {
    const Json& codes = response["content"]["application/problem+json"]["schema"]["allOf"][1]
                                ["properties"]["code"]["enum"];
    for (const Json& code : codes) {
      CHECK(std::to_string(find_problem(code.get<std::string>())->status) == status);
      CHECK(seen.insert(code.get<std::string>()).second);
      CHECK(response["description"].get<std::string>().contains(code.get<std::string>()));
    }
  }
  for (const std::string_view code : kCodes) CHECK(seen.contains(std::string(code)));
  for (const std::string_view code : common_problem_codes()) {
    CHECK(seen.contains(std::string(code)));
  }
  CHECK(responses["503"]["headers"].contains("Retry-After"));
  CHECK_FALSE(responses["400"]["headers"].contains("Retry-After"));
}

TEST_CASE("the schema of problems knows every code", "[openapi]") {
  CHECK(problem_schema()["properties"]["code"]["enum"].size() == problem_kinds().size());
  CHECK(idempotency_key_parameter()["schema"]["maxLength"] == limits::kIdempotencyKeyCharactersMax);
  CHECK(header_components().contains("IdempotencyReplayed"));
}

TEST_CASE("a schema is extended by members, in their order", "[openapi]") {
  const Json base = *read_json(R"({"required":["a"],"properties":{"a":{},"b":{}}})");
  const Json more = *read_json(R"({"required":["c"],"properties":{"c":{"const":true}}})");
  CHECK(to_text(extended_schema(base, more)) ==
        R"({"required":["a","c"],"properties":{"a":{},"b":{},"c":{"const":true}}})");
  CHECK(extended_schema(base, Json::object()) == base);
}

TEST_CASE("every code of the lists is in the table", "[openapi]") {
  for (const auto codes : {body_problem_codes(), idempotency_problem_codes()}) {
    for (const std::string_view code : codes) CHECK(find_problem(code) != nullptr);
  }
}

}  // namespace
}  // namespace skerry
