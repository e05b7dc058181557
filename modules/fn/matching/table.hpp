#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <string>
#include <string_view>

#include "modules/fn/matching/edges.hpp"
#include "modules/fn/matching/words.hpp"

/// The catalogue as `scripts/generate-catalogue` compiles it: plain read-only arrays that refer to
/// each other by index, so that nothing is built or allocated when a module starts. What most of a
/// Worker's upload consists of is kept small: rows of equal content are one, indices are short, and
/// texts that only a chosen function needs are packed.
namespace skerry::fn::table {

/// Index of a word's base form, of a sense, of a list, of a function or of a parameter.
using Id = std::uint16_t;

/// Index of a trie node.
using Node = std::uint32_t;

/// `count` consecutive entries from `first` of the array that the member's comment names.
struct Range {
  std::uint16_t first;
  std::uint16_t count;
};

/// Where each of many lists begins, in 16 bits each: counted from where the first one of its block
/// does.
struct Starts {
  static constexpr std::size_t kListsPerBlock = 64;

  std::span<const std::uint32_t> blocks;
  std::span<const std::uint16_t> offsets;

  [[nodiscard]] constexpr std::size_t operator[](std::size_t list) const {
    return std::size_t{blocks[list / kListsPerBlock]} + offsets[list];
  }
};

/// Lists that lie one after another: where each begins in `items`, and where the last one ends.
template <typename T>
struct Lists {
  Starts starts;
  std::span<const T> items;

  [[nodiscard]] constexpr std::span<const T> operator[](std::size_t list) const {
    return items.subspan(starts[list], starts[list + 1] - starts[list]);
  }
};

/// Texts, unpacked one at a time: codes of 12 bits, each a byte or a pair of codes, see
/// modules/fn/catalogue_compiler/packing.py.
struct Texts {
  /// The first one is code 256.
  std::span<const std::array<Id, 2>> pairs;
  std::span<const std::uint8_t> codes;
  /// In codes.
  std::span<const std::uint32_t> starts;

  [[nodiscard]] std::string operator[](std::size_t text) const;
};

enum class Kind : std::uint8_t {
  any,
  scalar,
  number,
  integer,
  string,
  character,
  boolean,
  date,
  object,
  list,
  key,
  /// A point of the plane or of space; a place on Earth; an edge of a graph; a graph by neighbours.
  point,
  place,
  edge,
  adjacency,
};

/// What a parameter takes. `item` is the kind of a list's items or of the values below a key,
/// `inner` the kind of the items' items. `minimum` and `maximum` bound numbers (also in lists).
struct Shape {
  Kind kind;
  Kind item;
  Kind inner;
  bool non_empty;
  double minimum;
  double maximum;
  /// As the catalogue writes it.
  const char* text = "";
};

/// The phrases of the lexicon and of all functions.
struct Trie {
  EdgeBits edges;
  /// What each edge is labelled with; those of one node are sorted.
  std::span<const Id> lemmas;
  /// The list (`senses`) of the senses of the phrase that ends at each node.
  std::span<const Id> senses;

  /// The node that `lemma` leads to from `node`, or 0 for none.
  [[nodiscard]] Node follow(Node node, Id lemma) const {
    const auto [first, count] = edges.of(node);
    const auto labels = lemmas.subspan(first, count);
    const auto edge = std::ranges::lower_bound(labels, lemma);
    if (edge == labels.end() || *edge != lemma) return 0;
    return first + static_cast<Node>(edge - labels.begin()) + 1;
  }
};

/// A sense and the JSON text that it binds to a parameter.
struct Value {
  Id sense;
  const char* json;
};

struct Parameter {
  const char* name;
  const Shape& shape;
  /// JSON text, or null where the argument is required.
  const char* default_json;
  /// List of the names a caller may use for the argument, see `Catalogue::names_of`.
  Id names;
  /// What senses bind to it (`values`).
  Range values;
  /// Takes other values of its shape too.
  bool open;
  /// Takes an argument by name or position alone, never because its shape is the only one to fit.
  bool named;
};

/// A list of senses (`senses`) that together name the task; in this order when `ordered`.
struct Signature {
  Id senses;
  bool ordered;
};

enum class ElementKind : std::uint8_t { lemma, sense, capture, ordinal_capture };

/// One place of a slot: a word, a sense, or the parameter (index in the function) captured here.
struct Element {
  ElementKind kind : 2;
  Id id : 14;
};

enum Trait : std::uint8_t {
  /// Doing it twice is doing it once, so a restated task is no second task.
  kIdempotent = 1,
  /// The order of the like arguments does not matter.
  kSymmetric = 2,
  /// It orders texts alphabetically, which numbers, dates and steps of a scale are not.
  kComparesTexts = 4,
};

inline constexpr std::string_view kIdPrefix = "fn_";
/// Of a function's id, after the prefix.
inline constexpr std::size_t kIdDigits = 26;

struct Function {
  const char* title;
  /// Of this row.
  Id number;
  Range parameters;
  Range signatures;
  /// Phrases with places for values, such as "top {count}".
  Range slots;
  /// Senses (`senses`, sorted) that the task may speak of, however it is worded.
  Id accepted;
  /// Senses (`senses`, sorted) that merely name the kind of data.
  Id incidental;
  /// Senses (`senses`, sorted) that say that something else is meant.
  Id forbidden;
  std::uint8_t tests;
  std::uint8_t traits;
  /// Breaks ties between functions that explain a description equally well.
  std::int8_t priority;
  /// Whether the result is a number, or a text.
  bool gives_number;
  bool gives_text;

  /// Derived from the source: `fn_…`.
  [[nodiscard]] std::string id() const;
  /// The TypeScript program. Takes microseconds to unpack.
  [[nodiscard]] std::string source() const;
};

/// Senses from `shared_senses` on belong to one function: `owners[sense - shared_senses]`.
struct Catalogue {
  /// Every spelling with the list (`lemmas`) of the base forms that it can stand for.
  WordList words;
  Lists<Id> lemmas;
  Trie trie;
  Lists<Id> senses;
  std::span<const Id> owners;
  std::span<const Function> functions;
  std::span<const Parameter> parameters;
  std::span<const char* const> names;
  Lists<Id> name_lists;
  std::span<const Value> values;
  std::span<const Signature> signatures;
  Lists<Element> slots;
  /// The ids of all functions without their prefix, one after another.
  std::string_view ids;
  Texts sources;
  /// The function that rounds, with decimals as its second argument; the number of functions where
  /// there is none.
  Id rounding;
  Id shared_senses;
  Id sense_count;
  Id sense_noise;
  Id sense_dropped;
  Id sense_by;
  /// Words of the circumstances in which somebody asks, see matching/settings.hpp.
  Id sense_circumstance;
  /// Marks phrases whose words do not stand for themselves.
  Id sense_whole;
  /// The rank of "10th": of tokens, not of words.
  Id sense_ordinal;
  /// Senses of nouns for a record and for several, and of the word "object".
  Id sense_record;
  Id sense_records;
  Id sense_object;
  /// Senses (`senses`, sorted) that may be said again without meaning a second step.
  Id repeatable;
  /// Senses (`senses`, sorted) that name data or frame the request; all others name a task.
  Id nouns;

  /// The function with this id, or null.
  [[nodiscard]] const Function* find(std::string_view id) const;

  [[nodiscard]] constexpr std::string_view id_digits(std::size_t function) const {
    return ids.substr(function * kIdDigits, kIdDigits);
  }

  /// The names of a parameter, folded, its own one first: a view of texts.
  [[nodiscard]] constexpr auto names_of(const Parameter& parameter) const {
    return std::views::transform(name_lists[parameter.names], [texts = names](Id name) {
      return std::string_view(texts[name]);
    });
  }

  template <typename T>
  static constexpr std::span<const T> slice(std::span<const T> all, Range range) {
    return all.subspan(range.first, range.count);
  }
};

/// The catalogue compiled into this build.
const Catalogue& catalogue();

}  // namespace skerry::fn::table
