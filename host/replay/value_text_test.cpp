#include "host/replay/value_text.hpp"

#include <catch2/catch.hpp>

#include "host/engine/value.hpp"

namespace skerry::host {
namespace {

/// Reads a text, and writes what came of it.
std::string again(const std::string& text) {
  const auto values = read_values(LogJson::parse(text));
  return values ? line_of(write_values(values->get())) : "unreadable";
}

}  // namespace

TEST_CASE("every kind of value of the contract is read as it was written", "[replay]") {
  for (const std::string text : {
           R"([])",
           R"([{"u64":18446744073709551615},{"u32":4294967295},{"u16":65535}])",
           R"([{"f64":1.5},{"f64":-0.0},{"f64":1795376420502.0},{"f64":5e-324}])",
           R"([{"f64":"nan"},{"f64":"infinity"},{"f64":"-infinity"}])",
           R"(["grüße\u0000\n",true,false,{"enum":"whole"}])",
           R"([{"some":"x"},{"none":null},{"some":{"u64":1}}])",
           R"([{"ok":null},{"ok":"rows"},{"error":{"variant":["limit-exceeded","rows_max=1"]}}])",
           R"([{"variant":["internet",null]},{"variant":["actor","a/b"]}])",
           R"([{"ok":{"record":{"status":{"u16":200},"head":"","body":"x"}}}])",
       }) {
    CHECK(again(text) == text);
  }
}

TEST_CASE("what is no value of the contract is refused", "[replay]") {
  for (const std::string text : {
           R"({})",
           R"([1])",
           R"([null])",
           R"([{"u16":65536}])",
           R"([{"u32":-1}])",
           R"([{"u64":1.5}])",
           R"([{"f64":"other"}])",
           R"([{"enum":1}])",
           R"([{"some":null}])",
           R"([{"none":"x"}])",
           R"([{"variant":["x"]}])",
           R"([{"record":[]}])",
           R"([{"record":{"a":"x","b":7}}])",
           R"([{"u16":1,"u32":1}])",
           R"([{"unknown":13}])",
           R"([{"some":{"some":{"some":{"some":{"some":{"some":{"some":{"some":"x"}}}}}}}}])",
       }) {
    INFO(text);
    CHECK(again(text) == "unreadable");
  }
}

}  // namespace skerry::host
