#include "host/cli/model_settings.hpp"

#include <catch2/catch.hpp>

namespace skerry::host {
namespace {

Configuration configuration(std::initializer_list<std::pair<const char*, const char*>> settings) {
  Configuration made;
  for (const auto& [name, value] : settings) made.set(name, value);
  return made;
}

}  // namespace

TEST_CASE("models are read as modules will read them", "[models]") {
  const auto models = check_models(configuration(
      {{"openai_api_key", "k"}, {"anthropic_api_key", "l"}, {"ai_providers", "anthropic,openai"}}));
  REQUIRE(models);
  REQUIRE(models->endpoints.size() == 2);
  CHECK(models->endpoints[0].provider == ai::Provider::kAnthropic);
  CHECK(models->local == ai::LocalPlace::kAbsent);
  CHECK(check_models({})->endpoints.empty());
}

TEST_CASE("each fault of the models' settings is a line that names it, without secrets",
          "[models]") {
  const auto models = check_models(configuration({{"openai_api_key", "my secret"},
                                                  {"openai_base_url", "localhost:1"},
                                                  {"ai_providers", "anthropic"}}));
  REQUIRE_FALSE(models);
  REQUIRE(models.error().size() == 3);
  CHECK(models.error()[0].starts_with("OPENAI_API_KEY: "));
  CHECK(models.error()[1].starts_with("OPENAI_BASE_URL: "));
  CHECK(models.error()[2].starts_with("ANTHROPIC_API_KEY: is needed"));
  for (const std::string& line : models.error()) CHECK_FALSE(line.contains("secret"));
}

TEST_CASE("only the servers that the operator named have trusted origins", "[models]") {
  CHECK(model_origins(configuration({{"openai_api_key", "k"}})).empty());
  CHECK(model_origins(configuration({{"openai_base_url", "http://127.0.0.1:11434/v1"},
                                     {"anthropic_base_url", "http://Models.lan"}})) ==
        std::vector<std::string>{"http://127.0.0.1:11434", "http://models.lan:80"});
}

}  // namespace skerry::host
