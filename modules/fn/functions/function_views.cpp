#include "modules/fn/functions/function_views.hpp"

#include <algorithm>
#include <string_view>

#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

/// Examples told in an exported module; the others are in the function's JSON.
constexpr std::size_t kExportedExamplesMax = 5;
/// Longer values are told by their beginning.
constexpr std::size_t kExportedValueBytesMax = 200;

/// One line of comment, whatever the text: nothing in it ends the line, as ECMA-262 sees lines.
void add_comment(std::string& module, std::string_view text) {
  static constexpr std::string_view kSeparators[] = {"\u2028", "\u2029"};
  std::string line(text);
  for (const std::string_view separator : kSeparators) {
    for (auto at = line.find(separator); at != std::string::npos; at = line.find(separator, at)) {
      line.replace(at, separator.size(), " ");
    }
  }
  std::ranges::replace(line, '\n', ' ');
  std::ranges::replace(line, '\r', ' ');
  module.append("// ").append(line).append("\n");
}

/// The compact text of a value, cut between characters.
std::string shown(const Json& value) {
  std::string text = to_text(value);
  if (text.size() <= kExportedValueBytesMax) return text;
  std::size_t end = kExportedValueBytesMax;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text.append("…");
}

}  // namespace

Json view_of(const FunctionSummary& function) {
  Json view = {{"id", function.id},
               {"name", function.name ? Json(*function.name) : Json()},
               {"description", function.description},
               {"paraphrases", function.paraphrases},
               {"parameters", function.parameters},
               {"origin", name_of(function.origin)}};
  if (function.provider) view["provider"] = *function.provider;
  if (function.model) view["model"] = *function.model;
  view["pinned"] = function.pinned;
  view["tests"] = function.tests;
  view["createdAt"] = timestamp(function.created_ms);
  view["usedAt"] = timestamp(function.used_ms);
  return view;
}

Json view_of(const AcceptedFunction& function) {
  Json view = view_of(static_cast<const FunctionSummary&>(function));
  view["language"] = "typescript";
  view["source"] = function.source;
  view["examples"] = function.examples;
  return view;
}

std::string typescript_of(const AcceptedFunction& function) {
  std::string module;
  add_comment(module, function.name.value_or(function.id) + ": " + function.description);
  if (!function.parameters.empty()) {
    std::string names;
    for (const std::string& name : function.parameters) {
      names.append(names.empty() ? "" : ", ").append(name);
    }
    add_comment(module, "Parameters: " + names);
  }
  add_comment(module, "Proven by " + std::to_string(function.tests) + " examples, such as");
  std::size_t told = 0;
  for (const Json& example : function.examples) {
    const Json* args = find_member(example, "args");
    const Json* result = find_member(example, "result");
    if (args == nullptr || result == nullptr || told++ == kExportedExamplesMax) break;
    add_comment(module, "  " + shown(*args) + " -> " + shown(*result));
  }
  return module.append("\n").append(function.source);
}

}  // namespace skerry::fn
