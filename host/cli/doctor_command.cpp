#include <unistd.h>

#include <CLI/CLI.hpp>
#include <format>
#include <fstream>

#include "host/capabilities/module.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/folder_lock.hpp"
#include "host/cli/machine.hpp"
#include "host/cli/model_report.hpp"
#include "host/cli/model_settings.hpp"
#include "host/cli/ollama.hpp"
#include "host/cli/output.hpp"
#include "host/cli/provider_check.hpp"
#include "host/cli/server_note.hpp"
#include "host/cli/settings.hpp"
#include "host/cli/terminal.hpp"
#include "host/database/migrations.hpp"
#include "modules/sdk/http_url.hpp"

namespace skerry::host {
namespace {

/// One thing that was looked at.
struct Finding {
  enum class State : std::uint8_t { kGood, kOff, kBad };
  State state = State::kGood;
  std::string what;
  std::string detail;
};
using State = Finding::State;
using Findings = std::vector<Finding>;

constexpr std::string_view kStateNames[] = {"ok", "off", "wrong"};
constexpr std::chrono::seconds kServerWaitMax{5};
constexpr std::uint16_t kUnauthorised = 401;
constexpr std::uint16_t kUnavailable = 503;
constexpr std::string_view kWasmMagic = {"\0asm", 4};

void look_at_machine(Findings& findings) {
  const auto ready = prepare_machine();
  findings.push_back(
      {ready ? State::kGood : State::kBad, "machine",
       ready ? std::format("{} open files are allowed", descriptors_allowed()) : ready.error()});
}

void look_at_modules(Findings& findings, const Place& place) {
  const auto folder = find_modules(place.modules_folder);
  if (!folder) return findings.push_back({State::kBad, "modules", folder.error()});
  std::vector<std::string> needed = {"sandbox", "typestrip"};
  for (const ModuleDescription& module : kModules) {
    if (module.required) needed.emplace_back(module.name);
  }
  for (const std::string& name : needed) {
    const auto file = *folder / (name + ".wasm");
    std::string magic(kWasmMagic.size(), ' ');
    std::ifstream(file, std::ios::binary).read(magic.data(), static_cast<long>(magic.size()));
    if (magic != kWasmMagic) {
      findings.push_back({State::kBad, "modules", file.string() + " is missing or no WebAssembly"});
      return;
    }
  }
  if (const auto migrations = read_migrations(folder->string()); !migrations) {
    findings.push_back({State::kBad, "modules", migrations.error().detail});
    return;
  }
  findings.push_back({State::kGood, "modules", folder->string()});
}

/// What the looks share.
struct Examined {
  const Place& place;
  std::expected<Configuration, std::string> configuration;
  /// Who would answer commands; nothing when they would open the folder themselves.
  std::optional<RunningServer> server = {};
  OllamaLook look = {};
  /// Of commands that open the folder themselves.
  std::expected<ai::Settings, std::vector<std::string>> models = {};
};

Examined begin_examination(const Place& place) {
  Examined examined{.place = place,
                    .configuration = read_settings(place.environment, place.configuration_file)};
  if (!place.server.empty()) {
    examined.server = RunningServer{.url = place.server};
  } else if (is_in_use(place.data_folder)) {
    examined.server = find_server(place.data_folder);
  }
  if (!examined.configuration) return examined;
  Configuration configuration = *examined.configuration;
  if (!examined.server) examined.look = look_for_ollama(place.environment, configuration);
  examined.models = check_models(configuration);
  examined.configuration = std::move(configuration);
  return examined;
}

void look_at_server(Findings& findings, const Examined& examined, const std::string& url) {
  ClientRequest request{.url = url + (url.ends_with('/') ? "ready" : "/ready")};
  request.connect_timeout = kServerWaitMax;
  request.timeout = kServerWaitMax;
  if (examined.configuration) {
    const auto key = examined.configuration->get("api_key");
    if (key) request.fields = {"Authorization: Bearer " + *key};
  }
  const auto ready = ask_http(request);
  if (ready && ready->status == 200) {
    return findings.push_back({State::kGood, "server", "ready at " + url});
  }
  std::string detail = ready ? std::format("GET /ready answers {}", ready->status) : "";
  if (!ready) detail = ready.error().detail;
  if (ready && ready->status == kUnauthorised) detail += ": its key belongs into SKERRY_API_KEY";
  if (ready && ready->status == kUnavailable) detail += " " + clean(ready->body);
  findings.push_back({State::kBad, "server", std::format("{}: {}", url, detail)});
}

void look_at_folder(Findings& findings, const Examined& examined) {
  const std::filesystem::path& folder = examined.place.data_folder;
  const auto& server = examined.server;
  if (!examined.place.server.empty()) {
    return look_at_server(findings, examined, examined.place.server);
  }
  std::error_code error;
  if (server || is_in_use(folder)) {
    findings.push_back({State::kGood, "data folder", folder.string() + " is held by a process"});
    if (server) return look_at_server(findings, examined, server->url);
    findings.push_back({State::kOff, "server", "whoever holds the folder is no server, or begins"});
    return;
  }
  const bool there = std::filesystem::exists(folder, error);
  const auto parent = std::filesystem::absolute(folder, error).parent_path();
  const std::filesystem::path& written = there ? folder : parent;
  const bool format = std::filesystem::exists(folder / "format", error);
  if (access(written.c_str(), W_OK | X_OK) != 0) {
    findings.push_back({State::kBad, "data folder", written.string() + " cannot be written to"});
  } else if (there && !format && !std::filesystem::is_empty(folder, error)) {
    findings.push_back(
        {State::kBad, "data folder", folder.string() + " holds files that are not Skerry's"});
  } else {
    findings.push_back({State::kGood, "data folder",
                        folder.string() + (there ? "" : " is made at the first start")});
  }
  findings.push_back({State::kOff, "server", "none runs on this folder"});
}

void look_at_settings(Findings& findings, const Examined& examined) {
  if (!examined.configuration) {
    findings.push_back({State::kBad, "settings", examined.configuration.error()});
  } else if (!examined.models && !examined.server) {
    for (const std::string& fault : examined.models.error()) {
      findings.push_back({State::kBad, "settings", fault});
    }
  } else {
    findings.push_back({State::kGood, "settings", "read"});
  }
  for (std::string& name : misspelt_variables(examined.place.environment)) {
    findings.push_back({State::kOff, "settings", std::move(name)});
  }
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

Finding try_provider(const ai::Endpoint& endpoint, const std::vector<std::string>& wanted,
                     const Configuration& configuration) {
  const ProviderCheck check =
      check_provider(endpoint, wanted, configuration.get("fetch_proxy").value_or(""));
  return {check.good ? State::kGood : State::kBad,
          std::format("provider {}", ai::name_of(endpoint.provider)),
          std::format("{} at {}: {}", joined(wanted), endpoint.base_url, check.detail)};
}

Finding local_provider(bool used) {
  return {used ? State::kGood : State::kOff, "provider local",
          used ? "built in, without a network" : "AI_PROVIDERS does not name it"};
}

/// A provider that the running server uses. It is tried as the server would unless that takes a key
/// which only the server has.
void look_at_servers_provider(Findings& findings, const Json& said, const Examined& examined) {
  const Json* name = find_member(said, "provider");
  const Json* url = find_member(said, "url");
  const auto provider = name != nullptr && name->is_string()
                            ? ai::find_provider(name->get<std::string>())
                            : std::nullopt;
  if (!provider) return;
  if (*provider == ai::Provider::kLocal) return findings.push_back(local_provider(true));
  if (url == nullptr || !url->is_string() || fault_of_http_url(url->get<std::string>())) return;
  ai::Endpoint endpoint{.provider = *provider, .base_url = url->get<std::string>()};
  const ai::Endpoint* own = examined.models ? examined.models->find_endpoint(*provider) : nullptr;
  if (own != nullptr && own->base_url == endpoint.base_url) endpoint.key = own->key;
  std::vector<std::string> wanted;
  const Json* models = find_member(said, "models");
  for (const Json& model : models != nullptr && models->is_array() ? *models : Json::array()) {
    if (model.is_string()) wanted.push_back(model.get<std::string>());
  }
  const Json* has_key = find_member(said, "hasKey");
  if (has_key != nullptr && *has_key == true && endpoint.key.empty()) {
    findings.push_back(
        {State::kOff, std::format("provider {}", ai::name_of(*provider)),
         std::format("{} at {}: in use, and not tried: its key is the server's alone",
                     joined(wanted), endpoint.base_url)});
    return;
  }
  findings.push_back(try_provider(endpoint, wanted, *examined.configuration));
}

void look_at_servers_providers(Findings& findings, const Examined& examined,
                               const Json& providers) {
  if (!providers.is_array()) {
    findings.push_back({State::kOff, "models",
                        "the server's own, which skerry doctor shows on its "
                        "machine; the settings here do not matter"});
    return;
  }
  const std::size_t before = findings.size();
  for (const Json& provider : providers) look_at_servers_provider(findings, provider, examined);
  const bool asks_models =
      std::ranges::any_of(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end(),
                          [](const Finding& finding) { return finding.what != "provider local"; });
  if (!asks_models) {
    findings.push_back({State::kOff, "models", "the server was started without any"});
  }
}

void look_at_own_providers(Findings& findings, const Examined& examined) {
  const ai::Settings& models = *examined.models;
  const OllamaLook& look = examined.look;
  for (const ai::Endpoint& endpoint : models.endpoints) {
    findings.push_back(
        try_provider(endpoint, models_of(models, endpoint.provider), *examined.configuration));
  }
  for (const auto& [provider, variable] : {std::pair{ai::Provider::kOpenai, "OPENAI_API_KEY"},
                                           {ai::Provider::kAnthropic, "ANTHROPIC_API_KEY"},
                                           {ai::Provider::kCompatible, "OPENAI_BASE_URL"}}) {
    if (models.find_endpoint(provider) != nullptr) continue;
    std::string why = std::format("not configured: {} is not set", variable);
    if (examined.configuration->get(variable)) why = "not used, as the settings are";
    if (provider == ai::Provider::kCompatible && look.outcome == OllamaLook::Outcome::kNobody) {
      why += ", and no Ollama answers at " + look.origin;
    }
    if (provider == ai::Provider::kCompatible && look.outcome == OllamaLook::Outcome::kNoModel) {
      why += ", and the Ollama at " + look.origin + " has no model that can be used";
    }
    findings.push_back({State::kOff, std::format("provider {}", ai::name_of(provider)), why});
  }
  findings.push_back({State::kOff, "provider workers-ai",
                      "on Cloudflare alone, where the Worker has the binding AI"});
  findings.push_back(local_provider(models.local != ai::LocalPlace::kAbsent));
}

void look_at_providers(Findings& findings, const Examined& examined) {
  // What is wrong with them was said of the settings.
  if (!examined.configuration) return;
  if (examined.server) {
    return look_at_servers_providers(findings, examined, examined.server->providers);
  }
  if (examined.models) look_at_own_providers(findings, examined);
}

int report(const Findings& findings, const Place& place) {
  const bool usable =
      std::ranges::none_of(findings, [](const Finding& f) { return f.state == State::kBad; });
  std::string text;
  if (wants_json(place)) {
    Json checks = Json::array();
    for (const Finding& finding : findings) {
      checks.push_back({{"check", finding.what},
                        {"state", kStateNames[static_cast<std::size_t>(finding.state)]},
                        {"detail", finding.detail}});
    }
    text = clean_json(to_text({{"usable", usable}, {"checks", std::move(checks)}})) + "\n";
  } else {
    Table table({{"STATE"}, {"CHECK"}, {"DETAIL"}});
    for (const Finding& finding : findings) {
      table.add({std::string(kStateNames[static_cast<std::size_t>(finding.state)]), finding.what,
                 finding.detail});
    }
    text = table.draw(terminal_of(stdout));
  }
  const int printed = print(text);
  return printed == 0 && usable ? 0 : 1;
}

int examine(const Place& place) {
  Findings findings;
  const Examined examined = begin_examination(place);
  look_at_settings(findings, examined);
  look_at_machine(findings);
  look_at_modules(findings, place);
  look_at_folder(findings, examined);
  look_at_providers(findings, examined);
  return report(findings, place);
}

}  // namespace

void add_doctor_command(CLI::App& program, Place& place, Action& action) {
  CLI::App* command = program.add_subcommand(
      "doctor",
      "Say what is configured and reachable, and what is wrong; exit status 0 when usable");
  add_place_options(*command, place);
  command->callback([&place, &action] { action = [&place] { return examine(place); }; });
}

}  // namespace skerry::host
