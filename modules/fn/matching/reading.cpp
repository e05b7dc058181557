#include "modules/fn/matching/reading.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Id;
using table::Node;

/// How the lexicon writes the rank of "10th" and of "tenth", whatever it is.
constexpr std::string_view kAnyRank = "0th";

void add_lemmas(const Catalogue& catalogue, std::string_view text, std::vector<Id>& out) {
  const auto lemmas = catalogue.words.find(text);
  if (!lemmas) return;
  for (Id lemma : catalogue.lemmas[*lemmas]) out.push_back(lemma);
}

class Reader {
 public:
  Reader(const Catalogue& catalogue, Reading& reading) : catalogue_(catalogue), out_(reading) {}

  void add_clause(std::vector<Token> raw) {
    bool boundary = true;
    bool conjunction = false;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const bool operand = is_operand(raw, i);
      ReadToken read{std::move(raw[i]), {}, false, false};
      boundary = boundary || read.boundary_before;
      read.boundary_before = boundary;
      if (read.kind == Token::Kind::word) {
        if (boundary) add_lemmas(catalogue_, '^' + read.text, read.lemmas);
        const bool initial = !read.lemmas.empty();
        // After a pause within the sentence, "does" may also merely go on with it.
        if (!initial || i > 0) add_lemmas(catalogue_, read.text, read.lemmas);
        if (!initial && !operand && is_dropped(read)) continue;
      }
      if (read.ordinal) add_lemmas(catalogue_, kAnyRank, read.lemmas);
      read.after_and = conjunction || (boundary && !out_.tokens.empty());
      conjunction = read.text == "and" || read.text == "or" || read.text == "plus";
      boundary = false;
      out_.tokens.push_back(std::move(read));
    }
  }

  void find_spans() {
    for (start_ = 0; start_ < out_.tokens.size(); ++start_) walk(0, start_);
    std::vector<std::size_t> longest(out_.tokens.size());
    for (const auto& span : out_.spans) {
      if (span.sense == catalogue_.sense_whole) {
        longest[span.first] = std::max<std::size_t>(longest[span.first], span.count);
      }
      if (span.sense == catalogue_.sense_by && span.first + span.count < out_.tokens.size()) {
        out_.tokens[span.first + span.count].after_by = true;
      }
    }
    for (auto& span : out_.spans) {
      for (std::size_t first = 0; first <= span.first && !span.masked; ++first) {
        span.masked =
            longest[first] > span.count && first + longest[first] >= span.first + span.count;
      }
    }
  }

 private:
  /// "a" names an argument rather than being an article where no noun follows it.
  static bool is_operand(const std::vector<Token>& raw, std::size_t at) {
    static constexpr std::array<std::string_view, 19> kFollowing = {
        "and",   "by",    "from",    "to",     "with", "into", "is",  "modulo", "mod", "plus",
        "minus", "times", "divided", "raised", "or",   "in",   "not", "of",     "than"};
    if (raw[at].text != "a") return false;
    if (at + 1 == raw.size()) return true;
    const auto& next = raw[at + 1];
    return next.boundary_before || std::ranges::find(kFollowing, next.text) != kFollowing.end();
  }

  [[nodiscard]] bool is_dropped(const ReadToken& token) const {
    for (Id lemma : token.lemmas) {
      const Node node = catalogue_.trie.follow(0, lemma);
      if (node == 0) continue;
      for (Id sense : senses_at(node)) {
        if (sense == catalogue_.sense_dropped) return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::span<const Id> senses_at(Node node) const {
    return catalogue_.senses[catalogue_.trie.senses[node]];
  }

  void walk(Node node, std::size_t at) {
    if (at >= out_.tokens.size()) return;
    const auto& token = out_.tokens[at];
    if (at > start_ && token.boundary_before) return;
    for (Id lemma : token.lemmas) {
      const Node next = catalogue_.trie.follow(node, lemma);
      if (next == 0) continue;
      const auto count = static_cast<std::uint16_t>(at + 1 - start_);
      for (Id sense : senses_at(next)) {
        const Span span{static_cast<std::uint16_t>(start_), count, sense};
        bool known = false;
        for (auto other = out_.spans.rbegin();
             other != out_.spans.rend() && other->first == span.first && !known; ++other) {
          known = other->count == span.count && other->sense == sense;
        }
        if (!known) out_.spans.push_back(span);
      }
      walk(next, at + 1);
    }
  }

  const Catalogue& catalogue_;
  Reading& out_;
  std::size_t start_ = 0;
};

}  // namespace

Reading read(const Catalogue& catalogue, std::vector<Token> description,
             std::vector<Token> context) {
  Reading reading;
  Reader reader(catalogue, reading);
  reader.add_clause(std::move(description));
  reader.add_clause(std::move(context));
  if (reading.tokens.size() <= kTokensMax) reader.find_spans();
  return reading;
}

std::string fold_name(std::string_view name) {
  std::string out;
  for (const auto& token : tokenise(name)) {
    if (!out.empty()) out += ' ';
    out += token.text;
  }
  return out;
}

std::string singular(std::string_view noun) {
  std::string out(noun);
  if (out.size() > 4 && out.ends_with("ies")) {
    out.resize(out.size() - 3);
    return out + 'y';
  }
  for (std::string_view ending : {"sses", "ches", "shes", "xes"}) {
    if (out.ends_with(ending)) {
      out.resize(out.size() - 2);
      return out;
    }
  }
  if (out.size() > 2 && out.ends_with('s') && !out.ends_with("ss")) out.pop_back();
  return out;
}

}  // namespace skerry::fn
