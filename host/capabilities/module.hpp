#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "host/engine/component.hpp"

namespace skerry::host {

struct ModuleDescription {
  enum class Role : std::uint8_t { kFront, kActor };
  /// When a module gets the bodies of its requests.
  enum class Bodies : std::uint8_t { kEager, kOnDemand };

  /// Name of the component's file without `.wasm`; of the service; and of the actors' namespace.
  std::string_view name;
  Role role = Role::kFront;
  Bodies bodies = Bodies::kEager;
  /// An installation without it does not start.
  bool required = false;
  /// The queue whose messages it gets; empty for none.
  std::string_view queue = {};
};

/// Every module there is. The gateway is the only one that is reached from outside.
inline constexpr std::array<ModuleDescription, 5> kModules = {{
    {.name = "gateway", .bodies = ModuleDescription::Bodies::kOnDemand, .required = true},
    {.name = "fn", .required = true, .queue = "fn"},
    {.name = "job",
     .role = ModuleDescription::Role::kActor,
     .bodies = ModuleDescription::Bodies::kOnDemand,
     .required = true},
    {.name = "probe", .bodies = ModuleDescription::Bodies::kOnDemand, .queue = "probe"},
    {.name = "probe-actor",
     .role = ModuleDescription::Role::kActor,
     .bodies = ModuleDescription::Bodies::kOnDemand},
}};
inline constexpr std::string_view kPublicModule = "gateway";

/// A module that can be instantiated.
struct Module {
  ModuleDescription description;
  const Component* component = nullptr;
};

}  // namespace skerry::host
