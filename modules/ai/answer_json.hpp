#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "modules/sdk/json.hpp"

namespace skerry::ai {

/// The JSON in what a model wrote: the whole text, else the longest value that begins at a bracket,
/// within prose or a code fence, else what else a code fence holds. Each is read strictly first and
/// then as `mended`, before anything inside of it is looked at. Fails with a sentence for the
/// model. A text of `limits::kAnswerBytesMax` is read with bounded work.
[[nodiscard]] std::expected<Json, std::string> json_in_answer(std::string_view text);

/// A text that is nearly JSON, and where its value ended.
struct Mended {
  std::string text;
  std::size_t end_bytes = 0;
};

/// The JSON value at the beginning of a text, with the slips of models corrected: single quotes,
/// commas before a closing bracket, line breaks and tabs within texts, and a tail that is missing.
///
/// What is incomplete at the end is left out, never completed: a text without its closing quote is
/// no text, and `12` at the very end may have been 123. The result may still not be valid JSON. A
/// value that is nested deeper than JSON is read ends where it is too deep.
[[nodiscard]] Mended mended(std::string_view text);

}  // namespace skerry::ai
