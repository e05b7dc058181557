#include "modules/fn/matching/tokens.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "modules/fn/matching/composition.hpp"
#include "modules/fn/matching/symbols.hpp"
#include "modules/sdk/exact_integer.hpp"

namespace skerry::fn {
namespace {
/// Each may be read to the text's end; brackets after that many are punctuation.
constexpr std::size_t kListsRefusedMax = 16;
constexpr std::size_t kAddressBytesMax = 2048;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_word(char c) { return is_letter(c) || is_digit(c); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

class Tokeniser {
 public:
  explicit Tokeniser(std::string text) : text_(std::move(text)) {}

  std::vector<Token> run() {
    while (at_ < text_.size() && tokens_.size() <= kTokensMax) step();
    return compose_lists(compose_numbers(std::move(tokens_)));
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] char before() const { return at_ > 0 ? text_[at_ - 1] : ' '; }
  void add(Token token) {
    token.boundary_before = std::exchange(boundary_, false);
    token.sentence_before = std::exchange(sentence_, false);
    tokens_.push_back(std::move(token));
  }
  void add_word(std::string_view word) { add({.text = std::string(word)}); }
  void add_words(std::initializer_list<std::string_view> words) {
    for (auto word : words) add_word(word);
  }
  void end_sentence() { boundary_ = sentence_ = true; }
  void step() {
    const char c = peek();
    if (is_word(c) && !is_word(before()) && read_address()) return;
    if (is_digit(c) || (c == '-' && is_digit(peek(1)) && !is_word(before()) && before() != ')')) {
      return read_number();
    }
    if (is_letter(c)) return read_word();
    if ((c == '"' || c == '`' || c == '\'') && !is_word(before()) && read_quoted(c)) return;
    if (c == '[' && read_list()) return;
    if (c == '#' && read_hex_color()) return;
    if (c == '(' && read_function_value()) return;
    read_symbol(c);
  }

  bool read_quoted(char quote) {
    auto end = at_ + 1;
    while (end < text_.size()) {
      end = text_.find(quote, end);
      if (end == std::string::npos) return false;
      const char next = end + 1 < text_.size() ? text_[end + 1] : ' ';
      if (quote != '\'' || !is_word(next)) break;
      ++end;
    }
    if (end >= text_.size()) return false;
    add({.kind = Token::Kind::quoted, .text = text_.substr(at_ + 1, end - at_ - 1)});
    at_ = end + 1;
    return true;
  }

  /// "#ff8800" is a literal even without quotation marks.
  bool read_hex_color() {
    static constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
    const auto end = std::min(text_.find_first_not_of(kHexDigits, at_ + 1), text_.size());
    const auto digits = end - at_ - 1;
    if ((digits != 3 && digits != 6) || (end < text_.size() && is_word(text_[end]))) return false;
    add({.kind = Token::Kind::quoted, .text = text_.substr(at_, end - at_)});
    at_ = end;
    return true;
  }

  /// "() [] {}" speaks of brackets: the pair that ends at `end` is no empty list.
  [[nodiscard]] bool names_brackets(std::size_t end) const {
    const auto before = text_.find_last_not_of(' ', at_ == 0 ? 0 : at_ - 1);
    const auto after = text_.find_first_not_of(' ', end + 1);
    const bool follows =
        at_ > 0 && before != std::string::npos && (text_[before] == ')' || text_[before] == '}');
    return follows || (after != std::string::npos && (text_[after] == '(' || text_[after] == '{'));
  }

  bool read_list() {
    if (++lists_refused_ > kListsRefusedMax) return false;
    int depth = 0;
    for (auto end = at_; end < text_.size(); ++end) {
      if (text_[end] == '[') ++depth;
      if (text_[end] != ']' || --depth > 0) continue;
      auto json = text_.substr(at_, end + 1 - at_);
      if (!nlohmann::json::accept(json) || (json.size() == 2 && names_brackets(end))) return false;
      add({.kind = Token::Kind::list, .text = std::move(json)});
      at_ = end + 1;
      --lists_refused_;
      return true;
    }
    return false;
  }

  /// "f(0)": the brackets of a function's value are no pause.
  bool read_function_value() {
    auto end = at_ + 1;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    const bool value = end > at_ + 1 && end < text_.size() && text_[end] == ')';
    if (!value || !is_letter(before())) return false;
    add_word(std::string_view(text_).substr(at_ + 1, end - at_ - 1));
    tokens_.back().number = std::strtod(tokens_.back().text.c_str(), nullptr);
    at_ = end + 1;
    return true;
  }

  /// An e-mail address or a URL is a literal even without quotation marks.
  bool read_address() {
    auto run = std::string_view(text_).substr(at_, kAddressBytesMax);
    run = run.substr(0, run.find_first_of(" \t\n\"'`<>"));
    const auto sign = run.find('@');
    const bool is_email = sign != std::string_view::npos && sign + 1 < run.size() &&
                          is_word(run[sign - 1]) && is_word(run[sign + 1]);
    if (!is_email && run.find("://") == std::string_view::npos) return false;
    while (!run.empty() && std::string_view(".,;:!?)").contains(run.back())) run.remove_suffix(1);
    add({.kind = Token::Kind::quoted, .text = std::string(run)});
    at_ += run.size();
    return true;
  }

  bool read_date() {
    static constexpr std::string_view kPattern = "dddd-dd-dd";
    for (std::size_t i = 0; i < kPattern.size(); ++i) {
      if (kPattern[i] == 'd' ? !is_digit(peek(i)) : peek(i) != '-') return false;
    }
    auto end = at_ + kPattern.size();
    if (end < text_.size() && text_[end] == 'T') {
      while (end < text_.size() &&
             (is_word(text_[end]) || text_[end] == ':' ||
              (text_[end] == '.' && end + 1 < text_.size() && is_digit(text_[end + 1])))) {
        ++end;
      }
    }
    add({.kind = Token::Kind::quoted, .text = text_.substr(at_, end - at_)});
    at_ = end;
    return true;
  }

  void read_number() {
    if (is_digit(peek()) && read_date()) return;
    std::string digits;
    digits += text_[at_++];
    while (at_ < text_.size()) {
      if (is_digit(peek())) {
        digits += peek();
      } else if (peek() == '.' && is_digit(peek(1)) && digits.find('.') == std::string::npos) {
        digits += '.';
      } else if (peek() != ',' || !(is_digit(peek(1)) && is_digit(peek(2)) && is_digit(peek(3))) ||
                 is_digit(peek(4))) {
        break;
      }
      ++at_;
    }
    Token token{.text = digits, .number = std::strtod(digits.c_str(), nullptr)};
    // What would be rounded stays a word that nothing explains.
    if (!digits.contains('.') && !survives_as_double(digits)) token.number.reset();
    // "2d", "FNV-1a": no determiner follows the number.
    const char letter = lower(peek());
    if ((letter == 'd' || letter == 'a') && !is_word(peek(1))) {
      ++at_;
      return add_word(digits + letter);
    }
    std::string suffix{lower(peek()), lower(peek(1))};
    if ((suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th") &&
        !is_word(peek(2))) {
      token.ordinal = true;
      at_ += 2;
    }
    add(std::move(token));
    if (peek() == '!' && !is_word(peek(1)) && peek(1) != '=') {
      ++at_;
      add_word("factorial");
    } else if (peek() == '.' && peek(1) == '.' && is_digit(peek(2))) {
      at_ += 2;
      add_word("to");
    } else if (peek() == '/' && is_digit(peek(1))) {
      ++at_;
      add_words({"divided", "by"});
    }
  }

  void read_word() {
    std::string word;
    bool has_lower = false;
    while (at_ < text_.size()) {
      const char c = peek();
      if (c == '\'' && is_letter(peek(1)) && !word.empty()) {
        read_contraction(word);
        return;
      }
      if (!is_word(c)) break;
      if (is_upper(c) && has_lower) break;
      has_lower = has_lower || (c >= 'a' && c <= 'z');
      word += lower(c);
      ++at_;
    }
    if (read_speed(word) || read_short_form(word)) return;
    if (word == "n" && peek() == '!') {
      ++at_;
      add_word(word);
      return add_word("factorial");
    }
    add_word(word);
  }

  /// "km/h", "m/s": a unit of its own, not two words.
  bool read_speed(std::string_view word) {
    static constexpr std::array<std::array<std::string_view, 3>, 4> kSpeeds = {
        {{"km", "/h", "kmh"}, {"km", "/hr", "kmh"}, {"mi", "/h", "mph"}, {"m", "/s", "mps"}}};
    for (const auto& [length, per_time, speed] : kSpeeds) {
      const auto end = at_ + per_time.size();
      if (word != length || !std::string_view(text_).substr(at_).starts_with(per_time)) continue;
      if (end < text_.size() && is_word(text_[end])) continue;
      at_ = end;
      add_word(speed);
      return true;
    }
    return false;
  }

  /// "w/" and "w/o"; "e.g." and "i.e." without the pauses of their full stops.
  bool read_short_form(std::string_view word) {
    const auto rest = std::string_view(text_).substr(at_);
    if (word == "w" && rest.starts_with('/')) {
      const bool without = rest.size() > 1 && lower(rest[1]) == 'o' && !is_word(peek(2));
      at_ += without ? 2 : 1;
      add_word(without ? "without" : "with");
      return true;
    }
    const bool example = word == "e" && rest.starts_with(".g");
    if ((!example && !(word == "i" && rest.starts_with(".e"))) || is_word(peek(2))) return false;
    at_ += peek(2) == '.' ? 3 : 2;
    boundary_ = true;
    add_word(example ? "eg" : "ie");
    return true;
  }

  void read_contraction(std::string& word) {
    ++at_;
    std::string tail;
    while (is_letter(peek())) {
      tail += lower(peek());
      ++at_;
    }
    const bool negated = tail == "t" && word.ends_with('n');
    if (negated) word.pop_back();
    add_word(negated && word == "ca" ? "can" : word);
    if (negated) add_word("not");
  }

  void read_symbol(char c) {
    ++at_;
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '_':
      case '\'':
      case '$':
      case '/':
        return;
      case '-':
        if (peek() == '>') {
          ++at_;
          return add_word("to");
        }
        if (!is_word(peek()) || at_ < 2 || !is_word(text_[at_ - 2])) {
          const bool spaced = at_ >= 2 && text_[at_ - 2] == ' ' && peek() == ' ';
          const bool operand = !tokens_.empty() && tokens_.back().number && is_digit(peek(1));
          if (spaced && operand) return add_word("minus");
          end_sentence();
        }
        return;
      case '+':
        return add_word("plus");
      case '*':
        return add_word("times");
      case '=':
        if (peek() == '>') {
          ++at_;
          return add_word("to");
        }
        return add_word("equal");
      case '#':
        return add_word(is_word(peek()) ? "#" : "hash");
      case '^':
        return add_words({"to", "power"});
      case '&':
        return add_word("and");
      case '%':
        return add_word("percent");
      case '<':
      case '>':
        add_words({c == '<' ? "less" : "greater", "than"});
        if (peek() == '=') {
          ++at_;
          add_words({"or", "equal", "to"});
        }
        return;
      case ':':
        if (!is_word(peek()) || at_ < 2 || !is_word(text_[at_ - 2])) end_sentence();
        return;
      case '\n':
      case '.':
      case ';':
      case '!':
      case '?':
        return end_sentence();
      case ',':
      case '(':
      case ')':
      case '[':
      case ']':
      case '{':
      case '}':
      case '"':
      case '`':
        boundary_ = true;
        return;
      default:
        return add_word(std::string_view(&c, 1));
    }
  }

  std::string text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t lists_refused_ = 0;
  bool boundary_ = false;
  bool sentence_ = false;
};

}  // namespace

std::vector<Token> tokenise(std::string_view text) { return Tokeniser(fold_symbols(text)).run(); }

}  // namespace skerry::fn
