#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modules/ai/model.hpp"

namespace skerry::ai {

/// The texts this program tells models, one file each in `prompts/`. A text that changes its
/// meaning gets a new version, and its file a new name.
enum class Prompt : std::uint8_t {
  kClassify,      ///< `description`, `context`, `args`, `schema`: which type of work it is.
  kCode,          ///< `description`, `context`, `args`, `schema`: write a function and examples.
  kCodeRepair,    ///< `error`: what was wrong with the code.
  kObject,        ///< `description`, `context`, `args`: produce the object.
  kObjectSchema,  ///< `schema`, `member`: the schema, where a server cannot be told.
  kObjectRepair,  ///< `errors`: what was wrong with the object.
};
inline constexpr std::size_t kPrompts = 6;

struct PromptText {
  std::string_view name;
  std::uint32_t version;
  std::string_view text;
};

[[nodiscard]] PromptText text_of(Prompt prompt);

/// A text of somebody else's: a caller's, a model's, a file's.
struct PromptField {
  std::string_view key;
  std::string text;
};

/// The key under which all fields stand.
inline constexpr std::string_view kDataKey = "data";

/// A prompt as messages: its text in the system role, as it is, and the fields in the user role, as
/// `{"data": {key: text, …}}`. Every field is a JSON string, whatever it holds, so that nothing in
/// it stands outside of it. Empty fields are left out; invalid UTF-8 is replaced.
[[nodiscard]] Messages render(Prompt prompt, const std::vector<PromptField>& fields);

}  // namespace skerry::ai
