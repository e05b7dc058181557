#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace skerry::sandbox {

/// A growing UTF-8 text with a limit, outside of the program's heap.
class Text {
 public:
  explicit constexpr Text(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  ~Text();
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  /// Takes the memory for the whole limit now, so that later appends cannot fail for lack of it.
  [[nodiscard]] bool preallocate() { return reserve(bytes_max_ - bytes_); }

  /// Appends `part` whole, or nothing: false when the limit or memory does not allow it.
  [[nodiscard]] bool append(std::string_view part);

  /// Appends `text` as a JSON string in quotes, whole or nothing. `text` is the engine's UTF-8, in
  /// which a lone surrogate is three bytes that are not UTF-8; it becomes U+FFFD.
  [[nodiscard]] bool append_quoted(std::string_view text);

  /// Appends a decimal number.
  [[nodiscard]] bool append_number(std::uint32_t value);

  /// Drops everything behind the first `bytes` bytes.
  void truncate(std::size_t bytes) { bytes_ = bytes < bytes_ ? bytes : bytes_; }

  void set_bytes_max(std::size_t bytes_max) { bytes_max_ = bytes_max; }

  [[nodiscard]] std::string_view view() const { return {data_, bytes_}; }
  [[nodiscard]] std::size_t size() const { return bytes_; }
  [[nodiscard]] std::size_t room() const { return bytes_max_ - bytes_; }
  [[nodiscard]] std::uint32_t address() const {
    return bytes_ == 0 ? 0 : static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(data_));
  }

 private:
  [[nodiscard]] bool reserve(std::size_t more);

  char* data_ = nullptr;
  std::size_t bytes_ = 0;
  std::size_t capacity_ = 0;
  std::size_t bytes_max_;
};

/// Whether the engine's UTF-8 contains a lone surrogate.
[[nodiscard]] bool has_lone_surrogate(std::string_view text);

/// The longest beginning of `text` within `bytes_max` that does not split a character.
[[nodiscard]] std::string_view truncated(std::string_view text, std::size_t bytes_max);

}  // namespace skerry::sandbox
