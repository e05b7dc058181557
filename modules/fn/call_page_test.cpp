#include "modules/fn/call_page.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "modules/fn/call.hpp"

namespace skerry::fn {
namespace {

TEST_CASE("docs/call.md ends with what fn_print_call_page prints", "[call][docs]") {
  std::ifstream file(SKERRY_SOURCE_DIR "/docs/call.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t mark = page.find(kCallPageMark);
  REQUIRE(mark != std::string::npos);
  CHECK(page.substr(mark + std::string(kCallPageMark).size()) == call_fields_markdown());
}

TEST_CASE("a default that is written out changes nothing", "[call][docs]") {
  const Json options = default_options();
  const auto written = read_call(to_text(Json{{"description", "x"}, {"options", options}}));
  const auto left_out = read_call(R"({"description":"x"})");
  REQUIRE(written.has_value());
  REQUIRE(left_out.has_value());
  const CallOptions& one = written->options;
  const CallOptions& other = left_out->options;
  CHECK(one.async == other.async);
  CHECK(one.cache == other.cache);
  CHECK(one.confidence_threshold == other.confidence_threshold);
  CHECK(one.on_uncertain == other.on_uncertain);
  CHECK(one.on_route_failure == other.on_route_failure);
  // And each is said where it is described.
  const Json schema = call_schema(CallKind::kExecute);
  for (const auto& [name, value] : options.items()) {
    const Json& option = schema["properties"]["options"]["properties"][name];
    CHECK(option["description"].get<std::string>().contains("By default "));
  }
}

}  // namespace
}  // namespace skerry::fn
