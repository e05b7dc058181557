#include "modules/typestrip/erasure.hpp"

#include <algorithm>
#include <array>

#include "modules/typestrip/source_text.hpp"

namespace skerry::typestrip {
namespace {

/// Words that are a field's name before a line end, but a modifier once another name follows.
bool is_member_modifier(std::string_view word) noexcept {
  constexpr auto kWords =
      std::to_array<std::string_view>({"get", "set", "static", "async", "accessor"});
  return std::ranges::find(kWords, word) != kWords.end();
}

/// White space that is as long as a character of `length` bytes, in UTF-8 and in UTF-16 units.
std::string_view blank_of(std::size_t length) noexcept {
  switch (length) {
    case 1:
      return " ";
    case 2:
      return "\u00A0";
    case 3:
      return "\uFEFF";
    default:
      return "\u00A0\u00A0";
  }
}

}  // namespace

Erasure::Erasure(std::string_view source)
    : source_(source), states_(source.size(), State::kept), replacements_(source.size(), '\0') {}

void Erasure::erase(std::size_t begin, std::size_t end) noexcept {
  std::fill(states_.begin() + static_cast<std::ptrdiff_t>(begin),
            states_.begin() + static_cast<std::ptrdiff_t>(end), State::erased);
}

void Erasure::note_comment(std::size_t begin, std::size_t end) noexcept {
  for (std::size_t at = begin; at < end; ++at) {
    if (states_[at] == State::kept) states_[at] = State::comment;
  }
}

void Erasure::replace(std::size_t offset, char c) noexcept { replacements_[offset] = c; }

void Erasure::note_gap(std::size_t begin, Place place) {
  gaps_.push_back({begin, place, place == Place::only_statement});
}

void Erasure::note_end(std::size_t end, Place place) { ends_.push_back({end, place, false}); }

void Erasure::separate(std::size_t end) { ends_.push_back({end, Place::statement, true}); }

/// The byte of the result at `offset`, or 0 where white space or a comment will be.
char Erasure::visible_at(std::size_t offset) const noexcept {
  const char replacement = replacements_[offset];
  if (replacement != '\0') return replacement == ' ' ? '\0' : replacement;
  if (states_[offset] != State::kept || space_length(source_, offset) != 0) return '\0';
  return source_[offset];
}

/// The first byte, other than white space, of the erased text that ends at `end` or, with nothing
/// but white space and comments between, before it; `end` if there is none.
std::size_t Erasure::begin_of_erased(std::size_t end) const noexcept {
  std::size_t begin = end;
  while (begin > 0 && states_[begin - 1] != State::erased && visible_at(begin - 1) == '\0') --begin;
  std::size_t first = end;
  while (begin > 0 && states_[begin - 1] == State::erased) {
    --begin;
    if (space_length(source_, begin) == 0) first = begin;
  }
  return first;
}

void Erasure::find_neighbours() {
  const std::size_t size = source_.size();
  previous_.assign(size + 1, 0);
  next_.assign(size + 1, static_cast<std::uint32_t>(size));
  for (std::size_t at = 0; at < size; ++at) {
    const bool visible = visible_at(at) != '\0';
    previous_[at + 1] = visible ? static_cast<std::uint32_t>(at + 1) : previous_[at];
  }
  for (std::size_t at = size; at-- > 0;) {
    next_[at] = visible_at(at) != '\0' ? static_cast<std::uint32_t>(at) : next_[at + 1];
  }
}

/// Whether what follows a gap would be read as a continuation of what precedes it.
bool Erasure::joins(const Gap& gap) const noexcept {
  const std::size_t before = previous_[gap.offset];
  const std::size_t after = next_[gap.offset];
  if (before == 0 || after == source_.size()) return false;
  const char last = visible_at(before - 1);
  const char first = visible_at(after);
  if (last == ';' || last == '{' || first == ';' || first == '}') return false;
  if (gap.place != Place::member) return std::string_view("([`+-/").contains(first);
  if (std::string_view("([*").contains(first)) return true;
  const std::string_view word = word_at(source_, after);
  if (word == "in" || word == "instanceof") return true;
  return is_word(first) && is_member_modifier(word_before(source_, before));
}

void Erasure::add_semicolons() {
  for (const End& end : ends_) {
    const std::size_t begin = begin_of_erased(end.offset);
    if (begin != end.offset) gaps_.push_back({begin, end.place, end.always});
  }
  std::ranges::sort(gaps_, {}, &Gap::offset);
  // One semicolon is enough for gaps with nothing visible between them.
  std::size_t separated = source_.size() + 1;
  for (const Gap& gap : gaps_) {
    if (previous_[gap.offset] == separated && gap.place != Place::only_statement) continue;
    if (!gap.always && !joins(gap)) continue;
    replace(gap.offset, ';');
    separated = previous_[gap.offset];
  }
}

std::string Erasure::render() const {
  std::string result;
  result.reserve(source_.size());
  for (std::size_t at = 0; at < source_.size();) {
    const std::size_t length = utf8_length(source_[at]);
    if (replacements_[at] != '\0') {
      result.push_back(replacements_[at]);
      result.append(length - 1, ' ');
    } else if (states_[at] != State::erased || line_end_length(source_, at) != 0) {
      result.append(source_.substr(at, length));
    } else {
      result.append(blank_of(length));
    }
    at += length;
  }
  return result;
}

std::string Erasure::finish() {
  find_neighbours();
  add_semicolons();
  return render();
}

}  // namespace skerry::typestrip
