#include <CLI/CLI.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "host/cli/commands.hpp"
#include "host/cli/list_modules.hpp"
#include "host/cli/machine.hpp"
#include "host/cli/model_report.hpp"
#include "host/cli/model_settings.hpp"
#include "host/cli/output.hpp"
#include "host/cli/serve.hpp"
#include "host/cli/settings.hpp"
#include "host/cli/terminal.hpp"
#include "host/replay/replay.hpp"

extern char** environ;

namespace {

using namespace skerry::host;

/// More event loops than this only cost memory.
constexpr int kThreadsMax = 256;

struct Arguments {
  Place place;
  ServeOptions serve;
  std::string record_folder;
  std::vector<std::string> logs;
};

void add_serve_options(CLI::App& app, Arguments& arguments) {
  app.add_option("--host", arguments.serve.address, "Address to listen on")->capture_default_str();
  app.add_option("--port", arguments.serve.port, "Port to listen on, 0 for a free one")
      ->capture_default_str();
  app.add_option("--threads", arguments.serve.installation.loops,
                 "Event loops, and threads for sandboxed runs, of each; one a core by default")
      ->check(CLI::Range(1, kThreadsMax));
  add_folder_options(app, arguments.place);
  app.add_option("--record", arguments.record_folder, "Folder for a log of each instance's life")
      ->envname("SKERRY_RECORD");
  // For the conformance suite; in no help text.
  app.add_option("--public-module", arguments.serve.installation.public_module)->group("");
  app.add_flag("--test-commands", arguments.serve.test_commands)->group("");
}

int start_server(Arguments& arguments) {
  const Place& place = arguments.place;
  const auto modules = find_modules(place.modules_folder);
  if (!modules) return fail(modules.error());
  auto configuration = read_settings(environ, place.configuration_file);
  if (!configuration) return fail(configuration.error());
  auto models = check_models(*configuration);
  OllamaLook look;
  if (models) {
    look = look_for_ollama(environ, *configuration);
    models = check_models(*configuration);
  }
  if (!models) {
    for (const std::string& fault : models.error()) static_cast<void>(fail(fault));
    return 1;
  }
  arguments.serve.opening_lines = describe_models(*models, *configuration, look);
  arguments.serve.providers = report_providers(*models, *configuration, look);
  for (std::string& line : misspelt_variables(environ)) {
    arguments.serve.opening_lines.push_back(std::move(line));
  }
  arguments.serve.installation.modules_folder = *modules;
  arguments.serve.installation.data_folder = place.data_folder;
  arguments.serve.installation.record_folder = arguments.record_folder;
  block_stop_signals();
  return serve(arguments.serve, std::move(*configuration));
}

void add_module_commands(CLI::App& app, Arguments& arguments, Action& action) {
  const auto with_modules = [&arguments](auto act) {
    return [&arguments, act] {
      const auto folder = find_modules(arguments.place.modules_folder);
      return folder ? act(*folder) : fail(folder.error());
    };
  };
  CLI::App* modules = app.add_subcommand("modules", "List the modules and their digests");
  modules->add_option("--modules-dir", arguments.place.modules_folder, "Folder of the modules");
  modules->callback([&action, with_modules] { action = with_modules(list_modules); });
  CLI::App* replay = app.add_subcommand("replay", "Repeat recorded instances and compare");
  replay->add_option("logs", arguments.logs, "Logs that serve --record made")->required();
  replay->add_option("--modules-dir", arguments.place.modules_folder, "Folder of the modules");
  replay->callback([&action, &arguments, with_modules] {
    action = with_modules([&arguments](const auto& folder) {
      bool said = true;
      const int status = replay_logs(arguments.logs, folder, [&said](const std::string& line) {
        said = said && print(clean(line) + "\n") == 0;
      });
      return said ? status : 1;
    });
  });
}

/// Help and the version go to standard output; all else is a mistake in one line.
int explain(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() != 0) return fail(std::string(error.what()) + "; see --help");
  std::ostringstream text;
  static_cast<void>(app.exit(error, text, text));
  return print(text.str());
}

int run(int count, char** values) {
  CLI::App app("AI services at the edge, on one's own machine", "skerry");
  Arguments arguments;
  arguments.place.environment = environ;
  Action action = [&arguments] { return start_server(arguments); };
  app.set_version_flag("--version", "skerry " SKERRY_VERSION);
  app.require_subcommand(0, 1);
  add_serve_options(app, arguments);
  add_serve_options(*app.add_subcommand("serve", "Answer HTTP requests (the default)"), arguments);
  add_fn_commands(app, arguments.place, action);
  add_job_commands(app, arguments.place, action);
  add_task_commands(app, arguments.place, action);
  add_function_commands(app, arguments.place, action);
  add_doctor_command(app, arguments.place, action);
  add_module_commands(app, arguments, action);
  add_completion_command(app, action);
  try {
    app.parse(count, values);
    return action();
  } catch (const CLI::ParseError& error) {
    return explain(app, error);
  }
}

}  // namespace

int main(int count, char** values) {
  try {
    return run(count, values);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
