#include "host/cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <format>
#include <memory>
#include <string_view>
#include <vector>

#include "host/cli/commands.hpp"
#include "host/cli/output.hpp"

namespace skerry::host {
namespace {

struct Choice {
  std::string word;
  std::string help;
};

/// An option that takes a value.
struct Valued {
  std::vector<std::string> names;
  /// The words it takes; none for any.
  std::vector<std::string> words;
};

/// What may follow a command's words.
struct Level {
  /// `skerry jobs list`
  std::string path;
  std::vector<Choice> choices;
  std::vector<Valued> valued;
};

/// The words in a description such as `TEXT:{code,object}`.
std::vector<std::string> words_in(const std::string& type) {
  std::vector<std::string> words;
  const auto open = type.find('{');
  const auto close = type.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return words;
  std::string_view list = std::string_view(type).substr(open + 1, close - open - 1);
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    words.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return words;
}

void collect(const CLI::App& app, const std::string& path, std::vector<Level>& levels) {
  Level level{.path = path, .choices = {}, .valued = {}};
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    level.choices.push_back({command->get_name(), command->get_description()});
  }
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    Valued valued{.names = {}, .words = words_in(option->get_type_name())};
    for (const std::string& name : option->get_lnames()) {
      valued.names.push_back("--" + name);
      level.choices.push_back({"--" + name, option->get_description()});
    }
    // Words of an argument without a name stand where commands would.
    if (option->get_positional() && option->get_lnames().empty()) {
      for (const std::string& word : valued.words) level.choices.push_back({word, ""});
    }
    if (option->get_items_expected_max() > 0 && !valued.names.empty()) {
      level.valued.push_back(std::move(valued));
    }
  }
  levels.push_back(std::move(level));
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    collect(*command, path + " " + command->get_name(), levels);
  }
}

/// As a word between single quotes, which every shell leaves alone.
std::string shell_word(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

/// For `_describe`, which splits at colons.
std::string described(const Choice& choice) {
  std::string text;
  for (const char c : choice.word + "\n" + choice.help) {
    if (c == ':') text += '\\';
    text += c == '\n' ? ':' : c;
  }
  return shell_word(text);
}

std::string patterns_of(const Level& level, const Valued& valued) {
  std::string patterns;
  for (const std::string& name : valued.names) {
    patterns += (patterns.empty() ? "" : " | ") + shell_word(level.path + " " + name);
  }
  return patterns;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

/// The case that follows a word into the command it names.
std::string steps_of(const std::vector<Level>& levels) {
  std::string patterns;
  for (const Level& level : levels) {
    if (level.path.contains(' ')) {
      patterns += (patterns.empty() ? "" : " | ") + shell_word(level.path);
    }
  }
  return std::format("    case \"$at $word\" in\n      {}) at=\"$at $word\" ;;\n    esac\n",
                     patterns);
}

std::string bash_script(const std::string& name, const std::vector<Level>& levels) {
  std::string values;
  std::string choices;
  for (const Level& level : levels) {
    for (const Valued& valued : level.valued) {
      // Without words the shell offers files.
      values += std::format("    {}) words={} named=1 ;;\n", patterns_of(level, valued),
                            shell_word(joined(valued.words)));
    }
    std::vector<std::string> words;
    words.reserve(level.choices.size());
    for (const Choice& choice : level.choices) words.push_back(choice.word);
    choices +=
        std::format("      {}) words={} ;;\n", shell_word(level.path), shell_word(joined(words)));
  }
  return std::format(
      "# Completion of {0} for bash: source <({0} completion bash)\n"
      "_{0}() {{\n"
      "  local at={0} words= named= word i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    word=${{COMP_WORDS[i]}}\n{1}"
      "  done\n"
      "  case \"$at ${{COMP_WORDS[COMP_CWORD - 1]}}\" in\n{2}"
      "  esac\n"
      "  if [[ -z $named ]]; then\n"
      "    case $at in\n{3}"
      "    esac\n"
      "  fi\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"${{COMP_WORDS[COMP_CWORD]}}\"))\n"
      "}}\n"
      "complete -o default -F _{0} {0}\n",
      name, steps_of(levels), values, choices);
}

std::string zsh_script(const std::string& name, const std::vector<Level>& levels) {
  std::string values;
  std::string choices;
  for (const Level& level : levels) {
    for (const Valued& valued : level.valued) {
      values += std::format("    {}) {}; return ;;\n", patterns_of(level, valued),
                            valued.words.empty() ? "_files" : "compadd -- " + joined(valued.words));
    }
    std::string words;
    for (const Choice& choice : level.choices) words += " " + described(choice);
    choices += std::format("    {}) choices=({} ) ;;\n", shell_word(level.path), words);
  }
  return std::format(
      "#compdef {0}\n"
      "# Completion of {0} for zsh: source <({0} completion zsh)\n"
      "_{0}() {{\n"
      "  local at={0} word\n"
      "  local -a choices\n"
      "  for word in \"${{(@)words[2,CURRENT-1]}}\"; do\n{1}"
      "  done\n"
      "  case \"$at $words[CURRENT-1]\" in\n{2}"
      "  esac\n"
      "  case $at in\n{3}"
      "  esac\n"
      "  _describe {0} choices || _files\n"
      "}}\n"
      "(( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit }}\n"
      "compdef _{0} {0}\n",
      name, steps_of(levels), values, choices);
}

}  // namespace

std::string completion_script(const CLI::App& program, Shell shell) {
  std::vector<Level> levels;
  collect(program, program.get_name(), levels);
  return shell == Shell::kBash ? bash_script(program.get_name(), levels)
                               : zsh_script(program.get_name(), levels);
}

void add_completion_command(CLI::App& program, Action& action) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* command =
      program.add_subcommand("completion", "Print a script that completes commands");
  command->add_option("shell", *shell, "For which shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}));
  command->callback([shell, &program, &action] {
    action = [shell, &program] {
      return print(completion_script(program, *shell == "bash" ? Shell::kBash : Shell::kZsh));
    };
  });
}

}  // namespace skerry::host
