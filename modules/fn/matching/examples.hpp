#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/matching/table.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// An example that a description gives: "e.g. aaab -> a3b1", "like #ff8800". Texts are as written,
/// without their quotation marks.
struct DescribedExample {
  std::string input;
  /// What is to become of it, where that is said.
  std::optional<std::string> output;
};

/// Takes the examples out of a description, which still has to name a task without them:
///
/// - `X -> Y` where one is quoted or a list, where both have digits, or after "e.g."
/// - "e.g.", "for example" and "for instance" up to the end of the brackets or of the sentence,
///   there also "X is Y", "X becomes Y", "X gives Y"
/// - "so X becomes Y", and "X is Y" as a clause, with digits or quoted
/// - "like X", "such as X", "X style" with X quoted or with digits
///
/// An example clause that may say more ("e.g. 3, but not 4") stays as it is.
[[nodiscard]] std::vector<DescribedExample> take_examples(std::string& description);

/// The arguments to call `function` on for an example: those of the call with the example's input
/// in place of the one that has no default. Empty where the input fits nothing, or where the
/// function takes several.
[[nodiscard]] std::optional<Json> arguments_of_example(const table::Catalogue& catalogue,
                                                       const table::Function& function,
                                                       const Json& arguments,
                                                       std::string_view input);

/// What an example is of which no result is said.
enum class Illustration : std::uint8_t {
  input,
  /// How a result looks: it has to come out as it is, whatever else becomes of it.
  result,
  unclear,
};

/// Whether an example is one of an input, of the kind that `argument` is, which is the call's in
/// its place. A part of the text in question ("count words like 'the'") is none, nor is a list like
/// "running totals like [0,1,3]". Where texts become texts, what is made up otherwise than the
/// argument may be a result ("phone number like 555-1234").
[[nodiscard]] Illustration illustrates(const table::Function& function, const Json& argument,
                                       const Json& example);

/// A text with each capital as "A", each other letter as "a" and each digit as "0": how it looks.
[[nodiscard]] std::string look_of(std::string_view text);

}  // namespace skerry::fn
