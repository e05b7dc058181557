#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skerry::typestrip {

/// Where a statement or class member stands whose erasure may join its neighbours.
enum class Place : std::uint8_t {
  statement,       ///< In a list of statements.
  only_statement,  ///< The only statement that `if`, a loop or a label allows there.
  member,          ///< In the body of a class.
};

/// What is to be erased from a source, collected in any order and then carried out at once.
///
/// Offsets are bytes of the source given to the constructor, which must outlive the object.
class Erasure {
 public:
  explicit Erasure(std::string_view source);

  /// Erases [begin, end).
  void erase(std::size_t begin, std::size_t end) noexcept;

  /// Notes that [begin, end) is a comment, which separates nothing.
  void note_comment(std::size_t begin, std::size_t end) noexcept;

  /// Whether the byte at `offset` is to be erased.
  [[nodiscard]] bool is_erased(std::size_t offset) const noexcept {
    return states_[offset] == State::erased;
  }

  /// Writes `c` in place of the byte at `offset`, which must not be a line end.
  void replace(std::size_t offset, char c) noexcept;

  /// Notes that a statement or member was erased from `begin` on, or that a member lost its first
  /// modifiers there: what follows must not become part of what precedes.
  void note_gap(std::size_t begin, Place place);

  /// Notes that a statement or field ends at `end`. If erased text is at its end, what follows
  /// must not become part of it.
  void note_end(std::size_t end, Place place);

  /// Separates the erased text that ends at `end` from what follows in any case.
  void separate(std::size_t end);

  /// The source with everything erased; exactly as long as the source.
  [[nodiscard]] std::string finish();

 private:
  struct Gap {
    std::size_t offset;
    Place place;
    bool always;
  };

  [[nodiscard]] char visible_at(std::size_t offset) const noexcept;
  [[nodiscard]] std::size_t begin_of_erased(std::size_t end) const noexcept;
  void find_neighbours();
  [[nodiscard]] bool joins(const Gap& gap) const noexcept;
  void add_semicolons();
  [[nodiscard]] std::string render() const;

  enum class State : std::uint8_t { kept, erased, comment };
  struct End {
    std::size_t offset;
    Place place;
    bool always;
  };

  std::string_view source_;
  std::vector<State> states_;
  std::vector<char> replacements_;  ///< 0 where there is none.
  std::vector<Gap> gaps_;
  std::vector<End> ends_;
  std::vector<std::uint32_t> previous_;  ///< One past the last visible byte before, or 0.
  std::vector<std::uint32_t> next_;      ///< The first visible byte from here on, or the size.
};

}  // namespace skerry::typestrip
