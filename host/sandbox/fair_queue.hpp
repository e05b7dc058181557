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

/// Items that wait for their turn. The owners take turns, in each one's turns his requests do, and
/// a request's items keep the order of their coming. Whoever brings many waits behind his own, and
/// so does what one request brings, not others behind it.
///
/// Not thread-safe. Searches owners and requests one by one: meant for a few hundred items.
template <typename Item>
class FairQueue {
 public:
  explicit FairQueue(std::size_t items_max) : items_max_(items_max) {}

  [[nodiscard]] bool empty() const { return owners_.empty(); }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Adds an item. `request` tells an owner's requests apart. Beyond `items_max` one has to go,
  /// which is returned: the newest of the request that has most, of the owner who has most, be they
  /// these or others.
  [[nodiscard]] std::optional<Item> push(const std::string& owner, const std::string& request,
                                         Item item) {
    const auto of = find_or_add(owners_, owner);
    find_or_add(of->requests, request)->items.push_back(std::move(item));
    ++of->size;
    if (++size_ <= items_max_) return std::nullopt;
    const auto most = largest(owners_, [](const Owner& each) { return each.size; });
    const auto its = largest(most->requests, [](const Request& each) { return each.items.size(); });
    return take(most, its, std::prev(its->items.end()));
  }

  /// Takes the next item in turn.
  [[nodiscard]] std::optional<Item> pop() {
    if (owners_.empty()) return std::nullopt;
    const auto owner = next_turn(owners_);
    const auto request = next_turn(owner->requests);
    return take(owner, request, request->items.begin());
  }

  /// Takes every item for which `leaves` holds.
  template <typename Predicate>
  [[nodiscard]] std::vector<Item> take_if(Predicate leaves) {
    std::vector<Item> taken;
    for (Owner& owner : owners_) {
      const std::size_t taken_before = taken.size();
      for (Request& request : owner.requests) {
        std::erase_if(request.items, [&](Item& item) {
          if (!leaves(std::as_const(item))) return false;
          taken.push_back(std::move(item));
          return true;
        });
      }
      owner.size -= taken.size() - taken_before;
      owner.requests.remove_if([](const Request& request) { return request.items.empty(); });
    }
    size_ -= taken.size();
    owners_.remove_if([](const Owner& owner) { return owner.size == 0; });
    return taken;
  }

 private:
  /// Both are in their lists only while they have items, and in the order of their turns.
  struct Request {
    std::string name;
    std::deque<Item> items = {};
  };
  struct Owner {
    std::string name;
    std::list<Request> requests = {};
    /// Items of all its requests.
    std::size_t size = 0;
  };

  template <typename Group>
  static typename std::list<Group>::iterator find_or_add(std::list<Group>& groups,
                                                         const std::string& name) {
    const auto found = std::ranges::find(groups, name, &Group::name);
    return found != groups.end() ? found : groups.insert(groups.end(), Group{.name = name});
  }

  /// Of equals the last, who has his turn behind the others.
  template <typename Group, typename Size>
  static typename std::list<Group>::iterator largest(std::list<Group>& groups, Size size) {
    auto most = groups.begin();
    for (auto at = groups.begin(); at != groups.end(); ++at) {
      if (size(*at) >= size(*most)) most = at;
    }
    return most;
  }

  /// The group whose turn it is; its next one comes behind all others.
  template <typename Group>
  static typename std::list<Group>::iterator next_turn(std::list<Group>& groups) {
    groups.splice(groups.end(), groups, groups.begin());
    return std::prev(groups.end());
  }

  Item take(typename std::list<Owner>::iterator owner,
            typename std::list<Request>::iterator request,
            typename std::deque<Item>::iterator item) {
    Item taken = std::move(*item);
    request->items.erase(item);
    if (request->items.empty()) owner->requests.erase(request);
    if (--owner->size == 0) owners_.erase(owner);
    --size_;
    return taken;
  }

  const std::size_t items_max_;
  std::list<Owner> owners_;
  std::size_t size_ = 0;
};

}  // namespace skerry::host
