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

/// The server that holds the folder, as far as it says where it is.
void look_at_server(Findings& findings, const std::string& url) {
  const auto ready = ask_http(
      {.url = url + "/ready", .connect_timeout = kServerWaitMax, .timeout = kServerWaitMax});
  if (ready && ready->status == 200) {
    return findings.push_back({State::kGood, "server", "ready at " + url});
  }
  findings.push_back({State::kBad, "server",
                      std::format("{}: {}", url,
                                  ready ? std::format("GET /ready answers {}", ready->status)
                                        : ready.error().detail)});
}

void look_at_folder(Findings& findings, const Place& place) {
  if (!place.server.empty()) return look_at_server(findings, place.server);
  const std::filesystem::path& folder = place.data_folder;
  std::error_code error;
  if (is_in_use(folder)) {
    findings.push_back({State::kGood, "data folder", folder.string() + " is held by a process"});
    const auto url = find_server(folder);
    if (url) return look_at_server(findings, *url);
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

void look_at_settings(Findings& findings, const Place& place,
                      const std::expected<Configuration, std::string>& configuration) {
  if (!configuration) {
    findings.push_back({State::kBad, "settings", configuration.error()});
  } else if (const auto models = check_models(*configuration); !models) {
    for (const std::string& fault : models.error()) {
      findings.push_back({State::kBad, "settings", fault});
    }
  } else {
    findings.push_back({State::kGood, "settings", "read"});
  }
  for (std::string& name : misspelt_variables(place.environment)) {
    findings.push_back({State::kOff, "settings", std::move(name)});
  }
}

void look_at_providers(Findings& findings, const Place& place, Configuration configuration) {
  const OllamaLook look = look_for_ollama(place.environment, configuration);
  const auto models = check_models(configuration);
  // Said of the settings.
  if (!models) return;
  const std::string proxy = configuration.get("fetch_proxy").value_or("");
  for (const ai::Endpoint& endpoint : models->endpoints) {
    const auto wanted = models_of(*models, endpoint.provider);
    const ProviderCheck check = check_provider(endpoint, wanted, proxy);
    std::string names;
    for (const std::string& name : wanted) names.append(names.empty() ? "" : ", ").append(name);
    findings.push_back({check.good ? State::kGood : State::kBad,
                        std::format("provider {}", ai::name_of(endpoint.provider)),
                        std::format("{} at {}: {}", names, endpoint.base_url, check.detail)});
  }
  for (const auto& [provider, variable] : {std::pair{ai::Provider::kOpenai, "OPENAI_API_KEY"},
                                           {ai::Provider::kAnthropic, "ANTHROPIC_API_KEY"},
                                           {ai::Provider::kCompatible, "OPENAI_BASE_URL"}}) {
    if (models->find_endpoint(provider) != nullptr) continue;
    std::string why = std::format("not configured: {} is not set", variable);
    if (configuration.get(variable)) why = "not used, as the settings are";
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
  const bool local = models->local != ai::LocalPlace::kAbsent;
  findings.push_back({local ? State::kGood : State::kOff, "provider local",
                      local ? "built in, without a network" : "AI_PROVIDERS does not name it"});
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
  const auto configuration = read_settings(place.environment, place.configuration_file);
  look_at_settings(findings, place, configuration);
  look_at_machine(findings);
  look_at_modules(findings, place);
  look_at_folder(findings, place);
  if (configuration) look_at_providers(findings, place, *configuration);
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
