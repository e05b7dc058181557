#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/matching/reading.hpp"
#include "modules/fn/matching/shapes.hpp"
#include "modules/fn/matching/table.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// What the caller supplied, prepared once for all functions.
struct Supplied {
  struct Argument {
    std::string name;
    std::string folded;
    const Json* value;
  };

  /// Arguments by name, in the caller's order of names; empty unless `args` is an object.
  std::vector<Argument> named;
  /// A list or a single value: not named.
  const Json* unnamed = nullptr;
  /// The first list of objects among them.
  const Json* records = nullptr;
  /// The properties that the first record has, as written and folded.
  std::vector<std::pair<std::string, std::string>> keys;

  [[nodiscard]] bool empty() const { return named.empty() && unnamed == nullptr; }
};

/// `args` may be null (none supplied) and must outlive the result. An empty object supplies none.
[[nodiscard]] Supplied prepare(const Json* args);

/// Length in tokens of `name` (folded) at `at`; 0 where it does not stand. Singular and plural are
/// the same only when `any_number`: "words" are not the one "word".
[[nodiscard]] std::size_t name_at(const std::vector<ReadToken>& tokens, std::size_t at,
                                  std::string_view name, bool any_number);

/// Whether `word` is part of the name of an argument or of a record's property.
[[nodiscard]] bool names_supplied(const Supplied& supplied, std::string_view word);

/// Whether a word says which end of a way from one to another is meant: "start", "end", "old".
[[nodiscard]] bool names_end(std::string_view word);

/// Values for the parameters of one function, as far as they are known.
struct Bound {
  struct Entry {
    std::optional<Json> value;
    /// Index into `Supplied::named` where the caller gave it by name.
    std::optional<std::size_t> argument;
    bool from_arguments = false;
    /// Placed only because it is as good as any of several like parameters, or is what is left of
    /// them.
    bool by_likeness = false;
  };

  std::vector<Entry> entries;
  std::vector<bool> used;
  /// What does not fit, in words; empty while everything does.
  std::string misfit;
  /// It is for a parameter, only its value is not of the shape.
  bool has_wrong_shape = false;
};

/// Assigns the supplied arguments that `bound` does not use yet: by name, by position word
/// ("a", "first", "x"), then by the only shape that fits. Sets `misfit` when one cannot be placed.
void assign(const table::Catalogue& catalogue, const table::Function& function,
            const Supplied& supplied, Bound& bound);

}  // namespace skerry::fn
