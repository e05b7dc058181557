#pragma once

// Included by the other adapters, after the generated `<world>_cpp.h`.

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "modules/sdk/destination.hpp"
#include "modules/sdk/failure.hpp"
#include "modules/sdk/instance.hpp"

namespace skerry::component {

/// The one instance of this component, made when it is first called. Defined by the module's
/// `component.cpp`.
Instance& instance();

/// The cases of the contract's variant are in the order of `FailureKind`.
[[nodiscard]] inline Failure to_failure(const ::skerry::host::types::Failure& failure) {
  static_assert(std::variant_size_v<decltype(failure.variants)> == kFailureKinds);
  return {static_cast<FailureKind>(failure.variants.index()),
          std::visit([](const auto& kind) { return kind.value.to_string(); }, failure.variants)};
}

[[nodiscard]] inline Result<std::string> to_result(
    const std::expected<wit::string, ::skerry::host::types::Failure>& outcome) {
  if (!outcome) return std::unexpected(to_failure(outcome.error()));
  return outcome->to_string();
}

[[nodiscard]] inline Result<void> to_result(
    const std::expected<void, ::skerry::host::types::Failure>& outcome) {
  if (!outcome) return std::unexpected(to_failure(outcome.error()));
  return {};
}

/// The generated function takes the text over.
[[nodiscard]] inline ::skerry::host::types::Destination to_wit(const Destination& destination) {
  using Wit = ::skerry::host::types::Destination;
  switch (destination.kind) {
    case Destination::Kind::kInternet:
      return {Wit::Internet{}};
    case Destination::Kind::kService:
      return {Wit::Service{wit::string::from_view(destination.name)}};
    case Destination::Kind::kActor:
      return {Wit::Actor{wit::string::from_view(destination.name)}};
  }
  __builtin_trap();
}

}  // namespace skerry::component
