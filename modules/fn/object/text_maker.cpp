#include <algorithm>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/scalars.hpp"
#include "modules/fn/schema/formats.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::object {
namespace {

constexpr std::uint32_t kUsualCharactersMax = 400;

class TextMaker {
 public:
  TextMaker(const Shape& shape, const Hint& hint, Patterns& patterns, Random random)
      : shape_(shape), hint_(hint), patterns_(patterns), random_(random) {
    least_ =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(shape.characters.least, UINT32_MAX));
    const std::uint64_t most = std::max<std::uint64_t>(least_, kUsualCharactersMax);
    most_ = static_cast<std::uint32_t>(std::min(shape.characters.most, most));
  }

  std::expected<Json, Fault> run() {
    if (shape_.characters.least > shape_.characters.most) {
      return std::unexpected(Fault{shape_.characters.least_at, "minLength is more than maxLength"});
    }
    if (least_ > limits::kObjectTextBytesMax) {
      return std::unexpected(
          Fault{shape_.characters.least_at, "longer than the texts that are generated"});
    }
    for (const Json* pattern : shape_.patterns) {
      const auto& read = patterns_.read(pattern->get_ref<const std::string&>());
      if (read) continue;
      return std::unexpected(
          Fault{pattern, "the generator does not write texts for a pattern with " + read.error()});
    }
    for (std::uint32_t attempt = 0; attempt < limits::kTextAttemptsMax; ++attempt) {
      constexpr std::uint64_t kBytesPerStep = 16;
      auto text = candidate(attempt);
      // Bytes are written, counted and compared.
      if (!patterns_.work().take(1 + (text ? text->size() / kBytesPerStep : 0))) break;
      if (text && fits(*text)) return Json(std::move(*text));
    }
    return std::unexpected(failure());
  }

 private:
  [[nodiscard]] Fault failure() const {
    if (!shape_.patterns.empty()) {
      return {shape_.patterns.back(),
              "no text was found that matches the pattern and the other constraints"};
    }
    if (!shape_.formats.empty()) {
      return {shape_.formats.back(), "no text of this format has the length that is asked for"};
    }
    const Count& count = shape_.characters;
    const Json* at = count.most_at != nullptr ? count.most_at : count.least_at;
    return {at != nullptr ? at : shape_.schemas.front(), "no text of this length was found"};
  }

  std::optional<std::string> candidate(std::uint32_t attempt) {
    Random random = random_.child(attempt);
    const std::size_t patterns = shape_.patterns.size();
    const std::size_t formats = shape_.formats.size();
    // A name's meaning may happen to match the pattern, and says more than letters at random.
    constexpr std::uint32_t kMeaningfulAttempts = 4;
    if (formats == 0 && (patterns == 0 || attempt < kMeaningfulAttempts)) {
      auto text = named(random, attempt);
      if (text || patterns == 0) return text;
    }
    const std::size_t source = attempt % (patterns + formats);
    if (source < formats) {
      const auto& format = shape_.formats[source]->get_ref<const std::string&>();
      auto text = text_of_format(format, hint_.meaning, hint_.person, random);
      if (!text && !schema::has_format(format, "")) return named(random, attempt);
      if (text) text = lengthened(format, std::move(*text), random);
      return text;
    }
    const auto& pattern = shape_.patterns[source - formats]->get_ref<const std::string&>();
    return text_for(*patterns_.read(pattern), least_, most_, random, patterns_.work());
  }

  /// Formats whose texts can be made to fit a length.
  std::string lengthened(std::string_view format, std::string text, Random& random) {
    const std::size_t characters = schema::characters(text);
    const auto filler = [&](std::size_t count) {
      std::string more;
      for (std::size_t i = 0; i < count; ++i) {
        more.push_back(static_cast<char>('a' + random.below(26)));
      }
      return more;
    };
    if (characters < least_ && (format.contains("uri") || format.contains("iri"))) {
      return text + "/" + filler(least_ - characters);
    }
    if (characters > most_ && (format == "uri-reference" || format == "iri-reference")) {
      return most_ == 0 ? std::string() : "/" + filler(most_ - 1);
    }
    if (characters > most_ && format == "json-pointer") return {};
    if (characters > most_ && format == "hostname")
      return filler(std::max(1U, std::min(most_, 8U)));
    constexpr std::size_t kShortestEmail = 8;
    if (characters > most_ && format == "email" && most_ >= kShortestEmail) {
      return filler(most_ - 7) + "@a.test";
    }
    return text;
  }

  std::optional<std::string> named(Random& random, std::uint32_t attempt) {
    auto text = text_of(hint_.meaning, hint_.person, random);
    if (!text)
      text = plain_words(random, attempt == 0 ? 2 : 1 + static_cast<std::size_t>(random.below(4)));
    auto length = static_cast<std::uint32_t>(schema::characters(*text));
    while (length < least_) {
      *text += random.chance(15) ? ' ' : static_cast<char>('a' + random.below(26));
      ++length;
    }
    if (length <= most_) return text;
    // Short texts hold nothing but letters, so that what is cut off is not half a sign.
    std::string cut;
    for (std::uint32_t i = 0; i < most_; ++i) {
      cut.push_back(static_cast<char>((i == 0 ? 'A' : 'a') + random.below(26)));
    }
    if (most_ < 3) return cut;
    std::string kept;
    for (const char32_t character : characters_of(*text).substr(0, most_)) {
      append_utf8(kept, character);
    }
    if (kept.ends_with(' ')) kept.back() = 'e';
    return kept;
  }

  bool fits(const std::string& text) {
    const std::size_t characters = schema::characters(text);
    if (characters < shape_.characters.least || characters > shape_.characters.most) return false;
    for (const Json* pattern : shape_.patterns) {
      if (!patterns_.matches(pattern->get_ref<const std::string&>(), text)) return false;
    }
    return std::ranges::all_of(shape_.formats, [&](const Json* format) {
      return schema::has_format(format->get_ref<const std::string&>(), text).value_or(true);
    });
  }

  const Shape& shape_;
  const Hint& hint_;
  Patterns& patterns_;
  Random random_;
  std::uint32_t least_ = 0;
  std::uint32_t most_ = 0;
};

}  // namespace

std::expected<Json, Fault> make_text(const Shape& shape, const Hint& hint, Patterns& patterns,
                                     Random random) {
  return TextMaker(shape, hint, patterns, random).run();
}

}  // namespace skerry::fn::object
