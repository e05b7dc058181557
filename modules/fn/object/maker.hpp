#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "modules/fn/object/part_checker.hpp"
#include "modules/fn/object/scalars.hpp"
#include "modules/fn/object/shape.hpp"

namespace skerry::fn::object {

/// Where a value is being made.
struct Spot {
  std::string_view name;
  std::string_view parent;
  std::uint32_t depth = 0;
  Random person{0};
  /// Counts the attempts at an item that differs from the others.
  std::uint32_t attempt = 0;
};

/// Makes one value for a schema, with bounded work. Equal keys give equal values.
class Maker {
 public:
  Maker(const schema::CompiledSchema& schema, std::uint64_t key, bool exact_totals)
      : schema_(schema),
        scopes_(schema),
        heights_(schema),
        checker_(schema, patterns_),
        key_(key),
        exact_totals_(exact_totals) {}

  /// A value that the schema's parts, each for itself, are satisfied with; the whole is still to be
  /// validated.
  [[nodiscard]] std::expected<Json, Fault> run();

 private:
  using Made = std::expected<Json, Fault>;
  using Schemas = std::vector<Applied>;

  Made make(const Schemas& schemas, const Spot& spot, Random random);
  /// One attempt; conditions are tried until they agree with what was made.
  Made attempt(const Schemas& schemas, const Spot& spot, Random random, std::uint32_t number,
               bool& other_choices);
  Made from_shape(Merge& merge, const Schemas& schemas, const Spot& spot, Random random);
  Made from_list(const Shape& shape, const Schemas& schemas, Random random, std::uint32_t attempt);
  std::optional<Json> from_examples(const Shape& shape, const Schemas& schemas, Random random);
  std::uint8_t choose_type(const Shape& shape, const Spot& spot, Random& random) const;
  bool all_hold(const Schemas& schemas, const Json& value);

  Made make_object(Merge& merge, const Spot& spot, Random random);
  Made make_array(const Shape& shape, const Spot& spot, Random random);

  friend class ObjectMaker;
  friend class ArrayMaker;

  /// Only what the schema demands is made from here on.
  [[nodiscard]] bool sparing(const Spot& spot) const;
  /// Counts one step; the fault that no work is left.
  std::optional<Fault> spend(const Json* at, const Spot& spot);
  /// The same without a step.
  std::optional<Fault> spent(const Json* at);

  const schema::CompiledSchema& schema_;
  Scopes scopes_;
  Heights heights_;
  Patterns patterns_;
  PartChecker checker_;
  std::uint64_t key_;
  bool exact_totals_;
  std::uint32_t steps_ = 0;
  std::uint32_t values_ = 0;
  std::size_t text_bytes_ = 0;
};

/// Makes what members say of each other come true: what is created is updated later, and a total is
/// the sum of its lines. Members that are changed keep their type.
void relate_members(Json& object);

}  // namespace skerry::fn::object
