#include <simdjson.h>

#include <optional>
#include <string>

#include "host/capabilities/text_stream.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace skerry::host;
using skerry::fuzz::require;

// However bytes arrive and however they are asked for, the text is the same as of all bytes at
// once. The first line decides the sizes, the rest is the stream.
SKERRY_FUZZ_TARGET(input) {
  const std::string sizes(skerry::fuzz::take_line(input));
  std::string text;
  std::uint64_t asked = 0;
  std::size_t taken = 0;
  std::optional<std::expected<void, skerry::Failure>> ended;
  TextStream stream({.on_text =
                         [&](std::string chunk) {
                           require(!ended, "no text follows the end");
                           require(simdjson::validate_utf8(chunk.data(), chunk.size()),
                                   "a chunk is UTF-8");
                           text += chunk;
                         },
                     .on_end =
                         [&](std::expected<void, skerry::Failure> outcome) {
                           require(!ended, "a stream ends once");
                           ended = std::move(outcome);
                         },
                     .on_taken = [&](std::size_t bytes) { taken += bytes; }});
  const std::string_view whole = input;
  for (std::size_t step = 0; !input.empty(); ++step) {
    const auto size = sizes.empty() ? 1U : static_cast<unsigned char>(sizes[step % sizes.size()]);
    const std::string_view piece = input.substr(0, size % 9 + 1);
    input.remove_prefix(piece.size());
    stream.push(piece);
    if (size % 3 != 0) {
      stream.pull(size % 5);
      asked += size % 5;
    }
    require(text.size() <= asked, "no more is given than was asked for");
  }
  stream.end({});
  // Credit in plenty, in pieces that no character is larger than.
  for (std::size_t i = 0; i <= whole.size(); ++i) stream.pull(4);
  require(ended.has_value(), "a stream that is read to its end ends");
  const bool valid = simdjson::validate_utf8(whole.data(), whole.size());
  require(ended->has_value() == valid, "a stream is text exactly when the whole is");
  if (valid) {
    require(text == whole, "the pieces make up the whole");
  } else {
    require(whole.starts_with(text), "what came before a fault is given");
    require(ended->error().kind == skerry::FailureKind::kNotUtf8, "a fault is named");
  }
  require(taken <= whole.size(), "no more is taken than came");
  require(incomplete_tail(whole) <= 3, "a character has four bytes at most");
}
