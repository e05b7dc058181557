#pragma once

#include <cstddef>
#include <string_view>

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// What an answer says of the code behind it. The texts need to live only until it is made JSON.
struct CodeMember {
  /// The function's id; empty for code that is not kept.
  std::string_view function_id = {};
  /// For a program composed for one call: the catalogue's function that does its work. Empty
  /// otherwise.
  std::string_view based_on = {};
  std::string_view title;
  /// TypeScript.
  std::string_view source;
  /// `catalogue`, `own` or `model`.
  std::string_view origin;
  /// Who wrote it; both empty unless a model did.
  std::string_view provider = {};
  std::string_view model = {};
  /// How many tests it passed.
  std::size_t tests;
};

/// The member `code` of an answer, `Code` of the OpenAPI document.
[[nodiscard]] Json to_json(const CodeMember& code);

}  // namespace skerry::fn
