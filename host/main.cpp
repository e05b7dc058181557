#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "host/cli/call_fn.hpp"
#include "host/cli/list_modules.hpp"
#include "host/cli/machine.hpp"
#include "host/cli/model_settings.hpp"
#include "host/cli/output.hpp"
#include "host/cli/serve.hpp"
#include "host/cli/settings.hpp"
#include "host/replay/replay.hpp"

extern char** environ;

namespace {

using namespace skerry::host;

/// More event loops than this only cost memory.
constexpr int kThreadsMax = 256;

struct Arguments {
  ServeOptions serve;
  std::string modules_folder;
  std::string data_folder = ".skerry";
  std::string configuration_file;
  std::string description;
  std::optional<std::string> fn_arguments;
  std::string record_folder;
  std::vector<std::string> logs;
};

/// Options that every way to start an installation has.
void add_installation_options(CLI::App& app, Arguments& arguments) {
  app.add_option("--data-dir", arguments.data_folder, "Folder of everything that is kept")
      ->capture_default_str();
  app.add_option("--config", arguments.configuration_file, "JSON file of settings");
  app.add_option("--modules-dir", arguments.modules_folder, "Folder of the modules");
}

void add_serve_options(CLI::App& app, Arguments& arguments) {
  app.add_option("--host", arguments.serve.address, "Address to listen on")->capture_default_str();
  app.add_option("--port", arguments.serve.port, "Port to listen on, 0 for a free one")
      ->capture_default_str();
  app.add_option("--threads", arguments.serve.installation.loops,
                 "Event loops, and threads for sandboxed runs, of each; one a core by default")
      ->check(CLI::Range(1, kThreadsMax));
  add_installation_options(app, arguments);
  app.add_option("--record", arguments.record_folder, "Folder for a log of each instance's life")
      ->envname("SKERRY_RECORD");
  // For the conformance suite; in no help text.
  app.add_option("--public-module", arguments.serve.installation.public_module)->group("");
  app.add_flag("--test-commands", arguments.serve.test_commands)->group("");
}

int run(const CLI::App& app, Arguments& arguments) {
  const auto modules = find_modules(arguments.modules_folder);
  if (!modules) return fail(modules.error());
  if (app.got_subcommand("modules")) return list_modules(*modules);
  if (app.got_subcommand("replay")) return replay_logs(arguments.logs, *modules);
  auto configuration = read_settings(environ, arguments.configuration_file);
  if (!configuration) return fail(configuration.error());
  if (const auto models = check_models(*configuration); !models) {
    for (const std::string& fault : models.error()) static_cast<void>(fail(fault));
    return 1;
  }
  arguments.serve.installation.modules_folder = *modules;
  arguments.serve.installation.data_folder = arguments.data_folder;
  arguments.serve.installation.record_folder = arguments.record_folder;
  if (app.got_subcommand("fn")) {
    if (arguments.fn_arguments == "-") {
      arguments.fn_arguments->assign(std::istreambuf_iterator<char>(std::cin), {});
    }
    return call_fn(arguments.description, arguments.fn_arguments, arguments.serve.installation,
                   std::move(*configuration));
  }
  block_stop_signals();
  return serve(arguments.serve, std::move(*configuration));
}

/// Help and the version go to standard output; all else is a mistake in one line.
int explain(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() != 0) return fail(std::string(error.what()) + "; see --help");
  std::ostringstream text;
  static_cast<void>(app.exit(error, text, text));
  return print(text.str());
}

}  // namespace

int main(int count, char** values) {
  CLI::App app("AI services at the edge, on one's own machine", "skerry");
  Arguments arguments;
  app.set_version_flag("--version", "skerry " SKERRY_VERSION);
  app.require_subcommand(0, 1);
  add_serve_options(app, arguments);
  add_serve_options(*app.add_subcommand("serve", "Answer HTTP requests (the default)"), arguments);
  CLI::App* fn = app.add_subcommand("fn", "Describe a function and have it done");
  fn->add_option("description", arguments.description, "What the function does")->required();
  fn->add_option("--args", arguments.fn_arguments, "Its arguments as JSON, - for standard input");
  add_installation_options(*fn, arguments);
  CLI::App* modules = app.add_subcommand("modules", "List the modules and their digests");
  modules->add_option("--modules-dir", arguments.modules_folder, "Folder of the modules");
  CLI::App* replay = app.add_subcommand("replay", "Repeat recorded instances and compare");
  replay->add_option("logs", arguments.logs, "Logs that serve --record made")->required();
  replay->add_option("--modules-dir", arguments.modules_folder, "Folder of the modules");
  try {
    app.parse(count, values);
    return run(app, arguments);
  } catch (const CLI::ParseError& error) {
    return explain(app, error);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
