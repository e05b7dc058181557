#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "modules/fn/classifier/words.hpp"
#include "modules/sdk/json_value.hpp"

namespace skerry::fn {

/// What a call says that bears on its type. `args` and `schema` may be null.
struct CallText {
  std::string_view description;
  std::string_view context;
  const Json* args = nullptr;
  const Json* schema = nullptr;
};

/// Where a feature comes from. Within a group the evidence is averaged, not added, so that a long
/// text does not outweigh everything else.
enum class FeatureGroup : std::uint8_t {
  kWords,       ///< Words of the description, and pairs and triples of them.
  kCharacters,  ///< Pieces of words, two to five characters long.
  kPlaces,      ///< What stands first and last.
  kForm,        ///< Length, punctuation, case, script.
  kContext,     ///< The context's words.
  kData,        ///< Names and shapes within args and schema.
};
inline constexpr std::size_t kFeatureGroupCount = 6;

/// One thing noticed about a call. Equal things have equal hashes on every platform.
struct Feature {
  std::uint32_t hash;
  FeatureGroup group;
  /// The words of the description that it was noticed in, [first, last]; `kNoWord` when none.
  std::uint16_t first_word;
  std::uint16_t last_word;
};
inline constexpr std::uint16_t kNoWord = 0xFFFF;

/// Notices features. One object may be used for many calls and then allocates nothing anew.
class FeatureExtractor {
 public:
  /// The features of a call, in a fixed order; valid until the next call. Deterministic; time and
  /// size are linear in the text and bounded by `kWordsMax` and the limits in features.cpp.
  const std::vector<Feature>& extract(const CallText& call);

  /// The description's words, as of the last `extract`.
  [[nodiscard]] const Words& description_words() const { return description_; }
  /// What the last `extract` noticed.
  [[nodiscard]] const std::vector<Feature>& features() const { return features_; }
  /// How many features each group had in the last `extract`.
  [[nodiscard]] const std::array<std::uint32_t, kFeatureGroupCount>& group_sizes() const {
    return sizes_;
  }

 private:
  void add(std::uint32_t hash, FeatureGroup group, std::size_t first, std::size_t last);
  void add_words(const Words& words, FeatureGroup group);
  void add_pieces(const Words& words, FeatureGroup group);
  void add_run(std::u32string_view run, FeatureGroup group, std::size_t word);
  void add_places(const Words& words);
  void add_form(std::string_view text, const Words& words);
  void add_names(std::string_view text, std::uint32_t salt);
  void add_args(const Json& args);
  void add_schema(const Json& schema, unsigned depth);

  Words description_;
  Words other_;
  std::vector<std::uint32_t> hashes_;
  std::vector<Feature> features_;
  std::array<std::uint32_t, kFeatureGroupCount> sizes_{};
};

}  // namespace skerry::fn
