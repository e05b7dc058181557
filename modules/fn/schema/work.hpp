#pragma once

#include <cstdint>

namespace skerry::fn::schema {

/// The work that one check may do, counted down. Once it is used up it stays so, and whatever is
/// found after that means nothing.
class Work {
 public:
  explicit Work(std::uint64_t steps) : left_(steps) {}

  /// Takes `steps`; false when they are not there.
  bool take(std::uint64_t steps = 1) {
    if (left_ < steps) {
      left_ = 0;
      exhausted_ = true;
    } else {
      left_ -= steps;
    }
    return !exhausted_;
  }

  void give_up() { exhausted_ = true; }
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  [[nodiscard]] std::uint64_t left() const { return left_; }

 private:
  std::uint64_t left_;
  bool exhausted_ = false;
};

}  // namespace skerry::fn::schema
