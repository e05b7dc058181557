#include "modules/fn/generation/written_code.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "modules/fn/functions/binding.hpp"
#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/samples.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kSchema = R"({
  "type": "object",
  "required": ["source", "name", "parameters", "examples"],
  "properties": {
    "source": {"type": "string"},
    "name": {"type": "string"},
    "parameters": {"type": "array", "items": {"type": "string"}},
    "examples": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["args", "result"],
        "properties": {"args": {"type": "object"}, "result": {}}
      }
    }
  }
})";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Names that other alphabets have are rare in code, and of no use here.
bool is_name(std::string_view text) {
  const auto allowed = [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '$';
  };
  return !text.empty() && text.size() <= limits::kFunctionNameCharactersMax &&
         std::ranges::all_of(text, allowed) && !(text[0] >= '0' && text[0] <= '9');
}

bool same_kind(const Json& left, const Json& right) {
  return left.type() == right.type() || (left.is_number() && right.is_number());
}

/// Whether an argument of an example is made like the call's own: the same kind, and for lists,
/// elements of kinds that the call's list has. Null says nothing about its kind.
bool is_made_like(const Json& example, const Json& own) {
  if (own.is_null()) return true;
  if (!same_kind(example, own)) return false;
  if (!own.is_array() || own.empty()) return true;
  return std::ranges::all_of(example.begin(), example.end(), [&](const Json& element) {
    return std::ranges::any_of(own.begin(), own.end(),
                               [&](const Json& other) { return same_kind(element, other); });
  });
}

/// The members of `args` in the order of the parameters; nothing where they are others.
std::optional<Json> by_name(const std::vector<std::string>& parameters, const Json& args) {
  if (args.size() != parameters.size()) return std::nullopt;
  Json bound = Json::array();
  for (const std::string& name : parameters) {
    const Json* argument = find_member(args, name);
    if (argument == nullptr) return std::nullopt;
    bound.push_back(*argument);
  }
  return bound;
}

class Reader {
 public:
  Reader(const Json& answer, const Json* args) : answer_(answer), args_(args) {}

  std::expected<WrittenCode, std::vector<ai::AnswerError>> read() {
    if (!answer_.is_object()) {
      add("", "expected an object with source, name, parameters and examples");
    } else {
      read_source();
      read_parameters();
      if (errors_.empty()) read_examples();
    }
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return std::move(code_);
  }

 private:
  void add(std::string pointer, std::string detail) {
    errors_.push_back({std::move(pointer), std::move(detail)});
  }

  void read_source() {
    const Json* source = find_member(answer_, "source");
    if (source == nullptr || !source->is_string() ||
        source->get_ref<const std::string&>().empty()) {
      return add("/source", "expected the source of a module as text");
    }
    code_.source = source->get_ref<const std::string&>();
    if (code_.source.size() > limits::kFunctionSourceBytesMax) {
      add("/source", "longer than " + std::to_string(limits::kFunctionSourceBytesMax) + " bytes");
    }
  }

  void read_parameters() {
    const Json* parameters = find_member(answer_, "parameters");
    if (parameters == nullptr || !parameters->is_array()) {
      return add("/parameters", "expected the names of the parameters in their order");
    }
    if (parameters->size() > limits::kFunctionParametersMax) {
      return add("/parameters",
                 "more than " + std::to_string(limits::kFunctionParametersMax) + " parameters");
    }
    std::set<std::string> seen;
    for (const Json& parameter : *parameters) {
      if (!parameter.is_string()) return add("/parameters", "expected names as text");
      const auto& name = parameter.get_ref<const std::string&>();
      // The members of args have whatever names they have.
      const bool named_by_args = args_ != nullptr && find_member(*args_, name) != nullptr;
      if (!named_by_args && !is_name(name)) {
        return add("/parameters", "expected identifiers of ASCII characters");
      }
      code_.parameters.push_back(parameter.get_ref<const std::string&>());
      if (!seen.insert(code_.parameters.back()).second) {
        return add("/parameters", "holds a name twice");
      }
    }
  }

  void read_examples() {
    const Json* examples = find_member(answer_, "examples");
    if (examples == nullptr || !examples->is_array()) {
      return add("/examples", "expected a list of examples");
    }
    if (examples->size() > limits::kFunctionExamplesMax) {
      return add("/examples",
                 "more than " + std::to_string(limits::kFunctionExamplesMax) + " examples");
    }
    std::set<std::string> different;
    for (std::size_t index = 0; index < examples->size(); ++index) {
      read_example((*examples)[index], "/examples/" + std::to_string(index));
      if (!code_.examples.empty()) different.insert(to_text(code_.examples.back().args));
    }
    if (!errors_.empty()) return;
    // A function without parameters has no more than one.
    const std::size_t wanted = code_.parameters.empty() ? 1 : limits::kFunctionExamplesMin;
    if (different.size() < wanted) {
      return add("/examples", "expected at least " + std::to_string(wanted) +
                                  " examples with different arguments");
    }
    check_own_arguments();
  }

  void read_example(const Json& example, const std::string& pointer) {
    const Json* args = find_member(example, "args");
    const Json* result = find_member(example, "result");
    if (args == nullptr || !args->is_object() || result == nullptr) {
      return add(pointer, "expected args, an object, and result");
    }
    auto bound = by_name(code_.parameters, *args);
    if (!bound) return add(pointer + "/args", "expected exactly the parameters as members");
    code_.examples.push_back({std::move(*bound), *result});
  }

  void check_own_arguments() {
    if (args_ == nullptr) return;
    auto own = bind_arguments(known_parameters(code_.parameters, to_json(code_.examples)), *args_);
    if (!own) {
      for (const FieldError& error : own.error().errors) {
        add("/parameters",
            "args are no arguments of the function: " + error.pointer + " " + error.detail);
      }
      return;
    }
    for (std::size_t index = 0; index < code_.examples.size(); ++index) {
      for (std::size_t place = 0; place < own->size(); ++place) {
        if (is_made_like(code_.examples[index].args[place], (*own)[place])) continue;
        add("/examples/" + std::to_string(index) + "/args",
            "the argument " + code_.parameters[place] + " is not made like that of args");
      }
    }
    code_.arguments = std::move(*own);
  }

  const Json& answer_;
  const Json* args_;
  WrittenCode code_;
  std::vector<ai::AnswerError> errors_;
};

}  // namespace

const Json& written_code_schema() {
  // Made by the first call; holds no capability.
  static const auto& schema = *new Json(*read_json(kSchema));
  return schema;
}

std::expected<WrittenCode, std::vector<ai::AnswerError>> read_written_code(const Json& answer,
                                                                           const Json* args) {
  return Reader(answer, args).read();
}

Json to_json(const std::vector<Example>& examples) {
  Json list = Json::array();
  for (const Example& example : examples) {
    list.push_back({{"args", example.args}, {"result", example.result}});
  }
  return list;
}

}  // namespace skerry::fn
