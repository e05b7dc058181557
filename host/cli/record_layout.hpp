#pragma once

#include <string>

#include "host/cli/terminal.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::host {

/// An object as a person reads it: a line for each member, its name faint. What Skerry itself says
/// is laid out: objects below their name, lists of objects as tables. What callers gave and got
/// (`args`, `result`, `schema` and the like) stays JSON, and so does what lies deeper. Clean.
[[nodiscard]] std::string layout_record(const Json& record, const Terminal& terminal);

/// A value as a person reads it: texts as they are, the rest as JSON. Clean.
[[nodiscard]] std::string readable(const Json& value);

/// JSON on several lines, as a terminal may get it.
[[nodiscard]] std::string pretty(const Json& value);

}  // namespace skerry::host
