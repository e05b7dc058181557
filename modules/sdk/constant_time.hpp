#pragma once

#include <cstddef>
#include <string_view>

namespace skerry {

/// Whether two texts are the same. Takes the same time wherever two texts of equal length differ,
/// so that a secret cannot be guessed piece by piece; their lengths are no secret.
[[nodiscard]] inline bool equal_in_constant_time(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  unsigned difference = 0;
  for (std::size_t index = 0; index < left.size(); ++index) {
    difference |= static_cast<unsigned char>(left[index] ^ right[index]);
  }
  return difference == 0;
}

}  // namespace skerry
