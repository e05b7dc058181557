#include "host/cli/ollama.hpp"

#include <catch2/catch.hpp>

#include "host/cli/model_report.hpp"
#include "host/cli/model_settings.hpp"

namespace skerry::host {
namespace {

std::optional<std::string> origin(const char* variable) {
  const char* const environment[] = {"PATH=/bin", variable, nullptr};
  return ollama_origin(environment);
}

std::string choice(const char* tags) { return choose_ollama_model(read_json(tags).value()).model; }

}  // namespace

TEST_CASE("an Ollama is looked for on this machine alone", "[ollama]") {
  const std::string usual = "http://127.0.0.1:11434";
  CHECK(origin(nullptr) == usual);
  CHECK(origin("OLLAMA_HOST=") == usual);
  CHECK(origin("OLLAMA_HOST=0.0.0.0") == usual);
  CHECK(origin("OLLAMA_HOST=localhost:1") == "http://127.0.0.1:1");
  CHECK(origin("OLLAMA_HOST=:2") == "http://127.0.0.1:2");
  CHECK(origin("OLLAMA_HOST=http://127.0.0.1:3/") == "http://127.0.0.1:3");
  CHECK(origin("OLLAMA_HOST=[::1]:4") == "http://[::1]:4");
  for (const char* other :
       {"OLLAMA_HOST=10.0.0.1:11434", "OLLAMA_HOST=models.example", "OLLAMA_HOST=https://localhost",
        "OLLAMA_HOST=127.0.0.1:99999", "OLLAMA_HOST=localhost@evil.example"}) {
    INFO(other);
    CHECK_FALSE(origin(other));
  }
}

TEST_CASE("of the installed models the largest that answers in time is taken", "[ollama]") {
  CHECK(choice(R"({"models": [
    {"name": "llama3.2:1b", "size": 1300000000}, {"name": "qwen2.5:7b", "size": 4700000000},
    {"name": "llama3.3:70b", "size": 43000000000},
    {"name": "nomic-embed-text:latest", "size": 5000000000},
    {"name": "minilm", "size": 6000000000, "details": {"families": ["bert"]}}]})") == "qwen2.5:7b");
  CHECK(choice(R"({"models": [{"name": "b", "size": 43000000000},
                              {"name": "a", "size": 20000000000}]})") == "a");
  CHECK(choice(R"({"models": [{"name": "b", "size": 5}, {"name": "a", "size": 5}]})") == "a");
  CHECK(choice(R"({"models": [{"name": "a"}]})") == "a");
  for (const char* none :
       {R"({"models": []})", R"({"models": 5})", R"({})", "[]", R"({"models": [5, {"name": 5}]})",
        R"({"models": [{"name": "", "size": 1}, {"name": "a,b", "size": 1}]})",
        R"({"models": [{"name": "embed"}]})"}) {
    INFO(none);
    CHECK(choice(none).empty());
  }
}

TEST_CASE("models whose names no setting may have are passed over and counted", "[ollama]") {
  const std::string long_name(300, 'm');
  for (const std::string& name :
       {std::string("my model"), std::string("größe"), std::string("a\\u001b[2Jb"), long_name,
        std::string(), std::string("a,b")}) {
    INFO(name);
    const std::string bad = R"({"name": ")" + name + R"(", "size": 9})";
    const OllamaChoice alone =
        choose_ollama_model(read_json(R"({"models": [)" + bad + "]}").value());
    CHECK(alone.model.empty());
    CHECK(alone.unusable_names == 1);
    const OllamaChoice beside = choose_ollama_model(
        read_json(R"({"models": [)" + bad + R"(, {"name": "good:7b", "size": 1}]})").value());
    CHECK(beside.model == "good:7b");
    CHECK(beside.unusable_names == 1);
  }
}

TEST_CASE("a list whose fields are of other types harms nobody", "[ollama]") {
  for (const char* none : {R"({"models": null})", R"({"models": {"name": "a"}})", "null",
                           R"({"models": [null, [], "a", {"name": null}, {"name": ["a"]}]})"}) {
    INFO(none);
    CHECK(choice(none).empty());
  }
  for (const char* size : {R"("9")", "null", "-1", "1e300", "18446744073709551615", "[]", "true"}) {
    INFO(size);
    const std::string tags = std::string(R"({"models": [{"name": "a", "size": )") + size + "}]}";
    CHECK(choice(tags.c_str()) == "a");
  }
  for (const char* details : {"null", "[]", "5", R"({"families": null})", R"({"families": 5})",
                              R"({"families": [5, null, {}]})"}) {
    INFO(details);
    const std::string tags =
        std::string(R"({"models": [{"name": "a", "details": )") + details + "}]}";
    CHECK(choice(tags.c_str()) == "a");
  }
}

TEST_CASE("nobody is asked when the settings say whom to use", "[ollama]") {
  const char* const environment[] = {nullptr};
  for (const char* name :
       {"ai_providers", "openai_api_key", "openai_base_url", "anthropic_api_key"}) {
    Configuration configuration;
    configuration.set(name, "local");
    const OllamaLook look = look_for_ollama(environment, configuration);
    CHECK(look.outcome == OllamaLook::Outcome::kNotNeeded);
    CHECK(look.origin.empty());
  }
}

TEST_CASE("what will be used is said in its order, with the reason and without keys", "[models]") {
  Configuration configuration;
  configuration.set("anthropic_api_key", "key-a");
  configuration.set("openai_base_url", "http://127.0.0.1:1/v1");
  configuration.set("openai_api_key", "key-b");
  configuration.set("model_code", "compatible:coder");
  const auto lines = describe_models(*check_models(configuration), configuration, {});
  REQUIRE(lines.size() == 3);
  CHECK(
      lines[0] ==
      "provider compatible: gpt-4o-mini, coder at http://127.0.0.1:1/v1 (OPENAI_BASE_URL is set)");
  CHECK(lines[1] ==
        "provider anthropic: claude-haiku-4-5 at https://api.anthropic.com (ANTHROPIC_API_KEY is "
        "set)");
  CHECK(lines[2] == "provider local: built in, without a network (always there)");
  const auto none = describe_models(*check_models({}), {},
                                    {OllamaLook::Outcome::kNobody, "http://127.0.0.1:11434"});
  REQUIRE(none.size() == 2);
  CHECK(none[1] == "no model: no key, no OPENAI_BASE_URL, and no Ollama at http://127.0.0.1:11434");
}

}  // namespace skerry::host
