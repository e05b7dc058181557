#include "host/cli/output.hpp"

#include <cerrno>
#include <cstdio>
#include <format>
#include <string>
#include <system_error>

#include "host/cli/terminal.hpp"

namespace skerry::host {

void note(std::string_view line) { std::fprintf(stderr, "skerry: %s\n", clean(line).c_str()); }

int fail(std::string_view line) {
  note(line);
  return 1;
}

int fail_json(std::string_view json) {
  const std::string text = terminal_of(stderr).is_terminal ? clean_json(json) : std::string(json);
  std::fprintf(stderr, "%s\n", text.c_str());
  return 1;
}

int print_json(std::string_view json) {
  return terminal_of(stdout).is_terminal ? print(clean_json(json)) : print(json);
}

int print(std::string_view text) {
  errno = 0;
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return 0;
  return fail(
      std::format("cannot write to standard output: {}", std::generic_category().message(errno)));
}

}  // namespace skerry::host
