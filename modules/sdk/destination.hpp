#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace skerry {

/// Where a request goes (`destination` of the contract).
struct Destination {
  enum class Kind : std::uint8_t { kInternet, kService, kActor };

  Kind kind = Kind::kInternet;
  /// A service's name, or an actor's `namespace/name`; empty for the internet.
  std::string name;

  [[nodiscard]] static Destination internet() { return {}; }
  [[nodiscard]] static Destination service(std::string name) {
    return {Kind::kService, std::move(name)};
  }
  [[nodiscard]] static Destination actor(std::string_view space, std::string_view name) {
    return {Kind::kActor, std::string(space) + "/" + std::string(name)};
  }

  friend bool operator==(const Destination&, const Destination&) = default;
};

}  // namespace skerry
