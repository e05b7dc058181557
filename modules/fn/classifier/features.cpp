#include "modules/fn/classifier/features.hpp"

#include <algorithm>
#include <iterator>

namespace skerry::fn {
namespace {

/// Members or items of args, and properties of a schema, that are looked at.
constexpr std::size_t kMembersMax = 12;
/// How deep a schema is looked into.
constexpr unsigned kSchemaDepthMax = 3;
/// Strings of this many bytes and more are texts rather than names or words.
constexpr std::size_t kTextBytesMin = 60;
/// Words after the first one that are paired with it.
constexpr std::size_t kPairedWordsMax = 8;
/// Lengths of pieces of words.
constexpr std::size_t kPieceMin = 2;
constexpr std::size_t kPieceMax = 5;

/// Tells apart equal words noticed in different ways.
enum Salt : std::uint8_t {
  kWordSalt = 1,
  kPairSalt,
  kTripleSalt,
  kSkipSalt,
  kPieceSalt,
  kFirstSalt,
  kSecondSalt,
  kEarlySalt,
  kLastSalt,
  kLateSalt,
  kFirstWithSalt,
  kEndsSalt,
  kFirstStemSalt,
  kLengthSalt,
  kMarkSalt,
  kArgNameSalt,
  kArgTypeSalt,
  kSchemaNameSalt,
  kSchemaTypeSalt,
  kSchemaCountSalt,
  kPresenceSalt,
  kRunSalt,
};

constexpr std::uint32_t mixed(std::uint32_t hash) {
  hash ^= hash >> 16;
  hash *= 0x85EBCA6BU;
  hash ^= hash >> 13;
  hash *= 0xC2B2AE35U;
  hash ^= hash >> 16;
  return hash;
}

constexpr std::uint32_t step(std::uint32_t hash, std::uint32_t value) {
  return (hash ^ value) * 0x01000193U;
}

constexpr std::uint32_t hash_of(Salt salt, std::uint32_t a, std::uint32_t b = 0,
                                std::uint32_t c = 0) {
  return mixed(step(step(step(0x811C9DC5U + salt * 0x9E3779B9U, a), b), mixed(c)));
}

std::uint32_t hash_of(std::u32string_view text) {
  std::uint32_t hash = 0x811C9DC5U;
  for (const char32_t c : text) hash = step(hash, c);
  return mixed(hash);
}

/// A number's features tell how long it is, not which it is.
std::uint32_t hash_of(const Words& words, const Word& word) {
  if (word.kind != WordKind::kNumber) return hash_of(words.text_of(word));
  return 0xD1000000U + std::min<std::uint32_t>(word.end - word.begin, 5);
}

constexpr std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 0x811C9DC5U;
  for (const char c : text) hash = step(hash, static_cast<unsigned char>(c));
  return mixed(hash);
}

/// Words in front of what is asked for.
constexpr std::uint32_t kFraming[] = {
    hash_of("please"), hash_of("can"),  hash_of("could"), hash_of("would"),  hash_of("you"),
    hash_of("i"),      hash_of("we"),   hash_of("need"),  hash_of("want"),   hash_of("to"),
    hash_of("a"),      hash_of("an"),   hash_of("the"),   hash_of("me"),     hash_of("my"),
    hash_of("us"),     hash_of("help"), hash_of("let"),   hash_of("lets"),   hash_of("hey"),
    hash_of("hi"),     hash_of("just"), hash_of("like"),  hash_of("kindly"), hash_of("id"),
    hash_of("hello"),  hash_of("now"),  hash_of("our"),   hash_of("this"),   hash_of("pls"),
};

constexpr std::uint32_t bucket(std::size_t count) {
  constexpr std::size_t kEdges[] = {0, 1, 2, 3, 4, 6, 9, 14, 24, 60, 150};
  return static_cast<std::uint32_t>(std::lower_bound(std::begin(kEdges), std::end(kEdges), count) -
                                    kEdges);
}

std::string_view type_of(const Json& value) {
  if (value.is_string()) {
    const std::size_t size = value.get_ref<const std::string&>().size();
    return size >= kTextBytesMin ? "text" : "string";
  }
  if (value.is_number()) return "number";
  if (value.is_boolean()) return "boolean";
  if (value.is_object()) return "object";
  if (!value.is_array()) return "null";
  if (value.empty()) return "empty";
  const Json& first = value.front();
  if (first.is_number()) return "numbers";
  if (first.is_string()) return "strings";
  if (first.is_object()) return "objects";
  return first.is_array() ? "arrays" : "others";
}

}  // namespace

const std::vector<Feature>& FeatureExtractor::extract(const CallText& call) {
  features_.clear();
  sizes_ = {};
  description_.read(call.description);
  add_words(description_, FeatureGroup::kWords);
  add_pieces(description_, FeatureGroup::kCharacters);
  add_places(description_);
  // Marks alone say nothing.
  if (!description_.words.empty()) add_form(call.description, description_);
  other_.read(call.context);
  if (!other_.words.empty()) {
    add(hash_of(kPresenceSalt, 1), FeatureGroup::kForm, kNoWord, kNoWord);
    add_words(other_, FeatureGroup::kContext);
    add_pieces(other_, FeatureGroup::kContext);
  }
  if (call.args != nullptr) add_args(*call.args);
  if (call.schema != nullptr) {
    add(hash_of(kPresenceSalt, 3), FeatureGroup::kForm, kNoWord, kNoWord);
    add_schema(*call.schema, 0);
  }
  return features_;
}

void FeatureExtractor::add(std::uint32_t hash, FeatureGroup group, std::size_t first,
                           std::size_t last) {
  features_.push_back(
      {hash, group, static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)});
  ++sizes_[static_cast<std::size_t>(group)];
}

void FeatureExtractor::add_words(const Words& words, FeatureGroup group) {
  const bool description = group == FeatureGroup::kWords;
  const auto emit = [&](std::uint32_t hash, std::size_t first, std::size_t last) {
    add(hash, group, description ? first : kNoWord, description ? last : kNoWord);
  };
  hashes_.clear();
  for (const Word& word : words.words) hashes_.push_back(hash_of(words, word));
  const std::size_t count = hashes_.size();
  const auto at = [&](std::size_t index) { return index < count ? hashes_[index] : 0xE0FU; };
  if (description && count > 0) emit(hash_of(kPairSalt, 0xB05, at(0)), 0, 0);
  for (std::size_t index = 0; index < count; ++index) {
    const std::size_t next = std::min(index + 1, count - 1);
    emit(hash_of(kWordSalt, at(index)), index, index);
    emit(hash_of(kPairSalt, at(index), at(index + 1)), index, next);
    if (!description) continue;
    if (index + 2 <= count) {
      emit(hash_of(kTripleSalt, at(index), at(index + 1), at(index + 2)), index,
           std::min(index + 2, count - 1));
    }
    if (index + 2 < count) emit(hash_of(kSkipSalt, at(index), at(index + 2)), index, index + 2);
  }
}

void FeatureExtractor::add_pieces(const Words& words, FeatureGroup group) {
  const bool description = group == FeatureGroup::kCharacters;
  for (std::size_t index = 0; index < words.words.size(); ++index) {
    const Word& word = words.words[index];
    if (word.kind == WordKind::kNumber) continue;
    const std::u32string_view text = words.text_of(word);
    if (word.kind == WordKind::kUnspaced) {
      add_run(text, group, index);
      continue;
    }
    // One mark on either side shows where the word begins and ends.
    const auto at = [&](std::size_t place) -> std::uint32_t {
      return place == 0 || place > text.size() ? 0x20U : text[place - 1];
    };
    const std::size_t size = text.size() + 2;
    for (std::size_t begin = 0; begin + kPieceMin <= size; ++begin) {
      std::uint32_t hash = step(0x811C9DC5U, kPieceSalt);
      const std::size_t end = std::min(size, begin + kPieceMax);
      for (std::size_t place = begin; place < end; ++place) {
        hash = step(hash, at(place));
        if (place + 1 - begin >= kPieceMin) {
          add(mixed(hash), group, description ? index : kNoWord, description ? index : kNoWord);
        }
      }
    }
  }
}

void FeatureExtractor::add_run(std::u32string_view run, FeatureGroup group, std::size_t word) {
  const bool description = group == FeatureGroup::kCharacters;
  if (!description) word = kNoWord;
  // Two characters are a word in most of these scripts; one or three often are.
  constexpr std::size_t kRunPieceMax = 4;
  for (std::size_t begin = 0; begin < run.size(); ++begin) {
    std::uint32_t hash = step(0x811C9DC5U, kRunSalt);
    const std::size_t end = std::min(run.size(), begin + kRunPieceMax);
    for (std::size_t place = begin; place < end; ++place) {
      hash = step(hash, run[place]);
      const std::size_t length = place + 1 - begin;
      const bool likely_word = length == 2 || length == 3;
      add(mixed(hash), description && likely_word ? FeatureGroup::kWords : group, word, word);
    }
  }
}

void FeatureExtractor::add_places(const Words& words) {
  const auto emit = [&](std::uint32_t hash, std::size_t first, std::size_t last) {
    add(hash, FeatureGroup::kPlaces, first, last);
  };
  // `hashes_` still holds the context's or the description's words: take them anew.
  hashes_.clear();
  for (const Word& word : words.words) hashes_.push_back(hash_of(words, word));
  const std::size_t count = hashes_.size();
  std::size_t first = 0;
  const auto frames = [](std::uint32_t hash) {
    return std::find(std::begin(kFraming), std::end(kFraming), hash) != std::end(kFraming);
  };
  while (first < count && frames(hashes_[first])) ++first;
  if (first == count) return;
  const std::u32string_view text = words.text_of(words.words[first]);
  const bool unspaced = words.words[first].kind == WordKind::kUnspaced;
  emit(hash_of(kFirstSalt, hashes_[first]), first, first);
  emit(hash_of(kFirstStemSalt, hash_of(text.substr(0, unspaced ? 2 : 4))), first, first);
  emit(hash_of(kFirstStemSalt, hash_of(text.substr(0, unspaced ? 1 : 5))), first, first);
  if (first + 1 < count) {
    emit(hash_of(kSecondSalt, hashes_[first + 1]), first + 1, first + 1);
  }
  for (std::size_t index = first; index < std::min(count, first + 4); ++index) {
    emit(hash_of(kEarlySalt, hashes_[index]), index, index);
  }
  for (std::size_t index = first + 1; index < std::min(count, first + 1 + kPairedWordsMax);
       ++index) {
    emit(hash_of(kFirstWithSalt, hashes_[first], hashes_[index]), first, index);
  }
  const Word& last = words.words[count - 1];
  const std::u32string_view ending = words.text_of(last);
  emit(hash_of(kLastSalt, hashes_[count - 1]), count - 1, count - 1);
  for (std::size_t index = count - std::min<std::size_t>(count, 3); index < count; ++index) {
    emit(hash_of(kLateSalt, hashes_[index]), index, index);
  }
  for (std::size_t size = 2; size <= 4; ++size) {
    if (ending.size() < size) break;
    emit(hash_of(kEndsSalt, hash_of(ending.substr(ending.size() - size))), count - 1, count - 1);
  }
}

void FeatureExtractor::add_form(std::string_view text, const Words& words) {
  const auto emit = [&](Salt salt, std::uint32_t what) {
    add(hash_of(salt, what), FeatureGroup::kForm, kNoWord, kNoWord);
  };
  text = text.substr(0, kTextBytesMax);
  emit(kPresenceSalt, 0);
  emit(kLengthSalt, bucket(words.words.size()));
  emit(kLengthSalt, 100 + bucket(words.characters.size() / 4));
  const auto numbers = std::count_if(words.words.begin(), words.words.end(), [](const Word& word) {
    return word.kind == WordKind::kNumber;
  });
  emit(kMarkSalt, 0x100 + bucket(static_cast<std::size_t>(numbers)));
  for (const char mark : std::string_view("?!:;,.\"[]{}()=%+*/^@#<>-\n")) {
    if (text.find(mark) != std::string_view::npos) {
      emit(kMarkSalt, static_cast<unsigned char>(mark));
    }
  }
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  if (end != std::string_view::npos) {
    emit(kMarkSalt, 0x200 + (text[end] == '?' ? 1U : text[end] == '.' ? 2U : 0U));
    emit(kMarkSalt, 0x300 + (text[0] >= 'A' && text[0] <= 'Z' ? 1U : 0U));
  }
}

void FeatureExtractor::add_names(std::string_view text, std::uint32_t salt) {
  other_.read(text.substr(0, kTextBytesMin));
  for (const Word& word : other_.words) {
    add(hash_of(static_cast<Salt>(salt), hash_of(other_, word)), FeatureGroup::kData, kNoWord,
        kNoWord);
  }
}

void FeatureExtractor::add_args(const Json& args) {
  const auto emit = [&](Salt salt, std::uint32_t what) {
    add(hash_of(salt, what), FeatureGroup::kData, kNoWord, kNoWord);
  };
  // That there are args at all, and how many, is left out: it tells how a caller works more than
  // what is asked for.
  if (!args.is_object()) {
    emit(kArgTypeSalt, hash_of(type_of(args)));
    return;
  }
  std::size_t members = 0;
  for (const auto& [name, value] : args.items()) {
    if (members++ == kMembersMax) break;
    emit(kArgTypeSalt, hash_of(type_of(value)));
    add_names(name, kArgNameSalt);
  }
}

void FeatureExtractor::add_schema(const Json& schema, unsigned depth) {
  if (!schema.is_object() || depth == kSchemaDepthMax) return;
  if (const auto type = schema.find("type"); type != schema.end() && type->is_string()) {
    add(hash_of(kSchemaTypeSalt, hash_of(type->get_ref<const std::string&>()), depth),
        FeatureGroup::kData, kNoWord, kNoWord);
  }
  if (const auto items = schema.find("items"); items != schema.end()) {
    add_schema(*items, depth + 1);
  }
  const auto properties = schema.find("properties");
  if (properties == schema.end() || !properties->is_object()) return;
  add(hash_of(kSchemaCountSalt, bucket(properties->size())), FeatureGroup::kData, kNoWord, kNoWord);
  std::size_t members = 0;
  for (const auto& [name, value] : properties->items()) {
    if (members++ == kMembersMax) break;
    add_names(name, kSchemaNameSalt);
  }
}

}  // namespace skerry::fn
