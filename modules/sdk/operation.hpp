#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <variant>

#include "modules/sdk/failure.hpp"

namespace skerry {

/// Names a request, call or message (even, chosen by the host) or an operation (odd, chosen by the
/// runtime) for the life of an instance.
using OpId = std::uint64_t;

/// What an outcome belongs to. Together with the id it names one wait, so that an outcome of
/// another kind under the same id counts as late instead of being mistaken.
enum class OperationKind : std::uint8_t {
  kFetchWhole,
  kFetchStream,
  kStorage,
  kBlobs,
  kQueue,
  kTimer,
  kSandbox,
  kRequestBody,
  kResponseDrain,
};

struct FetchAnswer;

/// The type delivered for each kind.
template <OperationKind kKind>
struct OutcomeOf;
template <>
struct OutcomeOf<OperationKind::kFetchWhole> {
  using type = Result<FetchAnswer>;
};
template <>
struct OutcomeOf<OperationKind::kStorage> {
  using type = Result<std::string>;
};
template <>
struct OutcomeOf<OperationKind::kBlobs> {
  using type = Result<std::string>;
};
template <>
struct OutcomeOf<OperationKind::kQueue> {
  using type = Result<void>;
};
template <>
struct OutcomeOf<OperationKind::kTimer> {
  using type = std::monostate;
};
template <>
struct OutcomeOf<OperationKind::kSandbox> {
  using type = Result<std::string>;
};
template <>
struct OutcomeOf<OperationKind::kRequestBody> {
  using type = Result<std::string>;
};
template <>
struct OutcomeOf<OperationKind::kResponseDrain> {
  using type = std::monostate;
};

struct OperationKey {
  OperationKind kind;
  OpId id;

  friend bool operator==(const OperationKey&, const OperationKey&) = default;
};

struct OperationKeyHash {
  std::size_t operator()(const OperationKey& key) const {
    return std::hash<std::uint64_t>{}(key.id * 16 + static_cast<std::uint64_t>(key.kind));
  }
};

}  // namespace skerry
