#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <vector>

#include "modules/fn/call.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// A parameter of an accepted function, as its examples show it.
struct KnownParameter {
  /// Empty when it has none: then it is known by its position alone.
  std::string name;
  /// Every example gives it.
  bool required = false;
  /// Whether some example gives it a value of this type (`nlohmann`'s, all numbers being one).
  bool takes_null = false;
  bool takes_boolean = false;
  bool takes_number = false;
  bool takes_text = false;
  bool takes_list = false;
  bool takes_object = false;
};

/// The parameters of a function with these names and examples (`[{"args": [positional…], …}]`).
[[nodiscard]] std::vector<KnownParameter> known_parameters(const std::vector<std::string>& names,
                                                           const Json& examples);

/// The positional arguments for a function, from `args` of a call.
///
/// An object is named arguments, or the one object that the function takes; an array is the one
/// array argument where the function takes one, else positional arguments; anything else is the
/// single argument. Fails with `argument_missing` where a required argument, or one before another,
/// is not there; with `invalid_arguments` where an argument has no parameter, or a type that no
/// example of the function shows. Pointers are below `/args`.
[[nodiscard]] std::expected<Json, Problem> bind_arguments(
    const std::vector<KnownParameter>& parameters, const Json& args);

}  // namespace skerry::fn
