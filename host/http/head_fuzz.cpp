#include <simdjson.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "host/http/head.hpp"
#include "host/http/message_parser.hpp"

// libFuzzer: whatever arrives, what the parser lets through is a head that keeps the contract, and
// the body ends where it says.

namespace {

using namespace skerry::host::http;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_block(std::string_view block) {
  require(simdjson::validate_utf8(block.data(), block.size()));
  require(block.find('\0') == std::string_view::npos && block.find('\r') == std::string_view::npos);
  int fields = 0;
  const bool sound = for_each_field(block, [&](std::string_view name, std::string_view value) {
    static constexpr std::string_view kPseudo[] = {":method", ":path", ":authority", ":peer"};
    require(fields < 4 ? name == kPseudo[fields] : is_token(name) && !name.starts_with("skerry-"));
    require(is_field_value(value));
    ++fields;
  });
  require(sound && fields >= 4);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find("\r\n\r\n");
  if (end == std::string_view::npos || end > kHeaderBytesMax) return 0;
  MessageParser parser;
  const auto head = parser.parse_head(input.substr(0, end + 4), "127.0.0.1", Limits{});
  if (!head) return 0;
  check_block(head->block);
  require(parser.complete() != head->has_body);
  input.remove_prefix(end + 4);

  std::string content;
  // In pieces whose sizes the input itself chooses, as a network would. What was seen once and not
  // used up is seen again.
  const std::size_t piece = size % 7 + 1;
  std::size_t window = piece;
  std::size_t read = 0;
  while (!parser.complete() && window <= input.size()) {
    const auto used = parser.parse_body(input.substr(0, window), content, kBodyBytesMax);
    if (!used) return 0;
    require(*used <= window);
    input.remove_prefix(*used);
    read += *used;
    window = window - *used + piece;
  }
  if (head->content_length) require(content.size() == read && read <= *head->content_length);
  return 0;
}
