#pragma once

#include <cstdint>
#include <span>

/// The catalogue as `scripts/generate-catalogue` compiles it: plain read-only arrays that refer to
/// each other by index, so that nothing is built or allocated when a module starts.
namespace skerry::fn::table {

/// Index of a word's base form, of a sense, of a trie node, of a function or of a parameter.
using Id = std::uint16_t;

/// `count` consecutive entries from `first` of the array that the member's comment names.
struct Range {
  std::uint32_t first;
  std::uint16_t count;
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
};

/// A surface form and the base forms that it can stand for (`lemma_ids`). Sorted by `text`.
struct Word {
  const char* text;
  Range lemmas;
};

/// A node of the phrase trie: `edges`, and the senses (`sense_ids`) of a phrase that ends here.
struct Node {
  Range edges;
  Range senses;
};

/// Edges of one node are sorted by `lemma`.
struct Edge {
  Id lemma;
  Id node;
};

/// A sense and the JSON text that it binds to a parameter.
struct Value {
  Id sense;
  const char* json;
};

struct Parameter {
  const char* name;
  const char* shape_text;
  Shape shape;
  /// JSON text, or null where the argument is required.
  const char* default_json;
  /// Names a caller may use for the argument, folded (`names`).
  Range names;
  /// What senses bind to it (`values`).
  Range values;
  /// Takes other values of its shape too.
  bool open;
  /// Takes an argument by name or position alone, never because its shape is the only one to fit.
  bool named;
};

/// A set of senses (`sense_ids`) that together name the task; in this order when `ordered`.
struct Signature {
  Range senses;
  bool ordered;
};

enum class ElementKind : std::uint8_t { lemma, sense, capture, ordinal_capture };

/// One place of a slot: a word, a sense, or the parameter (index in the function) captured here.
struct Element {
  ElementKind kind;
  Id id;
};

/// A phrase with places for values, such as "top {count}".
struct Slot {
  Range elements;
};

enum Trait : std::uint8_t {
  /// Doing it twice is doing it once, so a restated task is no second task.
  kIdempotent = 1,
  /// The order of the like arguments does not matter.
  kSymmetric = 2,
};

struct Function {
  const char* id;
  const char* path;
  const char* title;
  const char* source;
  /// The shape of the result as the catalogue writes it.
  const char* result;
  Range parameters;
  Range signatures;
  Range slots;
  /// Senses (`sense_ids`, sorted) that the task may speak of, however it is worded.
  Range accepted;
  /// Senses (`sense_ids`, sorted) that merely name the kind of data.
  Range incidental;
  /// Senses (`sense_ids`, sorted) that say that something else is meant.
  Range forbidden;
  std::uint16_t tests;
  std::uint8_t traits;
  /// Breaks ties between functions that explain a description equally well.
  std::int8_t priority;
  /// Whether the source touches neither time nor randomness.
  bool deterministic;
};

/// Senses from `shared_senses` on belong to one function: `owners[sense - shared_senses]`.
struct Catalogue {
  std::span<const Word> words;
  std::span<const Id> lemma_ids;
  std::span<const Node> nodes;
  std::span<const Edge> edges;
  std::span<const Id> sense_ids;
  std::span<const Id> owners;
  std::span<const Function> functions;
  std::span<const Parameter> parameters;
  std::span<const char* const> names;
  std::span<const Value> values;
  std::span<const Signature> signatures;
  std::span<const Slot> slots;
  std::span<const Element> elements;
  Id shared_senses;
  Id sense_count;
  Id sense_noise;
  Id sense_dropped;
  Id sense_by;
  /// Marks phrases whose words do not stand for themselves.
  Id sense_whole;
  /// Senses of nouns for a record and for several, and of the word "object".
  Id sense_record;
  Id sense_records;
  Id sense_object;
  /// Senses (`sense_ids`, sorted) that may be said again without meaning a second step.
  Range repeatable;
  /// Senses (`sense_ids`, sorted) that name data or frame the request; all others name a task.
  Range nouns;

  template <typename T>
  static constexpr std::span<const T> slice(std::span<const T> all, Range range) {
    return all.subspan(range.first, range.count);
  }
};

/// The catalogue compiled into this build.
const Catalogue& catalogue();

}  // namespace skerry::fn::table
