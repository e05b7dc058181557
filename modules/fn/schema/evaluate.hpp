#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "modules/fn/schema/compiled.hpp"
#include "modules/fn/schema/patterns.hpp"
#include "modules/fn/schema/work.hpp"

namespace skerry::fn::schema {

/// One place of a value that does not satisfy a schema.
struct Mismatch {
  std::string pointer;  ///< Into the value (RFC 6901).
  std::string detail;   ///< A phrase, such as "expected number, found string".
  /// The value has another type than the schema allows.
  bool wrong_type = false;

  friend bool operator==(const Mismatch&, const Mismatch&) = default;
};

struct Evaluation {
  bool valid = true;
  /// The first places at fault, at most `limits::kValidationErrorsMax`; at least one when invalid.
  std::vector<Mismatch> mismatches;
};

/// Checks a value against a schema.
///
/// Means something only when afterwards `work` is not exhausted and `patterns` has no questions;
/// when it has, they are to be answered and the check repeated. `format` is asserted.
[[nodiscard]] Evaluation evaluate(const CompiledSchema& schema, const Json& value,
                                  PatternAnswers& patterns, Work& work);

}  // namespace skerry::fn::schema
