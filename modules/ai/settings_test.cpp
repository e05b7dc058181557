#include "modules/ai/settings.hpp"

#include <catch2/catch.hpp>

#include "modules/sdk/simulation/simulated_basics.hpp"

namespace skerry::ai {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;
using Choices = std::vector<ModelChoice>;

auto read(Values values) {
  simulation::SimulatedConfig config;
  config.values = std::move(values);
  return read_settings(config);
}

/// The names of the settings that are at fault.
std::vector<std::string> faults(Values values) {
  const auto settings = read(std::move(values));
  std::vector<std::string> names;
  if (settings) return names;
  for (const SettingFault& fault : settings.error()) names.push_back(fault.name);
  return names;
}

TEST_CASE("without settings there is no model, and local is left", "[ai][settings]") {
  const auto settings = read({}).value();
  CHECK(settings.endpoints.empty());
  CHECK(settings.local == LocalPlace::kAfterModels);
  CHECK_FALSE(settings.log_prompts);
}

TEST_CASE("a key alone chooses its provider and a model", "[ai][settings]") {
  const auto openai = read({{"openai_api_key", "k"}}).value();
  CHECK(openai.models_for(Use::kCode) == Choices{{Provider::kOpenai, "gpt-4o-mini"}});
  CHECK(openai.endpoints.front().base_url == "https://api.openai.com/v1");

  const auto anthropic = read({{"anthropic_api_key", "k"}}).value();
  CHECK(anthropic.models_for(Use::kDefault) == Choices{{Provider::kAnthropic, "claude-haiku-4-5"}});
}

TEST_CASE("a key beside a server of one's own is that server's", "[ai][settings]") {
  const auto settings =
      read({{"openai_api_key", "k"}, {"openai_base_url", "http://127.0.0.1:11434/v1/"}}).value();
  REQUIRE(settings.endpoints.size() == 1);
  CHECK(settings.endpoints.front().provider == Provider::kCompatible);
  CHECK(settings.endpoints.front().base_url == "http://127.0.0.1:11434/v1");
  CHECK(settings.endpoints.front().key == "k");
  CHECK(faults({{"openai_api_key", "k"},
                {"openai_base_url", "http://127.0.0.1:1/v1"},
                {"ai_providers", "openai,compatible"}}) ==
        std::vector<std::string>{"AI_PROVIDERS"});
}

TEST_CASE("providers are asked in the configured order", "[ai][settings]") {
  const Values keys = {{"openai_api_key", "k"}, {"anthropic_api_key", "a"}};
  const auto with = [&](std::string order) {
    Values values = keys;
    values["ai_providers"] = std::move(order);
    return read(values).value();
  };
  CHECK(with("anthropic, openai, local").endpoints.front().provider == Provider::kAnthropic);
  CHECK(with("anthropic,openai").local == LocalPlace::kAbsent);
  CHECK(with("local,openai").local == LocalPlace::kBeforeModels);
  CHECK(with("local").endpoints.empty());
  CHECK(with("local").local == LocalPlace::kAfterModels);
}

TEST_CASE("models are chosen by use and provider", "[ai][settings]") {
  const auto settings = read({{"openai_api_key", "k"},
                              {"anthropic_api_key", "a"},
                              {"default_model", "gpt-5-mini, claude-sonnet-4-5"},
                              {"model_code", "openai:gpt-5"},
                              {"ai_models", "gpt-4.1, anthropic:claude-opus-4-1"}})
                            .value();
  CHECK(settings.models_for(Use::kDefault) ==
        Choices{{Provider::kOpenai, "gpt-5-mini"}, {Provider::kAnthropic, "claude-sonnet-4-5"}});
  CHECK(settings.models_for(Use::kCode) ==
        Choices{{Provider::kOpenai, "gpt-5"}, {Provider::kAnthropic, "claude-sonnet-4-5"}});
  const auto allowed = [&](Provider provider, std::string model) {
    return std::ranges::contains(settings.allowed, ModelChoice{provider, std::move(model)});
  };
  CHECK(allowed(Provider::kOpenai, "gpt-4.1"));
  CHECK(allowed(Provider::kOpenai, "gpt-5"));
  CHECK(allowed(Provider::kAnthropic, "claude-opus-4-1"));
  CHECK_FALSE(allowed(Provider::kAnthropic, "gpt-4.1"));
  CHECK_FALSE(allowed(Provider::kOpenai, "gpt-3"));

  const auto ollama =
      read({{"openai_base_url", "http://127.0.0.1:11434/v1"}, {"default_model", "llama3.2:3b"}})
          .value();
  CHECK(ollama.models_for(Use::kPlan) == Choices{{Provider::kCompatible, "llama3.2:3b"}});
}

TEST_CASE("Workers AI is there where the host has its binding", "[ai][settings]") {
  const auto alone = read({{"workers_ai", "1"}}).value();
  CHECK(alone.models_for(Use::kCode) ==
        Choices{{Provider::kWorkersAi, "@cf/meta/llama-3.3-70b-instruct-fp8-fast"}});
  CHECK(alone.local == LocalPlace::kAfterModels);

  // Beside a key it comes second, and each is asked for its own models.
  const auto beside = read({{"workers_ai", "1"},
                            {"openai_api_key", "k"},
                            {"default_model", "gpt-5-mini, @cf/openai/gpt-oss-120b"}})
                          .value();
  CHECK(beside.models_for(Use::kDefault) ==
        Choices{{Provider::kOpenai, "gpt-5-mini"},
                {Provider::kWorkersAi, "@cf/openai/gpt-oss-120b"}});
  CHECK(read({{"workers_ai", "1"}, {"ai_providers", "local"}}).value().endpoints.empty());
  CHECK(
      read({{"workers_ai", "1"}, {"ai_providers", "workers-ai,local"}}).value().endpoints.size() ==
      1);
}

TEST_CASE("each wrong or missing setting is named", "[ai][settings]") {
  struct Case {
    Values values;
    std::vector<std::string> names;
  };
  const Case cases[] = {
      {{{"ai_providers", "openai"}}, {"OPENAI_API_KEY"}},
      {{{"ai_providers", "anthropic"}}, {"ANTHROPIC_API_KEY"}},
      {{{"ai_providers", "compatible"}}, {"OPENAI_BASE_URL"}},
      {{{"ai_providers", "gemini"}}, {"AI_PROVIDERS"}},
      {{{"ai_providers", "workers-ai"}}, {"AI_PROVIDERS"}},
      {{{"ai_providers", " , "}}, {"AI_PROVIDERS"}},
      {{{"ai_providers", "local,local"}}, {"AI_PROVIDERS"}},
      {{{"openai_api_key", "a b"}}, {"OPENAI_API_KEY"}},
      {{{"openai_api_key", ""}}, {"OPENAI_API_KEY"}},
      {{{"openai_base_url", "127.0.0.1:11434"}}, {"OPENAI_BASE_URL"}},
      {{{"openai_base_url", "http://u:p@host/v1"}}, {"OPENAI_BASE_URL"}},
      {{{"openai_base_url", "http://host/v1?key=1"}}, {"OPENAI_BASE_URL"}},
      {{{"openai_api_key", "k"}, {"model_code", "anthropic:claude"}}, {"MODEL_CODE"}},
      {{{"openai_api_key", "k"}, {"default_model", ""}}, {"DEFAULT_MODEL"}},
      {{{"openai_api_key", "k"}, {"default_model", "a b"}}, {"DEFAULT_MODEL"}},
      {{{"anthropic_api_key", "k"}, {"default_model", "gr\xc3\xbc\xc3\x9f"}}, {"DEFAULT_MODEL"}},
      {{{"ai_models", "a b"}}, {"AI_MODELS"}},
      {{{"ai_prices", "{"}}, {"AI_PRICES"}},
      {{{"ai_prices", R"({"m": {"input": 1}})"}}, {"AI_PRICES"}},
      {{{"ai_prices", R"({"m": {"input": 1, "output": -1}})"}}, {"AI_PRICES"}},
      {{{"ai_tokens_per_call", "many"}}, {"AI_TOKENS_PER_CALL"}},
      {{{"ai_tokens_per_call", "0"}}, {"AI_TOKENS_PER_CALL"}},
      {{{"ai_tokens_per_job", "-1"}}, {"AI_TOKENS_PER_JOB"}},
      {{{"ai_tokens_per_tenant", "9999999999999"}}, {"AI_TOKENS_PER_TENANT"}},
      {{{"ai_call_timeout_ms", "999"}}, {"AI_CALL_TIMEOUT_MS"}},
      {{{"ai_call_timeout_ms", "600001"}}, {"AI_CALL_TIMEOUT_MS"}},
      {{{"log_prompts", "yes"}, {"ai_tokens_per_call", "0"}},
       {"AI_TOKENS_PER_CALL", "LOG_PROMPTS"}},
  };
  for (const Case& example : cases) {
    CAPTURE(example.names.front(), example.values.begin()->second);
    CHECK(faults(example.values) == example.names);
  }
}

TEST_CASE("budgets and the model call's time may be set", "[ai][settings]") {
  const auto defaults = read({});
  REQUIRE(defaults.has_value());
  CHECK(defaults->tokens_per_job_max == 500'000);
  CHECK(defaults->tokens_per_tenant_max == 10'000'000);
  CHECK(defaults->model_call_ms == 30'000);
  const auto set = read({{"ai_tokens_per_call", "5"},
                         {"ai_tokens_per_job", "0"},
                         {"ai_tokens_per_tenant", "7"},
                         {"ai_call_timeout_ms", "120000"}});
  REQUIRE(set.has_value());
  CHECK(set->tokens_per_call_max == 5);
  CHECK(set->tokens_per_job_max == 0);
  CHECK(set->tokens_per_tenant_max == 7);
  CHECK(set->model_call_ms == 120'000);
}

TEST_CASE("a fault never repeats a key", "[ai][settings]") {
  const auto settings = read({{"openai_api_key", "very secret"}});
  REQUIRE_FALSE(settings.has_value());
  CHECK_FALSE(settings.error().front().detail.contains("secret"));
}

}  // namespace
}  // namespace skerry::ai
