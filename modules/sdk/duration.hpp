#pragma once

#include <string>

namespace skerry {

/// A time in milliseconds with whole microseconds, as JSON and header fields take it: `12`,
/// `0.043`. Less than nothing is nothing.
[[nodiscard]] std::string milliseconds_text(double milliseconds);

}  // namespace skerry
