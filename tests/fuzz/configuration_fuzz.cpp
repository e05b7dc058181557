#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "host/cli/settings.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fuzz::require;

namespace {

std::string upper(std::string_view name) {
  std::string text(name);
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

}  // namespace

// The first line is a variable of the environment, the rest a configuration file.
SKERRY_FUZZ_TARGET(input) {
  static const int file = memfd_create("configuration", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  const std::string variable = "SKERRY_" + std::string(skerry::fuzz::take_line(input));
  if (variable.contains('\0')) return;
  require(ftruncate(file, 0) == 0 &&
              pwrite(file, input.data(), input.size(), 0) == static_cast<ssize_t>(input.size()),
          "the file can be written");
  const char* const environment[] = {variable.c_str(), nullptr};
  const auto settings = skerry::host::read_settings(environment, path);
  if (!settings) {
    require(settings.error().find('\n') == std::string::npos, "an error is one line");
    return;
  }
  for (const auto& setting : skerry::host::all_settings()) {
    const std::string prefix = "SKERRY_" + upper(setting.name) + "=";
    if (!variable.starts_with(prefix)) continue;
    require(settings->get(setting.name) == variable.substr(prefix.size()), "the environment wins");
  }
}
