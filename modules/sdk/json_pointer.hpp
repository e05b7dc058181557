#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "modules/sdk/json.hpp"

namespace skerry {

/// Appends a reference token to a JSON Pointer (RFC 6901), escaping `~` and `/`.
[[nodiscard]] std::string pointer_to(std::string_view parent, std::string_view member);
[[nodiscard]] std::string pointer_to(std::string_view parent, std::size_t index);

/// The value a pointer names, or null: there is none, or the pointer is malformed. `-` names none.
[[nodiscard]] const Json* resolve_pointer(const Json& document, std::string_view pointer);

}  // namespace skerry
