#include "host/cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <memory>

#include "host/cli/commands.hpp"

namespace skerry::host {
namespace {

/// What bash offers after these words; `words` are quoted for the shell, the last is being typed.
std::string offered(const std::string& words, int count) {
  CLI::App program("", "skerry");
  Place place;
  Action action;
  add_fn_commands(program, place, action);
  add_job_commands(program, place, action);
  add_completion_command(program, action);
  const std::string script = completion_script(program, Shell::kBash);
  const std::string file = std::string(SKERRY_BINARY_DIR) + "/completion_test.bash";
  std::ofstream(file) << script << "COMP_WORDS=(" << words << ")\nCOMP_CWORD=" << count - 1
                      << "\n_skerry\necho \"${COMPREPLY[*]}\"\n";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> shell(
      // NOLINTNEXTLINE(bugprone-command-processor): the completion is the shell's.
      popen(("bash '" + file + "' 2>&1").c_str(), "r"), &pclose);
  REQUIRE(shell != nullptr);
  std::string text(10'000, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), shell.get()));
  std::remove(file.c_str());
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("bash completes commands, options and the words they take", "[completion]") {
  CHECK(offered("skerry jo", 2) == "jobs");
  CHECK(offered("skerry jobs ''", 3).starts_with("list show cancel watch"));
  CHECK(offered("skerry jobs w", 3) == "watch");
  CHECK(offered("skerry jobs list --st", 4) == "--status");
  CHECK(offered("skerry jobs list --status ca", 5) == "cancelled");
  CHECK(offered("skerry fn 'jobs list' --ty", 4) == "--type");
  CHECK(offered("skerry completion ''", 3).ends_with("bash zsh"));
  // A value of any kind is left to the shell, which offers files.
  CHECK(offered("skerry fn --config jo", 4).empty());
  CHECK(offered("skerry fn x --no", 4) == "--no-wait");
}

TEST_CASE("zsh gets the same words, described", "[completion]") {
  CLI::App program("", "skerry");
  Place place;
  Action action;
  add_job_commands(program, place, action);
  const std::string script = completion_script(program, Shell::kZsh);
  CHECK(script.starts_with("#compdef skerry\n"));
  CHECK(
      script.contains("'watch:A job'\\''s events until it ends; exit status 0 when it succeeds'"));
  CHECK(script.contains("'skerry jobs list --status') compadd -- queued running waiting"));
  CHECK(script.contains("'skerry jobs list --config') _files"));
}

}  // namespace skerry::host
