#include "modules/fn/schema/mismatches.hpp"

#include <algorithm>
#include <ranges>

#include "modules/fn/schema/limits.hpp"
#include "modules/sdk/json_pointer.hpp"
#include "modules/sdk/limits.hpp"

namespace skerry::fn::schema {
namespace {

constexpr std::size_t kBytesPerStep = 64;

}  // namespace

std::string pointer_of(const Place& place) {
  std::vector<const Place*> way;
  for (const Place* at = &place; at->parent != nullptr; at = at->parent) way.push_back(at);
  std::string pointer;
  for (const Place* at : way | std::views::reverse) {
    if (pointer.size() + at->name.value_or("").size() > limits::kMismatchPointerBytesMax) break;
    pointer = at->name ? pointer_to(pointer, *at->name) : pointer_to(pointer, at->index);
  }
  return pointer;
}

bool Mismatches::closed() const {
  return silent() || found_.size() >= skerry::limits::kValidationErrorsMax;
}

void Mismatches::add(const Place& place, std::string detail, bool wrong_type) {
  if (closed()) return;
  Mismatch mismatch{pointer_of(place), std::move(detail), wrong_type};
  work_.take(1 + mismatch.pointer.size() / kBytesPerStep);
  add(std::move(mismatch));
}

void Mismatches::add(Mismatch mismatch) {
  if (!closed() && !std::ranges::contains(found_, mismatch)) found_.push_back(std::move(mismatch));
}

}  // namespace skerry::fn::schema
