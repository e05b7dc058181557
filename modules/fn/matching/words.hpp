#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The words of the lexicon in a third of the space that they take as text: most differ from the
/// one before in their ending alone. Written by modules/fn/catalogue_compiler/packing.py.
namespace skerry::fn::table {

/// The longest word of a list.
inline constexpr std::size_t kWordBytesMax = 63;

/// Reads words one after another. Borrows their bytes.
class WordReader {
 public:
  explicit WordReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  /// Goes to the first word, later to the next one; false at the end.
  bool next();

  /// The word that `next` went to; valid until `next` is called again.
  [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }

  /// The number that belongs to the word.
  [[nodiscard]] std::uint16_t number() const { return number_; }

 private:
  std::span<const std::uint8_t> rest_;
  std::array<char, kWordBytesMax> text_ = {};
  std::size_t size_ = 0;
  std::uint16_t number_ = 0;
};

/// Sorted words, each with a number. Borrows its data, which is constant.
class WordList {
 public:
  /// Reading may begin at any of `starts`, which are places in `bytes`; the first is 0.
  constexpr WordList(std::span<const std::uint32_t> starts, std::span<const std::uint8_t> bytes)
      : starts_(starts), bytes_(bytes) {}

  /// The number of `word`, or none where the list does not have it.
  [[nodiscard]] std::optional<std::uint16_t> find(std::string_view word) const;

  /// Reads from `word`, or where it would be, or from a few words before that.
  [[nodiscard]] WordReader near(std::string_view word) const;

 private:
  std::span<const std::uint32_t> starts_;
  std::span<const std::uint8_t> bytes_;
};

}  // namespace skerry::fn::table
