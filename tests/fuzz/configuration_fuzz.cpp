#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "host/capabilities/configuration.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fuzz::require;

// The first line is a variable of the environment, the rest a configuration file.
SKERRY_FUZZ_TARGET(input) {
  static const int file = memfd_create("configuration", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  const std::string variable = "SKERRY_" + std::string(skerry::fuzz::take_line(input));
  require(ftruncate(file, 0) == 0 &&
              pwrite(file, input.data(), input.size(), 0) == static_cast<ssize_t>(input.size()),
          "the file can be written");
  skerry::host::Configuration configuration;
  const auto read = configuration.read_file(path);
  if (!read) require(read.error().find('\n') == std::string::npos, "an error is one line");
  const char* const environment[] = {variable.c_str(), nullptr};
  configuration.read_environment(environment);
  const std::string entry = variable.c_str();
  if (const auto equals = entry.find('='); equals != std::string::npos) {
    const auto value = configuration.get(entry.substr(0, equals));
    // Left out when it is not UTF-8.
    if (value && !read) require(*value == entry.substr(equals + 1), "the environment wins");
  }
  configuration.set("api-key", "host");
  require(configuration.get("SKERRY_API_KEY") == "host", "the host wins");
}
