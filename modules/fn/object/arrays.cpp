#include <algorithm>
#include <unordered_map>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/maker.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::object {

using schema::kNoNode;

/// Makes one array.
class ArrayMaker {
 public:
  ArrayMaker(Maker& maker, const Shape& shape, const Spot& spot, Random random)
      : maker_(maker), shape_(shape), spot_(spot), random_(random) {}

  std::expected<Json, Fault> run() {
    std::uint64_t most = std::min<std::uint64_t>(shape_.items.most, limits::kObjectValuesMax);
    for (std::uint64_t i = 0; i < longest_prefix() + 1 && i < most; ++i) {
      if (is_shut(i)) most = i;
    }
    if (shape_.items.least > most) return std::unexpected(too_many(most));
    const std::uint64_t count = choose_count(most);
    plan_contained(count);
    Json array = Json::array();
    for (std::uint64_t i = 0; i < count; ++i) {
      auto item = make_item(i, array);
      if (item) {
        schema::Work work(limits::kObjectCheckStepsMax);
        if (shape_.unique) seen_.emplace(schema::hash_of(*item, work), array.size());
        array.push_back(std::move(*item));
        continue;
      }
      if (array.size() >= shape_.items.least && wanted_.empty()) break;
      if (array.size() >= shape_.items.least && i >= wanted_.size()) break;
      return std::unexpected(std::move(item.error()));
    }
    return array;
  }

 private:
  [[nodiscard]] std::uint64_t longest_prefix() const {
    std::uint64_t longest = 0;
    for (const Part& part : shape_.item_parts) {
      longest = std::max<std::uint64_t>(longest, part.children->list.size());
    }
    return longest;
  }

  [[nodiscard]] std::vector<Applied> schemas_of(std::uint64_t index) const {
    std::vector<Applied> schemas;
    for (const Part& part : shape_.item_parts) {
      const auto& prefix = part.children->list;
      if (index < prefix.size()) {
        schemas.push_back({prefix[static_cast<std::size_t>(index)], part.scope});
      } else if (part.children->rest != kNoNode) {
        schemas.push_back({part.children->rest, part.scope});
      }
    }
    if (schemas.empty()) schemas = shape_.unevaluated_items;
    return schemas;
  }

  /// No item may stand here.
  [[nodiscard]] bool is_shut(std::uint64_t index) const {
    return std::ranges::any_of(schemas_of(index), [&](const Applied& applied) {
      return !maker_.schema_.nodes[applied.node].satisfiable && shape_.contains.empty();
    });
  }

  [[nodiscard]] Fault too_many(std::uint64_t most) const {
    const Json* at = shape_.items.least_at;
    if (shape_.items.least > limits::kObjectValuesMax) {
      return {at, "more items than are generated"};
    }
    return {at, "minItems is more than the " + std::to_string(most) + " items that are allowed"};
  }

  std::uint64_t choose_count(std::uint64_t most) {
    constexpr std::uint64_t kUsualLeast = 2;
    constexpr std::uint64_t kUsualMost = 4;
    std::uint64_t least = shape_.items.least;
    for (const Part& part : shape_.contains) {
      least = std::max(least, std::min(part.children->at_least, most));
    }
    // A prefix is meant to be there as a whole.
    least = std::max(least, std::min(longest_prefix(), most));
    if (maker_.sparing(spot_)) return least;
    constexpr std::uint32_t kFewerBelow = 2;
    const std::uint64_t usual_most = spot_.depth > kFewerBelow ? kUsualLeast : kUsualMost;
    const std::uint64_t usual_least = spot_.depth > kFewerBelow ? 1 : kUsualLeast;
    if (least >= usual_most) return std::min(least, most);
    return std::min(most, random_.child("count").between(std::max(least, usual_least), usual_most));
  }

  /// Which items `contains` is to find: the first ones behind a prefix, or the first of all.
  void plan_contained(std::uint64_t count) {
    wanted_.resize(static_cast<std::size_t>(count));
    for (const Part& part : shape_.contains) {
      const std::uint64_t needed = part.children->at_least;
      std::uint64_t at = longest_prefix() + needed <= count ? longest_prefix() : 0;
      // Two that are asked for share no item where there is room.
      for (const Part& other : shape_.contains) {
        if (&other == &part) break;
        if (at + other.children->at_least + needed <= count) at += other.children->at_least;
      }
      for (std::uint64_t i = 0; i < needed && at + i < count; ++i) {
        wanted_[static_cast<std::size_t>(at + i)].push_back({part.children->rest, part.scope});
      }
    }
    while (!wanted_.empty() && wanted_.back().empty()) wanted_.pop_back();
  }

  /// What is already there, or what more `contains` must not find.
  bool unwelcome(const Json& item, std::uint64_t index, const Json& array) {
    if (shape_.unique) {
      schema::Work work(limits::kObjectCheckStepsMax);
      const auto [first, last] = seen_.equal_range(schema::hash_of(item, work));
      for (auto other = first; other != last; ++other) {
        if (schema::same(item, array[other->second], work)) return true;
      }
    }
    if (index < wanted_.size() && !wanted_[static_cast<std::size_t>(index)].empty()) return false;
    return std::ranges::any_of(shape_.contains, [&](const Part& part) {
      return part.children->at_most != UINT64_MAX &&
             maker_.checker_.holds(part.children->rest, item);
    });
  }

  std::expected<Json, Fault> make_item(std::uint64_t index, const Json& array) {
    std::vector<Applied> schemas = schemas_of(index);
    if (index < wanted_.size()) {
      const auto& more = wanted_[static_cast<std::size_t>(index)];
      schemas.insert(schemas.end(), more.begin(), more.end());
    }
    const Json* at = shape_.unique_at != nullptr ? shape_.unique_at : shape_.schemas.front();
    Fault fault{at, "not enough different items were found"};
    for (std::uint32_t attempt = 0; attempt < limits::kUniqueAttemptsMax; ++attempt) {
      // Every second time the generator is the same, so that lists and small ranges are counted
      // through; what is nested differs by another generator.
      const bool counted = shape_.unique && attempt % 2 == 0;
      const Random random = counted ? random_.child("items") : random_.child(index).child(attempt);
      Spot spot{
          .name = spot_.name,
          .parent = spot_.parent,
          .depth = spot_.depth + 1,
          .person = random_.child(index).child("person"),
          .attempt = shape_.unique ? static_cast<std::uint32_t>(index) + attempt / 2 : attempt};
      if (auto spent = maker_.spend(at, spot)) return std::unexpected(std::move(*spent));
      auto item = maker_.make(schemas, spot, random);
      if (!item) return item;
      if (!unwelcome(*item, index, array)) return item;
    }
    return std::unexpected(std::move(fault));
  }

  Maker& maker_;
  const Shape& shape_;
  const Spot& spot_;
  Random random_;
  /// For each item, what `contains` asks of it.
  std::vector<std::vector<Applied>> wanted_;
  /// Where items of a hash are.
  std::unordered_multimap<std::uint64_t, std::size_t> seen_;
};

std::expected<Json, Fault> Maker::make_array(const Shape& shape, const Spot& spot, Random random) {
  return ArrayMaker(*this, shape, spot, random).run();
}

}  // namespace skerry::fn::object
