#include "host/http/chunk_line.hpp"

#include <cstddef>

#include "host/http/head.hpp"

namespace skerry::host::http {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";

}  // namespace

bool is_hopeless_chunk(std::string_view bytes) {
  if (has_bare_control(bytes)) return true;
  if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
  return !bytes.empty() && bytes != "\r" &&
         kHexDigits.find(bytes.front()) == std::string_view::npos;
}

bool may_be_cut_last_chunk(std::string_view bytes) {
  constexpr std::size_t kLastChunkBytesMin = 5;
  return bytes.size() < kLastChunkBytesMin && bytes.starts_with('0');
}

bool is_oversized_chunk(std::string_view bytes) {
  constexpr std::size_t kDigitsMax = 16;
  if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
  const std::string_view number = bytes.substr(0, bytes.find_first_not_of(kHexDigits));
  return number.size() > kDigitsMax;
}

}  // namespace skerry::host::http
