#pragma once

#include <string>

namespace CLI {
class App;
}

namespace skerry::host {

/// Shells that completion scripts are made for.
enum class Shell : unsigned char { kBash, kZsh };

/// A script that completes the program's commands, options and the words that options take, made
/// from the program's own description.
[[nodiscard]] std::string completion_script(const CLI::App& program, Shell shell);

}  // namespace skerry::host
