#include "host/cli/ollama.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "host/cli/http_client.hpp"
#include "host/fetch/address_policy.hpp"
#include "modules/ai/settings.hpp"

namespace skerry::host {
namespace {

using Outcome = OllamaLook::Outcome;

constexpr std::string_view kVariable = "OLLAMA_HOST=";
constexpr std::string_view kPort = "11434";
constexpr std::size_t kTagsBytesMax = 1U << 20;
/// A larger model hardly answers within a call's time on the machine of a developer.
constexpr std::uint64_t kModelBytesMax = 10ULL << 30;
/// Settings that say which provider to use, or that none.
constexpr std::array<const char*, 4> kDeciding = {"ai_providers", "openai_api_key",
                                                  "openai_base_url", "anthropic_api_key"};

std::string_view variable_of(const char* const* environment) {
  for (; *environment != nullptr; ++environment) {
    const std::string_view entry = *environment;
    if (entry.starts_with(kVariable)) return entry.substr(kVariable.size());
  }
  return {};
}

/// Names and addresses of this machine. A server that listens everywhere is on this machine too.
bool is_this_machine(std::string_view host) {
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]" || host == "0.0.0.0" ||
         host == "[::]" || host.empty();
}

bool can_chat(const Json& model, std::string_view name) {
  if (name.contains("embed")) return false;
  const Json* details = find_member(model, "details");
  const Json* families = details == nullptr ? nullptr : find_member(*details, "families");
  if (families == nullptr || !families->is_array()) return true;
  return std::ranges::none_of(*families, [](const Json& family) {
    return family.is_string() && family.get_ref<const std::string&>().contains("bert");
  });
}

}  // namespace

std::optional<std::string> ollama_origin(const char* const* environment) {
  std::string text(variable_of(environment));
  if (text.starts_with("http://")) text.erase(0, 7);
  while (text.ends_with('/')) text.pop_back();
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == std::string::npos ? 0 : bracket);
  const std::string host = text.substr(0, colon);
  const std::string port(colon == std::string::npos ? kPort : text.substr(colon + 1));
  if (!is_this_machine(host)) return std::nullopt;
  return origin_of("http://" + std::string(host == "[::1]" ? host : "127.0.0.1") + ":" + port);
}

OllamaChoice choose_ollama_model(const Json& tags) {
  struct Candidate {
    std::string name;
    std::uint64_t bytes = 0;
  };
  OllamaChoice choice;
  std::vector<Candidate> candidates;
  const Json* models = find_member(tags, "models");
  if (models == nullptr || !models->is_array()) return choice;
  for (const Json& model : *models) {
    const Json* name = find_member(model, "name");
    const Json* size = find_member(model, "size");
    if (name == nullptr || !name->is_string()) continue;
    const auto& text = name->get_ref<const std::string&>();
    if (!can_chat(model, text)) continue;
    // A list of models separates them by commas.
    if (text.contains(',') || !ai::is_model_name(text)) {
      ++choice.unusable_names;
      continue;
    }
    const bool sized = size != nullptr && size->is_number_integer() && *size > 0;
    candidates.push_back({text, sized ? size->get<std::uint64_t>() : 0});
  }
  if (candidates.empty()) return choice;
  // By name where sizes are equal, so that the choice does not depend on the order of the answer.
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.bytes != b.bytes ? a.bytes < b.bytes : a.name > b.name;
  });
  const auto too_large = std::ranges::find_if(
      candidates, [](const Candidate& candidate) { return candidate.bytes > kModelBytesMax; });
  choice.model =
      too_large == candidates.begin() ? candidates.front().name : std::prev(too_large)->name;
  return choice;
}

OllamaLook look_for_ollama(const char* const* environment, Configuration& configuration) {
  const bool decided = std::ranges::any_of(
      kDeciding, [&](const char* name) { return configuration.get(name).has_value(); });
  const auto origin = ollama_origin(environment);
  if (decided || !origin) return {};
  ClientRequest request{.url = *origin + "/api/tags"};
  request.connect_timeout = kOllamaLookMax;
  request.timeout = kOllamaLookMax;
  request.answer_bytes_max = kTagsBytesMax;
  const auto answer = ask_http(request);
  if (!answer || answer->status != 200) return {Outcome::kNobody, *origin};
  const auto tags = read_json(answer->body);
  if (!tags || find_member(*tags, "models") == nullptr) return {Outcome::kNobody, *origin};
  const auto [model, unusable_names] = choose_ollama_model(*tags);
  if (model.empty() && !configuration.get("default_model")) {
    return {Outcome::kNoModel, *origin, unusable_names};
  }
  configuration.set("ai_providers", "local,compatible");
  configuration.set("openai_base_url", *origin + "/v1");
  if (!configuration.get("default_model"))
    configuration.set("default_model", "compatible:" + model);
  return {Outcome::kAdopted, *origin, unusable_names};
}

}  // namespace skerry::host
