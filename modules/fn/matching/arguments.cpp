#include "modules/fn/matching/arguments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Kind;

/// A longer text is no name of an option.
constexpr std::size_t kOptionBytesMax = 256;

/// Names that say which of several like arguments is meant, by position.
std::optional<std::size_t> position_named(const std::string& folded) {
  static constexpr std::array<std::array<std::string_view, 18>, 3> kNames = {{
      {"a", "x", "first", "num1", "n1", "left", "list1", "array1", "arr1", "set1", "str1",
       "string1", "s1", "date1", "number1", "value1", "one", "text1"},
      {"b", "y", "second", "num2", "n2", "right", "list2", "array2", "arr2", "set2", "str2",
       "string2", "s2", "date2", "number2", "value2", "two", "text2"},
      {"c", "z", "third", "num3", "n3", "", "list3", "array3", "arr3", "set3", "str3", "string3",
       "s3", "date3", "number3", "value3", "three", "text3"},
  }};
  std::string compact;
  for (char c : folded) {
    if (c != ' ') compact += c;
  }
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    for (auto name : kNames[i]) {
      if (!name.empty() && (compact == name || folded.starts_with(std::string(name) + ' '))) {
        return i;
      }
    }
  }
  return std::nullopt;
}

/// "start date", "fromTime", "new_price": which end of a way from one to another a name says.
enum class End : std::uint8_t { near, far };

std::optional<End> end_named(std::string_view folded) {
  static constexpr std::array<std::string_view, 10> kNear = {
      "from",    "start",   "begin",    "beginning", "old",
      "initial", "earlier", "previous", "before",    "original"};
  static constexpr std::array<std::string_view, 10> kFar = {
      "to", "end", "finish", "ending", "new", "final", "later", "current", "after", "until"};
  std::optional<End> found;
  while (!folded.empty()) {
    const auto word = folded.substr(0, folded.find(' '));
    folded.remove_prefix(std::min(folded.size(), word.size() + 1));
    const bool is_near = std::ranges::find(kNear, word) != kNear.end();
    if (!is_near && std::ranges::find(kFar, word) == kFar.end()) continue;
    if (found) return std::nullopt;
    found = is_near ? End::near : End::far;
  }
  return found;
}

class Assigner {
 public:
  Assigner(const Catalogue& catalogue, const table::Function& function, const Supplied& supplied,
           Bound& bound)
      : catalogue_(catalogue),
        parameters_(Catalogue::slice(catalogue.parameters, function.parameters)),
        symmetric_((function.traits & table::kSymmetric) != 0),
        supplied_(supplied),
        bound_(bound) {}

  void run() {
    if (supplied_.unnamed != nullptr) return assign_unnamed(*supplied_.unnamed);
    by_name();
    if (bound_.misfit.empty()) by_flag();
    if (bound_.misfit.empty()) by_end();
    if (bound_.misfit.empty()) by_position_word();
    if (bound_.misfit.empty()) by_shape();
  }

 private:
  [[nodiscard]] bool is_free(std::size_t parameter) const {
    return !bound_.entries[parameter].from_arguments;
  }
  [[nodiscard]] bool is_required(std::size_t parameter) const {
    return parameters_[parameter].default_json == nullptr;
  }

  void bind(std::size_t parameter, const Json& value, std::optional<std::size_t> argument) {
    auto& entry = bound_.entries[parameter];
    entry.value = value;
    entry.argument = argument;
    entry.from_arguments = true;
    if (argument) bound_.used[*argument] = true;
  }

  void refuse(std::string_view argument, const table::Parameter& parameter) {
    bound_.misfit = '"' + std::string(argument) + "\" is not " + parameter.shape.text;
    bound_.has_wrong_shape = true;
  }

  /// The text given for an option, read as one of its values: "descending" as "desc".
  [[nodiscard]] std::optional<Json> option_value(const table::Parameter& parameter,
                                                 const Json& value) const {
    if (parameter.values.count == 0)
      return fits(parameter.shape, value) ? std::optional(value) : std::nullopt;
    const auto values = Catalogue::slice(catalogue_.values, parameter.values);
    for (const auto& option : values) {
      auto known = Json::parse(option.json, nullptr, false);
      if (known == value) return known;
    }
    if (value.is_string() && value.get_ref<const std::string&>().size() <= kOptionBytesMax) {
      const auto reading = read(catalogue_, tokenise(value.get_ref<const std::string&>()), {});
      for (const auto& span : reading.spans) {
        if (span.count != reading.tokens.size()) continue;
        for (const auto& option : values) {
          if (option.sense == span.sense) return Json::parse(option.json, nullptr, false);
        }
      }
    }
    return parameter.open && fits(parameter.shape, value) ? std::optional(value) : std::nullopt;
  }

  /// A parameter's own name comes before the others that it has.
  void by_name() {
    for (const bool own : {true, false}) {
      for (std::size_t i = 0; i < supplied_.named.size() && bound_.misfit.empty(); ++i) {
        if (!bound_.used[i]) by_name(i, own);
      }
    }
  }

  void by_name(std::size_t i, bool own) {
    const auto& argument = supplied_.named[i];
    bool is_taken = false;
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      const auto names = catalogue_.names_of(parameters_[p]);
      const bool named = own ? names.front() == argument.folded
                             : std::ranges::contains(names, std::string_view(argument.folded));
      if (!named) continue;
      if (!is_free(p)) {
        const auto other = bound_.entries[p].argument;
        const bool by_own = other && supplied_.named[*other].folded == names.front();
        is_taken = is_taken || (other && (!by_own || names.front().size() == 1));
        continue;
      }
      const auto value = option_value(parameters_[p], *argument.value);
      // "sample" may be called so because the numbers are one: a list is no option.
      if (!value && argument.value->is_array() && !is_required(p)) continue;
      if (!value) return refuse(argument.name, parameters_[p]);
      return bind(p, *value, i);
    }
    // "n" and "value" may both be other names of one parameter.
    const bool by_letter = symmetric_ || position_named(argument.folded).has_value();
    if (is_taken && !by_letter) bound_.misfit = '"' + argument.name + "\" names one twice";
  }

  /// `"descending": true` chooses the option that the name says; false, the only other one.
  void by_flag() {
    for (std::size_t i = 0; i < supplied_.named.size(); ++i) {
      const auto& argument = supplied_.named[i];
      if (bound_.used[i] || !argument.value->is_boolean()) continue;
      for (std::size_t p = 0; p < parameters_.size() && !bound_.used[i]; ++p) {
        if (!is_free(p) || parameters_[p].values.count == 0) continue;
        const auto named = option_value(parameters_[p], argument.name);
        if (!named || parameters_[p].open) continue;
        const auto value = argument.value->get<bool>() ? named : other_option(p, *named);
        if (value) bind(p, *value, i);
      }
    }
  }

  [[nodiscard]] std::optional<Json> other_option(std::size_t parameter, const Json& option) const {
    std::optional<Json> other;
    for (const auto& value : Catalogue::slice(catalogue_.values, parameters_[parameter].values)) {
      auto candidate = Json::parse(value.json, nullptr, false);
      if (candidate == option) continue;
      if (other && *other != candidate) return std::nullopt;
      other = std::move(candidate);
    }
    return other;
  }

  /// Two arguments whose names say "from" and "to" in other words than the two parameters' names.
  void by_end() {
    for (const End end : {End::near, End::far}) {
      std::size_t argument = 0;
      std::size_t arguments = 0;
      for (std::size_t i = 0; i < supplied_.named.size(); ++i) {
        if (bound_.used[i] || end_named(supplied_.named[i].folded) != end) continue;
        argument = i;
        ++arguments;
      }
      if (arguments != 1) continue;
      const auto& value = *supplied_.named[argument].value;
      for (std::size_t p = 0; p < parameters_.size(); ++p) {
        const bool like_another = like_parameters(p) == 2;
        if (!like_another || !is_free(p) || !names_end(p, end)) continue;
        if (fits(parameters_[p].shape, value)) bind(p, value, argument);
        break;
      }
    }
  }

  [[nodiscard]] bool names_end(std::size_t parameter, End end) const {
    const auto names = catalogue_.names_of(parameters_[parameter]);
    return std::ranges::any_of(names,
                               [&](std::string_view name) { return end_named(name) == end; });
  }

  /// How many required parameters take the same kind of value, itself among them.
  [[nodiscard]] std::size_t like_parameters(std::size_t parameter) const {
    std::size_t count = 0;
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      const bool like = parameters_[p].shape.kind == parameters_[parameter].shape.kind;
      if (is_required(p) && like) ++count;
    }
    return count;
  }

  void by_position_word() {
    for (std::size_t i = 0; i < supplied_.named.size(); ++i) {
      if (bound_.used[i]) continue;
      const auto position = position_named(supplied_.named[i].folded);
      if (!position || *position >= parameters_.size()) continue;
      const auto p = *position;
      if (is_free(p) && is_required(p) && fits(parameters_[p].shape, *supplied_.named[i].value)) {
        bind(p, *supplied_.named[i].value, i);
      }
    }
  }

  [[nodiscard]] std::vector<std::size_t> candidates(const Json& value) const {
    std::vector<std::size_t> out;
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      const auto& said = bound_.entries[p].value;
      if (is_free(p) && is_required(p) && !parameters_[p].named && (!said || *said == value) &&
          fits(parameters_[p].shape, value)) {
        out.push_back(p);
      }
    }
    return out;
  }

  void by_shape() {
    for (bool progress = true; progress;) {
      progress = false;
      for (std::size_t i = 0; i < supplied_.named.size(); ++i) {
        if (bound_.used[i]) continue;
        const auto fitting = candidates(*supplied_.named[i].value);
        if (fitting.size() == 1 || (symmetric_ && !fitting.empty())) {
          bind(fitting.front(), *supplied_.named[i].value, i);
          bound_.entries[fitting.front()].by_likeness =
              symmetric_ || like_parameters(fitting.front()) > 1;
          progress = true;
        }
      }
    }
    for (std::size_t i = 0; i < supplied_.named.size(); ++i) {
      if (!bound_.used[i]) {
        bound_.misfit = '"' + supplied_.named[i].name + "\" fits no parameter";
        return;
      }
    }
  }

  /// A list is the one list that the function takes. Where it takes several parameters, or where
  /// the list holds nothing but another one, it lists the arguments by position.
  void assign_unnamed(const Json& value) {
    std::vector<std::size_t> required;
    std::vector<std::size_t> lists;
    std::size_t missing = 0;
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      if (!is_required(p)) continue;
      required.push_back(p);
      if (!bound_.entries[p].value) ++missing;
      if (parameters_[p].shape.kind == Kind::list) lists.push_back(p);
    }
    if (value.is_array() && lists.size() != 1 && !required.empty()) {
      return assign_positions(value);
    }
    if (value.is_array() && !lists.empty()) {
      const auto& shape = parameters_[lists.front()].shape;
      const bool wrapped = value.size() == 1 && value.front().is_array() &&
                           fits(shape, value.front()) &&
                           (shape.item != Kind::list || !fits(shape, value));
      const bool several = value.size() > std::max<std::size_t>(1, lists.front()) &&
                           value.size() <= parameters_.size() && value[lists.front()].is_array() &&
                           (missing > 1 || !fits(shape, value));
      if (wrapped) return bind(lists.front(), value.front(), std::nullopt);
      if (several) return assign_positions(value);
    }
    const auto& targets = value.is_array() ? lists : required;
    for (std::size_t p : targets) {
      const auto& said = bound_.entries[p].value;
      if ((!said || *said == value) && fits(parameters_[p].shape, value)) {
        return bind(p, value, std::nullopt);
      }
    }
    if (targets.empty()) {
      bound_.misfit = "it takes no such argument";
    } else {
      refuse("the argument", parameters_[targets.front()]);
    }
  }

  void assign_positions(const Json& values) {
    if (values.size() > parameters_.size()) {
      bound_.misfit = "more arguments than parameters";
      return;
    }
    for (std::size_t p = 0; p < values.size(); ++p) {
      const auto fitted = option_value(parameters_[p], values[p]);
      if (!fitted) return refuse("argument " + std::to_string(p + 1), parameters_[p]);
      bind(p, *fitted, std::nullopt);
    }
  }

  const Catalogue& catalogue_;
  std::span<const table::Parameter> parameters_;
  bool symmetric_;
  const Supplied& supplied_;
  Bound& bound_;
};

}  // namespace

std::size_t name_at(const std::vector<ReadToken>& tokens, std::size_t at, std::string_view name,
                    bool any_number) {
  std::size_t count = 0;
  while (!name.empty()) {
    const auto space = name.find(' ');
    const auto word = name.substr(0, space);
    if (at + count >= tokens.size() || tokens[at + count].kind != Token::Kind::word) return 0;
    const auto& text = tokens[at + count].text;
    if (text != word && !(any_number && singular(text) == singular(word))) return 0;
    ++count;
    name = space == std::string_view::npos ? std::string_view{} : name.substr(space + 1);
  }
  return count;
}

bool names_end(std::string_view word) { return end_named(word).has_value(); }

void assign(const Catalogue& catalogue, const table::Function& function, const Supplied& supplied,
            Bound& bound) {
  Assigner(catalogue, function, supplied, bound).run();
}

}  // namespace skerry::fn
