#include "modules/fn/classifier/train/corpus.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <numeric>
#include <unordered_map>

#include "modules/fn/classifier/words.hpp"

namespace skerry::fn::train {
namespace {

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "classifier: %s\n", what.c_str());
  std::exit(1);
}

std::string text_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Line read_line(const Json& json, const std::string& where) {
  const auto type = work_type_named(text_at(json, "type"));
  Line line{.description = text_at(json, "description"),
            .context = text_at(json, "context"),
            .args = json.value("args", Json()),
            .schema = json.value("schema", Json()),
            .type = type.value_or(WorkType::kCode),
            .family = text_at(json, "family"),
            .language = text_at(json, "language"),
            .hard = json.value("hard", false)};
  if (!type || line.description.empty()) fail(where + ": a line needs description and type");
  if (line.family.empty()) line.family = where;
  if (line.language.empty()) line.language = "en";
  return line;
}

void read_file(const std::filesystem::path& path, std::vector<Line>& lines) {
  std::ifstream file(path);
  if (!file) fail(path.string() + ": cannot be read");
  std::string text;
  for (std::size_t number = 1; std::getline(file, text); ++number) {
    if (text.empty()) continue;
    const std::string where = path.filename().string() + ":" + std::to_string(number);
    const auto json = read_json(text);
    if (!json || !json->is_object()) fail(where + ": not a JSON object");
    lines.push_back(read_line(*json, where));
  }
}

/// The distinct five-character pieces of a line, ordered.
std::vector<std::uint64_t> pieces_of(const Line& line, Words& words) {
  constexpr std::size_t kPieceCharacters = 5;
  words.read(line.description + " " + line.context);
  std::u32string text = U" ";
  for (const Word& word : words.words) text.append(words.text_of(word)).push_back(U' ');
  std::vector<std::uint64_t> pieces;
  for (std::size_t begin = 0; begin == 0 || begin + kPieceCharacters <= text.size(); ++begin) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char32_t c : std::u32string_view(text).substr(begin, kPieceCharacters)) {
      hash = (hash ^ c) * 0x100000001B3U;
    }
    pieces.push_back(hash);
  }
  std::ranges::sort(pieces);
  const auto rest = std::ranges::unique(pieces);
  pieces.erase(rest.begin(), rest.end());
  return pieces;
}

std::size_t root_of(std::vector<std::size_t>& parents, std::size_t index) {
  while (parents[index] != index) index = parents[index] = parents[parents[index]];
  return index;
}

/// Gives each group of lines that belong together the fold that has the fewest lines so far.
void assign_folds(std::vector<Line>& lines) {
  std::vector<std::size_t> parents(lines.size());
  std::iota(parents.begin(), parents.end(), std::size_t{0});
  std::map<std::string, std::size_t> families;
  const auto join = [&](std::size_t a, std::size_t b) {
    a = root_of(parents, a);
    b = root_of(parents, b);
    parents[std::max(a, b)] = std::min(a, b);
  };
  for (std::size_t index = 0; index < lines.size(); ++index) {
    join(index, families.try_emplace(lines[index].family, index).first->second);
  }
  for (const auto& [first, second] : near_duplicates(lines)) join(first, second);
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    groups[root_of(parents, index)].push_back(index);
  }
  // Each fold gets its share of each language and type.
  std::map<std::pair<std::string, WorkType>, std::array<std::size_t, kFoldCount>> counts;
  for (const auto& [root, members] : groups) {
    auto& count = counts[{lines[root].language, lines[root].type}];
    const auto fold = static_cast<std::size_t>(std::ranges::min_element(count) - count.begin());
    count[fold] += members.size();
    for (const std::size_t member : members) lines[member].fold = fold;
  }
}

}  // namespace

std::vector<Line> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".jsonl") paths.push_back(entry.path());
  }
  if (error || paths.empty()) fail(folder.string() + ": no corpus here");
  std::ranges::sort(paths);
  std::vector<Line> lines;
  for (const auto& path : paths) read_file(path, lines);
  assign_folds(lines);
  return lines;
}

std::vector<Line> read_vocabulary(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) fail(path.string() + ": cannot be read");
  std::vector<Line> lines;
  for (std::string text; std::getline(file, text);) {
    if (text.empty() || text[0] == '#') continue;
    const std::size_t space = text.find(' ');
    const std::size_t colon = text.find(": ");
    const auto type =
        space < colon && colon != std::string::npos
            ? work_type_named(std::string_view(text).substr(space + 1, colon - space - 1))
            : std::nullopt;
    if (!type) fail(path.filename().string() + ": not \"language type: phrase, …\": " + text);
    for (std::size_t begin = colon + 2; begin < text.size();) {
      const std::size_t end = std::min(text.find(", ", begin), text.size());
      lines.push_back({.description = text.substr(begin, end - begin),
                       .context = {},
                       .args = {},
                       .schema = {},
                       .type = *type,
                       .family = "vocabulary",
                       .language = text.substr(0, space)});
      begin = end + 2;
    }
  }
  return lines;
}

std::vector<NearDuplicates> near_duplicates(const std::vector<Line>& lines) {
  std::vector<NearDuplicates> result;
  std::vector<std::vector<std::uint64_t>> pieces;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> holders;
  std::vector<std::uint32_t> shared(lines.size());
  std::vector<std::uint32_t> touched;
  Words words;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    pieces.push_back(pieces_of(lines[index], words));
    for (const std::uint64_t piece : pieces.back()) {
      auto& lines_with_it = holders[piece];
      for (const std::uint32_t other : lines_with_it) {
        if (shared[other]++ == 0) touched.push_back(other);
      }
      lines_with_it.push_back(static_cast<std::uint32_t>(index));
    }
    for (const std::uint32_t other : touched) {
      const std::size_t both = shared[other];
      const std::size_t either = pieces[index].size() + pieces[other].size() - both;
      if (static_cast<double>(both) >= kNearDuplicateJaccard * static_cast<double>(either)) {
        result.push_back({other, index});
      }
      shared[other] = 0;
    }
    touched.clear();
  }
  return result;
}

}  // namespace skerry::fn::train
