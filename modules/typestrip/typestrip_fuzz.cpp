// libFuzzer target: any bytes end quickly in JavaScript of the same length, in which nothing but
// white space and the few characters of the contract replaces anything, or in an error inside the
// source. Build with -DSKERRY_FUZZ=ON and run `typestrip_fuzz modules/typestrip/cases`.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "modules/typestrip/limits.hpp"
#include "modules/typestrip/source_text.hpp"
#include "modules/typestrip/typestrip.hpp"

namespace {

using namespace skerry::typestrip;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_result(std::string_view source, std::string_view result) {
  require(result.size() == source.size());
  require(!first_invalid_utf8(result));
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t length = utf8_length(source[at]);
    const std::string_view before = source.substr(at, length);
    const std::string_view after = result.substr(at, length);
    const bool blank = space_length(result, at) != 0 && line_end_length(result, at) == 0;
    const bool moved = length == 1 && std::string_view(";()").contains(after[0]);
    require(before == after || ((blank || moved) && line_end_length(source, at) == 0));
    at += length;
  }
}

void check_error(std::string_view source, const StripError& error) {
  require(error.line >= 1 && error.column >= 1 && !error.message.empty());
  require(error.line <= source.size() + 1 && error.column <= source.size() + 1);
  require(!first_invalid_utf8(error.message));
  require(name_of(error.code) != "unknown");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const auto result = strip_types(source);
  if (result) {
    check_result(source, *result);
  } else {
    check_error(source, result.error());
  }
  return 0;
}
