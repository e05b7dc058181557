#include <sstream>
#include <string>

#include "host/replay/log_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace skerry::host;
using skerry::fuzz::require;

// A log is read or refused in one line; values that are read are written as they were.
SKERRY_FUZZ_TARGET(input) {
  std::istringstream stream{std::string(input)};
  LogReader reader(stream);
  const auto header = reader.header();
  if (!header) {
    require(!header.error().empty() && !header.error().contains('\n'), "an error is one line");
    return;
  }
  require(!header->module.contains('/') && !header->module.contains('.'),
          "a module's name is no path");
  std::uint64_t events = 0;
  while (true) {
    const auto event = reader.next();
    if (!event) {
      require(!event.error().contains('\n'), "an error is one line");
      return;
    }
    if (!*event) return;
    require((*event)->number == ++events, "events are counted");
    const LogJson written = write_values((*event)->arguments.get());
    const auto again = read_values(written);
    require(again && write_values(again->get()) == written, "values are read as they are written");
  }
}
