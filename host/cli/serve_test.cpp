#include "host/cli/serve.hpp"

#include <catch2/catch.hpp>

namespace skerry::host {
namespace {

Configuration settled(std::string_view authentication, std::string_view key, bool loopback) {
  Configuration configuration;
  if (!authentication.empty()) configuration.set("authentication", std::string(authentication));
  if (!key.empty()) configuration.set("api_key", std::string(key));
  decide_authentication(configuration, loopback);
  return configuration;
}

}  // namespace

TEST_CASE("without a key only this machine is answered, unless in so many words", "[serve]") {
  CHECK(settled("", "", true).get("authentication") == "open-on-loopback");
  CHECK(settled("", "", false).get("authentication") == "closed");
  CHECK(settled("open", "", false).get("authentication") == "open");
  CHECK(settled("closed", "", true).get("authentication") == "closed");
}

TEST_CASE("an operator without a key is told who is answered", "[serve]") {
  const auto warning = [](std::string_view authentication, std::string_view key, bool loopback) {
    return warning_about_callers(settled(authentication, key, loopback), loopback).value_or("");
  };
  CHECK(warning("", "", false).contains("everything but /health is answered with 503"));
  CHECK(warning("closed", "", true).contains("everything but /health is answered with 503"));
  CHECK(warning("open", "", false).contains("everybody who reaches this server may use it"));
  CHECK(warning("", "", true).empty());
  CHECK(warning("open", "", true).empty());
  for (const char* authentication : {"", "open", "closed"}) {
    CHECK(warning(authentication, "k", false).empty());
    CHECK(warning(authentication, "k", true).empty());
  }
}

}  // namespace skerry::host
