#pragma once

#include <string>
#include <string_view>

namespace skerry {

/// Who asks, as the gateway says inside the private binding.
struct Principal {
  std::string tenant = "default";
  /// The id under which the request is found in logs; empty when nobody gave it one.
  std::string request_id;
};

/// Reads a principal's JSON. What is missing, or no text, keeps its default.
[[nodiscard]] Principal read_principal(std::string_view text);

}  // namespace skerry
