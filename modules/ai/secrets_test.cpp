#include "modules/ai/secrets.hpp"

#include <catch2/catch.hpp>

namespace skerry::ai {
namespace {

TEST_CASE("a configured key and its parts are removed wherever they stand", "[ai][secrets]") {
  const Secrets secrets({"correct-horse-battery", ""});
  CHECK(secrets.removed_from("key correct-horse-battery is wrong") == "key [redacted] is wrong");
  CHECK(secrets.removed_from("{\"k\":\"correct-horse-battery\"}") == "{\"k\":\"[redacted]\"}");
  CHECK(secrets.removed_from("xcorrect-horse-batteryx").contains("horse") == false);
  CHECK(secrets.removed_from("ends in horse-battery.") == "ends in [redacted]");
  CHECK(secrets.removed_from("a horse, a battery") == "a horse, a battery");
}

TEST_CASE("what looks like a key is removed without being known", "[ai][secrets]") {
  const Secrets secrets;
  CHECK(secrets.removed_from("Incorrect API key: sk-proj-ab***yz. See") ==
        "Incorrect API key: [redacted] See");
  CHECK(secrets.removed_from("Authorization: Bearer abcdef") == "Authorization: Bearer [redacted]");
  CHECK(secrets.removed_from("sk-ant-api03-0123456789") == "[redacted]");
  CHECK(secrets.removed_from("a task-based risk-free desk") == "a task-based risk-free desk");
}

TEST_CASE("a shown text is short, whole characters and one line", "[ai][secrets]") {
  const Secrets secrets({"0123456789abcdef"});
  CHECK(secrets.shown("a\nb\tc", 10) == "a b c");
  CHECK(secrets.shown("ééé", 3) == "é…");
  // The key is removed before the text is cut, or half of it would stay.
  CHECK_FALSE(secrets.shown("x 0123456789abcdef", 8).contains("0123"));
}

}  // namespace
}  // namespace skerry::ai
