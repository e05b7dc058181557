#pragma once

#include <optional>
#include <string>

#include "modules/fn/schema/compiled.hpp"
#include "modules/fn/schema/patterns.hpp"
#include "modules/fn/schema/work.hpp"

namespace skerry::fn::schema {

/// What is wrong with a value, as a phrase.
struct Fault {
  std::string detail;
  bool wrong_type = false;
};

/// Applies a rule that concerns a value alone, none of its parts by a schema of their own: `type`
/// to `format`, the bounds of sizes, `uniqueItems`. A rule for another type of value holds. With
/// `told` false, `detail` may stay empty.
[[nodiscard]] std::optional<Fault> find_fault(const Rule& rule, const Json& value,
                                              PatternAnswers& patterns, Work& work, bool told);

}  // namespace skerry::fn::schema
