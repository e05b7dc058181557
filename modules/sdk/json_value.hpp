#pragma once

#include <nlohmann/json.hpp>

namespace skerry {

/// A JSON value (RFC 8259). Members keep the order they were written in; `equal` compares without
/// regard to it, `==` does not. Never call a typed getter (`get<T>`, `value`) before checking the
/// type: a wrong one traps.
using Json = nlohmann::ordered_json;

}  // namespace skerry
