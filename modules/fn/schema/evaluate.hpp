#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "modules/fn/schema/compiled.hpp"
#include "modules/fn/schema/mismatches.hpp"
#include "modules/fn/schema/patterns.hpp"
#include "modules/fn/schema/work.hpp"

namespace skerry::fn::schema {

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

/// The same for one of the schema's subschemas, applied as if nothing were around it.
[[nodiscard]] Evaluation evaluate_part(const CompiledSchema& schema, NodeId part, const Json& value,
                                       PatternAnswers& patterns, Work& work);

}  // namespace skerry::fn::schema
