#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/pattern.hpp"
#include "modules/fn/schema/compiled.hpp"
#include "modules/fn/schema/patterns.hpp"
#include "modules/fn/schema/work.hpp"

namespace skerry::fn::object {

/// Patterns, each read once.
class Patterns {
 public:
  /// A pattern, or the phrase why it is not understood. Valid as long as this object.
  const std::expected<PatternPart, std::string>& read(std::string_view source);

  /// Whether a text has a match; a pattern that is not understood counts as one without.
  bool matches(std::string_view source, std::string_view text);

  /// The work that one value may take besides what has a limit of its own.
  [[nodiscard]] schema::Work& work() { return work_; }

 private:
  schema::Work work_{limits::kObjectWorkMax};
  std::map<std::string, std::expected<PatternPart, std::string>, std::less<>> patterns_;
  std::uint64_t steps_left_ = limits::kPatternMatchStepsMax;
};

/// Asks the validator about parts of a schema while a value is made. Patterns are answered by
/// `Patterns`, so what it says is a guide; the whole value is validated by those who promise it.
class PartChecker {
 public:
  PartChecker(const schema::CompiledSchema& schema, Patterns& patterns);

  /// Whether a value satisfies a subschema. No longer asks once the steps are used up, and says
  /// yes.
  [[nodiscard]] bool holds(schema::NodeId part, const Json& value);

  /// The phrase of the first mismatch that made the last `holds` say no.
  [[nodiscard]] const std::string& mismatch() const { return mismatch_; }

 private:
  void answer();

  const schema::CompiledSchema& schema_;
  Patterns& patterns_;
  schema::PatternAnswers answers_;
  schema::Work work_;
  std::string mismatch_;
};

}  // namespace skerry::fn::object
