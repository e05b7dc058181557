#include "modules/ai/settings.hpp"

#include <algorithm>
#include <cmath>

#include "modules/sdk/ascii.hpp"
#include "modules/sdk/http_url.hpp"
#include "modules/sdk/validation.hpp"
#include "modules/sdk/whole_number.hpp"

namespace skerry::ai {

namespace {

constexpr std::string_view kProviders = "AI_PROVIDERS";
constexpr std::string_view kModels = "AI_MODELS";
constexpr std::string_view kPrices = "AI_PRICES";
constexpr std::string_view kCallTokens = "AI_TOKENS_PER_CALL";
constexpr std::string_view kJobTokens = "AI_TOKENS_PER_JOB";
constexpr std::string_view kTenantTokens = "AI_TOKENS_PER_TENANT";
constexpr std::string_view kCallTimeout = "AI_CALL_TIMEOUT_MS";
constexpr std::string_view kOpenaiKey = "OPENAI_API_KEY";
constexpr std::string_view kOpenaiUrl = "OPENAI_BASE_URL";
constexpr std::string_view kAnthropicKey = "ANTHROPIC_API_KEY";
constexpr std::string_view kAnthropicUrl = "ANTHROPIC_BASE_URL";
constexpr std::string_view kLogPrompts = "LOG_PROMPTS";

/// In the order of `Use`.
constexpr std::array<std::string_view, kUses> kModelSettings = {
    "DEFAULT_MODEL", "MODEL_CLASSIFY", "MODEL_CODE",  "MODEL_OBJECT",
    "MODEL_PLAN",    "MODEL_WRITE",    "MODEL_REVIEW"};

constexpr std::string_view kDefaultModel = "gpt-4o-mini";
/// Asked where no setting names a model of Anthropic's.
constexpr std::string_view kDefaultAnthropicModel = "claude-haiku-4-5";
constexpr std::string_view kOpenaiApi = "https://api.openai.com/v1";
constexpr std::string_view kAnthropicApi = "https://api.anthropic.com";
/// Asked where no setting names a model of Workers AI; their names begin like this.
constexpr std::string_view kDefaultWorkersAiModel = "@cf/meta/llama-3.3-70b-instruct-fp8-fast";
constexpr char kWorkersAiPrefix = '@';
/// Not the operator's: the host says whether it has a binding for Workers AI.
constexpr std::string_view kWorkersAiBinding = "workers_ai";

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> items;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    const std::string_view item = trimmed(list.substr(at, comma - at));
    if (!item.empty()) items.push_back(item);
    at = comma + 1;
  }
  return items;
}

/// A model with or without `provider:` in front; names of models may hold colons too.
struct NamedModel {
  std::optional<Provider> provider;
  std::string model;
};

NamedModel named_model(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    if (const auto provider = find_provider(text.substr(0, colon))) {
      return {provider, std::string(text.substr(colon + 1))};
    }
  }
  return {std::nullopt, std::string(text)};
}

class Reader {
 public:
  explicit Reader(ConfigPort& config) : config_(config) {}

  std::expected<Settings, std::vector<SettingFault>> read() {
    read_endpoints();
    for (std::size_t use = 0; use < kUses; ++use) read_models(use);
    read_allowed();
    read_prices();
    read_limits();
    const std::string log_prompts = text_of(kLogPrompts).value_or("0");
    if (log_prompts != "0" && log_prompts != "1") add_fault(kLogPrompts, "must be 0 or 1");
    settings_.log_prompts = log_prompts == "1";
    if (!faults_.empty()) return std::unexpected(std::move(faults_));
    return std::move(settings_);
  }

 private:
  void add_fault(std::string_view name, std::string detail) {
    faults_.push_back({std::string(name), std::move(detail)});
  }

  std::optional<std::string> text_of(std::string_view name) { return config_.get(lowered(name)); }

  std::string key_of(std::string_view name) {
    const auto key = text_of(name);
    if (!key) return {};
    // Quotes and backslashes would look otherwise in the JSON that a provider repeats them in.
    if (key->empty() || !is_visible(*key) || key->find_first_of("\"\\") != std::string::npos) {
      add_fault(name, "must be visible ASCII characters without spaces and quotes, not empty");
      return {};
    }
    return *key;
  }

  std::string url_of(std::string_view name, std::string_view otherwise) {
    const auto text = text_of(name);
    if (!text) return std::string(otherwise);
    if (const auto fault = fault_of_http_url(*text)) {
      add_fault(name, std::string(*fault));
    } else if (text->find_first_of("?#") != std::string::npos) {
      add_fault(name, "must have neither query nor fragment");
    }
    std::string url = *text;
    while (url.ends_with('/')) url.pop_back();
    return url;
  }

  void read_endpoints() {
    const std::string openai_key = key_of(kOpenaiKey);
    const std::string anthropic_key = key_of(kAnthropicKey);
    const bool has_url = text_of(kOpenaiUrl).has_value();
    const Endpoint openai{Provider::kOpenai, std::string(kOpenaiApi), openai_key};
    const Endpoint compatible{Provider::kCompatible, url_of(kOpenaiUrl, ""), openai_key};
    const Endpoint anthropic{Provider::kAnthropic, url_of(kAnthropicUrl, kAnthropicApi),
                             anthropic_key};
    const Endpoint workers_ai{Provider::kWorkersAi, {}, {}};
    has_workers_ai_ = config_.get(kWorkersAiBinding).has_value();
    const auto order = text_of(kProviders);
    if (!order) {
      // A key beside a server of one's own is that server's.
      if (has_url) {
        settings_.endpoints.push_back(compatible);
      } else if (!openai_key.empty()) {
        settings_.endpoints.push_back(openai);
      }
      if (!anthropic_key.empty()) settings_.endpoints.push_back(anthropic);
      if (has_workers_ai_) settings_.endpoints.push_back(workers_ai);
      return;
    }
    read_order(*order, {openai, anthropic, compatible, workers_ai}, has_url);
  }

  void read_order(std::string_view order, const std::vector<Endpoint>& known, bool has_url) {
    const auto items = items_of(order);
    if (items.empty()) add_fault(kProviders, "names no provider");
    settings_.local = LocalPlace::kAbsent;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto provider = find_provider(items[i]);
      if (!provider) {
        add_unknown_provider(i, items[i]);
      } else if (std::ranges::count(items, items[i]) > 1) {
        return add_fault(kProviders, "names " + std::string(items[i]) + " twice");
      } else if (*provider == Provider::kLocal) {
        if (i != 0 && i + 1 != items.size()) add_fault(kProviders, "local must be first or last");
        settings_.local =
            i + 1 == items.size() ? LocalPlace::kAfterModels : LocalPlace::kBeforeModels;
      } else {
        settings_.endpoints.push_back(*std::ranges::find(known, *provider, &Endpoint::provider));
        check_endpoint(settings_.endpoints.back(), has_url);
      }
    }
    const Endpoint* compatible = settings_.find_endpoint(Provider::kCompatible);
    if (settings_.find_endpoint(Provider::kOpenai) != nullptr && compatible != nullptr &&
        !compatible->key.empty()) {
      add_fault(kProviders,
                "openai and compatible would both be sent OPENAI_API_KEY, which is one's or the "
                "other's");
    }
  }

  void check_endpoint(const Endpoint& endpoint, bool has_url) {
    const std::string named =
        "is needed, as AI_PROVIDERS names " + std::string(name_of(endpoint.provider));
    if (endpoint.provider == Provider::kOpenai && endpoint.key.empty()) {
      add_fault(kOpenaiKey, named);
    }
    if (endpoint.provider == Provider::kAnthropic && endpoint.key.empty()) {
      add_fault(kAnthropicKey, named);
    }
    if (endpoint.provider == Provider::kCompatible && !has_url) add_fault(kOpenaiUrl, named);
    if (endpoint.provider == Provider::kWorkersAi && !has_workers_ai_) {
      add_fault(kProviders, "names workers-ai, but this host has no binding AI (Cloudflare alone)");
    }
  }

  /// The item itself is not repeated: it may be a key in the wrong place.
  void add_unknown_provider(std::size_t index, std::string_view item) {
    static const std::vector<std::string> kKnown = {"openai", "anthropic", "compatible",
                                                    "workers-ai", "local"};
    const std::string_view near = nearest_name(item, kKnown);
    std::string detail = "knows openai, anthropic, compatible, workers-ai and local; item " +
                         std::to_string(index + 1) + " is none of them";
    if (!near.empty()) detail += "; did you mean " + std::string(near) + "?";
    add_fault(kProviders, std::move(detail));
  }

  bool check_model(std::string_view setting, const NamedModel& named) {
    if (!is_model_name(named.model)) {
      add_fault(setting, "a model's name is 1 to " + std::to_string(limits::kModelNameBytesMax) +
                             " visible ASCII characters");
      return false;
    }
    if (!named.provider || settings_.find_endpoint(*named.provider) != nullptr) return true;
    add_fault(setting, "names a model of " + std::string(name_of(*named.provider)) +
                           ", which is not configured");
    return false;
  }

  /// Whether a model without `provider:` in front is meant for a provider.
  [[nodiscard]] bool is_meant_for(Provider provider, std::string_view model) const {
    const bool claude = model.starts_with("claude");
    const bool workers_ai = model.starts_with(kWorkersAiPrefix);
    if (provider == Provider::kAnthropic) return claude;
    if (provider == Provider::kWorkersAi) return workers_ai;
    // A gateway may well serve models of both; beside their own providers it is not asked to.
    return (!claude || settings_.find_endpoint(Provider::kAnthropic) == nullptr) &&
           (!workers_ai || settings_.find_endpoint(Provider::kWorkersAi) == nullptr);
  }

  void read_models(std::size_t use) {
    std::vector<NamedModel> named;
    const auto text = text_of(kModelSettings[use]);
    for (const std::string_view item : items_of(text.value_or(""))) {
      named.push_back(named_model(item));
      if (!check_model(kModelSettings[use], named.back())) return;
    }
    if (text && named.empty()) add_fault(kModelSettings[use], "names no model");
    for (const Endpoint& endpoint : settings_.endpoints) {
      const auto found = std::ranges::find_if(named, [&](const NamedModel& choice) {
        return choice.provider ? *choice.provider == endpoint.provider
                               : is_meant_for(endpoint.provider, choice.model);
      });
      settings_.models[use].push_back(
          {endpoint.provider, found != named.end() ? found->model : otherwise(use, endpoint)});
    }
  }

  /// The default use's model; for that itself, what is built in.
  [[nodiscard]] std::string otherwise(std::size_t use, const Endpoint& endpoint) const {
    const auto& defaults = settings_.models[0];
    const auto found = std::ranges::find(defaults, endpoint.provider, &ModelChoice::provider);
    // There is none where the default's own setting is at fault.
    if (use != 0 && found != defaults.end()) return found->model;
    if (endpoint.provider == Provider::kAnthropic) return std::string(kDefaultAnthropicModel);
    if (endpoint.provider == Provider::kWorkersAi) return std::string(kDefaultWorkersAiModel);
    return std::string(kDefaultModel);
  }

  void allow(Provider provider, const std::string& model) {
    const ModelChoice choice{provider, model};
    if (!std::ranges::contains(settings_.allowed, choice)) settings_.allowed.push_back(choice);
  }

  void read_allowed() {
    for (const auto& models : settings_.models) {
      for (const ModelChoice& choice : models) allow(choice.provider, choice.model);
    }
    for (const std::string_view item : items_of(text_of(kModels).value_or(""))) {
      const NamedModel named = named_model(item);
      if (!check_model(kModels, named)) return;
      for (const Endpoint& endpoint : settings_.endpoints) {
        const bool meant = named.provider ? *named.provider == endpoint.provider
                                          : is_meant_for(endpoint.provider, named.model);
        if (meant) allow(endpoint.provider, named.model);
      }
    }
  }

  void read_prices() {
    const auto text = text_of(kPrices);
    if (!text) return;
    const auto table = read_json(*text);
    constexpr std::string_view kForm =
        R"(must be JSON such as {"gpt-4o-mini": {"input": 0.15, "output": 0.6}}, )"
        "US dollars for a million tokens";
    if (!table || !table->is_object()) return add_fault(kPrices, std::string(kForm));
    for (const auto& [model, entry] : table->items()) {
      const Json* input = find_member(entry, "input");
      const Json* output = find_member(entry, "output");
      const bool numbers = input != nullptr && output != nullptr && entry.size() == 2 &&
                           input->is_number() && output->is_number();
      if (!numbers || input->get<double>() < 0 || output->get<double>() < 0) {
        return add_fault(kPrices, std::string(kForm));
      }
      settings_.prices[model] = {input->get<double>(), output->get<double>()};
    }
  }

  void read_limits() {
    const auto tokens = [this](std::string_view name, std::uint64_t least, std::uint64_t& value) {
      value = number_of(name, {value, least, limits::kTokensMax, "tokens"});
    };
    tokens(kCallTokens, 1, settings_.tokens_per_call_max);
    tokens(kJobTokens, 0, settings_.tokens_per_job_max);
    tokens(kTenantTokens, 0, settings_.tokens_per_tenant_max);
    settings_.model_call_ms = static_cast<std::uint32_t>(
        number_of(kCallTimeout, {settings_.model_call_ms, limits::kModelCallMsMin,
                                 limits::kModelCallMsMax, "milliseconds"}));
  }

  struct Number {
    std::uint64_t otherwise;
    std::uint64_t least;
    std::uint64_t most;
    std::string_view unit;
  };

  std::uint64_t number_of(std::string_view name, const Number& wanted) {
    const auto text = text_of(name);
    if (!text) return wanted.otherwise;
    const auto number = read_whole_number(*text);
    if (number && *number >= wanted.least && *number <= wanted.most) return *number;
    add_fault(name, "must be a number of " + std::string(wanted.unit) + " from " +
                        std::to_string(wanted.least) + " to " + std::to_string(wanted.most));
    return wanted.otherwise;
  }

  ConfigPort& config_;
  bool has_workers_ai_ = false;
  Settings settings_;
  std::vector<SettingFault> faults_;
};

}  // namespace

const Endpoint* Settings::find_endpoint(Provider provider) const {
  const auto found = std::ranges::find(endpoints, provider, &Endpoint::provider);
  return found == endpoints.end() ? nullptr : &*found;
}

const std::vector<std::string_view>& setting_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all = {kProviders, kModels,       kPrices,       kCallTokens,
                                         kJobTokens, kTenantTokens, kCallTimeout,  kOpenaiKey,
                                         kOpenaiUrl, kAnthropicKey, kAnthropicUrl, kLogPrompts};
    all.insert(all.end(), kModelSettings.begin(), kModelSettings.end());
    return all;
  }();
  return names;
}

bool is_model_name(std::string_view name) {
  return !name.empty() && name.size() <= limits::kModelNameBytesMax && is_visible(name);
}

std::expected<Settings, std::vector<SettingFault>> read_settings(ConfigPort& config) {
  return Reader(config).read();
}

}  // namespace skerry::ai
