#pragma once

#include <string>
#include <string_view>

namespace skerry::fn {

/// A description, qualified by its context, as it is compared with the phrases of functions.
///
/// Folded is what cannot change the meaning: the case of ASCII letters, white space, typographic
/// apostrophes, punctuation at the end of a word, and the words "the" and "please". Everything else
/// stays, so that equal phrases mean the same task. Empty when nothing is left.
[[nodiscard]] std::string folded_phrase(std::string_view description, std::string_view context);

}  // namespace skerry::fn
