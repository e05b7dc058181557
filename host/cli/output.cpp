#include "host/cli/output.hpp"

#include <cerrno>
#include <cstdio>
#include <format>
#include <string>
#include <system_error>

namespace skerry::host {

void note(std::string_view line) {
  std::string text(line);
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  std::fprintf(stderr, "skerry: %s\n", text.c_str());
}

int fail(std::string_view line) {
  note(line);
  return 1;
}

int print(std::string_view text) {
  errno = 0;
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return 0;
  return fail(
      std::format("cannot write to standard output: {}", std::generic_category().message(errno)));
}

}  // namespace skerry::host
