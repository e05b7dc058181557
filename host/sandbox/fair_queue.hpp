#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <iterator>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace skerry::host {

/// Items that wait for their turn: those of one owner in the order of their coming, the owners one
/// after the other. Whoever brings many waits behind his own, not others behind him.
///
/// Not thread-safe. Searches owners one by one: meant for a few hundred items.
template <typename Item>
class FairQueue {
 public:
  explicit FairQueue(std::size_t items_max) : items_max_(items_max) {}

  [[nodiscard]] bool empty() const { return owners_.empty(); }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Adds an item. Beyond `items_max` one has to go, which is returned: the newest of the owner who
  /// has most, be it this one or another.
  [[nodiscard]] std::optional<Item> push(const std::string& owner, Item item) {
    auto found = std::ranges::find(owners_, owner, &Owner::name);
    if (found == owners_.end()) found = owners_.insert(owners_.end(), Owner{owner, {}});
    found->items.push_back(std::move(item));
    if (++size_ <= items_max_) return std::nullopt;
    // Of equals the last, who has his turn behind the others.
    auto most = owners_.begin();
    for (auto at = owners_.begin(); at != owners_.end(); ++at) {
      if (at->items.size() >= most->items.size()) most = at;
    }
    return take(most, std::prev(most->items.end()));
  }

  /// Takes the next item in turn.
  [[nodiscard]] std::optional<Item> pop() {
    if (owners_.empty()) return std::nullopt;
    owners_.splice(owners_.end(), owners_, owners_.begin());
    const auto turn = std::prev(owners_.end());
    return take(turn, turn->items.begin());
  }

  /// Takes every item for which `leaves` holds.
  template <typename Predicate>
  [[nodiscard]] std::vector<Item> take_if(Predicate leaves) {
    std::vector<Item> taken;
    for (Owner& owner : owners_) {
      std::erase_if(owner.items, [&](Item& item) {
        if (!leaves(std::as_const(item))) return false;
        taken.push_back(std::move(item));
        return true;
      });
    }
    size_ -= taken.size();
    owners_.remove_if([](const Owner& owner) { return owner.items.empty(); });
    return taken;
  }

 private:
  /// In the list only while it has items.
  struct Owner {
    std::string name;
    std::deque<Item> items;
  };

  Item take(typename std::list<Owner>::iterator owner, typename std::deque<Item>::iterator item) {
    Item taken = std::move(*item);
    owner->items.erase(item);
    if (owner->items.empty()) owners_.erase(owner);
    --size_;
    return taken;
  }

  const std::size_t items_max_;
  /// In the order of their turns.
  std::list<Owner> owners_;
  std::size_t size_ = 0;
};

}  // namespace skerry::host
