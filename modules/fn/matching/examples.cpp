#include "modules/fn/matching/examples.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <utility>

#include "modules/fn/matching/content_words.hpp"
#include "modules/fn/matching/shapes.hpp"

namespace skerry::fn {
namespace {

using Words = std::span<const std::string_view>;

/// What is longer is no mere example.
constexpr std::size_t kClauseChunksMax = 10;
constexpr std::size_t kInputChunksMax = 3;
constexpr std::size_t kChunksMax = 400;

constexpr std::array<std::string_view, 4> kIntroducing = {"e.g", "eg", "ex", "example"};
constexpr std::array<std::string_view, 2> kAfterFor = {"example", "instance"};
constexpr std::array<std::string_view, 9> kBecoming = {"is",    "becomes", "gives", "returns", "=",
                                                       "turns", "yields",  "goes",  "equals"};
constexpr std::array<std::string_view, 3> kInto = {"into", "to", "itself"};
constexpr std::array<std::string_view, 3> kLike = {"style", "format", "notation"};
constexpr std::array<std::string_view, 6> kGoingOn = {"and", "or", "so", "on", "etc", "..."};
constexpr std::array<std::string_view, 3> kArrows = {"->", "=>", "\u2192"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_mark(char c) { return std::string_view("(),;:!?.").contains(c); }

struct Chunk {
  enum class Kind : std::uint8_t { run, literal, arrow, mark };

  Kind kind;
  std::size_t first;
  std::size_t end;
};

/// Splits a text into quoted texts, lists, arrows, marks and runs of anything else.
class Chunks {
 public:
  explicit Chunks(std::string_view text) : text_(text) {
    while (at_ < text_.size() && all_.size() < kChunksMax) step();
  }

  [[nodiscard]] std::vector<Chunk> take() && { return std::move(all_); }

 private:
  void add(Chunk::Kind kind, std::size_t end) {
    all_.push_back({kind, at_, end});
    at_ = end;
  }

  void step() {
    const char c = text_[at_];
    if (is_space(c)) {
      ++at_;
      return;
    }
    for (const auto arrow : kArrows) {
      if (text_.substr(at_).starts_with(arrow)) return add(Chunk::Kind::arrow, at_ + arrow.size());
    }
    if (c == '"' || c == '\'' || c == '`') {
      if (const auto end = quoted_end(c); end != std::string_view::npos) {
        return add(Chunk::Kind::literal, end);
      }
    }
    if (c == '[') {
      const auto end = list_end();
      if (end != std::string_view::npos) return add(Chunk::Kind::literal, end);
    }
    if (is_mark(c) && !(c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
      return add(Chunk::Kind::mark, at_ + 1);
    }
    add(Chunk::Kind::run, run_end());
  }

  [[nodiscard]] std::size_t quoted_end(char quote) const {
    const auto end = text_.find(quote, at_ + 1);
    const bool word_goes_on = quote == '\'' && end != std::string_view::npos &&
                              end + 1 < text_.size() &&
                              std::isalnum(static_cast<unsigned char>(text_[end + 1])) != 0;
    return end == std::string_view::npos || word_goes_on ? std::string_view::npos : end + 1;
  }

  [[nodiscard]] std::size_t list_end() const {
    int depth = 0;
    for (auto end = at_; end < text_.size(); ++end) {
      if (text_[end] == '[') ++depth;
      if (text_[end] == ']' && --depth == 0) {
        return Json::accept(text_.substr(at_, end + 1 - at_)) ? end + 1 : std::string_view::npos;
      }
    }
    return std::string_view::npos;
  }

  /// A mark within a run, as in "3.5", "10:30", "e.g." or "1,299.50", belongs to it.
  [[nodiscard]] std::size_t run_end() const {
    auto end = at_ + 1;
    for (; end < text_.size() && !is_space(text_[end]); ++end) {
      const auto rest = text_.substr(end);
      const bool arrow = std::ranges::any_of(
          kArrows, [&](std::string_view sign) { return rest.starts_with(sign); });
      const bool last = rest.size() == 1 || is_space(rest[1]) || is_mark(rest[1]);
      if (arrow || (is_mark(rest.front()) && (last || rest.front() == ')'))) break;
    }
    return end;
  }

  std::string_view text_;
  std::vector<Chunk> all_;
  std::size_t at_ = 0;
};

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text), chunks_(Chunks(text).take()) {}

  void run() {
    for (std::size_t at = 0; at < chunks_.size();) {
      const auto end = read(at);
      if (end > at) removed_.emplace_back(chunks_[at].first, chunks_[end - 1].end);
      at = std::max(end, at + 1);
    }
  }

  [[nodiscard]] std::vector<DescribedExample> take_found() && { return std::move(found_); }

  [[nodiscard]] std::string rest() const {
    std::string out;
    std::size_t at = 0;
    for (const auto& [first, end] : removed_) {
      out.append(text_.substr(at, first - at)).append(1, ' ');
      at = end;
    }
    return out.append(text_.substr(at));
  }

 private:
  [[nodiscard]] std::string lower(std::size_t at) const {
    std::string out;
    if (at >= chunks_.size()) return out;
    for (const char c : text_.substr(chunks_[at].first, chunks_[at].end - chunks_[at].first)) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return out;
  }

  [[nodiscard]] bool is(std::size_t at, Words words) const {
    return std::ranges::find(words, std::string_view(lower(at))) != words.end();
  }

  [[nodiscard]] bool is_mark_at(std::size_t at, std::string_view marks) const {
    return at < chunks_.size() && chunks_[at].kind == Chunk::Kind::mark &&
           marks.contains(text_[chunks_[at].first]);
  }

  [[nodiscard]] bool is_value(std::size_t at) const {
    return at < chunks_.size() &&
           (chunks_[at].kind == Chunk::Kind::run || chunks_[at].kind == Chunk::Kind::literal);
  }

  /// A list is as good.
  [[nodiscard]] bool is_quoted(std::size_t at) const {
    return at < chunks_.size() && chunks_[at].kind == Chunk::Kind::literal;
  }

  /// No word of a sentence: quoted, a list, or with digits or the sign of a colour.
  [[nodiscard]] bool is_telling(std::size_t at) const {
    if (!is_value(at)) return false;
    const auto text = lower(at);
    return is_quoted(at) || text.front() == '#' || std::ranges::any_of(text, is_digit);
  }

  [[nodiscard]] std::string written(std::size_t first, std::size_t end) const {
    auto text = text_.substr(chunks_[first].first, chunks_[end - 1].end - chunks_[first].first);
    const bool quoted =
        end == first + 1 && chunks_[first].kind == Chunk::Kind::literal && text.front() != '[';
    if (quoted) text = text.substr(1, text.size() - 2);
    return std::string(text);
  }

  /// The end of the examples that begin at `at`; `at` where none do.
  std::size_t read(std::size_t at) {
    if (const auto first = introduced(at); first > at) return read_introduced(at, first);
    if (const auto first = stated(at); first > at || states(first)) return read_stated(at, first);
    const bool quoted = is_pair(at) && (is_quoted(at) || is_quoted(at + 2));
    if (quoted || (is_pair(at) && is_telling(at) && is_telling(at + 2))) return read_pairs(at);
    const bool like = lower(at) == "like" || (lower(at) == "such" && lower(at + 1) == "as");
    if (like) return read_likes(at, lower(at) == "like" ? at + 1 : at + 2);
    const bool style =
        at < chunks_.size() && chunks_[at].kind == Chunk::Kind::literal && is(at + 1, kLike);
    if (!style) return at;
    found_.push_back({written(at, at + 1), {}});
    return at + 2;
  }

  /// Where what "e.g." introduces begins; `at` where nothing is introduced.
  [[nodiscard]] std::size_t introduced(std::size_t at) const {
    auto first = at;
    if (is(at, kIntroducing)) {
      first = at + 1;
    } else if (lower(at) == "for" && is(at + 1, kAfterFor)) {
      first = at + 2;
    }
    while (first > at && is_mark_at(first, ".,:")) ++first;
    return first < chunks_.size() ? first : at;
  }

  /// Where "X becomes Y" would begin: after "so" or with a clause; `at` elsewhere.
  [[nodiscard]] std::size_t stated(std::size_t at) const {
    auto first = at;
    if (lower(first) == "so") ++first;
    if (first > at && lower(first) == "that") ++first;
    return first > at && !states(first) ? at : first;
  }

  /// The place of Y in "X becomes Y" at `first`, or 0.
  [[nodiscard]] std::size_t stated_result(std::size_t first) const {
    auto at = first + 1;
    if (!is_telling(first)) return 0;
    if (lower(at) == "itself") ++at;
    if (!is(at, kBecoming)) return 0;
    ++at;
    if (is(at, kInto)) ++at;
    const auto end = at + 1;
    const bool ends = end >= chunks_.size() || is_mark_at(end, ".,;)!?");
    return is_telling(at) && ends ? at : 0;
  }

  [[nodiscard]] bool states(std::size_t first) const {
    const bool begins = first == 0 || is_mark_at(first - 1, ".,;:(!?") ||
                        lower(first - 1) == "so" || lower(first - 1) == "that";
    return begins && stated_result(first) > 0;
  }

  std::size_t read_stated(std::size_t at, std::size_t first) {
    const auto result = stated_result(first);
    if (result == 0) return at;
    found_.push_back({written(first, first + 1), written(result, result + 1)});
    return result + 1;
  }

  [[nodiscard]] bool is_pair(std::size_t at) const {
    return is_value(at) && at + 2 < chunks_.size() && chunks_[at + 1].kind == Chunk::Kind::arrow &&
           is_value(at + 2);
  }

  std::size_t read_pairs(std::size_t at) {
    while (is_pair(at)) {
      found_.push_back({written(at, at + 1), written(at + 2, at + 3)});
      at += 3;
      auto next = at;
      while (is_mark_at(next, ",;") || is(next, kGoingOn)) ++next;
      const bool ends = next == chunks_.size() || is_mark_at(next, ".)");
      if (is_pair(next) || ends) at = next;
    }
    return at;
  }

  std::size_t read_introduced(std::size_t introducer, std::size_t first) {
    if (is_pair(first)) return read_pairs(first);
    const bool bracketed = introducer > 0 && is_mark_at(introducer - 1, "(");
    auto end = first;
    while (end < chunks_.size() && !is_mark_at(end, bracketed ? ")" : ".;!?)")) ++end;
    if (end == first || end - first > kClauseChunksMax) return introducer;
    for (auto at = first; at < end; ++at) {
      if (is_content_word(lower(at))) return introducer;
    }
    for (auto at = first + 1; at < std::min(end, first + kInputChunksMax + 1); ++at) {
      if (!is(at, kBecoming)) continue;
      const auto result = is(at + 1, kInto) ? at + 2 : at + 1;
      if (result + 1 != end || !is_value(result)) return introducer;
      found_.push_back({written(first, at), written(result, end)});
      return end;
    }
    found_.push_back({written(first, end), {}});
    return end;
  }

  std::size_t read_likes(std::size_t at, std::size_t first) {
    if (!is_telling(first)) return at;
    auto end = first;
    while (is_telling(end)) {
      found_.push_back({written(end, end + 1), {}});
      ++end;
      const bool joined = lower(end) == "or" || is_mark_at(end, ",");
      if (!joined || !is_telling(end + 1)) break;
      ++end;
    }
    return end;
  }

  std::string_view text_;
  std::vector<Chunk> chunks_;
  std::vector<DescribedExample> found_;
  std::vector<std::pair<std::size_t, std::size_t>> removed_;
};

/// The look of a text with each of its runs of capitals and of other letters, among them digits, as
/// one letter: "#f80" is "#a", "Ann Lee" is "Aa Aa". Digits alone remain as many.
std::string make_up(std::string_view text) {
  std::string out;
  for (char sign : look_of(text)) {
    const bool in_word = !out.empty() && (out.back() == 'a' || out.back() == 'A');
    if (sign == '0' && in_word) sign = out.back();
    while (sign == 'a' && out.ends_with('0')) out.pop_back();
    if (sign == '0' || out.empty() || out.back() != sign) out += sign;
  }
  return out;
}

}  // namespace

std::string look_of(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_digit(c)) return '0';
    if (std::isupper(byte) != 0) return 'A';
    return std::islower(byte) != 0 || byte >= 0x80 ? 'a' : c;
  });
  return out;
}

std::vector<DescribedExample> take_examples(std::string& description) {
  Finder finder(description);
  finder.run();
  auto rest = finder.rest();
  auto found = std::move(finder).take_found();
  description = std::move(rest);
  return found;
}

std::optional<Json> arguments_of_example(const table::Catalogue& catalogue,
                                         const table::Function& function, const Json& arguments,
                                         std::string_view input) {
  const auto parameters = table::Catalogue::slice(catalogue.parameters, function.parameters);
  std::optional<std::size_t> only;
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    if (parameters[p].default_json != nullptr) continue;
    if (only) return std::nullopt;
    only = p;
  }
  const bool complete = arguments.size() == parameters.size();
  if (!only || (!complete && parameters.size() > 1)) return std::nullopt;
  Json value = Json::parse(input, nullptr, false);
  if (value.is_discarded() || !fits(parameters[*only].shape, value)) value = std::string(input);
  if (!fits(parameters[*only].shape, value)) return std::nullopt;
  Json out = complete ? arguments : Json::array({nullptr});
  out[*only] = std::move(value);
  return out;
}

Illustration illustrates(const table::Function& function, const Json& argument,
                         const Json& example) {
  if (example.is_array() && !function.gives_number) return Illustration::unclear;
  if (!argument.is_string() || !example.is_string()) return Illustration::input;
  const auto& text = argument.get_ref<const std::string&>();
  const auto& shown = example.get_ref<const std::string&>();
  if (text != shown && text.contains(shown)) return Illustration::unclear;
  if (function.gives_number) return Illustration::input;
  if (function.gives_text) {
    return make_up(text) == make_up(shown) ? Illustration::input : Illustration::result;
  }
  // The text may be long: it is looked through once.
  std::array<bool, 256> occurs{};
  for (const char c : text) occurs[static_cast<unsigned char>(c)] = true;
  const auto is_capital = [](unsigned char c) { return std::isupper(c) != 0; };
  const bool text_has_capitals = std::ranges::any_of(text, is_capital);
  const bool has_other_marks = std::ranges::any_of(shown, [&](unsigned char c) {
    return (std::ispunct(c) != 0 && !occurs[c]) || (is_capital(c) && !text_has_capitals);
  });
  return has_other_marks ? Illustration::unclear : Illustration::input;
}

}  // namespace skerry::fn
