#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace skerry::fn::object {

/// A deterministic generator: a key and a counter through the finaliser of SplitMix64, the same on
/// every host. Copying one gives the same numbers again.
class Random {
 public:
  explicit Random(std::uint64_t key) : key_(key) {}

  std::uint64_t next() { return mixed(key_ + kGamma * ++counter_); }

  /// From 0 to `count` - 1; `count` is above zero.
  std::uint64_t below(std::uint64_t count) {
    return static_cast<std::uint64_t>((static_cast<unsigned __int128>(next()) * count) >> 64);
  }

  /// From `least` to `most`, both included.
  std::uint64_t between(std::uint64_t least, std::uint64_t most) {
    const std::uint64_t count = most - least + 1;
    return count == 0 ? next() : least + below(count);
  }

  bool chance(std::uint32_t percent) { return below(100) < percent; }

  template <typename Range>
  const auto& pick(const Range& range) {
    return range[static_cast<std::size_t>(below(std::size(range)))];
  }

  /// Another generator for a part, whatever was taken from this one before.
  [[nodiscard]] Random child(std::uint64_t part) const {
    return Random(mixed(key_ ^ mixed(part + kGamma)));
  }
  [[nodiscard]] Random child(std::string_view name) const { return child(hash_of(name)); }

  /// FNV-1a, finished by `mixed`.
  [[nodiscard]] static std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return mixed(hash);
  }

 private:
  static constexpr std::uint64_t kGamma = 0x9e3779b97f4a7c15ULL;

  static constexpr std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
  }

  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

}  // namespace skerry::fn::object
