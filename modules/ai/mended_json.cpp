#include <cstdint>
#include <string>
#include <vector>

#include "modules/ai/answer_json.hpp"
#include "modules/sdk/limits.hpp"

namespace skerry::ai {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

/// Copies a text that is nearly JSON. `kept_` is the length of the output up to which every member
/// and item is complete; what follows it is dropped when the text ends too soon.
class Mender {
 public:
  explicit Mender(std::string_view text) : text_(text) {}

  Mended run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (kSpace.contains(c)) {
        ++at_;
      } else if (c == '{' || c == '[') {
        open(c);
        // Nobody reads what is nested deeper, so the rest need not be looked at.
        if (open_.size() > skerry::limits::kJsonDepthMax) break;
      } else if (c == '}' || c == ']') {
        close();
        if (open_.empty()) return {std::move(out_), at_};
      } else if (c == ',' || c == ':') {
        separate(c);
      } else if (c == '"' || c == '\'') {
        if (!copy_text(c)) break;
      } else if (!copy_word()) {
        break;
      }
    }
    return cut_off();
  }

 private:
  struct Level {
    char closing;
    /// In an object, before the colon.
    bool at_key;
  };

  void open(char c) {
    out_ += c;
    open_.push_back({c == '{' ? '}' : ']', c == '{'});
    kept_ = out_.size();
    ++at_;
  }

  /// Closes with the bracket that fits, whichever one was written.
  void close() {
    ++at_;
    if (open_.empty()) return;
    if (out_.ends_with(',')) out_.pop_back();
    out_ += open_.back().closing;
    open_.pop_back();
    value_ended();
  }

  void separate(char c) {
    ++at_;
    const bool doubled = out_.ends_with(',') || out_.ends_with('{') || out_.ends_with('[');
    if (c == ',' && doubled) return;
    out_ += c;
    if (!open_.empty()) open_.back().at_key = c == ',' && open_.back().closing == '}';
  }

  void value_ended() {
    if (open_.empty() || !open_.back().at_key) kept_ = out_.size();
  }

  /// False when the closing quote is missing.
  bool copy_text(char quote) {
    std::string copy = "\"";
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == quote) {
        ++at_;
        out_ += copy + '"';
        value_ended();
        return true;
      }
      if (c == '\\' && at_ + 1 < text_.size()) {
        // JSON knows no escaped apostrophe.
        if (text_[++at_] != '\'') copy += '\\';
        copy += text_[at_];
      } else if (c == '"') {
        copy += "\\\"";
      } else if (c == '\n') {
        copy += "\\n";
      } else if (c == '\t') {
        copy += "\\t";
      } else if (c != '\r') {
        copy += c;
      }
    }
    return false;
  }

  /// A number or a literal; false when the text ends with it.
  bool copy_word() {
    const auto end = text_.find_first_of(",:{}[]\"' \t\r\n", at_);
    if (end == std::string_view::npos) {
      at_ = text_.size();
      return false;
    }
    out_ += text_.substr(at_, end - at_);
    at_ = end;
    value_ended();
    return true;
  }

  Mended cut_off() {
    out_.resize(kept_);
    for (; !open_.empty(); open_.pop_back()) out_ += open_.back().closing;
    return {std::move(out_), text_.size()};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  std::size_t kept_ = 0;
  std::vector<Level> open_;
};

}  // namespace

Mended mended(std::string_view text) { return Mender(text).run(); }

}  // namespace skerry::ai
