#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "modules/fn/object/generate.hpp"
#include "modules/fn/schema/compiled.hpp"

/// For tests: the validator, with patterns run by the engine of the sandbox (libregexp), natively.
namespace skerry::fn::object::judge {

/// Whether an ECMA-262 pattern with the flag `u` matches somewhere; nothing for what is no pattern.
[[nodiscard]] std::optional<bool> matches(std::string_view pattern, std::string_view text);

/// A compiled schema; stops the test when the text is none.
[[nodiscard]] schema::CompiledSchema schema_of(std::string_view text);

/// What is wrong with a value, or an empty text.
[[nodiscard]] std::string fault_of(const schema::CompiledSchema& schema, const Json& value);

/// A generated value as text, `refused <pointer>: <detail>`, or `INVALID …` when the validator does
/// not accept what was generated.
[[nodiscard]] std::string outcome(std::string_view schema, std::uint64_t key);

}  // namespace skerry::fn::object::judge
