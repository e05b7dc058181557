#pragma once

#include <expected>
#include <optional>
#include <string>
#include <unordered_map>

#include "modules/fn/call.hpp"
#include "modules/fn/code_run.hpp"
#include "modules/fn/functions/accepted_functions.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/storage.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// What the store could not do, as a caller learns it.
[[nodiscard]] Problem problem_of(FunctionStoreFailure failure);

/// The member `code` of an answer, for an accepted function.
[[nodiscard]] Json describe(const AcceptedFunction& function);

/// A run of an accepted function on `args` of a call. Fails as `bind_arguments`.
[[nodiscard]] std::expected<CodeRun, Problem> code_run_of(const AcceptedFunction& function,
                                                          const Json& args);
/// A run of one without arguments. Fails with `argument_missing` where it needs some.
[[nodiscard]] std::expected<CodeRun, Problem> code_run_of(const AcceptedFunction& function);

/// Finds the functions that a tenant registered by what they are asked for.
///
/// A description, qualified by its context, asks for a function when it is the function's own
/// description or one of its paraphrases, word for word (`folded_phrase`): any word more or less is
/// another task. That a tenant has no such functions is remembered for
/// `kNoFunctionsRememberedMs`, so that tenants without any do not pay for a query with each call.
class OwnFunctions {
 public:
  using Found = std::expected<std::optional<AcceptedFunction>, Problem>;

  OwnFunctions(Basics basics, StoragePort& storage) : basics_(basics), store_(basics, storage) {}

  /// The function that the call asks for, or nothing. Fails with `storage_unavailable` when the
  /// tenant may have one and the database does not answer.
  [[nodiscard]] Task<Found> find_own(std::string tenant, const Call& call);
  /// The tenant's functions have changed.
  void changed(const std::string& tenant) { without_.erase(tenant); }

 private:
  [[nodiscard]] Task<Found> find(std::string tenant, std::string phrase);

  Basics basics_;
  AcceptedFunctions store_;
  /// Tenants that had no functions, and when that was seen, by the monotonic clock.
  std::unordered_map<std::string, double> without_;
};

/// The key of a phrase in storage; empty for a phrase without words.
[[nodiscard]] std::string phrase_key_of(CryptoPort& crypto, std::string_view description,
                                        std::string_view context);

}  // namespace skerry::fn
