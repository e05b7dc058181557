#pragma once

#include <string_view>
#include <vector>

#include "modules/fn/matching/table.hpp"
#include "modules/fn/matching/tokens.hpp"

namespace skerry::fn {

/// A word or phrase of the description in one of its senses.
struct Span {
  std::uint16_t first;
  std::uint16_t count;
  table::Id sense;
  /// It is part of a phrase that is read as a whole, so it does not stand for itself.
  bool masked = false;

  [[nodiscard]] bool overlaps(const Span& other) const {
    return first < other.first + other.count && other.first < first + count;
  }
};

/// A word that stays after determiners are dropped, with the base forms it can stand for.
struct ReadToken : Token {
  std::vector<table::Id> lemmas;
  /// Directly after "by", "according to" and the like: it says what to go by.
  bool after_by = false;
  /// Directly after "and" or a comma: it goes on with a list.
  bool after_and = false;
};

/// A description as the catalogue's vocabulary reads it.
struct Reading {
  std::vector<ReadToken> tokens;
  std::vector<Span> spans;
};

/// Reads a description and its context (which starts a clause of its own).
[[nodiscard]] Reading read(const table::Catalogue& catalogue, std::vector<Token> description,
                           std::vector<Token> context);

/// Folds a name such as `dueDate`, `due-date` or "Due dates" to its words, "due date".
[[nodiscard]] std::string fold_name(std::string_view name);

/// The singular of a folded noun, by spelling alone: enough to compare names.
[[nodiscard]] std::string singular(std::string_view noun);

}  // namespace skerry::fn
