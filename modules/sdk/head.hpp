#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/sdk/failure.hpp"

namespace skerry {

/// A head as it crosses the boundary: one block of lines `name: value`, each ended by `\n`, names
/// in lower case, pseudo fields first. The block is kept as it came and read in place.
class Head {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  Head() = default;

  /// Takes a block over. Fails with `kInvalid` when a line has no lower-case name, no colon, no
  /// space after it, CR or NUL in the value, or no line end, and with `kLimitExceeded` beyond
  /// `head_fields_max` or `head_bytes_max`. Other control characters are kept (RFC 9110 section
  /// 5.5 lets a recipient do so).
  [[nodiscard]] static Result<Head> parse(std::string block);

  /// The first field of this name (lower case), or nothing. The view lives as long as the head and
  /// is not moved by moving the head's owner unless the head itself moves.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  /// The same, with empty text for a field that is missing.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  /// All values of a field, in order.
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;

  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  [[nodiscard]] Field operator[](std::size_t index) const;
  [[nodiscard]] const std::string& block() const { return block_; }

  /// Adds a field. Traps when the name is not a lower-case token (a pseudo field may begin with a
  /// colon); control characters in the value are replaced by spaces, so that no value can begin a
  /// line of its own.
  Head& add(std::string_view name, std::string_view value);
  /// Replaces all fields of that name.
  Head& set(std::string_view name, std::string_view value);
  Head& remove(std::string_view name);

 private:
  /// Offsets into the block, which survive its being moved.
  struct Line {
    std::uint32_t begin;
    std::uint32_t name_end;
    std::uint32_t end;
  };
  static constexpr std::size_t kSeparatorBytes = 2;

  std::string block_;
  std::vector<Line> lines_;
};

}  // namespace skerry
