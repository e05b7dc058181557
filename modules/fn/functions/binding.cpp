#include "modules/fn/functions/binding.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "modules/fn/matching/reading.hpp"
#include "modules/sdk/json_pointer.hpp"

namespace skerry::fn {
namespace {

using Bound = std::expected<Json, Problem>;

std::string label_of(const KnownParameter& parameter, std::size_t index) {
  return parameter.name.empty() ? "argument " + std::to_string(index + 1) : parameter.name;
}

void note_type(KnownParameter& parameter, const Json& value) {
  parameter.takes_null |= value.is_null();
  parameter.takes_boolean |= value.is_boolean();
  parameter.takes_number |= value.is_number();
  parameter.takes_text |= value.is_string();
  parameter.takes_list |= value.is_array();
  parameter.takes_object |= value.is_object();
}

bool takes(const KnownParameter& parameter, const Json& value) {
  return (parameter.takes_null && value.is_null()) ||
         (parameter.takes_boolean && value.is_boolean()) ||
         (parameter.takes_number && value.is_number()) ||
         (parameter.takes_text && value.is_string()) ||
         (parameter.takes_list && value.is_array()) ||
         (parameter.takes_object && value.is_object());
}

Problem misfit(std::vector<FieldError> errors) {
  return {"invalid_arguments", "args does not fit the function.", std::move(errors), {}};
}

Problem missing(const KnownParameter& parameter, std::size_t index) {
  const std::string label = label_of(parameter, index);
  return {"argument_missing",
          "The function needs " + label + ".",
          {{"/args", label + " is missing"}},
          {}};
}

std::optional<std::size_t> find_parameter(const std::vector<KnownParameter>& parameters,
                                          const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto exact = std::ranges::find(parameters, name, &KnownParameter::name);
  if (exact != parameters.end()) return exact - parameters.begin();
  const std::string folded = fold_name(name);
  const auto alike = [&](const KnownParameter& parameter) {
    return !folded.empty() && fold_name(parameter.name) == folded;
  };
  const auto found = std::ranges::find_if(parameters, alike);
  if (found == parameters.end()) return std::nullopt;
  return found - parameters.begin();
}

/// One place for each parameter, with the pointer to where its value was written.
struct Places {
  explicit Places(std::size_t count) : values(count), pointers(count) {}

  std::vector<std::optional<Json>> values;
  std::vector<std::string> pointers;
};

Bound settle(const std::vector<KnownParameter>& parameters, Places places) {
  std::vector<FieldError> errors;
  Json arguments = Json::array();
  std::optional<std::size_t> gap;
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    const KnownParameter& parameter = parameters[index];
    std::optional<Json>& value = places.values[index];
    if (!value) {
      if (parameter.required) return std::unexpected(missing(parameter, index));
      if (!gap) gap = index;
      continue;
    }
    if (gap) return std::unexpected(missing(parameters[*gap], *gap));
    if (!takes(parameter, *value)) {
      errors.push_back({places.pointers[index],
                        label_of(parameter, index) + " has a type that no example shows"});
    }
    arguments.push_back(std::move(*value));
  }
  if (!errors.empty()) return std::unexpected(misfit(std::move(errors)));
  return arguments;
}

bool needs_no_more_than_one(const std::vector<KnownParameter>& parameters) {
  return std::ranges::none_of(parameters.begin() + 1, parameters.end(), &KnownParameter::required);
}

Bound bind_object(const std::vector<KnownParameter>& parameters, const Json& args) {
  Places places(parameters.size());
  std::vector<FieldError> errors;
  for (const auto& [name, value] : args.items()) {
    const std::string pointer = pointer_to("/args", name);
    const auto index = find_parameter(parameters, name);
    if (!index) {
      errors.push_back({pointer, "the function has no such parameter"});
    } else if (places.values[*index]) {
      errors.push_back({pointer, "this parameter is given twice"});
    } else {
      places.values[*index] = value;
      places.pointers[*index] = pointer;
    }
  }
  const bool takes_one_object =
      !parameters.empty() && parameters.front().takes_object && needs_no_more_than_one(parameters);
  if (takes_one_object && errors.size() == args.size() &&
      (!args.empty() || parameters.front().required)) {
    // Nothing in it is an argument's name: it is the one object that the function takes.
    Places single(parameters.size());
    single.values.front() = args;
    single.pointers.front() = "/args";
    return settle(parameters, std::move(single));
  }
  if (!errors.empty()) return std::unexpected(misfit(std::move(errors)));
  return settle(parameters, std::move(places));
}

/// Whether an array is the function's one array argument rather than all of its arguments.
bool takes_one_list(const std::vector<KnownParameter>& parameters) {
  return std::ranges::count_if(parameters, &KnownParameter::takes_list) == 1 &&
         parameters.front().takes_list && needs_no_more_than_one(parameters);
}

Bound bind_list(const std::vector<KnownParameter>& parameters, const Json& args) {
  if (args.size() > parameters.size()) {
    return std::unexpected(
        misfit({{"/args", "the function takes " + std::to_string(parameters.size()) +
                              " arguments, found " + std::to_string(args.size())}}));
  }
  Places places(parameters.size());
  for (std::size_t index = 0; index < args.size(); ++index) {
    places.values[index] = args[index];
    places.pointers[index] = pointer_to("/args", index);
  }
  return settle(parameters, std::move(places));
}

}  // namespace

std::vector<KnownParameter> known_parameters(const std::vector<std::string>& names,
                                             const Json& examples) {
  std::vector<KnownParameter> parameters(names.size());
  for (std::size_t index = 0; index < names.size(); ++index) parameters[index].name = names[index];
  std::size_t always = examples.empty() ? 0 : std::string::npos;
  for (const Json& example : examples) {
    const Json* args = find_member(example, "args");
    if (args == nullptr || !args->is_array()) continue;
    if (args->size() > parameters.size()) parameters.resize(args->size());
    for (std::size_t index = 0; index < args->size(); ++index) {
      note_type(parameters[index], (*args)[index]);
    }
    always = std::min(always, args->size());
  }
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    parameters[index].required = index < always;
  }
  return parameters;
}

Bound bind_arguments(const std::vector<KnownParameter>& parameters, const Json& args) {
  if (args.is_object()) return bind_object(parameters, args);
  if (args.is_array() && (parameters.empty() || !takes_one_list(parameters))) {
    return bind_list(parameters, args);
  }
  if (parameters.empty()) {
    return std::unexpected(misfit({{"/args", "the function takes no arguments"}}));
  }
  Places single(parameters.size());
  single.values.front() = args;
  single.pointers.front() = "/args";
  return settle(parameters, std::move(single));
}

}  // namespace skerry::fn
