#include "host/cli/provider_check.hpp"

#include <algorithm>
#include <format>

#include "host/cli/http_client.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::host {
namespace {

constexpr std::size_t kListBytesMax = 8U << 20;
constexpr std::string_view kAnthropicVersion = "2023-06-01";
/// Anthropic's lists come in pages; this one holds all there are.
constexpr std::string_view kAnthropicList = "/v1/models?limit=1000";
constexpr std::string_view kDigits = "0123456789";

ClientRequest request_of(const ai::Endpoint& endpoint, const std::string& proxy) {
  const bool anthropic = endpoint.provider == ai::Provider::kAnthropic;
  ClientRequest request{.url = endpoint.base_url +
                               (anthropic ? std::string(kAnthropicList) : "/models")};
  request.proxy = proxy;
  request.connect_timeout = kProviderWaitMax;
  request.timeout = kProviderWaitMax;
  request.answer_bytes_max = kListBytesMax;
  if (anthropic) {
    request.fields = {"x-api-key: " + endpoint.key,
                      "anthropic-version: " + std::string(kAnthropicVersion)};
  } else if (!endpoint.key.empty()) {
    request.fields = {"Authorization: Bearer " + endpoint.key};
  }
  return request;
}

std::string_view variable_of_key(const ai::Endpoint& endpoint) {
  return endpoint.provider == ai::Provider::kAnthropic ? "ANTHROPIC_API_KEY" : "OPENAI_API_KEY";
}

/// OpenAI's own address is no setting: naming another one makes another provider.
bool has_setting_of_url(const ai::Endpoint& endpoint) {
  return endpoint.provider != ai::Provider::kOpenai;
}

std::string_view variable_of_url(const ai::Endpoint& endpoint) {
  return endpoint.provider == ai::Provider::kAnthropic ? "ANTHROPIC_BASE_URL" : "OPENAI_BASE_URL";
}

std::string words_for(const ai::Endpoint& endpoint, std::uint16_t status) {
  switch (status) {
    case 401:
      return std::format("{} is {}", variable_of_key(endpoint),
                         endpoint.key.empty() ? "needed: 401" : "refused: 401");
    case 403:
      return std::format("{} may not do this: 403", variable_of_key(endpoint));
    case 429:
      return "too many requests, or the quota is used up: 429";
    default:
      return std::format("its list of models answers {}", status);
  }
}

/// Whether a listed model is the one that is wanted. Ollama adds a tag to names without one,
/// Anthropic a date to its aliases.
bool stands_for(std::string_view listed, std::string_view wanted) {
  if (!listed.starts_with(wanted)) return false;
  listed.remove_prefix(wanted.size());
  if (listed.empty() || listed == ":latest") return true;
  return listed.starts_with('-') && listed.size() > 1 &&
         listed.find_first_not_of(kDigits, 1) == std::string_view::npos;
}

bool is_listed(const Json& list, std::string_view wanted) {
  return std::ranges::any_of(list, [&](const Json& model) {
    const Json* id = find_member(model, "id");
    return id != nullptr && id->is_string() &&
           stands_for(id->get_ref<const std::string&>(), wanted);
  });
}

ProviderCheck check_list(const std::string& body, const std::vector<std::string>& wanted) {
  const auto answer = read_json(body, JsonLimits::for_hosts());
  const Json* list = answer ? find_member(*answer, "data") : nullptr;
  if (list == nullptr || !list->is_array()) return {false, "its list of models cannot be read"};
  std::string missing;
  for (const std::string& model : wanted) {
    if (!is_listed(*list, model)) missing.append(missing.empty() ? "" : ", ").append(model);
  }
  if (missing.empty()) return {true, "reachable, and has the models"};
  return {false, std::format("reachable, but does not list {} among its {} models", missing,
                             list->size())};
}

}  // namespace

ProviderCheck check_provider(const ai::Endpoint& endpoint, const std::vector<std::string>& wanted,
                             const std::string& proxy) {
  const auto answer = ask_http(request_of(endpoint, proxy));
  if (!answer) {
    const bool unknown = answer.error().kind == ClientFailure::Kind::kUnknownHost;
    return {false,
            std::format("not reachable at {}: {}{}", endpoint.base_url, answer.error().detail,
                        unknown && has_setting_of_url(endpoint)
                            ? std::format("; look at {}", variable_of_url(endpoint))
                            : "")};
  }
  if (answer->status == 200) return check_list(answer->body, wanted);
  // Not every compatible server has a list, and none is needed.
  const bool without_list = answer->status == 404 || answer->status == 405;
  if (endpoint.provider == ai::Provider::kCompatible && without_list) {
    return {true, "reachable; it lists no models, so whether they are there is unknown"};
  }
  return {false, words_for(endpoint, answer->status)};
}

}  // namespace skerry::host
