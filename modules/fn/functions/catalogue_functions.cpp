#include "modules/fn/functions/catalogue_functions.hpp"

#include <utility>

#include "modules/fn/code_member.hpp"
#include "modules/fn/matching/arguments.hpp"

namespace skerry::fn {
namespace {

using table::Catalogue;

std::span<const table::Parameter> parameters_of(const table::Function& function) {
  return Catalogue::slice(table::catalogue().parameters, function.parameters);
}

}  // namespace

const table::Function* find_catalogue_function(std::string_view id) {
  return table::catalogue().find(id);
}

Json describe(const table::Function& function, std::string_view source) {
  return to_json({.function_id = function.id(),
                  .title = function.title,
                  .source = source,
                  .origin = "catalogue",
                  .tests = function.tests});
}

Json view_of(const table::Function& function) {
  Json names = Json::array();
  for (const table::Parameter& parameter : parameters_of(function)) names.push_back(parameter.name);
  return Json{{"id", function.id()},
              {"description", function.title},
              {"parameters", std::move(names)},
              {"origin", "catalogue"},
              {"tests", function.tests},
              {"language", "typescript"},
              {"source", function.source()}};
}

Json expected_arguments(const table::Function& function) {
  Json expected = Json::array();
  for (const table::Parameter& parameter : parameters_of(function)) {
    const bool required = parameter.default_json == nullptr;
    Json& argument = expected.emplace_back(
        Json{{"name", parameter.name}, {"shape", parameter.shape.text}, {"required", required}});
    if (!required) argument["default"] = Json::parse(parameter.default_json, nullptr, false);
  }
  return expected;
}

std::expected<CodeRun, Problem> code_run_of(const table::Function& function, const Json* args) {
  const auto parameters = parameters_of(function);
  const Supplied supplied = prepare(args);
  Bound bound;
  bound.entries.resize(parameters.size());
  bound.used.resize(supplied.named.size());
  assign(table::catalogue(), function, supplied, bound);
  if (!bound.misfit.empty()) {
    return std::unexpected(Problem{"invalid_arguments",
                                   "args does not fit the function.",
                                   {{"/args", bound.misfit}},
                                   Json{{"expects", expected_arguments(function)}}});
  }
  Json arguments = Json::array();
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    auto& value = bound.entries[index].value;
    if (!value && parameters[index].default_json != nullptr) {
      value = Json::parse(parameters[index].default_json, nullptr, false);
    }
    if (!value) {
      const std::string name = parameters[index].name;
      return std::unexpected(Problem{"argument_missing",
                                     "The function needs " + name + ".",
                                     {{"/args", name + " is missing"}},
                                     Json{{"expects", expected_arguments(function)}}});
    }
    arguments.push_back(std::move(*value));
  }
  std::string source = function.source();
  Json code = describe(function, source);
  return CodeRun{std::move(source), std::move(arguments), std::move(code)};
}

}  // namespace skerry::fn
