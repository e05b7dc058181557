#include "modules/fn/object/generate.hpp"

#include <optional>
#include <utility>

#include "modules/fn/object/maker.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/sdk/json_pointer.hpp"

namespace skerry::fn::object {
namespace {

/// The pointer to a value within another, both by their addresses.
std::optional<std::string> pointer_within(const Json& whole, const Json* part) {
  if (&whole == part) return std::string();
  if (whole.is_array()) {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (auto rest = pointer_within(whole[i], part)) return pointer_to("", i) + *rest;
    }
  } else if (whole.is_object()) {
    for (const auto& [name, value] : schema::members_of(whole)) {
      if (auto rest = pointer_within(value, part)) return pointer_to("", name) + *rest;
    }
  }
  return std::nullopt;
}

}  // namespace

std::expected<Json, Unsatisfied> generate(const schema::CompiledSchema& schema, std::uint64_t key,
                                          bool exact_totals) {
  auto made = Maker(schema, key, exact_totals).run();
  if (made) return std::move(*made);
  Unsatisfied why{{}, std::move(made.error().detail)};
  if (made.error().at != nullptr && !schema.documents.empty()) {
    why.pointer = pointer_within(*schema.documents.front(), made.error().at).value_or("");
  }
  return std::unexpected(std::move(why));
}

}  // namespace skerry::fn::object
