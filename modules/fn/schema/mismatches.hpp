#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/fn/schema/work.hpp"

namespace skerry::fn::schema {

/// One place of a value that does not satisfy a schema.
struct Mismatch {
  std::string pointer;  ///< Into the value (RFC 6901).
  std::string detail;   ///< A phrase, such as "expected number, found string".
  /// The value has another type than the schema allows.
  bool wrong_type = false;

  friend bool operator==(const Mismatch&, const Mismatch&) = default;
};

/// A place in a value, as a way back to its root.
struct Place {
  const Place* parent = nullptr;
  /// Name of a member; without one, the index of an item.
  std::optional<std::string_view> name;
  std::size_t index = 0;
};

/// The pointer to a place; to the nearest place around it whose pointer is no longer than
/// `limits::kMismatchPointerBytesMax`.
[[nodiscard]] std::string pointer_of(const Place& place);

/// The first mismatches found, each once, at most `kValidationErrorsMax`.
class Mismatches {
 public:
  explicit Mismatches(Work& work) : work_(work) {}

  /// Nothing more will be kept, or what is found is not the value's fault.
  [[nodiscard]] bool closed() const;

  void add(const Place& place, std::string detail, bool wrong_type);
  void add(Mismatch mismatch);

  /// While one lives, faults are not the value's: part of `not`, `if`, an alternative.
  class Silence {
   public:
    explicit Silence(Mismatches& mismatches) : mismatches_(mismatches) { ++mismatches_.silent_; }
    ~Silence() { --mismatches_.silent_; }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

   private:
    Mismatches& mismatches_;
  };
  [[nodiscard]] bool silent() const { return silent_ > 0; }

  /// Takes what was found so far, leaving none.
  [[nodiscard]] std::vector<Mismatch> take() { return std::exchange(found_, {}); }
  /// Puts back what was taken, dropping what came since.
  void restore(std::vector<Mismatch> taken) { found_ = std::move(taken); }

 private:
  Work& work_;
  std::vector<Mismatch> found_;
  std::size_t silent_ = 0;
};

}  // namespace skerry::fn::schema
