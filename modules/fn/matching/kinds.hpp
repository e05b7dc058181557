#pragma once

#include <optional>
#include <string>

#include "modules/fn/matching/arguments.hpp"
#include "modules/fn/matching/function_reading.hpp"

namespace skerry::fn {

/// A word of the description for a kind of data that the bound values are not all of, or nothing.
///
/// "Strings" of a list that also holds numbers, or "integers" of one that holds 2.5, choose some of
/// its elements; a function that takes them all is another one. Words for what comes out ("to
/// numbers", "as an integer") and of the task's own phrases ("prime numbers") say no such thing.
[[nodiscard]] std::optional<std::string> kind_not_supplied(const FunctionReading& reading,
                                                           const Bound& bound);

/// Why the texts that a function with the trait `kComparesTexts` is to compare have another order
/// than the alphabetical one, or nothing where they do not, or where the description says that they
/// are texts or sorted alphabetically.
///
/// They are numbers, prices, dates, times or versions ("10" is after "9"), steps of a scale (low,
/// medium, high), called by a name of such things, or values of several kinds.
[[nodiscard]] std::optional<std::string> other_order(const FunctionReading& reading,
                                                     const Bound& bound);

}  // namespace skerry::fn
