#include "modules/fn/object/description.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "modules/fn/matching/tokens.hpp"

namespace skerry::fn::object {
namespace {

/// A comparison, as words that a number follows.
struct Comparison {
  std::array<std::string_view, 3> words;
  std::string_view keyword;
  /// The field that it speaks of by itself.
  std::string_view field;
};

constexpr Comparison kComparisons[] = {
    {{"more", "than"}, "exclusiveMinimum", {}},
    {{"greater", "than"}, "exclusiveMinimum", {}},
    {{"higher", "than"}, "exclusiveMinimum", {}},
    {{"larger", "than"}, "exclusiveMinimum", {}},
    {{"bigger", "than"}, "exclusiveMinimum", {}},
    {{"older", "than"}, "exclusiveMinimum", "age"},
    {{"over"}, "exclusiveMinimum", {}},
    {{"above"}, "exclusiveMinimum", {}},
    {{"exceeding"}, "exclusiveMinimum", {}},
    {{">"}, "exclusiveMinimum", {}},
    {{"less", "than"}, "exclusiveMaximum", {}},
    {{"lower", "than"}, "exclusiveMaximum", {}},
    {{"smaller", "than"}, "exclusiveMaximum", {}},
    {{"fewer", "than"}, "exclusiveMaximum", {}},
    {{"younger", "than"}, "exclusiveMaximum", "age"},
    {{"cheaper", "than"}, "exclusiveMaximum", "price"},
    {{"under"}, "exclusiveMaximum", {}},
    {{"below"}, "exclusiveMaximum", {}},
    {{"<"}, "exclusiveMaximum", {}},
    {{"no", "less", "than"}, "minimum", {}},
    {{"not", "less", "than"}, "minimum", {}},
    {{"at", "least"}, "minimum", {}},
    {{"minimum"}, "minimum", {}},
    {{">="}, "minimum", {}},
    {{"no", "more", "than"}, "maximum", {}},
    {{"not", "more", "than"}, "maximum", {}},
    {{"at", "most"}, "maximum", {}},
    {{"up", "to"}, "maximum", {}},
    {{"maximum"}, "maximum", {}},
    {{"<="}, "maximum", {}},
    {{"exactly"}, "const", {}},
    {{"equal", "to"}, "const", {}},
    {{"equals"}, "const", {}},
    {{"between"}, "between", {}},
};

/// What a number says: of a field, or of how many there are.
struct Amount {
  std::string_view keyword;
  double first = 0;
  double second = 0;
};

class Reader {
 public:
  Reader(std::string_view text, const Known& known) : known_(known), tokens_(tokenise(text)) {}

  Wish run() {
    if (tokens_.size() > kTokensMax) wish_.unknown.emplace_back("a text of so many words");
    while (at_ < tokens_.size() && at_ < kTokensMax) {
      if (tokens_[at_].boundary_before && !in_fields_) field_ = SIZE_MAX;
      if (quoted() || truth_value() || comparison()) continue;
      if (plain_number() || phrase() || word()) continue;
      wish_.unknown.push_back(tokens_[at_++].text);
    }
    return std::move(wish_);
  }

 private:
  static constexpr std::size_t kPhraseWordsMax = 3;

  [[nodiscard]] const Token* token(std::size_t offset) const {
    return at_ + offset < tokens_.size() ? &tokens_[at_ + offset] : nullptr;
  }
  [[nodiscard]] bool is_word(std::size_t offset, std::string_view text) const {
    const Token* one = token(offset);
    return one != nullptr && one->kind == Token::Kind::word && one->text == text;
  }
  [[nodiscard]] std::optional<double> number(std::size_t offset) const {
    const Token* one = token(offset);
    if (one == nullptr || one->ordinal) return std::nullopt;
    return one->number;
  }

  /// `count` words from here on in normal form; empty where they do not belong together.
  [[nodiscard]] std::string normal(std::size_t count) const {
    std::string words;
    for (std::size_t i = 0; i < count; ++i) {
      const Token* one = token(i);
      if (one == nullptr || one->kind != Token::Kind::word || (one->number && !one->ordinal)) {
        return {};
      }
      if (i > 0 && one->boundary_before) return {};
      words += one->text + ' ';
    }
    return normal_form(words);
  }

  /// A text in quotation marks is the value of the field before it.
  bool quoted() {
    if (tokens_[at_].kind != Token::Kind::quoted || field_ == SIZE_MAX) return false;
    WishedField& field = wish_.fields[field_];
    if (known_.field(field.name) != FieldKind::kText) return false;
    field.keywords["const"] = tokens_[at_++].text;
    return true;
  }

  bool comparison() {
    for (const Comparison& one : kComparisons) {
      std::size_t length = 0;
      while (length < one.words.size() && !one.words[length].empty() &&
             is_word(length, one.words[length])) {
        ++length;
      }
      if (length < one.words.size() && !one.words[length].empty()) continue;
      if (is_word(length, "of")) ++length;
      const auto first = number(length);
      if (!first) continue;
      Amount amount{one.keyword, *first, 0};
      std::size_t taken = length + 1;
      if (one.keyword == "between") {
        const auto second = is_word(taken, "and") ? number(taken + 1) : std::nullopt;
        if (!second) continue;
        amount.second = *second;
        taken += 2;
      }
      if (!one.field.empty()) {
        field_ = find_or_add(std::string(one.field), false);
        field_end_ = at_ + taken;
      }
      return apply(amount, taken);
    }
    return false;
  }

  /// A number by itself: how many of what follows, or the value of the field before it.
  bool plain_number() {
    const auto value = number(0);
    if (!value) return false;
    if (counts_what_follows(1)) return apply({"const", *value, 0}, 1);
    if (!follows_field() || known_.field(wish_.fields[field_].name) != FieldKind::kNumber) {
      return false;
    }
    return apply({"const", *value, 0}, 1);
  }

  /// Whether nothing stands between the field that was named last and here but words such as `is`.
  [[nodiscard]] bool follows_field() const {
    constexpr std::string_view kBetween[] = {"of",  "is", "are", "be", "should", "must",
                                             "set", "to", "=",   "a",  "an",     "value"};
    if (field_ == SIZE_MAX) return false;
    std::size_t before = at_;
    while (before > field_end_ && std::ranges::contains(kBetween, tokens_[before - 1].text)) {
      --before;
    }
    return before == field_end_;
  }

  /// The words from here on that name a field which is true or false; none for 0.
  [[nodiscard]] std::size_t flag_words() const {
    for (std::size_t count = kPhraseWordsMax; count > 0; --count) {
      const std::string name = normal(count);
      if (!name.empty() && known_.field(name) == FieldKind::kFlag) return count;
    }
    return 0;
  }

  /// Whether a noun that can be counted stands `offset` words further on.
  bool counts_what_follows(std::size_t offset) {
    const std::size_t here = at_;
    at_ += offset;
    bool counts = false;
    while (at_ < tokens_.size() && !counts && !tokens_[at_].boundary_before) {
      if (introduces_fields(tokens_[at_].text)) break;
      if (const std::size_t flag = flag_words(); flag > 0) {
        at_ += flag;
        continue;
      }
      for (std::size_t count = kPhraseWordsMax; count > 0 && !counts; --count) {
        const std::string name = normal(count);
        counts = !name.empty() &&
                 (find_record(name) != nullptr || known_.field(name) == FieldKind::kArray);
      }
      if (!counts && is_filler(tokens_[at_].text)) {
        const std::string last = singular(tokens_[at_].text);
        counts = last == "object" || last == "record" || last == "entry" || last == "example";
      }
      if (!is_filler(tokens_[at_].text) && !known_.value(tokens_[at_].text)) break;
      ++at_;
    }
    at_ = here;
    return counts;
  }

  static bool is_count(double value) {
    constexpr double kMost = 1e6;
    return value >= 0 && value <= kMost && value == static_cast<double>(static_cast<int>(value));
  }

  bool apply(const Amount& amount, std::size_t taken) {
    const bool counting = counts_what_follows(taken);
    if (!counting && field_ == SIZE_MAX) return false;
    if (counting || known_.field(wish_.fields[field_].name) == FieldKind::kArray) {
      if (!is_count(amount.first) || !is_count(amount.second)) return false;
      if (counting) {
        pending_ = amount;
      } else {
        count_items(wish_.fields[field_], amount);
      }
    } else if (known_.field(wish_.fields[field_].name) == FieldKind::kNumber) {
      Json& keywords = wish_.fields[field_].keywords;
      if (amount.keyword == "between") {
        keywords["minimum"] = json_number(amount.first);
        keywords["maximum"] = json_number(amount.second);
      } else {
        keywords[std::string(amount.keyword)] = json_number(amount.first);
      }
    } else {
      return false;
    }
    at_ += taken;
    return true;
  }

  /// At least and at most so many.
  static std::pair<std::optional<std::uint64_t>, std::optional<std::uint64_t>> counts_of(
      const Amount& amount) {
    const auto first = static_cast<std::uint64_t>(amount.first);
    const auto second = static_cast<std::uint64_t>(amount.second);
    if (amount.keyword == "const") return {first, first};
    if (amount.keyword == "between") return {first, second};
    if (amount.keyword == "minimum") return {first, std::nullopt};
    if (amount.keyword == "exclusiveMinimum") return {first + 1, std::nullopt};
    if (amount.keyword == "maximum") return {std::nullopt, first};
    return {std::nullopt, first == 0 ? 0 : first - 1};
  }

  static void count_items(WishedField& field, const Amount& amount) {
    const auto [least, most] = counts_of(amount);
    if (least) field.keywords["minItems"] = *least;
    if (most) field.keywords["maxItems"] = *most;
  }

  bool phrase() {
    for (std::size_t count = kPhraseWordsMax; count > 0; --count) {
      const std::string name = normal(count);
      if (name.empty()) continue;
      const bool is_field = known_.field(name) != FieldKind::kUnknown;
      const RecordEntry* record = find_record(name);
      // The first noun is what is asked for; what follows are its fields.
      if (record != nullptr && wish_.record == nullptr && !(in_fields_ && is_field)) {
        wish_.record = record;
        count_records(tokens_[at_ + count - 1].text);
      } else if (is_field) {
        if (count == 1 && is_sum()) return false;
        const bool is_flag = known_.field(name) == FieldKind::kFlag;
        field_ = find_or_add(name, !is_flag || in_fields_);
        field_end_ = at_ + count;
        // Who names it means that it is so: `in stock` is a condition.
        if (is_flag) {
          wish_.fields[field_].keywords["const"] = true;
        } else if (pending_) {
          count_items(wish_.fields[field_], *pending_);
          pending_.reset();
        }
      } else {
        continue;
      }
      at_ += count;
      return true;
    }
    return false;
  }

  /// `total price` is what several prices come to, which is none of their fields.
  [[nodiscard]] bool is_sum() const {
    const Token* next = token(1);
    if (!is_word(0, "total") || next == nullptr || next->boundary_before) return false;
    return known_.field(normal_form(next->text)) == FieldKind::kNumber;
  }

  /// `active: false`, `active is true`.
  bool truth_value() {
    const bool truth = is_word(0, "true");
    if ((!truth && !is_word(0, "false")) || !follows_field()) return false;
    WishedField& field = wish_.fields[field_];
    if (known_.field(field.name) != FieldKind::kFlag) return false;
    field.keywords["const"] = truth;
    ++at_;
    return true;
  }

  void count_records(const std::string& noun) {
    if (pending_) {
      const auto [least, most] = counts_of(*pending_);
      pending_.reset();
      // One of them is one, not a list that holds one.
      if (!(least == 1 && most == 1)) {
        wish_.least = least;
        wish_.most = most;
      }
    } else if (singular(noun) != noun) {
      wish_.several = true;
    }
  }

  bool word() {
    const Token& one = tokens_[at_];
    if (one.kind != Token::Kind::word || (one.number && !one.ordinal)) return false;
    const std::string& text = one.text;
    if (known_.value(text)) {
      wish_.values.push_back(text);
    } else if (asks_for_text(text) && !known_.word(text)) {
      if (wish_.text_word.empty()) wish_.text_word = text;
    } else if (is_condition(text) || (text == "old" && !after_years())) {
      return false;
    } else if (introduces_fields(text)) {
      in_fields_ = true;
    } else if (is_filler(text)) {
      wish_.only = wish_.only || text == "only" || text == "just";
      const std::string noun = singular(text);
      const bool list = text == "list" || text == "array" || text == "collection";
      wish_.several = wish_.several || list;
      if (noun == "object" || noun == "record" || noun == "entry" || noun == "example") {
        if (wish_.record == nullptr) count_records(text);
      }
    } else if (!is_label(text) && !known_.word(text)) {
      return false;
    }
    ++at_;
    return true;
  }

  /// `years old` says no more than an age does; `old` alone asks for something.
  [[nodiscard]] bool after_years() const {
    return at_ > 0 && singular(tokens_[at_ - 1].text) == "year";
  }

  std::size_t find_or_add(const std::string& name, bool listed) {
    for (std::size_t i = 0; i < wish_.fields.size(); ++i) {
      if (wish_.fields[i].name != name) continue;
      wish_.fields[i].listed = wish_.fields[i].listed || listed;
      return i;
    }
    wish_.fields.push_back({name, Json::object(), listed});
    return wish_.fields.size() - 1;
  }

  const Known& known_;
  std::vector<Token> tokens_;
  Wish wish_;
  std::size_t at_ = 0;
  bool in_fields_ = false;
  /// The field that was named last.
  std::size_t field_ = SIZE_MAX;
  /// Where its name ended.
  std::size_t field_end_ = 0;
  /// A number whose noun is still to come.
  std::optional<Amount> pending_;
};

}  // namespace

Wish read_description(std::string_view text, const Known& known) {
  return Reader(text, known).run();
}

}  // namespace skerry::fn::object
