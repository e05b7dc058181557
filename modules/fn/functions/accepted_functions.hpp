#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/functions/limits.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

/// Who wrote a function that was accepted.
enum class FunctionOrigin : unsigned char { kModel, kOwn };

/// `model` or `own`, as answers and storage say it.
[[nodiscard]] std::string_view name_of(FunctionOrigin origin);

/// What is known of an accepted function beside its code.
struct FunctionSummary {
  /// `fn_…`
  std::string id;
  /// Unique within the tenant; nothing until somebody gives it one.
  std::optional<std::string> name;
  std::string description;
  std::vector<std::string> paraphrases;
  /// Names of the parameters in their order; empty when they have none.
  std::vector<std::string> parameters;
  FunctionOrigin origin = FunctionOrigin::kModel;
  /// Who wrote it, where a model did.
  std::optional<std::string> provider;
  std::optional<std::string> model;
  /// Never evicted.
  bool pinned = false;
  /// How many examples it passed.
  std::uint32_t tests = 0;
  /// Milliseconds since 1970.
  std::uint64_t created_ms = 0;
  /// The last use, not exact: see `kFunctionUseResolutionMs`.
  std::uint64_t used_ms = 0;
};

/// An accepted function with its code.
struct AcceptedFunction : FunctionSummary {
  /// TypeScript with a default export.
  std::string source;
  /// `[{"args": [positional…], "result": …}]`
  Json examples = Json::array();
};

/// A function that was proven, on its way into storage.
struct ProvenFunction {
  std::string tenant;
  /// SHA-256 in hexadecimal of everything that makes another call the same one; unique within the
  /// tenant.
  std::string lookup_key;
  std::optional<std::string> name;
  std::string description;
  std::vector<std::string> paraphrases;
  /// Keys of the phrases by which it is found (`find_by_phrase`), each unique within the tenant;
  /// none for what is found by its lookup key alone.
  std::vector<std::string> phrase_keys;
  std::vector<std::string> parameters;
  std::string source;
  Json examples = Json::array();
  FunctionOrigin origin = FunctionOrigin::kModel;
  std::optional<std::string> provider;
  std::optional<std::string> model;
  bool pinned = false;
  std::uint32_t tests = 0;
};

/// What `patch` changes; what is absent stays.
struct FunctionPatch {
  std::optional<std::string> name;
  std::optional<bool> pinned;
  std::optional<std::vector<std::string>> paraphrases;
  /// All keys of the function's phrases; taken only together with `paraphrases`.
  std::vector<std::string> phrase_keys;
};

/// Why the store did not do what it was asked.
enum class FunctionStoreFailure : unsigned char {
  /// Another function of the tenant has the name.
  kNameTaken,
  /// Another function of the tenant has one of the phrases.
  kPhraseTaken,
  /// The tenant has `kFunctionsPerTenantMax`, and none that may be evicted.
  kTooMany,
  /// Source or examples exceed their limit.
  kTooLarge,
  /// The database did not answer; it is in the log.
  kUnavailable,
};

/// Accepted code in the installation's shared storage (migration 0005). Every function is of one
/// tenant and seen by no other. Any number of instances may use the same storage at once.
///
/// Tasks must not outlive the store, nor the store its ports.
class AcceptedFunctions {
 public:
  template <class T>
  using Outcome = std::expected<T, FunctionStoreFailure>;

  /// What became of a function that was offered.
  struct Acceptance {
    AcceptedFunction function;
    /// False when one with the same lookup key was there before: then it is that one.
    bool first = true;
  };

  struct PhraseLookup {
    std::optional<AcceptedFunction> function;
    bool any = false;
  };

  AcceptedFunctions(Basics basics, StoragePort& storage) : basics_(basics), storage_(storage) {}

  /// The function with this lookup key, or nothing.
  [[nodiscard]] Task<Outcome<std::optional<AcceptedFunction>>> find_by_key(std::string tenant,
                                                                           std::string lookup_key);
  /// The function with this phrase, and whether the tenant has any function with a phrase.
  [[nodiscard]] Task<Outcome<PhraseLookup>> find_by_phrase(std::string tenant,
                                                           std::string phrase_key);

  /// Keeps a function. Of several with the same lookup key, offered at the same time or not, the
  /// first is kept and all get it. Beyond `kFunctionsPerTenantMax` the least recently used function
  /// that a model wrote and nobody pinned gives way.
  [[nodiscard]] Task<Outcome<Acceptance>> accept(ProvenFunction function);

  /// The function with this id, or nothing. An id that is none is not found.
  [[nodiscard]] Task<Outcome<std::optional<AcceptedFunction>>> get(std::string tenant,
                                                                   std::string id);
  /// Up to `count` functions, newest first, whose ids are smaller than `before` (`PageQuery`).
  [[nodiscard]] Task<Outcome<std::vector<FunctionSummary>>> list(std::string tenant,
                                                                 std::string before,
                                                                 std::size_t count);

  /// Changes a function and gives it as it is then, or nothing when there is none.
  [[nodiscard]] Task<Outcome<std::optional<AcceptedFunction>>> patch(std::string tenant,
                                                                     std::string id,
                                                                     FunctionPatch patch);
  /// Forgets a function. False when there was none.
  [[nodiscard]] Task<Outcome<bool>> remove(std::string tenant, std::string id);

  /// Notes that a function is used now; writes nothing when its last use was noted recently.
  [[nodiscard]] Task<void> touch(std::string tenant, std::string id, std::uint64_t used_ms);

 private:
  using Rows = Result<std::vector<SqlRows>>;

  [[nodiscard]] Task<Outcome<std::optional<AcceptedFunction>>> find(std::string sql, Json params);
  [[nodiscard]] Task<Outcome<FunctionStoreFailure>> cause_of_conflict(std::string tenant,
                                                                      std::string name);
  [[nodiscard]] FunctionStoreFailure unavailable(const Failure& failure);
  [[nodiscard]] std::uint64_t now_ms() const;

  Basics basics_;
  StoragePort& storage_;
};

}  // namespace skerry::fn
